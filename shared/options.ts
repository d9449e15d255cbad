/**
 * Options: named sets of differences from the plan. Laid over it they give another plan, in which everything works as in the
 * plan itself; an edit there becomes differences of the option, and the plan stays as it is.
 * Example: in “5% cut to grants” a grant of 100,000 has the difference `{table: 'amount', row: {…, pence: 9_500_000}}`.
 */
import { type Change, invert, type RowChange, rowTo, sameRow } from './change.ts'
import { changeOf } from './edits.ts'
import { differenceId, type Row, references, schemas, type TableName, type Tables } from './model.ts'
import { detailsOf, type Plan } from './plan.ts'
import { Refusal } from './refusal.ts'
import { Table } from './table.ts'

export type Option = Tables['option']

/** The tables in which an option may differ from the plan, each referring only to those before it. */
export const optionTables = [
  'priority',
  'line',
  'amount',
  'note',
  'reserve',
  'transfer',
  'carry',
  'source',
  'ringFence',
  'availability',
  'split',
  'adjustment',
  'drawdown',
  'virement',
  'contract',
  'decision',
  'decisionLine',
  'formulaError',
] as const satisfies readonly TableName[]
export type OptionTable = (typeof optionTables)[number]

/** The tables that an option's plan has for itself; a bid may lose its source there. The others are the plan's own. */
const ownTables = [...optionTables, 'bid'] as const
type OwnTable = (typeof ownTables)[number]

/** What may be left empty once the row that it names is gone; rows that name it otherwise go with it. */
export const LOOSE: ReadonlySet<string> = new Set([
  'priority parentId',
  'line priorityId',
  'drawdown toLineId',
  'bid sourceId',
])

const isOptionTable = (table: string): table is OptionTable => (optionTables as readonly string[]).includes(table)
const isOwn = (table: string): table is OwnTable => table === 'bid' || isOptionTable(table)
const tableOf = (plan: Plan, table: OwnTable) => plan[table] as unknown as Table<Row>

/** What an option leaves out: a difference of its own, or a row of the plan that names what the option has not got. */
export interface LeftOut {
  table: string
  id: string
  difference: boolean
}

/** A plan with an option laid over it. */
export interface Overlay {
  plan: Plan
  leftOut: LeftOut[]
}

/** The options in the officer's order. */
export function optionsInOrder(plan: Plan): Option[] {
  return [...plan.option.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** The option of this id. @throws Refusal when it is no longer there */
export function optionOf(plan: Plan, id: string): Option {
  const option = plan.option.get(id)
  if (!option) throw new Refusal('That option is no longer in the plan; nothing was changed, so choose another.')
  return option
}

/** The rows that differences were found to say, so that each is checked once. */
const known = new WeakMap<Tables['difference'], Row | undefined>()

/**
 * The row that a difference says, null for none. It may come from a stranger's file, so it is checked.
 * @returns undefined when it is not a row of its table
 */
export function rowIn(difference: Tables['difference']): Row | null | undefined {
  if (difference.row === null) return isOptionTable(difference.table) ? null : undefined
  if (!known.has(difference)) known.set(difference, readRow(difference))
  return known.get(difference)
}

function readRow({ table, rowId, row }: Tables['difference']): Row | undefined {
  if (!isOptionTable(table)) return undefined
  const read = schemas[table].safeParse(row)
  if (!read.success || read.data.id !== rowId) return undefined
  if (table === 'carry') {
    const { to, toId } = read.data as Tables['carry']
    if ((to === 'reserve' || to === 'line') !== (toId !== null)) return undefined
  }
  return read.data as Row
}

/** The rows that a row names: the column, the table and the id. */
function* namesIn(table: OwnTable, row: Row): Generator<[string, OwnTable, string]> {
  const fields = row as unknown as Record<string, string | null>
  for (const [from, column, target] of references)
    if (from === table && isOwn(target) && fields[column] !== null) yield [column, target, fields[column]!]
  if (table !== 'carry') return
  const { to, toId } = row as Tables['carry']
  if ((to === 'reserve' || to === 'line') && toId !== null) yield ['toId', to, toId]
}

/** Is everything there that a row names? */
function stands(plan: Plan, table: OwnTable, row: Row): boolean {
  for (const [, target, id] of namesIn(table, row)) if (!plan[target].has(id)) return false
  return true
}

/** The rows of a table that name a row of another, and the column in which they do. */
function* naming(plan: Plan, table: OwnTable, target: OwnTable, id: string): Generator<[string, Row]> {
  const held = tableOf(plan, table) as unknown as Table<{ id: string } & Record<string, unknown>>
  for (const [from, column, named] of references)
    if (from === table && named === target) for (const row of held.by(column, id)) yield [column, row as unknown as Row]
  if (table === 'carry' && (target === 'reserve' || target === 'line'))
    for (const row of plan.carry.by('toId', id)) if (row.to === target) yield ['toId', row]
}

/** The other splits that would pay “the rest” of the same line and year as well. */
function otherRests(plan: Plan, { id, lineId, year, pence }: Tables['split']): Tables['split'][] {
  if (pence !== null) return []
  return [...plan.split.by('lineId', lineId)].filter(
    (split) => split.pence === null && split.year === year && split.id !== id,
  )
}

/**
 * Lays an option over the plan. What refers to rows that are no longer there is left out and listed: a difference gives way
 * to the plan's own row; a row of the plan goes, or loses the reference where it can do without.
 * @throws Refusal when there is no such option
 */
export function overlay(base: Plan, optionId: string): Overlay {
  optionOf(base, optionId)
  const plan: Plan = { ...base }
  for (const table of ownTables) plan[table] = new Table<Row>(tableOf(base, table).values()) as never
  const leftOut: LeftOut[] = []
  const wanted = new Map<string, Map<string, Row | null>>(ownTables.map((table) => [table, new Map()]))
  for (const difference of base.difference.by('optionId', optionId)) {
    const row = rowIn(difference)
    if (row === undefined) leftOut.push({ table: difference.table, id: difference.rowId, difference: true })
    else wanted.get(difference.table)!.set(difference.rowId, row)
  }
  const gone: [OwnTable, string][] = []
  for (const table of ownTables) layOver(base, plan, table, { wanted: wanted.get(table)!, gone, leftOut })
  return { plan, leftOut }
}

/** Lays an option's rows over one table; the tables that it refers to are done. */
function layOver(
  base: Plan,
  plan: Plan,
  table: OwnTable,
  { wanted, gone, leftOut }: { wanted: Map<string, Row | null>; gone: [OwnTable, string][]; leftOut: LeftOut[] },
): void {
  const held = tableOf(plan, table)
  const own = tableOf(base, table)
  for (const [id, row] of wanted) {
    if (row) held.set(id, row)
    else held.delete(id)
  }
  // A priority may name another difference that is left out in its turn.
  for (let before = -1; before !== leftOut.length; ) {
    before = leftOut.length
    for (const [id, row] of wanted) {
      if (!row || held.get(id) !== row || stands(plan, table, row)) continue
      const instead = own.get(id)
      if (instead) held.set(id, instead)
      else held.delete(id)
      leftOut.push({ table, id, difference: true })
    }
  }
  for (const id of wanted.keys()) if (own.has(id) && !held.has(id)) gone.push([table, id])
  for (const [target, goneId] of gone) {
    for (const [column, row] of [...naming(plan, table, target, goneId)]) {
      if (LOOSE.has(`${table} ${column}`)) held.set(row.id, { ...row, [column]: null } as Row)
      else {
        held.delete(row.id)
        gone.push([table, row.id])
      }
      leftOut.push({ table, id: row.id, difference: false })
    }
  }
  if (table !== 'split') return
  for (const id of [...wanted.keys()].sort()) {
    const split = plan.split.get(id)
    for (const other of split ? otherRests(plan, split) : []) {
      plan.split.delete(other.id)
      leftOut.push({ table, id: other.id, difference: wanted.has(other.id) })
    }
  }
}

/** The plan as it is under an option. The plan itself is not altered. @throws Refusal when there is no such option */
export function planUnder(plan: Plan, optionId: string): Plan {
  return overlay(plan, optionId).plan
}

/** As {@link planUnder}, for a paper or a list: the plan's title names the option, so that neither is taken for the plan. */
export function namedUnder(plan: Plan, optionId: string): Plan {
  const under = planUnder(plan, optionId)
  const details = detailsOf(plan)
  const title = `${details.title} – option “${optionOf(plan, optionId).name}”`
  return { ...under, plan: new Table([{ ...details, title }]) }
}

/**
 * What a Change that was planned under an option is to the plan: rows of `difference`. A row that is again as the plan has
 * it loses its difference.
 * @throws Refusal when it alters what an option cannot differ in
 */
export function intoOption(plan: Plan, optionId: string, change: Change): Change {
  const { name } = optionOf(plan, optionId)
  const rows = change.rows.map(({ table, id, after }) => {
    if (!isOptionTable(table))
      throw new Refusal(
        `“${change.label}” cannot be kept in the option “${name}”, since an option differs only in budget lines and their funding; nothing was changed, so switch back to the plan and repeat it.`,
      )
    const own = tableOf(plan, table).get(id) ?? null
    const difference = differenceId(optionId, table, id)
    const row = after as unknown as Record<string, unknown> | null
    return rowTo(
      plan,
      'difference',
      difference,
      sameRow(own, after) ? null : { id: difference, optionId, table, rowId: id, row },
    )
  })
  return changeOf(`${change.label} in the option “${name}”`, rows)
}

/** What an option changes in the plan: each row as the plan has it, and as it is under the option. */
export function changesOf(
  plan: Plan,
  optionId: string,
  { plan: under, leftOut } = overlay(plan, optionId),
): RowChange[] {
  const keys = new Map<string, [OwnTable, string]>()
  const note = (table: string, id: string) => {
    if (isOwn(table)) keys.set(`${table} ${id}`, [table, id])
  }
  for (const { table, rowId } of plan.difference.by('optionId', optionId)) note(table, rowId)
  for (const { table, id } of leftOut) note(table, id)
  return [...keys.values()]
    .map(([table, id]) => rowTo(plan, table, id, (tableOf(under, table).get(id) ?? null) as never))
    .filter(({ before, after }) => !sameRow(before, after))
}

/** What turns the first plan into the second, in the tables that options may alter. */
function between(from: Plan, to: Plan): RowChange[] {
  const rows: RowChange[] = []
  for (const table of ownTables) {
    const [held, wanted] = [tableOf(from, table), tableOf(to, table)]
    for (const row of wanted.values()) {
      const before = held.get(row.id)
      if (before !== row && !sameRow(before ?? null, row)) rows.push(rowTo(from, table, row.id, row as never))
    }
    for (const id of held.keys()) if (!wanted.has(id)) rows.push(rowTo(from, table, id, null))
  }
  return rows
}

/** The plan as it is saved, and as it is shown: itself, or under the option that is switched on, kept up edit by edit. */
export class Shown {
  /** As it is saved; changed by whoever holds this, who then calls {@link update}. */
  base: Plan
  /** As it is shown; the same rows as `base` until an option is switched on, and always the same object. */
  readonly plan: Plan
  optionId: string | null = null
  leftOut: LeftOut[] = []

  constructor(plan: Plan) {
    this.base = plan
    this.plan = plan
  }

  /**
   * Switches an option on, or with null back to the plan.
   * @returns what that changes in what is shown, already applied
   * @throws Refusal when there is no such option, and all is as it was
   */
  switchTo(optionId: string | null): RowChange[] {
    if (this.base === this.plan) {
      if (optionId === null) return []
      optionOf(this.base, optionId)
      this.base = { ...this.plan }
      for (const table of ownTables) this.base[table] = new Table<Row>(tableOf(this.plan, table).values()) as never
    }
    const { plan, leftOut } = optionId === null ? { plan: this.base, leftOut: [] } : overlay(this.base, optionId)
    const rows = between(this.plan, plan)
    this.#alter(rows)
    this.optionId = optionId
    this.leftOut = leftOut
    return rows
  }

  /**
   * Takes in a Change that was applied to `base`: an edit of the option, of the plan, or one taken back. Once the option that
   * is switched on has gone, the plan itself is shown.
   * @returns what it changed in what is shown
   */
  update(change: Change): Change {
    if (this.base === this.plan) return change
    const { label } = change
    const others = change.rows.filter(({ table }) => !isOwn(table))
    if (this.optionId !== null && !this.base.option.has(this.optionId))
      return { label, rows: [...others, ...this.switchTo(null)] }
    if (this.leftOut.length > 0) return { label, rows: [...others, ...this.switchTo(this.optionId)] }
    const rows = this.#touched(change)
    if (rows !== null) {
      this.#alter(rows)
      if (rows.every((row) => this.#inOrder(row))) return { label, rows: [...others, ...rows] }
      this.#alter(invert({ label, rows }).rows)
    }
    return { label, rows: [...others, ...this.switchTo(this.optionId)] }
  }

  #alter(rows: readonly RowChange[]): void {
    for (const { table, id, after } of rows) {
      if (after === null) tableOf(this.plan, table as OwnTable).delete(id)
      else tableOf(this.plan, table as OwnTable).set(id, after)
    }
  }

  /** What becomes of the rows that a Change touched. @returns null when one is malformed */
  #touched(change: Change): RowChange[] | null {
    const touched = new Map<string, [OwnTable, string]>()
    for (const row of change.rows) {
      if (isOwn(row.table)) touched.set(`${row.table} ${row.id}`, [row.table, row.id])
      if (row.table !== 'difference') continue
      const { optionId, table, rowId } = (row.after ?? row.before)!
      if (optionId !== this.optionId) continue
      if (!isOptionTable(table)) return null
      touched.set(`${table} ${rowId}`, [table, rowId])
    }
    const rows: RowChange[] = []
    for (const [table, id] of touched.values()) {
      const difference =
        this.optionId === null ? undefined : this.base.difference.get(differenceId(this.optionId, table, id))
      const after = difference ? rowIn(difference) : (tableOf(this.base, table).get(id) ?? null)
      if (after === undefined) return null
      const altered = rowTo(this.plan, table, id, after as never)
      if (!sameRow(altered.before, altered.after)) rows.push(altered)
    }
    return rows
  }

  /** Is everything there that an altered row names, and does nothing name what is gone? Always so in the plan itself. */
  #inOrder({ table, id, after }: RowChange): boolean {
    if (this.optionId === null) return true
    if (after === null) {
      for (const other of ownTables) for (const _ of naming(this.plan, other, table as OwnTable, id)) return false
      return true
    }
    if (!stands(this.plan, table as OwnTable, after)) return false
    return table !== 'split' || otherRests(this.plan, after as Tables['split']).length === 0
  }
}
