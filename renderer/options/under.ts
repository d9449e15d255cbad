/**
 * What the Options view shows of the plan and its options, worked out once for each Change. Example: `underOf(ledger, '')`
 * is the plan itself, `underOf(ledger, option.id)` the plan under that option.
 */

import { Funding, type FundingYear } from '../../shared/funding.ts'
import type { Pence } from '../../shared/money.ts'
import { formatCount } from '../../shared/money.ts'
import { type LeftOut, type Overlay, overlay } from '../../shared/options.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planner } from '../instance.ts'
import type { Ledger } from '../ledger.ts'

/** The value that stands for the plan itself; no option has an empty id. */
export const PLAN = ''

/** Laid over once for each Change, with the funding that was asked for. */
interface Kept extends Overlay {
  funding: Funding | null
}
let kept: { ledger: Ledger; version: number; under: Map<string, Kept> } | null = null

function keptOf(ledger: Ledger, optionId: string): Kept {
  const { version } = planner.state
  if (kept?.ledger !== ledger || kept.version !== version) kept = { ledger, version, under: new Map() }
  let under = kept.under.get(optionId)
  if (!under) {
    const shown = (ledger.option?.id ?? PLAN) === optionId
    if (shown) under = { plan: ledger.plan, leftOut: [...ledger.leftOut], funding: ledger.funding }
    else if (optionId === PLAN) under = { plan: ledger.base, leftOut: [], funding: null }
    else under = { ...overlay(ledger.base, optionId), funding: null }
    kept.under.set(optionId, under)
  }
  return under
}

/** The plan under an option, or itself. */
export function underOf(ledger: Ledger, optionId: string): Overlay {
  return keptOf(ledger, optionId)
}

/** The funding of a year under an option, or of the plan. */
export function fundingUnder(ledger: Ledger, optionId: string, year: FinancialYear): FundingYear {
  const under = keptOf(ledger, optionId)
  under.funding ??= new Funding(under.plan)
  return under.funding.year(year)
}

/** The budget of a year under an option, in pence; null when no line has one. */
export function budgetUnder(ledger: Ledger, optionId: string, year: FinancialYear): Pence | null {
  let sum: number | null = null
  for (const amount of keptOf(ledger, optionId).plan.amount.values())
    if (amount.measure === 'budget' && amount.year === year) sum = (sum ?? 0) + amount.pence
  return sum as Pence | null
}

/** @example leftOutText([…]) // '2 rows are left out, since what they refer to is no longer there' */
export function leftOutText(leftOut: readonly LeftOut[]): string {
  const count = leftOut.length
  return `${count === 1 ? '1 row is' : `${formatCount(count)} rows are`} left out, since what ${count === 1 ? 'it refers' : 'they refer'} to is no longer there`
}
