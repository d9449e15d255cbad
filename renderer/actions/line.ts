/**
 * The Line menu's actions: what is done with the line that is selected. Example: Ctrl+Enter adds one below it.
 */
import { addLine } from '../../shared/edits.ts'
import { linesInOrder } from '../../shared/plan.ts'
import { duplicate, insertAbove, moveBy, remove, selectedLineIds } from '../grid/linework.ts'
import { planner } from '../instance.ts'
import type { State } from '../state.ts'
import type { Actions } from './action.ts'

const lineSelected = ({ selection }: State) => selection?.lineId != null || 'Select a budget line first.'
const hasLines = ({ open }: State) => open!.ledger.plan.line.size > 0 || 'The plan has no budget lines yet.'

/** The selected line, else none. */
const selectedLine = () => planner.state.selection?.lineId ?? null

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

const annotate = (condition: boolean) => () =>
  void planner.flush().then(() => planner.show({ kind: 'note', lineId: selectedLine()!, noteId: null, condition }))

/** The year that an adjustment or a drawdown is offered in at first. */
const planYear = () => planner.state.open!.ledger.planYear ?? planner.state.open!.ledger.years.at(-1) ?? null
const hasYear = (state: State) =>
  (state.open!.ledger.planYear ?? state.open!.ledger.years.at(-1)) !== undefined || 'The plan has no year yet.'

export const line = {
  addLine: { perform: () => void add() },
  insertAbove: { when: lineSelected, perform: () => void insertAbove() },
  duplicateLines: { when: lineSelected, perform: () => void duplicate() },
  deleteLine: { when: lineSelected, perform: () => void remove() },
  moveUp: { when: lineSelected, perform: () => void moveBy(-1) },
  moveDown: { when: lineSelected, perform: () => void moveBy(1) },
  editLines: {
    when: lineSelected,
    perform: () => void planner.flush().then(() => planner.show({ kind: 'lines', lineIds: selectedLineIds() })),
  },
  setAside: {
    when: () => planner.underspendYear() !== null || 'The plan has no year with an underspend yet.',
    perform: () => {
      const lineId = selectedLine()
      const year = planner.underspendYear()
      if (lineId && year) planner.show({ kind: 'setAside', lineId, year })
      else planner.go('underspend')
    },
  },
  note: { when: lineSelected, perform: annotate(false) },
  condition: { when: lineSelected, perform: annotate(true) },
  adjustment: {
    when: (state) => (state.open!.ledger.planYear !== null ? hasLines(state) : 'The plan has no year yet.'),
    perform: () => planner.show({ kind: 'adjustment', lineId: selectedLine(), year: planYear()!, id: null }),
  },
  drawdown: {
    when: (state) => (hasYear(state) === true ? hasLines(state) : hasYear(state)),
    perform: () => planner.show({ kind: 'drawdown', lineId: selectedLine(), year: planYear()!, drawdownId: null }),
  },
} satisfies Actions
