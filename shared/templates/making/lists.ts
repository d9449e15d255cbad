/**
 * Tables that are no list of budget lines: of a pot's drawdowns, of the priorities' subtotals, of years by areas. Example:
 * Leicestershire's Table 1 becomes one row with `{{drawdown.service}}` and `{{drawdown.amount Y}}`, and its total.
 */
import type { FilledRow } from '../filling.ts'
import { amountOf, mannerOf, turnedText } from './cells.ts'
import { blank, type Sheets, text } from './sheets.ts'
import { lettersOf, type RowKind, type Table } from './tables.ts'
import { relativeYear } from './years.ts'

const rowsOf = ({ kinds }: Table, kind: RowKind) =>
  [...kinds]
    .filter(([, own]) => own === kind)
    .map(([row]) => row)
    .sort((a, b) => a - b)

type Cells = FilledRow['cells']

/** A pot's drawdowns: the plan's own stand there, none when it has none. */
export function makeDrawdowns(sheets: Sheets, table: Table): void {
  const { sheet, rows, columns, planYear, found, stated } = table
  const listed = rowsOf(table, 'drawdown')
  const [first, last] = [listed[0], listed.at(-1)]
  if (first === undefined || last === undefined || last - first + 1 !== listed.length) {
    sheets.leaveTable(table, 'what was drawn from the pot does not stand in rows below each other')
    return
  }
  const year = found.years.at(-1)
  if (year === undefined) {
    sheets.leaveTable(table, 'nothing says which year its figures are for')
    return
  }
  sheets.headings(table)
  const cells: Cells = {}
  for (const { column, letters, heading } of columns) {
    const held = listed.flatMap((row) => rows.get(row)?.get(column) ?? [])
    if (heading.kind === 'figure')
      cells[letters] = text(`{{drawdown.amount ${relativeYear(year, planYear)} ${mannerOf(held, found.unit)}}}`)
    else if (heading.kind === 'role' && (heading.role === 'service' || heading.role === 'description'))
      cells[letters] = text(`{{drawdown.${heading.role}}}`)
    else cells[letters] = blank
  }
  sheets.block(sheet.name, { first, last, rows: [{ from: first, cells }] })
  const amount = columns.find(({ heading }) => heading.kind === 'figure')!
  for (const row of stated.keys()) {
    const cell = rows.get(row)?.get(amount.column)
    if (cell && row > last)
      sheets.put(sheet.name, row, amount.column, `{{total.amount ${mannerOf([cell], found.unit)}}}`)
  }
  sheets.replaced(
    { sheet: sheet.name, row: first },
    `rows ${first} to ${last} list what is drawn from the plan’s pots in the year; it is empty while the plan has no drawdowns`,
  )
}

/** A summary: a row for each priority with its subtotals. */
export function makeSummary(sheets: Sheets, table: Table): void {
  const { sheet, rows, stated, columns, found, planYear, added } = table
  const groups = [...stated]
    .filter(([, figures]) => figures.every(({ kind }) => kind === 'subtotal'))
    .map(([row]) => row)
  const [first, last] = [Math.min(...groups), Math.max(...groups)]
  const texts = columns.filter(({ heading }) => heading.kind !== 'figure')
  if (groups.length === 0 || last - first + 1 !== groups.length || texts.length !== 1) {
    sheets.leaveTable(table, 'its rows are neither budget lines nor the subtotals of priorities')
    return
  }
  sheets.headings(table)
  const cellsOf = (row: number, band: 'subtotal' | 'total') => {
    const cells: Cells = {}
    for (const { column, letters, heading } of columns) {
      const cell = rows.get(row)?.get(column)
      if (heading.kind !== 'figure' || !cell) continue
      const year = heading.year ?? found.years[0]!
      const options = { year, planYear, manner: mannerOf([cell], found.unit) }
      cells[letters] = text(amountOf(band, heading, options))
      if (added !== null && heading.measure === 'budget')
        cells[lettersOf(added)] = text(amountOf(band, { measure: 'budget' }, { ...options, year: planYear }))
    }
    return cells
  }
  const cells = { ...cellsOf(first, 'subtotal'), [texts[0]!.letters]: text('{{priority.name}}') }
  sheets.block(sheet.name, { first, last, rows: [{ from: first, cells }] })
  for (const row of stated.keys())
    if (row > last)
      for (const [letters, value] of Object.entries(cellsOf(row, 'total')))
        sheets.of(sheet.name).cells[letters + row] = value
  sheets.replaced({ sheet: sheet.name, row: first }, `rows ${first} to ${last} are one row for each priority`)
}

/** Years below each other, areas beside each other: each row stays, and its year moves on. */
export function makeYearsOfAreas(sheets: Sheets, table: Table): void {
  const { sheet, rows, columns, planYear, lines, found } = table
  const yearColumn = columns.find(({ heading }) => heading.kind === 'role' && heading.role === 'year')!
  const service = lines[0]!.service
  const areas = columns.flatMap(({ heading }) => (heading.kind === 'figure' && heading.area ? [heading.area] : []))
  if ([service, ...areas].some((name) => /["“”]|\{\{|\}\}/.test(name))) {
    sheets.leaveTable(table, 'a name in it has quotation marks')
    return
  }
  sheets.headings(table)
  const listed = [...rows.keys()].filter((row) => row > table.last && row <= table.to)
  const manners = new Map(
    columns.map(({ column }) => [
      column,
      mannerOf(
        listed.flatMap((row) => rows.get(row)?.get(column) ?? []),
        found.unit,
      ),
    ]),
  )
  const made: number[] = []
  for (const row of listed) {
    const turned = turnedText(rows.get(row)?.get(yearColumn.column), planYear, () => true)
    const [year] = turned?.turned ?? []
    if (!turned || year === undefined) continue
    made.push(row)
    sheets.put(sheet.name, row, yearColumn.column, turned.text)
    for (const { column, heading } of columns) {
      if (heading.kind !== 'figure') continue
      const cell = rows.get(row)?.get(column)
      const isWord = cell?.type === 'text' && !/\d/.test(cell.text)
      const options = {
        year,
        planYear,
        manner: manners.get(column)!,
        more: [`service="${service}"`, ...(heading.area ? [] : ['geography!=""'])],
      }
      sheets.put(sheet.name, row, column, amountOf('total', heading, options))
      if (isWord)
        sheets.warn(
          { sheet: sheet.name, cell: lettersOf(column) + row },
          `the word “${cell.text}” gave way to the plan’s amount`,
        )
    }
  }
  sheets.replaced(
    { sheet: sheet.name, row: made[0] ?? table.first },
    `${made.length} years of “${service}” by area move on`,
  )
}
