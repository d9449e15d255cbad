/**
 * Importing in two steps: `readTables` finds the tables in a workbook's plain sheets, `planImport` turns what was found
 * into one Change. Neither guesses silently. Example: `planImport(planOf(), readTables(workbook), newId).change`.
 */
import { fromDecimal } from '../money.ts'
import { Refusal } from '../refusal.ts'
import type { Sheet, Workbook } from '../sheet.ts'
import { keepComments } from './comments.ts'
import type { TableFindings } from './findings.ts'
import { Grid } from './grid.ts'
import type { Reading, TableMapping } from './reading.ts'
import { reconcile } from './reconcile.ts'
import { findTables } from './tables.ts'

export { type ImportPlan, planImport } from './planning.ts'
export * from './reading.ts'

const POT = 'approved spend from a pot: a part of a budget line, not a line of its own'

/** What to read: the sheets by name (else all visible ones), and the officer's mapping of their tables, if any. */
export interface ReadOptions {
  sheets?: readonly string[]
  mappings?: readonly TableMapping[]
}

/**
 * Finds the tables of a workbook. Every non-empty cell is accounted for: used, skipped with a reason, or a problem.
 * @throws Refusal when a sheet that was named is not in the workbook
 */
export function readTables(workbook: Workbook, { sheets, mappings = [] }: ReadOptions = {}): Reading {
  for (const name of sheets ?? []) {
    if (workbook.sheets.some((sheet) => sheet.name === name)) continue
    const names = workbook.sheets.map((sheet) => `“${sheet.name}”`).join(', ')
    throw new Refusal(`“${workbook.file}” has no sheet “${name}”; nothing was read, so choose one of ${names}.`)
  }
  const reading: Reading = {
    file: workbook.file,
    tables: [],
    lines: [],
    stated: [],
    problems: [],
    skipped: [],
    cells: { all: 0, used: 0, skipped: 0, problems: 0 },
  }
  const found: { grid: Grid; tables: TableFindings[] }[] = []
  for (const sheet of workbook.sheets) {
    const chosen = sheets ? sheets.includes(sheet.name) : !sheet.hidden
    if (!chosen) leaveOut(reading, sheet)
    else {
      const grid = new Grid(sheet)
      found.push({
        grid,
        tables: findTables(
          grid,
          mappings.find((mapping) => mapping.sheet === sheet.name),
        ),
      })
    }
  }
  const hasBudget = found.some(({ tables }) => tables.some(({ drawdown, lines }) => !drawdown && lines.length > 0))
  for (const { grid, tables } of found) {
    for (const table of tables) {
      reading.tables.push(table.table)
      reading.stated.push(...reconcile(grid, table))
      for (const { line } of table.lines) {
        const row = grid.row(line.at.row)
        if (table.drawdown && hasBudget && row) grid.skip(row, POT, true)
        else reading.lines.push(line)
      }
    }
    const taken = tables.filter(({ drawdown }) => !drawdown || !hasBudget)
    grid.skipped.push(...keepComments(grid, taken))
    const account = grid.close(tables.length === 0 ? 'no budget table was found on this sheet' : 'outside the table')
    for (const fate of ['all', 'used', 'skipped', 'problems'] as const) reading.cells[fate] += account[fate]
    reading.problems.push(...grid.problems)
    reading.skipped.push(...grid.skipped.sort((a, b) => (a.at.row ?? 0) - (b.at.row ?? 0)))
  }
  suspectUnits(reading, workbook)
  return reading
}

function leaveOut(reading: Reading, sheet: Sheet): void {
  const cells = sheet.cells.length
  reading.skipped.push({
    at: { sheet: sheet.name },
    reason: sheet.hidden ? 'hidden sheet' : 'sheet not chosen',
    text: `${cells} cells`,
  })
  reading.cells.all += cells
  reading.cells.skipped += cells
}

/** "£0.891" in a workbook that writes "£0.710m" elsewhere plainly lacks its "m". */
function suspectUnits({ problems }: Reading, { sheets }: Workbook): void {
  const inMillions = sheets.some(({ cells }) => cells.some(({ text }) => /^£\d+\.\d{3}m$/i.test(text)))
  if (!inMillions) return
  for (const problem of problems) {
    const [, whole, decimals] = /^£?(\d{1,3})\.(\d{3})\**$/.exec(problem.text) ?? []
    if (problem.kind !== 'malformed amount' || whole === undefined || decimals === undefined) continue
    problem.kind = 'unit missing'
    problem.suggestionPence = fromDecimal(whole, decimals, 1_000_000, false)
    problem.message = `“${problem.text}” lacks its “m”, as other amounts in this workbook have it; its figure was left empty, so type the amount in after importing.`
  }
}
