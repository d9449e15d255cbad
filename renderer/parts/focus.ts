/**
 * The focus is never lost. What closes gives it back to where it was; when what has it goes (a row that is removed, a view that
 * is left, a button that can no longer be pressed), its neighbour gets it, else the heading of what is shown.
 * Example: after "Remove" in the second of three rows, "Remove" of the row that is now second has the focus.
 */
import { useCallback, useEffect, useState } from 'react'

/** Where the focus was: an element and all that it stood in, innermost first, each with its place among its neighbours. */
type Place = { element: HTMLElement; index: number }[]

const CAN_HAVE_IT = [
  'a[href]',
  'button:not(:disabled)',
  'input:not(:disabled)',
  'textarea:not(:disabled)',
  'select:not(:disabled)',
  '[role="gridcell"]',
  '[tabindex="0"]',
].join(',')

/** Has nothing the focus? */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

function placeOf(start: Element | null): Place {
  const place: Place = []
  for (let at = start; at instanceof HTMLElement && at !== document.body; at = at.parentElement)
    place.push({ element: at, index: at.parentElement ? [...at.parentElement.children].indexOf(at) : 0 })
  return place
}

const isFree = (element: HTMLElement) =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]')

/** Does it take the focus? */
function took(element: HTMLElement | null | undefined): boolean {
  if (!element || !isFree(element) || element.matches(':disabled')) return false
  element.focus()
  return document.activeElement === element
}

/** What of a part of the page is like the element that had the focus; else the first that can have it. */
function alike(part: Element, was: HTMLElement): HTMLElement[] {
  const all = [...part.querySelectorAll<HTMLElement>(CAN_HAVE_IT)]
  if (part instanceof HTMLElement && part.matches(CAN_HAVE_IT)) all.unshift(part)
  const same = all.filter((other) => other.tagName === was.tagName && other.className === was.className)
  return [...same, ...all]
}

/** For so many frames a grid may be on its way that is to have the focus. */
const GRID_COMES = 90

/** The heading of what is shown, or where it has none to be seen, its grid's cell. */
function focusShown(frames = GRID_COMES): void {
  const shown = document.querySelector<HTMLElement>('[role="dialog"], [role="alertdialog"], main')
  if (!shown) return
  const heading = shown.querySelector<HTMLElement>('h1:not(.announcer), h2:not(.announcer)')
  if (heading && !heading.hasAttribute('tabindex')) heading.tabIndex = -1
  if (took(heading)) return
  const cell = shown.querySelector<HTMLElement>('.ag-cell-focus') ?? shown.querySelector<HTMLElement>('.ag-cell')
  if (took(cell)) return
  if (!cell && frames > 0 && shown.querySelector('.ledger')) {
    requestAnimationFrame(() => isLost() && focusShown(frames - 1))
    return
  }
  for (const element of alike(shown, shown)) if (took(element)) return
}

/** Puts the focus where it was, or as near to it as can be. */
function returnTo(place: Place): void {
  const was = place[0]?.element
  if (!was || took(was)) return
  const held = place.findIndex(({ element }, index) => index > 0 && element.isConnected)
  // Above a view, or a dialog's own layer, what is near is something else.
  const around = place[held]?.element
  if (
    around &&
    isFree(around) &&
    !around.matches('main, #root, .plan-screen, .window, .window-screen, [role="dialog"]')
  ) {
    const { index } = place[held - 1]!
    const neighbours = [around.children[index], around.children[index - 1], around]
    for (const part of neighbours) if (part) for (const element of alike(part, was)) if (took(element)) return
  }
  focusShown()
}

/**
 * Gives the focus back when the component goes. What had it is asked for while rendering, before the first field takes it.
 * @returns what gives it back at once, and then does something
 */
export function useFocusBack(): (then?: () => void) => void {
  const [before] = useState(() => placeOf(document.activeElement))
  const giveBack = useCallback(
    (then?: () => void) => {
      setTimeout(() => {
        if (isLost()) returnTo(before)
        then?.()
      })
    },
    [before],
  )
  useEffect(() => () => giveBack(), [giveBack])
  return giveBack
}

/** Looks after the focus wherever no component does. @returns what stops it */
export function keepFocus(target: Window): () => void {
  let last: Place = []
  const remember = ({ target: at }: FocusEvent) => {
    last = at instanceof Element ? placeOf(at) : []
  }
  /** What had it is gone or cannot have it any longer: not when somebody clicked beside everything. */
  const wasTaken = () => {
    const was = last[0]?.element
    return was !== undefined && isLost() && (!isFree(was) || was.matches(':disabled'))
  }
  let waiting = false
  const look = () => {
    if (waiting || !wasTaken()) return
    waiting = true
    // The grid and the dialogs bring it back by themselves, a moment later.
    requestAnimationFrame(() =>
      setTimeout(() => {
        waiting = false
        if (wasTaken()) returnTo(last)
      }),
    )
  }
  const { document: page } = target
  const observer = new MutationObserver(look)
  observer.observe(page.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden', 'inert'] })
  page.addEventListener('focusin', remember)
  return () => {
    observer.disconnect()
    page.removeEventListener('focusin', remember)
  }
}
