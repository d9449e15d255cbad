/**
 * The calendar of contract ends: what ends soon, what notice is due, what options are left, and whether a budget follows.
 * Example: in January 2024, "1 contract ends in the next 6 months", Victim First on 31 March with two options left.
 */

import { useMemo, useState } from 'react'
import { calendarOf, groupsByEnd, isWithin, type Narrowing, narrowings } from '../../shared/contracts.ts'
import { type Period, periods } from '../../shared/days.ts'
import { formatCount } from '../../shared/money.ts'
import { today as dayOfClock } from '../clock.ts'
import { Calendar, type CalendarRow } from '../contracts/Calendar.tsx'
import { scaleOf } from '../contracts/timeline.ts'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { EmptyPlan } from './EmptyPlan.tsx'

const periodNames: Record<Period, string> = { month: 'Month', quarter: 'Quarter', 'financial year': 'Financial year' }
const narrowingNames: Record<Narrowing, string> = {
  all: 'All contracts',
  '6 months': 'Ends in the next 6 months',
  '12 months': 'Ends in the next 12 months',
  notice: 'Notice near or passed',
  options: 'Options left',
  ended: 'Has ended',
}

const counted = (number: number, one: string, many: string) => `${formatCount(number)} ${number === 1 ? one : many}`

export function ContractsView() {
  const { plan } = useLedger()
  const version = usePlanner((state) => state.version)
  const [period, setPeriod] = useState<Period>('financial year')
  const [narrowing, setNarrowing] = useState<Narrowing>('all')
  const [page, setPage] = useState(0)
  const [today] = useState(dayOfClock)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when the plan has changed
  const calendar = useMemo(() => calendarOf(plan, today), [plan, version, today])
  const { entries, without } = calendar
  const rows = useMemo(() => {
    const groups = groupsByEnd(
      entries.filter((entry) => isWithin(entry, narrowing)),
      period,
    )
    return groups.flatMap((group): CalendarRow[] => group.entries.map((entry) => ({ entry, group })))
  }, [entries, narrowing, period])
  if (plan.line.size === 0)
    return (
      <div className="ledger-empty">
        <EmptyPlan then="Their contracts then stand here: terms, options to extend, notice, and a calendar." />
      </div>
    )
  if (entries.length === 0) return <NoContracts lines={without} />
  const number = (of: Narrowing) => entries.filter((entry) => isWithin(entry, of)).length
  const from = Math.min(page, Math.max(0, Math.ceil(rows.length / PAGE) - 1)) * PAGE
  const items = rows.slice(from, from + PAGE)
  return (
    <>
      <div className="tools" role="toolbar" aria-label="Contracts">
        <h2>Contracts</h2>
        <Choice
          label="Group by"
          items={periods.map((value) => ({ value, label: periodNames[value] }))}
          value={period}
          onChange={setPeriod}
        />
        <Choice
          label="Show"
          items={narrowings.map((value) => ({ value, label: `${narrowingNames[value]} (${number(value)})` }))}
          value={narrowing}
          onChange={(value) => {
            setNarrowing(value)
            setPage(0)
          }}
        />
        <p className="tools-figure" data-testid="contracts-soon">
          <strong>{formatCount(number('6 months'))}</strong> {number('6 months') === 1 ? 'ends' : 'end'} in the next 6
          months, <strong>{formatCount(number('12 months'))}</strong> in the next 12
          {number('notice') > 0 && (
            <>
              ; <strong>{formatCount(number('notice'))}</strong>{' '}
              {number('notice') === 1 ? 'notice date' : 'notice dates'} near or passed
            </>
          )}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <section className="view-scroll" aria-label="Calendar of ends" tabIndex={0}>
        {items.length === 0 ? (
          <p className="quiet contracts-none">
            No contract is of this kind: {narrowingNames[narrowing].toLowerCase()}.
          </p>
        ) : (
          <Calendar plan={plan} rows={items} scale={scaleOf(entries, today)} today={today} />
        )}
        <Pager page={{ all: rows.length, from, items }} one="contract" onTurn={setPage} />
        {items.length > 0 && (
          <p className="quiet contracts-legend">
            <span className="timeline-key timeline-key-term" aria-hidden /> term and options taken
            <span className="timeline-key timeline-key-open" aria-hidden /> options left
            <span className="timeline-key timeline-key-today" aria-hidden /> today
          </p>
        )}
        {without > 0 && (
          <p className="quiet contracts-without">
            {counted(without, 'line has', 'lines have')} no contract end and {without === 1 ? 'is' : 'are'} not shown
            {calendar.started > 0 && `, of which ${counted(calendar.started, 'has', 'have')} a start`}.
          </p>
        )}
      </section>
    </>
  )
}

function NoContracts({ lines }: { lines: number }) {
  return (
    <div className="view-scroll">
      <header className="view-head">
        <h2>Contracts</h2>
      </header>
      <div className="empty">
        <h2>No contract ends yet</h2>
        <p>
          None of the {counted(lines, 'line', 'lines')} has a contract with an end. Choose a line in the budget and give
          its contract’s start and term, such as 3+1+1, in the panel beside it: its end, its options and notice appear
          here. Dates that stand in an imported workbook come by themselves.
        </p>
        <div className="empty-actions">
          <button
            type="button"
            className="button"
            onClick={() => {
              planner.go('budget')
              planner.set({ panelOpen: true })
            }}
          >
            Go to Budget
          </button>
        </div>
      </div>
    </div>
  )
}
