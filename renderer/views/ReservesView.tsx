/**
 * The earmarked reserves: opening, in, out and closing of each year, and the decisions behind them. An opening balance that
 * is not known is not 0. Example (Wiltshire): opening not known, in £205,000, closing not known, change £205,000.
 */
import { setOpening } from '../../shared/edits/reserves.ts'
import type { Reserve } from '../../shared/model.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { lineLabel, type ReserveYear, reserveYears } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { changeText, editText, moneyText, readTyped } from '../grid/cells.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { DraftField } from '../parts/Field.tsx'

const known = (pence: Pence | null) => (pence === null ? <span className="quiet">not known</span> : moneyText(pence))

export function ReservesView() {
  const { plan } = useLedger()
  const reserves = [...plan.reserve.values()].sort((a, b) => a.position - b.position)
  return (
    <div className="view-scroll">
      <header className="view-head">
        <h2>Earmarked reserves</h2>
      </header>
      {reserves.length === 0 ? (
        <div className="empty">
          <h2>No reserves yet</h2>
          <p>
            Set aside a line’s underspend into an earmarked reserve: name the reserve there, and its balances appear
            here.
          </p>
          <div className="empty-actions">
            <button type="button" className="button" onClick={() => planner.go('underspend')}>
              Go to Underspend
            </button>
          </div>
        </div>
      ) : (
        reserves.map((reserve) => <ReserveCard key={reserve.id} reserve={reserve} />)
      )}
    </div>
  )
}

function ReserveCard({ reserve }: { reserve: Reserve }) {
  const { plan, funding } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const years = reserveYears(plan, reserve, funding)
  const openingYear = reserve.openingYear ?? years[0]?.year
  return (
    <section className="reserve" aria-label={reserve.name}>
      <h3>{reserve.name}</h3>
      {reserve.purpose && <p className="quiet">{reserve.purpose}</p>}
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Year</th>
            {['Opening', 'In', 'Out', 'Closing', 'Change'].map((heading) => (
              <th key={heading} scope="col" className="money">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year.year}>
              <th scope="row">{year.year}</th>
              <td className="money">
                {year.year === openingYear && !readOnly ? (
                  <Opening reserve={reserve} year={year.year} opening={year.opening} />
                ) : (
                  known(year.opening)
                )}
              </td>
              <Movements year={year} />
            </tr>
          ))}
        </tbody>
      </table>
      <Behind reserve={reserve} />
    </section>
  )
}

function Opening({ reserve, year, opening }: { reserve: Reserve; year: FinancialYear; opening: Pence | null }) {
  return (
    <DraftField
      bare
      money
      label={`Opening balance of ${reserve.name}, 1 April ${year.slice(0, 4)}`}
      value={editText(opening, null)}
      shown={moneyText(opening)}
      placeholder="not known"
      onCommit={(typed) =>
        void planner.edit((plan) => setOpening(plan, { reserveId: reserve.id, year, pence: readTyped(typed).pence }))
      }
    />
  )
}

function Movements({ year }: { year: ReserveYear }) {
  return (
    <>
      <td className="money">{moneyText(year.in)}</td>
      <td className="money">{moneyText(year.out)}</td>
      <td className="money">{year.closing === null ? known(null) : <strong>{moneyText(year.closing)}</strong>}</td>
      <td className="money">{changeText(year.change)}</td>
    </>
  )
}

function Behind({ reserve }: { reserve: Reserve }) {
  const { plan } = useLedger()
  const carries = [...plan.carry.values()].filter((carry) => carry.to === 'reserve' && carry.toId === reserve.id)
  const transfers = [...plan.transfer.values()].filter((transfer) => transfer.reserveId === reserve.id)
  if (carries.length + transfers.length === 0) return null
  const decided = (decision: string | null, reason: string | null) =>
    [decision && `decision ${decision}`, reason].filter(Boolean).join('; ')
  return (
    <ul className="behind">
      {carries.map(({ id, year, pence, lineId, status, decision, reason }) => {
        const line = plan.line.get(lineId)
        const from = line ? lineLabel(plan, line) : 'a line'
        return (
          <li key={id}>
            {year}: {formatMoney(pence)} in from the underspend of {from}, {status}
            <span className="quiet"> {decided(decision, reason)}</span>
          </li>
        )
      })}
      {transfers.map(({ id, year, pence, direction, decision, reason }) => (
        <li key={id}>
          {year}: {formatMoney(pence)} {direction}
          <span className="quiet"> {decided(decision, reason)}</span>
        </li>
      ))}
    </ul>
  )
}
