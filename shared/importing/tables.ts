/**
 * Finds the tables on a sheet by their headings. Example: on Leicestershire's Appendix A row 3 heads the one table; rows 13,
 * 23, 34, 46 and 57 repeat it on the next pages and start no table of their own.
 */
import { readAmount } from '../money.ts'
import { type Cell, columnNumber } from '../sheet.ts'
import type { Headings, TableFindings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { type Heading, readColumnName, readHeading } from './headings.ts'
import type { TableMapping } from './reading.ts'
import { repeats, TableReader } from './rows.ts'

/**
 * Finds every table on a sheet; the grid is left open, so that its account can still be corrected before it is closed.
 * @param mapping the officer's own say about the sheet's table, instead of looking for headings
 */
export function findTables(grid: Grid, mapping?: TableMapping): TableFindings[] {
  const starts = mapping ? mappedHeadings(grid, mapping) : headingRows(grid)
  const first = grid.rows[0]?.cells[0]
  if (starts.length === 0 && first) {
    const why = mapping
      ? 'the heading rows of its mapping are empty'
      : 'no row has headings with a financial year or an amount'
    grid.problem(
      first,
      'no table',
      `No budget table was found on “${grid.sheet.name}”: ${why}; nothing was taken from it.`,
    )
  }
  let from = 0
  return starts.map((headings, index) => {
    const next = starts[index + 1]?.row.number ?? Number.POSITIVE_INFINITY
    const last = Math.max(...headings.rows)
    const titles = grid.rows.filter(({ number }) => number >= from && number < last && !headings.rows.includes(number))
    const reader = new TableReader(grid, headings, titles, mapping?.unit)
    for (const row of grid.rows) if (row.number > last && row.number < next) reader.read(row)
    from = (reader.lastRow ?? last) + 1
    return reader.finish()
  })
}

function mappedHeadings(grid: Grid, mapping: TableMapping): Headings[] {
  const columns = new Map<number, Heading>()
  for (const [letters, name] of Object.entries(mapping.columns)) {
    const column = columnNumber(letters)
    if (column !== null) columns.set(column, readColumnName(name))
  }
  const rows = mapping.headerRows.filter((number) => grid.row(number))
  const row = grid.row(rows.at(-1) ?? 0)
  return row ? [{ row, rows, columns }] : []
}

/** The rows that hold headings; a later row with the same headings is a repetition and not among them. */
function headingRows(grid: Grid): Headings[] {
  const found: Headings[] = []
  for (const row of grid.rows) {
    const columns = headingsOf(grid, row)
    if (!columns) continue
    const previous = found.at(-1)
    if (previous && repeats(row, previous.row)) continue
    found.push({ row, rows: [row.number], columns })
  }
  return found
}

/** How many rows below a heading are looked at for what its column holds. */
const EVIDENCE = 30

/** Does a cell hold an amount, or what was meant for one? "2021-22 PCC budget" is a name. */
function isAmount({ type, text }: Cell): boolean {
  if (type === 'number' || type === 'blank') return true
  return readAmount(text).kind === 'amount' || (/\d/.test(text) && !/[a-z]/i.test(text.replace(/(?:k|m|bn)\b/gi, '')))
}

/** The headings in a row, if that is what it holds: none is an amount, and below at least one that says a figure there are some. */
function headingsOf(grid: Grid, row: GridRow): Map<number, Heading> | null {
  if (row.cells.length < 2 || row.cells.some((cell) => cell.type !== 'text' || readAmount(cell.text).kind === 'amount'))
    return null
  const columns = new Map(row.cells.map((cell) => [cell.column, readHeading(cell.text)]))
  if (![...columns.values()].some(({ kind }) => kind === 'figure')) return null
  const start = grid.rows.indexOf(row) + 1
  const below = grid.rows.slice(start, start + EVIDENCE)
  let figures = 0
  for (const [column, heading] of columns) {
    if (heading.kind !== 'figure') continue
    const cells = below.flatMap(({ byColumn }) => byColumn.get(column) ?? [])
    const first = row.cells[0]!
    if (cells.some(isAmount)) figures++
    else if (cells.length > 0 && column === first.column) {
      // "2020-21 commissioning budget" above the services names the table, not their amounts.
      columns.set(column, { kind: 'extra', heading: first.text, year: heading.year })
    }
  }
  return figures > 0 ? columns : null
}
