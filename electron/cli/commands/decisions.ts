/**
 * Records of decisions and the publication pack on the command line. Example: `planner publish P.cplan --year 2021/22 --out
 * DIR` writes one .csv for each table, and one with what is missing.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Approval,
  type Cited,
  citationsOf,
  citedBy,
  countedWords,
  type Decision,
  decisionOfReference,
  decisionStatuses,
  decisionStatusNames,
  decisionsInOrder,
  linesOf,
  unrecorded,
} from '../../../shared/decisions.ts'
import {
  addDecision,
  type DecisionDetails,
  decisionDay,
  removeDecision,
  setDecision,
} from '../../../shared/edits/decisions.ts'
import { packFiles } from '../../../shared/exporting/pack.ts'
import { recordPaper } from '../../../shared/exporting/record.ts'
import { formatMoney } from '../../../shared/money.ts'
import type { Plan } from '../../../shared/plan.ts'
import { type PublishedTable, publicationTables } from '../../../shared/publication.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { lineLabel } from '../../../shared/reserves.ts'
import { writeAtomic } from '../../workbook/atomic.ts'
import { writePaper } from '../../workbook/writer.ts'
import { lineFor, Misuse, type Options, optional, required, yearFor } from '../arguments.ts'
import { type Command, edit, withPlan } from '../running.ts'
import { columns } from '../text.ts'

const newId = () => crypto.randomUUID()
const texts = ['title', 'summary', 'background', 'recommendations', 'withheld'] as const

const listOf = (options: Options, name: string): string[] | undefined =>
  Array.isArray(options[name]) ? options[name] : undefined

function chosen<Value extends string>(options: Options, name: string, values: readonly Value[]): Value | undefined {
  const given = optional(options, name)
  if (given === null) return undefined
  if (!values.includes(given as Value)) throw new Misuse(`“${given}” is not a --${name}; choose ${values.join(', ')}.`)
  return given as Value
}

/** "Chief Finance Officer: consulted, and content" */
function approvalFor(given: string): Approval {
  const at = given.indexOf(':')
  if (at < 1) throw new Misuse(`“${given}” is not an approval; write it as "ROLE: what is approved".`)
  return { role: given.slice(0, at), text: given.slice(at + 1), date: null }
}

/** What is given about a decision; what is not, is kept. */
function detailsFor(plan: Plan, options: Options): Partial<DecisionDetails> {
  const details: Partial<DecisionDetails> = {}
  for (const field of texts) {
    const given = optional(options, field)
    if (given !== null) details[field] = given
  }
  const day = optional(options, 'date')
  if (day !== null) details.date = decisionDay(day)
  const status = chosen(options, 'status', decisionStatuses)
  if (status) details.status = status
  for (const [name, field] of [
    ['publish-record', 'publishRecord'],
    ['publish-report', 'publishReport'],
    ['publish-details', 'publishDetails'],
  ] as const) {
    const answer = chosen(options, name, ['yes', 'no'] as const)
    if (answer) details[field] = answer
  }
  const [lines, approvals, attendees] = ['line', 'approval', 'attendee'].map((name) => listOf(options, name))
  if (lines) details.lineIds = lines.map((name) => lineFor(plan, name).id)
  if (approvals) details.approvals = approvals.map(approvalFor)
  if (attendees) details.attendees = attendees
  return details
}

/** Finds a record by its reference. */
function decisionFor(plan: Plan, reference: string): Decision {
  const found = decisionOfReference(plan, reference)
  if (found) return found
  throw new Refusal(
    `There is no record of decision “${reference.trim()}” in the plan; nothing was changed, so check it with “decisions”.`,
  )
}

const citedJson = (cited: Cited[]) =>
  Object.fromEntries(cited.map(({ table, count, pence }) => [table, { count, pence }]))

/** `decisions --json`: each record with what cites it, and the references without a record. Amounts are pence. */
export function decisionsJson(plan: Plan): unknown {
  return {
    decisions: decisionsInOrder(plan).map((decision) => {
      const { id, position: _, ...said } = decision
      return {
        ...said,
        lines: linesOf(plan, id).map((line) => lineLabel(plan, line)),
        cited: citedJson(citedBy(plan, decision.reference)),
        citations: citationsOf(plan, decision.reference).map(({ id: __, ...citation }) => citation),
      }
    }),
    unrecorded: unrecorded(plan).map(({ reference, cited }) => ({ reference, cited: citedJson(cited) })),
  }
}

const citedText = (cited: Cited[]) =>
  cited.map((one) => `${countedWords(one)} of ${formatMoney(one.pence)}`).join(', ') || 'nothing cites it'

/** The same for people. */
export function decisionsText(plan: Plan): string {
  const rows = decisionsInOrder(plan).map(({ reference, title, date, status }) => [
    `${reference}  ${title}`,
    date ?? 'no date',
    decisionStatusNames[status].toLowerCase(),
    citedText(citedBy(plan, reference)),
  ])
  const without = unrecorded(plan).map(({ reference, cited }) => `${reference}: ${citedText(cited)}`)
  return [
    rows.length === 0 ? 'There are no records of decisions.' : columns(rows),
    ...(without.length === 0 ? [] : [`\nCited, but without a record:\n${without.join('\n')}`]),
  ].join('\n')
}

const heading = ({ columns: named }: PublishedTable) => named.map(({ name }) => name)

export const decisionCommands: Record<string, Command> = {
  decision: {
    usage: `decision P.cplan --reference R --title T [--date D] [--status ${decisionStatuses.join('|')}] [--summary TEXT] [--background TEXT] [--recommendations TEXT] [--line SERVICE]… [--attendee ROLE]… [--approval "ROLE: TEXT"]… [--publish-record yes|no] [--publish-report yes|no] [--publish-details yes|no] [--withheld REASON] [--rename R] or --reference R --remove`,
    options: [
      'reference',
      'rename',
      'date',
      'status',
      ...texts,
      'line',
      'attendee',
      'approval',
      'publish-record',
      'publish-report',
      'publish-details',
    ],
    repeated: ['line', 'attendee', 'approval'],
    flags: ['remove'],
    run: async ([path], options) => {
      const reference = required(options, 'reference')
      const rename = optional(options, 'rename')
      return edit(path, (plan) => {
        if (options.remove === true) return removeDecision(plan, decisionFor(plan, reference).id)
        const details = detailsFor(plan, options)
        const held = rename === null ? decisionOfReference(plan, reference) : decisionFor(plan, reference)
        if (held) return setDecision(plan, held.id, { ...details, ...(rename === null ? {} : { reference: rename }) })
        return addDecision(plan, { ...details, reference, title: details.title ?? required(options, 'title') }, newId)
      })
    },
  },
  decisions: {
    usage: 'decisions P.cplan',
    options: [],
    run: async ([path]) => withPlan(path, (_, plan) => ({ text: decisionsText(plan), json: decisionsJson(plan) })),
  },
  'decision-record': {
    usage: 'decision-record P.cplan --reference R --out FILE.xlsx',
    options: ['reference', 'out'],
    run: async ([path], options) => {
      const reference = required(options, 'reference')
      const out = required(options, 'out')
      return withPlan(path, async (_, plan) => {
        const decision = decisionFor(plan, reference)
        await writePaper(recordPaper(plan, decision), out)
        return {
          text: `The record of decision ${decision.reference} is in ${out}.`,
          json: { done: `export the record of decision ${decision.reference}`, file: out },
        }
      })
    },
  },
  publish: {
    usage: 'publish P.cplan --year 2021/22 --out DIR',
    options: ['year', 'out'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const out = required(options, 'out')
      return withPlan(path, async (_, plan) => {
        const tables = publicationTables(plan, year)
        try {
          mkdirSync(out, { recursive: true })
        } catch {
          throw new Refusal(`The folder “${out}” could not be made, so nothing was written; choose another.`)
        }
        const files: string[] = []
        for (const { name, text } of packFiles(tables, year)) {
          const file = join(out, name)
          await writeAtomic(file, () => new TextEncoder().encode(text))
          files.push(file)
        }
        const written = tables.map((table, index) => {
          const { title, rows, notes } = table
          return { title, file: files[index]!, columns: heading(table), rows: rows.length, notes }
        })
        const notes = files.at(-1)!
        const list = written.map(({ title, file, rows }) => `${title}: ${rows} ${rows === 1 ? 'row' : 'rows'}, ${file}`)
        return { text: [...list, `What is missing: ${notes}`].join('\n'), json: { year, tables: written, notes } }
      })
    },
  },
}
