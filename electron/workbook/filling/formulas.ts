/**
 * Formulas when rows have moved: what names a cell names the same cell afterwards, and what names a repeated row grows over
 * its copies. Example: with row 6 copied to 6, 7 and 8, `SUM(E6:E6)` becomes `SUM(E6:E8)`, and `E6-$D$2` in the copy at
 * row 8 `E8-$D$2`.
 *
 * Source: ECMA-376 part 1, 18.17.2.3 (cell references), 18.17.2.2 (sheet prefixes).
 */

import { columnNumber, LAST_COLUMN, LAST_ROW } from '../../../shared/sheet.ts'
import { closingBracket, TOKEN } from '../references.ts'
import { type Copy, type RowMap, type Span, spanIn } from './rows.ts'

/** One end of a range. */
interface Corner {
  /** Letters with their `$`, '' for whole rows. */
  column: string
  /** 0 for whole columns. */
  row: number
  /** Whether the row has a `$`. */
  absolute: boolean
}

/** A cell or a range that a formula names. */
export interface Reference {
  /** As it is written, up to and with the `!`. */
  prefix: string
  /** The sheet's name in lower case; null for the formula's own. */
  sheet: string | null
  from: Corner
  /** Null for a single cell. */
  to: Corner | null
  /** It is what a range ends with that begins with something else than a cell, such as `INDEX(E:E,2):E6`. */
  ends: boolean
}

/** A table that a formula names, with what stands in brackets after it. */
export interface TableReference {
  /** In lower case. */
  table: string
  text: string
  /** With the brackets. */
  columns: string
}

/** What has become of a table. */
export interface ChangedTable {
  /** Nothing is left of it. */
  isGone: boolean
  /** New names of columns, by the old ones in lower case. */
  columns: ReadonlyMap<string, string>
}

export interface Formula {
  /** In order; what is text stays as it is. */
  segments: (string | Reference | TableReference)[]
  /** Words that may be defined names or tables, in lower case. */
  names: string[]
  /** The functions called, in capitals. */
  calls: string[]
}

/** Where a formula stands, and where rows went. */
export interface Standpoint {
  /** The rows of a sheet by its name in lower case, of the formula's own for null; undefined where none moved. */
  mapOf(sheet: string | null): RowMap | undefined
  /** The tables that changed, by their names in lower case. */
  tables: ReadonlyMap<string, ChangedTable>
  /** The sheet in which it stands, in lower case. */
  sheet: string | null
  /** The copy in which it stands. */
  copy?: Copy
  /** A single cell too grows over the copies of its row, as the series of a chart does. */
  grows?: boolean
  /** Rows without `$` stay, as in defined names, where they are relative to whoever uses the name. */
  absoluteOnly?: boolean
}

const CELL = /^(\$?[A-Z]{1,3})(\$?)([1-9]\d{0,6})$/
const RANGE_OF_ROWS = /^(\$?)(\d+):(\$?)(\d+)$/
const RANGE_OF_COLUMNS = /^(\$?[A-Z]{1,3}):(\$?[A-Z]{1,3})$/
const GONE = '#REF!'

/** Takes a formula apart. @param text without its `=` */
export function parseFormula(text: string): Formula {
  const formula: Formula = { segments: [], names: [], calls: [] }
  let plain = ''
  let prefix = ''
  let at = 0
  const flush = (segment: Reference | TableReference) => {
    if (plain !== '') formula.segments.push(plain)
    formula.segments.push(segment)
    plain = ''
  }
  const tokenAt = (from: number): string => {
    if (text[from] === '[') return text.slice(from, closingBracket(text, from))
    TOKEN.lastIndex = from
    return TOKEN.exec(text)?.[0] ?? text[from] ?? ''
  }
  while (at < text.length) {
    const token = tokenAt(at)
    const after = text[at + token.length] ?? ''
    if (token.startsWith("'") && after === '!') {
      prefix += `${token}!`
      at += token.length + 1
      continue
    }
    if ((token.endsWith('!') && token.length > 1) || (token.startsWith('[') && /^[^\s,()+\-*/&=<>^;:]/.test(after))) {
      prefix += token
      at += token.length
      continue
    }
    const isCall = after === '('
    const first = isCall || after === '[' ? null : cornersOf(token)
    if (first) {
      at += token.length
      const second = first.to ? null : secondCorner(at)
      const sheet = sheetOf(prefix)
      if (sheet === undefined) plain += prefix + token + (second?.text ?? '')
      else flush({ prefix, sheet, from: first.from, to: first.to ?? second?.corner ?? null, ends: /:\s*$/.test(plain) })
      at += second?.text.length ?? 0
    } else {
      const isWord = /^[\p{L}_\\]/u.test(token)
      if (isWord && isCall) formula.calls.push(token.toUpperCase())
      else if (isWord) formula.names.push(token.toLowerCase())
      if (token.startsWith('[') && prefix === '') formula.names.push('[')
      at += token.length
      const columns = isWord && after === '[' && prefix === '' ? tokenAt(at) : ''
      if (columns === '') plain += prefix + token
      else flush({ table: token.toLowerCase(), text: token, columns })
      at += columns.length
    }
    prefix = ''
  }
  plain += prefix
  if (plain !== '') formula.segments.push(plain)
  return formula

  /** The `:E8` after `E6`, or the `:Paper!E8` after `Paper!E6`. */
  function secondCorner(from: number): { corner: Corner; text: string } | null {
    if (text[from] !== ':') return null
    const start = prefix !== '' && text.startsWith(prefix, from + 1) ? from + 1 + prefix.length : from + 1
    const token = tokenAt(start)
    const corners = ['(', '[', '!'].includes(text[start + token.length] ?? '') ? null : cornersOf(token)
    if (!corners || corners.to) return null
    return { corner: corners.from, text: text.slice(from, start + token.length) }
  }
}

function cornersOf(token: string): { from: Corner; to: Corner | null } | null {
  const cell = CELL.exec(token)
  if (cell) {
    const row = Number(cell[3])
    if (columnNumber(cell[1]!.replace('$', '')) === null || row > LAST_ROW) return null
    return { from: { column: cell[1]!, row, absolute: cell[2] === '$' }, to: null }
  }
  const rows = RANGE_OF_ROWS.exec(token)
  if (rows) {
    const [first, last] = [Number(rows[2]), Number(rows[4])]
    if (first < 1 || last < 1 || first > LAST_ROW || last > LAST_ROW) return null
    return {
      from: { column: '', row: first, absolute: rows[1] === '$' },
      to: { column: '', row: last, absolute: rows[3] === '$' },
    }
  }
  const columns = RANGE_OF_COLUMNS.exec(token)
  if (!columns) return null
  return {
    from: { column: columns[1]!, row: 0, absolute: true },
    to: { column: columns[2]!, row: 0, absolute: true },
  }
}

/** The sheet that a prefix names; undefined for another workbook's and for a range of sheets, which stay as they are. */
function sheetOf(prefix: string): string | null | undefined {
  if (prefix === '') return null
  if (/[[\]]/.test(prefix)) return undefined
  const name = prefix.startsWith("'") ? prefix.slice(1, -2).replaceAll("''", "'") : prefix.slice(0, -1)
  return name.includes(':') ? undefined : name.toLowerCase()
}

/** The formula as it reads where its rows have gone. */
export function movedFormula(formula: Formula, standpoint: Standpoint): string {
  let text = ''
  for (const segment of formula.segments) {
    if (typeof segment === 'string') text += segment
    else text += 'table' in segment ? movedTable(segment, standpoint) : movedReference(segment, standpoint)
  }
  return text
}

/** The same for a formula's text. @example with row 6 at 6 to 8, movedText('SUM(E6:E6)', …) // 'SUM(E6:E8)' */
export function movedText(text: string, standpoint: Standpoint): string {
  return movedFormula(parseFormula(text), standpoint)
}

/** One column's name in brackets; within it a quote stands before what is not meant as a sign. */
const COLUMN = /\[(@?)((?:[^[\]'@]|'.)(?:[^[\]']|'.)*)\]/g

function movedTable({ table, text, columns }: TableReference, { tables }: Standpoint): string {
  const changed = tables.get(table)
  if (!changed) return text + columns
  if (changed.isGone) return GONE
  return (
    text +
    columns.replace(COLUMN, (whole, sign: string, name: string) => {
      const renamed = changed.columns.get(name.replace(/'(.)/g, '$1').toLowerCase())
      return renamed === undefined ? whole : `[${sign}${renamed.replace(/[[\]#']/g, "'$&")}]`
    })
  )
}

function movedReference(reference: Reference, standpoint: Standpoint): string {
  const { prefix, from, to } = reference
  const map = standpoint.mapOf(reference.sheet)
  if (!map || from.row === 0) return written(reference, from.row, to?.row ?? 0)
  if (standpoint.absoluteOnly && !(from.absolute && (to?.absolute ?? true)))
    return written(reference, from.row, to?.row ?? 0)
  const isOwn = reference.sheet === null || reference.sheet === standpoint.sheet
  const span = spanOf(reference, map, isOwn ? standpoint.copy : undefined)
  if (!span) return prefix + GONE
  if (to) return written(reference, span[0], span[1])
  if (standpoint.grows && span[1] > span[0]) return written({ ...reference, to: from }, span[0], span[1])
  return written(reference, span[reference.ends ? 1 : 0], 0)
}

/** The new rows that a reference names, from the first to the last. */
function spanOf({ from, to }: Reference, map: RowMap, copy: Copy | undefined): Span | null {
  const [top, bottom] = !to || from.row <= to.row ? [from, to ?? from] : [to, from]
  if (!copy || bottom.row < copy.block.first || top.row > copy.block.last) return map.span(top.row, bottom.row)
  const { block } = copy
  const inner = innerSpan(copy, top, bottom)
  const above = top.row < block.first ? map.span(top.row, block.first - 1) : null
  const below = bottom.row > block.last ? map.span(block.last + 1, bottom.row) : null
  const spans = [above, inner, below].filter((span) => span !== null)
  return spans.length === 0 ? null : [spans[0]![0], spans.at(-1)![1]]
}

/** What a copy's formula means by the rows of its own block: whole ends stay those of the block where the range leaves it. */
function innerSpan(copy: Copy, top: Corner, bottom: Corner): Span | null {
  const { block } = copy
  const first = Math.max(top.row, block.first)
  const last = Math.min(bottom.row, block.last)
  let start: number | null = null
  for (let row = first; row <= last && start === null; row++) {
    start = copy.block.copies.has(row) ? (spanFor(copy, row, top, block.first)?.[0] ?? null) : null
  }
  let end: number | null = null
  for (let row = last; row >= first && end === null; row--) {
    end = copy.block.copies.has(row) ? (spanFor(copy, row, bottom, block.last)?.[1] ?? null) : null
  }
  return start === null || end === null ? null : [Math.min(start, end), Math.max(start, end)]
}

function spanFor(copy: Copy, row: number, corner: Corner, edge: number): Span | null {
  const isOutside = edge === copy.block.first ? corner.row < edge : corner.row > edge
  // A range that went beyond the formula's own row named all of its copies.
  const isBeyond = row === copy.from && row !== corner.row
  return spanIn(copy, row, corner.absolute || isOutside || isBeyond)
}

function written({ prefix, from, to }: Reference, first: number, last: number): string {
  const one = cornerText(from, first)
  return to ? `${prefix}${one}:${cornerText(to, last)}` : prefix + one
}

function cornerText({ column, absolute }: Corner, row: number): string {
  return row === 0 ? column : `${column}${absolute ? '$' : ''}${row}`
}

/** The rows and columns that a reference names, in the template. */
export function areaOf({ from, to }: Reference): { top: number; bottom: number; left: number; right: number } {
  const end = to ?? from
  const rows = from.row === 0 ? [1, LAST_ROW] : [Math.min(from.row, end.row), Math.max(from.row, end.row)]
  const columns =
    from.column === ''
      ? [1, LAST_COLUMN]
      : [from.column, end.column].map((text) => columnNumber(text.replace('$', '')) ?? 1)
  return { top: rows[0]!, bottom: rows[1]!, left: Math.min(...columns), right: Math.max(...columns) }
}
