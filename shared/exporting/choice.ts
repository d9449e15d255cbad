/**
 * What an officer chooses when exporting, and what is shown of it before anything is written. Example: the paper
 * `commissioning-framework` for 2021/22 in £000, or all budget lines as .csv.
 */
import { z } from 'zod'
import type { Cell, Merge, Workbook } from '../sheet.ts'
import type { CheckedPlaceholder } from '../templates/index.ts'
import { type FinancialYear, isYear } from '../years.ts'

export const exportChoiceSchema = z.strictObject({
  /**
   * `workbook`: a template, filled; `lines`: every budget line with all its figures, as .csv; `print`: the budget as a PDF;
   * `publication`: the tables of the publication pack, each as .csv in a new folder.
   */
  as: z.enum(['workbook', 'lines', 'print', 'publication']),
  /** The name of a template that comes with the program, or the id of one of the officer's own. */
  template: z.string().max(100),
  /** Which year is Y; null for the plan's own. */
  year: z
    .string()
    .refine(isYear)
    .transform((year) => year as FinancialYear)
    .nullable(),
  /** Under which option; null for the plan itself. */
  optionId: z.string().max(400).nullable(),
  /** What amounts are counted in where the template does not say. */
  unit: z.union([z.literal(1), z.literal(1000), z.literal(1_000_000)]),
  /** Beside a paper, the same figures as accessible tables. */
  accessible: z.boolean(),
  /** Of the plan as it was after this step of its history; absent for the plan as it is. */
  step: z.int().min(0).optional(),
})
export type ExportChoice = z.output<typeof exportChoiceSchema>

/** A cell as it is shown: its figure with thousands commas, or its text. */
export interface PreviewCell extends Pick<Cell, 'row' | 'column' | 'text'> {
  figure?: true
  bold?: true
  filled?: true
  /** Without the leading `=`. */
  formula?: string
}

/** The first rows and columns of a sheet. */
export interface PreviewSheet {
  name: string
  /** How many rows and columns there are in all. */
  rows: number
  columns: number
  cells: PreviewCell[]
  merges: Merge[]
}

/** Something that the plan does not hold of a table that is to be published, as a sentence. */
export interface MissingNote {
  table: string
  note: string
}

export interface ExportPreview {
  /** Without the hidden ones. None where the template cannot be filled. */
  sheets: PreviewSheet[]
  /** Every placeholder of the template, those with a problem first. */
  placeholders: CheckedPlaceholder[]
  /** Of a publication pack: what the plan does not hold. */
  missing?: MissingNote[]
}

/** How much of a sheet is shown. */
export const PREVIEW_ROWS = 200
export const PREVIEW_COLUMNS = 40

/** Placeholders with something the matter first, else as they stand. */
export function problemsFirst(placeholders: readonly CheckedPlaceholder[]): CheckedPlaceholder[] {
  return [
    ...placeholders.filter(({ problem }) => problem !== null),
    ...placeholders.filter(({ problem }) => problem === null),
  ]
}

/** The first rows of a workbook's visible sheets. */
export function previewSheets({ sheets }: Workbook): PreviewSheet[] {
  return sheets
    .filter(({ hidden }) => !hidden)
    .map(({ name, cells, merges }) => {
      let rows = 0
      let columns = 0
      const shown: PreviewCell[] = []
      for (const cell of cells) {
        if (cell.hidden) continue
        rows = Math.max(rows, cell.row)
        columns = Math.max(columns, cell.column)
        if (cell.row <= PREVIEW_ROWS && cell.column <= PREVIEW_COLUMNS) shown.push(previewCell(cell))
      }
      return { name, rows, columns, cells: shown, merges: merges.filter(({ top }) => top <= PREVIEW_ROWS) }
    })
}

function previewCell({ row, column, type, value, text, formula, bold, filled }: Cell): PreviewCell {
  const isNumber = type === 'number' && typeof value === 'number'
  const shown = isNumber ? figureText(value) : type === 'blank' && formula !== undefined ? `=${formula}` : text
  return {
    row,
    column,
    text: shown,
    ...(isNumber ? { figure: true } : {}),
    ...(bold ? { bold } : {}),
    ...(filled ? { filled } : {}),
    ...(formula === undefined ? {} : { formula }),
  }
}

/** A number with thousands commas and at most four decimals. @example figureText(1395707) // '1,395,707' */
export function figureText(value: number): string {
  const rounded = Number(value.toFixed(4))
  if (!Number.isFinite(rounded) || Math.abs(rounded) >= 1e15) return String(value)
  const [whole, decimals] = String(Math.abs(rounded)).split('.') as [string, string?]
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${rounded < 0 ? '-' : ''}${grouped}${decimals ? `.${decimals}` : ''}`
}
