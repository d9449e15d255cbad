/**
 * A column's heading over two lines: the year, and what its figures are. Plain DOM, since React cells cost time.
 * Example: "2021/22" over "plan year".
 */
import type { IHeaderComp, IHeaderParams } from 'ag-grid-community'

export class YearHeading implements IHeaderComp {
  #element = document.createElement('div')

  init(params: IHeaderParams & { heading: string; note: string }): void {
    this.#element.className = 'year-heading'
    this.#show(params)
  }

  #show({ heading, note }: { heading: string; note: string }): void {
    const year = document.createElement('span')
    year.className = 'year-heading-year'
    year.textContent = heading
    const kind = document.createElement('span')
    kind.className = 'year-heading-note'
    kind.textContent = ` ${note}`
    this.#element.replaceChildren(year, kind)
  }

  getGui(): HTMLElement {
    return this.#element
  }

  refresh(params: IHeaderParams & { heading: string; note: string }): boolean {
    this.#show(params)
    return true
  }
}
