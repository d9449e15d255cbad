/**
 * Everything about the selected line in one place: details, figures, notes and conditions, funding, contract, decisions, pots,
 * carry-forwards, virements, checks, what else its row held, where it came from, and its history.
 * Example: marking a line as one-off takes it out of next year's base.
 */
import { X } from 'lucide-react'
import { setBasis, setText, type TextField } from '../../shared/edits.ts'
import type { Line } from '../../shared/model.ts'
import { placeText } from '../grid/columns.ts'
import { planner, useLedger, usePlanner, useShown } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { DraftField } from '../parts/Field.tsx'
import { AdjustmentsSection } from './AdjustmentsSection.tsx'
import { ContractSection } from './ContractSection.tsx'
import { DrawdownsSection } from './DrawdownsSection.tsx'
import { FundingSection } from './FundingSection.tsx'
import { LineHistory } from './LineHistory.tsx'
import { NotesSection } from './NotesSection.tsx'
import { PanelEdge, usePanelWidth } from './PanelEdge.tsx'
import { PriorityField } from './PriorityField.tsx'
import { LineCarries, LineChecks, LineDecisions, LineVirements } from './RelatedSections.tsx'
import { Section } from './Section.tsx'
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
  const lineId = useShown((state) => state.selection?.lineId)
  const line = lineId ? plan.line.get(lineId) : undefined
  const [width, setWidth] = usePanelWidth()
  return (
    <aside className="panel" aria-label="Line" style={{ width }}>
      <PanelEdge width={width} onWidth={setWidth} />
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
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const extra = Object.entries(line.extra)
  return (
    <div className="panel-body">
      <Section label="Details">
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
      </Section>
      <YearFigures lineId={line.id} />
      <NotesSection line={line} />
      <FundingSection line={line} />
      <AdjustmentsSection line={line} />
      <DrawdownsSection line={line} />
      <ContractSection line={line} />
      <LineDecisions line={line} />
      <LineCarries line={line} />
      <LineVirements line={line} />
      <LineChecks line={line} />
      {extra.length > 0 && (
        <Section label="Other columns" title="Other columns of the workbook">
          <dl className="pairs">
            {extra.map(([heading, value]) => (
              <div key={heading}>
                <dt>{heading}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <LineHistory line={line} />
      <p className="quiet panel-origin">
        {line.origin ? `Imported from ${placeText(line.origin)}` : 'Added in this plan'}
      </p>
    </div>
  )
}
