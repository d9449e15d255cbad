/**
 * Rectangles over what a grid shows, by row and column numbers, so that they are the same whatever draws the grid. A heading
 * stands across the whole width: it has no cells, so a rectangle passes over it. Example: from the first line's budget,
 * ctrl+shift+down reaches to its subtotal.
 */

/** A cell, by what stays the same when rows are sorted or painted again. */
export interface CellAt {
  rowId: string
  columnId: string
}

/** A rectangle between two cells; `anchor` stays where it is when it is extended. Whole rows and columns grow with the grid. */
export interface Range {
  anchor: CellAt
  head: CellAt
  whole: 'cells' | 'rows' | 'columns'
}

/** A place, counted from 0 over the rows and columns shown. */
export interface Spot {
  row: number
  column: number
}

/** A rectangle of places, its ends among it. */
export interface Box {
  top: number
  left: number
  bottom: number
  right: number
}

/** What is shown, as far as moving about in it needs to know. */
export interface Layout {
  /** Those of the body, and after them those pinned below. */
  rows: number
  body: number
  columns: number
  /** Does this row stand across the whole width? */
  isHeading: (row: number) => boolean
  isFilled: (row: number, column: number) => boolean
}

export type Direction = 'up' | 'down' | 'left' | 'right'

const STEPS: Record<Direction, Spot> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
}

/** A range of one cell. */
export function rangeAt(cell: CellAt): Range {
  return { anchor: cell, head: cell, whole: 'cells' }
}

export function sameCell(one: CellAt | null, other: CellAt | null): boolean {
  return one?.rowId === other?.rowId && one?.columnId === other?.columnId
}

export function sameRange(one: Range, other: Range): boolean {
  return one.whole === other.whole && sameCell(one.anchor, other.anchor) && sameCell(one.head, other.head)
}

/** The rectangle between two places; whole rows go from edge to edge, whole columns from top to bottom. */
export function boxOf(anchor: Spot, head: Spot, whole: Range['whole'], { rows, columns }: Layout): Box {
  return {
    top: whole === 'columns' ? 0 : Math.min(anchor.row, head.row),
    bottom: whole === 'columns' ? Math.max(rows - 1, 0) : Math.max(anchor.row, head.row),
    left: whole === 'rows' ? 0 : Math.min(anchor.column, head.column),
    right: whole === 'rows' ? Math.max(columns - 1, 0) : Math.max(anchor.column, head.column),
  }
}

export function isIn({ top, left, bottom, right }: Box, { row, column }: Spot): boolean {
  return row >= top && row <= bottom && column >= left && column <= right
}

/** Is it one cell? */
export function isSingle({ top, left, bottom, right }: Box): boolean {
  return top === bottom && left === right
}

/** The rows of a rectangle that have cells, top to bottom. */
export function rowsIn({ top, bottom }: Box, { isHeading }: Pick<Layout, 'isHeading'>): number[] {
  const rows: number[] = []
  for (let row = top; row <= bottom; row++) if (!isHeading(row)) rows.push(row)
  return rows
}

/** One step on, held at the edges. */
export function beside({ row, column }: Spot, direction: Direction, { rows, columns }: Layout): Spot {
  const step = STEPS[direction]
  return {
    row: Math.min(Math.max(row + step.row, 0), rows - 1),
    column: Math.min(Math.max(column + step.column, 0), columns - 1),
  }
}

/**
 * One step on over headings, which have no cells.
 * @returns where it ends; where it began when there are only headings that way
 */
export function besideOver(from: Spot, direction: Direction, layout: Layout): Spot {
  let at = from
  for (;;) {
    const next = beside(at, direction, layout)
    if (next.row === at.row && next.column === at.column) return layout.isHeading(at.row) ? from : at
    if (!layout.isHeading(next.row)) return next
    at = next
  }
}

/**
 * Where ctrl with an arrow goes in Excel: to the last filled cell of the block that one stands in, else to the next filled
 * one, else to the edge. A heading ends a block, as the row of blanks does that it is in Excel; one never ends on a heading.
 */
export function edgeFrom(from: Spot, direction: Direction, layout: Layout): Spot {
  const { row: down, column: right } = STEPS[direction]
  const inside = ({ row, column }: Spot) => row >= 0 && row < layout.rows && column >= 0 && column < layout.columns
  const filled = ({ row, column }: Spot) => !layout.isHeading(row) && layout.isFilled(row, column)
  const after = ({ row, column }: Spot): Spot => ({ row: row + down, column: column + right })
  let at = after(from)
  if (!inside(at)) return from
  if (filled(from) && filled(at)) {
    for (let next = after(at); inside(next) && filled(next); next = after(at)) at = next
    return at
  }
  let last = from
  for (; inside(at); at = after(at)) {
    if (filled(at)) return at
    if (!layout.isHeading(at.row)) last = at
  }
  return last
}
