/**
 * The one shape of every change: a list of rows with what they were and what they become. Saving, undo, history,
 * comparing and merging are all made of it. Example: setting an amount is
 * `{label: 'set Victim First 2021/22', rows: [{table: 'amount', id: '…', before: {…}, after: {…}}]}`.
 */
import { z } from 'zod'
import { type Row, schemas, type TableName, type Tables, tableNames } from './model.ts'
import { Refusal } from './refusal.ts'
import type { Table } from './table.ts'

/** One row's change; `null` means absent. */
export type RowChange = {
  [Name in TableName]: { table: Name; id: string; before: Tables[Name] | null; after: Tables[Name] | null }
}[TableName]

/** `label` says what was done, to follow "Undo:". No row is named twice. */
export interface Change {
  label: string
  rows: RowChange[]
}

/** Rows by table and id: what a Change is applied to. */
export type Rows = { [Name in TableName]: Table<Tables[Name]> }

/** Has a column of an import the heading `__proto__`? zod would drop it without a word, so that nothing fitted any more. */
function losesHeading(change: unknown): boolean {
  const { before, after } = (change ?? {}) as {
    before?: { extra?: unknown } | null
    after?: { extra?: unknown } | null
  }
  return [before?.extra, after?.extra].some(
    (extra) => typeof extra === 'object' && extra !== null && Object.hasOwn(extra, '__proto__'),
  )
}

const anyRowChange = z
  .discriminatedUnion(
    'table',
    tableNames.map((table) =>
      z.strictObject({
        table: z.literal(table),
        id: z.string(),
        before: schemas[table].nullable(),
        after: schemas[table].nullable(),
      }),
    ) as never,
  )
  .refine((change) => {
    const { id, before, after } = change as unknown as RowChange
    return (before !== null || after !== null) && (before?.id ?? id) === id && (after?.id ?? id) === id
  })
const rowChange = z
  .unknown()
  .refine((change) => !losesHeading(change))
  .pipe(anyRowChange)

/** Checks a Change that comes from outside: the window, a plan file's history. */
export const changeSchema: z.ZodType<Change> = z
  .strictObject({ label: z.string().min(1).max(500), rows: z.array(rowChange) })
  .refine((change) => {
    const rows = change.rows as unknown as RowChange[]
    return new Set(rows.map(rowKey)).size === rows.length
  }) as never

/** What a row is known by in a Change. */
export const rowKey = (change: { table: TableName; id: string }) => `${change.table} ${change.id}`

/** Names one row for a Change. Use it rather than a literal, so that `before` is what the plan holds. */
export function rowTo<Name extends TableName>(
  rows: Rows,
  table: Name,
  id: string,
  after: Tables[Name] | null,
): RowChange {
  const held = rows[table] as Map<string, Tables[Name]>
  return { table, id, before: held.get(id) ?? null, after } as RowChange
}

/** Are two rows the same, field by field? Order of fields does not matter. */
export function sameRow(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(right, key) &&
      sameRow((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
  )
}

/** Does the plan hold what the Change says it held? */
export function fits(rows: Rows, change: Change): boolean {
  return change.rows.every(({ table, id, before }) =>
    sameRow((rows[table] as Map<string, Row>).get(id) ?? null, before),
  )
}

/**
 * Applies a Change to the rows, in place, or to none of them.
 * @throws Refusal when a row is not what the Change says it was
 */
export function apply(rows: Rows, change: Change): void {
  if (!fits(rows, change)) {
    throw new Refusal(
      `“${change.label}” was not done, because the plan has changed since; nothing was altered, so look again and repeat it.`,
    )
  }
  for (const { table, id, after } of change.rows) {
    const held = rows[table] as Map<string, Row>
    if (after === null) held.delete(id)
    else held.set(id, after)
  }
}

/** The Change that takes this one back. */
export function invert(change: Change): Change {
  return {
    label: change.label,
    rows: change.rows.map((row) => ({ ...row, before: row.after, after: row.before }) as RowChange).reverse(),
  }
}

/** Several Changes, one after another, as one with the label given. Rows that end as they began are left out. */
export function squash(label: string, changes: readonly Change[]): Change {
  const merged = new Map<string, RowChange>()
  for (const row of changes.flatMap((change) => change.rows)) {
    const earlier = merged.get(rowKey(row))
    merged.set(rowKey(row), earlier ? ({ ...row, before: earlier.before } as RowChange) : row)
  }
  return { label, rows: [...merged.values()].filter((row) => !sameRow(row.before, row.after)) }
}
