/**
 * A group's heading across the whole width, with how many lines it has, and where groups can be collapsed a button that asks
 * for it by the event `togglegroup`. Plain DOM. Example: "▾ VICTIMS · 9 lines".
 */
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community'
import { type GridRow, type HeadingRow, keyOf } from './rows.ts'

/** How many lines a group has, and how many of them are in sight. @example '3 of 9 lines' */
export function linesText({ lines, shown = lines }: Pick<HeadingRow, 'lines' | 'shown'>): string {
  const counted = lines === 1 ? '1 line' : `${lines} lines`
  return shown === lines ? counted : `${shown} of ${counted}`
}

export class SectionHeading implements ICellRendererComp<GridRow> {
  #element = document.createElement('div')

  init({ data }: ICellRendererParams<GridRow>): void {
    if (data?.kind === 'heading') this.#show(data)
  }

  #show(row: HeadingRow): void {
    this.#element.className = row.part === undefined ? 'section-heading' : 'section-heading section-part'
    this.#element.setAttribute('role', 'gridcell')
    this.#element.title = row.name
    const name = document.createElement('span')
    name.className = 'section-heading-name'
    name.textContent = row.name
    const lines = document.createElement('span')
    lines.className = 'section-heading-lines'
    lines.textContent = linesText(row)
    if (row.folded === undefined) {
      this.#element.replaceChildren(name, lines)
      return
    }
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'section-heading-toggle'
    button.tabIndex = -1
    button.setAttribute('aria-expanded', String(!row.folded))
    button.title = `${row.folded ? 'Expand' : 'Collapse'} (click, or ${row.folded ? 'Right' : 'Left'} on this row)`
    const mark = document.createElement('span')
    mark.className = row.folded ? 'section-heading-mark' : 'section-heading-mark is-open'
    mark.setAttribute('aria-hidden', 'true')
    button.append(mark, name)
    button.addEventListener('click', () =>
      button.dispatchEvent(new CustomEvent('togglegroup', { bubbles: true, detail: keyOf(row) })),
    )
    this.#element.replaceChildren(button, lines)
  }

  getGui(): HTMLElement {
    return this.#element
  }

  refresh({ data }: ICellRendererParams<GridRow>): boolean {
    if (data?.kind !== 'heading') return false
    this.#show(data)
    return true
  }
}
