/**
 * Arithmetic as it was understood. Chains are one node however long they are, so that only brackets make a tree deep.
 * Example: `=[2020/21]*1.02` is a product of a figure and a number.
 */
import type { FinancialYear } from '../years.ts'
import type { Fraction } from './fractions.ts'

/** The functions that can be called; each is Excel's of the same name. */
export const functionNames = ['SUM', 'AVERAGE', 'MIN', 'MAX', 'ROUND'] as const
export type FunctionName = (typeof functionNames)[number]

/** What a figure of another year is of: the budget where nothing else is said. */
export const figureMeasures = ['budget', 'forecast', 'actual'] as const
export type FigureMeasure = (typeof figureMeasures)[number]

/** A figure of the same line that arithmetic refers to. */
export interface FigureReference {
  year: FinancialYear
  measure: FigureMeasure
}

export type Tree =
  /** `text` is its plain digits. */
  | { kind: 'number'; text: string; value: Fraction }
  | ({ kind: 'figure' } & FigureReference)
  | { kind: 'minus'; of: Tree }
  | { kind: 'percent'; of: Tree }
  | { kind: 'bracket'; of: Tree }
  | { kind: 'sum'; terms: { less: boolean; of: Tree }[] }
  | { kind: 'product'; factors: { divided: boolean; of: Tree }[] }
  | { kind: 'call'; name: FunctionName; given: Tree[] }

/** The figures that a tree refers to, each once. */
export function figuresIn(tree: Tree): FigureReference[] {
  const found = new Map<string, FigureReference>()
  const look = (node: Tree): void => {
    if (node.kind === 'figure') found.set(`${node.year} ${node.measure}`, { year: node.year, measure: node.measure })
    else if (node.kind === 'sum') for (const { of } of node.terms) look(of)
    else if (node.kind === 'product') for (const { of } of node.factors) look(of)
    else if (node.kind === 'call') for (const of of node.given) look(of)
    else if (node.kind !== 'number') look(node.of)
  }
  look(tree)
  return [...found.values()]
}
