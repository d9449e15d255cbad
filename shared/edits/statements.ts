/**
 * Intents about what the papers say: a statement entered or removed, a difference accepted or looked at anew.
 * Example: `addStatement(plan, {target: 'total', year: '2020/21', quoted: '£4,385,961', …}, newId)`.
 */
import { type Change, rowTo } from '../change.ts'
import { changeOf, type NewId } from '../edits.ts'
import type { Measure, Statement } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import { readQuoted, statementAcceptance } from '../statements.ts'
import type { FinancialYear } from '../years.ts'

/** What is typed in about a statement. `quoted` is the figure as it stands, such as "£4.4m"; `text` its wording, if more. */
export interface StatementIntent {
  target: Statement['target']
  /** The line's or the priority's id; null for the total. */
  targetId: string | null
  year: FinancialYear
  measure: Measure
  quoted: string
  text?: string | null
  source?: string | null
}

function nameOf(plan: Plan, { target, targetId }: Pick<Statement, 'target' | 'targetId'>): string {
  if (target === 'total') return 'the total'
  const line = target === 'line' ? plan.line.get(targetId ?? '') : undefined
  const name = target === 'line' ? line && lineLabel(plan, line) : plan.priority.get(targetId ?? '')?.name
  if (name === undefined) {
    const what = target === 'line' ? 'budget line' : 'priority'
    throw new Refusal(`That ${what} is no longer in the plan, so no statement was added; choose another.`)
  }
  return name
}

/**
 * Enters a figure quoted in prose, to be held against the plan from then on.
 * @throws Refusal when it is no amount, or what it is about is not in the plan
 */
export function addStatement(plan: Plan, intent: StatementIntent, newId: NewId): Change {
  const { target, year, measure, quoted } = intent
  const targetId = target === 'total' ? null : intent.targetId
  const name = nameOf(plan, { target, targetId })
  const figure = readQuoted(quoted)
  if (figure === null) {
    throw new Refusal(
      `“${quoted.trim().slice(0, 80)}” is not an amount, so no statement was added; type the figure as it is quoted, such as £4,385,961 or £4.4m.`,
    )
  }
  const text = intent.text?.trim() || quoted.trim()
  const source = intent.source?.trim() || null
  if (text.length > 2_000 || (source?.length ?? 0) > 2_000)
    throw new Refusal('That text is longer than 2,000 characters, so no statement was added; shorten it.')
  const id = newId()
  const position = Math.max(0, ...[...plan.statement.values()].map((held) => held.position)) + 1
  const { pence, step } = figure
  return changeOf(`add the statement of ${formatMoney(pence)} for ${name} ${year}`, [
    rowTo(plan, 'statement', id, { id, target, targetId, year, measure, pence, step, text, source, position }),
  ])
}

/** Removes a statement, and with it what was accepted about it. */
export function removeStatement(plan: Plan, id: string): Change {
  const held = plan.statement.get(id)
  if (!held) throw new Refusal('That statement is no longer in the plan; nothing was changed.')
  const rows = [rowTo(plan, 'statement', id, null)]
  const accepted = statementAcceptance(id)
  if (plan.acceptance.has(accepted)) rows.push(rowTo(plan, 'acceptance', accepted, null))
  return changeOf(`remove the statement “${held.text.slice(0, 80)}”`, rows)
}

/** What is accepted: the id that a check gives, what it is called, and the difference as it is now, if there is one. */
export interface AcceptIntent {
  id: string
  where: string
  pence: number | null
  reason: string
}

/**
 * Accepts a difference as it is now, with a reason; should it become another, the acceptance has lapsed.
 * @throws Refusal without a reason
 */
export function acceptDifference(plan: Plan, { id, where, pence, reason }: AcceptIntent): Change {
  const given = reason.trim()
  if (given === '')
    throw new Refusal(
      'A difference is accepted with a reason, so it was not accepted; say why it may stand, such as “misprint in the paper”.',
    )
  if (given.length > 2_000)
    throw new Refusal('That reason is longer than 2,000 characters, so nothing was accepted; shorten it.')
  const what = pence === null ? 'what stands at' : `the difference of ${formatMoney(Math.abs(pence) as Pence)} in`
  return changeOf(`accept ${what} ${where}`, [rowTo(plan, 'acceptance', id, { id, pence, reason: given })])
}

/** Takes an acceptance back, so that the difference stands as an error again. */
export function withdrawAcceptance(plan: Plan, { id, where }: Pick<AcceptIntent, 'id' | 'where'>): Change {
  if (!plan.acceptance.has(id)) throw new Refusal('That is no longer accepted; nothing was changed.')
  return changeOf(`no longer accept ${where}`, [rowTo(plan, 'acceptance', id, null)])
}
