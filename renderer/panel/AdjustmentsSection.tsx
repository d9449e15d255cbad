/**
 * Why the line's budget differs from the year before, in the line's panel: base, adjustments with their reasons, and what
 * they do not explain. Example: £512,199, growth £30,000 "second worker from July", 2021/22 £542,199.
 */

import { Plus } from 'lucide-react'
import { type Adjustment, adjustmentsOf, effectOf, isHeld, lineBridge } from '../../shared/bridge.ts'
import { stepName } from '../../shared/charts/bridge.ts'
import type { Line } from '../../shared/model.ts'
import { formatMoney } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { shiftYear } from '../../shared/years.ts'
import { changeText, moneyText } from '../grid/cells.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { havePence, MoneyCell } from '../nextyear/MoneyCell.tsx'
import { Section } from './Section.tsx'

/** Steps that the adjustments' own rows do not show. */
const others = ['new lines', 'ended lines', 'other changes'] as const
const otherNames = { 'new lines': 'New', 'ended lines': 'Ended', 'other changes': 'Other changes' } as const

export function AdjustmentsSection({ line }: { line: Line }) {
  const { plan, planYear } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const years = new Set<FinancialYear>(planYear ? [planYear] : [])
  for (const { year } of plan.adjustment.by('lineId', line.id)) years.add(year)
  if (years.size === 0) return null
  return (
    <Section label="Adjustments" title="Why it changes">
      {[...years].sort().map((year) => (
        <YearAdjustments key={year} line={line} year={year} readOnly={readOnly} />
      ))}
    </Section>
  )
}

function YearAdjustments({ line, year, readOnly }: { line: Line; year: FinancialYear; readOnly: boolean }) {
  const { plan } = useLedger()
  const bridge = lineBridge(plan, line, year)
  const { start, end, steps } = bridge
  const adjustments = adjustmentsOf(plan, line.id, year)
  const hasPence = havePence([start, end, ...Object.values(steps), ...adjustments.map(({ pence }) => pence)])
  return (
    <>
      <table className="plain-table adjustments" aria-label={`From ${shiftYear(year, -1)} to ${year}`}>
        <tbody>
          <tr>
            <th scope="row">{shiftYear(year, -1)}</th>
            <MoneyCell text={moneyText(start)} hasPence={hasPence} />
          </tr>
          {steps['one-off removed'] !== 0 && (
            <tr>
              <th scope="row">One-off removed</th>
              <MoneyCell text={changeText(steps['one-off removed'])} hasPence={hasPence} />
            </tr>
          )}
          {adjustments.map((adjustment) => (
            <AdjustmentRow key={adjustment.id} adjustment={adjustment} readOnly={readOnly} hasPence={hasPence} />
          ))}
          {line.basis === 'one-off' && steps['one-off'] !== 0 && adjustments.length === 0 && (
            <tr>
              <th scope="row">One-off</th>
              <MoneyCell text={changeText(steps['one-off'])} hasPence={hasPence} />
            </tr>
          )}
          {others.map(
            (step) =>
              steps[step] !== 0 && (
                <tr key={step}>
                  <th scope="row">{otherNames[step]}</th>
                  <MoneyCell text={changeText(steps[step])} hasPence={hasPence} />
                </tr>
              ),
          )}
          <tr className="subtotal-row">
            <th scope="row">
              {year} {isHeld(bridge) && <small>maintained</small>}
            </th>
            <MoneyCell text={moneyText(end)} hasPence={hasPence} />
          </tr>
        </tbody>
      </table>
      {!readOnly && (
        <button
          type="button"
          className="button add-adjustment"
          onClick={() => planner.show({ kind: 'adjustment', lineId: line.id, year, id: null })}
        >
          <Plus size={15} aria-hidden /> Add an adjustment to {year}…
        </button>
      )}
    </>
  )
}

function AdjustmentRow({
  adjustment,
  readOnly,
  hasPence,
}: {
  adjustment: Adjustment
  readOnly: boolean
  hasPence: boolean
}) {
  const { id, lineId, year, kind, pence, reason } = adjustment
  const name = stepName(kind)
  return (
    <tr>
      <th scope="row">
        {readOnly ? (
          name
        ) : (
          <button
            type="button"
            className="link-button"
            aria-label={`Change ${kind} of ${formatMoney(pence)}`}
            onClick={() => planner.show({ kind: 'adjustment', lineId, year, id })}
          >
            {name}
          </button>
        )}
        <small>{reason}</small>
      </th>
      <MoneyCell text={changeText(effectOf(adjustment))} hasPence={hasPence} />
    </tr>
  )
}
