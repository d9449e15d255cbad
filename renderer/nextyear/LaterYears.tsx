/**
 * The plan year and the indicative years after it: budget, funding available, gap; and the lines that a reserve pays for in
 * one year and nothing in the next. Example (Wiltshire): £205,000 of reserve in 2021/22 is a gap in 2022/23.
 */
import { CalendarPlus } from 'lucide-react'
import { cliffsOf } from '../../shared/bridge.ts'
import { indicativeRoom, lastPlannedYear } from '../../shared/edits/nextyear.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { changeText, moneyText } from '../grid/cells.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { showLine } from './go.ts'

/** So many cliffs are listed. */
const SHOWN = 200

export function LaterYears() {
  const { plan, planYear, funding } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const last = lastPlannedYear(plan)
  if (planYear === null || last === null)
    return (
      <div className="empty">
        <h2>No budget for the plan year yet</h2>
        <p>Roll forward, or type the plan year’s budgets; the years after it can then be added.</p>
      </div>
    )
  const years: FinancialYear[] = []
  for (let year = planYear; year <= last; year = shiftYear(year, 1)) years.push(year)
  const room = indicativeRoom(plan)
  const hasFunding = plan.source.size > 0
  const known = (pence: Pence) => (hasFunding ? moneyText(pence) : 'not known')
  const cliffs = cliffsOf(plan)
  return (
    <>
      <div className="next-year-lead">
        <p className="quiet">
          {years.length === 1
            ? `The plan reaches ${planYear}. Add indicative years to see what they would cost, and where money runs out.`
            : `The plan year ${planYear} and ${years.length - 1} after it, which are indicative.`}
        </p>
        <span className="tools-gap" />
        {!readOnly && (
          <button
            type="button"
            className="button primary"
            disabled={room === 0}
            title={room === 0 ? `The plan reaches the fourth year after ${planYear}` : undefined}
            onClick={() => planner.show({ kind: 'indicative' })}
          >
            <CalendarPlus size={15} aria-hidden /> Add indicative years…
          </button>
        )}
      </div>
      <table className="plain-table later-years" aria-label="Plan year and indicative years">
        <thead>
          <tr>
            <th scope="col">Year</th>
            {['Budget', 'Change', 'Funding available', 'Of which unconfirmed', 'Gap'].map((heading) => (
              <th key={heading} scope="col" className="money">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => {
            const { budget, available, unconfirmed, gap } = funding.year(year)
            const before = funding.year(shiftYear(year, -1)).budget
            const change = budget === null || before === null ? null : ((budget - before) as Pence)
            return (
              <tr key={year}>
                <th scope="row">
                  {year} <small>{year === planYear ? 'plan year' : 'indicative'}</small>
                </th>
                <td className="money">{moneyText(budget)}</td>
                <td className="money">{changeText(change)}</td>
                <td className="money">{known(available)}</td>
                <td className="money">{known(unconfirmed)}</td>
                <td className={hasFunding && gap > 0 ? 'money shortfall' : 'money'}>
                  {hasFunding ? (
                    <>
                      {moneyText(gap)}
                      {gap !== 0 && <small> {gap > 0 ? 'short' : 'over'}</small>}
                    </>
                  ) : (
                    'not known'
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {!hasFunding && <p className="quiet">Say under Funding where the money comes from, and the gaps show here.</p>}
      <section className="next-year-part" aria-labelledby="cliffs">
        <h3 id="cliffs">Where reserve funding ends</h3>
        {cliffs.length === 0 ? (
          <p className="quiet">No line is paid for by a reserve in one year and by nothing in the next.</p>
        ) : (
          <ul className="cliffs">
            {cliffs.slice(0, SHOWN).map(({ lineId, year, pence, budget }) => {
              const line = plan.line.get(lineId)!
              return (
                <li key={`${lineId} ${year}`}>
                  <button type="button" className="link-button" onClick={() => showLine(lineId)}>
                    {lineLabel(plan, line)}
                  </button>
                  <span>
                    a reserve pays for it in {shiftYear(year, -1)}; nothing pays {formatMoney(pence)} of it in {year}
                    {budget === null && ', which is not planned yet'}
                  </span>
                </li>
              )
            })}
            {cliffs.length > SHOWN && <li>and {(cliffs.length - SHOWN).toLocaleString('en-GB')} more</li>}
          </ul>
        )}
      </section>
    </>
  )
}
