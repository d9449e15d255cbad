/**
 * What was found in a workbook: tables, lines, stated figures, problems and what was skipped. Together they account for
 * every non-empty cell. This is what `planner read --json` prints and what the import dialog shows.
 * Example: Leicestershire's E14 is `{label: 'Victims Subtotal', kind: 'subtotal', year: '2018/19', outcome: 'agrees', …}`.
 */
import type { Measure } from '../model.ts'
import type { Pence } from '../money.ts'
import type { FinancialYear } from '../years.ts'

/** What a column holds, other than a figure of a year. */
export const columnRoles = [
  'service',
  'provider',
  'priority',
  'sub-priority',
  'description',
  'route',
  'geography',
  'code',
  'owner',
  'status',
  'contract start',
  'contract end',
  'year',
] as const
export type ColumnRole = (typeof columnRoles)[number]

/** Where something stands in the workbook: a row of a sheet, or one cell of it. */
export interface Place {
  sheet: string
  row?: number
  cell?: string
}

export interface FoundTable {
  sheet: string
  /** The rows of its headings where they first stand; repeated headings are in `skipped`. */
  headerRows: number[]
  /** What its figures are counted in: 1 is pounds, 1000 is £000, 1000000 is £m. */
  unit: number
  years: FinancialYear[]
  /** By column letters: a {@link ColumnRole}, "budget 2018/19" (or forecast, actual), or "extra: HEADING" for one that is kept with the line. */
  columns: Record<string, string>
}

/** A note that travels with a line; with a year and a measure where its mark stands at a figure. */
export interface ReadNote {
  text: string
  mark: string | null
  year: FinancialYear | null
  measure: Measure | null
  at: Place
}

/** One figure of a line. A blank cell is no figure. */
export interface ReadFigure {
  year: FinancialYear
  measure: Measure
  pence: Pence
  at: Place
}

export interface ReadLine {
  service: string
  provider: string | null
  priority: string | null
  /** The priority that it is a sub-priority of. */
  parentPriority: string | null
  description: string | null
  route: string | null
  geography: string | null
  code: string | null
  owner: string | null
  status: string | null
  /** ISO dates; a text that is no day stays in `extra`. */
  contractStart: string | null
  contractEnd: string | null
  figures: ReadFigure[]
  notes: ReadNote[]
  /** Columns that have no place of their own, by heading. */
  extra: Record<string, string>
  at: { sheet: string; row: number }
}

export type Outcome =
  | 'agrees'
  | 'rounding'
  | 'differs'
  | 'malformed'
  | 'missing amount'
  | 'unit missing'
  | 'in the wrong column'
  | 'not stated'

/**
 * A subtotal or total that the workbook states, beside what its lines come to. difference = computed − stated. A cross-total
 * adds up a row of a matrix.
 */
export interface StatedFigure {
  label: string
  kind: 'subtotal' | 'total' | 'cross-total'
  /** null when it adds up several years, which stand below each other. */
  year: FinancialYear | null
  measure: Measure
  statedPence: Pence | null
  computedPence: Pence
  differencePence: Pence | null
  outcome: Outcome
  /** Why it differs, where that can be said in a sentence. */
  explanation: string | null
  at: Place
  /**
   * Where it did not agree: the places of the lines it adds up among the reading's, counted from 0, their years, and how
   * many pence rounding may explain.
   */
  adds?: { lines: number[]; years: FinancialYear[]; within: number }
}

export interface Problem {
  at: Place
  text: string
  kind:
    | 'malformed amount'
    | 'missing year'
    | 'no service'
    | 'no table'
    | 'below the total'
    | 'error value'
    | 'amount without a value'
    | 'unit missing'
    | 'hidden'
    | 'malformed figure in a note'
    | 'positive income'
  message: string
  suggestionPence: Pence | null
}

export interface Skipped {
  at: Place
  reason: string
  text: string
}

/** How many non-empty cells there are and what became of them; the last three add up to the first. */
export interface CellAccount {
  all: number
  used: number
  skipped: number
  problems: number
}

export interface Reading {
  file: string
  tables: FoundTable[]
  lines: ReadLine[]
  stated: StatedFigure[]
  problems: Problem[]
  skipped: Skipped[]
  cells: CellAccount
}

/** The officer's own say about a table, in the shape in which `read --json` prints `tables`. */
export type TableMapping = Pick<FoundTable, 'sheet' | 'headerRows' | 'columns'> & { unit?: number }
