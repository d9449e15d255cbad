/**
 * What does not add up or is undecided: errors, warnings and notes, each with where it is and what can be done about it.
 * Example (Leicestershire): the text's £4,385,961 differs by £10,000 from the plan; accept it with a reason.
 */

import { CircleAlert, Info, type LucideIcon, Quote, TriangleAlert } from 'lucide-react'
import { type Check, type CheckKind, reasons, type Severity, severities } from '../../shared/checks.ts'
import { removeStatement, withdrawAcceptance } from '../../shared/edits/statements.ts'
import { formatCount } from '../../shared/money.ts'
import { takeAway } from '../dialogs/perform.ts'
import { HowTo } from '../help/HowTo.tsx'
import { planner, useLedger, usePlanner } from '../instance.ts'
import type { View } from '../state.ts'

const groups: Record<Severity, [string, LucideIcon]> = {
  error: ['Errors', CircleAlert],
  warning: ['Warnings', TriangleAlert],
  note: ['Notes', Info],
}
const SHOWN = 200

/** Where each kind of check is put right, besides its line in the budget. */
const places: Partial<Record<CheckKind, [View, string]>> = {
  'funding gap': ['funding', 'Open Funding'],
  'not confirmed': ['funding', 'Open Funding'],
  'not all allocated': ['funding', 'Open Funding'],
  'over-allocated': ['funding', 'Open Funding'],
  'outside ring-fence': ['funding', 'Open Funding'],
  'splits do not add up': ['funding', 'Open Funding'],
  'grant to return': ['underspend', 'Open Underspend'],
  'carried too much': ['underspend', 'Open Underspend'],
  'may not be carried': ['underspend', 'Open Underspend'],
  'underspend undecided': ['underspend', 'Open Underspend'],
  'reserve below zero': ['reserves', 'Open Reserves'],
  'reserve below minimum': ['reserves', 'Open Reserves'],
  'reserve not known': ['reserves', 'Open Reserves'],
  'pot overdrawn': ['pots', 'Open Pots'],
  'beyond contract': ['contracts', 'Open Contracts'],
  'award not in the plan': ['bids', 'Open External funding'],
}

export function ChecksView() {
  const { years, plan, checks: live } = useLedger()
  const checks = live.list()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  return (
    <div className="view-scroll">
      <header className="view-head">
        <h2>Checks</h2>
        <p className="quiet">Worked out anew after every change.</p>
        <span className="tools-gap" />
        {!readOnly && (
          <button
            type="button"
            className="button"
            disabled={years.length === 0}
            title={
              years.length === 0
                ? 'The plan has no year yet'
                : 'Hold a figure quoted in a paper’s text against the plan from now on'
            }
            onClick={() => planner.show({ kind: 'statement' })}
          >
            <Quote size={15} aria-hidden /> Add a statement…
          </button>
        )}
      </header>
      {checks.length === 0 ? (
        <div className="empty">
          <h2>Nothing to look at</h2>
          <p>
            {plan.line.size === 0
              ? 'Once there are budget lines, stated totals, funding, underspends and reserves are checked after every change.'
              : 'Stated figures agree, every line’s funding adds up, every underspend is decided, and no reserve runs low.'}
          </p>
          <HowTo page="checks" />
        </div>
      ) : (
        severities.map((severity) => (
          <Group key={severity} severity={severity} checks={checks.filter((check) => check.severity === severity)} />
        ))
      )}
    </div>
  )
}

function Group({ severity, checks }: { severity: Severity; checks: Check[] }) {
  const [name, Icon] = groups[severity]
  if (checks.length === 0) return null
  return (
    <section className={`checks checks-${severity}`} aria-labelledby={`checks-${severity}`}>
      <h3 id={`checks-${severity}`}>
        <Icon size={15} aria-hidden /> {name} <span className="quiet">{formatCount(checks.length)}</span>
      </h3>
      <ul>
        {checks.slice(0, SHOWN).map((check) => (
          <CheckItem key={check.id} check={check} />
        ))}
      </ul>
      {checks.length > SHOWN && <p className="quiet">and {formatCount(checks.length - SHOWN)} more of these</p>}
    </section>
  )
}

function CheckItem({ check }: { check: Check }) {
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const { kind, where, message, lineId, statementId, accept, accepted } = check
  const place = places[kind]
  return (
    <li className="check-item">
      <div className="check-text">
        <strong>{where}</strong>
        {accepted && <span className="check-accepted">Accepted</span>}
        <p>{message}</p>
        {!accepted && <p className="quiet check-why">{reasons[kind]}</p>}
      </div>
      <div className="check-actions">
        {lineId && <Act label="Show line" where={where} perform={() => show(lineId)} />}
        {place && <Act label={place[1]} where={where} perform={() => planner.go(place[0])} />}
        {!readOnly && accept && !accepted && (
          <Act label="Accept…" where={where} perform={() => planner.show({ kind: 'accept', check })} />
        )}
        {!readOnly && accept && accepted && (
          <Act
            label="No longer accept"
            where={where}
            perform={() => void planner.edit((plan) => withdrawAcceptance(plan, { id: accept.id, where }))}
          />
        )}
        {!readOnly && statementId && (
          <Act
            label="Remove"
            where={where}
            perform={() => void takeAway((plan) => removeStatement(plan, statementId))}
          />
        )}
      </div>
    </li>
  )
}

function Act({ label, where, perform }: { label: string; where: string; perform: () => void }) {
  return (
    <button type="button" className="button" aria-label={`${label} ${where}`} onClick={perform}>
      {label}
    </button>
  )
}

/** Goes to a line in the budget and puts the cursor on it. */
function show(lineId: string): void {
  planner.go('budget')
  planner.set({ find: '', reveal: { lineId, edit: false } })
}
