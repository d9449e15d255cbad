/**
 * Arithmetic worked out another way, to hold the program's against: by writing the text over and over, innermost first, until
 * one fraction is left. Slow, and with nothing of shared/arithmetic in it. Example: `2*(3+[2020/21])` becomes `2*(⟨7|1⟩)`.
 */

import * as fc from 'fast-check'
import { planYears } from './arbitraries.ts'

/** What a figure holds: pence, null for blank, or that it has no amount. */
export type SlowHeld = bigint | null | 'none'

/** Pence, or the reasons of which one must be given. */
export type SlowResult = { pence: bigint } | { reasons: Set<string> }

const ATOM = '⟨(-?\\d+)\\|(\\d+)⟩'
const LARGEST = 1_000_000_000_000n

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b))

function atom(over: bigint, under: bigint): string {
  const sign = under < 0n ? -1n : 1n
  const common = gcd(over, under) || 1n
  return `⟨${(sign * over) / common}|${(sign * under) / common}⟩`
}

function rounded(over: bigint, under: bigint): bigint {
  const magnitude = over < 0n ? -over : over
  const whole = magnitude / under
  const up = (magnitude % under) * 2n >= under ? whole + 1n : whole
  return over < 0n ? -up : up
}

class Failed extends Error {}

/** @param look by year and measure as they are written in brackets, such as "2020/21 forecast" */
export function slowly(expression: string, look: (figure: string) => SlowHeld): SlowResult {
  const reasons = new Set<string>()
  const fail = (why: string): never => {
    reasons.add(why)
    throw new Failed(why)
  }
  let text = expression.replace(/^=/, '').replace(/\s+/g, '')
  text = text.replace(/\[([^\]]+)\]|(\d+)(?:\.(\d+))?/g, (_, named?: string, whole = '', decimals = '') => {
    if (named === undefined) return atom(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
    const held = look(named.replace(/(\d{4}\/\d\d)/, '$1 ').trim())
    if (held === 'none') reasons.add('none')
    return typeof held === 'bigint' ? atom(held, 100n) : '∅'
  })
  const flat = (given: string): string => {
    let work = given
    const again = (pattern: RegExp, by: (...found: string[]) => string) => {
      for (let before = ''; before !== work; ) {
        before = work
        work = work.replace(pattern, by)
      }
    }
    again(new RegExp(`${ATOM}%`), (_, a, b) => atom(BigInt(a!), BigInt(b!) * 100n))
    again(
      new RegExp(`(^|[-+*/])([-+])${ATOM}`),
      (_, before, sign, a, b) => `${before}${atom(sign === '-' ? -BigInt(a!) : BigInt(a!), BigInt(b!))}`,
    )
    again(new RegExp(`${ATOM}([*/])${ATOM}`), (_, a, b, sign, c, d) => {
      if (sign === '*') return atom(BigInt(a!) * BigInt(c!), BigInt(b!) * BigInt(d!))
      if (BigInt(c!) === 0n) fail('zero')
      return atom(BigInt(a!) * BigInt(d!), BigInt(b!) * BigInt(c!))
    })
    again(new RegExp(`${ATOM}([-+])${ATOM}`), (_, a, b, sign, c, d) =>
      atom(BigInt(a!) * BigInt(d!) + (sign === '-' ? -1n : 1n) * BigInt(c!) * BigInt(b!), BigInt(b!) * BigInt(d!)),
    )
    if (!new RegExp(`^${ATOM}$`).test(work)) fail('blank')
    return work
  }
  const parts = (one: string): [bigint, bigint] => {
    const [, a, b] = new RegExp(`^${ATOM}$`).exec(one)!
    return [BigInt(a!), BigInt(b!)]
  }
  const call = (name: string, given: string): string => {
    if (name === '') return flat(given)
    const all = given.split(/[;,]/)
    if (name === 'ROUND') {
      const [[a, b], [places]] = [parts(flat(all[0]!)), parts(flat(all[1]!))]
      const scale = 10n ** (places < 0n ? -places : places)
      return places < 0n ? atom(rounded(a, b * scale) * scale, 1n) : atom(rounded(a * scale, b), scale)
    }
    const values = all.filter((one) => one !== '∅').map((one) => parts(flat(one)))
    if (values.length === 0) fail('blank')
    const less = ([a, b]: [bigint, bigint], [c, d]: [bigint, bigint]) => (a * d < c * b ? -1 : 1)
    if (name === 'MIN') return atom(...values.toSorted(less)[0]!)
    if (name === 'MAX') return atom(...values.toSorted(less).at(-1)!)
    const sum = flat(values.map(([a, b]) => atom(a, b)).join('+'))
    return name === 'SUM' ? sum : flat(`${sum}/${atom(BigInt(values.length), 1n)}`)
  }
  try {
    for (let before = ''; before !== text; ) {
      before = text
      text = text.replace(/([A-Z]*)\(([^()]*)\)/, (_, name: string, given: string) => call(name, given))
    }
    const [over, under] = parts(flat(text))
    if (reasons.size > 0) return { reasons }
    const pence = rounded(over * 100n, under)
    return pence > LARGEST || pence < -LARGEST ? { reasons: new Set(['large']) } : { pence }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { reasons }
  }
}

/** Arithmetic of every kind, as it is typed. */
const figure = fc
  .tuple(fc.constantFrom(...planYears), fc.constantFrom('', '', ' forecast', ' actual'))
  .map(([year, measure]) => `[${year}${measure}]`)
export const { typed: typedArbitrary } = fc.letrec<{ inner: string; typed: string }>((tie) => ({
  inner: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(figure, fc.constantFrom('0', '1', '2.5', '1.02', '0.005', '12000', '9999999999')),
    fc.tuple(tie('inner'), fc.constantFrom('+', '-', '*', '/'), tie('inner')).map((parts) => parts.join('')),
    tie('inner').map((inner) => `-(${inner})`),
    tie('inner').map((inner) => `(${inner})%`),
    fc
      .tuple(
        fc.constantFrom('SUM', 'MIN', 'MAX', 'AVERAGE'),
        fc.array(tie('inner'), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(';', ', '),
      )
      .map(([name, given, by]) => `${name}(${given.join(by)})`),
    fc.tuple(tie('inner'), fc.integer({ min: -3, max: 3 })).map(([inner, places]) => `ROUND(${inner};${places})`),
  ),
  typed: fc.oneof(
    { weight: 5, arbitrary: tie('inner').map((inner) => `=${inner}`) },
    { weight: 3, arbitrary: fc.integer({ min: -99_999_999, max: 999_999_999 }).map((pence) => String(pence / 100)) },
    { weight: 1, arbitrary: fc.constantFrom('', '', '+2%', '-3%', '*1.02', '/0', '+=12000') },
  ),
}))
