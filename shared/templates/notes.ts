/**
 * The notes of a paper, numbered as the lines that have them appear in it. Example: the first line with a note is marked
 * "[1]", a later one with the same note too, and the list below the table gives "[1] Includes £158,590 from NHS England".
 */
import type { Line } from '../model.ts'
import { type Note, notesOfLine, noteText } from '../notes.ts'
import type { Plan } from '../plan.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import type { Figure } from './figures.ts'
import { figureNames } from './figures.ts'
import type { Ask } from './parse.ts'
import { numberValue, textValue, type Value, yearValue } from './values.ts'

/** A numbered note, and the lines that it stands at. */
export interface NumberedNote {
  number: number
  text: string
  /** As it was marked where it was imported from. */
  mark: string | null
  lines: Set<Line>
  /** Of the figures that it stands at; null among them where it stands at a line as a whole. */
  years: Set<FinancialYear | null>
}

/** The figures that a table shows, as `2020/21 budget`; empty where it shows none. */
export type Shown = Set<string>

/** Adds what a figure is made of. */
export function addShown(shown: Shown, { name, year }: Pick<Figure, 'name' | 'year'>): void {
  for (const measure of figureNames[name]) shown.add(`${year} ${measure}`)
  if (name === 'change') shown.add(`${shiftYear(year, -1)} budget`)
}

/** A line's notes in their order: those on the line, and those on a figure that the table shows. */
export function notesOf(plan: Plan, line: Line, shown: Shown): Note[] {
  return notesOfLine(plan, line.id).filter(
    ({ year, measure }) => year === null || shown.size === 0 || shown.has(`${year} ${measure ?? 'budget'}`),
  )
}

/** The numbers of the notes of one sheet, or of a whole workbook. */
export class Numbering {
  readonly notes: NumberedNote[] = []
  #byText = new Map<string, NumberedNote>()

  /** Takes in a line as it appears. */
  add(line: Line, notes: readonly Note[]): void {
    for (const note of notes) {
      const { mark, year } = note
      const text = noteText(note)
      let held = this.#byText.get(text)
      if (!held) {
        held = { number: this.notes.length + 1, text, mark, lines: new Set(), years: new Set() }
        this.#byText.set(text, held)
        this.notes.push(held)
      }
      held.lines.add(line)
      held.years.add(year)
    }
  }

  /** A line's marks. @example "[1][2]"; like the sample "[note 1]": "[note 1][note 2]" */
  marks(notes: readonly Note[], sample: string | null): Value {
    const numbers = new Set<number>()
    for (const note of notes) {
      const held = this.#byText.get(noteText(note))
      if (held) numbers.add(held.number)
    }
    const marks = [...numbers].sort((a, b) => a - b).map((number) => markLike(number, sample))
    return textValue(marks.join(sample === null || /^\W/.test(sample) ? '' : ', '))
  }
}

/** @example markLike(2, '[note 1]') // '[note 2]' */
function markLike(number: number, sample: string | null): string {
  if (sample === null) return `[${number}]`
  return /\d+/.test(sample) ? sample.replace(/\d+/, String(number)) : sample + number
}

/** What a numbered note says. */
export function noteValue(note: NumberedNote, { field, argument }: Ask): Value {
  switch (field) {
    case 'number':
      return numberValue(note.number)
    case 'marker':
      return textValue(markLike(note.number, argument))
    case 'text':
      return textValue(note.text)
    case 'mark':
      return textValue(note.mark)
    case 'year':
      return yearsValue([...note.years])
    default:
      return textValue([...new Set([...note.lines].map(({ service }) => service))].join(', '))
  }
}

/** The years of a note on figures; blank where it is about a line as a whole, on whichever year it may stand elsewhere. */
function yearsValue(years: readonly (FinancialYear | null)[]): Value {
  const named = years.filter((year) => year !== null).sort()
  if (named.length < years.length) return null
  return named.length === 1 ? yearValue(named[0]!) : textValue(named.join(', '))
}
