/**
 * Leads from an empty view to the help's page about it. Example: "How this works" in Funding, before there is a source.
 */
import { CircleHelp } from 'lucide-react'
import { planner } from '../instance.ts'

export function HowTo({ page }: { page: string }) {
  return (
    <p className="how-to">
      <button type="button" className="link" onClick={() => planner.set({ help: { page } })}>
        <CircleHelp size={14} aria-hidden /> How this works
      </button>
    </p>
  )
}
