/**
 * Says that the plan as it was is shown, and leads back. Example: "The plan as it was on 14 January 2021 at 10:32 (Draft 2)".
 */
import { ArrowLeft, History } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { sentenceCase } from '../../shared/changes/words.ts'
import { whenOf } from '../clock.ts'
import { planner, usePlanner } from '../instance.ts'

export function LookingBar() {
  const looking = usePlanner((state) => state.looking)
  const back = useRef<HTMLButtonElement>(null)
  // The button that was pressed is often gone with the plan that is no longer shown.
  useEffect(() => {
    if (looking) back.current?.focus()
  }, [looking])
  if (!looking) return null
  return (
    <section className="looking-bar" aria-label="The plan as it was" data-testid="looking">
      <History size={16} aria-hidden />
      <p className="bar-words">
        <strong>
          {looking.at === null ? 'The plan before its first step' : `The plan as it was on ${whenOf(looking.at)}`}
        </strong>{' '}
        <span>{sentenceCase(looking.name)}. Nothing can be edited here.</span>
      </p>
      <button ref={back} type="button" className="button primary" onClick={() => planner.past.backToPresent()}>
        <ArrowLeft size={15} aria-hidden /> Back to the present
      </button>
    </section>
  )
}
