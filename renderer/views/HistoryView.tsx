/**
 * The plan's history: every step, the drafts that were named along it, and what changed between two points of it.
 * Example: "set Victim First 2020/21", by jo at 10:32; Draft 2, panel of 14 January 2021.
 */
import { Tabs } from '@base-ui/react/tabs'
import { Changed } from '../history/Changed.tsx'
import { Drafts } from '../history/Drafts.tsx'
import { useKnown } from '../history/points.ts'
import { Steps } from '../history/Steps.tsx'
import { planner, usePlanner } from '../instance.ts'
import type { HistoryTab } from '../state.ts'

const tabs: Record<HistoryTab, string> = { steps: 'Steps', drafts: 'Drafts', changes: 'What changed' }

export function HistoryView() {
  const shown = usePlanner((state) => state.historyShown)
  const known = useKnown()
  return (
    <Tabs.Root
      className="tabs history"
      value={shown.tab}
      onValueChange={(tab) => planner.set({ historyShown: { ...planner.state.historyShown, tab: tab as HistoryTab } })}
    >
      <header className="view-head">
        <h2>History</h2>
        <Tabs.List className="tab-list" aria-label="History">
          {Object.entries(tabs).map(([tab, name]) => (
            <Tabs.Tab key={tab} value={tab} className="tab">
              {name}
              {tab === 'drafts' && known && known.drafts.length > 0 && (
                <span className="tab-number">{known.drafts.length}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <p className="quiet">Kept in the plan file.</p>
      </header>
      {Object.keys(tabs).map((tab) => (
        <Tabs.Panel key={tab} value={tab} className="tab-panel view-scroll" tabIndex={-1}>
          {known === null ? (
            <p className="quiet">Reading…</p>
          ) : tab === 'steps' ? (
            <Steps known={known} />
          ) : tab === 'drafts' ? (
            <Drafts known={known} />
          ) : (
            <Changed known={known} />
          )}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}
