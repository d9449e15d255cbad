/**
 * The plan in charts: budget by priority, year on year, the bridge, funding by source, reserves, underspend; of the option
 * that is shown, as the figures are now. Example: with 2021/22 chosen, "Victims is 32% of 2021/22, £1,685,249 of £5,240,000".
 */
import { useState } from 'react'
import { bridgeOf, bridgeYears } from '../../shared/bridge.ts'
import { bridgeChart } from '../../shared/charts/bridge.ts'
import { budgetByPriority, budgetYearOnYear, budgetYears } from '../../shared/charts/budget.ts'
import { fundingBySource } from '../../shared/charts/funding.ts'
import { allReserves, oneReserve } from '../../shared/charts/reserves.ts'
import { underspendByLine } from '../../shared/charts/underspend.ts'
import { reservesInOrder } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { ChartCard } from '../charts/ChartCard.tsx'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import type { View } from '../state.ts'
import { EmptyPlan } from './EmptyPlan.tsx'

export function ChartsView() {
  const { plan, planYear, years: all, figures } = useLedger()
  const [chosen, setChosen] = useState<FinancialYear | null>(null)
  const { byPriority, funding } = figures
  const years = budgetYears(byPriority, all)
  const last = years.at(-1)
  if (plan.line.size === 0 || !last)
    return (
      <div className="ledger-empty">
        <EmptyPlan then="They are then drawn here: by priority, year on year, by source, each with its table." />
      </div>
    )
  const year = [chosen, planYear].find((one) => one !== null && years.includes(one)) ?? last
  const underspendYear = planner.underspendYear()
  return (
    <div className="view-scroll">
      <header className="view-head">
        <h2>Charts</h2>
        <span className="tools-gap" />
        <Choice
          label="Year"
          items={years.map((value) => ({ value, label: value }))}
          value={year}
          onChange={setChosen}
        />
      </header>
      <div className="chart-cards">
        <ChartCard
          title="Budget by priority"
          picture={budgetByPriority(plan, byPriority, year)}
          empty={<p>No line has a budget in {year}.</p>}
        />
        <ChartCard
          title="Year on year"
          picture={budgetYearOnYear(plan, byPriority, years, year)}
          empty={
            <Missing view="nextYear" name="Next year">
              With a budget in two years or more, this shows how each priority changes. Roll {year} forward, or import
              the year before.
            </Missing>
          }
        />
        <ChartCard
          title="Bridge"
          picture={bridgeYears(plan).includes(year) ? bridgeChart(bridgeOf(plan, year)) : null}
          empty={
            <Missing view="nextYear" name="Next year">
              {bridgeYears(plan).includes(year)
                ? `${year} is the year before, held: there are no steps to draw.`
                : `With a budget in the year before ${year} too, this shows the steps from the one to the other: uplift, growth, savings, lines that begin and end.`}
            </Missing>
          }
        />
        <ChartCard
          title="Funding by source"
          picture={fundingBySource(plan, funding, year)}
          empty={
            <Missing view="funding" name="Funding">
              Say where the money comes from, and this shows each source beside the budget, and the gap.
            </Missing>
          }
        />
        <ReservesCard />
        <ChartCard
          title="Underspend by line"
          picture={underspendYear ? underspendByLine(plan, underspendYear) : null}
          empty={
            <Missing view="underspend" name="Underspend">
              With a forecast outturn{underspendYear ? ` for ${underspendYear}` : ''}, this shows which lines are
              forecast to cost less, or more, than their budget.
            </Missing>
          }
        />
      </div>
    </div>
  )
}

/** All reserves, or one of them with its minimum. */
function ReservesCard() {
  const { plan, funding } = useLedger()
  const [chosen, setChosen] = useState('')
  const reserves = reservesInOrder(plan)
  const reserve = reserves.find(({ id }) => id === chosen)
  return (
    <ChartCard
      title="Reserves"
      picture={reserve ? oneReserve(plan, reserve, funding) : allReserves(plan, funding)}
      empty={
        <Missing view="reserves" name="Reserves">
          {reserves.length > 0
            ? 'Nothing has moved in or out of a reserve yet. Give one its opening balance, or a transfer.'
            : 'Add an earmarked reserve with its opening balance, and this shows what each year closes with.'}
        </Missing>
      }
    >
      {reserves.length > 1 && (
        <Choice
          label="Reserve"
          items={[
            { value: '', label: 'All reserves' },
            ...reserves.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={reserve?.id ?? ''}
          onChange={setChosen}
        />
      )}
    </ChartCard>
  )
}

/** What a chart would show, and where its figures are entered. */
function Missing({ view, name, children }: { view: View; name: string; children: React.ReactNode }) {
  return (
    <>
      <p>{children}</p>
      <button type="button" className="button" onClick={() => planner.go(view)}>
        Go to {name}
      </button>
    </>
  )
}
