/**
 * The mouse in a grid: click, shift-click, ctrl-click and drag select cells, a click on a column's heading selects the column,
 * and dragging over the edge scrolls. Example: dragging from one budget down to another selects what lies between.
 */
import { putFigure } from './pointing.ts'
import type { CellAt, Range } from './ranges.ts'
import { rangeAt } from './ranges.ts'
import { cellOfElement, type GridSession } from './session.ts'

/** How near the edge, in pixels, dragging begins to scroll, and how far at most in one frame. */
const EDGE = 18
const FASTEST = 42

/** What in a column's heading is there for something else. */
const NOT_HEADING = 'button, input, .ag-header-cell-resize, .ag-icon'

/** Listens to the mouse on the session's grid. @returns what stops listening */
export function bindPointer(session: GridSession): () => void {
  const { element } = session
  let stop = () => {}
  // The grid moves its focus when a pointer goes down, the page when the mouse button does.
  let keeps = false
  // What was pressed was put into arithmetic that is being typed; the grid would go there at the click, too.
  let puts = false
  const onMouseDown = (event: MouseEvent) => {
    if (!keeps) return
    event.preventDefault()
    event.stopPropagation()
  }
  const onDown = (event: PointerEvent) => {
    keeps = false
    puts = false
    if (!(event.target instanceof Element)) return
    const heading = event.target.closest('.ag-header-cell')
    if (heading) {
      if (event.button === 0 && !event.target.closest(NOT_HEADING))
        pressHeading(session, heading.getAttribute('col-id') ?? '', event)
      return
    }
    if (event.target.closest('.ag-cell-inline-editing, button, input, a, .ag-drag-handle, .range-corner')) return
    const cell = cellOfElement(event.target, session)
    if (!cell) return
    if (event.button === 0 && putFigure(session.row(cell.rowId), session.column(cell.columnId))) {
      keeps = true
      puts = true
      event.stopPropagation()
      return
    }
    if (event.button !== 0) {
      // A menu is asked for: of what is selected, if it is among it.
      keeps = session.isSelected(cell)
      if (keeps) keepFocus(session, event)
      else session.press(cell, [rangeAt(cell)])
      return
    }
    const ranges = session.ranges()
    const last = ranges.at(-1)
    if (event.shiftKey && last) {
      keeps = true
      keepFocus(session, event)
      session.extend({ ...last, head: cell })
    } else if (event.ctrlKey || event.metaKey) session.press(cell, [...ranges, rangeAt(cell)])
    else session.press(cell, [rangeAt(cell)])
    stop()
    stop = drag(session, (head) => {
      const held = session.ranges().at(-1)
      if (held) session.extend({ ...held, head })
    })
  }
  // A heading that was pressed has the focus; it goes to the column that is selected.
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || !target.closest('.ag-header-cell') || target.closest(NOT_HEADING)) return
    const at = session.focused()
    if (at) session.focus(at)
  }
  const onAnyClick = (event: MouseEvent) => {
    if (puts) event.stopPropagation()
  }
  element.addEventListener('click', onAnyClick, { capture: true })
  element.addEventListener('pointerdown', onDown, { capture: true })
  element.addEventListener('mousedown', onMouseDown, { capture: true })
  element.addEventListener('click', onClick)
  return () => {
    stop()
    element.removeEventListener('click', onAnyClick, { capture: true })
    element.removeEventListener('pointerdown', onDown, { capture: true })
    element.removeEventListener('mousedown', onMouseDown, { capture: true })
    element.removeEventListener('click', onClick)
  }
}

/** The grid is not to move its focus to what was pressed. */
function keepFocus(session: GridSession, event: MouseEvent): void {
  event.stopPropagation()
  if (session.api.getEditingCells().length > 0) session.api.stopEditing()
  const at = session.focused()
  if (at && !session.element.contains(document.activeElement)) session.focus(at)
}

function pressHeading(session: GridSession, columnId: string, event: MouseEvent): void {
  const row = session.rows().find(({ kind }) => kind !== 'heading')
  if (!row || !session.column(columnId)) return
  const cell: CellAt = { rowId: row.id, columnId }
  const ranges = session.ranges()
  const last = ranges.at(-1)
  const range: Range = { anchor: cell, head: cell, whole: 'columns' }
  if (event.shiftKey && last) session.select([...ranges.slice(0, -1), { ...last, head: cell, whole: 'columns' }])
  else session.select(event.ctrlKey || event.metaKey ? [...ranges, range] : [range])
}

/** Follows the mouse until its button is let go. @returns what stops it */
export function drag(session: GridSession, reach: (cell: CellAt) => void, end?: () => void): () => void {
  const viewport = session.element.querySelector('.ag-grid-viewport')
  let at: { x: number; y: number } | null = null
  let frame = 0
  let reached = ''
  const look = () => {
    if (!at || !viewport) return
    const seen = bodyOf(session, viewport)
    const x = Math.min(Math.max(at.x, seen.left + 2), seen.right - 2)
    const y = Math.min(Math.max(at.y, seen.top + 2), seen.bottom - 2)
    const cell = cellOfElement(document.elementFromPoint(x, y), session)
    if (!cell || `${cell.rowId} ${cell.columnId}` === reached) return
    reached = `${cell.rowId} ${cell.columnId}`
    reach(cell)
  }
  const scroll = () => {
    frame = 0
    if (!at || !viewport) return
    const seen = bodyOf(session, viewport)
    const by = { x: beyond(at.x, seen.scrolled, seen.right), y: beyond(at.y, seen.top, seen.bottom) }
    if (by.x === 0 && by.y === 0) return
    viewport.scrollBy(by.x, by.y)
    look()
    frame = requestAnimationFrame(scroll)
  }
  const onMove = (event: MouseEvent) => {
    if ((event.buttons & 1) === 0) return finish()
    at = { x: event.clientX, y: event.clientY }
    look()
    if (frame === 0) frame = requestAnimationFrame(scroll)
  }
  const finish = () => {
    stop()
    end?.()
  }
  const stop = () => {
    at = null
    cancelAnimationFrame(frame)
    window.removeEventListener('mousemove', onMove)
    window.removeEventListener('mouseup', finish)
  }
  window.addEventListener('mousemove', onMove)
  window.addEventListener('mouseup', finish)
  return stop
}

/** How far to scroll: the further out, the faster. */
function beyond(at: number, least: number, most: number): number {
  const by = at < least + EDGE ? at - least - EDGE : at > most - EDGE ? at - most + EDGE : 0
  return Math.sign(by) * Math.min(FASTEST, Math.ceil(Math.abs(by) / 2))
}

/** Where the body's rows are in sight; `scrolled` is where the columns begin that scroll. */
function bodyOf({ element, api }: GridSession, viewport: Element) {
  const { left, right, top, bottom } = viewport.getBoundingClientRect()
  const height = (selector: string) => element.querySelector(selector)?.getBoundingClientRect().height ?? 0
  const pinned = api.getDisplayedLeftColumns().reduce((sum, column) => sum + column.getActualWidth(), 0)
  return {
    left,
    right,
    scrolled: left + pinned,
    top: top + height('.ag-header'),
    bottom: bottom - height('.ag-grid-pinned-bottom-rows-container'),
  }
}
