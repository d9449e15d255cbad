/**
 * What makes the budget look otherwise than the paper: that lines are filtered out, sorted, or rounded, so that no figure is
 * read for another. Absent while nothing does. Example: "12 of 44 lines shown · Provider contains “catch” ✕".
 */

import { ArrowUpDown, ListFilter, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount } from '../../shared/money.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { setFilter, setUnit, showAllLines, sortBy } from './acting.ts'
import { filterWords, sortWords } from './arranging.ts'
import type { Offered } from './morecolumns.ts'
import type { ShownSums } from './shown.ts'
import { unitNames } from './units.ts'

export interface ViewBarProps {
  offered: readonly Offered[]
  /** Of the lines in sight; null where none is filtered out. */
  shown: ShownSums | null
}

export function ViewBar({ offered, shown }: ViewBarProps) {
  const { plan } = useLedger()
  const find = usePlanner((state) => state.find).trim()
  const { filters, sort } = usePlanner((state) => state.layout)
  const unit = usePlanner((state) => state.unit)
  const columnOf = (id: string) => offered.find(({ column }) => column.id === id)?.column
  const sorted = sort && columnOf(sort.column)
  const lost = Object.keys(filters).filter((id) => !columnOf(id))
  if (!shown && !sort && unit === 'pounds' && lost.length === 0) return null
  const all = plan.line.size
  return (
    <div className="view-bar" role="status" data-testid="view-bar">
      {shown && (
        <>
          <p className="view-bar-count">
            <ListFilter size={14} aria-hidden />
            <strong>
              {formatCount(shown.lines)} of {all === 1 ? '1 line' : `${formatCount(all)} lines`}
            </strong>{' '}
            shown. Subtotals and the total are of all lines.
          </p>
          {find !== '' && (
            <Chip onRemove={() => planner.set({ find: '' })} label={`Take off: holds ${find}`}>
              <Search size={13} aria-hidden /> holds “{find}”
            </Chip>
          )}
          {Object.entries(filters).map(([id, filter]) => {
            const column = columnOf(id)
            if (!column) return null
            const words = filterWords(column, filter)
            return (
              <Chip key={id} onRemove={() => setFilter(id, null)} label={`Take off: ${words}`}>
                <button type="button" className="link" onClick={() => planner.show({ kind: 'filter', columnId: id })}>
                  {words}
                </button>
              </Chip>
            )
          })}
          <button type="button" className="link" onClick={showAllLines}>
            Show all lines
          </button>
        </>
      )}
      {lost.map((id) => (
        <Chip key={id} onRemove={() => setFilter(id, null)} label={`Take off the filter of ${id}`}>
          filter of “{id}” left out, since the plan has no such column
        </Chip>
      ))}
      {sort && (
        <Chip onRemove={() => sortBy(null)} label="Back to the paper’s own order">
          <ArrowUpDown size={13} aria-hidden />
          {sorted ? `sorted by ${sortWords(sorted, sort.descending)}` : 'sorted by a column that is no longer there'}
        </Chip>
      )}
      {unit !== 'pounds' && (
        <Chip onRemove={() => setUnit('pounds')} label="Back to pounds">
          figures rounded to {unitNames[unit]}, so that they may not add up; typed in £
        </Chip>
      )}
    </div>
  )
}

function Chip({ children, label, onRemove }: { children: ReactNode; label: string; onRemove: () => void }) {
  return (
    <span className="chip">
      {children}
      <button type="button" className="chip-remove" aria-label={label} title={label} onClick={onRemove}>
        <X size={13} aria-hidden />
      </button>
    </span>
  )
}
