/**
 * Lines down, sources across: who pays what of each line in a year, typed in place. Example: 300000 under Core budget and
 * 212199 under NHS England leave the ISVA line a difference of nil.
 */
import { CopyPlus, Search } from 'lucide-react'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { copySplits } from '../../shared/edits/funding.ts'
import { sourcesInOrder } from '../../shared/funding.ts'
import { groupings } from '../../shared/totals.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { LedgerGrid } from '../grid/LedgerGrid.tsx'
import { gridRows } from '../grid/rows.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { EmptyPlan } from '../views/EmptyPlan.tsx'
import { matrixColumns, sourceRows } from './columns.ts'
import { type LineGrouping, SplitSums } from './sums.ts'

const byItems = groupings
  .filter((by): by is LineGrouping => by !== 'source')
  .map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }))

export function Matrix({ years, initial }: { years: readonly FinancialYear[]; initial: FinancialYear }) {
  const ledger = useLedger()
  const { plan } = ledger
  const shape = usePlanner((state) => state.shape)
  const grouping = usePlanner((state) => state.by)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [year, setYear] = useState(initial)
  const [find, setFind] = useState('')
  const [lacking, setLacking] = useState(false)
  const by: LineGrouping = grouping === 'source' ? 'priority' : grouping

  // The sums are brought up to date before the grid paints: layout effects subscribe before its own does.
  const kept = useRef<SplitSums | null>(null)
  useLayoutEffect(
    () =>
      planner.onApplied(({ change, shape: anew }) => {
        // A large Change is taken in elsewhere and names no rows here.
        if (anew && change.rows.length === 0) kept.current = null
        else kept.current?.update(change)
      }),
    [],
  )
  const latest = useCallback(() => {
    const { current } = kept
    if (current?.plan === plan && current.year === year && current.by === by) return current
    kept.current = new SplitSums(plan, year, by)
    return kept.current
  }, [plan, year, by])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when rows come, go or move
  const rows = useMemo(() => {
    if (plan.line.size === 0) return []
    const all = gridRows(plan, by, find)
    if (!lacking) return all
    const open = new Set<string>()
    for (const row of all)
      if (row.kind === 'line' && (latest().line(row.lineId)?.unfunded ?? 0) !== 0) open.add(row.group)
    return all.filter((row) =>
      row.kind === 'line' ? (latest().line(row.lineId)?.unfunded ?? 0) !== 0 : !('group' in row) || open.has(row.group),
    )
  }, [plan, by, find, lacking, latest, shape])
  const layout = layoutOf(ledger, year)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `layout` says when columns come, go or are called otherwise
  const columns = useMemo(() => matrixColumns(ledger, latest), [ledger, latest, layout, shape])
  const next = shiftYear(year, 1)
  return (
    <>
      <div className="tools" role="toolbar" aria-label="Lines and sources">
        <Choice label="Year" items={years.map((value) => ({ value, label: value }))} value={year} onChange={setYear} />
        <Choice<LineGrouping>
          label="Group by"
          items={byItems}
          value={by}
          onChange={(chosen) => planner.group(chosen)}
        />
        <label className="check">
          <input type="checkbox" checked={lacking} onChange={(event) => setLacking(event.target.checked)} />
          Only with a difference
        </label>
        <div className="find">
          <Search size={14} aria-hidden />
          <input
            type="search"
            aria-label="Find a line"
            placeholder="Find a line"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </div>
        <span className="tools-gap" />
        {!readOnly && (
          <>
            <button
              type="button"
              className="button"
              title="Let one source pay what is missing of every line"
              onClick={() => planner.show({ kind: 'payRests', year })}
            >
              Pay the rest…
            </button>
            <button
              type="button"
              className="button"
              title={`Lines that have a budget in ${next} and no shares there get those of ${year}`}
              onClick={() => void planner.edit((held) => copySplits(held, { from: year, to: next }))}
            >
              <CopyPlus size={15} aria-hidden /> <span>Copy to {next}</span>
            </button>
          </>
        )}
      </div>
      <LedgerGrid
        label="Lines and sources"
        columns={columns}
        rows={rows}
        foot={sourceRows}
        empty={
          plan.line.size === 0 ? (
            <EmptyPlan />
          ) : (
            <p className="quiet">
              {lacking ? 'No line has a difference here: each is paid for.' : `No line holds “${find.trim()}”.`}
            </p>
          )
        }
      />
    </>
  )
}

/** What the columns depend on. */
function layoutOf({ plan, funding }: ReturnType<typeof useLedger>, year: FinancialYear): string {
  const sources = sourcesInOrder(plan).map(
    ({ id, name, kind }) => `${id} ${name} ${kind} ${[...plan.ringFence.by('sourceId', id)].map((fence) => fence.id)}`,
  )
  return `${sources.join('\n')} ${funding.year(year).carried !== 0}`
}
