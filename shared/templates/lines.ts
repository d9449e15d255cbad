/**
 * What a template can say of a budget line, of a group of lines and of several together. Example: `{{line.contract end}}` is
 * "31 March 2024"; `{{priority.path}}` is "Victims – Young victims"; `{{total.gap Y}}` is what is not funded.
 */
import { contractEnds } from '../contracts.ts'
import { errorAt, NOT_KNOWN } from '../expressions.ts'
import { fundingOf, sourcesInOrder } from '../funding.ts'
import { isMeasure, type Line } from '../model.ts'
import { conditionsOf, kindOf } from '../publication.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import { type Env, figureAsked, figureNamed, type Item, isFigure, plain, sumOf, yearAsked } from './figures.ts'
import { type Head, pathOf } from './groups.ts'
import type { Ask } from './parse.ts'
import { dayValue, moneyValue, numberValue, percentValue, textValue, type Value } from './values.ts'

/** What must stand after a field's name. */
export interface Needs {
  year?: boolean
  argument?: 'source' | 'extra' | 'sample'
}

interface Field<Subject> extends Needs {
  of: (env: Env, subject: Subject, ask: Ask) => Value
}

const words = (of: (line: Line, env: Env) => string | null | undefined): Field<Item> => ({
  of: (env, { line }) => textValue(of(line, env)),
})
const day = (of: (line: Line, env: Env) => string | null): Field<Item> => ({
  of: (env, { line }) => dayValue(of(line, env)),
})

/** Fields of a line beside its figures, its marks and its notes. */
const lineFields: Record<string, Field<Item>> = {
  service: words((line) => line.service),
  provider: words((line) => line.provider),
  description: words((line) => line.description),
  route: words((line) => line.route),
  geography: words((line) => line.geography),
  code: words((line) => line.code),
  owner: words((line) => line.owner),
  status: words((line) => line.status),
  basis: words((line) => line.basis),
  sheet: words((line) => line.origin?.sheet),
  priority: words((line, { plan }) => plan.priority.get(line.priorityId ?? '')?.name),
  'priority path': words((line, { plan }) => (line.priorityId === null ? null : pathOf(plan, line.priorityId))),
  source: { year: true, of: sourcesOf },
  'contract start': day((line) => line.contractStart),
  'contract end': day((line, { plan }) => contractEnds(plan, line).present),
  'contract last': day((line, { plan }) => contractEnds(plan, line).last),
  'contract term': words((line, { plan }) => plan.contract.get(line.id)?.term),
  'contract reference': words((line, { plan }) => plan.contract.get(line.id)?.reference),
  'contract notice': day((line, { plan }) => plan.contract.get(line.id)?.noticeDate ?? null),
  award: words((line, { plan }) => kindOf(plan, line)),
  conditions: words((line, { plan }) => conditionsOf(plan, line)),
  extra: { argument: 'extra', of: (_, { line }, { argument }) => textValue(extraOf(line, argument ?? '')) },
}

/** What a line says; its figures too. */
export function lineValue(env: Env, item: Item, ask: Ask): Value {
  const field = Object.hasOwn(lineFields, ask.field) ? lineFields[ask.field] : undefined
  return field ? field.of(env, item, ask) : (missingFigure(env, item, ask) ?? itemsValue(env, [item], ask))
}

/** What is said in place of a line's figure whose arithmetic gives no amount; null where there is nothing the matter. */
function missingFigure(env: Env, { line, place }: Item, ask: Ask): Value {
  if (place !== null || ask.percent || !isMeasure(ask.field) || env.plan.formulaError.size === 0) return null
  const error = errorAt(env.plan, { lineId: line.id, year: yearAsked(env, ask), measure: ask.field })
  return error ? textValue(NOT_KNOWN) : null
}

export const lineNames: Record<string, Needs> = {
  ...lineFields,
  notes: {},
  marks: { argument: 'sample' },
}

/** What a group of lines with the same service says beside its name: a field of all of them, each text once. */
export const serviceNames: Record<string, Needs> = Object.fromEntries(
  [
    ...['provider', 'description', 'route', 'geography', 'code', 'owner', 'status', 'priority', 'priority path'],
    ...['notes', 'marks'],
  ].map((name) => [name, lineNames[name]!]),
)

/** What several lines together say: their figures, changes in per cent, how many they are. */
export function itemsValue(env: Env, items: readonly Item[], ask: Ask): Value {
  const { field } = ask
  if (field === 'lines') return numberValue(new Set(items.map(({ line }) => line.id)).size)
  if (field === 'share') {
    const figure = figureNamed(env, 'budget', yearAsked(env, ask))
    return percentValue(sumOf(env, items, figure), sumOf(env, env.whole, figure))
  }
  if (field === 'partner names') return partnersOf(env, items, ask)
  if (!isFigure(field)) return null
  const figure = figureAsked(env, ask)
  if (!ask.percent) return moneyValue(sumOf(env, items, figure))
  const year = field === 'change' ? shiftYear(figure.year, -1) : figure.year
  const base = sumOf(env, items, figureNamed(env, 'budget', year))
  if (field === 'change' && sumOf(env, items, figureNamed(env, 'budget', figure.year)) === null) return null
  return percentValue(sumOf(env, items, figure), base)
}

const figureFields: Record<string, Needs> = {
  budget: { year: true },
  forecast: { year: true },
  actual: { year: true },
  change: { year: true },
  net: { year: true },
  partners: { year: true },
  'partner names': { year: true },
  variance: { year: true },
  underspend: { year: true },
  unfunded: { year: true },
  from: { year: true, argument: 'source' },
  share: { year: true },
}
Object.assign(lineNames, figureFields)
export const sumNames: Record<string, Needs> = {
  ...figureFields,
  lines: {},
  available: { year: true },
  gap: { year: true },
}

/** The whole plan's funding, which stands in no line. Of a year without budgets nobody knows the gap. */
export function yearValue(env: Env, ask: Ask): Value {
  const { budget, available, gap } = env.funding.year(yearAsked(env, ask))
  if (ask.field !== 'gap') return moneyValue(available)
  return moneyValue(budget === null ? null : gap)
}

/** Who pays for a line, in the order of the sources. */
function sourcesOf({ plan, ...env }: Env, { line }: Item, ask: Ask): Value {
  const { shares } = fundingOf(plan, line.id, yearAsked({ plan, ...env }, ask))
  const each = sourcesInOrder(plan)
    .filter(({ id }) => (shares.get(id) ?? 0) !== 0)
    .map(({ name }) => name)
  return each.length === 0 ? null : { kind: 'text', text: each.join(', '), each }
}

/** Which partners pay for some of the lines, in the order of the sources. */
function partnersOf(env: Env, items: readonly Item[], ask: Ask): Value {
  const year = yearAsked(env, ask)
  const paying = new Set<string>()
  for (const { line } of items)
    for (const [id, pence] of fundingOf(env.plan, line.id, year).shares) if (pence !== 0) paying.add(id)
  const each = sourcesInOrder(env.plan)
    .filter(({ id, kind }) => kind === 'partner' && paying.has(id))
    .map(({ name }) => name)
  return each.length === 0 ? null : { kind: 'text', text: each.join(', '), each }
}

function extraOf(line: Line, heading: string): string | null {
  for (const [name, text] of Object.entries(line.extra)) if (plain(name) === plain(heading)) return text
  return null
}

/** A line's own group of a grouping, for a row that is the line's. */
export function ownGroup(env: Env, item: Item, by: Head, field: string, year: FinancialYear | null): Value {
  const ask: Ask = { band: 'line', field: by, argument: null, year: year && { year }, percent: false }
  if (by === 'priority' && field === 'path') return lineValue(env, item, { ...ask, field: 'priority path' })
  return lineValue(env, item, ask)
}
