/**
 * What becomes of a template: which rows of its sheets are repeated, and what stands in the cells that are filled. It says
 * nothing of styles, references or charts, which follow from where the rows went. Example: rows 5 to 7 of "Appendix A"
 * become a heading, 11 lines and a subtotal for each priority; the cell B2 becomes "2020/21".
 */

import type { Workbook } from '../sheet.ts'

/** What stands in a filled cell. A formula is written without "="; its value is null where it is not known. */
export type FilledValue =
  | { kind: 'blank' }
  | { kind: 'text'; text: string }
  /** As the spreadsheet stores it: pounds, thousands or millions of them, or a date's serial number. */
  | { kind: 'number'; value: number }
  | { kind: 'formula'; formula: string; value: number | string | null }

/** One row of the new sheet: a copy of row `from` of the template. Cells that are not named are copied as they are. */
export interface FilledRow {
  from: number
  /** By column letters. */
  cells: Record<string, FilledValue>
}

/** Rows `first` to `last` of the template, replaced by these rows (maybe none). Blocks of a sheet do not overlap. */
export interface FilledBlock {
  first: number
  last: number
  rows: FilledRow[]
}

export interface FilledSheet {
  /** As in the template. */
  name: string
  /** In order of `first`. Rows outside every block stay, moved up or down by the blocks above them. */
  blocks: FilledBlock[]
  /** Filled cells outside the blocks, by their reference in the template. */
  cells: Record<string, FilledValue>
  /** Header and footer texts that are filled, by element name such as `oddHeader`. */
  headerFooter: Record<string, string>
  /**
   * Columns that are new beside a table, each with the column whose width and styles it takes: `{ D: 'C' }`. Both by letters.
   */
  like?: Record<string, string>
}

/** Only sheets in which something is filled. Formulas in it name cells of the new workbook. */
export interface Filling {
  sheets: FilledSheet[]
  /** Properties of the workbook that are filled, by element name such as `title`. */
  properties?: Record<string, string>
}

/** A template as it is read: its cells, and the header and footer texts of each sheet by element name such as `oddHeader`. */
export interface Template {
  workbook: Workbook
  headerFooter: Record<string, Record<string, string>>
  /** The workbook's properties by element name such as `title`. */
  properties?: Record<string, string>
}
