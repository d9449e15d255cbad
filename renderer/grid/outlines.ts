/**
 * Rectangles drawn over the cells of a grid: the selection, what was copied. A handful of elements that lie in the scrolled
 * part of the grid, so that neither a key press nor scrolling touches any cell. Columns that are pinned have a layer of their
 * own, which stays where it is. Example: a selection over names and figures is one rectangle in each layer.
 */
import type { Column, GridApi } from 'ag-grid-community'
import type { Box } from './ranges.ts'

interface Span {
  start: number
  end: number
}

/** Where the rows of an area and its layers are. */
interface Area {
  pinned: HTMLElement
  scrolled: HTMLElement
}

/** A rectangle as it is drawn. */
interface Drawn {
  className: string
  place: string
  corner: boolean
}

/** Makes a layer's elements what they are to be, keeping those that are there. */
function show(layer: HTMLElement, drawn: readonly Drawn[]): void {
  while (layer.children.length > drawn.length) layer.lastElementChild?.remove()
  for (const [number, { className, place, corner }] of drawn.entries()) {
    const element = layer.children[number] ?? layer.appendChild(document.createElement('div'))
    if (element.className !== className) element.className = className
    if (element.getAttribute('style') !== place) element.setAttribute('style', place)
    if (corner === (element.firstElementChild !== null)) continue
    if (!corner) element.replaceChildren()
    else element.appendChild(document.createElement('div')).className = 'range-corner'
  }
}

export interface Outlined {
  /** Its class is `range-NAME`. */
  name: string
  boxes: readonly Box[]
}

const AREAS = { body: '.ag-grid-scrolling-container', below: '.ag-grid-pinned-bottom-rows-container' } as const

export class Outlines {
  #element: HTMLElement
  #areas = new Map<string, Area>()

  /** @param element what the grid stands in */
  constructor(element: HTMLElement) {
    this.#element = element
  }

  /**
   * Draws these in place of what was drawn before. Each one's last rectangle has a corner, for the fill handle.
   * @param columns those that the rectangles count
   */
  draw<Row>(api: GridApi<Row>, columns: readonly Column[], outlined: readonly Outlined[]): void {
    const count = api.getDisplayedRowCount()
    const pinned = columns.filter((column) => column.isPinnedLeft()).length
    const width = api.getDisplayedLeftColumns().reduce((sum, column) => sum + column.getActualWidth(), 0)
    const made = { body: [[], []] as Drawn[][], below: [[], []] as Drawn[][] }

    const across = (from: number, to: number): Span | null => {
      const [first, last] = [columns[from], columns[to]]
      if (!first || !last || from > to) return null
      return { start: first.getLeft() ?? 0, end: (last.getLeft() ?? 0) + last.getActualWidth() }
    }
    const down = (from: number, to: number, below: boolean): Span | null => {
      if (from > to) return null
      const node = (place: number) => (below ? api.getPinnedBottomRow(place) : api.getDisplayedRowAtIndex(place))
      const [first, last] = [node(from), node(to)]
      if (!first || !last) return null
      return { start: first.rowTop ?? 0, end: (last.rowTop ?? 0) + (last.rowHeight ?? 0) }
    }

    for (const { name, boxes } of outlined) {
      for (const [number, { top, bottom, left, right }] of boxes.entries()) {
        const rows = {
          body: down(top, Math.min(bottom, count - 1), false),
          below: down(Math.max(top - count, 0), bottom - count, true),
        }
        const spans = [across(left, Math.min(right, pinned - 1)), across(Math.max(left, pinned), right)]
        for (const area of ['body', 'below'] as const) {
          for (const [layer, span] of spans.entries()) {
            const rowSpan = rows[area]
            if (!rowSpan || !span) continue
            const corner =
              number === boxes.length - 1 && (area === 'below' || bottom < count) && (layer === 1 || right < pinned)
            // A rectangle over both layers is open on the side where it goes on.
            const open = [
              layer === 0 && right >= pinned ? ' open-right' : '',
              layer === 1 && left < pinned ? ' open-left' : '',
              area === 'body' && bottom >= count ? ' open-bottom' : '',
              area === 'below' && top < count ? ' open-top' : '',
            ].join('')
            const offset = layer === 1 ? width : 0
            made[area][layer]!.push({
              className: `range range-${name}${open}`,
              place: `top: ${rowSpan.start}px; height: ${rowSpan.end - rowSpan.start}px; left: ${span.start + offset}px; width: ${span.end - span.start}px;`,
              corner,
            })
          }
        }
      }
    }
    for (const area of ['body', 'below'] as const) {
      const layers = this.#layers(area)
      if (layers) show(layers.pinned, made[area][0]!)
      if (layers) show(layers.scrolled, made[area][1]!)
    }
  }

  /** The layers of an area, made when they are first needed; null when the grid has not drawn that area. */
  #layers(area: keyof typeof AREAS): Area | null {
    const known = this.#areas.get(area)
    if (known?.pinned.isConnected) return known
    const container = this.#element.querySelector(AREAS[area])
    if (!container) return null
    const [pinned, scrolled] = ['pinned', 'scrolled'].map((kind) => {
      const layer = document.createElement('div')
      layer.className = `ranges ranges-${kind}`
      layer.setAttribute('aria-hidden', 'true')
      layer.setAttribute('role', 'presentation')
      container.append(layer)
      return layer
    })
    const layers = { pinned: pinned!, scrolled: scrolled! }
    this.#areas.set(area, layers)
    return layers
  }
}
