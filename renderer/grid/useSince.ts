/**
 * A ledger's columns, with what has changed marked where that was asked for. Example:
 * `const columns = useSince(made, (past) => budgetColumns(past, showForecast))`.
 */
import { useMemo, useRef } from 'react'
import { usePlanner } from '../instance.ts'
import type { Ledger } from '../ledger.ts'
import type { Column } from './columns.ts'
import { unmarked, withSince } from './since.ts'

/** @param make the same columns of another plan */
export function useSince(columns: Column[], make: (ledger: Ledger) => Column[]): Column[] {
  const since = usePlanner((state) => state.since)
  const by = usePlanner((state) => state.by)
  const below = usePlanner((state) => state.below)
  const marked = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `columns` are made anew with whatever `make` depends on
  return useMemo(() => {
    // The grid takes off a class only as long as it is asked for.
    if (!since) return marked.current ? unmarked(columns) : columns
    marked.current = true
    since.ledger.group({ by, below })
    return withSince(columns, since, make)
  }, [columns, since, by, below])
}
