/**
 * A ledger on AG Grid: sections, lines, subtotals, and the total pinned below. It never writes by itself: what is typed
 * becomes an edit of the plan, and after each Change only the rows it touched are painted again.
 * Example: `<LedgerGrid label="Budget" columns={columns} rows={rows} />`.
 */
import {
  createGrid,
  type GetRowIdParams,
  type GridApi,
  type GridOptions,
  type IRowNode,
  type IsFullWidthRowParams,
} from 'ag-grid-community'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { planner, usePlanner } from '../instance.ts'
import type { Applied } from '../ledger.ts'
import { afterPaint } from '../painting.ts'
import { CellBar } from '../views/CellBar.tsx'
import { FormulaBar } from '../views/FormulaBar.tsx'
import { bindClipboard } from './clipboard.ts'
import type { Column } from './columns.ts'
import { definitionsOf } from './definitions.ts'
import { dragging } from './dragging.ts'
import { clearCells } from './filling.ts'
import { GridMenu } from './GridMenu.tsx'
import { bindHandle } from './handle.ts'
import { bindKeyboard } from './keyboard.ts'
import { ledgerTheme, ROW_HEIGHT } from './modules.ts'
import { bindPointer } from './pointer.ts'
import { type GridRow, subtotalId, totalRow } from './rows.ts'
import { SectionHeading } from './section.ts'
import { GridSession } from './session.ts'
import { keepTyping, refusalOf } from './typing.ts'

/** Takes up how columns are moved and resized with the mouse, and what the grid can do. */
export interface Arranging {
  ready: (api: GridApi<GridRow>) => void
  moved: (columnIds: string[]) => void
  resized: (columnId: string, width: number) => void
}

export interface LedgerGridProps {
  /** What it is called, for screen readers. */
  label: string
  columns: Column[]
  rows: GridRow[]
  /** Columns can be moved where it is given. */
  arranging?: Arranging
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
  part: ({ data }: { data?: GridRow | undefined }) => data?.kind === 'subtotal' && data.part !== undefined,
}

const noFoot: readonly GridRow[] = []

/** So many rows are drawn above and below what can be seen. */
const ROWS_BESIDE = 10

/** The rows a Change touched: its lines, their groups' subtotals, the total and what stands under it. */
function repaint(api: GridApi<GridRow>, { lines, groups }: Applied, columns: Iterable<Column>): void {
  const rowNodes: IRowNode<GridRow>[] = []
  for (const id of [...lines, ...[...groups].map(subtotalId)]) {
    const node = api.getRowNode(id)
    if (node) rowNodes.push(node)
  }
  for (let index = 0; index < api.getPinnedBottomRowCount(); index++)
    rowNodes.push(api.getPinnedBottomRow(index) as IRowNode<GridRow>)
  api.refreshCells({ rowNodes })
  // A mark may change where the figure stays.
  const marked = [...columns].filter(({ marks }) => marks !== undefined)
  if (marked.length > 0) api.refreshCells({ rowNodes, columns: marked.map(({ id }) => id), force: true })
}

/** What the grid is told once; what changes is told it afterwards. */
const fixed: GridOptions<GridRow> = {
  theme: ledgerTheme,
  getRowId: rowId,
  rowClassRules: rowClasses,
  isFullWidthRow: isHeading,
  fullWidthCellRenderer: SectionHeading,
  readOnlyEdit: true,
  stopEditingWhenCellsLoseFocus: true,
  suppressScrollOnNewData: true,
  suppressRowTransform: true,
  tooltipShowDelay: 500,
  animateRows: false,
  // Rows are drawn as they come into sight, not a frame later.
  suppressAnimationFrame: true,
  rowBuffer: 0,
  suppressColumnVirtualisation: true,
  suppressDragLeaveHidesColumns: true,
  suppressColumnMoveAnimation: true,
  ensureDomOrder: true,
  // It comes after the frame with the first rows; by this the benchmark knows when the program can be used.
  onFirstDataRendered: () => performance.mark('rows shown'),
  ...dragging,
}

/** However many years there are, the plan year is in sight, and beside it what comes after. */
function showPlanYear(api: GridApi<GridRow>, columns: readonly Column[]): void {
  const marked = columns.find((column) => column.marked)
  const last = columns.at(-1)
  if (!marked || !last) return
  const [first, end] = [api.getColumn(marked.id), api.getColumn(last.id)]
  if (!first || !end) return
  const { left, right } = api.getHorizontalPixelRange()
  const fits = (end.getLeft() ?? 0) + end.getActualWidth() - (first.getLeft() ?? 0) <= right - left
  // Where not all of it fits, the plan year stands first, whole.
  if (fits) api.ensureColumnVisible(last.id, 'end')
  else api.ensureColumnVisible(marked.id, 'start')
}

export function LedgerGrid({ empty, ...shown }: LedgerGridProps) {
  if (shown.rows.length === 0) return <div className="ledger-empty">{empty}</div>
  return <Grid {...shown} />
}

function Grid({ label, columns, rows, foot = noFoot, arranging }: Omit<LedgerGridProps, 'empty'>) {
  const host = useRef<HTMLDivElement>(null)
  const held = useRef<GridSession | null>(null)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const reveal = usePlanner((state) => state.reveal)
  // biome-ignore lint/correctness/useExhaustiveDependencies: laid out anew, they are painted anew
  const pinned = useMemo(() => [{ ...totalRow }, ...foot.map((row) => ({ ...row }))], [rows, foot])

  const byId = useRef(new Map<string, Column>())
  byId.current = new Map(columns.map((column) => [column.id, column]))

  const arrange = useRef(arranging)
  arrange.current = arranging

  const ask = useCallback((column: Column, lineId: string, typed: string, rowId?: string) => {
    const refused = rowId === undefined ? null : refusalOf(column, lineId, typed)
    if (!refused) return void held.current?.edit({ column, lineId, typed })
    // The editor was left, say by the mouse, with what cannot be read: it is there again with what was typed.
    planner.notify({ kind: 'error', sentence: refused.sentence })
    keepTyping(rowId!, column.id, typed, refused)
    setTimeout(() => {
      const api = held.current?.api
      const rowIndex = api?.getRowNode(rowId!)?.rowIndex
      const inGrid = host.current?.contains(document.activeElement) || document.activeElement === document.body
      if (!api || rowIndex == null || !inGrid || api.getEditingCells().length > 0) return
      held.current?.go({ rowId: rowId!, columnId: column.id })
      api.startEditingCell({ rowIndex, colKey: column.id })
    })
  }, [])

  const definitions = useMemo(
    () => definitionsOf(columns, { readOnly, clear: () => held.current && void clearCells(held.current) }),
    [columns, readOnly],
  )
  const first = useRef({ definitions, rows, pinned })

  useLayoutEffect(() => {
    const element = host.current!
    const api = createGrid<GridRow>(element, {
      ...fixed,
      // A scrollbar that comes only once the rows are there makes the grid measure and lay out everything twice.
      alwaysShowVerticalScroll: first.current.rows.length * ROW_HEIGHT > window.innerHeight,
      columnDefs: first.current.definitions,
      rowData: first.current.rows,
      pinnedBottomRowData: first.current.pinned,
      onCellEditRequest: ({ data, column, newValue }) => {
        const found = byId.current.get(column.getColId())
        if (found && data.kind === 'line') ask(found, data.lineId, String(newValue ?? ''), data.id)
      },
      onGridSizeChanged: () => {
        // The texts take what room is left, which they do only after this.
        setTimeout(() => {
          if (api.isDestroyed()) return
          showPlanYear(api, [...byId.current.values()])
          session.laidOut()
        })
      },
      onDisplayedColumnsChanged: () => session.laidOut(),
      onColumnMoved: ({ source, finished }) => {
        session.laidOut()
        if (source === 'uiColumnMoved' && finished)
          arrange.current?.moved(api.getAllGridColumns().map((column) => column.getColId()))
      },
      onColumnResized: ({ source, finished, columns: resized }) => {
        session.laidOut()
        if (!finished || (source !== 'uiColumnResized' && source !== 'autosizeColumns')) return
        for (const column of resized ?? []) arrange.current?.resized(column.getColId(), column.getActualWidth())
      },
      onModelUpdated: () => session.laidOut(),
    })
    const session = new GridSession(api, element, { label, columnOf: (id) => byId.current.get(id), ask })
    held.current = session
    // What can be seen is drawn first; then the rows above and below it, so that scrolling finds them drawn.
    const stopBuffer = afterPaint(() => api.setGridOption('rowBuffer', ROWS_BESIDE))
    api.setGridAriaProperty('label', label)
    arrange.current?.ready(api)
    const unbind = [bindKeyboard(session), bindPointer(session), bindClipboard(session), bindHandle(session)]
    return () => {
      stopBuffer()
      for (const stop of unbind) stop()
      held.current = null
      session.end()
      api.destroy()
    }
  }, [label, ask])

  useLayoutEffect(() => {
    if (first.current.definitions === definitions) return
    first.current.definitions = definitions
    held.current?.api.setGridOption('columnDefs', definitions)
  }, [definitions])
  useLayoutEffect(() => {
    if (first.current.rows === rows) return
    first.current.rows = rows
    held.current?.api.setGridOption('rowData', rows)
    held.current?.laidOut()
  }, [rows])
  useLayoutEffect(() => {
    if (first.current.pinned === pinned) return
    first.current.pinned = pinned
    held.current?.api.setGridOption('pinnedBottomRowData', pinned)
  }, [pinned])

  useEffect(
    () =>
      planner.onApplied((applied) => {
        if (held.current && !applied.shape) repaint(held.current.api, applied, byId.current.values())
      }),
    [],
  )
  useEffect(
    () =>
      planner.onFlush(() => {
        const api = held.current?.api
        if (!api || api.getEditingCells().length === 0) return false
        api.stopEditing()
        return true
      }),
    [],
  )

  useEffect(() => {
    if (held.current) showPlanYear(held.current.api, columns)
  }, [columns])

  useEffect(() => {
    const rowId = reveal && rows.find((row) => row.kind === 'line' && row.lineId === reveal.lineId)?.id
    if (!reveal || !rowId) return
    // The grid gives the focus back to the cell that had it when rows come or go; only then can it go elsewhere.
    const timer = setTimeout(() => {
      const api = held.current?.api
      const node = api?.getRowNode(rowId)
      if (!node || node.rowIndex === null) return
      planner.set({ reveal: null })
      api?.ensureNodeVisible(node, 'middle')
      held.current?.go({ rowId, columnId: 'service' })
      if (reveal.edit && !readOnly) api?.startEditingCell({ rowIndex: node.rowIndex, colKey: 'service' })
    })
    return () => clearTimeout(timer)
  }, [reveal, rows, readOnly])

  return (
    <>
      <CellBar plan={planner.state.open!.ledger.plan}>
        <FormulaBar plan={planner.state.open!.ledger.plan} />
      </CellBar>
      <GridMenu>
        <div className="ledger" ref={host} />
      </GridMenu>
    </>
  )
}
