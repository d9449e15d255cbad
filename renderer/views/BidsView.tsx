/**
 * The register of external funding: bids and awards, and their sums by status and year, which are not available to the plan
 * until an award becomes a source. Example (Wiltshire, 2020/21): £1,373,000 secured of two Ministry of Justice awards.
 */

import { HandCoins, Plus } from 'lucide-react'
import { useState } from 'react'
import {
  type Bid,
  type BidSum,
  bidsInOrder,
  bidTotals,
  rangeOfBid,
  standingNames,
  standingOf,
  standings,
  statusNames,
  yearsOfBid,
} from '../../shared/bids.ts'
import { removeBid } from '../../shared/edits/bids.ts'
import { formatCount, formatPounds, type Pence } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { takeAway } from '../dialogs/perform.ts'
import { HowTo } from '../help/HowTo.tsx'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'

/** An amount or a range. @example '2,000,000–3,000,000' */
function poundsText(range: { low: Pence; high: Pence } | null): string {
  if (range === null) return ''
  const [low, high] = [formatPounds(range.low), formatPounds(range.high)]
  return low === high ? low : `${low} to ${high}`
}

export function BidsView() {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [page, setPage] = useState(0)
  const bids = bidsInOrder(plan)
  const from = Math.min(page, Math.max(0, Math.ceil(bids.length / PAGE) - 1)) * PAGE
  const items = bids.slice(from, from + PAGE)
  const add = (
    <button
      type="button"
      className={bids.length === 0 ? 'button primary' : 'button'}
      onClick={() => planner.show({ kind: 'bid', bidId: null })}
    >
      <Plus size={15} aria-hidden /> Register a bid…
    </button>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section className="view-scroll register" aria-label="External funding" tabIndex={0}>
      <header className="view-head">
        <h2>External funding</h2>
        <p className="quiet">Bids and awards. Nothing here counts as available until it is a source of funding.</p>
        <span className="tools-gap" />
        {!readOnly && bids.length > 0 && add}
      </header>
      {bids.length === 0 ? (
        <div className="empty">
          <h2>No bids and no awards yet</h2>
          <p>
            Register what was bid for and what was won: its funder, an amount or a range, its years, and whether it is
            set each year. A secured award becomes a source of funding in one step.
          </p>
          {!readOnly && <div className="empty-actions">{add}</div>}
          <HowTo page="funding" />
        </div>
      ) : (
        <>
          <Totals plan={plan} />
          <h3>Register</h3>
          <table className="plain-table" aria-label="Register of bids and awards">
            <thead>
              <tr>
                <th scope="col">Bid or award</th>
                <th scope="col">Status</th>
                <th scope="col" className="money">
                  £ a year
                </th>
                <th scope="col">Years</th>
                <th scope="col">Note</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((bid) => (
                <BidRow key={bid.id} bid={bid} plan={plan} readOnly={readOnly} />
              ))}
            </tbody>
          </table>
          <Pager page={{ all: bids.length, from, items }} one="bid or award" many="bids and awards" onTurn={setPage} />
        </>
      )}
    </section>
  )
}

function Totals({ plan }: { plan: Plan }) {
  const { years, sums, undated } = bidTotals(plan)
  const columns = [...years, ...(undated ? [null] : [])]
  return (
    <table className="plain-table register-totals" aria-label="Sums by status and year">
      <thead>
        <tr>
          <th scope="col">£ a year</th>
          {columns.map((year) => (
            <th key={year ?? 'undated'} scope="col" className="money">
              {year ?? 'Years not known'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {standings.flatMap((standing) => {
          const of = sums.get(standing)
          if (!of) return []
          return [
            <tr key={standing}>
              <th scope="row">{standingNames[standing]}</th>
              {columns.map((year) => (
                <td key={year ?? 'undated'} className="money">
                  <Sum sum={of.get(year)} />
                </td>
              ))}
            </tr>,
          ]
        })}
      </tbody>
    </table>
  )
}

function Sum({ sum }: { sum: BidSum | undefined }) {
  if (!sum) return null
  const { count, unknown } = sum
  return (
    <>
      {poundsText(unknown === count ? null : sum)}
      {unknown > 0 && (
        <small className="explanation">
          {unknown === 1 ? '1 amount' : `${formatCount(unknown)} amounts`} not known
        </small>
      )}
    </>
  )
}

function BidRow({ bid, plan, readOnly }: { bid: Bid; plan: Plan; readOnly: boolean }) {
  const { id, name, funder, status, setting, note } = bid
  const source = plan.source.get(bid.sourceId ?? '')
  const years = yearsOfBid(bid)
  const range = rangeOfBid(bid)
  return (
    <tr>
      <th scope="row" className="register-name">
        {name}
        {funder && <small className="explanation">{funder}</small>}
      </th>
      <td className="nowrap">
        {statusNames[status]}
        {source && <small className="explanation">Source: {source.name}</small>}
      </td>
      <td className="money">{range ? poundsText(range) : <span className="quiet">not known</span>}</td>
      <td className="nowrap">
        {years.length === 0 && <span className="quiet">not known</span>}
        {years[0]}
        {years.length > 1 && ` to ${years.at(-1)}`}
        {setting && <small className="explanation">{setting}</small>}
      </td>
      <td className="register-note">
        <span title={note ?? undefined}>{note}</span>
      </td>
      <td className="register-actions">
        {!readOnly && (
          <div>
            {standingOf(bid) === 'secured' && (
              <button
                type="button"
                className="button"
                aria-label={`Make it a source… ${name}`}
                onClick={() => planner.show({ kind: 'award', bidId: id })}
              >
                <HandCoins size={15} aria-hidden /> Make it a source…
              </button>
            )}
            <button
              type="button"
              className="button"
              aria-label={`Change… ${name}`}
              onClick={() => planner.show({ kind: 'bid', bidId: id })}
            >
              Change…
            </button>
            <button
              type="button"
              className="button quiet-button"
              aria-label={`Remove ${name}`}
              onClick={() => void takeAway((held) => removeBid(held, id))}
            >
              Remove
            </button>
          </div>
        )}
      </td>
    </tr>
  )
}
