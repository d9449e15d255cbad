/**
 * Everything about the selected line in one place: details, years, notes, what else its row held, and where it came from.
 * Example: marking a line as one-off takes it out of next year's base.
 */
import { X } from 'lucide-react'
import { setBasis, setText, type TextField } from '../../shared/edits.ts'
import type { Line } from '../../shared/model.ts'
import { placeText } from '../grid/columns.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { DraftField } from '../parts/Field.tsx'
import { AdjustmentsSection } from './AdjustmentsSection.tsx'
import { ContractSection } from './ContractSection.tsx'
import { DrawdownsSection } from './DrawdownsSection.tsx'
import { FundingSection } from './FundingSection.tsx'
import { PriorityField } from './PriorityField.tsx'
import { YearFigures } from './YearFigures.tsx'

const FIELDS: readonly [TextField, string][] = [
  ['service', 'Service'],
  ['provider', 'Provider'],
  ['description', 'Description'],
  ['route', 'Route'],
  ['geography', 'Geography'],
  ['code', 'Code'],
  ['owner', 'Owner'],
  ['status', 'Status'],
]

const bases = [
  { value: 'recurring', label: 'Recurring' },
  { value: 'one-off', label: 'One-off (not in next year’s base)' },
] as const

export function LinePanel() {
  const { plan } = useLedger()
  const lineId = usePlanner((state) => state.selection?.lineId)
  const line = lineId ? plan.line.get(lineId) : undefined
  return (
    <aside className="panel" aria-label="Line">
      <header className="panel-head">
        <h2 title={line?.service}>{line?.service ?? 'No line selected'}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Hide the panel"
          onClick={() => planner.set({ panelOpen: false })}
        >
          <X size={16} aria-hidden />
        </button>
      </header>
      {line ? (
        <Details key={line.id} line={line} />
      ) : (
        <p className="quiet panel-hint">Choose a line to see all about it.</p>
      )}
    </aside>
  )
}

function Details({ line }: { line: Line }) {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const notes = [...plan.note.values()].filter((note) => note.lineId === line.id)
  const extra = Object.entries(line.extra)
  return (
    <div className="panel-body">
      <section aria-label="Details" className="panel-section">
        {FIELDS.map(([field, label]) => (
          <DraftField
            key={field}
            label={label}
            value={line[field] ?? ''}
            readOnly={readOnly}
            {...(field === 'description' ? { rows: 3 } : {})}
            onCommit={(value) => void planner.edit((held) => setText(held, { lineId: line.id, field, value }))}
          />
        ))}
        <PriorityField line={line} />
        <Choice
          stacked
          label="Basis"
          items={bases}
          value={line.basis}
          disabled={readOnly}
          onChange={(basis) => void planner.edit((held) => setBasis(held, { lineId: line.id, basis }))}
        />
      </section>
      <YearFigures lineId={line.id} />
      <FundingSection line={line} />
      <AdjustmentsSection line={line} />
      <DrawdownsSection line={line} />
      <ContractSection line={line} />
      {notes.length > 0 && (
        <section aria-label="Notes" className="panel-section">
          <h3>Notes</h3>
          <ul className="notes">
            {notes.map((note) => (
              <li key={note.id}>
                {note.year && <span className="note-year">{note.year}</span>}
                {note.text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {extra.length > 0 && (
        <section aria-label="Other columns" className="panel-section">
          <h3>Other columns of the workbook</h3>
          <dl className="pairs">
            {extra.map(([heading, value]) => (
              <div key={heading}>
                <dt>{heading}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <p className="quiet panel-origin">
        {line.origin ? `Imported from ${placeText(line.origin)}` : 'Added in this plan'}
      </p>
    </div>
  )
}
