/**
 * The unit and the financial year that a heading or title names. Example: "2020/21 budget (£000)" is counted in thousands and
 * for 2020/21; "23/24" is 2023/24, because 24 can be no month.
 */
import { type FinancialYear, findYear, yearFrom } from '../years.ts'

const UNITS: [number, RegExp][] = [
  [1_000_000, /£\s*['’]?\s*(?:m|mn|million|millions)\b|\bmillions of pounds\b|\bin (?:£ )?millions\b/i],
  [1_000, /£\s*['’]?\s*(?:000s?|k)\b|£\s*thousands?\b|\bthousands of pounds\b|\bin (?:£ )?thousands\b|\(['’]?000s?\)/i],
  [1, /£/],
]

/** What a text says its figures are counted in; null when it does not say. @example unitIn('2020/21 (£000)') // 1000 */
export function unitIn(text: string): number | null {
  return UNITS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

/** A short year such as "23/24", where its second half can be no month and neither is an age. */
const SHORT = /(?<![\d/]|\bage[sd]?\s+)(\d\d)\/(\d\d)(?![\d/])/i

const DIGITS = /\d\d/

/** The first financial year in a heading or title, with the short form "23/24" too. */
export function yearIn(text: string): { year: FinancialYear; rest: string } | null {
  if (!DIGITS.test(text)) return null
  const found = findYear(text)
  if (found) return found
  const [short, first, second] = SHORT.exec(text) ?? []
  if (!short || Number(second) !== Number(first) + 1 || Number(second) < 13) return null
  const year = yearFrom(2000 + Number(first))
  return { year, rest: text.replace(short, ' ').replace(/\s+/g, ' ').trim() }
}
