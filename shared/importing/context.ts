/**
 * What a table's figures are counted in, and for which year they are, where its headings do not say. Example: "All figures in
 * £000" below the table makes 120.5 mean £120,500; the title "Budget for 2021-22" gives the year.
 */
import type { Cell } from '../sheet.ts'
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

const MILLIONS = /^£?\d+(?:\.\d+)?m\b/i
const THOUSANDS = /^£?\d+(?:\.\d+)?k\b/i

/**
 * Why figures in pounds may be counted in something else: all are small and few are whole, or others beside them are written
 * with an "m" or a "k". Otherwise only one with three decimals is in doubt.
 * @param said whether the headings say that they are pounds
 */
export function doubtOf(grid: Grid, columns: number[], below: GridRow[], said: boolean): Doubt {
  let thousands = false
  let small = !said
  let amounts = 0
  let broken = 0
  for (const { byColumn } of below) {
    for (const column of columns) {
      const cell = byColumn.get(column)
      if (!cell) continue
      if (cell.type === 'text' && MILLIONS.test(cell.text)) return 'others have m'
      thousands ||= cell.type === 'text' && THOUSANDS.test(cell.text)
      const pence = small ? penceIn(grid, cell) : 0
      if (pence === 0) continue
      amounts++
      if (Math.abs(pence) >= 10_000) small = false
      if (pence % 100 !== 0) broken++
    }
  }
  if (small && amounts > 1 && broken * 2 >= amounts) return 'all are small'
  if (grid.inMillions) return 'others elsewhere have m'
  return thousands ? 'others have k' : 'less than a penny'
}

/** The pence of a cell in pounds; part of a penny for "0.710", which has too many decimals, and 0 where there is no amount. */
function penceIn(grid: Grid, cell: Cell): number {
  if (cell.type === 'text' && /^£?\d{1,2}\.\d{3}\D*$/.test(cell.text)) return 0.5
  const figure = readFigure(grid, cell, 1)
  return figure.kind === 'amount' ? figure.pence : 0
}
