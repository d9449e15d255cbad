/**
 * Gives the plan a password, another one, or none, with a plain warning that a lost password is lost.
 * Example: a plan with budgets that are not public yet is protected before it goes onto a memory stick.
 */
import { useState } from 'react'
import { SHORTEST_PASSWORD } from '../../shared/ipc.ts'
import { planner, usePlanner } from '../instance.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function SetPasswordDialog() {
  const isProtected = usePlanner((state) => state.open?.isProtected ?? false)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [error, setError] = useState<{ field: 'password' | 'again'; sentence: string } | null>(null)
  const [working, setWorking] = useState(false)

  const set = async (to: string | null) => {
    setWorking(true)
    try {
      await planner.copies.setPassword(to)
      planner.show(null)
    } catch (refusal) {
      setError({ field: 'password', sentence: sentenceOf(refusal) })
      setWorking(false)
    }
  }
  const save = () => {
    if ([...password].length < SHORTEST_PASSWORD)
      setError({ field: 'password', sentence: `Type ${SHORTEST_PASSWORD} characters or more.` })
    else if (password !== again) setError({ field: 'again', sentence: 'The two are not the same; type it again.' })
    else void set(password)
  }
  const told = (field: 'password' | 'again') => (error?.field === field ? error.sentence : null)
  return (
    <Modal
      title={isProtected ? 'Change the password' : 'Protect the plan with a password'}
      description="The whole file is enciphered; whoever opens it must give the password."
      onClose={() => planner.show(null)}
      onSubmit={save}
      buttons={
        <>
          {isProtected && (
            <button type="button" className="button" disabled={working} onClick={() => void set(null)}>
              Remove the password
            </button>
          )}
          <span className="tools-gap" />
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={working}>
            {working ? 'Enciphering…' : isProtected ? 'Change it' : 'Protect'}
          </button>
        </>
      }
    >
      <p className="warning-text">
        <strong>A lost password is lost.</strong> Nobody can open the plan without it, neither you nor the makers of
        this program: keep it where your office keeps such things. Copies that were made before now, such as backups and
        what was mailed, stay as they are.
      </p>
      <Field
        label="New password"
        value={password}
        onChange={setPassword}
        hint={`${SHORTEST_PASSWORD} characters or more; three random words are easy to keep in mind.`}
        error={told('password')}
        secret
        autoFocus
      />
      <Field label="The same again" value={again} onChange={setAgain} error={told('again')} secret />
    </Modal>
  )
}
