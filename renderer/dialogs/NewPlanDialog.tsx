/**
 * A new, empty plan: its title, organisation and plan year. Example: "Commissioning 2021/22", then Create.
 */
import { useState } from 'react'
import { readYear } from '../../shared/years.ts'
import { planner } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'

export function NewPlanDialog() {
  const [title, setTitle] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [yearText, setYearText] = useState('')
  const [told, setTold] = useState(false)
  const planYear = readYear(yearText)
  const yearError = told && planYear === null ? 'Type a financial year, such as 2021/22.' : null
  const titleError = told && title.trim() === '' ? 'Give the plan a title.' : null

  const create = () => {
    setTold(true)
    if (planYear === null || title.trim() === '') return
    planner.show(null)
    void planner.newPlan({ title: title.trim(), organisation: organisation.trim() || null, planYear })
  }
  return (
    <Modal
      title="New plan"
      description="An empty plan, kept in one file of your choice."
      onClose={() => planner.show(null)}
      onSubmit={create}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Create…
          </button>
        </>
      }
    >
      <Field label="Title" value={title} onChange={setTitle} error={titleError} autoFocus />
      <Field
        label="Organisation"
        value={organisation}
        onChange={setOrganisation}
        hint="Optional; stands on the panel’s paper."
      />
      <Field
        label="Plan year"
        value={yearText}
        onChange={setYearText}
        error={yearError}
        hint="The financial year being planned, such as 2021/22."
      />
    </Modal>
  )
}
