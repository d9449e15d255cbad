/** The sample workbook reads without a problem: it is what the example and `planner demo` begin with. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { readTables } from '../../../shared/importing/index.ts'

const NAME = 'northshire-2020-21.xlsx'

it('has 30 lines in 5 priorities over three years and a forecast outturn, and all its totals agree', () => {
  const { lines, stated, problems, tables, cells } = readTables(
    readWorkbookBytes(readFileSync(`electron/sample/${NAME}`), NAME),
  )
  expect(problems).toEqual([])
  expect(tables.map(({ headerRows, years }) => [headerRows, years])).toEqual([[[3], ['2018/19', '2019/20', '2020/21']]])
  expect(lines).toHaveLength(30)
  expect(new Set(lines.map(({ priority }) => priority)).size).toBe(5)
  expect(stated).toHaveLength(24)
  expect(stated.filter(({ outcome }) => outcome !== 'agrees')).toEqual([])
  expect(stated.slice(-4).map(({ measure, statedPence }) => [measure, statedPence])).toEqual([
    ['budget', 291450000],
    ['budget', 302650000],
    ['budget', 314720000],
    ['forecast', 284207500],
  ])
  expect(lines.find(({ service }) => service === "Children's sexual violence adviser")).toMatchObject({
    figures: [{ pence: 3800000 }, { pence: 4500000 }, { measure: 'forecast', pence: 4150000 }],
    notes: [{ mark: '*', text: 'Includes £5,000 for cover during maternity leave, agreed for 2020/21 only' }],
  })
  expect(cells.all).toBe(cells.used + cells.skipped + cells.problems)
})
