/**
 * What is known of a table while it is being read and reconciled. Example: Leicestershire's Appendix A is one
 * {@link TableFindings} of 44 lines and 5 rows that state sums.
 */
import type { Measure } from '../model.ts'
import type { Pence } from '../money.ts'
import type { Cell } from '../sheet.ts'
import type { FinancialYear } from '../years.ts'
import type { Doubt } from './figures.ts'
import type { GridRow } from './grid.ts'
import type { Heading } from './headings.ts'
import type { FoundTable, Place, ReadLine } from './reading.ts'
import type { Section } from './sections.ts'

/** What heads a table. */
export interface Headings {
  /** Its heading rows; none where the officer said that the first of them is a line already. */
  rows: GridRow[]
  /** The row in which the headings or, without any, the lines begin, and the row below which the lines do. */
  first: number
  last: number
  /** The rows that the officer marked as headings, where they are lines. */
  marked?: number[]
  columns: Map<number, Heading>
  /** What stands above each column, of two heading rows both. */
  texts: Map<number, string>
}

/** A figure column of a table. */
export interface FigureColumn {
  column: number
  measure: Measure
  /** null when the year stands in a column of its own. */
  year: FinancialYear | null
  unit: number
  doubt: Doubt
  /** In a matrix, the area whose figures stand in the column; `across` when it adds up the row. */
  area: string | null
  across: boolean
}

/** A line as found, with what reconciling needs to know beside what it gives. */
export interface FoundLine {
  line: ReadLine
  /** What the last shown digit of a figure is worth, by the figure's place; nothing is said of those that are exact. */
  steps: number[]
  /** Figures that could not be read. */
  failed: { year: FinancialYear; measure: Measure; suggestion: Pence | null; at: Place; text: string }[]
  /** Footnote marks that no note has answered yet, as they stood. */
  marks: { mark: string; year: FinancialYear | null; measure: Measure | null }[]
  section: Section
  /** It is income that was stated as positive figures and is taken as negative ones. */
  turned?: true
}

/** A row that states sums. `section` is the section it closes if it is a subtotal. */
export interface StatedRow {
  label: string
  kind: 'subtotal' | 'total' | 'cross-total' | 'unclear'
  section: Section
  /** How many lines stood above it. */
  after: number
  figures: { cell: Cell; column: FigureColumn; elsewhere: boolean }[]
  /** The one year it is for, where years stand in a column; null when it adds up several. */
  year?: FinancialYear | null
  /** For a total across a row of a matrix: the lines it adds up, and the row's year where that is its own. */
  across?: { lines: FoundLine[] }
}

export interface TableFindings {
  table: FoundTable
  lines: FoundLine[]
  stated: StatedRow[]
  /** Its only figures are money drawn from a pot. */
  drawdown: boolean
  /** The one text in the row above its headings. */
  title: string | null
}
