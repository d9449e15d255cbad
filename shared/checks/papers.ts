/**
 * What figures of papers and workbooks have against the plan, and what is missing from the plan as a whole. Example
 * (Leicestershire): "total expenditure £4,385,961" against a plan of £4,395,961 differs by £10,000.
 */
import type { Tables } from '../model.ts'
import { formatMoney } from '../money.ts'
import { detailsOf } from '../plan.ts'
import { findingsOf, type Place, sentenceForStated } from '../reported.ts'
import { compareStatements, sentenceFor, statementAcceptance } from '../statements.ts'
import type { Finder, Found } from './found.ts'

/** Figures quoted in prose. Each depends on any amount, so all are looked at again together; a plan has few. */
export const statementChecks: Finder = {
  subjects: () => ['statements'],
  *touched(_, change) {
    const tables = ['statement', 'amount', 'line', 'priority']
    if (change.rows.some(({ table }) => tables.includes(table))) yield 'statements'
  },
  find: ({ plan, totals }) =>
    compareStatements(plan, totals).flatMap((compared): Found[] => {
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
        return [{ ...found, severity: 'error', pence: differencePence, acceptId: statementAcceptance(id) }]
      return [{ ...found, severity: outcome === 'not comparable' ? 'warning' : 'note', acceptable: false }]
    }),
}

/** Outcomes in which the figures themselves do not agree. */
const WRONG = new Set(['differs', 'missing amount'])

/** What imports found: stated figures that differ, amounts that could not be read. */
export const importChecks: Finder = {
  subjects: () => ['imports'],
  *touched({ plan }, change) {
    const tables = ['import', 'amount', 'line']
    if (plan.import.size > 0 && change.rows.some(({ table }) => tables.includes(table))) yield 'imports'
    else if (change.rows.some(({ table }) => table === 'import')) yield 'imports'
  },
  find: ({ plan }) => {
    const { stated, unread } = findingsOf(plan)
    return [
      ...stated.map((figure): Found => {
        const { id, outcome, differencePence, at } = figure
        const wrong = (differencePence !== null && differencePence !== 0) || WRONG.has(outcome)
        return {
          id,
          kind: 'stated figure',
          severity: wrong ? 'error' : 'warning',
          where: placeOf(at),
          message: sentenceForStated(figure),
          pence: differencePence,
        }
      }),
      ...unread.map(({ id, file, text, suggestionPence, lineId, at }): Found => {
        const line = lineId === null ? undefined : plan.line.get(lineId)
        const of = line ? ` of ${line.service}` : ''
        const meant = suggestionPence === null ? '' : `; it may mean ${formatMoney(suggestionPence)}`
        const message = `“${short(text)}” in “${file}” is not an amount, so that figure${of} is still blank${meant}.`
        return { id, kind: 'unread amount', severity: 'warning', where: placeOf(at), message, lineId }
      }),
    ]
  },
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
const placeOf = ({ sheet, row, cell }: Place) =>
  cell ? `${sheet}, ${cell}` : row === undefined ? sheet : `${sheet}, row ${row}`

/** The plan as a whole, and awards that are secured and not yet a source. */
export const planChecks: Finder = {
  subjects: ({ plan }) => ['plan', ...plan.bid.keys()],
  *touched({ plan }, change) {
    for (const { table, id } of change.rows) {
      if (table === 'bid') yield id
      if (table === 'plan' || (table === 'amount' && detailsOf(plan).planYear === null)) yield 'plan'
    }
  },
  find: ({ plan }, subject) => {
    if (subject !== 'plan') return bidFound(plan.bid.get(subject))
    if (detailsOf(plan).planYear !== null || plan.amount.size === 0) return []
    const message = 'The plan has figures but no plan year, so nothing can be rolled forward until one is set.'
    const found = { id: 'no plan year', severity: 'warning', kind: 'no plan year', where: 'Plan', message } as const
    return [{ ...found, acceptable: false }]
  },
}

function bidFound(bid: Tables['bid'] | undefined): Found[] {
  if (bid?.status !== 'secured' || bid.sourceId !== null) return []
  const amount = bid.lowPence === null ? '' : ` (${formatMoney(bid.lowPence)})`
  const message = `“${bid.name}”${amount} is secured, but no source of the plan has its money yet.`
  return [{ id: `bid ${bid.id}`, severity: 'note', kind: 'award not in the plan', where: bid.name, message }]
}
