/**
 * A source of funding, new or as it is: name, kind, ring-fence, carry-forward rule, conditions. Example: NHS England, a
 * partner's contribution, ring-fenced to Supporting victims, carried forward only with consent.
 */
import { useId, useState } from 'react'
import { addSource, fenceNames, type SourceDetails, setSource, usualCarry } from '../../shared/edits/funding.ts'
import type { Source } from '../../shared/model.ts'
import { prioritiesInOrder } from '../../shared/plan.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const kinds = [
  { value: 'core', label: 'Core budget' },
  { value: 'grant', label: 'Grant' },
  { value: 'partner', label: 'Partner’s contribution (pooled or match funding)' },
  { value: 'reserve', label: 'Earmarked reserve' },
] as const

const rules = [
  { value: 'yes', label: 'Yes' },
  { value: 'consent', label: 'Only with the funder’s consent' },
  { value: 'no', label: 'No: unspent money goes back' },
] as const

/** @param sourceId null for a new one */
export function SourceDialog({ sourceId }: { sourceId: string | null }) {
  const { plan, planYear } = useLedger()
  const held = sourceId === null ? undefined : plan.source.get(sourceId)
  const [name, setName] = useState(held?.name ?? '')
  const [kind, setKind] = useState<Source['kind']>(held?.kind ?? (plan.source.size === 0 ? 'core' : 'grant'))
  const [rule, setRule] = useState<Source['carry'] | null>(held?.carry ?? null)
  const [reserve, setReserve] = useState(plan.reserve.get(held?.reserveId ?? '')?.name ?? '')
  const [conditions, setConditions] = useState(held?.conditions ?? '')
  const [amount, setAmount] = useState('')
  const [unconfirmed, setUnconfirmed] = useState(false)
  const [fences, setFences] = useState<ReadonlySet<string>>(
    () => new Set(held ? [...plan.ringFence.by('sourceId', held.id)].map(({ priorityId }) => priorityId) : []),
  )
  const [error, setError] = useState<string | null>(null)
  const conditionsId = useId()
  const reserves = [...plan.reserve.values()].map((one) => one.name)

  const save = async () => {
    setError(null)
    try {
      const details: SourceDetails = {
        name,
        kind,
        carry: rule ?? usualCarry[kind],
        conditions,
        priorityIds: [...fences],
        reserve: kind === 'reserve' ? reserve.trim() || name : null,
      }
      const { pence } = readTyped(amount)
      const status = unconfirmed ? ('unconfirmed' as const) : ('confirmed' as const)
      const available = planYear && pence !== null ? [{ year: planYear, pence, status }] : []
      const intent = (on: typeof plan) =>
        held ? setSource(on, held.id, details, planner.newId) : addSource(on, { ...details, available }, planner.newId)
      // Planned once here, so that a refusal is read beside the fields.
      intent(plan)
      planner.show(null)
      await planner.edit(intent)
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  const tick = (priorityId: string, ticked: boolean) => {
    const next = new Set(fences)
    if (ticked) next.add(priorityId)
    else next.delete(priorityId)
    setFences(next)
  }
  const priorities = prioritiesInOrder(plan)
  const gone = held ? fenceNames(plan, held.id).length : 0
  return (
    <Modal
      title={held ? `Change ${held.name}` : 'Add a source of funding'}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {held ? 'Save' : 'Add'}
          </button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} autoFocus />
      <Choice stacked label="Kind" items={kinds} value={kind} onChange={setKind} />
      {kind === 'reserve' && (
        <Field
          label="Earmarked reserve it draws on"
          value={reserve}
          onChange={setReserve}
          list={reserves}
          hint="Left empty, the reserve of the source’s name; one that there is not yet is made, its opening balance not known."
        />
      )}
      {!held && planYear && (
        <div className="field-pair">
          <Field
            label={kind === 'reserve' ? `Drawn in ${planYear}, in £` : `Available in ${planYear}, in £`}
            value={amount}
            onChange={setAmount}
            money
          />
          <label className="check funding-unconfirmed">
            <input type="checkbox" checked={unconfirmed} onChange={(event) => setUnconfirmed(event.target.checked)} />
            Not confirmed yet
          </label>
        </div>
      )}
      <Choice
        stacked
        label="May unspent money be carried forward?"
        items={rules}
        value={rule ?? usualCarry[kind]}
        onChange={setRule}
      />
      {priorities.length > 0 && (
        <fieldset className="funding-fence">
          <legend className="field-label">Ring-fenced to</legend>
          {priorities.map((priority) => (
            <label key={priority.id} className={priority.parentId ? 'check funding-sub' : 'check'}>
              <input
                type="checkbox"
                checked={fences.has(priority.id)}
                onChange={(event) => tick(priority.id, event.target.checked)}
              />
              {priority.name}
            </label>
          ))}
          <p className="field-hint">
            {fences.size === 0
              ? gone > 0
                ? 'No priority is ticked: the ring-fence is lifted, and it may pay for any line.'
                : 'No priority is ticked: it may pay for any line.'
              : 'It may pay for lines of these priorities, and of those below them.'}
          </p>
        </fieldset>
      )}
      <div className="field">
        <label className="field-label" htmlFor={conditionsId}>
          Conditions
        </label>
        <textarea
          id={conditionsId}
          className="input"
          rows={2}
          value={conditions}
          onChange={(event) => setConditions(event.target.value)}
        />
      </div>
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
