/**
 * What of an underspend may be carried forward, held against an obvious oracle. Example: of £40,000 on a line that is half
 * core and half a grant that may not be carried, £20,000 may be carried and £20,000 only goes back.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import { Clawbacks } from '../../shared/clawback.ts'
import {
  type CarryIntent,
  carryUnderspend,
  changeCarry,
  forecastFromActuals,
  removeCarry,
} from '../../shared/edits/underspend.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId, type Carry, type Measure, pairId, type Source, splitId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf, type Plan, planOf, rowsOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { carriedFrom, underspendOf } from '../../shared/reserves.ts'
import { decidedOf, mayCarry, underspendParts } from '../../shared/underspend.ts'
import { yearFrom } from '../../shared/years.ts'
import { settings } from './arbitraries.ts'

const year = yearFrom(2020)
const pounds = (amount: number) => (amount * 100) as Pence
let next = 0
const newId = () => `new ${++next}`

function figure(lineId: string, measure: Measure, pence: number) {
  const id = amountId(lineId, year, measure)
  return { id, lineId, year, measure, pence: pence as Pence, expression: null, origin: null }
}

const source = (id: string, kind: Source['kind'], carry: Source['carry']): Source => ({
  id,
  name: `Source ${id}`,
  kind,
  carry,
  reserveId: null,
  conditions: null,
  position: 1,
})

const split = (lineId: string, sourceId: string, pence: number | null) => ({
  id: splitId(lineId, sourceId, year),
  lineId,
  sourceId,
  year,
  pence: pence as Pence | null,
})

/** A line of a budget and a forecast, paid by a core budget, a grant with consent and a grant that goes back. */
function planWith(budget: number, forecast: number, shares: Record<string, number | null>): Plan {
  return planOf({
    line: [
      blankLine({ id: 'l', service: 'ISVA', position: 1 }),
      blankLine({ id: 'm', service: 'Court support', position: 2 }),
    ],
    amount: [figure('l', 'budget', budget), figure('l', 'forecast', forecast)],
    source: [source('core', 'core', 'yes'), source('nhs', 'partner', 'consent'), source('moj', 'grant', 'no')],
    split: Object.entries(shares).map(([id, pence]) => split('l', id, pence)),
  })
}

const done = (plan: Plan, change: Change) => {
  const before = JSON.stringify(rowsOf(plan))
  apply(plan, change)
  apply(plan, invert(change))
  expect(JSON.stringify(rowsOf(plan))).toBe(before)
  apply(plan, change)
  return change
}
const carry = (plan: Plan, pence: number, more: Partial<CarryIntent> = {}) =>
  carryUnderspend(
    plan,
    { lineId: 'l', year, pence: pence as Pence, to: 'reserve', target: 'Commissioning reserve', ...more },
    newId,
  )
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return (error as Error).message
  }
  throw new Error('was not refused')
}

describe('what may be carried', () => {
  it('is everything where nobody has said who pays', () => {
    const plan = planWith(pounds(100_000), pounds(60_000), {})
    expect(mayCarry(plan, 'l', year)).toMatchObject({ free: pounds(40_000), consent: 0, none: 0 })
    expect(mayCarry(plan, 'm', year)).toBeNull()
  })

  it('is the underspend less the share of money that may not be carried', () => {
    const plan = planWith(pounds(100_000), pounds(60_000), { core: null, moj: pounds(50_000) })
    expect(mayCarry(plan, 'l', year)).toEqual({
      underspend: pounds(40_000),
      free: pounds(20_000),
      consent: 0,
      none: pounds(20_000),
      left: { uncited: pounds(20_000), cited: pounds(20_000) },
      toReturn: pounds(20_000),
    })
    expect(refusal(() => carry(plan, pounds(20_000) + 1, { decision: 'D1' }))).toBe(
      'Of the underspend of “ISVA” in 2020/21, £20,000 is money of “Source moj”, which may not be carried forward, so £20,000.01 was not set aside; carry at most £20,000 and give the rest back to the funder.',
    )
    done(plan, carry(plan, pounds(20_000)))
    expect(refusal(() => carry(plan, 1, { to: 'general', target: null }))).toContain('carry at most £0')
    done(plan, carry(plan, pounds(20_000), { to: 'funder', target: null }))
    expect(mayCarry(plan, 'l', year)).toMatchObject({ left: { uncited: 0, cited: 0 }, toReturn: 0 })
  })

  it('needs a decision for money that is carried only with consent, but not to ask for it', () => {
    const plan = planWith(pounds(100_000), pounds(90_000), { core: pounds(60_000), nhs: pounds(40_000) })
    expect(mayCarry(plan, 'l', year)).toMatchObject({ free: pounds(6_000), consent: pounds(4_000), none: 0 })
    expect(refusal(() => carry(plan, pounds(6_001)))).toBe(
      'Of the underspend of “ISVA” in 2020/21, £4,000 is money of “Source nhs”, which may be carried forward only with consent, so £6,001 was not set aside; cite the decision that gives it, or carry at most £6,000.',
    )
    done(plan, carry(plan, pounds(10_000), { status: 'requested' }))
    const [asked] = plan.carry.values()
    expect(refusal(() => changeCarry(plan, { id: asked!.id, status: 'approved' }))).toContain('was not approved; cite')
    done(plan, changeCarry(plan, { id: asked!.id, status: 'approved', decision: 'NHS/4' }))
    expect(plan.carry.get(asked!.id)).toMatchObject({ status: 'approved', decision: 'NHS/4' })
    expect(refusal(() => changeCarry(plan, { id: asked!.id, decision: null }))).toContain('only with consent')
  })

  it('counts an unfunded remainder as free to carry', () => {
    const plan = planWith(pounds(100), pounds(0), { moj: pounds(25) })
    expect(mayCarry(plan, 'l', year)).toMatchObject({ free: pounds(75), none: pounds(25) })
  })

  it('is never exceeded, and its parts add up, whatever is asked', () => {
    const amount = fc.integer({ min: 0, max: 3_000_00 })
    const ask = fc.record({
      pence: fc.integer({ min: 1, max: 2_000_00 }),
      to: fc.constantFrom<Carry['to']>('reserve', 'funder', 'general'),
      status: fc.constantFrom<Carry['status']>('requested', 'approved', 'rejected'),
      decision: fc.constantFrom('D1', null),
    })
    fc.assert(
      fc.property(amount, amount, fc.tuple(amount, amount, amount), fc.array(ask), (budget, forecast, shares, asks) => {
        const [core, nhs, moj] = shares
        const plan = planWith(budget, forecast, { core, nhs, moj })
        const underspend = Math.max(0, budget - forecast)
        const whole = core + nhs + moj + Math.max(0, budget - core - nhs - moj)
        const before = mayCarry(plan, 'l', year)!
        expect(before.free + before.consent + before.none).toBe(underspend)
        // By plain proportion, to the penny.
        if (whole > 0) {
          expect(Math.abs(before.consent - (underspend * nhs) / whole)).toBeLessThanOrEqual(1)
          expect(Math.abs(before.none - (underspend * moj) / whole)).toBeLessThanOrEqual(1)
        }
        for (const one of asks) {
          try {
            done(plan, carry(plan, one.pence, { ...one, pence: one.pence as Pence, target: 'R' }))
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
          }
          const counted = [...plan.carry.values()].filter(({ status }) => status !== 'rejected')
          const kept = counted.filter(({ to }) => to !== 'funder').reduce((sum, { pence }) => sum + pence, 0)
          const bare = counted
            .filter(({ to, status, decision }) => to !== 'funder' && status === 'approved' && decision === null)
            .reduce((sum, { pence }) => sum + pence, 0)
          expect(kept).toBeLessThanOrEqual(before.free + before.consent)
          expect(bare).toBeLessThanOrEqual(before.free)
          const parts = underspendParts(plan, 'l', year)!
          expect(parts.reduce((sum, { pence }) => sum + pence, 0)).toBe(underspend)
          expect(parts.reduce((sum, part) => sum + decidedOf(part), 0)).toBe(carriedFrom(plan, 'l', year))
          for (const part of parts) expect(part.pence).toBeGreaterThanOrEqual(0)
        }
      }),
      settings,
    )
  })
})

describe('a decision', () => {
  it('is removed, rejected, and not brought back where its money has gone elsewhere', () => {
    const plan = planWith(pounds(100), pounds(0), {})
    done(plan, carry(plan, pounds(100)))
    const [first] = plan.carry.values()
    expect(done(plan, changeCarry(plan, { id: first!.id, status: 'rejected', reason: 'no' })).label).toBe(
      'mark as rejected £100 of ISVA',
    )
    done(plan, carry(plan, pounds(60), { to: 'general', target: null }))
    expect(refusal(() => changeCarry(plan, { id: first!.id, status: 'approved' }))).toContain(
      'Only £40 of the underspend of “ISVA” in 2020/21 is undecided, so the £100 stays rejected',
    )
    expect(done(plan, removeCarry(plan, first!.id)).label).toBe('remove the decision about £100 of ISVA')
    expect(refusal(() => removeCarry(plan, first!.id))).toContain('no longer in the plan')
  })
})

describe('clawback', () => {
  it('is received less eligible spend and consented carry-forward', () => {
    const plan = planWith(pounds(100_000), pounds(80_000), { nhs: null })
    const nhs = plan.source.get('nhs')!
    const id = pairId('nhs', year)
    plan.availability.set(id, { id, sourceId: 'nhs', year, pence: pounds(110_000), status: 'confirmed', note: null })
    const of = () => new Clawbacks(plan).of(nhs, year)
    expect(of()).toMatchObject({
      received: pounds(110_000),
      eligible: pounds(80_000),
      consented: 0,
      clawback: pounds(30_000),
    })
    done(plan, carry(plan, pounds(15_000), { decision: 'NHS/4' }))
    expect(of()).toMatchObject({ consented: pounds(15_000), clawback: pounds(15_000) })
    expect(new Clawbacks(plan).of(plan.source.get('core')!, year)).toBeNull()
    expect(new Clawbacks(plan).of(plan.source.get('moj')!, year)).toBeNull()
  })
})

describe('forecasts from actuals', () => {
  it('are actual ÷ months × 12, of lines without one, or of the line that is named', () => {
    const plan = planWith(pounds(100_000), pounds(80_000), {})
    plan.amount.set(amountId('l', year, 'actual'), figure('l', 'actual', pounds(50_000)))
    plan.amount.set(amountId('m', year, 'actual'), figure('m', 'actual', pounds(1_000)))
    const change = done(plan, forecastFromActuals(plan, { year, months: 7 }))
    expect(change.label).toBe('forecast 2020/21 of 1 line from 7 months of actuals')
    expect(amountOf(plan, 'm', year, 'forecast')).toBe(171_429)
    expect(plan.amount.get(amountId('m', year, 'forecast'))).toMatchObject({ expression: '=1000/7*12' })
    expect(underspendOf(plan, 'l', year)).toBe(pounds(20_000))
    expect(refusal(() => forecastFromActuals(plan, { year, months: 7 }))).toContain(
      'No line has an actual and no forecast',
    )
    done(plan, forecastFromActuals(plan, { year, months: 8, lineId: 'l' }))
    expect(underspendOf(plan, 'l', year)).toBe(pounds(25_000))
    for (const months of [0, 13, 2.5])
      expect(refusal(() => forecastFromActuals(plan, { year, months }))).toContain('1 to 12 months')
  })
})
