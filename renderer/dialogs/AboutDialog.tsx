/**
 * What the program is: its version and licence, and the licences of everything that ships with it.
 * Example: choosing "react 19.3.1, MIT" shows that licence's text.
 */
import { useEffect, useState } from 'react'
import type { Licence } from '../../shared/ipc.ts'
import { planner, usePlanner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function AboutDialog() {
  const version = usePlanner((state) => state.programVersion)
  const [licences, setLicences] = useState<Licence[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    planner.papers.licences().then(setLicences, (refusal) => setError(sentenceOf(refusal)))
  }, [])
  return (
    <Modal
      title="About Commissioning Planner"
      description={`Version ${version}. Free to use, share and change under the MIT licence.`}
      onClose={() => planner.show(null)}
      onSubmit={() => planner.show(null)}
      buttons={
        <>
          <button type="button" className="button" onClick={() => void planner.papers.copyDiagnostics()}>
            Copy diagnostics
          </button>
          <span className="tools-gap" />
          <button type="submit" className="button primary">
            Close
          </button>
        </>
      }
    >
      <p>It works on this computer alone: it asks nothing of the network, and sends nothing anywhere.</p>
      <h3 id="licences">It is made with</h3>
      {error && <p role="alert">{error}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard */}
      <ul className="licences" aria-labelledby="licences" tabIndex={0}>
        {licences?.map(({ name, version: of, identifier, text }) => (
          <li key={`${name} ${of}`}>
            {text === null ? (
              <span>
                {name} {of}, {identifier}
              </span>
            ) : (
              <details>
                <summary>
                  {name} {of}, {identifier}
                </summary>
                <pre>{text}</pre>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  )
}
