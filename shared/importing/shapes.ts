/**
 * The columns that the officer confirmed, remembered by the shape of the headings, so that next year's sheet is read alike.
 * Example: "Service | Who | 2020/21 £" has the shape of "Service | Who | 2021/22 £"; its years are then a year later.
 */
import { z } from 'zod'
import { columnLetters, columnNumber, type Sheet } from '../sheet.ts'
import { type FinancialYear, isYear, shiftYear, startOf } from '../years.ts'
import { columnName, readColumnName } from './headings.ts'
import type { TableMapping } from './reading.ts'
import { yearIn } from './units.ts'

/** How many mappings are kept, the latest first. */
export const MOST_MAPPINGS = 200

/** A confirmed mapping as it is kept: where its columns stand is counted from the first heading. */
export const knownMappingSchema = z.strictObject({
  shape: z.string().min(1).max(20_000),
  rows: z.int().min(1).max(10),
  columns: z.array(z.strictObject({ offset: z.int().min(-300).max(300), name: z.string().max(500) })).max(300),
  /** The first year that the headings name, from which the others are counted; null when they name none. */
  year: z.custom<FinancialYear>((text) => typeof text === 'string' && isYear(text)).nullable(),
  unit: z.int().positive().nullable(),
})
export type KnownMapping = z.infer<typeof knownMappingSchema>

interface HeadingCell {
  row: number
  column: number
  text: string
}

interface Shape {
  shape: string
  /** The column of the first heading. */
  first: number
  year: FinancialYear | null
}

/** The shape of some heading rows: their texts in place, with the years counted from the first one. */
function shapeOf(rows: HeadingCell[][]): Shape | null {
  const cells = rows.flat()
  if (cells.length === 0) return null
  const first = Math.min(...cells.map(({ column }) => column))
  const top = cells[0]!.row
  let base: FinancialYear | null = null
  const parts = cells.map(({ row, column, text }) => {
    const { words, years } = partsOf(text)
    base ??= years[0] ?? null
    return [row - top, column - first, words, ...years.map((year) => startOf(year) - startOf(base ?? year))]
  })
  const shape = JSON.stringify(parts)
  return shape.length > 20_000 ? null : { shape, first, year: base }
}

/** A heading's words without its years, and its years. */
function partsOf(text: string): { words: string; years: FinancialYear[] } {
  let rest = text
  const years: FinancialYear[] = []
  for (let found = yearIn(rest); found; found = yearIn(rest)) {
    years.push(found.year)
    rest = found.rest
  }
  return { words: rest.toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 200), years }
}

function rowsOf({ cells }: Sheet): Map<number, HeadingCell[]> {
  const rows = new Map<number, HeadingCell[]>()
  for (const { row, column, text } of cells) {
    const held = rows.get(row)
    if (held) held.push({ row, column, text })
    else rows.set(row, [{ row, column, text }])
  }
  return rows
}

/** What is to be remembered of a confirmed mapping; null when its headings are empty or too long to be kept. */
export function knownMappingOf(sheet: Sheet, mapping: TableMapping): KnownMapping | null {
  const rows = rowsOf(sheet)
  const found = shapeOf(mapping.headerRows.map((row) => rows.get(row) ?? []))
  if (!found) return null
  const columns = Object.entries(mapping.columns).flatMap(([letters, name]) => {
    const column = columnNumber(letters)
    return column === null ? [] : [{ offset: column - found.first, name: name.slice(0, 500) }]
  })
  const { shape, year } = found
  const known = { shape, rows: mapping.headerRows.length, columns, year, unit: mapping.unit ?? null }
  return knownMappingSchema.safeParse(known).success ? known : null
}

/** A remembered mapping, fitted to a sheet whose headings have its shape. */
export interface Remembered {
  mapping: TableMapping
  /** The years are those given then, since the headings name none. */
  yearsAsThen: boolean
}

/** Finds the tables of a sheet whose headings have a remembered shape; headings repeated further down are not among them. */
export function rememberedFor(sheet: Sheet, known: readonly KnownMapping[]): Remembered[] {
  const byShape = new Map(known.map((one) => [one.shape, one]))
  const beginnings = new Set(known.map(({ shape }) => /^\[\[0,\d+(,"(?:[^"\\]|\\.)*")/.exec(shape)?.[1] ?? ''))
  const heights = new Set(known.map(({ rows }) => rows))
  const rows = rowsOf(sheet)
  const found: Remembered[] = []
  const taken = new Set<string>()
  // A row whose first cell begins no known shape needs no closer look, as nearly all.
  const beginsOne = (row: number) => beginnings.has(`,${JSON.stringify(partsOf(rows.get(row)![0]!.text).words)}`)
  const hasWords = (row: number) => rows.get(row)?.some(({ text }) => /\p{L}/u.test(text)) ?? false
  for (const number of rows.keys()) {
    if (!beginsOne(number)) continue
    for (const height of heights) {
      const numbers = Array.from({ length: height }, (_, index) => number + index)
      if (!numbers.some(hasWords)) continue
      const shape = shapeOf(numbers.map((one) => rows.get(one) ?? []))
      const held = shape && byShape.get(shape.shape)
      if (!held || held.rows !== height || taken.has(held.shape)) continue
      taken.add(held.shape)
      found.push(fitted(sheet, numbers, shape, held))
    }
  }
  return found
}

function fitted(sheet: Sheet, headerRows: number[], { first, year }: Shape, held: KnownMapping): Remembered {
  const by = year && held.year ? startOf(year) - startOf(held.year) : 0
  let yearsAsThen = false
  const columns = held.columns.flatMap(({ offset, name }) => {
    const column = first + offset
    if (column < 1) return []
    const heading = readColumnName(name)
    if (heading.kind !== 'figure' || !heading.year) return [[columnLetters(column), name]]
    if (year === null) yearsAsThen = true
    return [[columnLetters(column), columnName({ ...heading, year: shiftYear(heading.year, by) })]]
  })
  const mapping: TableMapping = { sheet: sheet.name, headerRows, columns: Object.fromEntries(columns) }
  return { mapping: held.unit === null ? mapping : { ...mapping, unit: held.unit }, yearsAsThen }
}
