/**
 * Sums of the plan by any grouping, kept up to date edit by edit. They are never stored.
 * Example: after `totals.update(change)` only the groups it returns, and the total, need repainting.
 */
import type { Change } from './change.ts'
import { type Line, type Measure, tableNames } from './model.ts'
import type { Pence } from './money.ts'
import { linesInOrder, type Plan, prioritiesInOrder } from './plan.ts'
import type { FinancialYear } from './years.ts'

/** What the budget can be grouped by. */
export const groupings = ['priority', 'route', 'geography', 'provider', 'owner'] as const
export type Grouping = (typeof groupings)[number]

/** A group's key: a priority's id, or the text that its lines share; '' for lines that have none. */
export type GroupKey = string

/** The key of the group a line stands in. Texts that differ only in capitals or spaces are one group. */
export function groupKey(line: Line, by: Grouping): GroupKey {
  if (by === 'priority') return line.priorityId ?? ''
  return (line[by] ?? '').trim().replace(/\s+/g, ' ').toLowerCase()
}

export interface Group {
  key: GroupKey
  /** The priority's name, or the text as its first line writes it; null for lines that have none. */
  name: string | null
  lines: Line[]
}

/** The groups in the order of the paper, each with its lines. Priorities without lines are groups too. */
export function groupsOf(plan: Plan, by: Grouping): Group[] {
  const groups = new Map<GroupKey, Group>()
  if (by === 'priority')
    for (const { id, name } of prioritiesInOrder(plan)) groups.set(id, { key: id, name, lines: [] })
  let without: Group | null = null
  for (const line of linesInOrder(plan)) {
    const key = groupKey(line, by)
    if (key === '') {
      without ??= { key, name: null, lines: [] }
      without.lines.push(line)
      continue
    }
    const group = groups.get(key) ?? { key, name: by === 'priority' ? null : (line[by] ?? null), lines: [] }
    groups.set(key, group)
    group.lines.push(line)
  }
  return without ? [...groups.values(), without] : [...groups.values()]
}

type FigureKey = `${FinancialYear} ${Measure}`
const figureKey = (year: FinancialYear, measure: Measure): FigureKey => `${year} ${measure}`

/** The sums of one group: a figure that no line has stays blank. */
class Sums {
  #sums = new Map<FigureKey, { pence: number; count: number }>()

  get(year: FinancialYear, measure: Measure): Pence | null {
    const sum = this.#sums.get(figureKey(year, measure))
    return sum ? (sum.pence as Pence) : null
  }

  add(key: FigureKey, pence: number, count: 1 | -1): void {
    const sum = this.#sums.get(key) ?? { pence: 0, count: 0 }
    sum.pence += count * pence
    sum.count += count
    if (sum.count === 0) this.#sums.delete(key)
    else this.#sums.set(key, sum)
  }
}

/** What a line adds to its group at present; to none while the plan lacks the line that the figures are of. */
interface Share {
  group: GroupKey | null
  figures: Map<FigureKey, number>
}

/** The live sums of one grouping. */
export class Totals {
  #by: Grouping
  #shares = new Map<string, Share>()
  #groups = new Map<GroupKey, Sums>()
  #total = new Sums()

  constructor(plan: Plan, by: Grouping) {
    this.#by = by
    for (const line of plan.line.values()) this.#shares.set(line.id, { group: groupKey(line, by), figures: new Map() })
    for (const amount of plan.amount.values())
      this.#shareOf(amount.lineId).figures.set(figureKey(amount.year, amount.measure), amount.pence)
    for (const share of this.#shares.values()) this.#count(share, 1)
  }

  /** A group's subtotal in pence; null when no line of it has that figure. */
  subtotal(group: GroupKey, year: FinancialYear, measure: Measure): Pence | null {
    return this.#groups.get(group)?.get(year, measure) ?? null
  }

  /** The grand total in pence; null when no line has that figure. */
  total(year: FinancialYear, measure: Measure): Pence | null {
    return this.#total.get(year, measure)
  }

  /** Takes in a Change that was applied. @returns the groups whose sums or lines it touched */
  update(change: Change): Set<GroupKey> {
    const touched = new Set<GroupKey>()
    const inOrder = [...change.rows].sort((a, b) => tableNames.indexOf(a.table) - tableNames.indexOf(b.table))
    for (const row of inOrder) {
      if (row.table === 'line') this.#updateLine(row.id, row.after, touched)
      else if (row.table === 'amount') {
        for (const [amount, count] of [
          [row.before, -1],
          [row.after, 1],
        ] as const) {
          if (!amount) continue
          const share = this.#shareOf(amount.lineId)
          const key = figureKey(amount.year, amount.measure)
          if (count === 1) share.figures.set(key, amount.pence)
          else share.figures.delete(key)
          if (share.group === null) {
            if (share.figures.size === 0) this.#shares.delete(amount.lineId)
            continue
          }
          this.#countOne(share.group, key, amount.pence, count)
          touched.add(share.group)
        }
      }
    }
    return touched
  }

  #shareOf(lineId: string): Share {
    let share = this.#shares.get(lineId)
    if (!share) {
      share = { group: null, figures: new Map() }
      this.#shares.set(lineId, share)
    }
    return share
  }

  #updateLine(id: string, after: Line | null, touched: Set<GroupKey>): void {
    const share = this.#shareOf(id)
    const group = after && groupKey(after, this.#by)
    if (share.group !== null) touched.add(share.group)
    if (group !== null) touched.add(group)
    if (share.group !== group) {
      this.#count(share, -1)
      share.group = group
      this.#count(share, 1)
    }
    if (group === null && share.figures.size === 0) this.#shares.delete(id)
  }

  #count({ group, figures }: Share, count: 1 | -1): void {
    if (group === null) return
    for (const [key, pence] of figures) this.#countOne(group, key, pence, count)
  }

  #countOne(group: GroupKey, key: FigureKey, pence: number, count: 1 | -1): void {
    let sums = this.#groups.get(group)
    if (!sums) {
      sums = new Sums()
      this.#groups.set(group, sums)
    }
    sums.add(key, pence, count)
    this.#total.add(key, pence, count)
  }
}
