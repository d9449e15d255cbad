/**
 * Cells on their way from the reading process: columns of figures instead of objects, which takes a quarter of the time
 * of sending the objects as they are. Example: `unpackCells(packCells(cells))` is equal to `cells`.
 */

import type { Cell, CellType } from '../../shared/sheet.ts'

const TYPES: readonly CellType[] = ['text', 'number', 'boolean', 'date', 'error', 'blank']
const TYPE = 7
const BOLD = 8
const FILLED = 16
const HIDDEN = 32

/** The cells of a sheet or of a piece of it; the same index in each column is the same cell. */
export interface PackedCells {
  rows: Int32Array
  columns: Uint16Array
  /** The type's number in the lowest three bits, then bold, filled, hidden. */
  kinds: Uint8Array
  values: Cell['value'][]
  /** Null where the text is the value. */
  texts: (string | null)[]
  /** By index, for the few that have one. */
  formulas: [index: number, formula: string][]
  comments: [index: number, comment: string][]
}

export function packCells(cells: readonly Cell[]): PackedCells {
  const count = cells.length
  const packed: PackedCells = {
    rows: new Int32Array(count),
    columns: new Uint16Array(count),
    kinds: new Uint8Array(count),
    values: [],
    texts: [],
    formulas: [],
    comments: [],
  }
  for (let index = 0; index < count; index++) {
    const { row, column, type, value, text, formula, comment, bold, filled, hidden } = cells[index]!
    packed.rows[index] = row
    packed.columns[index] = column
    packed.kinds[index] = TYPES.indexOf(type) | (bold ? BOLD : 0) | (filled ? FILLED : 0) | (hidden ? HIDDEN : 0)
    packed.values.push(value)
    packed.texts.push(text === value ? null : text)
    if (formula !== undefined) packed.formulas.push([index, formula])
    if (comment !== undefined) packed.comments.push([index, comment])
  }
  return packed
}

/** @param into the cells before, to which these are added */
export function unpackCells(packed: PackedCells, into: Cell[] = []): Cell[] {
  const { rows, columns, kinds, values, texts, formulas, comments } = packed
  const first = into.length
  for (let index = 0; index < rows.length; index++) {
    const kind = kinds[index]!
    const value = values[index]!
    const text = texts[index] ?? (value as string)
    const cell: Cell = { row: rows[index]!, column: columns[index]!, type: TYPES[kind & TYPE]!, value, text }
    if (kind & BOLD) cell.bold = true
    if (kind & FILLED) cell.filled = true
    if (kind & HIDDEN) cell.hidden = true
    into.push(cell)
  }
  for (const [index, formula] of formulas) into[first + index]!.formula = formula
  for (const [index, comment] of comments) into[first + index]!.comment = comment
  return into
}
