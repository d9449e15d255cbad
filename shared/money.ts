/**
 * Money as integer pence: reading what people write, rounding once, and showing it. No floating point anywhere.
 * Example: `readAmount('£1,685,249*')` gives `{kind: 'amount', pence: 168524900, mark: '*', words: null}`.
 */

declare const pence: unique symbol
/** An amount in whole pence. Expenditure is positive. A blank amount is `null`, which is not 0. */
export type Pence = number & { readonly [pence]: true }

declare const basisPoints: unique symbol
/** Hundredths of one per cent: 2% is 200. */
export type BasisPoints = number & { readonly [basisPoints]: true }

/** £10 billion. Larger amounts are refused, so that nine thousand of the largest still add up exactly in a double. */
export const LARGEST_AMOUNT = 1_000_000_000_000

/** Takes a whole number of pence. @throws RangeError when it is not whole or above {@link LARGEST_AMOUNT} */
export function toPence(value: number): Pence {
  if (!Number.isSafeInteger(value) || Math.abs(value) > LARGEST_AMOUNT)
    throw new RangeError(`not an amount in pence: ${value}`)
  return (value === 0 ? 0 : value) as Pence
}

/** Adds amounts, passing over blanks. @returns null when all are blank */
export function addUp(amounts: Iterable<Pence | null | undefined>): Pence | null {
  let sum: number | null = null
  for (const amount of amounts) if (amount != null) sum = (sum ?? 0) + amount
  return sum as Pence | null
}

/** Divides and rounds half away from zero. @param divisor above 0 @example divideRounded(-5n, 2n) // -3n */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend
  const rounded = (2n * magnitude + divisor) / (2n * divisor)
  return dividend < 0n ? -rounded : rounded
}

/** A share of an amount, rounded half away from zero to the penny. @example shareOf(55832200, 200) // 1116644 */
export function shareOf(amount: Pence, share: BasisPoints): Pence {
  return Number(divideRounded(BigInt(amount) * BigInt(share), 10_000n)) as Pence
}

/**
 * Parts of an amount in proportion to the weights, each to the penny, which add up to it exactly. Weights are not below 0;
 * where all are 0 the first part is everything.
 * @example apportion(100, [1, 1, 1]) // [33, 34, 33]
 */
export function apportion(amount: Pence, weights: readonly number[]): Pence[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map((_, index) => (index === 0 ? amount : 0) as Pence)
  let reached = 0
  let given = 0
  return weights.map((weight) => {
    reached += weight
    const upToHere = Number(divideRounded(BigInt(amount) * BigInt(reached), BigInt(total)))
    const part = upToHere - given
    given = upToHere
    return part as Pence
  })
}

/** Reads "2%", "2.5 %", "-1.25". @returns basis points, or null when it is no percentage of at most two decimals */
export function readPercentage(text: string): BasisPoints | null {
  const match = /^\s*([-+−]?)(\d{1,4})(?:\.(\d{1,2}))?\s*%?\s*$/.exec(text)
  if (!match) return null
  const points = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0') || 0)
  return (match[1] === '-' || match[1] === '−' ? 0 - points : points) as BasisPoints
}

/** The change between two amounts in basis points, rounded half away from zero; null when there is nothing to compare with. */
export function changeInBasisPoints(from: Pence | null, to: Pence | null): BasisPoints | null {
  if (from === null || to === null || from === 0) return null
  const divisor = BigInt(Math.abs(from))
  return Number(divideRounded(BigInt(to - from) * 10_000n, divisor)) as BasisPoints
}

/** What the text of an amount was found to be. `suggestion` is offered only where one reading is plainly meant. */
export type AmountReading =
  | { kind: 'amount'; pence: Pence; mark: string | null; words: string | null }
  | { kind: 'blank' }
  | { kind: 'malformed'; suggestion: Pence | null }

const NIL = /^(?:nil|-|–|—|−)$/i
const MARK = '(?:\\*{1,3}|†|‡|§|\\[(?:note\\s*)?\\d{1,3}\\]|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*)'
const AMOUNT = new RegExp(
  `^(?<lead>(?:[-−+]\\s*)?(?:£\\s*)?|£\\s*[-−]\\s*|(?:£\\s*)?\\(\\s*(?:£\\s*)?)(?<digits>\\d[\\d,]*)(?:\\.(?<pence>\\d+))?\\s*(?<suffix>k|m|bn)?(?<close>\\s*\\))?\\s*(?<mark>${MARK})?(?:\\s+(?<words>\\S[\\s\\S]*))?$`,
  'i',
)
const SUFFIX: Record<string, number> = { k: 1_000, m: 1_000_000, bn: 1_000_000_000 }
/** A figure among words: digits, fractions such as ½. A footnote mark such as ² is none. */
const FIGURE = /[\p{Nd}¼-¾⅐-⅞]/u
/** "£5 million" is not £5 with a note: the word belongs to the figure. */
const SCALE_WORD = /^(?:(?:hundred|thousand|million|billion|%|per\s?cent|pence)(?!\p{L})|(?:mill?|mn|p)$)/iu
const SCALES: Record<string, number> = { thousand: 1_000, million: 1_000_000, billion: 1_000_000_000 }

/**
 * Reads one amount as an officer writes it. Taken only if the text is exactly: optional sign or brackets, optional £,
 * digits with thousands commas in the right places or none, optional pence of one or two digits (more with a suffix),
 * optional suffix k, m or bn, optional footnote mark, optional words that hold no further figure and do not change this
 * one ("million", "%", "pence").
 * @param unit what a figure without a suffix is counted in: 1 (pounds), 1000 (£000) or 1000000 (£m)
 * @example readAmount('£0.710m') // 71000000 pence
 * @example readAmount('£3,0000') // malformed, with the suggestion 300000
 */
export function readAmount(text: string, unit = 1): AmountReading {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'blank' }
  if (NIL.test(trimmed)) return { kind: 'amount', pence: 0 as Pence, mark: null, words: null }
  const parts = AMOUNT.exec(trimmed)?.groups
  if (!parts) return { kind: 'malformed', suggestion: trailingMinus(trimmed, unit) }
  const { lead = '', digits = '', pence: decimals = '', suffix, close, mark, words } = parts
  const bracketed = lead.includes('(')
  if (bracketed !== Boolean(close)) return { kind: 'malformed', suggestion: null }
  if (words && (FIGURE.test(words) || SCALE_WORD.test(words) || !/\p{L}/u.test(words)))
    return { kind: 'malformed', suggestion: spelledOut(trimmed, words, unit) ?? trailingMinus(trimmed, unit) }
  const negative = bracketed || /[-−]/.test(lead)
  const scale = suffix ? SUFFIX[suffix.toLowerCase()]! : unit
  const inPence = (whole: string): Pence | null => fromDecimal(whole, decimals, scale, negative)
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)$/.test(digits)) {
    const meant = meantDigits(digits)
    return { kind: 'malformed', suggestion: meant === null ? null : inPence(meant) }
  }
  if (decimals.length > 2 && !suffix && unit === 1) return { kind: 'malformed', suggestion: null }
  const value = inPence(digits.replaceAll(',', ''))
  if (value === null) return { kind: 'malformed', suggestion: null }
  return { kind: 'amount', pence: value, mark: mark ?? null, words: words?.trim() ?? null }
}

/** "1880,076" lacks one comma; "3,0000" has one nought too many. Anything else is left to the officer. */
function meantDigits(digits: string): string | null {
  if (/^\d{4,}(?:,\d{3})+$/.test(digits)) return digits.replaceAll(',', '')
  if (/^\d{1,3}(?:,\d{3})*,\d{2}00$/.test(digits)) return digits.slice(0, -1).replaceAll(',', '')
  return null
}

/** "12,500-" and "12,500 -" are how some ledgers write −12,500. */
function trailingMinus(text: string, unit: number): Pence | null {
  if (!/^£?\d\S*\s?-$/.test(text)) return null
  const reading = readAmount(text.slice(0, -1), unit)
  return reading.kind === 'amount' ? ((0 - reading.pence) as Pence) : null
}

/** "£5 million", with nothing after it, is £5m. */
function spelledOut(text: string, words: string, unit: number): Pence | null {
  const scale = SCALES[words.trim().toLowerCase()]
  if (!scale || unit !== 1) return null
  const reading = readAmount(text.slice(0, -words.length), scale)
  return reading.kind === 'amount' ? reading.pence : null
}

/** Exact: digits and decimals in a unit of so many pounds, rounded half away from zero to the penny; null when too large. */
export function fromDecimal(whole: string, decimals: string, unit: number, negative: boolean): Pence | null {
  if (whole.length > 15 || decimals.length > 30) return null
  const scaled = BigInt(whole + decimals) * BigInt(unit) * 100n
  const value = Number(divideRounded(scaled, 10n ** BigInt(decimals.length)))
  if (value > LARGEST_AMOUNT) return null
  return (negative && value !== 0 ? -value : value) as Pence
}

/**
 * A number cell's value in pence. Spreadsheets show 15 significant digits, so the double is first rounded to those.
 * @returns null when it is too large or not finite
 */
export function fromNumber(value: number, unit = 1): Pence | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null
  // Whole pence of at most 15 digits, as nearly always, need no digits to be looked at.
  const pence = Math.round(value * 100)
  if (pence / 100 === value && Math.abs(pence) < 1e15) {
    const scaled = pence * unit
    if (Number.isSafeInteger(scaled)) return Math.abs(scaled) > LARGEST_AMOUNT ? null : ((scaled + 0) as Pence)
  }
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential(14).split('e')
  const digits = mantissa.replace('.', '')
  const point = Number(exponent) + 1
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  const decimals = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  return fromDecimal(whole, decimals.slice(0, 30), unit, value < 0)
}

/** A whole number for people. @example formatCount(10000) // '10,000' */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/**
 * Pounds for people: thousands commas, pence only where there are any, negatives in brackets.
 * @example formatPounds(-123450) // '(1,234.50)'
 */
export function formatPounds(amount: Pence): string {
  const magnitude = Math.abs(amount)
  const pounds = formatCount(Math.floor(magnitude / 100))
  const rest = magnitude % 100
  const text = rest === 0 ? pounds : `${pounds}.${String(rest).padStart(2, '0')}`
  return amount < 0 ? `(${text})` : text
}

/** The same with a pound sign, for sentences. @example formatMoney(-5000) // '−£50' */
export function formatMoney(amount: Pence): string {
  return (amount < 0 ? '−£' : '£') + formatPounds(Math.abs(amount) as Pence)
}

/** Pounds as plain digits, for a file or a cell being edited. @example plainPounds(-123450) // '-1234.50' */
export function plainPounds(amount: Pence): string {
  const magnitude = Math.abs(amount)
  const rest = magnitude % 100
  const text = rest === 0 ? String(magnitude / 100) : `${Math.floor(magnitude / 100)}.${String(rest).padStart(2, '0')}`
  return amount < 0 ? `-${text}` : text
}

/** Basis points exactly, for sentences. @example plainPercentage(225) // '2.25%' @example plainPercentage(-150) // '−1.5%' */
export function plainPercentage(share: BasisPoints): string {
  const magnitude = Math.abs(share)
  const decimals = String(magnitude % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${share < 0 ? '−' : ''}${Math.floor(magnitude / 100)}${decimals && `.${decimals}`}%`
}

/** Basis points as a percentage with one decimal, rounded half away from zero. @example formatPercentage(103840) // '1,038.4%' */
export function formatPercentage(share: BasisPoints): string {
  const tenths = Number(divideRounded(BigInt(Math.abs(share)), 10n))
  const whole = formatCount(Math.floor(tenths / 10))
  const text = `${whole}.${tenths % 10}%`
  return share < 0 && tenths !== 0 ? `(${text})` : text
}
