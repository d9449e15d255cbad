/**
 * Subtotals and totals as live formulas over the rows that they close. Example: a priority whose lines stand in rows 5 to 12 has
 * `SUBTOTAL(9,E5:E12)`; the total's one range runs over the subtotals too, which SUBTOTAL passes over. Where the cells of a
 * sheet do not come to the sum to the penny, or are not there, it is a plain value.
 */
import { addUp, type Pence } from '../money.ts'
import { columnLetters } from '../sheet.ts'
import type { TemplateRow } from './bands.ts'
import { isRecordAmount, showsLines } from './bands.ts'
import { itemsAsked, saidBy } from './evaluating.ts'
import { type Env, figureAsked, type Item, isFigure, plain, sumOf, yearAsked } from './figures.ts'
import type { FilledValue } from './filling.ts'
import type { Query } from './parse.ts'
import type { Placed, PlacedBlock, PlacedSheet } from './placing.ts'
import { recordBands } from './records.ts'
import { cellValue, isAsText, moneyValue, scaled, type Value } from './values.ts'

/** No formula has more ranges, or characters, than this. */
const MOST_RANGES = 250
const LONGEST_FORMULA = 8_000

const keyOf = ({ line, place }: Item) => `${line.id}\n${place ?? ''}`

/** Rows that may be added up, in one column. */
interface Candidate {
  column: number
  rows: Placed[]
}

/** Finds the cells that a sum is made of on one sheet. */
export class Sums {
  #env: Env
  #sheet: PlacedSheet
  /** By block, figure and column: the rows of each line. */
  #shown = new Map<PlacedBlock, Map<string, Map<number, Placed[]>>>()
  #byLine = new Map<Placed[], Map<string, Placed[]>>()

  constructor(env: Env, sheet: PlacedSheet) {
    this.#env = env
    this.#sheet = sheet
  }

  /** Is it a sum that may be a formula: an amount alone in its cell, of a subtotal in its row or a total in its? */
  isSum({ from }: Placed, query: Query): boolean {
    if (
      query.percent ||
      isAsText(query) ||
      (query.band !== 'subtotal' && query.band !== 'total') ||
      from.kind !== query.band
    )
      return false
    return isFigure(query.field) || this.#list(from, query) !== null
  }

  /** What a sum is, as an amount. */
  value({ from, context }: Placed, query: Query): Value {
    const list = this.#list(from, query)
    if (!list) return saidBy(this.#env, query, context)
    // Several rows may be of the same one.
    const records = new Map(list.rows.map((row) => [row.context.record!.row, row]))
    return moneyValue(addUp([...records.values()].map((row) => this.#recordAmount(row, query))))
  }

  /** The cell of a sum. @param column where it stands */
  cell(placed: Placed, column: number, query: Query): FilledValue {
    const value = this.value(placed, query)
    const expected = value?.kind === 'money' ? value.pence : null
    const list = this.#list(placed.from, query)
    const candidates = list ? this.#listRows(list, query, column) : this.#lineRows(placed, query, column)
    const isSaid = expected === null && query.or !== null
    for (const candidate of isSaid ? [] : candidates) {
      const formula = this.#formula(candidate)
      if (formula) return { kind: 'formula', formula, value: scaled(expected ?? 0, query.unit ?? this.#env.unit) }
    }
    return cellValue(value, query, this.#env)
  }

  /** The list that a total's row closes, if the amount is one of the list's own. */
  #list(from: TemplateRow, { band, field }: Query): PlacedBlock | null {
    const closed = band === 'total' ? this.#sheet.closes.get(from) : undefined
    return closed?.block.kind === 'record' && isRecordAmount(closed.block.record, field) ? closed : null
  }

  #recordAmount({ context }: Placed, query: Query): Pence | null {
    const said = saidBy(this.#env, { ...query, band: context.record!.band }, context)
    return said?.kind === 'money' ? said.pence : null
  }

  *#listRows(list: PlacedBlock, query: Query, column: number): Iterable<Candidate> {
    for (const at of this.#columns(list, { ...query, band: list.block.record! }, column)) yield at
  }

  *#lineRows(placed: Placed, query: Query, column: number): Iterable<Candidate> {
    const items = itemsAsked(this.#env, query, placed.context)
    if (items.length === 0) return
    const figure = figureAsked(this.#env, query)
    const expected = sumOf(this.#env, items, figure) ?? 0
    const own = this.#sheet.closes.get(placed.from) ?? placed.of
    const tables = this.#sheet.blocks.filter(({ block }) => block.kind === 'lines')
    const ordered = own && tables.includes(own) ? [own, ...tables.filter((table) => table !== own)] : tables
    const lined = ordered.filter(({ block }) => showsLines(block))
    const asLine = { ...query, band: 'line' }
    const groups = lined.length > 1 ? [...lined.map((table) => [table]), lined] : lined.map((table) => [table])
    for (const group of groups) {
      const shown = group.map((table) => this.#columns(table, asLine, column))
      for (const { column: at } of shown[0]!) {
        const rows = shown.flatMap((columns) => columns.filter((held) => held.column === at).map((held) => held.rows))
        for (const chosen of [rows, ...rows.map((one) => [one])]) {
          const found = this.#rowsOf(items, chosen)
          if (
            found &&
            (sumOf(
              this.#env,
              found.map(({ context }) => context.item!),
              figure,
            ) ?? 0) === expected
          )
            yield { column: at, rows: found }
        }
      }
    }
    const asSubtotal: Query = { ...query, band: 'subtotal' }
    const unlined = query.band === 'total' ? ordered.filter(({ block }) => !showsLines(block)) : own ? [own] : []
    for (const table of unlined)
      for (const whole of this.#columns(table, asSubtotal, column)) {
        const candidate = query.band === 'total' ? whole : { ...whole, rows: within(placed, whole.rows) }
        if (candidate.rows.length === 0) continue
        const plainValues = candidate.rows.every(({ cells }) => cells.get(candidate.column)?.kind !== 'formula')
        const all = candidate.rows.flatMap(({ context }) => itemsAsked(this.#env, asSubtotal, context))
        if (plainValues && (sumOf(this.#env, all, figure) ?? 0) === expected) yield candidate
      }
  }

  /** The columns, one for each row of the template, in which a block shows an amount; the sum's own column first. */
  #columns(table: PlacedBlock, query: Query, column: number): Candidate[] {
    const figures = this.#shown.get(table) ?? this.#index(table)
    this.#shown.set(table, figures)
    const columns = [...(figures.get(this.#figureKey(query)) ?? new Map<number, Placed[]>())]
    return columns
      .map(([key, rows]) => ({ column: key % 100_000, rows }))
      .sort((a, b) => Number(b.column === column) - Number(a.column === column))
  }

  #figureKey(query: Query): string {
    const { band, field, argument, unit, percent } = query
    const list = recordBands[band]
    // A year chooses among the rows of some lists, and then says nothing of their amounts.
    const dated = list ? list.fields[field]?.year : query.year !== null || this.#env.planYear !== null
    const year = dated ? yearAsked(this.#env, query) : null
    const chosen = band === 'subtotal' ? JSON.stringify(query.where) : ''
    return [band, field, year, plain(argument ?? ''), unit ?? this.#env.unit, percent, chosen].join('\n')
  }

  /** By figure, then by the template's row and column. */
  #index(table: PlacedBlock): Map<string, Map<number, Placed[]>> {
    const figures = new Map<string, Map<number, Placed[]>>()
    const deepest = Math.max(...table.block.rows.filter(({ kind }) => kind === 'subtotal').map(({ level }) => level))
    const byRow = new Map<TemplateRow, Placed[]>()
    for (const placed of table.rows) {
      const held = byRow.get(placed.from)
      if (held) held.push(placed)
      else byRow.set(placed.from, [placed])
    }
    for (const [from, rows] of byRow) {
      if (from.kind === 'subtotal' && from.level !== deepest) continue
      for (const { alone, column } of from.cells) {
        if (!alone || isAsText(alone)) continue
        const key = this.#figureKey(alone)
        const held = figures.get(key) ?? new Map<number, Placed[]>()
        held.set(from.row * 100_000 + column, rows)
        figures.set(key, held)
      }
    }
    return figures
  }

  /** The rows that show these lines, each line once; null when one that has the figure is missing or stands twice. */
  #rowsOf(items: readonly Item[], among: readonly Placed[][]): Placed[] | null {
    const found = new Set<Placed>()
    for (const item of items) {
      let times = 0
      for (const rows of among) {
        for (const row of this.#linesIn(rows).get(item.place === null ? item.line.id : keyOf(item)) ?? []) {
          if (row.context.item!.place === null || item.place !== null) times++
          found.add(row)
        }
      }
      if (times > 1) return null
    }
    return found.size > 0 ? [...found].sort((a, b) => a.row - b.row) : null
  }

  #linesIn(rows: Placed[]): Map<string, Placed[]> {
    const held = this.#byLine.get(rows)
    if (held) return held
    const index = new Map<string, Placed[]>()
    const put = (key: string, row: Placed) => {
      const list = index.get(key)
      if (list) list.push(row)
      else index.set(key, [row])
    }
    for (const row of rows) {
      const item = row.context.item
      if (!item) continue
      put(item.line.id, row)
      put(keyOf(item), row)
    }
    this.#byLine.set(rows, index)
    return index
  }

  #formula({ column, rows }: Candidate): string | null {
    if (rows.length === 0) return null
    const letters = columnLetters(column)
    const ranges: [number, number][] = []
    let before: Placed | null = null
    for (const row of rows) {
      if (before && this.#quietBetween(before, row, column)) ranges.at(-1)![1] = row.row
      else ranges.push([row.row, row.row])
      before = row
    }
    const formula = `SUBTOTAL(9,${ranges.map(([top, bottom]) => `${letters}${top}:${letters}${bottom}`).join(',')})`
    return ranges.length > MOST_RANGES || formula.length > LONGEST_FORMULA ? null : formula
  }

  /** Is there nothing between two rows of a block that SUBTOTAL would count? */
  #quietBetween(before: Placed, after: Placed, column: number): boolean {
    if (after.row === before.row + 1) return true
    if (!before.of || before.of !== after.of) return false
    const { rows } = before.of
    const first = rows[0]!.row
    for (let row = before.row + 1; row < after.row; row++) if (counts(rows[row - first]!, column)) return false
    return true
  }
}

/** Of a table without lines: the rows of the groups inside a subtotal's own. */
function within({ from, context }: Placed, rows: readonly Placed[]): Placed[] {
  const own = [...context.groups]
  return rows.filter(
    (row) => row.from.level > from.level && own.every(([by, { key }]) => row.context.groups.get(by)?.key === key),
  )
}

/** Would SUBTOTAL count what stands in this column of the row? */
function counts({ cells, from }: Placed, column: number): boolean {
  const filled = cells.get(column)
  if (filled) return filled.kind === 'number' || (filled.kind === 'formula' && !filled.formula.startsWith('SUBTOTAL('))
  const cell = from.template.get(column)
  if (!cell) return false
  if (cell.formula !== undefined) return !/\b(?:SUBTOTAL|AGGREGATE)\(/i.test(cell.formula)
  // A placeholder that is not filled yet is a sum of the same depth, of which nothing is known.
  return cell.type === 'number' || cell.type === 'date' || from.cells.some((held) => held.column === column)
}
