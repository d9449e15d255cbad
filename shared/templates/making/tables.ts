/**
 * Last year's tables, row by row: which rows head a section, are lines, state sums, are notes. Example: Leicestershire's
 * Appendix A has a body from row 4 to 60, four sections of it, and the grand total in row 61.
 */
import { type Heading, readColumnName } from '../../importing/headings.ts'
import type { FoundTable, Reading, ReadLine, StatedFigure } from '../../importing/index.ts'
import { type Cell, columnLetters, columnNumber, type Sheet } from '../../sheet.ts'
import type { FinancialYear } from '../../years.ts'

export interface Column {
  column: number
  letters: string
  heading: Heading
}

/** Rows of a sheet, each with its cells by column. */
export type Rows = Map<number, Map<number, Cell>>

export type RowKind = 'section' | 'headings' | 'line' | 'stated' | 'note' | 'notes heading' | 'drawdown' | 'other'

/** A table of the workbook that the template is made from. */
export interface Table {
  found: FoundTable
  sheet: Sheet
  rows: Rows
  /** Its heading rows, and the last row that is no other table's. */
  first: number
  last: number
  to: number
  columns: Column[]
  kinds: Map<number, RowKind>
  stated: Map<number, StatedFigure[]>
  /** The lines that have a row in it; of one that several tables have, the whole. */
  lines: ReadLine[]
  /** The year that its columns count from: the plan year of the paper. */
  planYear: FinancialYear
  /** The new column for the plan year, by its number; null where there is none. */
  added: number | null
}

export function rowsOf({ cells }: Sheet): Rows {
  const rows: Rows = new Map()
  for (const cell of cells) {
    const held = rows.get(cell.row)
    if (held) held.set(cell.column, cell)
    else rows.set(cell.row, new Map([[cell.column, cell]]))
  }
  return rows
}

export const rowOf = ({ cell, row }: { cell?: string; row?: number }) =>
  row ?? Number(/\d+$/.exec(cell ?? '')?.[0] ?? 0)
export const columnOf = ({ cell }: { cell?: string }) => columnNumber(/^[A-Z]+/.exec(cell ?? '')?.[0] ?? '') ?? 0

/** Do two tables stand beside each other? */
export const isBeside = (table: FoundTable, { tables }: Pick<Reading, 'tables'>) =>
  tables.some(
    (other) =>
      other !== table && other.sheet === table.sheet && other.headerRows.some((row) => table.headerRows.includes(row)),
  )

/**
 * Reads a table once more, for its rows.
 * @param lines all lines, those of several tables joined
 */
export function tableOf(
  found: FoundTable,
  sheet: Sheet,
  reading: Reading,
  lines: readonly ReadLine[],
  planYear: FinancialYear,
): Table {
  const rows = rowsOf(sheet)
  const first = Math.min(...found.headerRows)
  const last = Math.max(...found.headerRows)
  const next = reading.tables
    .filter(({ sheet: name, headerRows }) => name === sheet.name && Math.min(...headerRows) > last)
    .map(({ headerRows }) => Math.min(...headerRows))
  const to = Math.min(Math.max(last, ...rows.keys()), ...next.map((row) => row - 1))
  const isHere = (at: { sheet: string; row?: number; cell?: string }) =>
    at.sheet === sheet.name && rowOf(at) > last && rowOf(at) <= to
  const kinds = new Map<number, RowKind>()
  for (const row of rows.keys()) if (row > last && row <= to) kinds.set(row, 'other')
  for (const { at, reason } of reading.skipped) if (isHere(at)) kinds.set(rowOf(at), kindFor(reason))
  const own: ReadLine[] = []
  for (const line of lines) {
    const places = [line.at, ...line.figures.map(({ at }) => at)].filter(isHere)
    if (places.length > 0) own.push(line)
  }
  for (const { at, figures } of reading.lines)
    for (const place of [at, ...figures.map((figure) => figure.at)]) if (isHere(place)) kinds.set(rowOf(place), 'line')
  const stated = new Map<number, StatedFigure[]>()
  for (const figure of reading.stated) {
    if (!isHere(figure.at) || figure.kind === 'cross-total') continue
    const row = rowOf(figure.at)
    stated.set(row, [...(stated.get(row) ?? []), figure])
    kinds.set(row, 'stated')
  }
  const columns = Object.entries(found.columns).map(([letters, name]) => {
    return { column: columnNumber(letters) ?? 0, letters, heading: readColumnName(name) }
  })
  return { found, sheet, rows, first, last, to, columns, kinds, stated, lines: own, planYear, added: null }
}

function kindFor(reason: string): RowKind {
  if (reason.startsWith('section heading')) return 'section'
  if (reason === 'headings repeated') return 'headings'
  if (reason.startsWith('footnote')) return 'note'
  if (reason === 'heading of the notes') return 'notes heading'
  if (reason.startsWith('approved spend')) return 'drawdown'
  return 'other'
}

/** The rows of one section: its headings, its lines, the sums that close it, the empty rows below. */
export interface Group {
  sections: number[]
  headings: number[]
  lines: number[]
  notes: number[]
  sums: number[]
  empty: number[]
}

export interface Body {
  first: number
  last: number
  groups: Group[]
  /** Does each section have its headings again, as tables that stand below each other? */
  stacked: boolean
  /** Rows that no band has room for. */
  gone: { row: number; kind: RowKind }[]
}

const rowsOfKind = ({ kinds }: Table, kind: RowKind) => [...kinds].filter(([, own]) => own === kind).map(([row]) => row)

/** The body of a table: from its first section or line to the last line, with the subtotals below. Null when it has no lines. */
export function bodyOf(table: Table): Body | null {
  const { kinds, rows, stated } = table
  const lines = rowsOfKind(table, 'line')
  if (lines.length === 0) return null
  const sections = rowsOfKind(table, 'section')
  let first = Math.min(...lines, ...sections)
  let last = Math.max(...lines)
  const isGrouped = sections.some((row) => row < last) || [...stated.keys()].some((row) => row < last)
  for (let row = last + 1; row <= table.to; row++) {
    const kind = kinds.get(row)
    const closes = kind === 'stated' && isGrouped && stated.get(row)!.every((one) => one.kind === 'subtotal')
    if (closes || (kind === 'note' && rows.get(row + 1) && kinds.get(row + 1) === 'stated')) last = row
    else if (kind !== undefined) break
  }
  const body: Body = { first, last, groups: [], stacked: false, gone: [] }
  const open = (): Group => {
    const group: Group = { sections: [], headings: [], lines: [], notes: [], sums: [], empty: [] }
    body.groups.push(group)
    return group
  }
  let group = open()
  for (let row = first; row <= last; row++) {
    const kind = kinds.get(row)
    const begun = group.lines.length > 0
    if (kind === undefined) group.empty.push(row)
    else if (kind === 'section') {
      if (begun) group = open()
      group.sections.push(row)
    } else if (kind === 'line') {
      if (begun && group.sums.length > 0) group = open()
      group.lines.push(row)
    } else if (kind === 'stated') group.sums.push(row)
    else if (kind === 'note') group.notes.push(row)
    else if (kind === 'headings' && group.sections.length > 0 && !begun) group.headings.push(row)
    else body.gone.push({ row, kind })
  }
  const [top, ...others] = body.groups as [Group, ...Group[]]
  const title = rows.get(table.first - 1)
  const name = title?.size === 1 ? [...title.values()][0]!.text : null
  const isTitled = top.lines.length > 0 && table.lines.some(({ priority }) => priority === name)
  if (name !== null && isTitled && top.sections.length === 0 && others.length > 0 && others.every(hasHeadings)) {
    top.sections.push(table.first - 1)
    top.headings.push(...table.found.headerRows)
    first = table.first - 1
    body.stacked = true
  } else
    for (const one of body.groups) {
      body.gone.push(...one.headings.map((row) => ({ row, kind: 'headings' as const })))
      one.headings = []
    }
  return { ...body, first }
}

const hasHeadings = ({ headings }: Group) => headings.length > 0

/** The section that the bands are copied from: one with all that sections have. */
export function modelOf({ groups }: Body): Group {
  const worth = ({ sections, sums, notes, lines }: Group) =>
    (lines.length > 0 ? 8 : 0) + (sections.length > 0 ? 4 : 0) + (sums.length > 0 ? 2 : 0) + (notes.length > 0 ? 1 : 0)
  return groups.reduce((best, group) => (worth(group) > worth(best) ? group : best))
}

/**
 * The column for the plan year, beside a table that shows only the year before: the one to the right of it, if that is empty.
 */
export function roomBeside(table: Table): number | null {
  const { columns, rows, first, to, sheet } = table
  const budget = columns.findLast(({ heading }) => heading.kind === 'figure' && heading.measure === 'budget')
  if (!budget || columns.some(({ heading }) => heading.kind === 'figure' && (heading.area || heading.across)))
    return null
  const named = table.found.headerRows.some((row) => rows.get(row)?.get(budget.column)?.text.match(/\d\d/))
  if (!named || columns.some(({ heading }) => heading.kind === 'role' && heading.role === 'year')) return null
  const beside = Math.max(...columns.map(({ column }) => column)) + 1
  for (let row = first; row <= to; row++) if (rows.get(row)?.has(beside)) return null
  const isMerged = sheet.merges.some(
    ({ top, bottom, left, right }) => top <= to && bottom >= first && left <= beside && right >= beside,
  )
  return isMerged ? null : beside
}

/** The column whose cells a new one is like. */
export const likeOf = ({ columns }: Table) =>
  columns.findLast(({ heading }) => heading.kind === 'figure' && heading.measure === 'budget')!

export const lettersOf = columnLetters

/** @example counted(2, 'line') // '2 lines' */
export const counted = (count: number, what: string) => (count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`)
