/**
 * Every step of the plan, the latest first: what, who, when, and whether it stands. Example: "set Victim First 2020/21, done".
 */
import { useEffect, useState } from 'react'
import type { HistoryStep } from '../../shared/ipc.ts'
import { planner, usePlanner } from '../instance.ts'
import { sentenceOf } from '../planner.ts'

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const states: Record<HistoryStep['state'], string> = {
  done: 'Done',
  undone: 'Undone',
  dropped: 'Undone, then overtaken',
}
const SHOWN = 500

export function HistoryView() {
  const version = usePlanner((state) => state.version)
  const [steps, setSteps] = useState<HistoryStep[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after every Change
  useEffect(() => {
    let wanted = true
    planner.historySteps().then(
      (found) => wanted && setSteps(found),
      (error) => planner.notify({ kind: 'error', sentence: sentenceOf(error) }),
    )
    return () => {
      wanted = false
    }
  }, [version])
  return (
    <div className="view-scroll">
      <header className="view-head">
        <h2>History</h2>
        <p className="quiet">Kept in the plan file. Undo and redo walk along it.</p>
      </header>
      {steps === null ? (
        <p className="quiet">Reading…</p>
      ) : (
        <table className="plain-table sticky-head">
          <thead>
            <tr>
              <th scope="col" className="money">
                Step
              </th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
              <th scope="col">When</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {steps.slice(0, SHOWN).map(({ number, label, who, at, state }) => (
              <tr key={number} className={state === 'done' ? undefined : 'not-done'}>
                <td className="money">{number}</td>
                <td className="step-what">{label}</td>
                <td>{who}</td>
                <td className="nowrap tabular">{when.format(new Date(at))}</td>
                <td className="nowrap">{states[state]}</td>
              </tr>
            ))}
            {steps.length > SHOWN && (
              <tr>
                <td />
                <td colSpan={4} className="quiet">
                  and {(steps.length - SHOWN).toLocaleString('en-GB')} earlier steps
                </td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </div>
  )
}
