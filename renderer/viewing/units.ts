/**
 * Figures in £000 and £m: for reading only, rounded half away from zero, each by itself. What is stored, typed and copied
 * stays pounds and pence. Example: £558,322.50 is 558 in £000 and 0.56 in £m.
 */
import type { Pence } from '../../shared/money.ts'
import type { Unit } from '../../shared/views.ts'

/** What a unit is called, in headings and menus. */
export const unitNames: Record<Unit, string> = { pounds: '£', thousands: '£000', millions: '£m' }

/** Pence to one step of the last digit shown, and how many decimals there are. */
const steps = { thousands: { pence: 100_000, decimals: 0 }, millions: { pence: 1_000_000, decimals: 2 } } as const

/**
 * A figure in thousands or millions. Nil is a dash; what only rounds to nil is 0.
 * @example unitText(-1257000, 'thousands') // '(13)'
 */
export function unitText(pence: Pence | null | undefined, unit: Exclude<Unit, 'pounds'>): string {
  if (pence === null || pence === undefined) return ''
  if (pence === 0) return '–'
  const { pence: step, decimals } = steps[unit]
  const rounded = Math.floor((Math.abs(pence) + step / 2) / step)
  const text = (rounded / 10 ** decimals).toLocaleString('en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return pence < 0 ? `(${text})` : text
}
