/**
 * The rows of a ledger, in the order of the paper: for each group its heading, its lines and its subtotal; the total, and
 * what stands under it, are pinned below. Rows hold ids only; figures are read from the plan when a cell is painted.
 * Example: Leicestershire by priority is 4 headings, 44 lines and 4 subtotals.
 */
import type { Line } from '../../shared/model.ts'
import type { Plan } from '../../shared/plan.ts'
import { type Grouping, type GroupKey, groupsOf } from '../../shared/totals.ts'

/**
 * `id` is unique over all rows: a line's own id, or the group's key with what kind of row it is. By source a line may stand
 * several times, each with the group in its id. A `foot` row stands under the total, such as the funding gap.
 */
export type GridRow =
  | { kind: 'heading'; id: string; group: GroupKey; name: string; lines: number }
  | { kind: 'line'; id: string; lineId: string; group: GroupKey }
  | { kind: 'subtotal'; id: string; group: GroupKey; name: string }
  | { kind: 'total'; id: 'total' }
  | { kind: 'foot'; id: string; name: string }

export const totalRow: GridRow = { kind: 'total', id: 'total' }

/** A line's row id in a grouping. */
export function lineRowId(lineId: string, by: Grouping, group: GroupKey): string {
  return by === 'source' ? `${lineId} in ${group}` : lineId
}

/** What a group of lines that have no priority (route, …) is called. */
const WITHOUT: Record<Grouping, string> = {
  priority: 'No priority',
  route: 'Route not given',
  source: 'Not funded',
  geography: 'Geography not given',
  provider: 'Provider not given',
  owner: 'Owner not given',
}

/** A subtotal row's id, by its group's key. */
export function subtotalId(group: GroupKey): string {
  return `subtotal ${group}`
}

/**
 * Lays the plan out in rows.
 * @param find shows only lines that hold this text; subtotals stay those of the whole group
 */
export function gridRows(plan: Plan, by: Grouping, find = ''): GridRow[] {
  const wanted = find.trim().toLowerCase()
  const rows: GridRow[] = []
  for (const group of groupsOf(plan, by)) {
    const lines = wanted === '' ? group.lines : group.lines.filter((line) => holds(line, wanted))
    if (wanted !== '' && lines.length === 0) continue
    const name = group.name ?? WITHOUT[by]
    rows.push({ kind: 'heading', id: `heading ${group.key}`, group: group.key, name, lines: group.lines.length })
    for (const line of lines) {
      const id = lineRowId(line.id, by, group.key)
      rows.push({ kind: 'line', id, lineId: line.id, group: group.key })
    }
    rows.push({ kind: 'subtotal', id: subtotalId(group.key), group: group.key, name })
  }
  return rows
}

function holds(line: Line, wanted: string): boolean {
  const { service, provider, description, route, geography, code, owner } = line
  return [service, provider, description, route, geography, code, owner].some((text) =>
    text?.toLowerCase().includes(wanted),
  )
}
