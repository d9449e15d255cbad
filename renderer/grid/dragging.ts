/**
 * Dragging lines to another place: the line by whose dots it is dragged, with all other selected lines where it is among them.
 * The grid moves nothing by itself; where they are dropped becomes one step. Example: dropped on a section's subtotal they go
 * to its end.
 */

import type { GridOptions, IRowDragItem, IRowNode, RowDragEndEvent, RowDragMoveEvent } from 'ag-grid-community'
import { formatCount } from '../../shared/money.ts'
import { dropOn, selectedLineIds } from './linework.ts'
import type { GridRow } from './rows.ts'

/** The lines that go with the one that is dragged. */
function draggedIds({ node }: { node: IRowNode<GridRow> }): string[] {
  const row = node.data
  if (row?.kind !== 'line') return []
  const selected = selectedLineIds()
  return selected.includes(row.lineId) ? selected : [row.lineId]
}

/** What is said beside the pointer. */
export function dragText({ rowNode }: IRowDragItem): string {
  const lines = rowNode ? draggedIds({ node: rowNode }).length : 1
  return lines === 1 ? 'Move the line' : `Move ${formatCount(lines)} lines`
}

/** Where it would be dropped: on a line's upper or lower half; below a heading, above a subtotal. */
function targetOf({ overNode, y }: RowDragMoveEvent<GridRow> | RowDragEndEvent<GridRow>) {
  const row = overNode?.data
  if (!overNode || !row || row.kind === 'total' || row.kind === 'foot') return null
  const middle = (overNode.rowTop ?? 0) + (overNode.rowHeight ?? 0) / 2
  return { node: overNode, row, below: row.kind === 'line' ? y > middle : row.kind === 'heading' }
}

export const dragging: GridOptions<GridRow> = {
  onRowDragMove: (event) => {
    const target = targetOf(event)
    event.api.setRowDropPositionIndicator(
      target && { row: target.node, dropIndicatorPosition: target.below ? 'below' : 'above' },
    )
  },
  onRowDragLeave: ({ api }) => api.setRowDropPositionIndicator(null),
  onRowDragCancel: ({ api }) => api.setRowDropPositionIndicator(null),
  onRowDragEnd: (event) => {
    event.api.setRowDropPositionIndicator(null)
    const target = targetOf(event)
    const lineIds = draggedIds(event)
    if (!target || lineIds.length === 0) return
    if (target.row.kind === 'line' && lineIds.includes(target.row.lineId)) return
    void dropOn(lineIds, target.row, target.below)
  },
}
