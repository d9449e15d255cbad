/**
 * Small words for sentences in a covering report: numbers, lists, amounts and percentages as they are written in prose.
 * Example: `counted(2, 'line')` is "two lines", and `riseOf` of 543,752 to 558,322 is "rises by £14,570 (2.7%) to £558,322".
 */
import type { Compared } from '../comparison.ts'
import { type BasisPoints, formatMoney, formatPercentage, type Pence } from '../money.ts'

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const

/** A number in words up to ten, then in digits. @example numberWord(1200) // '1,200' */
export function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** @example counted(1, 'line') // 'one line' @example counted(2, 'priority', 'priorities') // 'two priorities' */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberWord(count)} ${count === 1 ? one : many}`
}

/** A list in prose. @example listed(['a', 'b', 'c']) // 'a, b and c' */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** With a capital at the start. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** @example shareText(-4) // 'less than 0.1%' @example shareText(-268) // '2.7%' */
export function shareText(share: BasisPoints): string {
  const magnitude = Math.abs(share) as BasisPoints
  return magnitude < 5 ? 'less than 0.1%' : formatPercentage(magnitude)
}

const size = (pence: number) => formatMoney(Math.abs(pence) as Pence)

/** An amount less or more, as a thing that goes takes it along. @example lessOrMore(-1500000) // '£15,000 less' */
export function lessOrMore(pence: Pence): string {
  return `${size(pence)} ${pence < 0 ? 'less' : 'more'}`
}

/** What becomes of an amount that is there before and after: "rises by £14,570 (2.7%) to £558,322"; percent only where there is a base. */
export function riseOf(
  { a, b, difference, share }: Compared,
  verbs: readonly [string, string] = ['rises', 'falls'],
): string {
  if (difference === null || difference === 0) return `stays at ${b === 0 ? 'nil' : formatMoney(b!)}`
  const verb = verbs[difference > 0 ? 0 : 1]
  if (a === 0) return `${verb} from nil to ${formatMoney(b!)}`
  if (b === 0) return `${verb} by ${size(difference)} to nil`
  return `${verb} by ${size(difference)}${share === null ? '' : ` (${shareText(share)})`} to ${formatMoney(b!)}`
}
