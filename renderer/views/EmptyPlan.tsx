/**
 * What an empty plan says: how to fill it. Example: a new plan, before anything was imported.
 */
import { FileSpreadsheet, Plus } from 'lucide-react'
import { perform } from '../actions.ts'
import { usePlanner } from '../instance.ts'

export function EmptyPlan() {
  const readOnly = usePlanner((state) => state.open?.readOnly)
  return (
    <div className="empty">
      <h2>No budget lines yet</h2>
      <p>
        Start from last year’s spreadsheet, however it is laid out: its lines, priorities and years are found for you,
        and its totals checked. Or add the first line by hand.
      </p>
      {!readOnly && (
        <div className="empty-actions">
          <button type="button" className="button primary" onClick={() => perform('import')}>
            <FileSpreadsheet size={16} aria-hidden /> Import a workbook
          </button>
          <button type="button" className="button" onClick={() => perform('addLine')}>
            <Plus size={16} aria-hidden /> Add a line
          </button>
        </div>
      )}
    </div>
  )
}
