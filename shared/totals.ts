/**
 * Sums of the plan by any grouping, kept up to date edit by edit. They are never stored.
 * Example: after `totals.update(change)` only the groups it returns, and the total, need repainting.
 */
import type { Change } from './change.ts'
import { fundingOf, sourcesInOrder } from './funding.ts'
import type { Line, Measure } from './model.ts'
import { apportion, type Pence } from './money.ts'
import { amountOf, linesInOrder, type Plan, prioritiesInOrder } from './plan.ts'
import type { FinancialYear } from './years.ts'

/** What the budget can be grouped by. */
export const groupings = ['priority', 'route', 'source', 'geography', 'provider', 'owner'] as const
export type Grouping = (typeof groupings)[number]

/**
 * A group's key: a priority's or a source's id, or the text that its lines share; '' for lines that have none. A line stands
 * with its part under each source that pays for it, and in one group of any other grouping.
 */
export type GroupKey = string

/** By source: what carry-forwards from the year before pay for, and what nothing pays for. */
export const CARRIED: GroupKey = 'carried forward'
export const NOT_FUNDED: GroupKey = ''

/** The key of the group a line stands in. Texts that differ only in capitals or spaces are one group. */
export function groupKey(line: Line, by: Exclude<Grouping, 'source'>): GroupKey {
  if (by === 'priority') return line.priorityId ?? ''
  return (line[by] ?? '').trim().replace(/\s+/g, ' ').toLowerCase()
}

export interface Group {
  key: GroupKey
  /** The priority's name, or the text as its first line writes it; null for lines that have none. */
  name: string | null
  lines: Line[]
}

/** The groups in the order of the paper, each with its lines. Priorities and sources without lines are groups too. */
export function groupsOf(plan: Plan, by: Grouping): Group[] {
  if (by === 'source') return sourceGroups(plan)
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

function sourceGroups(plan: Plan): Group[] {
  const groups = new Map<GroupKey, Group>()
  for (const { id, name } of sourcesInOrder(plan)) groups.set(id, { key: id, name, lines: [] })
  groups.set(CARRIED, { key: CARRIED, name: 'Carried forward', lines: [] })
  groups.set(NOT_FUNDED, { key: NOT_FUNDED, name: null, lines: [] })
  for (const line of linesInOrder(plan)) {
    const shares = sharesOf(plan, line, 'source')
    for (const key of shares.keys()) groups.get(key)?.lines.push(line)
    if (shares.size === 0) groups.get(NOT_FUNDED)!.lines.push(line)
  }
  return [...groups.values()].filter(({ key, lines }) => lines.length > 0 || plan.source.has(key))
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

/** The figures that a line adds to a group. */
type Figures = Map<FigureKey, number>

/** What a line adds to each group it stands in. */
function sharesOf(plan: Plan, line: Line, by: Grouping): Map<GroupKey, Figures> {
  const shares = new Map<GroupKey, Figures>()
  const add = (group: GroupKey, key: FigureKey, pence: number) => {
    const figures = shares.get(group)
    if (figures) figures.set(key, pence)
    else shares.set(group, new Map([[key, pence]]))
  }
  for (const { year, measure, pence } of plan.amount.by('lineId', line.id)) {
    const key = figureKey(year, measure)
    if (by === 'source') for (const [group, part] of partsOf(plan, line.id, year, measure)) add(group, key, part)
    else add(groupKey(line, by), key, pence)
  }
  return shares
}

/**
 * A line's figure of a year by who pays for it, in pence: source ids, {@link CARRIED} and {@link NOT_FUNDED}. A forecast
 * outturn and an actual are divided as the budget is.
 */
function partsOf(plan: Plan, lineId: string, year: FinancialYear, measure: Measure): Map<GroupKey, Pence> {
  const pence = amountOf(plan, lineId, year, measure)
  if (pence === null) return new Map()
  const { shares, carried, unfunded } = fundingOf(plan, lineId, year)
  const parts = new Map<GroupKey, Pence>(shares)
  if (carried !== 0) parts.set(CARRIED, carried)
  if (unfunded !== 0 || parts.size === 0) parts.set(NOT_FUNDED, unfunded)
  if (measure === 'budget') return parts
  const weights = [...parts.values()].map((part) => Math.max(0, part))
  if (weights.every((weight) => weight === 0)) return new Map([[NOT_FUNDED, pence]])
  const divided = apportion(pence, weights)
  return new Map([...parts.keys()].map((group, index) => [group, divided[index]!]))
}

/**
 * A line's figure as it stands in a group: the whole of it, or a source's part.
 * @returns pence; null when it is blank there
 */
export function figureIn(
  plan: Plan,
  line: Line,
  { by, group, year, measure }: { by: Grouping; group: GroupKey; year: FinancialYear; measure: Measure },
): Pence | null {
  if (by === 'source') return partsOf(plan, line.id, year, measure).get(group) ?? null
  return groupKey(line, by) === group ? amountOf(plan, line.id, year, measure) : null
}

/** The live sums of one grouping. */
export class Totals {
  readonly by: Grouping
  #plan: Plan
  #shares = new Map<string, Map<GroupKey, Figures>>()
  #groups = new Map<GroupKey, Sums>()
  #total = new Sums()

  constructor(plan: Plan, by: Grouping) {
    this.#plan = plan
    this.by = by
    for (const line of plan.line.values()) this.#enter(line)
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
    const lines = new Set<string>()
    for (const row of change.rows) {
      if (row.table === 'line') {
        lines.add(row.id)
        if (this.by !== 'source')
          for (const line of [row.before, row.after]) if (line) touched.add(groupKey(line, this.by))
      } else if (row.table === 'amount') lines.add((row.after ?? row.before!).lineId)
      else if (this.by === 'source' && row.table === 'split') lines.add((row.after ?? row.before!).lineId)
      else if (this.by === 'source' && row.table === 'carry')
        for (const carry of [row.before, row.after]) if (carry?.to === 'line') lines.add(carry.toId!)
    }
    for (const id of lines) {
      this.#leave(id, touched)
      const line = this.#plan.line.get(id)
      if (line) for (const group of this.#enter(line)) touched.add(group)
    }
    return touched
  }

  #enter(line: Line): Iterable<GroupKey> {
    const shares = sharesOf(this.#plan, line, this.by)
    if (shares.size > 0) this.#shares.set(line.id, shares)
    this.#count(shares, 1)
    return shares.keys()
  }

  #leave(id: string, touched: Set<GroupKey>): void {
    const shares = this.#shares.get(id)
    if (!shares) return
    this.#count(shares, -1)
    this.#shares.delete(id)
    for (const group of shares.keys()) touched.add(group)
  }

  #count(shares: Map<GroupKey, Figures>, count: 1 | -1): void {
    for (const [group, figures] of shares) {
      let sums = this.#groups.get(group)
      if (!sums) {
        sums = new Sums()
        this.#groups.set(group, sums)
      }
      for (const [key, pence] of figures) {
        sums.add(key, pence, count)
        this.#total.add(key, pence, count)
      }
    }
  }
}
