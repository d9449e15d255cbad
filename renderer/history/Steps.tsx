/**
 * Every step of the plan by day, the latest first: what, who, when, and whether it stands; each can be looked at, named as a
 * draft, and compared with now. Example: filtered by "victim", only the steps about Victim First are left.
 */

import { Bookmark, Diff, Eye, Search } from 'lucide-react'
import { Fragment, useState } from 'react'
import type { HistoryStep } from '../../shared/ipc.ts'
import { formatCount } from '../../shared/money.ts'
import { dayOf, timeOf } from '../clock.ts'
import { planner, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { type Known, pointOf, stepKey } from './points.ts'

const SHOWN = 300
const ANYBODY = ''
const states: Record<HistoryStep['state'], string> = {
  done: 'Done',
  undone: 'Undone',
  dropped: 'Undone, then overtaken',
}

/** The steps that hold every word, and are by the person chosen. */
export function filtered(steps: readonly HistoryStep[], words: string, who: string): HistoryStep[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return steps.filter(
    (step) =>
      (who === ANYBODY || step.who === who) &&
      wanted.every((word) => `${step.number} ${step.label} ${step.who}`.toLowerCase().includes(word)),
  )
}

export function Steps({ known }: { known: Known }) {
  const [words, setWords] = useState('')
  const [who, setWho] = useState(ANYBODY)
  const [most, setMost] = useState(SHOWN)
  const { steps } = known
  const people = [...new Set(steps.map((step) => step.who))].sort()
  const found = filtered(steps, words, who)
  const shown = found.slice(0, most)
  return (
    <>
      <div className="history-tools">
        <div className="find">
          <Search size={14} aria-hidden />
          <input
            type="search"
            aria-label="Find a step"
            placeholder="Find a step"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        {people.length > 1 && (
          <Choice
            label="By"
            items={[{ value: ANYBODY, label: 'anybody' }, ...people.map((value) => ({ value, label: value }))]}
            value={who}
            onChange={setWho}
          />
        )}
        <span className="quiet" role="status">
          {found.length === steps.length
            ? `${formatCount(steps.length)} ${steps.length === 1 ? 'step' : 'steps'}`
            : `${formatCount(found.length)} of ${formatCount(steps.length)} steps`}
        </span>
      </div>
      {found.length === 0 ? (
        <p className="quiet">
          {steps.length === 0 ? 'Nothing has been done in this plan yet.' : 'No step holds that.'}
        </p>
      ) : (
        <table className="plain-table sticky-head history-steps" aria-label="Steps">
          <thead>
            <tr>
              <th scope="col" className="money">
                Step
              </th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
              <th scope="col">When</th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="announcer">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((step, index) => {
              const date = dayOf(step.at)
              const isFirst = index === 0 || dayOf(shown[index - 1]!.at) !== date
              return (
                <Fragment key={step.number}>
                  {isFirst && (
                    <tr className="group-row">
                      <th scope="rowgroup" colSpan={6}>
                        {date}
                      </th>
                    </tr>
                  )}
                  <StepRow step={step} known={known} />
                </Fragment>
              )
            })}
          </tbody>
        </table>
      )}
      {found.length > most && (
        <p className="history-more">
          <button type="button" className="button" onClick={() => setMost(most + SHOWN)}>
            Show earlier steps
          </button>
        </p>
      )}
    </>
  )
}

function StepRow({ step, known }: { step: HistoryStep; known: Known }) {
  const looked = usePlanner(({ looking }) => looking?.step === step.number)
  const readOnly = usePlanner(() => planner.past.present?.readOnly ?? true)
  const { number, label, who, at, state } = step
  const drafts = known.drafts.filter((point) => point.step === number)
  return (
    <tr className={state === 'done' ? undefined : 'not-done'} aria-current={looked ? 'true' : undefined}>
      <td className="money">{number}</td>
      <td className="step-words">
        <span className="step-what">{label}</span>
        {drafts.map(({ draft }) => (
          <span key={draft.id} className="draft-tag">
            <Bookmark size={12} aria-hidden /> {draft.name}
          </span>
        ))}
      </td>
      <td className="nowrap">{who}</td>
      <td className="nowrap tabular">{timeOf(at)}</td>
      <td className="nowrap">{states[state]}</td>
      <td className="row-actions">
        {state === 'done' && (
          <>
            <button
              type="button"
              className="row-action"
              aria-label={`Look at the plan after step ${number}`}
              title="Look at the plan as it was then"
              onClick={() => void planner.past.lookAt(pointOf(known, stepKey(number))!)}
            >
              <Eye size={15} aria-hidden /> <span className="row-word">Look</span>
            </button>
            <button
              type="button"
              className="row-action"
              aria-label={`Compare with the plan after step ${number}`}
              title="What has changed since then"
              onClick={() =>
                planner.set({ historyShown: { tab: 'changes', from: stepKey(number), to: 'now' }, notice: null })
              }
            >
              <Diff size={15} aria-hidden /> <span className="row-word">Compare</span>
            </button>
            {!readOnly && (
              <button
                type="button"
                className="row-action"
                aria-label={`Name the plan after step ${number} as a draft…`}
                title="Name the plan as it was then as a draft"
                onClick={() => planner.show({ kind: 'draft', draftId: null, step: number })}
              >
                <Bookmark size={15} aria-hidden /> <span className="row-word">Name</span>
              </button>
            )}
          </>
        )}
      </td>
    </tr>
  )
}
