/**
 * Intents about why a line's budget differs from the year before: full-year effect, uplift, growth, savings and one-off
 * money, each with its reason. The adjustment and the budget change together; the budget typed afterwards is what counts.
 * Example: `adjust(plan, {lineId, year, kind: 'growth', pence, reason: 'second worker from July'}, newId)`.
 */
import { type Adjustment, type AdjustmentKind, adjustmentsOf, effectOf, oneOffOf } from '../bridge.ts'
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import { amountId, type Line } from '../model.ts'
import { formatMoney, LARGEST_AMOUNT, type Pence, toPence } from '../money.ts'
import { amountOf, type Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import { type FinancialYear, shiftYear } from '../years.ts'

/** What is asked for: a new adjustment, or with `id` another kind, amount or reason for one that is there. */
export interface AdjustIntent {
  lineId: string
  year: FinancialYear
  kind: AdjustmentKind
  /** In pence; growth and savings above 0, savings as what is saved. */
  pence: Pence
  reason: string
  id?: string | undefined
}

/**
 * The row by which a line's budget becomes another amount.
 * @throws Refusal beyond £10 billion; `kept` ends the sentence, such as "so nothing was rolled forward; check the uplift"
 */
export function budgetTo(
  plan: Plan,
  line: Line,
  { year, pence, kept }: { year: FinancialYear; pence: number | null; kept: string },
): RowChange {
  const id = amountId(line.id, year, 'budget')
  if (pence === null) return rowTo(plan, 'amount', id, null)
  if (Math.abs(pence) > LARGEST_AMOUNT)
    throw new Refusal(`“${lineLabel(plan, line)}” would come to more than £10 billion in ${year}, ${kept}.`)
  return rowTo(plan, 'amount', id, {
    id,
    lineId: line.id,
    year,
    measure: 'budget',
    pence: toPence(pence),
    expression: null,
    origin: null,
  })
}

/** What a line comes to by its adjustments: its budget, or where that is blank, what is left of the year before and all of them. */
function standing(plan: Plan, line: Line, year: FinancialYear): number {
  const budget = amountOf(plan, line.id, year, 'budget')
  if (budget !== null) return budget
  const before = shiftYear(year, -1)
  const held = amountOf(plan, line.id, before, 'budget')
  const base = held === null ? 0 : held - oneOffOf(plan, line, before)
  return adjustmentsOf(plan, line.id, year).reduce((sum, adjustment) => sum + effectOf(adjustment), base)
}

function refuseUnless(fine: boolean, sentence: string): void {
  if (!fine) throw new Refusal(sentence)
}

/**
 * Adds an adjustment to a line's year, or changes one; its budget moves by as much. A blank budget starts from the base.
 * @throws Refusal for £0, for growth or savings below £0, without a reason
 */
export function adjust(plan: Plan, intent: AdjustIntent, newId: NewId): Change {
  const { lineId, year, kind, pence } = intent
  const line = lineOf(plan, lineId)
  const reason = intent.reason.trim()
  refuseUnless(
    reason !== '',
    'An adjustment is made with a reason, so nothing was changed; say why, such as “second worker from July”.',
  )
  refuseUnless(
    reason.length <= 2_000,
    'That reason is longer than 2,000 characters, so nothing was changed; shorten it.',
  )
  refuseUnless(pence !== 0, 'An adjustment of £0 changes nothing, so none was made; type an amount.')
  if (kind === 'growth' || kind === 'savings')
    refuseUnless(
      pence > 0,
      `${kind === 'growth' ? 'Growth is' : 'Savings are'} typed as an amount above £0, so nothing was changed; use ${kind === 'growth' ? 'savings' : 'growth'} for the opposite.`,
    )
  const held = intent.id === undefined ? undefined : heldAdjustment(plan, intent.id)
  const last = Math.max(0, ...adjustmentsOf(plan, lineId, year).map(({ position }) => position))
  const id = held?.id ?? newId()
  const after: Adjustment = {
    id,
    lineId,
    year,
    kind,
    pence: toPence(pence),
    reason,
    position: held?.position ?? last + 1,
  }
  const moved = standing(plan, line, year) + effectOf(after) - (held ? effectOf(held) : 0)
  return changeOf(
    `${held ? 'change' : 'add'} ${kind} of ${formatMoney(pence)} ${held ? 'of' : 'to'} ${lineLabel(plan, line)} ${year}`,
    [
      rowTo(plan, 'adjustment', id, after),
      budgetTo(plan, line, { year, pence: moved, kept: 'so the adjustment was not made; check the amount' }),
    ],
  )
}

function heldAdjustment(plan: Plan, id: string): Adjustment {
  const held = plan.adjustment.get(id)
  if (!held) throw new Refusal('That adjustment is no longer in the plan; nothing was changed.')
  return held
}

/**
 * Takes an adjustment away, and its amount off the budget. A blank budget stays blank, and becomes it again where nothing
 * else made it.
 */
export function removeAdjustment(plan: Plan, id: string): Change {
  const held = heldAdjustment(plan, id)
  const { lineId, year, kind, pence } = held
  const line = lineOf(plan, lineId)
  const rows = [rowTo(plan, 'adjustment', id, null)]
  const budget = amountOf(plan, lineId, year, 'budget')
  if (budget !== null) {
    const left = budget - effectOf(held)
    const madeByIt =
      left === 0 &&
      amountOf(plan, lineId, shiftYear(year, -1), 'budget') === null &&
      adjustmentsOf(plan, lineId, year).length === 1
    rows.push(
      budgetTo(plan, line, {
        year,
        pence: madeByIt ? null : left,
        kept: 'so the adjustment was kept; lower the budget first',
      }),
    )
  }
  return changeOf(`remove ${kind} of ${formatMoney(pence)} from ${lineLabel(plan, line)} ${year}`, rows)
}
