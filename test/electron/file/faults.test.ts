/**
 * What disks, shares and clocks do to a plan: each time a sentence, nothing that was saved is lost in silence, and a good file
 * is never replaced by a worse one. Example: the plan is cut off after each of its pages, and a bit is flipped in each.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { keepBackup } from '../../../electron/file/backups.ts'
import { copyForReading } from '../../../electron/file/copying.ts'
import { createPlanFile, openPlanFile, type PlanFile } from '../../../electron/file/store.ts'
import { apply, type Change } from '../../../shared/change.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { firstWork, randomFrom, workOf } from '../../kill/work.ts'
import { author, folder, messageOf, place } from './helpers.ts'

/** A plan of some pages, with a history in which steps were undone and overtaken. */
function workedPlan(): string {
  const file = place()
  const open = createPlanFile(file, { ...author, change: firstWork() })
  const plan = planOf(open.rows())
  const random = randomFrom(7)
  for (let number = 1; number <= 40; number++) {
    const work = workOf(plan, open.head(), random, `w${number}`)
    const change: Change = typeof work === 'string' ? open[work]()!.change : work
    if (typeof work !== 'string') open.commit(work)
    apply(plan, change)
  }
  open.close()
  return file
}

const PAGE = 4096
/** A sentence: what happened; what is safe, what to do. */
const SENTENCE = /^Refusal: .+[;,] .+\.$/

/** Opens a file and reads all of it. @returns what was refused, or what is there and what of it is in doubt */
function read(file: string): { refused: string } | { rows: string; doubtful: number } {
  let open: PlanFile | undefined
  let found: { rows: string; doubtful: number } | undefined
  const refused = messageOf(() => {
    open = openPlanFile(file, { ...author, readOnly: true })
    found = { rows: JSON.stringify(open.rows()), doubtful: open.doubtful().length }
  })
  open?.close()
  return found ?? { refused }
}

describe('a disk that loses something', () => {
  const good = workedPlan()
  const bytes = readFileSync(good)
  const before = read(good) as { rows: string; doubtful: number }

  it('nothing of a good plan is in doubt', () => {
    expect(before.doubtful).toBe(0)
    expect(bytes.length / PAGE).toBeGreaterThan(60)
  })

  it('a plan cut off after any of its pages is refused in a sentence and left as it is', () => {
    const cut = place('Cut.cplan')
    for (let length = 0; length < bytes.length; length += PAGE) {
      writeFileSync(cut, bytes)
      truncateSync(cut, length)
      const found = read(cut)
      expect(found, `cut at ${length}`).toHaveProperty('refused')
      expect((found as { refused: string }).refused).toMatch(SENTENCE)
      expect(readFileSync(cut).equals(bytes.subarray(0, length))).toBe(true)
    }
  })

  it('a bit flipped in any page is refused, in doubt, or alters no row', () => {
    const random = randomFrom(11)
    const flipped = place('Flipped.cplan')
    const outcomes = { refused: 0, doubtful: 0, harmless: 0 }
    for (let page = 0; page * PAGE < bytes.length; page++) {
      const other = Buffer.from(bytes)
      const at = page * PAGE + Math.floor(random() * PAGE)
      other[at] = other[at]! ^ (1 << Math.floor(random() * 8))
      writeFileSync(flipped, other)
      const found = read(flipped)
      if ('refused' in found) {
        expect(found.refused, `bit in byte ${at}`).toMatch(SENTENCE)
        outcomes.refused++
      } else if (found.doubtful > 0) outcomes.doubtful++
      else {
        expect(found.rows, `bit in byte ${at}`).toBe(before.rows)
        outcomes.harmless++
      }
      expect(readFileSync(flipped).equals(other)).toBe(true)
    }
    expect(outcomes.refused).toBeGreaterThan(5)
    expect(outcomes.doubtful).toBeGreaterThan(5)
  })
})

describe('a disk that is full', () => {
  const small = folder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=500k', 'tmpfs', small]).status === 0
  afterAll(() => void (mounted && spawnSync('umount', ['-l', small])))

  it.skipIf(!mounted)(
    'refuses the step in a sentence, keeps every step before it, and takes the next when there is room',
    () => {
      const file = path.join(small, 'Budget.cplan')
      const film = path.join(small, 'a holiday film')
      writeFileSync(film, Buffer.alloc(120_000))
      const open = createPlanFile(file, { ...author, change: firstWork() })
      let notes = 0
      const note = (plan: Plan): Change => {
        const id = `note ${++notes}`
        const row = { id, lineId: 'line 1', year: null, measure: null, mark: null, text: 'x'.repeat(20_000) }
        expect(plan.note.has(id)).toBe(false)
        return { label: id, rows: [{ table: 'note', id, before: null, after: { ...row, position: 1, origin: null } }] }
      }
      let refused = ''
      while (refused === '' && notes < 100) {
        const said = messageOf(() => open.commit(note(planOf(open.rows()))))
        if (said !== 'nothing was thrown') refused = said
      }
      expect(refused).toBe(
        `Refusal: “note ${notes}” was not saved, because the disk is full; the plan is as it was before, so make room and repeat it.`,
      )
      expect(open.rows().note).toHaveLength(notes - 1)
      expect(open.history()).toHaveLength(notes)
      // What was saved can be kept on another disk.
      const copy = place('Copy.cplan')
      open.copyTo(copy)
      expect(messageOf(() => open.copyTo(path.join(small, 'Copy.cplan')))).toContain(
        'There is no room left on the disk',
      )
      expect(messageOf(() => keepBackup(open, { folder: small, now: author.now(), reason: 'opened' }))).toMatch(
        SENTENCE,
      )
      const saved = open.rows()
      expect(openPlanFile(copy, { ...author, readOnly: true }).rows()).toEqual(saved)
      const another = { ...author, change: firstWork() }
      expect(messageOf(() => createPlanFile(path.join(small, 'B.cplan'), another))).toMatch(SENTENCE)
      rmSync(film)
      expect(messageOf(() => open.commit(note(planOf(open.rows()))))).toBe('nothing was thrown')
      open.close()
      expect(readdirSync(small).filter((name) => !name.includes(' '))).toEqual(['Budget.cplan'])
      const again = openPlanFile(file, author)
      expect(again.rows().note).toHaveLength(notes - 1)
      expect(again.doubtful()).toEqual([])
      again.close()
    },
  )
})

describe('a share that goes away', () => {
  it('says so when the folder is gone or the file was replaced, and what was saved can be kept elsewhere', () => {
    const share = path.join(folder(), 'share')
    mkdirSync(share)
    const file = path.join(share, 'Budget.cplan')
    copyFileSync(workedPlan(), file)
    const open = openPlanFile(file, author)
    const rows = open.rows()
    rmSync(share, { recursive: true })
    const edit = () => open.commit({ label: 'it', rows: setToOf(open).rows })
    expect(messageOf(edit)).toContain('“it” was not saved, because the plan is no longer where it was opened')
    expect(messageOf(() => open.copyTo(path.join(share, 'Copy.cplan')))).toContain('is not there any more')
    const kept = place('Kept.cplan')
    open.copyTo(kept)
    mkdirSync(share)
    copyFileSync(kept, file)
    expect(messageOf(edit)).toContain('the plan is no longer where it was opened')
    open.close()
    const again = openPlanFile(file, author)
    expect(again.rows()).toEqual(rows)
    again.close()
  })
})

/** Holds a file as a program does that synchronises folders, on another process's account. @returns what lets go of it */
async function holdElsewhere(file: string): Promise<() => Promise<void>> {
  const program =
    'import fcntl,sys\nfile = open(sys.argv[1], "r+b")\nfcntl.lockf(file, fcntl.LOCK_EX)\nprint(flush=True)\nsys.stdin.read()'
  const child = spawn('/usr/bin/python3', ['-c', program, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return async () => {
    child.stdin.end()
    await once(child, 'exit')
  }
}

describe('a program that synchronises folders', () => {
  it.runIf(process.platform === 'linux')(
    'holds a plan, which is then not opened, can be read, and opens later',
    async () => {
      const file = workedPlan()
      const bytes = readFileSync(file)
      const letGo = await holdElsewhere(file)
      expect(messageOf(() => openPlanFile(file, author))).toContain('another program or another person has it')
      const copy = openPlanFile(await copyForReading(file, folder()), { ...author, readOnly: true })
      const rows = copy.rows()
      copy.close()
      await letGo()
      expect(readFileSync(file).equals(bytes)).toBe(true)
      const open = openPlanFile(file, author)
      expect(open.rows()).toEqual(rows)
      open.close()
    },
  )

  it('holds what a step is written by, so that it is refused and can be repeated', () => {
    const file = workedPlan()
    const open = openPlanFile(file, author)
    const rows = open.rows()
    mkdirSync(`${file}-journal`)
    expect(messageOf(() => open.commit(setToOf(open)))).toBe(
      'Refusal: “x” was not saved, because “Budget.cplan” cannot be written just now; the plan is as it was before, so see that its drive is there and no other program is holding it, and repeat it.',
    )
    expect(open.rows()).toEqual(rows)
    rmSync(`${file}-journal`, { recursive: true })
    open.commit(setToOf(open))
    open.close()
    expect(read(file)).toMatchObject({ doubtful: 0 })
  })
})

/** A Change of the first note of a plan, or of its first line. */
function setToOf(open: PlanFile): Change {
  const [line] = open.rows().line
  return { label: 'x', rows: [{ table: 'line', id: line!.id, before: line!, after: { ...line!, owner: 'Somebody' } }] }
}

describe('a clock that was set back', () => {
  it('keeps the order of the steps, and what is undone next', () => {
    const file = place()
    const at = (now: string) => ({ who: 'jo', now: () => now })
    createPlanFile(file, { ...at('2026-04-01T09:00:00.000Z'), change: firstWork() }).close()
    const open = openPlanFile(file, at('2001-01-01T00:00:00.000Z'))
    open.commit(setToOf(open))
    open.commit(setTo2(open))
    expect(open.history().map(({ number, at: when }) => [number, when.slice(0, 4)])).toEqual([
      [1, '2026'],
      [2, '2001'],
      [3, '2001'],
    ])
    expect(open.undo()!.change.label).toBe('y')
    expect(open.doubtful()).toEqual([])
    open.close()
  })
})

function setTo2(open: PlanFile): Change {
  return {
    ...setToOf(open),
    label: 'y',
    rows: setToOf(open).rows.map((row) => ({ ...row, after: { ...row.after!, code: 'Y' } as never })),
  }
}
