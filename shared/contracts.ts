/**
 * When contracts end: after the initial term, after each extension option, at the latest; and which budgets lie beyond.
 * Today is given by the caller. Example: from 1 April 2021 for "3+1+1" the initial term ends on 31 March 2024, the options
 * on 31 March 2025 and 2026; with none taken, a budget of 2024/25 needs an option and one of 2026/27 a new contract.
 */
import {
  dayText,
  endAfter,
  endShifted,
  firstDay,
  lastDay,
  monthsAfter,
  type Period,
  periodOf,
  yearOfDay,
} from './days.ts'
import type { Line, Tables } from './model.ts'
import { formatMoney, type Pence } from './money.ts'
import { amountOf, type Plan } from './plan.ts'
import { type FinancialYear, shiftYear } from './years.ts'

export type Contract = Tables['contract']

/** No term is longer, options included. */
export const LONGEST_TERM = 99

/** Years of the initial term and of each option. @example termYears('3+1+1') // [3, 1, 1] */
export function termYears(term: string | null): number[] {
  return term === null ? [] : term.split('+').map(Number)
}

/** Reads a term in years: "3+1+1", also with spaces and "years". @returns it as it is kept, or null when it is none */
export function readTerm(text: string): string | null {
  const plain = text.trim().replace(/\s*(?:years?|yrs?)\.?$/i, '')
  if (!/^\d{1,2}(?:\s*\+\s*\d{1,2})*$/.test(plain)) return null
  const years = plain.split('+').map(Number)
  if (years.includes(0) || years.length > 21 || years.reduce((sum, one) => sum + one) > LONGEST_TERM) return null
  return years.join('+')
}

/** What a contract's ends follow from. */
export interface ContractTerms {
  start: string | null
  /** As it stands on the line; it counts, whatever start and term would give. */
  end: string | null
  term: string | null
  /** Options taken so far. */
  extended: number
}

/** A contract's ends, in the order of the calendar. */
export interface ContractEnds {
  /** With no option taken, with one, and so on; empty where they are not known. */
  ends: string[]
  /** As things stand; null when it is not known. */
  present: string | null
  /** With every option taken. */
  last: string | null
  taken: number
  /** Options not yet taken. */
  left: number
  /** Where start and term give another end than the line states: that end. */
  differing: string | null
}

/** The ends that follow from start, stated end, term and the options taken. */
export function endsFrom({ start, end, term, extended }: ContractTerms): ContractEnds {
  const years = termYears(term)
  const taken = Math.min(extended, Math.max(0, years.length - 1))
  const sums: number[] = []
  for (const one of years) sums.push((sums.at(-1) ?? 0) + one)
  const computed = start !== null && years.length > 0 ? endAfter(start, sums[taken]!) : null
  const present = end ?? computed
  const left = Math.max(0, years.length - 1 - taken)
  let ends: string[] = []
  if (present !== null && years.length === 0) ends = [present]
  else if (start !== null && present === computed && computed !== null) ends = sums.map((sum) => endAfter(start, sum))
  else if (present !== null) ends = sums.map((sum) => endShifted(present, sum - sums[taken]!))
  const differing = end !== null && computed !== null && computed !== end ? computed : null
  return { ends, present, last: ends.at(-1) ?? null, taken, left, differing }
}

/** What is kept of a line's contract. */
export function termsOf(plan: Plan, line: Line): ContractTerms {
  const contract = plan.contract.get(line.id)
  return {
    start: line.contractStart,
    end: line.contractEnd,
    term: contract?.term ?? null,
    extended: contract?.extended ?? 0,
  }
}

/** The ends of a line's contract. */
export function contractEnds(plan: Plan, line: Line): ContractEnds {
  return endsFrom(termsOf(plan, line))
}

/** A year whose budget the contract does not carry to its end. */
export interface Beyond {
  year: FinancialYear
  /** ends within: part-way through the year; after end: wholly after it, options remain; after last end: no option reaches it. */
  kind: 'ends within' | 'after end' | 'after last end'
  budget: Pence
  /** The present end. */
  end: string
  /** With every option taken. */
  last: string
  /** Options not yet taken. */
  left: number
  /** Would the remaining options last to the end of the year? */
  covered: boolean
}

/** The years with a budget that a line's contract does not carry to their end, in order. No budget, or nil, needs no contract. */
export function beyondContract(plan: Plan, line: Line): Beyond[] {
  if (line.contractEnd === null && line.contractStart === null) return []
  const { present: end, last, left } = contractEnds(plan, line)
  if (end === null || last === null) return []
  const found: Beyond[] = []
  for (const { year, measure, pence: budget } of plan.amount.by('lineId', line.id)) {
    if (measure !== 'budget' || budget === 0 || end >= lastDay(year)) continue
    const kind = end >= firstDay(year) ? 'ends within' : last >= firstDay(year) ? 'after end' : 'after last end'
    found.push({ year, kind, budget, end, last, left, covered: last >= lastDay(year) })
  }
  return found.sort((a, b) => (a.year < b.year ? -1 : 1))
}

/** A budget beyond the contract's end as a sentence. @param name of the line */
export function beyondSentence(name: string, beyond: Beyond): string {
  const { year, kind, budget, end, last, left, covered } = beyond
  const money = `${year} has a budget of ${formatMoney(budget)}`
  if (kind === 'after last end') {
    const options = left > 0 ? ', every option taken' : ''
    return `${money}, but the contract of “${name}” ends on ${dayText(last)} at the latest${options}.`
  }
  const options = left === 1 ? 'the option that is left' : `the ${left} options that are left`
  const reach = covered ? 'would cover the year' : `would last until ${dayText(last)}`
  const rest = left === 0 ? 'no option is left' : `${options} ${reach}`
  const when = kind === 'ends within' ? 'ends within the year, on' : 'ends before the year, on'
  return `${money}, but the contract of “${name}” ${when} ${dayText(end)}; ${rest}.`
}

/** How soon a contract ends, from today: in the next 6 months, in the 6 months after those, later, or it has. */
export type Ending = 'ended' | '6 months' | '12 months' | 'later'
/** A notice date: past while the contract still runs, in the next 3 months, or later. */
export type NoticeState = 'passed' | 'near' | 'later'

/** One contract in the calendar of ends. */
export interface CalendarEntry {
  line: Line
  contract: Contract | undefined
  ends: ContractEnds
  end: string
  ending: Ending
  notice: NoticeState | null
  /** The financial year in which it ends. */
  year: FinancialYear
  budget: Pence | null
  /** The budget of the year after. */
  after: Pence | null
}

/** The calendar of ends. */
export interface Calendar {
  /** By end, then in the order of the paper. */
  entries: CalendarEntry[]
  /** Lines without an end, of which `started` have a start. */
  without: number
  started: number
}

/** The contracts of a plan by their end. @param today an ISO date */
export function calendarOf(plan: Plan, today: string): Calendar {
  const [six, twelve, three] = [6, 12, 3].map((months) => monthsAfter(today, months)) as [string, string, string]
  const entries: CalendarEntry[] = []
  let [without, started] = [0, 0]
  for (const line of plan.line.values()) {
    const ends = contractEnds(plan, line)
    const end = ends.present
    if (end === null) {
      without++
      if (line.contractStart !== null) started++
      continue
    }
    const contract = plan.contract.get(line.id)
    const date = contract?.noticeDate ?? null
    const year = yearOfDay(end)
    entries.push({
      line,
      contract,
      ends,
      end,
      ending: end < today ? 'ended' : end <= six ? '6 months' : end <= twelve ? '12 months' : 'later',
      notice: date === null || end < today ? null : date < today ? 'passed' : date <= three ? 'near' : 'later',
      year,
      budget: amountOf(plan, line.id, year, 'budget'),
      after: amountOf(plan, line.id, shiftYear(year, 1), 'budget'),
    })
  }
  entries.sort((a, b) => (a.end === b.end ? a.line.position - b.line.position : a.end < b.end ? -1 : 1))
  return { entries, without, started }
}

/** Ends of one month, quarter or financial year. */
export interface CalendarGroup {
  key: string
  name: string
  entries: CalendarEntry[]
}

/** Entries in their order, in groups. */
export function groupsByEnd(entries: readonly CalendarEntry[], period: Period): CalendarGroup[] {
  const groups: CalendarGroup[] = []
  for (const entry of entries) {
    const { key, name } = periodOf(entry.end, period)
    const last = groups.at(-1)
    if (last?.key === key) last.entries.push(entry)
    else groups.push({ key, name, entries: [entry] })
  }
  return groups
}

/** What a calendar may be narrowed to. */
export const narrowings = ['all', '6 months', '12 months', 'notice', 'options', 'ended'] as const
export type Narrowing = (typeof narrowings)[number]

/** Does an entry belong to the part of the calendar that is asked for? */
export function isWithin({ ending, notice, ends }: CalendarEntry, narrowing: Narrowing): boolean {
  switch (narrowing) {
    case 'all':
      return true
    case '12 months':
      return ending === '6 months' || ending === '12 months'
    case 'notice':
      return notice === 'near' || notice === 'passed'
    case 'options':
      return ends.left > 0 && ending !== 'ended'
    default:
      return ending === narrowing
  }
}

/** What of the options is taken and left. @example optionsText({taken: 1, left: 1}) // '1 option taken, 1 left' */
export function optionsText({ taken, left }: Pick<ContractEnds, 'taken' | 'left'>): string {
  const options = (number: number) => `${number} ${number === 1 ? 'option' : 'options'}`
  if (taken === 0) return left === 0 ? 'no options' : `${options(left)} left`
  return `${options(taken)} taken, ${left === 0 ? 'none' : left} left`
}
