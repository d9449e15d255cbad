/**
 * Tables that stand side by side, parted by a column without a cell. Example: grants in columns A to C, contracts in E to G.
 */
import type { Grid } from './grid.ts'

/** The ranges of columns that hold a table each, from the row in which `heads` finds headings in all of them. */
export function sidesOf(grid: Grid, heads: (side: Grid, index: number) => boolean): Grid[] {
  for (const [index, row] of grid.rows.entries()) {
    if (row.cells.length < 4) continue
    const filled = new Set(grid.rows.slice(index).flatMap(({ cells }) => cells.map(({ column }) => column)))
    const starts = row.cells.flatMap(({ column }) => (filled.has(column - 1) ? [] : column))
    if (starts.length < 2) continue
    const sides = starts.map((from, side) => {
      const first = side === 0 ? 1 : from
      return grid.part(first, (starts[side + 1] ?? Number.POSITIVE_INFINITY) - 1)
    })
    if (sides.every((side) => named(side, row.number) && heads(side, rowIndex(side, row.number)))) return sides
  }
  return [grid]
}

const rowIndex = ({ rows }: Grid, number: number) => rows.findIndex((row) => row.number === number)

/** Does a side have at least two columns, and a text in the first of them for nearly every row below its headings? */
function named(side: Grid, number: number): boolean {
  const headings = side.row(number)!.cells
  const first = headings[0]!
  if (headings.length < 2 || /^(?:notes?|comments?|remarks?|change|variance|difference)\b|%/i.test(first.text))
    return false
  const rows = side.rows.filter((row) => row.number > number && row.cells.length > 1)
  const texts = rows.filter(({ byColumn }) => byColumn.get(first.column)?.type === 'text')
  return rows.length > 0 && texts.length * 5 >= rows.length * 4
}
