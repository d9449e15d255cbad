/**
 * The bands that are not about budget lines: reserves, sources, drawdowns, carry-forwards and so on, each a list of the plan's
 * rows with the fields that a template may ask for. Example: `{{reserve.closing Y}}` is £412,000, or "not known".
 */
import { bidsInOrder, rangeOfBid, rangeText, statusNames, yearsOfBid } from '../bids.ts'
import { checksOf } from '../checks.ts'
import { contractEnds, optionsText } from '../contracts.ts'
import { sourcesInOrder } from '../funding.ts'
import { type Line, pairId, type Reserve, type Source, type Tables } from '../model.ts'
import { amountOf, type Plan } from '../plan.ts'
import { drawdownsOf, potOf, potsOf, potYears } from '../pots.ts'
import { lineLabel, type ReserveYear, reservesInOrder, reserveYears, runwayText } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'
import { type Env, yearAsked } from './figures.ts'
import type { Needs } from './lines.ts'
import type { Ask } from './parse.ts'
import { dayValue, moneyValue, notKnown, textValue, type Value, yearValue } from './values.ts'

interface Field<Row> extends Needs {
  /** An amount, which a total may add up. */
  money?: boolean
  of: (env: Env, row: Row, year: FinancialYear) => Value
}

/** A list of the plan, each row of which repeats the row of the template. */
export interface RecordBand {
  rows: (env: Env) => readonly unknown[]
  /** The year that a row belongs to; the band's rows are then those of the year that is named beside any field. */
  yearOf: ((row: unknown) => FinancialYear) | null
  fields: Record<string, Needs & { money?: boolean }>
  value: (env: Env, row: unknown, ask: Ask) => Value
}

function band<Row>(
  rows: (env: Env) => readonly Row[],
  fields: Record<string, Field<Row>>,
  yearOf: ((row: Row) => FinancialYear) | null = null,
): RecordBand {
  const value = (env: Env, row: unknown, ask: Ask) => {
    const field = Object.hasOwn(fields, ask.field) ? fields[ask.field] : undefined
    if (!field) return null
    return field.of(env, row as Row, field.year ? yearAsked(env, ask) : ('' as FinancialYear))
  }
  return { rows, yearOf: yearOf as RecordBand['yearOf'], fields, value }
}

const text = <Row>(of: (row: Row, env: Env) => string | null | undefined): Field<Row> => ({
  of: (env, row) => textValue(of(row, env)),
})
const day = <Row>(of: (row: Row, env: Env) => string | null): Field<Row> => ({
  of: (env, row) => dayValue(of(row, env)),
})
const amount = <Row extends { pence: Tables['carry']['pence'] }>(): Field<Row> => ({
  money: true,
  of: (_, { pence }) => moneyValue(pence),
})
const ofYear = <Row extends { year: FinancialYear }>(): Field<Row> => ({ of: (_, { year }) => yearValue(year) })
const nameOfLine = ({ plan }: Env, id: string | null) => {
  const line = plan.line.get(id ?? '')
  return line ? lineLabel(plan, line) : null
}
/** Rows by year and then by what they are about, as the plan has it. */
function yearly<Row extends { id: string; year: FinancialYear }>(
  rows: Iterable<Row>,
  place: (row: Row) => number,
): Row[] {
  return [...rows].sort(
    (a, b) => (a.year < b.year ? -1 : a.year > b.year ? 1 : place(a) - place(b)) || (a.id < b.id ? -1 : 1),
  )
}
const positionOf = (plan: Plan, lineId: string) => plan.line.get(lineId)?.position ?? 0

/** A reserve with its years, worked out once. */
interface HeldReserve extends Reserve {
  years: ReserveYear[]
}

const balance = (of: 'opening' | 'closing'): Field<HeldReserve> => ({
  year: true,
  money: true,
  of: (_, { years }, year) => moneyValue(years.find((held) => held.year === year)?.[of] ?? null) ?? notKnown,
})
const movement = (of: 'in' | 'out' | 'drawn' | 'change'): Field<HeldReserve> => ({
  year: true,
  money: true,
  of: (_, { years }, year) => moneyValue(years.find((held) => held.year === year)?.[of] ?? null),
})
const ofSource = (of: 'available' | 'allocated' | 'unallocated'): Field<Source> => ({
  year: true,
  money: true,
  of: ({ funding }, source, year) => moneyValue(funding.source(source, year)[of]),
})
const ofPot = (of: 'budget' | 'drawn' | 'left'): Field<Line> => ({
  year: true,
  money: true,
  of: ({ plan }, line, year) => moneyValue(potOf(plan, line, year)[of]),
})

/** What it brings in a year, where that is one amount. */
function amountOfBid(bid: Tables['bid']) {
  const range = rangeOfBid(bid)
  return range && range.low === range.high ? range.low : null
}

/** @example yearsText(['2021/22', '2022/23']) // '2021/22 to 2022/23' */
function yearsText(years: readonly FinancialYear[]): string {
  return years.length > 1 ? `${years[0]} to ${years.at(-1)}` : (years[0] ?? '')
}

const KINDS: Record<Source['kind'], string> = {
  core: 'Core budget',
  grant: 'Grant',
  partner: 'Partner',
  reserve: 'Reserve',
}
const CARRY: Record<Source['carry'], string> = { yes: 'Yes', consent: 'Only with consent', no: 'No' }
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Where a carry-forward goes, in words. */
function carryTo(env: Env, { to, toId }: Tables['carry']): string {
  if (to === 'reserve') return env.plan.reserve.get(toId ?? '')?.name ?? 'A reserve'
  if (to === 'line') return nameOfLine(env, toId) ?? 'A line of the next year'
  return to === 'funder' ? 'Back to the funder' : 'General balances'
}

export const recordBands: Record<string, RecordBand> = {
  reserve: band<HeldReserve>(
    ({ plan, funding }) =>
      reservesInOrder(plan).map((reserve) => ({ ...reserve, years: reserveYears(plan, reserve, funding) })),
    {
      name: text(({ name }) => name),
      purpose: text(({ purpose }) => purpose),
      category: text(({ category }) => category),
      opening: balance('opening'),
      in: movement('in'),
      out: movement('out'),
      drawn: movement('drawn'),
      change: movement('change'),
      closing: balance('closing'),
      minimum: { money: true, of: (_, { minimumPence }) => moneyValue(minimumPence) },
      runway: text((reserve) => runwayText(reserve, reserve.years)),
    },
  ),
  source: band<Source>(({ plan }) => sourcesInOrder(plan), {
    name: text(({ name }) => name),
    kind: text(({ kind }) => KINDS[kind]),
    carry: text(({ carry }) => CARRY[carry]),
    conditions: text(({ conditions }) => conditions),
    fence: text(({ id }, { plan }) =>
      [...plan.ringFence.by('sourceId', id)]
        .map(({ priorityId }) => plan.priority.get(priorityId))
        .filter((priority) => priority !== undefined)
        .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
        .map(({ name }) => name)
        .join(', '),
    ),
    status: {
      year: true,
      of: ({ funding }, source, year) => textValue(capital(funding.source(source, year).status ?? '')),
    },
    note: {
      year: true,
      of: ({ plan }, { id }, year) => textValue(plan.availability.get(pairId(id, year))?.note),
    },
    available: ofSource('available'),
    allocated: ofSource('allocated'),
    unallocated: ofSource('unallocated'),
  }),
  drawdown: band<Tables['drawdown']>(
    ({ plan }) => potsOf(plan).flatMap((pot) => potYears(plan, pot).flatMap((year) => drawdownsOf(plan, pot.id, year))),
    {
      service: text(({ service }) => service),
      description: text(({ description }) => description),
      amount: amount(),
      decision: text(({ decision }) => decision),
      date: day(({ date }) => date),
      year: ofYear(),
      pot: text(({ lineId }, env) => nameOfLine(env, lineId)),
      line: text(({ toLineId }, env) => nameOfLine(env, toLineId)),
    },
    ({ year }) => year,
  ),
  pot: band<Line>(({ plan }) => potsOf(plan), {
    name: text((line, { plan }) => lineLabel(plan, line)),
    budget: ofPot('budget'),
    drawn: ofPot('drawn'),
    left: ofPot('left'),
  }),
  carry: band<Tables['carry']>(
    ({ plan }) => yearly(plan.carry.values(), ({ lineId }) => positionOf(plan, lineId)),
    {
      service: text(({ lineId }, { plan }) => plan.line.get(lineId)?.service),
      provider: text(({ lineId }, { plan }) => plan.line.get(lineId)?.provider),
      amount: amount(),
      to: text((carry, env) => carryTo(env, carry)),
      status: text(({ status }) => capital(status)),
      reason: text(({ reason }) => reason),
      decision: text(({ decision }) => decision),
      year: ofYear(),
    },
    ({ year }) => year,
  ),
  transfer: band<Tables['transfer']>(
    ({ plan }) => yearly(plan.transfer.values(), ({ reserveId }) => plan.reserve.get(reserveId)?.position ?? 0),
    {
      reserve: text(({ reserveId }, { plan }) => plan.reserve.get(reserveId)?.name),
      direction: text(({ direction }) => capital(direction)),
      amount: amount(),
      reason: text(({ reason }) => reason),
      decision: text(({ decision }) => decision),
      year: ofYear(),
    },
    ({ year }) => year,
  ),
  virement: band<Tables['virement']>(
    ({ plan }) => yearly(plan.virement.values(), ({ fromLineId }) => positionOf(plan, fromLineId)),
    {
      from: text(({ fromLineId }, env) => nameOfLine(env, fromLineId)),
      to: text(({ toLineId }, env) => nameOfLine(env, toLineId)),
      amount: amount(),
      reason: text(({ reason }) => reason),
      approver: text(({ approver }) => approver),
      decision: text(({ decision }) => decision),
      date: day(({ date }) => date),
      year: ofYear(),
    },
    ({ year }) => year,
  ),
  contract: band<Line>(
    ({ plan, lines }) =>
      lines.filter((line) => plan.contract.has(line.id) || line.contractStart !== null || line.contractEnd !== null),
    {
      service: text(({ service }) => service),
      provider: text(({ provider }) => provider),
      description: text(({ description }) => description),
      route: text(({ route }) => route),
      reference: text(({ id }, { plan }) => plan.contract.get(id)?.reference),
      start: day(({ contractStart }) => contractStart),
      end: day((line, { plan }) => contractEnds(plan, line).present),
      last: day((line, { plan }) => contractEnds(plan, line).last),
      term: text(({ id }, { plan }) => plan.contract.get(id)?.term),
      options: text((line, { plan }) => optionsText(contractEnds(plan, line))),
      notice: day(({ id }, { plan }) => plan.contract.get(id)?.noticeDate ?? null),
      budget: {
        year: true,
        money: true,
        of: ({ plan }, { id }, year) => moneyValue(amountOf(plan, id, year, 'budget')),
      },
    },
  ),
  bid: band<Tables['bid']>(({ plan }) => bidsInOrder(plan), {
    name: text(({ name }) => name),
    funder: text(({ funder }) => funder),
    status: text(({ status }) => statusNames[status]),
    amount: { money: true, of: (_, bid) => moneyValue(amountOfBid(bid)) },
    low: { money: true, of: (_, bid) => moneyValue(rangeOfBid(bid)?.low ?? null) },
    high: { money: true, of: (_, bid) => moneyValue(rangeOfBid(bid)?.high ?? null) },
    range: text((bid) => rangeText(rangeOfBid(bid))),
    years: text((bid) => yearsText(yearsOfBid(bid))),
    first: { of: (_, { firstYear }) => yearValue(firstYear) },
    last: { of: (_, { lastYear }) => yearValue(lastYear) },
    setting: text(({ setting }) => capital(setting ?? '')),
    note: text(({ note }) => note),
  }),
  check: band<ReturnType<typeof checksOf>[number]>(({ plan }) => checksOf(plan), {
    severity: text(({ severity }) => capital(severity)),
    kind: text(({ kind }) => capital(kind)),
    where: text(({ where }) => where),
    message: text(({ message }) => message),
  }),
}
