/** Addresses of cells, both ways. Example: column 28 is AB. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { address, columnLetters, columnNumber } from '../../shared/sheet.ts'
import { settings } from './arbitraries.ts'

it('columns have letters, as in Excel', () => {
  expect([1, 26, 27, 28, 52, 53, 702, 703, 16_384].map(columnLetters)).toEqual([
    'A',
    'Z',
    'AA',
    'AB',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
    'XFD',
  ])
  expect(address(14, 5)).toBe('E14')
})

it('letters are columns, up to Excel’s last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16_384 }), (column) => {
      expect(columnNumber(columnLetters(column))).toBe(column)
    }),
    settings,
  )
  for (const letters of ['XFE', 'ZZZ', '', 'a', 'A1', '1', 'ABCD', 'É']) expect(columnNumber(letters)).toBeNull()
})
