/**
 * Where a key takes the cell that one stands on, as in Excel. Example: Ctrl+End is the last row's last cell; Enter within a
 * selection of three cells goes round those three.
 */
import {
  type Box,
  beside,
  besideOver,
  type Direction,
  edgeFrom,
  isSingle,
  type Layout,
  rowsIn,
  type Spot,
} from './ranges.ts'

/** A key press, as far as it moves. `ctrl` is the Command key on a Mac, too. */
export interface Press {
  key: string
  ctrl: boolean
  shift: boolean
}

const ARROWS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** The direction of an arrow key. */
export function directionOf(key: string): Direction | null {
  return ARROWS[key] ?? null
}

/**
 * Where a key leads that moves the cell or, with shift, the selection's other end.
 * @param page how many rows are in sight
 * @returns null when the key does not move
 */
export function destination(
  { key, ctrl }: Omit<Press, 'shift'>,
  from: Spot,
  layout: Layout,
  page: number,
): Spot | null {
  const direction = directionOf(key)
  if (direction) return ctrl ? edgeFrom(from, direction, layout) : beside(from, direction, layout)
  const { rows, body, columns } = layout
  const far = Math.max(1, page - 1)
  switch (key) {
    case 'Home':
      return ctrl ? besideOver({ row: -1, column: 0 }, 'down', layout) : { ...from, column: 0 }
    case 'End':
      return ctrl ? besideOver({ row: body, column: columns - 1 }, 'up', layout) : { ...from, column: columns - 1 }
    case 'PageUp':
      return ctrl ? null : { ...from, row: Math.max(0, from.row - far) }
    case 'PageDown':
      return ctrl ? null : { ...from, row: Math.min(rows - 1, from.row + far) }
    default:
      return null
  }
}

/**
 * Where Enter and Tab lead: through the selection where there is one of several cells, from its end to its beginning; else to
 * the next cell. Headings are passed over.
 * @param boxes the selection; the one that holds the cell goes first
 * @param column where Enter goes back to after Tab, as in Excel; else the column one stands in
 * @returns null when Tab leaves the grid, or Enter has nowhere to go
 */
export function following(
  { key, shift }: Pick<Press, 'key' | 'shift'>,
  from: Spot,
  boxes: readonly Box[],
  layout: Layout,
  column = from.column,
): Spot | null {
  const down = key === 'Enter'
  if (boxes.length > 1 || (boxes[0] && !isSingle(boxes[0]))) return within(from, boxes, layout, { down, back: shift })
  if (down) {
    const next = besideOver({ row: from.row, column }, shift ? 'up' : 'down', layout)
    return next.row === from.row ? null : next
  }
  const next = shift ? from.column - 1 : from.column + 1
  if (next >= 0 && next < layout.columns && !layout.isHeading(from.row)) return { row: from.row, column: next }
  const row = besideOver(from, shift ? 'up' : 'down', layout).row
  return row === from.row ? null : { row, column: shift ? layout.columns - 1 : 0 }
}

/** The next place within boxes: down and then right, or right and then down. */
function within(
  from: Spot,
  boxes: readonly Box[],
  layout: Layout,
  { down, back }: { down: boolean; back: boolean },
): Spot | null {
  const counted = boxes.map((box) => ({ box, rows: rowsIn(box, layout) })).filter(({ rows }) => rows.length > 0)
  if (counted.length === 0) return null
  const placeOf = ({ box, rows }: (typeof counted)[number], index: number): Spot => {
    const wide = box.right - box.left + 1
    return down
      ? { row: rows[index % rows.length]!, column: box.left + Math.floor(index / rows.length) }
      : { row: rows[Math.floor(index / wide)]!, column: box.left + (index % wide) }
  }
  const sizeOf = ({ box, rows }: (typeof counted)[number]) => rows.length * (box.right - box.left + 1)
  for (const [number, held] of counted.entries()) {
    const { box, rows } = held
    const place = rows.indexOf(from.row)
    if (place < 0 || from.column < box.left || from.column > box.right) continue
    const right = from.column - box.left
    const index = (down ? right * rows.length + place : place * (box.right - box.left + 1) + right) + (back ? -1 : 1)
    if (index >= 0 && index < sizeOf(held)) return placeOf(held, index)
    const other = counted[(number + (back ? counted.length - 1 : 1)) % counted.length]!
    return placeOf(other, back ? sizeOf(other) - 1 : 0)
  }
  return placeOf(counted[0]!, 0)
}
