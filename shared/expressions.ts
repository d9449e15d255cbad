/**
 * The arithmetic that stands in the cells of budget lines: what a cell holds, what it refers to, and why it has no amount, in
 * words. Example: `=[2020/21]/0` shows “÷ 0”, and “=[2020/21]/0 divides by zero, so it has no amount; …”.
 */
import type { Held } from './arithmetic/evaluating.ts'
import { type Parsed, parse } from './arithmetic/parse.ts'
import { figureText } from './arithmetic/tokens.ts'
import { type FigureReference, figuresIn, type Tree } from './arithmetic/tree.ts'
import { type Amount, amountId, type Measure, type Tables } from './model.ts'
import type { Plan } from './plan.ts'
import { Refusal } from './refusal.ts'
import type { FinancialYear } from './years.ts'

export type FormulaError = Tables['formulaError']

/** A figure's place: the cell of a line, a year and a measure. */
export interface FigureAt {
  lineId: string
  year: FinancialYear
  measure: Measure
}

/** A tree with the figures that it refers to. */
export interface Known extends Parsed {
  figures: readonly FigureReference[]
}

/** Expressions that were read, so that each is read once; null for what is none. */
const known = new Map<string, Known | null>()
const MOST_KNOWN = 20_000

/** What a kept expression says; null where it is none that can be read, as in a stranger's file. */
export function knownExpression(expression: string): Known | null {
  let held = known.get(expression)
  if (held !== undefined) return held
  if (known.size >= MOST_KNOWN) known.clear()
  try {
    const parsed = parse(expression)
    held = { ...parsed, figures: figuresIn(parsed.tree) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    held = null
  }
  known.set(expression, held)
  return held
}

/** The arithmetic that a cell holds, whether it gives an amount or not; null where it holds none. */
export function expressionAt(plan: Plan, { lineId, year, measure }: FigureAt): string | null {
  const id = amountId(lineId, year, measure)
  return plan.amount.get(id)?.expression ?? plan.formulaError.get(id)?.expression ?? null
}

/** What a cell holds: pence, null when it is blank, or why its arithmetic gives no amount. */
export function heldAt(plan: Plan, { lineId, year, measure }: FigureAt): Held {
  const id = amountId(lineId, year, measure)
  return plan.amount.get(id)?.pence ?? plan.formulaError.get(id)?.error ?? null
}

/** A cell whose arithmetic gives no amount; undefined where it has one, or is blank. */
export function errorAt(plan: Plan, { lineId, year, measure }: FigureAt): FormulaError | undefined {
  return plan.formulaError.size === 0 ? undefined : plan.formulaError.get(amountId(lineId, year, measure))
}

/** What a paper says in the place of such a figure, which is not blank. */
export const NOT_KNOWN = 'not known'

/** What stands in the cell instead of an amount. */
const WORDS: Readonly<Record<FormulaError['error'], string>> = {
  zero: '÷ 0',
  blank: 'blank year',
  circular: 'circular',
  large: 'too large',
}

export function errorWord({ error }: Pick<FormulaError, 'error'>): string {
  return WORDS[error]
}

/** Why a cell has no amount and what to do, in a sentence. */
export function errorSentence(plan: Plan, { lineId, expression, error }: FormulaError): string {
  const figures = knownExpression(expression)?.figures ?? []
  const withError = (figure: FigureReference) => heldAt(plan, { lineId, ...figure }) === error
  const ends = 'so it has no amount and no sum counts it'
  if (error === 'circular')
    return `“${expression}” leads back to its own cell, ${ends}; refer to a year that does not depend on this one.`
  const other = figures.find(withError)
  if (other)
    return `“${expression}” refers to ${figureText(other)}, which has no amount itself, ${ends}; mend that figure.`
  if (error === 'zero') return `“${expression}” divides by zero, ${ends}; change what it is divided by.`
  if (error === 'large') return `“${expression}” comes to more than £10 billion, ${ends}; check it for a slip.`
  const blank = figures.filter((figure) => heldAt(plan, { lineId, ...figure }) === null).map(figureText)
  const which = blank.length === 0 ? 'a figure that is blank' : blank.length === 1 ? blank[0] : blank.join(' and ')
  const are = blank.length > 1 ? 'which are blank' : blank.length === 1 ? 'which is blank' : 'which is not 0'
  return `“${expression}” refers to ${which}, ${are}, ${ends}; enter that figure.`
}

/** An amount's tree where it has one. */
export function treeOf({ expression }: Pick<Amount, 'expression'>): Tree | null {
  return expression === null ? null : (knownExpression(expression)?.tree ?? null)
}
