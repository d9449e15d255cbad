/**
 * The columns of the budget, and what stands in each cell. Values are read from the plan and its totals, never stored in a
 * row. Example: column `budget 2021/22` of a subtotal row is `totals.subtotal(group, '2021/22', 'budget')`.
 */
import type { Change } from '../../shared/change.ts'
import { typeFigure } from '../../shared/edits/typing.ts'
import { setText, type TextField } from '../../shared/edits.ts'
import { errorAt, errorSentence, errorWord } from '../../shared/expressions.ts'
import { isFunded } from '../../shared/funding.ts'
import { amountId, type Measure, type Origin } from '../../shared/model.ts'
import { changeInBasisPoints, formatMoney, formatPounds, type Pence } from '../../shared/money.ts'
import { noteText } from '../../shared/notes.ts'
import { amountOf, type Plan } from '../../shared/plan.ts'
import { figureIn } from '../../shared/totals.ts'
import type { Unit } from '../../shared/views.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import type { Ledger } from '../ledger.ts'
import { figureText } from './cells.ts'
import { type GridRow, sourceOf, totalRow } from './rows.ts'

/** How a column's values look. Money, change and percent are pence and basis points, right-aligned. */
export type ColumnKind = 'text' | 'money' | 'change' | 'percent'

/** A column of a ledger. `id` names it in the grid and in tests. */
export interface Column {
  id: string
  kind: ColumnKind
  heading: string
  /** What its figures are, under the heading. */
  note?: string
  /** In pixels; the texts take what room is left. */
  width: number
  /** Its width was chosen; else a text takes what room is left. */
  fixed?: boolean
  /** It stays in sight when the others scroll. */
  frozen?: boolean
  /** Its heading has a menu, and it can be moved. */
  menu?: boolean
  /** Lines are in its order, or some are hidden for what they have in it. */
  sorted?: 'ascending' | 'descending'
  filtered?: boolean
  /** In what its figures are shown; pounds where it is not given. What is typed is pounds. */
  unit?: Exclude<Unit, 'pounds'>
  /** What lines are sorted by, where that is not the value, such as a date that is shown in words. */
  orderOf?: (row: GridRow) => string | number | null
  /** The plan year's column is marked. */
  marked?: boolean
  valueOf: (row: GridRow) => string | number | null
  /** Where the value comes from, for the tooltip. */
  tooltip?: (row: GridRow) => string | null
  edit?: ColumnEdit
  /** Of a column of lines' figures: which. */
  figure?: { year: FinancialYear; measure: Measure }
  /** Has any of its figures pence? Then whole pounds keep room for them. */
  hasPence?: () => boolean
  /** Classes of a cell, each with the rows that have it. What it shows must be said in words too, such as in the tooltip. */
  marks?: Record<string, (row: GridRow) => boolean>
}

/** How a line's cell of this column is edited. */
export interface ColumnEdit {
  textOf: (lineId: string) => string
  /** The Change that what was typed asks for. @throws Refusal when it cannot be read */
  change: (plan: Plan, lineId: string, typed: string) => Change
  /** What is to be said once it is done, if anything. */
  said?: (lineId: string) => string | null
}

const TEXTS: readonly [TextField, string, number][] = [
  ['service', 'Service', 230],
  ['provider', 'Provider', 140],
  ['route', 'Route', 124],
  ['geography', 'Geography', 92],
]

/** The columns for the years that the plan has; the current year's forecast outturn when it has one or is asked for. */
export function budgetColumns(ledger: Ledger, showForecast: boolean): Column[] {
  const { planYear, hasForecast } = ledger
  const current = planYear && shiftYear(planYear, -1)
  const withForecast = current !== null && (showForecast || hasForecast)
  const years = [...new Set([...ledger.years, ...(withForecast ? [current] : [])])].sort()
  const columns = TEXTS.map(([field, heading, width]) => textColumn(ledger, field, heading, width))
  for (const year of years) {
    const isPlanYear = year === planYear
    columns.push({
      ...amountColumn(ledger, year, 'budget'),
      note: isPlanYear ? 'plan year' : planYear && year > planYear ? 'indicative' : 'budget',
      marked: isPlanYear,
    })
    if (withForecast && year === current)
      columns.push({ ...amountColumn(ledger, year, 'forecast'), note: 'forecast outturn' })
    if (isPlanYear && current && years.includes(current)) columns.push(...changeColumns(ledger, current, planYear))
  }
  return columns
}

/** A text of the line. On a subtotal or the total, the service's column says what the row is. */
export function textColumn(ledger: Ledger, field: TextField, heading: string, width: number): Column {
  const textIn = (row: GridRow): string | null => {
    if (row.kind === 'line') return ledger.plan.line.get(row.lineId)?.[field] ?? null
    if (field !== 'service') return null
    if (row.kind === 'subtotal') return `${row.partial ? `All ${row.partial} lines: ` : ''}${row.name} subtotal`
    return row.kind === 'total' ? 'Total' : row.name
  }
  return {
    id: field,
    kind: 'text',
    heading,
    width,
    valueOf: textIn,
    tooltip: (row) => {
      const text = textIn(row)
      return text !== null && text.length > 18 ? text : null
    },
    edit: {
      textOf: (lineId) => ledger.plan.line.get(lineId)?.[field] ?? '',
      change: (plan, lineId, value) => setText(plan, { lineId, field, value }),
    },
  }
}

/** A year's figures, typed as pounds or arithmetic. By source they are parts, which are decided elsewhere. */
export function amountColumn(ledger: Ledger, year: FinancialYear, measure: Measure): Column {
  const errorIn = (row: GridRow) =>
    row.kind === 'line' ? errorAt(ledger.plan, { lineId: row.lineId, year, measure }) : undefined
  /** The largest figures: the total, and under a budget what there is to pay for it. */
  const figures = (): (Pence | null)[] => {
    const total = ledger.totals.total(year, measure)
    if (measure !== 'budget' || !isFunded(ledger.plan) || !saysFunding(ledger, year)) return [total]
    const { available, gap } = ledger.funding.year(year)
    return [total, available, gap]
  }
  const hasPence = () =>
    ledger.hasPence(year, measure) || figures().some((pence) => pence !== null && pence % 100 !== 0)
  return {
    id: `${measure} ${year}`,
    kind: 'money',
    heading: year,
    width: Math.max(...figures().map((largest) => moneyWidth(largest, hasPence()))),
    valueOf: (row) => {
      const error = errorIn(row)
      return error ? errorWord(error) : figureOf(ledger, row, year, measure)
    },
    tooltip: (row) => provenanceOf(ledger, row, year, measure),
    hasPence,
    figure: { year, measure },
    marks: {
      'no-amount': (row) => errorIn(row) !== undefined,
      ...(measure === 'budget' ? footMarks(ledger, year) : {}),
    },
    ...(ledger.divided
      ? {}
      : {
          edit: {
            textOf: (lineId) => figureText(ledger.plan, { lineId, year, measure }),
            change: (plan, lineId, typed) => typeFigure(plan, { lineId, year, measure, typed }),
          },
        }),
  }
}

function changeColumns(ledger: Ledger, from: FinancialYear, to: FinancialYear): Column[] {
  const note = `on ${from}`
  const hasPence = () => ledger.hasPence(from, 'budget') || ledger.hasPence(to, 'budget')
  // Where some groups rise and others fall, they change by more than the total does.
  const room = Math.trunc((ledger.totals.total(to, 'budget') ?? 0) / 10)
  const largest = Math.max(Math.abs(changeOf(ledger, totalRow, from, to) ?? 0), Math.abs(room)) as Pence
  return [
    {
      id: 'change',
      kind: 'change',
      heading: 'Change £',
      note,
      width: moneyWidth(largest, hasPence()),
      valueOf: (row) => changeOf(ledger, row, from, to),
      hasPence,
    },
    {
      id: 'percent',
      kind: 'percent',
      heading: 'Change %',
      note,
      width: 96,
      valueOf: (row) =>
        row.kind === 'foot'
          ? null
          : changeInBasisPoints(figureOf(ledger, row, from, 'budget'), figureOf(ledger, row, to, 'budget')),
    },
  ]
}

/** Wide enough for the largest figure, in pixels, at the bundled typeface's tabular figures; never less than 104. */
export function moneyWidth(largest: Pence | null, hasPence: boolean): number {
  const whole = largest === null ? '' : formatPounds((Math.trunc(largest / 100) * 100) as Pence)
  return Math.max(104, Math.ceil(8.3 * (whole.length + (hasPence ? 3 : 0))) + 32)
}

/** What stands under the total: what there is to pay for it, and what is missing. */
export const fundingRows: readonly GridRow[] = [
  { kind: 'foot', id: 'available', name: 'Funding available' },
  { kind: 'foot', id: 'gap', name: 'Funding gap' },
]

function footMarks(ledger: Ledger, year: FinancialYear): NonNullable<Column['marks']> {
  return {
    shortfall: ({ id }) => id === 'gap' && saysFunding(ledger, year) && ledger.funding.year(year).gap > 0,
    unconfirmed: ({ id }) => id === 'available' && ledger.funding.year(year).unconfirmed > 0,
  }
}

/** Of years before the plan year, only those of which it is known who pays have a gap. */
export function saysFunding({ planYear, funding }: Ledger, year: FinancialYear): boolean {
  return planYear === null || year >= planYear || funding.isKnown(year)
}

/** What a foot row's figure of a year says. */
function footText(ledger: Ledger, id: string, year: FinancialYear): string {
  const { gap, unconfirmed, carried } = ledger.funding.year(year)
  if (id === 'gap') {
    if (gap === 0) return `No gap: the funding of ${year} is its budget`
    if (gap > 0) return `Shortfall: the budget of ${year} is ${formatMoney(gap)} above its funding`
    return `The funding of ${year} is ${formatMoney((0 - gap) as Pence)} above its budget`
  }
  const parts = ['What all sources have']
  if (carried !== 0) parts.push(`${formatMoney(carried)} carried forward to lines among it`)
  if (unconfirmed !== 0) parts.push(`${formatMoney(unconfirmed)} of it unconfirmed`)
  return parts.join(', ')
}

/** A row's figure in pence: a line's own or its part, a subtotal, the total, or what stands under it; null when blank. */
export function figureOf(ledger: Ledger, row: GridRow, year: FinancialYear, measure: Measure): Pence | null {
  const { plan } = ledger
  if (row.kind === 'line') {
    const source = sourceOf(row, ledger.levels)
    if (source === null) return amountOf(plan, row.lineId, year, measure)
    const line = plan.line.get(row.lineId)
    return line ? figureIn(plan, line, { by: 'source', group: source, year, measure }) : null
  }
  if (row.kind === 'foot') {
    if (measure !== 'budget' || !saysFunding(ledger, year)) return null
    const { available, gap } = ledger.funding.year(year)
    return row.id === 'gap' ? gap : row.id === 'available' ? available : null
  }
  if (row.kind === 'subtotal') {
    const { group, part } = row
    return part === undefined
      ? ledger.totals.subtotal(group, year, measure)
      : ledger.totals.part(group, part, year, measure)
  }
  return row.kind === 'total' ? ledger.totals.total(year, measure) : null
}

/** The change between two years' budgets. A blank on one side counts as nothing there; on both sides there is no change. */
export function changeOf(ledger: Ledger, row: GridRow, from: FinancialYear, to: FinancialYear): Pence | null {
  if (row.kind === 'foot') return null
  const before = figureOf(ledger, row, from, 'budget')
  const after = figureOf(ledger, row, to, 'budget')
  return before === null && after === null ? null : (((after ?? 0) - (before ?? 0)) as Pence)
}

/** Where an imported figure stood. @example placeText(origin) // 'Appendix A, E5, in leicestershire.xlsx' */
export function placeText({ file, sheet, row, cell }: Origin): string {
  const place = cell ?? (row === undefined ? null : `row ${row}`)
  return `${sheet}${place === null ? '' : `, ${place}`}, in ${file}`
}

/** Where a figure comes from, with the notes that stand at it; null when there is nothing to say. */
export function provenanceOf(ledger: Ledger, row: GridRow, year: FinancialYear, measure: Measure): string | null {
  if (row.kind === 'subtotal') return `Sum of the lines under ${row.name}`
  if (row.kind === 'total') return 'Sum of all lines'
  if (row.kind === 'heading') return null
  if (row.kind === 'foot')
    return measure === 'budget' && saysFunding(ledger, year) ? footText(ledger, row.id, year) : null
  const error = errorAt(ledger.plan, { lineId: row.lineId, year, measure })
  const amount = ledger.plan.amount.get(amountId(row.lineId, year, measure))
  if (ledger.divided)
    return amount ? `Its part of ${formatMoney(amount.pence)}. Who pays for a line is edited under Funding.` : null
  const notes: string[] = []
  for (const note of ledger.plan.note.by('lineId', row.lineId))
    if (note.year === year && note.measure === measure) notes.push(noteText(note))
  if (error) notes.unshift(errorSentence(ledger.plan, error))
  if (amount) notes.unshift(amount.origin ? placeText(amount.origin) : (amount.expression ?? 'Entered in this plan'))
  return notes.join('\n') || null
}
