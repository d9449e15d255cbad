/**
 * What the import dialog says about a reading, in words and rows. Example (Leicestershire): "44 lines in 4 priorities,
 * 3 years; 15 stated figures agree; 0 problems".
 */
import type { Outcome, Place, Reading, ReadLine, StatedFigure } from '../../shared/importing/index.ts'
import type { Measure } from '../../shared/model.ts'
import { addUp, formatCount, type Pence } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'

/** A number with its noun. @example count(1, 'line') // '1 line' */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`
}

/** Does a stated figure need looking at? Rounding and figures that state nothing do not. */
export function differs({ outcome }: StatedFigure): boolean {
  return outcome !== 'agrees' && outcome !== 'rounding' && outcome !== 'not stated'
}

/** The line at the top of the dialog. */
export function summaryOf(reading: Reading): string {
  const priorities = new Set(reading.lines.map((line) => line.priority)).size
  const years = new Set(reading.lines.flatMap((line) => line.figures.map((figure) => figure.year))).size
  const agree = reading.stated.filter(({ outcome }) => outcome === 'agrees' || outcome === 'rounding').length
  const different = reading.stated.filter(differs).length
  const parts = [
    `${count(reading.lines.length, 'line')} in ${count(priorities, 'priority', 'priorities')}, ${count(years, 'year')}`,
    agree + different === 0
      ? 'no totals stated'
      : `${count(agree, 'stated figure')} ${agree === 1 ? 'agrees' : 'agree'}`,
    ...(different > 0 ? [`${different} ${different === 1 ? 'does' : 'do'} not`] : []),
    count(reading.problems.length, 'problem'),
  ]
  return parts.join('; ')
}

/** What became of the cells. @example '312 cells: 290 used, 22 skipped' */
export function cellAccountOf({ cells }: Reading): string {
  const { all, used, skipped, problems } = cells
  const parts = [`${formatCount(used)} used`, `${formatCount(skipped)} skipped`]
  if (problems > 0) parts.push(count(problems, 'problem'))
  return `${count(all, 'cell')}: ${parts.join(', ')}`
}

/** Where something stands. @example placeOf({sheet: 'Appendix A', cell: 'E14'}) // 'Appendix A, E14' */
export function placeOf({ sheet, row, cell }: Place): string {
  if (cell) return `${sheet}, ${cell}`
  return row === undefined ? sheet : `${sheet}, row ${row}`
}

/** The differences first, then what agrees, each in the order of the workbook. */
export function statedInOrder(stated: readonly StatedFigure[]): StatedFigure[] {
  return [...stated.filter(differs), ...stated.filter((figure) => !differs(figure))]
}

/** An outcome as the dialog says it. */
export const outcomeWords: Record<Outcome, string> = {
  agrees: 'Agrees',
  rounding: 'Rounding',
  differs: 'Differs',
  malformed: 'Malformed',
  'missing amount': 'Missing amount',
  'unit missing': 'Unit missing',
  'in the wrong column': 'In the wrong column',
  'not stated': 'Not stated',
}

/** A column of figures in the preview. */
export interface FigureColumn {
  year: FinancialYear
  measure: Measure
}

/** The figures that the lines have, by year and then budget, forecast, actual. */
export function figureColumns(lines: readonly ReadLine[]): FigureColumn[] {
  const order: readonly Measure[] = ['budget', 'forecast', 'actual']
  const found = new Map<string, FigureColumn>()
  for (const { year, measure } of lines.flatMap((line) => line.figures))
    found.set(`${year} ${measure}`, { year, measure })
  return [...found.values()].sort(
    (a, b) => a.year.localeCompare(b.year) || order.indexOf(a.measure) - order.indexOf(b.measure),
  )
}

/** A line's figure in that column; null when blank. */
export function figureIn(line: ReadLine, { year, measure }: FigureColumn): Pence | null {
  return addUp(
    line.figures.filter((figure) => figure.year === year && figure.measure === measure).map(({ pence }) => pence),
  )
}

/** The lines by priority, in the order in which the workbook first has them. */
export function byPriority(lines: readonly ReadLine[]): { name: string; lines: ReadLine[] }[] {
  const groups = new Map<string, ReadLine[]>()
  for (const line of lines) {
    const name = line.priority ?? 'No priority'
    const held = groups.get(name)
    if (held) held.push(line)
    else groups.set(name, [line])
  }
  return [...groups].map(([name, held]) => ({ name, lines: held }))
}
