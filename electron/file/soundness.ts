/**
 * Is a plan what its history says? Every row stands in the file twice: in its table, and in the last step that touched it; and
 * each step says what it found, which the step before must have left. A disk that alters a bit where SQLite does not notice
 * alters only one of them.
 * Example: a budget of £558,322 whose last step set £558,338 is `{table: 'amount', id: 'vf 2020/21 budget'}`.
 */
import { sameRow } from '../../shared/change.ts'
import { type Row, type TableName, tableNames } from '../../shared/model.ts'
import type { PlanRows } from '../../shared/plan.ts'
import type { StoredStep } from './past.ts'

/** A row that is in doubt. */
export interface Doubtful {
  table: TableName
  id: string
}

interface StoredRow {
  table: TableName
  id: string
  before: unknown
  after: unknown
}

/**
 * The rows that are otherwise than the steps which stand left them.
 * @param steps oldest first @throws SyntaxError when a step cannot be read
 */
export function doubtfulRows(rows: PlanRows, steps: Iterable<StoredStep>): Doubtful[] {
  const left = new Map<TableName, Map<string, unknown>>(tableNames.map((table) => [table, new Map()]))
  const doubtful = new Map<string, Doubtful>()
  const doubt = (table: TableName, id: string) => doubtful.set(`${table} ${id}`, { table, id })
  for (const { state, change } of steps) {
    if (state !== 'done') continue
    for (const { table, id, before, after } of JSON.parse(change) as StoredRow[]) {
      const known = left.get(table)
      if (!known) throw new SyntaxError(`a step names a table ${table}`)
      if (!sameRow(known.get(id) ?? null, before)) doubt(table, id)
      known.set(id, after)
    }
  }
  for (const [table, known] of left) {
    const held = new Map((rows[table] as Row[]).map((row) => [row.id, row]))
    for (const [id, row] of held) if (!sameRow(known.get(id) ?? null, row)) doubt(table, id)
    for (const [id, after] of known) if (after !== null && !held.has(id)) doubt(table, id)
  }
  return [...doubtful.values()]
}
