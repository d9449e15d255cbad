/**
 * The bar at the foot: what is selected, how many lines there are, the plan year's total and its change on the year before.
 * Example: "Victim First · 44 lines · 2020/21 total £4,395,961 · +£79,411 (+1.8%) on 2019/20 · gap £0 · 3 checks".
 */
import { TriangleAlert } from 'lucide-react'
import { isFunded } from '../../shared/funding.ts'
import {
  type BasisPoints,
  changeInBasisPoints,
  formatCount,
  formatMoney,
  formatPercentage,
  formatPounds,
  type Pence,
} from '../../shared/money.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import type { Sums } from '../grid/selected.ts'
import { useSelected } from '../grid/useSelected.ts'
import { planner, useLedger, useShown } from '../instance.ts'

export function StatusBar() {
  const ledger = useLedger()
  const selection = useShown((state) => state.selection)
  const { sums } = useSelected()
  const { planYear, plan, totals, funding } = ledger
  const line = selection?.lineId ? plan.line.get(selection.lineId) : null
  const total = planYear && totals.total(planYear, 'budget')
  const before = planYear && totals.total(shiftYear(planYear, -1), 'budget')
  return (
    <footer className="status-bar">
      {sums ? (
        <SelectedSums {...sums} />
      ) : (
        <>
          <span className="status-selected">
            {line ? [line.service, line.provider].filter(Boolean).join(' · ') : 'No line selected'}
          </span>
          <span>{plan.line.size === 1 ? '1 line' : `${formatCount(plan.line.size)} lines`}</span>
        </>
      )}
      {total !== null && (
        <span data-testid="status-total">
          {planYear} total <strong>{formatMoney(total)}</strong>
        </span>
      )}
      {total !== null && before !== null && planYear && !sums && (
        <span>
          {difference(before, total)} on {shiftYear(planYear, -1)}
        </span>
      )}
      {planYear && isFunded(plan) && <GapButton year={planYear} {...funding.year(planYear)} />}
      <ChecksButton />
    </footer>
  )
}

/** Of more than one cell; in pounds and pence, whatever unit the grid shows. */
function SelectedSums({ cells, count, money }: Sums) {
  return (
    <span
      className="status-selected status-sums"
      data-testid="status-sums"
      title="Of the amounts selected. Blank cells, texts and percentages are passed over, and a subtotal does not count beside its lines."
    >
      <span>{cells === 1 ? '1 cell' : `${formatCount(cells)} cells`}</span>
      {money && (
        <>
          <span>
            sum <strong>{formatMoney(money.sum)}</strong>
          </span>
          <span>average {formatMoney(money.average)}</span>
          <span>count {formatCount(count)}</span>
          <span>min {formatMoney(money.min)}</span>
          <span>max {formatMoney(money.max)}</span>
        </>
      )}
    </span>
  )
}

interface GapButtonProps {
  year: FinancialYear
  budget: Pence | null
  available: Pence
  gap: Pence
}

/** Budget less funding of the plan year; opens Funding. */
function GapButton({ year, budget, available, gap }: GapButtonProps) {
  return (
    <button
      type="button"
      className="status-checks"
      title={`${year}: budget ${formatMoney(budget ?? (0 as Pence))} less funding available ${formatMoney(available)}`}
      onClick={() => planner.go('funding')}
      data-testid="status-gap"
    >
      {gap > 0 && <TriangleAlert size={13} aria-hidden />}
      {gap >= 0 ? (
        <>
          gap <strong>{formatMoney(gap)}</strong>
        </>
      ) : (
        <>
          funding <strong>{formatMoney((0 - gap) as Pence)}</strong> over budget
        </>
      )}
    </button>
  )
}

/** How many errors and warnings there are; opens them. */
function ChecksButton() {
  const { error, warning } = useLedger().checks.counts()
  const count = error + warning
  const words = count === 0 ? 'checks in order' : count === 1 ? '1 check' : `${formatCount(count)} checks`
  return (
    <button
      type="button"
      className={error > 0 ? 'status-checks status-checks-error' : 'status-checks'}
      onClick={() => planner.go('checks')}
    >
      {count > 0 && <TriangleAlert size={13} aria-hidden />}
      {words}
    </button>
  )
}

/** @example difference(431655000, 439596100) // '+£79,411 (+1.8%)' */
function difference(before: Pence, after: Pence): string {
  const change = (after - before) as Pence
  if (change === 0) return 'no change'
  const sign = change > 0 ? '+' : '−'
  const money = `${sign}£${formatPounds(Math.abs(change) as Pence)}`
  const share = changeInBasisPoints(before, after)
  if (share === null) return money
  return `${money} (${sign}${formatPercentage(Math.abs(share) as BasisPoints)})`
}
