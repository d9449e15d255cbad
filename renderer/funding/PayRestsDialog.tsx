/**
 * Lets one source pay what is missing of every line in a year. Example: "the rest from core": 38 lines, £3,298,150.
 */
import { useMemo, useState } from 'react'
import { linesLacking, payRests } from '../../shared/edits/funding.ts'
import { fundingOf, sourcesInOrder } from '../../shared/funding.ts'
import { formatCount, formatMoney, type Pence } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Modal } from '../parts/Modal.tsx'

export function PayRestsDialog({ year }: { year: FinancialYear }) {
  const { plan, funding } = useLedger()
  const sources = sourcesInOrder(plan)
  const [sourceId, setSourceId] = useState((sources.find(({ kind }) => kind === 'core') ?? sources[0])?.id ?? '')
  const { lines, pence } = useMemo(() => {
    const lacking = linesLacking(plan, sourceId, year)
    let sum = 0
    for (const id of lacking) sum += fundingOf(plan, id, year).unfunded
    return { lines: lacking.length, pence: sum as Pence }
  }, [plan, sourceId, year])
  const source = plan.source.get(sourceId)
  const left = source ? funding.source(source, year).unallocated : (0 as Pence)
  const pay = () => {
    planner.show(null)
    void planner.edit((held) => payRests(held, { sourceId, year }))
  }
  return (
    <Modal
      title={`Pay the rest of ${year}`}
      description="One source pays what the others leave of every line that lacks money, and follows when budgets change. Lines outside its ring-fence, and lines whose rest is already paid, are left as they are."
      onClose={() => planner.show(null)}
      onSubmit={lines === 0 ? () => undefined : pay}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={lines === 0}>
            Pay the rest
          </button>
        </>
      }
    >
      <Choice
        stacked
        label="From"
        items={sources.map(({ id, name }) => ({ value: id, label: name }))}
        value={sourceId}
        onChange={setSourceId}
      />
      <dl className="figures" aria-live="polite">
        <dt>Lines that lack money</dt>
        <dd>{formatCount(lines)}</dd>
        <dt>What they lack</dt>
        <dd>
          <strong>{formatMoney(pence)}</strong>
        </dd>
        <dt>{source?.name ?? 'The source'} has left</dt>
        <dd>{formatMoney(left)}</dd>
      </dl>
      {pence > left && lines > 0 && (
        <p className="field-hint">
          {source?.name} would be over-allocated by {formatMoney((pence - Math.max(left, 0)) as Pence)}, which is then
          shown until it is mended.
        </p>
      )}
    </Modal>
  )
}
