/**
 * Finds the tables on a sheet by their headings. Example: on Leicestershire's Appendix A row 3 heads the one table; rows 13,
 * 23, 34, 46 and 57 repeat it on the next pages and start no table of their own.
 */
import { columnNumber } from '../sheet.ts'
import type { Headings, TableFindings } from './findings.ts'
import type { Grid } from './grid.ts'
import { type Heading, readColumnName } from './headings.ts'
import { headingRows, headingsAt, holdsFigures, spanOf, textsOf } from './headrows.ts'
import type { TableMapping } from './reading.ts'
import { TableReader } from './rows.ts'
import { sidesOf } from './sides.ts'
import { unitIn } from './units.ts'

/**
 * Finds every table on a sheet; the grid is left open, so that its account can still be corrected before it is closed.
 * @param mappings the officer's own say about the sheet's tables, instead of looking for headings
 */
export function findTables(grid: Grid, mappings: readonly TableMapping[] = []): TableFindings[] {
  if (mappings.length > 0) return mappedSides(grid, mappings).flatMap(([side, own]) => readSide(side, own))
  return sidesOf(grid, (side, index) => Boolean(headingsAt(side, index, false))).flatMap((side) => readSide(side))
}

/** Says that nothing was found on a sheet, at its first cell. */
export function tellNoTable(grid: Grid, mapped: boolean): void {
  const first = grid.rows[0]?.cells[0]
  if (!first) return
  const why = mapped
    ? 'the heading rows of its mapping are empty'
    : 'no row has headings with a financial year or an amount'
  grid.problem(
    first,
    'no table',
    `No budget table was found on “${grid.sheet.name}”: ${why}; nothing was taken from it.`,
  )
}

/** The mappings of tables that share a heading row are read each in its own columns. */
function mappedSides(grid: Grid, mappings: readonly TableMapping[]): [Grid, TableMapping[]][] {
  const columnsOf = ({ columns }: TableMapping) => Object.keys(columns).map((letters) => columnNumber(letters) ?? 1)
  const beside = (one: TableMapping) =>
    mappings.filter(({ headerRows }) => headerRows.some((row) => one.headerRows.includes(row)))
  if (mappings.every((mapping) => beside(mapping).length <= 1)) return [[grid, [...mappings]]]
  const sorted = [...mappings].sort((a, b) => Math.min(...columnsOf(a)) - Math.min(...columnsOf(b)))
  return sorted.map((mapping, index) => {
    const next = sorted[index + 1]
    const to = next ? Math.min(...columnsOf(next)) - 1 : Number.POSITIVE_INFINITY
    return [grid.part(index === 0 ? 1 : Math.min(...columnsOf(mapping)), to), [mapping]]
  })
}

function readSide(grid: Grid, mappings: TableMapping[] = []): TableFindings[] {
  const starts: { headings: Headings; unit?: number }[] =
    mappings.length > 0
      ? mappings.flatMap((mapping) => mappedHeadings(grid, mapping))
      : headingRows(grid).map((headings) => ({ headings }))
  starts.sort((a, b) => a.headings.first - b.headings.first)
  let from = 0
  return starts.map(({ headings, unit }, index) => {
    const next = starts[index + 1]?.headings.first ?? Number.POSITIVE_INFINITY
    const { last } = headings
    const titles = grid.rows.filter((row) => row.number >= from && row.number <= last && !headings.rows.includes(row))
    const below = grid.rows.filter((row) => row.number > last && row.number < next)
    const reader = new TableReader(grid, headings, titles, { above: textsAbove(grid, from, headings), below }, unit)
    for (const row of below) reader.read(row)
    from = (reader.lastRow ?? last) + 1
    return reader.finish()
  })
}

/** The texts between a table's headings and the table above them, nearest first; those beside its own columns last. */
function textsAbove(grid: Grid, from: number, { first }: Headings): string[] {
  const cells = grid.sheet.cells.filter(({ row }) => row >= from && row < first)
  const own = cells.filter(({ row, column }) => grid.row(row)?.byColumn.has(column))
  return [...cells.filter((cell) => !own.includes(cell)), ...own].map(({ text }) => text).reverse()
}

function mappedHeadings(grid: Grid, mapping: TableMapping): { headings: Headings; unit?: number }[] {
  const marked = mapping.headerRows.flatMap((number) => grid.row(number) ?? [])
  const unit = mapping.unit === undefined ? {} : { unit: mapping.unit }
  const figures = Object.entries(mapping.columns).flatMap(([letters, name]) =>
    readColumnName(name).kind === 'figure' ? (columnNumber(letters) ?? []) : [],
  )
  const line = mapping.headerRows.length === 0 ? grid.rows[0] : marked.find((row) => holdsFigures(row, figures))
  const rows = line ? marked.filter(({ number }) => number < line.number) : marked
  if (rows.length === 0 && !line) return []
  const texts = rows.length === 0 ? new Map<number, string>() : textsOf(grid, rows)
  const columns = new Map<number, Heading>()
  for (const [letters, name] of Object.entries(mapping.columns)) {
    const column = columnNumber(letters)
    if (column === null) continue
    const heading = readColumnName(name)
    // What a column is counted in is no part of its name; its own heading still says it.
    columns.set(column, heading.kind === 'figure' ? { ...heading, unit: unitIn(texts.get(column) ?? '') } : heading)
  }
  const span = line ? { rows, first: rows[0]?.number ?? line.number, last: line.number - 1 } : spanOf(rows)
  return [{ headings: { ...span, columns, texts, ...(line ? { marked: mapping.headerRows } : {}) }, ...unit }]
}
