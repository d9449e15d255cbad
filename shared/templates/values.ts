/**
 * What a placeholder gives, as text and as what a cell holds. Example: 438596100 pence are the number 4.385961 in a cell of
 * its own with `in £m`, and "£4.386m" inside a sentence.
 */

import { dayText } from '../days.ts'
import { type BasisPoints, divideRounded, formatMoney, formatPercentage, type Pence } from '../money.ts'
import { type FinancialYear, startOf } from '../years.ts'
import type { FilledValue } from './filling.ts'
import type { Query, Unit } from './parse.ts'

/** A value of the plan; null is blank, which is not 0. */
export type Value =
  | null
  | { kind: 'text'; text: string; each?: string[]; unknown?: true }
  | { kind: 'money'; pence: Pence }
  | { kind: 'number'; value: number }
  /** `part` of `whole`, which is not 0. */
  | { kind: 'percent'; part: number; whole: number }
  /** An ISO date. */
  | { kind: 'day'; day: string }
  | { kind: 'year'; year: FinancialYear }

export const textValue = (text: string | null | undefined): Value => (text ? { kind: 'text', text } : null)
/** Where a figure is not known, which is not blank: it is said, or what the placeholder has after `or`. */
export const notKnown: Value = { kind: 'text', text: 'not known', unknown: true }
export const moneyValue = (pence: Pence | null): Value => (pence === null ? null : { kind: 'money', pence })
export const numberValue = (value: number): Value => ({ kind: 'number', value })
export const dayValue = (day: string | null): Value => (day === null ? null : { kind: 'day', day })
export const yearValue = (year: FinancialYear | null): Value => (year === null ? null : { kind: 'year', year })

/** A share as a percentage; blank when there is nothing to compare with. */
export function percentValue(part: number | null, whole: number | null): Value {
  return part === null || whole === null || whole === 0 ? null : { kind: 'percent', part, whole: Math.abs(whole) }
}

/** The most characters that a cell can hold. */
const LONGEST_TEXT = 32_767

/** How amounts and dates are written where a placeholder does not say. */
export interface Manner {
  unit: Unit
  /** Does the workbook count its days from 1904? */
  date1904: boolean
}

type Wish = Pick<Query, 'unit' | 'places' | 'as' | 'or'>

/** An amount in its unit, as a spreadsheet stores it. */
export function scaled(pence: number, unit: Unit): number {
  return pence / (100 * unit)
}

/** Is an amount to be written out in its cell, as in a workbook whose amounts are texts such as "£120,000"? */
export const isAsText = ({ as }: Pick<Query, 'as'>) => as?.toLowerCase() === 'text'

/** What a placeholder that stands alone puts in its cell. */
export function cellValue(value: Value, wish: Wish, manner: Manner): FilledValue {
  if (value === null) return filledText(wish.or ?? '')
  if (value.kind === 'money' && isAsText(wish)) return filledText(wordsOf(value, wish, manner))
  if (value.kind === 'money') return { kind: 'number', value: scaled(value.pence, wish.unit ?? manner.unit) }
  if (value.kind === 'number') return { kind: 'number', value: value.value }
  if (value.kind === 'percent') return { kind: 'number', value: value.part / value.whole }
  if (value.kind === 'day' && wish.as?.toLowerCase() === 'date')
    return { kind: 'number', value: serialOf(value.day, manner.date1904) }
  return filledText(wordsOf(value, wish, manner))
}

/** A text as a cell holds it: blank when empty, cut where it is longer than a cell can be. */
export function filledText(text: string): FilledValue {
  const plain = text.trim()
  if (plain === '') return { kind: 'blank' }
  if (plain.length <= LONGEST_TEXT) return { kind: 'text', text: plain }
  return { kind: 'text', text: `${plain.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…` }
}

/** What a placeholder inside text becomes. */
export function wordsOf(value: Value, wish: Wish, manner: Manner): string {
  switch (value?.kind) {
    case undefined:
      return wish.or ?? ''
    case 'text':
      return (value.unknown ? wish.or : null) ?? value.text
    case 'money':
      return moneyWords(value.pence, wish.unit ?? manner.unit, wish.places)
    case 'number':
      return withCommas(String(value.value))
    case 'percent':
      return formatPercentage(Number(divideRounded(BigInt(value.part) * 10_000n, BigInt(value.whole))) as BasisPoints)
    case 'day':
      return dayText(value.day)
    case 'year':
      return yearLike(value.year, wish.as)
  }
}

const withCommas = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** @example moneyWords(438596100, 1000000, null) // '£4.386m' */
function moneyWords(pence: Pence, unit: Unit, places: number | null): string {
  if (unit === 1 && places === null) return formatMoney(pence)
  const decimals = places ?? (unit === 1_000_000 ? 3 : 0)
  const digits = divideRounded(BigInt(Math.abs(pence)) * 10n ** BigInt(decimals), BigInt(unit) * 100n)
  const text = String(digits).padStart(decimals + 1, '0')
  const whole = withCommas(text.slice(0, text.length - decimals))
  const sign = pence < 0 && digits !== 0n ? '−' : ''
  const suffix = unit === 1 ? '' : unit === 1_000 ? 'k' : 'm'
  return `${sign}£${whole}${decimals > 0 ? `.${text.slice(-decimals)}` : ''}${suffix}`
}

/** A year written like a sample. @example yearLike('2020/21', '2019 - 20') // '2020 - 21' */
export function yearLike(year: FinancialYear, sample: string | null): string {
  const form = /^(FY\s?)?(?:(\d{4}|\d{2})(\s*[-–/]\s*|\s+to\s+))?(\d{4}|\d{2})$/i.exec(sample?.trim() ?? '')
  if (!form) return year
  const [, label = '', first, between = '', last = ''] = form
  const start = String(startOf(year))
  const end = String(startOf(year) + 1)
  const like = (digits: string, shape: string) => digits.slice(-shape.length)
  if (first === undefined) return label + like(label ? end : start, last)
  return label + like(start, first) + between + like(end, last)
}

/** The serial number of a day in a workbook. @example serialOf('2020-02-18', false) // 43879 */
function serialOf(day: string, date1904: boolean): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + (date1904 ? 24_107 : 25_569)
}
