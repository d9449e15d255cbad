/**
 * A small language for tests: sheets written as rows of values. Example:
 * `workbookOf({Budget: [['Service', '2020/21 budget (£)'], ['Helpline', 100], ['Total', {f: 'SUM(B2:B2)', v: 100}]]})`.
 */
import type { Cell, Merge, Sheet, Workbook } from '../../../shared/sheet.ts'

/** null is an empty cell; `f` a formula with its cached value (none when `v` is left out); `b` a bold text. */
export type Value = null | string | number | { f: string; v?: number | string } | { b: string }

export function sheetOf(
  name: string,
  rows: Value[][],
  { merges = [], hidden = false }: { merges?: Merge[]; hidden?: boolean } = {},
): Sheet {
  const cells: Cell[] = []
  for (const [row, values] of rows.entries()) {
    for (const [column, value] of values.entries()) {
      if (value !== null && value !== '') cells.push(cellOf(row + 1, column + 1, value))
    }
  }
  return { name, hidden, cells, merges }
}

function cellOf(row: number, column: number, value: Exclude<Value, null>): Cell {
  if (typeof value === 'object' && 'b' in value) return { ...cellOf(row, column, value.b), bold: true }
  if (typeof value === 'object') {
    const cached = value.v
    if (cached === undefined) return { row, column, type: 'blank', value: null, text: '', formula: value.f }
    return { ...cellOf(row, column, cached), formula: value.f }
  }
  const type = typeof value === 'number' ? 'number' : value.startsWith('#') && value.endsWith('!') ? 'error' : 'text'
  return { row, column, type, value, text: String(value) }
}

export function workbookOf(sheets: Record<string, Value[][]>): Workbook {
  return { file: 'test.xlsx', sheets: Object.entries(sheets).map(([name, rows]) => sheetOf(name, rows)) }
}
