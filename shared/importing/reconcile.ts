/**
 * Compares every subtotal and total that a table states with what its lines come to.
 * Example: Devon & Cornwall's total of £5,830,690 agrees with its 15 lines; a total that is £10,000 above them, where one
 * line has text in place of its amount, is a missing amount of exactly £10,000.
 */
import type { Measure } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import type { FinancialYear } from '../years.ts'
import { readFigure } from './figures.ts'
import type { FoundLine, StatedRow, TableFindings } from './findings.ts'
import type { Grid } from './grid.ts'
import { positiveIncome } from './income.ts'
import type { FoundStated } from './parts.ts'
import type { Outcome, StatedFigure } from './reading.ts'

/**
 * Every stated figure of a table with its outcome, in the order of the sheet. A plain “Total” below a section closes it
 * when another total follows, else the table; where that does not agree and the other reading does, the other is meant.
 */
export function reconcile(grid: Grid, { stated, lines }: TableFindings): FoundStated[] {
  return stated.flatMap((row, index) => {
    const { kind, across } = row
    if (across) {
      const scope = scopeOf(row, across.lines)
      return row.figures.map((figure) => compare(grid, row, 'cross-total', scope, figure))
    }
    const as = (kind: 'subtotal' | 'total') => {
      const scope = scopeOf(
        row,
        kind === 'total' ? lines.slice(0, row.after) : closedBy(row, stated.slice(0, index), lines),
      )
      return row.figures.map((figure) => compare(grid, row, kind, scope, figure))
    }
    if (kind === 'subtotal' || kind === 'total') return as(kind)
    const closes = row.section.name !== null && index < stated.length - 1
    const likely = as(closes ? 'subtotal' : 'total')
    if (agree(likely)) return likely
    const other = as(closes ? 'total' : 'subtotal')
    return agree(other) ? other : likely
  })
}

const agree = (figures: FoundStated[]) => figures.every(({ outcome }) => outcome === 'agrees')

/**
 * The lines that a subtotal closes: those of its section since the last subtotal in it. Directly below the subtotal of a
 * sub-section it closes the section which that is a part of.
 */
function closedBy(row: StatedRow, earlier: StatedRow[], lines: FoundLine[]): FoundLine[] {
  const { section, after } = row
  const previous = earlier.filter((one) => one.section === section).at(-1)
  const above = lines.slice(0, after)
  if (previous?.after === after && section.parent) return above.filter((line) => line.section.parent === section.parent)
  // Where years stand in a column, a section may be closed once for each.
  return above.slice(row.year ? 0 : (previous?.after ?? 0)).filter((line) => line.section === section)
}

/** What lines come to, in each measure of each year; `steps` is what the last shown digits of the figures are worth together. */
class Sums {
  #byYear = new Map<FinancialYear, Partial<Record<Measure, { pence: number; steps: number }>>>()

  get years(): FinancialYear[] {
    return [...this.#byYear.keys()]
  }

  of(year: FinancialYear, measure: Measure): { pence: number; steps: number } | undefined {
    return this.#byYear.get(year)?.[measure]
  }

  add({ line, steps }: FoundLine): void {
    for (let index = 0; index < line.figures.length; index++) {
      const { year, measure, pence } = line.figures[index]!
      const sums = this.#byYear.get(year) ?? {}
      const sum = sums[measure]
      if (sum) {
        sum.pence += pence
        sum.steps += steps[index] ?? 0
        continue
      }
      sums[measure] = { pence, steps: steps[index] ?? 0 }
      this.#byYear.set(year, sums)
    }
  }
}

/** The lines that a stated figure adds up, with their sums: of all, and of those in an area. */
interface Scope {
  lines: FoundLine[]
  all: Sums
  byArea: Map<string, Sums>
  failed: (FoundLine['failed'][number] & { line: FoundLine })[]
}

function scopeOf({ figures }: StatedRow, lines: FoundLine[]): Scope {
  const byArea = new Map<string, Sums>()
  for (const { column } of figures) if (column.area) byArea.set(column.area, new Sums())
  const scope: Scope = { lines, all: new Sums(), byArea, failed: [] }
  for (const line of lines) {
    scope.all.add(line)
    byArea.get(line.line.geography ?? '')?.add(line)
    for (const one of line.failed) scope.failed.push({ ...one, line })
  }
  return scope
}

/** Which amounts, could they be read, might explain the difference. */
function missing(failed: { text: string; suggestion: Pence | null; line: FoundLine }[], plug: Pence): string {
  const [first, second] = failed
  if (second)
    return `${failed.length} amounts could not be read; together they would have to come to ${formatMoney(plug)}.`
  const row = `the ${first!.line.line.service} row has “${first!.text}” where its amount should be`
  const certain = first!.suggestion === plug ? ', which was meant for just that' : ''
  return `The difference is exactly ${formatMoney(plug)}: ${row}${certain}.`
}

function compare(
  grid: Grid,
  row: StatedRow,
  kind: StatedFigure['kind'],
  scope: Scope,
  { cell, column, elsewhere }: StatedRow['figures'][number],
): FoundStated {
  const { measure } = column
  const one = row.year ?? (row.year === undefined ? column.year : null)
  // Below several years in a column, a total that names none adds them all up.
  const year = one ?? (scope.all.years.length === 1 ? scope.all.years[0]! : null)
  let computed = 0
  let steps = 0
  const sums = column.area ? scope.byArea.get(column.area) : scope.all
  for (const each of year === null ? scope.all.years : [year]) {
    const sum = sums?.of(each, measure)
    computed += sum?.pence ?? 0
    steps += sum?.steps ?? 0
  }
  const read = cell.type === 'blank' ? null : readFigure(grid, cell, column.unit, column.doubt)
  const statedPence = read?.kind === 'amount' ? read.pence : null
  // Income that was taken as negative is stated as a positive sum of its own.
  const turned = (statedPence ?? 0) > 0 && scope.lines.length > 0 && scope.lines.every((found) => found.turned)
  if (turned) computed = 0 - computed
  const difference = statedPence === null ? null : computed - statedPence
  const failed = scope.failed
    .filter((one) => one.measure === measure && (year === null || one.year === year))
    .filter(({ line }) => !column.area || line.line.geography === column.area)
  let outcome: Outcome = 'differs'
  let explanation: string | null = null
  if (read === null || read.kind === 'blank') outcome = 'not stated'
  else if (read.kind === 'problem') {
    outcome = read.problem === 'unit missing' ? 'unit missing' : 'malformed'
    explanation = outcome === 'malformed' ? `“${cell.text}” is not an amount.` : `“${cell.text}” lacks its unit.`
  } else if (difference === 0) outcome = 'agrees'
  else if (steps > 0 && Math.abs(difference!) <= (steps + read.step) / 2) {
    outcome = 'rounding'
    explanation = `The difference is within the rounding of the figures shown.`
  } else if (failed.length > 0) {
    outcome = 'missing amount'
    explanation = missing(failed, (0 - difference!) as Pence)
  } else explanation = positiveIncome(row, scope.lines, column, year, read.pence)
  if (elsewhere && statedPence !== null) {
    const where = `The figure stands in column ${grid.place(cell).cell!.replace(/\d+$/, '')}, not under its heading.`
    explanation = explanation ? `${where} ${explanation}` : where
    if (outcome === 'agrees') outcome = 'in the wrong column'
  }
  const open = !turned && (outcome === 'differs' || outcome === 'missing amount')
  return {
    label: row.label,
    kind,
    year,
    measure,
    statedPence,
    computedPence: computed as Pence,
    differencePence: difference as Pence | null,
    outcome,
    explanation,
    at: grid.place(cell),
    ...(open
      ? { parts: partsOf(scope, column.area, year, (steps + (read?.kind === 'amount' ? read.step : 0)) / 2) }
      : {}),
  }
}

/** The lines that a figure adds up, whether they have one there or not. */
function partsOf({ lines, all }: Scope, area: string | null, year: FinancialYear | null, within: number) {
  const own = lines.filter(({ line }) => !area || line.geography === area)
  return { lines: own.map(({ line }) => line), years: year === null ? all.years : [year], within }
}
