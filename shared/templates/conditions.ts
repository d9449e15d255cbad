/**
 * What `where`, `sort by` and `#if` compare. Example: `route != grant` holds for a line whose route is blank or "Contract",
 * and `budget Y > £10,000` for one that costs more.
 */
import { readDay } from '../days.ts'
import { type Pence, readAmount } from '../money.ts'
import { plain } from './figures.ts'
import type { Condition, Operator, SortKey } from './parse.ts'
import type { Value } from './values.ts'

/** What a field of the row says. */
type Look = (ask: Condition['ask']) => Value

/** Do all the conditions hold? */
export function matches(conditions: readonly Condition[], look: Look): boolean {
  return conditions.every(({ ask, operator, value }) => compares(look(ask), operator, value))
}

/** Does a value compare so with what the template says? Texts regardless of capitals and spaces; a blank equals only nothing. */
export function compares(value: Value, operator: Operator, with_: string): boolean {
  if (operator === '!=') return !compares(value, '=', with_)
  const wanted = plain(with_)
  if (value === null) return operator === '=' && wanted === ''
  if (value.kind === 'text' || value.kind === 'year') {
    const texts = value.kind === 'year' ? [value.year] : (value.each ?? [value.text])
    if (operator === 'contains') return texts.some((text) => plain(text).includes(wanted))
    if (operator === '=') return texts.some((text) => plain(text) === wanted)
    return texts.some((text) => ordered(plain(text) < wanted ? -1 : plain(text) > wanted ? 1 : 0, operator))
  }
  const [held, limit] =
    value.kind === 'day' ? [value.day, readDay(with_)] : [numberOf(value), numberRead(value.kind, with_)]
  if (limit === null) return false
  return ordered(held < limit ? -1 : held > limit ? 1 : 0, operator)
}

function ordered(order: number, operator: Operator): boolean {
  if (operator === '=') return order === 0
  if (operator === '>') return order > 0
  if (operator === '<') return order < 0
  if (operator === '>=') return order >= 0
  return operator === '<=' && order <= 0
}

type Numeric = Extract<NonNullable<Value>, { kind: 'money' | 'number' | 'percent' }>

function numberOf(value: Numeric): number {
  if (value.kind === 'money') return value.pence
  return value.kind === 'number' ? value.value : (value.part / value.whole) * 100
}

/** As it is typed: pounds, a number, or per cent. */
function numberRead(kind: Numeric['kind'], text: string): number | null {
  const reading = readAmount(text.replace(/%\s*$/, ''))
  if (reading.kind !== 'amount') return null
  return kind === 'money' ? (reading.pence as Pence) : reading.pence / 100
}

/** Is there something to say? No lines and no text are nothing; an amount of 0 is something. */
export function says(value: Value): boolean {
  if (value === null) return false
  if (value.kind === 'number') return value.value !== 0
  return value.kind !== 'text' || value.text.trim() !== ''
}

/** Sorts by the keys, blanks last; rows that are the same in all of them keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  keys: readonly SortKey[],
  look: (row: Row, ask: SortKey['ask']) => Value,
): Row[] {
  if (keys.length === 0) return [...rows]
  const held = rows.map((row) => ({ row, values: keys.map(({ ask }) => sortable(look(row, ask))) }))
  held.sort((a, b) => {
    for (const [place, { descending }] of keys.entries()) {
      const [first, second] = [a.values[place]!, b.values[place]!]
      if (first === second) continue
      if (first === null || second === null) return first === null ? 1 : -1
      const order = first < second ? -1 : 1
      return descending ? -order : order
    }
    return 0
  })
  return held.map(({ row }) => row)
}

function sortable(value: Value): string | number | null {
  if (value === null) return null
  if (value.kind === 'text') return plain(value.text)
  if (value.kind === 'day') return value.day
  return value.kind === 'year' ? value.year : numberOf(value)
}
