/**
 * The notes of a table: below their line or in a list below the table, and sent to the lines and figures that carry their
 * marks. Example: below "Helpline*" and its £120,000 the row "* subject to evaluation" becomes a note of that line.
 */
import type { Cell } from '../sheet.ts'
import { readFigure } from './figures.ts'
import type { FoundLine } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { headsNotes, sameText } from './labels.ts'
import { isMark, markKey, startOfNote } from './marks.ts'
import type { ReadNote } from './reading.ts'

const UNMARKED = /^notes?\s*:\s*(?=\S)/i

/** What a row of notes was found to be. */
interface Note {
  cell: Cell
  mark: string | null
  text: string
}

export class Notes {
  #grid: Grid
  #lines: FoundLine[]
  /** Below the heading "Notes", where a number at the start is a mark. */
  #listed = false

  constructor(grid: Grid, lines: FoundLine[]) {
    this.#grid = grid
    this.#lines = lines
  }

  /** A line or a total was met, which ends a list of notes. */
  end(): void {
    this.#listed = false
  }

  /**
   * Reads a row that may be a note.
   * @param above the lines of the row directly above it, which an unmarked note is about
   * @returns whether it is one; `kept` when it went to the row directly above
   */
  read(row: GridRow, above: FoundLine[]): 'kept' | 'read' | null {
    const [first] = row.cells as [Cell]
    if (row.cells.length === 1 && headsNotes(first.text)) {
      this.#listed = true
      this.#grid.skip(row, 'heading of the notes')
      return 'read'
    }
    const note = this.#noteIn(row, above)
    if (!note) return null
    const targets = this.#targetsOf(note.mark, above)
    if (targets.length === 0) this.#grid.skip(row, 'note that no line refers to')
    else {
      for (const target of targets) this.#attach(target, note)
      this.#check(note.cell)
      this.#grid.skip(row, `footnote, kept with ${servicesOf(targets)}`)
    }
    return targets.some((target) => above.includes(target)) ? 'kept' : 'read'
  }

  /** A note starts with a mark, has it in the cell before, or holds one that the line above has. */
  #noteIn({ cells }: GridRow, above: FoundLine[]): Note | null {
    const [first, second] = cells as [Cell, Cell?]
    if (second) {
      if (cells.length > 2 || second.type !== 'text') return null
      const marked = isMark(first.text) || (this.#listed && /^\(?\d{1,3}[.):]?$/.test(first.text))
      return marked ? { cell: second, mark: first.text, text: second.text } : null
    }
    if (first.type !== 'text') return null
    const start = startOfNote(first.text, this.#listed)
    if (start) return { cell: first, ...start }
    const unmarked = UNMARKED.exec(first.text)
    if (unmarked) return { cell: first, mark: null, text: first.text.slice(unmarked[0].length) }
    const inner = /(?:^|\s)(\*{1,3}|†|‡)(?=\S)/.exec(first.text)?.[1]
    if (inner && above.some((found) => carries(found, inner))) return { cell: first, mark: inner, text: first.text }
    return this.#listed ? { cell: first, mark: null, text: first.text } : null
  }

  /** The line directly above, unless others carry the mark and it does not; "[note 1]" is not for "¹" where both stand. */
  #targetsOf(mark: string | null, above: FoundLine[]): FoundLine[] {
    const alike = (found: FoundLine) => found.marks.some((held) => sameText(held.mark, mark ?? ''))
    const exact = mark === null ? [] : this.#lines.filter(alike)
    const wanting = mark === null || exact.length > 0 ? exact : this.#lines.filter((found) => carries(found, mark))
    const adjacent = above.filter((found) => wanting.includes(found))
    if (adjacent.length > 0) return adjacent
    return wanting.length > 0 ? wanting : above
  }

  #attach(target: FoundLine, { cell, mark, text }: Note): void {
    const exact = target.marks.filter((held) => sameText(held.mark, mark ?? ''))
    const alike = mark === null ? [] : target.marks.filter((held) => markKey(held.mark) === markKey(mark))
    const answered = exact.length > 0 ? exact : alike
    target.marks = target.marks.filter((held) => !answered.includes(held))
    // A mark at the name or at several figures makes the note one of the line.
    const { year = null, measure = null } = answered.length === 1 ? answered[0]! : {}
    const note: ReadNote = { text, mark, year, measure, at: this.#grid.place(cell) }
    target.line.notes.push(note)
  }

  /** A figure quoted in a note may be malformed too, such as "£1880,076". */
  #check(cell: Cell): void {
    for (const [figure] of cell.text.matchAll(/£\d[\d,]*(?:\.\d+)?(?:bn|[km])?\b/gi)) {
      const read = readFigure(this.#grid, { ...cell, type: 'text', value: figure }, 1)
      if (read.kind !== 'problem') continue
      this.#grid.problems.push({
        at: this.#grid.place(cell),
        text: figure,
        kind: 'malformed figure in a note',
        message: `The note quotes “${figure}”, which is not an amount; the note is kept as it stands, so check the figure.`,
        suggestionPence: read.suggestion,
      })
    }
  }
}

/** @example servicesOf(lines) // '“Helpline”, “Counselling”' */
const servicesOf = (lines: FoundLine[]) =>
  [...new Set(lines.map(({ line }) => line.service))].map((service) => `“${service}”`).join(', ')

const carries = ({ marks }: FoundLine, mark: string) => marks.some((held) => markKey(held.mark) === markKey(mark))

/** Marks that no note answers stay where they stood: at the name, or said of the figure. */
export function keepMarks({ line, marks }: FoundLine): void {
  for (const { mark, year, measure } of marks) {
    if (year === null) line.service += mark
    else
      line.notes.push({
        text: `marked ${mark.trim()} in the workbook, without a note`,
        mark: null,
        year,
        measure,
        at: line.at,
      })
  }
}
