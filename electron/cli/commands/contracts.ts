/**
 * Contracts, bids and awards, on the command line. Example: `planner contract P.cplan --line ISVA --start 01/04/2021 --term
 * 3+1+1` sets the end to 31 March 2024, and `planner contract P.cplan --line ISVA --extended 1` to 31 March 2025.
 */
import {
  bidNamed,
  bidStatuses,
  bidsInOrder,
  bidTotals,
  rangeOfBid,
  rangeText,
  standingNames,
  standingOf,
  standings,
  statusNames,
  yearsOfBid,
} from '../../../shared/bids.ts'
import { beyondContract, beyondSentence, calendarOf, optionsText } from '../../../shared/contracts.ts'
import { readDay, shortDay } from '../../../shared/days.ts'
import { addBid, awardBid, type BidDetails, setBid } from '../../../shared/edits/bids.ts'
import { setContract } from '../../../shared/edits/contracts.ts'
import { formatCount, formatPounds, type Pence } from '../../../shared/money.ts'
import type { Plan } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { lineLabel } from '../../../shared/reserves.ts'
import { type FinancialYear, shiftYear } from '../../../shared/years.ts'
import { amountFor, lineFor, Misuse, type Options, optional, required, yearFor } from '../arguments.ts'
import { type Command, edit, withPlan } from '../running.ts'
import { columns } from '../text.ts'

/** Today where the command runs, as an ISO date. */
function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** The day that `--on` names, else today. */
function dayFor(options: Options): string {
  const text = optional(options, 'on')
  const day = text === null ? today() : readDay(text)
  if (day === null) throw new Misuse(`“${text}” is not a date; write it as 2022-03-31 or 31/03/2022.`)
  return day
}

/** `contracts --json`: by end, with every end that options would give. */
export function contractsJson(plan: Plan, today: string): unknown {
  const { entries, without, started } = calendarOf(plan, today)
  return {
    on: today,
    contracts: entries.map(({ line, contract, ends, ending, notice, year, budget, after }) => ({
      line: lineLabel(plan, line),
      id: line.id,
      provider: line.provider,
      reference: contract?.reference ?? null,
      start: line.contractStart,
      end: ends.present,
      term: contract?.term ?? null,
      taken: ends.taken,
      left: ends.left,
      ends: ends.ends,
      last: ends.last,
      noticeDate: contract?.noticeDate ?? null,
      notice,
      ending,
      budget: { [year]: budget, [shiftYear(year, 1)]: after },
      beyond: beyondContract(plan, line).map(({ year: of, kind, covered }) => ({ year: of, kind, covered })),
    })),
    without,
    started,
  }
}

const pounds = (pence: Pence | null) => (pence === null ? '' : formatPounds(pence))

/** The same for people: a row a contract, then what lies beyond their ends. */
export function contractsText(plan: Plan, today: string): string {
  const { entries, without } = calendarOf(plan, today)
  const rows = [['Contract', 'ends', 'in', 'term', 'options', 'notice', 'budget of the year', 'year after']]
  for (const { line, contract, ends, end, ending, notice, budget, after } of entries)
    rows.push([
      lineLabel(plan, line),
      shortDay(end),
      ending === 'ended' ? 'has ended' : ending === 'later' ? '' : ending,
      contract?.term ?? '',
      optionsText(ends),
      contract?.noticeDate ? `${shortDay(contract.noticeDate)}${notice === 'passed' ? ', passed' : ''}` : '',
      pounds(budget),
      pounds(after),
    ])
  const beyond = entries.flatMap(({ line }) =>
    beyondContract(plan, line).map((one) => beyondSentence(lineLabel(plan, line), one)),
  )
  const counted = without === 1 ? '1 line has' : `${formatCount(without)} lines have`
  return [...(entries.length > 0 ? [columns(rows)] : []), ...beyond, `${counted} no contract end.`].join('\n')
}

function wholeFor(text: string, name: string): number {
  if (!/^\d{1,2}$/.test(text.trim())) throw new Misuse(`“${text}” is not a --${name}; give a whole number.`)
  return Number(text)
}

/** The fields of the contract that are given, as they are typed; "none" clears. */
function contractGiven(options: Options) {
  const fields = { start: 'start', end: 'end', term: 'term', notice: 'noticeDate', reference: 'reference' } as const
  const given: Record<string, string | number> = {}
  for (const [option, field] of Object.entries(fields)) {
    const text = optional(options, option)
    if (text !== null) given[field] = text.trim().toLowerCase() === 'none' ? '' : text
  }
  const extended = optional(options, 'extended')
  if (extended !== null) given.extended = wholeFor(extended, 'extended')
  if (Object.keys(given).length === 0)
    throw new Misuse('Give at least one of --start, --end, --term, --extended, --notice and --reference.')
  return given
}

const settingsByName = { fixed: 'fixed', annually: 'annually set', 'annually set': 'annually set' } as const

function oneOf<Value>(options: Options, name: string, values: Record<string, Value>): Value | undefined {
  const given = optional(options, name)
  if (given === null) return undefined
  if (!Object.hasOwn(values, given))
    throw new Misuse(`“${given}” is not a --${name}; choose ${Object.keys(values).join(', ')}.`)
  return values[given]
}

const statusByName = Object.fromEntries(bidStatuses.map((status) => [status, status]))

/** What is given about a bid; what is not, is kept. */
function bidGiven(options: Options): Partial<BidDetails> {
  const given: Partial<BidDetails> = {}
  const [amount, low, high] = ['amount', 'low', 'high'].map((name) => optional(options, name)) as (string | null)[]
  if (amount != null && (low != null || high != null)) throw new Misuse('Give --amount, or --low and --high, not both.')
  if ((low == null) !== (high == null)) throw new Misuse('Give both --low and --high.')
  if (amount != null) given.lowPence = given.highPence = amountFor(amount).pence
  if (low != null && high != null) [given.lowPence, given.highPence] = [amountFor(low).pence, amountFor(high).pence]
  const yearOf = (name: string) => {
    const text = optional(options, name)
    return text === null ? undefined : yearFor(text)
  }
  const [from, to, setting] = [yearOf('from'), yearOf('to'), oneOf(options, 'setting', settingsByName)]
  const [funder, note] = [optional(options, 'funder'), optional(options, 'note')]
  const status = oneOf(options, 'status', statusByName)
  return {
    ...given,
    ...(status ? { status } : {}),
    ...(from ? { firstYear: from } : {}),
    ...(to ? { lastYear: to } : {}),
    ...(setting ? { setting } : {}),
    ...(funder === null ? {} : { funder }),
    ...(note === null ? {} : { note }),
  }
}

/** Finds a bid or an award by its name or its id. */
function bidFor(plan: Plan, name: string) {
  const bid = plan.bid.get(name) ?? bidNamed(plan, name)
  if (bid) return bid
  throw new Refusal(`There is no bid or award “${name}” in the register; nothing was changed, so check it with “bids”.`)
}

/** `bids --json`: the register, and its sums by status and year. */
export function bidsJson(plan: Plan): unknown {
  const { sums } = bidTotals(plan)
  return {
    bids: bidsInOrder(plan).map((bid) => {
      const { name, funder, status, firstYear, lastYear, setting, note, lowPence: low, highPence: high } = bid
      const source = plan.source.get(bid.sourceId ?? '')?.name ?? null
      return { name, funder, status, low, high, firstYear, lastYear, setting, note, source }
    }),
    totals: Object.fromEntries(
      standings.map((standing) => [
        standing,
        Object.fromEntries([...(sums.get(standing) ?? [])].map(([year, sum]) => [year ?? 'not known', sum])),
      ]),
    ),
  }
}

/** The same for people. */
export function bidsText(plan: Plan): string {
  const bids = bidsInOrder(plan)
  if (bids.length === 0) return 'There are no bids and no awards in the register.'
  const spanOf = (years: FinancialYear[]) =>
    years.length > 1 ? `${years[0]} to ${years.at(-1)}` : (years[0] ?? 'years not known')
  const rows = [['Bid or award', 'status', '£ a year', 'years', 'setting', 'source']]
  for (const bid of bids)
    rows.push([
      bid.funder ? `${bid.name} (${bid.funder})` : bid.name,
      statusNames[bid.status],
      rangeText(rangeOfBid(bid)),
      spanOf(yearsOfBid(bid)),
      bid.setting ?? '',
      plan.source.get(bid.sourceId ?? '')?.name ?? (standingOf(bid) === 'secured' ? 'not yet' : ''),
    ])
  const { years, sums, undated } = bidTotals(plan)
  const totals = [['£ a year', ...years, ...(undated ? ['years not known'] : [])]]
  for (const standing of standings) {
    const of = sums.get(standing)
    if (!of) continue
    const cells = [...years, ...(undated ? [null] : [])].map((year) => {
      const sum = of.get(year)
      return sum ? rangeText(sum.unknown === sum.count ? null : sum) : ''
    })
    totals.push([standingNames[standing], ...cells])
  }
  return `${columns(rows)}\n\n${columns(totals)}`
}

const newId = () => crypto.randomUUID()

export const bidCommands: Record<string, Command> = {
  contract: {
    usage:
      'contract P.cplan --line SERVICE [--start D] [--end D] [--term 3+1+1] [--extended N] [--notice D] [--reference R]',
    options: ['line', 'start', 'end', 'term', 'extended', 'notice', 'reference'],
    run: async ([path], options) => {
      const name = required(options, 'line')
      const given = contractGiven(options)
      return edit(path, (plan) => setContract(plan, { lineId: lineFor(plan, name).id, ...given }))
    },
  },
  contracts: {
    usage: 'contracts P.cplan [--on D]',
    options: ['on'],
    run: async ([path], options) => {
      const day = dayFor(options)
      return withPlan(path, (_, plan) => ({ text: contractsText(plan, day), json: contractsJson(plan, day) }))
    },
  },
  bid: {
    usage: `bid P.cplan --name NAME [--funder F] --status ${bidStatuses.join('|')} [--amount N|--low N --high N] [--from 2021/22] [--to 2023/24] [--setting fixed|annually] [--note TEXT]`,
    options: ['name', 'funder', 'status', 'amount', 'low', 'high', 'from', 'to', 'setting', 'note'],
    run: async ([path], options) => {
      const name = required(options, 'name')
      const given = bidGiven(options)
      return edit(path, (plan) => {
        const held = bidNamed(plan, name)
        if (held) return setBid(plan, held.id, given)
        if (!given.status) throw new Misuse('--status is missing.')
        return addBid(plan, { ...given, name, status: given.status }, newId)
      })
    },
  },
  bids: {
    usage: 'bids P.cplan',
    options: [],
    run: async ([path]) => withPlan(path, (_, plan) => ({ text: bidsText(plan), json: bidsJson(plan) })),
  },
  award: {
    usage: 'award P.cplan --bid NAME [--kind grant|partner] [--name SOURCE]',
    options: ['bid', 'kind', 'name'],
    run: async ([path], options) => {
      const bid = required(options, 'bid')
      const kind = oneOf(options, 'kind', { grant: 'grant', partner: 'partner' } as const) ?? 'grant'
      const name = optional(options, 'name')
      return edit(path, (plan) =>
        awardBid(plan, { bidId: bidFor(plan, bid).id, kind, ...(name === null ? {} : { name }) }, newId),
      )
    },
  },
}
