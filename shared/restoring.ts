/**
 * Going back to a plan as it was, as one step that can itself be undone. Drafts stay, since they name moments of the history,
 * which goes on; and so does what is remembered of merged copies.
 * Example: `restoreChange(plan, backup, 'restore the plan of 14 January 2021')`.
 */
import { type Change, type RowChange, rowTo } from './change.ts'
import { changeOf } from './edits.ts'
import { tableNames } from './model.ts'
import type { Plan } from './plan.ts'

const staying: ReadonlySet<string> = new Set(['draft', 'merged'])

/** The Change that makes the plan what it was. */
export function restoreChange(plan: Plan, wanted: Plan, label: string): Change {
  const rows = tableNames.flatMap((table): RowChange[] => {
    if (staying.has(table)) return []
    const gone = [...plan[table].keys()].filter((id) => !wanted[table].has(id))
    return [
      ...gone.map((id) => rowTo(plan, table, id, null)),
      ...[...wanted[table].values()].map((row) => rowTo(plan, table, row.id, row as never)),
    ]
  })
  return changeOf(label, rows)
}
