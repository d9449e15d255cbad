/**
 * What is the matter with one budget line: its underspend, its funding, its priority, a twin. Example (Devon & Cornwall):
 * a split of £512,199 for a budget of £502,199 does not add up.
 */

import { cliffOf } from '../bridge.ts'
import type { Change } from '../change.ts'
import { beyondContract, beyondSentence } from '../contracts.ts'
import { figureName } from '../edits.ts'
import { errorSentence } from '../expressions.ts'
import { fundingOf, mayFund } from '../funding.ts'
import type { Line, Tables } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import { amountOf, detailsOf, type Plan } from '../plan.ts'
import { drawdownsOf, potOf, potYears } from '../pots.ts'
import { lineLabel } from '../reserves.ts'
import { underspendParts } from '../underspend.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import type { Finder, Found, Ground } from './found.ts'

export const lineChecks: Finder = {
  subjects: ({ plan }) => plan.line.keys(),
  touched: linesTouched,
  find: ({ plan }, id) => {
    const line = plan.line.get(id)
    if (!line) return []
    const name = lineLabel(plan, line)
    const years = yearsWithMoney(plan, id)
    return [
      ...years.flatMap((year) => fundingFound(plan, line, name, year)),
      ...underspendFound(plan, line, name),
      ...potFound(plan, line, name),
      ...contractFound(plan, line, name),
      ...arithmeticFound(plan, line, name),
      ...priorityFound(plan, line, name),
      ...twiceFound(plan, line, name),
    ]
  },
}

/** Tables whose rows are about one line, by which of their columns. */
const ABOUT = [
  ['amount', 'lineId'],
  ['formulaError', 'lineId'],
  ['split', 'lineId'],
  ['carry', 'lineId'],
  ['carry', 'toId'],
  ['drawdown', 'lineId'],
  ['contract', 'lineId'],
] as const

function* linesTouched({ plan }: Ground, change: Change): Iterable<string> {
  for (const { table, id, before, after } of change.rows) {
    for (const row of [before, after]) {
      if (!row) continue
      if (table === 'line') yield* namesakes(plan, row as Line)
      if (table === 'source') for (const split of plan.split.by('sourceId', id)) yield split.lineId
      if (table === 'ringFence')
        for (const split of plan.split.by('sourceId', (row as Tables['ringFence']).sourceId)) yield split.lineId
      for (const [about, column] of ABOUT)
        if (about === table) yield (row as unknown as Record<string, string | null>)[column] ?? ''
    }
    if (table === 'line') yield id
    if (table === 'amount') yield* reserveLines(plan, before ?? after)
    if (table === 'priority' || table === 'plan') {
      yield* plan.line.keys()
      return
    }
  }
}

/** Lines whose name, or whose being the second of their kind, depends on this one. */
function* namesakes(plan: Plan, line: Line): Iterable<string> {
  for (const { id } of plan.line.by('service', line.service)) yield id
  for (const { id } of plan.line.by(kindOf, kindOf(line))) yield id
}

const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim().toLowerCase()

/** The same for lines of one service, provider, area and priority, capitals and spaces aside. */
function kindOf({ priorityId, service, provider, geography }: Line): string {
  return [priorityId ?? '', plain(service), plain(provider), plain(geography)].join('\u0000')
}

/** When a year gets its first budget or loses its last, lines that a reserve pays for in the year before may end otherwise. */
function* reserveLines(plan: Plan, amount: Tables['amount'] | null): Iterable<string> {
  if (amount?.measure !== 'budget' || plan.amount.count(budgetYear, amount.year) > 1) return
  for (const source of plan.source.by('kind', 'reserve'))
    for (const split of plan.split.by('sourceId', source.id)) yield split.lineId
}

function yearsWithMoney(plan: Plan, lineId: string): FinancialYear[] {
  const years = new Set<FinancialYear>()
  for (const { year } of plan.split.by('lineId', lineId)) years.add(year)
  for (const { to, status, year } of plan.carry.by('toId', lineId))
    if (to === 'line' && status === 'approved') years.add(shiftYear(year, 1))
  return [...years].sort()
}

/** Splits that do not add up, money outside its ring-fence, and a reserve that pays in one year and nobody in the next. */
function fundingFound(plan: Plan, line: Line, name: string, year: FinancialYear): Found[] {
  const { budget, shares, unfunded, carried } = fundingOf(plan, line.id, year)
  const found: Found[] = []
  const { planYear } = detailsOf(plan)
  const about = { where: `${name}, ${year}`, lineId: line.id }
  if (unfunded !== 0 && (shares.size > 0 || unfunded < 0)) {
    const paid = formatMoney(((budget ?? 0) - unfunded) as Pence)
    const costs = budget === null ? 'it has no budget' : `its budget is ${formatMoney(budget)}`
    const rest = unfunded > 0 ? `${formatMoney(unfunded)} is not funded` : `${formatMoney(-unfunded as Pence)} too much`
    found.push({
      ...about,
      id: `splits ${line.id} ${year}`,
      severity: planYear !== null && year > planYear ? 'warning' : 'error',
      kind: 'splits do not add up',
      message: `“${name}” is funded with ${paid} in ${year}${carried > 0 ? ', carry-forwards included,' : ''} and ${costs}: ${rest}.`,
      pence: unfunded,
    })
  }
  for (const [sourceId, pence] of shares) {
    const source = plan.source.get(sourceId)
    if (!source || pence === 0) continue
    if (!mayFund(plan, sourceId, line))
      found.push({
        ...about,
        id: `ring-fence ${line.id} ${sourceId} ${year}`,
        severity: 'error',
        kind: 'outside ring-fence',
        message: `${formatMoney(pence)} of “${source.name}” pays for “${name}” in ${year}, which lies outside its ring-fence.`,
        pence,
      })
  }
  return [...found, ...cliffFound(plan, line, name, year)]
}

/** The year of a budget, to know which years are planned at all. */
const budgetYear = ({ measure, year }: Tables['amount']) => (measure === 'budget' ? year : '')

/** A reserve that pays in one year, and nothing in the next; from the plan year on. */
function cliffFound(plan: Plan, line: Line, name: string, year: FinancialYear): Found[] {
  const { planYear } = detailsOf(plan)
  const next = shiftYear(year, 1)
  if (planYear !== null && next < planYear) return []
  const cliff = cliffOf(plan, line, year, plan.amount.count(budgetYear, next) > 0)
  if (!cliff) return []
  return [
    {
      id: `cliff ${line.id} ${next}`,
      severity: 'warning',
      kind: 'funding ends',
      where: `${name}, ${next}`,
      lineId: line.id,
      message: `A reserve pays for “${name}” in ${year}, and nothing is said to pay ${formatMoney(cliff.pence)} of it in ${next}.`,
      pence: cliff.pence,
    },
  ]
}

/** A pot that is overdrawn, and budgets that no contract carries. */
function potFound(plan: Plan, line: Line, name: string): Found[] {
  if (plan.drawdown.count('lineId', line.id) === 0) return []
  return potYears(plan, line).flatMap((year): Found[] => {
    const { budget, drawn, left } = potOf(plan, line, year)
    if (left !== null && left >= 0) return []
    const confirmed = drawdownsOf(plan, line.id, year).some(({ limit }) => limit === 'overspend')
    const holds = budget === null ? 'its budget is blank' : `it holds ${formatMoney(budget)}`
    return [
      {
        id: `pot ${line.id} ${year}`,
        severity: confirmed ? 'warning' : 'error',
        kind: 'pot overdrawn',
        where: `${name}, ${year}`,
        lineId: line.id,
        message: `${formatMoney(drawn)} was drawn from “${name}” in ${year} and ${holds}${confirmed ? '; the overspend was confirmed' : ''}.`,
        pence: left ?? drawn,
      },
    ]
  })
}

function contractFound(plan: Plan, line: Line, name: string): Found[] {
  const { planYear } = detailsOf(plan)
  return beyondContract(plan, line)
    .filter(({ year }) => planYear === null || year >= planYear)
    .map((beyond) => ({
      id: `contract ${line.id} ${beyond.year}`,
      severity: beyond.kind === 'after last end' ? 'error' : beyond.covered ? 'note' : 'warning',
      kind: 'beyond contract',
      where: `${name}, ${beyond.year}`,
      lineId: line.id,
      message: beyondSentence(name, beyond),
      pence: beyond.budget,
    }))
}

/** Underspends of which too much, or not all, is decided. */
function underspendFound(plan: Plan, line: Line, name: string): Found[] {
  const years = new Map<FinancialYear, number>()
  for (const { year, measure } of plan.amount.by('lineId', line.id)) if (measure === 'forecast') years.set(year, 0)
  for (const { year, status, pence } of plan.carry.by('lineId', line.id))
    if (status !== 'rejected') years.set(year, (years.get(year) ?? 0) + pence)
  return [...years]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([year, decided]): Found[] => {
      const budget = amountOf(plan, line.id, year, 'budget')
      const forecast = amountOf(plan, line.id, year, 'forecast')
      const underspend = budget === null || forecast === null ? null : (Math.max(0, budget - forecast) as Pence)
      const about = { id: `underspend ${line.id} ${year}`, where: `${name}, ${year}`, lineId: line.id }
      const left = ((underspend ?? 0) - decided) as Pence
      if (left === 0) return notCarriable(plan, line, name, year)
      if (left < 0) {
        const has = underspend === null ? 'is not known' : `is ${formatMoney(underspend)}`
        const message = `${formatMoney(decided as Pence)} of the underspend of “${name}” is set aside or asked for, but the underspend ${has}.`
        return [{ ...about, severity: 'error' as const, kind: 'carried too much' as const, message, pence: left }]
      }
      const message = `${formatMoney(left)} of the underspend of “${name}” in ${year} is undecided.`
      return [
        { ...about, severity: 'note' as const, kind: 'underspend undecided' as const, message, pence: left },
        ...notCarriable(plan, line, name, year),
      ]
    })
}

/** Money that is kept though its source does not let it be carried, or only with a consent that is not cited. */
function notCarriable(plan: Plan, line: Line, name: string, year: FinancialYear): Found[] {
  let kept = 0
  for (const part of underspendParts(plan, line.id, year) ?? [])
    if (part.carry === 'no') kept += part.kept + part.consented
  // To ask for a consent, none need be cited yet.
  for (const part of underspendParts(plan, line.id, year, ({ status }) => status === 'approved') ?? [])
    if (part.carry === 'consent') kept += part.kept
  if (kept === 0) return []
  const message = `${formatMoney(kept as Pence)} of the underspend of “${name}” is kept in ${year}, though who paid for it does not let it be carried forward, or not without a consent that is cited.`
  const about = { id: `carriable ${line.id} ${year}`, where: `${name}, ${year}`, lineId: line.id }
  return [{ ...about, severity: 'error', kind: 'may not be carried', message, pence: kept }]
}

/** Figures whose arithmetic gives no amount. */
function arithmeticFound(plan: Plan, line: Line, name: string): Found[] {
  return [...plan.formulaError.by('lineId', line.id)]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((error) => ({
      id: `arithmetic ${error.id}`,
      severity: 'error',
      kind: 'no amount',
      where: `${name}, ${figureName(error.year, error.measure)}`,
      lineId: line.id,
      message: errorSentence(plan, error),
      acceptable: false,
    }))
}

/** A line outside every priority, in a plan that has some. */
function priorityFound(plan: Plan, line: Line, name: string): Found[] {
  if (plan.priority.size === 0 || line.priorityId !== null) return []
  const message = `“${name}” belongs to no priority.`
  return [{ id: `priority ${line.id}`, severity: 'note', kind: 'no priority', where: name, message, lineId: line.id }]
}

/** The same service of the same provider for the same area, in the same priority as a line above it. */
function twiceFound(plan: Plan, line: Line, name: string): Found[] {
  const { id, priorityId, position } = line
  const kind = kindOf(line)
  if (plan.line.count(kindOf, kind) === 1) return []
  for (const other of plan.line.by(kindOf, kind)) {
    const above = other.position < position || (other.position === position && other.id < id)
    if (!above) continue
    const priority = plan.priority.get(priorityId ?? '')?.name
    const message = `“${name}” stands more than once ${priority ? `in “${priority}”` : 'in the plan'}, with the same provider and area.`
    return [{ id: `twice ${id}`, severity: 'note', kind: 'same service twice', where: name, message, lineId: id }]
  }
  return []
}
