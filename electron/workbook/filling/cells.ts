/**
 * Rows and cells of a sheet on their way to the new one: taken apart once, written as often as they are copied. Example: a
 * template's `<c r="F6" s="4"><f>E6-D6</f></c>` in the copy at row 12 is `<c r="F12" s="4"><f>E12-D12</f></c>`.
 *
 * Source: ECMA-376 part 1, 18.3.1.73 (row), .4 (c), .40 (f), .53 (is), 22.9.2.19 (ST_Xstring).
 */

import { Refusal } from '../../../shared/refusal.ts'
import { columnLetters, columnNumber, LAST_COLUMN } from '../../../shared/sheet.ts'
import type { FilledValue } from '../../../shared/templates/filling.ts'
import { moveFormula, parseAddress } from '../references.ts'
import { damaged } from '../unreadable.ts'
import { areaText, parseArea } from './areas.ts'
import {
  attributesText,
  childOf,
  elementsOf,
  elementText,
  escapeText,
  prefixOf,
  textOf,
  type XmlElement,
} from './elements.ts'
import { type Formula, movedFormula, parseFormula, type Standpoint } from './formulas.ts'
import type { Copy, RowMap } from './rows.ts'

/** Cells of a sheet, empty ones with a style included. */
const MAX_CELLS = 5_000_000
/** As many characters as a cell of Excel holds. */
const MAX_TEXT = 32_767

/** What the cells of a sheet have in common. */
export interface CellContext {
  /** The sheet in a person's words. */
  what: string
  map: RowMap
  standpoint: Standpoint
  /** The formulas that cells share, by their number. */
  shared: ReadonlyMap<string, { row: number; column: number; text: string }>
  /** Whether shared formulas are written out, each in its cell. */
  expands: boolean
  /** Whether the value of a cell that is not filled is out of date. */
  isStale(row: number, column: number): boolean
  /** Columns that are new, each with the one whose styles it takes, by letters. */
  like: Readonly<Record<string, string>>
  /** The style of a column's cells that are not written, by its number. */
  columnStyle(column: number): string | undefined
  /** The height in points that a row needs for its texts; null where it needs none of its own. */
  heightOf(row: CompiledRow, filled: FilledCells): number | null
  /** Set when anything is written otherwise than it was. */
  changed: boolean
  /** How many cells are written so far. */
  written: number
}

export interface CompiledCell {
  letters: string
  column: number
  /** All but its place and type. */
  attributes: string
  style: string | undefined
  type: string | undefined
  /** What is in it, but for a formula and a value. */
  rest: string
  /** The value as XML, '' for none. */
  value: string
  formula: CompiledFormula | null
}

interface CompiledFormula {
  name: string
  attributes: Record<string, string>
  /** Null for a shared one that stays as it is. */
  parsed: Formula | null
  text: string
}

/** A row, taken apart. */
export interface CompiledRow {
  /** Of the template. */
  from: number
  name: string
  prefix: string
  attributes: Record<string, string>
  cells: CompiledCell[]
}

export type FilledCells = Readonly<Record<string, FilledValue>>

/** The number of a row. @param before the number of the row before it, from which one without a number counts */
export function rowNumber({ attributes }: XmlElement, before: number): number {
  return attributes.r === undefined ? before + 1 : Number(attributes.r)
}

export function compileRow(row: XmlElement, from: number, context: CellContext): CompiledRow {
  const cells: CompiledCell[] = []
  let column = 0
  for (const cell of elementsOf(row)) {
    if (cell.local !== 'c') continue
    column = columnOf(cell, from, column, context.what)
    cells.push(compileCell(cell, from, column, context))
  }
  cells.sort((a, b) => a.column - b.column)
  for (let index = 1; index < cells.length; index++) {
    if (cells[index]!.column === cells[index - 1]!.column) throw damaged(`${context.what} has one cell twice`)
  }
  return { from, name: row.name, prefix: prefixOf(row.name), attributes: row.attributes, cells }
}

/** A row that the template does not write, because nothing is in it. */
export function emptyRow(from: number, prefix: string): CompiledRow {
  return { from, name: `${prefix}row`, prefix, attributes: {}, cells: [] }
}

function columnOf({ attributes }: XmlElement, row: number, before: number, what: string): number {
  if (attributes.r === undefined) return before + 1
  const place = parseAddress(attributes.r)
  if (place < 0 || Math.floor(place / LAST_COLUMN) + 1 !== row) throw damaged(`${what} has a cell outside its row`)
  return (place % LAST_COLUMN) + 1
}

function compileCell(cell: XmlElement, row: number, column: number, context: CellContext): CompiledCell {
  const { r: _, t, ...attributes } = cell.attributes
  const formula = childOf(cell, 'f')
  const value = childOf(cell, 'v')
  const rest = elementsOf(cell).filter((child) => child !== formula && child !== value)
  return {
    letters: columnLetters(column),
    column,
    attributes: attributesText(attributes),
    style: attributes.s,
    type: t,
    rest: rest.map(elementText).join(''),
    value: value && value.children.length > 0 ? elementText(value) : '',
    formula: formula ? compileFormula(formula, row, column, context) : null,
  }
}

function compileFormula(
  formula: XmlElement,
  row: number,
  column: number,
  context: CellContext,
): CompiledFormula | null {
  const { name, attributes } = formula
  const text = textOf(formula)
  if (attributes.t === 'shared') {
    if (!context.expands) return { name, attributes, parsed: null, text }
    const master = context.shared.get(attributes.si ?? '')
    const own = text || (master && moveFormula(master.text, row - master.row, column - master.column))
    if (!own) return null
    const { t: _, si: __, ref: ___, ...rest } = attributes
    return { name, attributes: rest, parsed: parseFormula(own), text: own }
  }
  return { name, attributes, parsed: parseFormula(text), text }
}

/**
 * Writes a row.
 * @param row its new number
 * @param copy which copy it is; undefined outside the blocks
 * @param filled what is filled in it, by column letters
 */
export function writeRow(
  compiled: CompiledRow,
  row: number,
  copy: Copy | undefined,
  filled: FilledCells | undefined,
  context: CellContext,
): string {
  const added = filled
    ? Object.keys(filled).filter((letters) => !compiled.cells.some((cell) => cell.letters === letters))
    : []
  let text = `<${compiled.name}${rowAttributes(compiled, row, { filled, isWider: added.length > 0 }, context)}`
  const cells = added.length === 0 ? compiled.cells : withAdded(compiled, added, context)
  if (row !== compiled.from || filled) context.changed = true
  if (cells.length === 0) return `${text}/>`
  context.written += cells.length
  if (context.written > MAX_CELLS) {
    throw new Refusal(
      `The paper would have more than 5,000,000 cells in ${context.what}, so nothing was written; choose fewer lines, or clear the format of unused columns in the template.`,
    )
  }
  text += '>'
  for (const cell of cells) {
    const value = filled && Object.hasOwn(filled, cell.letters) ? filled[cell.letters] : undefined
    text += value
      ? filledCell(cell, compiled.prefix, row, value, context)
      : copiedCell(cell, compiled, row, copy, context)
  }
  return `${text}</${compiled.name}>`
}

/** With the height of its new text instead of its old, and without the hint which columns it has, where that is over. */
function rowAttributes(
  compiled: CompiledRow,
  row: number,
  { filled, isWider }: { filled: FilledCells | undefined; isWider: boolean },
  context: CellContext,
): string {
  const { r: _, ...rest } = compiled.attributes
  if (isWider) delete rest.spans
  if (filled && rest.customHeight !== '1' && rest.customHeight !== 'true') {
    const height = context.heightOf(compiled, filled)
    if (height === null) delete rest.ht
    else rest.ht = String(height)
  }
  return attributesText({ r: String(row), ...rest })
}

function withAdded({ attributes, cells }: CompiledRow, added: string[], context: CellContext): CompiledCell[] {
  const ofRow = attributes.customFormat === '1' || attributes.customFormat === 'true' ? attributes.s : undefined
  const all = [...cells]
  for (const letters of added) {
    const column = columnNumber(letters)
    if (column === null) throw new Error(`“${letters}” is no column`)
    const liked = cells.find((cell) => cell.letters === context.like[letters])
    const style = liked ? liked.style : (ofRow ?? context.columnStyle(column))
    all.push({ letters, column, attributes: '', style, type: undefined, rest: '', value: '', formula: null })
  }
  return all.sort((a, b) => a.column - b.column)
}

function copiedCell(
  cell: CompiledCell,
  { from, prefix }: CompiledRow,
  row: number,
  copy: Copy | undefined,
  context: CellContext,
): string {
  const isStale = copy
    ? cell.formula !== null || context.isStale(from, cell.column)
    : context.isStale(from, cell.column)
  const value = isStale ? '' : cell.value
  if (isStale && cell.value !== '') context.changed = true
  const type = isStale || cell.type === undefined ? '' : ` t="${cell.type}"`
  const start = `<${prefix}c r="${cell.letters}${row}"${cell.attributes}${type}`
  const formula = cell.formula ? formulaText(cell.formula, row - from, copy, context) : ''
  const inner = formula + value + cell.rest
  return inner === '' ? `${start}/>` : `${start}>${inner}</${prefix}c>`
}

function formulaText(formula: CompiledFormula, shift: number, copy: Copy | undefined, context: CellContext): string {
  const { name, attributes, parsed } = formula
  if (!parsed) {
    return formula.text === ''
      ? `<${name}${attributesText(attributes)}/>`
      : `<${name}${attributesText(attributes)}>${escapeText(formula.text)}</${name}>`
  }
  const standpoint = copy ? { ...context.standpoint, copy } : context.standpoint
  const text = movedFormula(parsed, standpoint)
  if (text !== formula.text) context.changed = true
  const moved =
    attributes.ref === undefined ? attributes : { ...attributes, ref: movedArray(attributes.ref, shift, copy, context) }
  for (const corner of ['r1', 'r2']) {
    if (attributes[corner]) moved[corner] = movedFormula(parseFormula(attributes[corner]), standpoint)
  }
  return text === ''
    ? `<${name}${attributesText(moved)}/>`
    : `<${name}${attributesText(moved)}>${escapeText(text)}</${name}>`
}

/** The cells of an array formula: in a copy as many rows as in the template, elsewhere with the copies of its rows. */
function movedArray(ref: string, shift: number, copy: Copy | undefined, { map }: CellContext): string {
  const area = parseArea(ref)
  if (!area) return ref
  if (copy) return areaText({ ...area, top: area.top + shift, bottom: area.bottom + shift })
  const span = map.span(area.top, area.bottom)
  return span ? areaText({ ...area, top: span[0], bottom: span[1] }) : ref
}

function filledCell(
  cell: CompiledCell,
  prefix: string,
  row: number,
  value: FilledValue,
  { what }: CellContext,
): string {
  const at = cell.letters + row
  const start = `<${prefix}c r="${at}"${cell.style === undefined ? '' : ` s="${cell.style}"`}`
  switch (value.kind) {
    case 'blank':
      return `${start}/>`
    case 'number':
      return `${start}><${prefix}v>${numberText(value.value, at)}</${prefix}v></${prefix}c>`
    case 'text':
      if (value.text === '') return `${start}/>`
      if (value.text.length > MAX_TEXT) {
        throw new Refusal(
          `The text for ${at} of ${what} is longer than a cell can hold (32,767 characters), so nothing was written; shorten it.`,
        )
      }
      return `${start} t="inlineStr"><${prefix}is><${prefix}t${spaceText(value.text)}>${storedText(value.text)}</${prefix}t></${prefix}is></${prefix}c>`
    case 'formula': {
      const known = value.value
      const type = typeof known === 'string' ? ' t="str"' : ''
      const cached =
        known === null
          ? ''
          : `<${prefix}v${typeof known === 'string' ? spaceText(known) : ''}>${typeof known === 'string' ? storedText(known) : numberText(known, at)}</${prefix}v>`
      return `${start}${type}><${prefix}f>${escapeText(value.formula)}</${prefix}f>${cached}</${prefix}c>`
    }
  }
}

function numberText(value: number, at: string): string {
  if (!Number.isFinite(value)) throw new Error(`The number for ${at} is none`)
  return String(value)
}

function spaceText(text: string): string {
  return /^\s|\s$|[\n\t]|\s\s/.test(text) ? ' xml:space="preserve"' : ''
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu

/** A text as a cell stores it: what XML cannot hold as `_x0001_`, and what would be read as such with its own `_` so. */
export function storedText(text: string): string {
  const stored = UNWRITABLE.test(text)
    ? text.replace(
        UNWRITABLE,
        (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      )
    : text
  UNWRITABLE.lastIndex = 0
  return escapeText(stored)
}
