/**
 * The underspend of a year, line by line, with the sums of each group. Worked out in one pass after each Change.
 * Example: budget 100,000, forecast outturn 80,000 and 15,000 set aside leaves 5,000 undecided.
 */
import type { Carry, Line } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf, type Plan } from '../../shared/plan.ts'
import { type GroupKey, NOT_FUNDED, partKey, placeOf } from '../../shared/totals.ts'
import { decidedOf, underspendParts } from '../../shared/underspend.ts'
import type { FinancialYear } from '../../shared/years.ts'
import type { Ledger } from '../ledger.ts'
import { amountColumn, type Column, moneyWidth, textColumn } from './columns.ts'
import { type GridRow, keyOf, lineRowId } from './rows.ts'

/** In pence; null where it is not known. variance = outturn − budget, positive is an overspend. */
export interface Underspend {
  variance: Pence | null
  underspend: Pence | null
  setAside: Pence | null
  undecided: Pence | null
}

const fields = ['variance', 'underspend', 'setAside', 'undecided'] as const

/** Every row's, every group's (of both levels) and the whole plan's underspend in a year. `lines` is by row: by source a line has several. */
export interface Underspends {
  lines: Map<string, Underspend>
  groups: Map<GroupKey, Underspend>
  total: Underspend
}

const unknown = (): Underspend => ({ variance: null, underspend: null, setAside: null, undecided: null })

function add(sum: Underspend, line: Underspend): void {
  for (const field of fields) if (line[field] !== null) sum[field] = ((sum[field] ?? 0) + line[field]) as Pence
}

/** Works out the underspends of a year. Rejected requests to set aside do not count. */
export function underspendsOf(ledger: Ledger, year: FinancialYear): Underspends {
  const { plan, levels, divided } = ledger
  const decided = new Map<string, number>()
  for (const carry of plan.carry.values()) {
    if (carry.year !== year || carry.status === 'rejected') continue
    decided.set(carry.lineId, (decided.get(carry.lineId) ?? 0) + carry.pence)
  }
  const result: Underspends = { lines: new Map(), groups: new Map(), total: unknown() }
  const stand = (line: Line, source: GroupKey | null, figures: Underspend) => {
    result.lines.set(lineRowId(line.id, source), figures)
    const { group, part } = placeOf(plan, line, levels, source ?? NOT_FUNDED)
    for (const key of part === null ? [group] : [group, partKey(group, part)]) {
      const sum = result.groups.get(key) ?? unknown()
      result.groups.set(key, sum)
      add(sum, figures)
    }
  }
  for (const line of plan.line.values()) {
    const budget = amountOf(plan, line.id, year, 'budget')
    const forecast = amountOf(plan, line.id, year, 'forecast')
    const own = unknown()
    const setAside = decided.get(line.id)
    if (setAside !== undefined) own.setAside = setAside as Pence
    if (budget !== null && forecast !== null) {
      own.variance = (forecast - budget) as Pence
      own.underspend = Math.max(0, budget - forecast) as Pence
      own.undecided = (own.underspend - (setAside ?? 0)) as Pence
    }
    add(result.total, own)
    if (divided) for (const [source, part] of bySource(plan, line, year, own)) stand(line, source, part)
    else stand(line, null, own)
  }
  return result
}

/** A line's underspend divided between those who pay for it; one that is not known is nobody's. */
function bySource(plan: Plan, line: Line, year: FinancialYear, whole: Underspend): Map<GroupKey, Underspend> {
  const parts = underspendParts(plan, line.id, year)
  if (!parts) return new Map([[NOT_FUNDED, whole]])
  const divided = new Map<GroupKey, Underspend>()
  for (const part of parts) {
    const decided = decidedOf(part)
    divided.set(part.key, {
      variance: part.variance,
      underspend: part.pence,
      setAside: decided === 0 ? null : decided,
      undecided: (part.pence - decided) as Pence,
    })
  }
  return divided
}

/**
 * The columns of the underspend view.
 * @param latest gives the sums as they are when a cell is painted
 * @param withActual shows what was spent so far, too
 */
export function underspendColumns(
  ledger: Ledger,
  year: FinancialYear,
  latest: () => Underspends,
  withActual = false,
): Column[] {
  const figure = (row: GridRow, field: keyof Underspend): Pence | null => {
    if (row.kind === 'line') return latest().lines.get(row.id)?.[field] ?? null
    if (row.kind === 'subtotal') return latest().groups.get(keyOf(row))?.[field] ?? null
    return row.kind === 'total' ? latest().total[field] : null
  }
  const hasPence = () => ledger.hasPence(year, 'budget') || ledger.hasPence(year, 'forecast')
  const column = (field: keyof Underspend, heading: string, note: string, tooltip: string): Column => ({
    id: field,
    kind: field === 'variance' ? 'change' : 'money',
    heading,
    note,
    width: moneyWidth(latest().total[field], hasPence()),
    hasPence,
    valueOf: (row) => figure(row, field),
    tooltip: (row) => (row.kind === 'heading' ? null : tooltip),
  })
  return [
    textColumn(ledger, 'service', 'Service', 230),
    textColumn(ledger, 'provider', 'Provider', 130),
    { ...amountColumn(ledger, year, 'budget'), heading: 'Budget', note: year },
    ...(withActual ? [{ ...amountColumn(ledger, year, 'actual'), heading: 'Actual', note: 'to date' }] : []),
    { ...amountColumn(ledger, year, 'forecast'), heading: 'Forecast outturn', note: year, marked: true, width: 126 },
    column('variance', 'Variance', '+ is over', 'Forecast outturn less budget'),
    column('underspend', 'Underspend', year, 'Budget less forecast outturn, where it is less'),
    column('setAside', 'Set aside', 'incl. requested', 'What is approved or requested out of the underspend'),
    column('undecided', 'Undecided', 'still to decide', 'Underspend less what is set aside'),
  ]
}

const places: Record<Carry['to'], string> = {
  reserve: 'earmarked reserve',
  line: 'next year’s budget',
  funder: 'back to the funder',
  general: 'general balances',
}

/** Where an underspend goes, by name. @example 'Commissioning reserve' */
export function destinationOf(ledger: Ledger, { to, toId }: Carry): string {
  const { plan } = ledger
  if (to === 'reserve') return plan.reserve.get(toId ?? '')?.name ?? places.reserve
  if (to === 'line') return `${plan.line.get(toId ?? '')?.service ?? 'another line'}, ${places.line}`
  return places[to]
}
