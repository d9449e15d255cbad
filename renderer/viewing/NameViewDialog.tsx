/**
 * Names a view: the present layout as a new one, or one that is there anew. Example: "Panel".
 */
import { useState } from 'react'
import { renameView, saveView } from '../../shared/edits/views.ts'
import type { Plan } from '../../shared/plan.ts'
import { planner, useLedger } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { settingsNow } from './acting.ts'

export function NameViewDialog({ viewId }: { viewId: string | null }) {
  const { base } = useLedger()
  const held = viewId === null ? undefined : base.savedView.get(viewId)
  const [name, setName] = useState(held?.name ?? '')
  const [error, setError] = useState<string | null>(null)
  const close = () => planner.show(null)
  const save = async () => {
    const id = planner.newId()
    const intent = (plan: Plan) =>
      viewId === null ? saveView(plan, { name, settings: settingsNow() }, () => id) : renameView(plan, viewId, name)
    try {
      intent(base)
    } catch (refusal) {
      setError(sentenceOf(refusal))
      return
    }
    close()
    const change = await planner.editBase(intent)
    if (change && viewId === null) planner.set({ savedViewId: id })
  }
  return (
    <Modal
      title={held ? `Rename the view “${held.name}”` : 'Save this view'}
      description={
        held
          ? null
          : 'Its groups, columns, widths, filters, order and unit. The view is kept in the plan; no figure changes.'
      }
      onClose={close}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {held ? 'Rename' : 'Save'}
          </button>
        </>
      }
    >
      <Field
        label="Name"
        value={name}
        onChange={(value) => {
          setName(value)
          setError(null)
        }}
        error={error}
        autoFocus
      />
    </Modal>
  )
}
