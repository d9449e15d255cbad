/**
 * Says that what has changed since a point is marked in the budget. Example: "Marked: what has changed since Draft 2".
 */
import { Diff } from 'lucide-react'
import { planner, usePlanner } from '../instance.ts'

export function SinceBar() {
  const since = usePlanner((state) => state.since)
  if (!since) return null
  return (
    <section className="since-bar" aria-label="Marked changes">
      <Diff size={15} aria-hidden />
      <p className="bar-words">
        Marked: what has changed since <strong>{since.name}</strong>
        <span className="since-key" aria-hidden>
          <span className="since-key-up">▲ raised</span>
          <span className="since-key-down">▼ lowered</span>
          <span className="since-key-text">● other</span>
        </span>
      </p>
      <button
        type="button"
        className="button"
        onClick={() => {
          planner.set({ historyShown: { tab: 'changes', from: `step ${since.step}`, to: 'now' } })
          planner.go('history')
        }}
      >
        What changed
      </button>
      <button type="button" className="button" onClick={() => void planner.past.markSince(null)}>
        Stop marking
      </button>
    </section>
  )
}
