/**
 * What a placeholder says in the row where it stands. Example: `{{priority.name}}` is the group's name in a heading's or a
 * subtotal's row, and the line's own in a line's row.
 */

import type { Measure } from '../model.ts'
import { noteText } from '../notes.ts'
import { amountOf, detailsOf } from '../plan.ts'
import type { Group } from '../totals.ts'
import { compares, matches, says } from './conditions.ts'
import { type Env, type Item, yearAsked } from './figures.ts'
import { groupName, groupPath, type Head, isHead, placesOf } from './groups.ts'
import { conditionBand, linesNamed } from './known.ts'
import { yearValue as fundingValue, itemsValue, lineValue, ownGroup } from './lines.ts'
import { type NumberedNote, type Numbering, notesOf, noteValue, type Shown } from './notes.ts'
import type { Ask, Query, Test } from './parse.ts'
import { recordBands } from './records.ts'
import { dayValue, moneyValue, numberValue, textValue, type Value, yearValue } from './values.ts'

/** What a row of the paper is about. */
export interface Context {
  /** Of a line's row. */
  item: Item | null
  /** The lines of the row's group; null where it has none. */
  items: readonly Item[] | null
  /** The lines of the table that a total's row closes; null for the whole plan. */
  closes: readonly Item[] | null
  groups: ReadonlyMap<Head, Group>
  /** Of a list's row; of a note's row, the numbered note. */
  record: { band: string; row: unknown } | null
  /** The figures of its table. */
  shown: Shown
  /** The notes of its sheet; null while they are not numbered yet. */
  numbering: Numbering | null
  /** Of a total's row: what is to be said of the rounding of its table. */
  rounding: (() => Value) | null
}

export const nowhere: Context = {
  item: null,
  items: null,
  closes: null,
  groups: new Map(),
  record: null,
  shown: new Set(),
  numbering: null,
  rounding: null,
}

/** The lines that a subtotal or a total is about, its own `where` taken into account. */
export function itemsAsked(env: Env, query: Query, context: Context): readonly Item[] {
  const items = (query.band === 'subtotal' ? context.items : context.closes) ?? env.whole
  if (query.where.length === 0) return items
  return items.filter((item) => matches(query.where, (ask) => lineSays(env, item, ask, context)))
}

/** A line's field, its marks and notes too; with a place, which of the groups it is in. */
export function lineSays(env: Env, item: Item, ask: Ask, { shown, numbering }: Context): Value {
  if (ask.place !== undefined && isHead(ask.field)) {
    const place = placesOf(env, ask.field).of.get(item.line.id)
    return place === undefined ? null : numberValue(place)
  }
  if (ask.field !== 'notes' && ask.field !== 'marks') return lineValue(env, item, ask)
  const notes = notesOf(env.plan, item.line, shown)
  const texts = () => textValue([...new Set(notes.map(noteText))].join('\n'))
  return ask.field === 'marks' && numbering ? numbering.marks(notes, ask.argument) : texts()
}

/** What a placeholder says; null is blank. */
export function saidBy(env: Env, query: Query, context: Context): Value {
  const { band, field } = query
  if (band === 'plan') return planValue(env, query)
  if (band === 'today') return dayValue(env.today)
  if (band === 'named') return namedValue(env, query)
  if (band === 'line') return context.item && lineSays(env, context.item, query, context)
  if (band === 'subtotal' || band === 'total') {
    if (field === 'rounding') return context.rounding?.() ?? null
    if (field === 'available' || field === 'gap') return groupFunding(env, query, context)
    return itemsValue(env, itemsAsked(env, query, context), query)
  }
  if (context.record?.band === band) return recordSays(env, context.record, query)
  return isHead(band) ? groupSays(env, query, band, context) : null
}

function recordSays(env: Env, { band, row }: NonNullable<Context['record']>, ask: Ask): Value {
  return band === 'note' ? noteValue(row as NumberedNote, ask) : recordBands[band]!.value(env, row, ask)
}

function groupSays(env: Env, query: Query, by: Head, context: Context): Value {
  const { groups, item } = context
  if (query.place !== undefined) return textValue(placesOf(env, by).names[query.place - 1])
  if (by === 'service' && query.field !== 'name') return serviceSays(env, query, context)
  const group = groups.get(by)
  if (!group) return item && ownGroup(env, item, by, query.field, query.year ? yearAsked(env, query) : null)
  if (query.field === 'name') return textValue(groupName(by, group))
  if (query.field === 'path') return textValue(groupPath(env.plan, by, group))
  const source = by === 'source' ? env.plan.source.get(group.key) : undefined
  return source ? recordBands.source!.value(env, source, query) : null
}

/** What the lines of a service say, each text once. */
function serviceSays(env: Env, ask: Ask, context: Context): Value {
  const { item, numbering, shown } = context
  const items = item ? [item] : (context.items ?? [])
  if (ask.field === 'marks' && numbering) {
    const notes = items.flatMap(({ line }) => notesOf(env.plan, line, shown))
    return numbering.marks(notes, ask.argument)
  }
  const said = items.map((one) => lineSays(env, one, ask, context))
  const texts = said.flatMap((value) => (value?.kind === 'text' ? [value.text] : []))
  return textValue([...new Set(texts)].join(ask.field === 'notes' ? '\n' : ', '))
}

/** What is available, and what is missing: of the source whose lines these are, else of the whole year. */
function groupFunding(env: Env, query: Query, { groups, items }: Context): Value {
  const group = query.band === 'subtotal' ? groups.get('source') : undefined
  if (!group) return query.band === 'total' ? fundingValue(env, query) : null
  const source = env.plan.source.get(group.key)
  if (!source) return null
  const { available } = env.funding.source(source, yearAsked(env, query))
  if (query.field === 'available') return moneyValue(available)
  const budget = itemsValue(env, items ?? [], { ...query, field: 'budget' })
  const spent = budget?.kind === 'money' ? budget.pence : 0
  return moneyValue((spent - (available ?? 0)) as typeof available)
}

const UNIT_NAMES = { 1: '£', 1000: '£000', 1000000: '£m' } as const

function planValue(env: Env, query: Query): Value {
  const { title, organisation, marking } = detailsOf(env.plan)
  switch (query.field) {
    case 'title':
      return textValue(title)
    case 'organisation':
      return textValue(organisation)
    case 'marking':
      return textValue(marking)
    case 'unit':
      return textValue(UNIT_NAMES[env.unit])
    default:
      return yearValue(yearAsked(env, query))
  }
}

function namedValue(env: Env, query: Query): Value {
  const [line] = linesNamed(env, query.field, query.argument ?? '')
  const measure = query.field.split(' ')[0] as Measure
  return line ? moneyValue(amountOf(env.plan, line.id, yearAsked(env, query), measure)) : null
}

/** Do a row's `#if` all hold? The name of a band alone asks whether there is any. */
export function holds(env: Env, tests: readonly Test[], context: Context): boolean {
  return tests.every(({ not, query, operator, value }) => {
    if (query.field === '' && query.band !== 'today') return anyOf(env, query, context) !== not
    const said = saidBy(env, query, context)
    return (operator ? compares(said, operator, value) : says(said)) !== not
  })
}

function anyOf(env: Env, query: Query, context: Context): boolean {
  const { band } = query
  if (band === 'note') return (context.numbering?.notes.length ?? 0) > 0
  if (conditionBand(band) === 'line' && band !== 'source') {
    const has = (item: Item) => !isHead(band) || lineValue(env, item, { ...query, field: band }) !== null
    return itemsAsked(env, query, context).some(has)
  }
  return recordRows(env, band, [query]).length > 0
}

/** A list's rows, of the year that is named beside any of its fields, and as its `where` has them. */
export function recordRows(env: Env, band: string, queries: readonly Query[]): unknown[] {
  const list = recordBands[band]
  if (!list) return []
  const asked = queries.filter((query) => query.band === band)
  const years = new Set(asked.filter(({ year }) => year !== null).map((query) => yearAsked(env, query)))
  const where = asked.flatMap((query) => query.where)
  return list
    .rows(env)
    .filter((row) => list.yearOf === null || years.size === 0 || years.has(list.yearOf(row)))
    .filter((row) => matches(where, (ask) => list.value(env, row, { ...ask, band })))
}
