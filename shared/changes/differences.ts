/**
 * What changed from one plan to another, such as from Draft 2 to the plan as it is now: by priority and by line for one year,
 * and of everything else what an officer would report: other years, funding, reserves, decisions, names and notes.
 * Example: `planDifferences(draft, plan, '2021/22').total.difference` is what the budget of 2021/22 has risen by, in pence.
 */
import { type Compared, type ComparedLine, type ComparedPriority, compared, comparePlans } from '../comparison.ts'
import { type Decision, decisionsInOrder } from '../decisions.ts'
import { type TextField, textFields } from '../edits.ts'
import { availabilityOf, Funding, isFunded, sourcesInOrder } from '../funding.ts'
import { type Line, type Measure, measures, type Tables } from '../model.ts'
import { addUp, type Pence } from '../money.ts'
import { amountOf, detailsOf, type Plan, yearsOf } from '../plan.ts'
import { lineLabel, reservesInOrder, reserveYears } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'

/** Is something in both plans, or in one only? */
export type Presence = 'added' | 'removed' | 'kept'

/** Another figure of a line that differs: another year's, a forecast outturn or an actual. */
export interface FigureChange extends Compared {
  year: FinancialYear
  measure: Measure
}

/** One detail of a line, other than its name and its priority. */
export interface DetailChange {
  name: string
  before: string | null
  after: string | null
}

export interface LineChange extends Omit<ComparedLine, 'notes'> {
  presence: Presence
  /** As it is told from other lines of the same service. */
  label: string
  /** The priorities' ids; null for none, or where the line is not there. */
  inA: string | null
  inB: string | null
  moved: boolean
  renamedFrom: string | null
  details: DetailChange[]
  /** Notes and conditions that were added, and those taken away, by their text. */
  notesAdded: string[]
  notesRemoved: string[]
  fundingDiffers: boolean
  /** What differs in other figures than the year's budget. */
  figures: FigureChange[]
}

export interface PriorityChange extends ComparedPriority {
  presence: Presence
  renamedFrom: string | null
}

/** A year and measure as a whole, other than the year's budget. */
export interface YearChange extends FigureChange {
  /** How many lines differ in it. */
  lines: number
}

export interface SourceChange extends Compared {
  name: string
  presence: Presence
}

export interface FundingChange {
  available: Compared
  gap: Compared
  /** Those whose money in the year differs. */
  sources: SourceChange[]
  /** Carried forward to lines, which is part of what is available. */
  carried: Compared
}

export interface ReserveChange extends Compared {
  name: string
  presence: Presence
  /** `a` and `b` are its closing balances at the end of this year; null where not known. */
  year: FinancialYear
  /** In less out since an opening that is not known, where neither balance is known. */
  since: Compared | null
}

export interface DecisionChange {
  reference: string
  title: string
  presence: Presence
  before: Decision['status'] | null
  after: Decision['status'] | null
}

export interface Differences {
  year: FinancialYear | null
  total: Compared
  /** Those with a budget on either side, in the order of the paper, whether they differ or not. */
  priorities: PriorityChange[]
  /** Those that differ in anything, in the order of the paper. */
  lines: LineChange[]
  years: YearChange[]
  /** Null where neither plan says who pays. */
  funding: FundingChange | null
  reserves: ReserveChange[]
  decisions: DecisionChange[]
}

const DETAILS: Record<Exclude<TextField, 'service'>, string> = {
  provider: 'provider',
  description: 'description',
  route: 'route',
  geography: 'geography',
  code: 'code',
  owner: 'owner',
  status: 'status',
}

function detailsBetween(before: Line, after: Line): DetailChange[] {
  const pairs: [string, string | null, string | null][] = textFields
    .filter((field) => field !== 'service')
    .map((field) => [DETAILS[field], before[field], after[field]])
  pairs.push(
    ['basis', before.basis, after.basis],
    ['contract start', before.contractStart, after.contractStart],
    ['contract end', before.contractEnd, after.contractEnd],
  )
  return pairs.filter(([, was, is]) => was !== is).map(([name, was, is]) => ({ name, before: was, after: is }))
}

/** The texts of some notes that others have not, each as often as it is more. */
function moreNotes(notes: Iterable<Tables['note']>, others: Iterable<Tables['note']>): string[] {
  const left = new Map<string, number>()
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1)
  return [...notes]
    .filter(({ text }) => {
      const count = left.get(text) ?? 0
      left.set(text, count - 1)
      return count <= 0
    })
    .map(({ text }) => text)
}

/** A line's figures that differ, apart from the budget of the year. */
function figuresBetween(a: Plan, b: Plan, lineId: string, year: FinancialYear | null): FigureChange[] {
  const keys = new Map<string, [FinancialYear, Measure]>()
  for (const plan of [a, b])
    for (const amount of plan.amount.by('lineId', lineId)) keys.set(amount.id, [amount.year, amount.measure])
  return [...keys.values()]
    .filter(([of, measure]) => of !== year || measure !== 'budget')
    .map(([of, measure]) => ({
      year: of,
      measure,
      ...compared(amountOf(a, lineId, of, measure), amountOf(b, lineId, of, measure)),
    }))
    .filter(differsInPence)
    .sort((left, right) => (left.year + left.measure < right.year + right.measure ? -1 : 1))
}

/** Is there a difference, be it only between blank and nil? */
function differsInPence({ a, b }: Pick<Compared, 'a' | 'b'>): boolean {
  return a !== b
}

const presenceOf = (inA: unknown, inB: unknown): Presence => (!inA ? 'added' : !inB ? 'removed' : 'kept')

function lineChange(a: Plan, b: Plan, line: ComparedLine, year: FinancialYear | null): LineChange {
  const { notes, ...of } = line
  const [before, after] = [a.line.get(line.id), b.line.get(line.id)]
  const kept = before && after
  return {
    ...of,
    presence: presenceOf(before, after),
    label: after ? lineLabel(b, after) : lineLabel(a, before!),
    inA: before?.priorityId ?? null,
    inB: after?.priorityId ?? null,
    moved: notes.includes('moved'),
    renamedFrom: kept && before.service !== after.service ? before.service : null,
    details: kept ? detailsBetween(before, after) : [],
    notesAdded: kept ? moreNotes(b.note.by('lineId', line.id), a.note.by('lineId', line.id)) : [],
    notesRemoved: kept ? moreNotes(a.note.by('lineId', line.id), b.note.by('lineId', line.id)) : [],
    fundingDiffers: notes.includes('funding differs'),
    figures: figuresBetween(a, b, line.id, year),
  }
}

/** Does a line differ in anything that is told? */
function differs(line: LineChange): boolean {
  return (
    line.presence !== 'kept' ||
    line.moved ||
    line.renamedFrom !== null ||
    line.fundingDiffers ||
    differsInPence(line) ||
    line.figures.length + line.details.length + line.notesAdded.length + line.notesRemoved.length > 0
  )
}

/** The years and measures that differ, as a whole. */
function yearsBetween(a: Plan, b: Plan, lines: readonly LineChange[]): YearChange[] {
  const counts = new Map<string, number>()
  for (const { figures } of lines)
    for (const { year, measure } of figures)
      counts.set(`${year} ${measure}`, (counts.get(`${year} ${measure}`) ?? 0) + 1)
  const total = (plan: Plan, year: FinancialYear, measure: Measure) =>
    addUp([...plan.line.keys()].map((id) => amountOf(plan, id, year, measure)))
  return [...new Set([...yearsOf(a), ...yearsOf(b)])]
    .sort()
    .flatMap((year) => measures.map((measure) => [year, measure] as const))
    .flatMap(([year, measure]) => {
      const count = counts.get(`${year} ${measure}`)
      if (count === undefined) return []
      return [{ year, measure, lines: count, ...compared(total(a, year, measure), total(b, year, measure)) }]
    })
}

function fundingBetween(a: Plan, b: Plan, year: FinancialYear): FundingChange | null {
  if (!isFunded(a) && !isFunded(b)) return null
  const [before, after] = [new Funding(a), new Funding(b)]
  const [from, to] = [before.year(year), after.year(year)]
  const sources = sourcesInOrder(b)
  for (const source of sourcesInOrder(a)) if (!b.source.has(source.id)) sources.push(source)
  const has = (plan: Plan, funding: Funding, id: string): Pence | null => {
    const source = plan.source.get(id)
    if (!source) return null
    const { available } = funding.source(source, year)
    return available ?? availabilityOf(plan, id, year)?.pence ?? null
  }
  return {
    available: compared(from.available, to.available),
    gap: compared(from.gap, to.gap),
    carried: compared(from.carried, to.carried),
    sources: sources
      .map(({ id, name }) => ({
        name,
        presence: presenceOf(a.source.has(id), b.source.has(id)),
        ...compared(has(a, before, id), has(b, after, id)),
      }))
      .filter((source) => differsInPence(source)),
  }
}

function reservesBetween(a: Plan, b: Plan, year: FinancialYear): ReserveChange[] {
  const reserves = reservesInOrder(b)
  for (const reserve of reservesInOrder(a)) if (!b.reserve.has(reserve.id)) reserves.push(reserve)
  const [before, after] = [new Funding(a), new Funding(b)]
  const at = (plan: Plan, funding: Funding, id: string) => {
    const reserve = plan.reserve.get(id)
    if (!reserve) return null
    const years = reserveYears(plan, reserve, funding)
    return years.findLast((one) => one.year <= year) ?? null
  }
  return reserves
    .map(({ id, name }) => {
      const [from, to] = [at(a, before, id), at(b, after, id)]
      const known = (from?.closing ?? null) !== null || (to?.closing ?? null) !== null
      return {
        name,
        year,
        presence: presenceOf(a.reserve.has(id), b.reserve.has(id)),
        since: known ? null : compared(from?.since ?? (0 as Pence), to?.since ?? (0 as Pence)),
        ...compared(from?.closing ?? null, to?.closing ?? null),
      }
    })
    .filter((one) => one.presence !== 'kept' || differsInPence(one) || (one.since?.difference ?? 0) !== 0)
}

function decisionsBetween(a: Plan, b: Plan): DecisionChange[] {
  const decisions = decisionsInOrder(b)
  for (const decision of decisionsInOrder(a)) if (!b.decision.has(decision.id)) decisions.push(decision)
  return decisions
    .map(({ id, reference, title }) => {
      const [before, after] = [a.decision.get(id), b.decision.get(id)]
      return {
        reference,
        title,
        presence: presenceOf(before, after),
        before: before?.status ?? null,
        after: after?.status ?? null,
      }
    })
    .filter(({ before, after }) => before !== after)
}

/**
 * Compares two plans.
 * @param asked the year that is told by priority and by line; the plan year of the second where it is not given
 */
export function planDifferences(a: Plan, b: Plan, asked: FinancialYear | null = null): Differences {
  const year = asked ?? detailsOf(b).planYear ?? detailsOf(a).planYear
  // Without a year there are no amounts to compare: then every budget is blank.
  const { total, priorities, lines } = comparePlans(a, b, year ?? ('' as FinancialYear))
  const changed = lines.map((line) => lineChange(a, b, line, year)).filter(differs)
  return {
    year,
    total,
    priorities: priorities.map((priority) => {
      const [before, after] = [a.priority.get(priority.id ?? ''), b.priority.get(priority.id ?? '')]
      const renamed = before && after && before.name !== after.name
      return {
        ...priority,
        presence: priority.id === null ? 'kept' : presenceOf(before, after),
        renamedFrom: renamed ? before.name : null,
      }
    }),
    lines: changed,
    years: yearsBetween(a, b, changed),
    funding: year === null ? null : fundingBetween(a, b, year),
    reserves: year === null ? [] : reservesBetween(a, b, year),
    decisions: decisionsBetween(a, b),
  }
}
