/**
 * The shares of one year's lines added up by group and source, kept up to date edit by edit. Example: typing 300000 under
 * Core budget moves one line's shares, its group's sums and the total, and nothing else.
 */
import type { Change } from '../../shared/change.ts'
import { fundingOf, type LineFunding } from '../../shared/funding.ts'
import type { Pence } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { type Grouping, type GroupKey, groupKey } from '../../shared/totals.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'

/** By what the matrix is grouped: sources are its columns. */
export type LineGrouping = Exclude<Grouping, 'source'>

/** A column of sums: a source's id, or one of these. */
export const BUDGET = ' budget'
export const CARRY = ' carried'
export const UNFUNDED = ' unfunded'

interface Sum {
  pence: number
  count: number
}

export class SplitSums {
  readonly year: FinancialYear
  readonly by: LineGrouping
  readonly plan: Plan
  #lines = new Map<string, { group: GroupKey; funding: LineFunding }>()
  #groups = new Map<GroupKey, Map<string, Sum>>()
  #total = new Map<string, Sum>()

  constructor(plan: Plan, year: FinancialYear, by: LineGrouping) {
    this.plan = plan
    this.year = year
    this.by = by
    for (const id of plan.line.keys()) this.#enter(id)
  }

  /** A line's funding; undefined where the line is gone. */
  line(lineId: string): LineFunding | undefined {
    return this.#lines.get(lineId)?.funding
  }

  /** A group's sum of a column in pence; null where no line of it has any. */
  group(group: GroupKey, column: string): Pence | null {
    return (this.#groups.get(group)?.get(column)?.pence ?? null) as Pence | null
  }

  /** The sum over all lines. */
  total(column: string): Pence | null {
    return (this.#total.get(column)?.pence ?? null) as Pence | null
  }

  /** Takes in a Change that was applied. */
  update(change: Change): void {
    const lines = new Set<string>()
    const before = shiftYear(this.year, -1)
    for (const row of change.rows)
      for (const held of [row.before, row.after]) {
        if (!held) continue
        if (row.table === 'line') lines.add(row.id)
        else if (row.table === 'amount' || row.table === 'split') {
          const of = held as { lineId: string; year: FinancialYear }
          if (of.year === this.year) lines.add(of.lineId)
        } else if (row.table === 'carry') {
          const carry = held as { to: string; toId: string | null; year: FinancialYear }
          if (carry.to === 'line' && carry.year === before) lines.add(carry.toId!)
        }
      }
    for (const id of lines) {
      this.#leave(id)
      this.#enter(id)
    }
  }

  #enter(id: string): void {
    const line = this.plan.line.get(id)
    if (!line) return
    const part = { group: groupKey(line, this.by), funding: fundingOf(this.plan, id, this.year) }
    this.#lines.set(id, part)
    this.#count(part, 1)
  }

  #leave(id: string): void {
    const part = this.#lines.get(id)
    if (!part) return
    this.#count(part, -1)
    this.#lines.delete(id)
  }

  #count({ group, funding }: { group: GroupKey; funding: LineFunding }, sign: 1 | -1): void {
    const { budget, carried, shares, unfunded, split } = funding
    let sums = this.#groups.get(group)
    if (!sums) {
      sums = new Map()
      this.#groups.set(group, sums)
    }
    const figures: [string, number][] = [...shares]
    if (budget !== null) figures.push([BUDGET, budget])
    if (carried !== 0) figures.push([CARRY, carried])
    if (budget !== null || split) figures.push([UNFUNDED, unfunded])
    for (const [column, pence] of figures) for (const held of [sums, this.#total]) add(held, column, pence, sign)
  }
}

function add(sums: Map<string, Sum>, column: string, pence: number, sign: 1 | -1): void {
  const sum = sums.get(column) ?? { pence: 0, count: 0 }
  sum.pence += sign * pence
  sum.count += sign
  if (sum.count === 0) sums.delete(column)
  else sums.set(column, sum)
}
