/**
 * Financial years in the texts of last year's workbook, turned into placeholders that write them in the same way. Example: with
 * 2020/21 as the plan year, "2019-20 budget (£)" becomes "{{plan.year Y-1 as 2019-20}} budget (£)".
 */
import { type FinancialYear, startOf, yearFrom } from '../../years.ts'

/** @example relativeYear('2019/20', '2020/21') // 'Y-1' */
export function relativeYear(year: FinancialYear, planYear: FinancialYear): string {
  return relative(startOf(year) - startOf(planYear))
}

function relative(by: number): string {
  if (by === 0) return 'Y'
  return by > 0 ? `Y+${by}` : `Y-${-by}`
}

const MONTHS = /\b(apr(?:il)?[-\s]*)((?:19|20)?\d\d)(\s*(?:to|-|–|—)\s*mar(?:ch)?[-\s]*)((?:19|20)?\d\d)\b/
const LONG = /(?:\bFY\s?)?(?<!\d)(?:19|20)\d\d(?:\s*[-–/]\s*|\s+to\s+)(?:19|20)?\d\d(?!\d|[-/]\d\d(?!\d))/
const SHORT = /\bFY\s?(?:\d{4}|\d\d)(?:[-–/]\d\d)?(?!\d|\s*[-/–])|(?<![\d/£.,]|\bages?\s+)\d\d\/\d\d(?![\d/])/
const ANY = new RegExp([MONTHS, LONG, SHORT].map(({ source }) => source).join('|'), 'gi')

const inFull = (digits: string) => {
  const number = Number(digits)
  if (digits.length === 4) return number
  return number < 70 ? 2000 + number : 1900 + number
}

/** What became of a text: with placeholders for its years, and those that were left as they stood. */
export interface YearsTurned {
  text: string
  turned: FinancialYear[]
  left: string[]
}

/**
 * Turns the years of a text into placeholders.
 * @param planYear which of its years is the plan year
 * @param isOwn whether a year is one of the workbook's own, and so moves on with the plan year
 */
export function withYears(text: string, planYear: FinancialYear, isOwn: (year: FinancialYear) => boolean): YearsTurned {
  const turned: FinancialYear[] = []
  const left: string[] = []
  const write = (start: number, as: string) => `{{plan.year ${relative(start - startOf(planYear))} as ${as}}}`
  const replaced = text.replace(ANY, (found: string, ...groups: (string | undefined)[]) => {
    const [before, april, between, march] = groups
    if (april !== undefined && march !== undefined) {
      const start = inFull(april)
      if (inFull(march) !== start + 1 || !isOwn(yearFrom(start))) return leave(found)
      turned.push(yearFrom(start))
      return `${before}${write(start, april)}${between}${write(start + 1, march)}`
    }
    const [first, second] = found.match(/\d+/g) as [string, string?]
    const start = second === undefined ? inFull(first) - 1 : inFull(first)
    const end = second === undefined ? start + 1 : second.length === 4 ? Number(second) : -1
    const follows = end < 0 ? second!.padStart(2, '0') === String(start + 1).slice(-2) : end === start + 1
    const isShort = first.length === 2 && !/^FY/i.test(found)
    if (isShort && (!follows || Number(second) < 13)) return found
    if (follows && isOwn(yearFrom(start))) {
      turned.push(yearFrom(start))
      return write(start, found)
    }
    // A span such as 2018-2021, from the start of one of the workbook's years to the end of another.
    const last = end < 0 ? inFull(second!) : end
    if (!follows && last > start && isOwn(yearFrom(start)) && isOwn(yearFrom(last - 1))) {
      turned.push(yearFrom(start))
      const [, gap = '-'] = /^\D*\d+(\D+)\d+$/.exec(found) ?? []
      return write(start, first) + gap + write(last, second!)
    }
    return leave(found)
  })
  return { text: replaced, turned, left }

  function leave(found: string): string {
    left.push(found)
    return found
  }
}
