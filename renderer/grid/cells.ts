/**
 * Cells as people read and type them. Blank is blank, nil is a dash, negatives stand in brackets; what is typed is pounds,
 * or arithmetic after "=". Example: `readTyped('=558322*1.02')` gives 56948844 pence and keeps the expression.
 */
import { evaluate } from '../../shared/arithmetic.ts'
import { expressionAt, type FigureAt, heldAt } from '../../shared/expressions.ts'
import {
  type BasisPoints,
  formatMoney,
  formatPercentage,
  formatPounds,
  type Pence,
  plainPounds,
  readAmount,
} from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'

/** A figure in the grid. @example moneyText(0) // '–' */
export function moneyText(pence: Pence | null | undefined): string {
  if (pence === null || pence === undefined) return ''
  return pence === 0 ? '–' : formatPounds(pence)
}

/** A change in £, with its sign said. @example changeText(1457000) // '+14,570' */
export function changeText(pence: Pence | null | undefined): string {
  const text = moneyText(pence)
  return pence !== null && pence !== undefined && pence > 0 ? `+${text}` : text
}

/** A change in %, with its sign said. @example percentText(-268) // '(2.7%)' */
export function percentText(share: BasisPoints | null | undefined): string {
  if (share === null || share === undefined) return ''
  if (share === 0) return '–'
  return share > 0 ? `+${formatPercentage(share)}` : formatPercentage(share)
}

/** What an editor starts with: the arithmetic as it was typed, else plain pounds. */
export function editText(pence: Pence | null, expression: string | null): string {
  return expression ?? (pence === null ? '' : plainPounds(pence))
}

/** What the editor of a budget line's figure starts with, whether its arithmetic gives an amount or not. */
export function figureText(plan: Plan, at: FigureAt): string {
  const pence = heldAt(plan, at)
  return editText(typeof pence === 'string' ? null : pence, expressionAt(plan, at))
}

/** What was typed into a field for an amount that stands in no line. */
export interface Typed {
  pence: Pence | null
  expression: string | null
}

/**
 * Reads what was typed into a field for an amount; empty text clears it. What a budget line's figure takes is read by
 * shared/edits/typing.ts.
 * @throws Refusal when it is neither an amount in pounds nor arithmetic after "="
 */
export function readTyped(text: string): Typed {
  const trimmed = text.trim()
  if (trimmed === '') return { pence: null, expression: null }
  if (trimmed.startsWith('=')) return { pence: evaluate(trimmed), expression: trimmed }
  const reading = readAmount(trimmed)
  if (reading.kind === 'amount') return { pence: reading.pence, expression: null }
  const meant =
    reading.kind === 'malformed' && reading.suggestion !== null
      ? `did you mean ${formatMoney(reading.suggestion)}?`
      : 'type pounds, such as 12,500, or arithmetic, such as =558322*1.02.'
  throw new Refusal(`“${trimmed.slice(0, 80)}” is not an amount, so the figure was kept; ${meant}`)
}
