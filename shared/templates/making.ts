/**
 * Makes a template of last year's workbook: the rows of its tables become bands of placeholders, its years move on with the plan
 * year, and everything else stays. What cannot be turned stays too and is told. Example: in Leicestershire's workbook of 2018/19
 * to 2020/21 cell G5, 558322, becomes `{{line.budget Y in £}}`; filled for 2021/22 it shows the years 2019/20 to 2021/22.
 */
import { matchedLines } from '../importing/comparing.ts'
import { readColumnName } from '../importing/headings.ts'
import type { FoundTable, Reading, ReadLine } from '../importing/index.ts'
import { planOf } from '../plan.ts'
import type { Cell } from '../sheet.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import type { Filling, Template } from './filling.ts'
import { tellApart } from './making/apart.ts'
import { Bands } from './making/bands.ts'
import { turnedText } from './making/cells.ts'
import { makeDrawdowns, makeSummary, makeYearsOfAreas } from './making/lists.ts'
import { type Said, Sheets } from './making/sheets.ts'
import { isBeside, lettersOf, roomBeside, rowOf, type Table, tableOf } from './making/tables.ts'
import { withYears } from './making/years.ts'

export type { Said } from './making/sheets.ts'

/** A template that was made, as what is to be done to last year's workbook. */
export interface Made {
  filling: Filling
  /** What became of every place, in the order of the sheets. */
  said: Said[]
  /** The plan year with which it shows what the workbook showed; null when nothing says a year. */
  planYear: FinancialYear | null
}

/** What is known of last year's workbook beside it. */
export interface MakeOptions {
  /** The organisation's name as its titles have it, which then becomes the plan's own. */
  organisation?: string
}

/**
 * Makes a template.
 * @param template last year's workbook
 * @param reading what was found in it, with the officer's mapping
 * @returns what is to be filled in it: `fillWorkbook(bytes, filling, file)` writes the template
 */
export function makeTemplate(template: Template, reading: Reading, options: MakeOptions = {}): Made {
  const { workbook, headerFooter } = template
  const { lines } = matchedLines(planOf(), reading)
  const years = yearsOf(reading, lines)
  const planYear = latestOf(reading.tables) ?? [...years].sort().at(-1) ?? null
  const sheets = new Sheets(years)
  if (planYear === null) {
    for (const { sheet } of reading.tables) sheets.leave({ sheet }, 'nothing says which year its figures are for')
    return { filling: { sheets: [] }, said: sheets.said, planYear }
  }
  const grows = oneBudgetYear(reading.tables)
  const tables = reading.tables.flatMap((found) => {
    const sheet = workbook.sheets.find(({ name }) => name === found.sheet)
    return sheet ? [tableOf(found, sheet, reading, lines, planYear)] : []
  })
  for (const table of tables) if (!isDrawn(table) && !isBeside(table.found, reading)) grow(sheets, table, grows)
  const wheres = wheresOf(tables, lines)
  for (const table of tables) {
    const { found } = table
    if (isBeside(found, reading))
      sheets.leaveTable(table, 'two tables stand beside each other, and rows cannot repeat in one alone')
    else makeTable(sheets, table, reading, wheres.get(table) ?? null)
  }
  for (const sheet of workbook.sheets) {
    const tables = reading.tables.filter((table) => table.sheet === sheet.name)
    const top = Math.min(...tables.flatMap(({ headerRows }) => headerRows))
    for (const cell of sheet.cells)
      if (!sheets.holds(sheet.name, cell.row, cell.column))
        turnTitle(sheets, sheet.name, cell, { planYear, top, ...options })
    if (tables.length > 0 && withYears(sheet.name, planYear, () => true).turned.length > 0)
      sheets.leave({ sheet: sheet.name }, 'the sheet’s name has a year; rename it in the paper')
    turnHeaders(sheets, sheet.name, headerFooter[sheet.name] ?? {}, planYear)
  }
  tellFormulas(sheets, template)
  return { filling: sheets.filling(), said: sorted(sheets.said, template), planYear }
}

const figuresOf = ({ columns }: FoundTable) =>
  Object.values(columns)
    .map(readColumnName)
    .filter((heading) => heading.kind === 'figure')

/** Every year that the tables are about. */
function yearsOf({ tables }: Reading, lines: readonly ReadLine[]): Set<FinancialYear> {
  const ofTables = tables.flatMap((table) => table.years)
  return new Set([...ofTables, ...lines.flatMap(({ figures }) => figures.map(({ year }) => year))])
}

/** The last year that a heading gives a budget for: a schedule with a column of years may go far beyond. */
function latestOf(tables: readonly FoundTable[]): FinancialYear | null {
  const named = (measure: string) =>
    tables.flatMap((table) =>
      figuresOf(table).flatMap((one) => (one.measure === measure && one.year ? [one.year] : [])),
    )
  return named('budget').sort().at(-1) ?? named('forecast').sort().at(-1) ?? null
}

/** The one budget year of a workbook, beside which the next is wanted; null when it shows several, which move on. */
function oneBudgetYear(tables: readonly FoundTable[]): FinancialYear | null {
  const years = new Set<FinancialYear>()
  for (const table of tables) {
    const figures = figuresOf(table).filter(({ measure }) => measure !== 'drawdown')
    if (figures.some(({ year, across }) => !year && !across)) return null
    for (const { measure, year } of figures) if (measure === 'budget' && year) years.add(year)
  }
  return years.size === 1 ? [...years][0]! : null
}

const isDrawn = ({ columns }: Table) =>
  columns.some(({ heading }) => heading.kind === 'figure' && heading.measure === 'drawdown')
const isMatrix = ({ columns }: Table) => columns.some(({ heading }) => heading.kind === 'figure' && heading.area)
/** Is it years below each other by areas, of one service that no column names? */
const isYearsOfAreas = (table: Table) =>
  isMatrix(table) && !table.columns.some(({ heading }) => heading.kind === 'role' && heading.role === 'service')

/** What tells the lines of each table from the others'; tables with the same lines share it. */
function wheresOf(tables: readonly Table[], lines: readonly ReadLine[]): Map<Table, string | null> {
  const sets: { own: Set<ReadLine>; tables: Table[] }[] = []
  for (const table of tables) {
    if (table.lines.length === 0) continue
    const held = sets.find(({ own }) => own.size === table.lines.length && table.lines.every((line) => own.has(line)))
    if (held) held.tables.push(table)
    else sets.push({ own: new Set(table.lines), tables: [table] })
  }
  if (sets.length === 0) return new Map()
  const wheres = tellApart(
    sets.map(({ own, tables: [first] }) => ({ own, room: isMatrix(first!) ? 0 : own.size, planYear: first!.planYear })),
    lines,
  )
  return new Map(sets.flatMap((set, place) => set.tables.map((table) => [table, wheres[place]!] as const)))
}

function makeTable(sheets: Sheets, table: Table, reading: Reading, where: string | null): void {
  const { found } = table
  const isHere = ({ sheet, row = 0 }: { sheet: string; row?: number }) =>
    sheet === found.sheet && row > table.last && row <= table.to
  if (reading.skipped.some(({ at, reason }) => isHere(at) && reason.includes('positive figures are income'))) {
    sheets.leaveTable(table, 'its income stands as positive figures, which the plan has as negative ones')
    return
  }
  if (isDrawn(table)) {
    makeDrawdowns(sheets, table)
    return
  }
  if (table.lines.length === 0) {
    makeSummary(sheets, table)
    return
  }
  if (table.lines.every(({ figures }) => figures.length === 0)) {
    sheets.leaveTable(table, 'none of its figures could be read')
    return
  }
  if (isYearsOfAreas(table)) {
    makeYearsOfAreas(sheets, table)
    return
  }
  if (where === null) {
    sheets.leaveTable(table, 'nothing in the plan tells its lines from those of the other tables')
    return
  }
  const bands = Bands.of(sheets, table, where)
  const problem = bands ? bands.problem() : 'it has no lines'
  if (problem !== null) sheets.leaveTable(table, problem)
  else bands!.make()
}

/** Where the workbook shows one year only, the next is wanted beside it. */
function grow(sheets: Sheets, table: Table, year: FinancialYear | null): void {
  if (year === null) return
  table.added = roomBeside(table)
  if (table.added !== null) table.planYear = shiftYear(year, 1)
  else
    sheets.replaced(
      { sheet: table.found.sheet, row: table.first },
      'no column was added for the next year, for there is no empty one with a year’s heading beside it; the year it shows moves on',
    )
}

interface Titling extends MakeOptions {
  planYear: FinancialYear
  /** The first heading row of the sheet; Infinity when it has no table. */
  top: number
}

/** The longest text that is taken for a title. */
const LONGEST_TITLE = 160

/** Turns the years of a title, and the organisation's name; other texts with a year are told. */
function turnTitle(sheets: Sheets, sheet: string, cell: Cell, { planYear, top, organisation = '' }: Titling): void {
  const at = { sheet, cell: lettersOf(cell.column) + cell.row }
  const turned = turnedText(cell, planYear, sheets.isOwn)
  if (!turned) {
    if (
      cell.type === 'number' &&
      cell.formula === undefined &&
      top !== Number.POSITIVE_INFINITY &&
      !sheets.left.has(sheet)
    )
      sheets.leave(at, `${cell.text} is outside the tables`)
    return
  }
  const isTitle = cell.row < top && cell.text.length <= LONGEST_TITLE && !/£\s?[1-9]/.test(cell.text)
  if (!isTitle || sheets.left.has(sheet)) {
    if (turned.turned.length + turned.left.length > 0 || (/£\s?[1-9]/.test(cell.text) && !sheets.left.has(sheet)))
      sheets.leave(at, `“${cell.text.slice(0, 80)}” is outside the tables`)
    return
  }
  const named =
    organisation.trim() === '' ? turned.text : turned.text.replaceAll(organisation.trim(), '{{plan.organisation}}')
  if (named !== cell.text) {
    sheets.put(sheet, cell.row, cell.column, named)
    sheets.replaced(at, `“${cell.text.slice(0, 80)}” is “${named}” now`)
  }
  for (const year of turned.left) sheets.leave(at, `the year ${year} is none of the tables’`)
}

function turnHeaders(
  sheets: Sheets,
  sheet: string,
  texts: Readonly<Record<string, string>>,
  planYear: FinancialYear,
): void {
  for (const [element, held] of Object.entries(texts)) {
    const turned = withYears(held, planYear, sheets.isOwn)
    if (turned.turned.length === 0 || sheets.left.has(sheet)) continue
    sheets.of(sheet).headerFooter[element] = turned.text
    sheets.replaced({ sheet }, `its ${/footer/i.test(element) ? 'footer' : 'header'} moves on with the plan year`)
  }
}

const REFERENCE = /(?:'((?:[^']|'')+)'!|([\p{L}_][\p{L}\p{Nd}_.]*)!)?\$?[A-Z]{1,3}\$?(\d+)(?::\$?[A-Z]{1,3}\$?(\d+))?/gu

/** Formulas that stay and name a row of a band that is not there any more. */
function tellFormulas(sheets: Sheets, { workbook }: Template): void {
  const made = new Map(sheets.filling().sheets.map(({ name, blocks }) => [name.toLowerCase(), blocks]))
  for (const { name, cells } of workbook.sheets)
    for (const { row, column, formula } of cells) {
      if (formula === undefined || sheets.holds(name, row, column)) continue
      for (const [, quoted, plain, first, last] of formula.replace(/"[^"]*"/g, '').matchAll(REFERENCE)) {
        const blocks = made.get((quoted?.replaceAll("''", "'") ?? plain ?? name).toLowerCase()) ?? []
        const [from, to] = [Number(first), Number(last ?? first)]
        const isLost = blocks.some(
          (block) =>
            from >= block.first && to <= block.last && !block.rows.some((one) => one.from >= from && one.from <= to),
        )
        if (!isLost) continue
        sheets.leave(
          { sheet: name, cell: lettersOf(column) + row },
          `its formula =${formula} names a row that is gone; write it anew`,
        )
        break
      }
    }
}

function sorted(said: readonly Said[], { workbook }: Template): Said[] {
  const place = ({ at }: Said) => workbook.sheets.findIndex(({ name }) => name === at.sheet) * 2_000_000 + rowOf(at)
  return [...said].sort((a, b) => place(a) - place(b))
}
