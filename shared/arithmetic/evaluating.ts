/**
 * Works a tree out, exactly, and rounds once at the end. What cannot be worked out is a value too: it divides by zero, refers
 * to a blank, to itself, or is too large. Example: `[2020/21]*1.02` with £558,322 in 2020/21 is 56,948,844 pence.
 */
import { divideRounded, LARGEST_AMOUNT, type Pence } from '../money.ts'
import { add, compare, divide, type Fraction, multiply, NIL, negate, roundTo, smallWhole } from './fractions.ts'
import type { FigureReference, FunctionName, Tree } from './tree.ts'

/** Why arithmetic has no result. */
export const arithmeticErrors = ['zero', 'blank', 'circular', 'large'] as const
export type ArithmeticError = (typeof arithmeticErrors)[number]

/** What a figure holds: pence, null when it is blank, or why it has none. */
export type Held = Pence | null | ArithmeticError

/** What the figures hold that arithmetic refers to. */
export type Look = (figure: FigureReference) => Held

/** Pence, rounded half away from zero; `exact` says that nothing was rounded. */
export type Outcome = { pence: Pence; exact: boolean } | { error: ArithmeticError }

/** Ends the working out. */
class Stop extends Error {
  readonly error: ArithmeticError
  constructor(error: ArithmeticError) {
    super(error)
    this.error = error
  }
}

/** Decimals beyond these make no difference to pence, and would make numbers long. */
const MOST_DECIMALS = 15

export function workOut(tree: Tree, look: Look): Outcome {
  try {
    const { over, under } = amountIn(tree, look)
    const pence = divideRounded(over * 100n, under)
    if (pence > LARGEST_AMOUNT || pence < -LARGEST_AMOUNT) return { error: 'large' }
    return { pence: Number(pence) as Pence, exact: pence * under === over * 100n }
  } catch (error) {
    if (error instanceof Stop) return { error: error.error }
    throw error
  }
}

function amountIn(tree: Tree, look: Look): Fraction {
  switch (tree.kind) {
    case 'number':
      return tree.value
    case 'figure': {
      const value = figureOf(tree, look)
      if (value === null) throw new Stop('blank')
      return value
    }
    case 'bracket':
      return amountIn(tree.of, look)
    case 'minus':
      return negate(amountIn(tree.of, look))
    case 'percent':
      return multiply(amountIn(tree.of, look), { over: 1n, under: 100n })
    case 'sum': {
      let sum = NIL
      for (const { less, of } of tree.terms) {
        const value = amountIn(of, look)
        sum = add(sum, less ? negate(value) : value)
      }
      return sum
    }
    case 'product': {
      let product: Fraction = { over: 1n, under: 1n }
      for (const { divided, of } of tree.factors) {
        const value = amountIn(of, look)
        if (divided && value.over === 0n) throw new Stop('zero')
        product = divided ? divide(product, value) : multiply(product, value)
      }
      return product
    }
    case 'call':
      return called(tree.name, tree.given, look)
  }
}

function figureOf(figure: FigureReference, look: Look): Fraction | null {
  const held = look(figure)
  if (typeof held === 'string') throw new Stop(held)
  return held === null ? null : { over: BigInt(held), under: 100n }
}

/** As in Excel, a function passes over a figure that is blank. */
function called(name: FunctionName, given: readonly Tree[], look: Look): Fraction {
  if (name === 'ROUND') {
    const decimals = smallWhole(amountIn(given[1]!, look))
    if (decimals === null) throw new Stop('large')
    return roundTo(amountIn(given[0]!, look), Math.max(-MOST_DECIMALS, Math.min(MOST_DECIMALS, decimals)))
  }
  const values: Fraction[] = []
  for (const one of given) {
    const value = one.kind === 'figure' ? figureOf(one, look) : amountIn(one, look)
    if (value !== null) values.push(value)
  }
  const [first, ...rest] = values
  if (!first) throw new Stop('blank')
  if (name === 'MIN') return rest.reduce((least, value) => (compare(value, least) < 0 ? value : least), first)
  if (name === 'MAX') return rest.reduce((most, value) => (compare(value, most) > 0 ? value : most), first)
  const sum = rest.reduce(add, first)
  return name === 'SUM' ? sum : divide(sum, { over: BigInt(values.length), under: 1n })
}
