/**
 * Writes a note or a condition on a line, or on one of its figures. Example: "subject to evaluation", on the budget of 2021/22.
 */
import { useId, useState } from 'react'
import { addNote, type NoteDetails, setNote } from '../../shared/edits/notes.ts'
import { type Measure, measures } from '../../shared/model.ts'
import { isCondition, noteFigure } from '../../shared/notes.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const LINE = ''
/** What conditions mostly say. */
const USUAL = ['Subject to evaluation', 'Subject to confirmation of funding', 'Subject to a decision of the panel']

export function NoteDialog({
  lineId,
  noteId,
  condition,
}: {
  lineId: string
  noteId: string | null
  condition: boolean
}) {
  const { plan, years } = useLedger()
  const id = useId()
  const held = noteId === null ? undefined : plan.note.get(noteId)
  const [text, setText] = useState(held?.text ?? '')
  const [isOne, setIsOne] = useState(held ? isCondition(held) : condition)
  const [place, setPlace] = useState(held?.year ? `${held.year} ${held.measure ?? 'budget'}` : LINE)
  const [error, setError] = useState<string | null>(null)
  const line = plan.line.get(lineId)
  if (!line) return null

  const figures = years.flatMap((year) =>
    measures.flatMap((measure) => {
      const there = measure === 'budget' || plan.amount.has(`${lineId} ${year} ${measure}`)
      return there || place === `${year} ${measure}` ? [{ year, measure }] : []
    }),
  )
  const items = [
    { value: LINE, label: 'The line as a whole' },
    ...figures.map(({ year, measure }) => ({ value: `${year} ${measure}`, label: `${noteFigure({ year, measure })}` })),
  ]
  const [year, measure] = place === LINE ? [null, null] : (place.split(' ') as [FinancialYear, Measure])
  const details: NoteDetails = { text, condition: isOne, year, measure }
  const intent = (on: Plan) =>
    noteId === null ? addNote(on, { lineId, ...details }, planner.newId) : setNote(on, { noteId, ...details })
  const save = () => {
    try {
      // Planned once here, so that a refusal is read beside the field.
      intent(plan)
    } catch (refusal) {
      setError(sentenceOf(refusal))
      return
    }
    planner.show(null)
    void planner.edit(intent)
  }
  const write = (words: string) => {
    setText(words)
    setError(null)
  }
  const what = isOne ? 'condition' : 'note'
  return (
    <Modal
      title={noteId === null ? `Add a ${what}` : `Change the ${what}`}
      description={`${lineLabel(plan, line)}. It goes with the figure into every paper.`}
      onClose={() => planner.show(null)}
      onSubmit={save}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {noteId === null ? 'Add' : 'Save'}
          </button>
        </>
      }
    >
      <div className="field">
        <label className="field-label" htmlFor={id}>
          Words
        </label>
        <textarea
          id={id}
          className="input"
          rows={3}
          value={text}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-told` : undefined}
          // biome-ignore lint/a11y/noAutofocus: the first field of a dialog that was just asked for
          autoFocus
          onChange={(event) => write(event.target.value)}
        />
        {error && (
          <p id={`${id}-told`} className="field-error" role="alert">
            {error}
          </p>
        )}
      </div>
      {isOne && text === '' && (
        <p className="note-usual">
          {USUAL.map((words) => (
            <button key={words} type="button" className="link" onClick={() => write(words)}>
              {words}
            </button>
          ))}
        </p>
      )}
      <Choice stacked label="Stands at" items={items} value={place} onChange={setPlace} />
      <label className="check">
        <input type="checkbox" checked={isOne} onChange={(event) => setIsOne(event.target.checked)} />A condition: the
        money depends on it
      </label>
    </Modal>
  )
}
