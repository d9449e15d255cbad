/** Underspends and earmarked reserves. Example: an opening balance that is not known stays not known, whatever moves. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blankLine } from '../../shared/edits.ts'
import { Funding } from '../../shared/funding.ts'
import { amountId, type Measure, type Reserve, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { carriedFrom, lineLabel, reserveYears, undecidedOf, underspendOf } from '../../shared/reserves.ts'
import { type FinancialYear, shiftYear, startOf, yearFrom } from '../../shared/years.ts'
import { settings } from './arbitraries.ts'

const [y18, y19, y20, y21] = [2018, 2019, 2020, 2021].map(yearFrom) as [
  FinancialYear,
  FinancialYear,
  FinancialYear,
  FinancialYear,
]
const line = blankLine({ id: 'l', service: 'Victim First', position: 1 })

const figure = (year: FinancialYear, measure: Measure, pence: number): Tables['amount'] => ({
  id: amountId('l', year, measure),
  lineId: 'l',
  year,
  measure,
  pence: pence as Pence,
  expression: null,
  origin: null,
})
const reserve = (openingYear: FinancialYear | null, openingPence: number | null): Reserve => ({
  id: 'r',
  name: 'Commissioning reserve',
  purpose: null,
  openingYear,
  openingPence: openingPence as Pence | null,
  minimumPence: null,
  category: null,
  position: 1,
})
const carry = (
  id: string,
  year: FinancialYear,
  pence: number,
  more: Partial<Tables['carry']> = {},
): Tables['carry'] => ({
  id,
  lineId: 'l',
  year,
  pence: pence as Pence,
  to: 'reserve',
  toId: 'r',
  status: 'approved',
  reason: null,
  decision: null,
  ...more,
})
const transfer = (
  id: string,
  year: FinancialYear,
  direction: 'in' | 'out',
  pence: number,
  reserveId = 'r',
): Tables['transfer'] => ({
  id,
  reserveId,
  year,
  direction,
  pence: pence as Pence,
  reason: null,
  decision: null,
})
const details = (planYear: FinancialYear | null): Tables['plan'] => ({
  id: 'plan',
  title: 'Plan',
  organisation: null,
  planYear,
  marking: null,
})

describe('an underspend', () => {
  const underspend = (...figures: Tables['amount'][]) =>
    underspendOf(planOf({ line: [line], amount: figures }), 'l', y20)

  it('is the budget less the forecast outturn, and never below nought', () => {
    expect(underspend(figure(y20, 'budget', 500), figure(y20, 'forecast', 300))).toBe(200)
    expect(underspend(figure(y20, 'budget', 500), figure(y20, 'forecast', 700))).toBe(0)
    expect(underspend(figure(y20, 'budget', 500), figure(y20, 'forecast', 0))).toBe(500)
  })

  it('is not known while either is blank', () => {
    expect(underspend(figure(y20, 'budget', 500))).toBeNull()
    expect(underspend(figure(y20, 'forecast', 500))).toBeNull()
    expect(underspend(figure(y20, 'budget', 500), figure(y19, 'forecast', 300), figure(y20, 'actual', 1))).toBeNull()
    expect(undecidedOf(planOf({ line: [line] }), 'l', y20)).toBeNull()
  })

  it('is decided by what is approved or asked for, in its own year, wherever it goes', () => {
    const plan = planOf({
      line: [line],
      amount: [figure(y20, 'budget', 1000), figure(y20, 'forecast', 0)],
      carry: [
        carry('a', y20, 100),
        carry('b', y20, 200, { status: 'requested' }),
        carry('c', y20, 400, { status: 'rejected' }),
        carry('d', y19, 800),
        carry('e', y20, 50, { to: 'funder', toId: null }),
        carry('f', y20, 7, { lineId: 'other' }),
      ],
    })
    expect(carriedFrom(plan, 'l', y20)).toBe(350)
    expect(undecidedOf(plan, 'l', y20)).toBe(650)
  })
})

describe('an earmarked reserve', () => {
  it('in Wiltshire: £205,000 in, and a balance that is not known', () => {
    const plan = planOf({
      plan: [details(y20)],
      line: [line],
      reserve: [reserve(null, null)],
      carry: [carry('a', y19, 20_500_000)],
    })
    expect(reserveYears(plan, reserve(null, null), new Funding(plan))).toMatchObject([
      { year: y19, opening: null, in: 20_500_000, out: 0, closing: null, change: 20_500_000 },
      { year: y20, opening: null, in: 0, out: 0, closing: null, change: 0 },
    ])
  })

  it('opens each year with what the last one closed with', () => {
    const plan = planOf({
      plan: [details(y21)],
      transfer: [
        transfer('a', y18, 'in', 1_000),
        transfer('b', y19, 'out', 400),
        transfer('c', y19, 'in', 100),
        transfer('x', y19, 'in', 5_000, 'other'),
      ],
      carry: [carry('d', y20, 50)],
    })
    expect(reserveYears(plan, reserve(y18, 0), new Funding(plan))).toMatchObject([
      { year: y18, opening: 0, in: 1_000, out: 0, closing: 1_000, change: 1_000 },
      { year: y19, opening: 1_000, in: 100, out: 400, closing: 700, change: -300 },
      { year: y20, opening: 700, in: 50, out: 0, closing: 750, change: 50 },
      { year: y21, opening: 750, in: 0, out: 0, closing: 750, change: 0 },
    ])
  })

  it('is not known before its opening balance, and goes below nought if drawn so far', () => {
    const plan = planOf({ transfer: [transfer('a', y18, 'in', 10), transfer('b', y20, 'out', 30)] })
    expect(
      reserveYears(plan, reserve(y19, 20), new Funding(plan)).map(({ opening, closing }) => [opening, closing]),
    ).toEqual([
      [null, null],
      [20, 20],
      [20, -10],
    ])
  })

  it('counts no carry-forward that is only asked for or rejected, and none that goes elsewhere', () => {
    const plan = planOf({
      plan: [details(y20)],
      carry: [
        carry('a', y20, 1, { status: 'requested' }),
        carry('b', y20, 2, { status: 'rejected' }),
        carry('c', y20, 4, { to: 'line', toId: 'r' }),
        carry('d', y20, 8, { toId: 'other' }),
        carry('e', y20, 16),
      ],
    })
    expect(reserveYears(plan, reserve(y20, 100), new Funding(plan))).toMatchObject([
      { year: y20, opening: 100, in: 16, out: 0, closing: 116, change: 16 },
    ])
  })

  it('has no years when nothing is known of any', () => {
    expect(reserveYears(planOf(), reserve(null, null), new Funding(planOf()))).toEqual([])
  })

  it('closes with its opening, plus all that came in, less all that went out', () => {
    const moves = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean(), fc.integer({ min: 1, max: 1_000_000 })),
    )
    fc.assert(
      fc.property(moves, fc.integer({ min: 0, max: 1_000_000 }), (movements, opening) => {
        const plan = planOf({
          transfer: movements.map(([after, isIn, pence], index) =>
            transfer(`t${index}`, shiftYear(y18, after), isIn ? 'in' : 'out', pence),
          ),
        })
        const years = reserveYears(plan, reserve(y18, opening), new Funding(plan))
        const net = movements.reduce((sum, [, isIn, pence]) => sum + (isIn ? pence : -pence), 0)
        expect(years.at(-1)?.closing).toBe(opening + net)
        expect(years.reduce((sum, year) => sum + year.change, 0)).toBe(net)
        for (const [index, year] of years.entries()) {
          expect(startOf(year.year)).toBe(2018 + index)
          if (index > 0) expect(year.opening).toBe(years[index - 1]!.closing)
          expect(year.closing).toBe(year.opening! + year.in - year.out)
        }
      }),
      settings,
    )
  })
})

it('a line is named by its service, with the provider where another has the same', () => {
  const other = blankLine({ id: 'm', service: 'Victim First', provider: 'Catch 22', position: 2 })
  const plan = planOf({ line: [line, other] })
  expect(lineLabel(plan, line)).toBe('Victim First')
  expect(lineLabel(plan, other)).toBe('Victim First (Catch 22)')
  expect(lineLabel(planOf({ line: [other] }), other)).toBe('Victim First')
})
