/**
 * Filters of the budget's columns: which lines are shown. A filter only ever hides lines, it changes none.
 * Example: `{kind: 'above', amount: 100_000_00}` on a year's budget shows the lines of more than £100,000.
 */
import { z } from 'zod'
import { type BasisPoints, formatMoney, formatPercentage, type Pence } from './money.ts'

const amount = z.int().min(-1e15).max(1e15)

/** The longest list of texts that a filter is made of. */
export const LONGEST_LIST = 2_000

/** What a filter in a column is. Amounts are pence, or basis points in a column of percentages. */
export const filterSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contains'), text: z.string().min(1).max(500) }),
  /** Any of these texts, whatever their capitals and spaces; '' is blank. */
  z.strictObject({ kind: z.literal('oneOf'), texts: z.array(z.string().max(32_767)).max(LONGEST_LIST) }),
  z.strictObject({ kind: z.literal('between'), from: amount, to: amount }),
  z.strictObject({ kind: z.literal('above'), amount }),
  z.strictObject({ kind: z.literal('below'), amount }),
  z.strictObject({ kind: z.literal('blank') }),
  z.strictObject({ kind: z.literal('filled') }),
])
export type Filter = z.infer<typeof filterSchema>

/** What stands in a cell: a text, pence or basis points; null where it is blank. */
export type CellValue = string | number | null

/** A text without what is not told apart: capitals and spaces. */
export function plainText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}

/** What says whether a filter shows a line with a value. A blank figure is neither above nor below anything. */
export function keeping(filter: Filter): (value: CellValue) => boolean {
  switch (filter.kind) {
    case 'blank':
      return (value) => value === null || value === ''
    case 'filled':
      return (value) => value !== null && value !== ''
    case 'contains': {
      const wanted = plainText(filter.text)
      return (value) => typeof value === 'string' && plainText(value).includes(wanted)
    }
    case 'oneOf': {
      const wanted = new Set(filter.texts.map(plainText))
      return (value) => wanted.has(plainText(String(value ?? '')))
    }
    case 'between':
      return (value) => typeof value === 'number' && value >= filter.from && value <= filter.to
    case 'above':
      return (value) => typeof value === 'number' && value > filter.amount
    case 'below':
      return (value) => typeof value === 'number' && value < filter.amount
  }
}

/** The texts of a column, each once with how many lines have it, in the order of the alphabet; blank is '', and comes last. */
export function textsIn(values: Iterable<CellValue>): { key: string; text: string; count: number }[] {
  const found = new Map<string, { key: string; text: string; count: number }>()
  for (const value of values) {
    const text = String(value ?? '')
    const key = plainText(text)
    const held = found.get(key)
    if (held) held.count++
    else found.set(key, { key, text: text.trim(), count: 1 })
  }
  return [...found.values()].sort((a, b) => compareCells(a.text, b.text, false))
}

/** Made when it is first asked for, which takes some milliseconds. */
let collator: Intl.Collator | null = null

/** The order of two cells of a column; blank ones come last either way. */
export function compareCells(a: CellValue, b: CellValue, descending: boolean): number {
  const blanks = Number(a === null || a === '') - Number(b === null || b === '')
  if (blanks !== 0 || a === null || b === null || a === '' || b === '') return blanks
  collator ??= new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return descending ? -order : order
}

/** A filter in words. @example filterText({kind: 'above', amount: 10000000}, 'money') // 'above £100,000' */
export function filterText(filter: Filter, kind: 'text' | 'money' | 'percent'): string {
  const figure = (value: number) =>
    kind === 'percent' ? formatPercentage(value as BasisPoints) : formatMoney(value as Pence)
  switch (filter.kind) {
    case 'blank':
      return 'blank'
    case 'filled':
      return 'not blank'
    case 'contains':
      return `contains “${filter.text}”`
    case 'oneOf': {
      const [first, ...others] = filter.texts.map((text) => (text === '' ? 'blank' : `“${text}”`))
      if (first === undefined) return 'nothing'
      return others.length === 0
        ? `is ${first}`
        : `is ${first} or ${others.length} other${others.length > 1 ? 's' : ''}`
    }
    case 'between':
      return `between ${figure(filter.from)} and ${figure(filter.to)}`
    case 'above':
      return `above ${figure(filter.amount)}`
    case 'below':
      return `below ${figure(filter.amount)}`
  }
}
