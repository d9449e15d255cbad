/** Adjustments, uplift by rule, roll forward with its adjustments, indicative years and virements. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustmentsOf, baseOf, bridgeOf, effectOf } from '../../shared/bridge.ts'
import { apply, type Change, changeSchema, invert } from '../../shared/change.ts'
import { type AdjustIntent, adjust, removeAdjustment } from '../../shared/edits/adjustments.ts'
import { addIndicativeYears, indicativeRoom, rollForward } from '../../shared/edits/nextyear.ts'
import { type UpliftBy, type UpliftScope, uplift } from '../../shared/edits/uplift.ts'
import {
  approverFor,
  bandsInOrder,
  removeBand,
  removeVirement,
  reverseVirement,
  setBand,
  type VirementIntent,
  vire,
} from '../../shared/edits/virement.ts'
import { blankLine, setAmount } from '../../shared/edits.ts'
import { Funding } from '../../shared/funding.ts'
import { amountId, pairId, splitId, type Tables } from '../../shared/model.ts'
import { addUp, type BasisPoints, LARGEST_AMOUNT, type Pence, shareOf } from '../../shared/money.ts'
import { amountOf, type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { Totals } from '../../shared/totals.ts'
import { type FinancialYear, shiftYear, yearFrom } from '../../shared/years.ts'
import { copyOf, dumpOf, penceArbitrary, planArbitrary, settings } from './arbitraries.ts'

const [y20, y21, y22] = [yearFrom(2020), yearFrom(2021), yearFrom(2022)]
const pounds = (value: number) => Math.round(value * 100) as Pence
const points = (value: number) => value as BasisPoints

function figure(lineId: string, year: FinancialYear, pence: number): Tables['amount'] {
  const id = amountId(lineId, year, 'budget')
  return { id, lineId, year, measure: 'budget', pence: pence as Pence, expression: null, origin: null }
}

/** Devon & Cornwall's ISVA and Victim Care, a line of another priority, one-off money; planned for 2021/22. */
function samplePlan(): Plan {
  const source = (id: string, name: string, position: number, more: Partial<Tables['source']> = {}) =>
    ({ id, name, kind: 'grant', carry: 'no', reserveId: null, conditions: null, position, ...more }) as const
  return planOf({
    plan: [{ id: 'plan', title: 'Intentions', organisation: null, planYear: y21, marking: null }],
    priority: [
      { id: 'victims', name: 'Victims', parentId: null, position: 1 },
      { id: 'sexual', name: 'Sexual violence', parentId: 'victims', position: 2 },
      { id: 'safety', name: 'Safety', parentId: null, position: 3 },
    ],
    line: [
      blankLine({ id: 'isva', service: 'ISVA', priorityId: 'sexual', route: 'Contract', position: 1 }),
      blankLine({ id: 'care', service: 'Victim Care', priorityId: 'victims', route: 'contract ', position: 2 }),
      blankLine({ id: 'csp', service: 'CSPs', priorityId: 'safety', route: 'Grant', position: 3 }),
      blankLine({ id: 'pilot', service: 'Pilot', priorityId: 'safety', route: 'Grant', basis: 'one-off', position: 4 }),
      blankLine({ id: 'blank', service: 'Blank', priorityId: 'safety', position: 5 }),
    ],
    amount: [
      ...(
        [
          ['isva', 512_199],
          ['care', 2_020_341],
          ['csp', 100_000],
          ['pilot', 20_000],
        ] as const
      ).map(([id, value]) => figure(id, y20, pounds(value))),
      ...(
        [
          ['isva', 512_199],
          ['care', 2_020_341],
          ['csp', 100_000],
        ] as const
      ).map(([id, value]) => figure(id, y21, pounds(value))),
    ],
    reserve: [
      {
        id: 'r',
        name: 'Reserve',
        purpose: null,
        openingYear: null,
        openingPence: null,
        minimumPence: null,
        position: 1,
        category: null,
      },
    ],
    source: [
      source('core', 'Core', 1, { kind: 'core' }),
      source('nhs', 'NHS England', 2),
      source('draw', 'Reserve', 3, { kind: 'reserve', reserveId: 'r' }),
    ],
    split: [
      ['isva', 'core', pounds(300_000), y20],
      ['isva', 'nhs', pounds(212_199), y20],
      ['isva', 'nhs', pounds(202_199), y21],
      ['isva', 'core', null, y21],
      ['csp', 'draw', null, y21],
    ].map(([lineId, sourceId, pence, year]) => ({
      id: splitId(lineId as string, sourceId as string, year as FinancialYear),
      lineId,
      sourceId,
      pence,
      year,
    })) as Tables['split'][],
    availability: [
      {
        id: pairId('nhs', y21),
        sourceId: 'nhs',
        year: y21,
        pence: pounds(202_199),
        status: 'confirmed',
        note: 'award letter',
      },
      {
        id: pairId('draw', y21),
        sourceId: 'draw',
        year: y21,
        pence: pounds(100_000),
        status: 'confirmed',
        note: null,
      },
    ],
  })
}

let number = 0
const newId = () => `new ${++number}`

/** Applies a Change that the window could send, and checks that it can be taken back. */
function done(plan: Plan, change: Change): Change {
  const before = dumpOf(plan)
  expect(changeSchema.parse(change)).toEqual(change)
  apply(plan, change)
  const after = dumpOf(plan)
  apply(plan, invert(change))
  expect(dumpOf(plan)).toEqual(before)
  apply(plan, change)
  expect(dumpOf(plan)).toEqual(after)
  return change
}

function refused(plan: Plan, act: () => unknown, sentence: string): void {
  const before = dumpOf(plan)
  expect(act).toThrow(new Refusal(sentence))
  expect(dumpOf(plan)).toEqual(before)
}

const budget = (plan: Plan, lineId: string, year = y21) => amountOf(plan, lineId, year, 'budget')
const upliftsOf = (plan: Plan, lineId: string, year = y21) =>
  adjustmentsOf(plan, lineId, year)
    .filter(({ kind }) => kind === 'uplift')
    .map(({ pence, reason }) => [pence, reason])

describe('adjust', () => {
  const growth = (more: Partial<AdjustIntent> = {}): AdjustIntent => ({
    lineId: 'isva',
    year: y21,
    kind: 'growth',
    pence: pounds(30_000),
    reason: 'second worker from July',
    ...more,
  })

  it('moves the budget with the adjustment, and back', () => {
    const plan = samplePlan()
    const change = done(plan, adjust(plan, growth(), newId))
    expect(change.label).toBe('add growth of £30,000 to ISVA 2021/22')
    expect(budget(plan, 'isva')).toBe(pounds(542_199))
    done(plan, adjust(plan, growth({ kind: 'savings', pence: pounds(2_000.5) }), newId))
    expect(budget(plan, 'isva')).toBe(pounds(540_198.5))
    const [first] = adjustmentsOf(plan, 'isva', y21)
    done(plan, adjust(plan, growth({ id: first!.id, kind: 'savings', pence: pounds(1_000) }), newId))
    expect(budget(plan, 'isva')).toBe(pounds(509_198.5))
    done(plan, removeAdjustment(plan, first!.id))
    expect(budget(plan, 'isva')).toBe(pounds(510_198.5))
    expect(adjustmentsOf(plan, 'isva', y21).map(effectOf)).toEqual([pounds(-2_000.5)])
  })

  it('is what the bridge says until another amount is typed; then the rest is other changes', () => {
    const plan = samplePlan()
    done(plan, adjust(plan, growth(), newId))
    expect(bridgeOf(plan, y21).total.steps).toMatchObject({ growth: pounds(30_000), 'other changes': 0 })
    apply(plan, setAmount(plan, { lineId: 'isva', year: y21, measure: 'budget', pence: pounds(542_000) }))
    expect(bridgeOf(plan, y21).total.steps).toMatchObject({ growth: pounds(30_000), 'other changes': pounds(-199) })
  })

  it('starts a blank budget from the base, and makes it blank again where nothing else made it', () => {
    const plan = samplePlan()
    done(plan, adjust(plan, growth({ lineId: 'blank' }), newId))
    expect(budget(plan, 'blank')).toBe(pounds(30_000))
    done(plan, removeAdjustment(plan, adjustmentsOf(plan, 'blank', y21)[0]!.id))
    expect(budget(plan, 'blank')).toBeNull()
    done(plan, adjust(plan, growth({ lineId: 'pilot', kind: 'one-off' }), newId))
    expect(budget(plan, 'pilot')).toBe(pounds(30_000))
    done(plan, adjust(plan, growth({ year: y22 }), newId))
    expect(budget(plan, 'isva', y22)).toBe(pounds(542_199))
  })

  it('refuses £0, the wrong sign, no reason, too much, and what is gone', () => {
    const plan = samplePlan()
    const refuse = (more: Partial<AdjustIntent>, sentence: string) =>
      refused(plan, () => adjust(plan, growth(more), newId), sentence)
    refuse({ pence: 0 as Pence }, 'An adjustment of £0 changes nothing, so none was made; type an amount.')
    refuse(
      { pence: -1 as Pence },
      'Growth is typed as an amount above £0, so nothing was changed; use savings for the opposite.',
    )
    refuse(
      { pence: -1 as Pence, kind: 'savings' },
      'Savings are typed as an amount above £0, so nothing was changed; use growth for the opposite.',
    )
    refuse(
      { reason: '  ' },
      'An adjustment is made with a reason, so nothing was changed; say why, such as “second worker from July”.',
    )
    refuse(
      { pence: LARGEST_AMOUNT as Pence },
      '“ISVA” would come to more than £10 billion in 2021/22, so the adjustment was not made; check the amount.',
    )
    refuse({ id: 'gone' }, 'That adjustment is no longer in the plan; nothing was changed.')
    refused(
      plan,
      () => removeAdjustment(plan, 'gone'),
      'That adjustment is no longer in the plan; nothing was changed.',
    )
    expect(adjust(plan, growth({ kind: 'one-off', pence: pounds(-5) }), newId).rows).toHaveLength(2)
  })
})

describe('uplift by rule', () => {
  const rule = (plan: Plan, scope: UpliftScope, by: UpliftBy, year = y21) => uplift(plan, { year, scope, by })
  const percent = (value: number): UpliftBy => ({ kind: 'percent', points: points(value) })
  const sum = (value: number): UpliftBy => ({ kind: 'sum', pence: pounds(value) })

  it('uplifts all lines by a percentage of the base, and again in its place', () => {
    const plan = samplePlan()
    expect(done(plan, rule(plan, { kind: 'all' }, percent(200))).label).toBe('uplift all lines in 2021/22 by 2%')
    expect(budget(plan, 'isva')).toBe(pounds(512_199 + 10_243.98))
    expect(upliftsOf(plan, 'isva')).toEqual([[pounds(10_243.98), '+2% uplift']])
    done(plan, rule(plan, { kind: 'all' }, percent(300)))
    expect(budget(plan, 'isva')).toBe(pounds(512_199 + 15_365.97))
    expect(upliftsOf(plan, 'isva')).toHaveLength(1)
    expect(budget(plan, 'pilot')).toBeNull()
    expect(budget(plan, 'blank')).toBeNull()
  })

  it('maintains: holds the figures and takes a former uplift away', () => {
    const plan = samplePlan()
    done(plan, rule(plan, { kind: 'all' }, percent(200)))
    const change = done(plan, rule(plan, { kind: 'priority', id: 'victims' }, percent(0)))
    expect(change.label).toBe('maintain Victims in 2021/22')
    expect([budget(plan, 'isva'), budget(plan, 'care'), budget(plan, 'csp')]).toEqual(
      [512_199, 2_020_341, 102_000].map(pounds),
    )
    expect(upliftsOf(plan, 'isva')).toEqual([])
  })

  it('takes a priority with its sub-priorities, and a route however it is written', () => {
    const plan = samplePlan()
    done(plan, rule(plan, { kind: 'priority', id: 'sexual' }, percent(100)))
    expect([upliftsOf(plan, 'isva').length, upliftsOf(plan, 'care').length]).toEqual([1, 0])
    done(plan, rule(plan, { kind: 'route', name: 'CONTRACT' }, percent(100)))
    expect(['isva', 'care', 'csp'].map((id) => upliftsOf(plan, id).length)).toEqual([1, 1, 0])
    expect(upliftsOf(plan, 'isva')).toEqual([[pounds(5_121.99), '+1% uplift of CONTRACT']])
  })

  it('uplifts the part of a line that a source pays, on top of what the line has, once', () => {
    const plan = samplePlan()
    done(plan, rule(plan, { kind: 'all' }, percent(100)))
    done(plan, rule(plan, { kind: 'source', id: 'nhs' }, percent(1000)))
    expect(upliftsOf(plan, 'isva')).toEqual([
      [pounds(5_121.99), '+1% uplift'],
      [pounds(21_219.9), '+10% uplift of what NHS England pays'],
    ])
    done(plan, rule(plan, { kind: 'source', id: 'nhs' }, percent(500)))
    expect(budget(plan, 'isva')).toBe(pounds(512_199 + 5_121.99 + 10_609.95))
    done(plan, rule(plan, { kind: 'all' }, percent(0)))
    expect(budget(plan, 'isva')).toBe(pounds(512_199))
    expect(upliftsOf(plan, 'isva')).toEqual([])
  })

  it('shares a sum out in proportion to the base, to the penny', () => {
    const plan = samplePlan()
    const change = done(plan, rule(plan, { kind: 'all' }, sum(100)))
    expect(change.label).toBe('uplift all lines in 2021/22 by £100')
    const shares = ['isva', 'care', 'csp'].map((id) => upliftsOf(plan, id)[0]![0] as Pence)
    expect(addUp(shares)).toBe(pounds(100))
    expect(shares).toEqual([1946, 7674, 380])
  })

  it('shares any sum over any lines exactly, and takes any percentage of each base exactly', () => {
    fc.assert(
      fc.property(planArbitrary, penceArbitrary, fc.integer({ min: -10_000, max: 10_000 }), (plan, pence, share) => {
        const year = y20
        const before = new Totals(plan, 'priority').total(year, 'budget') ?? 0
        for (const by of [{ kind: 'sum', pence } as const, percent(share)]) {
          const copy = copyOf(plan)
          let change: Change
          try {
            change = rule(copy, { kind: 'all' }, by, year)
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
            continue
          }
          const removed = [...copy.adjustment.values()].filter(
            ({ id, kind }) => kind === 'uplift' && change.rows.some((row) => row.id === id),
          )
          apply(copy, change)
          const after = new Totals(copy, 'priority').total(year, 'budget') ?? 0
          const gone = removed.reduce((total, held) => total + held.pence, 0)
          if (by.kind === 'sum') expect(after - before).toBe(pence - gone)
          for (const line of copy.line.values())
            if (
              by.kind === 'percent' &&
              line.basis === 'recurring' &&
              amountOf(copy, line.id, year, 'budget') !== null
            ) {
              const base = baseOf(copy, line, year)
              const held = adjustmentsOf(copy, line.id, year).filter(({ kind }) => kind === 'uplift')
              if (base !== null) expect(addUp(held.map((one) => one.pence)) ?? 0).toBe(shareOf(base, points(share)))
            }
        }
      }),
      settings,
    )
  })

  it('refuses what concerns no line, has no base, or is out of reach', () => {
    const plan = samplePlan()
    refused(
      plan,
      () => rule(plan, { kind: 'all' }, percent(200), y22),
      'No recurring line of all lines has a budget in 2021/22 and in 2022/23, so nothing was uplifted; roll forward first, or choose other lines.',
    )
    refused(
      plan,
      () => rule(plan, { kind: 'all' }, percent(100_001)),
      'An uplift must lie between −100% and 1,000%, so nothing was uplifted; check the percentage.',
    )
    refused(
      plan,
      () => rule(plan, { kind: 'all' }, sum(0)),
      'A sum of £0 uplifts nothing, so nothing was uplifted; type a sum, or maintain the figures.',
    )
    refused(
      plan,
      () => rule(plan, { kind: 'source', id: 'gone' }, percent(1)),
      'That source is no longer in the plan, so nothing was uplifted; choose another.',
    )
    apply(plan, setAmount(plan, { lineId: 'csp', year: y20, measure: 'budget', pence: 0 as Pence }))
    refused(
      plan,
      () => rule(plan, { kind: 'priority', id: 'safety' }, sum(10)),
      'The base of Safety is £0, so nothing was uplifted; a sum is shared out in proportion to the base.',
    )
  })
})

describe('roll forward', () => {
  it('takes one-off adjustments off, brings in what is recorded for the new year, and records the uplift', () => {
    const plan = samplePlan()
    const of = { lineId: 'isva', year: y21, pence: pounds(12_199), reason: 'r' }
    done(plan, adjust(plan, { ...of, kind: 'one-off' }, newId))
    done(plan, adjust(plan, { ...of, year: y22, kind: 'full-year effect', pence: pounds(1_000) }, newId))
    done(plan, setAmount(plan, { lineId: 'isva', year: y22, measure: 'budget', pence: null }))
    done(plan, rollForward(plan, { to: y22, uplift: points(200) }))
    expect(budget(plan, 'isva', y22)).toBe(pounds(513_199 * 1.02))
    expect(upliftsOf(plan, 'isva', y22)).toEqual([[pounds(10_263.98), '+2% uplift']])
    const { total } = bridgeOf(plan, y22)
    expect(total.steps).toMatchObject({ 'one-off removed': pounds(-12_199), 'full-year effect': pounds(1_000) })
    expect(total.steps['other changes']).toBe(0)
  })

  it('is explained to the penny by the bridge on any plan', () => {
    fc.assert(
      fc.property(planArbitrary, fc.integer({ min: -5_000, max: 5_000 }), (plan, share) => {
        const planYear = plan.plan.get('plan')?.planYear
        if (!planYear) return
        const to = shiftYear(planYear, 1)
        const fresh = new Set(
          [...plan.line.values()].filter(({ id }) => amountOf(plan, id, to, 'budget') === null).map(({ id }) => id),
        )
        try {
          apply(plan, rollForward(plan, { to, uplift: points(share) }))
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
          return
        }
        for (const { lines } of bridgeOf(plan, to).priorities)
          for (const { line, bridge } of lines)
            if (fresh.has(line.id) && bridge.end !== null) expect(bridge.steps['other changes']).toBe(0)
      }),
      settings,
    )
  })
})

describe('indicative years', () => {
  it('adds years one after another as one Change, without one-off money, and carries funding forward unconfirmed', () => {
    const plan = samplePlan()
    expect(indicativeRoom(plan)).toBe(4)
    const change = done(plan, addIndicativeYears(plan, { count: 2, uplift: points(200), funding: true }))
    expect(change.label).toBe('add 2 indicative years to 2023/24 with +2%')
    const y23 = yearFrom(2023)
    expect(budget(plan, 'isva', y22)).toBe(pounds(522_442.98))
    expect(budget(plan, 'isva', y23)).toBe(pounds(532_891.84))
    expect(upliftsOf(plan, 'isva', y23)).toEqual([[pounds(10_448.86), '+2% uplift']])
    expect(plan.plan.get('plan')?.planYear).toBe(y21)
    const funding = new Funding(plan)
    const nhs = plan.source.get('nhs')!
    expect(funding.source(nhs, y23)).toMatchObject({ available: pounds(202_199), status: 'unconfirmed' })
    expect(plan.split.has(splitId('csp', 'draw', y22))).toBe(false)
    expect(plan.availability.has(pairId('draw', y22))).toBe(false)
    expect(funding.year(y22).gap).toBe(funding.year(y22).budget! - pounds(202_199))
    expect(indicativeRoom(plan)).toBe(2)
    done(plan, addIndicativeYears(plan, { count: 1, uplift: points(0), funding: false }))
    expect(budget(plan, 'isva', yearFrom(2024))).toBe(pounds(532_891.84))
  })

  it('reaches no further than the fourth year after the plan year', () => {
    const plan = samplePlan()
    const add = (count: number) => () => addIndicativeYears(plan, { count, uplift: points(0), funding: false })
    refused(
      plan,
      add(5),
      'After 2021/22 there is room for 1 to 4 indicative years, so no indicative years were added; choose how many.',
    )
    done(plan, add(3)())
    refused(
      plan,
      add(2),
      'After 2024/25 there is room for one indicative year, so no indicative years were added; choose how many.',
    )
    done(plan, add(1)())
    refused(
      plan,
      add(1),
      'The plan reaches 2025/26, the fourth year after 2021/22, so no indicative years were added; roll forward when the next plan year comes.',
    )
    const empty = planOf()
    refused(
      empty,
      () => addIndicativeYears(empty, { count: 1, uplift: points(0), funding: false }),
      'The plan has no budget for its plan year yet, so no indicative years were added; enter or roll forward a budget first.',
    )
  })
})

describe('virement', () => {
  const intent = (more: Partial<VirementIntent> = {}): VirementIntent => ({
    year: y21,
    fromLineId: 'care',
    toLineId: 'csp',
    pence: pounds(30_000),
    reason: 'vacancy until September',
    date: '2021-06-01',
    ...more,
  })
  /** From £0 the commissioning manager, from £25,000 the chief finance officer. */
  function banded(): Plan {
    const plan = samplePlan()
    done(plan, setBand(plan, { fromPence: pounds(25_000), approver: ' chief finance officer ' }, newId))
    done(plan, setBand(plan, { fromPence: 0 as Pence, approver: 'commissioning manager' }, newId))
    return plan
  }

  it('moves budget, sums to zero and records the approver that the bands ask for', () => {
    const plan = banded()
    const before = new Totals(plan, 'priority').total(y21, 'budget')
    const change = done(plan, vire(plan, intent({ decision: ' PCC 4 ' }), newId))
    expect(change.label).toBe('move £30,000 from Victim Care to CSPs in 2021/22')
    expect([budget(plan, 'care'), budget(plan, 'csp')]).toEqual([pounds(1_990_341), pounds(130_000)])
    expect(new Totals(plan, 'priority').total(y21, 'budget')).toBe(before)
    const [virement] = plan.virement.values()
    expect(virement).toMatchObject({ approver: 'chief finance officer', decision: 'PCC 4', date: '2021-06-01' })
  })

  it('asks the bands at their edges, and nobody below the lowest', () => {
    const plan = banded()
    const who = (value: number) => approverFor(plan, pounds(value))
    expect([who(0.01), who(24_999.99), who(25_000), who(1_000_000)]).toEqual([
      'commissioning manager',
      'commissioning manager',
      'chief finance officer',
      'chief finance officer',
    ])
    const [lowest] = bandsInOrder(plan)
    done(plan, removeBand(plan, lowest!.id))
    expect(who(24_999.99)).toBeNull()
    refused(
      plan,
      () => setBand(plan, { fromPence: pounds(25_000), approver: 'board' }, newId),
      'There is already a size band from £25,000, so nothing was changed; edit that one.',
    )
    const [band] = bandsInOrder(plan)
    done(plan, setBand(plan, { id: band!.id, fromPence: pounds(25_000), approver: 'board' }, newId))
    expect(who(25_000)).toBe('board')
    refused(
      plan,
      () => setBand(plan, { fromPence: 1 as Pence, approver: ' ' }, newId),
      'A size band needs an approver, so nothing was changed; name a post, such as chief finance officer.',
    )
  })

  it('is taken off the record with the money given back, or reversed by another', () => {
    const plan = banded()
    done(plan, vire(plan, intent(), newId))
    const [first] = plan.virement.values()
    done(plan, reverseVirement(plan, { id: first!.id, date: null }, newId))
    expect([budget(plan, 'care'), budget(plan, 'csp')]).toEqual([pounds(2_020_341), pounds(100_000)])
    expect([...plan.virement.values()].map(({ reason }) => reason)).toEqual([
      'vacancy until September',
      'Reversal: vacancy until September',
    ])
    const second = [...plan.virement.values()].at(-1)!
    done(plan, removeVirement(plan, second.id))
    expect(budget(plan, 'csp')).toBe(pounds(130_000))
    apply(plan, setAmount(plan, { lineId: 'csp', year: y21, measure: 'budget', pence: pounds(29_999) }))
    refused(
      plan,
      () => removeVirement(plan, first!.id),
      '“CSPs” has a budget of £29,999 in 2021/22, less than £30,000, so the virement was kept; move budget back to that line first.',
    )
  })

  it('refuses more than there is, the same line, no amount and no reason', () => {
    const plan = samplePlan()
    const refuse = (more: Partial<VirementIntent>, sentence: string) =>
      refused(plan, () => vire(plan, intent(more), newId), sentence)
    refuse(
      { fromLineId: 'csp', toLineId: 'care', pence: pounds(100_000.01) },
      '“CSPs” has a budget of £100,000 in 2021/22, less than £100,000.01, so nothing was moved; ask for less.',
    )
    refuse(
      { fromLineId: 'blank' },
      '“Blank” has no budget in 2021/22, less than £30,000, so nothing was moved; ask for less.',
    )
    refuse(
      { toLineId: 'care' },
      'A virement goes from one line to another, so nothing was moved; choose two different lines.',
    )
    refuse({ pence: 0 as Pence }, 'The amount to move must be above £0, so nothing was moved; type an amount.')
    refuse(
      { reason: ' ' },
      'A virement is made with a reason, so nothing was moved; say why, such as “vacancy until September”.',
    )
    expect(done(plan, vire(plan, intent({ toLineId: 'blank', pence: 1 as Pence }), newId)).rows).toHaveLength(3)
    expect(budget(plan, 'blank')).toBe(1)
    expect([...plan.virement.values()][0]!.approver).toBeNull()
  })
})
