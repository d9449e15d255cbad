/**
 * Rows that add up others though their label does not say so. Example: "All services" with =SUM(C3:C7) below its lines, or a
 * last row without a name whose figures are what the rows above it come to.
 */
import type { Cell } from '../sheet.ts'
import { columnNumber } from '../sheet.ts'
import { readFigure } from './figures.ts'
import type { StatedRow, TableFindings } from './findings.ts'
import type { Grid } from './grid.ts'

const SUM = /^(?:SUM|SUBTOTAL)\(/i
const PLAIN_SUM = /^(?:SUM|SUBTOTAL)\([^()]*\)$/i
const RANGE = /\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})/gi

/**
 * Is a cell's formula a sum over lines in its own column?
 * @param anything whether any sum will do, as in a row that has no name
 * @param lines the rows of the lines above it
 */
export function sumsAbove({ formula = '', row, column }: Cell, anything: boolean, lines: ReadonlySet<number>): boolean {
  if (!SUM.test(formula)) return false
  if (anything) return true
  if (!PLAIN_SUM.test(formula)) return false
  return [...formula.matchAll(RANGE)].some(([, from = '', top, to = '', bottom]) => {
    if (columnNumber(from.toUpperCase()) !== column || columnNumber(to.toUpperCase()) !== column) return false
    for (let number = Number(top); number <= Math.min(Number(bottom), row - 1); number++)
      if (lines.has(number)) return true
    return false
  })
}

/** Are all figures of a row what two lines or more above it come to: all of them, or those since the last sum? */
export function addsUp(grid: Grid, figures: StatedRow['figures'], { lines, stated }: TableFindings): boolean {
  const scopes = [lines, lines.slice(stated.at(-1)?.after ?? 0)]
  return (
    figures.length > 0 &&
    scopes.some(
      (scope) =>
        scope.length > 1 &&
        figures.every(({ cell, column: { year, measure, unit, area } }) => {
          const figure = readFigure(grid, cell, unit)
          let sum: number | null = null
          for (const { line } of scope) {
            if (area && line.geography !== area) continue
            for (const one of line.figures)
              if (one.year === year && one.measure === measure) sum = (sum ?? 0) + one.pence
          }
          return figure.kind === 'amount' && figure.pence === sum
        }),
    )
  )
}
