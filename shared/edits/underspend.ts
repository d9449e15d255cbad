/**
 * Intents about what is left of a year: what becomes of an underspend, and what a reserve opened with. Example:
 * `carryUnderspend(plan, {lineId, year, pence, to: 'reserve', target: 'Commissioning reserve'}, newId)`.
 */
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import type { Tables } from '../model.ts'
import { formatMoney, type Pence, toPence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel, undecidedOf, underspendOf } from '../reserves.ts'
import { type FinancialYear, shiftYear } from '../years.ts'

/** Where a line's underspend goes. A reserve that the plan does not have yet is made by the same Change. */
export interface CarryIntent {
  lineId: string
  year: FinancialYear
  pence: Pence
  to: Tables['carry']['to']
  /** The reserve's name or the other line's id. */
  target: string | null
  status?: Tables['carry']['status']
  reason?: string | null
  decision?: string | null
}

/**
 * Decides about (part of) a line's underspend; never more than is left of it.
 * @throws Refusal when the underspend is not known or less than asked
 */
export function carryUnderspend(plan: Plan, intent: CarryIntent, newId: NewId): Change {
  const { lineId, year, pence, to, target, status = 'approved', reason = null, decision = null } = intent
  const line = lineOf(plan, lineId)
  const name = lineLabel(plan, line)
  const underspend = underspendOf(plan, lineId, year)
  const left = undecidedOf(plan, lineId, year)
  if (underspend === null || left === null) {
    throw new Refusal(
      `The underspend of “${name}” in ${year} is not known, so nothing was set aside; enter its budget and its forecast outturn first.`,
    )
  }
  if (pence <= 0)
    throw new Refusal('The amount to set aside must be above £0, so nothing was set aside; type an amount.')
  if (pence > left) {
    throw new Refusal(
      `“${name}” has an underspend of ${formatMoney(underspend)} in ${year}, of which ${formatMoney(toPence(Math.max(0, left)))} is undecided, so ${formatMoney(pence)} was not set aside; ask for less.`,
    )
  }
  const rows: RowChange[] = []
  let toId: string | null = null
  let where = to === 'funder' ? 'back to the funder' : to === 'general' ? 'to general balances' : ''
  if (to === 'reserve') {
    const wanted = (target ?? '').trim()
    if (wanted === '')
      throw new Refusal('The reserve has no name, so nothing was set aside; name the earmarked reserve.')
    const reserve = [...plan.reserve.values()].find((held) => held.name.toLowerCase() === wanted.toLowerCase())
    toId = reserve?.id ?? newId()
    where = `into ${reserve?.name ?? wanted}`
    if (!reserve) {
      rows.push(
        rowTo(plan, 'reserve', toId, {
          id: toId,
          name: wanted,
          purpose: null,
          openingYear: null,
          openingPence: null,
          minimumPence: null,
          position: plan.reserve.size + 1,
          category: null,
        }),
      )
    }
  }
  if (to === 'line') {
    const other = lineOf(plan, target ?? '')
    toId = other.id
    where = `to ${lineLabel(plan, other)} in ${shiftYear(year, 1)}`
  }
  const id = newId()
  rows.push(rowTo(plan, 'carry', id, { id, lineId, year, pence: toPence(pence), to, toId, status, reason, decision }))
  return changeOf(`set aside ${formatMoney(pence)} of ${name} ${where}`, rows)
}

/** Sets what a reserve held at the start of a year; `null` is not known. */
export function setOpening(
  plan: Plan,
  { reserveId, year, pence }: { reserveId: string; year: FinancialYear; pence: Pence | null },
): Change {
  const reserve = plan.reserve.get(reserveId)
  if (!reserve) throw new Refusal('That reserve is no longer in the plan; nothing was changed, so choose another.')
  const after = { ...reserve, openingYear: pence === null ? null : year, openingPence: pence }
  return changeOf(`set the opening balance of ${reserve.name}`, [rowTo(plan, 'reserve', reserveId, after)])
}
