/**
 * The dated copies of a plan to choose one from. Example: "21 November 2026 at 09:04, when it was opened, 240 kB".
 */

import { useId } from 'react'
import type { Backup } from '../../shared/ipc.ts'
import { formatCount } from '../../shared/money.ts'
import { momentOf } from '../clock.ts'

const reasons: Record<Backup['reason'], string> = {
  opened: 'when it was opened',
  import: 'before an import',
  merge: 'before a copy was merged',
  restore: 'before another was restored',
}

interface BackupListProps {
  backups: readonly Backup[]
  chosen: string | null
  onChoose: (id: string) => void
}

export function BackupList({ backups, chosen, onChoose }: BackupListProps) {
  const name = useId()
  return (
    <fieldset className="backup-list">
      <legend>Kept copies</legend>
      {backups.map(({ id, at, reason, bytes }) => (
        <label key={id} className={chosen === id ? 'backup merge-chosen' : 'backup'}>
          <input type="radio" name={name} checked={chosen === id} onChange={() => onChoose(id)} />
          <span>
            {momentOf(at)}
            <small>
              {' '}
              {reasons[reason]}, {formatCount(Math.ceil(bytes / 1000))} kB
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
