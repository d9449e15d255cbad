/**
 * What is hidden inside a table counts in its sums, so it is read; the officer, who may never have seen it, is told.
 * Example: "Row 3 is hidden in the workbook; its line was read and counts in the totals, so check that it belongs there."
 */
import type { Cell } from '../sheet.ts'
import { columnLetters } from '../sheet.ts'
import type { TableFindings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'

/** Adds a problem for the hidden columns of figures, and one for the hidden rows of lines, of a table. */
export function tellHidden(grid: Grid, headings: GridRow[], figures: { column: number }[], found: TableFindings): void {
  const heads = figures.flatMap(({ column }) => {
    const cells = headings.flatMap(({ byColumn, cells }) =>
      cells.every(({ hidden }) => hidden) ? [] : (byColumn.get(column) ?? []),
    )
    return cells.some(({ hidden }) => hidden) ? [cells.at(-1)!] : []
  })
  const rows = [...new Set(found.lines.map(({ line }) => line.at.row))].flatMap((number) => grid.row(number) ?? [])
  const lines = rows.filter(({ cells }) => cells.every(({ hidden }) => hidden)).map(({ cells }) => cells[0]!)
  tell(
    grid,
    heads,
    'column',
    heads.map(({ column }) => columnLetters(column)),
    'figures were',
  )
  tell(
    grid,
    lines,
    'row',
    lines.map(({ row }) => String(row)),
    lines.length === 1 ? 'line was' : 'lines were',
  )
}

const SHOWN = 8

function tell(grid: Grid, cells: Cell[], what: 'row' | 'column', names: string[], were: string): void {
  const [first] = cells
  if (!first) return
  const one = names.length === 1
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  const which = `${one ? what : `${what}s`} ${names.slice(0, SHOWN).join(', ')}${more}`
  grid.problems.push({
    at: grid.place(first),
    text: first.text,
    kind: 'hidden',
    message: `${which[0]!.toUpperCase()}${which.slice(1)} ${one ? 'is' : 'are'} hidden in the workbook; ${one ? 'its' : 'their'} ${were} read and ${one && were !== 'figures were' ? 'counts' : 'count'} in the totals, so check that ${one && were !== 'figures were' ? 'it belongs' : 'they belong'} there.`,
    suggestionPence: null,
  })
}
