/**
 * Where the money comes from: the sources year by year, and the matrix of lines and sources. Example: the core budget pays
 * the rest of every line that the grants leave, and the gap of the plan year is nil.
 */

import { Tabs } from '@base-ui/react/tabs'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { Matrix } from '../funding/Matrix.tsx'
import { Sources } from '../funding/Sources.tsx'
import { HowTo } from '../help/HowTo.tsx'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { EmptyPlan } from './EmptyPlan.tsx'

/** How many years after the plan year can be planned. */
const HORIZON = 4

/** The year before the plan year, the plan year, and what comes after as far as there are figures, one more at least. */
function yearsShown(planYear: FinancialYear | null, known: readonly FinancialYear[], more: number): FinancialYear[] {
  if (!planYear) return [...known]
  const before = shiftYear(planYear, -1)
  const years = new Set<FinancialYear>([before, ...known.filter((year) => year >= before)])
  for (let ahead = 0; ahead <= 1 + more; ahead++) years.add(shiftYear(planYear, ahead))
  return [...years].sort()
}

export function FundingView() {
  const { plan, planYear, funding } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [more, setMore] = useState(0)
  const years = yearsShown(planYear, funding.years(), more)
  const initial = planYear ?? years.at(-1)
  const last = years.at(-1)
  const add = (
    <button
      type="button"
      className={plan.source.size === 0 ? 'button primary' : 'button'}
      onClick={() => planner.show({ kind: 'source', sourceId: null })}
    >
      <Plus size={15} aria-hidden /> Add a source…
    </button>
  )
  if (!initial || !last)
    return (
      <div className="ledger-empty">
        <EmptyPlan page="funding" then="What pays for them is then said here." />
      </div>
    )
  if (plan.source.size === 0)
    return (
      <div className="view-scroll">
        <header className="view-head">
          <h2>Funding</h2>
        </header>
        <div className="empty">
          <h2>No sources of funding yet</h2>
          <p>
            Say where the money comes from: the core budget, grants, partners’ contributions, reserves, and what each
            has in a year. Then share the lines out between them, and see the gap close.
          </p>
          {!readOnly && <div className="empty-actions">{add}</div>}
          <HowTo page="funding" />
        </div>
      </div>
    )
  const canShowMore = planYear !== null && last < shiftYear(planYear, HORIZON)
  return (
    <Tabs.Root defaultValue="sources" className="tabs funding">
      <header className="view-head">
        <h2>Funding</h2>
        <Tabs.List className="tab-list" aria-label="Funding">
          <Tabs.Tab value="sources" className="tab">
            Sources
          </Tabs.Tab>
          <Tabs.Tab value="matrix" className="tab">
            Lines and sources
          </Tabs.Tab>
        </Tabs.List>
        <span className="tools-gap" />
        {!readOnly && add}
      </header>
      <Tabs.Panel value="sources" className="funding-scroll" tabIndex={0}>
        <Sources years={years} later={canShowMore ? () => setMore(yearsAfter(planYear, last)) : null} />
      </Tabs.Panel>
      <Tabs.Panel value="matrix" className="funding-matrix">
        <Matrix years={years} initial={initial} />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

/** How many years beyond the one after the plan year are to be shown, for one more than now. */
function yearsAfter(planYear: FinancialYear, last: FinancialYear): number {
  let more = 0
  while (shiftYear(planYear, 1 + more) <= last) more++
  return more
}
