/**
 * Editing: one edit is one call, in turn; a refused one leaves everything as it was; undo and redo go by name.
 * Example: four amounts typed quickly are four commits, none of which overlaps another.
 */
import { beforeEach, expect, test } from 'vitest'
import type { Applied } from '../../renderer/ledger.ts'
import { Planner } from '../../renderer/planner.ts'
import { apply, type Change, invert } from '../../shared/change.ts'
import { rollForward } from '../../shared/edits/nextyear.ts'
import { addLine, blankLine, setAmount, setPriority, setText } from '../../shared/edits.ts'
import { Figures } from '../../shared/figures.ts'
import type { BasisPoints, Pence } from '../../shared/money.ts'
import { Json } from '../../shared/parcel.ts'
import { amountOf, planInParts, planOf, rowsOf } from '../../shared/plan.ts'
import { amount, machine, openedPlan, planRows, Y2, Y3 } from './fixtures.ts'

let planner: Planner
let server: ReturnType<typeof machine>
let applied: Applied[]
let next = 0

const open = async (opened = openedPlan()) => {
  server = machine(opened)
  planner = new Planner(server.call, { newId: () => `id${++next}` })
  applied = []
  planner.onApplied((touched) => applied.push(touched))
  await planner.start()
}
const set = (lineId: string, pounds: number) =>
  planner.edit((plan) => setAmount(plan, { lineId, year: Y2, measure: 'budget', pence: (pounds * 100) as Pence }))
const held = (lineId: string) => amountOf(planner.state.open!.ledger.plan, lineId, Y2, 'budget')
const total = () => planner.state.open!.ledger.totals.total(Y2, 'budget')

beforeEach(() => open())

test('an edit is committed, then applied, then summed', async () => {
  const change = await set('a', 150)
  expect(change?.label).toBe('set Victim First 2020/21')
  expect(server.done).toEqual([change])
  expect(held('a')).toBe(15000)
  expect(total()).toBe(40000)
  expect(planner.state.saved).toEqual({ kind: 'saved' })
  expect(planner.state.history.undo).toBe('set Victim First 2020/21')
  expect(planner.state.announcement).toBe('Saved: set Victim First 2020/21')
})

test('what was typed is shown while it is being saved, and not called saved', async () => {
  const saving = set('a', 150)
  expect([held('a'), total()]).toEqual([15000, 40000])
  expect(planner.state.saved).toEqual({ kind: 'saving' })
  expect(planner.state.history.undo).toBeNull()
  expect(server.done).toEqual([])
  await saving
  expect(planner.state.saved).toEqual({ kind: 'saved' })
  expect(server.done).toHaveLength(1)
})

test('an edit touches its line, its group, and not the layout', async () => {
  await set('a', 150)
  expect(applied).toHaveLength(1)
  expect([...applied[0]!.lines]).toEqual(['a'])
  expect([...applied[0]!.groups]).toEqual(['v'])
  expect(applied[0]!.shape).toBe(false)
})

test('quick edits wait for each other and are planned on what the one before left', async () => {
  await Promise.all([set('a', 1), set('a', 2), set('b', 3), set('a', 4)])
  expect(server.state.most).toBe(1)
  expect(server.done.map(({ rows }) => rows[0]?.before)).toMatchObject([
    { pence: 10000 },
    { pence: 100 },
    { pence: 20000 },
    { pence: 200 },
  ])
  expect(held('a')).toBe(400)
  expect(total()).toBe(400 + 300 + 5000)
})

test('typing what is there already commits nothing', async () => {
  expect(await set('a', 100)).toBeNull()
  expect(server.done).toEqual([])
  expect(planner.state.saved).toEqual({ kind: 'saved' })
})

test('a commit that is refused is taken back and says why; the next one goes through', async () => {
  server.state.refuse = 'The disk is full, so the change was not saved; free some space and repeat it.'
  const before = structuredClone(rowsOf(planner.state.open!.ledger.plan))
  expect(await set('a', 150)).toBeNull()
  expect(rowsOf(planner.state.open!.ledger.plan)).toEqual(before)
  expect(held('a')).toBe(10000)
  expect(total()).toBe(35000)
  expect(planner.state.saved).toMatchObject({ kind: 'refused', sentence: server.state.refuse })
  expect(planner.state.notice).toMatchObject({ kind: 'error', sentence: server.state.refuse })
  expect(planner.state.history.undo).toBeNull()
  expect(applied.map(({ lines }) => [...lines])).toEqual([['a'], ['a']])
  server.state.refuse = null
  await set('a', 160)
  expect(held('a')).toBe(16000)
  expect(planner.state.saved).toEqual({ kind: 'saved' })
  expect(planner.state.notice).toBeNull()
})

test('an intent that is refused never reaches the machine', async () => {
  await planner.edit((plan) => setText(plan, { lineId: 'a', field: 'service', value: ' ' }))
  expect(server.done).toEqual([])
  expect(planner.state.notice?.sentence).toContain('needs a service name')
  expect(planner.state.saved).toEqual({ kind: 'saved' })
})

test('one refused edit in a row of quick ones does not stop the rest', async () => {
  const refused = planner.edit((plan) => setText(plan, { lineId: 'gone', field: 'service', value: 'x' }))
  await Promise.all([set('a', 1), refused, set('b', 2)])
  expect(await refused).toBeNull()
  expect([held('a'), held('b')]).toEqual([100, 200])
})

test('undo and redo walk by name and restore every row', async () => {
  const before = planRows()
  await set('a', 150)
  await planner.edit((plan) => setPriority(plan, { lineId: 'b', priorityId: 'p' }))
  const after = structuredClone(rowsOf(planner.state.open!.ledger.plan))
  await planner.undo()
  expect(planner.state.history).toEqual({ undo: 'set Victim First 2020/21', redo: 'move Shelter to Prevention' })
  await planner.undo()
  const sorted = (rows: typeof before) => rows.amount.toSorted((a, b) => a.id.localeCompare(b.id))
  expect(sorted(rowsOf(planner.state.open!.ledger.plan))).toEqual(sorted(before))
  expect(total()).toBe(35000)
  await planner.undo()
  await planner.redo()
  await planner.redo()
  expect(sorted(rowsOf(planner.state.open!.ledger.plan))).toEqual(sorted(after))
  expect(planner.state.open!.ledger.totals.subtotal('p', Y2, 'budget')).toBe(25000)
})

test('lines that come or move, and new years, lay the ledger out anew', async () => {
  const shape = planner.state.shape
  await planner.edit((plan) => addLine(plan, { service: 'New', priorityId: 'p' }, planner.newId))
  expect(applied.at(-1)?.shape).toBe(true)
  await planner.edit((plan) => rollForward(plan, { to: Y3, uplift: 0 as BasisPoints }))
  expect(planner.state.open!.ledger.years).toContain(Y3)
  expect(planner.state.open!.ledger.planYear).toBe(Y3)
  expect(planner.state.shape).toBe(shape + 2)
})

test('a line that changes its group lays the ledger out anew only in that grouping', async () => {
  await planner.edit((plan) => setText(plan, { lineId: 'a', field: 'route', value: 'Pot' }))
  expect(applied.at(-1)?.shape).toBe(false)
  planner.group('route')
  await planner.edit((plan) => setText(plan, { lineId: 'a', field: 'route', value: 'Grant' }))
  expect(applied.at(-1)?.shape).toBe(true)
})

test('a read-only copy takes no edit', async () => {
  await open(openedPlan({ readOnly: true }))
  await set('a', 150)
  await planner.undo()
  expect(server.log).toEqual(['start'])
  expect(planner.state.notice?.sentence).toContain('read-only copy')
})

test('flushing ends the open editor and waits until its edit is saved', async () => {
  // As the grid does: the edit is asked for a moment after the editor has ended.
  let editing = true
  planner.onFlush(() => {
    if (!editing) return false
    editing = false
    setTimeout(() => void set('a', 175))
    return true
  })
  await planner.flush()
  expect(held('a')).toBe(17500)
  expect(planner.state.open!.ledger.busy).toBe(false)
})

test('the window may close only when nothing is being typed or saved', async () => {
  expect(planner.finish()).toBe(false)
  const edit = set('a', 175)
  expect(planner.finish()).toBe(true)
  await edit
  await planner.flush()
  expect(planner.finish()).toBe(false)
})

test('what the machine refuses on the start screen stands there', async () => {
  planner.set({ stage: 'start', open: null })
  await planner.openPlan()
  expect(planner.state.startError).toBe('openPlan was refused')
})

/** An import of so many lines, each with a budget. */
function importOf(lines: number): Change {
  const rows = Array.from({ length: lines }, (_, index) => `new ${index}`).flatMap((id): Change['rows'] => {
    const line = blankLine({ id, service: id, priorityId: 'v', position: 10 })
    const figure = amount(id, Y2, 1)
    return [
      { table: 'line', id, before: null, after: line },
      { table: 'amount', id: figure.id, before: null, after: figure },
    ]
  })
  return { label: 'import large.xlsx', rows }
}

test.each([1, 4000])('an import of %i lines is saved, shown, undone and redone', async (lines) => {
  const before = rowsOf(planOf(planRows()))
  const change = importOf(lines)
  const taken = await planner.take(Json.of(change))
  expect(taken?.label).toBe('import large.xlsx')
  expect(planner.state.saved).toEqual({ kind: 'saved' })
  expect(total()).toBe(35000 + lines * 100)
  expect(applied.at(-1)!.shape).toBe(true)
  const after = planOf(planRows())
  apply(after, change)
  expect(rowsOf(planner.state.open!.ledger.plan)).toEqual(rowsOf(after))
  await set('a', 150)
  await planner.undo()
  await planner.undo()
  expect(rowsOf(planner.state.open!.ledger.plan)).toEqual(before)
  expect(total()).toBe(35000)
  await planner.redo()
  expect(total()).toBe(35000 + lines * 100)
})

test('a large import that is refused leaves all as it was', async () => {
  server.state.refuse = 'The disk is full.'
  expect(await planner.take(Json.of(importOf(4000)))).toBeNull()
  expect(planner.state.saved).toEqual({ kind: 'refused', sentence: 'The disk is full.' })
  expect(total()).toBe(35000)
})

test('a plan that is taken up in parts is the same plan, with the same checks', async () => {
  const plan = planOf(planRows())
  apply(plan, importOf(6000))
  const rows = rowsOf(plan)
  let pauses = 0
  const pause = async () => void pauses++
  const inParts = await planInParts(rows, pause)
  expect(rowsOf(inParts)).toEqual(rows)
  const figures = await Figures.inParts(inParts, 'route', pause)
  expect(pauses).toBeGreaterThan(6000)
  const whole = new Figures(plan, 'route')
  expect(figures.checks.list()).toEqual(whole.checks.list())
  expect(figures.totals.total(Y2, 'budget')).toBe(whole.totals.total(Y2, 'budget'))
  apply(inParts, invert(importOf(6000)))
  figures.update(invert(importOf(6000)))
  expect(figures.checks.list()).toEqual(new Figures(planOf(planRows()), 'route').checks.list())
})
