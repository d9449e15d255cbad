/**
 * Binds the keyboard and the native menu to the actions. Inside a text field, undo and redo are the field's own.
 * Example: `const unbind = bindKeys(window)`.
 */
import { tinykeys } from 'tinykeys'
import type { MenuCommand } from '../shared/ipc.ts'
import { actions, perform } from './actions.ts'
import { onMenu } from './api.ts'

const commands = Object.keys(actions) as MenuCommand[]

/** Is the officer typing in a text field? */
function inTextField(): boolean {
  const at = document.activeElement
  return at instanceof HTMLInputElement
    ? !['checkbox', 'radio', 'button'].includes(at.type)
    : at instanceof HTMLTextAreaElement
}

/** Listens to keys and menu. @returns what stops listening */
export function bindKeys(target: Window): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  const bind = (key: string, command: MenuCommand) => {
    bindings[key] = (event) => {
      if ((command === 'undo' || command === 'redo') && inTextField()) return
      event.preventDefault()
      perform(command)
    }
  }
  for (const command of commands) {
    const { key } = actions[command]
    if (key) bind(key, command)
  }
  bind('$mod+Shift+Z', 'redo')
  const unbindKeys = tinykeys(target, bindings)
  const unbindMenu = onMenu((command) => {
    if ((command === 'undo' || command === 'redo') && inTextField()) document.execCommand(command)
    else perform(command)
  })
  return () => {
    unbindKeys()
    unbindMenu()
  }
}
