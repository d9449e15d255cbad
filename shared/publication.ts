/**
 * The publication pack: what a plan can give of the tables that an office must publish for a year, each with what the plan
 * does not hold. Example: a contract of £49,995 with Shelter from 1 April 2021 stands in “contracts over £10,000”.
 *
 * Source: the Elected Local Policing Bodies (Specified Information) Order 2011 (SI 2011/3050, amended by SI 2012/2479 and
 * SI 2013/1816), schedule, paragraphs 3(a), (c), (d) and (f) and 4, and its decisions of significant public interest.
 */
import { contractEnds } from './contracts.ts'
import { firstDay, lastDay, shortDay, yearOfDay } from './days.ts'
import { citationsOf, decisionsInOrder } from './decisions.ts'
import { sourcesInOrder } from './funding.ts'
import type { Line } from './model.ts'
import { addUp, formatCount, formatMoney, type Pence } from './money.ts'
import { isCondition, notesOfLine } from './notes.ts'
import { amountOf, linesInOrder, type Plan } from './plan.ts'
import { potOf, potsOf } from './pots.ts'
import { groupsOf } from './totals.ts'
import { type FinancialYear, shiftYear } from './years.ts'

/** A text, an amount, or nothing. */
export type PublishedCell = string | Pence | null

export interface PublishedTable {
  /** For a file's name, such as "grants". */
  key: string
  title: string
  /** Amounts are in pounds when they are written. */
  columns: { name: string; kind: 'text' | 'money' }[]
  rows: PublishedCell[][]
  /** What is missing, or must be added from elsewhere; each a sentence. */
  notes: string[]
}

/** Contracts above this are published themselves; those of no more are listed. */
const LISTED_UP_TO = 1_000_000

const text = (name: string) => ({ name, kind: 'text' as const })
const money = (name: string) => ({ name, kind: 'money' as const })

/** @example counted(2, 'grant has', 'grants have') // '2 grants have' */
const counted = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`

/** The tables of a year, in the order of the Order. */
export function publicationTables(plan: Plan, year: FinancialYear): PublishedTable[] {
  const kinds = new Map(linesInOrder(plan).map((line) => [line, kindOf(plan, line)]))
  const lines = (kind: LineKind) => [...kinds].filter(([, is]) => is === kind).map(([line]) => line)
  const other = lines('other').filter((line) => budgeted(plan, line, year))
  const contracts = lines('contract').flatMap((line) => contractIn(plan, line, year) ?? [])
  return [
    budgetTable(plan, year),
    incomeTable(plan, year),
    grantTable(plan, lines('grant'), year, other),
    contractTable(plan, contracts, year, 'over'),
    contractTable(plan, contracts, year, 'up to'),
    decisionTable(plan, year),
  ]
}

export type LineKind = 'grant' | 'contract' | 'other'

/** Is a line a grant or a contract? Its route says so; a line whose route says neither is a contract if it has one. */
export function kindOf(plan: Plan, line: Line): LineKind {
  const route = line.route ?? ''
  if (/\bgrants?\b/i.test(route)) return 'grant'
  if (/contract|tender|procure|framework agreement/i.test(route)) return 'contract'
  return plan.contract.has(line.id) || line.contractStart !== null || line.contractEnd !== null ? 'contract' : 'other'
}

const budgeted = (plan: Plan, line: Line, year: FinancialYear) => (amountOf(plan, line.id, year, 'budget') ?? 0) !== 0

function budgetTable(plan: Plan, year: FinancialYear): PublishedTable {
  const years = [shiftYear(year, -1), year]
  const sums = (lines: readonly Line[]) =>
    years.map((of) => addUp(lines.map((line) => amountOf(plan, line.id, of, 'budget'))))
  const groups = groupsOf(plan, 'priority').filter(({ lines }) => lines.length > 0)
  const all = groups.flatMap(({ lines }) => lines)
  const blank = all.filter((line) => amountOf(plan, line.id, year, 'budget') === null).length
  return {
    key: 'budget',
    title: `Commissioning budget ${year}`,
    columns: [text('Priority'), ...years.map((of) => money(`${of} budget (£)`))],
    rows: [
      ...groups.map(({ key, name, lines }) => [key === '' ? 'No priority' : name, ...sums(lines)]),
      ['Total', ...sums(all)],
    ],
    notes: [
      'The Order asks for the total budget, the precept and the proposed expenditure of the whole office, before the year begins; the plan holds the commissioning budget only.',
      ...(blank > 0 ? [`${counted(blank, 'line has', 'lines have')} no budget in ${year}, which is not nil.`] : []),
    ],
  }
}

const sourceKinds = { core: 'Core budget', grant: 'Grant', partner: 'Partner', reserve: 'Earmarked reserve' } as const

function incomeTable(plan: Plan, year: FinancialYear): PublishedTable {
  const rows = sourcesInOrder(plan).flatMap((source) => {
    const available = [...plan.availability.by('sourceId', source.id)].find((one) => one.year === year)
    return available ? [[source.name, sourceKinds[source.kind], available.pence, available.status, available.note]] : []
  })
  return {
    key: 'sources-of-funding',
    title: `Anticipated sources of funding ${year}`,
    columns: [text('Source'), text('Kind'), money(`${year} (£)`), text('Status'), text('Note')],
    rows,
    notes: rows.length === 0 ? [`The plan does not say what any source of funding has in ${year}.`] : [],
  }
}

/** The conditions of a grant: those noted on the line, and the columns of an import that hold any. */
export function conditionsOf(plan: Plan, line: Line): string | null {
  const found = Object.entries(line.extra).filter(
    ([heading, value]) => /\bconditions?\b/i.test(heading) && value.trim(),
  )
  const noted = notesOfLine(plan, line.id).filter(isCondition)
  const texts = [...found.map(([, value]) => value.trim()), ...noted.map(({ text }) => text)]
  return [...new Set(texts)].join('; ') || null
}

const priorityOf = (plan: Plan, line: Line) => plan.priority.get(line.priorityId ?? '')?.name ?? null

/** The references of the decisions that name a line. */
function referencesOf(plan: Plan, line: Line): string | null {
  const found = [...plan.decisionLine.by('lineId', line.id)].flatMap(
    ({ decisionId }) => plan.decision.get(decisionId)?.reference ?? [],
  )
  return found.sort().join(', ') || null
}

function grantTable(plan: Plan, grants: readonly Line[], year: FinancialYear, other: readonly Line[]): PublishedTable {
  const made = grants.filter((line) => budgeted(plan, line, year))
  const missing = (has: (line: Line) => string | null) => made.filter((line) => !has(line)).length
  const tell = (count: number, what: string) =>
    count > 0 ? [`${counted(count, 'grant has', 'grants have')} ${what}.`] : []
  const drawn = potsOf(plan).reduce((sum, pot) => sum + potOf(plan, pot, year).drawn, 0) as Pence
  const elsewhere = addUp(other.map((line) => amountOf(plan, line.id, year, 'budget')))
  return {
    key: 'grants',
    title: `Crime and disorder reduction grants ${year}`,
    columns: [
      text('Recipient'),
      text('Grant'),
      text('Purpose'),
      text('Conditions'),
      money(`${year} (£)`),
      text('Priority it serves'),
      text('Decision'),
    ],
    rows: made.map((line) => [
      line.provider,
      line.service,
      line.description,
      conditionsOf(plan, line),
      amountOf(plan, line.id, year, 'budget'),
      priorityOf(plan, line),
      referencesOf(plan, line),
    ]),
    notes: [
      ...tell(
        missing(({ provider }) => provider),
        'no recipient in the plan',
      ),
      ...tell(
        missing(({ description }) => description),
        'no purpose in the plan',
      ),
      ...tell(
        missing((line) => conditionsOf(plan, line)),
        'no conditions in the plan; say so where there are none',
      ),
      ...tell(
        missing((line) => priorityOf(plan, line)),
        'no priority in the plan',
      ),
      ...(made.length > 0
        ? [
            'The Order also asks why each grant is thought to help to reduce crime and disorder; the plan holds its priority only.',
          ]
        : []),
      ...(drawn > 0
        ? [`${formatMoney(drawn)} was drawn down from pots in ${year}; add those drawdowns that were grants.`]
        : []),
      ...(other.length > 0
        ? [
            `${counted(other.length, 'line', 'lines')} of ${formatMoney(elsewhere ?? (0 as Pence))} ${other.length === 1 ? 'is' : 'are'} by route neither a grant nor a contract, and in none of these tables.`,
          ]
        : []),
    ],
  }
}

interface PublishedContract {
  line: Line
  /** The budgets of its years, as far as the plan goes. */
  value: Pence
  start: string | null
  end: string | null
  optionsLeft: number
}

/** A contract that runs in a year, as far as its dates are known; without any, one with a budget in it. */
function contractIn(plan: Plan, line: Line, year: FinancialYear): PublishedContract | null {
  const { present: end, left: optionsLeft } = contractEnds(plan, line)
  const start = line.contractStart
  if ((start !== null && start > lastDay(year)) || (end !== null && end < firstDay(year))) return null
  if ((start === null || end === null) && !budgeted(plan, line, year)) return null
  let value = 0
  for (const amount of plan.amount.by('lineId', line.id)) {
    if (amount.measure !== 'budget') continue
    if (start !== null && amount.year < yearOfDay(start)) continue
    if (end !== null && amount.year > yearOfDay(end)) continue
    value += amount.pence
  }
  return { line, value: value as Pence, start, end, optionsLeft }
}

function contractTable(
  plan: Plan,
  contracts: readonly PublishedContract[],
  year: FinancialYear,
  which: 'over' | 'up to',
): PublishedTable {
  const shown = contracts.filter(({ value }) => (which === 'over') === value > LISTED_UP_TO)
  const missing = (has: (one: PublishedContract) => unknown) => shown.filter((one) => !has(one)).length
  const tell = (count: number, what: string) =>
    count > 0 ? [`${counted(count, 'contract has', 'contracts have')} ${what}.`] : []
  return {
    key: which === 'over' ? 'contracts-over-10000' : 'contracts-up-to-10000',
    title: `Contracts ${which === 'over' ? 'over £10,000' : 'of £10,000 or less'} in ${year}`,
    columns: [
      text('Reference'),
      text('Provider'),
      text('Contract'),
      text('Purpose'),
      text('Start'),
      text('End'),
      text('Options left'),
      money('Value over its years in the plan (£)'),
      money(`${year} budget (£)`),
      text('Decision'),
    ],
    rows: shown.map(({ line, value, start, end, optionsLeft }) => [
      plan.contract.get(line.id)?.reference ?? null,
      line.provider,
      line.service,
      line.description,
      start === null ? null : shortDay(start),
      end === null ? null : shortDay(end),
      optionsLeft === 0 ? null : String(optionsLeft),
      value,
      amountOf(plan, line.id, year, 'budget'),
      referencesOf(plan, line),
    ]),
    notes: [
      ...tell(
        missing(({ line }) => line.provider),
        'no provider in the plan',
      ),
      ...tell(
        missing(({ line }) => line.description),
        'no purpose in the plan',
      ),
      ...tell(
        missing(({ start, end }) => start !== null && end !== null),
        'no start or no end in the plan',
      ),
      ...(shown.length > 0
        ? [
            'The value is the sum of the budgets that the plan holds for the contract’s years; check it against the contract.',
          ]
        : []),
      ...(which === 'over'
        ? [
            'The Order asks for a copy of each contract over £10,000 and of each invitation to tender for one; the plan holds neither.',
          ]
        : []),
    ],
  }
}

function decisionTable(plan: Plan, year: FinancialYear): PublishedTable {
  const dated = decisionsInOrder(plan).filter(({ status }) => status === 'approved' || status === 'rejected')
  const made = dated.filter(({ date }) => date !== null && yearOfDay(date) === year)
  const open = made.filter(({ publishRecord }) => publishRecord === 'yes')
  const unsaid = made.filter(({ publishRecord }) => publishRecord === null).length
  const withheld = made.length - open.length - unsaid
  const undated = dated.filter(({ date }) => date === null).length
  return {
    key: 'decisions',
    title: `Decisions ${year}`,
    columns: [text('Reference'), text('Date'), text('Title'), text('Summary'), text('Outcome'), money('Amount (£)')],
    rows: open.map(({ reference, date, title, summary, status, publishDetails }) => [
      reference,
      shortDay(date!),
      title,
      publishDetails === 'yes' ? summary : null,
      status,
      addUp(citationsOf(plan, reference).flatMap(({ counts, pence }) => (counts ? [pence] : []))),
    ]),
    notes: [
      ...(withheld > 0 ? [`${counted(withheld, 'decision is', 'decisions are')} not to be published.`] : []),
      ...(unsaid > 0
        ? [`Of ${counted(unsaid, 'decision', 'decisions')} it is not determined whether the record may be published.`]
        : []),
      ...(undated > 0
        ? [`${counted(undated, 'decision has', 'decisions have')} no date, and may belong to the year.`]
        : []),
      ...(open.length > 0
        ? ['The amount is what cites the decision: drawdowns, transfers, carry-forwards and virements.']
        : []),
    ],
  }
}
