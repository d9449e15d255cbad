/**
 * Copies of a plan that were taken away as files, edited and brought back: the moment at which they parted is found whatever
 * was undone since, also when they were merged before. Example: Jo's copy comes back twice, and the second time only what she
 * did in between is new.
 */
import { copyFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Copy, descentOf } from '../../../electron/file/ancestor.ts'
import { readCopy } from '../../../electron/file/colleague.ts'
import { createPlanFile, openPlanFile, type PlanFile } from '../../../electron/file/store.ts'
import { apply, type Change } from '../../../shared/change.ts'
import { setAmount, setText } from '../../../shared/edits.ts'
import { mergeChange, mergingOf, type Side } from '../../../shared/merging.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { firstChange, folder, inAnotherProcess, messageOf, place, tamper } from './helpers.ts'

const year = yearFrom(2020)
let clock = 0
const author = (who: string) => ({
  who,
  now: () => new Date(Date.UTC(2026, 3, 1, 9, 0, clock++)).toISOString(),
})

/** A plan file of "Victim First" with 558322 pence. */
function made(): string {
  const file = place('Budget.cplan')
  createPlanFile(file, { ...author('Al'), change: firstChange }).close()
  return file
}

function copied(file: string, name: string): string {
  const copy = place(`Budget (${name}).cplan`)
  copyFileSync(file, copy)
  return copy
}

/** Works in a plan file as somebody. */
function working<Result>(file: string, who: string, work: (open: PlanFile) => Result): Result {
  const open = openPlanFile(file, author(who))
  try {
    return work(open)
  } finally {
    open.close()
  }
}

const edit = (open: PlanFile, intent: (plan: Plan) => Change) => void open.commit(intent(planOf(open.rows())))
const to = (pence: number) => (open: PlanFile) =>
  edit(open, (plan) => setAmount(plan, { lineId: 'vf', year, measure: 'budget', pence: pence as Pence }))
const word = (field: 'provider' | 'owner' | 'code', value: string) => (open: PlanFile) =>
  edit(open, (plan) => setText(plan, { lineId: 'vf', field, value }))

async function compare(
  file: string,
  copy: string,
): Promise<Copy & { comes: string[]; stays: string[]; clashes: string[] }> {
  const open = openPlanFile(file, author('Al'))
  try {
    const plan = planOf(open.rows())
    const found = await readCopy(copy, { ours: { file: open, plan }, author: author('Al'), temporary: folder() })
    const { comes, stays, clashes } = mergingOf(plan, found.differing)
    const keys = (items: { key: string }[]) => items.map(({ key }) => key)
    return { ...found, comes: keys(comes), stays: keys(stays), clashes: keys(clashes) }
  } finally {
    open.close()
  }
}

/** Merges a copy, all clashes one way. @returns the clashes */
async function merge(file: string, copy: string, side: Side = 'ours'): Promise<string[]> {
  const open = openPlanFile(file, author('Al'))
  try {
    const plan = planOf(open.rows())
    const found = await readCopy(copy, { ours: { file: open, plan }, author: author('Al'), temporary: folder() })
    const merging = mergingOf(plan, found.differing)
    const choices = new Map(merging.clashes.map(({ key }) => [key, side] as const))
    open.commit(mergeChange(plan, merging, choices, found.copy))
    return merging.clashes.map(({ key }) => key)
  } finally {
    open.close()
  }
}

const figure = 'amount vf 2020/21 budget figure'
const rowsOf = (file: string) => {
  const open = openPlanFile(file, { ...author('Al'), readOnly: true })
  try {
    const { merged: _, ...rows } = open.rows()
    return rows
  } finally {
    open.close()
  }
}

describe('a copy that was taken away', () => {
  it('is told from the plan by what each did since', async () => {
    const file = made()
    working(file, 'Al', word('owner', 'Finance'))
    const copy = copied(file, 'Jo')
    working(file, 'Al', to(100))
    working(copy, 'Jo', word('provider', 'Catch 22'))
    const found = await compare(file, copy)
    expect(found).toMatchObject({ comes: ['line vf provider'], stays: [figure], clashes: [], authors: ['Jo'] })
    expect(found.copy).toMatchObject({ name: 'Budget (Jo).cplan', who: 'Jo', step: 3, passedOver: [] })
  })

  it('has nothing in common with another plan', async () => {
    const [file, other] = [made(), made()]
    await expect(compare(file, other)).rejects.toThrow(/is another plan and no copy of this one/)
    await expect(compare(file, file)).rejects.toThrow(/is the plan that is open/)
    await expect(compare(file, place('gone.cplan'))).rejects.toThrow(/not there any more/)
  })

  it('may have been taken before or after a step that one of us undid: then what it touched is asked', async () => {
    const file = made()
    working(file, 'Al', to(100))
    const copy = copied(file, 'Jo')
    working(copy, 'Jo', word('provider', 'Catch 22'))
    working(file, 'Al', (open) => open.undo())
    expect(await compare(file, copy)).toMatchObject({ comes: ['line vf provider'], clashes: [figure] })
    working(file, 'Al', word('owner', 'Finance'))
    expect(await compare(file, copy)).toMatchObject({ comes: ['line vf provider'], clashes: [figure] })
    expect(await compare(copy, file)).toMatchObject({ comes: ['line vf owner'], clashes: [figure] })
  })

  it('is undone by both: then it was not there', async () => {
    const file = made()
    working(file, 'Al', to(100))
    const copy = copied(file, 'Jo')
    for (const one of [file, copy]) working(one, 'Al', (open) => open.undo())
    working(copy, 'Jo', to(200))
    expect(await compare(file, copy)).toMatchObject({ comes: [figure], clashes: [], stays: [] })
  })

  it('is refused when its history cannot be what was saved', async () => {
    const file = made()
    const copy = copied(file, 'Jo')
    working(copy, 'Jo', to(200))
    await merge(file, copy)
    working(copy, 'Jo', to(300))
    tamper(copy, (database) =>
      database.exec(`UPDATE "history" SET "change" = replace("change", '300', '301') WHERE "number" = 3`),
    )
    await expect(compare(file, copy)).rejects.toThrow(/is damaged/)
  })

  it('is read while a colleague has it open, and left as it is', async () => {
    const file = made()
    const copy = copied(file, 'Jo')
    working(copy, 'Jo', to(200))
    const held = inAnotherProcess(`
      const open = openPlanFile(${JSON.stringify(copy)}, author)
      const found = await import(${JSON.stringify(new URL('../../../electron/file/colleague.ts', import.meta.url).href)})
      say(messageOf(() => open.head()))
      open.close()`)
    expect(held).toEqual(['nothing was thrown'])
    const open = openPlanFile(copy, author('Jo'))
    try {
      const [said] = inAnotherProcess(`
        const { readCopy } = await import(${JSON.stringify(new URL('../../../electron/file/colleague.ts', import.meta.url).href)})
        const file = openPlanFile(${JSON.stringify(file)}, author)
        const { differing } = await readCopy(${JSON.stringify(copy)}, { ours: { file }, author, temporary: ${JSON.stringify(folder())} })
        say(differing.map(({ id }) => id))
        file.close()`)
      expect(said).toBe('["vf 2020/21 budget"]')
      expect(messageOf(() => to(300)(open))).toBe('nothing was thrown')
    } finally {
      open.close()
    }
  })
})

describe('a copy that comes back again', () => {
  it('brings only what was done in between', async () => {
    const file = made()
    const copy = copied(file, 'Jo')
    working(copy, 'Jo', to(200))
    expect(await merge(file, copy)).toEqual([])
    expect(await compare(file, copy)).toMatchObject({ comes: [], stays: [], clashes: [] })
    working(copy, 'Jo', to(300))
    working(file, 'Al', word('owner', 'Finance'))
    expect(await compare(file, copy)).toMatchObject({ comes: [figure], stays: ['line vf owner'], clashes: [] })
    working(file, 'Al', to(250))
    expect(await compare(file, copy)).toMatchObject({ comes: [], clashes: [figure] })
  })

  it('does not ask again what was decided, and lets a colleague take back what was merged', async () => {
    const file = made()
    const copy = copied(file, 'Jo')
    working(file, 'Al', to(100))
    working(copy, 'Jo', to(200))
    working(copy, 'Jo', word('code', 'V1'))
    expect(await merge(file, copy, 'ours')).toEqual([figure])
    expect(await compare(file, copy)).toMatchObject({ comes: [], clashes: [], stays: [figure] })
    working(copy, 'Jo', (open) => open.undo())
    expect(await compare(file, copy)).toMatchObject({ comes: ['line vf code'], clashes: [], stays: [figure] })
  })

  it('is asked again once the merge was undone', async () => {
    const file = made()
    const copy = copied(file, 'Jo')
    working(file, 'Al', to(100))
    working(copy, 'Jo', to(200))
    await merge(file, copy, 'theirs')
    working(file, 'Al', (open) => open.undo())
    expect(await compare(file, copy)).toMatchObject({ clashes: [figure] })
  })

  it('takes in the plan that had merged it, and the other way round, as often as they like', async () => {
    const file = made()
    const copy = copied(file, 'Jo')
    working(file, 'Al', to(100))
    working(copy, 'Jo', to(200))
    working(copy, 'Jo', word('code', 'V1'))
    await merge(file, copy, 'ours')
    expect(await compare(copy, file)).toMatchObject({ comes: [figure], clashes: [] })
    await merge(copy, file)
    expect(rowsOf(copy)).toEqual(rowsOf(file))
    working(copy, 'Jo', to(300))
    expect(await compare(file, copy)).toMatchObject({ comes: [figure], clashes: [], stays: [] })
    working(file, 'Al', word('owner', 'Finance'))
    await merge(file, copy)
    await merge(copy, file)
    expect(rowsOf(copy)).toEqual(rowsOf(file))
  })

  it('knows what another copy had merged already', async () => {
    const file = made()
    const [jo, mo] = [copied(file, 'Jo'), copied(file, 'Mo')]
    working(jo, 'Jo', to(200))
    working(mo, 'Mo', to(300))
    await merge(mo, jo, 'ours')
    await merge(file, mo)
    expect(await compare(file, jo)).toMatchObject({ comes: [], clashes: [], stays: [figure] })
    working(jo, 'Jo', word('code', 'V1'))
    expect(await compare(file, jo)).toMatchObject({ comes: ['line vf code'], clashes: [], stays: [figure] })
  })

  it('three managers bring theirs back in any order, and again', async () => {
    const results = []
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      const file = made()
      const copies = ['Jo', 'Mo', 'Di'].map((who) => copied(file, who))
      const work = [word('provider', 'Catch 22'), word('owner', 'Finance'), to(400)]
      for (const [index, copy] of copies.entries()) working(copy, 'X', work[index]!)
      for (const index of order) expect(await merge(file, copies[index]!)).toEqual([])
      const again = [word('provider', 'Remedi'), word('code', 'V1'), to(500)]
      for (const [index, copy] of copies.entries()) working(copy, 'X', again[index]!)
      for (const index of order) expect(await merge(file, copies[index]!)).toEqual([])
      results.push(rowsOf(file))
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    expect(results[0]!.line[0]).toMatchObject({ provider: 'Remedi', owner: 'Finance', code: 'V1' })
    expect(results[0]!.amount[0]!.pence).toBe(500)
  })
})

describe('the history', () => {
  it('is read with what each step did', () => {
    const file = made()
    working(file, 'Al', to(1))
    working(file, 'Al', (open) => {
      open.undo()
      const { steps, plan } = descentOf(open)
      expect(steps.map(({ number, state }) => [number, state])).toEqual([
        [1, 'done'],
        [2, 'undone'],
      ])
      const again = planOf(open.rows())
      apply(again, { label: 'again', rows: JSON.parse(steps[1]!.change) })
      expect([again.amount.get('vf 2020/21 budget')!.pence, plan.amount.get('vf 2020/21 budget')!.pence]).toEqual([
        1, 558322,
      ])
    })
  })
})
