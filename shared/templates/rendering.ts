/**
 * What stands in every cell that is filled, of the sheets whose rows are placed. Example: "Subtotal {{priority.name}}" becomes
 * the text "Subtotal Victims", and `{{line.budget Y}}` alone in its cell the number 1386885.
 */
import { address, columnLetters, type Sheet } from '../sheet.ts'
import { liveFormula } from './arithmetic.ts'
import { type Found, readParts, type TemplateCell } from './bands.ts'
import { nowhere, saidBy } from './evaluating.ts'
import type { Env } from './figures.ts'
import type { FilledRow, FilledSheet, FilledValue } from './filling.ts'
import { readText } from './parse.ts'
import type { Placed, PlacedSheet } from './placing.ts'
import { Sums } from './sums.ts'
import { cellValue, filledText, type Manner, wordsOf } from './values.ts'

/** What placeholders gave: the first words, and how often they gave any. */
export type Given = Map<Found, { first: string; times: number }>

/** Fills the cells of a sheet. Notes what each placeholder gives. */
export function renderSheet(env: Env, placed: PlacedSheet, given: Given): FilledSheet {
  const sums = new Sums(env, placed)
  const rows = [...placed.blocks.flatMap((block) => block.rows), ...placed.loose]
  const waiting: { row: Placed; cell: TemplateCell }[] = []
  for (const row of rows)
    for (const cell of row.from.cells) {
      if (cell.alone && sums.isSum(row, cell.alone)) waiting.push({ row, cell })
      else row.cells.set(cell.column, renderCell(env, row, cell, { given, sums }))
    }
  // Inner sums first, so that what an outer one passes over is known.
  const depth = ({ from }: Placed) => (from.kind === 'subtotal' ? from.level : -1)
  waiting.sort((a, b) => depth(b.row) - depth(a.row))
  for (const { row, cell } of waiting) {
    sayAndNote(env, row, cell, { given, sums })
    row.cells.set(cell.column, sums.cell(row, cell.column, cell.alone!))
  }
  const filled: FilledSheet = { name: placed.layout.sheet.name, blocks: [], cells: {}, headerFooter: {} }
  for (const { block, rows: made } of placed.blocks)
    filled.blocks.push({
      first: block.rows[0]!.row,
      last: block.rows.at(-1)!.row,
      rows: made.map(({ from, cells }): FilledRow => ({ from: from.row, cells: byLetters(cells) })),
    })
  for (const { from, cells } of placed.loose)
    for (const [column, value] of cells) filled.cells[address(from.row, column)] = value
  return filled
}

function byLetters(cells: ReadonlyMap<number, FilledValue>): Record<string, FilledValue> {
  const named: Record<string, FilledValue> = {}
  for (const [column, value] of cells) named[columnLetters(column)] = value
  return named
}

interface Tools {
  given: Given
  sums: Sums
}

function renderCell(env: Env, row: Placed, cell: TemplateCell, { given, sums }: Tools): FilledValue {
  if (cell.alone) {
    const value = sayAndNote(env, row, cell, { given, sums })
    return liveFormula(env, row, cell) ?? cellValue(value, cell.alone, env)
  }
  return filledText(written(env, cell.parts, given, (query) => sayIn(env, row, query, sums)))
}

type Said = ReturnType<typeof saidBy>

function sayIn(env: Env, row: Placed, query: NonNullable<TemplateCell['alone']>, sums: Sums): Said {
  return sums.isSum(row, query) ? sums.value(row, query) : saidBy(env, query, row.context)
}

function sayAndNote(env: Env, row: Placed, cell: TemplateCell, { given, sums }: Tools): Said {
  const value = sayIn(env, row, cell.alone!, sums)
  for (const part of cell.parts) {
    if (typeof part === 'string') continue
    const held = given.get(part.found)
    // Only the first words are kept, so no others are written out.
    if (held && value !== null) held.times++
    else noteGiven(given, part.found, wordsOf(value, part.query, env))
  }
  return value
}

/** Notes what a placeholder gave. */
export function noteGiven(given: Given, found: Found, words: string): void {
  const held = given.get(found)
  if (words === '') return
  if (held) held.times++
  else given.set(found, { first: words, times: 1 })
}

/** What stands between two things, one of which may be missing. */
const SEPARATOR = /^\s*[-–—·|,]\s+/
/** What stands after words that say what follows is about, as in "2020/21: From April". */
const COLON = /^:\s+/

/**
 * Words and placeholders as one text. A "£" or "%" that stands beside an amount already is not written twice, and a blank at the
 * beginning takes its separator with it, and a blank word its colon.
 */
function written(
  env: Manner,
  parts: TemplateCell['parts'],
  given: Given,
  say: (query: NonNullable<TemplateCell['alone']>) => Said,
): string {
  let text = ''
  let skipped = false
  for (const [place, part] of parts.entries()) {
    if (typeof part === 'string') {
      text += skipped ? part.replace(SEPARATOR, '').replace(COLON, '') : part
      skipped = false
      continue
    }
    let words = wordsOf(say(part.query), part.query, env)
    noteGiven(given, part.found, words)
    const after = parts[place + 1]
    if (words === '' && typeof after === 'string')
      skipped = text.trim() === '' ? SEPARATOR.test(after) || COLON.test(after) : /\s$/.test(text) && COLON.test(after)
    if (text.endsWith('£')) words = words.replace('£', '')
    if (typeof after === 'string' && after.startsWith('%')) words = words.replace(/%$/, '')
    text += words
  }
  return text
}

/** The bands that may stand in a header, a footer or a property, which belong to no row. */
export const ANYWHERE = new Set(['plan', 'today', 'named', 'total'])

/** Reads the headers and footers of a sheet; every placeholder of them goes to `found`. */
export function readHeaders(
  env: Env,
  sheet: Pick<Sheet, 'name'>,
  texts: Record<string, string>,
  found: Found[],
): Map<string, TemplateCell['parts']> {
  const read = new Map<string, TemplateCell['parts']>()
  for (const [element, text] of Object.entries(texts)) {
    const parts = readText(text.replaceAll('&&', '\0'))
    if (parts.length === 0) continue
    const header = readParts(env, parts, { sheet: sheet.name, cell: element }, found)
    for (const { query, found: at } of header.queries)
      if (!ANYWHERE.has(query.band)) at.problem ??= 'cannot stand in a header or footer, which belongs to no row'
    for (const { found: at } of header.tests) at.problem ??= 'cannot stand in a header or footer, which is no row'
    read.set(element, header.parts)
  }
  return read
}

/** Fills the headers and footers of a sheet. In them "&" begins a code, so one in a text is doubled. */
export function renderHeaders(
  env: Env,
  headers: ReadonlyMap<string, TemplateCell['parts']>,
  given: Given,
): Record<string, string> {
  const filled: Record<string, string> = {}
  for (const [element, parts] of headers) {
    let text = ''
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part.replaceAll('\0', '&&')
        continue
      }
      const words = wordsOf(saidBy(env, part.query, nowhere), part.query, env)
      noteGiven(given, part.found, words)
      // After a font size such as &12, a digit would be read as part of it.
      const apart = /&\d+$/.test(text) && /^\d/.test(words) ? ' ' : ''
      text += apart + words.replaceAll('&', '&&').replace(/\s*\n\s*/g, ' ')
    }
    filled[element] = text
  }
  return filled
}
