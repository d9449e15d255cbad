/**
 * What is selected in the grid that is in use, for components: worked out once the grid has been painted, however often the
 * selection changes before that. Example: `const { place, sums } = useSelected()`.
 */
import { useSyncExternalStore } from 'react'
import { planner } from '../instance.ts'
import { AfterPaint } from '../painting.ts'
import type { Column } from './columns.ts'
import type { GridRow } from './rows.ts'
import { placeName, type Sums, selectionSentence, sizeName, sumsOf } from './selected.ts'
import { activeSession, type LedgerSession, onActive } from './session.ts'
import { onTyping, typingNow } from './typing.ts'

export interface Selected {
  /** The cell that one stands on; null where there is none, or a heading. */
  cell: { row: GridRow; column: Column } | null
  /** The name of the place, or how large the selection is; empty when nothing is selected. */
  place: string
  /** Of more than one cell. */
  sums: Sums | null
  /** What is being typed into the cell; null when nothing is. */
  typed: string | null
}

const nothing: Selected = { cell: null, place: '', sums: null, typed: null }
/** How long a selection must stand, in milliseconds, before it is read out. */
const SETTLED = 500

let latest = nothing
let isStale = true
let session: LedgerSession | null = null
let stopSelect = () => {}
let saying: ReturnType<typeof setTimeout> | undefined
let used = 0

function selectedIn(of: LedgerSession): Omit<Selected, 'typed'> {
  const { open } = planner.state
  const at = of.focused()
  const row = at && of.row(at.rowId)
  if (!open || !at || !row) return nothing
  const column = of.column(at.columnId)
  const cell = column && row.kind !== 'heading' ? { row, column } : null
  const ranges = of.ranges()
  const selected = ranges.map((range) => of.cellsOf(range))
  const [first] = selected
  const single = selected.length <= 1 && (first === undefined || first.length * (first[0]?.length ?? 0) <= 1)
  if (single || first === undefined) {
    const nameOf = (lineId: string) => open.ledger.plan.line.get(lineId)?.service ?? ''
    return { cell, place: placeName(row, column, nameOf), sums: null }
  }
  return {
    cell,
    place: selected.length === 1 ? sizeName(first) : `${selected.length} selections`,
    sums: sumsOf(selected),
  }
}

const painted = new AfterPaint(() => {
  const selected = !isStale ? latest : session ? selectedIn(session) : nothing
  latest = { ...selected, typed: typingNow() }
  isStale = false
})
const plan = () => {
  isStale = true
  painted.plan()
}

function onSelect(): void {
  plan()
  clearTimeout(saying)
  saying = setTimeout(() => {
    if (latest.sums) planner.say(selectionSentence(latest.sums))
  }, SETTLED)
}

function follow(): void {
  stopSelect()
  session = activeSession()
  stopSelect = session?.onSelect(onSelect) ?? (() => {})
  plan()
}

let stopAll = () => {}

function subscribe(listener: () => void): () => void {
  if (used++ === 0) {
    const stops = [onActive(follow), planner.onApplied(plan), onTyping(() => painted.plan())]
    stopAll = () => {
      for (const stop of stops) stop()
      stopSelect()
      clearTimeout(saying)
      session = null
      latest = nothing
    }
    follow()
  }
  const stop = painted.listen(listener)
  return () => {
    stop()
    if (--used === 0) stopAll()
  }
}

export function useSelected(): Selected {
  return useSyncExternalStore(subscribe, () => latest)
}
