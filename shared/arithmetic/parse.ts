/**
 * Reads arithmetic into a tree: numbers, percentages, + − × ÷, brackets, figures of the same line in other years, and a few
 * functions of Excel's. Nothing else, no names, no eval. Example: `parse('=SUM([2019/20];[2020/21])/2')`.
 */
import { formatCount } from '../money.ts'
import { Misread, type Refuse, type Token, tokensOf } from './tokens.ts'
import type { FunctionName, Tree } from './tree.ts'

/** As many characters as can be typed, and as many brackets and signs one within another. */
const LONGEST = 1_000
const DEEPEST = 50

/** What was read: the tree, and the text as it is kept, with “=” before it. */
export interface Parsed {
  tree: Tree
  text: string
}

/** How tightly a sign binds what stands before it. */
const BINDING: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 4 }
/** A sign before a number binds it tighter than any two numbers are bound. */
const BEFORE = 3

/** How many are given to a function: at least, at most. */
const GIVEN: Readonly<Record<FunctionName, readonly [number, number]>> = {
  SUM: [1, 100],
  AVERAGE: [1, 100],
  MIN: [1, 100],
  MAX: [1, 100],
  ROUND: [2, 2],
}

/**
 * Reads arithmetic.
 * @param expression with or without the leading “=”
 * @param longest how many characters it may have
 * @throws Misread with a sentence that says what cannot be read, and where
 */
export function parse(expression: string, longest = LONGEST): Parsed {
  const trimmed = expression.trim()
  const source = trimmed.replace(/^=/, '')
  const offset = expression.length - expression.trimStart().length + trimmed.length - source.length
  const shown = trimmed.length > 200 ? `${trimmed.slice(0, 199)}…` : trimmed
  const refuse: Refuse = (why, at) => {
    const place = at === undefined ? '' : ` (character ${at + trimmed.length - source.length + 1})`
    return new Misread(
      `“${shown}” ${why}${place}, so nothing was changed; type arithmetic such as =558322*1.02.`,
      offset + (at ?? source.length),
    )
  }
  if (source.length > longest) throw refuse(`is longer than ${formatCount(longest)} characters`)
  const tokens = tokensOf(source, refuse)
  const tree = new Parser(tokens, source, refuse).whole()
  let text = '='
  let end = 0
  for (const token of tokens) {
    text += source.slice(end, token.at) + token.text
    end = token.end
  }
  return { tree, text: text.trimEnd() }
}

class Parser {
  #tokens: readonly Token[]
  #source: string
  #refuse: Refuse
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], source: string, refuse: Refuse) {
    this.#tokens = tokens
    this.#source = source
    this.#refuse = refuse
  }

  whole(): Tree {
    const tree = this.#expression(0)
    const left = this.#tokens[this.#next]
    if (!left) return tree
    if (left.kind === 'sign' && left.sign === ')') throw this.#refuse('has a “)” that closes nothing', left.at)
    throw this.#refuse(`has “${this.#shown(left)}” where a sign such as + or * should be`, left.at)
  }

  #shown({ at, end }: Token): string {
    return this.#source.slice(at, end)
  }

  #sign(): string | null {
    const token = this.#tokens[this.#next]
    return token?.kind === 'sign' ? token.sign : null
  }

  /** Reads on for as long as signs bind tighter than this. */
  #expression(binding: number): Tree {
    if (++this.#depth > DEEPEST)
      throw this.#refuse('is nested too deeply', this.#tokens[this.#next]?.at ?? this.#source.length)
    let left = this.#start()
    for (let sign = this.#sign(); sign !== null; sign = this.#sign()) {
      const bound = BINDING[sign] ?? 0
      if (bound <= binding) break
      this.#next++
      if (sign === '%') left = { kind: 'percent', of: left }
      else if (bound === 1) left = joined(left, sign === '-', this.#expression(bound))
      else left = multiplied(left, sign === '/', this.#expression(bound))
    }
    this.#depth--
    return left
  }

  /** What can stand at the beginning, or after a sign. */
  #start(): Tree {
    const token = this.#tokens[this.#next++]
    if (!token) throw this.#refuse('ends where a number should be')
    if (token.kind === 'number') return numberOf(token.text)
    if (token.kind === 'figure') return { kind: 'figure', year: token.year, measure: token.measure }
    if (token.kind === 'name') return this.#call(token.name, token)
    switch (token.sign) {
      case '-':
        return { kind: 'minus', of: this.#expression(BEFORE) }
      case '+':
      case '£':
        return this.#expression(BEFORE)
      case '(': {
        const of = this.#expression(0)
        this.#close(token)
        return { kind: 'bracket', of }
      }
      default:
        throw this.#refuse(`has “${this.#shown(token)}” where a number should be`, token.at)
    }
  }

  #close(open: Token): void {
    if (this.#sign() === ')') {
      this.#next++
      return
    }
    const found = this.#tokens[this.#next]
    if (!found) throw this.#refuse('has a “(” that is not closed', open.at)
    throw this.#refuse(`has “${this.#shown(found)}” where “)” or a sign such as + should be`, found.at)
  }

  #call(name: FunctionName, named: Token): Tree {
    const open = this.#tokens[this.#next++]!
    const given = [this.#expression(0)]
    while (this.#sign() === ';') {
      this.#next++
      given.push(this.#expression(0))
    }
    this.#close(open)
    const [least, most] = GIVEN[name]
    if (given.length < least || given.length > most)
      throw this.#refuse(
        name === 'ROUND'
          ? 'rounds without saying to how many decimals, as ROUND(…;2) does'
          : `gives ${name} more than ${most} numbers`,
        named.at,
      )
    return { kind: 'call', name, given }
  }
}

function numberOf(text: string): Tree {
  const digits = text.replaceAll(',', '')
  const [whole = '', decimals = ''] = digits.split('.')
  const value = { over: BigInt(`0${whole}${decimals}`), under: 10n ** BigInt(decimals.length) }
  return { kind: 'number', text: digits.startsWith('.') ? `0${digits}` : digits, value }
}

/** A chain of + and −, from the left. */
function joined(left: Tree, less: boolean, of: Tree): Tree {
  const terms = left.kind === 'sum' ? left.terms : [{ less: false, of: left }]
  terms.push({ less, of })
  return { kind: 'sum', terms }
}

/** A chain of × and ÷, from the left. */
function multiplied(left: Tree, divided: boolean, of: Tree): Tree {
  const factors = left.kind === 'product' ? left.factors : [{ divided: false, of: left }]
  factors.push({ divided, of })
  return { kind: 'product', factors }
}
