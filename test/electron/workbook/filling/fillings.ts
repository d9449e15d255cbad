/**
 * Small words for fillings made by hand, and what came of them: `line(6, 'Victim First', 100)`, `formulasOf(bytes, 'Paper')`.
 */

import { unzipSync } from 'fflate'
import { readWorkbookBytes } from '../../../../electron/workbook/reader.ts'
import { listEntries, packedEntry } from '../../../../electron/workbook/zip.ts'
import { columnLetters } from '../../../../shared/sheet.ts'
import type { FilledBlock, FilledRow, FilledSheet, FilledValue, Filling } from '../../../../shared/templates/filling.ts'

export const text = (value: string): FilledValue => ({ kind: 'text', text: value })
export const number = (value: number): FilledValue => ({ kind: 'number', value })
export const blank: FilledValue = { kind: 'blank' }
export const formula = (written: string, value: number | string | null): FilledValue => ({
  kind: 'formula',
  formula: written,
  value,
})

type Plain = FilledValue | string | number

/** Values from column A on; undefined leaves a cell as it is. */
export function row(from: number, ...values: (Plain | undefined)[]): FilledRow {
  const cells: Record<string, FilledValue> = {}
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue
    cells[columnLetters(index + 1)] =
      typeof value === 'string' ? text(value) : typeof value === 'number' ? number(value) : value
  }
  return { from, cells }
}

export function block(first: number, last: number, ...rows: FilledRow[]): FilledBlock {
  return { first, last, rows }
}

export function sheet(
  name: string,
  blocks: FilledBlock[],
  cells: Record<string, FilledValue> = {},
  headerFooter: Record<string, string> = {},
): FilledSheet {
  return { name, blocks, cells, headerFooter }
}

export function filling(...sheets: FilledSheet[]): Filling {
  return { sheets }
}

/** The formulas of a sheet by their cells. */
export function formulasOf(bytes: Buffer, name: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { row: at, column, formula: written } of cellsOf(bytes, name)) {
    if (written !== undefined) found[columnLetters(column) + at] = written
  }
  return found
}

/** What the cells of a sheet hold by their places; null for a formula without a value. */
export function valuesOf(bytes: Buffer, name: string): Record<string, unknown> {
  return Object.fromEntries(
    cellsOf(bytes, name).map(({ row: at, column, value }) => [columnLetters(column) + at, value]),
  )
}

function cellsOf(bytes: Buffer, name: string) {
  const found = readWorkbookBytes(bytes, 'filled.xlsx').sheets.find((one) => one.name === name)
  if (!found) throw new Error(`There is no sheet “${name}”`)
  return found.cells
}

/** The text of a part. */
export function partText(bytes: Buffer, part: string): string {
  const content = unzipSync(bytes)[part]
  if (!content) throw new Error(`There is no part ${part}`)
  return Buffer.from(content).toString()
}

/** The parts that are not packed as they were, by name, and those that are gone. */
export function changedParts(before: Buffer, after: Buffer): string[] {
  const entries = listEntries(after)
  const changed: string[] = []
  for (const [key, entry] of listEntries(before)) {
    const now = entries.get(key)
    if (!now) changed.push(`−${entry.name}`)
    else if (!packedEntry(after, now).equals(packedEntry(before, entry))) changed.push(entry.name)
    entries.delete(key)
  }
  return [...changed, ...[...entries.values()].map(({ name }) => `+${name}`)].sort()
}
