/**
 * What has to go back of grants that may not be carried forward, or only with consent, kept up to date line by line.
 * Example: £100,000 received, £80,000 spent on lines it may pay for, £5,000 carried forward with consent: £15,000 goes back.
 */
import type { Change } from './change.ts'
import { fundingOf, mayFund } from './funding.ts'
import { pairId, type Source, type Tables } from './model.ts'
import type { Pence } from './money.ts'
import type { Plan } from './plan.ts'
import { underspendParts } from './underspend.ts'
import { type FinancialYear, shiftYear } from './years.ts'

/** What has to go back of a source's money for a year, with its parts. In pence. */
export interface Clawback {
  received: Pence
  /** Its share of the forecast outturn (of the budget where there is no forecast) of lines that it may pay for. */
  eligible: Pence
  /** What approved decisions, cited, carry forward of it. */
  consented: Pence
  /** What approved decisions give back to the funder. */
  returned: Pence
  /** Received less eligible spend and consented carry-forward, never below 0. */
  clawback: Pence
}

type Part = Pick<Clawback, 'eligible' | 'consented' | 'returned'>

/** Does unspent money of this source have to go back unless the funder consents? */
export function isClawedBack({ kind, carry }: Source): boolean {
  return (kind === 'grant' || kind === 'partner') && carry !== 'yes'
}

/** What a line adds to the clawback of each source that pays for it in a year. */
function partsOf(plan: Plan, lineId: string, year: FinancialYear): Map<string, Part> {
  const found = new Map<string, Part>()
  const line = plan.line.get(lineId)
  if (!line) return found
  let parts: ReturnType<typeof underspendParts> | undefined
  for (const [sourceId, share] of fundingOf(plan, lineId, year).shares) {
    const source = plan.source.get(sourceId)
    if (!source || !isClawedBack(source) || !mayFund(plan, sourceId, line)) continue
    parts ??= underspendParts(plan, lineId, year, ({ status }) => status === 'approved')
    const part = parts?.find(({ key }) => key === sourceId)
    const consented = part && source.carry === 'consent' ? Math.min(part.pence, part.consented) : 0
    found.set(sourceId, {
      eligible: (share - (part?.pence ?? 0)) as Pence,
      consented: consented as Pence,
      returned: (part?.returned ?? 0) as Pence,
    })
  }
  return found
}

/** The live clawbacks of a plan. */
export class Clawbacks {
  #plan: Plan
  #lines = new Map<string, Map<string, Part>>()
  #sums = new Map<string, { eligible: number; consented: number; returned: number }>()

  constructor(plan: Plan) {
    this.#plan = plan
    const pairs = new Map<string, [string, FinancialYear]>()
    for (const { lineId, year } of plan.split.values()) pairs.set(pairId(lineId, year), [lineId, year])
    for (const [lineId, year] of pairs.values()) this.#count(lineId, year)
  }

  /** A source's clawback of a year; null where none can arise or it is not known what was received. */
  of(source: Source, year: FinancialYear): Clawback | null {
    const received = this.#plan.availability.get(pairId(source.id, year))?.pence
    if (!isClawedBack(source) || received === undefined) return null
    const sums = this.#sums.get(pairId(source.id, year)) ?? { eligible: 0, consented: 0, returned: 0 }
    const clawback = Math.max(0, received - sums.eligible - sums.consented)
    return { received, ...(sums as Part), clawback: clawback as Pence }
  }

  /** Takes in a Change that was applied to the plan. */
  update(change: Change): void {
    const pairs = new Map<string, [string, FinancialYear]>()
    const add = (lineId: string, year: FinancialYear) => pairs.set(pairId(lineId, year), [lineId, year])
    const addSource = (sourceId: string) => {
      for (const { lineId, year } of this.#plan.split.by('sourceId', sourceId)) add(lineId, year)
    }
    for (const { table, id, before, after } of change.rows)
      for (const row of [before, after]) {
        if (!row) continue
        if (table === 'amount' || table === 'split') add((row as Tables['split']).lineId, (row as Tables['split']).year)
        else if (table === 'carry') {
          const { to, toId, lineId, year } = row as Tables['carry']
          add(lineId, year)
          if (to === 'line') add(toId!, shiftYear(year, 1))
        } else if (table === 'line') for (const { year } of this.#plan.split.by('lineId', id)) add(id, year)
        else if (table === 'source') addSource(id)
        else if (table === 'ringFence') addSource((row as Tables['ringFence']).sourceId)
        else if (table === 'priority') for (const split of this.#plan.split.values()) add(split.lineId, split.year)
      }
    for (const [lineId, year] of pairs.values()) this.#count(lineId, year)
  }

  #count(lineId: string, year: FinancialYear): void {
    const key = pairId(lineId, year)
    const held = this.#lines.get(key)
    if (held) this.#add(held, year, -1)
    const parts = partsOf(this.#plan, lineId, year)
    if (parts.size > 0) this.#lines.set(key, parts)
    else this.#lines.delete(key)
    this.#add(parts, year, 1)
  }

  #add(parts: Map<string, Part>, year: FinancialYear, sign: 1 | -1): void {
    for (const [sourceId, part] of parts) {
      const key = pairId(sourceId, year)
      const sums = this.#sums.get(key) ?? { eligible: 0, consented: 0, returned: 0 }
      sums.eligible += sign * part.eligible
      sums.consented += sign * part.consented
      sums.returned += sign * part.returned
      this.#sums.set(key, sums)
    }
  }
}
