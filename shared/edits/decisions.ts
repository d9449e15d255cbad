/**
 * Intents about records of decisions. Renaming a reference renames it wherever it is cited, in the same Change.
 * Example: `addDecision(plan, {reference: 'EXE0003/20', title: 'Commissioning Framework'}, newId)`.
 */

import { type Change, type RowChange, rowTo } from '../change.ts'
import { readDay } from '../days.ts'
import { type Approval, citingRows, citingTables, type Decision, decisionOfReference } from '../decisions.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import { pairId } from '../model.ts'
import { formatCount } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'

/** What can be said about a decision. `lineIds` are all the lines that it names. */
export interface DecisionDetails extends Omit<Decision, 'id' | 'position'> {
  lineIds: readonly string[]
}

const MOST = 32_767
/** A reference is shown in tables and cited by hand. */
const LONGEST_REFERENCE = 200

/** The record that an intent is about. @throws Refusal when it is no longer there */
export function decisionOf(plan: Plan, id: string): Decision {
  const decision = plan.decision.get(id)
  if (!decision)
    throw new Refusal('That decision record is no longer in the plan; nothing was changed, so choose another.')
  return decision
}

/** A typed date; blank is none. @throws Refusal when it is no date */
export function decisionDay(typed: string): string | null {
  if (typed.trim() === '') return null
  const day = readDay(typed)
  if (day === null)
    throw new Refusal(
      `“${typed.trim().slice(0, 80)}” is not a date, so nothing was changed; type it as 18/02/2020 or 2020-02-18.`,
    )
  return day
}

function textFor(typed: string | null, what: string, most = MOST): string | null {
  const text = typed?.trim() || null
  if ((text?.length ?? 0) > most)
    throw new Refusal(
      `That ${what} is longer than ${formatCount(most)} characters, so nothing was changed; shorten it.`,
    )
  return text
}

function approvalsFor(approvals: readonly Approval[]): Approval[] {
  return approvals.flatMap(({ role, text, date }) => {
    const [by, said] = [textFor(role, 'role', 500), textFor(text, 'approval')]
    if (by === null && said === null && date === null) return []
    if (by === null)
      throw new Refusal(
        'An approval needs the role of who gives it, so nothing was changed; type one, such as Chief Finance Officer.',
      )
    if (said === null)
      throw new Refusal(
        `It is not said what the ${by} approves or advises, so nothing was changed; type it, such as “consulted, and content”.`,
      )
    return [{ role: by, text: said, date }]
  })
}

function rowOf(plan: Plan, details: Omit<DecisionDetails, 'lineIds'>, heldId: string | null) {
  const reference = textFor(details.reference, 'reference', LONGEST_REFERENCE)
  if (reference === null)
    throw new Refusal('A decision needs a reference, so nothing was changed; type one, such as EXE0003/20.')
  const other = decisionOfReference(plan, reference)
  if (other && other.id !== heldId)
    throw new Refusal(
      `There is already a record of decision “${other.reference}”, so nothing was changed; change that one, or choose another reference.`,
    )
  const title = textFor(details.title, 'title', 2_000)
  if (title === null)
    throw new Refusal(`Decision “${reference}” needs a title, so nothing was changed; type what it is about.`)
  return {
    reference,
    date: details.date,
    title,
    summary: textFor(details.summary, 'summary'),
    background: textFor(details.background, 'background'),
    recommendations: textFor(details.recommendations, 'text of the recommendations'),
    approvals: approvalsFor(details.approvals),
    attendees: details.attendees.flatMap((role) => textFor(role, 'role', 500) ?? []),
    publishRecord: details.publishRecord,
    publishReport: details.publishReport,
    publishDetails: details.publishDetails,
    withheld: textFor(details.withheld, 'reason'),
    status: details.status,
  }
}

const unsaid: Omit<DecisionDetails, 'reference' | 'title'> = {
  date: null,
  summary: null,
  background: null,
  recommendations: null,
  approvals: [],
  attendees: [],
  publishRecord: null,
  publishReport: null,
  publishDetails: null,
  withheld: null,
  status: 'draft',
  lineIds: [],
}

/** The rows that make a decision name these lines and no others. */
function lineRows(plan: Plan, decisionId: string, lineIds: readonly string[]): RowChange[] {
  const wanted = new Set(lineIds.map((id) => lineOf(plan, id).id))
  const gone = [...plan.decisionLine.by('decisionId', decisionId)].filter(({ lineId }) => !wanted.has(lineId))
  return [
    ...gone.map(({ id }) => rowTo(plan, 'decisionLine', id, null)),
    ...[...wanted].map((lineId) => {
      const id = pairId(decisionId, lineId)
      return rowTo(plan, 'decisionLine', id, { id, decisionId, lineId })
    }),
  ]
}

/**
 * Adds the record of a decision at the end of the register.
 * @throws Refusal without a reference or a title, or when there is a record of that reference
 */
export function addDecision(
  plan: Plan,
  details: Pick<DecisionDetails, 'reference' | 'title'> & Partial<DecisionDetails>,
  newId: NewId,
): Change {
  const { lineIds, ...said } = { ...unsaid, ...details }
  const row = rowOf(plan, said, null)
  const id = newId()
  let position = 1
  for (const held of plan.decision.values()) position = Math.max(position, held.position + 1)
  return changeOf(`record decision ${row.reference}`, [
    rowTo(plan, 'decision', id, { id, ...row, position }),
    ...lineRows(plan, id, lineIds),
  ])
}

/** Every row that cites a reference, citing another instead. */
function citedAs(plan: Plan, before: string, after: string): RowChange[] {
  if (before.trim() === after) return []
  return citingTables.flatMap((table) =>
    citingRows(plan, table, before).map((row) => rowTo(plan, table, row.id, { ...row, decision: after } as never)),
  )
}

/**
 * Changes what is said about a decision; what is not given is kept. Another reference is also put where the first is cited.
 * @throws Refusal when there is a record of that reference
 */
export function setDecision(plan: Plan, id: string, details: Partial<DecisionDetails>): Change {
  const held = decisionOf(plan, id)
  const { lineIds, ...said } = details
  const row = { ...held, ...rowOf(plan, { ...held, ...said }, id) }
  const label =
    row.reference !== held.reference
      ? `rename decision ${held.reference} to ${row.reference}`
      : row.status !== held.status
        ? `mark decision ${row.reference} as ${row.status === 'awaiting' ? 'awaiting decision' : row.status}`
        : `change decision ${row.reference}`
  return changeOf(label, [
    rowTo(plan, 'decision', id, row),
    ...citedAs(plan, held.reference, row.reference),
    ...(lineIds ? lineRows(plan, id, lineIds) : []),
  ])
}

/** Removes the record of a decision; what cites its reference goes on citing it. */
export function removeDecision(plan: Plan, id: string): Change {
  const held = decisionOf(plan, id)
  const lines = [...plan.decisionLine.by('decisionId', id)]
  return changeOf(`remove the record of decision ${held.reference}`, [
    rowTo(plan, 'decision', id, null),
    ...lines.map((line) => rowTo(plan, 'decisionLine', line.id, null)),
  ])
}
