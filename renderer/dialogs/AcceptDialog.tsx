/**
 * Accept a difference as it stands, with the reason; it holds for that difference only. Example: "misprint in the summary".
 */
import { useState } from 'react'
import type { Check } from '../../shared/checks.ts'
import { acceptDifference } from '../../shared/edits/statements.ts'
import { planner, useLedger } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function AcceptDialog({ check: { where, message, accept } }: { check: Check }) {
  const { plan } = useLedger()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const save = async () => {
    if (!accept) return
    try {
      // Planned once here, so that a refusal is read beside the field.
      acceptDifference(plan, { ...accept, where, reason })
      planner.show(null)
      await planner.edit((current) => acceptDifference(current, { ...accept, where, reason }))
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title={`Accept: ${where}`}
      description={message}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Accept
          </button>
        </>
      }
    >
      <Field
        label="Reason"
        value={reason}
        onChange={setReason}
        autoFocus
        error={error}
        hint="It stays listed as accepted. Should the difference become another, it is an error again."
      />
    </Modal>
  )
}
