/**
 * The ledger's columns as AG Grid wants them. Value formatters rather than components, so that scrolling stays smooth.
 * Example: a figure's column gets the class "money", and "negative" where it is below nil.
 */
import type { CellClassParams, ColDef, SuppressKeyboardEventParams } from 'ag-grid-community'
import type { BasisPoints, Pence } from '../../shared/money.ts'
import { unitText } from '../viewing/units.ts'
import { changeText, moneyText, percentText } from './cells.ts'
import type { Column } from './columns.ts'
import { dragText } from './dragging.ts'
import { CellEditor, type EditorSetup } from './editor.ts'
import { ColumnHeading, type HeadingSetup } from './heading.ts'
import type { GridRow } from './rows.ts'
import { refusalOf } from './typing.ts'

/** The grid takes its fixed classes off and puts them on again at every refresh of a cell; a rule's class stays. */
const always = () => true

/** How a column's figures are written. */
function formatOf({ kind, unit }: Column): (value: unknown) => string {
  if (kind === 'percent') return (value) => percentText(value as BasisPoints | null)
  const text = (pence: Pence | null) => (unit ? unitText(pence, unit) : moneyText(pence))
  if (kind === 'money') return (value) => text(value as Pence | null)
  if (!unit) return (value) => changeText(value as Pence | null)
  return (value) => `${typeof value === 'number' && value > 0 ? '+' : ''}${text(value as Pence | null)}`
}

/**
 * @param clear what the Delete key does
 * @param readOnly no cell can be edited
 */
export function definitionsOf(
  columns: readonly Column[],
  { readOnly, clear }: { readOnly: boolean; clear: () => void },
): ColDef<GridRow>[] {
  return columns.map((column) => definitionOf(column, readOnly, clear))
}

function definitionOf(column: Column, readOnly: boolean, clear: () => void): ColDef<GridRow> {
  const { id, kind, heading, note, width, marked, edit, fixed, menu } = column
  const definition: ColDef<GridRow> = {
    colId: id,
    headerName: note ? `${heading} ${note}` : heading,
    width: id === 'service' && !fixed ? serviceWidth(width) : width,
    minWidth: 64,
    ...(kind === 'text' && id !== 'service' && !fixed && !column.frozen
      ? { flex: width, minWidth: NARROWEST_TEXT }
      : {}),
    sortable: false,
    resizable: true,
    suppressMovable: !menu || id === 'service',
    lockPosition: id === 'service' ? 'left' : false,
    cellDataType: false,
    pinned: (column.frozen ?? id === 'service') ? 'left' : null,
    lockPinned: true,
    valueGetter: ({ data }) => (data ? column.valueOf(data) : null),
    suppressKeyboardEvent: (params) => ownKey(params, column, readOnly, clear),
  }
  if (id === 'service') {
    definition.rowDrag = ({ data }) => !readOnly && data?.kind === 'line'
    definition.rowDragText = dragText
  }
  if (column.tooltip) definition.tooltipValueGetter = ({ data }) => (data ? column.tooltip?.(data as GridRow) : null)
  if (note || menu) {
    const { sorted = null, filtered = false } = column
    const setup: HeadingSetup = { heading, note: note ?? null, menu: menu ?? false, sorted, filtered }
    definition.headerComponent = ColumnHeading
    if (heading.length > 16) definition.headerTooltip = heading
    definition.headerComponentParams = setup
  }
  if (edit) {
    const setup: EditorSetup = {
      money: kind === 'money',
      textOf: (row) => (row.kind === 'line' ? edit.textOf(row.lineId) : ''),
      refusal: (row, typed) => (row.kind === 'line' ? refusalOf(column, row.lineId, typed) : null),
    }
    definition.editable = ({ data }) => !readOnly && data?.kind === 'line'
    definition.cellEditor = CellEditor
    definition.cellEditorParams = setup
  }
  const marks = Object.fromEntries(
    Object.entries(column.marks ?? {}).map(([name, has]) => [
      name,
      ({ data }: CellClassParams<GridRow>) => data !== undefined && has(data),
    ]),
  )
  if (kind === 'text') return column.marks ? { ...definition, cellClassRules: marks } : definition
  const format = formatOf(column)
  const classes = marked ? ['money', 'plan-year'] : ['money']
  return {
    ...definition,
    headerClass: classes,
    cellClassRules: {
      ...Object.fromEntries(classes.map((name) => [name, always])),
      negative: ({ value }) => typeof value === 'number' && value < 0,
      whole: ({ value }) => typeof value === 'number' && value % 100 === 0 && column.hasPence?.() === true,
      ...marks,
    },
    // A word stands where arithmetic gives no amount.
    valueFormatter: ({ value }) => (typeof value === 'string' ? value : format(value)),
  }
}

/** Texts give way to figures, as far as a few words of them can still be read; the rest is in the tooltip. */
const NARROWEST_TEXT = 92

/** The pinned names get their part of a wide window; a grid's flexible widths do not reach pinned columns. */
function serviceWidth(least: number): number {
  return Math.min(380, Math.max(least, Math.round(window.innerWidth / 5.5)))
}

/** Keys that AG Grid takes otherwise than Excel does. @returns whether the key was dealt with here */
function ownKey(
  { event, editing, api, node, column: at }: SuppressKeyboardEventParams<GridRow>,
  column: Column,
  readOnly: boolean,
  clear: () => void,
): boolean {
  // Alt with arrows, and Ctrl with Enter or Delete, are the window's own commands.
  if (event.altKey && event.key.startsWith('Arrow')) return true
  if ((event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key === 'Delete')) return true
  if (!editing && (event.key === 'Delete' || event.key === 'Backspace')) {
    event.preventDefault()
    if (!readOnly) clear()
    return true
  }
  if (!editing && event.key === ' ' && node.rowIndex !== null) {
    event.preventDefault()
    if (!readOnly && column.edit && node.data?.kind === 'line')
      api.startEditingCell({ rowIndex: node.rowIndex, colKey: at, key: ' ' })
    return true
  }
  return false
}
