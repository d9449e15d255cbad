/**
 * What the plan is called and what stands on its paper: title, organisation, protective marking. An imported plan is called
 * after its workbook until then. Example: "wiltshire" becomes "Commissioning 2021/22" of the OPCC, marked OFFICIAL.
 */
import { useState } from 'react'
import { setDetails } from '../../shared/edits.ts'
import { detailsOf } from '../../shared/plan.ts'
import { planner, useLedger } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function DetailsDialog() {
  const { base } = useLedger()
  const held = detailsOf(base)
  const [title, setTitle] = useState(held.title)
  const [organisation, setOrganisation] = useState(held.organisation ?? '')
  const [marking, setMarking] = useState(held.marking ?? '')
  const [error, setError] = useState<string | null>(null)

  const save = () => {
    const details = { title, organisation, marking }
    try {
      // Planned once here, so that a refusal is read beside the field.
      setDetails(base, details)
    } catch (refusal) {
      setError(sentenceOf(refusal))
      return
    }
    planner.show(null)
    void planner.editBase((plan) => setDetails(plan, details))
  }
  return (
    <Modal
      title="Plan details"
      description="They stand on the panel’s paper."
      onClose={() => planner.show(null)}
      onSubmit={save}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Save
          </button>
        </>
      }
    >
      <Field label="Title" value={title} onChange={setTitle} error={error} autoFocus />
      <Field label="Organisation" value={organisation} onChange={setOrganisation} />
      <Field
        label="Protective marking"
        value={marking}
        onChange={setMarking}
        list={['OFFICIAL', 'OFFICIAL-SENSITIVE']}
        hint="Left empty, the paper carries none."
      />
    </Modal>
  )
}
