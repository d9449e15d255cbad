/**
 * Statements: figures quoted in prose, held against the plan as it stands now. Example (Leicestershire): "total expenditure
 * £4,385,961" against a plan of £4,395,961 differs by £10,000.
 */
import type { Statement } from './model.ts'
import { addUp, formatMoney, type Pence, readAmount } from './money.ts'
import { amountOf, type Plan } from './plan.ts'
import { lineLabel } from './reserves.ts'
import type { Totals } from './totals.ts'

/** `not comparable`: what it is about is gone from the plan, or has no figure for that year. */
export type StatementOutcome = 'agrees' | 'rounding' | 'differs' | 'not comparable'

/** A statement beside the plan. difference = computed − stated; null where there is nothing to compare. */
export interface ComparedStatement {
  statement: Statement
  /** What it is about, in words; null when that is no longer in the plan. */
  about: string | null
  computedPence: Pence | null
  differencePence: number | null
  outcome: StatementOutcome
}

const SCALES: Record<string, number> = {
  k: 1_000,
  m: 1_000_000,
  bn: 1_000_000_000,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
}
const ROUNDED = /\d(?:\.(\d+))?\s*(k|m|bn|thousand|million|billion)(?![a-z])/i

/**
 * Reads a figure as prose quotes it.
 * @returns its pence and what its last shown digit is worth (0 where it is exact); null when it is no amount
 * @example readQuoted('£4.4m') // {pence: 440000000, step: 10000000}: to the nearest £100,000
 */
export function readQuoted(text: string): { pence: Pence; step: number } | null {
  const reading = readAmount(text)
  const rounded = ROUNDED.exec(text.replaceAll(',', ''))
  const step = rounded ? (SCALES[rounded[2]!.toLowerCase()]! * 100) / 10 ** (rounded[1]?.length ?? 0) : 0
  if (reading.kind === 'amount') return { pence: reading.pence, step: Math.floor(step) }
  const spelledOut = /(?:thousand|million|billion)\s*$/i.test(text)
  if (reading.kind === 'malformed' && spelledOut && reading.suggestion !== null)
    return { pence: reading.suggestion, step: Math.floor(step) }
  return null
}

/**
 * Every statement with its outcome, in order. One about a priority takes in its sub-priorities. A figure quoted in k or m
 * agrees by rounding within half of its last shown digit.
 * @param totals by priority
 */
export function compareStatements(plan: Plan, totals: Totals): ComparedStatement[] {
  const statements = [...plan.statement.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  return statements.map((statement) => {
    const about = aboutOf(plan, statement)
    const computedPence = about === null ? null : computedFor(plan, statement, totals)
    const differencePence = computedPence === null ? null : computedPence - statement.pence
    return { statement, about, computedPence, differencePence, outcome: outcomeOf(differencePence, statement.step) }
  })
}

function outcomeOf(difference: number | null, step: number): StatementOutcome {
  if (difference === null) return 'not comparable'
  if (difference === 0) return 'agrees'
  return Math.abs(difference) * 2 <= step ? 'rounding' : 'differs'
}

function aboutOf(plan: Plan, { target, targetId }: Statement): string | null {
  if (target === 'total') return 'Total'
  if (target === 'priority') return plan.priority.get(targetId!)?.name ?? null
  const line = plan.line.get(targetId!)
  return line ? lineLabel(plan, line) : null
}

function computedFor(plan: Plan, statement: Statement, totals: Totals): Pence | null {
  const { target, targetId, year, measure } = statement
  if (target === 'line') return amountOf(plan, targetId!, year, measure)
  if (target === 'total') return totals.total(year, measure)
  const priorities = [...withSubPriorities(plan, targetId!)]
  return addUp(priorities.map((id) => totals.subtotal(id, year, measure)))
}

function withSubPriorities(plan: Plan, id: string): Set<string> {
  const found = new Set([id])
  for (const parent of found)
    for (const priority of plan.priority.values()) if (priority.parentId === parent) found.add(priority.id)
  return found
}

/** A statement against the plan in one sentence. @example '“total expenditure £4,385,961”: the plan comes to £4,395,961, which differs by £10,000.' */
export function sentenceFor(compared: ComparedStatement): string {
  const { statement, about, computedPence, differencePence, outcome } = compared
  const { target, text, source, year, pence } = statement
  const quoted = `“${text}”${source ? ` (${source})` : ''}`
  if (about === null)
    return `${quoted} is about a ${target === 'line' ? 'budget line' : 'priority'} that is no longer in the plan, so it cannot be compared.`
  if (computedPence === null || differencePence === null)
    return `${quoted} states ${formatMoney(pence)}, but the plan has no such figure for ${year}, so it cannot be compared.`
  const against = `${quoted} states ${formatMoney(pence)} and the plan comes to ${formatMoney(computedPence)}`
  if (outcome === 'agrees') return `${against}: they agree.`
  if (outcome === 'rounding') return `${against}, which agrees within its rounding.`
  return `${against}, which differs by ${formatMoney(Math.abs(differencePence) as Pence)}.`
}

/** The id of the acceptance of a statement's difference. */
export function statementAcceptance(statementId: string): string {
  return `statement ${statementId}`
}
