/**
 * From one year's budget to the next: what of it is the base, what was added and taken off, and what nobody has explained,
 * so that it adds up always. Example: £500,000, less £20,000 one-off, with an uplift of 2% (£9,600) and growth of £30,000,
 * is £519,600; had £520,000 been typed, £400 would be other changes.
 */
import { fundingOf } from './funding.ts'
import type { Line, Tables } from './model.ts'
import type { Pence } from './money.ts'
import { amountOf, detailsOf, linesInOrder, type Plan, prioritiesInOrder } from './plan.ts'
import { type FinancialYear, shiftYear } from './years.ts'

export type Adjustment = Tables['adjustment']
export type AdjustmentKind = Adjustment['kind']

/** What may lie between two years' budgets, in the order of the bridge. */
export const steps = [
  'one-off removed',
  'full-year effect',
  'uplift',
  'growth',
  'savings',
  'one-off',
  'new lines',
  'ended lines',
  'other changes',
] as const
export type BridgeStep = (typeof steps)[number]

/** Two years' budgets and the signed steps between them: start + every step = end, exactly. In pence. */
export interface Bridge {
  /** Null when blank, which counts as nothing. */
  start: Pence | null
  end: Pence | null
  steps: Record<BridgeStep, Pence>
}

/** How an adjustment changes the budget: savings lower it. In pence. */
export function effectOf({ kind, pence }: Pick<Adjustment, 'kind' | 'pence'>): Pence {
  return (kind === 'savings' ? 0 - pence : pence) as Pence
}

const lineAndYear = ({ lineId, year }: Pick<Adjustment, 'lineId' | 'year'>) => `${lineId} ${year}`

/** A line's adjustments of a year, in the officer's order. */
export function adjustmentsOf(plan: Plan, lineId: string, year: FinancialYear): readonly Adjustment[] {
  const found = [...plan.adjustment.by(lineAndYear, `${lineId} ${year}`)]
  return found.length < 2 ? found : found.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** What of a line's budget is not in the next year's base: all of it when the line is one-off, else its one-off adjustments. */
export function oneOffOf(plan: Plan, line: Line, year: FinancialYear): Pence {
  if (line.basis === 'one-off') return amountOf(plan, line.id, year, 'budget') ?? (0 as Pence)
  let sum = 0
  for (const adjustment of adjustmentsOf(plan, line.id, year))
    if (adjustment.kind === 'one-off') sum += adjustment.pence
  return sum as Pence
}

/**
 * The base budget: B(Y) = P(Y-1) − one-off(Y-1) + full-year effect.
 * @returns pence; null when the year before is blank and nothing has its full-year effect
 */
export function baseOf(plan: Plan, line: Line, year: FinancialYear): Pence | null {
  const before = shiftYear(year, -1)
  const budget = amountOf(plan, line.id, before, 'budget')
  let effect: number | null = null
  for (const adjustment of adjustmentsOf(plan, line.id, year))
    if (adjustment.kind === 'full-year effect') effect = (effect ?? 0) + adjustment.pence
  if (budget === null) return effect as Pence | null
  return (budget - oneOffOf(plan, line, before) + (effect ?? 0)) as Pence
}

const NO_STEPS = Object.freeze(Object.fromEntries(steps.map((step) => [step, 0]))) as Record<BridgeStep, Pence>
const noSteps = (): Record<BridgeStep, Pence> => ({ ...NO_STEPS })

/**
 * The bridge of one line. What its adjustments do not explain is a new line where the year before is blank, an ended one
 * where this year is, one-off where the line is, and otherwise other changes.
 */
export function lineBridge(plan: Plan, line: Line, year: FinancialYear): Bridge {
  const before = shiftYear(year, -1)
  const start = amountOf(plan, line.id, before, 'budget')
  const end = amountOf(plan, line.id, year, 'budget')
  const found = noSteps()
  const add = (step: BridgeStep, pence: number) => {
    found[step] = (found[step] + pence) as Pence
  }
  if (start === null && end === null) return { start, end, steps: found }
  if (start !== null) add('one-off removed', 0 - oneOffOf(plan, line, before))
  for (const adjustment of adjustmentsOf(plan, line.id, year)) add(adjustment.kind, effectOf(adjustment))
  const explained = steps.reduce((sum, step) => sum + found[step], start ?? 0)
  const rest =
    line.basis === 'one-off' && end !== null
      ? 'one-off'
      : start === null
        ? 'new lines'
        : end === null
          ? 'ended lines'
          : 'other changes'
  add(rest, (end ?? 0) - explained)
  return { start, end, steps: found }
}

function addBridge(sum: Bridge, one: Bridge): void {
  if (one.start !== null) sum.start = ((sum.start ?? 0) + one.start) as Pence
  if (one.end !== null) sum.end = ((sum.end ?? 0) + one.end) as Pence
  for (const step of steps) sum.steps[step] = (sum.steps[step] + one.steps[step]) as Pence
}

/** The bridge of a priority, with those of its lines. */
export interface PriorityBridge extends Bridge {
  /** The priority's id; '' for lines that have none. */
  id: string
  /** Null for lines that have no priority. */
  name: string | null
  lines: { line: Line; bridge: Bridge }[]
}

/** The bridge of a whole plan from the year before to this one, by priority and line. */
export interface PlanBridge {
  from: FinancialYear
  year: FinancialYear
  /** Those with lines that have a budget in either year, in the order of the paper. */
  priorities: PriorityBridge[]
  total: Bridge
}

/** The bridge to a year from the one before it: of each line, of each priority, and in total. */
export function bridgeOf(plan: Plan, year: FinancialYear): PlanBridge {
  const groups = new Map<string, PriorityBridge>()
  const group = (id: string, name: string | null): PriorityBridge => {
    const made = { id, name, lines: [], start: null, end: null, steps: noSteps() }
    groups.set(id, made)
    return made
  }
  for (const { id, name } of prioritiesInOrder(plan)) group(id, name)
  const total: Bridge = { start: null, end: null, steps: noSteps() }
  for (const line of linesInOrder(plan)) {
    const bridge = lineBridge(plan, line, year)
    if (bridge.start === null && bridge.end === null) continue
    const of = groups.get(line.priorityId ?? '') ?? group('', null)
    of.lines.push({ line, bridge })
    addBridge(of, bridge)
    addBridge(total, bridge)
  }
  const priorities = [...groups.values()].filter(({ lines }) => lines.length > 0)
  return { from: shiftYear(year, -1), year, priorities, total }
}

/** Is the budget simply held: the same as the year before, with nothing taken off or added? */
export function isHeld({ start, end, steps: found }: Bridge): boolean {
  return start !== null && start === end && steps.every((step) => found[step] === 0)
}

/** The years that a bridge leads to: those with a budget whose year before has one too, in order. */
export function bridgeYears(plan: Plan): FinancialYear[] {
  const years = new Set<FinancialYear>()
  for (const { year, measure } of plan.amount.values()) if (measure === 'budget') years.add(year)
  return [...years].filter((year) => years.has(shiftYear(year, -1))).sort()
}

/** A line that a reserve pays for in the year before `year`, and nothing does in `year`. */
export interface Cliff {
  lineId: string
  year: FinancialYear
  /** What the reserve paid that nothing pays now, in pence. */
  pence: Pence
  /** Its budget in `year`; null when that year is not planned yet. */
  budget: Pence | null
}

/** Where one line falls off: a reserve pays for it in the year before. @param planned has any line a budget the year after? */
export function cliffOf(plan: Plan, line: Line, before: FinancialYear, planned: boolean): Cliff | null {
  let drawn = 0
  for (const [sourceId, pence] of fundingOf(plan, line.id, before).shares)
    if (plan.source.get(sourceId)?.kind === 'reserve') drawn += pence
  if (drawn <= 0) return null
  const year = shiftYear(before, 1)
  const { budget, unfunded } = fundingOf(plan, line.id, year)
  const ends = budget === null && (planned || line.basis === 'one-off')
  const pence = Math.min(drawn, budget === null ? drawn : unfunded)
  return ends || pence <= 0 ? null : { lineId: line.id, year, pence: pence as Pence, budget }
}

/**
 * Where funding from reserves ends and the service does not. A budget that goes on counts as far as nothing pays for it; a
 * recurring line of the last year planned counts too, since nothing is known to pay for it afterwards. Only years from the
 * plan year on are looked at; a line without a budget in a year that is planned has ended, and counts in none.
 */
export function cliffsOf(plan: Plan): Cliff[] {
  const { planYear } = detailsOf(plan)
  const planned = new Set<FinancialYear>()
  for (const { year, measure } of plan.amount.values()) if (measure === 'budget') planned.add(year)
  const drawing = new Map<string, { line: Line; before: FinancialYear }>()
  for (const source of plan.source.values()) {
    if (source.kind !== 'reserve') continue
    for (const { lineId, year } of plan.split.by('sourceId', source.id)) {
      const line = plan.line.get(lineId)
      if (line && (planYear === null || shiftYear(year, 1) >= planYear))
        drawing.set(`${lineId} ${year}`, { line, before: year })
    }
  }
  const cliffs: Cliff[] = []
  for (const { line, before } of drawing.values()) {
    const cliff = cliffOf(plan, line, before, planned.has(shiftYear(before, 1)))
    if (cliff) cliffs.push(cliff)
  }
  const place = new Map(linesInOrder(plan).map(({ id }, index) => [id, index]))
  return cliffs.sort((a, b) =>
    a.year === b.year ? place.get(a.lineId)! - place.get(b.lineId)! : a.year < b.year ? -1 : 1,
  )
}
