/**
 * Set aside a line's underspend: how much, where to, and the decision behind it. Example (Wiltshire): £205,000 into the
 * commissioning reserve, by a decision of the commissioner.
 */
import { useState } from 'react'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { formatMoney, plainPounds } from '../../shared/money.ts'
import { undecidedOf, underspendOf } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const places = [
  { value: 'reserve', label: 'Into an earmarked reserve' },
  { value: 'funder', label: 'Back to the funder' },
  { value: 'general', label: 'To general balances' },
] as const
type Place = (typeof places)[number]['value']

const statuses = [
  { value: 'approved', label: 'Approved' },
  { value: 'requested', label: 'Requested' },
] as const
type Status = (typeof statuses)[number]['value']

export function SetAsideDialog({ lineId, year }: { lineId: string; year: FinancialYear }) {
  const { plan } = useLedger()
  const line = plan.line.get(lineId)
  const underspend = underspendOf(plan, lineId, year)
  const undecided = undecidedOf(plan, lineId, year)
  const [amount, setAmount] = useState(undecided ? plainPounds(undecided) : '')
  const [to, setTo] = useState<Place>('reserve')
  const reserves = [...plan.reserve.values()].map((reserve) => reserve.name)
  const [reserve, setReserve] = useState(reserves[0] ?? '')
  const [status, setStatus] = useState<Status>('approved')
  const [decision, setDecision] = useState('')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)

  const setAside = async () => {
    setError(null)
    try {
      const pence = readTyped(amount).pence ?? 0
      const intent = {
        lineId,
        year,
        pence: pence as NonNullable<typeof undecided>,
        to,
        target: to === 'reserve' ? reserve : null,
        status,
        decision: decision.trim() || null,
        reason: reason.trim() || null,
      }
      // Planned once here, so that a refusal is read beside the fields.
      carryUnderspend(plan, intent, planner.newId)
      planner.show(null)
      await planner.edit((current) => carryUnderspend(current, intent, planner.newId))
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title="Set aside underspend"
      description={
        underspend === null || undecided === null
          ? `${line?.service ?? 'This line'}, ${year}: its underspend is not known; enter its budget and forecast outturn first.`
          : `${line?.service ?? 'This line'}, ${year}: underspend ${formatMoney(underspend)}, of which ${formatMoney(undecided)} is undecided.`
      }
      onClose={() => planner.show(null)}
      onSubmit={() => void setAside()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!undecided}>
            Set aside
          </button>
        </>
      }
    >
      <Field label="Amount in £" value={amount} onChange={setAmount} money autoFocus />
      <Choice stacked label="Where to" items={places} value={to} onChange={setTo} />
      {to === 'reserve' && (
        <Field
          label="Earmarked reserve"
          value={reserve}
          onChange={setReserve}
          list={reserves}
          hint={
            reserves.some((name) => name.toLowerCase() === reserve.trim().toLowerCase()) || reserve.trim() === ''
              ? 'Choose one of the plan’s reserves, or name a new one.'
              : 'A new reserve of this name will be added.'
          }
        />
      )}
      <div className="field-pair">
        <Choice stacked label="Status" items={statuses} value={status} onChange={setStatus} />
        <Field label="Decision reference" value={decision} onChange={setDecision} />
      </div>
      <Field label="Reason" value={reason} onChange={setReason} />
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
