/**
 * The View menu's actions, and those that go from view to view. Example: Ctrl+2 shows the funding.
 */
import type { Unit } from '../../shared/views.ts'
import { call } from '../api.ts'
import type { ColumnMenuAsked } from '../grid/heading.ts'
import { planner } from '../instance.ts'
import { type View, views } from '../state.ts'
import { collapseAll, expandAll, setUnit, showAllLines, sortBy } from '../viewing/acting.ts'
import type { Action, Actions } from './action.ts'
import { native } from './native.ts'

/** Goes so many views down the rail, and round. */
function step(by: number): void {
  const at = views.indexOf(planner.state.view)
  planner.go(views[(at + by + views.length) % views.length]!)
}

/** One for each view of the rail. */
export const go = Object.fromEntries(
  views.map((view): [string, Action] => [`go.${view}`, { perform: () => planner.go(view) }]),
) as Record<`go.${View}`, Action>

/** Shows the budget in a unit. */
function inUnit(unit: Unit): Action {
  return {
    on: (state) => state.unit === unit,
    perform: () => {
      setUnit(unit)
      planner.go('budget')
    },
  }
}

/** Asks for a column's menu, at its heading. */
function askColumnMenu(columnId: string): void {
  for (const at of document.querySelectorAll<HTMLElement>('.ledger-frame .ag-header-cell')) {
    if (at.getAttribute('col-id') !== columnId) continue
    const detail: ColumnMenuAsked = { columnId, at }
    at.dispatchEvent(new CustomEvent('columnmenu', { bubbles: true, detail }))
  }
}

export const view = {
  showForecast: {
    on: ({ showForecast }) => showForecast,
    perform: () => planner.set({ showForecast: !planner.state.showForecast, shape: planner.state.shape + 1 }),
  },
  panel: {
    on: ({ panelOpen }) => panelOpen,
    perform: () => planner.set({ panelOpen: !planner.state.panelOpen }),
  },
  columnMenu: {
    when: ({ view: shown, selection }) =>
      (shown === 'budget' && selection?.columnId != null) || 'Choose a cell of the column in the budget first.',
    perform: () => {
      const heading = document.activeElement?.closest('.ag-header-cell')?.getAttribute('col-id')
      askColumnMenu(heading ?? planner.state.selection!.columnId!)
    },
  },
  showAllLines: {
    when: ({ find, layout }) => find !== '' || Object.keys(layout.filters).length > 0 || 'All lines are shown.',
    perform: showAllLines,
  },
  paperOrder: {
    when: ({ layout }) => layout.sort !== null || 'The lines are in the paper’s own order.',
    perform: () => sortBy(null),
  },
  collapseAll: { perform: () => collapseAll() },
  expandAll: {
    when: ({ folded }) => folded.size > 0 || 'No group is collapsed.',
    perform: () => expandAll(),
  },
  inPounds: inUnit('pounds'),
  inThousands: inUnit('thousands'),
  inMillions: inUnit('millions'),
  saveView: { perform: () => planner.show({ kind: 'nameView', viewId: null }) },
  zoomIn: { perform: () => void call('zoom', 1) },
  zoomOut: { perform: () => void call('zoom', -1) },
  resetZoom: { perform: () => void call('zoom', 0) },
  togglefullscreen: native('togglefullscreen'),
  previousView: { perform: () => step(-1) },
  nextView: { perform: () => step(1) },
} satisfies Actions
