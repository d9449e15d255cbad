/**
 * Headings over several rows, and none at all. Example: "2020/21 | 2021/22" over "Budget | Forecast" over "£000" makes 120 in
 * the first column £120,000 of the budget for 2020/21.
 */
import { describe, expect, it } from 'vitest'
import { readTables, type TableMapping } from '../../../shared/importing/index.ts'
import type { Merge } from '../../../shared/sheet.ts'
import { sheetOf, type Value } from './sheets.ts'

const merge = (row: number, left: number, right: number): Merge => ({ top: row, bottom: row, left, right })

function read(rows: Value[][], merges: Merge[] = [], mapping?: Omit<TableMapping, 'sheet'>) {
  const workbook = { file: 'test.xlsx', sheets: [sheetOf('Budget', rows, { merges })] }
  const reading = readTables(workbook, mapping ? { mappings: [{ sheet: 'Budget', ...mapping }] } : {})
  if (!mapping) {
    const again = readTables(workbook, { mappings: reading.tables })
    expect(again.lines).toEqual(reading.lines)
    expect(again.stated).toEqual(reading.stated)
  }
  const { used, skipped, problems, all } = reading.cells
  expect(used + skipped + problems).toBe(all)
  return reading
}

const figures = ({ lines }: ReturnType<typeof readTables>) =>
  lines.map(({ service, geography, figures }) => [
    geography ? `${service}, ${geography}` : service,
    ...figures.map(({ measure, year, pence }) => `${measure} ${year} ${pence / 100}`),
  ])

const LINES: Value[][] = [
  ['Helpline', 120, 130],
  ['Rangers', 40, 41],
  ['Total', 160, 171],
]
const THOUSANDS = [
  ['Helpline', 'budget 2020/21 120000', 'budget 2021/22 130000'],
  ['Rangers', 'budget 2020/21 40000', 'budget 2021/22 41000'],
]

describe('headings over three rows', () => {
  it('give the measure, the years and the unit', () => {
    const merges = [merge(1, 2, 3)]
    expect(
      figures(read([[null, 'Budget'], ['Service', '2020/21', '2021/22'], [null, '£000', '£000'], ...LINES], merges)),
    ).toEqual(THOUSANDS)
    expect(
      figures(read([[null, 'Budget'], [null, '2020/21', '2021/22'], ['Service', '£000', '£000'], ...LINES], merges)),
    ).toEqual(THOUSANDS)
  })

  it('give a measure that is not the budget, merged or centred', () => {
    const forecast = THOUSANDS.map((line) => line.map((text) => text.replace('budget', 'forecast')))
    const rows: Value[][] = [
      [null, 'Forecast'],
      ['Service', '2020/21', '2021/22'],
      [null, '(£000)', '(£000)'],
      ...LINES,
    ]
    expect(figures(read(rows, [merge(1, 2, 3)]))).toEqual(forecast)
    expect(figures(read(rows))).toEqual(forecast)
  })

  it('give years over measures over units, and keep what is no figure', () => {
    const reading = read(
      [
        [null, null, '2020/21', null, null, '2021/22'],
        ['Service', 'Provider', 'Budget', 'Forecast', 'Share', 'Budget'],
        [null, null, '£m', '£m', '%', '£m'],
        ['Helpline', 'Trust', 0.12, 0.13, '4%', 0.14],
        ['Rangers', 'Council', 0.04, 0.041, '1%', 0.042],
        ['Total', null, 0.16, 0.171, null, 0.182],
      ],
      [merge(1, 3, 5)],
    )
    expect(figures(reading)).toEqual([
      ['Helpline', 'budget 2020/21 120000', 'forecast 2020/21 130000', 'budget 2021/22 140000'],
      ['Rangers', 'budget 2020/21 40000', 'forecast 2020/21 41000', 'budget 2021/22 42000'],
    ])
    expect(reading.lines[0]).toMatchObject({ provider: 'Trust', extra: { '2020/21 Share %': '4%' } })
    expect(reading.stated.every(({ outcome }) => outcome === 'agrees')).toBe(true)
  })
})

describe('a row of units', () => {
  it('below the headings is one of them, and holds for the columns right of it', () => {
    const heading: Value[] = ['Service', '2020/21', '2021/22']
    expect(figures(read([heading, [null, '£000', '£000'], ...LINES]))).toEqual(THOUSANDS)
    expect(figures(read([heading, [null, '£000'], ...LINES]))).toEqual(THOUSANDS)
    expect(figures(read([[null, '£000', '£000'], heading, ...LINES]))).toEqual(THOUSANDS)
    expect(
      figures(
        read([
          ['Service', 'Budget 2020/21'],
          [null, '£000'],
          ['Helpline', 120],
        ]),
      ),
    ).toEqual([['Helpline', 'budget 2020/21 120000']])
  })

  it('leaves a role beside it alone', () => {
    const reading = read([
      ['Service', '2020/21', '2021/22', 'Provider'],
      [null, '£000'],
      ['Helpline', 120, 130, 'Trust'],
    ])
    expect(reading.lines).toMatchObject([{ service: 'Helpline', provider: 'Trust' }])
  })
})

describe('years over areas', () => {
  const areas: Value[] = ['Theme', 'North', 'South', 'North', 'South']
  const rows: Value[][] = [
    ['Road safety', 1000, 2000, 4000, 5000],
    ['Lighting', 10000, 20000, 40000, 50000],
    ['Total', 11000, 22000, 44000, 55001],
  ]
  const unpivoted = [
    ['Road safety, North', 'budget 2020/21 1000', 'budget 2021/22 4000'],
    ['Road safety, South', 'budget 2020/21 2000', 'budget 2021/22 5000'],
    ['Lighting, North', 'budget 2020/21 10000', 'budget 2021/22 40000'],
    ['Lighting, South', 'budget 2020/21 20000', 'budget 2021/22 50000'],
  ]

  it('are lines of each area with the figures of all years', () => {
    const years: Value[] = [null, '2020/21', null, '2021/22']
    for (const merges of [[merge(1, 2, 3), merge(1, 4, 5)], []]) {
      const reading = read([years, areas, ...rows], merges)
      expect(figures(reading)).toEqual(unpivoted)
      expect(reading.stated.map(({ at, year, outcome }) => [at.cell, year, outcome])).toEqual([
        ['B5', '2020/21', 'agrees'],
        ['C5', '2020/21', 'agrees'],
        ['D5', '2021/22', 'agrees'],
        ['E5', '2021/22', 'differs'],
      ])
    }
  })

  it('may have a total of each year across, and a unit', () => {
    const reading = read(
      [
        [null, '2020/21 budget', null, null, '2021/22 forecast'],
        ['Theme', 'North', 'South', 'Total', 'North', 'South', 'Total'],
        [null, '£000', '£000', '£000', '£000', '£000', '£000'],
        ['Road safety', 1, 2, 3, 4, 5, 9],
        ['Lighting', 10, 20, 30, 40, 50, 91],
      ],
      [merge(1, 2, 4), merge(1, 5, 7)],
    )
    expect(figures(reading)[0]).toEqual(['Road safety, North', 'budget 2020/21 1000', 'forecast 2021/22 4000'])
    expect(reading.stated.map(({ at, year, kind, outcome }) => [at.cell, year, kind, outcome])).toEqual([
      ['D4', '2020/21', 'cross-total', 'agrees'],
      ['G4', '2021/22', 'cross-total', 'agrees'],
      ['D5', '2020/21', 'cross-total', 'agrees'],
      ['G5', '2021/22', 'cross-total', 'rounding'],
    ])
  })

  it('are none where the names below the years differ, or are no areas', () => {
    const years: Value[] = [null, '2020/21', null, '2021/22']
    const merges = [merge(1, 2, 3), merge(1, 4, 5)]
    for (const names of [
      ['Theme', 'Budget', 'Forecast', 'Budget', 'Forecast'],
      ['Theme', 'Q1', 'Q2', 'Q1', 'Q2'],
      ['Theme', 'North', 'South', 'East', 'West'],
    ])
      expect(read([years, names, ...rows], merges).lines.every(({ geography }) => geography === null)).toBe(true)
  })
})

describe('a sheet without headings', () => {
  const rows: Value[][] = [
    ['Helpline', 'Harbour Trust', 120000],
    ['Rangers', 'Council', 48250],
    ['Total', null, 168250],
  ]
  const columns = { A: 'service', B: 'provider', C: 'budget 2020/21' }
  const expected = [
    ['Helpline', 'budget 2020/21 120000'],
    ['Rangers', 'budget 2020/21 48250'],
  ]

  it('keeps its first row as a line, marked as headings or not', () => {
    for (const headerRows of [[1], []]) {
      const reading = read(rows, [], { headerRows, columns })
      expect(figures(reading)).toEqual(expected)
      expect(reading.lines[0]).toMatchObject({ provider: 'Harbour Trust', at: { row: 1 } })
      expect(reading.stated).toMatchObject([{ outcome: 'agrees', at: { cell: 'C3' } }])
      expect(reading.tables).toMatchObject([{ headerRows, columns }])
      expect(figures(read(rows, [], reading.tables[0]))).toEqual(expected)
    }
  })

  it('keeps a title above the first line as a title', () => {
    const reading = read([['Budget'], ...rows], [], { headerRows: [2], columns })
    expect(figures(reading)).toEqual(expected)
    expect(reading.skipped).toContainEqual({ at: { sheet: 'Budget', row: 1 }, reason: 'title', text: 'Budget' })
  })

  it('is not taken where the headings are years written as numbers', () => {
    const headed: Value[][] = [
      ['Service', 2020, 2021],
      ['Helpline', 100, 110],
    ]
    const mapping = { headerRows: [1], columns: { A: 'service', B: 'budget 2020/21', C: 'budget 2021/22' } }
    expect(figures(read(headed, [], mapping))).toEqual([['Helpline', 'budget 2020/21 100', 'budget 2021/22 110']])
  })
})
