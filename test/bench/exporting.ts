/**
 * The whole export: the commissioning framework filled from a plan of 10,000 lines in 8 priorities, its template read, its
 * sums found, the workbook packed. Beside it exceljs writing the same cells with their styles, in turn with ours and warmed as
 * often; and LibreOffice converting the paper. The most memory that one export takes is measured in a process of its own.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ExcelJS from 'exceljs'
import { filledBytes } from '../../electron/workbook/papers.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { linesInOrder, type Plan } from '../../shared/plan.ts'
import type { Cell } from '../../shared/sheet.ts'
import { Totals } from '../../shared/totals.ts'
import { largePlan, largeYears } from './large.ts'
import { check, type Measurement, timesOf } from './measure.ts'

const TEMPLATE = join(import.meta.dirname, '../../electron/templates/commissioning-framework.xlsx')
const SHEET = 'Appendix A'
const COLUMNS = 8
const RUNS = 7
const WARMING = 2
const SOFFICE = '/usr/bin/soffice'

const filled = (plan: Plan) => filledBytes(plan, TEMPLATE, { today: '2021-01-14' })
const cellsOf = (bytes: Buffer): Cell[] =>
  readWorkbookBytes(bytes, 'paper.xlsx').sheets.find(({ name }) => name === SHEET)!.cells

/** The paper's cells written by exceljs, in the styles of the house. */
async function written(rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(SHEET)
  for (const [index, cells] of rows.entries()) {
    const row = sheet.getRow(index + 1)
    for (let column = 1; column <= COLUMNS; column++) {
      const cell = row.getCell(column)
      cell.font = { name: 'Arial', size: 10 }
      cell.alignment = { vertical: 'top', wrapText: true }
      cell.border = { bottom: { style: 'thin', color: { argb: 'FFC9D1DA' } } }
      if (column > 4 && column < COLUMNS) cell.numFmt = '#,##0_);(#,##0);"–"_)'
    }
    for (const { column, value, formula } of cells)
      row.getCell(column).value =
        formula === undefined ? (value as string | number) : { formula, result: value as number, date1904: false }
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

function checkPaper(bytes: Buffer, plan: Plan): void {
  const cells = cellsOf(bytes)
  const total = cells.findLast(({ value }) => value === 'Grand Total')!
  const at = (row: number, column: number) => cells.find((cell) => cell.row === row && cell.column === column)
  check('rows above the total', total.row, 3 + linesInOrder(plan).length + 2 * plan.priority.size + 1)
  const budget = new Totals(plan, 'priority').total(largeYears[2]!, 'budget')
  check('total', at(total.row, 7)?.value, budget! / 100)
  check('formula of the total', at(total.row, 7)?.formula?.startsWith('SUBTOTAL(9,G5:'), true)
}

/** Prints the most memory of a process that exports once. */
function printPeak(): void {
  const run = `import { filledBytes } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../electron/workbook/papers.ts')))}
import { largePlan } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'large.ts')))}
const plan = largePlan()
const before = process.memoryUsage.rss()
filledBytes(plan, ${JSON.stringify(TEMPLATE)}, { today: '2021-01-14' })
console.log(Math.round(process.resourceUsage().maxRSS / 1024), Math.round(before / 2 ** 20))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', run], { encoding: 'utf8' })
  const [most, before] = stdout.trim().split(' ').map(Number)
  check(`memory (${stderr.slice(0, 300)})`, Number.isFinite(most), true)
  process.stdout.write(`One export of 10,000 lines: ${most} MB at most, ${before} MB of it before, with the plan.\n`)
}

/** @param folder for the paper and what LibreOffice makes of it */
export async function measureExporting(folder: string): Promise<Measurement[]> {
  const plan = largePlan()
  const rows: Cell[][] = []
  for (const cell of cellsOf(filled(plan))) {
    while (rows.length < cell.row) rows.push([])
    rows[cell.row - 1]!.push(cell)
  }
  const [times, besideTimes]: [number[], number[]] = [[], []]
  let made = Buffer.alloc(0)
  for (let round = 0; round < WARMING + RUNS; round++) {
    const start = performance.now()
    made = Buffer.from(filled(plan))
    const between = performance.now()
    const beside = await written(rows)
    const end = performance.now()
    checkPaper(made, plan)
    checkPaper(beside, plan)
    if (round < WARMING) continue
    times.push((between - start) * 1000)
    besideTimes.push((end - between) * 1000)
  }
  printPeak()
  const ours = { what: 'export a plan of 10,000 lines', times: times.sort((a, b) => a - b) }
  const measured = [
    { ...ours, beside: 'exceljs writes the same cells', besideTimes: besideTimes.sort((a, b) => a - b) },
  ]
  if (!existsSync(SOFFICE)) return measured
  const path = join(folder, 'exported.xlsx')
  writeFileSync(path, made)
  const profile = join(folder, 'exporting-office')
  const out = join(folder, 'exported')
  mkdirSync(profile)
  const officeTimes = timesOf(3, () => {
    const to = ['--headless', '--convert-to', 'xlsx', '--outdir', out, path]
    spawnSync(SOFFICE, [`-env:UserInstallation=${pathToFileURL(profile)}`, ...to])
    check('converted', existsSync(join(out, 'exported.xlsx')), true)
  })
  return [...measured, { ...ours, beside: 'LibreOffice converts the paper', besideTimes: officeTimes }]
}
