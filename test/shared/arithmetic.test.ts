/** Arithmetic in a cell is exact and rounded once, at the end. Example: "=558322*1.02" is 56,948,844 pence. */
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parse } from '../../shared/arithmetic/parse.ts'
import { type Misread, shiftFigures } from '../../shared/arithmetic/tokens.ts'
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
    ['=SUM(1;2,3)', 600],
    ['=sum( 1 ; -2 )', -100],
    ['=SUM(10, 20)/2', 1_500],
    ['=AVERAGE(1;2)', 150],
    ['=MIN(3;-2;9)', -200],
    ['=MAX(1/3;1/4)', 33],
    ['=ROUND(10/3;1)', 330],
    ['=ROUND(-2.5;0)', -300],
    ['=ROUND(558322;-3)', 55_800_000],
    ['=SUM((1,234);2)', 123_600],
    ['=−5×2÷4', -250],
    ['=MAX(SUM(1;2);AVERAGE(2;6))*2', 800],
  ])('%j', (expression, pence) => {
    expect(evaluate(expression)).toBe(pence)
  })

  test.each([
    ['=1/0', 'divides by zero'],
    ['=1/(2-2)', 'divides by zero'],
    ['=0/0', 'divides by zero'],
    ['', 'ends where a number should be'],
    ['=', 'ends where a number should be'],
    ['==5', 'has “=5”, which is not arithmetic (character 2)'],
    ['=1+', 'ends where a number should be'],
    ['=*2', 'has “*” where a number should be (character 2)'],
    ['=1 2', 'has “2” where a sign such as + or * should be (character 4)'],
    ['=2(3)', 'has “(” where a sign such as + or * should be (character 3)'],
    ['=1)', 'has a “)” that closes nothing (character 3)'],
    ['=()', 'has “)” where a number should be (character 3)'],
    ['=(1', 'has a “(” that is not closed (character 2)'],
    ['=1.2.3', 'has “.3” where a sign such as + or * should be (character 5)'],
    ['=5.', 'has “.”, which is not arithmetic (character 3)'],
    ['=1e5', 'has “e5”, which is not arithmetic (character 3)'],
    ['=2^3', 'has “^3”, which is not arithmetic (character 3)'],
    ['=A1*2', 'has “A1”, which is not arithmetic (character 2)'],
    ['=VLOOKUP(1)', 'asks for “VLOOKUP”, which is none of SUM, AVERAGE, MIN, MAX and ROUND (character 2)'],
    ['=SUM 3', 'has SUM without “(” after it (character 2)'],
    ['=SUM()', 'has “)” where a number should be (character 6)'],
    ['=SUM(1;)', 'has “)” where a number should be (character 8)'],
    ['=(1;2)', 'has “;” where “)” or a sign such as + should be (character 4)'],
    ['=ROUND(1)', 'rounds without saying to how many decimals, as ROUND(…;2) does (character 2)'],
    [
      '=SUM(1,234)',
      'has “1,234” in a function, which could be one number or two, so leave out the comma or write “;” (character 6)',
    ],
    ['TBC', 'has “TBC”, which is not arithmetic (character 1)'],
    ['=constructor', 'has “constructor”, which is not arithmetic (character 2)'],
    ['=%', 'has “%” where a number should be (character 2)'],
    ['=1,23', 'has a comma in the wrong place (character 2)'],
    ['=3,0000', 'has a comma in the wrong place (character 2)'],
    ['=1,,234', 'has a comma in the wrong place (character 2)'],
    ['=[2020]', 'has “[2020]”, which is no year such as [2020/21] or [2020/21 forecast] (character 2)'],
    ['=[__proto__]', 'has “[__proto__]”, which is no year such as [2020/21] or [2020/21 forecast] (character 2)'],
    ['=[2020/21', 'has a “[” that is not closed (character 2)'],
    ['=[2020/21]', 'refers to a year, which it can only in the cell of a budget line'],
    ['=10000000000.01', 'comes to more than £10 billion'],
    ['=-10000000001', 'comes to more than £10 billion'],
    [`=${'9'.repeat(190)}`, 'comes to more than £10 billion'],
    [`=${'('.repeat(80)}1${')'.repeat(80)}`, 'is nested too deeply (character 52)'],
    [`=${'-'.repeat(80)}1`, 'is nested too deeply (character 52)'],
  ])('%j is refused with a sentence', (expression, why) => {
    expect(() => evaluate(expression)).toThrow(Refusal)
    expect(() => evaluate(expression)).toThrow(
      `“${expression}” ${why}, so nothing was changed; type arithmetic such as =558322*1.02.`,
    )
  })

  it('refuses what is too long, without repeating all of it', () => {
    expect(() => evaluate(`=${'1+'.repeat(500)}1`)).toThrow(/^“=1[+1]+…” is longer than 1,000 characters, so nothing/)
  })

  it('knows where the matter is, in what was given', () => {
    const at = (text: string) => {
      try {
        parse(text)
      } catch (error) {
        return (error as Misread).at
      }
    }
    expect(at('  = 1 + x')).toBe(8)
    expect(at('=(1')).toBe(1)
    expect(at(' =1+ ')).toBe(4)
  })

  it('is kept as it was typed, its functions and years written one way', () => {
    expect(parse(' =sum([2019-20]; [2020/2021 Outturn])/2 ').text).toBe('=SUM([2019/20]; [2020/21 forecast])/2')
    expect(parse('=558,322*1.02').text).toBe('=558,322*1.02')
    expect(parse('5×2').text).toBe('=5*2')
  })

  it('is bounded, however hostile it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '(',
            ')',
            '1',
            '9e9',
            '/',
            '*',
            '-',
            '%',
            '[2020/21]',
            '[',
            'SUM(',
            ';',
            ',',
            ' ',
            '=',
            '£',
            '😀',
            'ROUND(',
            '.5',
          ),
          {
            maxLength: 300,
          },
        ),
        (pieces) => {
          const text = `=${pieces.join('')}`
          try {
            evaluate(text)
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
            expect((error as Error).message.length).toBeLessThan(600)
          }
        },
      ),
      { ...settings, numRuns: 2000 },
    )
    expect(evaluate(`=1${'/7*7'.repeat(249)}`)).toBe(100)
    expect(evaluate(`=${'1+'.repeat(400)}1%${'%'.repeat(100)}`)).toBe(40_000)
    expect(() => evaluate('=ROUND(1;1000000000000)')).toThrow('£10 billion')
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

test.each([
  ['=[2020/21]*1.02', 1, '=[2021/22]*1.02'],
  ['=SUM([2019/20];[2020/21 forecast])/2', 2, '=SUM([2021/22];[2022/23 forecast])/2'],
  ['=[2019-20 outturn]-[1999/00]', -1, '=[2018/19 forecast]-[1998/99]'],
  ['=558322*1.02', 1, '=558322*1.02'],
  ['=[somewhere]', 1, '=[somewhere]'],
])('%s moved by %i years is %s', (source, by, moved) => {
  expect(shiftFigures(source, by)).toBe(moved)
})
