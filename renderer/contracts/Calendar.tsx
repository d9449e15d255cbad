/**
 * The calendar of ends as a table, soonest first, with a bar of time beside each contract. The bar says nothing that the
 * table does not. Example: "Victim First, Catch 22, 31 Mar 2025, 3+1+1, 1 of 2 options taken".
 */
import { beyondContract, type CalendarEntry, type CalendarGroup, optionsText } from '../../shared/contracts.ts'
import { shortDay } from '../../shared/days.ts'
import { addUp, formatCount } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { shiftYear } from '../../shared/years.ts'
import { moneyText } from '../grid/cells.ts'
import { planner } from '../instance.ts'
import { labelsOf, partsOf, placeOf, type Scale } from './timeline.ts'

/** A contract with its group, whose heading stands above the first of a page. */
export interface CalendarRow {
  entry: CalendarEntry
  group: CalendarGroup
}

const endings = {
  ended: 'has ended',
  '6 months': 'within 6 months',
  '12 months': 'within 12 months',
  later: null,
} as const
const notices = { passed: 'has passed', near: 'within 3 months', later: null } as const

/** Shows a line in the budget, with its panel. */
function show(lineId: string): void {
  planner.go('budget')
  planner.set({ find: '', panelOpen: true, reveal: { lineId, edit: false } })
}

export function Calendar({
  plan,
  rows,
  scale,
  today,
}: {
  plan: Plan
  rows: readonly CalendarRow[]
  scale: Scale
  today: string
}) {
  return (
    <table className="plain-table sticky-head contracts-table">
      <caption className="visually-hidden">Contracts by the end of their term</caption>
      <thead>
        <tr>
          <th scope="col">Contract</th>
          <th scope="col">Ends</th>
          <th scope="col">Term</th>
          <th scope="col">Latest end</th>
          <th scope="col">Notice</th>
          <th scope="col" className="money">
            Budget of the year
          </th>
          <th scope="col" className="money">
            Year after
          </th>
          <th scope="col" className="contracts-time">
            <span className="visually-hidden">Timeline</span>
            <span className="timeline-years" aria-hidden>
              {labelsOf(scale).map(({ year, left }) => (
                <span key={year} style={{ left: `${left}%` }}>
                  {year}
                </span>
              ))}
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ entry, group }, index) => {
          const heads = rows[index - 1]?.group !== group
          return [
            heads && <GroupRow key={group.key} group={group} />,
            <ContractRow key={entry.line.id} plan={plan} entry={entry} scale={scale} today={today} />,
          ]
        })}
      </tbody>
    </table>
  )
}

function GroupRow({ group: { name, entries } }: { group: CalendarGroup }) {
  return (
    <tr className="group-row">
      <th scope="rowgroup" colSpan={5}>
        {name}{' '}
        <small>
          {formatCount(entries.length)} {entries.length === 1 ? 'contract' : 'contracts'}
        </small>
      </th>
      <td className="money">{moneyText(addUp(entries.map(({ budget }) => budget)))}</td>
      <td className="money">{moneyText(addUp(entries.map(({ after }) => after)))}</td>
      <td />
    </tr>
  )
}

function ContractRow({ plan, entry, scale, today }: { plan: Plan; entry: CalendarEntry; scale: Scale; today: string }) {
  const { line, contract, ends, end, ending, notice, year, budget, after } = entry
  const next = beyondContract(plan, line).find((beyond) => beyond.year === shiftYear(year, 1))
  const date = contract?.noticeDate ?? null
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="contract-name"
          title="Show the line in the budget"
          onClick={() => show(line.id)}
        >
          {line.service}
        </button>
        {(line.provider || contract?.reference) && (
          <small className="explanation">{[line.provider, contract?.reference].filter(Boolean).join(' · ')}</small>
        )}
      </th>
      <td className="nowrap">
        {shortDay(end)}
        {endings[ending] && (
          <small className={ending === 'later' || ending === '12 months' ? 'explanation' : 'explanation contract-soon'}>
            {endings[ending]}
          </small>
        )}
      </td>
      <td className="nowrap">
        {contract?.term ?? <span className="quiet">not given</span>}
        {ends.taken + ends.left > 0 && <small className="explanation">{optionsText(ends)}</small>}
      </td>
      <td className="nowrap">{ends.last ? shortDay(ends.last) : ''}</td>
      <td className="nowrap">
        {date && shortDay(date)}
        {notice && notices[notice] && <small className="explanation contract-soon">{notices[notice]}</small>}
      </td>
      <td className="money">
        {moneyText(budget)}
        <small className="explanation">{year}</small>
      </td>
      <td className="money">
        {moneyText(after)}
        {next && (
          <small className="explanation contract-soon">
            {next.covered ? 'needs an option' : next.kind === 'after last end' ? 'after every end' : 'option too short'}
          </small>
        )}
      </td>
      <td className="contracts-time">
        <Bar entry={entry} scale={scale} today={today} />
      </td>
    </tr>
  )
}

function Bar({ entry, scale, today }: { entry: CalendarEntry; scale: Scale; today: string }) {
  return (
    <div className="timeline" aria-hidden>
      {partsOf(scale, entry).map(({ kind, left, width }) => (
        <span key={left} className={`timeline-${kind}`} style={{ left: `${left}%`, width: `${width}%` }} />
      ))}
      <span className="timeline-today" style={{ left: `${placeOf(scale, today)}%` }} />
    </div>
  )
}
