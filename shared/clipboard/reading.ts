/**
 * Cells that were copied in a spreadsheet, as they come from the clipboard: as text with tabs, or as the cells of an HTML
 * table in the shapes that Excel, LibreOffice and Google Sheets give it. Example: LibreOffice's
 * `<td sdval="569488.44">569,488</td>` is £569,488.44, of which only whole pounds were shown.
 */
import { formatMoney, fromNumber, plainPounds, readAmount } from '../money.ts'
import { harmless, readTabbed } from '../texttable.ts'

/** What a row was in this program's own ledger. */
export const rowKinds = ['line', 'heading', 'subtotal', 'total', 'foot'] as const
export type RowKind = (typeof rowKinds)[number]

/** A copied cell. */
export interface PastedCell {
  /** As it was shown. */
  text: string
  /** The number behind what was shown, where the clipboard tells it. */
  number: number | null
  /** The arithmetic behind it, where it was copied in this program. */
  expression: string | null
}

/** A copied row; its kind is known only where it was copied in this program. */
export interface PastedRow {
  kind: RowKind | null
  cells: PastedCell[]
}

/** All rows have the same number of cells. */
export type PastedBlock = PastedRow[]

/** A cell of an HTML table, before it is known how wide it is. */
export interface HtmlCell {
  /** Its text, with line breaks where the table has them. */
  text: string
  /** Its attributes, by their names in lower case. */
  attributes: Readonly<Record<string, string>>
}

export interface HtmlRow {
  attributes: Readonly<Record<string, string>>
  cells: HtmlCell[]
}

/** More cells than an officer pastes on purpose: one whole column of a sheet has 1,048,576. */
export const MOST_CELLS = 100_000

/** No table spans further than this; a stranger's clipboard may say so. */
const WIDEST = 1_000

const blank = (): PastedCell => ({ text: '', number: null, expression: null })

/** Reads what a spreadsheet copied as text. */
export function readText(text: string): PastedBlock {
  return evened(
    readTabbed(text).map((texts) => ({
      kind: null,
      cells: texts.map((cell) => ({ text: ownText(cell), number: null, expression: null })),
    })),
  )
}

/** Does a text begin like a formula, apart from apostrophes before it? Behind one more of these it is copied, and stays a text. */
export function beginsLikeFormula(text: string): boolean {
  const rest = text.replace(/^'+/, '')
  return harmless(rest) !== rest
}

const ownText = (text: string) => (text.startsWith("'") && beginsLikeFormula(text) ? text.slice(1) : text)

/**
 * Reads the rows of an HTML table. A cell over several rows or columns stands in the first of them; the others are blank.
 *
 * Source: what Excel (`x:num`), LibreOffice (`sdval`) and Google Sheets (`data-sheets-value`) put on the clipboard.
 */
export function readHtml(rows: readonly HtmlRow[]): PastedBlock {
  /** How many further rows a cell above reaches into, by column. */
  const reaching = new Map<number, number>()
  const block = rows.map((row): PastedRow => {
    const cells: PastedCell[] = []
    const reached = () => {
      const left = reaching.get(cells.length) ?? 0
      if (left === 0) return false
      reaching.set(cells.length, left - 1)
      cells.push(blank())
      return true
    }
    for (const cell of row.cells) {
      while (reached());
      const wide = spanOf(cell, 'colspan')
      const high = spanOf(cell, 'rowspan')
      for (let column = 0; column < wide && cells.length < WIDEST; column++) {
        if (high > 1) reaching.set(cells.length, high - 1)
        cells.push(column === 0 ? cellOf(cell) : blank())
      }
    }
    while (reached());
    return { kind: kindOf(row), cells }
  })
  return evened(block)
}

const spanOf = ({ attributes }: HtmlCell, name: 'colspan' | 'rowspan') =>
  Math.min(WIDEST, Math.max(1, Math.trunc(Number(attributes[name] ?? 1)) || 1))

function kindOf({ attributes }: HtmlRow): RowKind | null {
  return rowKinds.find((kind) => kind === attributes['data-row']) ?? null
}

function cellOf({ text, attributes }: HtmlCell): PastedCell {
  return { text: text.trim(), number: numberOf(attributes), expression: attributes['data-expression'] ?? null }
}

function numberOf(attributes: HtmlCell['attributes']): number | null {
  const told = attributes['x:num'] || attributes.sdval
  if (told) return finite(told)
  const sheets = attributes['data-sheets-value']
  if (!sheets) return null
  try {
    // Google's own form: under "1" is its type, 3 for a number, under "3" the number itself.
    const value = JSON.parse(sheets) as Record<string, unknown>
    return value['1'] === 3 && typeof value['3'] === 'number' ? value['3'] : null
  } catch {
    return null
  }
}

function finite(text: string): number | null {
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

function evened(rows: PastedRow[]): PastedBlock {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 1)
  for (const { cells } of rows) while (cells.length < width) cells.push(blank())
  return rows
}

/** What a copied cell would be if it was typed, or why it cannot be: words that follow "“TBC” ". */
export type AsTyped = { typed: string } | { problem: string }

/** A copied cell for a text's column: trimmed at both ends, whatever it is. */
export function textOf({ text }: PastedCell): AsTyped {
  return { typed: text.trim() }
}

/**
 * A copied cell for a figure's column: an amount in pounds, arithmetic after "=", or blank. A number behind what is shown goes
 * before it, but only where what is shown is an amount: not for a date or a percentage.
 */
export function figureOf({ text, number, expression }: PastedCell): AsTyped {
  if (expression !== null) return { typed: expression }
  const shown = text.trim()
  if (shown === '' || shown.startsWith('=')) return { typed: shown }
  if (/%\s*\)?$/.test(shown)) return { problem: 'is a percentage, not an amount' }
  const reading = readAmount(shown)
  const tooNarrow = /^#+$/.test(shown)
  if (number !== null && (reading.kind === 'amount' || tooNarrow)) {
    const pence = fromNumber(number)
    return pence === null ? { problem: 'is above £10 billion' } : { typed: plainPounds(pence) }
  }
  if (tooNarrow) return { problem: 'was copied from a column too narrow to show it' }
  if (reading.kind === 'blank') return { typed: '' }
  if (reading.kind === 'amount' && (reading.words ?? reading.mark) === null)
    return { typed: plainPounds(reading.pence) }
  if (reading.kind === 'amount') return { problem: `has ${reading.words ? 'words' : 'a mark'} beside the amount` }
  if (reading.suggestion === null) return { problem: 'is not an amount' }
  return { problem: `is not an amount (${formatMoney(reading.suggestion)}?)` }
}
