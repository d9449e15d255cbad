/**
 * Everything in the plan that does not add up or is not yet decided, worked out anew each time and never stored.
 * Example (Leicestershire): the error "“total expenditure £4,385,961” states £4,385,961 and the plan comes to £4,395,961,
 * which differs by £10,000."
 */
import { Funding } from './funding.ts'
import type { Line } from './model.ts'
import { formatMoney, type Pence } from './money.ts'
import { amountOf, detailsOf, linesInOrder, type Plan } from './plan.ts'
import { findingsOf, type Place, sentenceForStated } from './reported.ts'
import { reserveYears } from './reserves.ts'
import { compareStatements, sentenceFor, statementAcceptance } from './statements.ts'
import type { FinancialYear } from './years.ts'

/** error: it cannot stand as it is; warning: look at it; note: worth knowing. In the order in which they are shown. */
export const severities = ['error', 'warning', 'note'] as const
export type Severity = (typeof severities)[number]

export type CheckKind =
  | 'statement'
  | 'stated figure'
  | 'unread amount'
  | 'no plan year'
  | 'reserve below zero'
  | 'reserve below minimum'
  | 'carried too much'
  | 'underspend undecided'
  | 'no priority'
  | 'same service twice'

/** One thing to look at. */
export interface Check {
  /** Names the check for as long as its cause lasts. */
  id: string
  severity: Severity
  kind: CheckKind
  /** Words: a line and a year, or a cell of a workbook. */
  where: string
  /** What is the matter, in a sentence; then what explains it, or why it was accepted. */
  message: string
  /** The line it is about, if one. */
  lineId: string | null
  /** The statement it is about, if one. */
  statementId: string | null
  /** What accepting it as it stands would accept; null where it cannot be accepted. */
  accept: { id: string; pence: number | null } | null
  /** Has it been accepted as it stands? */
  accepted: boolean
}

type Found = Pick<Check, 'id' | 'severity' | 'kind' | 'where' | 'message'> & Partial<Check>
const check = (found: Found): Check => ({ lineId: null, statementId: null, accept: null, accepted: false, ...found })

/** A line's name, with its provider where several share a service; for all lines at once. */
export type Names = (line: Line) => string

/** Every check of the plan: errors, then warnings, then notes. */
export function checksOf(plan: Plan): Check[] {
  const lines = linesInOrder(plan)
  const names = namesOf(lines)
  const checks = [
    ...statementChecks(plan),
    ...importChecks(plan),
    ...planYearChecks(plan),
    ...reserveChecks(plan, new Funding(plan)),
    ...underspendChecks(plan, lines, names),
    ...priorityChecks(plan, lines, names),
    ...twiceChecks(plan, lines, names),
  ]
  return severities.flatMap((severity) => checks.filter((one) => one.severity === severity))
}

/** Names for the lines given. */
export function namesOf(lines: readonly Line[]): Names {
  const counts = new Map<string, number>()
  for (const { service } of lines) counts.set(service, (counts.get(service) ?? 0) + 1)
  return ({ service, provider }) => (counts.get(service)! > 1 && provider ? `${service} (${provider})` : service)
}

/** A difference with what was accepted about it: a note while it is the same difference, else as it was, saying so. */
function accepted(plan: Plan, found: Found, id: string, pence: number | null): Check {
  const acceptance = plan.acceptance.get(id)
  const accept = { id, pence }
  if (!acceptance) return check({ ...found, accept })
  if (acceptance.pence === pence)
    return check({
      ...found,
      severity: 'note',
      message: `${found.message} Accepted: ${acceptance.reason}`,
      accept,
      accepted: true,
    })
  const before = acceptance.pence === null ? '' : ` of ${formatMoney(Math.abs(acceptance.pence) as Pence)}`
  return check({
    ...found,
    message: `${found.message} A difference${before} was accepted (${acceptance.reason}), which no longer holds.`,
    accept,
  })
}

function statementChecks(plan: Plan): Check[] {
  return compareStatements(plan).flatMap((compared) => {
    const { statement, about, outcome, differencePence } = compared
    const { id, target, targetId, year, measure } = statement
    const of = measure === 'budget' ? year : `${year} ${measure === 'forecast' ? 'forecast outturn' : 'actual'}`
    const found = {
      id: `statement ${id}`,
      kind: 'statement' as const,
      where: `${about ?? 'No longer in the plan'}, ${of}`,
      message: sentenceFor(compared),
      statementId: id,
      lineId: target === 'line' && about !== null ? targetId : null,
    }
    if (outcome === 'differs')
      return [accepted(plan, { ...found, severity: 'error' }, statementAcceptance(id), differencePence)]
    return [check({ ...found, severity: outcome === 'not comparable' ? 'warning' : 'note' })]
  })
}

/** Outcomes in which the figures themselves do not agree. */
const WRONG = new Set(['differs', 'missing amount'])

function importChecks(plan: Plan): Check[] {
  const { stated, unread } = findingsOf(plan)
  return [
    ...stated.map((finding) => {
      const { id, outcome, differencePence, at } = finding
      const differs = differencePence !== null && differencePence !== 0
      const severity = differs || WRONG.has(outcome) ? ('error' as const) : ('warning' as const)
      const message = sentenceForStated(finding)
      const found = { id, kind: 'stated figure' as const, where: placeOf(at), message, severity }
      return accepted(plan, found, id, differencePence)
    }),
    ...unread.map(({ id, file, text, suggestionPence, lineId, at }) => {
      const line = lineId === null ? undefined : plan.line.get(lineId)
      const of = line ? ` of ${line.service}` : ''
      const meant = suggestionPence === null ? '' : `; it may mean ${formatMoney(suggestionPence)}`
      const message = `“${short(text)}” in “${file}” is not an amount, so that figure${of} is still blank${meant}.`
      const found = {
        id,
        kind: 'unread amount' as const,
        severity: 'warning' as const,
        where: placeOf(at),
        message,
        lineId,
      }
      return accepted(plan, found, id, null)
    }),
  ]
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
const placeOf = ({ sheet, row, cell }: Place) =>
  cell ? `${sheet}, ${cell}` : row === undefined ? sheet : `${sheet}, row ${row}`

function planYearChecks(plan: Plan): Check[] {
  if (detailsOf(plan).planYear !== null || plan.amount.size === 0) return []
  const message = 'The plan has figures but no plan year, so nothing can be rolled forward until one is set.'
  return [check({ id: 'no plan year', severity: 'warning', kind: 'no plan year', where: 'Plan', message })]
}

function reserveChecks(plan: Plan, funding: Funding): Check[] {
  return [...plan.reserve.values()]
    .sort((a, b) => a.position - b.position)
    .flatMap((reserve) => {
      const { id, name, minimumPence } = reserve
      const years = reserveYears(plan, reserve, funding)
      const failing = (limit: number) => years.find(({ closing }) => closing !== null && closing < limit)
      const below = failing(0)
      const low = below || minimumPence === null ? undefined : failing(minimumPence)
      const year = below ?? low
      if (!year) return []
      const where = `${name}, ${year.year}`
      const closes = `“${name}” would close ${year.year} at ${formatMoney(year.closing!)}`
      if (below)
        return [
          check({
            id: `reserve ${id}`,
            severity: 'error',
            kind: 'reserve below zero',
            where,
            message: `${closes}, which is below zero.`,
          }),
        ]
      const message = `${closes}, which is below its minimum of ${formatMoney(minimumPence!)}.`
      return [check({ id: `reserve ${id}`, severity: 'warning', kind: 'reserve below minimum', where, message })]
    })
}

/** A line's underspends: decided beyond what there is, or not yet decided. */
function underspendChecks(plan: Plan, lines: readonly Line[], names: Names): Check[] {
  const carried = new Map<string, Map<FinancialYear, number>>()
  for (const { lineId, year, pence, status } of plan.carry.values()) {
    if (status === 'rejected') continue
    const years = carried.get(lineId) ?? new Map<FinancialYear, number>()
    carried.set(lineId, years.set(year, (years.get(year) ?? 0) + pence))
  }
  const unsettled = new Map<string, Underspend[]>()
  const look = (lineId: string, year: FinancialYear, forecast: Pence | null) => {
    const budget = amountOf(plan, lineId, year, 'budget')
    const pence = budget === null || forecast === null ? null : Math.max(0, budget - forecast)
    const decided = carried.get(lineId)?.get(year) ?? 0
    if (decided === (pence ?? 0)) return
    const held = unsettled.get(lineId)
    const found = { year, pence: pence as Pence | null, decided: decided as Pence }
    if (held) held.push(found)
    else unsettled.set(lineId, [found])
  }
  for (const { lineId, year, measure, pence } of plan.amount.values())
    if (measure === 'forecast') look(lineId, year, pence)
  for (const [lineId, years] of carried)
    for (const year of years.keys()) if (amountOf(plan, lineId, year, 'forecast') === null) look(lineId, year, null)
  const inYears = (a: Underspend, b: Underspend) => (a.year < b.year ? -1 : 1)
  return lines.flatMap(
    (line) =>
      unsettled
        .get(line.id)
        ?.sort(inYears)
        .map((underspend) => underspendCheck(line, names(line), underspend)) ?? [],
  )
}

/** What of a line's underspend of a year is decided; `pence` is null where the underspend is not known. */
interface Underspend {
  year: FinancialYear
  pence: Pence | null
  decided: Pence
}

function underspendCheck(line: Line, name: string, { year, pence, decided }: Underspend): Check {
  const found = { id: `underspend ${line.id} ${year}`, where: `${name}, ${year}`, lineId: line.id }
  if (decided > (pence ?? 0)) {
    const has = pence === null ? 'is not known' : `is ${formatMoney(pence)}`
    const message = `${formatMoney(decided)} of the underspend of “${name}” is set aside or asked for, but the underspend ${has}.`
    return check({ ...found, severity: 'error', kind: 'carried too much', message })
  }
  const left = ((pence ?? 0) - decided) as Pence
  const message = `${formatMoney(left)} of the underspend of “${name}” in ${year} is undecided.`
  return check({ ...found, severity: 'note', kind: 'underspend undecided', message })
}

/** Lines that stand outside every priority, in a plan that has some. */
function priorityChecks(plan: Plan, lines: readonly Line[], names: Names): Check[] {
  if (plan.priority.size === 0) return []
  return lines
    .filter(({ priorityId }) => priorityId === null)
    .map((line) => {
      const name = names(line)
      const message = `“${name}” belongs to no priority.`
      return check({
        id: `priority ${line.id}`,
        severity: 'note',
        kind: 'no priority',
        where: name,
        message,
        lineId: line.id,
      })
    })
}

/** A text without the differences that do not count, remembered, since many lines share a provider. */
function plainTexts(): (text: string | null) => string {
  const known = new Map<string | null, string>([[null, '']])
  return (text) => {
    let plain = known.get(text)
    if (plain === undefined) {
      plain = text!.replace(/\s+/g, ' ').trim().toLowerCase()
      known.set(text, plain)
    }
    return plain
  }
}

/** The same service of the same provider for the same area, twice in a priority. */
function twiceChecks(plan: Plan, lines: readonly Line[], names: Names): Check[] {
  const met = new Set<string>()
  const plain = plainTexts()
  const again = lines.filter(({ priorityId, service, provider, geography }) => {
    const count = met.size
    met.add(`${priorityId}\u0000${plain(service)}\u0000${plain(provider)}\u0000${plain(geography)}`)
    return met.size === count
  })
  return again.map((line) => {
    const { id, priorityId } = line
    const name = names(line)
    const priority = plan.priority.get(priorityId ?? '')?.name
    const message = `“${name}” stands more than once ${priority ? `in “${priority}”` : 'in the plan'}, with the same provider and area.`
    return check({ id: `twice ${id}`, severity: 'note', kind: 'same service twice', where: name, message, lineId: id })
  })
}

/** How many checks of each severity. */
export function countChecks(checks: readonly Check[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { severity } of checks) counts[severity]++
  return counts
}
