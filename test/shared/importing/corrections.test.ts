/**
 * Amounts mended while importing. Example: "£3,0000" taken as £3,000 in a table of pounds, thousands or millions alike.
 */
import { describe, expect, it } from 'vitest'
import { corrected, textAt, withOriginals } from '../../../shared/importing/corrections.ts'
import { readTables } from '../../../shared/importing/index.ts'
import type { Pence } from '../../../shared/money.ts'
import { workbookOf } from './sheets.ts'

const workbook = (heading: string) =>
  workbookOf({
    Budget: [
      ['Service', heading],
      ['Helpline', 1200],
      ['Shelter', '£3,0000'],
      ['Outreach', 2400],
      ['Total', { f: 'SUM(B2:B4)', v: 6600 }],
    ],
  })

describe('corrections', () => {
  it.each([
    ['2020/21 budget (£)', 300_000],
    ['2020/21 budget (£)', -123_456],
    ['2020/21 budget (£000)', 300_000],
    ['2020/21 budget (£000)', 1],
    ['2020/21 budget (£m)', 98_765_432_101],
    ['2020/21 budget (£m)', 0],
  ])('mean pounds whatever the unit: %s %d', (heading, pence) => {
    const book = workbook(heading)
    expect(readTables(book).problems.map(({ at }) => at.cell)).toEqual(['B3'])
    const corrections = [{ sheet: 'Budget', cell: 'B3', pence: pence as Pence }]
    const reading = readTables(corrected(book, corrections))
    expect(reading.problems).toEqual([])
    expect(reading.lines[1]).toMatchObject({ service: 'Shelter', figures: [{ pence, at: { cell: 'B3' } }], notes: [] })
  })

  it('leave the workbook as it is and say what its cell said', () => {
    const book = workbook('2020/21 budget (£)')
    const corrections = [{ sheet: 'Budget', cell: 'B3', pence: 300_000 as Pence }]
    const reading = withOriginals(readTables(corrected(book, corrections)), book, corrections)
    expect(textAt(book, 'Budget', 'B3')).toBe('£3,0000')
    expect(reading.skipped.at(-1)).toEqual({
      at: { sheet: 'Budget', cell: 'B3' },
      reason: 'text replaced by £3,000',
      text: '£3,0000',
    })
    expect(reading.stated[0]).toMatchObject({ computedPence: 660_000, outcome: 'agrees' })
  })

  it('are none without any', () => {
    const book = workbook('2020/21 budget (£)')
    expect(corrected(book, [])).toBe(book)
    expect(corrected(book, [{ sheet: 'Other', cell: 'B3', pence: 1 as Pence }]).sheets[0]).toBe(book.sheets[0])
  })
})
