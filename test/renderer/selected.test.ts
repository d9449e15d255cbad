/**
 * What is selected, in sums and words; and lines found by what one remembers of them.
 */
import { describe, expect, it } from 'vitest'
import type { Column } from '../../renderer/grid/columns.ts'
import { findLines } from '../../renderer/grid/finding.ts'
import type { GridRow } from '../../renderer/grid/rows.ts'
import { type Cells, placeName, selectionSentence, sizeName, sumsOf } from '../../renderer/grid/selected.ts'
import { blankLine } from '../../shared/edits.ts'

const figures: Record<string, Record<string, string | number | null>> = {
  a: { service: 'Victim First', '2020': 10_000, '2021': 10_001, share: 250, change: -500 },
  b: { service: 'Shelter', '2020': null, '2021': 5_000, share: null, change: 0 },
  'subtotal v': { service: 'Victims subtotal', '2020': 10_000, '2021': 15_001, share: 100, change: 5_001 },
  'subtotal v/s': { service: 'Sub', '2020': 10_000, '2021': 15_001, share: 100, change: 5_001 },
  total: { service: 'Total', '2020': 20_000, '2021': 30_000, share: 1, change: 1 },
}
const column = (id: string, kind: Column['kind'], heading = id, note?: string): Column => ({
  id,
  kind,
  heading,
  width: 100,
  valueOf: (row) => figures[row.id]?.[id] ?? null,
  ...(note === undefined ? {} : { note }),
})
const service = column('service', 'text', 'Service')
const y20 = column('2020', 'money', '2020/21', 'budget')
const y21 = column('2021', 'money', '2021/22', 'forecast outturn')
const share = column('share', 'percent', 'Change %', 'on 2019/20')
const change = column('change', 'change', 'Change £', 'on 2019/20')

const a: GridRow = { kind: 'line', id: 'a', lineId: 'a', group: 'v' }
const b: GridRow = { kind: 'line', id: 'b', lineId: 'b', group: 'v' }
const subtotal: GridRow = { kind: 'subtotal', id: 'subtotal v', group: 'v', name: 'Victims' }
const inner: GridRow = { kind: 'subtotal', id: 'subtotal v/s', group: 'v', part: 's', name: 'Sub' }
const total: GridRow = { kind: 'total', id: 'total' }

const cells = (rows: GridRow[], columns: Column[]): Cells =>
  rows.map((row) => columns.map((one) => ({ row, column: one })))

describe('the sums of a selection', () => {
  it('pass over blanks, texts and percentages, and round the average half away from nil', () => {
    expect(sumsOf([cells([a, b], [service, y20, y21, share])])).toEqual({
      cells: 8,
      count: 3,
      money: { sum: 25_001, average: 8_334, min: 5_000, max: 10_001 },
    })
    expect(sumsOf([cells([a], [change])]).money).toMatchObject({ sum: -500, average: -500 })
    expect(sumsOf([cells([a, b], [service, share])])).toEqual({ cells: 4, count: 0, money: null })
  })
  it('count nothing twice: neither a subtotal beside lines nor one within another, nor the total', () => {
    expect(sumsOf([cells([a, b, subtotal, total], [y21])])).toMatchObject({
      cells: 4,
      count: 2,
      money: { sum: 15_001 },
    })
    expect(sumsOf([cells([inner, subtotal, total], [y21])])).toMatchObject({ count: 1, money: { sum: 15_001 } })
    expect(sumsOf([cells([inner], [y21])])).toMatchObject({ count: 1, money: { sum: 15_001 } })
    expect(sumsOf([cells([total], [y21])])).toMatchObject({ count: 1, money: { sum: 30_000 } })
  })
  it('count a cell once that is in two of the selections', () => {
    expect(sumsOf([cells([a], [y20, y21]), cells([a, b], [y21])])).toMatchObject({ cells: 3, count: 3 })
  })
  it('are said in a sentence', () => {
    expect(selectionSentence(sumsOf([cells([a, b], [y21])]))).toBe('2 cells, sum £150.01')
    expect(selectionSentence(sumsOf([cells([a], [service])]))).toBe('1 cell')
  })
})

describe('the name of a place', () => {
  const nameOf = (lineId: string) => String(figures[lineId]?.service)
  it('is the line and what the column holds', () => {
    expect(placeName(a, y20, nameOf)).toBe('Victim First · 2020/21')
    expect(placeName(a, y21, nameOf)).toBe('Victim First · 2021/22 forecast outturn')
    expect(placeName(a, service, nameOf)).toBe('Victim First')
    expect(placeName(subtotal, change, nameOf)).toBe('Victims subtotal · Change £ on 2019/20')
    expect(placeName(total, y20, nameOf)).toBe('Total · 2020/21')
  })
  it('of several cells is how many lines and years', () => {
    expect(sizeName(cells([a, b], [y20, y21]))).toBe('2 lines × 2 years')
    expect(sizeName(cells([a, subtotal], [service, y20]))).toBe('2 rows × 2 columns')
  })
})

describe('going to a line', () => {
  const lines = [
    blankLine({ id: '1', service: 'Support for victims', position: 1 }),
    blankLine({ id: '2', service: 'Victim First', provider: 'Catch 22', code: 'V01', position: 2 }),
    blankLine({ id: '3', service: 'Convictions', position: 3 }),
    blankLine({ id: '4', service: 'Shelter', provider: 'Victim Aid', position: 4 }),
  ]
  const found = (typed: string) => findLines(lines, typed).map(({ id }) => id)
  it('puts the beginning of a name or code first, then a word’s, then any part', () => {
    expect(found('vic')).toEqual(['2', '1', '3', '4'])
    expect(found('v01')).toEqual(['2'])
    expect(found('nothing like it')).toEqual([])
    expect(found('  ')).toEqual([])
  })
  it('tells lines apart by code and provider, and gives at most twelve', () => {
    expect(findLines(lines, 'victim f')[0]).toEqual({ id: '2', service: 'Victim First', beside: 'V01 · Catch 22' })
    const many = Array.from({ length: 40 }, (_, index) =>
      blankLine({ id: `${index}`, service: 'Line', position: index }),
    )
    expect(findLines(many, 'line')).toHaveLength(12)
  })
})
