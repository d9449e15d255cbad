/**
 * Which columns the budget shows, in what order, how wide, and what in them is filtered and sorted. It says what is seen; the
 * columns' values stay the plan's. Example: hiding "Route" leaves service, provider, geography and the years.
 */
import { type CellValue, compareCells, type Filter, filterText, keeping } from '../../shared/filters.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import type { Unit } from '../../shared/views.ts'
import type { Column } from '../grid/columns.ts'
import type { LineRow, RowsAsked } from '../grid/rows.ts'
import type { State } from '../state.ts'
import type { Offered } from './morecolumns.ts'
import { unitNames } from './units.ts'

export type Layout = State['layout']

/** The column that names each row: always shown, always first. */
export const NAMES = 'service'

/** Is an offered column shown? */
export function isShown({ column, usual }: Offered, { shown, hidden }: Pick<Layout, 'shown' | 'hidden'>): boolean {
  if (column.id === NAMES) return true
  return usual ? !hidden.includes(column.id) : shown.includes(column.id)
}

/** The columns shown, left to right. */
export function arranged(offered: readonly Offered[], layout: Layout, unit: Unit): Column[] {
  const seen = inOrder(
    offered.filter((one) => isShown(one, layout)).map(({ column }) => column),
    layout.order,
  )
  const lastFrozen = seen.findIndex(({ id }) => id === layout.frozen)
  return seen.map((column, index) => {
    const { filters, sort, widths } = layout
    const width = widths[column.id]
    return {
      ...inUnit(column, unit),
      menu: true,
      frozen: index <= Math.max(0, lastFrozen),
      filtered: Object.hasOwn(filters, column.id),
      ...(sort?.column === column.id ? { sorted: sort.descending ? 'descending' : 'ascending' } : {}),
      ...(width === undefined ? {} : { width, fixed: true }),
    }
  })
}

/** Columns that the order does not name stand after the one that they follow by themselves. */
function inOrder(columns: readonly Column[], order: readonly string[]): Column[] {
  const byId = new Map(columns.map((column) => [column.id, column]))
  const placed = [...new Set([NAMES, ...order])].flatMap((id) => byId.get(id) ?? [])
  const named = new Set(placed)
  for (const [index, column] of columns.entries()) {
    if (named.has(column)) continue
    const before = columns[index - 1]
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, column)
    named.add(column)
  }
  return placed
}

/** A column whose figures are shown in another unit: its heading says so, its tooltip gives the figure itself. */
function inUnit(column: Column, unit: Unit): Column {
  if (unit === 'pounds' || (column.kind !== 'money' && column.kind !== 'change')) return column
  const name = unitNames[unit]
  return {
    ...column,
    unit,
    heading: column.heading.replace(/ £$/, ''),
    note: column.note ? `${name} ${column.note}` : name,
    hasPence: () => false,
    tooltip: (row) => {
      const value = column.valueOf(row)
      const told = column.tooltip?.(row) ?? null
      if (typeof value !== 'number') return told
      const exact = `${formatMoney(value as Pence)} exactly`
      return told === null ? exact : `${exact}\n${told}`
    },
  }
}

/** What the grid's rows are to be, from what is filtered and sorted. Columns that are no longer there are passed over. */
export function rowsAsked(offered: readonly Offered[], { filters, sort }: Pick<Layout, 'filters' | 'sort'>): RowsAsked {
  const byId = new Map(offered.map(({ column }) => [column.id, column]))
  const asked: [Column, (value: CellValue) => boolean][] = []
  for (const [id, filter] of Object.entries(filters)) {
    const column = byId.get(id)
    if (column) asked.push([column, keeping(filter)])
  }
  const sorted = sort && byId.get(sort.column)
  return {
    ...(asked.length > 0 ? { keeps: (_, row) => asked.every(([column, keeps]) => keeps(column.valueOf(row))) } : {}),
    ...(sort && sorted ? { compare: comparing(sorted, sort.descending) } : {}),
  }
}

/** Each row's value is read once, since there may be many rows. */
function comparing(column: Column, descending: boolean): (a: LineRow, b: LineRow) => number {
  const read = new Map<LineRow, string | number | null>()
  const orderOf = (row: LineRow) => {
    let value = read.get(row)
    if (value === undefined) {
      value = (column.orderOf ?? column.valueOf)(row)
      read.set(row, value)
    }
    return value
  }
  return (a, b) => compareCells(orderOf(a), orderOf(b), descending)
}

/** What a column is called in menus and sentences. @example columnName(column) // '2021/22 plan year' */
export function columnName({ heading, note, kind }: Pick<Column, 'heading' | 'note' | 'kind'>): string {
  return kind === 'text' || !note ? heading : `${heading} ${note}`
}

/** A filter in words. @example 'Provider contains “catch”' */
export function filterWords(column: Column, filter: Filter): string {
  const kind = column.kind === 'percent' ? 'percent' : column.kind === 'text' ? 'text' : 'money'
  return `${columnName(column)} ${filterText(filter, kind)}`
}

/** The order of the lines in words. @example '2021/22 plan year, largest first' */
export function sortWords(column: Column, descending: boolean): string {
  const dated = column.orderOf !== undefined
  const [up, down] =
    column.kind !== 'text'
      ? ['smallest first', 'largest first']
      : dated
        ? ['earliest first', 'latest first']
        : ['A to Z', 'Z to A']
  return `${columnName(column)}, ${descending ? down : up}`
}
