/**
 * A plan that cannot be read, of which there are dated copies: one is put beside it and opened, and the damaged file stays as it
 * is. Example: the disk had a fault, and this morning's copy is opened as "Budget (backup of 2026-11-21)".
 */
import { useState } from 'react'
import type { Backup } from '../../shared/ipc.ts'
import { planner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { BackupList } from './BackupList.tsx'

export interface DamagedDialogProps {
  name: string
  sentence: string
  backups: readonly Backup[]
}

export function DamagedDialog({ name, sentence, backups }: DamagedDialogProps) {
  const [chosen, setChosen] = useState(backups[0]!.id)
  const close = () => planner.show(null)
  return (
    <Modal
      title={`“${name}” is damaged`}
      description={sentence}
      onClose={close}
      onSubmit={() => {
        close()
        void planner.openBackup(chosen)
      }}
      buttons={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Open the copy
          </button>
        </>
      }
    >
      <p>The copy is put beside the damaged file, which stays as it is.</p>
      <BackupList backups={backups} chosen={chosen} onChoose={setChosen} />
    </Modal>
  )
}
