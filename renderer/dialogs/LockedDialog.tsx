/**
 * The plan is open somewhere else: who has it, and a read-only copy to look at. Example: a colleague has it on the share.
 */
import { planner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'

export function LockedDialog({ name, holder }: { name: string; holder: string }) {
  const close = () => planner.show(null)
  const openCopy = () => {
    close()
    void planner.openCopy()
  }
  return (
    <Modal
      title={`“${name}” is already open`}
      description={holder}
      onClose={close}
      onSubmit={openCopy}
      buttons={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Open a read-only copy
          </button>
        </>
      }
    >
      <p>
        A plan is edited in one place at a time, so that nobody’s figures overwrite another’s. You can look at a copy as
        it stands now, and edit the plan once it has been closed there.
      </p>
    </Modal>
  )
}
