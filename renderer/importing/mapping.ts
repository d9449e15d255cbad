/**
 * The officer's say about the columns of a sheet's tables: what a column can be, and the mappings that a choice gives.
 * Example: choosing "Provider" for column B gives the same mapping with `{B: 'provider'}`.
 */
import { columnName, type FigureMeasure, readColumnName, readHeading } from '../../shared/importing/headings.ts'
import { columnRoles, type FoundTable, type TableMapping } from '../../shared/importing/index.ts'
import { columnLetters, columnNumber, type Sheet } from '../../shared/sheet.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'

/** A table as the officer sees its columns; `found` is what was read with it, if anything. */
export interface TableDraft {
  mapping: TableMapping
  found: FoundTable | null
}

/** The mapping by which a table would be read again as it was found. Its unit is left to the sheet until it is chosen. */
export function mappingOf({ sheet, headerRows, columns }: FoundTable): TableMapping {
  return { sheet, headerRows, columns }
}

/** A sheet's tables: those that the officer said, else those that were found. */
export function draftsOf(
  sheet: string,
  tables: readonly FoundTable[],
  own: readonly TableMapping[] = [],
): TableDraft[] {
  const here = tables.filter((table) => table.sheet === sheet)
  if (own.length === 0) return here.map((found) => ({ mapping: mappingOf(found), found }))
  const shares = (table: FoundTable, { headerRows, columns }: TableMapping) =>
    table.headerRows.some((row) => headerRows.includes(row)) &&
    Object.keys(table.columns).some((letters) => columns[letters] !== undefined)
  return own.map((mapping) => ({ mapping, found: here.find((table) => shares(table, mapping)) ?? null }))
}

/** What a column can be chosen to be, with its words. */
export const columnKinds: readonly { value: string; label: string }[] = [
  ...columnRoles.map((role) => ({ value: role, label: role.charAt(0).toUpperCase() + role.slice(1) })),
  { value: 'budget', label: 'Budget' },
  { value: 'forecast', label: 'Forecast outturn' },
  { value: 'actual', label: 'Actual' },
  { value: 'drawdown', label: 'Drawn from a pot' },
  { value: 'across', label: 'Total of its row' },
  { value: 'keep', label: 'Keep beside the line' },
]

/** A column's choices: what it is, of which year, and in a matrix of which area. */
export interface ColumnChoice {
  kind: string
  year: FinancialYear | null
  area?: string
}

/** @example choiceOf('budget 2018/19') // {kind: 'budget', year: '2018/19'} */
export function choiceOf(name: string | undefined): ColumnChoice {
  const heading = readColumnName(name ?? 'extra: ')
  if (heading.kind === 'role') return { kind: heading.role, year: null }
  if (heading.kind === 'extra') return { kind: 'keep', year: null }
  if (heading.across) return { kind: 'across', year: null }
  return { kind: heading.measure, year: heading.year, ...(heading.area ? { area: heading.area } : {}) }
}

/** Is it a figure, which has a year? */
export const isFigure = ({ kind }: ColumnChoice) => ['budget', 'forecast', 'actual', 'drawdown'].includes(kind)

/** A column's name in a mapping. @param heading its heading, under which it is kept beside the line */
export function nameOf(choice: ColumnChoice, heading: string): string {
  const { kind, year, area } = choice
  if (kind === 'keep') return `extra: ${heading}`
  if (kind === 'across') return 'total across'
  if (!isFigure(choice)) return kind
  return columnName({ kind: 'figure', measure: kind as FigureMeasure, year, unit: null, ...(area ? { area } : {}) })
}

/** A column of a table: its letters, its heading, and what it was read as. */
export interface DraftColumn {
  letters: string
  heading: string
  choice: ColumnChoice
}

/** What stands above a column; `isUsed` where there are cells below the headings that are no other table's. */
export interface Heading {
  column: number
  text: string
  isUsed: boolean
}

/** What stands above a sheet's columns. @param tables the heading rows of each of its tables */
export function headingsOf(sheet: Sheet, tables: readonly (readonly number[])[]): Heading[][] {
  return tables.map((headerRows) => {
    const top = Math.min(...headerRows)
    const beside = tables.some((other) => other !== headerRows && other.some((row) => headerRows.includes(row)))
    const tops = tables.map((other) => Math.min(...other)).filter((row) => row > top)
    const next = Math.min(...tops, Number.POSITIVE_INFINITY)
    const headings = new Map<number, Heading>()
    for (const { row, column, text } of sheet.cells) {
      const isBelow = !beside && row > top && row < next
      const isHeading = headerRows.includes(row)
      if (!isBelow && !isHeading) continue
      const held = headings.get(column) ?? { column, text: '', isUsed: false }
      if (isBelow) held.isUsed = true
      if (isHeading) held.text = [held.text, text].filter(Boolean).join(' ')
      headings.set(column, held)
    }
    return [...headings.values()]
  })
}

/** The columns of a table: those of its mapping, and what else stands below its headings unless another table is beside it. */
export function columnsOfDraft({ mapping, found }: TableDraft, headings: readonly Heading[]): DraftColumn[] {
  const names = { ...mapping.columns, ...found?.columns }
  const texts = new Map(headings.map(({ column, text }) => [column, text]))
  const used = headings.filter(({ isUsed }) => isUsed).map(({ column }) => column)
  return [...new Set([...Object.keys(names).map((letters) => columnNumber(letters) ?? 1), ...used])]
    .sort((a, b) => a - b)
    .map((column) => {
      const letters = columnLetters(column)
      return { letters, heading: texts.get(column) || `column ${letters}`, choice: choiceOf(names[letters]) }
    })
}

/** A table with its headings in a row that the officer marked; its columns are what their headings say. */
export function markedTable(sheet: Sheet, row: number): TableMapping {
  const columns: Record<string, string> = {}
  for (const cell of sheet.cells) {
    if (cell.row === row) columns[columnLetters(cell.column)] = columnName(readHeading(cell.text))
    else if (cell.row > row) columns[columnLetters(cell.column)] ??= `extra: column ${columnLetters(cell.column)}`
  }
  return { sheet: sheet.name, headerRows: [row], columns }
}

/** A mapping with one column changed. */
export function withColumn(
  mapping: TableMapping,
  { letters, heading }: DraftColumn,
  choice: ColumnChoice,
): TableMapping {
  return { ...mapping, columns: { ...mapping.columns, [letters]: nameOf(choice, heading) } }
}

/** A mapping whose figures without a year are for this one. */
export function withYear(mapping: TableMapping, columns: readonly DraftColumn[], year: FinancialYear): TableMapping {
  return columns
    .filter(({ choice }) => isFigure(choice) && choice.year === null)
    .reduce((held, column) => withColumn(held, column, { ...column.choice, year }), mapping)
}

/** Reads heading rows. @returns null when it is none @example readRows('3, 4') // [3, 4] */
export function readRows(text: string): number[] | null {
  const numbers = text.split(/\D+/).filter(Boolean).map(Number)
  if (numbers.length === 0 || numbers.some((row) => row < 1 || row > 1_048_576)) return null
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
  if (last - first > 4) return null
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** The years to choose from: those around the known ones. @param today where none is known; older workbooks are read too */
export function yearsAround(known: readonly FinancialYear[], today: FinancialYear): FinancialYear[] {
  const sorted = known.length > 0 ? [...known].sort() : [shiftYear(today, -12), today]
  const last = shiftYear(sorted.at(-1)!, 3)
  const years: FinancialYear[] = []
  for (let year = shiftYear(sorted[0]!, -3); year <= last && years.length < 60; year = shiftYear(year, 1)) {
    years.push(year)
  }
  return years
}
