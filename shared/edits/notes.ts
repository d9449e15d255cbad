/**
 * Intents about notes and conditions on a line or one of its figures. Example: `addNote(plan, {lineId, text: 'subject to
 * evaluation', condition: true, year, measure: 'budget'}, newId)` gives the Change "add a condition to Victim First 2021/22".
 */
import { type Change, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import type { Measure } from '../model.ts'
import { CONDITION, isCondition, type Note, noteFigure, notesOfLine } from '../notes.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'

/** What a note says, and where it stands: at a figure, or with no year at the line. */
export interface NoteDetails {
  text: string
  condition: boolean
  year: FinancialYear | null
  measure: Measure | null
}

function checked({ text, condition, year, measure }: NoteDetails, held: Note | null) {
  const words = text.trim()
  const what = condition ? 'condition' : 'note'
  if (words === '')
    throw new Refusal(`A ${what} needs words, so nothing was changed; type them, or delete the ${what}.`)
  if (words.length > 32_767)
    throw new Refusal('That text is longer than 32,767 characters, so nothing was changed; shorten it.')
  // A footnote keeps the sign that it had in the paper.
  const mark = condition ? CONDITION : held && !isCondition(held) ? held.mark : null
  return { text: words, mark, year, measure: year === null ? null : (measure ?? 'budget') }
}

/** How a note is called in the history. */
function named(plan: Plan, note: Pick<Note, 'lineId' | 'mark' | 'year' | 'measure'>): string {
  const figure = noteFigure(note)
  const label = lineLabel(plan, lineOf(plan, note.lineId))
  return `${isCondition(note) ? 'condition' : 'note'} ${figure === null ? `of ${label}` : `of ${label} ${figure}`}`
}

/** The note of this id. @throws Refusal when it is no longer there */
function noteOf(plan: Plan, id: string): Note {
  const note = plan.note.get(id)
  if (!note) throw new Refusal('That note is no longer in the plan; nothing was changed, so look again.')
  return note
}

/** Adds a note or a condition after those that the line has. */
export function addNote(plan: Plan, { lineId, ...details }: NoteDetails & { lineId: string }, newId: NewId): Change {
  lineOf(plan, lineId)
  const id = newId()
  const position = (notesOfLine(plan, lineId).at(-1)?.position ?? 0) + 1
  const note: Note = { id, lineId, position, origin: null, ...checked(details, null) }
  return changeOf(`add a ${named(plan, note)}`, [rowTo(plan, 'note', id, note)])
}

/** Rewords a note, puts it to another figure, or makes a condition of it. Where it was imported from stays said. */
export function setNote(plan: Plan, { noteId, ...details }: NoteDetails & { noteId: string }): Change {
  const held = noteOf(plan, noteId)
  const note = { ...held, ...checked(details, held) }
  return changeOf(`change the ${named(plan, note)}`, [rowTo(plan, 'note', noteId, note)])
}

/** Takes a note or a condition away. */
export function removeNote(plan: Plan, noteId: string): Change {
  return changeOf(`delete the ${named(plan, noteOf(plan, noteId))}`, [rowTo(plan, 'note', noteId, null)])
}
