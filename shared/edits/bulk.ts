/**
 * One edit of several lines: their priority, a text or their basis, or their figures of a year by a percentage or a sum each.
 * Example: `editLines(plan, {lineIds, raise: {year, measure: 'budget', by: {kind: 'percent', points: 200}}})` raises each by 2%.
 */
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type TextField } from '../edits.ts'
import { amountId, type Line, type Measure } from '../model.ts'
import {
  type BasisPoints,
  formatMoney,
  LARGEST_AMOUNT,
  type Pence,
  plainPercentage,
  shareOf,
  toPence,
} from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'
import { linesText } from './lines.ts'
import { upliftSchema } from './uplift.ts'

/** The texts that several lines can be given at once. */
export const bulkFields = ['route', 'provider', 'geography', 'owner', 'status'] as const satisfies TextField[]
export type BulkField = (typeof bulkFields)[number]

/** What lines are given; what is absent stays. A text of null is cleared. */
export type BulkSetting = Partial<Pick<Line, BulkField | 'priorityId' | 'basis'>>

/** By basis points of each figure, or by so many pence each. */
export interface Raise {
  year: FinancialYear
  measure: Measure
  by: { kind: 'percent'; points: BasisPoints } | { kind: 'sum'; pence: Pence }
}

export interface BulkIntent {
  lineIds: readonly string[]
  set?: BulkSetting
  raise?: Raise | null
}

/**
 * Edits several lines as one Change. Blank figures stay blank: there is nothing to raise. What was arithmetic becomes the
 * amount that it is raised to.
 * @throws {Refusal} when nothing would change, or a figure would become too large
 */
export function editLines(plan: Plan, { lineIds, set = {}, raise = null }: BulkIntent): Change {
  const kept = 'so nothing was changed'
  const lines = lineIds.map((id) => lineOf(plan, id))
  if (lines.length === 0) throw new Refusal(`No line is selected, ${kept}; select the lines first.`)
  if (set.priorityId != null && !plan.priority.has(set.priorityId))
    throw new Refusal(`That priority is no longer in the plan, ${kept}; choose another.`)
  const rows: RowChange[] = lines.map((line) => rowTo(plan, 'line', line.id, { ...line, ...trimmed(set) }))
  const done: string[] = Object.keys(set).length > 0 ? [`change ${linesText(plan, lineIds)}`] : []
  if (raise) {
    rows.push(...raisedRows(plan, lines, raise))
    const { by } = raise
    const falls = (by.kind === 'percent' ? by.points : by.pence) < 0
    const size =
      by.kind === 'percent'
        ? plainPercentage(Math.abs(by.points) as BasisPoints)
        : `${formatMoney(Math.abs(by.pence) as Pence)}${lines.length > 1 ? ' each' : ''}`
    done.push(
      `${falls ? 'lower' : 'raise'} ${done.length > 0 ? 'them' : linesText(plan, lineIds)} in ${raise.year} by ${size}`,
    )
  }
  if (done.length === 0) throw new Refusal(`Nothing was chosen to change, ${kept}; tick what the lines should have.`)
  return changeOf(done.join(' and '), rows)
}

function trimmed(set: BulkSetting): BulkSetting {
  const texts = bulkFields.flatMap((field) => (field in set ? [[field, set[field]?.trim() || null] as const] : []))
  return { ...set, ...Object.fromEntries(texts) }
}

function raisedRows(plan: Plan, lines: readonly Line[], { year, measure, by }: Raise): RowChange[] {
  const kept = 'so nothing was changed'
  if (by.kind === 'percent' && !upliftSchema.safeParse(by.points).success)
    throw new Refusal(`The percentage must lie between −100% and 1,000%, ${kept}; check it.`)
  const rows = lines.flatMap((line): RowChange[] => {
    const id = amountId(line.id, year, measure)
    const held = plan.amount.get(id)
    if (!held) return []
    const raised = held.pence + (by.kind === 'percent' ? shareOf(held.pence, by.points) : by.pence)
    if (Math.abs(raised) > LARGEST_AMOUNT)
      throw new Refusal(`“${lineLabel(plan, line)}” would come to more than £10 billion in ${year}, ${kept}.`)
    if (raised === held.pence) return [rowTo(plan, 'amount', id, held)]
    return [rowTo(plan, 'amount', id, { ...held, pence: toPence(raised), expression: null, origin: null })]
  })
  if (rows.length === 0)
    throw new Refusal(`None of these lines has a figure in ${year}, ${kept}; choose another year, or other lines.`)
  return rows
}
