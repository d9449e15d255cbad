/**
 * The editor of a cell, as in Excel: typing replaces what is there, F2 and a double click edit it, Enter takes it down,
 * Tab to the right, Esc leaves it; after typing the arrow keys up and down take it too.
 * Example: typing "=558322*1.02" and Enter asks for that change; the grid itself writes nothing.
 */
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community'
import type { GridRow } from './rows.ts'

/** What a column gives its editor. */
export interface EditorSetup {
  /** The text to start with. */
  textOf: (row: GridRow) => string
  money: boolean
}

export class CellEditor implements ICellEditorComp<GridRow> {
  #input = document.createElement('input')
  #before = ''
  #selects = false

  init(params: ICellEditorParams<GridRow> & EditorSetup): void {
    const { eventKey } = params
    this.#before = params.textOf(params.data)
    const typed = eventKey !== null && eventKey.length === 1
    this.#input.className = params.money ? 'cell-editor money' : 'cell-editor'
    this.#input.spellcheck = !params.money
    this.#input.setAttribute('aria-label', `Edit ${params.column.getColDef().headerName ?? 'cell'}`)
    this.#input.value = typed ? eventKey : this.#before
    this.#selects = !typed && eventKey !== 'F2'
    if (typed) {
      this.#input.addEventListener('keydown', (event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (by === 0) return
        event.preventDefault()
        event.stopPropagation()
        params.stopEditing()
        params.api.setFocusedCell(Math.max(0, params.rowIndex + by), params.column)
      })
    }
  }

  getGui(): HTMLElement {
    return this.#input
  }

  afterGuiAttached(): void {
    this.#input.focus()
    if (this.#selects) this.#input.select()
    else this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length)
  }

  getValue(): string {
    return this.#input.value
  }

  isCancelAfterEnd(): boolean {
    return this.#input.value === this.#before
  }
}
