/**
 * What changed, as plain sentences for the covering report: the total, then each priority with its lines, then other years,
 * funding, reserves, decisions and details. The amounts in a paragraph add up exactly: the priorities' to the total's
 * difference, the lines' to their priority's.
 * Example: "Compared with Draft 2, the budget for 2021/22 rises by £14,570 (0.3%) to £4,410,531."
 */
import type { Compared } from '../comparison.ts'
import { dayText, lastDay } from '../days.ts'
import { decisionStatusNames } from '../decisions.ts'
import { formatMoney, type Pence } from '../money.ts'
import type { FinancialYear } from '../years.ts'
import { type Clause, clausesOf, countsText, effectsOf } from './clauses.ts'
import type {
  DecisionChange,
  Differences,
  FundingChange,
  LineChange,
  PriorityChange,
  ReserveChange,
  YearChange,
} from './differences.ts'
import { counted, lessOrMore, numberWord, riseOf, sentenceCase } from './words.ts'

export const paragraphKinds = ['total', 'priority', 'years', 'funding', 'reserves', 'decisions', 'details'] as const

export interface Paragraph {
  kind: (typeof paragraphKinds)[number]
  /** The priority's id; null where it is not about one. */
  priorityId: string | null
  text: string
  /** What its clauses add up to, in pence; null where it tells no difference. */
  difference: Pence | null
  clauses: Clause[]
}

/** More than so many of a kind are summed up. */
const LISTED = 5

const paragraph = (kind: Paragraph['kind'], text: string): Paragraph => ({
  kind,
  text,
  priorityId: null,
  difference: null,
  clauses: [],
})

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** "The budget for Victims". */
function budgetOf({ id, name }: PriorityChange): string {
  return id === null ? 'The budget for lines without a priority' : `The budget for ${name}`
}

function priorityHead(priority: PriorityChange): string {
  const { a, b, presence, name } = priority
  if (a === null && b === null) return budgetOf(priority)
  if (a === null && presence === 'added') return `${name} is a new priority, with a budget of ${formatMoney(b!)}`
  if (a === null) return `${budgetOf(priority)} is ${formatMoney(b!)}, where there was none before`
  if (b === null) {
    const less = a === 0 ? '' : `, ${lessOrMore((0 - a) as Pence)}`
    return presence === 'removed'
      ? `${name} is no longer a priority${less}`
      : `There is no longer a budget for ${name ?? 'lines without a priority'}${less}`
  }
  return `${budgetOf(priority)} ${riseOf(priority)}`
}

/** The paragraphs of the priorities in which lines rise, fall, come, go or move. */
function priorityParagraphs(priorities: readonly PriorityChange[], lines: readonly LineChange[]): Paragraph[] {
  const effects = effectsOf(lines)
  const told = new Set(priorities.map(({ id }) => id ?? ''))
  // Lines of a priority without any budget, such as one just added to it, are told under its name too.
  const others = [...effects.keys()]
    .filter((id) => !told.has(id))
    .map((id): PriorityChange => {
      const line = effects.get(id)![0]!.line
      const name = line.inB === id ? line.priorityB : line.priorityA
      const none: Compared = { a: null, b: null, difference: null, share: null }
      return { id: id || null, name, presence: 'kept', renamedFrom: null, ...none }
    })
  return [...priorities, ...others].flatMap((priority) => {
    const clauses = clausesOf(effects.get(priority.id ?? '') ?? [])
    if (clauses.length === 0) return []
    const head = priorityHead(priority)
    const blank = priority.a === null && priority.b === null
    const overall = priority.difference === 0 ? ' overall' : ''
    const text = `${blank ? `In ${priority.name ?? 'the lines without a priority'}` : `${head}${overall}`}: ${clauses.map((clause) => clause.text).join('; ')}.`
    const difference = (priority.difference ?? 0) as Pence
    return [{ kind: 'priority' as const, priorityId: priority.id, text, difference, clauses }]
  })
}

function totalParagraph({ year, total, lines, priorities }: Differences, since: string): Paragraph {
  const budget = `the budget for ${year}`
  const { a, b } = total
  const head =
    a === null && b === null
      ? `Compared with ${since}, there is still no budget for ${year}`
      : a === null
        ? `Compared with ${since}, when it was blank, ${budget} is ${formatMoney(b!)}`
        : b === null
          ? `Compared with ${since}, there is no longer a budget for ${year}${a === 0 ? '' : `, ${lessOrMore((0 - a) as Pence)}`}`
          : `Compared with ${since}, ${budget} ${riseOf(total)}`
  const counts = countsText(lines)
  const clauses = priorities
    .filter(({ difference }) => difference !== null && difference !== 0)
    .map((priority) => ({ text: priorityHead(priority), pence: priority.difference! }))
  return {
    kind: 'total',
    priorityId: null,
    text: `${head}.${counts === null ? '' : ` ${sentenceCase(counts)}.`}`,
    difference: (total.difference ?? 0) as Pence,
    clauses,
  }
}

const MEASURES = { budget: 'budget', forecast: 'forecast outturn', actual: 'actual spending' } as const

function yearSentence(change: YearChange, planned: FinancialYear | null): string {
  const { year, measure, a, b, difference, lines } = change
  const indicative = measure === 'budget' && planned !== null && year > planned ? 'indicative ' : ''
  const what = `${indicative}${MEASURES[measure]} for ${year}`
  if (a === null) return `The ${what} is ${formatMoney(b!)}, where there was none before.`
  if (b === null) return `There is no longer ${indicative ? 'an' : 'a'} ${what}, ${lessOrMore((0 - a) as Pence)}.`
  const though = difference === 0 ? `, though ${counted(lines, 'line changes', 'lines change')} within it` : ''
  return `The ${what} ${riseOf(change)}${though}.`
}

/** What became of the difference between budget and funding. */
function gapSentence({ gap: { a, b, difference } }: FundingChange): string | null {
  const [from, to] = [a!, b!]
  if (difference === 0)
    return to === 0 ? null : `${to > 0 ? 'The shortfall' : 'What funding is above the budget'} stays at ${size(to)}.`
  if (to === 0)
    return from > 0
      ? `The shortfall of ${size(from)} is closed.`
      : `Funding and budget now agree; funding was ${size(from)} above before.`
  if (to > 0) {
    if (from <= 0)
      return `There is now a shortfall of ${size(to)}${from < 0 ? `, where funding was ${size(from)} above the budget before` : ''}.`
    return `The shortfall ${to > from ? 'grows' : 'narrows'} by ${size(difference!)} to ${size(to)}.`
  }
  if (from > 0) return `The shortfall of ${size(from)} is closed, and funding is now ${size(to)} above the budget.`
  return `Funding is now ${size(to)} above the budget${from === 0 ? '' : `, ${size(from)} before`}.`
}

const size = (pence: number) => formatMoney(Math.abs(pence) as Pence)

function fundingParagraph(funding: FundingChange, year: FinancialYear): Paragraph | null {
  const { available, sources, carried } = funding
  const clauses = sources.map(({ name, presence, ...of }): Clause => {
    const pence = (of.difference ?? 0) as Pence
    if (of.a === null)
      return { pence, text: `${name} ${presence === 'added' ? 'is added with' : 'has'} ${formatMoney(of.b!)}` }
    if (of.b === null)
      return {
        pence,
        text: `${name} ${presence === 'removed' ? 'is taken out' : 'is not known any more'}, ${lessOrMore(pence)}`,
      }
    return { pence, text: `${name} ${riseOf(of)}` }
  })
  if (carried.difference)
    clauses.push({ pence: carried.difference, text: `what is carried forward to lines ${riseOf(carried)}` })
  const gap = funding.gap.difference === 0 && clauses.length === 0 ? null : gapSentence(funding)
  if (clauses.length === 0 && gap === null) return null
  const what = `The funding available for ${year} ${riseOf(available)}`
  const head = clauses.length === 0 ? '' : `${what}: ${clauses.map(({ text }) => text).join('; ')}.`
  return {
    kind: 'funding',
    priorityId: null,
    text: [head, gap].filter(Boolean).join(' '),
    difference: (available.difference ?? 0) as Pence,
    clauses,
  }
}

function reserveSentence({ name, presence, year, a, b, difference, since }: ReserveChange): string {
  const when = `at ${dayText(lastDay(year))}`
  if (presence === 'removed')
    return `The reserve ${name} is taken out${a ? `; it would have held ${formatMoney(a)} ${when}` : ''}.`
  const holds = b === null ? null : `is expected to hold ${b === 0 ? 'nothing' : formatMoney(b)} ${when}`
  if (presence === 'added')
    return `The reserve ${name} is new${holds ? `, and ${holds}` : '; its balance is not known'}.`
  if (b === null)
    return since?.difference
      ? `The reserve ${name}, whose balance is not known, is to hold ${lessOrMore(since.difference)} than before ${when}.`
      : `The balance of the reserve ${name} ${when} is not known any more; it was ${formatMoney(a!)}.`
  if (a === null) return `The reserve ${name} ${holds}; its balance was not known before.`
  return `The reserve ${name} ${holds}, ${lessOrMore(difference!)} than before.`
}

function decisionSentence({ reference, title, presence, after }: DecisionChange): string {
  const named = `Decision ${reference} (${title})`
  if (presence === 'removed') return `${named} is taken out.`
  const status = decisionStatusNames[after!].toLowerCase()
  return presence === 'added'
    ? `${named} is recorded; its status is “${status}”.`
    : `${named} now has the status “${status}”.`
}

/** Sentences of a kind, those beyond the first few summed up. */
function some<Item>(
  items: readonly Item[],
  sentence: (item: Item) => string,
  rest: (count: number) => string,
): string[] {
  const shown = items.length > LISTED + 1 ? items.slice(0, LISTED) : items
  const more = items.length - shown.length
  return [...shown.map(sentence), ...(more > 0 ? [rest(more)] : [])]
}

/** Names and details that changed without the figures. */
function detailSentences({ priorities, lines }: Differences): string[] {
  const renamedPriorities = priorities.filter(({ renamedFrom }) => renamedFrom !== null)
  const renamed = lines.filter(({ renamedFrom }) => renamedFrom !== null)
  const providers = lines.flatMap((line) => {
    const detail = line.details.find(({ name }) => name === 'provider')
    return detail ? [{ label: line.label, ...detail }] : []
  })
  const others = lines.filter(({ details }) => details.some(({ name }) => name !== 'provider')).length
  const noted = lines.filter(({ notesAdded, notesRemoved }) => notesAdded.length + notesRemoved.length > 0).length
  const split = lines.filter(({ fundingDiffers, presence }) => presence === 'kept' && fundingDiffers).length
  const more = (what: string) => (count: number) =>
    `${sentenceCase(counted(count, `other line ${what}`, `other lines ${what.replace(/^is /, 'are ').replace(/^has /, 'have ')}`))}.`
  return [
    ...some(
      renamedPriorities,
      ({ name, renamedFrom }) => `The priority ${renamedFrom} is now called ${name}.`,
      (count) => `${sentenceCase(counted(count, 'other priority is', 'other priorities are'))} renamed.`,
    ),
    ...some(renamed, ({ renamedFrom, label }) => `${renamedFrom} is now called ${label}.`, more('is renamed')),
    ...some(
      providers,
      ({ label, before, after }) =>
        after === null
          ? `${label} no longer has a provider${before === null ? '' : ` (it was ${before})`}.`
          : `${label} is now provided by ${after}${before === null ? '' : ` instead of ${before}`}.`,
      more('has another provider'),
    ),
    ...(others > 0 ? [`${sentenceCase(counted(others, 'line has', 'lines have'))} other details changed.`] : []),
    ...(noted > 0 ? [`Notes or conditions of ${counted(noted, 'line')} are added, reworded or taken away.`] : []),
    ...(split > 0
      ? [`${sentenceCase(numberWord(split))} ${split === 1 ? 'line is' : 'lines are'} paid for otherwise.`]
      : []),
  ]
}

/**
 * The paragraphs of a covering report.
 * @param since what the plan is compared with, as it follows "Compared with": "Draft 2, panel of 14 January 2021"
 */
export function reportOf(differences: Differences, since: string): Paragraph[] {
  // Names may have line breaks in the paper's cells; a sentence has none.
  return paragraphsOf(differences, since).map((one) => ({
    ...one,
    text: inOneLine(one.text),
    clauses: one.clauses.map(({ text, pence }) => ({ text: inOneLine(text), pence })),
  }))
}

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function paragraphsOf(differences: Differences, since: string): Paragraph[] {
  const { year, total, priorities, lines, years, funding, reserves, decisions } = differences
  const paragraphs: Paragraph[] = []
  const moneyMoves = effectsOf(lines).size > 0
  if (year !== null && moneyMoves)
    paragraphs.push(totalParagraph(differences, since), ...priorityParagraphs(priorities, lines))
  const fundingText = funding && year !== null ? fundingParagraph(funding, year) : null
  const add = (kind: Paragraph['kind'], sentences: string[]) => {
    if (sentences.length > 0) paragraphs.push(paragraph(kind, sentences.map(ended).join(' ')))
  }
  add(
    'years',
    years.filter((one) => one.year !== year || one.measure !== 'budget').map((one) => yearSentence(one, year)),
  )
  if (fundingText) paragraphs.push(fundingText)
  add('reserves', reserves.map(reserveSentence))
  add(
    'decisions',
    some(
      decisions,
      decisionSentence,
      (count) => `${sentenceCase(counted(count, 'other decision changes', 'other decisions change'))}.`,
    ),
  )
  add('details', detailSentences(differences))
  if (paragraphs.length === 0) return [paragraph('total', `Nothing has changed since ${since}.`)]
  if (!moneyMoves && year !== null && total.b !== null)
    paragraphs.unshift(
      paragraph('total', `Compared with ${since}, the budget for ${year} stays at ${formatMoney(total.b)}.`),
    )
  return paragraphs
}

/** The paragraphs as text, with a blank line between. */
export function reportText(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map(({ text }) => text).join('\n\n')
}
