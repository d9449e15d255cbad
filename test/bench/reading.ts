/**
 * Reading a large workbook: 10,000 lines by 16 columns, from the file's bytes to the Change of an import. Beside it exceljs,
 * which merely loads the same bytes, in turn with ours and warmed as often; and as whole processes, `planner read` beside
 * LibreOffice turning the file into CSV.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ExcelJS from 'exceljs'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, type Reading, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { check, type Measurement, timesOf } from './measure.ts'

const LINES = 10_000
const TEXTS = ['Ref', 'Service', 'Provider', 'Priority', 'Description', 'Procurement route', 'Area', 'Owner']
const FIGURES = ['2017/18', '2018/19', '2019/20', '2020/21'].flatMap((year) => [`${year} Budget`, `${year} Forecast`])
const RUNS = 15
const WARMING = 4
const SOFFICE = '/usr/bin/soffice'
const PLANNER = join(import.meta.dirname, '../../electron/cli/planner.ts')

/** Pounds in a figure column of a line. */
const pounds = (line: number, column: number) => 1000 + ((line * 137 + column * 7919) % 90_000)

function totalOf(column: number): number {
  let sum = 0
  for (let line = 0; line < LINES; line++) sum += pounds(line, column)
  return sum
}

async function largeWorkbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Budget')
  sheet.addRow(['Commissioning budget'])
  sheet.addRow([...TEXTS, ...FIGURES]).font = { bold: true }
  for (let line = 0; line < LINES; line++) {
    const texts = [
      `C${line}`,
      `Service ${line}`,
      `Provider ${line % 400}`,
      `Priority ${line % 8}`,
      `For area ${line % 50}`,
    ]
    const more = ['Grant', `District ${line % 12}`, `Officer ${line % 20}`]
    sheet.addRow([...texts, ...more, ...FIGURES.map((_, column) => pounds(line, column))])
  }
  sheet.addRow(['Total', ...TEXTS.slice(1).map(() => null), ...FIGURES.map((_, column) => totalOf(column))])
  return Buffer.from(await book.xlsx.writeBuffer())
}

function plan(workbook: Workbook): { reading: Reading; rows: number } {
  const reading = readTables(workbook)
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  return { reading, rows: change.rows.length }
}

function checkReading({ lines, problems, stated }: Pick<Reading, 'lines' | 'problems' | 'stated'>): void {
  check('lines', lines.length, LINES)
  check('problems', problems.length, 0)
  check('totals that agree', stated.filter(({ outcome }) => outcome === 'agrees').length, FIGURES.length)
  for (const [index, { statedPence }] of stated.entries()) check(FIGURES[index]!, statedPence, totalOf(index) * 100)
}

async function timed(run: () => unknown): Promise<number> {
  const start = process.hrtime.bigint()
  await run()
  return Number(process.hrtime.bigint() - start) / 1000
}

/** @param folder for the file and what LibreOffice makes of it */
export async function measureReading(folder: string): Promise<Measurement[]> {
  const bytes = await largeWorkbook()
  const path = join(folder, 'large.xlsx')
  writeFileSync(path, bytes)
  const times: number[] = []
  const sheetTimes: number[] = []
  const besideTimes: number[] = []
  for (let round = 0; round < WARMING + RUNS; round++) {
    let workbook: Workbook | undefined
    let ours: ReturnType<typeof plan> | undefined
    const sheetsTaken = await timed(() => {
      workbook = readWorkbookBytes(bytes, 'large.xlsx')
    })
    const planTaken = await timed(() => {
      ours = plan(workbook!)
    })
    const book = new ExcelJS.Workbook()
    const beside = await timed(() => book.xlsx.load(bytes as unknown as ArrayBuffer))
    checkReading(ours!.reading)
    check('rows of the change', ours!.rows, 8 + LINES * (1 + FIGURES.length) + 2)
    check('rows that exceljs has', book.getWorksheet('Budget')?.rowCount, LINES + 3)
    if (round < WARMING) continue
    times.push(sheetsTaken + planTaken)
    sheetTimes.push(sheetsTaken)
    besideTimes.push(beside)
  }
  const beside = { beside: 'exceljs loads the same bytes', besideTimes: besideTimes.sort((a, b) => a - b) }
  const inMemory: Measurement[] = [
    { what: 'read 10,000 × 16 to planned lines', times: times.sort((a, b) => a - b), ...beside },
    { what: 'of it, to plain sheets', times: sheetTimes.sort((a, b) => a - b), ...beside },
  ]
  return existsSync(SOFFICE) ? [...inMemory, measureProcesses(folder, path)] : inMemory
}

function measureProcesses(folder: string, path: string): Measurement {
  const times = timesOf(5, () => {
    const { stdout } = spawnSync(process.execPath, [PLANNER, 'read', path, '--json'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    checkReading(JSON.parse(stdout) as Reading)
  })
  const profile = join(folder, 'office')
  mkdirSync(profile, { recursive: true })
  const besideTimes = timesOf(5, () => {
    spawnSync(SOFFICE, [
      `-env:UserInstallation=${pathToFileURL(profile)}`,
      ...['--headless', '--convert-to', 'csv', '--outdir', folder, path],
    ])
    check('rows of the CSV', readFileSync(join(folder, 'large.csv'), 'utf8').trimEnd().split('\n').length, LINES + 3)
  })
  return { what: 'planner read, 10,000 × 16: one process', times, beside: 'LibreOffice to CSV', besideTimes }
}
