/**
 * Notes and conditions on a line, or on one of its figures. A condition is a note that the money depends on, such as "subject
 * to evaluation"; it is kept as a note with the mark `condition`. Example: `noteText` of it is "Condition: subject to evaluation".
 */
import type { Measure, Tables } from './model.ts'
import type { Plan } from './plan.ts'

export type Note = Tables['note']

/** The mark of a condition. Marks from papers are signs such as "*" or "[1]". */
export const CONDITION = 'condition'

export const isCondition = ({ mark }: Pick<Note, 'mark'>) => mark === CONDITION

/** What a note says in a list of notes, where it must be told that it is a condition. */
export function noteText(note: Pick<Note, 'mark' | 'text'>): string {
  return isCondition(note) ? `Condition: ${note.text}` : note.text
}

/** A line's notes in their order. */
export function notesOfLine(plan: Plan, lineId: string): Note[] {
  return [...plan.note.by('lineId', lineId)].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

const FIGURES: Record<Measure, string> = { budget: '', forecast: ' forecast outturn', actual: ' actual' }

/** Which figure a note stands at; null where it is about the line. @example '2021/22 forecast outturn' */
export function noteFigure({ year, measure }: Pick<Note, 'year' | 'measure'>): string | null {
  return year === null ? null : `${year}${FIGURES[measure ?? 'budget']}`
}
