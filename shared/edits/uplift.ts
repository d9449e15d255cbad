/**
 * Uplift by rule: of all lines, a priority, a route or what a source pays; by a percentage of the base, by a sum shared out
 * in proportion to it, or held at 0%. Each line gets an adjustment that says so. Example: `uplift(plan, {year, scope:
 * {kind: 'priority', id}, by: {kind: 'sum', pence: 5_000_000}})` shares £50,000 out to the penny.
 */
import { z } from 'zod'
import { adjustmentsOf, baseOf } from '../bridge.ts'
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf } from '../edits.ts'
import { fundingOf } from '../funding.ts'
import type { Line } from '../model.ts'
import {
  apportion,
  type BasisPoints,
  divideRounded,
  formatMoney,
  type Pence,
  plainPercentage,
  shareOf,
  toPence,
} from '../money.ts'
import { amountOf, linesInOrder, type Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { groupKey } from '../totals.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import { budgetTo } from './adjustments.ts'

/** Uplifts are refused outside −100% to +1,000%: a slip of the keyboard, not a budget. */
export const upliftSchema = z.int().min(-10_000).max(100_000)

/** Which lines. A priority with its sub-priorities; a route by its name; of a source, the part of each line that it pays. */
export type UpliftScope =
  | { kind: 'all' }
  | { kind: 'priority'; id: string }
  | { kind: 'route'; name: string }
  | { kind: 'source'; id: string }

/** By how much: basis points of the base, 0 to maintain; or a sum in pence over all these lines. */
export type UpliftBy = { kind: 'percent'; points: BasisPoints } | { kind: 'sum'; pence: Pence }

export interface UpliftIntent {
  year: FinancialYear
  scope: UpliftScope
  by: UpliftBy
}

/**
 * The rows by which a line's uplift becomes another: one adjustment, or none for £0. A rule about whole lines puts it in
 * place of every uplift of the line, one about a source in place of that source's only.
 * @returns the rows, and by how much the uplift of the line changes
 */
export function upliftRows(
  plan: Plan,
  line: Line,
  { year, pence, reason, sourceId }: { year: FinancialYear; pence: Pence; reason: string; sourceId?: string },
): { rows: RowChange[]; change: number } {
  const whole = `${line.id} ${year} uplift`
  const id = sourceId === undefined ? whole : `${whole} ${sourceId}`
  const all = adjustmentsOf(plan, line.id, year)
  const replaced = all.filter((held) => held.kind === 'uplift' && (sourceId === undefined || held.id === id))
  const rows = replaced.filter((held) => held.id !== id).map((held) => rowTo(plan, 'adjustment', held.id, null))
  const position = plan.adjustment.get(id)?.position ?? Math.max(0, ...all.map((held) => held.position)) + 1
  if (pence !== 0)
    rows.push(
      rowTo(plan, 'adjustment', id, {
        id,
        lineId: line.id,
        year,
        kind: 'uplift',
        pence: toPence(pence),
        reason,
        position,
      }),
    )
  else if (plan.adjustment.has(id)) rows.push(rowTo(plan, 'adjustment', id, null))
  return { rows, change: replaced.reduce((sum, held) => sum - held.pence, pence as number) }
}

/** Is a line's priority this one, or below it? */
function isUnder(plan: Plan, line: Line, priorityId: string): boolean {
  const seen = new Set<string>()
  for (let id = line.priorityId; id !== null && !seen.has(id); id = plan.priority.get(id)?.parentId ?? null) {
    if (id === priorityId) return true
    seen.add(id)
  }
  return false
}

/** What of a line's base a source pays: as it paid in the year before, or where nobody said, as in this one. */
function partOf(
  plan: Plan,
  line: Line,
  { year, sourceId, base }: { year: FinancialYear; sourceId: string; base: Pence },
) {
  const before = fundingOf(plan, line.id, shiftYear(year, -1))
  const { shares, budget } = before.shares.size > 0 && before.budget ? before : fundingOf(plan, line.id, year)
  const share = shares.get(sourceId)
  if (share === undefined || !budget) return null
  const sign = budget < 0 ? -1n : 1n
  return Number(divideRounded(BigInt(base) * BigInt(share) * sign, BigInt(budget) * sign)) as Pence
}

/** What a rule is about, as it is named in sentences. @throws Refusal when it is no longer in the plan */
function nameOf(plan: Plan, scope: UpliftScope): string {
  if (scope.kind === 'all') return 'all lines'
  const name =
    scope.kind === 'route'
      ? scope.name.trim()
      : (scope.kind === 'priority' ? plan.priority : plan.source).get(scope.id)?.name
  if (!name) throw new Refusal(`That ${scope.kind} is no longer in the plan, so nothing was uplifted; choose another.`)
  return scope.kind === 'source' ? `what ${name} pays` : name
}

/** The lines a rule is about, each with the base that it uplifts. Lines without a budget in either year are not. */
export function upliftBases(plan: Plan, { year, scope }: Pick<UpliftIntent, 'year' | 'scope'>): [Line, Pence][] {
  const route = scope.kind === 'route' ? groupKey({ route: scope.name } as Line, 'route') : null
  const found: [Line, Pence][] = []
  for (const line of linesInOrder(plan)) {
    if (scope.kind === 'priority' && !isUnder(plan, line, scope.id)) continue
    if (route !== null && groupKey(line, 'route') !== route) continue
    const base = baseOf(plan, line, year)
    if (base === null || line.basis === 'one-off' || amountOf(plan, line.id, year, 'budget') === null) continue
    const part = scope.kind === 'source' ? partOf(plan, line, { year, sourceId: scope.id, base }) : base
    if (part !== null) found.push([line, part])
  }
  return found
}

/**
 * Uplifts by a rule: each line's uplift, and its budget by as much. At 0% the figures are held and a former uplift goes.
 * @throws Refusal when it concerns no line, or there is no base to share a sum out over
 */
export function uplift(plan: Plan, { year, scope, by }: UpliftIntent): Change {
  const name = nameOf(plan, scope)
  const kept = 'so nothing was uplifted'
  if (by.kind === 'percent' && !upliftSchema.safeParse(by.points).success)
    throw new Refusal(`An uplift must lie between −100% and 1,000%, ${kept}; check the percentage.`)
  if (by.kind === 'sum' && by.pence === 0)
    throw new Refusal(`A sum of £0 uplifts nothing, ${kept}; type a sum, or maintain the figures.`)
  const bases = upliftBases(plan, { year, scope })
  if (bases.length === 0)
    throw new Refusal(
      `No recurring line of ${name} has a budget in ${shiftYear(year, -1)} and in ${year}, ${kept}; roll forward first, or choose other lines.`,
    )
  const weights = bases.map(([, base]) => Math.max(0, base))
  if (by.kind === 'sum' && weights.every((weight) => weight === 0))
    throw new Refusal(`The base of ${name} is £0, ${kept}; a sum is shared out in proportion to the base.`)
  const amounts = by.kind === 'sum' ? apportion(by.pence, weights) : bases.map(([, base]) => shareOf(base, by.points))
  const maintains = by.kind === 'percent' && by.points === 0
  const size = by.kind === 'sum' ? formatMoney(by.pence) : plainPercentage(by.points)
  const of = scope.kind === 'all' ? '' : ` of ${name}`
  const reason = by.kind === 'sum' ? `share of ${size} uplift${of}` : `${by.points > 0 ? '+' : ''}${size} uplift${of}`
  const rows = bases.flatMap(([line], index) => {
    const source = scope.kind === 'source' ? { sourceId: scope.id } : {}
    const made = upliftRows(plan, line, { year, pence: amounts[index]!, reason, ...source })
    if (made.change === 0) return made.rows
    const pence = amountOf(plan, line.id, year, 'budget')! + made.change
    return [...made.rows, budgetTo(plan, line, { year, pence, kept: `${kept}; check the uplift` })]
  })
  return changeOf(`${maintains ? 'maintain' : 'uplift'} ${name} in ${year}${maintains ? '' : ` by ${size}`}`, rows)
}
