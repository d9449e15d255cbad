/**
 * What each column of a table holds, once its headings are read: the figures with their years and units, the texts, and the
 * columns that have no place of their own. Example: without a heading "Service", the first column of names is the service.
 */
import { columnLetters } from '../sheet.ts'
import { doubtOf, type Surroundings, unitOf, yearOf } from './context.ts'
import type { FigureColumn, Headings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { columnName } from './headings.ts'
import { isSubtotal, isTotal, plain } from './labels.ts'
import { repeats } from './pages.ts'
import type { ColumnRole, FoundTable } from './reading.ts'

export interface Columns {
  figures: FigureColumn[]
  texts: Map<ColumnRole, number>
  extras: { column: number; heading: string }[]
  /** Columns whose text holds for the rows below it too, until the next. */
  leading: Set<number>
  /** A column's heading as it stands; of an extra column the name that it is kept under. */
  headingOf: (column: number) => string | undefined
}

/**
 * Says what the columns hold. Of two columns for the same figure the second is kept as a text beside it.
 * @param around the texts above and the rows below, which may name the year and the unit
 * @param unit the unit that the officer confirmed, if any
 */
export function columnsOf(grid: Grid, headings: Headings, around: Surroundings, unit?: number): Columns {
  const contextYear = yearOf(grid, headings, around)
  const said = [...headings.columns.values()].some((heading) => heading.kind === 'figure' && heading.unit)
  const contextUnit = said ? 1 : unitOf(headings, around)
  const columns: Columns = {
    figures: [],
    texts: new Map(),
    extras: [],
    leading: new Set(),
    headingOf: (column) =>
      columns.extras.find((extra) => extra.column === column)?.heading ?? headings.texts.get(column),
  }
  for (const [column, heading] of headings.columns) {
    const text = headings.texts.get(column) ?? columnName(heading)
    if (heading.kind === 'figure') {
      const year = heading.year ?? contextYear
      const measure = heading.measure === 'drawdown' ? 'budget' : heading.measure
      const { area = null, across = false } = heading
      const same = (held: FigureColumn) =>
        held.measure === measure && held.year === year && held.area === area && held.across === across
      // "Total (£)" beside the figures of several years adds up the row.
      const sum =
        !across && heading.year === null && /^\W*totals?\b/i.test(text) && columns.figures.some((held) => held.year)
      if (sum || columns.figures.some(same)) columns.extras.push({ column, heading: text })
      else {
        const held = unit ?? heading.unit ?? contextUnit
        columns.figures.push({ column, measure, year, unit: held, doubt: 'less than a penny', area, across })
      }
    } else if (heading.kind === 'role' && !columns.texts.has(heading.role)) columns.texts.set(heading.role, column)
    else columns.extras.push({ column, heading: heading.kind === 'extra' ? heading.heading : text })
  }
  const numbers = columns.figures.map(({ column }) => column)
  const doubt = doubtOf(grid, numbers, around.below, said)
  for (const figure of columns.figures) figure.doubt = doubt
  findService(columns, headings)
  findPriority(grid, columns, headings, around.below)
  for (const role of ['priority', 'sub-priority', 'year'] as const) {
    const column = columns.texts.get(role)
    if (column !== undefined && leads(columns, column, headings, around.below)) columns.leading.add(column)
  }
  return columns
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

/** A column without a heading, left of the services, names their priorities when its texts are merged over, or lead, several rows. */
function findPriority(grid: Grid, columns: Columns, headings: Headings, below: GridRow[]): void {
  const service = columns.texts.get('service')
  if (service === undefined || columns.texts.has('priority')) return
  for (let column = 1; column < service; column++) {
    if (headings.columns.has(column)) continue
    const merged = below.some((row) => grid.above(row.number, column)?.type === 'text')
    if (!merged && !leads(columns, column, headings, below)) continue
    columns.texts.set('priority', column)
    return
  }
}

/** Does each text of a column hold for the rows below it? So it is where none comes twice and more are left out than given. */
function leads({ texts }: Columns, column: number, headings: Headings, below: GridRow[]): boolean {
  const service = texts.get('service')
  const lines = below.filter((row) => {
    const { cells, byColumn } = row
    const label = cells[0]!.text
    return (
      cells.length > 1 &&
      byColumn.has(service ?? column) &&
      !repeats(row, headings) &&
      !isTotal(label) &&
      !isSubtotal(label)
    )
  })
  const given = lines.flatMap(({ byColumn }) => byColumn.get(column) ?? [])
  return (
    given.length > 1 &&
    given.every(({ type }) => type === 'text') &&
    lines[0]!.byColumn.has(column) &&
    given.length * 2 <= lines.length &&
    new Set(given.map(({ text }) => plain(text))).size === given.length
  )
}

/** The table as it is told to the officer. */
export function describeTable(grid: Grid, headings: Headings, { figures, texts, extras }: Columns): FoundTable {
  const named = new Map<number, string>()
  for (const [column, heading] of headings.columns) named.set(column, columnName(heading))
  for (const [role, column] of texts) named.set(column, role)
  for (const { column, heading } of extras) named.set(column, `extra: ${heading}`)
  for (const { column, year } of figures) {
    const heading = headings.columns.get(column)
    if (heading?.kind === 'figure' && !heading.across) named.set(column, columnName({ ...heading, year }))
  }
  return {
    sheet: grid.sheet.name,
    headerRows: headings.marked ?? headings.rows.map(({ number }) => number),
    unit: figures[0]?.unit ?? 1,
    years: [...new Set(figures.flatMap(({ year }) => year ?? []))].sort(),
    columns: Object.fromEntries(
      [...named].sort(([a], [b]) => a - b).map(([column, name]) => [columnLetters(column), name]),
    ),
  }
}
