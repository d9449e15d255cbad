/**
 * The editor of a cell, as in Excel: typing replaces what is there, F2 and a double click edit it, Enter takes it down,
 * Tab to the right, Esc leaves it; after typing the arrow keys up and down take it too.
 * Example: typing "=558322*1.02" and Enter asks for that change; the grid itself writes nothing.
 */
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community'
import { planner } from '../instance.ts'
import { pointInto } from './pointing.ts'
import type { GridRow } from './rows.ts'
import { type Suggesting, suggestYears } from './suggesting.ts'
import { guardEditor, keptTyping, placeOf, type Refused, showTyping } from './typing.ts'

/** What a column gives its editor. */
export interface EditorSetup {
  /** The text to start with. */
  textOf: (row: GridRow) => string
  /** Why what was typed cannot be taken; null when it can. */
  refusal: (row: GridRow, typed: string) => Refused | null
  money: boolean
}

export class CellEditor implements ICellEditorComp<GridRow> {
  #typed = false
  #isTaken = false
  #input = document.createElement('input')
  #before = ''
  #selects = false
  #caret: number | null = null
  #years: Suggesting | null = null
  #at: { lineId: string; columnId: string } | null = null

  init(params: ICellEditorParams<GridRow> & EditorSetup): void {
    const { eventKey } = params
    this.#before = params.textOf(params.data)
    const typed = eventKey !== null && eventKey.length === 1
    this.#input.className = params.money ? 'cell-editor money' : 'cell-editor'
    this.#input.spellcheck = !params.money
    this.#input.setAttribute('aria-label', `Edit ${params.column.getColDef().headerName ?? 'cell'}`)
    const kept = keptTyping(params.data.id, params.column.getColId())
    this.#input.value = kept?.text ?? (typed ? eventKey : this.#before)
    this.#caret = kept?.at ?? null
    this.#selects = !typed && !kept && eventKey !== 'F2'
    if (params.money) {
      this.#years = suggestYears(this.#input)
      if (params.data.kind === 'line') this.#at = { lineId: params.data.lineId, columnId: params.column.getColId() }
    }
    this.#input.addEventListener('input', () => showTyping(this.#input.value))
    guardEditor((event) => this.#years?.onKey(event) || this.#keeps(event, params))
    this.#typed = typed
  }

  getGui(): HTMLElement {
    return this.#input
  }

  afterGuiAttached(): void {
    this.#input.focus()
    if (this.#at) pointInto({ field: this.#input, ...this.#at })
    showTyping(this.#input.value)
    if (this.#caret !== null) this.#input.setSelectionRange(this.#caret, this.#caret)
    else if (this.#selects) this.#input.select()
    else this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length)
  }

  /** What cannot be read is not taken: the sentence says why, and what was typed stays to be mended. */
  #keeps(event: KeyboardEvent, { data, refusal }: ICellEditorParams<GridRow> & EditorSetup): boolean {
    if ((event.key !== 'Enter' && event.key !== 'Tab') || event.ctrlKey || event.metaKey) return false
    const refused = this.isCancelAfterEnd() ? null : refusal(data, this.#input.value)
    if (!refused) return false
    this.#input.setAttribute('aria-invalid', 'true')
    planner.notify({ kind: 'error', sentence: refused.sentence })
    const at = placeOf(refused, this.#input.value)
    this.#input.setSelectionRange(at, at)
    return true
  }

  destroy(): void {
    this.#years?.stop()
    guardEditor(null)
    pointInto(null)
    showTyping(null)
  }

  getValue(): string {
    return this.#input.value
  }

  /** Do the arrow keys take what is there? After typing they do, but for arithmetic, in which they move about. */
  arrowsTake(): boolean {
    return this.#typed && !/^[=+-]/.test(this.#input.value)
  }

  isCancelAfterEnd(): boolean {
    return this.#isTaken || this.#input.value === this.#before
  }

  /** What was typed, if it is another than before. It is asked for by whoever takes it, and not by the grid as well. */
  take(): string | null {
    const typed = this.isCancelAfterEnd() ? null : this.getValue()
    this.#isTaken = true
    return typed
  }
}
