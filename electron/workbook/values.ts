/**
 * What a cell holds, from its type, the characters stored for it and its number format. Example: type `n`, `0.025`,
 * shown as a percentage, is the number 0.025 with the text `2.5%`.
 *
 * Source: ECMA-376 part 1, 18.18.11 (ST_CellType).
 */

import type { Cell } from '../../shared/sheet.ts'
import { dateFromDays, type Format } from './dates.ts'
import { wholeNumber } from './references.ts'
import { plainText } from './text.ts'

export type Content = Pick<Cell, 'type' | 'value' | 'text'>

const BLANK: Content = { type: 'blank', value: null, text: '' }
/** What a formula gives that shows nothing, such as `=IF(A5="","",B5)`. */
const EMPTY: Content = { type: 'blank', value: '', text: '' }
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/
const ZERO = 48
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/

/**
 * @param type as the cell states it: s, str, inlineStr, n, b, e or d; anything else is kept as text
 * @param stored the characters stored for it; for `inlineStr` its text
 * @param workbook the texts that cells share, and the date system
 * @returns `blank` when nothing is stored; null when it names a shared text that does not exist
 */
export function contentOf(
  type: string,
  stored: string,
  format: Format,
  workbook: { strings: string[]; from1904: boolean },
): Content | null {
  if (type === 's') return sharedText(stored.trim(), workbook.strings)
  if (type === 'n' && format === 'number') {
    const whole = stored.charCodeAt(0) === ZERO ? -1 : wholeNumber(stored)
    if (whole > 0) return { type: 'number', value: whole, text: stored }
  }
  if (type === 'inlineStr') return textContent(stored)
  if (type === 'str' && stored === '') return EMPTY
  const bare = stored.trim()
  if (type === 'n' && NUMBER.test(bare)) return numberContent(Number(bare), bare, format, workbook.from1904)
  if (type === 'b' && /^(?:[01]|true|false)$/.test(bare)) {
    const value = bare === '1' || bare === 'true'
    return { type: 'boolean', value, text: value ? 'TRUE' : 'FALSE' }
  }
  if (type === 'd' && ISO_DATE.test(bare)) return dateContent(isoDate(bare))
  const text = plainText(stored)
  return type === 'e' && text ? { type: 'error', value: text, text } : textContent(text)
}

function sharedText(stored: string, strings: string[]): Content | null {
  if (stored === '') return BLANK
  const text = strings[wholeNumber(stored)]
  return text === undefined ? null : textContent(text)
}

function textContent(text: string): Content {
  return text === '' ? BLANK : { type: 'text', value: text, text }
}

function numberContent(value: number, stored: string, format: Format, from1904: boolean): Content {
  if (!Number.isFinite(value)) return textContent(stored)
  const number = value + 0
  if (format === 'date') {
    const date = dateFromDays(number, from1904)
    if (date) return dateContent(date)
  }
  const shown = /^(\d+) digits$/.exec(format)
  if (shown && Number.isSafeInteger(number) && number >= 0)
    return { type: 'number', value: number, text: String(number).padStart(Number(shown[1]), '0') }
  const text = format === 'percent' ? `${digits(number * 100)}%` : isPlain(stored, number) ? stored : digits(number)
  return { type: 'number', value: number, text }
}

/** Whether the digits stored are already those to show, as nearly always; to write them anew is slow. */
function isPlain(stored: string, number: number): boolean {
  return stored.length <= 16 && number !== 0 && PLAIN_NUMBER.test(stored)
}

function dateContent(date: string): Content {
  return { type: 'date', value: date, text: date.replace('T', ' ') }
}

function isoDate(stored: string): string {
  const [, day, time] = ISO_DATE.exec(stored)!
  return time === undefined || /^00:00(?::00)?$/.test(time) ? day! : `${day}T${time}`
}

/** The fewest digits that are the same number to 15 places, which is as many as spreadsheets show. */
function digits(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)))
}
