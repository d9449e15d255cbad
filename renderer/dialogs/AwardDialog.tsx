/**
 * Make a secured award a source of funding: its name, its kind, and what it will have in each year. Example: £891,000 in
 * 2020/21 confirmed, the same in 2021/22 unconfirmed, since it is set each year.
 */
import { useState } from 'react'
import { availableOf, awardBid, notYetSentence } from '../../shared/edits/bids.ts'
import { moneyText } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const kinds = [
  { value: 'grant', label: 'Grant' },
  { value: 'partner', label: 'Partner contribution' },
] as const

export function AwardDialog({ bidId }: { bidId: string }) {
  const { plan } = useLedger()
  const bid = plan.bid.get(bidId)
  const [name, setName] = useState(bid?.name ?? '')
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('grant')
  const [error, setError] = useState<string | null>(null)
  if (!bid) return null
  const refusal = notYetSentence(plan, bid)
  const award = async () => {
    setError(null)
    try {
      const intent = (current: typeof plan) => awardBid(current, { bidId, kind, name }, planner.newId)
      // Planned once here, so that a refusal is read beside the fields.
      intent(plan)
      planner.show(null)
      await planner.edit(intent)
    } catch (refused) {
      setError(sentenceOf(refused))
    }
  }
  return (
    <Modal
      title="Make it a source of funding"
      description={`${bid.name}: the plan then counts it as available, and lines can be funded from it.`}
      onClose={() => planner.show(null)}
      onSubmit={() => void award()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          {refusal === null ? (
            <button type="submit" className="button primary">
              Make it a source
            </button>
          ) : (
            <button type="button" className="button primary" onClick={() => planner.show({ kind: 'bid', bidId })}>
              Change the register…
            </button>
          )}
        </>
      }
    >
      {refusal === null ? (
        <>
          <Field label="Name of the source" value={name} onChange={setName} autoFocus />
          <Choice stacked label="Kind" items={kinds} value={kind} onChange={setKind} />
          <table className="plain-table" aria-label="What it will have">
            <thead>
              <tr>
                <th scope="col">Year</th>
                <th scope="col" className="money">
                  Available
                </th>
                <th scope="col">Status</th>
              </tr>
            </thead>
            <tbody>
              {availableOf(bid).map(({ year, pence, status }) => (
                <tr key={year}>
                  <th scope="row">{year}</th>
                  <td className="money">{moneyText(pence)}</td>
                  <td>{status}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <p className="error-box">{refusal}</p>
      )}
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
