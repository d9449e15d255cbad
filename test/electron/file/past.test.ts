/**
 * Looking back along a plan's history: every step's plan against the plans recorded as the history went, with undo, redo and
 * reopening anywhere between. Example: after `set`, `set`, undo, `set`, the plan as of the second step cannot be had.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlanFile, openPlanFile } from '../../../electron/file/store.ts'
import { apply, type Change, squash } from '../../../shared/change.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { changeFrom, dumpOf, type Step, settings, stepArbitrary } from '../../shared/arbitraries.ts'
import { author, firstChange, messageOf, place, setTo, tamper } from './helpers.ts'

const act = fc.oneof(
  { weight: 20, arbitrary: stepArbitrary },
  { weight: 3, arbitrary: fc.constant('undo' as const) },
  { weight: 2, arbitrary: fc.constant('redo' as const) },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
)
const actsArbitrary = fc.array(act, { minLength: 30, maxLength: 60 })
type Act = Step | 'undo' | 'redo' | 'reopen'

/** Does the acts. @returns the file, and by the number of each step that stands what it did and the plan after it */
function played(acts: readonly Act[]) {
  let file = createPlanFile(place(), author)
  let plan = planOf()
  let number = 0
  const empty = dumpOf(plan)
  let standing: { number: number; change: Change; after: Plan }[] = []
  let undone: typeof standing = []
  for (const each of acts) {
    if (each === 'reopen') {
      file.close()
      file = openPlanFile(file.file, author)
    } else if (each === 'undo' || each === 'redo') {
      const stepped = file[each]()
      if (stepped) apply(plan, stepped.change)
      const [from, to] = each === 'undo' ? [standing, undone] : [undone, standing]
      const moved = from.pop()
      expect(moved !== undefined).toBe(stepped !== null)
      if (moved) to.push(moved)
    } else {
      const change = changeFrom(plan, each)
      file.commit(change)
      apply(plan, change)
      if (change.rows.length === 0) continue
      undone = []
      standing.push({ number: ++number, change, after: planOf(file.rows()) })
    }
  }
  plan = planOf(file.rows())
  standing = standing.toSorted((a, b) => a.number - b.number)
  return { file, plan, standing, empty, undone }
}

/** Is a row of a line, or the line itself? Without regard to how the program finds it out. */
function mentions(row: object | null, lineId: string): boolean {
  if (row === null) return false
  if ('optionId' in row && 'rowId' in row && `${row.rowId} `.startsWith(`${lineId} `)) return true
  return Object.values(row).some(
    (value) => value === lineId || (typeof value === 'object' && mentions(value as object | null, lineId)),
  )
}

/** A history of 30 steps takes a while to be looked at from everywhere. */
const few = { ...settings, numRuns: 12 }

describe('the plan after any step', () => {
  it('is the plan that was recorded when the step was done', () => {
    let looked = 0
    fc.assert(
      fc.property(actsArbitrary, (acts) => {
        const { file, plan, standing, empty, undone } = played(acts)
        expect(dumpOf(planOf(file.rowsAt(0)))).toEqual(empty)
        for (const { number, after } of standing) {
          expect(dumpOf(planOf(file.rowsAt(number)))).toEqual(dumpOf(after))
          looked++
        }
        for (const { number } of undone) expect(messageOf(() => file.rowsAt(number))).toMatch(/no step \d+ that stands/)
        const changes = file.changesAfter(0)
        expect(changes.map(({ step }) => step.number)).toEqual(standing.map(({ number }) => number))
        const all = planOf()
        apply(
          all,
          squash(
            'all',
            changes.map(({ change }) => change),
          ),
        )
        expect(dumpOf(all)).toEqual(dumpOf(plan))
        file.close()
      }),
      few,
    )
    expect(looked).toBeGreaterThan(200)
  })

  it('keeps its rows in order of position', () => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    const rows = file.rows()
    file.commit(setTo(planOf(rows), 1))
    expect(file.rowsAt(1)).toEqual(rows)
    file.close()
  })

  it('is quick to find, however many steps there are', () => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    const plan = planOf(file.rows())
    file.close()
    const amount = plan.amount.values().next().value!
    tamper(file.file, (database) => {
      const insert = database.prepare(
        `INSERT INTO "history" ("label", "who", "at", "state", "change") VALUES ('set', 'jo', '2026-04-01T09:00:00Z', 'done', ?)`,
      )
      database.transaction(() => {
        for (let count = 0; count < 5_000; count++) {
          const [before, after] = [count, count + 1].map((pence) => ({ ...amount, pence: pence || amount.pence }))
          insert.run(JSON.stringify([{ table: 'amount', id: amount.id, before, after }]))
        }
        database.prepare('UPDATE "amount" SET "pence" = 5000').run()
      })()
    })
    const again = openPlanFile(file.file, author)
    expect(again.rowsAt(1)).toEqual({ ...again.rows(), amount: [amount] })
    expect(again.rowsAt(4_001).amount[0]!.pence).toBe(4_000)
    expect(again.lineHistory('vf')).toHaveLength(5_001)
    again.close()
  })
})

describe('the history of a line', () => {
  it('is every step that stands and touched what is kept about it, with those rows only', () => {
    fc.assert(
      fc.property(actsArbitrary, (acts) => {
        const { file, plan, standing } = played(acts)
        const ids = new Set([...plan.line.keys(), ...standing.flatMap(({ after }) => [...after.line.keys()])])
        for (const id of ids) {
          const expected = standing
            .map(({ number, change }) => ({
              number,
              rows: change.rows.filter(({ before, after }) => mentions(before, id) || mentions(after, id)),
            }))
            .filter(({ rows }) => rows.length > 0)
            .toReversed()
          expect(file.lineHistory(id).map(({ number, rows }) => ({ number, rows }))).toEqual(expected)
        }
        file.close()
      }),
      few,
    )
  })

  it('says who and when, and holds what an option makes of the line', () => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    const line = file.rows().line[0]!
    const option = { id: 'o', name: 'Cut', description: null, position: 1 }
    const difference = { id: 'o line vf', optionId: 'o', table: 'line', rowId: 'vf', row: { ...line, status: 'cut' } }
    file.commit({
      label: 'cut',
      rows: [
        { table: 'option', id: 'o', before: null, after: option },
        { table: 'difference', id: difference.id, before: null, after: difference },
      ],
    })
    expect(file.lineHistory('vf')).toMatchObject([
      { number: 2, label: 'cut', who: 'jo', rows: [{ table: 'difference' }] },
      { number: 1, label: 'import papers.xlsx', at: author.now(), rows: [{ table: 'line' }, { table: 'amount' }] },
    ])
    expect(file.lineHistory('v')).toEqual([])
    file.close()
  })
})

describe('the last step of some rows', () => {
  it('is the latest that stands and touched one of them', () => {
    fc.assert(
      fc.property(actsArbitrary, (acts) => {
        const { file, standing } = played(acts)
        const named = new Map(
          standing.flatMap(({ change }) => change.rows.map(({ table, id }) => [`${table} ${id}`, { table, id }])),
        )
        const rows = [...named.values()].slice(0, 30)
        for (const [place, row] of rows.entries()) {
          const both = [row, rows[(place * 7) % rows.length]!]
          const found = (of: typeof both) =>
            standing.findLast(({ change }) =>
              change.rows.some(({ table, id }) => of.some((one) => one.table === table && one.id === id)),
            )?.number ?? null
          expect(file.lastStep([row], null)?.number ?? null).toBe(found([row]))
          expect(file.lastStep(both, null)?.number ?? null).toBe(found(both))
        }
        file.close()
      }),
      few,
    )
  })

  it('with a field is the latest that altered it, under an option too', () => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    const line = file.rows().line[0]!
    const other = { ...line, provider: 'A {“provider”} "of" it}' }
    const last = { ...other, route: 'Grant' }
    file.commit({ label: 'provider', rows: [{ table: 'line', id: 'vf', before: line, after: other }] })
    file.commit({ label: 'route', rows: [{ table: 'line', id: 'vf', before: other, after: last }] })
    const option = { id: 'o', name: 'Cut', description: null, position: 1 }
    const difference = { id: 'o line vf', optionId: 'o', table: 'line', rowId: 'vf', row: { ...last, status: 'cut' } }
    file.commit({
      label: 'cut',
      rows: [
        { table: 'option', id: 'o', before: null, after: option },
        { table: 'difference', id: difference.id, before: null, after: difference },
      ],
    })
    const of = (field: string | null) => file.lastStep([{ table: 'line', id: 'vf' }], field)?.label
    expect([of('provider'), of('route'), of('service'), of(null)]).toEqual([
      'provider',
      'route',
      'import papers.xlsx',
      'route',
    ])
    expect(file.lastStep([{ table: 'difference', id: 'o line vf' }], 'status')).toMatchObject({
      label: 'cut',
      who: 'jo',
    })
    expect(file.lastStep([{ table: 'line', id: 'v' }], null)).toBeNull()
    expect(file.lastStep([], null)).toBeNull()
    file.close()
  })

  it('of arithmetic is when it was typed, whatever it came to since', () => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    const [held] = file.rows().amount
    const { origin: _, pence: __, ...cell } = held!
    const typed = { ...held!, expression: '=[2018/19]*2' }
    const { pence: ___, origin: ____, ...rest } = typed
    const failed = { ...rest, error: 'blank' as const }
    const { id } = cell
    file.commit({ label: 'typed', rows: [{ table: 'amount', id, before: held!, after: typed }] })
    file.commit({
      label: 'cleared another',
      rows: [
        { table: 'amount', id, before: typed, after: null },
        { table: 'formulaError', id, before: null, after: failed },
      ],
    })
    file.commit({
      label: 'typed another',
      rows: [
        { table: 'amount', id, before: null, after: typed },
        { table: 'formulaError', id, before: failed, after: null },
      ],
    })
    const rows = [
      { table: 'amount' as const, id },
      { table: 'formulaError' as const, id },
    ]
    expect(file.lastStep(rows, 'expression')?.label).toBe('typed')
    expect(file.lastStep(rows, null)?.label).toBe('typed another')
    file.close()
  })

  it('is found quickly in a long history', () => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    const amount = file.rows().amount[0]!
    file.close()
    tamper(file.file, (database) => {
      const insert = database.prepare(
        `INSERT INTO "history" ("label", "who", "at", "state", "change") VALUES ('set', 'jo', '2026-04-01T09:00:00Z', 'done', ?)`,
      )
      database.transaction(() => {
        for (let count = 0; count < 20_000; count++)
          insert.run(JSON.stringify([{ table: 'amount', id: `${amount.id}x${count}`, before: null, after: amount }]))
      })()
    })
    const again = openPlanFile(file.file, author)
    expect(again.lastStep([{ table: 'amount', id: amount.id }], null)?.number).toBe(1)
    expect(again.lastStep([{ table: 'amount', id: `${amount.id}x19999` }], null)?.number).toBe(20_001)
    again.close()
  })
})

describe('a history that was tampered with', () => {
  const broken: [string, string][] = [
    ['is no list of rows', '{}'],
    ['names a table that there is not', '[{"table":"secret","id":"x","before":null,"after":null}]'],
    ['holds a row that is none', '[{"table":"line","id":"x","before":{"id":"x"},"after":null}]'],
    [
      'holds a figure of a line that was never there',
      '[{"table":"amount","id":"x 2020/21 budget","before":{"id":"x 2020/21 budget","lineId":"x","year":"2020/21","measure":"budget","pence":1,"expression":null,"origin":null},"after":null}]',
    ],
    [
      'gives a row another id',
      '[{"table":"priority","id":"y","before":{"id":"x","name":"A","parentId":null,"position":1},"after":null}]',
    ],
  ]
  it.each(broken)('and %s is said to be damaged', (_, text) => {
    const file = createPlanFile(place(), { ...author, change: firstChange })
    file.commit(setTo(planOf(file.rows()), 1))
    file.close()
    tamper(file.file, (database) => database.prepare('UPDATE "history" SET "change" = ? WHERE "number" = 2').run(text))
    const again = openPlanFile(file.file, author)
    expect(messageOf(() => again.rowsAt(1))).toMatch(/^Refusal: “Budget.cplan” is damaged/)
    expect(again.rows().line).toHaveLength(1)
    again.close()
  })
})
