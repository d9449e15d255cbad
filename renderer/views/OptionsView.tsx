/**
 * Options: named sets of differences from the plan, each of which can be switched on, edited, put beside another, and
 * adopted. Example: "5% cut to grants" beside the plan, by priority and by line.
 */

import { GitCompareArrows, Plus } from 'lucide-react'
import { useState } from 'react'
import type { FinancialYear } from '../../shared/years.ts'
import { HowTo } from '../help/HowTo.tsx'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { OptionList } from '../options/OptionList.tsx'
import { SideBySide } from '../options/SideBySide.tsx'

export function OptionsView() {
  const ledger = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [chosen, setChosen] = useState<FinancialYear | null>(null)
  const year = chosen ?? ledger.planYear ?? ledger.years.at(-1) ?? null
  const none = ledger.base.option.size === 0
  const add = (
    <button
      type="button"
      className={none ? 'button primary' : 'button'}
      onClick={() => planner.show({ kind: 'addOption', copyOf: null })}
    >
      <Plus size={15} aria-hidden /> Add an option…
    </button>
  )
  return (
    <div className="view-scroll">
      <header className="view-head">
        <h2>Options</h2>
        <p className="quiet">Each is kept apart from the plan until it is adopted.</p>
        <span className="tools-gap" />
        {!readOnly && !none && add}
      </header>
      {none ? (
        <div className="empty">
          <GitCompareArrows size={28} aria-hidden />
          <h2>No options yet</h2>
          <p>
            What if grants were cut by 5%, or the pilot was not extended? An option is such a set of differences: switch
            it on, type as usual, put it beside the plan, and adopt it or drop it. The plan stays as it is meanwhile.
          </p>
          {!readOnly && <div className="empty-actions">{add}</div>}
          <HowTo page="options" />
        </div>
      ) : (
        <>
          <OptionList year={year} />
          {year && <SideBySide year={year} onYear={setChosen} />}
        </>
      )}
    </div>
  )
}
