/**
 * Intents about what is left of a year: its forecast outturn from what is spent so far, and what becomes of an underspend.
 * Example: `carryUnderspend(plan, {lineId, year, pence, to: 'reserve', target: 'Commissioning reserve'}, newId)`.
 */
import { evaluate } from '../arithmetic.ts'
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import { amountId, type Carry, type Line } from '../model.ts'
import { formatMoney, type Pence, plainPounds, toPence } from '../money.ts'
import { amountOf, linesInOrder, type Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel, undecidedOf, underspendOf } from '../reserves.ts'
import { keeps, mayCarry, underspendParts } from '../underspend.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import { newReserve } from './reserves.ts'

/** Where a line's underspend goes. A reserve that the plan does not have yet is made by the same Change. */
export interface CarryIntent {
  lineId: string
  year: FinancialYear
  pence: Pence
  to: Carry['to']
  /** The reserve's name or the other line's id. */
  target: string | null
  status?: Carry['status']
  reason?: string | null
  decision?: string | null
}

/**
 * Decides about (part of) a line's underspend; never more than is left of it, nor more than its sources let be carried.
 * @throws Refusal when the underspend is not known or less than asked, or the money may not be kept
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
  const carry: Carry = { id: '', lineId, year, pence: toPence(pence), to, toId: null, status, reason, decision }
  checkMayCarry(plan, line, carry, 'set aside')
  const rows: RowChange[] = []
  let where = to === 'funder' ? 'back to the funder' : to === 'general' ? 'to general balances' : ''
  if (to === 'reserve') {
    const wanted = (target ?? '').trim()
    if (wanted === '')
      throw new Refusal('The reserve has no name, so nothing was set aside; name the earmarked reserve.')
    const held = [...plan.reserve.values()].find((one) => one.name.toLowerCase() === wanted.toLowerCase())
    const reserve = held ?? newReserve(plan, wanted, newId())
    if (!held) rows.push(rowTo(plan, 'reserve', reserve.id, reserve))
    carry.toId = reserve.id
    where = `into ${reserve.name}`
  }
  if (to === 'line') {
    const other = lineOf(plan, target ?? '')
    carry.toId = other.id
    where = `to ${lineLabel(plan, other)} in ${shiftYear(year, 1)}`
  }
  carry.id = newId()
  rows.push(rowTo(plan, 'carry', carry.id, carry))
  return changeOf(`set aside ${formatMoney(pence)} of ${name} ${where}`, rows)
}

/**
 * Refuses a decision that keeps money which may not be kept. A request need not cite the consent that it asks for; an
 * approval must.
 */
function checkMayCarry(plan: Plan, line: Line, carry: Carry, done: string): void {
  const { lineId, year, pence, status, decision } = carry
  if (!keeps(carry) || status === 'rejected') return
  const others = ({ id, status: held }: Carry) => id !== carry.id && held !== 'rejected'
  const may = mayCarry(plan, lineId, year, others)
  if (!may) return
  const { left, none, consent } = may
  const name = lineLabel(plan, line)
  const sources = (rule: Carry['status'] | 'no' | 'consent') =>
    (underspendParts(plan, lineId, year) ?? [])
      .filter((part) => part.carry === rule && part.pence > 0)
      .map(({ key }) => `“${plan.source.get(key)?.name ?? ''}”`)
      .join(' and ')
  if (pence > left.cited && none > 0) {
    throw new Refusal(
      `Of the underspend of “${name}” in ${year}, ${formatMoney(none)} is money of ${sources('no')}, which may not be carried forward, so ${formatMoney(pence)} was not ${done}; carry at most ${formatMoney(left.cited)} and give the rest back to the funder.`,
    )
  }
  if (pence > left.uncited && decision === null && status === 'approved' && consent > 0) {
    throw new Refusal(
      `Of the underspend of “${name}” in ${year}, ${formatMoney(consent)} is money of ${sources('consent')}, which may be carried forward only with consent, so ${formatMoney(pence)} was not ${done}; cite the decision that gives it, or carry at most ${formatMoney(left.uncited)}.`,
    )
  }
}

function carryOf(plan: Plan, id: string): Carry {
  const carry = plan.carry.get(id)
  if (!carry) throw new Refusal('That decision is no longer in the plan; nothing was changed, so choose another.')
  return carry
}

/**
 * Changes what became of a request: its status, its reason, the decision it cites.
 * @throws Refusal when the underspend no longer has room for it, or it would keep money which may not be kept
 */
export function changeCarry(
  plan: Plan,
  { id, ...given }: { id: string } & Partial<Pick<Carry, 'status' | 'reason' | 'decision'>>,
): Change {
  const held = carryOf(plan, id)
  const line = lineOf(plan, held.lineId)
  const carry = { ...held, ...given }
  if (held.status === 'rejected' && carry.status !== 'rejected') {
    const left = undecidedOf(plan, held.lineId, held.year)
    if (left === null || carry.pence > left)
      throw new Refusal(
        `Only ${formatMoney(toPence(Math.max(0, left ?? 0)))} of the underspend of “${lineLabel(plan, line)}” in ${held.year} is undecided, so the ${formatMoney(carry.pence)} stays rejected; remove it and set less aside.`,
      )
  }
  checkMayCarry(plan, line, carry, carry.status)
  const what = given.status && given.status !== held.status ? `mark as ${given.status}` : 'change the decision about'
  return changeOf(`${what} ${formatMoney(held.pence)} of ${lineLabel(plan, line)}`, [rowTo(plan, 'carry', id, carry)])
}

/** Takes a decision out of the plan; its money is undecided again. */
export function removeCarry(plan: Plan, id: string): Change {
  const held = carryOf(plan, id)
  const line = lineOf(plan, held.lineId)
  return changeOf(`remove the decision about ${formatMoney(held.pence)} of ${lineLabel(plan, line)}`, [
    rowTo(plan, 'carry', id, null),
  ])
}

/**
 * Forecast outturns from what was spent so far: actual to date ÷ months × 12, kept as that arithmetic. Of all lines that
 * have an actual and no forecast outturn; of one line whether it has one or not.
 * @param months how many months of the year the actuals are for, 1 to 12
 * @throws Refusal when there is nothing to forecast from
 */
export function forecastFromActuals(
  plan: Plan,
  { year, months, lineId = null }: { year: FinancialYear; months: number; lineId?: string | null },
): Change {
  if (!Number.isInteger(months) || months < 1 || months > 12)
    throw new Refusal(
      'A year has 1 to 12 months, so nothing was forecast; choose the month up to which money was spent.',
    )
  const lines = lineId === null ? linesInOrder(plan) : [lineOf(plan, lineId)]
  const rows: RowChange[] = []
  for (const line of lines) {
    const actual = amountOf(plan, line.id, year, 'actual')
    if (actual === null) continue
    if (lineId === null && amountOf(plan, line.id, year, 'forecast') !== null) continue
    const expression = `=${plainPounds(actual)}/${months}*12`
    const id = amountId(line.id, year, 'forecast')
    const pence = evaluate(expression)
    rows.push(
      rowTo(plan, 'amount', id, { id, lineId: line.id, year, measure: 'forecast', pence, expression, origin: null }),
    )
  }
  if (rows.length === 0) {
    throw new Refusal(
      lineId === null
        ? `No line has an actual and no forecast outturn in ${year}, so nothing was forecast; type or import what was spent so far.`
        : `“${lineLabel(plan, lines[0]!)}” has no actual in ${year}, so nothing was forecast; type what was spent so far.`,
    )
  }
  const whose = lineId === null ? `${rows.length} ${rows.length === 1 ? 'line' : 'lines'}` : lineLabel(plan, lines[0]!)
  return changeOf(`forecast ${year} of ${whose} from ${months} ${months === 1 ? 'month' : 'months'} of actuals`, rows)
}
