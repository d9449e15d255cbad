/**
 * A plan that has a password asks for it. Example: after a wrong one the field is empty again and says so.
 */
import { useState } from 'react'
import { planner } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'

export function PasswordDialog({ name, wrong }: { name: string; wrong: boolean }) {
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const open = () => {
    if (password === '') return
    setTried(true)
    setPassword('')
    void planner.openProtected(password).finally(() => setTried(false))
  }
  const error = wrong && !tried && password === '' ? 'That password does not open it; mind capitals and spaces.' : null
  return (
    <Modal
      title={`“${name}” has a password`}
      description="Give it to open the plan."
      onClose={() => planner.show(null)}
      onSubmit={open}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={password === '' || tried}>
            {tried ? 'Opening…' : 'Open'}
          </button>
        </>
      }
    >
      <Field label="Password" value={password} onChange={setPassword} error={error} secret autoFocus />
    </Modal>
  )
}
