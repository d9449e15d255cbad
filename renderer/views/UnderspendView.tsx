/**
 * What becomes of a year's underspend: each line's budget, forecast outturn, underspend, what is set aside and what is
 * still undecided; below, the decisions. Example: type a forecast outturn, then set its underspend aside.
 */
import { PiggyBank } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { formatMoney } from '../../shared/money.ts'
import { perform } from '../actions.ts'
import { LedgerGrid } from '../grid/LedgerGrid.tsx'
import { gridRows } from '../grid/rows.ts'
import { underspendColumns, underspendsOf } from '../grid/underspend.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Decisions } from './Decisions.tsx'
import { EmptyPlan } from './EmptyPlan.tsx'

export function UnderspendView() {
  const ledger = useLedger()
  const chosen = usePlanner((state) => state.underspendYear)
  const shape = usePlanner((state) => state.shape)
  const by = usePlanner((state) => state.by)
  const selected = usePlanner((state) => state.selection?.lineId ?? null)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const year = chosen ?? planner.underspendYear()

  // Sums are taken anew by whoever asks first after a Change, be it the grid's repainting or this view.
  const kept = useRef<{ key: string; sums: ReturnType<typeof underspendsOf> } | null>(null)
  const latest = useMemo(() => {
    if (!year) return null
    return () => {
      const key = `${planner.state.version} ${planner.state.shape} ${year}`
      if (kept.current?.key !== key) kept.current = { key, sums: underspendsOf(ledger, year) }
      return kept.current.sums
    }
  }, [ledger, year])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when rows come, go or move
  const rows = useMemo(() => (ledger.plan.line.size === 0 ? [] : gridRows(ledger.plan, by)), [ledger, by, shape])
  const columns = useMemo(() => (year && latest ? underspendColumns(ledger, year, latest) : []), [ledger, year, latest])
  if (!year || !latest) {
    return (
      <div className="ledger-empty">
        <EmptyPlan />
      </div>
    )
  }
  const { undecided, underspend } = latest().total
  const ofSelected = selected ? (latest().lines.get(selected)?.undecided ?? 0) : 0
  return (
    <>
      <div className="tools" role="toolbar" aria-label="Underspend">
        <Choice
          label="Year"
          items={[...new Set([...ledger.years, year])].sort().map((value) => ({ value, label: value }))}
          value={year}
          onChange={(value) => planner.set({ underspendYear: value })}
        />
        <p className="tools-figure" data-testid="undecided">
          {underspend === null ? (
            'Type forecast outturns to see the underspend.'
          ) : (
            <>
              Underspend <strong>{formatMoney(underspend)}</strong>, undecided{' '}
              <strong>{formatMoney(undecided!)}</strong>
            </>
          )}
        </p>
        <span className="tools-gap" />
        {!readOnly && (
          <button
            type="button"
            className="button primary"
            disabled={ofSelected <= 0}
            title={
              ofSelected > 0
                ? 'Set aside the selected line’s underspend (Ctrl+Shift+U)'
                : 'Choose a line that has an undecided underspend'
            }
            onClick={() => perform('setAside')}
          >
            <PiggyBank size={15} aria-hidden /> Set aside…
          </button>
        )}
      </div>
      <LedgerGrid label="Underspend" columns={columns} rows={rows} empty={<EmptyPlan />} />
      <Decisions year={year} />
    </>
  )
}
