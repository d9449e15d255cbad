/**
 * What part of a grid's body is in sight, known without measuring: to measure while the page has just been changed makes the
 * browser lay it out there and then, which a key press has no time for. Example: `seen.holdsRow(2800, 28)`.
 */
export class Seen {
  #viewport: Element | null
  #element: HTMLElement
  #resizes: ResizeObserver
  #at = { top: 0, left: 0, height: 0, width: 0 }
  #isKnown = false

  /** @param element what the grid stands in */
  constructor(element: HTMLElement) {
    this.#element = element
    this.#viewport = element.querySelector('.ag-grid-viewport')
    this.#resizes = new ResizeObserver(this.measure)
    if (this.#viewport) this.#resizes.observe(this.#viewport)
    this.#viewport?.addEventListener('scroll', this.#onScroll, { passive: true })
  }

  end(): void {
    this.#resizes.disconnect()
    this.#viewport?.removeEventListener('scroll', this.#onScroll)
  }

  #onScroll = (): void => {
    if (this.#isKnown && this.#viewport) {
      this.#at.top = this.#viewport.scrollTop
      this.#at.left = this.#viewport.scrollLeft
    } else this.measure()
  }

  /** It has changed, as when the grid was made to scroll; it is measured when it is next asked for. */
  forget(): void {
    this.#isKnown = false
  }

  /** Measures, where it is not known. */
  #known() {
    if (!this.#isKnown) this.measure()
    return this.#at
  }

  measure = (): void => {
    if (!this.#viewport) return
    this.#isKnown = true
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.#viewport
    const height = (selector: string) => this.#element.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0
    const covered = height('.ag-header') + height('.ag-grid-pinned-bottom-rows-container')
    this.#at = { top: scrollTop, left: scrollLeft, height: clientHeight - covered, width: clientWidth }
  }

  /** Is there room for columns so wide, so that nothing scrolls sideways? */
  isAsWideAs(width: number): boolean {
    return width <= this.#known().width
  }

  /** Is a row in sight as a whole? In pixels from the body's top. */
  holdsRow(top: number, height: number): boolean {
    const at = this.#known()
    return top >= at.top && top + height <= at.top + at.height
  }

  /** Is a column that scrolls? In pixels from the left of those that do. @param pinned how wide the columns are that do not */
  holdsColumn(left: number, width: number, pinned: number): boolean {
    const at = this.#known()
    return left >= at.left && left + width <= at.left + at.width - pinned
  }
}
