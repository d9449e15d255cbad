/**
 * The rail on the left: the views of the plan. Example: Underspend shows how many lines are still undecided.
 */
import { BookOpen, Landmark, type LucideIcon, PiggyBank, ScrollText } from 'lucide-react'
import { planner, usePlanner } from '../instance.ts'
import { type View, views } from '../state.ts'

const names: Record<View, [string, LucideIcon]> = {
  budget: ['Budget', BookOpen],
  underspend: ['Underspend', PiggyBank],
  reserves: ['Reserves', Landmark],
  history: ['History', ScrollText],
}

export function Rail() {
  const current = usePlanner((state) => state.view)
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
            onClick={() => planner.go(view)}
          >
            <Icon size={16} aria-hidden />
            <span>{name}</span>
          </button>
        )
      })}
    </nav>
  )
}
