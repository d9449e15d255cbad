/**
 * A column's heading: what it is called, over two lines where there is something to say of its figures; whether lines are in
 * its order or filtered by it; and its menu, which a press of its button or Alt+Down asks for by the event `columnmenu`.
 * Plain DOM, since React cells cost time. Example: "2021/22" over "plan year".
 */
import type { IHeaderComp, IHeaderParams } from 'ag-grid-community'

/** What a column gives its heading. */
export interface HeadingSetup {
  heading: string
  note: string | null
  menu: boolean
  sorted: 'ascending' | 'descending' | null
  filtered: boolean
}

/** Asks for the menu of a column, by the heading that it is to stand at. */
export interface ColumnMenuAsked {
  columnId: string
  at: HTMLElement
}

type Params = IHeaderParams & HeadingSetup

/** A piece of the icons, as paths within 24 × 24. */
const ICONS = {
  ascending: 'M12 19V5M6 11l6-6 6 6',
  descending: 'M12 5v14M6 13l6 6 6-6',
  filtered: 'M4 5h16l-6 8v6l-4-2v-4z',
  menu: 'M6 9l6 6 6-6',
} as const

function icon(name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', width: '12', height: '12', 'aria-hidden': 'true' }))
    svg.setAttribute(key, value)
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  svg.classList.add('column-icon', `column-icon-${name}`)
  return svg
}

export class ColumnHeading implements IHeaderComp {
  #element = document.createElement('div')

  init(params: Params): void {
    this.#show(params)
  }

  #show({ heading, note, menu, sorted, filtered, column, eGridHeader }: Params): void {
    this.#element.className = menu ? 'column-heading has-menu' : 'column-heading'
    const texts = document.createElement('div')
    texts.className = 'column-heading-texts'
    const name = document.createElement('span')
    name.className = 'column-heading-name'
    name.textContent = heading
    texts.append(name)
    if (note !== null) {
      const kind = document.createElement('span')
      kind.className = 'column-heading-note'
      kind.textContent = ` ${note}`
      texts.append(kind)
    }
    const parts: Element[] = [texts]
    if (filtered) parts.push(icon('filtered'))
    if (sorted) parts.push(icon(sorted))
    // The grid keeps aria-sort to itself, for orders of its own.
    const told = [sorted && `sorted, ${sorted}`, filtered && 'filtered'].filter(Boolean).join('; ')
    if (told === '') eGridHeader.removeAttribute('aria-description')
    else eGridHeader.setAttribute('aria-description', told)
    if (menu) parts.push(this.#button(heading, column.getColId(), eGridHeader))
    this.#element.replaceChildren(...parts)
  }

  #button(heading: string, columnId: string, at: HTMLElement): HTMLElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'column-menu-button'
    // The keyboard has Alt+Down on any cell of the column.
    button.tabIndex = -1
    button.setAttribute('aria-label', `Menu of ${heading}`)
    button.setAttribute('aria-haspopup', 'menu')
    button.append(icon('menu'))
    for (const kind of ['mousedown', 'pointerdown', 'touchstart'])
      button.addEventListener(kind, (event) => event.stopPropagation())
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      const detail: ColumnMenuAsked = { columnId, at }
      button.dispatchEvent(new CustomEvent('columnmenu', { bubbles: true, detail }))
    })
    return button
  }

  getGui(): HTMLElement {
    return this.#element
  }

  refresh(params: Params): boolean {
    this.#show(params)
    return true
  }
}
