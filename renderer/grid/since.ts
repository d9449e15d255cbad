/**
 * Marks in a ledger what has changed since an earlier point: each cell is held against the same cell of the plan as it was.
 * A cell that differs has a mark and a colour, and its tooltip says what it was: "was £543,752 in Draft 2".
 * Example: `withSince(columns, {ledger, name: 'Draft 2'}, (past) => budgetColumns(past, showForecast))`.
 */
import { formatMoney, type Pence } from '../../shared/money.ts'
import type { Ledger } from '../ledger.ts'
import { SHOWN } from '../viewing/shown.ts'
import type { Column } from './columns.ts'
import type { GridRow } from './rows.ts'

type Value = string | number | null

/** How a cell differs from what it was; each is a class of the cell. */
export const sinceMarks = ['since-up', 'since-down', 'since-text', 'since-added'] as const
type Mark = (typeof sinceMarks)[number]

/** What is compared: a change between two years would only say the same again. */
const compares = ({ kind }: Column) => kind === 'text' || kind === 'money'

function valueText(value: Value, kind: Column['kind']): string {
  if (value === null || value === '') return 'blank'
  return kind === 'money' && typeof value === 'number' ? formatMoney(value as Pence) : `“${value}”`
}

/** The columns with none of their cells marked. */
export function unmarked(columns: Column[]): Column[] {
  const none = Object.fromEntries(sinceMarks.map((mark) => [mark, () => false]))
  return columns.map((column) => (compares(column) ? { ...column, marks: { ...column.marks, ...none } } : column))
}

/**
 * The columns with their marks.
 * @param since the plan as it was, grouped as the plan is; and how that is called after "in"
 * @param make the same columns of that plan
 */
export function withSince(
  columns: Column[],
  { ledger: past, name }: { ledger: Ledger; name: string },
  make: (past: Ledger) => readonly Column[],
): Column[] {
  const were = new Map(make(past).map((column) => [column.id, column]))

  return columns.map((column) => {
    if (!compares(column)) return column
    const was = were.get(column.id)
    const isNew = (row: GridRow) => row.kind === 'line' && !past.plan.line.has(row.lineId)
    const before = (row: GridRow): Value => (isNew(row) ? null : (was?.valueOf(row) ?? null))
    const markOf = (row: GridRow): Mark | null => {
      // What filters leave in sight is no figure of the plan.
      if (row.kind === 'heading' || (row.kind === 'foot' && row.id === SHOWN)) return null
      if (isNew(row) && column.id === 'service') return 'since-added'
      // What a subtotal or the total is called tells no change of the plan.
      if (column.kind === 'text' && (row.kind !== 'line' || isNew(row))) return null
      const [from, to] = [before(row) ?? '', column.valueOf(row) ?? '']
      if (from === to) return null
      // Arithmetic that gives no amount says so in its cell.
      if (column.kind === 'text' || [from, to].some((value) => typeof value === 'string' && value !== ''))
        return 'since-text'
      return Number(to) < Number(from) || to === '' ? 'since-down' : 'since-up'
    }
    const said = (row: GridRow): string | null => {
      const mark = markOf(row)
      if (mark === null) return null
      return mark === 'since-added' ? `Added since ${name}` : `was ${valueText(before(row), column.kind)} in ${name}`
    }
    return {
      ...column,
      marks: {
        ...column.marks,
        ...Object.fromEntries(sinceMarks.map((mark) => [mark, (row: GridRow) => markOf(row) === mark])),
      },
      tooltip: (row) => [said(row), column.tooltip?.(row)].filter(Boolean).join('\n') || null,
    }
  })
}
