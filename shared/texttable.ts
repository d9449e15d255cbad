/**
 * Tables that come as text: a .csv or .tsv file, a block pasted from another program. Every cell stays the text it is, so
 * that the code 00417 keeps its zeros; amounts are read from text like any other. Example: `Helpline;"1,234.50"` is two
 * cells, by its semicolon.
 *
 * Source: RFC 4180 for quoted cells. Spreadsheets put a cell on the clipboard in quotes only when it holds a tab or a line
 * break, so there the text "Victims" fund is a cell with quotation marks of its own.
 */
import Papa from 'papaparse'
import { type Pence, plainPounds } from './money.ts'
import { Refusal } from './refusal.ts'
import { type Cell, cellText, LAST_COLUMN, LAST_ROW, type Workbook } from './sheet.ts'

const DELIMITERS = ['\t', ';', ','] as const
export type Delimiter = (typeof DELIMITERS)[number]

const MAX_CELLS = 2_000_000
const MAX_TEXT = 1_000_000
/** How many rows decide between delimiters. */
const SAMPLE = 200
/** The first line with which Excel is told the delimiter; Excel does not show it. */
const TOLD = /^sep=([\t;,])?(?:\n|$)/i
const PASTED = 'Pasted table'
/** A character that no text table holds, in place of the quotation mark. */
const NO_QUOTES = '\u0000'

export type TextTable =
  | { kind: 'table'; cells: Cell[] }
  /** Beyond a limit; the detail says which. */
  | { kind: 'too large'; detail: string }
  /** Not to be read without guessing; the detail says why. */
  | { kind: 'unclear'; detail: string }

/**
 * Reads a text table; decides its delimiter itself.
 * @param text without a byte order mark
 * @returns its cells that are not empty, all of them text; rows are counted as a spreadsheet shows them, so that a cell
 * with line breaks is one row
 */
export function readTextTable(text: string): TextTable {
  const plain = text.replace(/\r\n?/g, '\n')
  const told = TOLD.exec(plain)
  const body = plain.slice(told?.[0].length ?? 0)
  const { rows, strayRow } = rowsOf(body, (told?.[1] as Delimiter | undefined) ?? delimiterOf(body))
  if (strayRow !== null) {
    return {
      kind: 'unclear',
      detail: `its row ${strayRow} has a quotation mark out of place, so its columns are not certain`,
    }
  }
  if (rows.length > LAST_ROW) return tooLarge('it has more than 1,048,576 rows')
  const cells: Cell[] = []
  for (const [index, texts] of rows.entries()) {
    if (texts.length > LAST_COLUMN) return tooLarge('it has more than 16,384 columns')
    for (const [column, cell] of texts.entries()) {
      const value = cellText(cell)
      if (value === '') continue
      if (value.length > MAX_TEXT) return tooLarge('one of its cells holds more than 1,000,000 characters')
      if (cells.length === MAX_CELLS) return tooLarge('it has more than 2,000,000 filled cells')
      cells.push({ row: index + 1, column: column + 1, type: 'text', value, text: value })
    }
  }
  return { kind: 'table', cells }
}

/**
 * The rows of a block of cells as a spreadsheet copies them to text: tabs between, and quotation marks round a cell only where
 * it holds a tab or a line break. Blank cells and rows stay where they are.
 */
export function readTabbed(text: string): string[][] {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const { rows } = rowsOf(plain, '\t')
  return rows.length === 0 ? [['']] : rows
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

/**
 * Writes a table as .csv: with a byte order mark, so that Excel reads it as UTF-8, lines as RFC 4180 ends them, and text that
 * a spreadsheet would take for a formula behind an apostrophe. Amounts, in pence, become pounds and stay numbers.
 *
 * Source: OWASP, “CSV Injection”: = + - @, tab and carriage return begin a formula; so do their full-width forms.
 */
export function writeTextTable(rows: readonly (readonly (string | Pence | null)[])[]): string {
  const texts = rows.map((cells) =>
    cells.map((cell) => (typeof cell === 'number' ? plainPounds(cell) : harmless(cell))),
  )
  return `\uFEFF${Papa.unparse(texts, { newline: '\r\n' })}\r\n`
}

/** A text that a spreadsheet does not take for a formula: one that begins like one goes behind an apostrophe. */
export const harmless = (text: string | null): string =>
  text !== null && /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : (text ?? '')

function tooLarge(detail: string): TextTable {
  return { kind: 'too large', detail }
}

/**
 * The delimiter by which a text makes the best table: no quotation mark out of place, then most rows of one and the same
 * number of cells, then fewest cells that begin with a space, as the words after a comma do, then most columns.
 */
function delimiterOf(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number[] } | null = null
  for (const delimiter of DELIMITERS) {
    const score = scoreOf(text, delimiter)
    const at = best ? score.findIndex((part, index) => part !== best!.score[index]) : 0
    if (!best || (at >= 0 && score[at]! > best.score[at]!)) best = { delimiter, score }
  }
  return best!.delimiter
}

function scoreOf(text: string, delimiter: Delimiter): number[] {
  const rowsByLength = new Map<number, number>()
  let spaced = 0
  const { rows, strayRow } = rowsOf(text, delimiter, SAMPLE)
  for (const cells of rows) {
    if (cells.length > 1) rowsByLength.set(cells.length, (rowsByLength.get(cells.length) ?? 0) + 1)
    for (const cell of cells) if (cell.startsWith(' ')) spaced++
  }
  const [length = 1, most = 0] = [...rowsByLength].sort(([a, m], [b, n]) => n - m || b - a)[0] ?? []
  return [most > 0 && strayRow === null ? 1 : 0, most, -spaced, length]
}

/**
 * Splits a text into rows of cells. Where a quotation mark is out of place they are split as if there were none, and its row
 * is told.
 * @param preview no more rows than so many; 0 for all
 */
function rowsOf(text: string, delimiter: Delimiter, preview = 0): { rows: string[][]; strayRow: number | null } {
  const split = (quoteChar: string) => {
    const enclosed = delimiter === '\t' && quoteChar === '"' ? text.replace(TABBED_CELL, encloseMarks) : text
    return Papa.parse<string[]>(enclosed, { delimiter, newline: '\n', quoteChar, preview })
  }
  const { data, errors } = split('"')
  const wrong = errors.find(({ type }) => type === 'Quotes')?.row
  const strayRow = wrong === undefined ? spacedRow(text, delimiter) : wrong + 1
  return { rows: strayRow === null ? data : split(NO_QUOTES).data, strayRow }
}

/** The line with a mark that opens a cell only after a space, where it is not seen as one that encloses the cell. */
function spacedRow(text: string, delimiter: Delimiter): number | null {
  if (delimiter === '\t') return null
  const opened = new RegExp(`(?<=^|[${delimiter}\\n])(?:"(?:[^"]|"")*"|( +"))`, 'g')
  for (const match of text.matchAll(opened)) {
    if (match[1] !== undefined) return text.slice(0, match.index).split('\n').length
  }
  return null
}

/** A cell beside tabs that begins with a quotation mark: one that marks enclose, or else what is left of it. */
const TABBED_CELL = /(?<=^|[\t\n])(?:("(?:[^"]|"")*")(?=[\t\n]|$)|("[^\t\n]*))/g

/** As a spreadsheet copies them, marks that do not enclose a cell belong to it: "Victims" fund. */
function encloseMarks(cell: string, enclosed: string | undefined): string {
  return enclosed === undefined ? `"${cell.replaceAll('"', '""')}"` : cell
}
