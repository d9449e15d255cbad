/**
 * The register of decisions: each record with what cites it, and the references that are cited but have no record. Example
 * (Leicestershire): EXE0003/20, approved, seven drawdowns of £114,843.25.
 */

import { Gavel, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { shortDay } from '../../shared/days.ts'
import {
  type Cited,
  citedBy,
  countedWords,
  type Decision,
  decisionStatusNames,
  decisionsInOrder,
  type Unrecorded,
  unrecorded,
} from '../../shared/decisions.ts'
import { addDecision } from '../../shared/edits/decisions.ts'
import { formatMoney } from '../../shared/money.ts'
import { Record } from '../decisions/Record.tsx'
import { HowTo } from '../help/HowTo.tsx'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'

/** So many references without a record are shown at first. */
const WITHOUT = 20

const citedText = (cited: readonly Cited[]) =>
  cited.map((one) => `${countedWords(one)}, ${formatMoney(one.pence)}`).join('; ')

/** Makes the record of a reference that is cited already, to be completed. */
async function makeRecord(reference: string): Promise<void> {
  const id = planner.newId()
  planner.set({ decisionId: id })
  await planner.edit((plan) => addDecision(plan, { reference, title: `Decision ${reference}` }, () => id))
}

export function DecisionsView() {
  const { plan } = useLedger()
  const version = usePlanner((state) => state.version)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const chosen = usePlanner((state) => state.decisionId)
  const [page, setPage] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when the plan has changed
  const [records, without] = useMemo(() => [decisionsInOrder(plan), unrecorded(plan)], [plan, version])
  const add = !readOnly && (
    <button
      type="button"
      className="button primary"
      onClick={() => planner.show({ kind: 'decision', decisionId: null })}
    >
      <Plus size={15} aria-hidden /> Record a decision…
    </button>
  )
  const shown = records.find(({ id }) => id === chosen) ?? records[0]
  const from = Math.min(page, Math.max(0, Math.ceil(records.length / PAGE) - 1)) * PAGE
  const items = records.slice(from, from + PAGE)
  if (records.length === 0 && without.length === 0)
    return (
      <div className="view-scroll">
        <header className="view-head">
          <h2>Decisions</h2>
        </header>
        <div className="empty">
          <h2>No decisions yet</h2>
          <p>
            Record what was decided, when and by whom. Drawdowns, transfers, carry-forwards and virements that cite the
            record’s reference are shown with it, with their totals; the record then makes a paper to be signed, and
            says what may be published.
          </p>
          {add && <div className="empty-actions">{add}</div>}
          <HowTo page="decisions" />
        </div>
      </div>
    )
  return (
    <>
      <header className="view-head decisions-bar">
        <h2>Decisions</h2>
        <span className="tools-gap" />
        {add}
      </header>
      <div className="decisions-view">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
        <section className="decisions-list" aria-label="Register of decisions" tabIndex={0}>
          {records.length > 0 && (
            <ul>
              {items.map((decision) => (
                <li key={decision.id}>
                  <Entry decision={decision} cited={citedBy(plan, decision.reference)} current={decision === shown} />
                </li>
              ))}
            </ul>
          )}
          <Pager page={{ all: records.length, from, items }} one="decision" onTurn={setPage} />
          {without.length > 0 && <Without references={without} readOnly={readOnly} />}
        </section>
        {shown ? (
          <Record key={shown.id} decision={shown} />
        ) : (
          <div className="decision-none">
            <Gavel size={22} aria-hidden />
            <p className="quiet">
              No decision has a record yet. Make one of a reference that is cited, or record a new decision.
            </p>
          </div>
        )}
      </div>
    </>
  )
}

function Entry({ decision, cited, current }: { decision: Decision; cited: Cited[]; current: boolean }) {
  const { id, reference, title, date, status } = decision
  return (
    <button
      type="button"
      className="decision-entry"
      aria-current={current ? 'true' : undefined}
      onClick={() => planner.set({ decisionId: id })}
    >
      <span className="decision-entry-head">
        <strong>{reference}</strong>
        <span className={`decision-status decision-${status}`}>{decisionStatusNames[status]}</span>
      </span>
      <span className="decision-entry-title">{title}</span>
      <small>
        {date === null ? 'No date' : shortDay(date)}
        {cited.length > 0 && ` · ${citedText(cited)}`}
      </small>
    </button>
  )
}

function Without({ references, readOnly }: { references: readonly Unrecorded[]; readOnly: boolean }) {
  const [shown, setShown] = useState(WITHOUT)
  return (
    <section className="decisions-without" aria-labelledby="without-heading">
      <h3 id="without-heading">Cited, but without a record</h3>
      <ul>
        {references.slice(0, shown).map(({ reference, cited }) => (
          <li key={reference}>
            <div>
              <strong>{reference}</strong>
              <small>{citedText(cited)}</small>
            </div>
            {!readOnly && (
              <button
                type="button"
                className="button"
                aria-label={`Make the record of ${reference}`}
                onClick={() => void makeRecord(reference)}
              >
                Make the record
              </button>
            )}
          </li>
        ))}
      </ul>
      {references.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + WITHOUT)}>
          Show {Math.min(WITHOUT, references.length - shown)} more of {references.length}
        </button>
      )}
    </section>
  )
}
