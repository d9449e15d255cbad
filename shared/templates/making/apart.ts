/**
 * What tells the lines of one table from those of the others, as a template says it. Example: where a workbook has a table of
 * grants and one of contracts, the first is `{{line.service where route="Grant"}}`.
 */
import type { ReadLine } from '../../importing/index.ts'
import type { FinancialYear } from '../../years.ts'
import { relativeYear } from './years.ts'

interface Condition {
  text: string
  /** The condition that holds where this one does not; '' when there is none to say. */
  not: string
  holds: (line: ReadLine) => boolean
}

const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
const isQuotable = (text: string) => !/["“”]|\{\{|\}\}/.test(text)

/**
 * Tells the lines of several tables apart. A line that is added to the plan later stands in one of them where that can be said:
 * in the largest, which has what the others have not.
 * @param tables the lines of each, how many rows it has for lines that are added (none in a matrix), and its plan year
 * @param all every line of the workbook
 * @returns for each what stands after `where`, without it; '' when all lines are its own; null when nothing tells them apart
 */
export function tellApart(
  tables: readonly { own: ReadonlySet<ReadLine>; room: number; planYear: FinancialYear }[],
  all: readonly ReadLine[],
): (string | null)[] {
  const main = tables.reduce((most, { room }, place) => (room > tables[most]!.room ? place : most), 0)
  const single = tables.map(({ own }) => singleFor(own, all))
  const isPriority = (condition: Condition | null) => /^priority="[^"]/.test(condition?.text ?? '')
  if (tables.length > 1 && single.every(isPriority)) return single.map((condition) => condition!.text)
  return tables.map(({ own, planYear }, place) => {
    if (own.size === all.length) return ''
    const found = single[place]!
    if (place !== main) return found ? found.text : fewest(own, all, planYear)
    const others = single.filter((condition, other): condition is Condition => other !== main && condition !== null)
    const rest = [...new Set(others.flatMap(({ not }) => (not === '' ? [] : [not])))]
    const isRest = all.every((line) => own.has(line) === others.every((one) => one.not === '' || !one.holds(line)))
    return isRest && rest.length > 0 ? rest.join(' and ') : fewest(own, all, planYear)
  })
}

/** The one condition that all of some lines meet, and no other. */
function singleFor(own: ReadonlySet<ReadLine>, all: readonly ReadLine[]): Condition | null {
  const [first] = own
  if (!first) return null
  return similar(first).find(({ holds }) => all.every((line) => holds(line) === own.has(line))) ?? null
}

/** What may be asked of lines that are like one, the most telling first. A sheet comes last: lines added by hand have none. */
function similar(line: ReadLine): Condition[] {
  const found: Condition[] = []
  for (const field of ['priority', 'route', 'geography'] as const) {
    const value = line[field]
    if (value !== null && isQuotable(value))
      found.push({
        text: `${field}="${value}"`,
        not: `${field}!="${value}"`,
        holds: (one) => one[field] !== null && plain(one[field]) === plain(value),
      })
    const [text, not] = [`${field}=""`, `${field}!=""`]
    if (value === null) found.push({ text, not, holds: (one) => one[field] === null })
    else found.push({ text: not, not: text, holds: (one) => one[field] !== null })
  }
  const { sheet } = line.at
  if (isQuotable(sheet))
    found.push({ text: `sheet="${sheet}"`, not: `sheet!="${sheet}"`, holds: ({ at }) => at.sheet === sheet })
  return found
}

/** The fewest conditions that hold for all of some lines and for none of the others. */
function fewest(own: ReadonlySet<ReadLine>, all: readonly ReadLine[], planYear: FinancialYear): string | null {
  const others = all.filter((line) => !own.has(line))
  const lines = [...own]
  const [first] = lines
  if (!first) return null
  const offered = [...similar(first), ...unlike(others), ...figured(lines, planYear)]
  const kept = offered.filter(({ holds }) => lines.every(holds))
  const separates = (chosen: readonly Condition[]) => others.every((line) => chosen.some(({ holds }) => !holds(line)))
  if (!separates(kept)) return null
  for (const condition of [...kept].reverse()) {
    const rest = kept.filter((one) => one !== condition)
    if (separates(rest)) kept.splice(kept.indexOf(condition), 1)
  }
  return kept.map(({ text }) => text).join(' and ')
}

/** That a line is of none of the other lines' sheets. */
function unlike(others: readonly ReadLine[]): Condition[] {
  return [...new Set(others.map(({ at }) => at.sheet))].filter(isQuotable).map((sheet) => ({
    text: `sheet!="${sheet}"`,
    not: '',
    holds: ({ at }) => at.sheet !== sheet,
  }))
}

/** That a line has a figure, of those that lines have. */
function figured(lines: readonly ReadLine[], planYear: FinancialYear): Condition[] {
  const figures = lines.flatMap((line) => line.figures)
  return (['budget', 'forecast', 'actual'] as const).flatMap((measure) => {
    const years = new Set(figures.filter((one) => one.measure === measure).map(({ year }) => year))
    return [...years].sort().map((year) => ({
      text: `${measure} ${relativeYear(year, planYear)}!=""`,
      not: '',
      holds: (line: ReadLine) => line.figures.some((one) => one.year === year && one.measure === measure),
    }))
  })
}
