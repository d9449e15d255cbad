/**
 * What each column of a table holds, once its headings are read: the figures with their years and units, the texts, and the
 * columns that have no place of their own. Example: without a heading "Service", the first column of names is the service.
 */
import { columnLetters } from '../sheet.ts'
import { type FinancialYear, findYear } from '../years.ts'
import type { FigureColumn, Headings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { columnName, unitIn } from './headings.ts'
import type { ColumnRole, FoundTable } from './reading.ts'

export interface Columns {
  figures: FigureColumn[]
  texts: Map<ColumnRole, number>
  extras: { column: number; heading: string }[]
}

/**
 * Says what the columns hold. Of two columns for the same figure the second is kept as a text beside it.
 * @param titles the rows above the headings, which may name the year and the unit
 * @param unit the unit that the officer confirmed, if any
 */
export function columnsOf(grid: Grid, headings: Headings, titles: GridRow[], unit?: number): Columns {
  const context = contextOf(grid, headings, titles)
  const columns: Columns = { figures: [], texts: new Map(), extras: [] }
  for (const [column, heading] of headings.columns) {
    if (heading.kind === 'figure') {
      const year = heading.year ?? context.year
      const measure = heading.measure === 'drawdown' ? 'budget' : heading.measure
      const { area = null, across = false } = heading
      const same = (held: FigureColumn) =>
        held.measure === measure && held.year === year && held.area === area && held.across === across
      if (columns.figures.some(same)) {
        columns.extras.push({ column, heading: headings.texts.get(column) ?? columnName(heading) })
      } else columns.figures.push({ column, measure, year, unit: unit ?? heading.unit ?? context.unit, area, across })
    } else if (heading.kind === 'role' && !columns.texts.has(heading.role)) columns.texts.set(heading.role, column)
    else columns.extras.push({ column, heading: heading.kind === 'extra' ? heading.heading : heading.role })
  }
  findService(columns, headings)
  return columns
}

/** The year and the unit that hold for headings which do not say: from the headings, the titles above, the sheet's name. */
function contextOf(
  grid: Grid,
  { texts, columns }: Headings,
  titles: GridRow[],
): { year: FinancialYear | null; unit: number } {
  const above = titles.flatMap(({ cells }) => cells.map(({ text }) => text)).reverse()
  const headings = [...texts.values()]
  const year = [...headings, ...above, grid.sheet.name].map((text) => findYear(text)?.year).find(Boolean) ?? null
  const said = [...columns.values()].some((heading) => heading.kind === 'figure' && heading.unit)
  const unit = said ? null : [...headings, ...above].map(unitIn).find((found) => found !== null && found !== 1)
  return { year, unit: unit ?? 1 }
}

/** Without a heading for it, the service is the first column of names: an unknown heading, no heading at all, or the first role. */
function findService({ figures, texts, extras }: Columns, headings: Headings): void {
  if (texts.has('service') || (texts.has('year') && figures.some(({ area }) => area))) return
  const firstFigure = figures[0]?.column ?? 0
  const extra = extras.find(({ column }) => column < firstFigure)
  const first = Math.min(...headings.columns.keys())
  if (extra) {
    extras.splice(extras.indexOf(extra), 1)
    texts.set('service', extra.column)
  } else if (firstFigure === first && first > 1) texts.set('service', first - 1)
  else {
    const [role, column] = [...texts].sort(([, a], [, b]) => a - b)[0] ?? []
    if (role === undefined || column === undefined) return
    texts.delete(role)
    texts.set('service', column)
  }
}

/** The table as it is told to the officer. */
export function describeTable(grid: Grid, headings: Headings, { figures, texts }: Columns): FoundTable {
  const named = new Map<number, string>()
  for (const [column, heading] of headings.columns) named.set(column, columnName(heading))
  for (const [role, column] of texts) named.set(column, role)
  for (const { column, year } of figures) {
    const heading = headings.columns.get(column)
    if (heading?.kind === 'figure') named.set(column, columnName({ ...heading, year }))
  }
  return {
    sheet: grid.sheet.name,
    headerRows: headings.rows.map(({ number }) => number),
    unit: figures[0]?.unit ?? 1,
    years: [...new Set(figures.flatMap(({ year }) => year ?? []))].sort(),
    columns: Object.fromEntries(
      [...named].sort(([a], [b]) => a - b).map(([column, name]) => [columnLetters(column), name]),
    ),
  }
}
