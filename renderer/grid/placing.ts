/**
 * Where lines go in the plan when they are put at a row of the ledger as it is shown.
 * Example: at a section's subtotal they go below its last line.
 */
import type { Place } from '../../shared/edits/lines.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type GroupKey, type Levels, sectionsOf } from '../../shared/totals.ts'
import { planner } from '../instance.ts'
import type { GridRow } from './rows.ts'

/** A group, and one of the second level within it where there is one. */
export interface At {
  group: GroupKey
  part?: GroupKey
}

/** The end of a group, or of the plan where it has no line. */
export function endOfGroup(plan: Plan, levels: Levels, at: At): Place {
  const last = linesOf(plan, levels, at).at(-1)
  return last ? { after: last.id } : 'end'
}

function linesOf(plan: Plan, levels: Levels, { group, part }: At) {
  const section = sectionsOf(plan, levels).find(({ key }) => key === group)
  if (part === undefined) return section?.lines ?? []
  return section?.parts.find(({ key }) => key === part)?.lines ?? []
}

const groupOf = ({ group, part }: At): At => (part === undefined ? { group } : { group, part })

/** The place at a row: above a line, below a section's heading, at a section's end for its subtotal. */
export function placeAt(plan: Plan, levels: Levels, row: GridRow): { place: Place; at: At } {
  if (row.kind === 'total' || row.kind === 'foot')
    throw new Refusal('Below the total there are no lines, so no line was moved; choose a line.')
  const at = groupOf(row)
  if (row.kind === 'line') return { place: { before: row.lineId }, at }
  if (row.kind === 'subtotal') return { place: endOfGroup(plan, levels, at), at }
  const first = linesOf(plan, levels, at)[0]
  return { place: first ? { before: first.id } : 'end', at }
}

/** @throws {Refusal} while the lines are shown in another order than their own */
export function refuseIfSorted(done: string): void {
  if (planner.state.layout.sort !== null)
    throw new Refusal(`The lines are sorted by a column, so ${done}; go back to the order of the paper first.`)
}
