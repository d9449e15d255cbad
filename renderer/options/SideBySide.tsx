/**
 * Two options, or the plan and one, side by side for a year: the totals and gaps, then by priority, then by line, a page at a
 * time. Example: the plan and "5% cut to grants" in 2021/22, only the lines that differ.
 */
import { useMemo, useState } from 'react'
import { type Compared, type ComparedLine, compared, comparePlans, differs } from '../../shared/comparison.ts'
import { isFunded } from '../../shared/funding.ts'
import { optionsInOrder } from '../../shared/options.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { changeText, moneyText, percentText } from '../grid/cells.ts'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'
import { useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { fundingUnder, PLAN, underOf } from './under.ts'

export function SideBySide({ year, onYear }: { year: FinancialYear; onYear: (year: FinancialYear) => void }) {
  const ledger = useLedger()
  const version = usePlanner((state) => state.version)
  const options = optionsInOrder(ledger.base)
  const items = [{ value: PLAN, label: 'The plan' }, ...options.map(({ id, name }) => ({ value: id, label: name }))]
  const [chosenA, setA] = useState(PLAN)
  const [chosenB, setB] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const [page, setPage] = useState(0)
  const there = (id: string | null) => items.find(({ value }) => value === id)
  const a = there(chosenA) ?? items[0]!
  const b = there(chosenB) ?? there(ledger.option?.id ?? options[0]!.id)!

  const [left, right] = [underOf(ledger, a.value).plan, underOf(ledger, b.value).plan]
  // biome-ignore lint/correctness/useExhaustiveDependencies: a Change alters the plans in place
  const comparison = useMemo(() => comparePlans(left, right, year), [left, right, year, version])
  const lines = useMemo(() => (all ? comparison.lines : comparison.lines.filter(differs)), [comparison, all])
  const from = Math.min(page, Math.max(0, Math.ceil(lines.length / PAGE) - 1)) * PAGE
  const shown = { all: lines.length, from, items: lines.slice(from, from + PAGE) }
  const [paysA, paysB] = [fundingUnder(ledger, a.value, year), fundingUnder(ledger, b.value, year)]
  const names = { a: a.label, b: b.label }
  return (
    <section aria-labelledby="side-by-side">
      <header className="view-head options-compare">
        <h3 id="side-by-side">Side by side</h3>
        <Choice label="Left" items={items} value={a.value} onChange={setA} />
        <Choice label="Right" items={items} value={b.value} onChange={setB} />
        <Choice
          label="Year"
          items={[...new Set([...ledger.years, year])].sort().map((value) => ({ value, label: value }))}
          value={year}
          onChange={onYear}
        />
      </header>
      <table className="plain-table options-compared" aria-label="By priority">
        <Head first="Priority" {...names} />
        <tbody>
          {comparison.priorities.map((priority) => (
            <tr key={priority.id ?? ''}>
              <th scope="row">{priority.name ?? 'No priority'}</th>
              <Figures {...priority} />
            </tr>
          ))}
          <tr className="subtotal-row">
            <th scope="row">Total</th>
            <Figures {...comparison.total} />
          </tr>
          {(isFunded(left) || isFunded(right)) && (
            <>
              <tr>
                <th scope="row">Funding available</th>
                <Figures {...compared(paysA.available, paysB.available)} />
              </tr>
              <tr className="subtotal-row">
                <th scope="row">Funding gap</th>
                <Figures {...compared(paysA.gap, paysB.gap)} share={null} />
              </tr>
            </>
          )}
        </tbody>
      </table>
      <div className="options-lines">
        <h3 id="lines-compared">Lines</h3>
        <label className="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          Also lines that are the same
        </label>
        <Pager page={shown} one="line" onTurn={setPage} />
      </div>
      {lines.length === 0 ? (
        <p className="quiet">No line differs in {year}.</p>
      ) : (
        <table className="plain-table options-compared sticky-head" aria-labelledby="lines-compared">
          <Head first="Service" {...names} />
          <tbody>
            {shown.items.map((line) => (
              <LineRow key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Head({ first, a, b }: { first: string; a: string; b: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {[a, b, 'Difference £', 'Difference %'].map((heading, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: both sides may have the same name
          <th key={index} scope="col" className="money" title={heading}>
            <span className="options-side">{heading}</span>
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Figures({ a, b, difference, share }: Compared) {
  return (
    <>
      <td className="money">{moneyText(a)}</td>
      <td className="money">{moneyText(b)}</td>
      <td className="money">{changeText(difference)}</td>
      <td className="money">{percentText(share)}</td>
    </>
  )
}

function LineRow({ line }: { line: ComparedLine }) {
  const { service, provider, priorityA, priorityB, notes } = line
  const priority =
    priorityA === priorityB || priorityA === null || priorityB === null
      ? (priorityB ?? priorityA)
      : `${priorityA}, on the right ${priorityB}`
  const words = [provider, priority, ...notes].filter((word) => word !== null)
  return (
    <tr>
      <th scope="row">
        {service} <small>{words.join(' · ')}</small>
      </th>
      <Figures {...line} />
    </tr>
  )
}
