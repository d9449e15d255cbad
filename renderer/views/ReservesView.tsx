/**
 * The earmarked reserves: opening, in, out and closing of each year, how long each lasts, and the decisions behind it. An
 * opening balance that is not known is not 0. Example (Wiltshire): opening not known, in £205,000 and out £205,000, closing
 * "opening + £0".
 */

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { oneReserve } from '../../shared/charts/reserves.ts'
import { removeReserve, setOpening } from '../../shared/edits/reserves.ts'
import type { Reserve } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import {
  type ReserveYear,
  reservesInOrder,
  reserveYears,
  runwayOf,
  runwayText,
  sinceText,
} from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { Chart } from '../charts/Chart.tsx'
import { takeAway } from '../dialogs/perform.ts'
import { changeText, editText, moneyText, readTyped } from '../grid/cells.ts'
import { HowTo } from '../help/HowTo.tsx'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { DraftField } from '../parts/Field.tsx'
import { Movements } from './Movements.tsx'

const PAGE = 20

export function ReservesView() {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [shown, setShown] = useState(PAGE)
  const reserves = reservesInOrder(plan)
  const add = !readOnly && (
    <button
      type="button"
      className={reserves.length === 0 ? 'button primary' : 'button'}
      onClick={() => planner.show({ kind: 'reserve', reserveId: null })}
    >
      <Plus size={15} aria-hidden /> Add a reserve…
    </button>
  )
  return (
    <div className="view-scroll">
      <header className="view-head spread">
        <h2>Earmarked reserves</h2>
        {reserves.length > 0 && add}
      </header>
      {reserves.length === 0 ? (
        <div className="empty">
          <h2>No reserves yet</h2>
          <p>
            A reserve holds money for a purpose over several years: what it opened with, what goes in and out, and when
            it runs out. Add one here, or set aside a line’s underspend and name the reserve there.
          </p>
          <div className="empty-actions">
            {add}
            <button type="button" className="button" onClick={() => planner.go('underspend')}>
              Go to Underspend
            </button>
          </div>
          <HowTo page="underspend" />
        </div>
      ) : (
        reserves.slice(0, shown).map((reserve) => <ReserveCard key={reserve.id} reserve={reserve} />)
      )}
      {reserves.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, reserves.length - shown)} more of {reserves.length} reserves
        </button>
      )}
    </div>
  )
}

function ReserveCard({ reserve }: { reserve: Reserve }) {
  const { plan, funding } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const years = reserveYears(plan, reserve, funding)
  const openingYear = reserve.openingYear ?? years[0]?.year
  const runway = runwayOf(reserve, years)
  const overdrawn = years.some(({ closing }) => closing !== null && closing < 0)
  const tone = runway === null ? '' : overdrawn ? ' runway-error' : ' runway-warning'
  return (
    <section className="reserve" aria-label={reserve.name}>
      <header className="reserve-head">
        <h3>{reserve.name}</h3>
        {reserve.category && <span className="quiet">{reserve.category}</span>}
        {!readOnly && (
          <span className="reserve-actions">
            <button
              type="button"
              className="button"
              onClick={() => planner.show({ kind: 'transfer', reserveId: reserve.id, transferId: null })}
            >
              Transfer…
            </button>
            <button
              type="button"
              className="button"
              onClick={() => planner.show({ kind: 'reserve', reserveId: reserve.id })}
            >
              Change…
            </button>
            <button
              type="button"
              className="button quiet-button"
              onClick={() => void takeAway((held) => removeReserve(held, reserve.id))}
            >
              Remove
            </button>
          </span>
        )}
      </header>
      {reserve.purpose && <p className="quiet">{reserve.purpose}</p>}
      <p className={`runway${tone}`}>{runwayText(reserve, years)}</p>
      {years.length > 0 && (
        <div className="reserve-figures">
          <BalanceTable reserve={reserve} years={years} openingYear={openingYear} />
          <Balances reserve={reserve} />
        </div>
      )}
      <Movements reserve={reserve} />
    </section>
  )
}

function BalanceTable({
  reserve,
  years,
  openingYear,
}: {
  reserve: Reserve
  years: readonly ReserveYear[]
  openingYear: FinancialYear | undefined
}) {
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const minimum = reserve.minimumPence
  const fails = ({ closing }: ReserveYear) => closing !== null && closing < Math.max(0, minimum ?? 0)
  return (
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
        {years.map((year, index) => (
          <tr key={year.year} className={fails(year) ? 'warned' : undefined}>
            <th scope="row">{year.year}</th>
            <td className="money">
              {year.year === openingYear && !readOnly ? (
                <Opening reserve={reserve} year={year.year} opening={year.opening} />
              ) : year.opening !== null ? (
                moneyText(year.opening)
              ) : (
                <span className="quiet">{index === 0 ? 'not known' : sinceText(years[index - 1]!.since!)}</span>
              )}
            </td>
            <td className="money">{moneyText(year.in)}</td>
            <td className="money">{moneyText(year.out)}</td>
            <td className="money">
              {year.closing === null ? (
                <span className="quiet">{sinceText(year.since!)}</span>
              ) : (
                <strong>{moneyText(year.closing)}</strong>
              )}
            </td>
            <td className="money">{changeText(year.change)}</td>
          </tr>
        ))}
      </tbody>
      {minimum !== null && (
        <tfoot>
          <tr>
            <th scope="row">Minimum</th>
            <td colSpan={3} />
            <td className="money">{moneyText(minimum)}</td>
            <td />
          </tr>
        </tfoot>
      )}
    </table>
  )
}

/** The closing balances as bars, with the minimum drawn in; the table beside it has the same figures. */
function Balances({ reserve }: { reserve: Reserve }) {
  const { plan, funding } = useLedger()
  const picture = oneReserve(plan, reserve, funding)
  return (
    picture && (
      <figure className="chart" aria-label={picture.label}>
        <figcaption className="chart-summary">Closing balance of each year</figcaption>
        <Chart picture={picture} height={200} />
      </figure>
    )
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
