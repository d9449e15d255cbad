/**
 * The File menu's actions: plans, what comes in, what goes out. Example: Ctrl+E opens the export dialog.
 */
import { planner } from '../instance.ts'
import type { State } from '../state.ts'
import type { Actions } from './action.ts'
import { native } from './native.ts'

const notReadOnly = ({ open }: State) => !open?.readOnly || 'This is a read-only copy; open the plan itself.'

export const file = {
  new: { perform: () => planner.show({ kind: 'new' }) },
  open: { perform: () => void planner.openPlan() },
  example: { perform: () => void planner.openExample() },
  import: { when: notReadOnly, ofPlan: true, perform: () => void planner.chooseWorkbook() },
  pasteTable: {
    when: notReadOnly,
    ofPlan: true,
    perform: () => void planner.flush().then(() => planner.show({ kind: 'paste' })),
  },
  export: { perform: () => planner.show({ kind: 'export' }) },
  details: { perform: () => void planner.flush().then(() => planner.show({ kind: 'details' })) },
  password: { perform: () => void planner.flush().then(() => planner.show({ kind: 'setPassword' })) },
  saveCopy: { perform: () => void planner.copies.saveCopy() },
  compareCopy: { ofPlan: true, perform: () => void planner.copies.compareCopy() },
  restore: { ofPlan: true, perform: () => void planner.copies.chooseBackup() },
  close: { perform: () => void planner.closePlan() },
  quit: native('quit'),
} satisfies Actions
