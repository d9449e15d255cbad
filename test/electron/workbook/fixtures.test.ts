/** Reads every cell of the public papers' tables as LibreOffice reads them: its CSV of each sheet is beside the workbook. */

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { address, type Cell, type Sheet, type Workbook } from '../../../shared/sheet.ts'

const FOLDER = new URL('../../fixtures/workbooks/', import.meta.url)

function fixture(name: string): Workbook {
  return readWorkbookBytes(readFileSync(new URL(name, FOLDER)), name)
}

function cell(sheet: Sheet, at: string): Cell | undefined {
  return sheet.cells.find(({ row, column }) => address(row, column) === at)
}

/** The filled cells of a CSV by address: fields by commas, quoted where they hold commas or line breaks. */
function csvCells(csv: string): Map<string, string> {
  const cells = new Map<string, string>()
  let [row, column] = [1, 1]
  for (const [, quoted, bare = '', separator] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    const text = (quoted?.replaceAll('""', '"') ?? bare).trim()
    if (text) cells.set(address(row, column), text)
    column++
    if (separator !== ',') [row, column] = [row + 1, 1]
  }
  return cells
}

const SHEETS = readdirSync(new URL('csv/', FOLDER)).map((file) => {
  const [, workbook, sheet] = /^(devon-and-cornwall|[a-z]+)-(.*)\.csv$/.exec(file)!
  return { file, workbook: `${workbook}.xlsx`, sheet: sheet! }
})

test.each(SHEETS)('$workbook, $sheet: every cell', ({ file, workbook, sheet }) => {
  const expected = csvCells(readFileSync(new URL(`csv/${file}`, FOLDER), 'utf8'))
  const { cells } = fixture(workbook).sheets.find(({ name }) => name === sheet)!
  expect(cells.length).toBeGreaterThan(8)
  expect(Object.fromEntries(cells.map(({ row, column, text }) => [address(row, column), text]))).toEqual(
    Object.fromEntries(expected),
  )
})

describe('leicestershire.xlsx', () => {
  const workbook = fixture('leicestershire.xlsx')
  const sheet = workbook.sheets[0]!

  test('its sheets', () => {
    expect(workbook.file).toBe('leicestershire.xlsx')
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Appendix A', false],
      ['Table 1', false],
    ])
  })

  test('a subtotal has its formula and the value that was stored for it', () => {
    expect(cell(sheet, 'E14')).toEqual({
      ...{ row: 14, column: 5, type: 'number', value: 1386885, text: '1386885' },
      ...{ formula: 'SUM(E5:E13)', bold: true },
    })
    expect(['E61', 'F61', 'G61'].map((at) => cell(sheet, at)?.value)).toEqual([4283405, 4316550, 4395961])
    expect(cell(sheet, 'G61')?.formula).toBe('G14+G28+G49+G60')
  })

  test('section rows are bold and merged over the table', () => {
    expect(cell(sheet, 'A4')).toMatchObject({ value: 'VICTIMS', bold: true, filled: true })
    expect(sheet.merges).toEqual([4, 15, 29, 50].map((row) => ({ top: row, left: 1, bottom: row, right: 8 })))
  })

  test('a constant has no formula and no hints', () => {
    expect(cell(sheet, 'E5')).toEqual({ row: 5, column: 5, type: 'number', value: 573925, text: '573925' })
  })

  test('cells stand in reading order', () => {
    const places = sheet.cells.map(({ row, column }) => row * 100 + column)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})

test('devon-and-cornwall.xlsx keeps its line breaks, its marks and its pound signs', () => {
  const sheets = new Map(fixture('devon-and-cornwall.xlsx').sheets.map((sheet) => [sheet.name, sheet]))
  expect([...sheets.keys()]).toEqual([
    ...['Budget 2018-19', 'Intentions 2019-20', 'CSP allocations', 'CSP spend 2018-19', 'Youth Offending Service'],
    ...['Victim Services Grant', 'NHS England contribution'],
  ])
  expect(cell(sheets.get('Intentions 2019-20')!, 'C3')).toMatchObject({ type: 'text', value: '£1,685,249*' })
  expect(cell(sheets.get('CSP spend 2018-19')!, 'C2')?.value).toMatch(/^£[\d,]+/)
  expect(sheets.get('CSP allocations')!.cells.some(({ text }) => text.includes('£439,470\nExeter £25,000'))).toBe(true)
})
