/**
 * Wiltshire's paper on a page: what each portfolio is allocated this year and next in £m, what pays for it, the earmarked
 * reserves, and external funding.
 */
import type ExcelJS from 'exceljs'
import { PERCENT, pageOf, put, putAcross } from './house.ts'

/** Millions without their sign, which the heading has: negatives in brackets, nil as a dash. */
const IN_MILLIONS = '0.000_);(0.000);"–"_)'
const money = (...columns: number[]) => Object.fromEntries(columns.map((column) => [column, IN_MILLIONS]))

const ROUNDING = '{{#if total.rounding}}{{total.rounding}}'

/** A row as low as a gap; a table that stands above it is not closed by the total below. */
function gap(sheet: ExcelJS.Worksheet, row: number): void {
  put(sheet, row, 'note', [])
  sheet.getRow(row).height = 3
}

/** The heading of a part of the page. */
function section(sheet: ExcelJS.Worksheet, row: number, text: string): void {
  put(sheet, row, 'prose', [text])
  const cell = sheet.getCell(row, 1)
  cell.font = { ...cell.font, size: 12, bold: true }
  sheet.getRow(row).height = 20
}

/** In points, for two lines. */
const HEADING_HEIGHT = 27

export function allocationsAndReserves(book: ExcelJS.Workbook): void {
  const widths = [42, 20, 14, 14, 14, 14]
  const sheet = pageOf(book, 'Allocations', { widths, headingRow: null, landscape: false })
  put(sheet, 1, 'title', ['{{plan.title}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · allocations and reserves {{plan.year Y-1}} and {{plan.year Y}}'])
  allocation(sheet)
  budget(sheet)
  reserves(sheet)
  external(sheet)
  for (const row of [5, 33]) sheet.getRow(row).height = HEADING_HEIGHT
}

function allocation(sheet: ExcelJS.Worksheet): void {
  const columns = { ...money(3, 4, 5), 6: PERCENT }
  const sums = (of: string) => [
    ...['budget Y-1', 'budget Y', 'change Y'].map((field) => `{{${of}.${field} in £m}}`),
    `{{${of}.change Y %}}`,
  ]
  section(sheet, 4, 'Allocation by portfolio')
  put(
    sheet,
    5,
    'heading',
    [
      ...['Portfolio', null, '{{plan.year Y-1}} budget (£m)', '{{plan.year Y}} allocation (£m)'],
      ...['Change (£m)', 'Change (%)'],
    ],
    columns,
  )
  put(sheet, 6, 'line', ['{{priority.path where priority != ""}}', null, ...sums('subtotal')], columns)
  // Stands where some services have a portfolio and others have none; it parts the two tables.
  put(sheet, 7, 'group', [
    '{{#if line where priority != ""}}{{#if line where priority = "" and change Y != ""}}In no portfolio',
  ])
  put(
    sheet,
    8,
    'line',
    ['{{#if line.change Y}}{{line.service where priority = ""}} {{line.marks "[note 1]"}}', null, ...sums('line')],
    columns,
  )
  gap(sheet, 9)
  put(sheet, 10, 'total', ['Total requested', null, ...sums('total')], columns)
  put(sheet, 11, 'note', [ROUNDING])
  putAcross(
    sheet,
    13,
    'prose',
    '{{#if total.underspend Y-1 > 0}}It is projected that {{total.underspend Y-1 in £m}} of the {{plan.year Y-1}} budget will not be spent.',
  )
}

function budget(sheet: ExcelJS.Worksheet): void {
  const columns = money(4)
  const row = (label: string, amount: string) => [label, null, null, amount]
  section(sheet, 15, 'Budget and reserve')
  put(sheet, 16, 'heading', row('{{plan.year Y}}', 'Amount (£m)'), columns)
  put(sheet, 17, 'line', row('Requested', '{{total.budget Y in £m}}'), columns)
  gap(sheet, 18)
  put(sheet, 19, 'line', row('{{#if source.available Y}}{{source.name}}', '{{source.available Y in £m}}'), columns)
  put(sheet, 20, 'subtotal', row('Available', '{{total.available Y in £m}}'), columns)
  put(sheet, 21, 'total', row('Gap: requested less available', '{{total.gap Y in £m}}'), columns)
  put(sheet, 22, 'note', [ROUNDING])
}

function reserves(sheet: ExcelJS.Worksheet): void {
  const columns = money(3, 4, 5, 6)
  section(sheet, 24, 'Earmarked reserves')
  put(sheet, 25, 'heading', ['Reserve', 'Year', 'Opening (£m)', 'In (£m)', 'Out (£m)', 'Closing (£m)'], columns)
  for (const [place, year] of ['Y-1', 'Y', 'Y+1'].entries()) {
    const name = place === 0 ? '{{reserve.name}}' : `{{#if reserve.change ${year}}}`
    const fields = ['opening', 'in', 'out', 'closing'].map((field) => `{{reserve.${field} ${year} in £m}}`)
    put(sheet, 26 + place, 'line', [name, `{{plan.year ${year}}}`, ...fields], columns)
  }
  put(sheet, 29, 'note', [ROUNDING])
  putAcross(sheet, 30, 'prose', '{{#if not reserve}}There are no earmarked reserves.')
}

function external(sheet: ExcelJS.Worksheet): void {
  const columns = money(3)
  section(sheet, 32, 'External funding')
  put(sheet, 33, 'heading', ['Funding', 'Funder', 'Amount a year (£m)', 'Status', 'Years', 'How it is set'], columns)
  const amounts = [
    '{{#if bid.amount}}{{bid.amount in £m}}',
    '{{#if bid.low and not bid.amount}}{{bid.low in £m}} to {{bid.high in £m}}',
    '{{#if not bid.low}}not known',
  ]
  for (const [place, amount] of amounts.entries())
    put(
      sheet,
      34 + place,
      'line',
      ['{{bid.name}}', '{{bid.funder}}', amount, '{{bid.status}}', '{{bid.years}}', '{{bid.setting}}'],
      columns,
    )
  putAcross(sheet, 37, 'prose', '{{#if not bid}}There are no bids or awards.')
  putAcross(sheet, 39, 'note', '{{note.marker "[note 1]"}} {{note.text}}')
}
