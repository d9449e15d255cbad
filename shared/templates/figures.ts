/**
 * The amounts of a budget line, and of several, by the names that a template uses. Example: the figure `change` of 2020/21
 * of a line with 1,386,885 and 1,379,712 is 7,173 pounds; that of a priority is the sum over its lines.
 */
import { Funding, fundingOf, netOf } from '../funding.ts'
import type { Line, Measure } from '../model.ts'
import { addUp, type Pence } from '../money.ts'
import { amountOf, detailsOf, linesInOrder, type Plan, yearsOf } from '../plan.ts'
import { figureIn, type GroupKey, NOT_FUNDED } from '../totals.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import type { Ask } from './parse.ts'
import type { Manner } from './values.ts'

/** What a template is filled from. */
export interface Env extends Manner {
  plan: Plan
  /** Null where nothing says which year is planned. */
  planYear: FinancialYear | null
  /** ISO date. */
  today: string
  /** In the order of the paper. */
  lines: readonly Line[]
  funding: Funding
}

/** @param given what the export asks for; the plan says the rest */
export function envOf(plan: Plan, given: Manner & { today: string; planYear: FinancialYear | null }): Env {
  const planYear = given.planYear ?? detailsOf(plan).planYear ?? yearsOf(plan).at(-1) ?? null
  return { ...given, plan, planYear, lines: linesInOrder(plan), funding: new Funding(plan) }
}

/** The year that is asked for; the plan year where none is named. */
export function yearAsked({ planYear }: Env, { year }: Pick<Ask, 'year'>): FinancialYear {
  if (year && 'year' in year) return year.year
  if (planYear === null) throw new Error('a template that names years is filled without a plan year')
  return shiftYear(planYear, year?.by ?? 0)
}

/** A line as it stands in a table: the whole of it, or in a table by source, what that source pays. */
export interface Item {
  line: Line
  /** The source's group; null for the whole line. */
  place: GroupKey | null
}

/** Amounts of a line that may be added up. Each names the figures of the plan that it shows. */
export const figureNames = {
  budget: ['budget'],
  forecast: ['forecast'],
  actual: ['actual'],
  change: ['budget'],
  net: ['budget'],
  variance: ['budget', 'forecast'],
  underspend: ['budget', 'forecast'],
  from: ['budget'],
  unfunded: ['budget'],
} as const satisfies Record<string, readonly Measure[]>
export type FigureName = keyof typeof figureNames

export const isFigure = (name: string): name is FigureName => Object.hasOwn(figureNames, name)

export interface Figure {
  name: FigureName
  year: FinancialYear
  /** Of `from`: the source's id. */
  source: string | null
}

/**
 * A figure of a line in pence. change: less the budget of the year before, a blank counting as nothing where the other is
 * known; variance: forecast outturn less budget, above 0 is overspent; underspend: the same the other way, never below 0;
 * net: without what partners pay; from: what one source pays; unfunded: what nobody pays.
 * @returns null when it is blank
 */
export function figureOf({ plan }: Env, { line, place }: Item, { name, year, source }: Figure): Pence | null {
  const amount = (measure: Measure, of = year) =>
    place === null
      ? amountOf(plan, line.id, of, measure)
      : figureIn(plan, line, { by: 'source', group: place, year: of, measure })
  switch (name) {
    case 'budget':
    case 'forecast':
    case 'actual':
      return amount(name)
    case 'change':
      return lessOf(amount('budget'), amount('budget', shiftYear(year, -1)))
    case 'variance':
    case 'underspend': {
      const [budget, forecast] = [amount('budget'), amount('forecast')]
      if (budget === null || forecast === null) return null
      return (name === 'variance' ? forecast - budget : Math.max(0, budget - forecast)) as Pence
    }
    case 'net':
      if (place === null) return netOf(plan, line.id, year)
      return plan.source.get(place)?.kind === 'partner' ? null : amount('budget')
    case 'from':
      if (place !== null) return place === source ? amount('budget') : null
      return fundingOf(plan, line.id, year).shares.get(source!) ?? null
    case 'unfunded': {
      if (place !== null) return place === NOT_FUNDED ? amount('budget') : null
      const { budget, unfunded } = fundingOf(plan, line.id, year)
      return budget === null ? null : unfunded
    }
  }
}

/** The first less the second, a blank counting as nothing where the other is known. */
function lessOf(to: Pence | null, from: Pence | null): Pence | null {
  return to === null && from === null ? null : (((to ?? 0) - (from ?? 0)) as Pence)
}

/** A figure over several lines, in pence; null when all are blank. */
export function sumOf(env: Env, items: Iterable<Item>, figure: Figure): Pence | null {
  const each = function* () {
    for (const item of items) yield figureOf(env, item, figure)
  }
  return addUp(each())
}

/** Texts that differ only in capitals and spaces are the same. */
export const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()

/** The source that a template names. */
export function sourceNamed(plan: Plan, name: string | null): string | null {
  for (const source of plan.source.values()) if (plain(source.name) === plain(name ?? '')) return source.id
  return null
}

/** The figure that is asked for. */
export function figureAsked(env: Env, ask: Ask): Figure {
  const source = ask.field === 'from' ? sourceNamed(env.plan, ask.argument) : null
  return { name: ask.field as FigureName, year: yearAsked(env, ask), source }
}
