/**
 * What a table's figures are counted in, and for which year they are, where its headings do not say. Example: "All figures in
 * £000" below the table makes 120.5 mean £120,500; the title "Budget for 2021-22" gives the year.
 */
import type { FinancialYear } from '../years.ts'
import { type Doubt, readFigure } from './figures.ts'
import type { Headings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { unitIn, yearIn } from './units.ts'

/** A note on the table's figures, as against one that merely speaks of money. */
const OF_FIGURES = /\b(?:figures?|amounts?|values?|costs?|sums?|numbers?|shown|expressed|stated|all in|in)\b|^£/i

/** Every financial year that a text names. */
function yearsIn(text: string): FinancialYear[] {
  const years: FinancialYear[] = []
  for (let found = yearIn(text); found; found = yearIn(found.rest)) years.push(found.year)
  return years
}

/** The one year that some texts name; null when there is none, or more than one. */
function oneYear(texts: string[]): FinancialYear | null {
  const years = new Set(texts.flatMap(yearsIn))
  return years.size === 1 ? [...years][0]! : null
}

/** The texts around a table: above it, nearest first, and below it. */
export interface Surroundings {
  above: string[]
  below: GridRow[]
}

/**
 * The year of the headings that name none. Headings that name two years leave it open, and so does a title that says
 * otherwise than the headings.
 */
export function yearOf(grid: Grid, { texts }: Headings, { above }: Surroundings): FinancialYear | null {
  const inHeadings = [...texts.values()]
  const nearest = above.find((text) => yearsIn(text).length > 0)
  const titled = nearest === undefined ? null : oneYear([nearest])
  if (inHeadings.flatMap(yearsIn).length > 0) {
    const year = oneYear(inHeadings)
    return titled !== null && titled !== year ? null : year
  }
  return nearest === undefined ? oneYear([grid.sheet.name]) : titled
}

/** The unit of the headings that name none: said by other headings, the titles above, or a note below; 1 when nobody says. */
export function unitOf({ texts }: Headings, { above, below }: Surroundings): number {
  const notes = below.flatMap(({ cells }) => (cells.length === 1 ? cells[0]!.text : []))
  const said = [...texts.values(), ...above, ...notes.filter((text) => OF_FIGURES.test(text))]
  return said.map(unitIn).find((unit) => unit !== null && unit !== 1) ?? 1
}

/**
 * Why figures in pounds may be counted in something else: all are small and few are whole, or others beside them are written
 * with an "m" or a "k". Otherwise only one with three decimals is in doubt.
 * @param said whether the headings say that they are pounds
 */
export function doubtOf(grid: Grid, columns: number[], below: GridRow[], said: boolean): Doubt {
  const cells = below.flatMap(({ byColumn }) => columns.flatMap((column) => byColumn.get(column) ?? []))
  const suffixed = (suffix: RegExp) => cells.some(({ type, text }) => type === 'text' && suffix.test(text))
  if (suffixed(/^£?\d+(?:\.\d+)?m\b/i)) return 'others have m'
  const amounts = cells.flatMap((cell) => {
    if (cell.type === 'text' && /^£?\d{1,2}\.\d{3}\D*$/.test(cell.text)) return [0.5]
    const figure = readFigure(grid, cell, 1)
    return figure.kind === 'amount' && figure.pence !== 0 ? [figure.pence] : []
  })
  const small = !said && amounts.length > 1 && amounts.every((pence) => Math.abs(pence) < 10_000)
  const broken = amounts.filter((pence) => pence % 100 !== 0)
  if (small && broken.length * 2 >= amounts.length) return 'all are small'
  if (grid.inMillions) return 'others elsewhere have m'
  return suffixed(/^£?\d+(?:\.\d+)?k\b/i) ? 'others have k' : 'less than a penny'
}
