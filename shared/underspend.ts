/**
 * What an underspend may be used for. It belongs to the sources that pay for the line, in proportion to what they pay of its
 * budget, and each source says whether its unspent money may be carried forward. Example: of an underspend of £40,000 on a
 * line that is half core budget and half a grant which may not be carried, £20,000 may be carried and £20,000 goes back.
 */
import { fundingOf } from './funding.ts'
import type { Carry, Source } from './model.ts'
import { apportion, type Pence } from './money.ts'
import { amountOf, type Plan } from './plan.ts'
import { underspendOf } from './reserves.ts'
import { CARRIED, type GroupKey, NOT_FUNDED } from './totals.ts'
import type { FinancialYear } from './years.ts'

/** What of a line's underspend belongs to one source, and what is decided about that. In pence. */
export interface UnderspendPart {
  /** A source's id; {@link CARRIED} or {@link NOT_FUNDED} for what no source pays. */
  key: GroupKey
  /** What no source pays may be carried, as core budget may. */
  carry: Source['carry']
  /** Its share of the forecast outturn less its share of the budget. */
  variance: Pence
  pence: Pence
  /** Kept without citing a decision, kept by a decision, gone back to the funder. */
  kept: Pence
  consented: Pence
  returned: Pence
}

/** Does a decision keep the money, rather than give it back to the funder? */
export function keeps({ to }: Pick<Carry, 'to'>): boolean {
  return to !== 'funder'
}

/** The decisions about a line's underspend of a year. */
export function carriesOf(plan: Plan, lineId: string, year: FinancialYear): Carry[] {
  return [...plan.carry.by('lineId', lineId)].filter((carry) => carry.year === year)
}

/** Who an underspend belongs to, nothing of it decided yet. Without shares, all of it is the line's own. */
function partsOf(plan: Plan, lineId: string, year: FinancialYear): UnderspendPart[] | null {
  const underspend = underspendOf(plan, lineId, year)
  const forecast = amountOf(plan, lineId, year, 'forecast')
  if (underspend === null || forecast === null) return null
  const { budget, shares, carried, unfunded } = fundingOf(plan, lineId, year)
  const paid = new Map<GroupKey, Pence>(shares)
  if (carried > 0) paid.set(CARRIED, carried)
  if (unfunded !== 0 || paid.size === 0) paid.set(NOT_FUNDED, unfunded)
  const weights = [...paid.values()].map((pence) => Math.max(0, pence))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const outturn = apportion(forecast, weights)
  // Where the shares add up to the budget, each is its budget less its outturn, to the penny, as the budget by source has it.
  const divided =
    whole === budget && underspend > 0
      ? weights.map((weight, place) => weight - outturn[place]!)
      : apportion(underspend, weights)
  const none = 0 as Pence
  return [...paid].map(([key, share], place) => ({
    key,
    carry: plan.source.get(key)?.carry ?? 'yes',
    variance: (outturn[place]! - share) as Pence,
    pence: divided[place] as Pence,
    kept: none,
    consented: none,
    returned: none,
  }))
}

type Use = 'kept' | 'consented' | 'returned'

/** What of a part is decided in all, in pence. */
export function decidedOf({ kept, consented, returned }: UnderspendPart): Pence {
  return (kept + consented + returned) as Pence
}

const notRejected = ({ status }: Carry) => status !== 'rejected'

/** Takes an amount out of what is left of some parts, in proportion. @returns what found no room */
function take(parts: UnderspendPart[], use: Use, pence: number): number {
  const rooms = parts.map((part) => Math.max(0, part.pence - decidedOf(part)))
  const taken = Math.min(
    pence,
    rooms.reduce((sum, room) => sum + room, 0),
  )
  if (taken <= 0) return pence
  const shares = apportion(taken as Pence, rooms)
  for (const [place, part] of parts.entries()) part[use] = (part[use] + shares[place]!) as Pence
  return pence - taken
}

/**
 * A line's underspend by source, with what is decided about each part. What goes back to the funder is first what may not be
 * carried; what is kept without a decision is free money; what a decision keeps is the rest and what needs consent, in
 * proportion.
 * @param counts which decisions count: those that are not rejected, unless told otherwise
 * @returns null when the underspend is not known
 */
export function underspendParts(
  plan: Plan,
  lineId: string,
  year: FinancialYear,
  counts: (carry: Carry) => boolean = notRejected,
): UnderspendPart[] | null {
  const parts = partsOf(plan, lineId, year)
  if (!parts) return null
  const sums: Record<Use, number> = { kept: 0, consented: 0, returned: 0 }
  for (const carry of carriesOf(plan, lineId, year))
    if (counts(carry)) sums[keeps(carry) ? (carry.decision === null ? 'kept' : 'consented') : 'returned'] += carry.pence
  const [free, consent, not] = (['yes', 'consent', 'no'] as const).map((rule) =>
    parts.filter(({ carry }) => carry === rule),
  ) as [UnderspendPart[], UnderspendPart[], UnderspendPart[]]
  const left: Record<Use, number> = {
    returned: take(not, 'returned', sums.returned),
    kept: take(free, 'kept', sums.kept),
    consented: take([...free, ...consent], 'consented', sums.consented),
  }
  left.returned = take(free, 'returned', take(consent, 'returned', left.returned))
  // Decided on figures that have changed since: it still has to stand somewhere.
  for (const use of ['kept', 'consented', 'returned'] as const) {
    const over = take(parts, use, left[use])
    if (over > 0) parts[0]![use] = (parts[0]![use] + over) as Pence
  }
  return parts
}

/** How much of a line's underspend may be carried forward, in pence. */
export interface MayCarry {
  underspend: Pence
  /** Without asking anyone. */
  free: Pence
  /** Only by a decision that cites the funder's consent. */
  consent: Pence
  /** Not at all: it may only go back to the funder. */
  none: Pence
  /** What may still be kept, decisions that are not rejected being taken off: without citing a decision, and citing one. */
  left: { uncited: Pence; cited: Pence }
  /** What may only go back and nobody has decided to give back yet. */
  toReturn: Pence
}

/** How much of a line's underspend may be carried forward. @returns null when the underspend is not known */
export function mayCarry(
  plan: Plan,
  lineId: string,
  year: FinancialYear,
  counts: (carry: Carry) => boolean = notRejected,
): MayCarry | null {
  const parts = underspendParts(plan, lineId, year, counts)
  if (!parts) return null
  const sum = (rule: Source['carry'], of: (part: UnderspendPart) => number) =>
    parts.reduce((total, part) => total + (part.carry === rule ? of(part) : 0), 0) as Pence
  const whole = ({ pence }: UnderspendPart) => pence
  const open = (part: UnderspendPart) => Math.max(0, part.pence - decidedOf(part))
  const free = sum('yes', whole)
  const cited = (sum('yes', open) + sum('consent', open)) as Pence
  let uncited: number = free
  for (const carry of carriesOf(plan, lineId, year))
    if (counts(carry) && keeps(carry) && carry.decision === null) uncited -= carry.pence
  return {
    underspend: parts.reduce((total, { pence }) => total + pence, 0) as Pence,
    free,
    consent: sum('consent', whole),
    none: sum('no', whole),
    left: { uncited: Math.max(0, Math.min(uncited, cited)) as Pence, cited },
    toReturn: sum('no', open),
  }
}

/** The plan's decisions of a year in the order in which lines stand, each line's in its own order. */
export function decisionsOf(plan: Plan, year: FinancialYear): Carry[] {
  return [...plan.carry.values()]
    .filter((carry) => carry.year === year)
    .sort((a, b) => (plan.line.get(a.lineId)?.position ?? 0) - (plan.line.get(b.lineId)?.position ?? 0))
}
