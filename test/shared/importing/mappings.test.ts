/**
 * Confirming what was found changes nothing: the tables of every fixture, read again by their own columns, give the same
 * lines. Example: a mapping of stacked-tables.xlsx has its three tables.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { readTables } from '../../../shared/importing/index.ts'
import { workbookOf } from './sheets.ts'

for (const folder of ['imports', 'workbooks']) {
  const where = path.resolve('test/fixtures', folder)
  describe(folder, () => {
    it.each(readdirSync(where).filter((name) => name.endsWith('.xlsx')))('%s', (name) => {
      const workbook = readWorkbookBytes(readFileSync(path.join(where, name)), name)
      const reading = readTables(workbook)
      const mappings = reading.tables.map(({ sheet, headerRows, columns }) => ({ sheet, headerRows, columns }))
      const again = readTables(workbook, { mappings })
      expect(again.lines).toEqual(reading.lines)
      expect(again.stated).toEqual(reading.stated)
      expect(again.problems).toEqual(reading.problems)
    })
  })
}

it('a column keeps the unit that its own heading says', () => {
  const workbook = workbookOf({
    Budget: [
      ['Service', '2019/20 budget (£)', '2020/21 budget (£000)'],
      ['Helpline', 12000, 13],
      ['Shelter', 8000, 9],
    ],
  })
  const reading = readTables(workbook)
  expect(reading.lines[0]!.figures.map(({ pence }) => pence)).toEqual([1_200_000, 1_300_000])
  const mappings = reading.tables.map(({ sheet, headerRows, columns }) => ({ sheet, headerRows, columns }))
  expect(readTables(workbook, { mappings }).lines).toEqual(reading.lines)
})
