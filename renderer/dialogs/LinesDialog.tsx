/**
 * One edit of the lines that are selected: what is ticked is given to all of them, and their figures of a year may rise or fall.
 * Example: twelve lines to another owner and up by 2%, in one step.
 */
import { useId, useMemo, useState } from 'react'
import { type BulkField, type BulkSetting, bulkFields, editLines, type Raise } from '../../shared/edits/bulk.ts'
import { linesText } from '../../shared/edits/lines.ts'
import type { Line, Measure } from '../../shared/model.ts'
import {
  type BasisPoints,
  formatCount,
  formatMoney,
  type Pence,
  readAmount,
  readPercentage,
} from '../../shared/money.ts'
import { prioritiesInOrder } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { carryOut } from './perform.ts'

const NAMES: Record<BulkField, string> = {
  route: 'Route',
  provider: 'Provider',
  geography: 'Geography',
  owner: 'Owner',
  status: 'Status',
}
const LEAVE = 'leave'
const NONE = 'none'
const bases = [
  { value: LEAVE, label: 'Leave as it is' },
  { value: 'recurring', label: 'Recurring' },
  { value: 'one-off', label: 'One-off' },
] as const
type Basis = (typeof bases)[number]['value']
const ways = [
  { value: LEAVE, label: 'Leave as they are' },
  { value: 'percent', label: 'Raise by a percentage' },
  { value: 'sum', label: 'Raise by a sum each' },
] as const
type Way = (typeof ways)[number]['value']

/** What the lines have now: one text, or that they differ. */
function heldText(lines: readonly Line[], field: BulkField): string {
  const held = new Set(lines.map((line) => line[field] ?? ''))
  if (held.size > 1) return 'various'
  return [...held][0] || 'blank'
}

/** @throws {Refusal} when what was typed is neither a percentage nor an amount */
function byOf(way: Exclude<Way, typeof LEAVE>, typed: string): Raise['by'] {
  if (way === 'percent') {
    const points = readPercentage(typed)
    if (points === null) throw new Refusal('Type a percentage, such as 2 or −1.5.')
    return { kind: 'percent', points: points as BasisPoints }
  }
  const reading = readAmount(typed)
  if (reading.kind !== 'amount') throw new Refusal('Type a sum in pounds, such as 5,000 or −500.')
  return { kind: 'sum', pence: reading.pence }
}

export function LinesDialog({ lineIds }: { lineIds: readonly string[] }) {
  const ledger = useLedger()
  const { plan, planYear, years } = ledger
  const lines = useMemo(() => lineIds.flatMap((id) => plan.line.get(id) ?? []), [plan, lineIds])
  const [priority, setPriority] = useState<string>(LEAVE)
  const [texts, setTexts] = useState<Partial<Record<BulkField, string>>>({})
  const [basis, setBasis] = useState<Basis>(LEAVE)
  const [way, setWay] = useState<Way>(LEAVE)
  const [typed, setTyped] = useState('')
  const figures = years.flatMap((year) =>
    (['budget', 'forecast'] as const)
      .filter((measure) => measure === 'budget' || ledger.totals.total(year, measure) !== null)
      .map((measure) => ({
        value: `${year} ${measure}`,
        label: measure === 'budget' ? `Budget ${year}` : `Forecast outturn ${year}`,
      })),
  )
  const [figure, setFigure] = useState(`${planYear ?? years.at(-1)} budget`)
  const [error, setError] = useState<string | null>(null)

  const set: BulkSetting = {
    ...texts,
    ...(priority === LEAVE ? {} : { priorityId: priority === NONE ? null : priority }),
    ...(basis === LEAVE ? {} : { basis }),
  }
  const raise = (): Raise | null => {
    if (way === LEAVE) return null
    const [year, measure] = figure.split(' ') as [FinancialYear, Measure]
    return { year, measure, by: byOf(way, typed) }
  }
  const preview = (() => {
    if (way === LEAVE || typed.trim() === '') return null
    try {
      const asked = raise()!
      const change = editLines(plan, { lineIds, raise: asked })
      let by = 0
      for (const row of change.rows)
        if (row.table === 'amount') by += (row.after?.pence ?? 0) - (row.before?.pence ?? 0)
      const blank = lines.filter((line) => !plan.amount.has(`${line.id} ${asked.year} ${asked.measure}`)).length
      return { by: by as Pence, blank }
    } catch (refusal) {
      return { error: sentenceOf(refusal) }
    }
  })()

  const save = async () => {
    try {
      const intent = { lineIds, set, raise: raise() }
      setError(await carryOut((held) => editLines(held, intent)))
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  const close = () => planner.show(null)
  return (
    <Modal
      title={`Change ${linesText(plan, lineIds)}`}
      description="What is ticked or chosen is given to all of them, as one step."
      onClose={close}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Change
          </button>
        </>
      }
    >
      <Choice
        stacked
        label="Priority"
        items={[
          { value: LEAVE, label: 'Leave as it is' },
          ...prioritiesInOrder(plan).map(({ id, name }) => ({ value: id, label: name })),
          { value: NONE, label: 'No priority' },
        ]}
        value={priority}
        onChange={setPriority}
      />
      <fieldset className="ticked-fields">
        <legend className="field-label">Texts</legend>
        {bulkFields.map((field) => (
          <TickedField
            key={field}
            label={NAMES[field]}
            held={heldText(lines, field)}
            value={texts[field] ?? null}
            onChange={(text) => {
              const { [field]: _, ...others } = texts
              setTexts(text === null ? others : { ...others, [field]: text })
            }}
          />
        ))}
      </fieldset>
      <Choice stacked label="Basis" items={bases} value={basis} onChange={setBasis} />
      <Choice stacked label="Figures" items={ways} value={way} onChange={setWay} />
      {way !== LEAVE && (
        <>
          <Choice stacked label="Of" items={figures} value={figure} onChange={setFigure} />
          <Field
            label={way === 'percent' ? 'Percentage' : 'Sum in £, each'}
            value={typed}
            onChange={setTyped}
            money
            hint="With a minus before it, they fall. Blank figures stay blank."
          />
        </>
      )}
      {preview && 'by' in preview && (
        <dl className="figures" aria-live="polite">
          <dt>Together they change by</dt>
          <dd>
            <strong>
              {preview.by! > 0 && '+'}
              {formatMoney(preview.by!)}
            </strong>
          </dd>
          {preview.blank! > 0 && (
            <>
              <dt>Lines with no figure there</dt>
              <dd>{formatCount(preview.blank!)}</dd>
            </>
          )}
        </dl>
      )}
      {(error ?? preview?.error) && (
        <p className="error-box" role="alert">
          {error ?? preview?.error}
        </p>
      )}
    </Modal>
  )
}

interface TickedFieldProps {
  label: string
  /** What is there now. */
  held: string
  /** What is typed; null where it is not ticked. */
  value: string | null
  onChange: (value: string | null) => void
}

/** A text that is changed only where it is ticked; typing ticks it, and ticked and empty it is cleared. */
function TickedField({ label, held, value, onChange }: TickedFieldProps) {
  const id = useId()
  return (
    <div className="ticked-field">
      <label>
        <input
          type="checkbox"
          checked={value !== null}
          onChange={(event) => onChange(event.target.checked ? '' : null)}
        />
        <span id={id}>{label}</span>
      </label>
      <input
        className="input"
        aria-labelledby={id}
        autoComplete="off"
        value={value ?? ''}
        placeholder={value === null ? held : 'will be cleared'}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
