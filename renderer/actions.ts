/**
 * Every command of the window: its name, its key, when it can be done, and how. The native menu, the keyboard and the
 * buttons all do these same actions. Example: Ctrl+Shift+R is `roll`.
 */
import { addLine, removeLine } from '../shared/edits.ts'
import type { MenuCommand } from '../shared/ipc.ts'
import { linesInOrder } from '../shared/plan.ts'
import { planner } from './instance.ts'
import type { State } from './state.ts'

export interface Action {
  name: string
  /** In tinykeys' notation; absent where only the menu or a button does it. */
  key?: string
  when: (state: State) => boolean
  perform: () => void
}

/** A plan is open and no dialog is in the way. */
const atPlan = ({ open, dialog }: State) => open !== null && dialog === null
const canEdit = (state: State) => atPlan(state) && !state.open!.readOnly
const atRest = ({ dialog, stage }: State) => dialog === null && stage !== 'loading'

/** Adds a line below the one that is selected, in its priority, and starts naming it. */
async function add(): Promise<void> {
  const { selection, open } = planner.state
  if (!open) return
  await planner.flush()
  const held = selection?.lineId ? open.ledger.plan.line.get(selection.lineId) : undefined
  const priorityId = held ? held.priorityId : (selection?.priorityId ?? null)
  const after = held ?? linesInOrder(open.ledger.plan).findLast((line) => line.priorityId === priorityId)
  planner.set({ view: 'budget', find: '' })
  let lineId = ''
  const newId = () => {
    lineId = planner.newId()
    return lineId
  }
  const change = await planner.edit((plan) =>
    addLine(plan, { service: 'New budget line', priorityId, afterLineId: after?.id }, newId),
  )
  if (change) planner.set({ reveal: { lineId, edit: true } })
}

async function remove(): Promise<void> {
  const lineId = planner.state.selection?.lineId
  if (!lineId) return
  const { ledger } = planner.state.open!
  const lines = linesInOrder(ledger.plan)
  const place = lines.findIndex((line) => line.id === lineId)
  const next = lines[place + 1] ?? lines[place - 1]
  const change = await planner.edit((plan) => removeLine(plan, lineId))
  if (!change) return
  planner.set({ selection: null, reveal: next ? { lineId: next.id, edit: false } : null })
  planner.notify({
    kind: 'done',
    sentence: `Done: ${change.label}`,
    action: { label: 'Undo', perform: () => void planner.undo() },
  })
}

/** The commands, by the name that the menu uses. */
export const actions: Record<MenuCommand, Action> = {
  new: { name: 'New plan…', key: '$mod+n', when: atRest, perform: () => planner.show({ kind: 'new' }) },
  open: { name: 'Open a plan…', key: '$mod+o', when: atRest, perform: () => void planner.openPlan() },
  import: {
    name: 'Import a workbook…',
    key: '$mod+i',
    when: (state) => atRest(state) && !state.open?.readOnly,
    perform: () => void planner.chooseWorkbook(),
  },
  paste: {
    name: 'Paste a table…',
    key: '$mod+Shift+V',
    when: (state) => atRest(state) && !state.open?.readOnly,
    perform: () => void planner.flush().then(() => planner.show({ kind: 'paste' })),
  },
  export: {
    name: 'Export the panel paper…',
    key: '$mod+e',
    when: atPlan,
    perform: () => planner.show({ kind: 'export' }),
  },
  close: { name: 'Close the plan', key: '$mod+w', when: atPlan, perform: () => void planner.closePlan() },
  undo: {
    name: 'Undo',
    key: '$mod+z',
    when: (state) => canEdit(state) && state.history.undo !== null,
    perform: () => void planner.undo(),
  },
  redo: {
    name: 'Redo',
    key: '$mod+y',
    when: (state) => canEdit(state) && state.history.redo !== null,
    perform: () => void planner.redo(),
  },
  roll: {
    name: 'Roll forward…',
    key: '$mod+Shift+R',
    when: (state) => canEdit(state) && state.open!.ledger.planYear !== null,
    perform: () => planner.show({ kind: 'roll' }),
  },
  setAside: {
    name: 'Set aside underspend…',
    key: '$mod+Shift+U',
    when: (state) => canEdit(state) && planner.underspendYear() !== null,
    perform: () => {
      const { selection } = planner.state
      const year = planner.underspendYear()
      if (selection?.lineId && year) planner.show({ kind: 'setAside', lineId: selection.lineId, year })
      else planner.go('underspend')
    },
  },
  history: { name: 'History', key: '$mod+h', when: atPlan, perform: () => planner.go('history') },
  addLine: { name: 'Add a line', key: '$mod+Enter', when: canEdit, perform: () => void add() },
  deleteLine: {
    name: 'Delete the line',
    key: '$mod+Delete',
    when: (state) => canEdit(state) && state.selection?.lineId != null,
    perform: () => void remove(),
  },
  find: {
    name: 'Find a line',
    key: '$mod+f',
    when: atPlan,
    perform: () => {
      planner.go('budget')
      requestAnimationFrame(() => document.getElementById('find')?.focus())
    },
  },
}

/** What an option cannot hold, so that it is done in the plan only. */
const ofPlan: readonly MenuCommand[] = ['import', 'paste', 'roll']

/** Does an action if it can be done now. */
export function perform(command: MenuCommand): void {
  const action = actions[command]
  if (!action.when(planner.state)) return
  const option = planner.state.open?.ledger.option
  if (option && ofPlan.includes(command))
    planner.notify({
      kind: 'error',
      sentence: `The option “${option.name}” is shown, and “${action.name.replace('…', '')}” is done in the plan only, so nothing was changed; switch back to the plan first.`,
      action: { label: 'Back to the plan', perform: () => void planner.switchTo(null) },
    })
  else action.perform()
}
