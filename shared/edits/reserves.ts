/**
 * Intents about earmarked reserves: the reserves themselves, what they opened with, and transfers in and out.
 * Example: `addTransfer(plan, {reserveId, year, direction: 'out', pence, reason, decision}, newId)`.
 */
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, type NewId } from '../edits.ts'
import type { Reserve, Tables } from '../model.ts'
import { formatMoney, type Pence, toPence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import type { FinancialYear } from '../years.ts'

type Transfer = Tables['transfer']

/** A reserve of which only the name is known. */
export function newReserve(plan: Plan, name: string, id: string): Reserve {
  const last = Math.max(0, ...[...plan.reserve.values()].map(({ position }) => position))
  return {
    id,
    name,
    purpose: null,
    openingYear: null,
    openingPence: null,
    minimumPence: null,
    position: last + 1,
    category: null,
  }
}

function reserveOf(plan: Plan, id: string): Reserve {
  const reserve = plan.reserve.get(id)
  if (!reserve) throw new Refusal('That reserve is no longer in the plan; nothing was changed, so choose another.')
  return reserve
}

function transferOf(plan: Plan, id: string): Transfer {
  const transfer = plan.transfer.get(id)
  if (!transfer) throw new Refusal('That transfer is no longer in the plan; nothing was changed, so choose another.')
  return transfer
}

/** A name that no other reserve has, since reserves are named by it. */
function nameFor(plan: Plan, name: string, own: string | null): string {
  const wanted = name.trim()
  if (wanted === '') throw new Refusal('A reserve needs a name, so nothing was changed; type one.')
  for (const { id, name: held } of plan.reserve.values())
    if (id !== own && held.toLowerCase() === wanted.toLowerCase())
      throw new Refusal(`There is a reserve “${held}” already, so nothing was changed; choose another name.`)
  return wanted
}

/** What can be said about a reserve. A blank text and a null amount are not given; an opening that is not known is not 0. */
export interface ReserveDetails {
  name: string
  purpose?: string | null
  category?: string | null
  minimumPence?: Pence | null
  /** What it held at the start of a year. */
  opening?: { year: FinancialYear; pence: Pence | null } | undefined
}

function withDetails(plan: Plan, reserve: Reserve, { opening, ...details }: Partial<ReserveDetails>): Reserve {
  const given = { ...reserve, ...details }
  const minimum = given.minimumPence
  if (minimum !== null && minimum < 0)
    throw new Refusal('The least that a reserve shall hold is not below £0, so nothing was changed; type £0 or more.')
  if (opening) {
    given.openingYear = opening.pence === null ? null : opening.year
    given.openingPence = opening.pence === null ? null : toPence(opening.pence)
  }
  return {
    ...given,
    name: details.name === undefined ? reserve.name : nameFor(plan, details.name, reserve.id),
    purpose: given.purpose?.trim() || null,
    category: given.category?.trim() || null,
  }
}

/** Adds a reserve. */
export function addReserve(plan: Plan, details: ReserveDetails, newId: NewId): Change {
  const id = newId()
  const reserve = withDetails(plan, newReserve(plan, details.name, id), details)
  return changeOf(`add the reserve ${reserve.name}`, [rowTo(plan, 'reserve', id, reserve)])
}

/** Changes what is said about a reserve; what is not given is kept. */
export function changeReserve(
  plan: Plan,
  { reserveId, ...details }: { reserveId: string } & Partial<ReserveDetails>,
): Change {
  const reserve = reserveOf(plan, reserveId)
  const after = withDetails(plan, reserve, details)
  const label = after.name === reserve.name ? `change ${reserve.name}` : `rename ${reserve.name} to ${after.name}`
  return changeOf(label, [rowTo(plan, 'reserve', reserveId, after)])
}

/**
 * Removes a reserve with its transfers.
 * @throws Refusal when an underspend goes to it or a source draws on it, since those would name nothing
 */
export function removeReserve(plan: Plan, reserveId: string): Change {
  const reserve = reserveOf(plan, reserveId)
  const carries = [...plan.carry.by('toId', reserveId)].filter(({ to }) => to === 'reserve').length
  if (carries > 0)
    throw new Refusal(
      `An underspend is set aside into “${reserve.name}”, so it was kept; remove ${carries === 1 ? 'that decision' : `those ${carries} decisions`} in Underspend first.`,
    )
  const [source] = plan.source.by('reserveId', reserveId)
  if (source)
    throw new Refusal(
      `“${reserve.name}” pays for lines as the source “${source.name}”, so it was kept; remove that source in Funding first.`,
    )
  const transfers = [...plan.transfer.by('reserveId', reserveId)]
  const rows: RowChange[] = transfers.map(({ id }) => rowTo(plan, 'transfer', id, null))
  const withThem =
    transfers.length === 0 ? '' : ` and its ${transfers.length} ${transfers.length === 1 ? 'transfer' : 'transfers'}`
  return changeOf(`remove the reserve ${reserve.name}${withThem}`, [...rows, rowTo(plan, 'reserve', reserveId, null)])
}

/** Sets what a reserve held at the start of a year; `null` is not known. */
export function setOpening(
  plan: Plan,
  { reserveId, ...opening }: { reserveId: string; year: FinancialYear; pence: Pence | null },
): Change {
  const { name } = reserveOf(plan, reserveId)
  return { ...changeReserve(plan, { reserveId, opening }), label: `set the opening balance of ${name}` }
}

/** A transfer as it is entered. */
export type TransferIntent = Pick<Transfer, 'year' | 'direction' | 'pence'> &
  Partial<Pick<Transfer, 'reason' | 'decision'>>

function checkedTransfer(transfer: Transfer): Transfer {
  if (transfer.pence <= 0)
    throw new Refusal('The amount to transfer must be above £0, so nothing was changed; type an amount.')
  return {
    ...transfer,
    pence: toPence(transfer.pence),
    reason: transfer.reason?.trim() || null,
    decision: transfer.decision?.trim() || null,
  }
}

const what = ({ pence, direction, year }: Transfer, reserve: Reserve) =>
  `${formatMoney(pence)} ${direction === 'in' ? 'into' : 'out of'} ${reserve.name} in ${year}`

/** Moves money into or out of a reserve in a year. */
export function addTransfer(plan: Plan, intent: TransferIntent & { reserveId: string }, newId: NewId): Change {
  const reserve = reserveOf(plan, intent.reserveId)
  const id = newId()
  const transfer = checkedTransfer({ reason: null, decision: null, ...intent, id })
  return changeOf(`transfer ${what(transfer, reserve)}`, [rowTo(plan, 'transfer', id, transfer)])
}

/** Changes a transfer. */
export function changeTransfer(plan: Plan, { id, ...intent }: { id: string } & Partial<TransferIntent>): Change {
  const held = transferOf(plan, id)
  const transfer = checkedTransfer({ ...held, ...intent })
  return changeOf(`change the transfer of ${what(held, reserveOf(plan, held.reserveId))}`, [
    rowTo(plan, 'transfer', id, transfer),
  ])
}

/** Takes a transfer out of the plan. */
export function removeTransfer(plan: Plan, id: string): Change {
  const held = transferOf(plan, id)
  return changeOf(`remove the transfer of ${what(held, reserveOf(plan, held.reserveId))}`, [
    rowTo(plan, 'transfer', id, null),
  ])
}
