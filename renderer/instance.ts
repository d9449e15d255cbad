/**
 * The one planner of the window, and the hook by which components read it.
 * Example: `const saved = useState((state) => state.saved)`.
 */
import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { call } from './api.ts'
import { AfterPaint } from './painting.ts'
import { Planner } from './planner.ts'
import type { State } from './state.ts'

export const planner = new Planner(call, {
  newId: () => crypto.randomUUID(),
  wide: typeof window === 'undefined' || window.innerWidth >= 1700,
})

/** Reads a part of the window's state, and again whenever it changes. */
export function usePlanner<Part>(part: (state: State) => Part): Part {
  return useStore(planner.store, part)
}

/** The state as it was when the window was last painted. */
let shown = planner.state
const painted = new AfterPaint(() => {
  shown = planner.state
})
// Only the budget's grid is waited for; elsewhere all that is shown changes together.
planner.store.subscribe(({ view }) => (view === 'budget' ? painted.plan() : painted.now()))

/** The same as {@link usePlanner}, but a frame later: for what stands beside the grid and may not hold up its keys. */
export function useShown<Part>(part: (state: State) => Part): Part {
  return useSyncExternalStore(painted.listen, () => part(shown))
}

/**
 * The open plan's ledger, read again after every Change, once the grid has painted it. Only within screens of an open plan.
 */
export function useLedger() {
  useShown((state) => state.version)
  const open = usePlanner((state) => state.open)
  if (!open) throw new Error('no plan is open')
  return open.ledger
}
