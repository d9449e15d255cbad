/**
 * Everything that is kept up to date edit by edit against the plainest way to work it out, written here a second time: sums
 * by every grouping, who pays for what, gaps and reserves, after every random act and after taking each back.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import { Figures } from '../../shared/figures.ts'
import { type Measure, measures } from '../../shared/model.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { reserveYears } from '../../shared/reserves.ts'
import { figureIn, groupings, groupsOf, Totals } from '../../shared/totals.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { changeFrom, historyOf, planYears, settings, stepArbitrary, stepsArbitrary } from './arbitraries.ts'

const longStart = fc.array(stepArbitrary, { minLength: 40, maxLength: 160 })
const years = [...planYears, shiftYear(planYears.at(-1)!, 1)]

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const amounts = (plan: Plan) => [...plan.amount.values()]

/** Compares without the cost of a matcher, since there are millions. */
function same(found: unknown, expected: unknown, ...what: unknown[]): void {
  if (found !== expected) throw new Error(`${what.join(' ')}: ${found} instead of ${expected}`)
}

/** A line's figure in pence, or null. */
function figure(plan: Plan, lineId: string, year: FinancialYear, measure: Measure): number | null {
  const found = amounts(plan).find((row) => row.lineId === lineId && row.year === year && row.measure === measure)
  return found ? found.pence : null
}

/** Carried forward to a line into a year. */
function carriedTo(plan: Plan, lineId: string | null, year: FinancialYear): number {
  const before = shiftYear(year, -1)
  return sum(
    [...plan.carry.values()]
      .filter((row) => row.to === 'line' && row.status === 'approved' && row.year === before)
      .filter((row) => lineId === null || row.toId === lineId)
      .map(({ pence }) => pence),
  )
}

/** What each source pays of a line; the rest goes to the one that pays it, but never beyond nothing. */
function paidBy(plan: Plan, lineId: string, year: FinancialYear): Map<string, number> {
  const splits = [...plan.split.values()].filter((row) => row.lineId === lineId && row.year === year)
  const budget = figure(plan, lineId, year, 'budget') ?? 0
  const fixed = sum(splits.map(({ pence }) => pence ?? 0))
  const left = budget - fixed - carriedTo(plan, lineId, year)
  const rest = budget < 0 ? Math.min(0, left) : Math.max(0, left)
  return new Map(splits.map(({ sourceId, pence }) => [sourceId, pence ?? rest]))
}

function allocatedOf(plan: Plan, sourceId: string, year: FinancialYear): number {
  return sum([...plan.line.keys()].map((id) => paidBy(plan, id, year).get(sourceId) ?? 0))
}

/** What a source has; a reserve without a figure gives what is taken. */
function availableOf(plan: Plan, sourceId: string, year: FinancialYear): number | null {
  const given = [...plan.availability.values()].find((row) => row.sourceId === sourceId && row.year === year)
  if (given) return given.pence
  const taken = allocatedOf(plan, sourceId, year)
  return plan.source.get(sourceId)!.kind === 'reserve' && taken !== 0 ? taken : null
}

/** A reserve's change in a year. */
function changeOf(plan: Plan, reserveId: string, year: FinancialYear): number {
  const moved = [...plan.transfer.values()]
    .filter((row) => row.reserveId === reserveId && row.year === year)
    .map(({ direction, pence }) => (direction === 'in' ? pence : -pence))
  const carried = [...plan.carry.values()]
    .filter((row) => row.to === 'reserve' && row.toId === reserveId && row.status === 'approved' && row.year === year)
    .map(({ pence }) => pence)
  const drawn = [...plan.source.values()]
    .filter((row) => row.reserveId === reserveId)
    .map(({ id }) => availableOf(plan, id, year) ?? 0)
  return sum(moved) + sum(carried) - sum(drawn)
}

function expectFunding(plan: Plan, { funding }: Figures): void {
  for (const year of years) {
    const budgets = amounts(plan).filter((row) => row.year === year && row.measure === 'budget')
    const budget = budgets.length === 0 ? null : sum(budgets.map(({ pence }) => pence))
    let available = carriedTo(plan, null, year)
    for (const source of plan.source.values()) {
      const has = availableOf(plan, source.id, year)
      const allocated = allocatedOf(plan, source.id, year)
      available += has ?? 0
      const found = funding.source(source, year)
      same(found.available, has, source.id, year, 'available')
      same(found.allocated, allocated, source.id, year, 'allocated')
      same(found.unallocated, (has ?? 0) - allocated, source.id, year, 'unallocated')
    }
    const found = funding.year(year)
    same(found.budget, budget, year, 'budget')
    same(found.available, available, year, 'available')
    same(found.gap, (budget ?? 0) - available, year, 'gap')
  }
}

function expectReserves(plan: Plan, { funding }: Figures): void {
  for (const reserve of plan.reserve.values()) {
    let balance: number | null = null
    for (const { year, opening, closing, change } of reserveYears(plan, reserve, funding)) {
      if (reserve.openingYear === year) balance = reserve.openingPence
      same(opening, balance, reserve.id, year, 'opening')
      same(change, changeOf(plan, reserve.id, year), reserve.id, year, 'change')
      if (balance !== null) balance += change
      same(closing, balance, reserve.id, year, 'closing')
    }
  }
}

/** Sums of each grouping: live, from scratch, and out of the lines that the group lists. */
function expectSums(plan: Plan, live: ReadonlyMap<string, Totals>): void {
  for (const by of groupings) {
    const totals = live.get(by)!
    const scratch = new Totals(plan, by)
    const groups = groupsOf(plan, by)
    for (const year of years)
      for (const measure of measures) {
        const of = amounts(plan).filter((row) => row.year === year && row.measure === measure)
        const total = of.length === 0 ? null : sum(of.map(({ pence }) => pence))
        same(totals.total(year, measure), total, by, year, measure)
        for (const { key, lines } of groups) {
          const parts = lines.flatMap((line) => figureIn(plan, line, { by, group: key, year, measure }) ?? [])
          const found = totals.subtotal(key, year, measure)
          same(found, parts.length === 0 ? null : sum(parts), by, key, year, measure)
          same(found, scratch.subtotal(key, year, measure), by, key, year, measure)
        }
      }
  }
}

describe('figures kept up to date', () => {
  it('are those worked out afresh after every act and every undo', () => {
    let split = 0
    let drawn = 0
    fc.assert(
      fc.property(longStart, stepsArbitrary, (start, steps) => {
        const plan = planOf()
        historyOf(plan, start)
        const figures = new Figures(plan, 'route')
        const live = new Map(groupings.map((by) => [by, new Totals(plan, by)]))
        const expectAll = () => {
          expectFunding(plan, figures)
          expectReserves(plan, figures)
          expectSums(plan, live)
          split += plan.split.size
          drawn += [...plan.source.values()].filter(({ kind }) => kind === 'reserve').length
        }
        const take = (change: Change) => {
          apply(plan, change)
          figures.update(change)
          for (const totals of live.values()) totals.update(change)
          expectAll()
        }
        expectAll()
        const changes = steps.map((step) => {
          const change = changeFrom(plan, step)
          take(change)
          return change
        })
        for (const change of changes.reverse()) take(invert(change))
      }),
      settings,
    )
    expect(split).toBeGreaterThan(1_000)
    expect(drawn).toBeGreaterThan(100)
  })

  it('by source divide a forecast outturn as the budget, to the penny', () => {
    fc.assert(
      fc.property(longStart, (start) => {
        const plan = planOf()
        historyOf(plan, start)
        for (const { lineId, year, measure, pence } of amounts(plan)) {
          const line = plan.line.get(lineId)!
          const parts = groupsOf(plan, 'source').flatMap(
            ({ key }) => figureIn(plan, line, { by: 'source', group: key, year, measure }) ?? [],
          )
          expect(sum(parts)).toBe(pence)
        }
      }),
      settings,
    )
  })
})
