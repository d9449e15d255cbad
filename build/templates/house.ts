/**
 * How the program's own papers look: one typeface, calm colours, and the few styles that all of them share. Example:
 * `heading(row)` gives a row the white-on-blue of column headings.
 */
import type ExcelJS from 'exceljs'

const INK = { argb: 'FF1B2A3A' }
const QUIET = { argb: 'FF5A6775' }
const RULE = { argb: 'FFC9D1DA' }
const HEADING_FILL = { argb: 'FF1F3A5F' }
const GROUP_FILL = { argb: 'FFE3EAF2' }
const FONT = { name: 'Arial', size: 10, color: INK }

/** Pounds, negatives in brackets, nil as a dash; `_)` keeps the digits of both in line. */
export const POUNDS = '#,##0_);(#,##0);"–"_)'
/** With pence. */
export const PENCE = '#,##0.00_);(#,##0.00);"–"_)'
/** Millions with three decimals, for amounts that a placeholder gives `in £m`. */
export const MILLIONS = '"£"0.000"m";("£"0.000"m");"–"'
export const PERCENT = '0.0%;(0.0%);"–"'

/** In points. */
const TITLE_HEIGHT = 24

const thin = { style: 'thin' as const, color: RULE }

interface PageOptions {
  /** Of each column, in characters. */
  widths: number[]
  /** The row that is repeated on each page and stays in sight; null for none. */
  headingRow: number | null
  landscape?: boolean
  /** What stands at the left of each page's foot. */
  footer?: string
}

/** A sheet on A4, one page wide, with its heading row repeated on each page. */
export function pageOf(
  book: ExcelJS.Workbook,
  name: string,
  { widths, headingRow, landscape = true, footer = '{{plan.title}}' }: PageOptions,
): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(name, {
    views:
      headingRow === null
        ? [{ showGridLines: false }]
        : [{ showGridLines: false, state: 'frozen', ySplit: headingRow }],
    pageSetup: {
      paperSize: 9,
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.5, right: 0.5, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
      ...(headingRow === null ? {} : { printTitlesRow: `${headingRow}:${headingRow}` }),
    },
    headerFooter: {
      oddHeader: '&C&"Arial,Regular"&9 {{plan.marking}}',
      oddFooter: `&L&"Arial,Regular"&9 ${footer}&C&"Arial,Regular"&9 {{plan.organisation}}&R&"Arial,Regular"&9 Page &P of &N`,
    },
  })
  sheet.columns = widths.map((width) => ({
    width,
    style: { font: FONT, alignment: { vertical: 'top', wrapText: true } },
  }))
  return sheet
}

type Kind = 'title' | 'subtitle' | 'heading' | 'group' | 'line' | 'subtotal' | 'total' | 'note' | 'prose'

/**
 * Puts a row of texts (placeholders too) into a sheet in one of the house's styles.
 * @param money the columns (from 1) that hold figures, with their number format
 */
export function put(
  sheet: ExcelJS.Worksheet,
  row: number,
  kind: Kind,
  texts: readonly (string | null)[],
  money: Readonly<Record<number, string>> = {},
): void {
  const columns = sheet.columns.length
  if (kind === 'title') sheet.getRow(row).height = TITLE_HEIGHT
  for (let column = 1; column <= columns; column++) {
    const cell = sheet.getCell(row, column)
    const text = texts[column - 1]
    if (text) cell.value = text
    const format = money[column]
    if (format) cell.numFmt = format
    cell.font = { ...FONT, ...fonts[kind] }
    cell.alignment = {
      vertical: kind === 'heading' ? 'bottom' : 'top',
      wrapText: kind !== 'title' && kind !== 'subtitle' && kind !== 'group',
      horizontal: format ? 'right' : 'left',
      // Keeps a text away from the figures on its left.
      ...(!format && money[column - 1] && texts[column - 1] ? { indent: 1 } : {}),
    }
    // Otherwise editing a name such as "=1+1" in a spreadsheet would turn it into a formula.
    if (kind === 'line' && !format) cell.numFmt = '@'
    const fill = kind === 'heading' ? HEADING_FILL : kind === 'group' ? GROUP_FILL : null
    if (fill) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: fill }
    if (kind === 'line') cell.border = { bottom: thin }
    if (kind === 'subtotal') cell.border = { top: { style: 'thin', color: INK }, bottom: thin }
    if (kind === 'total') cell.border = { top: { style: 'thin', color: INK }, bottom: { style: 'double', color: INK } }
  }
}

/** A row whose text stands across the whole width. */
export function putAcross(sheet: ExcelJS.Worksheet, row: number, kind: 'note' | 'prose', text: string): void {
  put(sheet, row, kind, [text])
  sheet.mergeCells(row, 1, row, sheet.columns.length)
}

/**
 * Shows pence in a column of pounds only where there are any: in all of it when its total has some.
 * @param from the first cell of the columns @param to the last, in the row of the total
 */
export function penceWhereAny(sheet: ExcelJS.Worksheet, from: string, to: string): void {
  const hasPence = (cell: string) => `ROUND(${cell},2)<>ROUND(${cell},0)`
  const total = `${from.replace(/\d+/, '')}$${to.replace(/\D+/, '')}`
  sheet.addConditionalFormatting({
    ref: `${from}:${to}`,
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`OR(${hasPence(from)},${hasPence(total)})`],
        style: { numFmt: PENCE },
      },
    ],
  })
}

/**
 * Leaves sums blank in a column without any figure, where they would say nil.
 * @param lines the first cell of the columns' lines @param sums the cells of the sums, such as `E7:G8`
 */
export function blankWhereNone(sheet: ExcelJS.Worksheet, lines: string, sums: string): void {
  const [column, first, last] = [lines.replace(/\d+/, ''), lines.replace(/\D+/, ''), Number(/\d+/.exec(sums)![0])]
  sheet.addConditionalFormatting({
    ref: sums,
    rules: [
      {
        type: 'expression',
        priority: 2,
        formulae: [`SUBTOTAL(2,${column}$${first}:${column}$${last})=0`],
        style: { numFmt: ';;;' },
      },
    ],
  })
}

const fonts: Record<Kind, Partial<ExcelJS.Font>> = {
  title: { size: 14, bold: true },
  subtitle: { color: QUIET },
  heading: { bold: true, color: { argb: 'FFFFFFFF' } },
  group: { bold: true },
  line: {},
  subtotal: { bold: true },
  total: { bold: true },
  note: { size: 9, color: QUIET },
  prose: {},
}
