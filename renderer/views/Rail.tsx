/**
 * The rail on the left: the views of the plan. Example: Checks shows how many errors and warnings there are.
 */
import {
  BookOpen,
  CalendarClock,
  ChartColumn,
  Coins,
  Gavel,
  GitCompareArrows,
  HandCoins,
  Landmark,
  ListChecks,
  type LucideIcon,
  PiggyBank,
  ScrollText,
  TrendingUp,
  Wallet,
} from 'lucide-react'
import { tip } from '../actions.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { type View, views } from '../state.ts'

const names: Record<View, [string, LucideIcon]> = {
  budget: ['Budget', BookOpen],
  funding: ['Funding', Coins],
  nextYear: ['Next year', TrendingUp],
  pots: ['Pots', Wallet],
  options: ['Options', GitCompareArrows],
  contracts: ['Contracts', CalendarClock],
  bids: ['External funding', HandCoins],
  decisions: ['Decisions', Gavel],
  underspend: ['Underspend', PiggyBank],
  reserves: ['Reserves', Landmark],
  charts: ['Charts', ChartColumn],
  checks: ['Checks', ListChecks],
  history: ['History', ScrollText],
}

export function Rail() {
  const current = usePlanner((state) => state.view)
  const { error, warning } = useLedger().checks.counts()
  return (
    <nav className="rail" aria-label="Views">
      {views.map((view) => {
        const [name, Icon] = names[view]
        return (
          <button
            key={view}
            type="button"
            className="rail-item"
            aria-current={view === current ? 'page' : undefined}
            title={tip(`go.${view}`, name)}
            onClick={() => planner.go(view)}
          >
            <Icon size={16} aria-hidden />
            <span>{name}</span>
            {view === 'checks' && error + warning > 0 && (
              <span className={error > 0 ? 'rail-count rail-count-error' : 'rail-count'}>{error + warning}</span>
            )}
          </button>
        )
      })}
    </nav>
  )
}
