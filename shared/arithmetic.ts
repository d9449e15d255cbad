/**
 * Arithmetic typed into a cell, on exact fractions and rounded once at the end. No names, no eval; the parts stand in
 * `arithmetic/`. Example: `evaluate('=558322*1.02')` gives 569488.44 pounds, that is 56948844 pence.
 */
import { type ArithmeticError, workOut } from './arithmetic/evaluating.ts'
import { parse } from './arithmetic/parse.ts'
import type { Pence } from './money.ts'
import { Refusal } from './refusal.ts'

/** What is the matter, after the arithmetic itself. */
const WHY: Readonly<Record<ArithmeticError, string>> = {
  zero: 'divides by zero',
  blank: 'refers to a year, which it can only in the cell of a budget line',
  circular: 'refers to itself',
  large: 'comes to more than £10 billion',
}

/**
 * Works out, in pounds, arithmetic that stands in no cell, so that it can refer to no figure.
 * @param expression with or without the leading "="
 * @param longest how many characters it may have
 * @returns pence, rounded half away from zero
 * @throws Refusal when it cannot be read, divides by zero, refers to a figure, or comes to more than £10 billion
 */
export function evaluate(expression: string, longest?: number): Pence {
  const outcome = workOut(parse(expression, longest).tree, () => null)
  if ('pence' in outcome) return outcome.pence
  throw new Refusal(
    `“${expression.trim().slice(0, 200)}” ${WHY[outcome.error]}, so nothing was changed; type arithmetic such as =558322*1.02.`,
  )
}
