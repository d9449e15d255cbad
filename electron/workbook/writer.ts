/**
 * Writes a paper as a new .xlsx, all of it or nothing: into a temporary file beside it, which then takes its name.
 * Example: `await writePaper(recordPaper(plan, decision), 'Decision EXE0003-20.xlsx')`.
 */
import type { Alignment, Borders, Cell, Worksheet } from 'exceljs'
import type { Paper, PaperCell, PaperColumn, PaperSheet, RowKind } from '../../shared/exporting.ts'
import { writeAtomic } from './atomic.ts'

const PRODUCT = 'Commissioning Planner'

/**
 * Writes the paper, replacing a file of that name. What was there stays as it was until the new one is whole.
 * @param file where to, ending in .xlsx
 * @throws {Refusal} when it cannot be written there, in one sentence; no temporary file is left behind
 */
export async function writePaper(paper: Paper, file: string): Promise<void> {
  await writeAtomic(file, () => workbookBytes(paper))
}

/** The workbook's content. The library is loaded here, since it is slow to load and most runs never write. */
async function workbookBytes(paper: Paper): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  workbook.title = plain(paper.title)
  workbook.creator = plain(paper.organisation ?? PRODUCT)
  workbook.lastModifiedBy = PRODUCT
  workbook.created = new Date()
  workbook.modified = workbook.created
  for (const sheet of paper.sheets) fillSheet(workbook.addWorksheet(sheet.name), sheet)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

const A4 = 9
const FONT = { name: 'Arial', size: 10 }
/** The same on a page's margin; a text that starts with a digit needs a space after it. */
const SMALL = '&"Arial,Regular"&9'
const INK = { argb: 'FF1B2A3A' }
const RULE = { argb: 'FFC9D1DA' }
const HEADING_FILL = { argb: 'FF1F3A5F' }
const SECTION_FILL = { argb: 'FFE3EAF2' }
const WHITE = { argb: 'FFFFFFFF' }

function fillSheet(worksheet: Worksheet, sheet: PaperSheet): void {
  const { columns, rows, headingRow, upright } = sheet
  worksheet.views =
    headingRow === null
      ? [{ showGridLines: false }]
      : [{ state: 'frozen', xSplit: 0, ySplit: headingRow, showGridLines: false }]
  worksheet.pageSetup = {
    paperSize: A4,
    orientation: upright ? 'portrait' : 'landscape',
    // A spreadsheet heeds no page breaks in what it shrinks to fit.
    ...(upright ? {} : { fitToPage: true, fitToWidth: 1, fitToHeight: 0 }),
    horizontalCentered: true,
    ...(headingRow === null ? {} : { printTitlesRow: `${headingRow}:${headingRow}` }),
    margins: { left: 0.5, right: 0.5, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
  }
  worksheet.headerFooter = {
    oddFooter: `&L${SMALL} ${printed(sheet.footer)}&R${SMALL}Page &P of &N`,
    ...(sheet.header ? { oddHeader: `&C${SMALL} ${printed(sheet.header)}` } : {}),
  }
  for (const [index, { width }] of columns.entries()) worksheet.getColumn(index + 1).width = width
  for (const [index, { kind, cells, height }] of rows.entries()) {
    const target = worksheet.getRow(index + 1)
    if (height !== null) target.height = height
    else if (kind in HEIGHTS) target.height = HEIGHTS[kind]!
    for (const [at, column] of columns.entries()) {
      const value = cells[at]
      const cell = target.getCell(at + 1)
      const afterMoney = columns[at - 1]?.kind === 'money' && column.kind === 'text'
      style(cell, kind, column, value, { first: at === 0, afterMoney })
      if (value) fillCell(cell, value)
    }
  }
  for (const row of sheet.breaks) worksheet.getRow(row - 1).addPageBreak()
  for (const { top, left, bottom, right } of sheet.merges) worksheet.mergeCells(top, left, bottom, right)
}

/** Pence are whole numbers, so the nearest double to a hundredth of them is what typing the pounds would give. */
function fillCell(cell: Cell, { value, formula }: PaperCell): void {
  if (formula !== undefined) {
    cell.value = { formula, ...(typeof value === 'number' ? { result: value / 100 } : {}) }
  } else if (typeof value === 'number') cell.value = value / 100
  else if (value !== null && value !== '') cell.value = escaped(value)
}

/** What XML cannot hold goes; what a workbook would take for an escaped character, such as "_x0041_", is escaped itself. */
const escaped = (text: string) => plain(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** Without the characters that XML has no way to write. Half of a surrogate pair becomes the replacement character. */
const plain = (text: string) =>
  text.replace(/\p{Cs}/gu, '\uFFFD').replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]|\u007F/gu, '')

/** For the margin of a page: & starts a code there, and all of it may have 255 characters at most. */
const printed = (text: string) => [...plain(text).replace(/\s+/g, ' ')].slice(0, 100).join('').replaceAll('&', '&&')

const HEIGHTS: Partial<Record<RowKind, number>> = { title: 22, section: 17, total: 18 }
const BOLD: readonly RowKind[] = ['title', 'heading', 'section', 'total']
const WRAPPED: readonly RowKind[] = ['heading', 'line', 'field', 'prose']
const TOP: readonly RowKind[] = ['line', 'field', 'prose']
/** Texts that run over money columns too. */
const WORDS: readonly RowKind[] = ['field', 'prose', 'signature']
const FILLS: Partial<Record<RowKind, { argb: string }>> = {
  heading: HEADING_FILL,
  section: SECTION_FILL,
}
const BORDERS: Partial<Record<RowKind, Partial<Borders>>> = {
  line: { bottom: { style: 'hair', color: RULE } },
  total: { top: { style: 'thin', color: INK }, bottom: { style: 'double', color: INK } },
  field: { bottom: { style: 'hair', color: RULE } },
  signature: { bottom: { style: 'thin', color: INK } },
}

function style(
  cell: Cell,
  kind: RowKind,
  column: PaperColumn,
  value: PaperCell | undefined,
  { first, afterMoney }: { first: boolean; afterMoney: boolean },
): void {
  const fill = FILLS[kind]
  const border = BORDERS[kind]
  const inTable = fill || border
  if (!value && !inTable) return
  const isMoney = column.kind === 'money' && !WORDS.includes(kind)
  const horizontal: Alignment['horizontal'] = inTable && isMoney ? 'right' : 'left'
  cell.font = {
    ...FONT,
    size: kind === 'title' ? 14 : FONT.size,
    bold: BOLD.includes(kind) || (kind === 'field' && first),
    color: kind === 'heading' ? WHITE : INK,
  }
  cell.alignment = {
    horizontal,
    vertical: TOP.includes(kind) ? 'top' : kind === 'signature' ? 'bottom' : 'middle',
    wrapText: WRAPPED.includes(kind),
    // Keeps a text away from the figures on its left.
    ...(afterMoney && inTable && !WORDS.includes(kind) ? { indent: 1 } : {}),
  }
  if (fill) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: fill }
  if (border) cell.border = border
  if (isMoney && kind !== 'heading') cell.numFmt = column.pence ? POUNDS_AND_PENCE : POUNDS
  // Otherwise editing such a name in a spreadsheet would turn it into a formula.
  else if (typeof value?.value === 'string' && /^[=+\-@]/.test(value.value)) cell.numFmt = '@'
}

/** Negatives in brackets, a dash for nil; `_)` keeps the digits of both in line. */
const POUNDS = '#,##0_);(#,##0);"–"_)'
const POUNDS_AND_PENCE = '#,##0.00_);(#,##0.00);"–"_)'
