/** Arithmetic in a cell is exact and rounded once, at the end. Example: "=558322*1.02" is 56,948,844 pence. */
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { evaluate } from '../../shared/arithmetic.ts'
import { LARGEST_AMOUNT, plainPounds } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { penceArbitrary, settings } from './arbitraries.ts'

describe('arithmetic', () => {
  test.each([
    ['=558322*1.02', 56_948_844],
    ['558322*1.02', 56_948_844],
    ['5', 500],
    ['=.5', 50],
    [' = 1 + 2 ', 300],
    ['=1+2*3', 700],
    ['=(1+2)*3', 900],
    ['=10-4-3', 300],
    ['=100/10/5', 200],
    ['=100/10*5', 5_000],
    ['=2*-3', -600],
    ['=--5', 500],
    ['=-(2+3)', -500],
    ['=+5', 500],
    ['=1000*2%', 2_000],
    ['=50%', 50],
    ['=50%%', 1],
    ['=-50%', -50],
    ['=(1+1)%', 2],
    ['=100+10%', 10_010],
    ['=£1,234.50+£0.50', 123_500],
    ['=-£5', -500],
    ['=1,685,249*2', 337_049_800],
    ['=10/3', 333],
    ['=20/3', 667],
    ['=10/3*3', 1_000],
    ['=1/3+1/3+1/3', 100],
    ['=0.005', 1],
    ['=-0.005', -1],
    ['=0.004999', 0],
    ['=-0.004999', 0],
    ['=0.004+0.004', 1],
    ['=1/-3', -33],
    ['=0.1+0.2', 30],
    ['=10000000000', LARGEST_AMOUNT],
    ['=10000000000.004', LARGEST_AMOUNT],
    ['=0*5', 0],
    ['=-0', 0],
    ['=1\n+\n2', 300],
    [`=${'('.repeat(49)}1${')'.repeat(49)}`, 100],
  ])('%j', (expression, pence) => {
    expect(evaluate(expression)).toBe(pence)
  })

  test.each([
    ['=1/0', 'divides by zero'],
    ['=1/(2-2)', 'divides by zero'],
    ['=0/0', 'divides by zero'],
    ['', 'is not arithmetic'],
    ['=', 'is not arithmetic'],
    ['==5', 'is not arithmetic'],
    ['=1+', 'is not arithmetic'],
    ['=*2', 'is not arithmetic'],
    ['=1 2', 'is not arithmetic'],
    ['=2(3)', 'is not arithmetic'],
    ['=1)', 'is not arithmetic'],
    ['=()', 'is not arithmetic'],
    ['=(1', 'has a bracket that is not closed'],
    ['=1.2.3', 'is not arithmetic'],
    ['=5.', 'is not arithmetic'],
    ['=1e5', 'is not arithmetic'],
    ['=2^3', 'is not arithmetic'],
    ['=A1*2', 'is not arithmetic'],
    ['=SUM(1,2)', 'is not arithmetic'],
    ['TBC', 'is not arithmetic'],
    ['=constructor', 'is not arithmetic'],
    ['=%', 'is not arithmetic'],
    ['=1,23', 'has a comma in the wrong place'],
    ['=3,0000', 'has a comma in the wrong place'],
    ['=1,,234', 'has a comma in the wrong place'],
    ['=10000000000.01', 'comes to more than £10 billion'],
    ['=-10000000001', 'comes to more than £10 billion'],
    [`=${'9'.repeat(199)}`, 'comes to more than £10 billion'],
    [`=${'1+'.repeat(100)}1`, 'is longer than 200 characters'],
    [`=${'('.repeat(80)}1${')'.repeat(80)}`, 'is nested too deeply'],
    [`=${'-'.repeat(80)}1`, 'is nested too deeply'],
  ])('%j is refused with a sentence', (expression, why) => {
    expect(() => evaluate(expression)).toThrow(Refusal)
    expect(() => evaluate(expression)).toThrow(
      `“${expression}” ${why}, so nothing was changed; type arithmetic such as =558322*1.02.`,
    )
  })

  it('gives back every amount typed plainly', () => {
    fc.assert(
      fc.property(penceArbitrary, (pence) => {
        expect(evaluate(`=${plainPounds(pence)}`)).toBe(pence)
      }),
      { ...settings, numRuns: 1000 },
    )
  })
})

/** A random expression as its text and its value over a power of 100 and a divisor, both worked out while it is built. */
interface Built {
  text: string
  /** Numerator and denominator, never reduced; the denominator may be negative. */
  value: [bigint, bigint]
}

const leaf: fc.Arbitrary<Built> = fc
  .tuple(fc.nat(2_000_000), fc.integer({ min: 0, max: 3 }), fc.boolean())
  .map(([digits, decimals, commas]) => {
    const padded = String(digits).padStart(decimals + 1, '0')
    const whole = padded.slice(0, padded.length - decimals)
    const grouped = commas ? BigInt(whole).toLocaleString('en-GB') : whole
    const text = decimals ? `${grouped}.${padded.slice(-decimals)}` : grouped
    return { text, value: [BigInt(digits), 10n ** BigInt(decimals)] }
  })

const { expression } = fc.letrec<{ expression: Built }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/'), tie('expression')).map(([left, sign, right]) => {
      const [a, b] = left.value
      const [c, d] = right.value
      const value: Record<string, [bigint, bigint]> = {
        '+': [a * d + c * b, b * d],
        '-': [a * d - c * b, b * d],
        '*': [a * c, b * d],
        '/': [a * d, b * c],
      }
      return { text: `(${left.text})${sign} (${right.text})`, value: value[sign]! }
    }),
    tie('expression').map(({ text, value: [a, b] }): Built => ({ text: `-(${text})`, value: [-a, b] })),
    tie('expression').map(({ text, value: [a, b] }): Built => ({ text: `(${text})%`, value: [a, b * 100n] })),
  ),
}))

/** Half away from zero by trial: the pence whose half-penny neighbourhood holds the value. */
function roundsTo(pence: bigint, [over, under]: [bigint, bigint]): boolean {
  const [a, b] = under < 0n ? [-over, -under] : [over, under]
  const [value, nearest] = a < 0n ? [-a, -pence] : [a, pence]
  return (2n * nearest - 1n) * b <= 200n * value && 200n * value < (2n * nearest + 1n) * b
}

describe('random arithmetic', () => {
  it('agrees with fractions worked out beside it', () => {
    let taken = 0
    fc.assert(
      fc.property(expression, ({ text, value }) => {
        if (text.length > 190) return
        const [over, under] = value
        const magnitude = under === 0n ? 0n : (over * 100n) / under
        if (under === 0n) expect(() => evaluate(`=${text}`)).toThrow('divides by zero')
        else if (magnitude > BigInt(LARGEST_AMOUNT) || magnitude < -BigInt(LARGEST_AMOUNT))
          expect(() => evaluate(`=${text}`)).toThrow('£10 billion')
        else {
          const result = evaluate(`=${text}`)
          expect(roundsTo(BigInt(result), value), `=${text} gave ${result}`).toBe(true)
          taken++
        }
      }),
      { ...settings, numRuns: 3000 },
    )
    expect(taken).toBeGreaterThan(1000)
  })

  it('binds × and ÷ tighter than + and −, from the left', () => {
    const flat = fc.array(fc.tuple(fc.constantFrom('+', '-', '*'), fc.integer({ min: 0, max: 99 })), { maxLength: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), flat, (first, rest) => {
        const terms: bigint[] = [BigInt(first)]
        for (const [sign, number] of rest) {
          if (sign === '*') terms.push(terms.pop()! * BigInt(number))
          else terms.push(BigInt(sign === '-' ? -number : number))
        }
        const pence = 100n * terms.reduce((sum, term) => sum + term, 0n)
        const text = `=${first}${rest.map(([sign, number]) => `${sign}${number}`).join('')}`
        if (pence > BigInt(LARGEST_AMOUNT) || pence < -BigInt(LARGEST_AMOUNT))
          expect(() => evaluate(text)).toThrow('£10 billion')
        else expect(BigInt(evaluate(text))).toBe(pence)
      }),
      { ...settings, numRuns: 1000 },
    )
  })
})
