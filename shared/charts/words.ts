/**
 * Figures as the sentences and labels of charts have them. Example: `percentOf(32, 100)` is '32%'.
 */
import { divideRounded, formatMoney, type Pence } from '../money.ts'

/** A part of a whole in whole per cent, rounded half away from zero; null where that says nothing. @example percentOf(1, 300) // 'under 1%' */
export function percentOf(part: Pence, whole: Pence): string | null {
  if (whole <= 0 || part < 0) return null
  const share = Number(divideRounded(BigInt(part) * 100n, BigInt(whole)))
  return share === 0 && part > 0 ? 'under 1%' : `${share}%`
}

/** A change with its sign said. @example signed(3000000) // '+£30,000' */
export function signed(pence: Pence): string {
  return pence > 0 ? `+${formatMoney(pence)}` : formatMoney(pence)
}

const SCALES = [
  { pence: 100_000_000, suffix: 'm' },
  { pence: 100_000, suffix: 'k' },
] as const

/** An amount in short, of three figures. @example shortMoney(168524900) // '£1.69m' */
export function shortMoney(pence: Pence): string {
  const magnitude = Math.abs(pence)
  // What would be written as £1,000k is £1m.
  const scale = SCALES.find((one) => magnitude >= one.pence * 0.9995) ?? { pence: 100, suffix: '' }
  const value = magnitude / scale.pence
  const decimals = scale.suffix === '' ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0
  return `${pence < 0 ? '−' : ''}£${String(Number(value.toFixed(decimals)))}${scale.suffix}`
}

/** The steps of an axis in one unit. @example axisTexts([0, 50000000, 100000000]) // ['£0', '£0.5m', '£1m'] */
export function axisTexts(steps: readonly number[]): string[] {
  const largest = Math.max(...steps.map(Math.abs))
  const scale = SCALES.find(({ pence }) => largest >= pence) ?? { pence: 100, suffix: '' }
  return steps.map((step) => {
    const value = Number((Math.abs(step) / scale.pence).toFixed(4)).toLocaleString('en-GB', {
      maximumFractionDigits: 4,
    })
    return step === 0 ? '£0' : `${step < 0 ? '−' : ''}£${value}${scale.suffix}`
  })
}

/** A list in a sentence. @example listed(['a', 'b', 'c']) // 'a, b and c' */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
