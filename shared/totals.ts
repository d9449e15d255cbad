/**
 * Sums of the plan by any grouping, kept up to date edit by edit. They are never stored.
 * Example: after `totals.update(change)` only the groups it returns, and the total, need repainting.
 */
import type { Change, RowChange } from './change.ts'
import { yearOfDay } from './days.ts'
import { fundingOf, sourcesInOrder } from './funding.ts'
import type { Line, Measure } from './model.ts'
import { apportion, type Pence } from './money.ts'
import { amountOf, linesInOrder, type Plan, prioritiesInOrder } from './plan.ts'
import type { FinancialYear } from './years.ts'

/** What the budget can be grouped by. */
export const groupings = [
  'priority',
  'route',
  'source',
  'geography',
  'provider',
  'owner',
  'status',
  'basis',
  'code',
  'contract end',
] as const
export type Grouping = (typeof groupings)[number]

/** What groupings are called, and in each the group of lines that have none. */
export const groupingNames: Record<Grouping, { name: string; without: string }> = {
  priority: { name: 'Priority', without: 'No priority' },
  route: { name: 'Route', without: 'Route not given' },
  source: { name: 'Source', without: 'Not funded' },
  geography: { name: 'Geography', without: 'Geography not given' },
  provider: { name: 'Provider', without: 'Provider not given' },
  owner: { name: 'Owner', without: 'Owner not given' },
  status: { name: 'Status', without: 'Status not given' },
  basis: { name: 'Basis', without: 'Basis not given' },
  code: { name: 'Code', without: 'Code not given' },
  'contract end': { name: 'Contract end', without: 'Contract end not given' },
}

/** What stands below a group: any other grouping, or below a priority its sub-priorities. */
export type Below = Grouping | 'sub-priority'

/** One or two levels. With `below` a sub-priority, the groups are the priorities that stand under no other. */
export interface Levels {
  by: Grouping
  below: Below | null
}

/**
 * A group's key: a priority's or a source's id, the year in which contracts end, or the text that its lines share; '' for
 * lines that have none. A line stands with its part under each source that pays for it, and in one group of any other
 * grouping.
 */
export type GroupKey = string

/** By source: what carry-forwards from the year before pay for, and what nothing pays for. */
export const CARRIED: GroupKey = 'carried forward'
export const NOT_FUNDED: GroupKey = ''

/** The key of the group a line stands in. Texts that differ only in capitals or spaces are one group. */
export function groupKey(line: Line, by: Exclude<Grouping, 'source'>): GroupKey {
  if (by === 'priority') return line.priorityId ?? ''
  if (by === 'contract end') return line.contractEnd === null ? '' : yearOfDay(line.contractEnd)
  return (line[by] ?? '').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Names a group of the second level among all groups, for whoever repaints it. */
export function partKey(group: GroupKey, part: GroupKey): GroupKey {
  return `${group}\n${part}`
}

/** The priority, standing under no other, that a priority belongs to. Ones that stand under each other are their own. */
function topPriority(plan: Plan, priorityId: string): string {
  const passed = new Set<string>()
  let id = priorityId
  for (;;) {
    passed.add(id)
    const above = plan.priority.get(id)?.parentId ?? null
    if (above === null || !plan.priority.has(above)) return id
    if (passed.has(above)) return priorityId
    id = above
  }
}

/** One grouping is one level. */
export function levelsOf(given: Grouping | Levels): Levels {
  return typeof given === 'string' ? { by: given, below: null } : given
}

/** Has any priority of the plan sub-priorities? */
export function hasSubPriorities(plan: Plan): boolean {
  for (const { parentId } of plan.priority.values()) if (parentId !== null && plan.priority.has(parentId)) return true
  return false
}

/** Where a line, or a source's part of it, stands; `part` is null where there is one level. */
export interface Place {
  group: GroupKey
  part: GroupKey | null
}

/**
 * The groups of both levels that a line stands in.
 * @param source where one of the levels is by source: whose part of the line it is
 */
export function placeOf(plan: Plan, line: Line, levels: Levels, source: GroupKey = NOT_FUNDED): Place {
  const { by, below } = levels
  if (by === 'source' || below === 'source') return placeBySource(plan, line, levels, source)
  if (below === null) return { group: groupKey(line, by), part: null }
  if (below !== 'sub-priority') return { group: groupKey(line, by), part: groupKey(line, below) }
  if (line.priorityId === null || !plan.priority.has(line.priorityId)) return { group: '', part: '' }
  const group = topPriority(plan, line.priorityId)
  return { group, part: group === line.priorityId ? '' : line.priorityId }
}

export interface Group {
  key: GroupKey
  /** The priority's name, or the text as its first line writes it; null for lines that have none. */
  name: string | null
  lines: Line[]
}

/** A group with those of the second level in it; with none where there is one level only. */
export interface Section extends Group {
  parts: Group[]
}

/** The groups in the order of the paper, each with its lines. Priorities and sources without lines are groups too. */
export function groupsOf(plan: Plan, by: Grouping): Group[] {
  return groupLines(plan, linesInOrder(plan), by, namedGroups(plan, by))
}

/** The groups of both levels, in the order of the paper. Within a group, only what has lines there stands below it. */
export function sectionsOf(plan: Plan, { by, below }: Levels): Section[] {
  if (below === 'sub-priority') return prioritySections(plan)
  const groups = groupsOf(plan, by)
  if (below === null) return groups.map((group) => ({ ...group, parts: [] }))
  const named = namedGroups(plan, below)
  return groups.map((group) => ({
    ...group,
    parts: groupLines(plan, group.lines, below, named).filter(({ lines }) => lines.length > 0),
  }))
}

/** Priorities that stand under no other, each with all its lines, and its sub-priorities below where it has any. */
function prioritySections(plan: Plan): Section[] {
  const sections = new Map<GroupKey, Section>()
  const parts = new Map<GroupKey, Group>()
  for (const { id, name } of prioritiesInOrder(plan)) {
    const top = topPriority(plan, id)
    if (top === id) {
      const own: Group = { key: '', name: null, lines: [] }
      sections.set(id, { key: id, name, lines: [], parts: [own] })
      parts.set(id, own)
    } else {
      const part: Group = { key: id, name: nameBelow(plan, top, id), lines: [] }
      sections.get(top)!.parts.push(part)
      parts.set(id, part)
    }
  }
  const without: Section = { key: '', name: null, lines: [], parts: [] }
  for (const line of linesInOrder(plan)) {
    const part = parts.get(line.priorityId ?? '')
    if (!part) without.lines.push(line)
    else {
      part.lines.push(line)
      sections.get(topPriority(plan, line.priorityId!))!.lines.push(line)
    }
  }
  for (const section of sections.values()) {
    if (section.parts.length === 1) section.parts = []
    else section.parts = section.parts.filter(({ key, lines }) => key !== '' || lines.length > 0)
  }
  return without.lines.length > 0 ? [...sections.values(), without] : [...sections.values()]
}

/** A sub-priority's name after those between it and its top priority. @example 'Young people – Schools' */
function nameBelow(plan: Plan, top: string, id: string): string {
  const names: string[] = []
  for (let at = plan.priority.get(id); at && at.id !== top; at = plan.priority.get(at.parentId ?? ''))
    names.unshift(at.name)
  return names.join(' – ')
}

/** The groups that have an order and a name of their own, whether or not they have lines. */
function namedGroups(plan: Plan, by: Grouping): readonly Pick<Group, 'key' | 'name'>[] {
  if (by === 'priority') return prioritiesInOrder(plan).map(({ id, name }) => ({ key: id, name }))
  if (by !== 'source') return []
  return sourcesInOrder(plan).map(({ id, name }) => ({ key: id, name }))
}

/** Divides lines into groups: those that are named, then the others as they come, last the lines that have none. */
function groupLines(
  plan: Plan,
  lines: readonly Line[],
  by: Grouping,
  named: readonly Pick<Group, 'key' | 'name'>[],
): Group[] {
  const groups = new Map<GroupKey, Group>(named.map(({ key, name }) => [key, { key, name, lines: [] }]))
  const carried: Group = { key: CARRIED, name: 'Carried forward', lines: [] }
  const without: Group = { key: NOT_FUNDED, name: null, lines: [] }
  for (const line of lines) {
    if (by === 'source') {
      const shares = sourcesPaying(plan, line)
      for (const key of shares)
        (key === CARRIED ? carried : key === NOT_FUNDED ? without : groups.get(key))?.lines.push(line)
      if (shares.size === 0) without.lines.push(line)
      continue
    }
    const key = groupKey(line, by)
    let group = key === '' ? without : groups.get(key)
    if (!group) {
      group = { key, name: nameOf(line, by), lines: [] }
      groups.set(key, group)
    }
    group.lines.push(line)
  }
  const all = [...groups.values()]
  if (by === 'contract end') all.sort((a, b) => (a.key < b.key ? -1 : 1))
  if (carried.lines.length > 0) all.push(carried)
  if (without.lines.length > 0) all.push(without)
  return all
}

/** What a line's group is called, after the line itself. */
function nameOf(line: Line, by: Exclude<Grouping, 'source'>): string | null {
  if (by === 'priority') return null
  if (by === 'contract end') return `Contract ends in ${groupKey(line, by)}`
  if (by === 'basis') return line.basis === 'one-off' ? 'One-off' : 'Recurring'
  return line[by] ?? null
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

/** What a line adds to a group, and to one of the second level in it. */
interface Share extends Place {
  figures: Figures
}

/** What a line adds to each group it stands in. */
function sharesOf(plan: Plan, line: Line, levels: Levels): Share[] {
  const { by, below } = levels
  if (by !== 'source' && below !== 'source') {
    const figures: Figures = new Map()
    for (const { year, measure, pence } of plan.amount.by('lineId', line.id))
      figures.set(figureKey(year, measure), pence)
    return figures.size === 0 ? [] : [{ ...placeOf(plan, line, levels), figures }]
  }
  const shares = new Map<GroupKey, Share>()
  for (const { year, measure } of plan.amount.by('lineId', line.id))
    for (const [source, pence] of partsOf(plan, line.id, year, measure)) {
      let share = shares.get(source)
      if (!share) {
        share = { ...placeOf(plan, line, levels, source), figures: new Map() }
        shares.set(source, share)
      }
      share.figures.set(figureKey(year, measure), pence)
    }
  return [...shares.values()]
}

/** The groups of a line's part under a source, where one of the levels is by source. */
function placeBySource(plan: Plan, line: Line, { by, below }: Levels, source: GroupKey): Place {
  if (by !== 'source') return { group: placeOf(plan, line, { by, below: null }).group, part: source }
  const part = below === null || below === 'source' || below === 'sub-priority' ? null : groupKey(line, below)
  return { group: source, part }
}

/** Who pays for any of a line's figures: source ids, {@link CARRIED} and {@link NOT_FUNDED}; none where it has no figures. */
function sourcesPaying(plan: Plan, line: Line): Set<GroupKey> {
  const sources = new Set<GroupKey>()
  for (const { year, measure } of plan.amount.by('lineId', line.id))
    for (const source of partsOf(plan, line.id, year, measure).keys()) sources.add(source)
  return sources
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

/** The live sums of one grouping, or of two, one below the other. */
export class Totals {
  readonly by: Grouping
  readonly below: Below | null
  #plan: Plan
  #shares = new Map<string, Share[]>()
  #groups = new Map<GroupKey, Sums>()
  #parts = new Map<GroupKey, Map<GroupKey, Sums>>()
  #total = new Sums()

  constructor(plan: Plan, by: Grouping, below: Below | null = null) {
    this.#plan = plan
    this.by = by
    this.below = below
    for (const line of plan.line.values()) this.#enter(line, null)
  }

  /** A group's subtotal in pence; null when no line of it has that figure. */
  subtotal(group: GroupKey, year: FinancialYear, measure: Measure): Pence | null {
    return this.#groups.get(group)?.get(year, measure) ?? null
  }

  /** The subtotal of a group of the second level within one of the first; null when no line of it has that figure. */
  part(group: GroupKey, part: GroupKey, year: FinancialYear, measure: Measure): Pence | null {
    return this.#parts.get(group)?.get(part)?.get(year, measure) ?? null
  }

  /** The grand total in pence; null when no line has that figure. */
  total(year: FinancialYear, measure: Measure): Pence | null {
    return this.#total.get(year, measure)
  }

  /**
   * Takes in a Change that was applied.
   * @returns the groups whose sums or lines it touched; those of the second level as {@link partKey} names them
   */
  update(change: Change): Set<GroupKey> {
    const touched = new Set<GroupKey>()
    const lines = new Set<string>()
    const bySource = this.by === 'source' || this.below === 'source'
    for (const row of change.rows) {
      if (row.table === 'line') {
        lines.add(row.id)
        if (!bySource) for (const line of [row.before, row.after]) if (line) this.#touch(touched, line)
      } else if (row.table === 'amount') lines.add((row.after ?? row.before!).lineId)
      else if (bySource && row.table === 'split') lines.add((row.after ?? row.before!).lineId)
      else if (bySource && row.table === 'carry')
        for (const carry of [row.before, row.after]) if (carry?.to === 'line') lines.add(carry.toId!)
    }
    if (this.below === 'sub-priority' && change.rows.some(movesPriority))
      for (const id of [...this.#shares.keys(), ...this.#plan.line.keys()]) lines.add(id)
    for (const id of lines) {
      this.#leave(id, touched)
      const line = this.#plan.line.get(id)
      if (line) this.#enter(line, touched)
    }
    return touched
  }

  #touch(touched: Set<GroupKey>, line: Line): void {
    const { group, part } = placeOf(this.#plan, line, this)
    touched.add(group)
    if (part !== null) touched.add(partKey(group, part))
  }

  #enter(line: Line, touched: Set<GroupKey> | null): void {
    const shares = sharesOf(this.#plan, line, this)
    if (shares.length > 0) this.#shares.set(line.id, shares)
    this.#count(shares, 1, touched)
  }

  #leave(id: string, touched: Set<GroupKey>): void {
    const shares = this.#shares.get(id)
    if (!shares) return
    this.#count(shares, -1, touched)
    this.#shares.delete(id)
  }

  #count(shares: readonly Share[], count: 1 | -1, touched: Set<GroupKey> | null): void {
    for (const { group, part, figures } of shares) {
      touched?.add(group)
      const sums = [this.#total, sumsIn(this.#groups, group)]
      if (part !== null) {
        touched?.add(partKey(group, part))
        let parts = this.#parts.get(group)
        if (!parts) {
          parts = new Map()
          this.#parts.set(group, parts)
        }
        sums.push(sumsIn(parts, part))
      }
      for (const [key, pence] of figures) for (const sum of sums) sum.add(key, pence, count)
    }
  }
}

function sumsIn(groups: Map<GroupKey, Sums>, key: GroupKey): Sums {
  let sums = groups.get(key)
  if (!sums) {
    sums = new Sums()
    groups.set(key, sums)
  }
  return sums
}

/** Does a priority come, go or move under another one? */
function movesPriority(row: RowChange): boolean {
  return row.table === 'priority' && row.before?.parentId !== row.after?.parentId
}
