/**
 * Exact fractions, so that arithmetic in a cell is rounded once and at its end. Example: 1/3 + 1/3 + 1/3 is 1, not 0.99.
 */
import { divideRounded } from '../money.ts'

/** `over` ÷ `under`, which is above 0. */
export interface Fraction {
  over: bigint
  under: bigint
}

export const NIL: Fraction = { over: 0n, under: 1n }

export function add(left: Fraction, right: Fraction): Fraction {
  if (left.under === right.under) return { over: left.over + right.over, under: left.under }
  return { over: left.over * right.under + right.over * left.under, under: left.under * right.under }
}

export function negate({ over, under }: Fraction): Fraction {
  return { over: -over, under }
}

export function multiply(left: Fraction, right: Fraction): Fraction {
  return { over: left.over * right.over, under: left.under * right.under }
}

/** @param right not 0 */
export function divide(left: Fraction, right: Fraction): Fraction {
  const sign = right.over < 0n ? -1n : 1n
  return { over: sign * left.over * right.under, under: sign * left.under * right.over }
}

/** Below 0 when the first is the smaller one, above 0 when it is the larger. */
export function compare(left: Fraction, right: Fraction): number {
  const difference = left.over * right.under - right.over * left.under
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Rounded half away from zero to so many decimals; below 0 to tens, hundreds and so on. */
export function roundTo({ over, under }: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(Math.abs(decimals))
  return decimals >= 0
    ? { over: divideRounded(over * scale, under), under: scale }
    : { over: divideRounded(over, under * scale) * scale, under: 1n }
}

/** A whole number as a number, where it is one of at most two digits; else null. */
export function smallWhole({ over, under }: Fraction): number | null {
  if (over % under !== 0n) return null
  const whole = over / under
  return whole > 99n || whole < -99n ? null : Number(whole)
}
