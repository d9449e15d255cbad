/**
 * Options on random plans: an option kept up edit by edit is what it is when laid over afresh, the plan stays untouched,
 * adopting gives exactly what was shown, and undoing everything gives back the first plan. Then the cases by hand.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import { addOption, adoptOption, cutBudgets, describeOption, removeOption } from '../../shared/edits/options.ts'
import { blankLine, removeLine, setAmount, setDetails, setText } from '../../shared/edits.ts'
import { fundingOf } from '../../shared/funding.ts'
import { amountId, differenceId, pairId, splitId, type TableName } from '../../shared/model.ts'
import type { BasisPoints, Pence } from '../../shared/money.ts'
import { changesOf, intoOption, optionTables, overlay, planUnder, Shown } from '../../shared/options.ts'
import { amountOf, type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { yearFrom } from '../../shared/years.ts'
import { changeFrom, copyOf, dumpOf, planArbitrary, type Step, settings, stepsArbitrary } from './arbitraries.ts'

const year = yearFrom(2021)
const next = yearFrom(2022)
const optionId = 'the option'
const within = (change: Change) =>
  change.rows.every(({ table }) => (optionTables as readonly TableName[]).includes(table))

/** Under an option, by the plainest way: none of its rows names a row that is not there, and no line has two rests. */
function expectWhole(plan: Plan): void {
  for (const { lineId } of plan.amount.values()) expect(plan.line.has(lineId)).toBe(true)
  for (const { lineId, sourceId } of plan.split.values()) {
    expect(plan.line.has(lineId)).toBe(true)
    expect(plan.source.has(sourceId)).toBe(true)
  }
  for (const { priorityId } of plan.line.values())
    expect(priorityId === null || plan.priority.has(priorityId)).toBe(true)
  for (const { parentId } of plan.priority.values()) expect(parentId === null || plan.priority.has(parentId)).toBe(true)
  for (const { sourceId } of plan.bid.values()) expect(sourceId === null || plan.source.has(sourceId)).toBe(true)
  for (const { reserveId } of plan.source.values()) expect(reserveId === null || plan.reserve.has(reserveId)).toBe(true)
  for (const { to, toId } of plan.carry.values()) {
    if (to === 'line') expect(plan.line.has(toId!)).toBe(true)
    if (to === 'reserve') expect(plan.reserve.has(toId!)).toBe(true)
  }
  const rests = [...plan.split.values()].filter(({ pence }) => pence === null).map((one) => `${one.lineId} ${one.year}`)
  expect(new Set(rests).size).toBe(rests.length)
}

/** Applies a Change to the plan as it is saved, and checks what is said to change in what is shown. */
function take(shown: Shown, change: Change): void {
  const expected = copyOf(shown.plan)
  apply(shown.base, change)
  const altered = shown.update(change)
  const own = altered.rows.filter(({ table }) => [...optionTables, 'bid'].includes(table))
  apply(expected, { label: '', rows: own })
  const now = dumpOf(shown.plan)
  for (const table of [...optionTables, 'bid'] as const) expect(dumpOf(expected)[table]).toEqual(now[table])
}

function expectFresh(shown: Shown): void {
  const { base, plan, leftOut, optionId } = shown
  const fresh = optionId === null ? { plan: base, leftOut: [] } : overlay(base, optionId)
  expect(dumpOf(plan)).toEqual(dumpOf(fresh.plan))
  expect(leftOut).toEqual(fresh.leftOut)
  if (optionId !== null) expectWhole(plan)
}

describe('an option on random plans', () => {
  it('kept up edit by edit is what it is from scratch, and adopting gives exactly that', () => {
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, (plan, steps) => {
        const first = JSON.stringify(dumpOf(plan))
        const changes = [addOption(plan, { name: 'Somewhere else entirely' }, () => optionId)]
        apply(plan, changes[0]!)
        const untouched = dumpOf(plan)
        const shown = new Shown(plan)
        shown.switchTo(optionId)
        const { base } = shown
        for (const step of steps) {
          const change = changeFrom(shown.plan, step)
          if (!within(change)) {
            if (change.rows.length > 0) expect(() => intoOption(base, optionId, change)).toThrow(Refusal)
            continue
          }
          const wanted = copyOf(shown.plan)
          apply(wanted, change)
          const kept = intoOption(base, optionId, change)
          changes.push(kept)
          take(shown, kept)
          expectFresh(shown)
          for (const table of optionTables) expect(dumpOf(shown.plan)[table]).toEqual(dumpOf(wanted)[table])
        }
        for (const table of optionTables) expect(dumpOf(base)[table]).toEqual(untouched[table])
        const under = dumpOf(shown.plan)
        const { change } = adoptOption(base, optionId)
        changes.push(change)
        take(shown, change)
        expect(shown.optionId).toBeNull()
        for (const table of [...optionTables, 'bid'] as const) expect(dumpOf(base)[table]).toEqual(under[table])
        expect(base.option.has(optionId)).toBe(false)
        for (const change of changes.reverse()) {
          take(shown, invert(change))
          expectFresh(shown)
        }
        expect(JSON.stringify(dumpOf(base))).toBe(first)
        expect(JSON.stringify(dumpOf(shown.plan))).toBe(first)
      }),
      settings,
    )
  })

  it('follows edits of the plan below it too, undo and redo of both, and switching to and fro', () => {
    const places = fc.array(fc.constantFrom('plan', 'option'), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, places, (plan, steps, where) => {
        apply(
          plan,
          addOption(plan, { name: 'Somewhere else entirely' }, () => optionId),
        )
        const first = JSON.stringify(dumpOf(plan))
        const shown = new Shown(plan)
        const done: Change[] = []
        const planned = (step: Step, place: string | undefined): Change | null => {
          if (place === 'plan') return changeFrom(shown.base, step)
          if (shown.optionId !== optionId) return null
          const change = changeFrom(shown.plan, step)
          return within(change) ? intoOption(shown.base, optionId, change) : null
        }
        for (const [index, step] of steps.entries()) {
          if (step.pick % 5 === 0) shown.switchTo(null)
          else if (shown.base.option.has(optionId)) shown.switchTo(optionId)
          expectFresh(shown)
          const change = planned(step, where[index])
          if (!change) continue
          done.push(change)
          take(shown, change)
          expectFresh(shown)
          if (step.other % 4 !== 0) continue
          take(shown, invert(change))
          expectFresh(shown)
          take(shown, change)
          expectFresh(shown)
        }
        for (const change of done.reverse()) {
          take(shown, invert(change))
          expectFresh(shown)
        }
        expect(JSON.stringify(dumpOf(shown.base))).toBe(first)
      }),
      settings,
    )
  })
})

const amount = (lineId: string, pence: number, of = year) => ({
  id: amountId(lineId, of, 'budget'),
  lineId,
  year: of,
  measure: 'budget' as const,
  pence: pence as Pence,
  expression: null,
  origin: null,
})

/** Two grants and a contract, of which core pays the rest; one option. */
function smallPlan(): Plan {
  const plan = planOf({
    plan: [{ id: 'plan', title: 'Test', organisation: null, planYear: year, marking: null }],
    priority: [{ id: 'v', name: 'Victims', parentId: null, position: 1 }],
    line: [
      blankLine({ id: 'a', service: 'Shelter', route: 'Grant', priorityId: 'v', position: 1 }),
      blankLine({ id: 'b', service: 'Youth work', route: 'grant ', priorityId: null, position: 2 }),
      blankLine({ id: 'c', service: 'Victim First', route: 'Contract', priorityId: 'v', position: 3 }),
    ],
    amount: [amount('a', 10_000_001), amount('b', 5_000_000), amount('c', 20_000_000)],
    source: [
      { id: 'core', name: 'Core', kind: 'core', carry: 'yes', reserveId: null, conditions: null, position: 1 },
      { id: 'moj', name: 'MoJ', kind: 'grant', carry: 'no', reserveId: null, conditions: null, position: 2 },
    ],
    split: [
      { id: splitId('a', 'moj', year), lineId: 'a', sourceId: 'moj', year, pence: 4_000_000 as Pence },
      { id: splitId('a', 'core', year), lineId: 'a', sourceId: 'core', year, pence: null },
    ],
    option: [{ id: 'o', name: '5% cut to grants', description: null, position: 1 }],
  })
  return plan
}

const inOption = (plan: Plan, intent: (plan: Plan) => Change) =>
  apply(plan, intoOption(plan, 'o', intent(planUnder(plan, 'o'))))
const minusFive = -500 as BasisPoints

describe('an edit in an option', () => {
  it('is kept as differences and leaves the plan as it is; back again it is no difference', () => {
    const plan = smallPlan()
    inOption(plan, (under) => setAmount(under, { lineId: 'c', year, measure: 'budget', pence: 1 as Pence }))
    expect(amountOf(plan, 'c', year, 'budget')).toBe(20_000_000)
    expect(amountOf(planUnder(plan, 'o'), 'c', year, 'budget')).toBe(1)
    expect([...plan.difference.keys()]).toEqual([differenceId('o', 'amount', amountId('c', year, 'budget'))])
    inOption(plan, (under) => setAmount(under, { lineId: 'c', year, measure: 'budget', pence: 20_000_000 as Pence }))
    expect(plan.difference.size).toBe(0)
  })

  it('is refused where an option cannot differ, with a sentence', () => {
    const plan = smallPlan()
    expect(() => inOption(plan, (under) => setDetails(under, { planYear: next }))).toThrow(
      '“change the plan’s details” cannot be kept in the option “5% cut to grants”, since an option differs only in budget lines and their funding; nothing was changed, so switch back to the plan and repeat it.',
    )
    expect(() => planUnder(plan, 'gone')).toThrow('That option is no longer in the plan')
  })

  it('keeps a removed line in the plan, and what the plan adds to it later out of the option', () => {
    const plan = smallPlan()
    inOption(plan, (under) => removeLine(under, 'a'))
    expect(plan.line.has('a')).toBe(true)
    apply(plan, setAmount(plan, { lineId: 'a', year: next, measure: 'budget', pence: 5 as Pence }))
    const { plan: under, leftOut } = overlay(plan, 'o')
    expect([under.line.has('a'), under.amount.size, under.split.size]).toEqual([false, 2, 0])
    expect(leftOut).toEqual([{ table: 'amount', id: amountId('a', next, 'budget'), difference: false }])
    apply(plan, adoptOption(plan, 'o').change)
    expect([plan.line.has('a'), plan.amount.size, plan.split.size]).toEqual([false, 2, 0])
  })

  it('is left out, and said so, once its line has gone from the plan', () => {
    const plan = smallPlan()
    inOption(plan, (under) => setAmount(under, { lineId: 'c', year, measure: 'budget', pence: 1 as Pence }))
    apply(plan, removeLine(plan, 'c'))
    const { plan: under, leftOut } = overlay(plan, 'o')
    expect(under.amount.size).toBe(2)
    expect(leftOut).toEqual([{ table: 'amount', id: amountId('c', year, 'budget'), difference: true }])
    expect(adoptOption(plan, 'o')).toMatchObject({ replaced: 0, added: 0, removed: 0, leftOut: 1 })
  })

  it('wins over what the plan has meanwhile; two sources never pay the rest', () => {
    const plan = smallPlan()
    const rest = { id: splitId('b', 'moj', year), lineId: 'b', sourceId: 'moj', year, pence: null }
    inOption(plan, (under) => ({
      label: 'split',
      rows: [{ table: 'split', id: rest.id, before: under.split.get(rest.id) ?? null, after: rest }],
    }))
    const core = { ...rest, id: splitId('b', 'core', year), sourceId: 'core' }
    apply(plan, { label: 'split', rows: [{ table: 'split', id: core.id, before: null, after: core }] })
    const { plan: under, leftOut } = overlay(plan, 'o')
    expect(leftOut).toEqual([{ table: 'split', id: core.id, difference: false }])
    expect(fundingOf(under, 'b', year).shares).toEqual(new Map([['moj', 5_000_000]]))
    inOption(plan, (now) => setText(now, { lineId: 'b', field: 'provider', value: 'Safe' }))
    apply(plan, setText(plan, { lineId: 'b', field: 'provider', value: 'Other' }))
    expect(planUnder(plan, 'o').line.get('b')?.provider).toBe('Safe')
  })
})

describe('differences of a stranger’s file', () => {
  const differing = (table: string, rowId: string, row: Record<string, unknown> | null) => {
    const plan = smallPlan()
    const id = differenceId('o', table, rowId)
    plan.difference.set(id, { id, optionId: 'o', table, rowId, row })
    return overlay(plan, 'o')
  }
  it.each<[string, string, string, Record<string, unknown> | null]>([
    ['a table that options do not differ in', 'plan', 'plan', null],
    ['no table', '__proto__', 'x', null],
    ['not a row', 'line', 'a', { id: 'a' }],
    ['a row of another id', 'amount', amountId('a', year, 'budget'), amount('b', 1)],
    ['pence that are no number', 'amount', amountId('a', year, 'budget'), { ...amount('a', 1), pence: '1' }],
    ['no such line', 'amount', amountId('z', year, 'budget'), amount('z', 1)],
    [
      'no such source',
      'availability',
      pairId('z', year),
      { id: pairId('z', year), sourceId: 'z', year, pence: 1, status: 'confirmed', note: null },
    ],
    [
      'a carry-forward to nowhere',
      'carry',
      'x',
      {
        id: 'x',
        lineId: 'a',
        year,
        pence: 1,
        to: 'reserve',
        toId: null,
        status: 'approved',
        reason: null,
        decision: null,
      },
    ],
    [
      'a carry-forward to no such reserve',
      'carry',
      'x',
      {
        id: 'x',
        lineId: 'a',
        year,
        pence: 1,
        to: 'reserve',
        toId: 'r',
        status: 'approved',
        reason: null,
        decision: null,
      },
    ],
  ])('leave out %s', (_, table, rowId, row) => {
    const { plan, leftOut } = differing(table, rowId, row)
    expect(leftOut).toEqual([{ table, id: rowId, difference: true }])
    expect(dumpOf(plan)).toEqual({ ...dumpOf(smallPlan()), difference: expect.any(Array) })
  })
})

describe('intents about options', () => {
  it('add, copy, rename and remove; names are taken once', () => {
    const plan = smallPlan()
    inOption(plan, (under) => setAmount(under, { lineId: 'c', year, measure: 'budget', pence: 1 as Pence }))
    apply(
      plan,
      addOption(plan, { name: ' Half ', description: ' ', copyOf: 'o' }, () => 'p'),
    )
    expect(plan.option.get('p')).toEqual({ id: 'p', name: 'Half', description: null, position: 2 })
    expect(changesOf(plan, 'p')).toEqual(changesOf(plan, 'o'))
    expect(() => addOption(plan, { name: 'half' }, () => 'q')).toThrow(
      'There is already an option “half”, so none was added',
    )
    expect(() => addOption(plan, { name: ' ' }, () => 'q')).toThrow('An option needs a name')
    expect(() => describeOption(plan, { optionId: 'p', name: '5% CUT to grants', description: null })).toThrow(
      '“Half” was kept',
    )
    apply(plan, describeOption(plan, { optionId: 'p', name: 'HALF', description: 'Of it' }))
    expect(plan.option.get('p')).toMatchObject({ name: 'HALF', description: 'Of it' })
    apply(plan, removeOption(plan, 'o'))
    expect([...plan.option.keys(), plan.difference.size]).toEqual(['p', 1])
  })

  it('cut grants by 5%, rounded half away from zero, however the route is written', () => {
    const plan = smallPlan()
    const cut = { rule: { by: 'route' as const, keys: ['grant'] }, year, share: minusFive, name: 'Grant' }
    expect(cutBudgets(plan, cut).label).toBe('cut Grant by 5% in 2021/22')
    inOption(plan, (under) => cutBudgets(under, cut))
    const under = planUnder(plan, 'o')
    expect(['a', 'b', 'c'].map((id) => amountOf(under, id, year, 'budget'))).toEqual([9_500_001, 4_750_000, 20_000_000])
    expect(changesOf(plan, 'o')).toHaveLength(2)
    expect(adoptOption(plan, 'o')).toMatchObject({ replaced: 2, added: 0, removed: 0, leftOut: 0 })
  })

  it('cut what a source pays: its share of each line, with its split', () => {
    const plan = smallPlan()
    apply(plan, cutBudgets(plan, { rule: { by: 'source', keys: ['moj'] }, year, share: minusFive, name: 'MoJ' }))
    expect(amountOf(plan, 'a', year, 'budget')).toBe(9_800_001)
    expect(fundingOf(plan, 'a', year).shares).toEqual(
      new Map([
        ['moj', 3_800_000],
        ['core', 6_000_001],
      ]),
    )
    apply(plan, cutBudgets(plan, { rule: { by: 'source', keys: ['core'] }, year, share: minusFive }))
    expect(fundingOf(plan, 'a', year).unfunded).toBe(0)
    expect(() => cutBudgets(plan, { rule: { by: 'all' }, year: next, share: minusFive })).toThrow(
      'has a 2022/23 budget',
    )
    expect(() => cutBudgets(plan, { rule: { by: 'all' }, year, share: 0 as BasisPoints })).toThrow('A cut must lie')
    expect(cutBudgets(plan, { rule: { by: 'priority', keys: ['v'] }, year, share: minusFive }).rows).toHaveLength(2)
  })
})
