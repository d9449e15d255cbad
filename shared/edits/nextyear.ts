/**
 * Intents that make a year from the one before: roll forward to the next plan year, and indicative years after it. Both
 * bring in the base, which is the budget less one-off money, and record the uplift as an adjustment of each line.
 * Example: `rollForward(plan, {to: '2021/22', uplift})` with 2% makes £558,322 into £569,488.44.
 */
import { adjustmentsOf, baseOf, effectOf } from '../bridge.ts'
import { apply, type Change, type RowChange, rowTo, squash } from '../change.ts'
import { changeOf } from '../edits.ts'
import { type Line, pairId, splitId } from '../model.ts'
import { type BasisPoints, plainPercentage, shareOf } from '../money.ts'
import { amountOf, detailsOf, type Plan, planOf, rowsOf } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { type FinancialYear, shiftYear, startOf } from '../years.ts'
import { budgetTo } from './adjustments.ts'
import { upliftRows, upliftSchema } from './uplift.ts'

/** How many years after the plan year can be planned. */
export const INDICATIVE_YEARS = 4

const signed = (uplift: BasisPoints) => `${uplift > 0 ? '+' : ''}${plainPercentage(uplift)}`
const withUplift = (uplift: BasisPoints) => (uplift === 0 ? '' : ` with ${signed(uplift)}`)

/** A line's budget from the year before: P(Y) = B + U + what else is recorded for the year. Nothing where that is not to be. */
function rolledRows(
  plan: Plan,
  line: Line,
  { year, uplift, kept }: { year: FinancialYear; uplift: BasisPoints; kept: string },
): RowChange[] {
  const before = amountOf(plan, line.id, shiftYear(year, -1), 'budget')
  if (before === null || line.basis === 'one-off' || amountOf(plan, line.id, year, 'budget') !== null) return []
  const base = baseOf(plan, line, year)!
  const up = shareOf(base, uplift)
  let rolled = base + up
  for (const adjustment of adjustmentsOf(plan, line.id, year))
    if (adjustment.kind !== 'uplift' && adjustment.kind !== 'full-year effect') rolled += effectOf(adjustment)
  return [
    ...upliftRows(plan, line, { year, pence: up, reason: `${signed(uplift)} uplift` }).rows,
    budgetTo(plan, line, { year, pence: rolled, kept: `${kept}; check the uplift` }),
  ]
}

function checkUplift(uplift: BasisPoints, kept: string): void {
  if (!upliftSchema.safeParse(uplift).success)
    throw new Refusal(`An uplift must lie between −100% and 1,000%, ${kept}; check the percentage.`)
}

/**
 * Next year from this one: P(Y) = B + B × uplift, where B is this year's budget less one-off money, with what is already
 * recorded for the new year. Lines that already have a figure in the new year keep it; blank stays blank; the new year
 * becomes the plan year.
 * @param uplift in basis points; 0 keeps the budgets flat
 */
export function rollForward(plan: Plan, { to, uplift }: { to: FinancialYear; uplift: BasisPoints }): Change {
  const kept = 'so nothing was rolled forward'
  const { planYear, ...details } = detailsOf(plan)
  if (planYear === null)
    throw new Refusal(`The plan has no year yet, ${kept}; import a budget or set the plan year first.`)
  const expected = shiftYear(planYear, 1)
  if (to !== expected)
    throw new Refusal(
      `This plan is for ${planYear}, so it can be rolled forward to ${expected} and not to ${to}; nothing was changed.`,
    )
  checkUplift(uplift, kept)
  const rows: RowChange[] = [rowTo(plan, 'plan', 'plan', { ...details, planYear: to })]
  for (const line of plan.line.values()) rows.push(...rolledRows(plan, line, { year: to, uplift, kept }))
  return changeOf(`roll forward to ${to}${withUplift(uplift)}`, rows)
}

/** The last year from the plan year on that has a budget; null when there is none. */
export function lastPlannedYear(plan: Plan): FinancialYear | null {
  const { planYear } = detailsOf(plan)
  let last: FinancialYear | null = null
  for (const { year, measure } of plan.amount.values())
    if (measure === 'budget' && planYear !== null && year >= planYear && (last === null || year > last)) last = year
  return last
}

/** How many indicative years can still be added: those up to four after the plan year. */
export function indicativeRoom(plan: Plan): number {
  const last = lastPlannedYear(plan)
  const { planYear } = detailsOf(plan)
  return last === null || planYear === null ? 0 : Math.max(0, startOf(planYear) + INDICATIVE_YEARS - startOf(last))
}

export interface IndicativeIntent {
  /** How many years after the last one that has a budget. */
  count: number
  /** In basis points a year. */
  uplift: BasisPoints
  /** Carry who pays, and what they have, forward too; as unconfirmed, and not from reserves, which run out. */
  funding: boolean
}

/**
 * Indicative years as one Change: each is the year before less one-off money, uplifted. Lines that have a figure keep it.
 * @throws Refusal beyond the fourth year after the plan year
 */
export function addIndicativeYears(plan: Plan, { count, uplift, funding }: IndicativeIntent): Change {
  const kept = 'so no indicative years were added'
  const { planYear } = detailsOf(plan)
  const last = lastPlannedYear(plan)
  if (planYear === null || last === null)
    throw new Refusal(`The plan has no budget for its plan year yet, ${kept}; enter or roll forward a budget first.`)
  checkUplift(uplift, kept)
  const room = indicativeRoom(plan)
  if (!Number.isInteger(count) || count < 1 || count > room)
    throw new Refusal(
      room === 0
        ? `The plan reaches ${last}, the fourth year after ${planYear}, ${kept}; roll forward when the next plan year comes.`
        : `After ${last} there is room for ${room === 1 ? 'one indicative year' : `1 to ${room} indicative years`}, ${kept}; choose how many.`,
    )
  const scratch = planOf(rowsOf(plan))
  const made: Change[] = []
  let year = last
  for (let added = 0; added < count; added++) {
    year = shiftYear(year, 1)
    const rows: RowChange[] = []
    for (const line of scratch.line.values()) rows.push(...rolledRows(scratch, line, { year, uplift, kept }))
    const change = { label: year, rows: funding ? [...rows, ...fundingRows(scratch, rows, year)] : rows }
    apply(scratch, change)
    made.push(change)
  }
  const what = count === 1 ? `the indicative year ${year}` : `${count} indicative years to ${year}`
  return squash(`add ${what}${withUplift(uplift)}`, made)
}

/** Who pays for the lines that were rolled, and what sources have, as in the year before; reserves are left out. */
function fundingRows(plan: Plan, rolled: readonly RowChange[], year: FinancialYear): RowChange[] {
  const before = shiftYear(year, -1)
  const rows: RowChange[] = []
  const lasting = (sourceId: string) => plan.source.get(sourceId)?.kind !== 'reserve'
  for (const row of rolled) {
    if (row.table !== 'amount' || !row.after) continue
    const splits = [...plan.split.by('lineId', row.after.lineId)]
    if (splits.some((split) => split.year === year)) continue
    for (const { lineId, sourceId, pence, ...split } of splits) {
      if (split.year !== before || !lasting(sourceId)) continue
      const id = splitId(lineId, sourceId, year)
      rows.push(rowTo(plan, 'split', id, { id, lineId, sourceId, year, pence }))
    }
  }
  for (const { sourceId, pence } of plan.availability.by('year', before)) {
    const id = pairId(sourceId, year)
    if (plan.availability.has(id) || !lasting(sourceId)) continue
    rows.push(rowTo(plan, 'availability', id, { id, sourceId, year, pence, status: 'unconfirmed', note: null }))
  }
  return rows
}
