/**
 * The plan year and the indicative years after it: budget, funding available, gap; and the lines that a reserve pays for in
 * one year and nothing in the next. Example (Wiltshire): £205,000 of reserve in 2021/22 is a gap in 2022/23.
 */
import { CalendarPlus } from 'lucide-react'
import { cliffsOf } from '../../shared/bridge.ts'
import { indicativeRoom, lastPlannedYear } from '../../shared/edits/nextyear.ts'
import { formatCount, formatMoney, type Pence } from '../../shared/money.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { changeText, moneyText } from '../grid/cells.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { showLine } from './go.ts'
import { havePence, MoneyCell } from './MoneyCell.tsx'

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
  const reserves = [...plan.source.values()].filter(({ kind }) => kind === 'reserve')
  const drawn = (year: FinancialYear) =>
    reserves.reduce((sum, source) => sum + (funding.source(source, year).available ?? 0), 0) as Pence
  const hasPence = havePence(
    years.flatMap((year) => {
      const { budget, available, unconfirmed, gap } = funding.year(year)
      return [budget, ...(hasFunding ? [available, unconfirmed, gap, drawn(year)] : [])]
    }),
  )
  // A source that pays the rest takes over where a reserve ends, and may have nothing left for it.
  const ends = years.filter((year) => {
    const before = shiftYear(year, -1)
    return year !== planYear && drawn(before) > drawn(year) && funding.year(year).gap > funding.year(before).gap
  })
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
            className={years.length === 1 ? 'button primary' : 'button'}
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
            {['Budget', 'Change', 'Funding available', 'Of which reserves', 'Of which unconfirmed', 'Gap'].map(
              (heading) => (
                <th key={heading} scope="col" className="money">
                  {heading}
                </th>
              ),
            )}
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
                <MoneyCell text={moneyText(budget)} hasPence={hasPence} />
                <MoneyCell text={changeText(change)} hasPence={hasPence} />
                <MoneyCell text={known(available)} hasPence={hasPence} />
                <MoneyCell text={known(drawn(year))} hasPence={hasPence} />
                <MoneyCell text={known(unconfirmed)} hasPence={hasPence} />
                <MoneyCell
                  text={known(gap)}
                  hasPence={hasPence}
                  {...(hasFunding && gap !== 0 ? { word: gap > 0 ? 'shortfall' : 'surplus' } : {})}
                  wrong={hasFunding && gap > 0}
                />
              </tr>
            )
          })}
        </tbody>
      </table>
      {!hasFunding && <p className="quiet">Say under Funding where the money comes from, and the gaps show here.</p>}
      <section className="next-year-part" aria-labelledby="cliffs">
        <h3 id="cliffs">Where reserve funding ends</h3>
        {ends.map((year) => {
          const before = shiftYear(year, -1)
          return (
            <p key={year} className="cliff-year">
              Reserves pay {formatMoney(drawn(before))} in {before} and {formatMoney(drawn(year))} in {year}, which is{' '}
              {formatMoney(funding.year(year).gap)} short.
            </p>
          )
        })}
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
            {cliffs.length > SHOWN && <li>and {formatCount(cliffs.length - SHOWN)} more</li>}
          </ul>
        )}
      </section>
    </>
  )
}
