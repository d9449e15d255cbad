/**
 * What an empty plan says: how to fill it, and what is seen here once it is filled. Example: a new plan, before anything was imported.
 */
import { FileSpreadsheet, Plus } from 'lucide-react'
import { perform, tip } from '../actions.ts'
import { HowTo } from '../help/HowTo.tsx'
import { usePlanner } from '../instance.ts'

/** @param then what stands here once there are lines, in a sentence */
export function EmptyPlan({ then, page = 'import' }: { then?: string; page?: string }) {
  const readOnly = usePlanner((state) => state.open?.readOnly)
  return (
    <div className="empty">
      <h2>No budget lines yet</h2>
      <p>
        Start from last year’s spreadsheet, however it is laid out: its lines, priorities and years are found for you,
        and its totals checked. Or add the first line by hand.{then && ` ${then}`}
      </p>
      {!readOnly && (
        <div className="empty-actions">
          <button type="button" className="button primary" title={tip('import')} onClick={() => perform('import')}>
            <FileSpreadsheet size={16} aria-hidden /> Import a workbook
          </button>
          <button type="button" className="button" title={tip('addLine')} onClick={() => perform('addLine')}>
            <Plus size={16} aria-hidden /> Add a line
          </button>
        </div>
      )}
      <HowTo page={page} />
    </div>
  )
}
