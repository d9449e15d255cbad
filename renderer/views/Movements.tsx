/**
 * What moves money into and out of a reserve, year by year: underspends set aside, transfers, and what it pays for as a
 * source of funding. Example: "2021/22, pays for lines as Commissioning reserve, out £205,000".
 */
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { removeTransfer } from '../../shared/edits/reserves.ts'
import type { Funding } from '../../shared/funding.ts'
import type { Reserve } from '../../shared/model.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { takeAway } from '../dialogs/perform.ts'
import { moneyText } from '../grid/cells.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'

const PAGE = 20

interface Movement {
  id: string
  year: FinancialYear
  what: string
  in: Pence | null
  out: Pence | null
  decision: string | null
  reason: string | null
  /** Only asked for, or rejected: it does not count. */
  counts: boolean
  transferId: string | null
}

/** Everything that moves money of a reserve, by year. */
function movementsOf(plan: Plan, funding: Funding, reserve: Reserve): Movement[] {
  const movements: Movement[] = []
  for (const { id, to, year, pence, lineId, status, decision, reason } of plan.carry.by('toId', reserve.id)) {
    if (to !== 'reserve') continue
    const line = plan.line.get(lineId)
    const what = `Underspend of ${line ? lineLabel(plan, line) : 'a line'}${status === 'approved' ? '' : `, ${status}`}`
    const counts = status === 'approved'
    movements.push({ id, year, what, in: pence, out: null, decision, reason, counts, transferId: null })
  }
  for (const { id, year, direction, pence, decision, reason } of plan.transfer.by('reserveId', reserve.id)) {
    const [into, out] = direction === 'in' ? [pence, null] : [null, pence]
    const what = direction === 'in' ? 'Transfer in' : 'Transfer out'
    movements.push({ id, year, what, in: into, out, decision, reason, counts: true, transferId: id })
  }
  for (const source of plan.source.by('reserveId', reserve.id))
    for (const year of funding.years()) {
      const { available, status } = funding.source(source, year)
      if (!available) continue
      const what = `Pays for lines as the source ${source.name}${status === 'unconfirmed' ? ', unconfirmed' : ''}`
      const id = `${source.id} ${year}`
      movements.push({
        id,
        year,
        what,
        in: null,
        out: available,
        decision: null,
        reason: null,
        counts: true,
        transferId: null,
      })
    }
  return movements.sort((a, b) => (a.year < b.year ? -1 : a.year > b.year ? 1 : 0))
}

export function Movements({ reserve }: { reserve: Reserve }) {
  const { plan, funding } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [shown, setShown] = useState(PAGE)
  const movements = movementsOf(plan, funding, reserve)
  if (movements.length === 0) return null
  return (
    <>
      <table className="plain-table movements">
        <caption className="announcer">What moves money of {reserve.name}</caption>
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">What</th>
            <th scope="col" className="money">
              In
            </th>
            <th scope="col" className="money">
              Out
            </th>
            <th scope="col">Decision</th>
            <th scope="col">Reason</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {movements.slice(0, shown).map((movement) => (
            <tr key={movement.id} className={movement.counts ? undefined : 'not-done'}>
              <td className="nowrap">{movement.year}</td>
              <td>{movement.what}</td>
              <td className="money">{moneyText(movement.in)}</td>
              <td className="money">{moneyText(movement.out)}</td>
              <td>{movement.decision}</td>
              <td>{movement.reason}</td>
              <td className="row-actions">
                {movement.transferId && !readOnly && (
                  <Actions reserve={reserve} transferId={movement.transferId} movement={movement} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {movements.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, movements.length - shown)} more of {movements.length} movements
        </button>
      )}
    </>
  )
}

function Actions({ reserve, transferId, movement }: { reserve: Reserve; transferId: string; movement: Movement }) {
  const which = `${movement.what.toLowerCase()} of ${formatMoney((movement.in ?? movement.out)!)} in ${movement.year}`
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={`Change the ${which}`}
        onClick={() => planner.show({ kind: 'transfer', reserveId: reserve.id, transferId })}
      >
        <Pencil size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Remove the ${which}`}
        onClick={() => void takeAway((plan) => removeTransfer(plan, transferId))}
      >
        <Trash2 size={14} aria-hidden />
      </button>
    </>
  )
}
