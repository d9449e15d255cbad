/**
 * Notes and conditions of the line and of its figures: read, added, changed, deleted. Example: "Condition, 2021/22: subject to
 * evaluation".
 */
import { Pencil, Plus, ShieldAlert, StickyNote, Trash2 } from 'lucide-react'
import { removeNote } from '../../shared/edits/notes.ts'
import type { Line } from '../../shared/model.ts'
import { isCondition, type Note, noteFigure, notesOfLine } from '../../shared/notes.ts'
import { placeText } from '../grid/columns.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Section } from './Section.tsx'

export function NotesSection({ line }: { line: Line }) {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const notes = notesOfLine(plan, line.id)
  if (notes.length === 0 && readOnly) return null
  const add = (condition: boolean) =>
    void planner.flush().then(() => planner.show({ kind: 'note', lineId: line.id, noteId: null, condition }))
  return (
    <Section label="Notes" title="Notes and conditions" count={notes.length}>
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <NoteItem key={note.id} note={note} readOnly={readOnly} />
          ))}
        </ul>
      )}
      {!readOnly && (
        <div className="panel-buttons">
          <button type="button" className="button" onClick={() => add(false)}>
            <Plus size={15} aria-hidden /> Note…
          </button>
          <button type="button" className="button" onClick={() => add(true)}>
            <Plus size={15} aria-hidden /> Condition…
          </button>
        </div>
      )}
    </Section>
  )
}

function NoteItem({ note, readOnly }: { note: Note; readOnly: boolean }) {
  const { id, lineId, text, mark, origin } = note
  const condition = isCondition(note)
  const Icon = condition ? ShieldAlert : StickyNote
  const figure = noteFigure(note)
  const what = condition ? 'condition' : 'note'
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text
  return (
    <li className={condition ? 'note-item note-condition' : 'note-item'}>
      <Icon size={14} aria-hidden />
      <p title={origin ? placeText(origin) : undefined}>
        {condition && <strong>Condition </strong>}
        {figure && <span className="note-year">{figure}</span>}
        {!condition && mark && <span className="quiet">{mark} </span>}
        {text}
      </p>
      {!readOnly && (
        <span className="note-buttons">
          <button
            type="button"
            className="icon-button"
            aria-label={`Change the ${what} “${short}”…`}
            onClick={() => planner.show({ kind: 'note', lineId, noteId: id, condition })}
          >
            <Pencil size={14} aria-hidden />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Delete the ${what} “${short}”`}
            onClick={() => void planner.edit((plan) => removeNote(plan, id))}
          >
            <Trash2 size={14} aria-hidden />
          </button>
        </span>
      )}
    </li>
  )
}
