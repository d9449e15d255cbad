/**
 * Suggests the years of the plan once “[” is typed in arithmetic. The arrow keys choose, Enter or Tab takes one, Esc goes on
 * without. Example: after `=[` the list has 2019/20, 2020/21 and 2020/21 forecast.
 */
import { figureMeasures } from '../../shared/arithmetic/tree.ts'
import { planner } from '../instance.ts'

const MOST = 12
let lists = 0

/** What can stand between the brackets, the latest year first. */
function figures(): string[] {
  const ledger = planner.state.open?.ledger
  if (!ledger) return []
  return ledger.years.toReversed().flatMap((year) =>
    figureMeasures.flatMap((measure) => {
      if (measure === 'budget') return [year]
      return ledger.totals.total(year, measure) === null ? [] : [`${year} ${measure}`]
    }),
  )
}

/** The open bracket that the caret is in, and what stands between them. */
function openBracket({ value, selectionStart }: HTMLInputElement): { from: number; to: number; typed: string } | null {
  const caret = selectionStart ?? value.length
  const from = value.lastIndexOf('[', caret - 1)
  if (from < 0 || !value.trimStart().startsWith('=') || value.slice(from, caret).includes(']')) return null
  const close = /^[^[\]]*\]/.exec(value.slice(caret))
  return { from, to: caret + (close?.[0].length ?? 0), typed: value.slice(from + 1, caret) }
}

export interface Suggesting {
  /** A key that was pressed in the field. @returns whether it was for the list */
  onKey: (event: KeyboardEvent) => boolean
  stop: () => void
}

/** Suggests years in a text field, whose owner passes on the keys before dealing with them. */
export function suggestYears(input: HTMLInputElement): Suggesting {
  const list = document.createElement('ul')
  list.id = `years-${++lists}`
  list.className = 'popup year-list'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Years')
  let chosen = 0

  const close = () => {
    list.remove()
    input.removeAttribute('role')
    for (const name of ['aria-activedescendant', 'aria-controls', 'aria-expanded', 'aria-autocomplete'])
      input.removeAttribute(name)
  }
  const mark = () => {
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(index === chosen))
      if (index === chosen) {
        input.setAttribute('aria-activedescendant', item.id)
        item.scrollIntoView({ block: 'nearest' })
      }
    }
  }
  const take = () => {
    const open = openBracket(input)
    const figure = list.children[chosen]?.textContent
    if (!open || !figure) return
    input.setRangeText(`[${figure}]`, open.from, open.to, 'end')
    close()
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const look = () => {
    const open = openBracket(input)
    const typed = open?.typed.trim().toLowerCase() ?? ''
    const found = open ? figures().filter((figure) => figure.includes(typed)) : []
    if (!open || found.length === 0 || (found.length === 1 && found[0] === typed)) {
      close()
      return
    }
    list.replaceChildren(
      ...found.slice(0, MOST).map((figure, index) => {
        const item = document.createElement('li')
        item.id = `${list.id}-${index}`
        item.textContent = figure
        item.setAttribute('role', 'option')
        // The field keeps the focus.
        item.addEventListener('mousedown', (event) => {
          event.preventDefault()
          event.stopPropagation()
          chosen = index
          take()
        })
        return item
      }),
    )
    chosen = 0
    if (!list.isConnected) {
      document.body.append(list)
      input.setAttribute('role', 'combobox')
      input.setAttribute('aria-autocomplete', 'list')
      input.setAttribute('aria-controls', list.id)
      input.setAttribute('aria-expanded', 'true')
    }
    const { left, bottom } = input.getBoundingClientRect()
    list.style.left = `${Math.min(left, window.innerWidth - list.offsetWidth - 8)}px`
    list.style.top = `${Math.min(bottom + 2, window.innerHeight - list.offsetHeight - 8)}px`
    mark()
  }
  const onKey = ({ key }: KeyboardEvent): boolean => {
    if (!list.isConnected) return false
    const count = list.children.length
    if (key === 'ArrowDown' || key === 'ArrowUp') chosen = (chosen + (key === 'ArrowDown' ? 1 : count - 1)) % count
    else if (key === 'Enter' || key === 'Tab') take()
    else if (key === 'Escape') close()
    else return false
    if (list.isConnected) mark()
    return true
  }
  input.addEventListener('input', look)
  input.addEventListener('blur', close)
  const stop = () => {
    close()
    input.removeEventListener('input', look)
    input.removeEventListener('blur', close)
  }
  return { onKey, stop }
}
