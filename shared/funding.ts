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

/** What lines add up to in a year. */
interface YearSums {
  budget: number
  /** How many lines have a budget, and how many add anything at all. */
  budgets: number
  parts: number
  carried: number
  /** By source. */
  allocated: Map<string, number>
}

/** The live sums of funding. Figures are worked out when they are asked for, and kept until something touches them. */
export class Funding {
  #plan: Plan
  #parts = new Map<string, Part>()
  #sums = new Map<FinancialYear, YearSums>()
  #years: FinancialYear[] | null = null
  #known = new Map<FinancialYear, { sources: Map<string, SourceYear>; year: FundingYear | null }>()

  constructor(plan: Plan) {
    this.#plan = plan
    const pairs = new Map<string, [string, FinancialYear]>()
    const note = (lineId: string, year: FinancialYear) => pairs.set(pairId(lineId, year), [lineId, year])
    for (const { lineId, year, measure } of plan.amount.values()) if (measure === 'budget') note(lineId, year)
    for (const { lineId, year } of plan.split.values()) note(lineId, year)
    for (const { to, toId, year } of plan.carry.values()) if (to === 'line') note(toId!, shiftYear(year, 1))
    for (const [key, [lineId, year]] of pairs) this.#count(key, lineId, year)
  }

  /** Takes in a Change that was applied to the plan. */
  update(change: Change): void {
    for (const { table, before, after } of change.rows) {
      if (table === 'source') this.#known.clear()
      for (const row of [before, after]) {
        if (!row) continue
        if (table === 'amount') {
          const { lineId, year, measure } = row as Tables['amount']
          if (measure === 'budget') this.#recount(lineId, year)
        } else if (table === 'split') {
          const { lineId, year } = row as Tables['split']
          this.#recount(lineId, year)
        } else if (table === 'carry') {
          const { to, toId, year } = row as Tables['carry']
          if (to === 'line') this.#recount(toId!, shiftYear(year, 1))
        } else if (table === 'availability') {
          this.#known.delete((row as Tables['availability']).year)
          this.#years = null
        }
      }
    }
  }

  /** A source's figures in a year. */
  source(source: Source, year: FinancialYear): SourceYear {
    const { sources } = this.#knownOf(year)
    const held = sources.get(source.id)
    if (held) return held
    const given = availabilityOf(this.#plan, source.id, year)
    const allocated = (this.#sums.get(year)?.allocated.get(source.id) ?? 0) as Pence
    const drawn = source.kind === 'reserve' && allocated !== 0 ? allocated : null
    const available = given ? given.pence : drawn
    const unallocated = ((available ?? 0) - allocated) as Pence
    const found = { available, status: given?.status ?? null, allocated, unallocated }
    sources.set(source.id, found)
    return found
  }

  /** A year's figures over all sources and lines. */
  year(year: FinancialYear): FundingYear {
    const known = this.#knownOf(year)
    if (known.year) return known.year
    const sums = this.#sums.get(year)
    const carried = (sums?.carried ?? 0) as Pence
    let available: number = carried
    let unconfirmed = 0
    for (const source of this.#plan.source.values()) {
      const of = this.source(source, year)
      available += of.available ?? 0
      if (of.status === 'unconfirmed') unconfirmed += of.available ?? 0
    }
    const budget = sums && sums.budgets > 0 ? (sums.budget as Pence) : null
    known.year = {
      budget,
      available: available as Pence,
      carried,
      unconfirmed: unconfirmed as Pence,
      gap: ((budget ?? 0) - available) as Pence,
    }
    return known.year
  }

  /** Is anything known of who pays in a year? Where not, its whole budget being a gap says nothing. */
  isKnown(year: FinancialYear): boolean {
    const sums = this.#sums.get(year)
    if ((sums?.carried ?? 0) !== 0) return true
    for (const { id } of this.#plan.source.values())
      if (availabilityOf(this.#plan, id, year) || sums?.allocated.get(id)) return true
    return false
  }

  /** The years with a budget, a split, a carry-forward to a line or an availability, in order. */
  years(): readonly FinancialYear[] {
    if (!this.#years) {
      const years = new Set<FinancialYear>(this.#sums.keys())
      for (const { year } of this.#plan.availability.values()) years.add(year)
      this.#years = [...years].sort()
    }
    return this.#years
  }

  #knownOf(year: FinancialYear) {
    let known = this.#known.get(year)
    if (!known) {
      known = { sources: new Map(), year: null }
      this.#known.set(year, known)
    }
    return known
  }

  #recount(lineId: string, year: FinancialYear): void {
    const key = pairId(lineId, year)
    const held = this.#parts.get(key)
    if (held) {
      this.#add(year, held, -1)
      this.#parts.delete(key)
    }
    this.#count(key, lineId, year)
  }

  #count(key: string, lineId: string, year: FinancialYear): void {
    const { budget, carried, shares } = fundingOf(this.#plan, lineId, year)
    if (budget === null && carried === 0 && shares.size === 0) return
    const part = { budget, carried, shares }
    this.#parts.set(key, part)
    this.#add(year, part, 1)
  }

  #add(year: FinancialYear, { budget, carried, shares }: Part, sign: 1 | -1): void {
    let sums = this.#sums.get(year)
    if (!sums) {
      sums = { budget: 0, budgets: 0, parts: 0, carried: 0, allocated: new Map() }
      this.#sums.set(year, sums)
      this.#years = null
    }
    const known = this.#knownOf(year)
    known.year = null
    if (budget !== null) {
      sums.budget += sign * budget
      sums.budgets += sign
    }
    sums.carried += sign * carried
    sums.parts += sign
    for (const [sourceId, pence] of shares) {
      sums.allocated.set(sourceId, (sums.allocated.get(sourceId) ?? 0) + sign * pence)
      known.sources.delete(sourceId)
    }
    if (sums.parts > 0) return
    this.#sums.delete(year)
    this.#years = null
  }
}
