/**
 * Binds the keyboard and the native menu to the actions, and tells the menu what can be done. In a text field, keys such as
 * those of undo and redo are the field's own. Example: `const unbind = bindKeys(window)`.
 */
import { tinykeys } from 'tinykeys'
import { type CommandId, commandIds, commands, keyOf } from '../shared/commands.ts'
import { isMac, menuState, perform } from './actions.ts'
import { call, onMenu } from './api.ts'
import { planner } from './instance.ts'

/** How long the menu may show what could be done a moment ago, so that moving about in the grid costs nothing. */
const MENU_WAITS_MS = 120

/** Is the officer typing in a text field? */
export function inTextField(): boolean {
  const at = document.activeElement
  return at instanceof HTMLInputElement
    ? !['checkbox', 'radio', 'button'].includes(at.type)
    : at instanceof HTMLTextAreaElement
}

/** Listens to keys and menu. @returns what stops listening */
export function bindKeys(target: Window): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const id of commandIds) {
    const { also = [], native, field } = commands[id]
    // What is Electron's own has its key from the menu.
    if (native) continue
    for (const key of [keyOf(id, isMac), ...also]) {
      if (!key) continue
      bindings[key] = (event) => {
        if (field && inTextField()) return
        event.preventDefault()
        perform(id)
      }
    }
  }
  const stops = [keepFromBelow(target), tinykeys(target, bindings), onMenu(fromMenu), keepMenu(target)]
  return () => {
    for (const stop of stops) stop()
  }
}

/**
 * A dialog gets the focus a moment after it was asked for. Until then no key reaches what it covers: what is typed there would
 * change a cell. @returns what stops it
 */
function keepFromBelow(target: Window): () => void {
  const onKey = (event: KeyboardEvent) => {
    const isBelow = event.target instanceof Element && event.target.closest('.window-screen') !== null
    if (planner.state.dialog === null || !isBelow || event.key === 'Escape') return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  target.addEventListener('keydown', onKey, { capture: true })
  return () => target.removeEventListener('keydown', onKey, { capture: true })
}

/** What was chosen in the native menu; while a text field has the focus, its undo and redo are the field's. */
function fromMenu(id: CommandId): void {
  if ((id === 'undo' || id === 'redo') && inTextField()) document.execCommand(id)
  else perform(id)
}

/** Keeps the native menu as the window's state is. @returns what stops it */
function keepMenu(target: Window): () => void {
  let told = ''
  let timer: ReturnType<typeof setTimeout> | null = null
  const tell = () => {
    timer = null
    const { can, on } = menuState()
    // A text field has an undo of its own.
    const all = inTextField() ? [...new Set<CommandId>([...can, 'undo', 'redo'])] : can
    const text = JSON.stringify({ can: all, on })
    if (text === told) return
    told = text
    void call('menuState', { can: all, on })
  }
  const soon = () => {
    timer ??= setTimeout(tell, MENU_WAITS_MS)
  }
  const unsubscribe = planner.store.subscribe(soon)
  target.addEventListener('focusin', soon)
  return () => {
    unsubscribe()
    target.removeEventListener('focusin', soon)
    if (timer) clearTimeout(timer)
  }
}
