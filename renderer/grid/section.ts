/**
 * A group's heading across the whole width, with how many lines it has. Plain DOM. Example: "VICTIMS · 9 lines".
 */
import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community'
import type { GridRow } from './rows.ts'

export class SectionHeading implements ICellRendererComp<GridRow> {
  #element = document.createElement('div')

  init({ data }: ICellRendererParams<GridRow>): void {
    if (data?.kind !== 'heading') return
    this.#element.className = 'section-heading'
    this.#element.setAttribute('role', 'gridcell')
    this.#element.title = data.name
    const name = document.createElement('span')
    name.className = 'section-heading-name'
    name.textContent = data.name
    const lines = document.createElement('span')
    lines.className = 'section-heading-lines'
    lines.textContent = data.lines === 1 ? '1 line' : `${data.lines} lines`
    this.#element.append(name, lines)
  }

  getGui(): HTMLElement {
    return this.#element
  }

  refresh(): boolean {
    return false
  }
}
