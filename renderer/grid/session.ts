/**
 * A grid's session: the cell one stands on, the ranges that are selected, and what is in them. Everything that works on cells
 * (clipboard, filling, the formula bar, the status bar) asks the session, never the grid. Example:
 * `activeSession()?.cells()` is the selected rectangle, row by row.
 */
import type { GridApi, Column as GridColumn } from 'ag-grid-community'
import type { Change } from '../../shared/change.ts'
import { planner } from '../instance.ts'
import type { Column } from './columns.ts'
import type { CellEditor } from './editor.ts'
import { Outlines } from './outlines.ts'
import {
  type Box,
  boxOf,
  type CellAt,
  isIn,
  isSingle,
  type Layout,
  type Range,
  rangeAt,
  type Spot,
  sameCell,
  sameRange,
} from './ranges.ts'
import type { GridRow } from './rows.ts'
import { Seen } from './seen.ts'

export type { CellAt, Range } from './ranges.ts'

/** What is typed into one cell of a line. */
export interface CellEdit {
  column: Column
  lineId: string
  typed: string
}

export interface LedgerSession {
  readonly api: GridApi<GridRow>
  /** What the grid is called. */
  readonly label: string
  /** What the grid stands in; the place for listeners. */
  readonly element: HTMLElement
  /** The rows shown in the grid's body, top to bottom; the total is pinned below and not among them. */
  rows(): readonly GridRow[]
  /** The columns shown, left to right. */
  columns(): readonly Column[]
  /** The row with this id: in the body, or pinned below. */
  row(rowId: string): GridRow | null
  /** The column with this id, if it is shown. */
  column(columnId: string): Column | null
  /** What is selected; the last is the one that shift extends. Never empty where a cell has the focus. */
  ranges(): readonly Range[]
  select(ranges: readonly Range[]): void
  /** Told when the selection changes, or the cell one stands on. @returns what stops listening */
  onSelect(listener: () => void): () => void
  /** The cell one stands on; its row may be a heading. */
  focused(): CellAt | null
  /** Goes to a cell, bringing it into sight, and selects it alone. */
  go(cell: CellAt): void
  /** The cells of the last range, row by row. Headings have none. */
  cells(): { row: GridRow; column: Column }[][]
  /** The same of any range; none where it is not shown. */
  cellsOf(range: Range): { row: GridRow; column: Column }[][]
  /** The rows and columns of the last range; other than its cells, headings are among the rows. */
  area(): { rows: GridRow[]; columns: Column[] } | null
  /** Is the cell in any of the ranges? */
  isSelected(cell: CellAt): boolean
  /**
   * Draws outlines round ranges, such as dashes round what was copied, in place of those of this name drawn before.
   * @param name its class is `range-NAME`
   */
  outline(name: string, ranges: readonly Range[]): void
  /** Types into a cell: one Change, one step to undo; refused with a sentence on the screen. */
  edit(edit: CellEdit): Promise<Change | null>
}

let active: GridSession | null = null

/** The session of the grid that has, or last had, the focus; null when no grid is shown. */
export function activeSession(): LedgerSession | null {
  return active
}

const appearing = new Set<() => void>()

/** Tells when another session becomes the active one. @returns what stops listening */
export function onActive(listener: () => void): () => void {
  appearing.add(listener)
  return () => appearing.delete(listener)
}

function activate(session: GridSession | null): void {
  if (active === session) return
  active = session
  for (const listener of appearing) listener()
}

/** What a session is told by the grid that it is of. */
export interface SessionOptions {
  label: string
  columnOf: (id: string) => Column | undefined
  /** Asks for what was typed into an editor, or says why not. */
  ask: (column: Column, lineId: string, typed: string, rowId: string) => void
}

/** A {@link LedgerSession} on AG Grid. It is told of keys and the mouse by keyboard.ts and pointer.ts. */
export class GridSession implements LedgerSession {
  readonly api: GridApi<GridRow>
  readonly label: string
  readonly element: HTMLElement
  /** Where Tab began; Enter goes back to its column. */
  tabbedFrom: string | null = null
  #columnOf: SessionOptions['columnOf']
  #ask: SessionOptions['ask']
  #ranges: readonly Range[] = []
  #active: CellAt | null = null
  #listeners = new Set<() => void>()
  #outlines: Outlines
  #seen: Seen
  #drawn = new Map<string, readonly Range[]>()
  /** The row that was stood on when the ranges were last drawn. */
  #lineDrawn: string | null = null
  /** Is the focus being given to a cell that then is stood on? */
  #isMoving = false

  constructor(api: GridApi<GridRow>, element: HTMLElement, { label, columnOf, ask }: SessionOptions) {
    this.api = api
    this.element = element
    this.label = label
    this.#columnOf = columnOf
    this.#ask = ask
    this.#outlines = new Outlines(element)
    this.#seen = new Seen(element)
    element.addEventListener('focusin', this.#onFocusIn)
    if (active === null) activate(this)
  }

  /** The grid is being taken down. */
  end(): void {
    this.element.removeEventListener('focusin', this.#onFocusIn)
    this.#seen.end()
    this.#listeners.clear()
    if (active === this) activate(null)
  }

  rows(): GridRow[] {
    const rows: GridRow[] = []
    this.api.forEachNodeAfterFilterAndSort(({ data }) => data && rows.push(data))
    return rows
  }

  columns(): Column[] {
    return this.#shown().map((shown) => this.#columnOf(shown.getColId())!)
  }

  /** The grid's columns that hold something of the plan. */
  #shown(): GridColumn[] {
    return this.api.getAllDisplayedColumns().filter((shown) => this.#columnOf(shown.getColId()) !== undefined)
  }

  row(rowId: string): GridRow | null {
    const place = this.#rowPlace(rowId)
    return place === null ? null : this.rowAt(place)
  }

  column(columnId: string): Column | null {
    return (this.api.getColumn(columnId)?.isVisible() && this.#columnOf(columnId)) || null
  }

  /** The row of this number, those pinned below after those of the body. */
  rowAt(place: number): GridRow | null {
    const { api } = this
    const count = api.getDisplayedRowCount()
    const node = place < count ? api.getDisplayedRowAtIndex(place) : api.getPinnedBottomRow(place - count)
    return node?.data ?? null
  }

  #rowPlace(rowId: string): number | null {
    const { api } = this
    const node = api.getRowNode(rowId)
    if (node && !node.rowPinned) return node.rowIndex
    for (let place = 0; place < api.getPinnedBottomRowCount(); place++)
      if (api.getPinnedBottomRow(place)?.data?.id === rowId) return api.getDisplayedRowCount() + place
    return null
  }

  /** @returns null when the cell is not shown */
  spotOf({ rowId, columnId }: CellAt): Spot | null {
    const row = this.#rowPlace(rowId)
    const column = this.#shown().findIndex((shown) => shown.getColId() === columnId)
    return row === null || column < 0 ? null : { row, column }
  }

  cellOf({ row, column }: Spot): CellAt | null {
    const rowId = this.rowAt(row)?.id
    const columnId = this.#shown()[column]?.getColId()
    return rowId === undefined || columnId === undefined ? null : { rowId, columnId }
  }

  /** Body and pinned rows, as moving about sees them. */
  layout(): Layout {
    const columns = this.columns()
    return {
      rows: this.api.getDisplayedRowCount() + this.api.getPinnedBottomRowCount(),
      body: this.api.getDisplayedRowCount(),
      columns: columns.length,
      isHeading: (row) => this.rowAt(row)?.kind === 'heading',
      isFilled: (row, column) => {
        const data = this.rowAt(row)
        const value = data && columns[column]?.valueOf(data)
        return value !== null && value !== undefined && value !== ''
      },
    }
  }

  /** Whole columns and everything reach over the body; the total is not part of them. */
  #body(): Pick<Layout, 'rows' | 'columns'> {
    return { rows: this.api.getDisplayedRowCount(), columns: this.#shown().length }
  }

  /** @returns null when one of its corners is not shown */
  box({ anchor, head, whole }: Range): Box | null {
    const [from, to] = [this.spotOf(anchor), this.spotOf(head)]
    return from && to && boxOf(from, to, whole, this.#body() as Layout)
  }

  /** Of the ranges that are shown. */
  boxes(): Box[] {
    return this.#ranges.flatMap((range) => this.box(range) ?? [])
  }

  ranges(): readonly Range[] {
    return this.#ranges.filter((range) => this.box(range) !== null)
  }

  focused(): CellAt | null {
    return this.#active && this.spotOf(this.#active) ? this.#active : null
  }

  isSelected(cell: CellAt): boolean {
    const spot = this.spotOf(cell)
    return spot !== null && this.boxes().some((box) => isIn(box, spot))
  }

  select(ranges: readonly Range[]): void {
    const last = ranges.at(-1)
    const spot = this.#active && this.spotOf(this.#active)
    const box = last && this.box(last)
    if (last && !(spot && box && isIn(box, spot))) this.#focus(last.anchor, ranges)
    else this.#put(ranges)
  }

  onSelect(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  go(cell: CellAt): void {
    this.#focus(cell, [rangeAt(cell)])
  }

  /** Takes the focus to a cell, which comes into sight; the ranges stay. */
  focus(cell: CellAt): void {
    this.#focus(cell, this.#ranges)
  }

  /** To focus makes the browser lay the window out, so what is drawn comes afterwards. */
  #focus(cell: CellAt, ranges: readonly Range[]): void {
    const { api } = this
    const spot = this.reveal(cell)
    if (!spot) return
    const count = api.getDisplayedRowCount()
    this.#isMoving = true
    if (spot.row < count) api.setFocusedCell(spot.row, cell.columnId)
    else api.setFocusedCell(spot.row - count, cell.columnId, 'bottom')
    this.#isMoving = false
    this.#stand(cell)
    this.#put(ranges)
  }

  /** Brings a cell into sight, as little as needed. @returns where it is */
  reveal(cell: CellAt): Spot | null {
    const spot = this.spotOf(cell)
    if (!spot) return null
    const { api } = this
    const row = spot.row < api.getDisplayedRowCount() ? api.getDisplayedRowAtIndex(spot.row) : undefined
    const column = this.#shown()[spot.column]
    const rowHidden = row && !this.#seen.holdsRow(row.rowTop ?? 0, row.rowHeight ?? 0)
    const pinned = () => api.getDisplayedLeftColumns().reduce((sum, left) => sum + left.getActualWidth(), 0)
    const columnHidden =
      column &&
      row?.data?.kind !== 'heading' &&
      !column.isPinned() &&
      !this.#seen.holdsColumn(column.getLeft() ?? 0, column.getActualWidth(), pinned())
    if (rowHidden) api.ensureIndexVisible(spot.row)
    if (columnHidden) api.ensureColumnVisible(cell.columnId)
    if (rowHidden || columnHidden) this.#seen.forget()
    return spot
  }

  /** Selects, without moving the focus, with the last range's other end in sight. */
  extend(range: Range): void {
    this.#put([...this.#ranges.slice(0, -1), range])
    this.reveal(range.head)
  }

  /** A cell is pressed with the mouse: it is the one that is stood on, before the grid focuses it. */
  press(cell: CellAt, ranges: readonly Range[]): void {
    this.#active = cell
    this.tabbedFrom = null
    this.#put(ranges)
    activate(this)
    this.#tellPlanner(cell)
  }

  #put(ranges: readonly Range[]): void {
    const same =
      ranges.length === this.#ranges.length && ranges.every((range, index) => sameRange(range, this.#ranges[index]!))
    if (same && this.#active?.rowId === this.#lineDrawn) return
    this.#ranges = ranges
    this.paint()
    if (!same) this.#tell()
  }

  cells(): { row: GridRow; column: Column }[][] {
    const last = this.ranges().at(-1)
    return last ? this.cellsOf(last) : []
  }

  cellsOf(range: Range): { row: GridRow; column: Column }[][] {
    const box = this.box(range)
    if (!box) return []
    const { top, left, bottom, right } = box
    const columns = this.columns().slice(left, right + 1)
    const cells: { row: GridRow; column: Column }[][] = []
    for (let place = top; place <= bottom; place++) {
      const row = this.rowAt(place)
      if (row && row.kind !== 'heading') cells.push(columns.map((column) => ({ row, column })))
    }
    return cells
  }

  area(): { rows: GridRow[]; columns: Column[] } | null {
    const last = this.ranges().at(-1)
    const box = last && this.box(last)
    if (!box) return null
    const rows: GridRow[] = []
    for (let place = box.top; place <= box.bottom; place++) {
      const row = this.rowAt(place)
      if (row) rows.push(row)
    }
    return { rows, columns: this.columns().slice(box.left, box.right + 1) }
  }

  outline(name: string, ranges: readonly Range[]): void {
    if (ranges.length === 0) this.#drawn.delete(name)
    else this.#drawn.set(name, ranges)
    this.paint()
  }

  /** Rows or columns have come, gone or moved. */
  laidOut(): void {
    this.#seen.measure()
    const width = this.api.getAllDisplayedColumns().reduce((sum, column) => sum + column.getActualWidth(), 0)
    this.element.classList.toggle('fits', this.#seen.isAsWideAs(width))
    this.paint()
  }

  /** Draws the ranges where they now are. */
  paint(): void {
    const ranges = this.ranges()
    const boxes = ranges.map((range) => this.box(range)!)
    const single = boxes.length === 1 && isSingle(boxes[0]!)
    const kinds = [...this.#drawn].map(([name, drawn]) => ({
      name,
      boxes: drawn.flatMap((range) => this.box(range) ?? []),
    }))
    this.#lineDrawn = this.#active?.rowId ?? null
    this.#outlines.draw(this.api, this.#shown(), [
      { name: 'line', boxes: this.#lineBox() },
      { name: single ? 'single' : 'selected', boxes },
      ...kinds,
    ])
  }

  /** The whole row that one stands on, if it is a line's. */
  #lineBox(): Box[] {
    const at = this.#active
    const place = at && this.#rowPlace(at.rowId)
    if (place === null || this.rowAt(place)?.kind !== 'line') return []
    return [{ top: place, bottom: place, left: 0, right: this.#shown().length - 1 }]
  }

  async edit({ column, lineId, typed }: CellEdit): Promise<Change | null> {
    const { edit } = column
    if (!edit) return null
    const change = await planner.edit((plan) => edit.change(plan, lineId, typed))
    const sentence = change && edit.said?.(lineId)
    if (sentence) planner.notify({ kind: 'done', sentence })
    return change
  }

  /** Takes what was typed into an open editor. @returns what asks for it */
  take(editor: CellEditor): () => void {
    const [editing] = this.api.getEditingCells()
    const row = editing && this.rowAt(editing.rowIndex)
    const column = editing && this.#columnOf(editing.colId)
    const typed = editor.take()
    return () => {
      if (typed !== null && column && row?.kind === 'line') this.#ask(column, row.lineId, typed, row.id)
    }
  }

  #onFocusIn = ({ target }: FocusEvent): void => {
    const cell = cellOfElement(target, this)
    activate(this)
    if (!cell || this.#isMoving) return
    if (sameCell(cell, this.#active) && this.#ranges.length > 0) return
    this.#stand(cell)
    if (!this.isSelected(cell)) this.#put([rangeAt(cell)])
  }

  #stand(cell: CellAt): void {
    if (sameCell(cell, this.#active)) return
    this.#active = cell
    this.#tellPlanner(cell)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  /** The line's panel, and commands about a line, follow the cell that one stands on. */
  #tellPlanner({ rowId, columnId }: CellAt): void {
    const row = this.row(rowId)
    if (!row || row.kind === 'total' || row.kind === 'foot') return
    const { by, below, open } = planner.state
    const held = row.kind === 'line' ? open?.ledger.plan.line.get(row.lineId)?.priorityId : null
    const own = below === 'sub-priority' && row.part ? row.part : row.group
    const priorityId = row.kind === 'line' ? (held ?? null) : by === 'priority' ? own || null : null
    planner.set({ selection: { rowId, lineId: row.kind === 'line' ? row.lineId : null, priorityId, columnId } })
  }
}

/** The cell that an element of the grid belongs to. A heading's is in the column that was stood in before. */
export function cellOfElement(target: EventTarget | null, session: GridSession): CellAt | null {
  if (!(target instanceof Element)) return null
  const rowId = target.closest('[row-id]')?.getAttribute('row-id')
  if (!rowId || target.closest('.ag-header')) return null
  const columnId =
    target.closest('[col-id]')?.getAttribute('col-id') ?? session.focused()?.columnId ?? session.columns()[0]?.id
  return columnId === undefined ? null : { rowId, columnId }
}
