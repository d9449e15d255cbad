/**
 * The line's priority, or a new one. Example: choosing "New priority…" asks for its name and moves the line there.
 */
import { useState } from 'react'
import { apply, squash } from '../../shared/change.ts'
import { addPriority, setPriority } from '../../shared/edits.ts'
import type { Line } from '../../shared/model.ts'
import { planOf, prioritiesInOrder, rowsOf } from '../../shared/plan.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'

const NONE = ''
const NEW = 'new priority'

export function PriorityField({ line }: { line: Line }) {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [name, setName] = useState<string | null>(null)
  const items = [
    ...prioritiesInOrder(plan).map((priority) => ({ value: priority.id, label: priority.name })),
    { value: NONE, label: 'No priority' },
    { value: NEW, label: 'New priority…' },
  ]
  const choose = (value: string) => {
    if (value === NEW) setName('')
    else {
      setName(null)
      void planner.edit((held) => setPriority(held, { lineId: line.id, priorityId: value === NONE ? null : value }))
    }
  }
  const add = async () => {
    const change = await planner.edit((held) => {
      const priorityId = planner.newId()
      const added = addPriority(held, name ?? '', () => priorityId)
      const scratch = planOf(rowsOf(held))
      apply(scratch, added)
      const moved = setPriority(scratch, { lineId: line.id, priorityId })
      return squash(moved.label, [added, moved])
    })
    if (change) setName(null)
  }
  return (
    <>
      <Choice
        stacked
        label="Priority"
        items={items}
        value={name === null ? (line.priorityId ?? NONE) : NEW}
        disabled={readOnly}
        onChange={choose}
      />
      {name !== null && (
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <Field label="Name of the new priority" value={name} onChange={setName} autoFocus />
          <button type="submit" className="button">
            Add
          </button>
        </form>
      )}
    </>
  )
}
