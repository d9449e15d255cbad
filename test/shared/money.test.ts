/** Money is read exactly, rounded once and shown so that it can be read again. Example: "£1,685,249*" is 168,524,900 pence. */
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addUp,
  type BasisPoints,
  changeInBasisPoints,
  divideRounded,
  formatMoney,
  formatPercentage,
  formatPounds,
  fromDecimal,
  fromNumber,
  LARGEST_AMOUNT,
  type Pence,
  plainPercentage,
  plainPounds,
  readAmount,
  readPercentage,
  shareOf,
  toPence,
} from '../../shared/money.ts'
import { penceArbitrary, settings } from './arbitraries.ts'

const amount = (pence: number, mark: string | null = null, words: string | null = null) => ({
  kind: 'amount',
  pence,
  mark,
  words,
})
const malformed = (suggestion: number | null = null) => ({ kind: 'malformed', suggestion })

describe('an amount as officers write it', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['7', 700],
    ['1685249', 168_524_900],
    ['1,685,249', 168_524_900],
    ['£1,685,249', 168_524_900],
    ['  £ 12,500  ', 1_250_000],
    ['\u00a0£12,500\u00a0', 1_250_000],
    ['12.5', 1_250],
    ['£1,234.05', 123_405],
    ['(12)', -1_200],
    ['(£12.50)', -1_250],
    ['£(12)', -1_200],
    ['( 12 )', -1_200],
    ['-5', -500],
    ['−£5', -500],
    ['-£5', -500],
    ['£-5', -500],
    ['£ − 5', -500],
    ['+£5', 500],
    ['(0)', 0],
    ['£70k', 7_000_000],
    ['£70K', 7_000_000],
    ['£0.710m', 71_000_000],
    ['£1.3M', 130_000_000],
    ['£63.15 m', 6_315_000_000],
    ['£2bn', 200_000_000_000],
    ['(£1.25k)', -125_000],
    ['£0.000005k', 1],
    ['£0.0000049k', 0],
    ['10bn', LARGEST_AMOUNT],
    ['000012', 1_200],
    ['nil', 0],
    ['NIL', 0],
    [' - ', 0],
    ['–', 0],
    ['—', 0],
  ])('%j is taken', (text, pence) => {
    expect(readAmount(text)).toEqual(amount(pence))
  })

  test.each([
    ['£1,685,249*', 168_524_900, '*'],
    ['£1,685,249 **', 168_524_900, '**'],
    ['12***', 1_200, '***'],
    ['12†', 1_200, '†'],
    ['12‡', 1_200, '‡'],
    ['12 §', 1_200, '§'],
    ['12 [1]', 1_200, '[1]'],
    ['£12 [Note 14]', 1_200, '[Note 14]'],
    ['12²', 1_200, '²'],
    ['12 ¹⁰', 1_200, '¹⁰'],
    ['(12)*', -1_200, '*'],
    ['£70k*', 7_000_000, '*'],
  ])('%j is taken with its footnote mark', (text, pence, mark) => {
    expect(readAmount(text)).toEqual(amount(pence, mark))
  })

  test.each([
    ['£213,000 from OPCC', 21_300_000, null, 'from OPCC'],
    ['£20,000 (Match funded)', 2_000_000, null, '(Match funded)'],
    ['£20,000* from\nthe partner ', 2_000_000, '*', 'from\nthe partner'],
    ['70k per annum', 7_000_000, null, 'per annum'],
    ['£5,000 p.a.', 500_000, null, 'p.a.'],
    ['£5,000 Mill Road project', 500_000, null, 'Mill Road project'],
    ['£5,000 from OPCC¹', 500_000, null, 'from OPCC¹'],
    ['5 mentors', 500, null, 'mentors'],
    ['5 percussion workshops', 500, null, 'percussion workshops'],
  ])('%j is taken, and its words kept', (text, pence, mark, words) => {
    expect(readAmount(text)).toEqual(amount(pence, mark, words))
  })

  test.each(['', '   ', '\n\t', '\u00a0'])('%j is blank, which is not zero', (text) => {
    expect(readAmount(text)).toEqual({ kind: 'blank' })
  })

  test.each([
    'TBC',
    'maintain',
    '1e5',
    '1E5',
    '#REF!',
    '£',
    '£-',
    '()',
    '(12',
    '12)',
    '(12)*)',
    '(12*)',
    '-(12)',
    '(-12)',
    '--5',
    '££5',
    '$5',
    '5%',
    '12 %',
    '2 per cent',
    '50p',
    '50 pence',
    '50 p',
    '£5 mil',
    '.50',
    '5.',
    '1.234',
    '12.345.67',
    '1 234',
    '1,23',
    '1,,234',
    ',123',
    '123,',
    '12,34,567',
    '1234,567,89',
    '£10,000 and £5,000',
    '£10,000 in 2019',
    '£10,000 for Catch22',
    '£10,000 (1)',
    '£10,000/£5,000',
    '£10,000 ½',
    '£10,000 plus ½ post',
    '£10,000 ?',
    '12x',
    'nil*',
    '- -',
    '0x10',
    'Infinity',
    'NaN',
    '١٢',
    '１２',
    'circa £5,000',
    '£10.01bn',
    '9999999999999999999999',
  ])('%j is not taken, and nothing is suggested', (text) => {
    expect(readAmount(text)).toEqual(malformed())
  })

  test.each([
    ['£3,0000', 300_000],
    ['£1880,076', 188_007_600],
    ['(£1880,076)', -188_007_600],
    ['1234567,890', 123_456_789_000],
    ['12,500-', -1_250_000],
    ['12,500 -', -1_250_000],
    ['£12.50-', -1_250],
    ['£5 million', 500_000_000],
    ['£1.3 Million', 130_000_000],
    ['£70 thousand', 7_000_000],
    ['£2 billion', 200_000_000_000],
  ])('%j is not taken, but the meaning is plain enough to suggest', (text, pence) => {
    expect(readAmount(text)).toEqual(malformed(pence))
  })

  test.each(['-5-', '-£5-', '£5 million for Catch22', '£5 hundred'])('%j is not taken: two readings', (text) => {
    expect(readAmount(text)).toEqual(malformed())
  })

  it('counts in the unit of the column unless a suffix says otherwise', () => {
    expect(readAmount('1.234', 1000)).toEqual(amount(123_400))
    expect(readAmount('1.2345678', 1_000_000)).toEqual(amount(123_456_780))
    expect(readAmount('£70k', 1000)).toEqual(amount(7_000_000))
    expect(readAmount('-0.8', 1_000_000)).toEqual(amount(-80_000_000))
    expect(readAmount('1880,076', 1000)).toEqual(malformed(188_007_600_000))
    expect(readAmount('12.345', 1000)).toEqual(amount(1_234_500))
  })

  it('reads long and hostile texts quickly', () => {
    for (const lead of ['-', '(', '£(', '5', '5k', '5*', '£ -']) {
      expect(readAmount(`${lead}${' '.repeat(32_000)}\u0001`).kind).toBeTypeOf('string')
    }
    expect(readAmount('9'.repeat(32_000)).kind).toBe('malformed')
    expect(readAmount('1,'.repeat(16_000)).kind).toBe('malformed')
  })

  it('reads back everything that it shows', () => {
    const settled = { ...settings, numRuns: 2000 }
    fc.assert(
      fc.property(penceArbitrary, (pence) => {
        for (const shown of [formatPounds(pence), formatMoney(pence), plainPounds(pence)]) {
          expect(readAmount(shown)).toEqual(amount(pence))
        }
      }),
      settled,
    )
  })
})

describe('a number cell', () => {
  test.each([
    [114843.25, 1, 11_484_325],
    [0.1 + 0.2, 1, 30],
    [1e-9, 1, 0],
    [-1e-9, 1, 0],
    [5e-324, 1, 0],
    [-0, 1, 0],
    [0.8, 1_000_000, 80_000_000],
    [1.005, 1, 101],
    [-1.005, 1, -101],
    [0.005, 1, 1],
    [-0.005, 1, -1],
    [0.0049999, 1, 0],
    [2.675, 1, 268],
    [4283.405, 1000, 428_340_500],
    [1e10, 1, LARGEST_AMOUNT],
    [-1e10, 1, -LARGEST_AMOUNT],
    [0.07, 1_000_000, 7_000_000],
    [569488.44000000006, 1, 56_948_844],
  ])('%d in units of £%d is %d pence', (value, unit, pence) => {
    expect(fromNumber(value, unit)).toBe(pence)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e10 + 0.01, 1e15, -1e300, Number.MAX_VALUE])(
    '%d is refused',
    (value) => {
      expect(fromNumber(value)).toBeNull()
    },
  )

  it('is too large by its unit', () => {
    expect(fromNumber(10_001, 1_000_000)).toBeNull()
  })

  it('gives back every amount that was written as a number of pounds', () => {
    fc.assert(
      fc.property(penceArbitrary, (pence) => {
        expect(fromNumber(pence / 100)).toBe(pence)
      }),
      { ...settings, numRuns: 5000, examples: [[LARGEST_AMOUNT as Pence], [-1 as Pence], [999_999_999_999 as Pence]] },
    )
  })
})

/** Half away from zero, on the digits of a decimal: nothing in common with the program's division. */
function roundedDecimal(digits: string, dropped: number): string {
  const padded = digits.padStart(dropped + 1, '0')
  const whole = padded.slice(0, padded.length - dropped)
  return padded[padded.length - dropped]! >= '5' && dropped > 0 ? String(BigInt(whole) + 1n) : String(BigInt(whole))
}

describe('sums', () => {
  it('takes shares half away from zero', () => {
    expect(shareOf(55_832_200 as Pence, 200 as BasisPoints)).toBe(1_116_644)
    expect(shareOf(25 as Pence, 200 as BasisPoints)).toBe(1)
    expect(shareOf(-25 as Pence, 200 as BasisPoints)).toBe(-1)
    expect(shareOf(24 as Pence, 200 as BasisPoints)).toBe(0)
    fc.assert(
      fc.property(penceArbitrary, fc.integer({ min: -10_000, max: 100_000 }), (pence, points) => {
        const magnitude = roundedDecimal(String(BigInt(Math.abs(pence)) * BigInt(Math.abs(points))), 4)
        const negative = pence < 0 !== points < 0 && magnitude !== '0'
        expect(String(shareOf(pence, points as BasisPoints))).toBe(negative ? `-${magnitude}` : magnitude)
        expect(Object.is(shareOf(pence, points as BasisPoints), -0)).toBe(false)
      }),
      { ...settings, numRuns: 3000 },
    )
  })

  it('divides half away from zero', () => {
    expect([5n, -5n, 4n, 3n, -3n, 0n].map((dividend) => divideRounded(dividend, 2n))).toEqual([
      3n,
      -3n,
      2n,
      2n,
      -2n,
      0n,
    ])
  })

  it('passes over blanks, and knows a sum of blanks from nought', () => {
    expect(addUp([])).toBeNull()
    expect(addUp([null, undefined])).toBeNull()
    expect(addUp([null, 0 as Pence])).toBe(0)
    expect(addUp([100 as Pence, null, -250 as Pence])).toBe(-150)
  })

  it('takes whole pence only, up to £10 billion', () => {
    expect(toPence(-LARGEST_AMOUNT)).toBe(-LARGEST_AMOUNT)
    expect(Object.is(toPence(-0), 0)).toBe(true)
    for (const value of [0.5, LARGEST_AMOUNT + 1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => toPence(value)).toThrow(RangeError)
  })

  it('reads decimals exactly', () => {
    expect(fromDecimal('0', '005', 1, false)).toBe(1)
    expect(fromDecimal('0', '005', 1, true)).toBe(-1)
    expect(Object.is(fromDecimal('0', '004', 1, true), 0)).toBe(true)
    expect(fromDecimal('9999999999', '995', 1, false)).toBe(LARGEST_AMOUNT)
    expect(fromDecimal('9999999999', '996', 1000, false)).toBeNull()
  })

  it('compares two amounts', () => {
    const compare = (from: number | null, to: number | null) =>
      changeInBasisPoints(from as Pence | null, to as Pence | null)
    expect(compare(55_832_200, 56_948_844)).toBe(200)
    expect(compare(200, 199)).toBe(-50)
    expect(compare(-200, -100)).toBe(5000)
    expect(compare(-200, -300)).toBe(-5000)
    expect([compare(0, 5), compare(null, 5), compare(5, null)]).toEqual([null, null, null])
    expect(compare(5, 0)).toBe(-10_000)
  })
})

describe('percentages', () => {
  test.each([
    ['2%', 200],
    ['2.5 %', 250],
    ['-1.25', -125],
    ['−1.25%', -125],
    ['+3', 300],
    [' 0 % ', 0],
    ['-0%', 0],
    ['1000%', 100_000],
  ])('%j is read', (text, points) => {
    expect(readPercentage(text)).toBe(points)
  })

  test.each(['', '%', '2%%', '1.234%', 'two', '2 5', '1e2', '12345', '.5', '2,5'])('%j is no percentage', (text) => {
    expect(readPercentage(text)).toBeNull()
  })

  it('shows one decimal in the grid and every decimal in a sentence', () => {
    const shown = (points: number) => formatPercentage(points as BasisPoints)
    expect([268, -268, 0, 4, -4, 5, 10_000].map(shown)).toEqual([
      '2.7%',
      '(2.7%)',
      '0.0%',
      '0.0%',
      '0.0%',
      '0.1%',
      '100.0%',
    ])
    const plain = (points: number) => plainPercentage(points as BasisPoints)
    expect([200, 225, -150, 5, 0, 100_000].map(plain)).toEqual(['2%', '2.25%', '−1.5%', '0.05%', '0%', '1000%'])
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 100_000 }), (points) => {
        expect(readPercentage(plain(points))).toBe(points)
      }),
      settings,
    )
  })
})

describe('showing', () => {
  test.each([
    [0, '0', '£0', '0'],
    [100, '1', '£1', '1'],
    [5, '0.05', '£0.05', '0.05'],
    [-5, '(0.05)', '−£0.05', '-0.05'],
    [123_450, '1,234.50', '£1,234.50', '1234.50'],
    [-123_450, '(1,234.50)', '−£1,234.50', '-1234.50'],
    [168_524_900, '1,685,249', '£1,685,249', '1685249'],
    [LARGEST_AMOUNT, '10,000,000,000', '£10,000,000,000', '10000000000'],
  ])('%d pence', (pence, pounds, money, plain) => {
    expect(formatPounds(pence as Pence)).toBe(pounds)
    expect(formatMoney(pence as Pence)).toBe(money)
    expect(plainPounds(pence as Pence)).toBe(plain)
  })
})
