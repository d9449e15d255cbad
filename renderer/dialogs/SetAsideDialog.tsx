/**
 * Set aside a line's underspend: how much, where to, and the decision behind it. What may not be carried forward is offered
 * only for return. Example (Wiltshire): £205,000 into the commissioning reserve, by a decision of the commissioner.
 */
import { useState } from 'react'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import type { Carry, Source } from '../../shared/model.ts'
import { formatMoney, type Pence, plainPounds } from '../../shared/money.ts'
import { lineLabel, reservesInOrder, undecidedOf, underspendOf } from '../../shared/reserves.ts'
import { mayCarry, underspendParts } from '../../shared/underspend.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { LineField, lineNamed } from './LineField.tsx'
import { carryOut } from './perform.ts'

type Place = Carry['to']

const statuses = [
  { value: 'approved', label: 'Approved' },
  { value: 'requested', label: 'Requested' },
  { value: 'rejected', label: 'Rejected' },
] as const
type Status = (typeof statuses)[number]['value']

export function SetAsideDialog({ lineId, year }: { lineId: string; year: FinancialYear }) {
  const { plan } = useLedger()
  const line = plan.line.get(lineId)
  const name = line ? lineLabel(plan, line) : 'This line'
  const underspend = underspendOf(plan, lineId, year)
  const undecided = undecidedOf(plan, lineId, year)
  const may = mayCarry(plan, lineId, year)
  const keepable = may ? Math.min(undecided ?? 0, may.left.cited) : 0
  const places: { value: Place; label: string }[] = [
    ...(keepable > 0
      ? [
          { value: 'reserve' as const, label: 'Into an earmarked reserve' },
          { value: 'line' as const, label: `To a line’s budget in ${shiftYear(year, 1)}` },
        ]
      : []),
    { value: 'funder', label: 'Back to the funder' },
    ...(keepable > 0 ? [{ value: 'general' as const, label: 'To general balances' }] : []),
  ]
  /** As much as can go there: free money, or else what a decision would keep, or what has to go back. */
  const most = (place: Place): string => {
    if (!may || !undecided) return ''
    const pence = place === 'funder' ? may.toReturn || undecided : may.left.uncited || may.left.cited
    return plainPounds(Math.min(undecided, pence) as Pence)
  }
  const [to, setTo] = useState<Place>(places[0]!.value)
  const [typed, setTyped] = useState<string | null>(null)
  const amount = typed ?? most(to)
  const reserves = reservesInOrder(plan).map((reserve) => reserve.name)
  const [reserve, setReserve] = useState(reserves[0] ?? '')
  const [target, setTarget] = useState(name)
  const [status, setStatus] = useState<Status>('approved')
  const [decision, setDecision] = useState('')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)

  const setAside = async () => {
    const words = { decision: decision.trim() || null, reason: reason.trim() || null }
    setError(
      await carryOut((held) => {
        const pence = readTyped(amount).pence ?? (0 as Pence)
        const where = to === 'reserve' ? reserve : to === 'line' ? (lineNamed(held, target)?.id ?? '') : null
        return carryUnderspend(held, { lineId, year, pence, to, target: where, status, ...words }, planner.newId)
      }),
    )
  }
  const named = reserves.some((held) => held.toLowerCase() === reserve.trim().toLowerCase())
  return (
    <Modal
      title="Set aside underspend"
      description={
        underspend === null || undecided === null
          ? `${name}, ${year}: its underspend is not known; enter its budget and forecast outturn first.`
          : `${name}, ${year}: underspend ${formatMoney(underspend)}, of which ${formatMoney(undecided)} is undecided.`
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
      <Rules lineId={lineId} year={year} />
      <Field label="Amount in £" value={amount} onChange={setTyped} money autoFocus />
      <Choice stacked label="Where to" items={places} value={to} onChange={setTo} />
      {to === 'reserve' && (
        <Field
          label="Earmarked reserve"
          value={reserve}
          onChange={setReserve}
          list={reserves}
          hint={
            named || reserve.trim() === ''
              ? 'Choose one of the plan’s reserves, or name a new one.'
              : 'A new reserve of this name will be added.'
          }
        />
      )}
      {to === 'line' && (
        <LineField
          label="Line"
          value={target}
          onChange={setTarget}
          hint={`It pays for that line in ${shiftYear(year, 1)}; the line’s budget stays as it is.`}
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

/** What the line's sources say about carrying its underspend forward; nothing where all of it may be. */
function Rules({ lineId, year }: { lineId: string; year: FinancialYear }) {
  const { plan } = useLedger()
  const may = mayCarry(plan, lineId, year)
  if (!may || may.consent + may.none === 0) return null
  const names = (rule: Source['carry']) =>
    (underspendParts(plan, lineId, year) ?? [])
      .filter(({ carry, pence }) => carry === rule && pence > 0)
      .map(({ key }) => plan.source.get(key)?.name)
      .join(', ')
  return (
    <dl className="figures">
      <dt>May be carried forward</dt>
      <dd>{formatMoney(may.free)}</dd>
      {may.consent > 0 && (
        <>
          <dt>Only by a decision that cites consent: {names('consent')}</dt>
          <dd>{formatMoney(may.consent)}</dd>
        </>
      )}
      {may.none > 0 && (
        <>
          <dt>Only back to the funder: {names('no')}</dt>
          <dd>{formatMoney(may.none)}</dd>
        </>
      )}
    </dl>
  )
}
