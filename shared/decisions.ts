/**
 * Records of decisions, and what of the plan they are about: the lines they name, and the drawdowns, transfers,
 * carry-forwards and virements that cite their reference. Example (Leicestershire): EXE0003/20 is cited by seven drawdowns
 * of £114,843.25 in all.
 */

import type { Line, Row, TableName, Tables } from './model.ts'
import type { Pence } from './money.ts'
import { formatCount } from './money.ts'
import { linesInOrder, type Plan } from './plan.ts'
import { lineLabel } from './reserves.ts'
import type { Table } from './table.ts'
import type { FinancialYear } from './years.ts'

export type Decision = Tables['decision']
export type Approval = Decision['approvals'][number]

export const decisionStatuses = ['draft', 'awaiting', 'approved', 'rejected'] as const satisfies Decision['status'][]
export const decisionStatusNames: Record<Decision['status'], string> = {
  draft: 'Draft',
  awaiting: 'Awaiting decision',
  approved: 'Approved',
  rejected: 'Rejected',
}

/** What the monitoring officer determines, with what each is about. */
export const publishing = [
  ['publishRecord', 'The record of this decision'],
  ['publishReport', 'The report that proposed it'],
  ['publishDetails', 'Details of the decision'],
] as const satisfies [keyof Decision, string][]

/** The tables whose rows cite a decision by its reference, in the order in which they are shown. */
export const citingTables = ['drawdown', 'transfer', 'carry', 'virement'] as const satisfies TableName[]
export type CitingTable = (typeof citingTables)[number]
type Citing = Tables[CitingTable]

/** A reference as it is compared: exactly, but for spaces around it. */
const cited = (row: Row): string => ((row as Citing).decision ?? '').trim()
const tableOf = (plan: Plan, table: CitingTable) => plan[table] as unknown as Table<Row>

/** The records in the order of the register. */
export function decisionsInOrder(plan: Plan): Decision[] {
  return [...plan.decision.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** The record of this reference, whatever its capitals. */
export function decisionOfReference(plan: Plan, reference: string): Decision | undefined {
  const wanted = reference.trim().toLowerCase()
  for (const decision of plan.decision.values()) if (decision.reference.trim().toLowerCase() === wanted) return decision
  return undefined
}

/** The lines that a record names, in the order of the paper. */
export function linesOf(plan: Plan, decisionId: string): Line[] {
  if (plan.decisionLine.count('decisionId', decisionId) === 0) return []
  const named = new Set([...plan.decisionLine.by('decisionId', decisionId)].map(({ lineId }) => lineId))
  return linesInOrder(plan).filter(({ id }) => named.has(id))
}

/** A row that cites a decision, in words. */
export interface Citation {
  table: CitingTable
  id: string
  year: FinancialYear
  pence: Pence
  date: string | null
  /** What the money is for, or where it comes from and goes to. */
  what: string
  /** Its description or reason. */
  about: string | null
  /** False for a carry-forward that was rejected: its money does not move. */
  counts: boolean
}

/** The rows of a table that cite a reference. */
export function citingRows<Name extends CitingTable>(plan: Plan, table: Name, reference: string): Tables[Name][] {
  return [...tableOf(plan, table).by(cited, reference.trim())] as Tables[Name][]
}

const byYear = <Kept extends { year: FinancialYear; date: string | null }>(a: Kept, b: Kept) =>
  a.year.localeCompare(b.year) || (a.date ?? '9').localeCompare(b.date ?? '9')

const nameOf = (plan: Plan, lineId: string) => {
  const line = plan.line.get(lineId)
  return line ? lineLabel(plan, line) : 'a line that has gone'
}

const destinations = { funder: 'back to the funder', general: 'to general balances' } as const

/** Everything that cites a reference, by kind, then by year and date, else as it was entered. */
export function citationsOf(plan: Plan, reference: string): Citation[] {
  const reserve = (id: string | null) => plan.reserve.get(id ?? '')?.name ?? 'a reserve that has gone'
  const drawdowns = citingRows(plan, 'drawdown', reference)
    .sort((a, b) => byYear(a, b) || a.position - b.position)
    .map((row): Citation => {
      const { id, year, pence, date, service: what, description: about } = row
      return { table: 'drawdown', id, year, pence, date, what, about, counts: true }
    })
  const transfers = citingRows(plan, 'transfer', reference).map((row): Citation => {
    const { id, year, pence, direction, reason: about } = row
    const what = `${direction === 'in' ? 'Into' : 'Out of'} ${reserve(row.reserveId)}`
    return { table: 'transfer', id, year, pence, date: null, what, about, counts: true }
  })
  const carries = citingRows(plan, 'carry', reference).map((row): Citation => {
    const { id, year, pence, to, toId, status, reason: about } = row
    const where =
      to === 'reserve'
        ? `into ${reserve(toId)}`
        : to === 'line'
          ? `to ${nameOf(plan, toId ?? '')} next year`
          : destinations[to]
    const what = `${nameOf(plan, row.lineId)}, ${where}${status === 'approved' ? '' : ` (${status})`}`
    return { table: 'carry', id, year, pence, date: null, what, about, counts: status !== 'rejected' }
  })
  const virements = citingRows(plan, 'virement', reference).map((row): Citation => {
    const { id, year, pence, date, fromLineId, toLineId, reason: about } = row
    const what = `From ${nameOf(plan, fromLineId)} to ${nameOf(plan, toLineId)}`
    return { table: 'virement', id, year, pence, date, what, about, counts: true }
  })
  return [...drawdowns, ...transfers.sort(byYear), ...carries.sort(byYear), ...virements.sort(byYear)]
}

/** How many rows of a kind cite a reference, and what they come to; rejected carry-forwards count but add nothing. */
export interface Cited {
  table: CitingTable
  count: number
  pence: Pence
}

/** What cites a reference, by kind; kinds that do not are left out. */
export function citedBy(plan: Plan, reference: string): Cited[] {
  return citingTables.flatMap((table) => {
    let [count, pence] = [0, 0]
    for (const row of tableOf(plan, table).by(cited, reference.trim())) {
      count++
      if ((row as { status?: string }).status !== 'rejected') pence += (row as Citing).pence
    }
    return count === 0 ? [] : [{ table, count, pence: pence as Pence }]
  })
}

/** A reference that is cited somewhere, but has no record. */
export interface Unrecorded {
  reference: string
  cited: Cited[]
}

/** The references without a record, in order of their text. */
export function unrecorded(plan: Plan): Unrecorded[] {
  const known = new Set([...plan.decision.values()].map(({ reference }) => reference.trim()))
  const found = new Set<string>()
  for (const table of citingTables)
    for (const row of tableOf(plan, table).values()) {
      const reference = cited(row)
      if (reference !== '' && !known.has(reference)) found.add(reference)
    }
  return [...found].sort().map((reference) => ({ reference, cited: citedBy(plan, reference) }))
}

const words: Record<CitingTable, [string, string]> = {
  drawdown: ['drawdown', 'drawdowns'],
  transfer: ['transfer', 'transfers'],
  carry: ['carry-forward', 'carry-forwards'],
  virement: ['virement', 'virements'],
}

/** @example countedWords({table: 'drawdown', count: 7}) // '7 drawdowns' */
export function countedWords({ table, count }: Pick<Cited, 'table' | 'count'>): string {
  return `${formatCount(count)} ${words[table][count === 1 ? 0 : 1]}`
}
