/**
 * Filling a template with 10,000 lines in 50 groups, 16 columns wide: styled cells, texts, figures, two formulas a line, a
 * subtotal a group. Beside it exceljs writing the same cells with the same styles, in turn with ours and warmed as often; and
 * LibreOffice converting the filled file.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ExcelJS from 'exceljs'
import { fillWorkbook } from '../../electron/workbook/filling/filler.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { columnLetters } from '../../shared/sheet.ts'
import type { FilledRow, FilledValue, Filling } from '../../shared/templates/filling.ts'
import { check, type Measurement, timesOf } from './measure.ts'

const GROUPS = 50
const LINES = 200
const TEXTS = 6
const FIGURES = 8
/** The last row of the paper: a heading, the lines and a subtotal for each group, below four rows of its head. */
const LAST = 4 + GROUPS * (LINES + 2)
const RUNS = 11
const WARMING = 3
const SOFFICE = '/usr/bin/soffice'
const FORMAT = '#,##0'

const pounds = (group: number, line: number, column: number) =>
  1000 + ((group * 7001 + line * 137 + column * 7919) % 90_000)
const formulas = (row: number): [string, string] => [`G${row}-H${row}`, `IF(G${row}=0,0,O${row}/G${row})`]

/** The template: a heading, a line and a subtotal in rows 5 to 7. */
async function template(): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Paper')
  sheet.getCell('A1').value = '{{plan.title}}'
  sheet.getRow(4).values = Array.from({ length: TEXTS + FIGURES + 2 }, (_, column) => `Column ${column}`)
  for (const row of [5, 6, 7]) {
    for (let column = 1; column <= TEXTS + FIGURES + 2; column++) {
      const cell = sheet.getCell(row, column)
      cell.value = '{{line}}'
      style(cell, column, row !== 6)
    }
  }
  const [change, share] = formulas(6)
  sheet.getCell('O6').value = { formula: change, date1904: false }
  sheet.getCell('P6').value = { formula: share, date1904: false }
  return Buffer.from(await book.xlsx.writeBuffer())
}

function style(cell: ExcelJS.Cell, column: number, bold: boolean): void {
  if (column > TEXTS) cell.numFmt = FORMAT
  cell.font = { name: 'Calibri', size: 11, bold }
}

function rows(): FilledRow[] {
  const all: FilledRow[] = []
  for (let group = 0; group < GROUPS; group++) {
    all.push({ from: 5, cells: cellsOf((column) => ({ kind: 'text', text: column === 1 ? `Priority ${group}` : '' })) })
    const first = 5 + all.length
    for (let line = 0; line < LINES; line++) {
      const lines = cellsOf((column) =>
        column <= TEXTS
          ? { kind: 'text', text: `Text ${column} of line ${line} of ${group}` }
          : { kind: 'number', value: pounds(group, line, column) },
      )
      all.push({ from: 6, cells: Object.fromEntries(Object.entries(lines).slice(0, TEXTS + FIGURES)) })
    }
    const last = 4 + all.length
    all.push({ from: 7, cells: cellsOf((column) => subtotal(group, column, first, last)) })
  }
  return all
}

function cellsOf(value: (column: number) => FilledValue): Record<string, FilledValue> {
  return Object.fromEntries(
    Array.from({ length: TEXTS + FIGURES + 2 }, (_, index) => [columnLetters(index + 1), value(index + 1)]),
  )
}

function subtotal(group: number, column: number, first: number, last: number): FilledValue {
  if (column <= TEXTS || column > TEXTS + FIGURES) return { kind: 'blank' }
  let sum = 0
  for (let line = 0; line < LINES; line++) sum += pounds(group, line, column)
  const letters = columnLetters(column)
  return { kind: 'formula', formula: `SUBTOTAL(9,${letters}${first}:${letters}${last})`, value: sum }
}

/** The same cells written by exceljs. */
async function written(filled: readonly FilledRow[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Paper')
  for (const [index, { from, cells }] of filled.entries()) {
    const row = sheet.getRow(5 + index)
    const own = from === 6 ? formulas(5 + index) : null
    for (let column = 1; column <= TEXTS + FIGURES + 2; column++) {
      const cell = row.getCell(column)
      const value = cells[columnLetters(column)]
      style(cell, column, from !== 6)
      if (!value) cell.value = { formula: own![column - TEXTS - FIGURES - 1]!, date1904: false }
      else if (value.kind === 'formula')
        cell.value = { formula: value.formula, result: value.value as number, date1904: false }
      else if (value.kind === 'number') cell.value = value.value
      else if (value.kind === 'text') cell.value = value.text
    }
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The figures of the last line and of the last subtotal, and the formula beside them. */
function checkFilled(bytes: Buffer): void {
  const cells = readWorkbookBytes(bytes, 'filled.xlsx').sheets[0]!.cells
  const at = (row: number, column: number) => cells.findLast((cell) => cell.row === row && cell.column === column)
  check('last line', at(LAST - 1, 7)?.value, pounds(GROUPS - 1, LINES - 1, 7))
  check('formula of the last line', at(LAST - 1, 15)?.formula, formulas(LAST - 1)[0])
  check('last subtotal', at(LAST, 8)?.formula, `SUBTOTAL(9,H${LAST - LINES}:H${LAST - 1})`)
}

/** @param folder for the filled file and what LibreOffice makes of it */
export async function measureFilling(folder: string): Promise<Measurement[]> {
  const bytes = await template()
  const filled = rows()
  const filling: Filling = {
    sheets: [{ name: 'Paper', blocks: [{ first: 5, last: 7, rows: filled }], cells: {}, headerFooter: {} }],
  }
  const [times, besideTimes]: [number[], number[]] = [[], []]
  let made = Buffer.alloc(0)
  for (let round = 0; round < WARMING + RUNS; round++) {
    const start = performance.now()
    made = Buffer.from(fillWorkbook(bytes, filling, 'paper.xlsx'))
    const between = performance.now()
    const beside = await written(filled)
    const end = performance.now()
    checkFilled(made)
    checkFilled(beside)
    if (round < WARMING) continue
    times.push((between - start) * 1000)
    besideTimes.push((end - between) * 1000)
  }
  const ours = { what: 'fill a template, 10,000 × 16', times: times.sort((a, b) => a - b) }
  const measured = [
    { ...ours, beside: 'exceljs writes the same cells', besideTimes: besideTimes.sort((a, b) => a - b) },
  ]
  if (!existsSync(SOFFICE)) return measured
  const path = join(folder, 'filled.xlsx')
  writeFileSync(path, made)
  const profile = join(folder, 'filling-office')
  const out = join(folder, 'converted')
  mkdirSync(profile)
  const officeTimes = timesOf(3, () => {
    const to = ['--headless', '--convert-to', 'xlsx', '--outdir', out, path]
    spawnSync(SOFFICE, [`-env:UserInstallation=${pathToFileURL(profile)}`, ...to])
    check('converted', existsSync(join(out, 'filled.xlsx')), true)
  })
  return [...measured, { ...ours, beside: 'LibreOffice converts the filled file', besideTimes: officeTimes }]
}
