/**
 * What lies between two years' budgets, step by step; each step opens to the lines behind it, with the reasons given.
 * Example: "Savings, 2 lines, (12,000)" opens to both lines and why.
 */

import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import { adjustmentsOf, type BridgeStep, isHeld, type PlanBridge, steps } from '../../shared/bridge.ts'
import { stepName } from '../../shared/charts/bridge.ts'
import type { Line } from '../../shared/model.ts'
import { changeInBasisPoints, formatCount, type Pence } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { changeText, moneyText, percentText } from '../grid/cells.ts'
import { count } from '../importing/summary.ts'
import { useLedger } from '../instance.ts'
import { LineRows } from './LineRows.tsx'
import { havePence, MoneyCell } from './MoneyCell.tsx'

const meaning: Partial<Record<BridgeStep, string>> = {
  'one-off removed': 'One-off money of the year before',
  'new lines': 'No budget the year before',
  'ended lines': 'No budget any more',
  'other changes': 'No reason given',
}

/** Why: the reasons of a line's adjustments of this kind. */
function reasonsOf(plan: Plan, line: Line, step: BridgeStep, { from, year }: PlanBridge): string {
  if (step === 'one-off removed')
    return line.basis === 'one-off' ? 'the line is one-off' : reasons(plan, line, 'one-off', from)
  const given = reasons(plan, line, step, year)
  return given === '' && step === 'one-off' ? 'the line is one-off' : given
}

function reasons(plan: Plan, line: Line, kind: BridgeStep, year: FinancialYear): string {
  return adjustmentsOf(plan, line.id, year)
    .filter((adjustment) => adjustment.kind === kind)
    .map(({ reason }) => reason)
    .join('; ')
}

export function BridgeTable({ bridge }: { bridge: PlanBridge }) {
  const { plan } = useLedger()
  const [open, setOpen] = useState<BridgeStep | null>(null)
  const { from, year, total, priorities } = bridge
  const lines = priorities.flatMap((priority) => priority.lines)
  const held = lines.filter(({ bridge: one }) => isHeld(one)).length
  const change = ((total.end ?? 0) - (total.start ?? 0)) as Pence
  const shown = open === null ? [] : lines.map(({ bridge: one }) => one.steps[open])
  const hasPence = havePence([total.start, total.end, ...steps.map((step) => total.steps[step]), ...shown])
  const percent = changeInBasisPoints(total.start, total.end)
  return (
    <table className="plain-table bridge" aria-label={`From ${from} to ${year}`}>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" className="money">
            Lines
          </th>
          <th scope="col" className="money">
            £
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className="subtotal-row">
          <th scope="row">Budget {from}</th>
          <td className="money">{formatCount(lines.filter(({ bridge: one }) => one.start !== null).length)}</td>
          <MoneyCell text={moneyText(total.start)} hasPence={hasPence} testId="bridge-start" />
        </tr>
        {steps.map((step) => {
          const behind = lines.filter(({ bridge: one }) => one.steps[step] !== 0)
          if (behind.length === 0) return null
          const isOpen = open === step
          const Mark = isOpen ? ChevronDown : ChevronRight
          return (
            <Fragment key={step}>
              <tr>
                <th scope="row">
                  <button
                    type="button"
                    className="expander"
                    aria-expanded={isOpen}
                    onClick={() => setOpen(isOpen ? null : step)}
                  >
                    <Mark size={14} aria-hidden /> {stepName(step)}
                  </button>
                  {meaning[step] && <small>{meaning[step]}</small>}
                </th>
                <td className="money">{formatCount(behind.length)}</td>
                <MoneyCell text={changeText(total.steps[step])} hasPence={hasPence} />
              </tr>
              {isOpen && (
                <LineRows
                  key={step}
                  lines={behind.map(({ line, bridge: one }) => ({
                    line,
                    name: lineLabel(plan, line),
                    note: reasonsOf(plan, line, step, bridge),
                    cells: ['', changeText(one.steps[step])],
                  }))}
                  hasPence={[false, hasPence]}
                />
              )}
            </Fragment>
          )
        })}
        <tr className="total-row">
          <th scope="row">Budget {year}</th>
          <td className="money">{formatCount(lines.filter(({ bridge: one }) => one.end !== null).length)}</td>
          <MoneyCell text={moneyText(total.end)} hasPence={hasPence} testId="bridge-end" />
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            Change on {from}{' '}
            <small>{held > 0 && `${count(held, 'line')} held as ${held === 1 ? 'it was' : 'they were'}`}</small>
          </th>
          <td className="money">{percentText(percent)}</td>
          <MoneyCell text={changeText(change)} hasPence={hasPence} />
        </tr>
      </tfoot>
    </table>
  )
}
