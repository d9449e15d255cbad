/**
 * What cells show and what may be typed into them. Example: blank is blank, nil is a dash, "(50)" is below nil.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeText, editText, moneyText, percentText, readTyped } from '../../renderer/grid/cells.ts'
import type { BasisPoints, Pence } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'

const pence = (value: number) => value as Pence

test('blank, nil, negatives and pence each have their look', () => {
  expect(moneyText(null)).toBe('')
  expect(moneyText(pence(0))).toBe('–')
  expect(moneyText(pence(-123450))).toBe('(1,234.50)')
  expect(moneyText(pence(55832200))).toBe('558,322')
})

test('changes say their sign', () => {
  expect(changeText(pence(1457000))).toBe('+14,570')
  expect(changeText(pence(-4820000))).toBe('(48,200)')
  expect(changeText(pence(0))).toBe('–')
  expect(changeText(null)).toBe('')
  expect(percentText(268 as BasisPoints)).toBe('+2.7%')
  expect(percentText(-10000 as BasisPoints)).toBe('(100.0%)')
  expect(percentText(0 as BasisPoints)).toBe('–')
  expect(percentText(null)).toBe('')
})

test('amounts are read in pounds, arithmetic is worked out and kept', () => {
  expect(readTyped(' £1,234.5 ')).toEqual({ pence: 123450, expression: null })
  expect(readTyped('(12)')).toEqual({ pence: -1200, expression: null })
  expect(readTyped('=558322*1.02')).toEqual({ pence: 56948844, expression: '=558322*1.02' })
  expect(readTyped('   ')).toEqual({ pence: null, expression: null })
})

test.each([
  ['TBC', 'type pounds'],
  ['£3,0000', 'did you mean £3,000?'],
  ['1e5', 'type pounds'],
  ['12,500-', 'did you mean −£12,500?'],
])('“%s” is refused with a sentence that helps', (typed, help) => {
  expect(() => readTyped(typed)).toThrow(Refusal)
  expect(() => readTyped(typed)).toThrow(help)
  expect(() => readTyped(typed)).toThrow('so the figure was kept')
})

test('arithmetic that cannot be worked out is refused', () => {
  expect(() => readTyped('=1/0')).toThrow(/divides by zero/)
  expect(() => readTyped('=1+')).toThrow(Refusal)
})

test('what an editor starts with reads back as the same figure', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
      const amount = pence(value === 0 ? 0 : value)
      expect(readTyped(editText(amount, null)).pence).toBe(amount)
    }),
    { seed: 20210401 },
  )
  expect(editText(pence(56948844), '=558322*1.02')).toBe('=558322*1.02')
  expect(editText(null, null)).toBe('')
})

test('what a cell shows, typed back, is the same figure', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
      expect(readTyped(moneyText(pence(value))).pence).toBe(value === 0 ? 0 : value)
    }),
    { seed: 20210401 },
  )
})
