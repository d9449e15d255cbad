/**
 * What the import dialog says. Example: "1 line in 1 priority, 1 year; 1 stated figure agrees; 0 problems".
 */
import { expect, test } from 'vitest'
import {
  byPriority,
  cellAccountOf,
  figureColumns,
  placeOf,
  statedInOrder,
  summaryOf,
} from '../../renderer/importing/summary.ts'
import type { Outcome, Reading, ReadLine, StatedFigure } from '../../shared/importing/index.ts'
import type { Pence } from '../../shared/money.ts'
import { Y1, Y2 } from './fixtures.ts'

const line = (service: string, priority: string | null, years = [Y2]): ReadLine => ({
  service,
  provider: null,
  priority,
  parentPriority: null,
  description: null,
  route: null,
  geography: null,
  code: null,
  owner: null,
  status: null,
  contractStart: null,
  contractEnd: null,
  figures: years.map((year) => ({ year, measure: 'budget', pence: 100 as Pence, at: { sheet: 'A' } })),
  notes: [],
  extra: {},
  at: { sheet: 'A', row: 1 },
})

const stated = (label: string, outcome: Outcome): StatedFigure => ({
  label,
  kind: 'subtotal',
  year: Y2,
  measure: 'budget',
  statedPence: 100 as Pence,
  computedPence: 100 as Pence,
  differencePence: 0 as Pence,
  outcome,
  explanation: null,
  at: { sheet: 'A', cell: 'E5' },
})

const reading = (part: Partial<Reading>): Reading => ({
  file: 'last.xlsx',
  tables: [],
  lines: [],
  stated: [],
  problems: [],
  skipped: [],
  cells: { all: 0, used: 0, skipped: 0, problems: 0 },
  ...part,
})

test('the summary counts lines, priorities, years, what agrees and what does not', () => {
  expect(summaryOf(reading({ lines: [line('a', 'V')], stated: [stated('x', 'agrees')] }))).toBe(
    '1 line in 1 priority, 1 year; 1 stated figure agrees; 0 problems',
  )
  const several = reading({
    lines: [line('a', 'V', [Y1, Y2]), line('b', 'P')],
    stated: [stated('x', 'agrees'), stated('y', 'rounding'), stated('z', 'differs'), stated('w', 'not stated')],
  })
  expect(summaryOf(several)).toBe('2 lines in 2 priorities, 2 years; 2 stated figures agree; 1 does not; 0 problems')
})

test('differences come first, each in the order of the workbook', () => {
  const order = statedInOrder([
    stated('a', 'agrees'),
    stated('b', 'differs'),
    stated('c', 'rounding'),
    stated('d', 'malformed'),
  ])
  expect(order.map(({ label }) => label)).toEqual(['b', 'd', 'a', 'c'])
})

test('the cells are accounted for in words', () => {
  expect(cellAccountOf(reading({ cells: { all: 312, used: 290, skipped: 22, problems: 0 } }))).toBe(
    '312 cells: 290 used, 22 skipped',
  )
  expect(cellAccountOf(reading({ cells: { all: 3, used: 1, skipped: 1, problems: 1 } }))).toBe(
    '3 cells: 1 used, 1 skipped, 1 problem',
  )
})

test('the preview has a column for each year and measure, and the lines by priority', () => {
  const lines = [line('a', 'V', [Y2]), line('b', null, [Y1]), line('c', 'V', [Y1])]
  expect(figureColumns(lines).map(({ year }) => year)).toEqual([Y1, Y2])
  expect(byPriority(lines).map(({ name, lines: held }) => [name, held.length])).toEqual([
    ['V', 2],
    ['No priority', 1],
  ])
})

test('a place is a cell, a row or a sheet', () => {
  expect(placeOf({ sheet: 'A', cell: 'E5' })).toBe('A, E5')
  expect(placeOf({ sheet: 'A', row: 5 })).toBe('A, row 5')
  expect(placeOf({ sheet: 'A' })).toBe('A')
})
