/**
 * Next year from this one: the bridge from one year's budget to the next as a table and a waterfall, the indicative years,
 * and virements. Example: £4,395,961, uplift 2%, growth of £30,000, and what it comes to.
 */

import { Tabs } from '@base-ui/react/tabs'
import { Percent, Plus, TrendingUp } from 'lucide-react'
import { useState } from 'react'
import { bridgeOf, bridgeYears, cliffsOf, type PlanBridge } from '../../shared/bridge.ts'
import { bridgeChart } from '../../shared/charts/bridge.ts'
import { formatCount } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { perform } from '../actions.ts'
import { Chart } from '../charts/Chart.tsx'
import { HowTo } from '../help/HowTo.tsx'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { BridgeTable } from '../nextyear/BridgeTable.tsx'
import { LaterYears } from '../nextyear/LaterYears.tsx'
import { PriorityBridges } from '../nextyear/PriorityBridges.tsx'
import { Virements } from '../nextyear/Virements.tsx'
import { Choice } from '../parts/Choice.tsx'
import { EmptyPlan } from './EmptyPlan.tsx'

const tabs = [
  { value: 'bridge', label: 'Bridge' },
  { value: 'later', label: 'Later years' },
  { value: 'virements', label: 'Virements' },
] as const

export function NextYearView() {
  const { plan, planYear } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [chosen, setChosen] = useState<FinancialYear | null>(null)
  if (plan.line.size === 0)
    return (
      <div className="ledger-empty">
        <EmptyPlan
          page="roll"
          then="The steps from one year’s budget to the next then stand here, with their reasons."
        />
      </div>
    )
  const years = bridgeYears(plan)
  const fallback = planYear !== null && years.includes(planYear) ? planYear : (years.at(-1) ?? null)
  const year = chosen !== null && years.includes(chosen) ? chosen : fallback
  const cliffs = cliffsOf(plan).length
  return (
    <Tabs.Root defaultValue="bridge" className="tabs next-year">
      <header className="view-head">
        <h2>Next year</h2>
        <Tabs.List className="tab-list" aria-label="Next year">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value} className="tab">
              {label}
              {value === 'later' && cliffs > 0 && (
                <span className="tab-number tab-number-alert">{formatCount(cliffs)}</span>
              )}
              {value === 'virements' && plan.virement.size > 0 && (
                <span className="tab-number">{formatCount(plan.virement.size)}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <span className="tools-gap" />
        {!readOnly && (
          <button type="button" className="button" disabled={!planYear} onClick={() => perform('roll')}>
            <TrendingUp size={15} aria-hidden /> Roll forward…
          </button>
        )}
      </header>
      <Tabs.Panel value="bridge" className="tab-panel next-year-panel">
        {year ? (
          <>
            <div className="next-year-lead">
              <Choice
                label="Bridge to"
                items={years.map((value) => ({ value, label: value }))}
                value={year}
                onChange={setChosen}
              />
              <span className="tools-gap" />
              {!readOnly && <BridgeButtons year={year} />}
            </div>
            <BridgePanel bridge={bridgeOf(plan, year)} />
          </>
        ) : (
          <NoBridge planYear={planYear} readOnly={readOnly} />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="later" className="tab-panel next-year-panel">
        <LaterYears />
      </Tabs.Panel>
      <Tabs.Panel value="virements" className="tab-panel next-year-panel">
        <Virements />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

/** What changes the year that the bridge leads to. */
function BridgeButtons({ year }: { year: FinancialYear }) {
  return (
    <>
      <button type="button" className="button" onClick={() => planner.show({ kind: 'uplift', year })}>
        <Percent size={15} aria-hidden /> Uplift…
      </button>
      <button
        type="button"
        className="button"
        onClick={() => planner.show({ kind: 'adjustment', lineId: null, year, id: null })}
      >
        <Plus size={15} aria-hidden /> Add adjustment…
      </button>
    </>
  )
}

function NoBridge({ planYear, readOnly }: { planYear: FinancialYear | null; readOnly: boolean }) {
  return (
    <div className="empty">
      <h2>No next year yet</h2>
      <p>
        Roll {planYear ?? 'the plan'} forward: each line’s budget less one-off money, with an uplift if you like. The
        steps from one year to the next then stand here, with their reasons, and add up.
      </p>
      {!readOnly && planYear && (
        <div className="empty-actions">
          <button type="button" className="button primary" onClick={() => perform('roll')}>
            <TrendingUp size={16} aria-hidden /> Roll forward
          </button>
        </div>
      )}
      <HowTo page="roll" />
    </div>
  )
}

function BridgePanel({ bridge }: { bridge: PlanBridge }) {
  const { from, year } = bridge
  const picture = bridgeChart(bridge)
  return (
    <>
      <div className="next-year-top">
        <BridgeTable bridge={bridge} />
        {picture ? (
          <figure className="chart" aria-label={`Waterfall from ${from} to ${year}`}>
            <figcaption className="chart-summary">{[picture.summary, ...picture.notes].join(' ')}</figcaption>
            <Chart picture={picture} height={320} />
          </figure>
        ) : (
          <p className="quiet next-year-no-chart">
            {year} is {from}, held: there are no steps to draw.
          </p>
        )}
      </div>
      <PriorityBridges bridge={bridge} />
    </>
  )
}
