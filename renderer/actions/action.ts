/**
 * What the window must know to do a command: whether it can be done now, and how. What every command of its kind needs (an
 * open plan, one that may be changed, no dialog in the way) is in shared/commands.ts and not repeated here.
 * Example: `deleteLine: { when: (state) => state.selection?.lineId != null || 'Select a line first.', perform: remove }`.
 */
import type { CommandId } from '../../shared/commands.ts'
import type { State } from '../state.ts'

export interface Action {
  /** True, or a short sentence that says why not; always true when absent. Must be cheap: it is asked after every Change. */
  when?: (state: State) => true | string
  /** Whether a command that can be on or off is on. */
  on?: (state: State) => boolean
  /** An option cannot hold it, so that it is done in the plan only. */
  ofPlan?: true
  perform: () => void
}

/** The actions of some of the commands. Every group in this folder is one; renderer/actions.ts puts them together. */
export type Actions = Partial<Record<CommandId, Action>>
