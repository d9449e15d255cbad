/**
 * The sums of the lines in sight, while others are filtered out: subtotals and the total stay those of all lines, so these
 * stand in a row of their own. Added up when first asked for, then kept up to date line by line.
 * Example: of 44 lines 12 are shown, and their 2021/22 comes to £1,204,310.
 */
import type { Column } from '../grid/columns.ts'
import type { GridRow, LineRow } from '../grid/rows.ts'

/** The row that says what the lines in sight come to. */
export const SHOWN = 'shown'

export class ShownSums {
  /** How many lines are in sight; one that stands in parts counts once. */
  readonly lines: number
  #rows = new Map<string, LineRow[]>()
  #columns = new Map<string, { column: Column; values: Map<string, number>; sum: number }>()

  constructor(rows: readonly GridRow[]) {
    for (const row of rows) {
      if (row.kind !== 'line') continue
      const held = this.#rows.get(row.lineId)
      if (held) held.push(row)
      else this.#rows.set(row.lineId, [row])
    }
    this.lines = this.#rows.size
  }

  /** What the lines in sight come to in a column of figures; null where none has any. */
  of(column: Column): number | null {
    let held = this.#columns.get(column.id)
    if (!held) {
      held = { column, values: new Map(), sum: 0 }
      this.#columns.set(column.id, held)
      for (const rows of this.#rows.values()) for (const row of rows) take(held, row)
    }
    return held.values.size === 0 ? null : held.sum
  }

  /** Takes in that these lines have changed. */
  update(lineIds: Iterable<string>): void {
    for (const id of lineIds)
      for (const row of this.#rows.get(id) ?? []) for (const held of this.#columns.values()) take(held, row)
  }
}

function take(held: { column: Column; values: Map<string, number>; sum: number }, row: LineRow): void {
  const before = held.values.get(row.id)
  const value = held.column.valueOf(row)
  if (typeof value === 'number') held.values.set(row.id, value)
  else held.values.delete(row.id)
  held.sum += (typeof value === 'number' ? value : 0) - (before ?? 0)
}

/** A column that knows what its figures come to in the lines in sight. */
export function withShown(column: Column, sums: () => ShownSums | null): Column {
  if (column.kind !== 'money' && column.kind !== 'change') return column
  return {
    ...column,
    valueOf: (row) => (row.kind === 'foot' && row.id === SHOWN ? (sums()?.of(column) ?? null) : column.valueOf(row)),
    tooltip: (row) =>
      row.kind === 'foot' && row.id === SHOWN
        ? 'Sum of the lines in sight; others are filtered out'
        : (column.tooltip?.(row) ?? null),
  }
}
