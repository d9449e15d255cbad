/**
 * While arithmetic is typed, a press on a figure of the same line puts its year in, as in Excel. Example: after `=` a press on
 * the cell of 2019/20 makes it `=[2019/20]`; after `=5` a press goes to the cell, as ever.
 */
import { figureText } from '../../shared/arithmetic/tokens.ts'
import type { Column } from './columns.ts'
import type { GridRow } from './rows.ts'

/** The field that is typed in, and whose cell it is. */
interface Typing {
  field: HTMLInputElement
  lineId: string
  columnId: string
}

let typing: Typing | null = null

/** Says in which field arithmetic is typed now; null once it is left. */
export function pointInto(into: Typing | null): void {
  typing = into
}

/** Where a figure can be put: arithmetic that goes on. */
const GOES_ON = /^\s*=(?:.*[-+*/(;,×÷−])?\s*$/

/** Puts a figure that was pressed into the arithmetic. @returns whether it did */
export function putFigure(row: GridRow | null, column: Column | null): boolean {
  if (!typing || row?.kind !== 'line' || !column?.figure) return false
  const { field, lineId, columnId } = typing
  const at = field.selectionStart ?? field.value.length
  if (row.lineId !== lineId || column.id === columnId || !GOES_ON.test(field.value.slice(0, at))) return false
  field.setRangeText(figureText(column.figure), at, field.selectionEnd ?? at, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}
