/**
 * Tables that come as text: a .csv or .tsv file, a block pasted from another program. Every cell stays the text it is, so
 * that the code 00417 keeps its zeros; amounts are read from text like any other. Example: `Helpline;"1,234.50"` is two
 * cells, by its semicolon.
 *
 * Source: RFC 4180 for quoted cells. Spreadsheets put a cell on the clipboard in quotes only when it holds a tab or a line
 * break, so there the text "Victims" fund is a cell with quotation marks of its own.
 */
import { Refusal } from './refusal.ts'
import { type Cell, cellText, LAST_COLUMN, LAST_ROW, type Workbook } from './sheet.ts'

const DELIMITERS = ['\t', ';', ','] as const
export type Delimiter = (typeof DELIMITERS)[number]

const MAX_CELLS = 2_000_000
const MAX_TEXT = 1_000_000
/** How many rows decide between delimiters. */
const SAMPLE = 200
/** The first line with which Excel is told the delimiter; Excel does not show it. */
const TOLD = /^sep=([\t;,])?(?:\r\n?|\n|$)/i
const PASTED = 'Pasted table'

export type TextTable =
  | { kind: 'table'; cells: Cell[] }
  /** Beyond a limit; the detail says which. */
  | { kind: 'too large'; detail: string }
  /** Not to be read without guessing; the detail says why. */
  | { kind: 'unclear'; detail: string }

/** One row as it is split; `stray` when a quotation mark opens a cell that it does not close. */
interface TextRow {
  cells: string[]
  stray: boolean
}

/**
 * Reads a text table; decides its delimiter itself.
 * @param text without a byte order mark
 * @returns its cells that are not empty, all of them text; rows are counted as a spreadsheet shows them, so that a cell
 * with line breaks is one row
 */
export function readTextTable(text: string): TextTable {
  const told = TOLD.exec(text)
  const from = told?.[0].length ?? 0
  const delimiter = (told?.[1] as Delimiter | undefined) ?? delimiterOf(text, from)
  const cells: Cell[] = []
  let row = 0
  for (const { cells: texts, stray } of rowsOf(text, delimiter, from)) {
    row++
    if (stray && delimiter !== '\t')
      return {
        kind: 'unclear',
        detail: `its row ${row} has a quotation mark out of place, so its columns are not certain`,
      }
    if (row > LAST_ROW) return tooLarge('it has more than 1,048,576 rows')
    if (texts.length > LAST_COLUMN) return tooLarge('it has more than 16,384 columns')
    for (let index = 0; index < texts.length; index++) {
      const value = cellText(texts[index]!)
      if (value === '') continue
      if (value.length > MAX_TEXT) return tooLarge('one of its cells holds more than 1,000,000 characters')
      if (cells.length === MAX_CELLS) return tooLarge('it has more than 2,000,000 filled cells')
      cells.push({ row, column: index + 1, type: 'text', value, text: value })
    }
  }
  return { kind: 'table', cells }
}

/**
 * A block of cells pasted from the clipboard, as a workbook of one sheet.
 * @throws {Refusal} when nothing was pasted, or it is not to be read without guessing
 */
export function readPasted(text: string): Workbook {
  const table = readTextTable(text)
  const copy = 'copy the budget’s own cells in your spreadsheet and paste again'
  if (table.kind !== 'table')
    throw new Refusal(`What you pasted could not be read: ${table.detail}; nothing was changed, so ${copy}.`)
  if (table.cells.length === 0) throw new Refusal(`What you pasted is empty, so nothing was changed; ${copy}.`)
  return { file: PASTED, sheets: [{ name: PASTED, hidden: false, cells: table.cells, merges: [] }] }
}

function tooLarge(detail: string): TextTable {
  return { kind: 'too large', detail }
}

/**
 * The delimiter by which a text makes the best table: no quotation mark out of place, then most rows of one and the same
 * number of cells, then fewest cells that begin with a space, as the words after a comma do, then most columns.
 */
function delimiterOf(text: string, from: number): Delimiter {
  let best: { delimiter: Delimiter; score: number[] } | null = null
  for (const delimiter of DELIMITERS) {
    const score = scoreOf(text, delimiter, from)
    const at = best ? score.findIndex((part, index) => part !== best!.score[index]) : 0
    if (!best || (at >= 0 && score[at]! > best.score[at]!)) best = { delimiter, score }
  }
  return best!.delimiter
}

function scoreOf(text: string, delimiter: Delimiter, from: number): number[] {
  const rowsByLength = new Map<number, number>()
  let [strays, spaced, sampled] = [0, 0, 0]
  for (const { cells, stray } of rowsOf(text, delimiter, from)) {
    if (stray) strays++
    if (cells.length > 1) rowsByLength.set(cells.length, (rowsByLength.get(cells.length) ?? 0) + 1)
    for (const cell of cells) if (cell.startsWith(' ')) spaced++
    if (++sampled === SAMPLE) break
  }
  const [length = 1, rows = 0] = [...rowsByLength].sort(([a, m], [b, n]) => n - m || b - a)[0] ?? []
  // Beside tabs a quotation mark is never out of place.
  const clean = rows > 0 && (delimiter === '\t' || strays === 0)
  return [clean ? 1 : 0, rows, -spaced, length]
}

/** Splits a text into rows of cells, in one pass and no further than it is asked for. */
function* rowsOf(text: string, delimiter: Delimiter, from: number): Generator<TextRow> {
  const end = text.length
  const nextDelimiter = finder(text, delimiter)
  const nextFeed = finder(text, '\n')
  const nextReturn = finder(text, '\r')
  let at = from
  while (at < end) {
    const row: TextRow = { cells: [], stray: false }
    for (;;) {
      const quoted = quotedCell(text, at, delimiter)
      const isQuoted = quoted !== null && quoted !== 'stray'
      if (quoted === 'stray') row.stray = true
      const cellEnd = isQuoted ? quoted.end : Math.min(nextDelimiter(at), nextFeed(at), nextReturn(at))
      row.cells.push(isQuoted ? quoted.value : text.slice(at, cellEnd))
      at = cellEnd + 1
      if (text[cellEnd] === delimiter) continue
      if (text[cellEnd] === '\r' && text[at] === '\n') at++
      break
    }
    yield row
  }
}

/** Finds the next place of a character from a place that only ever moves on; the text's end when there is none. */
function finder(text: string, character: string): (from: number) => number {
  let found = -1
  return (from) => {
    if (found < from) {
      found = text.indexOf(character, from)
      if (found < 0) found = text.length
    }
    return found
  }
}

/** A cell in quotes and where it ends; null when it begins with none; `stray` when they do not enclose the cell. */
function quotedCell(text: string, from: number, delimiter: Delimiter): { value: string; end: number } | 'stray' | null {
  let at = from
  while (text[at] === ' ') at++
  if (text[at] !== '"') return null
  const start = ++at
  let doubled = false
  for (;;) {
    at = text.indexOf('"', at)
    if (at < 0) return 'stray'
    if (text[at + 1] !== '"') break
    doubled = true
    at += 2
  }
  let end = at + 1
  while (text[end] === ' ') end++
  const after = text[end]
  if (after !== undefined && after !== delimiter && after !== '\n' && after !== '\r') return 'stray'
  const value = text.slice(start, at)
  return { value: doubled ? value.replaceAll('""', '"') : value, end }
}
