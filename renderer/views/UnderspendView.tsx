/**
 * What becomes of a year's underspend: each line's budget, forecast outturn, underspend, what is set aside and what is
 * still undecided; below, the decisions and what has to go back. Example: type a forecast outturn, then set its underspend
 * aside.
 */
import { Calculator, PiggyBank } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { undecidedOf } from '../../shared/reserves.ts'
import { type Grouping, groupingNames, groupings } from '../../shared/totals.ts'
import { perform, tip } from '../actions.ts'
import { LedgerGrid } from '../grid/LedgerGrid.tsx'
import { gridRows } from '../grid/rows.ts'
import { underspendColumns, underspendsOf } from '../grid/underspend.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Clawback } from './Clawback.tsx'
import { EmptyPlan } from './EmptyPlan.tsx'
import { UnderspendDecisions } from './UnderspendDecisions.tsx'

const groupItems = groupings.map((value) => ({ value, label: groupingNames[value].name }))

export function UnderspendView() {
  const ledger = useLedger()
  const chosen = usePlanner((state) => state.underspendYear)
  const shape = usePlanner((state) => state.shape)
  const by = usePlanner((state) => state.by)
  const below = usePlanner((state) => state.below)
  const selected = usePlanner((state) => state.selection?.lineId ?? null)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const year = chosen ?? planner.underspendYear()
  const hasActual = year !== null && ledger.totals.total(year, 'actual') !== null
  const [showActual, setShowActual] = useState(false)
  const withActual = hasActual || showActual

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
  const rows = useMemo(
    () => (ledger.plan.line.size === 0 ? [] : gridRows(ledger.plan, { by, below })),
    [ledger, by, below, shape],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: by source, no figure is typed
  const columns = useMemo(
    () => (year && latest ? underspendColumns(ledger, year, latest, withActual) : []),
    [ledger, year, latest, withActual, by, below],
  )
  if (!year || !latest) {
    return (
      <div className="ledger-empty">
        <EmptyPlan
          page="underspend"
          then="Forecast outturns are then typed here, and each underspend is decided about."
        />
      </div>
    )
  }
  const { undecided, underspend } = latest().total
  const requested = [...ledger.plan.carry.values()].reduce(
    (sum, carry) => (carry.year === year && carry.status === 'requested' ? sum + carry.pence : sum),
    0,
  ) as Pence
  const ofSelected = selected ? (undecidedOf(ledger.plan, selected, year) ?? 0) : 0
  return (
    <>
      <h2 className="announcer">Underspend</h2>
      <div className="tools" role="toolbar" aria-label="Underspend">
        <Choice
          label="Year"
          items={[...new Set([...ledger.years, year])].sort().map((value) => ({ value, label: value }))}
          value={year}
          onChange={(value) => planner.set({ underspendYear: value })}
        />
        <Choice<Grouping> label="Group by" items={groupItems} value={by} onChange={(value) => planner.group(value)} />
        {!hasActual && (
          <label className="check">
            <input type="checkbox" checked={showActual} onChange={(event) => setShowActual(event.target.checked)} />
            Actual to date
          </label>
        )}
        <p className="tools-figure" data-testid="undecided">
          {underspend === null ? (
            'Type forecast outturns to see the underspend.'
          ) : (
            <>
              Underspend <strong>{formatMoney(underspend)}</strong>, undecided{' '}
              <strong>{formatMoney(undecided!)}</strong>
              {requested > 0 && (
                <>
                  , requested <strong>{formatMoney(requested)}</strong>
                </>
              )}
            </>
          )}
        </p>
        <span className="tools-gap" />
        {!readOnly && (
          <>
            {withActual && (
              <button
                type="button"
                className="button worded"
                title="Forecast outturns from what was spent so far"
                onClick={() => planner.show({ kind: 'forecast', year })}
              >
                <Calculator size={15} aria-hidden /> <span className="button-word">Forecast from actuals…</span>
              </button>
            )}
            <button
              type="button"
              className={ofSelected > 0 ? 'button primary' : 'button'}
              disabled={ofSelected <= 0}
              title={
                ofSelected > 0
                  ? tip('setAside', 'Set aside the selected line’s underspend')
                  : 'Choose a line that has an undecided underspend'
              }
              onClick={() => perform('setAside')}
            >
              <PiggyBank size={15} aria-hidden /> Set aside…
            </button>
          </>
        )}
      </div>
      <LedgerGrid label="Underspend" columns={columns} rows={rows} empty={<EmptyPlan page="underspend" />} />
      <Below year={year} />
    </>
  )
}

/** What stands under the lines, if there is anything. */
function Below({ year }: { year: NonNullable<ReturnType<typeof planner.underspendYear>> }) {
  const { plan } = useLedger()
  if (plan.carry.size === 0 && plan.source.size === 0) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section className="decisions" aria-label={`What becomes of ${year}`} tabIndex={0}>
      <UnderspendDecisions key={year} year={year} />
      <Clawback year={year} />
    </section>
  )
}
