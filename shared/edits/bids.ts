/**
 * Intents about external funding: registering bids and awards, and making a secured award a source of the plan. Example:
 * `awardBid(plan, {bidId, kind: 'grant'}, newId)` adds the source with what it has in each of its years.
 */
import { type Bid, bidNamed, rangeOfBid, yearsOfBid } from '../bids.ts'
import { type Change, rowTo } from '../change.ts'
import { changeOf, type NewId } from '../edits.ts'
import { formatCount, formatMoney, type Pence, toPence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { type FinancialYear, startOf } from '../years.ts'
import { type Available, addSource } from './funding.ts'

/** What can be said about a bid or an award. Amounts are a year; the same in both is an amount, otherwise a range. */
export interface BidDetails {
  name: string
  funder: string | null
  status: Bid['status']
  lowPence: Pence | null
  highPence: Pence | null
  firstYear: FinancialYear | null
  lastYear: FinancialYear | null
  setting: Bid['setting']
  note: string | null
}

/** No bid runs for longer. */
const MOST_YEARS = 20

/** The bid that an intent is about. @throws Refusal when it is no longer there */
export function bidOf(plan: Plan, id: string): Bid {
  const bid = plan.bid.get(id)
  if (!bid) throw new Refusal('That bid is no longer in the register; nothing was changed, so choose another.')
  return bid
}

function textFor(typed: string | null, what: string, most: number): string | null {
  const text = typed?.trim() || null
  if ((text?.length ?? 0) > most)
    throw new Refusal(
      `That ${what} is longer than ${formatCount(most)} characters, so nothing was changed; shorten it.`,
    )
  return text
}

/** Checked and complete: one amount alone is both ends of the range, a last year alone is also the first. */
function rowOf(plan: Plan, details: BidDetails, held: Bid | null): Omit<Bid, 'id' | 'position' | 'sourceId'> {
  const { status, setting } = details
  const name = textFor(details.name, 'name', 500)
  if (name === null)
    throw new Refusal('A bid needs a name, so nothing was changed; type one, such as “Safer Streets Fund”.')
  const other = bidNamed(plan, name)
  if (other && other.id !== held?.id)
    throw new Refusal(`“${other.name}” is already in the register, so nothing was changed; choose another name.`)
  const range = rangeOfBid(details)
  if (range && (range.low < 0 || range.high < 0))
    throw new Refusal(`“${name}” cannot bring less than £0, so nothing was changed; type what it may bring in a year.`)
  if (range && range.low > range.high)
    throw new Refusal(
      `The range of “${name}” starts above its end, ${formatMoney(range.low)} and ${formatMoney(range.high)}, so nothing was changed; type the lower amount first.`,
    )
  const [firstYear, lastYear] = [details.firstYear ?? details.lastYear, details.lastYear]
  if (firstYear !== null && lastYear !== null) {
    if (lastYear < firstYear)
      throw new Refusal(
        `“${name}” would end in ${lastYear}, before its first year ${firstYear}, so nothing was changed; check both years.`,
      )
    if (startOf(lastYear) - startOf(firstYear) >= MOST_YEARS)
      throw new Refusal(
        `“${name}” would run from ${firstYear} to ${lastYear}, more than ${MOST_YEARS} years, so nothing was changed; check both years.`,
      )
  }
  if (held?.sourceId && status !== 'secured' && status !== 'ended') {
    const source = plan.source.get(held.sourceId)?.name
    throw new Refusal(
      `“${held.name}” has become the source “${source}”, so it stays secured and nothing was changed; remove that source first, or mark it as ended.`,
    )
  }
  return {
    name,
    funder: textFor(details.funder, 'funder', 500),
    status,
    lowPence: range ? toPence(range.low) : null,
    highPence: range ? toPence(range.high) : null,
    firstYear,
    lastYear,
    setting,
    note: textFor(details.note, 'note', 32_767),
  }
}

const unsaid: Omit<BidDetails, 'name' | 'status'> = {
  funder: null,
  lowPence: null,
  highPence: null,
  firstYear: null,
  lastYear: null,
  setting: null,
  note: null,
}

/** Adds a bid or an award at the end of the register. */
export function addBid(
  plan: Plan,
  details: Pick<BidDetails, 'name' | 'status'> & Partial<BidDetails>,
  newId: NewId,
): Change {
  const row = rowOf(plan, { ...unsaid, ...details }, null)
  const id = newId()
  const position = Math.max(0, ...[...plan.bid.values()].map((held) => held.position)) + 1
  return changeOf(`register ${row.name}`, [rowTo(plan, 'bid', id, { id, ...row, sourceId: null, position })])
}

/** Changes what is said about a bid or an award; what is not given is kept. A source that it became stays as it is. */
export function setBid(plan: Plan, bidId: string, details: Partial<BidDetails>): Change {
  const held = bidOf(plan, bidId)
  const row = { ...held, ...rowOf(plan, { ...held, ...details }, held) }
  const label = row.status !== held.status ? `mark ${row.name} as ${row.status}` : `change ${row.name} in the register`
  return changeOf(label, [rowTo(plan, 'bid', bidId, row)])
}

/** Removes a bid or an award from the register; a source that it became stays. */
export function removeBid(plan: Plan, bidId: string): Change {
  const bid = bidOf(plan, bidId)
  return changeOf(`remove ${bid.name} from the register`, [rowTo(plan, 'bid', bidId, null)])
}

/** What the source of an award has: a fixed one its amount each year; of one that is set each year, only the first is confirmed. */
export function availableOf(bid: Bid): { year: FinancialYear; pence: Pence; status: 'confirmed' | 'unconfirmed' }[] {
  const pence = rangeOfBid(bid)?.high ?? null
  if (pence === null) return []
  return yearsOfBid(bid).map((year, index) => ({
    year,
    pence,
    status: bid.setting === 'annually set' && index > 0 ? 'unconfirmed' : 'confirmed',
  }))
}

/** Why an award cannot become a source yet, as a sentence; null when it can. */
export function notYetSentence(plan: Plan, bid: Bid): string | null {
  const kept = 'so no source was added'
  const source = plan.source.get(bid.sourceId ?? '')
  if (source) return `“${bid.name}” is already the source “${source.name}”, ${kept}; change it under Funding.`
  if (bid.status !== 'secured')
    return `“${bid.name}” is not secured, ${kept}; mark it as secured once the award is certain.`
  const range = rangeOfBid(bid)
  if (range === null || range.high === 0)
    return `The amount of “${bid.name}” is not known, ${kept}; type what was awarded.`
  if (range.low !== range.high)
    return `“${bid.name}” stands between ${formatMoney(range.low)} and ${formatMoney(range.high)}, ${kept}; type what was awarded.`
  const years = yearsOfBid(bid)
  if (years.length === 0) return `The years of “${bid.name}” are not known, ${kept}; give the first and the last.`
  if (years.length > 1 && bid.setting === null)
    return `It is not said whether “${bid.name}” is fixed or set each year, ${kept}; choose one of the two.`
  return null
}

/**
 * Makes a secured award a source of the plan, with what it has in each of its years, as one Change.
 * @param name of the source; the award's own when not given
 * @throws Refusal when it is not secured, its amount or years are not certain, or there is a source of that name
 */
export function awardBid(
  plan: Plan,
  { bidId, kind = 'grant', name }: { bidId: string; kind?: 'grant' | 'partner'; name?: string },
  newId: NewId,
): Change {
  const bid = bidOf(plan, bidId)
  const refusal = notYetSentence(plan, bid)
  if (refusal !== null) throw new Refusal(refusal)
  const sourceId = newId()
  const available: Available[] = availableOf(bid)
  const added = addSource(plan, { name: name?.trim() || bid.name, kind, available }, () => sourceId)
  return changeOf(`make ${bid.name} a source of funding`, [
    ...added.rows,
    rowTo(plan, 'bid', bidId, { ...bid, sourceId }),
  ])
}
