/**
 * Makes what an officer exports, as bytes, or shows what it would be: a template filled, the lines as .csv, the page that is
 * printed. It runs in a process of its own; see `paperprocess.ts`. Example: `madeOf(plan, {as: 'workbook', template: '…/Panel
 * paper.xlsx', year: null, unit: 1, today: '2021-01-14'})` is the filled workbook.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type ExportChoice, type ExportPreview, previewSheets, problemsFirst } from '../../shared/exporting/choice.ts'
import { lineTable } from '../../shared/exporting/linetable.ts'
import { previewPack } from '../../shared/exporting/pack.ts'
import { printPage, printPreview, printView } from '../../shared/exporting/printview.ts'
import type { Plan } from '../../shared/plan.ts'
import { type FillOptions, tryTemplate } from '../../shared/templates/index.ts'
import { writeTextTable } from '../../shared/texttable.ts'
import { fillWorkbook, readTemplate } from './filling/filler.ts'
import { filledBytes } from './papers.ts'
import { readWorkbookBytes } from './reader.ts'

/** What is to be made. */
export interface Making extends Pick<ExportChoice, 'as' | 'year' | 'unit'> {
  /** Where the template lies; null where none is filled. */
  template: string | null
  /** The ISO date that is printed on it. */
  today: string
}

const fillOptions = ({ year, unit, today }: Making): FillOptions => ({ today, planYear: year, unit })
const tableBytes = (plan: Plan) => Buffer.from(writeTextTable(lineTable(plan)), 'utf8')

/**
 * The bytes of the workbook, of the .csv, or of the HTML page to be printed.
 * @throws Refusal when the template cannot be read or filled, or there is nothing to print
 */
export function madeOf(plan: Plan, making: Making): Uint8Array {
  if (making.as === 'lines') return tableBytes(plan)
  if (making.as === 'print') return Buffer.from(printPage(printView(plan, making)), 'utf8')
  return filledBytes(plan, making.template!, fillOptions(making))
}

/**
 * The first rows of what would be made, read back from its bytes, and what each placeholder gives. A template that cannot be
 * filled has its placeholders only.
 * @throws Refusal as {@link madeOf}, but for placeholders
 */
export function previewOf(plan: Plan, making: Making): ExportPreview {
  if (making.as === 'lines')
    return { sheets: previewSheets(readWorkbookBytes(tableBytes(plan), 'Lines.csv')), placeholders: [] }
  if (making.as === 'publication') return previewPack(plan, making.year)
  if (making.as === 'print') return { sheets: [printPreview(printView(plan, making))], placeholders: [] }
  const name = path.basename(making.template!)
  const bytes = readFileSync(making.template!)
  const { placeholders, filling } = tryTemplate(plan, readTemplate(bytes, name), fillOptions(making))
  const sheets = filling ? previewSheets(readWorkbookBytes(fillWorkbook(bytes, filling, name), name)) : []
  return { sheets, placeholders: problemsFirst(placeholders) }
}
