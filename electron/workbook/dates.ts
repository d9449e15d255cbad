/**
 * Dates in a workbook are numbers of days; only the cell's format says so. Here is which formats do, and which day a
 * number is. Example: 43921 shown as dd/mm/yyyy is 2020-03-31.
 *
 * Source: ECMA-376 part 1, 18.8.30 (numFmt, the built-in formats) and 18.17.4 (the two date systems).
 */

const DAY = 86_400_000
/** 9999-12-31 in the 1900 system. */
const LAST_DAY = 2_958_465
const DAYS_1904 = 1462

/** What a number format makes of a number, as far as it matters here; "5 digits" are shown however small it is, as in codes. */
export type Format = 'number' | 'date' | 'percent' | `${number} digits`

/** A built-in format by its number. Those of 27–36 and 50–58 are dates in the languages that have them. */
export function builtInFormat(id: number): Format {
  if (id === 9 || id === 10) return 'percent'
  const date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  return date ? 'date' : 'number'
}

/** A format from its code, by the part for positive numbers. @example customFormat('[$-809]dd mmmm yyyy') // 'date' */
export function customFormat(code: string): Format {
  const zeros = /^0{2,15}(?=;|$)/.exec(code)
  if (zeros) return `${zeros[0].length} digits`
  const bare = code
    .replace(/"[^"]*"?|\\.|[_*]./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .split(';', 1)[0]!
    .replace(/s\.0+/gi, 's')
  if (bare.includes('%')) return 'percent'
  return /[dmyhs]/i.test(bare) && !/[#0?]/.test(bare) && !/general/i.test(bare) ? 'date' : 'number'
}

/**
 * The day that a number is, as an ISO date; with its time when it has one; a time alone when there is no day to it.
 * Null when it is no day: zero, negative, beyond 9999, or the 29 February 1900 that Excel counts and that never was.
 * @param days as stored in the cell
 * @param from1904 whether the workbook counts from 1904
 */
export function dateFromDays(days: number, from1904: boolean): string | null {
  const total = Math.round(days * 86_400)
  const seconds = total % 86_400
  const whole = Math.floor(total / 86_400) + (from1904 ? DAYS_1904 : 0)
  if (!(days >= 0 && whole <= LAST_DAY) || whole === 60 || total === 0) return null
  // Counted from 30 December 1899 after the day that never was, from the 31st before it.
  const start = Date.UTC(1899, 11, whole < 60 ? 31 : 30)
  const moment = new Date(start + whole * DAY + seconds * 1000).toISOString()
  if (whole === 0) return moment.slice(11, 19)
  return seconds === 0 ? moment.slice(0, 10) : moment.slice(0, 19)
}
