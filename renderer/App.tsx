/**
 * What stands in the window: the start screen or the open plan, the dialog over it, and what is said to screen readers.
 * Example: while the plan file is being opened it shows "Opening…".
 */
import { Dialogs } from './dialogs/Dialogs.tsx'
import { HelpPane } from './help/HelpPane.tsx'
import { usePlanner } from './instance.ts'
import { StartScreen } from './start/StartScreen.tsx'
import { PlanScreen } from './views/PlanScreen.tsx'

export function App() {
  const stage = usePlanner((state) => state.stage)
  return (
    <>
      <div className="window">
        <div className="window-screen">
          {stage === 'loading' && <main className="loading">Opening…</main>}
          {stage === 'start' && <StartScreen />}
          {stage === 'plan' && <PlanScreen />}
        </div>
        <HelpPane />
      </div>
      <Dialogs />
      <Announcer />
    </>
  )
}

/** On its own, so that what is said after every edit does not draw the whole window anew. */
function Announcer() {
  const announcement = usePlanner((state) => state.announcement)
  return (
    <div className="announcer" role="status" aria-live="polite" aria-label="Announcements">
      {announcement}
    </div>
  )
}
