/**
 * Tables that stand side by side, parted by a column without a cell. Example: grants in columns A to C, contracts in E to G.
 */
import type { Grid, GridRow } from './grid.ts'

/** A part of the grid, and the place of each of its rows by number. */
interface Side {
  grid: Grid
  indexes: ReadonlyMap<number, number>
}

/** The ranges of columns that hold a table each, from the row in which `heads` finds headings in all of them. */
export function sidesOf(grid: Grid, heads: (side: Grid, index: number) => boolean): Grid[] {
  const lastFilled: number[] = []
  for (const [index, { cells }] of grid.rows.entries()) for (const { column } of cells) lastFilled[column] = index
  const known = new Map<string, Side>()
  const sideOf = (from: number, to: number): Side => {
    const key = `${from} ${to}`
    const held = known.get(key)
    if (held) return held
    const part = grid.part(from, to)
    const side = { grid: part, indexes: new Map(part.rows.map(({ number }, at) => [number, at])) }
    known.set(key, side)
    return side
  }
  for (const [index, row] of grid.rows.entries()) {
    if (row.cells.length < 4 || isUnbroken(row)) continue
    const isFilled = (column: number) => (lastFilled[column] ?? -1) >= index
    const starts = row.cells.flatMap(({ column }, at) => (isFilled(column - 1) ? [] : at))
    // Each side has two columns at least, or it is none.
    const narrow = (at: number, side: number) => (starts[side + 1] ?? row.cells.length) - (side === 0 ? 0 : at) < 2
    if (starts.length < 2 || starts.some(narrow)) continue
    const columns = starts.map((at) => row.cells[at]!.column)
    const sides = columns.map((from, side) =>
      sideOf(side === 0 ? 1 : from, (columns[side + 1] ?? Number.POSITIVE_INFINITY) - 1),
    )
    const isHead = sides.every((side) => heads(side.grid, side.indexes.get(row.number)!))
    if (isHead && sides.every((side) => named(side.grid, row.number))) return sides.map((side) => side.grid)
  }
  return [grid]
}

/** Do the cells of a row stand side by side? */
const isUnbroken = ({ cells }: GridRow) => cells.at(-1)!.column - cells[0]!.column === cells.length - 1

/** Does a side have a text in its first column for nearly every row below its headings? */
function named(side: Grid, number: number): boolean {
  const headings = side.row(number)!.cells
  const first = headings[0]!
  if (/^(?:notes?|comments?|remarks?|change|variance|difference)\b|%/i.test(first.text)) return false
  const rows = side.rows.filter((row) => row.number > number && row.cells.length > 1)
  const texts = rows.filter(({ byColumn }) => byColumn.get(first.column)?.type === 'text')
  return rows.length > 0 && texts.length * 5 >= rows.length * 4
}
