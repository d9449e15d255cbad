/**
 * An earmarked reserve, new or as it is: name, what it is for, what it holds at least, what it opened with. Example: the
 * commissioning reserve, at least £100,000, opening not known.
 */
import { useState } from 'react'
import { addReserve, changeReserve } from '../../shared/edits/reserves.ts'
import { plainPounds } from '../../shared/money.ts'
import { shiftYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { carryOut } from './perform.ts'

/** @param reserveId null for a new one */
export function ReserveDialog({ reserveId }: { reserveId: string | null }) {
  const { plan, years, planYear } = useLedger()
  const held = reserveId === null ? undefined : plan.reserve.get(reserveId)
  const [name, setName] = useState(held?.name ?? '')
  const [purpose, setPurpose] = useState(held?.purpose ?? '')
  const [category, setCategory] = useState(held?.category ?? '')
  const [minimum, setMinimum] = useState(held?.minimumPence == null ? '' : plainPounds(held.minimumPence))
  const [opening, setOpening] = useState(held?.openingPence == null ? '' : plainPounds(held.openingPence))
  const around = planYear ? [shiftYear(planYear, -1), planYear] : []
  const all = [...new Set([...years, ...around, ...(held?.openingYear ? [held.openingYear] : [])])].sort()
  const [year, setYear] = useState(held?.openingYear ?? around[0] ?? all[0] ?? null)
  const [error, setError] = useState<string | null>(null)
  const categories = [...new Set([...plan.reserve.values()].map((reserve) => reserve.category ?? ''))].filter(Boolean)

  const save = async () =>
    setError(
      await carryOut((current) => {
        const details = {
          name,
          purpose,
          category,
          minimumPence: readTyped(minimum).pence,
          opening: year ? { year, pence: readTyped(opening).pence } : undefined,
        }
        return reserveId === null
          ? addReserve(current, details, planner.newId)
          : changeReserve(current, { reserveId, ...details })
      }),
    )
  return (
    <Modal
      title={held ? 'Change the reserve' : 'Add a reserve'}
      description={held ? undefined : 'Money set aside for a purpose, over several years.'}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {held ? 'Change' : 'Add'}
          </button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} required autoFocus />
      <Field label="Purpose" value={purpose} onChange={setPurpose} />
      <div className="field-pair">
        <Field label="Category" value={category} onChange={setCategory} list={categories} />
        <Field label="Minimum in £" value={minimum} onChange={setMinimum} money />
      </div>
      {year && (
        <div className="field-pair">
          <Choice
            stacked
            label="Opening on 1 April of"
            items={all.map((value) => ({ value, label: value }))}
            value={year}
            onChange={setYear}
          />
          <Field
            label="Opening balance in £"
            value={opening}
            onChange={setOpening}
            money
            hint="Leave it empty when it is not known; that is not £0."
          />
        </div>
      )}
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
