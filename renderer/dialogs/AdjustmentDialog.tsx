/**
 * Why a line's budget differs from the year before: growth, savings, one-off money, full-year effect or uplift, with its
 * reason. Example: growth of £30,000, "second worker from July".
 */
import { useState } from 'react'
import type { AdjustmentKind } from '../../shared/bridge.ts'
import { adjust, removeAdjustment } from '../../shared/edits/adjustments.ts'
import { formatMoney, type Pence, plainPounds } from '../../shared/money.ts'
import { amountOf } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { LineField } from '../nextyear/LineField.tsx'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const kinds: readonly { value: AdjustmentKind; label: string; hint: string }[] = [
  { value: 'growth', label: 'Growth', hint: 'More service than the year before.' },
  { value: 'savings', label: 'Savings', hint: 'Type what is saved, as an amount above £0.' },
  { value: 'one-off', label: 'One-off', hint: 'For this year only; it is not in next year’s base.' },
  { value: 'full-year effect', label: 'Full-year effect', hint: 'What began or ended during the year before.' },
  { value: 'uplift', label: 'Uplift', hint: 'Inflation on the base of this line.' },
]

export interface AdjustmentDialogProps {
  /** Null lets the line be chosen. */
  lineId: string | null
  year: FinancialYear
  /** The adjustment to change; null adds one. */
  id: string | null
}

export function AdjustmentDialog({ lineId: given, year, id }: AdjustmentDialogProps) {
  const { plan } = useLedger()
  const [held] = useState(() => (id === null ? undefined : plan.adjustment.get(id)))
  const [lineId, setLineId] = useState(given)
  const [kind, setKind] = useState<AdjustmentKind>(held?.kind ?? 'growth')
  const [amount, setAmount] = useState(held ? plainPounds(held.pence) : '')
  const [reason, setReason] = useState(held?.reason ?? '')
  const [error, setError] = useState<string | null>(null)
  const line = lineId === null ? undefined : plan.line.get(lineId)
  const budget = line ? amountOf(plan, line.id, year, 'budget') : null

  const attempt = async (intent: Parameters<typeof planner.edit>[0]) => {
    try {
      // Planned once here, so that a refusal is read beside the fields.
      intent(plan)
      planner.show(null)
      await planner.edit(intent)
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  const save = () => {
    setError(null)
    if (lineId === null) return setError('No line is chosen, so nothing was changed; choose one of the plan’s lines.')
    const newId = planner.newId()
    return attempt((current) => {
      const pence = readTyped(amount).pence ?? (0 as Pence)
      return adjust(current, { lineId, year, kind, pence, reason, id: id ?? undefined }, () => newId)
    })
  }
  return (
    <Modal
      title={`${id === null ? 'Add an adjustment' : 'Change the adjustment'}, ${year}`}
      description={
        line
          ? `${lineLabel(plan, line)}: ${budget === null ? `no budget in ${year} yet` : `${formatMoney(budget)} in ${year}`}. The budget changes with the adjustment.`
          : `Why a line’s budget of ${year} differs from ${shiftYear(year, -1)}. The budget changes with the adjustment.`
      }
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          {id !== null && (
            <>
              <button
                type="button"
                className="button"
                onClick={() => void attempt((current) => removeAdjustment(current, id))}
              >
                Remove
              </button>
              <span className="tools-gap" />
            </>
          )}
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {id === null ? 'Add' : 'Save'}
          </button>
        </>
      }
    >
      {given === null && <LineField label="Line" value={lineId} onChange={setLineId} autoFocus />}
      <Choice stacked label="Kind" items={kinds} value={kind} onChange={setKind} />
      <Field
        label="Amount in £"
        value={amount}
        onChange={setAmount}
        money
        autoFocus={given !== null}
        hint={kinds.find(({ value }) => value === kind)?.hint}
      />
      <Field label="Reason" value={reason} onChange={setReason} />
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
