/**
 * What belongs to what, when rows of two copies come together: a figure to its line, a share to its line and its source. So a
 * line that they removed and we worked on is one question, and nothing is left that refers to what is gone.
 * Example: they removed a priority and we moved a line into it: with their choice the line has no priority.
 */
import { type RowChange, rowTo, sameRow } from '../change.ts'
import { type Row, references, type TableName, type Tables, tableNames } from '../model.ts'
import { LOOSE } from '../options.ts'
import type { Plan } from '../plan.ts'
import { Table } from '../table.ts'
import type { Differing, Merged, Side } from './differing.ts'

/** A row's name of another: the column, the table and the id; `loose` where the row can do without. */
interface Naming {
  column: string
  target: TableName
  id: string
  loose: boolean
}

const columnsOf = new Map<TableName, { column: string; target: TableName; loose: boolean }[]>()
for (const [from, column, target] of references) {
  const own = columnsOf.get(from) ?? []
  columnsOf.set(from, own)
  own.push({ column, target, loose: LOOSE.has(`${from} ${column}`) })
}

/** The rows that a row names. */
function namesIn(table: TableName, row: Row | null): Naming[] {
  if (row === null) return []
  const fields = row as unknown as Record<string, string | null>
  const named = (columnsOf.get(table) ?? []).flatMap(({ column, target, loose }) => {
    const id = fields[column]
    return id == null ? [] : [{ column, target, id, loose }]
  })
  if (table !== 'carry') return named
  const { to, toId } = row as Tables['carry']
  return (to === 'reserve' || to === 'line') && toId !== null
    ? [...named, { column: 'toId', target: to, id: toId, loose: false }]
    : named
}

/** Columns by which a row is a part of another: shown with it when both come or go. */
const owning: ReadonlySet<string> = new Set(['lineId', 'sourceId', 'reserveId', 'optionId', 'decisionId'])

const nameOf = (table: TableName, id: string) => `${table} ${id}`

/** What belongs to what among rows that only one side has. */
export interface Dependence {
  /** The rows that cannot be without this one, where `absent` has neither. */
  all(row: Differing, absent: Side): Differing[]
  /** Those of them that are parts of it. */
  own(row: Differing, absent: Side): Differing[]
  /** Does the other side name this removed row, where it did not before and can do without? */
  newlyNames(row: Differing, removed: Differing, remover: Side): boolean
}

/** @param rows the rows that only one side has */
export function dependenceOf(rows: readonly Differing[]): Dependence {
  const below = new Map<string, { row: Differing; column: string; absent: Side }[]>()
  for (const row of rows) {
    const absent: Side = row.ours === null ? 'ours' : 'theirs'
    for (const { column, target, id, loose } of namesIn(row.table, row.ours ?? row.theirs)) {
      if (loose) continue
      const key = nameOf(target, id)
      below.set(key, [...(below.get(key) ?? []), { row, column, absent }])
    }
  }
  function follow(row: Differing, absent: Side, through: (column: string) => boolean): Differing[] {
    const found = new Set<Differing>()
    const visit = (at: Differing) => {
      for (const one of below.get(nameOf(at.table, at.id)) ?? []) {
        if (one.absent !== absent || found.has(one.row) || !through(one.column)) continue
        found.add(one.row)
        visit(one.row)
      }
    }
    visit(row)
    found.delete(row)
    return [...found]
  }
  return {
    all: (row, absent) => follow(row, absent, () => true),
    own: (row, absent) => follow(row, absent, (column) => owning.has(column)),
    newlyNames(row, removed, remover) {
      const other = remover === 'ours' ? row.theirs : row.ours
      const names = (version: Row | null) =>
        namesIn(row.table, version).some(
          ({ target, id, loose }) => loose && target === removed.table && id === removed.id,
        )
      return names(other) && !row.bases.every(names)
    },
  }
}

/**
 * Makes altered rows fit the plan: what names a row that is gone goes too, or loses the name where it can do without; and
 * priorities do not stand below themselves.
 */
export function settle(ours: Plan, altered: readonly RowChange[]): Merged {
  const plan = Object.fromEntries(
    tableNames.map((table) => [table, new Table<Row>(ours[table].values() as Iterable<Row>)]),
  ) as unknown as Plan
  const rowsIn = (table: TableName) => plan[table] as unknown as Map<string, Row>
  const touched = new Map<string, [TableName, string]>()
  const put = (table: TableName, id: string, row: Row | null) => {
    touched.set(nameOf(table, id), [table, id])
    if (row === null) rowsIn(table).delete(id)
    else rowsIn(table).set(id, row)
  }
  for (const { table, id, after } of altered) put(table, id, after)
  const leftOut: Merged['leftOut'] = []
  for (let before = -1; before !== leftOut.length; ) {
    before = leftOut.length
    for (const table of columnsOf.keys())
      for (const row of [...rowsIn(table).values()]) {
        const missing = namesIn(table, row).filter(({ target, id }) => !rowsIn(target).has(id))
        if (missing.length === 0) continue
        if (missing.every(({ loose }) => loose))
          put(table, row.id, {
            ...row,
            ...Object.fromEntries(missing.map(({ column }) => [column, null])),
          } as Row)
        else {
          put(table, row.id, null)
          leftOut.push({ table, id: row.id })
        }
      }
  }
  for (const start of [...plan.priority.values()]) {
    const seen = new Set<string>()
    for (let at = plan.priority.get(start.id); at; at = plan.priority.get(at.parentId ?? '')) {
      if (seen.has(at.id)) {
        put('priority', at.id, { ...at, parentId: null })
        break
      }
      seen.add(at.id)
    }
  }
  const rows = [...touched.values()]
    .map(([table, id]) => rowTo(ours, table, id, (rowsIn(table).get(id) ?? null) as never))
    .filter(({ before, after }) => !sameRow(before, after))
  return { rows, leftOut }
}
