/** The bridge adds up on any plan, each step is what it is called, and the cliffs of reserve funding show. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseOf, bridgeOf, bridgeYears, cliffsOf, isHeld, lineBridge, steps } from '../../shared/bridge.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId, splitId, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { type FinancialYear, yearFrom } from '../../shared/years.ts'
import { historyOf, planArbitrary, planYears, settings, stepsArbitrary } from './arbitraries.ts'

const [y20, y21, y22] = [yearFrom(2020), yearFrom(2021), yearFrom(2022)]

function figure(lineId: string, year: FinancialYear, pence: number): Tables['amount'] {
  const id = amountId(lineId, year, 'budget')
  return { id, lineId, year, measure: 'budget', pence: pence as Pence, expression: null, origin: null }
}

let number = 0
function adjustment(
  lineId: string,
  year: FinancialYear,
  kind: Tables['adjustment']['kind'],
  pence: number,
): Tables['adjustment'] {
  return { id: `a${++number}`, lineId, year, kind, pence: pence as Pence, reason: 'r', position: number }
}

const split = (lineId: string, sourceId: string, year: FinancialYear, pence: number | null): Tables['split'] => ({
  id: splitId(lineId, sourceId, year),
  lineId,
  sourceId,
  year,
  pence: pence as Pence | null,
})

const details = (planYear: FinancialYear | null): Tables['plan'] => ({
  id: 'plan',
  title: 'x',
  organisation: null,
  planYear,
  marking: null,
})

/** The sum of a year's budgets over the lines that the test picks, straight from the amounts. */
function budgets(plan: Plan, year: FinancialYear, of: (lineId: string) => boolean): number | null {
  const found = [...plan.amount.values()].filter(
    (row) => row.year === year && row.measure === 'budget' && of(row.lineId),
  )
  return found.length === 0 ? null : found.reduce((sum, row) => sum + row.pence, 0)
}

describe('bridge', () => {
  it('adds up per line, per priority and in total after any history', () => {
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, fc.constantFrom(...planYears), (plan, history, year) => {
        historyOf(plan, history)
        const { from, total, priorities } = bridgeOf(plan, year)
        for (const line of plan.line.values()) {
          const bridge = lineBridge(plan, line, year)
          expect(bridge.start).toBe(budgets(plan, from, (id) => id === line.id))
          expect(bridge.end).toBe(budgets(plan, year, (id) => id === line.id))
        }
        for (const { id, lines, ...bridge } of priorities) {
          const inside = (lineId: string) => (plan.line.get(lineId)!.priorityId ?? '') === id
          expect(bridge.start).toBe(budgets(plan, from, inside))
          expect(bridge.end).toBe(budgets(plan, year, inside))
        }
        expect(total.start).toBe(budgets(plan, from, () => true))
        expect(total.end).toBe(budgets(plan, year, () => true))
        for (const one of [
          total,
          ...priorities,
          ...priorities.flatMap(({ lines }) => lines.map((held) => held.bridge)),
        ]) {
          const sum = steps.reduce((reached, step) => reached + one.steps[step], one.start ?? 0)
          expect(sum).toBe(one.end ?? 0)
        }
        for (const step of steps)
          expect(priorities.reduce((sum, one) => sum + one.steps[step], 0)).toBe(total.steps[step])
      }),
      settings,
    )
  })

  it('takes last year’s one-off money off, names what was added, and leaves the rest as other changes', () => {
    const plan = planOf({
      line: [blankLine({ id: 'a', service: 'A', position: 1 })],
      amount: [figure('a', y20, 50_000_000), figure('a', y21, 52_000_000)],
      adjustment: [
        adjustment('a', y20, 'one-off', 2_000_000),
        adjustment('a', y21, 'uplift', 960_000),
        adjustment('a', y21, 'growth', 3_000_000),
        adjustment('a', y21, 'savings', 500_000),
        adjustment('a', y21, 'one-off', 250_000),
        adjustment('a', y21, 'full-year effect', 100_000),
      ],
    })
    const line = plan.line.get('a')!
    expect(baseOf(plan, line, y21)).toBe(48_100_000)
    expect(baseOf(plan, line, y22)).toBe(51_750_000)
    expect(lineBridge(plan, line, y21)).toEqual({
      start: 50_000_000,
      end: 52_000_000,
      steps: {
        'one-off removed': -2_000_000,
        'full-year effect': 100_000,
        uplift: 960_000,
        growth: 3_000_000,
        savings: -500_000,
        'one-off': 250_000,
        'new lines': 0,
        'ended lines': 0,
        'other changes': 190_000,
      },
    })
  })

  it('tells new, ended, one-off and held lines apart; a blank is none of them', () => {
    const plan = planOf({
      line: ['new', 'ended', 'held', 'blank'].map((id, position) => blankLine({ id, service: id, position })),
      amount: [
        figure('new', y21, 5),
        figure('ended', y20, 7),
        figure('held', y20, 9),
        figure('held', y21, 9),
        figure('pilot', y20, 11),
        figure('event', y21, 13),
      ],
    })
    for (const id of ['pilot', 'event'])
      plan.line.set(id, blankLine({ id, service: id, position: 9, basis: 'one-off' }))
    const stepsOf = (id: string) => {
      const { steps: found } = lineBridge(plan, plan.line.get(id)!, y21)
      return Object.fromEntries(Object.entries(found).filter(([, pence]) => pence !== 0))
    }
    expect(stepsOf('new')).toEqual({ 'new lines': 5 })
    expect(stepsOf('ended')).toEqual({ 'ended lines': -7 })
    expect(stepsOf('pilot')).toEqual({ 'one-off removed': -11 })
    expect(stepsOf('event')).toEqual({ 'one-off': 13 })
    expect(stepsOf('held')).toEqual({})
    expect(isHeld(lineBridge(plan, plan.line.get('held')!, y21))).toBe(true)
    expect(isHeld(lineBridge(plan, plan.line.get('blank')!, y21))).toBe(false)
    expect(bridgeOf(plan, y21).priorities.flatMap(({ lines }) => lines.map(({ line }) => line.id))).not.toContain(
      'blank',
    )
    expect(bridgeYears(plan)).toEqual([y21])
  })
})

describe('cliffs', () => {
  /** A line of £100 that a reserve pays in 2020/21. */
  function reservePlan(more: Parameters<typeof planOf>[0] = {}): Plan {
    return planOf({
      plan: [details(y20)],
      line: [blankLine({ id: 'a', service: 'A', position: 1 })],
      reserve: [
        {
          id: 'r',
          name: 'R',
          purpose: null,
          openingYear: null,
          openingPence: null,
          minimumPence: null,
          position: 1,
          category: null,
        },
      ],
      source: [
        { id: 's', name: 'R', kind: 'reserve', carry: 'yes', reserveId: 'r', conditions: null, position: 1 },
        { id: 'c', name: 'Core', kind: 'core', carry: 'yes', reserveId: null, conditions: null, position: 2 },
      ],
      amount: [figure('a', y20, 10_000), figure('a', y21, 10_000)],
      split: [split('a', 's', y20, 10_000)],
      ...more,
    })
  }

  it('shows a line that a reserve pays for and nothing does a year later', () => {
    expect(cliffsOf(reservePlan())).toEqual([{ lineId: 'a', year: y21, pence: 10_000, budget: 10_000 }])
  })

  it('is none once something pays, and as much as is left when something pays part', () => {
    const paid = (pence: number | null) =>
      cliffsOf(reservePlan({ split: [split('a', 's', y20, 10_000), split('a', 'c', y21, pence)] }))
    expect(paid(null)).toEqual([])
    expect(paid(10_000)).toEqual([])
    expect(paid(4_000)).toEqual([{ lineId: 'a', year: y21, pence: 6_000, budget: 10_000 }])
  })

  it('counts a recurring line of the last planned year, not one that has ended or was one-off', () => {
    const only = [figure('a', y20, 10_000)]
    expect(cliffsOf(reservePlan({ amount: only }))).toEqual([{ lineId: 'a', year: y21, pence: 10_000, budget: null }])
    const line = [blankLine({ id: 'a', service: 'A', position: 1, basis: 'one-off' })]
    expect(cliffsOf(reservePlan({ amount: only, line }))).toEqual([])
    expect(cliffsOf(reservePlan({ amount: [...only, figure('b', y21, 1)] }))).toEqual([])
  })

  it('looks at no year before the plan year', () => {
    expect(cliffsOf(reservePlan({ plan: [details(y22)] }))).toEqual([])
    expect(cliffsOf(reservePlan({ plan: [details(y21)] }))).toHaveLength(1)
  })
})
