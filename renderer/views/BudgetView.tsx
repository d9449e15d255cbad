/**
 * The budget: its tools and the ledger. Example: grouped by route, each route has its heading, lines and subtotal.
 */
import { useMemo } from 'react'
import { isFunded } from '../../shared/funding.ts'
import { budgetColumns, fundingRows } from '../grid/columns.ts'
import { LedgerGrid } from '../grid/LedgerGrid.tsx'
import { gridRows } from '../grid/rows.ts'
import { planner, usePlanner } from '../instance.ts'
import { BudgetTools } from './BudgetTools.tsx'
import { EmptyPlan } from './EmptyPlan.tsx'

export function BudgetView() {
  const open = usePlanner((state) => state.open)
  const shape = usePlanner((state) => state.shape)
  const by = usePlanner((state) => state.by)
  const below = usePlanner((state) => state.below)
  const find = usePlanner((state) => state.find)
  const showForecast = usePlanner((state) => state.showForecast)
  const ledger = open!.ledger
  const funded = usePlanner(({ open: held }) => held !== null && isFunded(held.ledger.plan))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when rows come, go or move
  const rows = useMemo(
    () => (ledger.plan.line.size === 0 ? [] : gridRows(ledger.plan, { by, below }, find)),
    [ledger, by, below, find, shape],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when years come or go
  const columns = useMemo(() => budgetColumns(ledger, showForecast), [ledger, showForecast, shape])
  const nothingFound = ledger.plan.line.size > 0 && rows.length === 0
  return (
    <>
      <h2 className="announcer">Budget</h2>
      <BudgetTools />
      <LedgerGrid
        label="Budget"
        columns={columns}
        rows={rows}
        {...(funded ? { foot: fundingRows } : {})}
        empty={
          nothingFound ? (
            <p className="quiet">
              No line holds “{find.trim()}”.{' '}
              <button type="button" className="link" onClick={() => planner.set({ find: '' })}>
                Show all lines
              </button>
            </p>
          ) : (
            <EmptyPlan />
          )
        }
      />
    </>
  )
}
