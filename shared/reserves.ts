/**
 * What is left of a year's budget, and what an earmarked reserve holds. Example (Wiltshire, paragraph 33): an underspend
 * of £205,000 approved into the commissioning reserve, whose opening balance is not known, gives a change of £205,000
 * and a closing balance that is not known either.
 */
import type { Funding } from './funding.ts'
import type { Line, Reserve } from './model.ts'
import type { Pence } from './money.ts'
import { amountOf, detailsOf, type Plan } from './plan.ts'
import { type FinancialYear, shiftYear } from './years.ts'

/**
 * A line's underspend in a year: its budget less its forecast outturn, never below 0.
 * @returns pence; null when the budget or the forecast outturn is blank
 */
export function underspendOf(plan: Plan, lineId: string, year: FinancialYear): Pence | null {
  const budget = amountOf(plan, lineId, year, 'budget')
  const forecast = amountOf(plan, lineId, year, 'forecast')
  return budget === null || forecast === null ? null : (Math.max(0, budget - forecast) as Pence)
}

/** What is already decided or asked for out of a line's underspend; rejected requests do not count. In pence. */
export function carriedFrom(plan: Plan, lineId: string, year: FinancialYear): Pence {
  let sum = 0
  for (const carry of plan.carry.by('lineId', lineId)) {
    if (carry.year === year && carry.status !== 'rejected') sum += carry.pence
  }
  return sum as Pence
}

/** What of a line's underspend is still to be decided. Null when the underspend is not known. */
export function undecidedOf(plan: Plan, lineId: string, year: FinancialYear): Pence | null {
  const underspend = underspendOf(plan, lineId, year)
  return underspend === null ? null : ((underspend - carriedFrom(plan, lineId, year)) as Pence)
}

/** A reserve in one year. `change` is in less out, known even when the balances are not. */
export interface ReserveYear {
  year: FinancialYear
  opening: Pence | null
  in: Pence
  out: Pence
  closing: Pence | null
  change: Pence
}

/**
 * A reserve's balances, year by year, from its first opening or movement to the last year that has a budget or a movement.
 * In: transfers and approved carry-forwards. Out: transfers, and what is drawn as a source of funding. opening(Y+1) = closing(Y); an unknown opening stays unknown until one is given.
 */
export function reserveYears(plan: Plan, reserve: Reserve, funding: Funding): ReserveYear[] {
  const movements = new Map<FinancialYear, { in: number; out: number }>()
  const move = (year: FinancialYear, direction: 'in' | 'out', pence: number) => {
    const movement = movements.get(year) ?? { in: 0, out: 0 }
    movement[direction] += pence
    movements.set(year, movement)
  }
  for (const { year, direction, pence } of plan.transfer.by('reserveId', reserve.id)) move(year, direction, pence)
  for (const { to, status, year, pence } of plan.carry.by('toId', reserve.id))
    if (to === 'reserve' && status === 'approved') move(year, 'in', pence)
  const funded = funding.years()
  for (const source of plan.source.by('reserveId', reserve.id))
    for (const year of funded) {
      const { available } = funding.source(source, year)
      if (available) move(year, 'out', available)
    }
  const { planYear } = detailsOf(plan)
  const horizon = funded.findLast((year) => funding.year(year).budget !== null)
  const marked = [
    ...movements.keys(),
    ...(reserve.openingYear ? [reserve.openingYear] : []),
    ...(planYear ? [planYear] : []),
    ...(planYear && horizon && horizon > planYear ? [horizon] : []),
  ].sort()
  const [first, last] = [marked[0], marked.at(-1)]
  if (!first || !last) return []
  const years: ReserveYear[] = []
  let closing: Pence | null = null
  for (let year = first; year <= last; year = shiftYear(year, 1)) {
    const opening: Pence | null = reserve.openingYear === year ? reserve.openingPence : closing
    const movement = movements.get(year) ?? { in: 0, out: 0 }
    const change = (movement.in - movement.out) as Pence
    closing = opening === null ? null : ((opening + change) as Pence)
    years.push({ year, opening, in: movement.in as Pence, out: movement.out as Pence, closing, change })
  }
  return years
}

/** A line's name for sentences and labels: the service, with the provider where another line has the same service. */
export function lineLabel(plan: Plan, line: Line): string {
  return line.provider && plan.line.count('service', line.service) > 1
    ? `${line.service} (${line.provider})`
    : line.service
}
