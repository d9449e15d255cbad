/**
 * The one planner of the window, and the hook by which components read it.
 * Example: `const saved = useState((state) => state.saved)`.
 */
import { useStore } from 'zustand'
import { call } from './api.ts'
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

/** The open plan's ledger, read again after every Change. Only within screens of an open plan. */
export function useLedger() {
  usePlanner((state) => state.version)
  const open = usePlanner((state) => state.open)
  if (!open) throw new Error('no plan is open')
  return open.ledger
}
