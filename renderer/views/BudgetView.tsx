/**
 * The budget: its tools and the ledger, as it is laid out: grouped, filtered, sorted, collapsed, in the columns chosen.
 * Example: grouped by route, each route has its heading, lines and subtotal.
 */

import type { GridApi } from 'ag-grid-community'
import { useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { isFunded } from '../../shared/funding.ts'
import { formatCount } from '../../shared/money.ts'
import { fundingRows } from '../grid/columns.ts'
import type { ColumnMenuAsked } from '../grid/heading.ts'
import { LedgerGrid } from '../grid/LedgerGrid.tsx'
import { foldRows, type GridRow, gridRows, keyOf } from '../grid/rows.ts'
import { useSince } from '../grid/useSince.ts'
import { SinceBar } from '../history/SinceBar.tsx'
import { planner, usePlanner } from '../instance.ts'
import { orderColumns, showAllLines, toggleGroup, widenColumn } from '../viewing/acting.ts'
import { arranged, rowsAsked } from '../viewing/arranging.ts'
import { ColumnMenu } from '../viewing/ColumnMenu.tsx'
import { offeredColumns } from '../viewing/morecolumns.ts'
import { ReplaceBar } from '../viewing/ReplaceBar.tsx'
import { SHOWN, ShownSums, withShown } from '../viewing/shown.ts'
import { ViewBar } from '../viewing/ViewBar.tsx'
import { BudgetTools } from './BudgetTools.tsx'
import { EmptyPlan } from './EmptyPlan.tsx'

const none: readonly GridRow[] = []

export function BudgetView() {
  const open = usePlanner((state) => state.open)
  const shape = usePlanner((state) => state.shape)
  const by = usePlanner((state) => state.by)
  const below = usePlanner((state) => state.below)
  const layout = usePlanner((state) => state.layout)
  const unit = usePlanner((state) => state.unit)
  const folded = usePlanner((state) => state.folded)
  const replacing = usePlanner((state) => state.replacing)
  const showForecast = usePlanner((state) => state.showForecast)
  // Typing goes before laying out many lines.
  const find = useDeferredValue(usePlanner((state) => state.find))
  const ledger = open!.ledger
  const funded = usePlanner(({ open: held }) => held !== null && isFunded(held.ledger.plan))
  const { filters, sort } = layout

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when years come or go, or lines stand in parts
  const offered = useMemo(() => offeredColumns(ledger, showForecast), [ledger, showForecast, shape])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when rows come, go or move
  const all = useMemo(
    () =>
      ledger.plan.line.size === 0
        ? none
        : gridRows(ledger.plan, { by, below }, find, rowsAsked(offered, { filters, sort })),
    [ledger, by, below, find, offered, filters, sort, shape],
  )
  const rows = useMemo(() => foldRows(all, folded), [all, folded])

  const filtered =
    find.trim() !== '' || Object.keys(filters).some((id) => offered.some(({ column }) => column.id === id))
  const sums = useMemo(() => (filtered ? new ShownSums(all) : null), [filtered, all])
  const latest = useRef(sums)
  latest.current = sums
  // The sums are brought up to date before the grid paints: layout effects subscribe before its own does.
  useLayoutEffect(() => planner.onApplied(({ lines }) => latest.current?.update(lines)), [])

  const laid = useMemo(
    () => arranged(offered, layout, unit).map((column) => withShown(column, () => latest.current)),
    [offered, layout, unit],
  )
  const columns = useSince(laid, (past) => offeredColumns(past, showForecast).map(({ column }) => column))
  const foot = useMemo(() => {
    const name = sums && `Shown: ${formatCount(sums.lines)} of ${formatCount(ledger.plan.line.size)} lines`
    return [...(name ? [{ kind: 'foot' as const, id: SHOWN, name }] : []), ...(funded ? fundingRows : [])]
  }, [sums, funded, ledger])

  const api = useRef<GridApi<GridRow> | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  useGroupKeys(frame, all)
  useReveal(all, rows)

  const [menu, setMenu] = useState<{ columnId: string; at: HTMLElement; from: HTMLElement | null } | null>(null)
  useEffect(() => {
    const asked = ({ detail }: CustomEvent<ColumnMenuAsked>) => {
      const from = document.activeElement
      setMenu({ ...detail, from: from instanceof HTMLElement && from !== document.body ? from : null })
    }
    const target = frame.current
    target?.addEventListener('columnmenu', asked as EventListener)
    return () => target?.removeEventListener('columnmenu', asked as EventListener)
  }, [])
  const offeredMenu = menu && offered.find(({ column }) => column.id === menu.columnId)
  const arranging = useMemo(
    () => ({
      ready: (held: GridApi<GridRow>) => {
        api.current = held
      },
      moved: orderColumns,
      resized: widenColumn,
    }),
    [],
  )
  const fit = useCallback((columnId: string) => api.current?.autoSizeColumns([columnId]), [])
  const nothingFound = ledger.plan.line.size > 0 && rows.length === 0
  return (
    <>
      <h2 className="announcer">Budget</h2>
      <BudgetTools offered={offered} />
      {replacing && <ReplaceBar rows={all} />}
      <ViewBar offered={offered} shown={sums} />
      <SinceBar />
      <div className="ledger-frame" ref={frame}>
        <LedgerGrid
          label="Budget"
          columns={columns}
          rows={rows}
          foot={foot}
          arranging={arranging}
          empty={
            nothingFound ? (
              <p className="quiet">
                {Object.keys(filters).length === 0 ? `No line holds “${find.trim()}”.` : 'No line passes the filters.'}{' '}
                <button type="button" className="link" onClick={showAllLines}>
                  Show all lines
                </button>
              </p>
            ) : (
              <EmptyPlan />
            )
          }
        />
      </div>
      {menu && offeredMenu && (
        <ColumnMenu
          key={menu.columnId}
          offered={offeredMenu}
          columns={columns}
          at={menu.at}
          from={menu.from}
          onFit={fit}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}

/** Left and right on a group's heading collapse and expand it, as does its button; Enter does the other of the two. */
function useGroupKeys(frame: React.RefObject<HTMLDivElement | null>, rows: readonly GridRow[]): void {
  const latest = useRef(rows)
  latest.current = rows
  useEffect(() => {
    const target = frame.current
    if (!target) return
    const pressed = (event: KeyboardEvent) => {
      const at = event.target instanceof HTMLElement ? event.target : null
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !at?.classList.contains('section')) return
      if (!['ArrowLeft', 'ArrowRight', 'Enter'].includes(event.key)) return
      const id = at.getAttribute('row-id')
      const row = latest.current.find((one) => one.kind === 'heading' && one.id === id)
      if (row?.kind !== 'heading') return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Enter') toggleGroup(keyOf(row))
      else toggleGroup(keyOf(row), event.key === 'ArrowRight')
    }
    const toggled = (event: Event) => toggleGroup((event as CustomEvent<string>).detail)
    target.addEventListener('keydown', pressed, true)
    target.addEventListener('togglegroup', toggled)
    return () => {
      target.removeEventListener('keydown', pressed, true)
      target.removeEventListener('togglegroup', toggled)
    }
  }, [frame])
}

/** A line that is to be shown comes out of a collapsed group, and past the filters that hide it. */
function useReveal(all: readonly GridRow[], rows: readonly GridRow[]): void {
  const reveal = usePlanner((state) => state.reveal)
  useEffect(() => {
    if (!reveal) return
    const isIt = (row: GridRow) => row.kind === 'line' && row.lineId === reveal.lineId
    if (rows.some(isIt)) return
    const hidden = all.find(isIt)
    if (hidden?.kind === 'line') {
      toggleGroup(hidden.group, true)
      toggleGroup(keyOf(hidden), true)
    } else if (planner.state.open?.ledger.plan.line.has(reveal.lineId)) {
      const { find, layout } = planner.state
      if (find !== '' || Object.keys(layout.filters).length > 0) showAllLines()
    }
  }, [reveal, all, rows])
}
