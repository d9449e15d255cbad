/**
 * What is left of a year's budget, and what an earmarked reserve holds. Example (Wiltshire, paragraph 33): an underspend
 * of £205,000 approved into the commissioning reserve, whose opening balance is not known, gives a change of £205,000
 * and a closing balance that is not known either.
 */
import type { Funding } from './funding.ts'
import type { Line, Reserve } from './model.ts'
import { formatMoney, type Pence } from './money.ts'
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

/** A reserve in one year, in pence. `change` is in less out, known even when the balances are not. */
export interface ReserveYear {
  year: FinancialYear
  opening: Pence | null
  in: Pence
  out: Pence
  closing: Pence | null
  change: Pence
  /** Of `out`, what it pays for as a source of funding; the rest are transfers. */
  drawn: Pence
  /** Where the closing balance is not known: in less out since the opening that is not known. Null where it is known. */
  since: Pence | null
}

/**
 * A reserve's balances, year by year, from its first opening or movement to the last year that has a budget or a movement.
 * In: transfers and approved carry-forwards. Out: transfers, and what is drawn as a source of funding. opening(Y+1) = closing(Y); an unknown opening stays unknown until one is given.
 */
export function reserveYears(plan: Plan, reserve: Reserve, funding: Funding): ReserveYear[] {
  const movements = new Map<FinancialYear, { in: number; out: number; drawn: number }>()
  const movement = (year: FinancialYear) => {
    const held = movements.get(year) ?? { in: 0, out: 0, drawn: 0 }
    movements.set(year, held)
    return held
  }
  for (const { year, direction, pence } of plan.transfer.by('reserveId', reserve.id)) movement(year)[direction] += pence
  for (const { to, status, year, pence } of plan.carry.by('toId', reserve.id))
    if (to === 'reserve' && status === 'approved') movement(year).in += pence
  const funded = funding.years()
  for (const source of plan.source.by('reserveId', reserve.id))
    for (const year of funded) {
      const { available } = funding.source(source, year)
      if (!available) continue
      movement(year).out += available
      movement(year).drawn += available
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
  let since = 0
  for (let year = first; year <= last; year = shiftYear(year, 1)) {
    const opening: Pence | null = reserve.openingYear === year ? reserve.openingPence : closing
    const moved = movements.get(year) ?? { in: 0, out: 0, drawn: 0 }
    const change = (moved.in - moved.out) as Pence
    since += change
    closing = opening === null ? null : ((opening + change) as Pence)
    years.push({
      year,
      opening,
      in: moved.in as Pence,
      out: moved.out as Pence,
      closing,
      change,
      drawn: moved.drawn as Pence,
      since: closing === null ? (since as Pence) : null,
    })
  }
  return years
}

/** The first year in which a reserve fails, and how. `short` is what is missing, in pence. */
export interface Runway {
  year: FinancialYear
  fails: 'below zero' | 'below minimum'
  closing: Pence
  short: Pence
}

/**
 * How long a reserve lasts: the first year that it closes below 0 or, before that, below its minimum.
 * @param years as {@link reserveYears} gives them
 * @returns null where it lasts, or where no balance is known
 */
export function runwayOf(reserve: Pick<Reserve, 'minimumPence'>, years: readonly ReserveYear[]): Runway | null {
  const minimum = Math.max(0, reserve.minimumPence ?? 0)
  for (const { year, closing } of years) {
    if (closing === null || closing >= minimum) continue
    const fails = closing < 0 ? 'below zero' : 'below minimum'
    return { year, fails, closing, short: ((closing < 0 ? 0 : minimum) - closing) as Pence }
  }
  return null
}

/** How long a reserve lasts, in a sentence. @example 'Falls below its minimum of £100,000 in 2022/23, by £20,000.' */
export function runwayText(reserve: Pick<Reserve, 'minimumPence'>, years: readonly ReserveYear[]): string {
  const last = years.at(-1)
  if (!last) return 'Nothing has moved in or out of this reserve yet.'
  const runway = runwayOf(reserve, years)
  const minimum = reserve.minimumPence
  if (runway) {
    const what = runway.fails === 'below zero' ? 'Is overdrawn' : `Falls below its minimum of ${formatMoney(minimum!)}`
    const overdrawn = runway.fails === 'below minimum' && years.find(({ closing }) => closing !== null && closing < 0)
    const then = overdrawn ? `, and is overdrawn in ${overdrawn.year}` : ''
    return `${what} in ${runway.year}, by ${formatMoney(runway.short)}${then}.`
  }
  if (last.closing === null) {
    return `Its opening balance is not known, so neither is how long it lasts; by the end of ${last.year} it holds ${sinceText(last.since!)}.`
  }
  const held = minimum ? `stays at or above its minimum of ${formatMoney(minimum)}` : 'stays in hand'
  return `Lasts: it ${held} to the end of ${last.year}, with ${formatMoney(last.closing)} then.`
}

/** A balance of which only the change is known. @example sinceText(0) // 'opening + £0' */
export function sinceText(since: Pence): string {
  return since < 0 ? `opening − ${formatMoney(Math.abs(since) as Pence)}` : `opening + ${formatMoney(since)}`
}

/** The reserves in the officer's order. */
export function reservesInOrder(plan: Plan): Reserve[] {
  return [...plan.reserve.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** A line's name for sentences and labels: the service, with the provider where another line has the same service. */
export function lineLabel(plan: Plan, line: Line): string {
  return line.provider && plan.line.count('service', line.service) > 1
    ? `${line.service} (${line.provider})`
    : line.service
}
