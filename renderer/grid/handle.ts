/**
 * The fill handle: the small square at the corner of what is selected, dragged down, up or to a side to fill what lies there.
 * Example: dragged from one figure over three lines, each of them gets that figure.
 */
import { fillOver, type Side } from './filling.ts'
import { drag } from './pointer.ts'
import type { Box, Range, Spot } from './ranges.ts'
import type { GridSession } from './session.ts'

/** Listens to the session's handle. @returns what stops listening */
export function bindHandle(session: GridSession): () => void {
  let stop = () => {}
  const onDown = (event: MouseEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element) || !event.target.closest('.range-corner')) return
    const range = session.ranges().at(-1)
    const box = range && session.box(range)
    if (!range || !box) return
    event.preventDefault()
    event.stopPropagation()
    const rows = session.rows().length
    let over: { box: Box; side: Side } | null = null
    stop()
    stop = drag(
      session,
      (cell) => {
        const spot = session.spotOf(cell)
        over = spot && beyond(box, { ...spot, row: Math.min(spot.row, rows - 1) })
        session.outline('fill', over ? [rangeOf(session, over.box)].filter((held) => held !== null) : [])
      },
      () => {
        session.outline('fill', [])
        if (over) void finish(session, range, box, over)
      },
    )
  }
  session.element.addEventListener('mousedown', onDown, { capture: true })
  return () => {
    stop()
    session.element.removeEventListener('mousedown', onDown, { capture: true })
  }
}

/** The rectangle beside a selection that reaches to a place: below, above or beside it, as it lies furthest; null within it. */
export function beyond(box: Box, { row, column }: Spot): { box: Box; side: Side } | null {
  const { top, bottom, left, right } = box
  const down = row - bottom
  const up = top - row
  const east = column - right
  const west = left - column
  const most = Math.max(down, up, east, west)
  if (most <= 0) return null
  if (most === down) return { box: { top: bottom + 1, bottom: row, left, right }, side: 'down' }
  if (most === up) return { box: { top: row, bottom: top - 1, left, right }, side: 'up' }
  if (most === east) return { box: { top, bottom, left: right + 1, right: column }, side: 'right' }
  return { box: { top, bottom, left: column, right: left - 1 }, side: 'left' }
}

function rangeOf(session: GridSession, { top, left, bottom, right }: Box): Range | null {
  const anchor = session.cellOf({ row: top, column: left })
  const head = session.cellOf({ row: bottom, column: right })
  return anchor && head && { anchor, head, whole: 'cells' }
}

const areaOf = (session: GridSession, { top, left, bottom, right }: Box) => ({
  rows: session.rows().slice(top, bottom + 1),
  columns: session.columns().slice(left, right + 1),
})

async function finish(session: GridSession, range: Range, box: Box, over: { box: Box; side: Side }): Promise<void> {
  await fillOver(areaOf(session, box), areaOf(session, over.box), over.side)
  const whole: Box = {
    top: Math.min(box.top, over.box.top),
    bottom: Math.max(box.bottom, over.box.bottom),
    left: Math.min(box.left, over.box.left),
    right: Math.max(box.right, over.box.right),
  }
  session.select([rangeOf(session, whole) ?? range])
}
