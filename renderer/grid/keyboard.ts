/**
 * The keyboard in a grid, as in Excel: arrows, Home and End move or, with shift, extend; Enter and Tab go on; Ctrl+A selects.
 * It hears keys before the grid does, and leaves to it what begins and ends an edit. Example: Ctrl+Shift+Down selects to the
 * edge of the block.
 */
import { CellEditor } from './editor.ts'
import { destination, directionOf, following } from './moving.ts'
import { beside, type Range, rangeAt, type Spot } from './ranges.ts'
import type { GridSession } from './session.ts'
import { editorKeeps } from './typing.ts'

/** Listens to the session's keys. @returns what stops listening */
export function bindKeyboard(session: GridSession): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    if (!(event.target instanceof Element) || event.target.closest('.ag-header')) return
    const taken = isEditing(event.target) ? ofEditor(session, event) : ofGrid(session, event)
    if (!taken) return
    event.preventDefault()
    event.stopPropagation()
  }
  session.element.addEventListener('keydown', onKey, { capture: true })
  return () => session.element.removeEventListener('keydown', onKey, { capture: true })
}

const isEditing = (target: Element) => target.closest('.ag-cell-inline-editing') !== null

/** While a cell is edited, and its editor does not keep the key: Enter and Tab keep what was typed and go on, and the arrows after typing. */
function ofEditor(session: GridSession, event: KeyboardEvent): boolean {
  const { key, shiftKey, ctrlKey, metaKey } = event
  if (editorKeeps(event)) return true
  if (ctrlKey || metaKey) return false
  const direction = directionOf(key)
  if (key !== 'Enter' && key !== 'Tab' && direction === null) return false
  const [editor] = session.api.getCellEditorInstances()
  if (direction && !(editor instanceof CellEditor && editor.arrowsTake())) return false
  // What was typed is asked for here, not by the grid, which does so only a moment later; and once the focus has moved.
  const ask = editor instanceof CellEditor ? session.take(editor) : null
  const at = direction && session.focused()
  const from = at && session.spotOf(at)
  const cell = from && session.cellOf(beside(from, direction, session.layout()))
  const isGone = cell ? true : goOn(session, key, shiftKey)
  if (cell) session.go(cell)
  session.api.stopEditing(ask !== null)
  ask?.()
  return isGone
}

/** @returns whether the key was dealt with */
function ofGrid(session: GridSession, event: KeyboardEvent): boolean {
  const { key, shiftKey: shift } = event
  const ctrl = event.ctrlKey || event.metaKey
  const at = session.focused()
  if (!at) return false
  if ((key === 'Enter' || key === 'Tab') && !ctrl) return goOn(session, key, shift)
  if (ctrl && !shift && key.toLowerCase() === 'a') return selectAll(session)
  if (key === ' ' && (ctrl || shift)) return selectWhole(session, ctrl, shift)
  const from = session.spotOf(at)
  if (!from) return false
  const layout = session.layout()
  // Left and right on a heading fold it up and out, which is dealt with elsewhere.
  if (layout.isHeading(from.row) && !shift && (directionOf(key) === 'left' || directionOf(key) === 'right')) return true
  const page = key.startsWith('Page') ? pageOf(session) : 1
  if (!shift) {
    const to = destination({ key, ctrl }, from, layout, page)
    if (!to) return false
    session.tabbedFrom = null
    const cell = session.cellOf(to)
    if (cell) session.go(cell)
    return true
  }
  const range = extended(session, from, (head) => destination({ key, ctrl }, head, layout, page))
  if (range) session.extend(range)
  return range !== null
}

/** The last range with its other end elsewhere; null when the key does not move. */
function extended(session: GridSession, from: Spot, move: (head: Spot) => Spot | null): Range | null {
  const last = session.ranges().at(-1)
  const box = last && session.box(last)
  const anchor = last && session.spotOf(last.anchor)
  // After Enter within a selection one may stand elsewhere than where it began.
  const held = last && box && anchor && anchor.row === from.row && anchor.column === from.column ? last : null
  const whole = held?.whole ?? 'cells'
  const head = (held && session.spotOf(held.head)) ?? from
  const to = move(head)
  if (!to) return null
  const [start, end] = [session.cellOf(from), session.cellOf(to)]
  return start && end && { anchor: start, head: end, whole }
}

function goOn(session: GridSession, key: string, shift: boolean): boolean {
  const at = session.focused()
  const from = at && session.spotOf(at)
  if (!at || !from) return false
  const layout = session.layout()
  const column =
    key === 'Enter' && session.tabbedFrom !== null
      ? (session.spotOf({ rowId: at.rowId, columnId: session.tabbedFrom })?.column ?? from.column)
      : from.column
  const boxes = session.boxes()
  const to = following({ key, shift }, from, boxes, layout, column)
  if (!to) return key === 'Enter'
  if (key === 'Tab') session.tabbedFrom ??= at.columnId
  else session.tabbedFrom = null
  const cell = session.cellOf(to)
  if (!cell) return false
  const round = boxes.length > 1 || boxes.some(({ top, bottom, left, right }) => top !== bottom || left !== right)
  if (round) session.focus(cell)
  else session.go(cell)
  return true
}

/** How many rows are in sight. */
function pageOf({ api }: GridSession): number {
  const { top, bottom } = api.getVerticalPixelRange()
  return Math.max(1, Math.floor((bottom - top) / (api.getDisplayedRowAtIndex(0)?.rowHeight ?? 28)))
}

/** Everything in the body of the grid, standing where one stood. */
function selectAll(session: GridSession): boolean {
  const rows = session.api.getDisplayedRowCount()
  const columns = session.columns().length
  const [first, last] = [session.cellOf({ row: 0, column: 0 }), session.cellOf({ row: rows - 1, column: columns - 1 })]
  if (!first || !last) return false
  session.select([{ anchor: first, head: last, whole: 'cells' }])
  return true
}

/** Ctrl+space widens the selection to whole columns, shift+space to whole rows. */
function selectWhole(session: GridSession, columns: boolean, rows: boolean): boolean {
  if (columns && rows) return selectAll(session)
  const last = session.ranges().at(-1) ?? (session.focused() && rangeAt(session.focused()!))
  if (!last) return false
  session.select([...session.ranges().slice(0, -1), { ...last, whole: columns ? 'columns' : 'rows' }])
  return true
}
