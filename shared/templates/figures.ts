/**
 * The amounts of a budget line, and of several, by the names that a template uses. Example: the figure `change` of 2020/21
 * of a line with 1,386,885 and 1,379,712 is 7,173 pounds; that of a priority is the sum over its lines.
 */
import { Funding, fundingOf, netOf } from '../funding.ts'
import type { Line, Measure } from '../model.ts'
import type { Pence } from '../money.ts'
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
  /** The same as lines of a table. */
  whole: readonly Item[]
  funding: Funding
  /** Every figure that was asked for, so that each is worked out once for each line. */
  figures: Map<string, Figure>
  asked: WeakMap<Ask, Figure>
  /** By what lines are grouped by: the groups in the order of the paper, once asked for. */
  places: Map<string, Places>
}

/** The named groups, and for each line's id which of them it is in, from 1. */
export interface Places {
  names: string[]
  of: Map<string, number>
}

/** @param given what the export asks for; the plan says the rest */
export function envOf(plan: Plan, given: Manner & { today: string; planYear: FinancialYear | null }): Env {
  const planYear = given.planYear ?? detailsOf(plan).planYear ?? yearsOf(plan).at(-1) ?? null
  const lines = linesInOrder(plan)
  const whole = lines.map((line) => ({ line, place: null }))
  let funding: Funding | null = null
  return {
    ...given,
    plan,
    planYear,
    lines,
    whole,
    // Worked out when it is first asked for, since few templates do.
    get funding() {
      funding ??= new Funding(plan)
      return funding
    },
    figures: new Map(),
    asked: new WeakMap(),
    places: new Map(),
  }
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
  partners: ['budget'],
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
  /** What it is of the lines it was worked out for. */
  held: Map<Item, Pence | null>
  /** Over the whole plan; undefined until it is worked out. */
  whole: Pence | null | undefined
}

/**
 * A figure of a line in pence. change: less the budget of the year before, a blank counting as nothing where the other is
 * known; variance: forecast outturn less budget, above 0 is overspent; underspend: the same the other way, never below 0;
 * net: without what partners pay; partners: what they pay; from: what one source pays; unfunded: what nobody pays.
 * @returns null when it is blank
 */
export function figureOf(env: Env, item: Item, figure: Figure): Pence | null {
  let pence = figure.held.get(item)
  if (pence === undefined) {
    pence = workedOut(env, item, figure)
    figure.held.set(item, pence)
  }
  return pence
}

function workedOut({ plan }: Env, { line, place }: Item, { name, year, source }: Figure): Pence | null {
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
    case 'partners': {
      const budget = amount('budget')
      if (place !== null) return plan.source.get(place)?.kind === 'partner' ? budget : null
      const net = netOf(plan, line.id, year)
      return budget === null || net === null ? null : ((budget - net) as Pence)
    }
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
export function sumOf(env: Env, items: readonly Item[], figure: Figure): Pence | null {
  if (items === env.whole && figure.whole !== undefined) return figure.whole
  let sum: number | null = null
  for (const item of items) {
    const pence = figureOf(env, item, figure)
    if (pence !== null) sum = (sum ?? 0) + pence
  }
  if (items === env.whole) figure.whole = sum as Pence | null
  return sum as Pence | null
}

/** Texts that differ only in capitals and spaces are the same. */
export const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()

/** The source that a template names. */
export function sourceNamed(plan: Plan, name: string | null): string | null {
  for (const source of plan.source.values()) if (plain(source.name) === plain(name ?? '')) return source.id
  return null
}

/** The figure of that name, the same one each time. */
export function figureNamed(env: Env, name: FigureName, year: FinancialYear, source: string | null = null): Figure {
  const key = `${name} ${year} ${source}`
  const held = env.figures.get(key)
  if (held) return held
  const figure: Figure = { name, year, source, held: new Map(), whole: undefined }
  env.figures.set(key, figure)
  return figure
}

/** The figure that is asked for. */
export function figureAsked(env: Env, ask: Ask): Figure {
  const held = env.asked.get(ask)
  if (held) return held
  const source = ask.field === 'from' ? sourceNamed(env.plan, ask.argument) : null
  const figure = figureNamed(env, ask.field as FigureName, yearAsked(env, ask), source)
  env.asked.set(ask, figure)
  return figure
}
