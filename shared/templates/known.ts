/**
 * Every name that a template may use, and what is the matter with one that it may not. Example: `{{line.servce}}` "is not
 * known (did you mean {{line.service}}?)".
 */

import { type Env, isFigure, plain, sourceNamed } from './figures.ts'
import { heads, isHead } from './groups.ts'
import { lineNames, type Needs, serviceNames, sumNames } from './lines.ts'
import type { Ask, Query } from './parse.ts'
import { recordBands } from './records.ts'

export const noteNames: Record<string, Needs> = {
  number: {},
  marker: { argument: 'sample' },
  text: {},
  mark: {},
  year: {},
  lines: {},
}

const named: Needs = { year: true }
const allRecordNames = Object.assign({}, ...Object.values(recordBands).map(({ fields }) => fields)) as Record<
  string,
  Needs
>

/** The fields of each band. A band with the field '' may stand alone: it marks its row and prints nothing. */
const bands: Record<string, Record<string, Needs>> = {
  plan: { title: {}, organisation: {}, marking: {}, year: { year: true }, unit: {} },
  today: { '': {} },
  named: {
    budget: named,
    forecast: named,
    actual: named,
    'budget of code': named,
    'forecast of code': named,
    'actual of code': named,
  },
  line: { '': {}, ...lineNames },
  subtotal: { '': {}, ...sumNames },
  total: { '': {}, ...sumNames, rounding: {} },
  note: { '': {}, ...noteNames },
  ...Object.fromEntries(heads.map((by) => [by, { '': {}, name: {} }])),
  priority: { '': {}, name: {}, path: {} },
  service: { '': {}, name: {}, ...serviceNames },
  ...Object.fromEntries(Object.entries(recordBands).map(([name, { fields }]) => [name, { '': {}, ...fields }])),
}

/** Is it a list of the plan's rows, other than lines? `source` heads groups as well. */
export const isRecord = (band: string) => band === 'note' || Object.hasOwn(recordBands, band)

function needsOf(band: string, field: string): Needs | undefined {
  const fields = Object.hasOwn(bands, band) ? bands[band]! : {}
  if (Object.hasOwn(fields, field)) return fields[field]
  // A total below a list adds up that list's own amounts.
  if (band === 'total' && Object.hasOwn(allRecordNames, field)) return allRecordNames[field]
  return undefined
}

/** What is wrong with a placeholder's names, in words that go after it; null when nothing is. */
export function problemOf(env: Env, query: Query): string | null {
  const whole = query.place === undefined || isHead(query.band) ? askProblem(env, query) : sayingNothing(query.place)
  // Sources are a list or head groups of lines; which, is known from the rows around.
  if (whole || query.band === 'source') return whole
  return conditionProblem(env, query, conditionBand(query.band))
}

/**
 * What is wrong with a placeholder's `where` and `sort by`.
 * @param of the band whose fields they compare; null where nothing can be compared
 */
export function conditionProblem(env: Env, { band, where, sort }: Query, of: string | null): string | null {
  if (of === null) return where.length + sort.length > 0 ? 'cannot have “where” or “sort by”' : null
  const groups = of === 'line' && band !== 'line'
  for (const { ask } of sort)
    if (groups && ask.field !== 'name' && !isFigure(ask.field))
      return `sorts groups by “${ask.field}”, which is neither their name nor an amount`
  for (const { ask } of [...where, ...sort]) {
    const problem =
      sort.some((key) => key.ask === ask) && groups && ask.field === 'name'
        ? null
        : askProblem(env, { ...ask, band: of })
    if (problem) return `asks for “${ask.field}”, which ${problem}`
  }
  return null
}

/** Which band's fields stand after `where` and `sort by`. */
export function conditionBand(band: string): string | null {
  if (band === 'line' || band === 'subtotal' || band === 'total' || isHead(band)) return 'line'
  return Object.hasOwn(recordBands, band) ? band : null
}

/** What is the matter with every amount while the plan has no year. */
export const NEEDS_YEAR = 'needs a plan year, and the plan has none yet'

function askProblem(env: Env, ask: Ask): string | null {
  const needs = needsOf(ask.band, ask.field)
  if (!needs) return `is not known${suggestion(ask)}`
  if (ask.place !== undefined && !hasPlace(ask)) return sayingNothing(ask.place)
  if (ask.year && !needs.year && !isYearly(ask)) return 'has a year, which says nothing there'
  const isDated = needs.year || ask.year !== null
  if (isDated && !(ask.year && 'year' in ask.year) && env.planYear === null) return NEEDS_YEAR
  if (ask.percent && !isFigure(ask.field)) return 'cannot be a percentage'
  return argumentProblem(env, ask, needs)
}

const sayingNothing = (place: number) => `has #${place}, which says nothing there`

/** Can there be a first, a second and so on? Of groups that a line is in one of, by name, and of a line's own. */
function hasPlace({ band, field }: Ask): boolean {
  const by = band === 'line' ? field : field === 'name' ? band : ''
  return isHead(by) && by !== 'source'
}

/** Has the list rows of several years, so that a year chooses among them? */
function isYearly({ band, field }: Ask): boolean {
  if (band === 'total')
    return Object.values(recordBands).some((list) => list.yearOf && Object.hasOwn(list.fields, field))
  return (recordBands[band]?.yearOf ?? null) !== null
}

function argumentProblem({ plan, lines }: Env, { band, field, argument }: Ask, needs: Needs): string | null {
  if (band === 'named') {
    const found = linesNamed({ lines }, field, argument ?? '')
    if (found.length === 1) return null
    const names = field.endsWith('code') ? lines.map(({ code }) => code ?? '') : lines.map(({ service }) => service)
    return found.length > 1
      ? 'names several lines; add the provider in brackets, or use the code'
      : missing('line', argument, names)
  }
  if (argument !== null && !needs.argument) return 'has a name in quotation marks, which says nothing there'
  if (needs.argument === undefined || needs.argument === 'sample') return null
  if (argument === null) return 'lacks a name in quotation marks'
  if (needs.argument === 'source')
    return sourceNamed(plan, argument)
      ? null
      : missing(
          'source',
          argument,
          [...plan.source.values()].map(({ name }) => name),
        )
  const headings = new Set(lines.flatMap(({ extra }) => Object.keys(extra)))
  return [...headings].some((heading) => plain(heading) === plain(argument))
    ? null
    : missing('column', argument, headings)
}

function missing(what: string, name: string | null, names: Iterable<string>): string {
  const near = nearest(name ?? '', names)
  return `names the ${what} “${name}”, which the plan does not have${near ? `; it has “${near}”` : ''}`
}

/** The lines that a placeholder such as `amount of "Victim First (Catch 22)"` names. */
export function linesNamed({ lines }: Pick<Env, 'lines'>, field: string, name: string): Env['lines'] {
  const wanted = plain(name)
  if (field.endsWith('of code')) return lines.filter(({ code }) => code !== null && plain(code) === wanted)
  const exact = lines.filter(({ service }) => plain(service) === wanted)
  return exact.length > 0
    ? exact
    : lines.filter(({ service, provider }) => plain(`${service} (${provider})`) === wanted)
}

/** The nearest placeholder that there is. */
function suggestion({ band, field }: Ask): string {
  const names = Object.entries(bands).flatMap(([known, fields]) =>
    known === 'named'
      ? []
      : Object.keys(fields)
          .filter((name) => name !== '' || known === 'today')
          .map((name) => (name ? `${known}.${name}` : known)),
  )
  const near = nearest(field ? `${band}.${field}` : band, [...names, 'amount of'])
  return near ? ` (did you mean {{${near}}}?)` : ''
}

/** The name that takes the fewest changes of a letter to reach; null when none is near. */
export function nearest(name: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let least = Math.max(3, Math.ceil(name.length / 2)) + 1
  for (const candidate of names) {
    const changes = distance(plain(name), plain(candidate), least)
    if (changes < least) {
      best = candidate
      least = changes
    }
  }
  return best
}

function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most
  let before = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (let row = 1; row <= a.length; row++) {
    const now = [row]
    for (let place = 1; place <= b.length; place++) {
      const changed = before[place - 1]! + (a[row - 1] === b[place - 1] ? 0 : 1)
      now.push(Math.min(changed, before[place]! + 1, now[place - 1]! + 1))
    }
    before = now
  }
  return before.at(-1)!
}
