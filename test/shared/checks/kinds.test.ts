/**
 * Each check about money and contracts: what brings it about, what it says, and what makes it go. The figures are those of
 * Wiltshire and of Devon & Cornwall where a paper has them.
 */
import { describe, expect, it } from 'vitest'
import { checksOf } from '../../../shared/checks.ts'
import { blankLine } from '../../../shared/edits.ts'
import { amountId, pairId, type Source, splitId, type Tables } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, type PlanRows, planOf } from '../../../shared/plan.ts'
import { shiftYear, yearFrom } from '../../../shared/years.ts'

const year = yearFrom(2021)
const before = shiftYear(year, -1)
const after = shiftYear(year, 1)
const pence = (pounds: number) => (pounds * 100) as Pence

const planRow = { id: 'plan', title: 'Plan', organisation: null, planYear: year, marking: null } as const
const line = (id: string, given: Partial<Tables['line']> = {}) => blankLine({ id, service: id, position: 1, ...given })
const amount = (lineId: string, of: typeof year, pounds: number, measure: 'budget' | 'forecast' = 'budget') => ({
  id: amountId(lineId, of, measure),
  lineId,
  year: of,
  measure,
  pence: pence(pounds),
  expression: null,
  origin: null,
})
const source = (id: string, given: Partial<Source> = {}): Source => ({
  id,
  name: id,
  kind: 'core',
  carry: 'yes',
  reserveId: null,
  conditions: null,
  position: 1,
  ...given,
})
const available = (
  sourceId: string,
  of: typeof year,
  pounds: number,
  status: 'confirmed' | 'unconfirmed' = 'confirmed',
) => ({
  id: pairId(sourceId, of),
  sourceId,
  year: of,
  pence: pence(pounds),
  status,
  note: null,
})
const split = (lineId: string, sourceId: string, of: typeof year, pounds: number | null) => ({
  id: splitId(lineId, sourceId, of),
  lineId,
  sourceId,
  year: of,
  pence: pounds === null ? null : pence(pounds),
})
const plan = (rows: Partial<PlanRows>): Plan => planOf({ plan: [planRow], ...rows })
const found = (rows: Partial<PlanRows>) =>
  checksOf(plan(rows)).map(({ severity, kind, where }) => [severity, kind, where])
const said = (rows: Partial<PlanRows>) => checksOf(plan(rows)).map(({ message }) => message)

const wiltshire = {
  line: [line('Portfolios')],
  amount: [amount('Portfolios', year, 1_851_000), amount('Portfolios', after, 1_851_000)],
  reserve: [
    {
      id: 'r',
      name: 'Commissioning reserve',
      purpose: null,
      openingYear: null,
      openingPence: null,
      minimumPence: null,
      position: 1,
      category: null,
    },
  ],
  source: [source('Core budget'), source('Reserve', { kind: 'reserve', reserveId: 'r' })],
  availability: [
    available('Core budget', year, 1_646_000),
    available('Reserve', year, 205_000),
    available('Core budget', after, 1_646_000),
  ],
  split: [
    split('Portfolios', 'Core budget', year, null),
    split('Portfolios', 'Reserve', year, 205_000),
    split('Portfolios', 'Core budget', after, 1_646_000),
  ],
} satisfies Partial<PlanRows>

describe('a year', () => {
  it('that costs more than it has is a gap: an error in the plan year, a warning after it', () => {
    expect(found(wiltshire)).toEqual([
      ['warning', 'funding gap', after],
      ['warning', 'funding ends', `Portfolios, ${after}`],
      ['warning', 'splits do not add up', `Portfolios, ${after}`],
      ['note', 'reserve not known', 'Commissioning reserve'],
    ])
    expect(said(wiltshire)[0]).toBe(
      'The budgets of 2022/23 come to £1,851,000 and the funding available to £1,646,000: a gap of £205,000.',
    )
    const now = { ...wiltshire, availability: [available('Core budget', year, 1_646_000)], split: [] }
    expect(found(now)).toEqual([['error', 'funding gap', year]])
    expect(found({ line: wiltshire.line, amount: wiltshire.amount })).toEqual([])
  })

  it('that rests on money not yet confirmed says how much', () => {
    const unsure = [available('Core budget', year, 1_851_000, 'unconfirmed')]
    const rows = { line: wiltshire.line, amount: wiltshire.amount.slice(0, 1), source: [source('Core budget')] }
    expect(found({ ...rows, availability: unsure })).toEqual([['warning', 'not confirmed', year]])
  })
})

describe('a source', () => {
  const isva = {
    line: [line('ISVA')],
    amount: [amount('ISVA', year, 512_199)],
    source: [source('PCC'), source('NHS England', { kind: 'partner' })],
    split: [split('ISVA', 'PCC', year, 300_000), split('ISVA', 'NHS England', year, 212_199)],
  }

  it('that pays more than it has is over-allocated, and short of that has some left', () => {
    const core = available('PCC', year, 300_000)
    expect(found({ ...isva, availability: [core, available('NHS England', year, 212_199)] })).toEqual([])
    expect(found({ ...isva, availability: [core, available('NHS England', year, 202_199)] })).toEqual([
      ['error', 'funding gap', year],
      ['error', 'over-allocated', `NHS England, ${year}`],
    ])
    expect(said({ ...isva, availability: [core, available('NHS England', year, 202_199)] })[1]).toBe(
      '“NHS England” pays £212,199 of budget lines in 2021/22 and it has £202,199: £10,000 too much.',
    )
    expect(found({ ...isva, availability: [core, available('NHS England', year, 222_199)] })).toEqual([
      ['note', 'not all allocated', `NHS England, ${year}`],
    ])
  })

  it('pays nothing outside its ring-fence, and for what is below a priority that it is fenced to', () => {
    const priority = (id: string, parentId: string | null) => ({ id, name: id, parentId, position: 1 })
    const rows = {
      ...isva,
      availability: [available('PCC', year, 300_000), available('NHS England', year, 212_199)],
      priority: [priority('Victims', null), priority('Abuse', 'Victims'), priority('Roads', null)],
      ringFence: [{ id: pairId('NHS England', 'Victims'), sourceId: 'NHS England', priorityId: 'Victims' }],
    }
    expect(found({ ...rows, line: [line('ISVA', { priorityId: 'Abuse' })] })).toEqual([])
    expect(found({ ...rows, line: [line('ISVA', { priorityId: 'Roads' })] })).toEqual([
      ['error', 'outside ring-fence', `ISVA, ${year}`],
    ])
  })

  it('of a past year gives back what is neither spent nor carried forward with consent', () => {
    const grant = source('MoJ', { kind: 'grant', carry: 'consent' })
    const rows = {
      line: [line('Care')],
      amount: [amount('Care', before, 100), amount('Care', before, 80, 'forecast')],
      source: [grant],
      availability: [available('MoJ', before, 110)],
      split: [split('Care', 'MoJ', before, null)],
    }
    const carry = (to: 'general' | 'funder', pounds: number, decision: string | null) => ({
      id: `${to} ${pounds}`,
      lineId: 'Care',
      year: before,
      pence: pence(pounds),
      to,
      toId: null,
      status: 'approved' as const,
      reason: null,
      decision,
    })
    const back = (carries: ReturnType<typeof carry>[]) =>
      checksOf(plan({ ...rows, carry: carries })).map(({ kind, accept }) => [kind, accept?.pence])
    expect(back([])).toEqual([
      ['grant to return', 3000],
      ['underspend undecided', 2000],
    ])
    expect(back([carry('general', 20, 'MoJ letter 4')])).toEqual([['grant to return', 1000]])
    expect(back([carry('funder', 20, null)])).toEqual([['grant to return', 1000]])
    expect(back([carry('general', 20, null)])).toEqual([
      ['may not be carried', 2000],
      ['grant to return', 3000],
    ])
  })
})

describe('a line', () => {
  it('that is drawn on beyond what it holds is an error, or a warning once that was confirmed', () => {
    const draw = (limit: 'within' | 'overspend') => ({
      id: 'd',
      lineId: 'Pot',
      year,
      date: null,
      service: 'Repairs',
      description: null,
      pence: pence(120),
      decision: null,
      toLineId: null,
      limit,
      position: 1,
    })
    const rows = { line: [line('Pot')], amount: [amount('Pot', year, 100)] }
    expect(found({ ...rows, drawdown: [draw('within')] })).toEqual([['error', 'pot overdrawn', `Pot, ${year}`]])
    expect(found({ ...rows, drawdown: [draw('overspend')] })).toEqual([['warning', 'pot overdrawn', `Pot, ${year}`]])
    expect(found({ ...rows, amount: [amount('Pot', year, 120)], drawdown: [draw('within')] })).toEqual([])
  })

  it('whose budget goes beyond its contract says so, unless options still cover it', () => {
    const rows = (end: string, term: string | null) => ({
      line: [line('Care', { contractStart: '2018-10-01', contractEnd: end })],
      amount: [amount('Care', year, 100)],
      contract: [{ id: 'Care', lineId: 'Care', reference: null, term, extended: 0, noticeDate: null }],
    })
    expect(found(rows('2022-03-31', null))).toEqual([])
    expect(found(rows('2020-09-30', null))).toEqual([['error', 'beyond contract', `Care, ${year}`]])
    expect(found(rows('2021-09-30', '3+1+1'))).toEqual([['note', 'beyond contract', `Care, ${year}`]])
  })

  it('that is paid for with too much, or only in part, does not add up', () => {
    const rows = {
      line: [line('Care')],
      amount: [amount('Care', year, 100)],
      source: [source('Core')],
      availability: [available('Core', year, 200)],
    }
    expect(found({ ...rows, split: [split('Care', 'Core', year, 120)] })).toContainEqual([
      'error',
      'splits do not add up',
      `Care, ${year}`,
    ])
    expect(said({ ...rows, split: [split('Care', 'Core', year, 70)] })).toContain(
      '“Care” is funded with £70 in 2021/22 and its budget is £100: £30 is not funded.',
    )
    expect(found({ ...rows, split: [split('Care', 'Core', year, null)] })).toEqual([
      ['note', 'not all allocated', `Core, ${year}`],
    ])
  })
})
