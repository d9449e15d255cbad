/**
 * What reading a workbook gives: plain sheets of cells, with the few hints that finding tables needs. No styles, no
 * objects of any spreadsheet library. Example: cell E14 of Leicestershire's Appendix A is
 * `{row: 14, column: 5, type: 'number', value: 1386885, text: '1386885', formula: 'SUM(E5:E13)', bold: true, …}`.
 */

/**
 * What a cell holds. `blank` is a formula cell that shows nothing: its value is `''` where the formula gave an empty text, and
 * null where no value was saved. Cells with neither value nor formula are left out.
 */
export type CellType = 'text' | 'number' | 'boolean' | 'date' | 'error' | 'blank'

export interface Cell {
  /** 1-based row and column, as a person counts them: B3 is row 3, column 2. */
  row: number
  column: number
  type: CellType
  /** Text trimmed at both ends with its line breaks kept; a number; true or false; an ISO date; an error such as `#REF!`; null when blank. */
  value: string | number | boolean | null
  /** What a person sees, near enough: the text, the number as digits, the date as 2020-03-31, TRUE or FALSE, the error. */
  text: string
  /** Without the leading `=`; absent when the cell is a constant. */
  formula?: string
  bold?: boolean
  /** The cell has a fill colour of its own. */
  filled?: boolean
  /** Its row or its column is hidden. */
  hidden?: boolean
  /** A comment (note) on the cell. */
  comment?: string
}

/** A merged range; the value stands in its first cell. All bounds are inclusive and 1-based. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

export interface Sheet {
  name: string
  hidden: boolean
  /** Non-empty cells only, row by row, left to right. */
  cells: Cell[]
  merges: Merge[]
  /** Comments on empty cells, in reading order; absent when there are none. */
  comments?: LooseComment[]
}

/** A comment on a cell that holds nothing. */
export interface LooseComment {
  row: number
  column: number
  text: string
}

export interface Workbook {
  /** The file's name without its folder. */
  file: string
  sheets: Sheet[]
}

/** The largest sheet of .xlsx. */
export const LAST_ROW = 1_048_576
export const LAST_COLUMN = 16_384

/** All control characters but tab and line feed, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\p{Cs}]/gu

/** A cell's text as it is kept: line breaks as line feeds, no control characters, trimmed at both ends. */
export function cellText(stored: string): string {
  const text = stored.includes('\r') ? stored.replace(/\r\n?/g, '\n') : stored
  return text.replace(CONTROL, '').trim()
}

/** A column's letters. @param column 1-based @example columnLetters(28) // 'AB' */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** A column's number from its letters, or null when they are none. @example columnNumber('AB') // 28 */
export function columnNumber(letters: string): number | null {
  if (!/^[A-Z]{1,3}$/.test(letters)) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column <= LAST_COLUMN ? column : null
}

/** The address of a cell. @example address(14, 5) // 'E14' */
export function address(row: number, column: number): string {
  return columnLetters(column) + row
}
