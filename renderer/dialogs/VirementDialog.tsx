/**
 * Move budget between two lines within a year, with its reason and the approver that its size asks for. Example: £30,000
 * from Victim Care to a grant, approved by the chief finance officer.
 */
import { useState } from 'react'
import { readDay, typedDay } from '../../shared/days.ts'
import { approverFor, vire } from '../../shared/edits/virement.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { amountOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { LineField } from '../nextyear/LineField.tsx'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

/** Today as an ISO date, by this computer's clock. */
export function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

export function VirementDialog({ year: given }: { year: FinancialYear }) {
  const { plan, years } = useLedger()
  const [year, setYear] = useState(given)
  const [fromLineId, setFrom] = useState<string | null>(null)
  const [toLineId, setTo] = useState<string | null>(null)
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [decision, setDecision] = useState('')
  const [date, setDate] = useState(() => typedDay(today()))
  const [error, setError] = useState<string | null>(null)
  const held = fromLineId === null ? null : amountOf(plan, fromLineId, year, 'budget')

  let pence: Pence | null = null
  try {
    pence = readTyped(amount).pence
  } catch {
    // Said when it is to be saved.
  }
  const approver = pence !== null && pence > 0 ? approverFor(plan, pence) : null

  const save = async () => {
    setError(null)
    try {
      if (fromLineId === null || toLineId === null)
        throw new Refusal('A virement needs two lines, so nothing was moved; choose both among the plan’s lines.')
      const day = date.trim() === '' ? null : readDay(date)
      if (day === null && date.trim() !== '')
        throw new Refusal(`“${date.slice(0, 40)}” is not a date, so nothing was moved; type one such as 30/09/2021.`)
      const moved = readTyped(amount).pence ?? (0 as Pence)
      const intent = { year, fromLineId, toLineId, pence: moved, reason, decision, date: day }
      vire(plan, intent, planner.newId)
      planner.show(null)
      await planner.edit((current) => vire(current, intent, planner.newId))
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title="Move budget between lines"
      description="A virement within a year: what one line gives the other gets, so the total stays as it is."
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Move
          </button>
        </>
      }
    >
      <Choice
        stacked
        label="Year"
        items={[...new Set([...years, given])].sort().map((value) => ({ value, label: value }))}
        value={year}
        onChange={setYear}
      />
      <LineField
        label="From"
        value={fromLineId}
        onChange={setFrom}
        autoFocus
        hint={
          fromLineId === null
            ? undefined
            : held === null
              ? `It has no budget in ${year}.`
              : `It has ${formatMoney(held)} in ${year}.`
        }
      />
      <LineField label="To" value={toLineId} onChange={setTo} />
      <Field
        label="Amount in £"
        value={amount}
        onChange={setAmount}
        money
        hint={
          pence === null || pence <= 0
            ? undefined
            : approver
              ? `Approved by: ${approver}`
              : 'No size band says who approves this; set the bands in Next year, Virements.'
        }
      />
      <Field label="Reason" value={reason} onChange={setReason} />
      <div className="field-pair">
        <Field label="Date" value={date} onChange={setDate} />
        <Field label="Decision reference" value={decision} onChange={setDecision} />
      </div>
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
