/**
 * A plan that has a password asks for it, and so does a colleague's copy that has another than the plan. Example: after a wrong
 * one the field is empty again and says so.
 */
import { useState } from 'react'
import { planner } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'

interface PasswordDialogProps {
  of: 'plan' | 'copy'
  name: string
  /** Whether the one that was given last does not open it. */
  wrong: boolean
}

const words = {
  plan: { lead: 'Give it to open the plan.', deed: 'Open', doing: 'Opening…' },
  copy: {
    lead: 'The copy has one of its own: give it to compare the copy with the plan.',
    deed: 'Compare',
    doing: 'Comparing…',
  },
}

export function PasswordDialog({ of, name, wrong }: PasswordDialogProps) {
  const { lead, deed, doing } = words[of]
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const open = () => {
    if (password === '') return
    setTried(true)
    setPassword('')
    const tries = of === 'plan' ? planner.openProtected(password) : planner.copies.compareProtected(password)
    void tries.finally(() => setTried(false))
  }
  const error = wrong && !tried && password === '' ? 'That password does not open it; mind capitals and spaces.' : null
  return (
    <Modal
      title={`“${name}” has a password`}
      description={lead}
      onClose={() => planner.show(null)}
      onSubmit={open}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={password === '' || tried}>
            {tried ? doing : deed}
          </button>
        </>
      }
    >
      <Field label="Password" value={password} onChange={setPassword} error={error} secret autoFocus />
    </Modal>
  )
}
