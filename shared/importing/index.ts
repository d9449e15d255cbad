/**
 * Importing in two steps: `readTables` finds the tables in a workbook's plain sheets, `planImport` turns what was found
 * into one Change. Neither guesses silently. Example: `planImport(planOf(), readTables(workbook), newId).change`.
 */
import { Refusal } from '../refusal.ts'
import type { Sheet, Workbook } from '../sheet.ts'
import { keepComments } from './comments.ts'
import type { TableFindings } from './findings.ts'
import { Grid } from './grid.ts'
import { type FoundStated, numbered } from './parts.ts'
import type { Reading, ReadLine, TableMapping } from './reading.ts'
import { reconcile } from './reconcile.ts'
import { findTables, tellNoTable } from './tables.ts'
import { namePriorities, summaryIn, suspectUnits, writesMillions } from './whole.ts'

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
  const found: { grid: Grid; tables: TableFindings[]; mapped: boolean }[] = []
  const millions = writesMillions(workbook)
  for (const sheet of workbook.sheets) {
    const chosen = sheets ? sheets.includes(sheet.name) : !sheet.hidden
    if (!chosen) leaveOut(reading, sheet)
    else {
      const grid = new Grid(sheet)
      grid.inMillions = millions
      const own = mappings.filter((mapping) => mapping.sheet === sheet.name)
      const tables = findTables(grid, own)
      found.push({ grid, tables, mapped: own.length > 0 })
    }
  }
  const tables = found.flatMap((one) => one.tables)
  namePriorities(tables)
  const stated: FoundStated[] = []
  const hasBudget = tables.some(({ drawdown, lines }) => !drawdown && lines.length > 0)
  for (const { grid, tables: own, mapped } of found) {
    if (own.length === 0 && (tables.length === 0 || mapped || holdsAmounts(grid.sheet))) tellNoTable(grid, mapped)
    const taken: TableFindings[] = []
    for (const table of own) {
      reading.tables.push(table.table)
      const drawn = table.drawdown && hasBudget
      const summary = drawn ? null : summaryIn(table, tables)
      stated.push(...(summary ?? []), ...reconcile(grid, table))
      if (drawn) for (const { line } of table.lines) leaveOutLine(grid, line)
      else if (!summary) taken.push(table)
    }
    grid.skipped.push(...keepComments(grid, taken))
    reading.lines = reading.lines.concat(...taken.map(({ lines }) => lines.map(({ line }) => line)))
    const account = grid.close(own.length === 0 ? 'no budget table was found on this sheet' : 'outside the table')
    for (const fate of ['all', 'used', 'skipped', 'problems'] as const) reading.cells[fate] += account[fate]
    reading.problems = reading.problems.concat(grid.problems)
    reading.skipped = reading.skipped.concat(grid.skipped.sort((a, b) => (a.at.row ?? 0) - (b.at.row ?? 0)))
  }
  reading.stated = numbered(stated, reading.lines)
  if (millions) suspectUnits(reading)
  return reading
}

/** A sheet with two amounts or more may hold a budget that was not recognised; a cover or an introduction does not. */
function holdsAmounts({ cells }: Sheet): boolean {
  return (
    cells.filter(({ type, text }) => (type === 'number' && !text.endsWith('%')) || /^[-(]?£\s?\d/.test(text)).length > 1
  )
}

function leaveOutLine(grid: Grid, { at, figures }: ReadLine): void {
  const rows = [at.row, ...figures.map(({ at }) => Number(/\d+$/.exec(at.cell ?? '')?.[0]))]
  for (const number of new Set(rows)) {
    const row = grid.row(number)
    if (row) grid.skip(row, POT, true)
  }
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
