/** Addresses, shared formulas and date formats. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customFormat, dateFromDays } from '../../../electron/workbook/dates.ts'
import { packCells, unpackCells } from '../../../electron/workbook/packing.ts'
import { moveFormula, parseAddress, parseRange, placeOf } from '../../../electron/workbook/references.ts'
import { address, type Cell } from '../../../shared/sheet.ts'

test('an address and its place are the same thing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1048576 }), fc.integer({ min: 1, max: 16384 }), (row, column) => {
      expect(parseAddress(address(row, column))).toBe(placeOf(row, column))
    }),
    { seed: 1 },
  )
})

test.each(['', 'A', '1', 'A0', 'A1048577', 'XFE1', 'A-1', 'A1B', 'ÄA1', '$A$1', 'A99999999999'])(
  '%j is no address',
  (text) => {
    expect(parseAddress(text)).toBe(-1)
  },
)

test('a range may be written from any corner', () => {
  expect(parseRange('B5:A1')).toEqual({ top: 1, left: 1, bottom: 5, right: 2 })
  expect(parseRange('A1:B2:C3')).toBeNull()
})

test.each([
  ['SUM(E5:E13)', 'SUM(F7:F15)'],
  ['$E5+E$5+$E$5', '$E7+F$5+$E$5'],
  ['SUM(A:A,$B:C,2:3,$4:5)', 'SUM(B:B,$B:D,4:5,$4:7)'],
  ['LOG10(A1)&"A1 ""B2"" "', 'LOG10(B3)&"A1 ""B2"" "'],
  ["'A1 B2'!C3+Q1!A1+Q1:Q4!A1", "'A1 B2'!D5+Q1!B3+Q1:Q4!B3"],
  ['[1]Sheet1!A1+Table1[[#This Row],[A1]]', '[1]Sheet1!B3+Table1[[#This Row],[A1]]'],
  ['VAT_20+A1.B2+TAX2020+ABCD12+TRUE', 'VAT_20+A1.B2+TAY2022+ABCD12+TRUE'],
  ['XFD1+A1048575', '#REF!+#REF!'],
  ['A1:INDEX(B:B,3)', 'B3:INDEX(C:C,3)'],
  ['SUM(#REF!,A1)', 'SUM(#REF!,B3)'],
])('%s two rows down and a column right is %s', (formula, expected) => {
  expect(moveFormula(formula, 2, 1)).toBe(expected)
  expect(moveFormula(formula, 0, 0)).toBe(formula)
})

test('a formula without an end is moved without harm', () => {
  for (const start of ['"', "'", '[', '((', "A'A", '$'])
    expect(moveFormula(start.repeat(30_000), 1, 1).length).toBeGreaterThan(0)
})

test.each([
  ['General', 'number'],
  ['#,##0.00', 'number'],
  ['[$£-809]#,##0;[Red]-[$£-809]#,##0', 'number'],
  ['#,##0" days"', 'number'],
  ['0\\d', 'number'],
  ['0.00E+00', 'number'],
  ['_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 'number'],
  ['0.0%', 'percent'],
  ['dd/mm/yyyy', 'date'],
  ['[$-809]dd mmmm yyyy;@', 'date'],
  ['mmm-yy', 'date'],
  ['[h]:mm', 'date'],
  ['mm:ss.0', 'date'],
  ['h:mm AM/PM', 'date'],
  ['yyyy"m"', 'date'],
  ['00000', '5 digits'],
  ['000;-000', '3 digits'],
  ['00.0', 'number'],
])('the format %s is a %s', (code, format) => {
  expect(customFormat(code)).toBe(format)
})

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [60, false, null],
  [61, false, '1900-03-01'],
  [43921, false, '2020-03-31'],
  [43921.99999999, false, '2020-04-01'],
  [0.5, false, '12:00:00'],
  [2958465, false, '9999-12-31'],
  [2958466, false, null],
  [-1, false, null],
  [Number.NaN, false, null],
  [1, true, '1904-01-02'],
  [42459, true, '2020-03-31'],
])('day %d (from 1904: %s) is %s', (days, from1904, date) => {
  expect(dateFromDays(days, from1904)).toBe(date)
})

test('cells survive their packing', () => {
  const optional = {
    formula: fc.string(),
    comment: fc.string(),
    bold: fc.constant(true),
    filled: fc.constant(true),
    hidden: fc.constant(true),
  }
  const required = {
    row: fc.integer({ min: 1, max: 1048576 }),
    column: fc.integer({ min: 1, max: 16384 }),
    type: fc.constantFrom<Cell['type']>('text', 'number', 'boolean', 'date', 'error', 'blank'),
    text: fc.string(),
  }
  const content = fc.oneof(fc.string(), fc.double(), fc.boolean())
  const cell = fc
    .tuple(fc.record({ ...required, ...optional }, { requiredKeys: ['row', 'column', 'type', 'text'] }), content)
    .map(([cell, value]): Cell => ({ ...cell, value, text: typeof value === 'string' ? value : cell.text }))
  fc.assert(
    fc.property(fc.array(cell), fc.array(cell), (before, cells) => {
      const sent = structuredClone(packCells(cells))
      expect(unpackCells(sent, [...before])).toEqual([...before, ...cells])
    }),
    { seed: 1 },
  )
})
