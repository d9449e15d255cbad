/**
 * The record of a decision, new or as it is. Renaming its reference renames it wherever it is cited. Example: EXE0003/20,
 * Commissioning Framework, 18 February 2020, about the line Emergent issues.
 */
import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import {
  citedBy,
  countedWords,
  type Decision,
  decisionStatuses,
  decisionStatusNames,
  linesOf,
  publishing,
} from '../../shared/decisions.ts'
import { addDecision, setDecision } from '../../shared/edits/decisions.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { LineField, lineNamed } from '../dialogs/LineField.tsx'
import { carryOut } from '../dialogs/perform.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { type ApprovalDraft, Approvals, DayField, LongField } from './fields.tsx'

type Answer = 'yes' | 'no' | ''
const answers = [
  { value: '' as Answer, label: 'Not yet determined' },
  { value: 'yes' as Answer, label: 'May be published' },
  { value: 'no' as Answer, label: 'Not to be published' },
]
type PublishField = (typeof publishing)[number][0]

/** @param decisionId null for a new record @param reference of a new record, where it is known */
export function DecisionDialog({
  decisionId,
  reference: first = '',
}: {
  decisionId: string | null
  reference?: string | undefined
}) {
  const { plan } = useLedger()
  const held = decisionId === null ? undefined : plan.decision.get(decisionId)
  const [reference, setReference] = useState(held?.reference ?? first)
  const [title, setTitle] = useState(held?.title ?? '')
  const [date, setDate] = useState(held?.date ?? '')
  const [status, setStatus] = useState<Decision['status']>(held?.status ?? 'draft')
  const [summary, setSummary] = useState(held?.summary ?? '')
  const [background, setBackground] = useState(held?.background ?? '')
  const [recommendations, setRecommendations] = useState(held?.recommendations ?? '')
  const [attendees, setAttendees] = useState(held?.attendees.join('\n') ?? '')
  const [approvals, setApprovals] = useState<ApprovalDraft[]>(
    () => held?.approvals.map((approval) => ({ key: planner.newId(), ...approval, date: approval.date ?? '' })) ?? [],
  )
  const [lineIds, setLineIds] = useState(() => (held ? linesOf(plan, held.id).map(({ id }) => id) : []))
  const [line, setLine] = useState('')
  const [publish, setPublish] = useState<Record<PublishField, Answer>>({
    publishRecord: held?.publishRecord ?? '',
    publishReport: held?.publishReport ?? '',
    publishDetails: held?.publishDetails ?? '',
  })
  const [withheld, setWithheld] = useState(held?.withheld ?? '')
  const [error, setError] = useState<string | null>(null)
  const cited = held ? citedBy(plan, held.reference) : []

  const save = async () => {
    const details = (current: Plan) => ({
      reference,
      title,
      date: date || null,
      status,
      summary,
      background,
      recommendations,
      attendees: attendees.split('\n'),
      approvals: approvals.map(({ role, text, date: given }) => ({ role, text, date: given || null })),
      ...Object.fromEntries(publishing.map(([field]) => [field, publish[field] || null])),
      withheld,
      lineIds: [...lineIds, ...[lineNamed(current, line)?.id].flatMap((id) => id ?? [])],
    })
    const id = decisionId ?? planner.newId()
    const refused = await carryOut((current) =>
      decisionId === null
        ? addDecision(current, details(current), () => id)
        : setDecision(current, id, details(current)),
    )
    setError(refused)
    if (refused === null) planner.set({ decisionId: id })
  }
  return (
    <Modal
      size="large"
      title={held ? 'Change the record' : 'Record a decision'}
      description={
        cited.length > 0
          ? `Cited by ${cited.map(countedWords).join(', ')}; another reference is put there too.`
          : 'Drawdowns, transfers, carry-forwards and virements that cite the reference belong to the record.'
      }
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          {error && (
            <p className="error-box decision-error" role="alert">
              {error}
            </p>
          )}
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {held ? 'Save' : 'Record'}
          </button>
        </>
      }
    >
      <div className="decision-form">
        <div className="decision-column">
          <div className="field-pair">
            <Field label="Reference" value={reference} onChange={setReference} autoFocus={held === undefined} />
            <DayField label="Date" value={date} onChange={setDate} />
          </div>
          <Field label="Title" value={title} onChange={setTitle} />
          <LongField label="Summary of the issue" rows={5} value={summary} onChange={setSummary} />
          <LongField label="Background" rows={3} value={background} onChange={setBackground} />
          <LongField
            label="Recommendations"
            rows={4}
            value={recommendations}
            onChange={setRecommendations}
            hint="One to a line."
          />
          <Lines plan={plan} typed={line} onType={setLine} lineIds={lineIds} onChange={setLineIds} />
        </div>
        <div className="decision-column">
          <Choice
            stacked
            label="Status"
            items={decisionStatuses.map((value) => ({ value, label: decisionStatusNames[value] }))}
            value={status}
            onChange={setStatus}
          />
          <LongField
            label="Present"
            rows={3}
            value={attendees}
            onChange={setAttendees}
            hint="Roles only, one to a line, such as Chief Finance Officer. Never people’s names: the record is published."
          />
          <Approvals approvals={approvals} onChange={setApprovals} />
          <fieldset className="decision-publication">
            <legend>Publication, as the monitoring officer determines</legend>
            {publishing.map(([field, what]) => (
              <Choice
                key={field}
                label={what}
                items={answers}
                value={publish[field]}
                onChange={(answer) => setPublish({ ...publish, [field]: answer })}
              />
            ))}
          </fieldset>
          <Field
            label="Reason for not publishing"
            value={withheld}
            onChange={setWithheld}
            hint="With the law that it rests on, if anything is not to be published."
          />
        </div>
      </div>
    </Modal>
  )
}

function Lines({
  plan,
  typed,
  onType,
  lineIds,
  onChange,
}: {
  plan: Plan
  /** A line that is being named; it counts too when the record is saved. */
  typed: string
  onType: (typed: string) => void
  lineIds: readonly string[]
  onChange: (lineIds: string[]) => void
}) {
  const [error, setError] = useState<string | null>(null)
  const listId = useId()
  const add = () => {
    try {
      const line = lineNamed(plan, typed)
      if (line && !lineIds.includes(line.id)) onChange([...lineIds, line.id])
      onType('')
      setError(null)
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <div className="decision-lines">
      <div className="decision-add">
        <LineField
          label="About which budget lines"
          value={typed}
          onChange={(value) => {
            setError(null)
            onType(value)
          }}
          error={error}
        />
        <button type="button" className="button" onClick={add} disabled={typed.trim() === ''}>
          <Plus size={15} aria-hidden /> Add the line
        </button>
      </div>
      {lineIds.length > 0 && (
        <ul id={listId} className="decision-chips" aria-label="Budget lines of the decision">
          {lineIds.map((id) => {
            const line = plan.line.get(id)
            const name = line ? lineLabel(plan, line) : 'A line that has gone'
            return (
              <li key={id}>
                <span>{name}</span>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Take off ${name}`}
                  onClick={() => onChange(lineIds.filter((other) => other !== id))}
                >
                  <X size={13} aria-hidden />
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
