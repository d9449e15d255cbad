/**
 * The Help menu's actions. Example: F1 opens the help beside the plan.
 */
import { planner } from '../instance.ts'
import type { Actions } from './action.ts'

export const help = {
  help: { perform: () => planner.set({ help: { page: null } }) },
  shortcuts: { perform: () => planner.set({ help: { page: 'shortcuts' } }) },
  commands: { perform: () => planner.show({ kind: 'commands' }) },
  diagnostics: { perform: () => void planner.papers.copyDiagnostics() },
  about: { perform: () => planner.show({ kind: 'about' }) },
} satisfies Actions
