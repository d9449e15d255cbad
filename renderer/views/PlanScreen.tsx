/**
 * The screen of an open plan: title bar, rail, the view, the line's panel, and the status bar.
 * Example: the panel stands beside the budget and the underspend only.
 */
import { LookingBar } from '../history/LookingBar.tsx'
import { usePlanner } from '../instance.ts'
import { LinePanel } from '../panel/LinePanel.tsx'
import { BidsView } from './BidsView.tsx'
import { BudgetView } from './BudgetView.tsx'
import { ChartsView } from './ChartsView.tsx'
import { ChecksView } from './ChecksView.tsx'
import { ContractsView } from './ContractsView.tsx'
import { DecisionsView } from './DecisionsView.tsx'
import { FundingView } from './FundingView.tsx'
import { HistoryView } from './HistoryView.tsx'
import { NextYearView } from './NextYearView.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import { OptionsView } from './OptionsView.tsx'
import { PotsView } from './PotsView.tsx'
import { Rail } from './Rail.tsx'
import { ReservesView } from './ReservesView.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TitleBar } from './TitleBar.tsx'
import { UnderspendView } from './UnderspendView.tsx'

const screens = {
  budget: BudgetView,
  funding: FundingView,
  nextYear: NextYearView,
  pots: PotsView,
  options: OptionsView,
  contracts: ContractsView,
  bids: BidsView,
  decisions: DecisionsView,
  underspend: UnderspendView,
  reserves: ReservesView,
  charts: ChartsView,
  checks: ChecksView,
  history: HistoryView,
}

export function PlanScreen() {
  const view = usePlanner((state) => state.view)
  const panelOpen = usePlanner((state) => state.panelOpen)
  const name = usePlanner((state) => state.open?.name)
  const Screen = screens[view]
  return (
    <div className="plan-screen">
      <TitleBar />
      <Rail />
      <main className="view" data-view={view} key={name}>
        <LookingBar />
        <Screen />
        <NoticeBar />
      </main>
      {panelOpen && view === 'budget' && <LinePanel />}
      <StatusBar />
    </div>
  )
}
