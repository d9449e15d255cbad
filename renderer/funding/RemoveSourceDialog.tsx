/**
 * What goes with a source, before it goes. Example: "NHS England pays £212,199 of 1 line in 2021/22, which is then not funded."
 */
import { removeSource } from '../../shared/edits/funding.ts'
import { formatCount, formatMoney } from '../../shared/money.ts'
import { planner, useLedger } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function RemoveSourceDialog({ sourceId }: { sourceId: string }) {
  const { plan, funding } = useLedger()
  const source = plan.source.get(sourceId)
  if (!source) return null
  let refused: string | null = null
  try {
    removeSource(plan, sourceId)
  } catch (refusal) {
    refused = sentenceOf(refusal)
  }
  const years = funding.years().flatMap((year) => {
    const { allocated, available } = funding.source(source, year)
    const lines = [...plan.split.by('sourceId', sourceId)].filter((split) => split.year === year).length
    return lines === 0 && available === null ? [] : [{ year, allocated, available, lines }]
  })
  const remove = () => {
    planner.show(null)
    void planner.edit((held) => removeSource(held, sourceId))
  }
  return (
    <Modal
      title={`Remove ${source.name}?`}
      description="Its shares of lines, what it has in each year and its ring-fence go with it. One undo brings all of it back."
      onClose={() => planner.show(null)}
      onSubmit={refused ? () => undefined : remove}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={refused !== null}>
            Remove
          </button>
        </>
      }
    >
      {refused ? (
        <p className="error-box" role="alert">
          {refused}
        </p>
      ) : years.length === 0 ? (
        <p>It has no money entered and pays for no line.</p>
      ) : (
        <ul className="funding-goes">
          {years.map(({ year, allocated, available, lines }) => (
            <li key={year}>
              {year}: has {available === null ? 'nothing entered' : formatMoney(available)}, pays{' '}
              {lines === 0
                ? 'for no line'
                : `${formatMoney(allocated)} of ${lines === 1 ? '1 line' : `${formatCount(lines)} lines`}, which is then not funded`}
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
