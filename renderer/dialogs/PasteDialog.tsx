/**
 * Cells copied from a spreadsheet, taken as a workbook of one sheet. Example: copy the budget's cells in Excel, press Ctrl+V
 * here, and the import dialog shows what is in them.
 */
import { useId, useState } from 'react'
import { readPasted } from '../../shared/texttable.ts'
import { planner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function PasteDialog() {
  const id = useId()
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const read = (pasted: string) => {
    try {
      planner.show({ kind: 'import', workbook: readPasted(pasted) })
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title="Paste a table"
      description="Copy the cells in your spreadsheet, with their headings, and paste them here. What is in them is shown before anything is taken."
      onClose={() => planner.show(null)}
      onSubmit={() => read(text)}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={text.trim() === ''}>
            Show what is in it
          </button>
        </>
      }
    >
      <div className="field">
        <label className="field-label" htmlFor={id}>
          Cells
        </label>
        <textarea
          id={id}
          className="input"
          rows={8}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: the one field of a dialog that was just asked for
          autoFocus
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            if (text !== '' || pasted === '') return
            event.preventDefault()
            setText(pasted)
            read(pasted)
          }}
        />
      </div>
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
