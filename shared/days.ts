/**
 * Days as ISO texts, read from what people write and reckoned without a clock. Example: "31 March 2022", "31/03/22" and
 * "31.3.2022" are 2022-03-31; a contract from 2021-04-01 for 3 years ends on `endAfter('2021-04-01', 3)`, 2024-03-31.
 */
import { type FinancialYear, startOf, yearFrom } from './years.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** Year, month and day. */
const partsOf = (day: string) => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))] as const

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const two = (part: number) => (part < 10 ? `0${part}` : String(part))

/** How many days a month of a year has; `month` counts from 1. */
function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A day of the calendar; days and months beyond their end run on into the next. */
function dayAt(year: number, month: number, day: number): string {
  let [y, m, d] = [year + Math.floor((month - 1) / 12), ((((month - 1) % 12) + 12) % 12) + 1, day]
  for (; d < 1; d += daysIn(y, m)) [y, m] = m === 1 ? [y - 1, 12] : [y, m - 1]
  for (let days = daysIn(y, m); d > days; days = daysIn(y, m)) {
    d -= days
    ;[y, m] = m === 12 ? [y + 1, 1] : [y, m + 1]
  }
  return `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}`
}

const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$/
const NAMED = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$/i

/** Reads a day as people in Britain write it, day first. @returns an ISO date, or null when it is none */
export function readDay(text: string): string | null {
  const plain = text.trim()
  const iso = ISO.exec(plain)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numeric = NUMERIC.exec(plain)
  if (numeric) return dayOf(inFull(numeric[4]!), Number(numeric[3]), Number(numeric[1]))
  const named = NAMED.exec(plain)
  if (!named) return null
  const month = MONTHS.findIndex((name) => name.slice(0, 3).toLowerCase() === named[2]!.slice(0, 3).toLowerCase()) + 1
  return month === 0 ? null : dayOf(inFull(named[3]!), month, Number(named[1]))
}

const inFull = (year: string) => (year.length === 4 ? Number(year) : 2000 + Number(year))

/** A day that there is, or null. */
function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  return dayAt(year, month, day)
}

/** The day so many days later, or earlier below 0. @example daysAfter('2024-03-01', -1) // '2024-02-29' */
export function daysAfter(day: string, days: number): string {
  const [year, month, date] = partsOf(day)
  return dayAt(year, month, date + days)
}

/** The day so many months later, the month's last where it is shorter. @example monthsAfter('2021-08-31', 6) // '2022-02-28' */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = partsOf(day)
  const last = dayAt(year, month + months + 1, 0)
  return date < partsOf(last)[2] ? dayAt(year, month + months, date) : last
}

/**
 * The last day of a period of so many years that begins with a day: the day before its anniversary; from 29 February it
 * ends on 28 February.
 * @example endAfter('2020-02-29', 3) // '2023-02-28'
 */
export function endAfter(start: string, years: number): string {
  const [year, month, date] = partsOf(start)
  return dayAt(year + years, month, date - 1)
}

/** The last day of a period that is so many years longer, or shorter below 0. @example endShifted('2024-02-29', 1) // '2025-02-28' */
export function endShifted(end: string, years: number): string {
  return endAfter(daysAfter(end, 1), years)
}

/** The financial year that a day lies in. @example yearOfDay('2022-03-31') // '2021/22' */
export function yearOfDay(day: string): FinancialYear {
  const [year, month] = partsOf(day)
  return yearFrom(month >= 4 ? year : year - 1)
}

/** 1 April of a financial year. */
export const firstDay = (year: FinancialYear) => `${startOf(year)}-04-01`
/** 31 March of a financial year. */
export const lastDay = (year: FinancialYear) => `${startOf(year) + 1}-03-31`

/** For sentences. @example dayText('2022-03-31') // '31 March 2022' */
export function dayText(day: string): string {
  const [year, month, date] = partsOf(day)
  return `${date} ${MONTHS[month - 1]} ${year}`
}

/** For tables. @example shortDay('2022-03-31') // '31 Mar 2022' */
export function shortDay(day: string): string {
  const [year, month, date] = partsOf(day)
  return `${date} ${MONTHS[month - 1]!.slice(0, 3)} ${year}`
}

/** As it is typed into a field. @example typedDay('2022-03-31') // '31/03/2022' */
export function typedDay(day: string | null): string {
  return day === null ? '' : day.split('-').reverse().join('/')
}

/** What ends are grouped by. */
export const periods = ['month', 'quarter', 'financial year'] as const
export type Period = (typeof periods)[number]

/** The month, quarter or financial year that a day lies in; keys sort as text. @example '2022-01', 'January to March 2022' */
export function periodOf(day: string, period: Period): { key: string; name: string } {
  if (period === 'financial year') {
    const year = yearOfDay(day)
    return { key: year, name: year }
  }
  const [year, month] = partsOf(day)
  if (period === 'month') return { key: day.slice(0, 7), name: `${MONTHS[month - 1]} ${year}` }
  const first = month - ((month - 1) % 3)
  return {
    key: `${year}-${String(first).padStart(2, '0')}`,
    name: `${MONTHS[first - 1]} to ${MONTHS[first + 1]} ${year}`,
  }
}
