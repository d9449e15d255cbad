/**
 * Names a draft: the plan as it is now, or as it was after a step; or gives one another name. Example: "Draft 3", 14/01/2021.
 */
import { useState } from 'react'
import { readDay, typedDay } from '../../shared/days.ts'
import { draftsInOrder, nameDraft, renameDraft } from '../../shared/drafts.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { planner } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

/** The next name in the row of those there are. */
function nextName(plan: Plan): string {
  const numbers = draftsInOrder(plan).map(({ name }) => Number(/^draft (\d+)$/i.exec(name)?.[1] ?? 0))
  return `Draft ${Math.max(0, ...numbers) + 1}`
}

export function DraftDialog({ draftId, step }: { draftId: string | null; step: number | null }) {
  const plan = planner.past.present!.ledger.base
  const held = draftId === null ? undefined : plan.draft.get(draftId)
  const [name, setName] = useState(held?.name ?? nextName(plan))
  const [date, setDate] = useState(typedDay(held?.date ?? null))
  const [error, setError] = useState<string | null>(null)

  const intent = (on: Plan) => {
    const day = date.trim() === '' ? null : readDay(date.trim())
    if (day === null && date.trim() !== '')
      throw new Refusal(`“${date}” is not a day, so nothing was changed; write it as 14/01/2021.`)
    return draftId === null
      ? nameDraft(on, { name, date: day, step }, planner.newId)
      : renameDraft(on, { draftId, name, date: day })
  }
  const save = async () => {
    try {
      // Planned once here, so that a refusal is read beside the field.
      intent(plan)
    } catch (refusal) {
      setError(sentenceOf(refusal))
      return
    }
    planner.show(null)
    // A name is given to the past from the present only.
    planner.past.backToPresent()
    const change = await planner.editBase(intent)
    if (change) planner.set({ historyShown: { ...planner.state.historyShown, tab: 'drafts' } })
  }
  const said =
    draftId !== null
      ? 'What it stands for stays the same.'
      : step === null
        ? 'The plan as it is now can then be looked at, and compared with, at any time.'
        : `The plan as it was after step ${step} can then be looked at, and compared with, by this name.`
  return (
    <Modal
      title={draftId === null ? 'Name a draft' : 'Rename the draft'}
      description={said}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {draftId === null ? 'Name it' : 'Save'}
          </button>
        </>
      }
    >
      <Field label="Name" value={name} onChange={setName} error={error} autoFocus />
      <Field
        label="Panel of"
        value={date}
        onChange={setDate}
        hint="The day of the panel or meeting, such as 14/01/2021. May be left empty."
      />
    </Modal>
  )
}
