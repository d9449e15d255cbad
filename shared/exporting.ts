/**
 * A paper that the program lays out itself, described as rows of cells, which `electron/workbook` writes as .xlsx; papers with
 * the plan's tables are filled templates instead. Example: a record of a decision has a row `{kind: 'total', cells: [{value:
 * 'Total'}, {value: 11484325, formula: 'SUM(B12:B18)'}, {value: null}], height: null}`.
 */
import type { Pence } from './money.ts'
import type { Merge } from './sheet.ts'

/** A text, which is always written as text whatever it starts with; an amount; or nothing, which is not 0. */
export interface PaperCell {
  value: string | Pence | null
  /** Without the leading `=`. Its value is what the cell shows until somebody recalculates. */
  formula?: string
}

/**
 * What a row is; with the kind of its column it says how a cell looks. A `gap` is an empty row, a `field` a label with what is
 * said beside it, `prose` a paragraph, a `signature` a place to sign with a date.
 */
export type RowKind =
  | 'title'
  | 'subtitle'
  | 'heading'
  | 'section'
  | 'line'
  | 'total'
  | 'gap'
  | 'field'
  | 'prose'
  | 'signature'

export interface PaperRow {
  kind: RowKind
  cells: PaperCell[]
  /** In points, for a typeface of 10; null where no text wraps. */
  height: number | null
}

export interface PaperColumn {
  /** In characters, as a spreadsheet counts them. */
  width: number
  kind: 'text' | 'money'
  /** Some amount in it has pence, so all of them show pence. */
  pence: boolean
}

/** A sheet to be printed on A4, one page wide: shrunk to that if it lies on its side, as it is if it stands upright. */
export interface PaperSheet {
  name: string
  columns: PaperColumn[]
  /** The first is row 1. */
  rows: PaperRow[]
  merges: Merge[]
  /** The row with the headings: repeated on every printed page, and kept in sight on the screen; null when there is none. */
  headingRow: number | null
  /** Portrait rather than landscape. */
  upright: boolean
  /** The rows with which a new page begins, of a sheet that stands upright. */
  breaks: number[]
  /** Printed above every page, in the middle; null for nothing. */
  header: string | null
  /** Printed below every page, on the left; the page numbers stand on the right. */
  footer: string
}

export interface Paper {
  /** A name for the file, good on every system. */
  file: string
  title: string
  organisation: string | null
  sheets: PaperSheet[]
}

/** The most characters that a cell can hold. */
const LONGEST_TEXT = 32_767

/** A text that leaves room for so many characters in its cell. */
export function clipped(value: string, room = 0): string {
  if (value.length + room <= LONGEST_TEXT) return value
  return `${value.slice(0, LONGEST_TEXT - room - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** The plan's name and an ending, without what some system forbids in a file's name, and not too long. */
export function fileNameFor(name: string, ending: string): string {
  const plain = name.replace(/[\\/:*?"<>|]|\p{Cc}/gu, '-').replace(/\s+/g, ' ')
  const short = [...plain.replace(/^[\s.]+/, '')].slice(0, 80).join('').trim()
  return `${short === '' ? ending : `${short} – ${ending}`}.xlsx`
}
