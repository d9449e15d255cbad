/**
 * A plan's figures as formulas of a spreadsheet, for HyperFormula and LibreOffice: a sheet of lines with what two sources pay
 * of each, and a sheet of sums. All in pence. Example: `SUMIF(Lines!$A$1:$A$10000,"priority 3",Lines!D$1:D$10000)`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ExcelJS from 'exceljs'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { availabilityOf, sourcesInOrder } from '../../shared/funding.ts'
import { amountOf, linesInOrder, type Plan, prioritiesInOrder } from '../../shared/plan.ts'
import { columnLetters } from '../../shared/sheet.ts'
import { fundedYears } from './large.ts'
import { check } from './measure.ts'

/** Rows of cells; a text that starts with "=" is a formula. */
export interface Formulas {
  lines: (string | number)[][]
  /** In the order in which the benchmark reads its figures. */
  sums: string[]
}

const HYPERFORMULA = join(import.meta.dirname, 'hyperformula')
const SOFFICE = '/usr/bin/soffice'
/** The columns of a year in the sheet of lines: its budget, what the first source pays, and the rest. */
const columnsOf = (year: number) => [0, 1, 2].map((part) => 4 + year * 3 + part)

export function formulasOf(plan: Plan): Formulas {
  const lines = linesInOrder(plan).map((line, index) => {
    const [first, second] = [...plan.split.by('lineId', line.id)]
      .filter(({ year }) => year === fundedYears[0])
      .sort((a, b) => Number(a.pence === null) - Number(b.pence === null))
    const years = fundedYears.flatMap((year, number) => {
      const [budget, fixed] = columnsOf(number).map((column) => `${columnLetters(column)}${index + 1}`)
      return [amountOf(plan, line.id, year, 'budget') ?? 0, first!.pence!, `=MAX(0,${budget}-${fixed})`]
    })
    return [line.priorityId!, first!.sourceId, second!.sourceId, ...years]
  })
  const column = (number: number) => `Lines!${columnLetters(number)}$1:${columnLetters(number)}$${lines.length}`
  const sums: string[] = []
  const drawn: string[] = []
  for (const [number, year] of fundedYears.entries()) {
    const [budget, fixed, rest] = columnsOf(number).map(column)
    const available = sourcesInOrder(plan).map(({ id }) => availabilityOf(plan, id, year)!.pence)
    sums.push(`=SUM(${budget})`, `=SUM(${budget})-${available.reduce((sum, pence) => sum + pence, 0)}`)
    for (const { id } of prioritiesInOrder(plan)) sums.push(`=SUMIF(${column(1)},"${id}",${budget})`)
    for (const { id } of sourcesInOrder(plan))
      sums.push(`=SUMIF(${column(2)},"${id}",${fixed})+SUMIF(${column(3)},"${id}",${rest})`)
    drawn.push(String(available[0]))
  }
  const [reserve] = plan.reserve.values()
  for (let year = 0; year < fundedYears.length; year++)
    sums.push(`=${reserve!.openingPence}-${drawn.slice(0, year + 1).join('-')}`)
  return { lines, sums }
}

/** The engine with the plan in it. @returns null where it cannot be installed, which is said */
export async function hyperFormula({ lines, sums }: Formulas) {
  const module = join(HYPERFORMULA, 'node_modules/hyperformula/commonjs/index.js')
  if (!existsSync(module)) spawnSync('npm', ['ci', '--ignore-scripts', '--prefix', HYPERFORMULA], { stdio: 'inherit' })
  if (!existsSync(module)) {
    process.stdout.write('HyperFormula could not be installed, so nothing is compared with it.\n')
    return null
  }
  const { HyperFormula } = (await import(pathToFileURL(module).href)).default
  const engine = HyperFormula.buildFromSheets(
    { Lines: lines, Sums: sums.map((sum) => [sum]) },
    { licenseKey: 'gpl-v3' },
  )
  const [sheet, read] = [engine.getSheetId('Lines'), engine.getSheetId('Sums')]
  const set = (row: number, year: number, pence: number) =>
    engine.setCellContents({ sheet, row, col: columnsOf(year)[0]! - 1 }, pence)
  const waiting: [number, number, number][] = []
  return {
    set,
    /** Sets a figure that {@link read} takes in with all others put so. */
    put: (...figure: [number, number, number]) => waiting.push(figure),
    read: (): number[] => {
      if (waiting.length > 0)
        engine.batch(() => {
          for (const figure of waiting.splice(0)) set(...figure)
        })
      return (engine.getSheetValues(read) as number[][]).map(([value]) => value!)
    },
  }
}

/**
 * How long LibreOffice takes to recalculate: a workbook of formulas without values opened and saved, less the same with
 * values alone. In µs, sorted. @returns null where there is no LibreOffice
 */
export async function libreOfficeTimes(folder: string, { lines, sums }: Formulas, expected: number[]) {
  if (!existsSync(SOFFICE)) return null
  const values = lines.map((row) => row.map((cell) => (typeof cell === 'string' && cell.startsWith('=') ? 0 : cell)))
  const files = {
    formulas: await workbook(folder, 'formulas', lines, sums),
    values: await workbook(folder, 'values', values, []),
  }
  mkdirSync(join(folder, 'recalculated'), { recursive: true })
  const convert = (file: string): number => {
    const start = process.hrtime.bigint()
    const profile = pathToFileURL(join(folder, 'office')).href
    const to = ['--headless', '--convert-to', 'xlsx', '--outdir', join(folder, 'recalculated'), file]
    spawnSync(SOFFICE, [`-env:UserInstallation=${profile}`, ...to])
    return Number(process.hrtime.bigint() - start) / 1000
  }
  convert(files.values)
  const times = [0, 1, 2].map(() => convert(files.formulas) - convert(files.values))
  const found = readWorkbookBytes(readFileSync(join(folder, 'recalculated', 'formulas.xlsx')), 'formulas.xlsx')
  const cells = found.sheets.find(({ name }) => name === 'Sums')!.cells.map(({ value }) => value)
  check('figures that LibreOffice has', JSON.stringify(cells), JSON.stringify(expected))
  return times.sort((a, b) => a - b)
}

async function workbook(folder: string, name: string, lines: (string | number)[][], sums: string[]): Promise<string> {
  const book = new ExcelJS.Workbook()
  const cell = (value: string | number) =>
    typeof value === 'string' && value.startsWith('=') ? { formula: value.slice(1) } : value
  const sheet = book.addWorksheet('Lines')
  for (const line of lines) sheet.addRow(line.map(cell))
  const summed = book.addWorksheet('Sums')
  for (const sum of sums) summed.addRow([cell(sum)])
  const file = join(folder, `${name}.xlsx`)
  await book.xlsx.writeFile(`${file}.part`)
  renameSync(`${file}.part`, file)
  return file
}
