/**
 * The Edit menu's actions. Example: Ctrl+Z takes the latest step back.
 */
import { copyForWord } from '../grid/clipboard.ts'
import { clearCells, fill } from '../grid/filling.ts'
import { activeSession } from '../grid/session.ts'
import { planner } from '../instance.ts'
import { NAME_BOX } from '../views/CellBar.tsx'
import { FORMULA_BAR } from '../views/FormulaBar.tsx'
import type { Actions } from './action.ts'
import { native } from './native.ts'

const inGrid = () => (activeSession()?.ranges().length ?? 0) > 0 || 'Select some cells first.'

export const edit = {
  undo: {
    when: ({ history }) => history.undo !== null || 'There is nothing to undo.',
    perform: () => void planner.undo(),
  },
  redo: {
    when: ({ history }) => history.redo !== null || 'There is nothing to do again.',
    perform: () => void planner.redo(),
  },
  cut: native('cut'),
  copy: native('copy'),
  paste: native('paste'),
  copyForWord: { when: inGrid, perform: copyForWord },
  selectAll: native('selectAll'),
  fillDown: { when: inGrid, perform: () => void fill(activeSession()!, 'down') },
  fillRight: { when: inGrid, perform: () => void fill(activeSession()!, 'right') },
  clearCells: { when: inGrid, perform: () => void clearCells(activeSession()!) },
  find: {
    perform: () => {
      planner.go('budget')
      requestAnimationFrame(() => document.getElementById('find')?.focus())
    },
  },
  goTo: {
    perform: () => {
      const box = document.getElementById(NAME_BOX)
      if (box) box.focus()
      else {
        planner.go('budget')
        requestAnimationFrame(() => document.getElementById(NAME_BOX)?.focus())
      }
    },
  },
  replace: {
    when: ({ open }) => open!.ledger.plan.line.size > 0 || 'The plan has no budget lines yet.',
    perform: () => {
      planner.go('budget')
      planner.set({ replacing: true })
      requestAnimationFrame(() => document.getElementById('replace-find')?.focus())
    },
  },
  formulaBar: {
    when: () => document.getElementById(FORMULA_BAR) !== null || 'No grid is shown that has a formula bar.',
    perform: () => document.getElementById(FORMULA_BAR)?.focus(),
  },
} satisfies Actions
