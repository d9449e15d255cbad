/**
 * Works out a formula that was saved without its value, where it is plain arithmetic or a sum over its own sheet.
 * Example: `SUM(C2:C4)*2` above 100, 200 and 50 is £700; a look-up is left to the officer.
 */
import { evaluate } from '../arithmetic.ts'
import type { Pence } from '../money.ts'
import { type Cell, columnNumber } from '../sheet.ts'
import type { Grid } from './grid.ts'

const REFERENCE = /\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?/g
const MOST_CELLS = 10_000
const LONGEST = 100_000

/**
 * A formula's value in pence, rounded once.
 * @param unit what the sheet's figures are counted in, in pounds
 * @returns null when it holds anything but numbers, cells of its own sheet, + − × ÷ and SUM, or refers to itself
 */
export function workOut(grid: Grid, cell: Cell, unit: number): Pence | null {
  const arithmetic = arithmeticOf(grid, cell, new Map())
  if (arithmetic === null) return null
  try {
    return evaluate(`(${arithmetic})*${unit}`, LONGEST + 20)
  } catch {
    return null
  }
}

/** The formula with its cells put in; what is being worked out is null meanwhile, so that a circle ends. */
function arithmeticOf(grid: Grid, cell: Cell, known: Map<Cell, string | null>): string | null {
  const held = known.get(cell)
  if (held !== undefined) return held
  known.set(cell, null)
  const found = cell.formula === undefined ? null : substituted(grid, cell.formula, known)
  const result = found !== null && found.length <= LONGEST && !/[A-Za-z!]/.test(found) ? found : null
  known.set(cell, result)
  return result
}

function substituted(grid: Grid, formula: string, known: Map<Cell, string | null>): string | null {
  let failed = false
  let length = 0
  const valueAt = (row: number, column: number, inRange: boolean): string => {
    const cell = grid.row(row)?.byColumn.get(column)
    if (!cell || (cell.type === 'text' && inRange)) return '0'
    const value = cell.type === 'number' ? plainNumber(cell.value as number) : arithmeticOf(grid, cell, known)
    length += value?.length ?? 0
    failed ||= value === null || length > LONGEST
    return `(${value})`
  }
  const arithmetic = formula
    .replace(/\bSUM\(/gi, '(')
    .replace(/[;,]/g, '+')
    .replace(REFERENCE, (_, from, top, to, bottom) => {
      const left = columnNumber(from) ?? 0
      const right = to ? (columnNumber(to) ?? 0) : left
      const last = Number(bottom ?? top)
      failed ||= (right - left + 1) * (last - Number(top) + 1) > MOST_CELLS
      const values: string[] = []
      for (let row = Number(top); row <= last && !failed; row++)
        for (let column = left; column <= right && !failed; column++) values.push(valueAt(row, column, Boolean(to)))
      return `(${values.filter((value) => value !== '0').join('+') || '0'})`
    })
  return failed ? null : arithmetic
}

function plainNumber(value: number): string {
  const text = String(value)
  return /e/.test(text) ? value.toFixed(10) : text
}
