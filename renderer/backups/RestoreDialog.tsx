/**
 * Go back to a dated copy of the plan, having read what differs from now; it is one step, which can be undone. Example: "this
 * morning, when it was opened": compared with it, Victim First rises by £14,570.
 */
import { useEffect, useState } from 'react'
import { planDifferences } from '../../shared/changes/differences.ts'
import { reportOf } from '../../shared/changes/sentences.ts'
import type { Backup } from '../../shared/ipc.ts'
import { momentOf } from '../clock.ts'
import { planner, useLedger } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { BackupList } from './BackupList.tsx'

/** Sentences of a preview that are shown at once. */
const SHOWN = 12

const close = () => planner.show(null)

export function RestoreDialog({ backups }: { backups: readonly Backup[] }) {
  const { base } = useLedger()
  const [chosen, setChosen] = useState<string | null>(backups[0]?.id ?? null)
  const [preview, setPreview] = useState<{ id: string; sentences: string[] } | null>(null)
  const [error, setError] = useState<string | null>(null)

  useEffect(() => {
    if (chosen === null) return
    let wanted = true
    setError(null)
    planner.copies.backupPlan(chosen).then(
      (backup) => {
        if (!wanted) return
        const differences = planDifferences(backup, base)
        const at = backups.find(({ id }) => id === chosen)!.at
        setPreview({ id: chosen, sentences: reportOf(differences, momentOf(at)).map(({ text }) => text) })
      },
      (refusal) => wanted && setError(sentenceOf(refusal)),
    )
    return () => {
      wanted = false
    }
  }, [chosen, base, backups])

  const ready = chosen !== null && preview?.id === chosen && error === null
  const restore = () => {
    if (!ready) return
    close()
    void planner.copies.restoreBackup(chosen)
  }
  return (
    <Modal
      title="Restore an earlier version"
      description="Copies of this plan that were kept when it was opened and before much came into it."
      size="large"
      onClose={close}
      onSubmit={restore}
      buttons={
        <>
          <p className="merge-status">It is one step: undo takes it back, and the history goes on.</p>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!ready}>
            Restore
          </button>
        </>
      }
    >
      {backups.length === 0 ? (
        <p>No copy of this plan has been kept yet: one is kept each time it is opened.</p>
      ) : (
        <div className="backups">
          <BackupList backups={backups} chosen={chosen} onChoose={setChosen} />
          <section aria-labelledby="since-backup" aria-live="polite">
            <h3 id="since-backup">What has changed since</h3>
            {error && (
              <p className="error-box" role="alert">
                {error}
              </p>
            )}
            {!error && !ready && <p className="quiet">Reading it…</p>}
            {ready &&
              preview.sentences.slice(0, SHOWN).map((sentence, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: sentences stay in their order
                <p key={index}>{sentence}</p>
              ))}
            {ready && preview.sentences.length > SHOWN && (
              <p className="quiet">and {preview.sentences.length - SHOWN} more.</p>
            )}
          </section>
        </div>
      )}
    </Modal>
  )
}
