/**
 * A paste that adds lines: what would be added, and what of it cannot be taken; nothing is changed until the officer agrees.
 * Example: "Add 3 lines to Victims", with their figures as they were read.
 */

import { useRef } from 'react'
import { formatCount, readAmount } from '../../shared/money.ts'
import { moneyText } from '../grid/cells.ts'
import type { PasteRequest } from '../grid/clipboard.ts'
import type { Column } from '../grid/columns.ts'
import { columnName } from '../grid/pasting.ts'
import { planner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'

/** Rows of a long paste that are shown. */
const SHOWN = 50
const PROBLEMS = 20

const count = (number: number, one: string, many: string) =>
  number === 1 ? `one ${one}` : `${formatCount(number)} ${many}`

/** What was read, as the ledger will show it. Arithmetic stays as it is. */
function shown(column: Column, typed: string): string {
  const reading = column.kind === 'text' ? null : readAmount(typed)
  return reading?.kind === 'amount' ? moneyText(reading.pence) : typed
}

export function PasteLinesDialog({ request: { paste, perform } }: { request: PasteRequest }) {
  const { edits, addedProblems } = paste
  const { lines, name } = paste.added!
  const columns = [...new Map(lines.flatMap(({ cells }) => cells.map(({ column }) => [column.id, column]))).values()]
  const primary = useRef<HTMLButtonElement>(null)
  const close = () => planner.show(null)
  const agree = () => {
    close()
    void perform()
  }
  return (
    <Modal
      title={lines.length === 0 ? 'No line can be added' : `Add ${count(lines.length, 'line', 'lines')} to ${name}?`}
      description={
        edits.length === 0
          ? 'What was copied goes below the last line there. It is one step, which Undo takes back.'
          : `What was copied reaches below the last line there. ${count(edits.length, 'cell', 'cells')} of the lines above will be changed as well. It is one step, which Undo takes back.`
      }
      size="wide"
      initialFocus={primary}
      onClose={close}
      onSubmit={lines.length === 0 && edits.length === 0 ? close : agree}
      buttons={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          {(lines.length > 0 || edits.length > 0) && (
            <button ref={primary} type="submit" className="button primary">
              {lines.length === 0 ? 'Paste the rest' : `Add ${count(lines.length, 'line', 'lines')}`}
            </button>
          )}
        </>
      }
    >
      {addedProblems.length > 0 && (
        <div className="error-box" role="alert">
          <p>
            {addedProblems.length === 1 ? 'This cell' : `These ${formatCount(addedProblems.length)} cells`} cannot be
            taken and would be left blank:
          </p>
          <ul>
            {addedProblems.slice(0, PROBLEMS).map(({ at, why }) => (
              <li key={`${at} ${why}`}>
                {at}: {why}
              </li>
            ))}
            {addedProblems.length > PROBLEMS && <li>and {addedProblems.length - PROBLEMS} more</li>}
          </ul>
        </div>
      )}
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <section className="paste-lines" tabIndex={0} aria-label="Lines to be added">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Service</th>
                {columns.map((column) => (
                  <th key={column.id} scope="col" className={column.kind === 'text' ? undefined : 'money'}>
                    {columnName(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, SHOWN).map(({ service, cells }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: several may be called the same, and none moves
                <tr key={index}>
                  <th scope="row">{service}</th>
                  {columns.map((column) => (
                    <td key={column.id} className={column.kind === 'text' ? undefined : 'money'}>
                      {shown(column, cells.find((cell) => cell.column.id === column.id)?.typed ?? '')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {lines.length > SHOWN && <p className="quiet">and {formatCount(lines.length - SHOWN)} more</p>}
    </Modal>
  )
}
