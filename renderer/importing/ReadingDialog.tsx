/**
 * While a workbook is chosen and read: says so, and can be cancelled. Example: a large file on a share.
 */
import { planner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'

export function ReadingDialog() {
  const cancel = () => void planner.cancelReading()
  return (
    <Modal
      title="Opening a spreadsheet"
      onClose={cancel}
      buttons={
        <button type="button" className="button" onClick={cancel}>
          Cancel
        </button>
      }
    >
      <p role="status">Choose a workbook; it is then read. Nothing is written to it.</p>
      <progress className="progress" aria-label="Reading the workbook" />
    </Modal>
  )
}
