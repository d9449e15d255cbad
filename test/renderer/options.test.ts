/**
 * The window with an option switched on: what is shown is the plan under it, edits become its differences, undo and redo keep
 * it right, and the plan as it is saved stays untouched. Example: 100 becomes 150 in the option and stays 100 in the plan.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import { firstChoice } from '../../renderer/exporting/choosing.ts'
import type { Applied } from '../../renderer/ledger.ts'
import { describe as describeDifference } from '../../renderer/options/differences.ts'
import { budgetUnder, fundingUnder, PLAN, underOf } from '../../renderer/options/under.ts'
import { Planner } from '../../renderer/planner.ts'
import { apply } from '../../shared/change.ts'
import { comparePlans, differs } from '../../shared/comparison.ts'
import { addOption, adoptOption, removeOption } from '../../shared/edits/options.ts'
import { addLine, removeLine, setAmount, setDetails, setPriority } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { changesOf, planUnder } from '../../shared/options.ts'
import { amountOf, planOf } from '../../shared/plan.ts'
import { machine, openedPlan, planRows, Y1, Y2, Y3 } from './fixtures.ts'

let planner: Planner
let server: ReturnType<typeof machine>
let applied: Applied[]

beforeEach(async () => {
  server = machine(openedPlan())
  let next = 0
  planner = new Planner(server.call, { newId: () => `id${++next}` })
  applied = []
  planner.onApplied((touched) => applied.push(touched))
  await planner.start()
  await planner.editBase((plan) => addOption(plan, { name: 'Cut' }, () => 'o'))
})

const ledger = () => planner.state.open!.ledger
const set = (lineId: string, pounds: number, year = Y2) =>
  planner.edit((plan) => setAmount(plan, { lineId, year, measure: 'budget', pence: (pounds * 100) as Pence }))
const shown = (lineId: string) => amountOf(ledger().plan, lineId, Y2, 'budget')
const saved = (lineId: string) => amountOf(ledger().base, lineId, Y2, 'budget')
const total = () => ledger().totals.total(Y2, 'budget')

test('an edit goes into the option and not into the plan; switching shows one or the other', async () => {
  await planner.switchTo('o')
  expect([planner.state.optionId, ledger().option?.name]).toEqual(['o', 'Cut'])
  const change = await set('a', 150)
  expect(change?.rows.map(({ table }) => table)).toEqual(['difference'])
  expect(server.done.at(-1)).toEqual(change)
  expect(planner.state.history.undo).toBe('set Victim First 2020/21 in the option “Cut”')
  expect([shown('a'), saved('a'), total()]).toEqual([15000, 10000, 40000])
  expect(ledger().funding.year(Y2).budget).toBe(40000)
  expect([...applied.at(-1)!.lines]).toEqual(['a'])
  expect([...applied.at(-1)!.groups]).toEqual(['v'])
  expect(applied.at(-1)!.shape).toBe(false)
  await planner.switchTo(null)
  expect([planner.state.optionId, shown('a'), total()]).toEqual([null, 10000, 35000])
  await set('b', 10)
  await planner.switchTo('o')
  expect([shown('a'), shown('b'), total()]).toEqual([15000, 1000, 21000])
})

test('undo and redo walk through edits of the option and of the plan, whichever is shown', async () => {
  await set('b', 10)
  await planner.switchTo('o')
  await set('a', 150)
  await planner.undo()
  expect([shown('a'), shown('b'), total()]).toEqual([10000, 1000, 16000])
  await planner.undo()
  expect([shown('b'), saved('b'), total()]).toEqual([20000, 20000, 35000])
  await planner.redo()
  await planner.redo()
  expect([shown('a'), saved('a'), shown('b'), total()]).toEqual([15000, 10000, 1000, 21000])
})

test('lines that come, go and move do so in the option only', async () => {
  await planner.switchTo('o')
  const added = await planner.edit((plan) => addLine(plan, { service: 'New', priorityId: 'p' }, planner.newId))
  expect(added?.label).toBe('add New in the option “Cut”')
  expect(applied.at(-1)!.shape).toBe(true)
  await planner.edit((plan) => removeLine(plan, 'b'))
  await planner.edit((plan) => setPriority(plan, { lineId: 'a', priorityId: 'p' }))
  expect([ledger().plan.line.has('b'), ledger().base.line.has('b'), total()]).toEqual([false, true, 15000])
  expect(ledger().totals.subtotal('p', Y2, 'budget')).toBe(15000)
  expect(ledger().base.line.size).toBe(3)
  const steps = server.done.length - 1
  for (let step = 0; step < steps; step++) await planner.undo()
  expect([ledger().plan.line.size, total(), ledger().base.difference.size]).toEqual([3, 35000, 0])
})

test('what an option cannot hold is refused with a sentence, and nothing is saved', async () => {
  await planner.switchTo('o')
  const steps = server.done.length
  expect(await planner.edit((plan) => setDetails(plan, { planYear: Y3 }))).toBeNull()
  expect(planner.state.notice?.sentence).toContain('cannot be kept in the option “Cut”')
  expect(server.done.length).toBe(steps)
  expect(planner.state.saved).toEqual({ kind: 'saved' })
})

test('an option whose removal cannot be saved is still there, and still shown', async () => {
  await planner.switchTo('o')
  await set('a', 150)
  server.state.refuse = 'The disk is full.'
  expect(await planner.editBase((plan) => removeOption(plan, 'o'))).toBeNull()
  expect(planner.state.saved.kind).toBe('refused')
  expect([planner.state.optionId, ledger().option?.name]).toEqual(['o', 'Cut'])
  expect([shown('a'), saved('a'), total()]).toEqual([15000, 10000, 40000])
})

test('adopting switches back to the plan, which is then what was shown; undo brings the option back', async () => {
  await planner.switchTo('o')
  await set('a', 150)
  await planner.editBase((plan) => adoptOption(plan, 'o').change)
  expect([planner.state.optionId, ledger().option, shown('a'), saved('a'), total()]).toEqual([
    null,
    null,
    15000,
    15000,
    40000,
  ])
  expect([applied.at(-1)!.shape, applied.at(-1)!.lines.size]).toEqual([false, 0])
  await planner.undo()
  expect([shown('a'), planUnder(ledger().base, 'o').amount.get(`a ${Y2} budget`)?.pence]).toEqual([10000, 15000])
})

test('removing the option that is shown, or undoing its making, switches back', async () => {
  await planner.switchTo('o')
  await planner.editBase((plan) => removeOption(plan, 'o'))
  expect(planner.state.optionId).toBeNull()
  await planner.undo()
  await planner.switchTo('o')
  await planner.undo()
  expect([planner.state.optionId, ledger().base.option.size]).toEqual([null, 0])
  await planner.switchTo('o')
  expect(planner.state.notice?.sentence).toContain('no longer in the plan')
})

test('the exported paper is of what is shown', async () => {
  await planner.switchTo('o')
  const { optionId } = planner.state
  const state = { builtin: [{ name: 'a', label: 'A', describes: '' }], own: [], last: null }
  const choice = firstChoice(state, [], optionId)
  expect(choice).toMatchObject({ as: 'workbook', template: 'a', optionId: 'o', year: null, unit: 1 })
  await expect(planner.papers.exportPaper(choice)).rejects.toThrow('exportPaper was refused')
  expect(server.log.at(-1)).toBe('exportPaper')
})

describe('side by side', () => {
  test('by priority and by line, with what else differs', async () => {
    await planner.switchTo('o')
    await set('a', 150)
    await planner.edit((plan) => setPriority(plan, { lineId: 'a', priorityId: 'p' }))
    await planner.edit((plan) => removeLine(plan, 'b'))
    const comparison = comparePlans(ledger().base, ledger().plan, Y2)
    expect(comparison.total).toEqual({ a: 35000, b: 20000, difference: -15000, share: -4286 })
    expect(comparison.priorities.map(({ name, a, b }) => [name, a, b])).toEqual([
      ['Victims', 30000, null],
      ['Prevention', 5000, 20000],
    ])
    expect(
      comparison.lines.filter(differs).map(({ service, difference, notes }) => [service, difference, notes]),
    ).toEqual([
      ['Victim First', 5000, ['moved']],
      ['Shelter', -20000, ['only on the left']],
    ])
    expect(
      comparePlans(ledger().plan, ledger().base, Y1)
        .lines.filter(differs)
        .map(({ notes }) => notes),
    ).toEqual([['moved'], ['only on the right']])
  })

  test('sums and gaps of what is shown and of what is not', async () => {
    await planner.switchTo('o')
    await set('a', 150)
    // The view reads the one planner of the window; its version moves with every Change there.
    expect([budgetUnder(ledger(), PLAN, Y2), budgetUnder(ledger(), 'o', Y2)]).toEqual([35000, 40000])
    expect([fundingUnder(ledger(), PLAN, Y2).gap, fundingUnder(ledger(), 'o', Y2).gap]).toEqual([35000, 40000])
    expect(underOf(ledger(), 'o').plan).toBe(ledger().plan)
  })
})

test('differences are told in words', () => {
  const base = planOf(planRows())
  apply(
    base,
    addOption(base, { name: 'Cut' }, () => 'o'),
  )
  const under = planOf(planRows())
  apply(under, setAmount(under, { lineId: 'a', year: Y2, measure: 'budget', pence: 15000 as Pence }))
  apply(under, setAmount(under, { lineId: 'a', year: Y3, measure: 'budget', pence: 1 as Pence }))
  apply(under, setPriority(under, { lineId: 'b', priorityId: 'p' }))
  const line = { table: 'line' as const, id: 'b', before: base.line.get('b')!, after: under.line.get('b')! }
  const amount = (id: string) => ({
    table: 'amount' as const,
    id,
    before: base.amount.get(id) ?? null,
    after: under.amount.get(id) ?? null,
  })
  expect(
    [line, amount(`a ${Y2} budget`), amount(`a ${Y3} budget`)].map((row) => describeDifference(base, under, row)),
  ).toEqual([
    { key: 'line b', what: 'Shelter, budget line', before: 'priority: Victims', after: 'priority: Prevention' },
    { key: `amount a ${Y2} budget`, what: 'Victim First, 2020/21 budget', before: '£100', after: '£150' },
    { key: `amount a ${Y3} budget`, what: 'Victim First, 2021/22 budget', before: 'not there', after: '£0.01' },
  ])
  expect(changesOf(base, 'o')).toEqual([])
})
