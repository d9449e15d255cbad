/**
 * The rows in sight of a sheet, and what became of their cells, as the worker has it. Example: scrolling asks about the next
 * rows a screen ahead.
 */
import { useEffect, useMemo, useState } from 'react'
import type { Merge } from '../../shared/sheet.ts'
import { type ImportClient, Latest } from './client.ts'
import type { Fates } from './fates.ts'
import type { Questions, SheetRows, ShownCell } from './messages.ts'
import type { ReadingView } from './view.ts'

export interface RowsInSight {
  /** By row and column. */
  cells: ReadonlyMap<number, ReadonlyMap<number, ShownCell>>
  fates: Fates
  merges: readonly Merge[]
}

/** @param reading asked about again whenever it is another */
export function useRows(
  client: ImportClient,
  reading: ReadingView,
  sheet: string,
  { from, to }: { from: number; to: number },
): RowsInSight {
  const [told, setTold] = useState<{ sheet: string; rows: RowsInSight } | null>(null)
  const latest = useMemo(
    () =>
      new Latest(
        (asks: Questions['rows']['asks']) => client.ask('rows', asks),
        (asks, answer) => {
          // Where they could not be told, none are drawn.
          setTold({ sheet: asks.sheet, rows: answer.status === 'fulfilled' ? inSight(answer.value) : NONE })
        },
      ),
    [client],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reading has other fates
  useEffect(() => latest.want({ sheet, from, to }), [latest, sheet, from, to, reading])
  return told?.sheet === sheet ? told.rows : NONE
}

const NONE: RowsInSight = { cells: new Map(), fates: new Map(), merges: [] }

function inSight({ cells, fates, merges }: SheetRows): RowsInSight {
  const rows = new Map<number, Map<number, ShownCell>>()
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? new Map()
    rows.set(cell.row, row.set(cell.column, cell))
  }
  return { cells: rows, fates: new Map(fates), merges }
}
