/**
 * Keeps figures that refer to other years true: whatever changes a figure, what depends on it changes in the same Change.
 * Example: with `=[2020/21]*1.02` in 2021/22, “set Victim First 2020/21” changes both years, and one undo takes both back.
 */
import { type Held, workOut } from './arithmetic/evaluating.ts'
import { type Change, type RowChange, rowKey, rowTo, sameRow } from './change.ts'
import { type FormulaError, type Known, knownExpression } from './expressions.ts'
import { type Amount, amountId, differenceId, type Tables } from './model.ts'
import { intoOption, rowIn } from './options.ts'
import type { Plan } from './plan.ts'

/** What stands in the cells of one line: by the figure's id, its amount or why it has none. */
type Cells = Map<string, Amount | FormulaError>

type FigureTable = 'amount' | 'formulaError'
const isFigureTable = (table: string): table is FigureTable => table === 'amount' || table === 'formulaError'

const isError = (row: Amount | FormulaError): row is FormulaError => 'error' in row

/** What each cell of a line that refers to others comes to. Cells that lead back to themselves are circular. */
function workedOut(lineId: string, cells: Cells): Cells {
  const results: Cells = new Map()
  const formulas = new Map<string, Known>()
  for (const [id, { expression }] of cells) {
    const known = expression === null ? null : knownExpression(expression)
    if (known && known.figures.length > 0) formulas.set(id, known)
  }
  const pending = new Set<string>()
  const holds = (id: string): Held => {
    const row = results.get(id) ?? cells.get(id)
    if (!row) return null
    const formula = formulas.get(id)
    if (formula && !results.has(id)) {
      if (pending.has(id)) return 'circular'
      pending.add(id)
      const outcome = workOut(formula.tree, ({ year, measure }) => holds(amountId(lineId, year, measure)))
      pending.delete(id)
      const { year, measure, expression } = row
      const place = { id, lineId, year, measure }
      const origin = isError(row) ? null : row.origin
      const result: Amount | FormulaError =
        'pence' in outcome
          ? { ...place, pence: outcome.pence, expression, origin }
          : { ...place, expression: expression!, error: outcome.error }
      results.set(id, result)
      return isError(result) ? result.error : result.pence
    }
    return isError(row) ? row.error : row.pence
  }
  for (const id of formulas.keys()) holds(id)
  return results
}

/** The rows of a Change as it grows. */
class Growing {
  readonly plan: Plan
  #rows: Map<string, RowChange>
  #grown = false

  constructor(plan: Plan, change: Change) {
    this.plan = plan
    this.#rows = new Map(change.rows.map((row) => [rowKey(row), row]))
  }

  /** A row as it is once all is done; null when it is absent. */
  row<Name extends keyof Tables>(table: Name, id: string): Tables[Name] | null {
    const row = this.#rows.get(rowKey({ table, id }))
    return (row ? row.after : (this.plan[table].get(id) ?? null)) as Tables[Name] | null
  }

  put(row: RowChange): void {
    if (sameRow(this.row(row.table, row.id), row.after)) return
    this.#rows.set(rowKey(row), row)
    this.#grown = true
  }

  /** @param change what it was at first, which is given back where nothing was added */
  as(change: Change): Change {
    if (!this.#grown) return change
    return { ...change, rows: [...this.#rows.values()].filter(({ before, after }) => !sameRow(before, after)) }
  }
}

/** Puts a cell in its table, and takes it out of the other. */
function putCell(growing: Growing, row: Amount | FormulaError): void {
  const { plan } = growing
  growing.put(rowTo(plan, 'amount', row.id, isError(row) ? null : row))
  growing.put(rowTo(plan, 'formulaError', row.id, isError(row) ? row : null))
}

/** The figures of a Change by their line. */
function touchedCells(change: Change): Map<string, Set<string>> {
  const lines = new Map<string, Set<string>>()
  for (const row of change.rows) {
    if (!isFigureTable(row.table)) continue
    const { lineId } = (row.after ?? row.before) as Amount | FormulaError
    const held = lines.get(lineId)
    if (held) held.add(row.id)
    else lines.set(lineId, new Set([row.id]))
  }
  return lines
}

/** The cells of a line as they are once all is done. An amount goes before what would stand in its place. */
function cellsOf(growing: Growing, lineId: string, touched: ReadonlySet<string>): Cells {
  const { plan } = growing
  const ids = new Set(touched)
  for (const { id } of plan.amount.by('lineId', lineId)) ids.add(id)
  for (const { id } of plan.formulaError.by('lineId', lineId)) ids.add(id)
  const cells: Cells = new Map()
  for (const id of ids) {
    const row = growing.row('amount', id) ?? growing.row('formulaError', id)
    if (row) cells.set(id, row)
  }
  return cells
}

/** Of the lines that a Change touches, those with a cell that was typed as arithmetic, before or after it. */
function withArithmetic(plan: Plan, change: Change, lines: Iterable<string>): Set<string> {
  const found = new Set<string>()
  for (const { table, after } of change.rows)
    if (isFigureTable(table) && after && (after as Amount | FormulaError).expression !== null)
      found.add((after as Amount | FormulaError).lineId)
  for (const lineId of lines) {
    const held = [...plan.formulaError.by('lineId', lineId), ...plan.amount.by('lineId', lineId)]
    if (held.some(({ expression }) => expression !== null)) found.add(lineId)
  }
  return found
}

/**
 * A Change with what follows from it in one plan: figures that refer to those it changes, and no cell with both an amount and
 * an error. It costs as much as the lines it touches have figures.
 * @param plan as it is before the Change
 */
export function recalculated(plan: Plan, change: Change): Change {
  const lines = touchedCells(change)
  const typed = withArithmetic(plan, change, lines.keys())
  if (typed.size === 0) return change
  const growing = new Growing(plan, change)
  for (const lineId of typed) {
    const touched = lines.get(lineId)!
    const cells = cellsOf(growing, lineId, touched)
    for (const id of touched) {
      const row = cells.get(id)
      if (row) putCell(growing, row)
    }
    for (const row of workedOut(lineId, cells).values()) putCell(growing, row)
  }
  return growing.as(change)
}

const FIGURE_ID = /^([\s\S]+) \d{4}\/\d\d (?:budget|forecast|actual)$/

/** The line whose figure an option has otherwise than the plan; '' of any other difference. */
function lineOfDifference({ table, rowId }: Tables['difference']): string {
  return isFigureTable(table) ? (FIGURE_ID.exec(rowId)?.[1] ?? '') : ''
}

/** The same for the options that have figures of these lines otherwise, which may refer to the plan's own. */
function acrossOptions(base: Plan, change: Change): Change {
  if (base.option.size === 0) return change
  const lines = touchedCells(change)
  if (lines.size === 0) return change
  const growing = new Growing(base, change)
  for (const [lineId, touched] of lines) {
    if (!growing.row('line', lineId)) continue
    const options = new Map<string, Set<string>>()
    for (const { optionId, rowId } of base.difference.by(lineOfDifference, lineId)) {
      const ids = options.get(optionId)
      if (ids) ids.add(rowId)
      else options.set(optionId, new Set([rowId]))
    }
    // An option may go with the same Change, as when it is adopted.
    for (const [optionId, differing] of options)
      if (growing.row('option', optionId)) underOption(growing, { lineId, optionId, touched, differing })
  }
  return growing.as(change)
}

interface Under {
  lineId: string
  optionId: string
  /** The figures that the plan's own Change touches. */
  touched: ReadonlySet<string>
  /** The figures that the option has otherwise. */
  differing: ReadonlySet<string>
}

/** The rows of a line's cells in one option, and what becomes of them when the plan's own change. */
function underOption(growing: Growing, { lineId, optionId, touched, differing }: Under): void {
  const { plan } = growing
  const difference = (table: string, id: string) => growing.row('difference', differenceId(optionId, table, id))
  // An option that has not got the line has none of its figures.
  if (difference('line', lineId)?.row === null) return
  /** Sets what the option has in a table: as the plan where `follows` and it is the same, else as a difference. */
  const set = (table: FigureTable, id: string, row: Amount | FormulaError | null, follows: boolean) => {
    const key = differenceId(optionId, table, id)
    const same = sameRow(growing.row(table, id), row)
    if (same && (follows || !difference(table, id))) return growing.put(rowTo(plan, 'difference', key, null))
    const after = { id: key, optionId, table, rowId: id, row: row as Record<string, unknown> | null }
    growing.put(rowTo(plan, 'difference', key, after))
  }
  const setCell = (id: string, row: Amount | FormulaError | null, follows: boolean) => {
    set('amount', id, row && !isError(row) ? row : null, follows)
    set('formulaError', id, row && isError(row) ? row : null, follows)
  }
  const cells = cellsOf(growing, lineId, touched)
  for (const id of differing) {
    const [amount, error] = [difference('amount', id), difference('formulaError', id)]
    // It is as in the plan from now on.
    if (!amount && !error) continue
    const row = ((amount && rowIn(amount)) ?? (error && rowIn(error)) ?? null) as Amount | FormulaError | null
    const before = plan.amount.get(id) ?? plan.formulaError.get(id)
    if (touched.has(id) && row?.expression != null && row.expression === before?.expression) {
      // It differed only since what it refers to does, so it follows the plan's.
      for (const table of ['amount', 'formulaError'] as const) set(table, id, growing.row(table, id), true)
      continue
    }
    setCell(id, row, false)
    if (row) cells.set(id, row)
    else cells.delete(id)
  }
  for (const [id, result] of workedOut(lineId, cells)) setCell(id, result, true)
}

/**
 * A Change as it is saved: with what follows from it in the plan and its options, or, where it was made under an option, as
 * that option's differences. Every edit goes through here.
 * @param base the plan as it is saved
 * @param under the option that the Change was made under, with the plan as it is there; null where it is of the plan itself
 */
export function settled(base: Plan, under: { optionId: string; plan: Plan } | null, change: Change): Change {
  if (under === null) return acrossOptions(base, recalculated(base, change))
  return intoOption(base, under.optionId, recalculated(under.plan, change))
}
