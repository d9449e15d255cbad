/**
 * Intents about virements: budget moved between two lines within a year, which sums to zero, and the size bands that say who
 * approves one. Example: with bands from £0 (commissioning manager) and £25,000 (chief finance officer), `vire` of £30,000
 * is recorded with the chief finance officer as its approver.
 */
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import type { Tables } from '../model.ts'
import { formatMoney, type Pence, toPence } from '../money.ts'
import { amountOf, type Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'
import { budgetTo } from './adjustments.ts'

export type Virement = Tables['virement']
export type Band = Tables['band']

/** The size bands, smallest first. */
export function bandsInOrder(plan: Plan): Band[] {
  return [...plan.band.values()].sort((a, b) => a.fromPence - b.fromPence || (a.id < b.id ? -1 : 1))
}

/** Who approves a virement of this size, by the plan's bands; null where none reaches down to it. */
export function approverFor(plan: Plan, pence: Pence): string | null {
  return bandsInOrder(plan).findLast(({ fromPence }) => fromPence <= pence)?.approver ?? null
}

/** The virements of a year, or of all, latest date first. */
export function virementsOf(plan: Plan, year?: FinancialYear): Virement[] {
  return [...plan.virement.values()]
    .filter((virement) => year === undefined || virement.year === year)
    .sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : (b.date ?? '') < (a.date ?? '') ? -1 : 1))
}

export interface VirementIntent {
  year: FinancialYear
  fromLineId: string
  toLineId: string
  pence: Pence
  reason: string
  decision?: string | null
  /** An ISO date, such as 2021-09-30. */
  date?: string | null
}

/**
 * The rows that move budget from one line to another in a year.
 * @throws Refusal when the first has less than that
 */
function moveRows(
  plan: Plan,
  { fromLineId, toLineId, year, pence }: Pick<VirementIntent, 'fromLineId' | 'toLineId' | 'year' | 'pence'>,
  kept: string,
): RowChange[] {
  const from = lineOf(plan, fromLineId)
  const to = lineOf(plan, toLineId)
  const held = amountOf(plan, from.id, year, 'budget')
  if (held === null || held < pence)
    throw new Refusal(
      `“${lineLabel(plan, from)}” has ${held === null ? 'no budget' : `a budget of ${formatMoney(held)}`} in ${year}, less than ${formatMoney(pence)}, ${kept}.`,
    )
  const given = (amountOf(plan, to.id, year, 'budget') ?? 0) + pence
  return [budgetTo(plan, from, { year, pence: held - pence, kept }), budgetTo(plan, to, { year, pence: given, kept })]
}

/**
 * Moves budget between two lines within a year, and records it with the approver that its size asks for.
 * @throws Refusal without a reason, between a line and itself, or for more than the giving line has
 */
export function vire(plan: Plan, intent: VirementIntent, newId: NewId): Change {
  const { year, fromLineId, toLineId, pence } = intent
  const kept = 'so nothing was moved'
  const reason = intent.reason.trim()
  const decision = intent.decision?.trim() || null
  if (fromLineId === toLineId)
    throw new Refusal(`A virement goes from one line to another, ${kept}; choose two different lines.`)
  if (!(pence > 0)) throw new Refusal(`The amount to move must be above £0, ${kept}; type an amount.`)
  if (reason === '')
    throw new Refusal(`A virement is made with a reason, ${kept}; say why, such as “vacancy until September”.`)
  if (reason.length > 2_000 || (decision?.length ?? 0) > 2_000)
    throw new Refusal(`That text is longer than 2,000 characters, ${kept}; shorten it.`)
  const rows = moveRows(plan, { fromLineId, toLineId, year, pence }, `${kept}; ask for less`)
  const id = newId()
  const after: Virement = {
    id,
    year,
    fromLineId,
    toLineId,
    pence: toPence(pence),
    reason,
    approver: approverFor(plan, pence),
    decision,
    date: intent.date ?? null,
  }
  return changeOf(`move ${formatMoney(pence)} ${betweenOf(plan, after)} in ${year}`, [
    rowTo(plan, 'virement', id, after),
    ...rows,
  ])
}

const betweenOf = (plan: Plan, { fromLineId, toLineId }: Pick<Virement, 'fromLineId' | 'toLineId'>) =>
  `from ${lineLabel(plan, lineOf(plan, fromLineId))} to ${lineLabel(plan, lineOf(plan, toLineId))}`

function heldVirement(plan: Plan, id: string): Virement {
  const held = plan.virement.get(id)
  if (!held) throw new Refusal('That virement is no longer in the plan; nothing was changed.')
  return held
}

/**
 * Takes a virement off the record and gives the money back.
 * @throws Refusal when the line that got it no longer has it
 */
export function removeVirement(plan: Plan, id: string): Change {
  const held = heldVirement(plan, id)
  const { year, pence } = held
  const back = { fromLineId: held.toLineId, toLineId: held.fromLineId, year, pence }
  return changeOf(`remove the virement of ${formatMoney(pence)} ${betweenOf(plan, held)} in ${year}`, [
    rowTo(plan, 'virement', id, null),
    ...moveRows(plan, back, 'so the virement was kept; move budget back to that line first'),
  ])
}

/** Moves the money of a virement back by another, so that both stay on record. */
export function reverseVirement(plan: Plan, { id, date }: { id: string; date: string | null }, newId: NewId): Change {
  const { year, pence, fromLineId, toLineId, reason } = heldVirement(plan, id)
  const back = `Reversal: ${reason}`.slice(0, 2_000)
  return vire(plan, { year, pence, fromLineId: toLineId, toLineId: fromLineId, reason: back, date }, newId)
}

/**
 * Sets who approves virements from a size up: a new band, or with `id` another size or approver for one that is there.
 * Virements already recorded keep their approver.
 * @throws Refusal when another band starts there
 */
export function setBand(
  plan: Plan,
  { id, fromPence, approver }: { id?: string | undefined; fromPence: Pence; approver: string },
  newId: NewId,
): Change {
  const name = approver.trim()
  if (name === '')
    throw new Refusal(
      'A size band needs an approver, so nothing was changed; name a post, such as chief finance officer.',
    )
  if (name.length > 2_000)
    throw new Refusal('That text is longer than 2,000 characters, so nothing was changed; shorten it.')
  if (!(fromPence >= 0)) throw new Refusal('A size band starts at £0 or above, so nothing was changed; type an amount.')
  if (bandsInOrder(plan).some((band) => band.id !== id && band.fromPence === fromPence))
    throw new Refusal(
      `There is already a size band from ${formatMoney(fromPence)}, so nothing was changed; edit that one.`,
    )
  if (id !== undefined && !plan.band.has(id))
    throw new Refusal('That size band is no longer in the plan; nothing was changed.')
  const key = id ?? newId()
  return changeOf(`virements from ${formatMoney(fromPence)} are approved by ${name}`, [
    rowTo(plan, 'band', key, { id: key, fromPence: toPence(fromPence), approver: name }),
  ])
}

/** Takes a size band away; the one below it then reaches further up. */
export function removeBand(plan: Plan, id: string): Change {
  const held = plan.band.get(id)
  if (!held) throw new Refusal('That size band is no longer in the plan; nothing was changed.')
  return changeOf(`remove the size band from ${formatMoney(held.fromPence)}`, [rowTo(plan, 'band', id, null)])
}
