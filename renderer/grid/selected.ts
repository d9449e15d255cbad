/**
 * What is selected, in words and sums: for the status bar, the name box and screen readers. Blanks and texts are passed over,
 * as in Excel; percentages are never added up; and nothing counts twice: where lines are selected their subtotals and the
 * total do not count, and where subtotals are, neither those within them nor the total. Example: two lines with £100 and
 * £50 and their subtotal are 3 cells, sum £150, average £75, count 2.
 */
import { formatCount, formatMoney, type Pence } from '../../shared/money.ts'
import type { Column } from './columns.ts'
import type { GridRow } from './rows.ts'

/** A rectangle of cells, row by row. */
export type Cells = readonly (readonly { row: GridRow; column: Column }[])[]

export interface Sums {
  /** How many cells are selected, whatever is in them. */
  cells: number
  /** How many of them hold an amount that counts. */
  count: number
  /** In pence; absent where nothing counts. `average` is rounded to whole pence, half away from nil. */
  money: { sum: Pence; average: Pence; min: Pence; max: Pence } | null
}

const isMoney = ({ kind }: Column) => kind === 'money' || kind === 'change'

/** Which rows count: lines; without any, subtotals that no other selected one holds; without any, what is pinned below. */
function counting(rows: readonly GridRow[]): (row: GridRow) => boolean {
  if (rows.some(({ kind }) => kind === 'line')) return ({ kind }) => kind === 'line'
  const outer = new Set<string>()
  let some = false
  for (const row of rows) {
    if (row.kind !== 'subtotal') continue
    some = true
    if (row.part === undefined) outer.add(row.group)
  }
  if (!some) return () => true
  return (row) => row.kind === 'subtotal' && (row.part === undefined || !outer.has(row.group))
}

/** The sums of what is selected. Cells in several of the rectangles count once. */
export function sumsOf(selected: readonly Cells[]): Sums {
  const several = selected.length > 1
  const seen = new Set<string>()
  const counts = counting(selected.flatMap((cells) => cells.flatMap((row) => row[0]?.row ?? [])))
  let [cells, count, sum] = [0, 0, 0]
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const rectangle of selected)
    for (const line of rectangle)
      for (const { row, column } of line) {
        if (several) {
          const key = `${row.id}\n${column.id}`
          if (seen.has(key)) continue
          seen.add(key)
        }
        cells++
        if (!isMoney(column) || !counts(row)) continue
        const value = column.valueOf(row)
        if (typeof value !== 'number') continue
        count++
        sum += value
        if (value < min) min = value
        if (value > max) max = value
      }
  if (count === 0) return { cells, count, money: null }
  const average = (Math.sign(sum) * Math.round(Math.abs(sum) / count)) as Pence
  return { cells, count, money: { sum: sum as Pence, average, min: min as Pence, max: max as Pence } }
}

const counted = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${formatCount(count)} ${one}s`)

/** For screen readers. @example selectionSentence({cells: 12, …}) // '12 cells, sum £1,204,310' */
export function selectionSentence({ cells, money }: Sums): string {
  return money ? `${counted(cells, 'cell')}, sum ${formatMoney(money.sum)}` : counted(cells, 'cell')
}

/** Notes that say no more than that the column holds a year's budget. */
const PLAIN = new Set(['budget', 'plan year', 'indicative'])
const isYear = ({ heading }: Column) => /^\d{4}\/\d\d$/.test(heading)

/** @example columnName({heading: '2020/21', note: 'forecast outturn', …}) // '2020/21 forecast outturn' */
function columnName({ heading, note }: Column): string {
  return note && !PLAIN.has(note) ? `${heading} ${note}` : heading
}

/** What a row is called. @param nameOf a line's name */
function rowName(row: GridRow, nameOf: (lineId: string) => string): string {
  if (row.kind === 'line') return nameOf(row.lineId)
  if (row.kind === 'total') return 'Total'
  return row.kind === 'subtotal' ? `${row.name} subtotal` : row.name
}

/** The place one stands on. @example 'Victim First · 2021/22' */
export function placeName(row: GridRow, column: Column | null, nameOf: (lineId: string) => string): string {
  const name = rowName(row, nameOf)
  return row.kind === 'heading' || column === null || column.id === 'service' ? name : `${name} · ${columnName(column)}`
}

/** How large a rectangle is. @example '3 lines × 2 years' */
export function sizeName(cells: Cells): string {
  const columns = cells[0]?.map(({ column }) => column) ?? []
  const lines = cells.every((row) => row[0]?.row.kind === 'line')
  const years = columns.every(isYear)
  return `${counted(cells.length, lines ? 'line' : 'row')} × ${counted(columns.length, years ? 'year' : 'column')}`
}
