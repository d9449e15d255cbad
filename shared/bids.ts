/**
 * The register of external funding: bids and awards, their sums by status and year. Nothing of it is available to the plan
 * until an award becomes a source. Example (Wiltshire, 2020/21): £891,000 and £482,000 secured, together £1,373,000.
 */
import type { Tables } from './model.ts'
import { formatMoney, type Pence } from './money.ts'
import type { Plan } from './plan.ts'
import { type FinancialYear, shiftYear } from './years.ts'

export type Bid = Tables['bid']
export type BidStatus = Bid['status']

export const bidStatuses = ['bid', 'awaiting', 'secured', 'ended'] as const satisfies readonly BidStatus[]
export const statusNames: Record<BidStatus, string> = {
  bid: 'Bid',
  awaiting: 'Awaiting a decision',
  secured: 'Secured',
  ended: 'Ended',
}
export const settings = ['annually set', 'fixed'] as const satisfies readonly NonNullable<Bid['setting']>[]

/** Bids and awards in the order of the register. */
export function bidsInOrder(plan: Plan): Bid[] {
  return [...plan.bid.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** Finds a bid or an award by its name, whatever the capitals. */
export function bidNamed(plan: Plan, name: string): Bid | null {
  const wanted = name.trim().toLowerCase()
  for (const bid of plan.bid.values()) if (bid.name.toLowerCase() === wanted) return bid
  return null
}

/** The years of a bid, the first alone where no last one is given; none where they are not known. */
export function yearsOfBid({ firstYear, lastYear }: Pick<Bid, 'firstYear' | 'lastYear'>): FinancialYear[] {
  const first = firstYear ?? lastYear
  const years: FinancialYear[] = []
  if (first === null) return years
  for (let year = first; year <= (lastYear ?? first); year = shiftYear(year, 1)) years.push(year)
  return years
}

/** What it brings in a year at least and at most; null when that is not known. */
export function rangeOfBid({
  lowPence,
  highPence,
}: Pick<Bid, 'lowPence' | 'highPence'>): { low: Pence; high: Pence } | null {
  const [low, high] = [lowPence ?? highPence, highPence ?? lowPence]
  return low === null || high === null ? null : { low, high }
}

/** An amount or a range. @example '£2,000,000 to £3,000,000' */
export function rangeText(range: { low: Pence; high: Pence } | null): string {
  if (range === null) return 'not known'
  const { low, high } = range
  return low === high ? formatMoney(low) : `${formatMoney(low)} to ${formatMoney(high)}`
}

/** What the register adds up by: the statuses, the secured ones apart by whether they are already a source of the plan. */
export const standings = ['bid', 'awaiting', 'secured', 'source', 'ended'] as const
export type Standing = (typeof standings)[number]
export const standingNames: Record<Standing, string> = {
  ...statusNames,
  secured: 'Secured, not yet a source',
  source: 'Secured, a source of funding',
}

/** Where a bid is counted. */
export function standingOf({ status, sourceId }: Pick<Bid, 'status' | 'sourceId'>): Standing {
  return status === 'secured' && sourceId !== null ? 'source' : status
}

/** A sum of ranges, and how many of them have no amount. */
export interface BidSum {
  low: Pence
  high: Pence
  /** Bids and awards counted here, those without an amount included. */
  count: number
  unknown: number
}

/** The register's sums. */
export interface BidTotals {
  years: FinancialYear[]
  /** By standing, then by year; `null` is for those whose years are not known. */
  sums: Map<Standing, Map<FinancialYear | null, BidSum>>
  /** Is there any whose years are not known? */
  undated: boolean
}

/** Adds the register up by status and year. */
export function bidTotals(plan: Plan): BidTotals {
  const years = new Set<FinancialYear>()
  const sums: BidTotals['sums'] = new Map()
  let undated = false
  for (const bid of plan.bid.values()) {
    const of = yearsOfBid(bid)
    for (const year of of) years.add(year)
    if (of.length === 0) undated = true
    const standing = standingOf(bid)
    const byYear = sums.get(standing) ?? new Map<FinancialYear | null, BidSum>()
    sums.set(standing, byYear)
    const range = rangeOfBid(bid)
    for (const year of of.length === 0 ? [null] : of) {
      const held = byYear.get(year) ?? { low: 0 as Pence, high: 0 as Pence, count: 0, unknown: 0 }
      byYear.set(year, {
        low: (held.low + (range?.low ?? 0)) as Pence,
        high: (held.high + (range?.high ?? 0)) as Pence,
        count: held.count + 1,
        unknown: held.unknown + (range === null ? 1 : 0),
      })
    }
  }
  return { years: [...years].sort(), sums, undated }
}
