/**
 * Does the commands of shared/commands.ts: each group in renderer/actions/ says when and how; here they come together with
 * what every command needs. The menu, the keyboard, the list of commands and the buttons all do these same actions.
 * Example: `perform('roll')`, and `whyNot('roll')` is "Open a plan first." on the start screen.
 */
import { type CommandId, commandIds, commands, keyOf, plainName, shownKey } from '../shared/commands.ts'
import type { Action } from './actions/action.ts'
import { edit } from './actions/edit.ts'
import { file } from './actions/file.ts'
import { help } from './actions/help.ts'
import { line } from './actions/line.ts'
import { plan } from './actions/plan.ts'
import { go, view } from './actions/view.ts'
import { planner } from './instance.ts'
import type { State } from './state.ts'

/** Every command's action. One that is missing does not compile. */
export const actions: Readonly<Record<CommandId, Action>> = {
  ...file,
  ...edit,
  ...line,
  ...plan,
  ...view,
  ...go,
  ...help,
}

export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)

/** Why a command cannot be done now, in a short sentence; null when it can. The list of commands does not count as a dialog. */
export function whyNot(id: CommandId, state: State = planner.state): string | null {
  const { needs } = commands[id]
  const { dialog, stage, open } = state
  if (stage === 'loading') return 'The plan is being opened.'
  if (dialog !== null && dialog.kind !== 'commands' && !commands[id].native) return 'Close the dialog first.'
  if (needs && open === null) return 'Open a plan first.'
  if (needs === 'editing' && state.looking) return 'This is the plan as it was; go back to the present.'
  if (needs === 'editing' && open!.readOnly) return 'This is a read-only copy; open the plan itself.'
  const can = actions[id].when?.(state) ?? true
  return can === true ? null : can
}

/** What the window can do now, and which of it is on: what the native menu shows. */
export function menuState(state: State = planner.state): { can: CommandId[]; on: CommandId[] } {
  return {
    can: commandIds.filter((id) => whyNot(id, state) === null),
    on: commandIds.filter((id) => actions[id].on?.(state) === true),
  }
}

/** Does a command if it can be done now. @returns whether it could */
export function perform(id: CommandId): boolean {
  if (whyNot(id) !== null) return false
  const option = planner.state.open?.ledger.option
  if (option && actions[id].ofPlan)
    planner.notify({
      kind: 'error',
      sentence: `The option “${option.name}” is shown, and “${plainName(id)}” is done in the plan only, so nothing was changed; switch back to the plan first.`,
      action: { label: 'Back to the plan', perform: () => void planner.switchTo(null) },
    })
  else actions[id].perform()
  return true
}

/** A command's key as people read it; null when it has none. @example keyText('roll') // 'Ctrl+Shift+R' */
export function keyText(id: CommandId): string | null {
  const key = keyOf(id, isMac)
  return key && shownKey(key, isMac)
}

/** A tooltip: what a button does, and its key. @example tip('addLine') // 'Add a line (Ctrl+Enter)' */
export function tip(id: CommandId, words = plainName(id)): string {
  const key = keyText(id)
  return key ? `${words} (${key})` : words
}
