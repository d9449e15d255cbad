/**
 * What else the plan says about the line: the decisions that name it, what became of its underspend, virements, and its checks.
 * Example: decision EXE0003/20, approved, with a link to its record.
 */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { Check, Severity } from '../../shared/checks.ts'
import { shortDay } from '../../shared/days.ts'
import { decisionOfReference, decisionStatusNames } from '../../shared/decisions.ts'
import type { Carry, Line } from '../../shared/model.ts'
import { formatMoney } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { planner, useLedger } from '../instance.ts'
import { showLine } from '../nextyear/go.ts'
import { Section } from './Section.tsx'

/** The references that the line's own rows cite, and those whose record names it. */
function referencesOf(plan: Plan, lineId: string): string[] {
  const cited = new Set<string>()
  const note = (reference: string | null) => {
    if (reference?.trim()) cited.add(reference.trim())
  }
  for (const { decisionId } of plan.decisionLine.by('lineId', lineId))
    note(plan.decision.get(decisionId)?.reference ?? null)
  for (const { decision } of plan.drawdown.by('lineId', lineId)) note(decision)
  for (const { decision } of plan.carry.by('lineId', lineId)) note(decision)
  for (const { decision } of plan.carry.by('toId', lineId)) note(decision)
  for (const { decision } of plan.virement.by('fromLineId', lineId)) note(decision)
  for (const { decision } of plan.virement.by('toLineId', lineId)) note(decision)
  return [...cited].sort()
}

export function LineDecisions({ line }: { line: Line }) {
  const { plan } = useLedger()
  const references = referencesOf(plan, line.id)
  if (references.length === 0) return null
  return (
    <Section label="Decisions" count={references.length}>
      <ul className="panel-list">
        {references.map((reference) => {
          const record = decisionOfReference(plan, reference)
          return (
            <li key={reference}>
              {record ? (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => {
                    planner.set({ decisionId: record.id })
                    planner.go('decisions')
                  }}
                >
                  {reference}
                </button>
              ) : (
                <strong>{reference}</strong>
              )}{' '}
              <span className="quiet">
                {record
                  ? [record.title, decisionStatusNames[record.status], record.date && shortDay(record.date)]
                      .filter(Boolean)
                      .join(' · ')
                  : 'has no record yet'}
              </span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function OtherLine({ plan, id }: { plan: Plan; id: string }) {
  const line = plan.line.get(id)
  if (!line) return 'a line that has gone'
  return (
    <button type="button" className="link-button" onClick={() => showLine(id)}>
      {lineLabel(plan, line)}
    </button>
  )
}

function Destination({ plan, carry }: { plan: Plan; carry: Carry }) {
  const { to, toId } = carry
  if (to === 'line')
    return (
      <>
        to <OtherLine plan={plan} id={toId!} /> next year
      </>
    )
  if (to === 'reserve') return `into ${plan.reserve.get(toId!)?.name ?? 'a reserve that has gone'}`
  return to === 'funder' ? 'back to the funder' : 'to general balances'
}

export function LineCarries({ line }: { line: Line }) {
  const { plan } = useLedger()
  const byYear = (a: Carry, b: Carry) => (a.year < b.year ? -1 : a.year > b.year ? 1 : 0)
  const out = [...plan.carry.by('lineId', line.id)].sort(byYear)
  const into = [...plan.carry.by('toId', line.id)].filter(({ to }) => to === 'line').sort(byYear)
  if (out.length + into.length === 0) return null
  return (
    <Section label="Carry-forwards" count={out.length + into.length}>
      <ul className="panel-list">
        {out.map((carry) => (
          <li key={carry.id}>
            <span className="note-year">{carry.year}</span>
            {formatMoney(carry.pence)} <Destination plan={plan} carry={carry} />{' '}
            <span className="quiet">{[carry.status, carry.decision, carry.reason].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
        {into.map((carry) => (
          <li key={`into ${carry.id}`}>
            <span className="note-year">{carry.year}</span>
            {formatMoney(carry.pence)} from <OtherLine plan={plan} id={carry.lineId} />{' '}
            <span className="quiet">{[carry.status, carry.decision, carry.reason].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function LineVirements({ line }: { line: Line }) {
  const { plan } = useLedger()
  const moved = [...plan.virement.by('fromLineId', line.id), ...plan.virement.by('toLineId', line.id)]
  if (moved.length === 0) return null
  return (
    <Section label="Virements" count={moved.length}>
      <ul className="panel-list">
        {moved.map(({ id, year, pence, fromLineId, toLineId, reason, approver, decision, date }) => (
          <li key={id}>
            <span className="note-year">{year}</span>
            {formatMoney(pence)}{' '}
            {fromLineId === line.id ? (
              <>
                to <OtherLine plan={plan} id={toLineId} />
              </>
            ) : (
              <>
                from <OtherLine plan={plan} id={fromLineId} />
              </>
            )}{' '}
            <span className="quiet">
              {[reason, approver, decision, date && shortDay(date)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const ICONS: Record<Severity, typeof Info> = { error: CircleAlert, warning: TriangleAlert, note: Info }
const SEVERITIES: Record<Severity, string> = { error: 'Error', warning: 'Warning', note: 'Note' }

export function LineChecks({ line }: { line: Line }) {
  const checks = useLedger().checks.ofLine(line.id)
  if (checks.length === 0) return null
  return (
    <Section label="Checks" count={checks.length}>
      <ul className="panel-list">
        {checks.map((check) => (
          <CheckItem key={check.id} check={check} />
        ))}
      </ul>
      <div>
        <button type="button" className="link" onClick={() => planner.go('checks')}>
          Open Checks
        </button>
      </div>
    </Section>
  )
}

function CheckItem({ check: { severity, message, accepted, where } }: { check: Check }) {
  const Icon = ICONS[severity]
  return (
    <li className={`panel-check panel-check-${severity}`}>
      <Icon size={14} aria-hidden />
      <p>
        <span className="announcer">{SEVERITIES[severity]}: </span>
        <span className="quiet">{where}</span> {message} {accepted && <span className="quiet">(accepted)</span>}
      </p>
    </li>
  )
}
