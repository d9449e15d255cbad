/**
 * The publication pack as it is written and as it is shown: a .csv for each table, and one of what the plan does not hold.
 * Example: `grants 2021-22.csv`, with one row for each grant, and `notes 2021-22.csv`.
 */
import { detailsOf, type Plan } from '../plan.ts'
import { type PublishedCell, type PublishedTable, publicationTables } from '../publication.ts'
import { Refusal } from '../refusal.ts'
import type { Cell } from '../sheet.ts'
import { writeTextTable } from '../texttable.ts'
import type { FinancialYear } from '../years.ts'
import { type ExportPreview, previewSheets } from './choice.ts'

/** A file of the pack. */
export interface PackFile {
  name: string
  text: string
}

const fileFor = (key: string, year: FinancialYear) => `${key} ${year.replace('/', '-')}.csv`

/** A table with its headings first. */
const rowsOf = ({ columns, rows }: PublishedTable): PublishedCell[][] => [columns.map(({ name }) => name), ...rows]

/** What the tables do not hold. */
const missingOf = (tables: readonly PublishedTable[]) =>
  tables.flatMap(({ title, notes }) => notes.map((note) => ({ table: title, note })))

/** The files of the pack: one for each table, in their order, then the notes. */
export function packFiles(tables: readonly PublishedTable[], year: FinancialYear): PackFile[] {
  const notes = [['Table', 'Note'], ...missingOf(tables).map(({ table, note }) => [table, note])]
  return [
    ...tables.map((table) => ({ name: fileFor(table.key, year), text: writeTextTable(rowsOf(table)) })),
    { name: fileFor('notes', year), text: writeTextTable(notes) },
  ]
}

/**
 * The pack of a year. @param year null for the plan's own
 * @throws Refusal when there is no year to take
 */
export function packOf(plan: Plan, year: FinancialYear | null): PackFile[] {
  const of = yearFor(plan, year)
  return packFiles(publicationTables(plan, of), of)
}

/** The first rows of each table, and what the plan does not hold. @throws Refusal as {@link packOf} */
export function previewPack(plan: Plan, year: FinancialYear | null): ExportPreview {
  const tables = publicationTables(plan, yearFor(plan, year))
  const sheets = tables.map((table) => ({ name: table.title, hidden: false, merges: [], cells: cellsOf(table) }))
  return { sheets: previewSheets({ file: 'Publication pack', sheets }), placeholders: [], missing: missingOf(tables) }
}

function yearFor(plan: Plan, year: FinancialYear | null): FinancialYear {
  const found = year ?? detailsOf(plan).planYear
  if (found === null)
    throw new Refusal('The plan has no year of its own, so nothing was written; choose the year of the pack.')
  return found
}

function cellsOf(table: PublishedTable): Cell[] {
  return rowsOf(table).flatMap((row, above) =>
    row.flatMap((value, before): Cell[] => {
      const at = { row: above + 1, column: before + 1, ...(above === 0 ? { bold: true } : {}) }
      if (value === null || value === '') return []
      if (typeof value === 'string') return [{ ...at, type: 'text', value, text: value }]
      return [{ ...at, type: 'number', value: value / 100, text: String(value / 100) }]
    }),
  )
}
