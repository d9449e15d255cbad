/**
 * The matrix of lines and sources: what stands in each cell and how it is typed. Example: "rest" under Core budget lets it
 * pay what the other sources leave of a line.
 */

import { outsideSentence, setSplit } from '../../shared/edits/funding.ts'
import { typeFigure } from '../../shared/edits/typing.ts'
import { mayFund, sourcesInOrder } from '../../shared/funding.ts'
import { type Source, splitId } from '../../shared/model.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { editText, figureText, readTyped } from '../grid/cells.ts'
import { type Column, moneyWidth, textColumn } from '../grid/columns.ts'
import type { GridRow } from '../grid/rows.ts'
import type { Ledger } from '../ledger.ts'
import { BUDGET, CARRY, type SplitSums, UNFUNDED } from './sums.ts'

/** What stands under the totals of the sources. */
export const sourceRows: readonly GridRow[] = [
  { kind: 'foot', id: 'available', name: 'Available' },
  { kind: 'foot', id: 'unallocated', name: 'Unallocated' },
]

/** What a source is, in a word or two. */
export const kindNames: Record<Source['kind'], string> = {
  core: 'core budget',
  grant: 'grant',
  partner: 'partner',
  reserve: 'reserve',
}

/** @param latest gives the sums as they are when a cell is painted */
export function matrixColumns(ledger: Ledger, latest: () => SplitSums): Column[] {
  const { plan } = ledger
  const { year } = latest()
  const hasPence = () => ledger.hasPence(year, 'budget')
  const sumIn = (row: GridRow, column: string): Pence | null => {
    if (row.kind === 'subtotal') return latest().group(row.group, column)
    return row.kind === 'total' ? latest().total(column) : null
  }
  const funding = (row: GridRow) => (row.kind === 'line' ? latest().line(row.lineId) : undefined)
  const { carried, available } = ledger.funding.year(year)
  const columns: Column[] = [
    textColumn(ledger, 'service', 'Service', 230),
    {
      id: 'budget',
      kind: 'money',
      heading: 'Budget',
      note: year,
      width: moneyWidth(Math.max(latest().total(BUDGET) ?? 0, available) as Pence, hasPence()),
      hasPence,
      figure: { year, measure: 'budget' },
      valueOf: (row) => {
        if (row.kind === 'line') return funding(row)?.budget ?? null
        if (row.id === 'available') return ledger.funding.year(year).available
        return sumIn(row, BUDGET)
      },
      tooltip: (row) => (row.id === 'available' ? `What all sources have in ${year}` : null),
      edit: {
        textOf: (lineId) => figureText(plan, { lineId, year, measure: 'budget' }),
        change: (on, lineId, typed) => typeFigure(on, { lineId, year, measure: 'budget', typed }),
      },
    },
    {
      id: 'unfunded',
      kind: 'change',
      heading: 'Difference',
      note: '+ is not funded',
      width: 124,
      hasPence,
      valueOf: (row) => {
        const of = funding(row)
        if (of) return of.budget === null && !of.split ? null : of.unfunded
        return row.id === 'available' ? ledger.funding.year(year).gap : sumIn(row, UNFUNDED)
      },
      tooltip: (row) => {
        if (row.id === 'available') return 'The gap: all budgets less all funding available'
        const of = funding(row)
        return of ? differenceSentence(of.unfunded) : null
      },
      marks: { shortfall: (row) => (funding(row)?.unfunded ?? 0) < 0 },
    },
    ...sourcesInOrder(plan).map((source) => shareColumn(ledger, source, latest, sumIn)),
  ]
  if (carried !== 0)
    columns.push({
      id: 'carried',
      kind: 'money',
      heading: 'Carried forward',
      note: `into ${year}`,
      width: 126,
      hasPence,
      valueOf: (row) => (row.kind === 'line' ? funding(row)?.carried || null : sumIn(row, CARRY)),
      tooltip: (row) => (row.kind === 'line' ? 'Approved out of the year before’s underspend' : null),
    })
  return columns
}

/** What a line's difference between budget and funding says. */
export function differenceSentence(unfunded: Pence): string {
  if (unfunded === 0) return 'Paid for in full.'
  if (unfunded > 0) return `${formatMoney(unfunded)} is not funded.`
  return `Its sources pay ${formatMoney((0 - unfunded) as Pence)} more than its budget.`
}

function shareColumn(
  ledger: Ledger,
  source: Source,
  latest: () => SplitSums,
  sumIn: (row: GridRow, column: string) => Pence | null,
): Column {
  const { plan } = ledger
  const { year } = latest()
  const { id, name, kind } = source
  const hasPence = () => ledger.hasPence(year, 'budget')
  const split = (lineId: string) => plan.split.get(splitId(lineId, id, year))
  const inYear = () => ledger.funding.source(source, year)
  const largest = Math.max(inYear().available ?? 0, latest().total(id) ?? 0) as Pence
  return {
    id: `share ${id}`,
    kind: 'money',
    heading: name,
    note: plan.ringFence.count('sourceId', id) > 0 ? `${kindNames[kind]}, ring-fenced` : kindNames[kind],
    width: Math.max(132, moneyWidth(largest, hasPence())),
    hasPence,
    valueOf: (row) => {
      if (row.kind === 'line') return latest().line(row.lineId)?.shares.get(id) ?? null
      if (row.id === 'available') return inYear().available
      return row.id === 'unallocated' ? inYear().unallocated : sumIn(row, id)
    },
    tooltip: (row) => {
      if (row.id === 'unallocated' && inYear().unallocated < 0)
        return `${name} is over-allocated in ${year}: its lines take more than it has`
      if (row.id === 'available' && inYear().status === 'unconfirmed') return 'Not confirmed yet'
      if (row.kind !== 'line') return null
      const held = split(row.lineId)
      if (!held) return null
      const rest = held.pence === null ? 'What the other sources leave of the line.' : ''
      return [rest, outsideSentence(plan, id, row.lineId)].filter(Boolean).join('\n') || null
    },
    marks: {
      rest: (row) => row.kind === 'line' && split(row.lineId)?.pence === null,
      outside: (row) => row.kind === 'line' && split(row.lineId) !== undefined && isOutside(plan, id, row.lineId),
      shortfall: (row) => row.id === 'unallocated' && inYear().unallocated < 0,
      unconfirmed: (row) => row.id === 'available' && inYear().status === 'unconfirmed',
    },
    edit: {
      textOf: (lineId) => shareText(split(lineId)),
      change: (on, lineId, typed) => setSplit(on, { lineId, sourceId: id, year, pence: readShare(typed) }),
      said: (lineId) => (split(lineId) ? outsideSentence(plan, id, lineId) : null),
    },
  }
}

function isOutside(plan: Plan, sourceId: string, lineId: string): boolean {
  const line = plan.line.get(lineId)
  return line !== undefined && !mayFund(plan, sourceId, line)
}

/** A share as it is edited. @example shareText({pence: null}) // 'rest' */
export function shareText(split: { pence: Pence | null } | undefined): string {
  if (!split) return ''
  return split.pence === null ? 'rest' : editText(split.pence, null)
}

/** Reads a share as it is typed: an amount, "rest", or nothing. @throws Refusal when it is none of them */
export function readShare(typed: string): Pence | 'rest' | null {
  return /^\s*(?:the\s+)?rest\s*$/i.test(typed) ? 'rest' : readTyped(typed).pence
}
