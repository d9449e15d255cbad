/**
 * What is copied of a ledger: the selected cells with what stands in them, sums too, in pounds and pence whatever is shown.
 * Example: a selected subtotal is copied as its value, and as what it is, so that pasting over a ledger passes over it.
 */
import type { PastedBlock } from '../../shared/clipboard/reading.ts'
import type { CopiedCell, CopiedHeading, CopiedRow } from '../../shared/clipboard/writing.ts'
import type { BasisPoints, Pence } from '../../shared/money.ts'
import type { Column } from './columns.ts'
import type { GridRow } from './rows.ts'

/** Rows and columns of the ledger: what is selected. */
export interface Area {
  rows: readonly GridRow[]
  columns: readonly Column[]
}

/** The arithmetic in a line's cell, if any. */
function expressionIn(row: GridRow, column: Column): string | null {
  if (row.kind !== 'line' || column.kind !== 'money' || !column.edit) return null
  const text = column.edit.textOf(row.lineId)
  return text.startsWith('=') ? text : null
}

function copiedCell(row: GridRow, column: Column): CopiedCell {
  const value = column.valueOf(row)
  if (column.kind === 'text' || typeof value === 'string') return { kind: 'text', text: value as string | null }
  if (column.kind === 'percent') return { kind: 'percent', points: value as BasisPoints | null }
  return { kind: column.kind, pence: value as Pence | null, expression: expressionIn(row, column) }
}

/** The cells as they are copied. */
export function copiedRows({ rows, columns }: Area): CopiedRow[] {
  return rows.map((row) => ({ kind: row.kind, cells: columns.map((column) => copiedCell(row, column)) }))
}

/** The cells as if they had been copied and were now pasted; nothing of them is rounded or reworded. */
export function asPasted({ rows, columns }: Area): PastedBlock {
  return rows.map((row) => ({
    kind: row.kind,
    cells: columns.map(({ edit }) => ({
      text: row.kind === 'line' && edit ? edit.textOf(row.lineId) : '',
      number: null,
      expression: null,
    })),
  }))
}

/** The columns' headings, for a table in a report. */
export function copiedHeadings(columns: readonly Column[]): CopiedHeading[] {
  return columns.map(({ heading, note, kind }) => ({ heading, note, kind }))
}
