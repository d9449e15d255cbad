/**
 * Addresses of cells as workbooks write them, and the formulas in which they stand. A formula that many cells share is
 * stored once; each further cell's own is that one with its relative addresses moved. Example: `C2*$D$1` in C5 is
 * `moveFormula('C2*$D$1', 3, 0)`, that is `C5*$D$1`.
 *
 * Source: ECMA-376 part 1, 18.3.1.40 (f, shared formulas) and 18.17.2.3 (cell references).
 */

import { columnLetters, columnNumber, LAST_COLUMN, LAST_ROW, type Merge } from '../../shared/sheet.ts'

/** A cell's place as one number, in reading order. Row and column are 1-based. */
export function placeOf(row: number, column: number): number {
  return (row - 1) * LAST_COLUMN + column - 1
}

/** The place of an address, or -1 when it is none. @example parseAddress('B1') // 1 */
export function parseAddress(text: string): number {
  let at = 0
  let column = 0
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
    if (column > LAST_COLUMN) return -1
  }
  const row = parseRow(text, at)
  return column === 0 || row < 0 ? -1 : placeOf(row, column)
}

/** A row's number, or -1 when it is none. @param from where in the text it begins */
export function parseRow(text: string, from = 0): number {
  const row = wholeNumber(text, from)
  return row > 0 && row <= LAST_ROW ? row : -1
}

/** The number that a text of 1 to 15 digits is, or -1 when it is none; much quicker than `Number`. */
export function wholeNumber(text: string, from = 0): number {
  const length = text.length - from
  if (length < 1 || length > 15) return -1
  let number = 0
  for (let at = from; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

/** A range such as A4:H4, or null when it is none. */
export function parseRange(text: string): Merge | null {
  const [from, to, more] = text.split(':')
  const first = parseAddress(from ?? '')
  const last = parseAddress(to ?? '')
  if (first < 0 || last < 0 || more !== undefined) return null
  const rows = [Math.floor(first / LAST_COLUMN) + 1, Math.floor(last / LAST_COLUMN) + 1]
  const columns = [(first % LAST_COLUMN) + 1, (last % LAST_COLUMN) + 1]
  return { top: Math.min(...rows), left: Math.min(...columns), bottom: Math.max(...rows), right: Math.max(...columns) }
}

/**
 * What stands in a formula: text in quotes; a sheet's name, alone or as a range of sheets, up to its exclamation mark;
 * a range of whole columns or rows; a word (an address, a function, a name). Brackets are handled apart, for they nest.
 * It is sticky: set `lastIndex` before each use.
 */
export const TOKEN =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_.]+(?::[\p{L}\p{N}_.]+)?!|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\p{L}\p{N}_.(!$])|\$?\d+:\$?\d+(?![\p{L}\p{N}_.(!$])|[$\p{L}\p{N}_.\\]+/uy
const CELL = /^(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})$/

/**
 * A shared formula as it reads in another of its cells.
 * @param formula without its `=`
 * @param rows by how many rows that cell lies further down
 * @param columns by how many columns it lies further right
 * @returns the formula; an address that leaves the sheet becomes `#REF!`
 */
export function moveFormula(formula: string, rows: number, columns: number): string {
  let moved = ''
  let at = 0
  while (at < formula.length) {
    if (formula[at] === '[') {
      const end = closingBracket(formula, at)
      moved += formula.slice(at, end)
      at = end
      continue
    }
    TOKEN.lastIndex = at
    const token = TOKEN.exec(formula)?.[0] ?? formula[at]!
    at += token.length
    moved += formula[at] === '(' || formula[at] === '[' ? token : moveToken(token, rows, columns)
  }
  return moved
}

function moveToken(token: string, rows: number, columns: number): string {
  const cell = CELL.exec(token)
  if (cell && columnNumber(cell[2]!) && Number(cell[4]) <= LAST_ROW) {
    const column = moveColumn(cell[1] + cell[2]!, columns)
    const row = moveRow(cell[3] + cell[4]!, rows)
    return column && row ? column + row : '#REF!'
  }
  const colon = token.indexOf(':')
  if (colon < 1 || token.endsWith('!') || token.startsWith('"') || token.startsWith("'")) return token
  const move = /\d/.test(token) ? (part: string) => moveRow(part, rows) : (part: string) => moveColumn(part, columns)
  const from = move(token.slice(0, colon))
  const to = move(token.slice(colon + 1))
  return from && to ? `${from}:${to}` : '#REF!'
}

function moveColumn(part: string, by: number): string | null {
  if (part.startsWith('$')) return part
  const column = (columnNumber(part) ?? 0) + by
  return column >= 1 && column <= LAST_COLUMN ? columnLetters(column) : null
}

function moveRow(part: string, by: number): string | null {
  if (part.startsWith('$')) return part
  const row = Number(part) + by
  return row >= 1 && row <= LAST_ROW ? String(row) : null
}

/** Where the bracket that opens at `from` ends: the place after its partner, or the formula's end. */
export function closingBracket(formula: string, from: number): number {
  let depth = 0
  for (let at = from; at < formula.length; at++) {
    if (formula[at] === "'") at++
    else if (formula[at] === '[') depth++
    else if (formula[at] === ']' && --depth === 0) return at + 1
  }
  return formula.length
}
