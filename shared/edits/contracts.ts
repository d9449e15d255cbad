/**
 * Intents about the contract behind a line. Dates and terms come as they are typed. Example: `setContract(plan, {lineId,
 * start: '01/04/2021', term: '3+1+1'})` also sets the end, 31 March 2024; `takeOption(plan, lineId)` moves it to 31 March 2025.
 */
import { type Change, rowTo } from '../change.ts'
import { type Contract, endsFrom, LONGEST_TERM, readTerm, termsOf, termYears } from '../contracts.ts'
import { dayText, endShifted, readDay } from '../days.ts'
import { changeOf, lineOf } from '../edits.ts'
import type { Line } from '../model.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'

/** What can be said about a contract, as it is typed; blank clears, and what is not given is kept. */
export interface ContractIntent {
  lineId: string
  start?: string
  /** Blank lets start and term give it. */
  end?: string
  /** In years, "3+1+1". */
  term?: string
  /** Options taken so far. */
  extended?: number
  noticeDate?: string
  reference?: string
}

/** A later one is a slip of the keyboard. */
const LATEST = '2199-12-31'

function dayFor(text: string, what: string): string | null {
  if (text.trim() === '') return null
  const day = readDay(text)
  if (day === null || day > LATEST)
    throw new Refusal(
      `“${text.trim().slice(0, 80)}” is not a date, so the ${what} was kept; type it as 31/03/2022 or 2022-03-31.`,
    )
  return day
}

function termFor(text: string): string | null {
  if (text.trim() === '') return null
  const term = readTerm(text)
  if (term === null)
    throw new Refusal(
      `“${text.trim().slice(0, 80)}” is not a term in years, so it was kept; type the initial term and its options, such as 3+1+1, ${LONGEST_TERM} years at most.`,
    )
  return term
}

/** The options taken that are asked for, or as they were; fewer where a new term has fewer. */
function extendedFor(asked: number | undefined, held: number, term: string | null, name: string): number {
  const options = Math.max(0, termYears(term).length - 1)
  if (asked === undefined) return Math.min(held, options)
  if (!Number.isInteger(asked) || asked < 0)
    throw new Refusal(`The options taken of “${name}” must be a whole number, so nothing was changed; type 0 for none.`)
  if (asked > options) {
    const has =
      options === 0 ? 'no extension options' : options === 1 ? '1 extension option' : `${options} extension options`
    throw new Refusal(
      `The term of “${name}” has ${has}, so ${asked} cannot be taken and nothing was changed; type the term with its options, such as 3+1+1.`,
    )
  }
  return asked
}

/** The end that goes with the new terms: what is typed; else what start and term give; else the stated one moved by the options. */
function endFor(line: Line, held: ReturnType<typeof termsOf>, next: Omit<ReturnType<typeof termsOf>, 'end'>) {
  const computed = endsFrom({ ...next, end: null }).present
  const before = endsFrom({ ...held, end: null }).present
  const stated = line.contractEnd
  if (stated === null || stated === before) return computed ?? stated
  if (stated === computed || next.extended === held.extended || next.term !== held.term) return stated
  const years = termYears(next.term)
  const [from, to] = [held.extended, next.extended].map((taken) =>
    years.slice(0, taken + 1).reduce((sum, one) => sum + one, 0),
  )
  return endShifted(stated, to! - from!)
}

/**
 * Sets what is given of a line's contract. The end follows start, term and options taken, unless another one is stated;
 * then an option moves it by its years.
 * @throws Refusal when a date or term is none, the end lies before the start, or more options are taken than there are
 */
export function setContract(plan: Plan, intent: ContractIntent): Change {
  const line = lineOf(plan, intent.lineId)
  const name = lineLabel(plan, line)
  const contract = plan.contract.get(line.id)
  const held = termsOf(plan, line)
  const term = intent.term === undefined ? held.term : termFor(intent.term)
  const start = intent.start === undefined ? held.start : dayFor(intent.start, 'contract’s start')
  const next = { start, term, extended: extendedFor(intent.extended, held.extended, term, name) }
  const typed = intent.end === undefined ? undefined : dayFor(intent.end, 'contract’s end')
  const end = typed === undefined ? endFor(line, held, next) : (typed ?? endsFrom({ ...next, end: null }).present)
  if (start !== null && end !== null && end < start)
    throw new Refusal(
      `The contract of “${name}” would end on ${dayText(end)}, before it starts on ${dayText(start)}, so nothing was changed; check both dates.`,
    )
  const noticeDate =
    intent.noticeDate === undefined ? (contract?.noticeDate ?? null) : dayFor(intent.noticeDate, 'notice date')
  if (intent.noticeDate !== undefined && noticeDate !== null && end !== null && noticeDate > end)
    throw new Refusal(
      `The notice date ${dayText(noticeDate)} of “${name}” is after its contract’s end, ${dayText(end)}, so it was kept as it was; check the date.`,
    )
  const reference = intent.reference === undefined ? (contract?.reference ?? null) : intent.reference.trim() || null
  if ((reference?.length ?? 0) > 500)
    throw new Refusal('That reference is longer than 500 characters, so nothing was changed; shorten it.')
  const row: Contract = { id: line.id, lineId: line.id, reference, term, extended: next.extended, noticeDate }
  const empty = reference === null && term === null && noticeDate === null
  return changeOf(labelOf(intent, name, held.extended, end), [
    rowTo(plan, 'line', line.id, { ...line, contractStart: start, contractEnd: end }),
    ...(empty && !contract ? [] : [rowTo(plan, 'contract', line.id, empty ? null : row)]),
  ])
}

function labelOf(intent: ContractIntent, name: string, before: number, end: string | null): string {
  const { lineId: _, ...given } = intent
  const fields = Object.keys(given)
  if (fields.length !== 1) return `set the contract of ${name}`
  if (intent.extended !== undefined) {
    const to = end === null ? '' : ` to ${dayText(end)}`
    return intent.extended >= before ? `take an option of ${name}${to}` : `take back an option of ${name}${to}`
  }
  const words: Record<string, string> = {
    start: 'contract’s start',
    end: 'contract’s end',
    term: 'contract’s term',
    noticeDate: 'notice date',
    reference: 'contract’s reference',
  }
  return `set the ${words[fields[0]!]} of ${name}`
}

/** Takes a contract's next extension option; its end moves with it. @throws Refusal when none is left */
export function takeOption(plan: Plan, lineId: string): Change {
  return setContract(plan, { lineId, extended: termsOf(plan, lineOf(plan, lineId)).extended + 1 })
}

/** Takes back the last option that was taken. @throws Refusal when none was */
export function takeBackOption(plan: Plan, lineId: string): Change {
  const line = lineOf(plan, lineId)
  const { extended } = termsOf(plan, line)
  if (extended === 0)
    throw new Refusal(`No option of “${lineLabel(plan, line)}” was taken, so there is none to take back.`)
  return setContract(plan, { lineId, extended: extended - 1 })
}
