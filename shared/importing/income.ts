/**
 * Income that is stated as positive figures below what is spent. Where a net total proves it, it is taken as negative, so that
 * the lines come to the net; else the officer is told. Example: expenditure 150, "Income" 70, "Net total" 80.
 */
import { formatMoney, type Pence } from '../money.ts'
import type { FinancialYear } from '../years.ts'
import { readFigure } from './figures.ts'
import type { FigureColumn, FoundLine, StatedRow, TableFindings } from './findings.ts'
import type { Grid } from './grid.ts'
import { isIncome, isNet } from './labels.ts'
import type { Section } from './sections.ts'

/** The section that says that a line is income; null where none does. */
function incomeSection({ section }: FoundLine): Section | null {
  const named = [section, section.parent].find((one) => one?.name && isIncome(one.name))
  return named ?? null
}

/** A line that would add to the budget though it is income. */
const isPositiveIncome = (line: FoundLine) =>
  !line.turned && incomeSection(line) !== null && line.line.figures.some(({ pence }) => pence > 0)

/** Makes the income of a table negative where a net total proves that it is, which is said at its heading. */
export function turnIncome(grid: Grid, { lines, stated }: TableFindings): void {
  const income = lines.filter(isPositiveIncome)
  if (income.length === 0) return
  const negative = lines.some((line) => incomeSection(line) && line.line.figures.some(({ pence }) => pence < 0))
  const proof = negative ? undefined : stated.find((row) => proves(grid, row, lines.slice(0, row.after)))
  if (!proof) return
  const taken = lines.slice(0, proof.after).filter(isPositiveIncome)
  for (const found of taken) {
    found.turned = true
    for (const figure of found.line.figures) figure.pence = (0 - figure.pence) as Pence
  }
  for (const section of new Set(taken.map((line) => incomeSection(line)!))) sayTurned(grid, section, proof)
}

/** Tells of income that adds to the budget since nothing proves that it is negative, once for each section. */
export function tellIncome(grid: Grid, { lines }: TableFindings): void {
  const income = lines.filter(isPositiveIncome)
  for (const section of new Set(income.map((line) => incomeSection(line)!)))
    tellPositive(
      grid,
      section,
      income.filter((line) => incomeSection(line) === section),
    )
}

/**
 * The row that closes a table: its last, but for the totals of what stands below it to say who pays, which are taken away.
 * Example: "Total 150", then "Funded by" with 90 and 60 and a "Total funding 150" of its own.
 */
export function closingRow(grid: Grid, { stated, lines }: TableFindings): StatedRow | undefined {
  const rows = stated.filter(({ kind }) => kind !== 'cross-total')
  const income = lines.some(isPositiveIncome)
  const funds = ({ section, label }: StatedRow) => income && isIncome(section.name ?? '') && !isNet(label)
  const end = rows.findLast((row) => !funds(row))
  const below = end && end.kind !== 'subtotal' ? rows.slice(rows.indexOf(end) + 1) : []
  if (!end || below.length === 0 || !isIncome(lines[end.after]?.section.name ?? '')) return rows.at(-1)
  for (const row of below) {
    stated.splice(stated.indexOf(row), 1)
    const held = grid.row(row.figures[0]!.cell.row)
    if (held) grid.skip(held, 'total of what stands below the total', true)
  }
  return end
}

/** Is every figure of a row what is spent less the income above it, with some income in one at least? */
function proves(grid: Grid, row: StatedRow, above: FoundLine[]): boolean {
  if (row.kind === 'cross-total' || !above.some(isPositiveIncome)) return false
  const sums = row.figures.map(({ cell, column }) => {
    const figure = readFigure(grid, cell, column.unit, column.doubt)
    const { spent, received } = sumsOf(above, column, yearFor(row, column))
    return { received, proven: figure.kind === 'amount' && spent > 0 && spent - received === figure.pence }
  })
  return sums.every(({ proven }) => proven) && sums.some(({ received }) => received > 0)
}

const yearFor = (row: StatedRow, column: FigureColumn) => (row.year === undefined ? column.year : row.year)

/** What some lines come to in a column: those that spend and those of income. */
function sumsOf(lines: readonly FoundLine[], { measure, area }: FigureColumn, year: FinancialYear | null) {
  const sums = { spent: 0, received: 0 }
  for (const found of lines) {
    if (area && found.line.geography !== area) continue
    const what = incomeSection(found) ? 'received' : 'spent'
    for (const one of found.line.figures)
      if (one.measure === measure && (year === null || one.year === year)) sums[what] += one.pence
  }
  return sums
}

/** Says at the heading of a section that its figures were taken as negative, and what proves it. */
function sayTurned(grid: Grid, { name }: Section, { label }: StatedRow): void {
  const heading = grid.skipped.findLast(({ reason, text }) => reason === 'section heading' && text === name)
  if (heading)
    heading.reason = `section heading; its positive figures are income and were taken as negative, as “${label}” proves`
}

function tellPositive(grid: Grid, { name }: Section, [first, ...others]: FoundLine[]): void {
  const cell = grid.row(first!.line.at.row)?.cells[0]
  if (!cell) return
  const them = others.length === 0 ? 'The line' : `The ${others.length + 1} lines`
  grid.problems.push({
    at: grid.place(cell),
    text: cell.text,
    kind: 'positive income',
    message: `${them} under “${name}” ${others.length === 0 ? 'is' : 'are'} stated as positive figures and no net total proves that they are income, so they add to the budget; if they are income, make them negative or remove them.`,
    suggestionPence: null,
  })
}

/**
 * Why a figure differs, where income that is stated as positive explains it or may.
 * @param lines those that the figure adds up
 * @returns null where they hold no such income, or the figure does not say that it is a net one
 */
export function positiveIncome(
  row: StatedRow,
  lines: readonly FoundLine[],
  column: FigureColumn,
  year: FinancialYear | null,
  stated: Pence,
): string | null {
  const names = new Set(lines.filter(isPositiveIncome).map((line) => incomeSection(line)!.name))
  const { spent, received } = sumsOf(lines, column, year)
  const net = spent - received
  if (names.size === 0 || received <= 0 || (net !== stated && !isNet(row.label))) return null
  const under = [...names].map((name) => `“${name}”`).join(' and ')
  return `The lines under ${under} are stated as positive figures; as negative ones all would come to ${formatMoney(net as Pence)}${net === stated ? ', which is what is stated' : ''}.`
}
