/**
 * The fields of a decision's record: long texts, days and approvals. Example: `<DayField label="Date" value="2020-02-18" …/>`.
 */
import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { planner } from '../instance.ts'
import { Field } from '../parts/Field.tsx'

export function LongField({
  label,
  value,
  onChange,
  rows,
  hint,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  rows: number
  hint?: string
}) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="input"
        rows={rows}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

export function DayField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} type="date" className="input" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}

/** An approval while it is being written; `date` is empty for none. */
export interface ApprovalDraft {
  key: string
  role: string
  text: string
  date: string
}

export function Approvals({
  approvals,
  onChange,
}: {
  approvals: readonly ApprovalDraft[]
  onChange: (approvals: ApprovalDraft[]) => void
}) {
  const set = (key: string, part: Partial<ApprovalDraft>) =>
    onChange(approvals.map((one) => (one.key === key ? { ...one, ...part } : one)))
  return (
    <fieldset className="decision-approval-fields">
      <legend>Advice and approvals</legend>
      {approvals.map(({ key, role, text, date }, index) => (
        <div key={key} className="decision-approval">
          <div className="field-pair">
            <Field
              label="Role"
              value={role}
              onChange={(value) => set(key, { role: value })}
              list={['Chief Executive', 'Chief Finance Officer', 'Monitoring Officer']}
            />
            <DayField label="Given on" value={date} onChange={(value) => set(key, { date: value })} />
          </div>
          <LongField
            label="What is approved or advised"
            rows={2}
            value={text}
            onChange={(value) => set(key, { text: value })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove approval ${index + 1}`}
            title="Remove this approval"
            onClick={() => onChange(approvals.filter((one) => one.key !== key))}
          >
            <Trash2 size={14} aria-hidden />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button"
        onClick={() => onChange([...approvals, { key: planner.newId(), role: '', text: '', date: '' }])}
      >
        <Plus size={15} aria-hidden /> Add an approval
      </button>
    </fieldset>
  )
}
