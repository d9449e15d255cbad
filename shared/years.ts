/**
 * Financial years: 1 April to 31 March, written 2021/22. Example: `findYear('2019 - 20 budget (£)')` gives
 * `{year: '2019/20', rest: 'budget (£)'}`.
 */

declare const financialYear: unique symbol
/** A financial year in the one form this program writes: `2021/22`. Sorts as text. */
export type FinancialYear = string & { readonly [financialYear]: true }

/** The year that starts on 1 April of the calendar year given. @example yearFrom(1999) // '1999/00' */
export function yearFrom(start: number): FinancialYear {
  return `${start}/${String((start + 1) % 100).padStart(2, '0')}` as FinancialYear
}

/** The calendar year in which it starts. @example startOf('2021/22') // 2021 */
export function startOf(year: FinancialYear): number {
  return Number(year.slice(0, 4))
}

/** The year so many later (or earlier, below 0). @example shiftYear('2021/22', -1) // '2020/21' */
export function shiftYear(year: FinancialYear, by: number): FinancialYear {
  return yearFrom(startOf(year) + by)
}

/** Is it written exactly as this program writes it? */
export function isYear(text: string): text is FinancialYear {
  return /^(?:19|20)\d\d\/\d\d$/.test(text) && yearFrom(Number(text.slice(0, 4))) === text
}

const FROM_MONTH =
  /\bapr(?:il)?[-\s]*(?<april>(?:19|20)?\d\d)\s*(?:to|-|–|—)\s*mar(?:ch)?[-\s]*(?<march>(?:19|20)?\d\d)\b/
/** Not the start of a date such as 2009-10-05. */
const LONG = /(?:\bFY\s*)?(?<!\d)(?<from>(?:19|20)\d\d)\s*(?:\/|-|–|—|to)\s*(?<to>(?:19|20)?\d\d)(?!\d|[-/]\d\d(?!\d))/
const SHORT = /\bFY\s*'?(?<first>(?:19|20)?\d\d)(?:\s*[-/–—]\s*(?<second>\d\d))?(?!\d|\s*[-/–—]\s*\d)/
const YEAR = new RegExp([FROM_MONTH, LONG, SHORT].map((form) => form.source).join('|'), 'gi')

/** "21" is 2021 and "99" is 1999; four digits are themselves. */
function inFull(digits: string): number {
  const number = Number(digits)
  if (digits.length === 4) return number
  return number < 70 ? 2000 + number : 1900 + number
}

/**
 * Finds the first financial year in a text. Read: 2021/22, 2021-22, 2021 - 22, 2021/2022, FY22 (which ends in 2022),
 * FY21-22, Apr-21 to Mar-22. Two years that do not follow each other ("2018-2021") are a span, not a financial year.
 * @returns the year and the text without it, trimmed; or null
 */
export function findYear(text: string): { year: FinancialYear; rest: string } | null {
  for (const match of text.matchAll(YEAR)) {
    const { april, march, from, to, first, second } = match.groups!
    const start = april ?? from ?? (second === undefined ? undefined : first)
    const end = march ?? to ?? second ?? first!
    const year = yearFrom(start === undefined ? inFull(end) - 1 : inFull(start))
    const follows = end.length === 4 ? Number(end) === startOf(year) + 1 : end === year.slice(-2)
    if (!follows) continue
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
    return { year, rest: rest.replace(/\s+/g, ' ').trim() }
  }
  return null
}

/** Reads a text that is a financial year and nothing else. @returns null when it is not */
export function readYear(text: string): FinancialYear | null {
  const found = findYear(text.trim())
  return found && found.rest === '' ? found.year : null
}
