/**
 * Register a bid or an award of external funding, or change it. Example (Wiltshire): MOJ Victim / RJ funding, secured,
 * £0.891m a year from 2020/21, annually set.
 */
import { useState } from 'react'
import { bidStatuses, settings, statusNames } from '../../shared/bids.ts'
import { addBid, type BidDetails, setBid } from '../../shared/edits/bids.ts'
import { type Pence, plainPounds } from '../../shared/money.ts'
import { type FinancialYear, shiftYear, yearFrom } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const NONE = ''
/** Years to choose from, before and after the plan year. */
const [BEFORE, AFTER] = [5, 10]

const amountText = (pence: Pence | null | undefined) => (pence == null ? '' : plainPounds(pence))

export function BidDialog({ bidId }: { bidId: string | null }) {
  const { plan, planYear } = useLedger()
  const held = bidId === null ? undefined : plan.bid.get(bidId)
  const [name, setName] = useState(held?.name ?? '')
  const [funder, setFunder] = useState(held?.funder ?? '')
  const [status, setStatus] = useState<BidDetails['status']>(held?.status ?? 'bid')
  const [low, setLow] = useState(amountText(held?.lowPence))
  const [high, setHigh] = useState(held?.lowPence === held?.highPence ? '' : amountText(held?.highPence))
  const [first, setFirst] = useState<string>(held?.firstYear ?? NONE)
  const [last, setLast] = useState<string>(held?.lastYear ?? NONE)
  const [setting, setSetting] = useState<string>(held?.setting ?? NONE)
  const [note, setNote] = useState(held?.note ?? '')
  const [error, setError] = useState<string | null>(null)

  const middle = planYear ?? yearFrom(new Date().getFullYear())
  const known = [held?.firstYear, held?.lastYear].flatMap((year) => year ?? [])
  const around = Array.from({ length: BEFORE + AFTER + 1 }, (_, index) => shiftYear(middle, index - BEFORE))
  const years = [...new Set([...known, ...around])]
    .sort()
    .map((year) => ({ value: year as string, label: year as string }))
  const funders = [...new Set([...plan.bid.values()].flatMap((bid) => bid.funder ?? []))].sort()
  const yearOf = (value: string) => (value === NONE ? null : (value as FinancialYear))

  const save = async () => {
    setError(null)
    try {
      const [lowPence, highPence] = [readTyped(low).pence, readTyped(high).pence]
      const [firstYear, lastYear] = [yearOf(first), yearOf(last)]
      const chosen = setting === NONE ? null : (setting as NonNullable<BidDetails['setting']>)
      const details = { name, funder, status, lowPence, highPence, firstYear, lastYear, setting: chosen, note }
      const intent = (current: typeof plan) =>
        bidId === null ? addBid(current, details, planner.newId) : setBid(current, bidId, details)
      // Planned once here, so that a refusal is read beside the fields.
      intent(plan)
      planner.show(null)
      await planner.edit(intent)
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title={held ? 'Change the register' : 'Register a bid or an award'}
      description={
        held?.sourceId
          ? 'This award is a source of the plan already; what the source has is changed under Funding.'
          : 'It counts as available only once it is secured and made a source of funding.'
      }
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {held ? 'Save' : 'Register'}
          </button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} autoFocus />
      <div className="field-pair">
        <Field label="Funder" value={funder} onChange={setFunder} list={funders} />
        <Choice
          stacked
          label="Status"
          items={bidStatuses.map((value) => ({ value, label: statusNames[value] }))}
          value={status}
          onChange={setStatus}
        />
      </div>
      <div className="field-pair">
        <Field label="Amount a year in £" value={low} onChange={setLow} money hint="Such as 482,000 or 0.482m." />
        <Field label="Up to, if it is a range" value={high} onChange={setHigh} money />
      </div>
      <div className="field-pair">
        <Choice
          stacked
          label="First year"
          items={[{ value: NONE, label: 'Not known' }, ...years]}
          value={first}
          onChange={setFirst}
        />
        <Choice
          stacked
          label="Last year"
          items={[{ value: NONE, label: 'The first year only' }, ...years]}
          value={last}
          onChange={setLast}
        />
      </div>
      <Choice
        stacked
        label="Amount in later years"
        items={[
          { value: NONE, label: 'Not said' },
          ...settings.map((value) => ({
            value: value as string,
            label: value === 'fixed' ? 'Fixed: the same each year' : 'Annually set: not certain after the first year',
          })),
        ]}
        value={setting}
        onChange={setSetting}
      />
      <Field label="Note" value={note} onChange={setNote} />
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
