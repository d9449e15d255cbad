/**
 * Comments on cells: those on a line's cells become notes of the line, the others are listed as skipped, so that none
 * vanishes. Example: "Ring-fenced by the MoJ" on F12 is a note of that line's budget for 2019/20.
 */
import { address, type Cell, columnLetters } from '../sheet.ts'
import type { FoundLine, TableFindings } from './findings.ts'
import type { Grid } from './grid.ts'
import type { ReadNote, Skipped } from './reading.ts'

/**
 * Gives the lines of a sheet's tables the comments on their cells as notes: with year and measure where the cell is a figure. In a
 * matrix, a comment on what is no area's figure is a note of each of the row's lines.
 * @returns the comments that are no line's; they are not counted as cells
 */
export function keepComments(grid: Grid, tables: readonly TableFindings[]): Skipped[] {
  const commented = grid.sheet.cells.filter(({ comment }) => comment)
  const byRow = (commented.length === 0 ? [] : tables).map(({ table, lines }) => {
    const rows = new Map<number, FoundLine[]>()
    for (const found of lines) {
      const held = rows.get(found.line.at.row)
      if (held) held.push(found)
      else rows.set(found.line.at.row, [found])
    }
    return { table, rows }
  })
  const linesOf = ({ row, column }: Cell) =>
    byRow.flatMap(({ table, rows }) => (Object.hasOwn(table.columns, columnLetters(column)) && rows.get(row)) || [])
  const loose = commented.filter((cell) => !keep(grid, cell, linesOf(cell)))
  return [
    ...loose.map((cell) => ({ ...cell, text: cell.comment!, reason: 'comment on a cell that is no budget line’s' })),
    ...(grid.sheet.comments ?? []).map((comment) => ({ ...comment, reason: 'comment on an empty cell' })),
  ].map(({ row, column, text, reason }) => ({
    at: { sheet: grid.sheet.name, row, cell: address(row, column) },
    reason,
    text,
  }))
}

/** @param lines those of the cell's row @returns whether there was a line to keep the comment with */
function keep(grid: Grid, cell: Cell, lines: FoundLine[]): boolean {
  const place = address(cell.row, cell.column)
  const own = lines.flatMap((found) => {
    const figure = figureAt(found, place)
    return figure ? [{ found, ...figure }] : []
  })
  const targets = own.length > 0 ? own : lines.map((found) => ({ found, year: null, measure: null }))
  for (const { found, year, measure } of targets) {
    const note: ReadNote = { text: cell.comment!, mark: null, year, measure, at: grid.place(cell) }
    found.line.notes.push(note)
  }
  return targets.length > 0
}

/** The figure of a line that stands in a cell, whether it could be read or not. */
function figureAt({ line, failed }: FoundLine, place: string) {
  return [...line.figures, ...failed].find(({ at }) => at.cell === place)
}
