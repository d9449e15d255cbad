/**
 * What tells the lines of one table from those of the others, as a template says it. Example: where a workbook has a table of
 * grants and one of contracts, the first is `{{line.service where route="Grant"}}`.
 */
import type { ReadLine } from '../../importing/index.ts'
import type { FinancialYear } from '../../years.ts'
import { relativeYear } from './years.ts'

interface Condition {
  text: string
  holds: (line: ReadLine) => boolean
}

const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
const isQuotable = (text: string) => !/["“”]|\{\{|\}\}/.test(text)

/** The most values that are ruled out one by one. */
const MOST_RULED_OUT = 12

/**
 * Finds the fewest conditions that hold for all of some lines and for none of the others.
 * @param own the lines of the table
 * @param all every line of the workbook
 * @param planYear which year is the plan year there
 * @returns what stands after `where`, without it; '' when all lines are its own; null when nothing tells them apart
 */
export function apart(own: ReadonlySet<ReadLine>, all: readonly ReadLine[], planYear: FinancialYear): string | null {
  const others = all.filter((line) => !own.has(line))
  if (others.length === 0) return ''
  const lines = [...own]
  const kept = conditions(lines, others, planYear).filter(({ holds }) => lines.every(holds))
  const separates = (chosen: readonly Condition[]) => others.every((line) => chosen.some(({ holds }) => !holds(line)))
  if (!separates(kept)) return null
  for (const condition of [...kept].reverse()) {
    const rest = kept.filter((one) => one !== condition)
    if (separates(rest)) kept.splice(kept.indexOf(condition), 1)
  }
  return kept.map(({ text }) => text).join(' and ')
}

/** What may be asked of a line, the most telling first: a sheet comes last, since lines that are added later have none. */
function conditions(own: readonly ReadLine[], others: readonly ReadLine[], planYear: FinancialYear): Condition[] {
  const found: Condition[] = []
  const add = (text: string, holds: Condition['holds']) => found.push({ text, holds })
  const ruledOut: Condition[] = []
  for (const field of ['priority', 'route', 'geography'] as const) {
    const values = valuesOf(own, field)
    if (values.size === 1) {
      const [value] = values as Set<string>
      add(`${field}="${value}"`, (line) => line[field] !== null && plain(line[field]) === plain(value!))
    }
    add(`${field}!=""`, (line) => line[field] !== null)
    add(`${field}=""`, (line) => line[field] === null)
    const theirs = valuesOf(others, field)
    if (theirs.size > MOST_RULED_OUT) continue
    for (const value of theirs)
      ruledOut.push({
        text: `${field}!="${value}"`,
        holds: (line) => line[field] === null || plain(line[field]) !== plain(value),
      })
  }
  found.push(...ruledOut)
  const years = new Set([...own, ...others].flatMap(({ figures }) => figures.map(({ year }) => year)))
  for (const measure of ['budget', 'forecast', 'actual'] as const)
    for (const year of [...years].sort()) {
      const has = ({ figures }: ReadLine) => figures.some((one) => one.year === year && one.measure === measure)
      add(`${measure} ${relativeYear(year, planYear)}!=""`, has)
    }
  for (const sheet of new Set(others.map(({ at }) => at.sheet)))
    if (isQuotable(sheet)) add(`sheet!="${sheet}"`, ({ at }) => at.sheet !== sheet)
  const sheet = own[0]!.at.sheet
  if (isQuotable(sheet)) add(`sheet="${sheet}"`, ({ at }) => at.sheet === sheet)
  return found
}

function valuesOf(lines: readonly ReadLine[], field: 'priority' | 'route' | 'geography'): Set<string> {
  return new Set(lines.flatMap((line) => (line[field] !== null && isQuotable(line[field]) ? [line[field]] : [])))
}
