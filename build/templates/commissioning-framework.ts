/**
 * Leicestershire's paper: Appendix A, the budget by priority over three years, and Table 1, what was approved from the pots.
 * A year without figures leaves its column blank.
 */
import type ExcelJS from 'exceljs'
import { blankWhereNone, POUNDS, pageOf, penceWhereAny, put, putAcross } from './house.ts'

const APPENDIX = 'Appendix A – Commissioning budget {{plan.year Y-2}} to {{plan.year Y}}'
const TABLE = 'Table 1 – Approved from the pots in {{plan.year Y}}'

export function commissioningFramework(book: ExcelJS.Workbook): void {
  appendix(book)
  table(book)
}

function appendix(book: ExcelJS.Workbook): void {
  const widths = [30, 25, 38, 25, 13.5, 13.5, 13.5, 18]
  const sheet = pageOf(book, 'Appendix A', { widths, headingRow: 4, footer: APPENDIX })
  const money = { 5: POUNDS, 6: POUNDS, 7: POUNDS }
  const years = ['Y-2', 'Y-1', 'Y']
  const sums = (of: string) => [null, null, null, ...years.map((year) => `{{${of}.budget ${year}}}`)]
  put(sheet, 1, 'title', [APPENDIX])
  put(sheet, 2, 'subtitle', ['{{plan.title}}'])
  put(sheet, 3, 'subtitle', ['{{#if plan.organisation}}{{plan.organisation}}'])
  put(
    sheet,
    4,
    'heading',
    [
      ...['Service Name', 'Current delivery organisation', 'Provision', 'How service is Commissioned?'],
      ...years.map((year) => `{{plan.year ${year}}}\nbudget ({{plan.unit}})`),
      'Geographical reach',
    ],
    money,
  )
  put(sheet, 5, 'group', ['{{priority.path}}'])
  put(
    sheet,
    6,
    'line',
    [
      ...['{{line.service}} {{line.marks "[note 1]"}}', '{{line.provider}}', '{{line.description}}', '{{line.route}}'],
      ...years.map((year) => `{{line.budget ${year}}}`),
      '{{line.geography}}',
    ],
    money,
  )
  put(sheet, 7, 'subtotal', ['{{priority.path}} subtotal', ...sums('subtotal')], money)
  put(sheet, 8, 'total', ['Grand Total', ...sums('total')], money)
  putAcross(sheet, 9, 'prose', '{{#if not line}}The plan has no budget lines yet.')
  putAcross(sheet, 11, 'note', '{{note.marker "[note 1]"}} {{note.year}}: {{note.text}}')
  penceWhereAny(sheet, 'E5', 'G8')
  blankWhereNone(sheet, 'E5', 'E7:G8')
}

function table(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'Table 1', { widths: [34, 16, 60, 30, 22], headingRow: 3, footer: TABLE })
  const money = { 2: POUNDS }
  put(sheet, 1, 'title', [TABLE])
  put(sheet, 2, 'subtitle', ['{{plan.title}}'])
  put(
    sheet,
    3,
    'heading',
    [
      '{{#if drawdown Y}}Service area',
      'Approved\nspend ({{plan.unit}})',
      'Service description',
      'Paid from',
      'Decision',
    ],
    money,
  )
  put(
    sheet,
    4,
    'line',
    [
      ...['{{drawdown.service Y}}', '{{drawdown.amount Y}}', '{{drawdown.description Y}}'],
      ...['{{drawdown.pot Y}}', '{{drawdown.decision Y}}'],
    ],
    money,
  )
  put(sheet, 5, 'total', ['{{#if drawdown Y}}Total', '{{total.amount Y}}'], money)
  putAcross(sheet, 6, 'prose', '{{#if not drawdown Y}}Nothing was approved from a pot in {{plan.year Y}}.')
  penceWhereAny(sheet, 'B4', 'B5')
}
