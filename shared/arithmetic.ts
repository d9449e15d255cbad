/**
 * Arithmetic typed into a cell, on exact fractions and rounded once at the end. No names, no eval.
 * Example: `evaluate('=558322*1.02')` gives 569488.44 pounds, that is 56948844 pence.
 */
import { divideRounded, LARGEST_AMOUNT, type Pence } from './money.ts'
import { Refusal } from './refusal.ts'

interface Fraction {
  over: bigint
  under: bigint
}

const TOKEN = /\s*(?:(\d[\d,]*(?:\.\d+)?|\.\d+)|([-+*/()%£]))/y
const LONGEST = 200
const DEEPEST = 50

/**
 * Works out an expression in pounds: + − × ÷, brackets, percentages ("=1000*2%").
 * @param expression with or without the leading "="
 * @param longest how many characters it may have
 * @returns pence, rounded half away from zero
 * @throws Refusal when it cannot be read, divides by zero, or the result is above £10 billion
 */
export function evaluate(expression: string, longest = LONGEST): Pence {
  const source = expression.trim().replace(/^=/, '')
  const refuse = (why: string) =>
    new Refusal(`“${expression.trim()}” ${why}, so nothing was changed; type arithmetic such as =558322*1.02.`)
  if (source.length > longest) throw refuse(`is longer than ${longest} characters`)
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const match = TOKEN.exec(source)
    if (!match) throw refuse('is not arithmetic')
    const token = match[1] ?? match[2]!
    if (match[1]?.includes(',') && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(token))
      throw refuse('has a comma in the wrong place')
    if (token !== '£') tokens.push(token.replaceAll(',', ''))
  }
  let next = 0
  let depth = 0

  const sum = (): Fraction => {
    let left = product()
    while (tokens[next] === '+' || tokens[next] === '-') {
      const minus = tokens[next++] === '-'
      const right = product()
      const signed = minus ? -right.over : right.over
      left = { over: left.over * right.under + signed * left.under, under: left.under * right.under }
    }
    return left
  }
  const product = (): Fraction => {
    let left = factor()
    while (tokens[next] === '*' || tokens[next] === '/') {
      const divide = tokens[next++] === '/'
      const right = factor()
      if (divide && right.over === 0n) throw refuse('divides by zero')
      left = divide
        ? {
            over: left.over * right.under * (right.over < 0n ? -1n : 1n),
            under: left.under * (right.over < 0n ? -right.over : right.over),
          }
        : { over: left.over * right.over, under: left.under * right.under }
    }
    return left
  }
  const factor = (): Fraction => {
    const token = tokens[next++]
    if (++depth > DEEPEST) throw refuse('is nested too deeply')
    let value: Fraction
    if (token === '-' || token === '+') {
      value = factor()
      if (token === '-') value = { over: -value.over, under: value.under }
    } else if (token === '(') {
      value = sum()
      if (tokens[next++] !== ')') throw refuse('has a bracket that is not closed')
    } else if (token !== undefined && /[\d.]/.test(token)) {
      const [whole = '', decimals = ''] = token.split('.')
      value = { over: BigInt(`0${whole}${decimals}`), under: 10n ** BigInt(decimals.length) }
    } else throw refuse('is not arithmetic')
    while (tokens[next] === '%') {
      next++
      value = { over: value.over, under: value.under * 100n }
    }
    depth--
    return value
  }

  const result = sum()
  if (next < tokens.length) throw refuse('is not arithmetic')
  const pence = divideRounded(result.over * 100n, result.under)
  if (pence > LARGEST_AMOUNT || pence < -LARGEST_AMOUNT) throw refuse('comes to more than £10 billion')
  return Number(pence) as Pence
}
