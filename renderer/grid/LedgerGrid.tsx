/**
 * A ledger on AG Grid: sections, lines, subtotals, and the total pinned below. It never writes by itself: what is typed
 * becomes an edit of the plan, and after each Change only the rows it touched are painted again.
 * Example: `<LedgerGrid label="Budget" columns={columns} rows={rows} />`.
 */
import type {
  CellEditRequestEvent,
  CellFocusedEvent,
  GetRowIdParams,
  GridApi,
  IRowNode,
  IsFullWidthRowParams,
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { planner, usePlanner } from '../instance.ts'
import type { Applied } from '../ledger.ts'
import type { Column } from './columns.ts'
import { definitionsOf } from './definitions.ts'
import { ledgerTheme } from './modules.ts'
import { type GridRow, subtotalId, totalRow } from './rows.ts'
import { SectionHeading } from './section.ts'

export interface LedgerGridProps {
  /** What it is called, for screen readers. */
  label: string
  columns: Column[]
  rows: GridRow[]
  /** Pinned under the total. */
  foot?: readonly GridRow[]
  /** What to show when there are no rows. */
  empty?: ReactNode
}

const rowId = ({ data }: GetRowIdParams<GridRow>) => data.id
const isHeading = ({ rowNode }: IsFullWidthRowParams<GridRow>) => rowNode.data?.kind === 'heading'
const rowClasses = {
  subtotal: ({ data }: { data?: GridRow | undefined }) => data?.kind === 'subtotal',
  total: ({ data }: { data?: GridRow | undefined }) => data?.kind === 'total',
  foot: ({ data }: { data?: GridRow | undefined }) => data?.kind === 'foot',
  section: ({ data }: { data?: GridRow | undefined }) => data?.kind === 'heading',
}

const noFoot: readonly GridRow[] = []

/** The rows a Change touched: its lines, their groups' subtotals, the total and what stands under it. */
function repaint(api: GridApi<GridRow>, { lines, groups }: Applied, force: boolean): void {
  const rowNodes: IRowNode<GridRow>[] = []
  for (const id of [...lines, ...[...groups].map(subtotalId)]) {
    const node = api.getRowNode(id)
    if (node) rowNodes.push(node)
  }
  for (let index = 0; index < api.getPinnedBottomRowCount(); index++)
    rowNodes.push(api.getPinnedBottomRow(index) as IRowNode<GridRow>)
  api.refreshCells({ rowNodes, force })
}

export function LedgerGrid({ label, columns, rows, foot = noFoot, empty }: LedgerGridProps) {
  const grid = useRef<AgGridReact<GridRow>>(null)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const reveal = usePlanner((state) => state.reveal)
  const [painted, setPainted] = useState(false)
  const pinned = useMemo(() => (rows.length === 0 ? [] : [{ ...totalRow }, ...foot]), [rows, foot])

  const byId = useRef(new Map<string, Column>())
  byId.current = new Map(columns.map((column) => [column.id, column]))

  const ask = useCallback((column: Column, lineId: string, typed: string) => {
    const { edit } = column
    if (!edit) return
    void planner
      .edit((plan) => edit.change(plan, lineId, typed))
      .then((change) => {
        const sentence = change && edit.said?.(lineId)
        if (sentence) planner.notify({ kind: 'done', sentence })
      })
  }, [])

  const definitions = useMemo(
    () => definitionsOf(columns, { readOnly, clear: (column, lineId) => ask(column, lineId, '') }),
    [columns, readOnly, ask],
  )

  const onEdit = useCallback(
    ({ data, column, newValue }: CellEditRequestEvent<GridRow>) => {
      const found = byId.current.get(column.getColId())
      if (found && data.kind === 'line') ask(found, data.lineId, String(newValue ?? ''))
    },
    [ask],
  )

  const onFocus = useCallback(({ api, rowIndex, rowPinned, column }: CellFocusedEvent<GridRow>) => {
    if (rowIndex === null || rowPinned) return
    const node = api.getDisplayedRowAtIndex(rowIndex)
    const row = node?.data
    if (!node || !row || row.kind === 'total' || row.kind === 'foot') return
    if (row.kind === 'line') node.setSelected(true, true)
    const { by, below, open } = planner.state
    const held = row.kind === 'line' ? open?.ledger.plan.line.get(row.lineId)?.priorityId : null
    const own = below === 'sub-priority' && row.part ? row.part : row.group
    const priorityId = row.kind === 'line' ? (held ?? null) : by === 'priority' ? own || null : null
    const columnId = column === null || typeof column === 'string' ? column : column.getColId()
    planner.set({
      selection: { rowId: row.id, lineId: row.kind === 'line' ? row.lineId : null, priorityId, columnId },
    })
  }, [])

  useEffect(
    () =>
      planner.onApplied((applied) => {
        const api = grid.current?.api
        // A mark may change where the figure stays.
        const marked = [...byId.current.values()].some(({ marks }) => marks !== undefined)
        if (api && !applied.shape) repaint(api, applied, marked)
      }),
    [],
  )
  useEffect(
    () =>
      planner.onFlush(() => {
        const api = grid.current?.api
        if (!api || api.getEditingCells().length === 0) return false
        api.stopEditing()
        return true
      }),
    [],
  )

  /** However many years there are, the plan year is in sight, and beside it what comes after. */
  const showPlanYear = useCallback((api: GridApi<GridRow> | undefined) => {
    const columns = [...byId.current.values()]
    const marked = columns.find((column) => column.marked)
    const last = columns.at(-1)
    if (!api || !marked || !last) return
    const [first, end] = [api.getColumn(marked.id), api.getColumn(last.id)]
    if (!first || !end) return
    const { left, right } = api.getHorizontalPixelRange()
    const fits = (end.getLeft() ?? 0) + end.getActualWidth() - (first.getLeft() ?? 0) <= right - left
    // Where not all of it fits, the plan year stands first, whole.
    if (fits) api.ensureColumnVisible(last.id, 'end')
    else api.ensureColumnVisible(marked.id, 'start')
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: when years come or go, the plan year may have moved
  useEffect(() => showPlanYear(grid.current?.api), [columns, showPlanYear])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a line can be revealed only once its row is there
  useEffect(() => {
    const api = grid.current?.api
    const rowId = reveal && rows.find((row) => row.kind === 'line' && row.lineId === reveal.lineId)?.id
    if (!reveal || !rowId || !api?.getRowNode(rowId)) return
    // The grid gives the focus back to the cell that had it when rows come or go; only then can it go elsewhere.
    const timer = setTimeout(() => {
      const node = api.getRowNode(rowId)
      if (!node || node.rowIndex === null) return
      planner.set({ reveal: null })
      api.ensureNodeVisible(node, 'middle')
      if (reveal.edit && !readOnly) api.startEditingCell({ rowIndex: node.rowIndex, colKey: 'service' })
      else api.setFocusedCell(node.rowIndex, 'service')
    })
    return () => clearTimeout(timer)
  }, [reveal, rows, painted])

  if (rows.length === 0) return <div className="ledger-empty">{empty}</div>
  return (
    <div className="ledger">
      <AgGridReact<GridRow>
        ref={grid}
        onGridReady={({ api }) => api.setGridAriaProperty('label', label)}
        theme={ledgerTheme}
        columnDefs={definitions}
        rowData={rows}
        pinnedBottomRowData={pinned}
        getRowId={rowId}
        rowClassRules={rowClasses}
        isFullWidthRow={isHeading}
        fullWidthCellRenderer={SectionHeading}
        rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: false }}
        readOnlyEdit
        onCellEditRequest={onEdit}
        onCellFocused={onFocus}
        onFirstDataRendered={() => setPainted(true)}
        onGridSizeChanged={({ api }) => {
          // The texts take what room is left, which they do only after this.
          setTimeout(() => {
            if (!api.isDestroyed()) showPlanYear(api)
          })
        }}
        enterNavigatesVertically
        enterNavigatesVerticallyAfterEdit
        stopEditingWhenCellsLoseFocus
        suppressScrollOnNewData
        tooltipShowDelay={500}
        animateRows={false}
        suppressColumnVirtualisation
        ensureDomOrder
      />
    </div>
  )
}
