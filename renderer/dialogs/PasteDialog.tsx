/**
 * Cells copied from a spreadsheet, taken as a workbook of one sheet. Example: copy the budget's cells in Excel, press Ctrl+V
 * here, and the import dialog shows what is in them.
 */
import { useId, useState } from 'react'
import { readApart } from '../importing/client.ts'
import { planner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export function PasteDialog() {
  const id = useId()
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isReading, setReading] = useState(false)
  const read = async (pasted: string) => {
    setError(null)
    setReading(true)
    try {
      const workbook = await readApart(pasted)
      if (planner.state.dialog?.kind === 'paste') planner.show({ kind: 'import', workbook })
    } catch (refusal) {
      setText(pasted)
      setError(sentenceOf(refusal))
    } finally {
      setReading(false)
    }
  }
  return (
    <Modal
      title="Paste a table"
      description="Copy the cells in your spreadsheet, with their headings, and paste them here. What is in them is shown before anything is taken."
      onClose={() => planner.show(null)}
      onSubmit={() => void read(text)}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={isReading || text.trim() === ''}>
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
            void read(pasted)
          }}
        />
      </div>
      {isReading && <p role="status">Reading what was pasted…</p>}
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
