/**
 * What was decided about a year's underspend, to be changed as decisions come in. Example: "Victim First, £20,000, into
 * Commissioning reserve, approved, PCC/12".
 */
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { changeCarry, removeCarry } from '../../shared/edits/underspend.ts'
import type { Carry } from '../../shared/model.ts'
import { formatMoney } from '../../shared/money.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { decisionsOf } from '../../shared/underspend.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { takeAway } from '../dialogs/perform.ts'
import { destinationOf } from '../grid/underspend.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { DraftField } from '../parts/Field.tsx'

const PAGE = 50
const names: Record<Carry['status'], string> = { requested: 'Requested', approved: 'Approved', rejected: 'Rejected' }
const statuses = (['requested', 'approved', 'rejected'] as const).map((value) => ({ value, label: names[value] }))

export function UnderspendDecisions({ year }: { year: FinancialYear }) {
  const { plan } = useLedger()
  const [shown, setShown] = useState(PAGE)
  const carries = decisionsOf(plan, year)
  return (
    <section aria-labelledby="decisions-heading">
      <h2 id="decisions-heading">Decisions about {year}</h2>
      {carries.length === 0 ? (
        <p className="quiet">None yet: choose a line with an undecided underspend and set it aside.</p>
      ) : (
        <table className="plain-table decision-table">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" className="money">
                Amount
              </th>
              <th scope="col">Goes to</th>
              <th scope="col">Status</th>
              <th scope="col">Decision</th>
              <th scope="col">Reason</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {carries.slice(0, shown).map((carry) => (
              <Decision key={carry.id} carry={carry} />
            ))}
          </tbody>
        </table>
      )}
      {carries.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, carries.length - shown)} more of {carries.length}
        </button>
      )}
    </section>
  )
}

function Decision({ carry }: { carry: Carry }) {
  const ledger = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const line = ledger.plan.line.get(carry.lineId)
  const name = line ? lineLabel(ledger.plan, line) : ''
  const change = (given: Partial<Pick<Carry, 'status' | 'reason' | 'decision'>>) =>
    void planner.edit((plan) => changeCarry(plan, { id: carry.id, ...given }))
  return (
    <tr className={carry.status === 'rejected' ? 'not-done' : undefined}>
      <td>{name}</td>
      <td className="money">{formatMoney(carry.pence)}</td>
      <td>{destinationOf(ledger, carry)}</td>
      {readOnly ? (
        <>
          <td>{names[carry.status]}</td>
          <td>{carry.decision}</td>
          <td>{carry.reason}</td>
          <td />
        </>
      ) : (
        <>
          <td>
            <Choice
              label={`Status of ${name}`}
              items={statuses}
              value={carry.status}
              onChange={(status) => change({ status })}
            />
          </td>
          <td>
            <DraftField
              bare
              label={`Decision reference of ${name}`}
              value={carry.decision ?? ''}
              placeholder="reference"
              onCommit={(typed) => change({ decision: typed.trim() || null })}
            />
          </td>
          <td>
            <DraftField
              bare
              label={`Reason of ${name}`}
              value={carry.reason ?? ''}
              onCommit={(typed) => change({ reason: typed.trim() || null })}
            />
          </td>
          <td>
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove the decision about ${formatMoney(carry.pence)} of ${name}`}
              title="Remove; the money is undecided again"
              onClick={() => void takeAway((plan) => removeCarry(plan, carry.id))}
            >
              <Trash2 size={14} aria-hidden />
            </button>
          </td>
        </>
      )}
    </tr>
  )
}
