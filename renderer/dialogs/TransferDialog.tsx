/**
 * A transfer into or out of a reserve, new or as it is. Example: £205,000 out of the commissioning reserve in 2021/22, by
 * decision PCC/7.
 */
import { useState } from 'react'
import { addTransfer, changeTransfer } from '../../shared/edits/reserves.ts'
import { type Pence, plainPounds } from '../../shared/money.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { carryOut } from './perform.ts'

const directions = [
  { value: 'in', label: 'Into the reserve' },
  { value: 'out', label: 'Out of the reserve' },
] as const

/** @param transferId null for a new one */
export function TransferDialog({ reserveId, transferId }: { reserveId: string; transferId: string | null }) {
  const { plan, years, planYear } = useLedger()
  const reserve = plan.reserve.get(reserveId)
  const held = transferId === null ? undefined : plan.transfer.get(transferId)
  const [direction, setDirection] = useState<'in' | 'out'>(held?.direction ?? 'in')
  const horizon = planYear ? [-1, 0, 1, 2, 3, 4].map((by) => shiftYear(planYear, by)) : []
  const all = [...new Set([...years, ...horizon, ...(held ? [held.year] : [])])].sort()
  const [year, setYear] = useState<FinancialYear | null>(held?.year ?? planYear ?? all[0] ?? null)
  const [amount, setAmount] = useState(held ? plainPounds(held.pence) : '')
  const [reason, setReason] = useState(held?.reason ?? '')
  const [decision, setDecision] = useState(held?.decision ?? '')
  const [error, setError] = useState<string | null>(null)

  const save = async () => {
    if (!year) return
    setError(
      await carryOut((current) => {
        const intent = { direction, year, pence: readTyped(amount).pence ?? (0 as Pence), reason, decision }
        return transferId === null
          ? addTransfer(current, { reserveId, ...intent }, planner.newId)
          : changeTransfer(current, { id: transferId, ...intent })
      }),
    )
  }
  return (
    <Modal
      title={held ? 'Change the transfer' : 'Transfer'}
      description={`${reserve?.name ?? 'The reserve'}. What becomes of an underspend is set aside in Underspend, and what pays for lines is drawn in Funding.`}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!year}>
            {held ? 'Change' : 'Transfer'}
          </button>
        </>
      }
    >
      <Field label="Amount in £" value={amount} onChange={setAmount} money autoFocus />
      <div className="field-pair">
        <Choice stacked label="Direction" items={directions} value={direction} onChange={setDirection} />
        {year && (
          <Choice
            stacked
            label="Year"
            items={all.map((value) => ({ value, label: value }))}
            value={year}
            onChange={setYear}
          />
        )}
      </div>
      <Field label="Decision reference" value={decision} onChange={setDecision} />
      <Field label="Reason" value={reason} onChange={setReason} />
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
