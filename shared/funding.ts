/**
 * Who pays for what: the shares of a line's budget, and what each source has and has given away, kept up to date edit by
 * edit. Example (Devon & Cornwall): the £512,199 of the ISVA contract is £300,000 of the core budget and £212,199 of NHS
 * England, so that its gap is 0; with £202,199 available a year later, the gap is £10,000.
 */
import type { Change } from './change.ts'
import type { Line, Source, Tables } from './model.ts'
import { pairId } from './model.ts'
import type { Pence } from './money.ts'
import { amountOf, type Plan } from './plan.ts'
import { type FinancialYear, shiftYear } from './years.ts'

/** How a line's budget of a year is paid for. */
export interface LineFunding {
  /** Null when the budget is blank. */
  budget: Pence | null
  /** What approved carry-forwards of the year before bring to this line. */
  carried: Pence
  /** What each source pays, by its id; "the rest" is worked out. */
  shares: Map<string, Pence>
  /** Budget less everything that pays for it: above 0 is not funded, below 0 is paid for twice. */
  unfunded: Pence
  /** Has anyone said who pays? */
  split: boolean
}

/** Who pays for a line in a year. "The rest" is what the other sources and carry-forwards leave of the budget, never beyond 0. */
export function fundingOf(plan: Plan, lineId: string, year: FinancialYear): LineFunding {
  const budget = amountOf(plan, lineId, year, 'budget')
  const carried = carriedInto(plan, lineId, year)
  const shares = new Map<string, Pence>()
  let left = (budget ?? 0) - carried
  let rest: string | null = null
  for (const split of plan.split.by('lineId', lineId)) {
    if (split.year !== year) continue
    if (split.pence === null) rest = split.sourceId
    else {
      shares.set(split.sourceId, split.pence)
      left -= split.pence
    }
  }
  if (rest !== null) {
    const paid = (budget ?? 0) < 0 ? Math.min(0, left) : Math.max(0, left)
    shares.set(rest, paid as Pence)
    left -= paid
  }
  return { budget, carried, shares, unfunded: left as Pence, split: shares.size > 0 || carried > 0 }
}

/** What approved carry-forwards of the year before bring to a line, in pence. */
export function carriedInto(plan: Plan, lineId: string, year: FinancialYear): Pence {
  let sum = 0
  const before = shiftYear(year, -1)
  for (const carry of plan.carry.by('toId', lineId))
    if (carry.to === 'line' && carry.status === 'approved' && carry.year === before) sum += carry.pence
  return sum as Pence
}

/** What the line costs the office itself: its budget less what partners pay of it. Null when the budget is blank. */
export function netOf(plan: Plan, lineId: string, year: FinancialYear): Pence | null {
  const { budget, shares } = fundingOf(plan, lineId, year)
  if (budget === null) return null
  let net: number = budget
  for (const [sourceId, pence] of shares) if (plan.source.get(sourceId)?.kind === 'partner') net -= pence
  return net as Pence
}

/** May a source pay for a line? Only within its ring-fence, when it has one: those priorities and what is below them. */
export function mayFund(plan: Plan, sourceId: string, line: Line): boolean {
  const fences = new Set([...plan.ringFence.by('sourceId', sourceId)].map(({ priorityId }) => priorityId))
  if (fences.size === 0) return true
  const seen = new Set<string>()
  for (let id = line.priorityId; id !== null && !seen.has(id); id = plan.priority.get(id)?.parentId ?? null) {
    if (fences.has(id)) return true
    seen.add(id)
  }
  return false
}

/** The sources in the officer's order. */
export function sourcesInOrder(plan: Plan): Source[] {
  return [...plan.source.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** Has anyone said where any money comes from? Until then a gap says nothing. */
export function isFunded(plan: Plan): boolean {
  return plan.source.size > 0
}

/** What a source has in a year, as it was entered; undefined where nothing was. */
export function availabilityOf(plan: Plan, sourceId: string, year: FinancialYear): Tables['availability'] | undefined {
  return plan.availability.get(pairId(sourceId, year))
}

/** A source in one year. */
export interface SourceYear {
  /** Null where nothing is known of the year. Of a reserve: what is drawn from it, else what lines take from it. */
  available: Pence | null
  /** Null where nothing is known of the year. */
  status: 'confirmed' | 'unconfirmed' | null
  allocated: Pence
  /** Available less allocated, an unknown availability counting as nothing. Below 0 is over-allocated. */
  unallocated: Pence
}

/** A year as a whole. */
export interface FundingYear {
  /** Null when no line has a budget. */
  budget: Pence | null
  /** From all sources, reserves drawn and carry-forwards to lines included. */
  available: Pence
  /** Brought to lines by carry-forwards. */
  carried: Pence
  /** Of `available`, what is not yet confirmed. */
  unconfirmed: Pence
  /** Budget less available: above 0 is a shortfall. */
  gap: Pence
}

/** What one line adds to a year at present. */
interface Part {
  budget: Pence | null
  carried: Pence
  shares: Map<string, Pence>
}

/** The live sums of funding. */
export class Funding {
  #plan: Plan
  #parts = new Map<string, Part>()
  #allocated = new Map<string, number>()
  #years = new Map<FinancialYear, { budget: number; count: number; carried: number; parts: number }>()

  constructor(plan: Plan) {
    this.#plan = plan
    const pairs = new Map<string, [string, FinancialYear]>()
    const note = (lineId: string, year: FinancialYear) => pairs.set(pairId(lineId, year), [lineId, year])
    for (const { lineId, year, measure } of plan.amount.values()) if (measure === 'budget') note(lineId, year)
    for (const { lineId, year } of plan.split.values()) note(lineId, year)
    for (const { to, toId, year } of plan.carry.values()) if (to === 'line') note(toId!, shiftYear(year, 1))
    for (const [key, [lineId, year]] of pairs) this.#count(key, lineId, year)
  }

  /** Takes in a Change that was applied. @returns the sources and years whose figures it touched */
  update(change: Change): { sources: Set<string>; years: Set<FinancialYear> } {
    const touched = { sources: new Set<string>(), years: new Set<FinancialYear>() }
    for (const row of change.rows) {
      for (const held of [row.before, row.after]) {
        if (!held) continue
        if (row.table === 'amount') {
          const amount = held as Tables['amount']
          if (amount.measure === 'budget') this.#recount(amount.lineId, amount.year, touched)
        } else if (row.table === 'split') {
          const split = held as Tables['split']
          this.#recount(split.lineId, split.year, touched)
        } else if (row.table === 'carry') {
          const carry = held as Tables['carry']
          if (carry.to === 'line') this.#recount(carry.toId!, shiftYear(carry.year, 1), touched)
        } else if (row.table === 'source') touched.sources.add(row.id)
        else if (row.table === 'availability') {
          const { sourceId, year } = held as Tables['availability']
          touched.sources.add(sourceId)
          touched.years.add(year)
        }
      }
    }
    return touched
  }

  /** A source's figures in a year. */
  source(source: Source, year: FinancialYear): SourceYear {
    const given = availabilityOf(this.#plan, source.id, year)
    const allocated = (this.#allocated.get(pairId(source.id, year)) ?? 0) as Pence
    const drawn = source.kind === 'reserve' && allocated !== 0 ? allocated : null
    const available = given ? given.pence : drawn
    const unallocated = ((available ?? 0) - allocated) as Pence
    return { available, status: given?.status ?? null, allocated, unallocated }
  }

  /** A year's figures over all sources and lines. */
  year(year: FinancialYear): FundingYear {
    const sums = this.#years.get(year)
    const carried = (sums?.carried ?? 0) as Pence
    let available: number = carried
    let unconfirmed = 0
    for (const source of this.#plan.source.values()) {
      const of = this.source(source, year)
      available += of.available ?? 0
      if (of.status === 'unconfirmed') unconfirmed += of.available ?? 0
    }
    const budget = sums && sums.count > 0 ? (sums.budget as Pence) : null
    return {
      budget,
      available: available as Pence,
      carried,
      unconfirmed: unconfirmed as Pence,
      gap: ((budget ?? 0) - available) as Pence,
    }
  }

  /** Is anything known of who pays in a year? Where not, its whole budget being a gap says nothing. */
  isKnown(year: FinancialYear): boolean {
    if ((this.#years.get(year)?.carried ?? 0) !== 0) return true
    for (const { id } of this.#plan.source.values())
      if (availabilityOf(this.#plan, id, year) || this.#allocated.get(pairId(id, year))) return true
    return false
  }

  /** The years with a budget, a split, a carry-forward to a line or an availability, in order. */
  years(): FinancialYear[] {
    const years = new Set<FinancialYear>(this.#years.keys())
    for (const { year } of this.#plan.availability.values()) years.add(year)
    return [...years].sort()
  }

  #recount(lineId: string, year: FinancialYear, touched: { sources: Set<string>; years: Set<FinancialYear> }): void {
    const key = pairId(lineId, year)
    const held = this.#parts.get(key)
    if (held) {
      for (const id of held.shares.keys()) touched.sources.add(id)
      this.#add(year, held, -1)
      this.#parts.delete(key)
    }
    const part = this.#count(key, lineId, year)
    if (part) for (const id of part.shares.keys()) touched.sources.add(id)
    touched.years.add(year)
  }

  #count(key: string, lineId: string, year: FinancialYear): Part | null {
    const { budget, carried, shares } = fundingOf(this.#plan, lineId, year)
    if (budget === null && carried === 0 && shares.size === 0) return null
    const part = { budget, carried, shares }
    this.#parts.set(key, part)
    this.#add(year, part, 1)
    return part
  }

  #add(year: FinancialYear, { budget, carried, shares }: Part, sign: 1 | -1): void {
    const sums = this.#years.get(year) ?? { budget: 0, count: 0, carried: 0, parts: 0 }
    if (budget !== null) {
      sums.budget += sign * budget
      sums.count += sign
    }
    sums.carried += sign * carried
    sums.parts += sign
    if (sums.parts === 0) this.#years.delete(year)
    else this.#years.set(year, sums)
    for (const [sourceId, pence] of shares) {
      const allocated = pairId(sourceId, year)
      this.#allocated.set(allocated, (this.#allocated.get(allocated) ?? 0) + sign * pence)
    }
  }
}
