/**
 * After an export: what was written, and what to do with it. Example: "Exported “Appendix A.xlsx”", Open in Excel, Show in folder.
 */
import { CircleCheck, FolderOpen, Sheet } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ExportChoice } from '../../shared/exporting/choice.ts'
import type { Exported } from '../../shared/ipc.ts'
import { call } from '../api.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

export interface ExportedPanelProps {
  exported: Exported
  as: ExportChoice['as']
  onClose: () => void
  onAnother: () => void
}

export function ExportedPanel({ exported: { file, accessible, missed }, as, onClose, onAnother }: ExportedPanelProps) {
  const [fault, setFault] = useState<string | null>(null)
  const first = useRef<HTMLButtonElement>(null)
  const isFolder = as === 'publication'
  const attempt = (channel: 'openExport' | 'showExport') => {
    setFault(null)
    call(channel).catch((error) => setFault(sentenceOf(error)))
  }
  return (
    <Modal
      key="exported"
      title="Exported"
      onClose={onClose}
      initialFocus={first}
      buttons={
        <>
          <button type="button" className="button" onClick={onAnother}>
            Another…
          </button>
          <button type="button" className="button primary" onClick={onClose}>
            Close
          </button>
        </>
      }
    >
      <p className="exported" role="status">
        <CircleCheck size={18} aria-hidden /> Exported “{file}”
      </p>
      {isFolder && (
        <p>It is a folder with a .csv file for each table, and one of notes that says what the plan does not hold.</p>
      )}
      {accessible && <p>Its accessible edition is “{accessible}”, in the same folder.</p>}
      {missed && <p className="error-box">{missed}</p>}
      {fault && (
        <p className="error-box" role="alert">
          {fault}
        </p>
      )}
      <div className="exported-actions">
        {!isFolder && (
          <button ref={first} type="button" className="button" onClick={() => attempt('openExport')}>
            <Sheet size={14} aria-hidden /> {as === 'print' ? 'Open' : 'Open in Excel'}
          </button>
        )}
        <button ref={isFolder ? first : null} type="button" className="button" onClick={() => attempt('showExport')}>
          <FolderOpen size={14} aria-hidden /> Show in folder
        </button>
      </div>
    </Modal>
  )
}
