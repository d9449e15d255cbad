/**
 * What stands again on each printed page: the headings of a table and the titles above them. Example: Leicestershire's rows 13,
 * 23, 34, 46 and 57 are row 3 again.
 */
import type { Headings } from './findings.ts'
import type { GridRow } from './grid.ts'
import { sameText } from './labels.ts'

const holds = (row: GridRow, { cells }: GridRow) =>
  cells.every((cell) => sameText(cell.text, row.byColumn.get(cell.column)?.text ?? ''))

/** Does a row say the headings again, all of them or some? A single cell does where it is all that a row of them says. */
export function repeats(row: GridRow, { rows }: Headings): boolean {
  return rows.some((heading) => (row.cells.length > 1 || heading.cells.length === 1) && holds(heading, row))
}

/** Is a row one of the titles again? */
export function isTitle(row: GridRow, titles: GridRow[]): boolean {
  return titles.some((title) => title.cells.length === row.cells.length && holds(title, row))
}
