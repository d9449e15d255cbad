/**
 * The named drafts: looked at, compared with now, renamed, removed. Example: "Draft 3, panel of 14 January 2021".
 */
import { Bookmark } from 'lucide-react'
import { shortDay } from '../../shared/days.ts'
import { removeDraft } from '../../shared/drafts.ts'
import { whenOf } from '../clock.ts'
import { planner, usePlanner } from '../instance.ts'
import { type DraftPoint, draftKey, type Known, pointOf } from './points.ts'

export function Drafts({ known }: { known: Known }) {
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const name = (
    <button
      type="button"
      className="button primary"
      onClick={() => void planner.flush().then(() => planner.show({ kind: 'draft', draftId: null, step: null }))}
    >
      <Bookmark size={15} aria-hidden /> Name the plan as it is now…
    </button>
  )
  if (known.drafts.length === 0)
    return (
      <div className="empty history-empty">
        <h2>No drafts yet</h2>
        <p>
          Before the plan goes to a panel, give it a name, such as Draft 1. Later you can look at it as it was then, see
          what has changed since, and have that as sentences for the covering report.
        </p>
        {!readOnly && <div className="empty-actions">{name}</div>}
      </div>
    )
  return (
    <>
      {!readOnly && <div className="history-tools">{name}</div>}
      <table className="plain-table sticky-head history-drafts" aria-label="Drafts">
        <thead>
          <tr>
            <th scope="col">Draft</th>
            <th scope="col">Panel of</th>
            <th scope="col">The plan as it was</th>
            <th scope="col" className="money">
              After step
            </th>
            <th scope="col">
              <span className="announcer">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {known.drafts.toReversed().map((point) => (
            <DraftRow key={point.draft.id} point={point} known={known} readOnly={readOnly} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function DraftRow({ point, known, readOnly }: { point: DraftPoint; known: Known; readOnly: boolean }) {
  const { id, name, date } = point.draft
  const place = pointOf(known, draftKey(id))!
  const remove = async () => {
    const change = await planner.editBase((plan) => removeDraft(plan, id))
    if (change)
      planner.notify({
        kind: 'done',
        sentence: `Done: ${change.label}; the history keeps the plan as it was`,
        action: { label: 'Undo', perform: () => void planner.undo() },
      })
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="nowrap">{date === null ? '' : shortDay(date)}</td>
      <td className="nowrap tabular">{place.at === null ? '' : whenOf(place.at)}</td>
      <td className="money">{point.step}</td>
      <td className="row-actions">
        <button
          type="button"
          className="button"
          aria-label={`Look at ${name}`}
          onClick={() => void planner.past.lookAt(place)}
        >
          Look
        </button>
        <button
          type="button"
          className="button"
          aria-label={`What changed since ${name}`}
          onClick={() => planner.set({ historyShown: { tab: 'changes', from: draftKey(id), to: 'now' }, notice: null })}
        >
          What changed
        </button>
        {!readOnly && (
          <>
            <button
              type="button"
              className="button"
              aria-label={`Rename ${name}…`}
              onClick={() => planner.show({ kind: 'draft', draftId: id, step: null })}
            >
              Rename…
            </button>
            <button type="button" className="button" aria-label={`Remove ${name}`} onClick={() => void remove()}>
              Remove
            </button>
          </>
        )}
      </td>
    </tr>
  )
}
