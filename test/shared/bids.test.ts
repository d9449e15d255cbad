/** The register of external funding: ranges and years, sums by status, an award that becomes a source, and Wiltshire's paper. */
import { describe, expect, it } from 'vitest'
import { bidNamed, bidTotals, rangeText, type Standing, yearsOfBid } from '../../shared/bids.ts'
import { apply, type Change, invert } from '../../shared/change.ts'
import { addBid, awardBid, type BidDetails, removeBid, setBid } from '../../shared/edits/bids.ts'
import { addSource, removeSource } from '../../shared/edits/funding.ts'
import { Funding } from '../../shared/funding.ts'
import { type Pence, readAmount } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { type FinancialYear, readYear } from '../../shared/years.ts'
import { dumpOf } from './arbitraries.ts'

let count = 0
const newId = () => `id ${++count}`

const make = (plan: Plan, change: Change) => {
  apply(plan, change)
  return change
}

/** As an officer types it. */
const pounds = (text: string): Pence => {
  const reading = readAmount(text)
  if (reading.kind !== 'amount') throw new Error(text)
  return reading.pence
}
const year = (text: string): FinancialYear => readYear(text)!

function register(plan: Plan, name: string, details: Partial<BidDetails> = {}): string {
  make(plan, addBid(plan, { name, status: 'bid', ...details }, newId))
  return bidNamed(plan, name)!.id
}

const both = (text: string) => ({ lowPence: pounds(text), highPence: pounds(text) })
const sum = (plan: Plan, standing: Standing, of: string | null) => {
  const { low, high, count, unknown } =
    bidTotals(plan)
      .sums.get(standing)
      ?.get(of === null ? null : year(of)) ?? {}
  return [low, high, count, unknown]
}

describe('Wiltshire, external funding', () => {
  const plan = planOf()
  const moj = register(plan, 'MOJ Victim / RJ funding', {
    funder: 'Ministry of Justice',
    status: 'secured',
    ...both('£0.891m'),
    firstYear: year('2020-21'),
    lastYear: year('2021-22'),
    setting: 'annually set',
  })
  const covid = register(plan, 'MOJ COVID victim recovery funding', {
    funder: 'Ministry of Justice',
    status: 'secured',
    ...both('£0.482m'),
    firstYear: year('2020-21'),
    setting: 'fixed',
  })
  register(plan, 'Domestic abuse and sexual violence providers', {
    status: 'secured',
    ...both('£0.205m'),
    firstYear: year('2021-22'),
  })
  register(plan, 'Transforming support for vulnerable women', { lowPence: pounds('£2m'), highPence: pounds('£3m') })
  register(plan, 'National funding of the February budget', { status: 'awaiting' })

  it('adds up by status and year, apart from what the plan has available', () => {
    expect(bidTotals(plan).years).toEqual(['2020/21', '2021/22'])
    expect(sum(plan, 'secured', '2020/21')).toEqual([137_300_000, 137_300_000, 2, 0])
    expect(sum(plan, 'secured', '2021/22')).toEqual([109_600_000, 109_600_000, 2, 0])
    expect(sum(plan, 'bid', null)).toEqual([200_000_000, 300_000_000, 1, 0])
    expect(sum(plan, 'awaiting', null)).toEqual([0, 0, 1, 1])
    expect(bidTotals(plan).undated).toBe(true)
    expect(new Funding(plan).year(year('2020/21')).available).toBe(0)
  })

  it('becomes sources of funding award by award, the later years of a yearly one unconfirmed', () => {
    const before = dumpOf(plan)
    const steps = [make(plan, awardBid(plan, { bidId: moj }, newId))]
    expect(steps[0]!.label).toBe('make MOJ Victim / RJ funding a source of funding')
    expect([...plan.availability.values()].map(({ year, pence, status }) => [year, pence, status])).toEqual([
      ['2020/21', 89_100_000, 'confirmed'],
      ['2021/22', 89_100_000, 'unconfirmed'],
    ])
    steps.push(make(plan, awardBid(plan, { bidId: covid, kind: 'partner' }, newId)))
    const funding = new Funding(plan)
    expect(funding.year(year('2020/21')).available).toBe(137_300_000)
    expect(funding.year(year('2021/22'))).toMatchObject({ available: 89_100_000, unconfirmed: 89_100_000 })
    expect(sum(plan, 'source', '2020/21')).toEqual([137_300_000, 137_300_000, 2, 0])
    expect(sum(plan, 'secured', '2021/22')).toEqual([20_500_000, 20_500_000, 1, 0])
    expect([...plan.source.values()].map(({ kind, carry }) => [kind, carry])).toEqual([
      ['grant', 'consent'],
      ['partner', 'consent'],
    ])
    for (const step of steps.reverse()) apply(plan, invert(step))
    expect(dumpOf(plan)).toEqual(before)
  })
})

describe('a bid', () => {
  it('keeps one amount as both ends, and one year as both', () => {
    const plan = planOf()
    const id = register(plan, ' Safer Streets ', { highPence: 500 as Pence, lastYear: year('2021/22') })
    expect(plan.bid.get(id)).toMatchObject({
      name: 'Safer Streets',
      lowPence: 500,
      highPence: 500,
      firstYear: '2021/22',
    })
    expect(rangeText({ low: pounds('2m'), high: pounds('3m') })).toBe('£2,000,000 to £3,000,000')
    expect(rangeText(null)).toBe('not known')
    expect(yearsOfBid({ firstYear: year('2098/99'), lastYear: year('2099/00') })).toEqual(['2098/99', '2099/00'])
    expect(yearsOfBid({ firstYear: year('1999/00'), lastYear: null })).toEqual(['1999/00'])
    expect(yearsOfBid({ firstYear: null, lastYear: null })).toEqual([])
  })

  it('is changed, keeping what is not given, and removed', () => {
    const plan = planOf()
    const id = register(plan, 'Prison leavers', { funder: 'MoJ', note: 'Round 2' })
    expect(make(plan, setBid(plan, id, { status: 'awaiting' })).label).toBe('mark Prison leavers as awaiting')
    expect(plan.bid.get(id)).toMatchObject({ funder: 'MoJ', note: 'Round 2', status: 'awaiting' })
    expect(setBid(plan, id, { status: 'awaiting' }).rows).toEqual([])
    make(plan, setBid(plan, id, { name: 'PRISON leavers' }))
    make(plan, removeBid(plan, id))
    expect(plan.bid.size).toBe(0)
    expect(() => removeBid(plan, id)).toThrow('no longer in the register')
  })

  it('is refused without a name, with a name that is taken, the wrong way round', () => {
    const plan = planOf()
    register(plan, 'Safer Streets')
    const refuses = (details: Partial<BidDetails>) => expect(() => register(plan, 'Other', details))
    expect(() => register(plan, ' ')).toThrow('A bid needs a name')
    expect(() => register(plan, 'SAFER STREETS')).toThrow('“Safer Streets” is already in the register')
    refuses({ lowPence: 200 as Pence, highPence: 100 as Pence }).toThrow('starts above its end, £2 and £1')
    refuses({ lowPence: -100 as Pence }).toThrow('cannot bring less than £0')
    refuses({ firstYear: year('2021/22'), lastYear: year('2020/21') }).toThrow('before its first year 2021/22')
    refuses({ firstYear: year('2021/22'), lastYear: year('2041/42') }).toThrow('more than 20 years')
    expect(plan.bid.size).toBe(1)
  })
})

describe('an award', () => {
  it('becomes a source only when it is secured, and its amount and years are certain', () => {
    const plan = planOf()
    const id = register(plan, 'Grant')
    const refuses = (sentence: string) => expect(() => awardBid(plan, { bidId: id }, newId)).toThrow(sentence)
    refuses('“Grant” is not secured, so no source was added')
    make(plan, setBid(plan, id, { status: 'secured' }))
    refuses('The amount of “Grant” is not known')
    make(plan, setBid(plan, id, { lowPence: pounds('2m'), highPence: pounds('3m') }))
    refuses('stands between £2,000,000 and £3,000,000')
    make(plan, setBid(plan, id, both('2.5m')))
    refuses('The years of “Grant” are not known')
    make(plan, setBid(plan, id, { firstYear: year('2020/21'), lastYear: year('2022/23') }))
    refuses('not said whether “Grant” is fixed or set each year')
    make(plan, setBid(plan, id, { setting: 'fixed' }))
    make(plan, addSource(plan, { name: 'grant', kind: 'grant' }, newId))
    refuses('There is already a source “grant”')
    make(plan, awardBid(plan, { bidId: id, name: 'Grant (new)' }, newId))
    expect([...plan.availability.values()].map(({ pence, status }) => [pence, status])).toEqual(
      Array.from({ length: 3 }, () => [250_000_000, 'confirmed']),
    )
    refuses('is already the source “Grant (new)”')
  })

  it('stays secured while it is a source, and can be one again when that is removed', () => {
    const plan = planOf()
    const id = register(plan, 'Grant', { status: 'secured', ...both('1,000'), firstYear: year('2020/21') })
    make(plan, awardBid(plan, { bidId: id }, newId))
    expect(() => setBid(plan, id, { status: 'bid' })).toThrow('has become the source “Grant”')
    make(plan, setBid(plan, id, { status: 'ended' }))
    expect(sum(plan, 'ended', '2020/21')).toEqual([100_000, 100_000, 1, 0])
    make(plan, setBid(plan, id, { status: 'secured' }))
    make(plan, removeSource(plan, plan.bid.get(id)!.sourceId!))
    expect(plan.bid.get(id)!.sourceId).toBeNull()
    make(plan, awardBid(plan, { bidId: id }, newId))
    expect(plan.source.size).toBe(1)
  })
})
