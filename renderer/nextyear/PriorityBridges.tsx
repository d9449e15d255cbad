/**
 * The bridge of each priority, a column for each step there is; a priority opens to its lines. Example: Victims 2020/21,
 * uplift, growth, 2021/22.
 */

import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import { type Bridge, isHeld, type PlanBridge, steps } from '../../shared/bridge.ts'
import { stepName } from '../../shared/charts/bridge.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { changeText, moneyText } from '../grid/cells.ts'
import { useLedger } from '../instance.ts'
import { LineRows } from './LineRows.tsx'
import { havePence, MoneyCell } from './MoneyCell.tsx'

export function PriorityBridges({ bridge: { from, year, total, priorities } }: { bridge: PlanBridge }) {
  const { plan } = useLedger()
  const [open, setOpen] = useState<string | null>(null)
  const used = steps.filter((step) => priorities.some((priority) => priority.steps[step] !== 0))
  const opened = priorities.find(({ id }) => id === open)
  const all: Bridge[] = [total, ...priorities, ...(opened?.lines.map(({ bridge }) => bridge) ?? [])]
  const hasPence = [
    havePence(all.map(({ start }) => start)),
    ...used.map((step) => havePence(all.map(({ steps: found }) => found[step]))),
    havePence(all.map(({ end }) => end)),
  ]
  const cellsOf = ({ start, end, steps: found }: Bridge) => [
    moneyText(start),
    ...used.map((step) => (found[step] === 0 ? '' : changeText(found[step]))),
    moneyText(end),
  ]
  const cells = (bridge: Bridge) =>
    cellsOf(bridge).map((text, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay where they are
      <MoneyCell key={index} text={text} hasPence={hasPence[index]!} />
    ))
  return (
    <div className="next-year-part">
      <h3>By priority and line</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled by the keyboard */}
      <section className="next-year-wide" tabIndex={0} aria-label="Bridge by priority and line">
        <table className="plain-table bridge">
          <thead>
            <tr>
              <th scope="col">Priority</th>
              {[from, ...used.map(stepName), year].map((heading) => (
                <th key={heading} scope="col" className="money">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {priorities.map((priority) => {
              const isOpen = open === priority.id
              const Mark = isOpen ? ChevronDown : ChevronRight
              return (
                <Fragment key={priority.id}>
                  <tr>
                    <th scope="row">
                      <button
                        type="button"
                        className="expander"
                        aria-expanded={isOpen}
                        onClick={() => setOpen(isOpen ? null : priority.id)}
                      >
                        <Mark size={14} aria-hidden /> {priority.name ?? 'No priority'}
                      </button>
                    </th>
                    {cells(priority)}
                  </tr>
                  {isOpen && (
                    <LineRows
                      key={priority.id}
                      lines={priority.lines.map(({ line, bridge }) => ({
                        line,
                        name: lineLabel(plan, line),
                        note: isHeld(bridge) ? 'maintained' : '',
                        cells: cellsOf(bridge),
                      }))}
                      hasPence={hasPence}
                    />
                  )}
                </Fragment>
              )
            })}
            <tr className="total-row">
              <th scope="row">Total</th>
              {cells(total)}
            </tr>
          </tbody>
        </table>
      </section>
    </div>
  )
}
