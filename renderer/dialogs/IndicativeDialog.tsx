/**
 * Add indicative years after the plan year: how many, at which uplift a year, and whether funding is carried forward.
 * Example: three years at 2%, each the year before less one-off money, uplifted.
 */
import { useState } from 'react'
import { addIndicativeYears, indicativeRoom, lastPlannedYear } from '../../shared/edits/nextyear.ts'
import { type BasisPoints, readPercentage } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { shiftYear } from '../../shared/years.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function IndicativeDialog() {
  const { plan } = useLedger()
  const [last] = useState(() => lastPlannedYear(plan))
  const [room] = useState(() => indicativeRoom(plan))
  const [count, setCount] = useState(String(Math.min(3, Math.max(1, room))))
  const [typed, setTyped] = useState('')
  const [funding, setFunding] = useState(plan.source.size > 0)
  const [error, setError] = useState<string | null>(null)
  const items = Array.from({ length: room }, (_, index) => ({
    value: String(index + 1),
    label: `${index + 1}, to ${last ? shiftYear(last, index + 1) : ''}`,
  }))

  const save = async () => {
    setError(null)
    try {
      const uplift = typed.trim() === '' ? (0 as BasisPoints) : readPercentage(typed)
      if (uplift === null)
        throw new Refusal(
          `“${typed.slice(0, 40)}” is not a percentage, so no indicative years were added; type one such as 2 or 2.5%.`,
        )
      const intent = { count: Number(count), uplift, funding }
      addIndicativeYears(plan, intent)
      planner.show(null)
      await planner.edit((current) => addIndicativeYears(current, intent))
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title="Add indicative years"
      description={`Each year after ${last ?? 'the plan year'} is the year before less one-off money, uplifted. One undo takes them all back.`}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Add
          </button>
        </>
      }
    >
      {room > 0 && <Choice stacked label="How many years" items={items} value={count} onChange={setCount} />}
      <Field
        label="Uplift in % a year"
        value={typed}
        onChange={setTyped}
        money
        autoFocus
        hint="Empty or 0 holds the budgets."
      />
      <label className="check">
        <input type="checkbox" checked={funding} onChange={(event) => setFunding(event.target.checked)} />
        Carry the funding forward, as unconfirmed
      </label>
      <p className="field-hint">
        Who pays for each line and what each source has are repeated; a reserve’s share is not, since reserves run out.
      </p>
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
