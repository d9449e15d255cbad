/**
 * The View menu's actions, and those that go from view to view. Example: Ctrl+2 shows the funding.
 */
import { call } from '../api.ts'
import { planner } from '../instance.ts'
import { type View, views } from '../state.ts'
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

export const view = {
  showForecast: {
    on: ({ showForecast }) => showForecast,
    perform: () => planner.set({ showForecast: !planner.state.showForecast, shape: planner.state.shape + 1 }),
  },
  panel: {
    on: ({ panelOpen }) => panelOpen,
    perform: () => planner.set({ panelOpen: !planner.state.panelOpen }),
  },
  zoomIn: { perform: () => void call('zoom', 1) },
  zoomOut: { perform: () => void call('zoom', -1) },
  resetZoom: { perform: () => void call('zoom', 0) },
  togglefullscreen: native('togglefullscreen'),
  previousView: { perform: () => step(-1) },
  nextView: { perform: () => step(1) },
} satisfies Actions
