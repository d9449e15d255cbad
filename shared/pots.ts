/**
 * Pots: budget lines that are drawn down during the year, such as a contingency. Example (Leicestershire): £307,463 for
 * emergent issues less the seven drawdowns of £114,843.25 under EXE0003/20 leaves £192,619.75.
 */
import type { Line, Tables } from './model.ts'
import type { Pence } from './money.ts'
import { amountOf, linesInOrder, type Plan } from './plan.ts'
import type { FinancialYear } from './years.ts'

export type Drawdown = Tables['drawdown']

/** Is the line a pot? Its route says so, or it has been drawn on. */
export function isPot(plan: Plan, line: Line): boolean {
  return line.route?.trim().toLowerCase() === 'pot' || plan.drawdown.count('lineId', line.id) > 0
}

/** The pots in the order of the paper. */
export function potsOf(plan: Plan): Line[] {
  return linesInOrder(plan).filter((line) => isPot(plan, line))
}

/** A pot in one year, in pence. */
export interface Pot {
  /** Null when it is blank. */
  budget: Pence | null
  drawn: Pence
  /** Budget less drawn; below 0 it is overspent. Null when the budget is blank. */
  left: Pence | null
}

/** What a pot has, what is drawn from it and what is left of it in a year. */
export function potOf(plan: Plan, line: Line, year: FinancialYear): Pot {
  const budget = amountOf(plan, line.id, year, 'budget')
  let drawn = 0
  for (const drawdown of plan.drawdown.by('lineId', line.id)) if (drawdown.year === year) drawn += drawdown.pence
  return { budget, drawn: drawn as Pence, left: budget === null ? null : ((budget - drawn) as Pence) }
}

/** A pot's drawdowns of a year, by date, those without one last, each date's in the order they were entered. */
export function drawdownsOf(plan: Plan, lineId: string, year: FinancialYear): Drawdown[] {
  return [...plan.drawdown.by('lineId', lineId)]
    .filter((drawdown) => drawdown.year === year)
    .sort((a, b) => (a.date ?? '9').localeCompare(b.date ?? '9') || a.position - b.position)
}

/** The years in which a pot has a budget or a drawdown, in order. */
export function potYears(plan: Plan, line: Line): FinancialYear[] {
  const years = new Set<FinancialYear>()
  for (const { year, measure } of plan.amount.by('lineId', line.id)) if (measure === 'budget') years.add(year)
  for (const { year } of plan.drawdown.by('lineId', line.id)) years.add(year)
  return [...years].sort()
}
