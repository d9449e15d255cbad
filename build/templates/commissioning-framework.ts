/**
 * Leicestershire's paper: Appendix A, the budget by priority over three years, and Table 1, what was approved from the pot.
 */
import type ExcelJS from 'exceljs'
import { PENCE, POUNDS, pageOf, put } from './house.ts'

export function commissioningFramework(book: ExcelJS.Workbook): void {
  const money = { 5: POUNDS, 6: POUNDS, 7: POUNDS }
  const sheet = pageOf(book, 'Appendix A', { widths: [34, 26, 34, 24, 14, 14, 14, 16], headingRow: 3 })
  put(sheet, 1, 'title', ['{{plan.title}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · budget {{plan.year Y}}'])
  put(
    sheet,
    3,
    'heading',
    [
      ...['Service name', 'Current delivery organisation', 'Provision', 'How service is commissioned'],
      ...['{{plan.year Y-2}} budget (£)', '{{plan.year Y-1}} budget (£)', '{{plan.year Y}} budget (£)'],
      'Geographical reach',
    ],
    money,
  )
  put(sheet, 4, 'group', ['{{priority.name}}'])
  put(
    sheet,
    5,
    'line',
    [
      ...['{{line.service}} {{line.marks}}', '{{line.provider}}', '{{line.description}}', '{{line.route}}'],
      ...['{{line.budget Y-2}}', '{{line.budget Y-1}}', '{{line.budget Y}}', '{{line.geography}}'],
    ],
    money,
  )
  const sums = (of: string) => [`{{${of}.budget Y-2}}`, `{{${of}.budget Y-1}}`, `{{${of}.budget Y}}`]
  put(sheet, 6, 'subtotal', ['{{priority.name}} subtotal', null, null, null, ...sums('subtotal')], money)
  put(sheet, 7, 'total', ['Total', null, null, null, ...sums('total')], money)
  put(sheet, 9, 'note', ['{{note.number}} {{note.text}}'])

  const table = pageOf(book, 'Table 1', { widths: [40, 18, 60, 20], headingRow: 3 })
  put(table, 1, 'title', ['Table 1: drawn from the pot'])
  put(table, 2, 'subtitle', ['Approved spend {{plan.year Y}}'])
  put(table, 3, 'heading', ['Service area', 'Approved spend (£)', 'Service description', 'Decision'], { 2: PENCE })
  put(
    table,
    4,
    'line',
    ['{{drawdown.service}}', '{{drawdown.amount}}', '{{drawdown.description}}', '{{drawdown.decision}}'],
    {
      2: PENCE,
    },
  )
}
