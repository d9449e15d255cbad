/** Figures that refer to other years stay true whatever changes. Example: 2021/22 is `=[2020/21]*1.02`; 2020/21 is edited. */
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import { checksOf } from '../../shared/checks.ts'
import { addOption, adoptOption } from '../../shared/edits/options.ts'
import { typeFigure } from '../../shared/edits/typing.ts'
import { blankLine, removeLine, setAmount } from '../../shared/edits.ts'
import { errorAt, expressionAt, heldAt } from '../../shared/expressions.ts'
import { amountId, type Measure, measures } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { planUnder } from '../../shared/options.ts'
import { type Plan, planOf, rowsOf, yearsOf } from '../../shared/plan.ts'
import { recalculated, settled } from '../../shared/recalculating.ts'
import { Refusal } from '../../shared/refusal.ts'
import { Totals } from '../../shared/totals.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planYears, settings } from './arbitraries.ts'
import { type SlowHeld, slowly, typedArbitrary } from './slowarithmetic.ts'

const [y18, y19, y20, y21] = planYears as [FinancialYear, FinancialYear, FinancialYear, FinancialYear]

function start(): Plan {
  return planOf({
    plan: [{ id: 'plan', title: 'Plan', organisation: null, planYear: y21, marking: null }],
    line: [
      blankLine({ id: 'vf', service: 'Victim First', position: 1 }),
      blankLine({ id: 'mh', service: 'Minds', position: 2 }),
    ],
  })
}

interface Typing {
  lineId?: string
  year: FinancialYear
  measure?: Measure
  optionId?: string | null
}

/** Types into a cell as the window does. */
function type(plan: Plan, typed: string, { lineId = 'vf', year, measure = 'budget', optionId = null }: Typing): Change {
  const under = optionId === null ? null : { optionId, plan: planUnder(plan, optionId) }
  const change = settled(plan, under, typeFigure(under?.plan ?? plan, { lineId, year, measure, typed }))
  apply(plan, change)
  return change
}

const held = (plan: Plan, year: FinancialYear, measure: Measure = 'budget', lineId = 'vf') =>
  heldAt(plan, { lineId, year, measure })
const kept = (plan: Plan, year: FinancialYear, measure: Measure = 'budget') =>
  expressionAt(plan, { lineId: 'vf', year, measure })

describe('what is typed', () => {
  test.each([
    ['+2%', '=558322*(1+2%)', 56_948_844],
    ['-3%', '=558322*(1-3%)', 54_157_234],
    ['−2.5 %', '=558322*(1-2.5%)', 54_436_395],
    ['*1.02', '=558322*1.02', 56_948_844],
    ['/12', '=558322/12', 4_652_683],
    ['×2', '=558322*2', 111_664_400],
    ['+=12000', '=558322+12000', 57_032_200],
    ['-=5,000', '=558322-5,000', 55_332_200],
    ['-=5000+1', '=558322-(5000+1)', 55_332_100],
    ['-5000', null, -500_000],
    ['+5000', null, 500_000],
    ['(5000)', null, -500_000],
    ['=[2020/21]*1.02', '=[2020/21]*1.02', 102_000],
    ['=sum([2019-20];[2020/21])/2', '=SUM([2019/20];[2020/21])/2', 50_000],
  ])('%j in a cell of £558,322 is kept as %j', (typed, expression, pence) => {
    const plan = start()
    type(plan, '1000', { year: y20 })
    type(plan, '558322', { year: y21 })
    type(plan, typed, { year: y21 })
    expect(kept(plan, y21)).toBe(expression)
    expect(held(plan, y21)).toBe(pence)
  })

  it('goes on from the arithmetic that a cell holds, which stays live', () => {
    const plan = start()
    type(plan, '1000', { year: y20 })
    type(plan, '=[2020/21]+500', { year: y21 })
    type(plan, '+2%', { year: y21 })
    expect(kept(plan, y21)).toBe('=([2020/21]+500)*(1+2%)')
    type(plan, '-=30', { year: y21 })
    expect(held(plan, y21)).toBe(150_000)
    type(plan, '2000', { year: y20 })
    expect(held(plan, y21)).toBe(252_000)
  })

  it('takes what the arithmetic comes to once it would be too long', () => {
    const plan = start()
    type(plan, '1000', { year: y21 })
    for (let times = 0; times < 70; times++) type(plan, '*1.01', { year: y21 })
    expect(kept(plan, y21)!.length).toBeLessThan(320)
    expect(kept(plan, y21)).toMatch(/^=1\d{3}\.\d\d(?:\*1\.01)+$/)
  })

  test.each([
    [
      '+2%',
      '“+2%” works on the amount that a cell holds, and this cell is blank, so nothing was changed; type an amount first.',
    ],
    ['2%', '“2%” is not an amount, so the figure was kept; type +2% to raise it by that, or -2% to lower it.'],
    [
      '5000 subject to review',
      '“5000 subject to review” says more than an amount, so the figure was kept; type 5000, and the rest as a note.',
    ],
    ['=1+', '“=1+” ends where a number should be, so nothing was changed; type arithmetic such as =558322*1.02.'],
  ])('%j in a blank cell is refused', (typed, sentence) => {
    const plan = start()
    expect(() => type(plan, typed, { year: y21 })).toThrow(Refusal)
    expect(() => type(plan, typed, { year: y21 })).toThrow(sentence)
  })

  it('changes nothing when it is there already', () => {
    const plan = start()
    type(plan, '=10/3', { year: y21 })
    expect(type(plan, '=10/3', { year: y21 }).rows).toEqual([])
    expect(type(plan, '3.33', { year: y21 }).rows).toHaveLength(1)
  })
})

describe('what refers to a figure', () => {
  it('changes with it, over several years, in one Change', () => {
    const plan = start()
    type(plan, '1000', { year: y18 })
    type(plan, '=[2018/19]*2', { year: y19 })
    type(plan, '=[2019/20]+[2018/19]', { year: y20 })
    type(plan, '=[2020/21 forecast]', { year: y21 })
    type(plan, '=[2020/21]-0.01', { year: y20, measure: 'forecast' })
    const before = JSON.stringify(rowsOf(plan))
    const change = type(plan, '100', { year: y18 })
    expect(change.rows.map(({ id }) => id).sort()).toEqual([
      amountId('vf', y18, 'budget'),
      amountId('vf', y19, 'budget'),
      amountId('vf', y20, 'budget'),
      amountId('vf', y20, 'forecast'),
      amountId('vf', y21, 'budget'),
    ])
    expect([y18, y19, y20, y21].map((year) => held(plan, year))).toEqual([10_000, 20_000, 30_000, 29_999])
    apply(plan, invert(change))
    expect(JSON.stringify(rowsOf(plan))).toBe(before)
  })

  it('is left alone on other lines', () => {
    const plan = start()
    type(plan, '=[2020/21]', { year: y21, lineId: 'mh' })
    expect(type(plan, '5', { year: y20 }).rows).toHaveLength(1)
  })

  it('has no amount while that is blank, and gets one once it is there', () => {
    const plan = start()
    type(plan, '=[2020/21]*2', { year: y21 })
    expect(held(plan, y21)).toBe('blank')
    expect(plan.amount.size).toBe(0)
    expect(yearsOf(plan)).toEqual([y21])
    const { checks } = { checks: checksOf(plan).filter(({ kind }) => kind === 'no amount') }
    expect(checks).toMatchObject([
      {
        severity: 'error',
        where: 'Victim First, 2021/22',
        lineId: 'vf',
        accept: null,
        message:
          '“=[2020/21]*2” refers to [2020/21], which is blank, so it has no amount and no sum counts it; enter that figure.',
      },
    ])
    type(plan, '7', { year: y21, lineId: 'mh' })
    expect(new Totals(plan, 'priority').total(y21, 'budget')).toBe(700)
    const change = type(plan, '100', { year: y20 })
    expect(change.rows.map(({ table }) => table).sort()).toEqual(['amount', 'amount', 'formulaError'])
    expect(held(plan, y21)).toBe(20_000)
    type(plan, '', { year: y20 })
    expect(held(plan, y21)).toBe('blank')
    type(plan, '', { year: y21 })
    expect([plan.formulaError.size, held(plan, y21)]).toEqual([0, null])
  })

  it.each([
    ['=1/0', 'zero', '“=1/0” divides by zero, so it has no amount and no sum counts it; change what it is divided by.'],
    [
      '=9999999999*2',
      'large',
      '“=9999999999*2” comes to more than £10 billion, so it has no amount and no sum counts it; check it for a slip.',
    ],
    [
      '=[2021/22]+1',
      'circular',
      '“=[2021/22]+1” leads back to its own cell, so it has no amount and no sum counts it; refer to a year that does not depend on this one.',
    ],
    [
      '=[2018/19]+[2019/20]',
      'blank',
      '“=[2018/19]+[2019/20]” refers to [2018/19] and [2019/20], which are blank, so it has no amount and no sum counts it; enter that figure.',
    ],
    [
      '=[2020/21]',
      'zero',
      '“=[2020/21]” refers to [2020/21], which has no amount itself, so it has no amount and no sum counts it; mend that figure.',
    ],
  ])('%j is the error %j, in a sentence', (typed, error, sentence) => {
    const plan = start()
    type(plan, '=5/0', { year: y20 })
    type(plan, typed, { year: y21 })
    expect(errorAt(plan, { lineId: 'vf', year: y21, measure: 'budget' })).toMatchObject({ error, expression: typed })
    const messages = checksOf(plan)
      .filter(({ where }) => where === 'Victim First, 2021/22')
      .map(({ message }) => message)
    expect(messages).toContain(sentence)
  })

  it('is circular all the way round, and mended at any place', () => {
    const plan = start()
    type(plan, '=[2019/20]', { year: y18 })
    type(plan, '=[2020/21]', { year: y19 })
    type(plan, '=[2018/19]', { year: y20 })
    type(plan, '=[2020/21]', { year: y21 })
    expect([y18, y19, y20, y21].map((year) => held(plan, year))).toEqual(Array(4).fill('circular'))
    type(plan, '3', { year: y19 })
    expect([y18, y19, y20, y21].map((year) => held(plan, year))).toEqual(Array(4).fill(300))
  })

  it('follows an intent that knows nothing of arithmetic, and an error gives way to an amount', () => {
    const plan = start()
    type(plan, '=[2020/21]/0', { year: y21 })
    const id = amountId('vf', y21, 'budget')
    const amount = {
      id,
      lineId: 'vf',
      year: y21,
      measure: 'budget' as const,
      pence: 5 as Pence,
      expression: null,
      origin: null,
    }
    const change = recalculated(plan, { label: 'x', rows: [{ table: 'amount', id, before: null, after: amount }] })
    expect(change.rows.map(({ table, after }) => [table, after === null])).toEqual([
      ['amount', false],
      ['formulaError', true],
    ])
    expect(setAmount(plan, { lineId: 'vf', year: y21, measure: 'budget', pence: null }).rows).toHaveLength(1)
    apply(plan, removeLine(plan, 'vf'))
    expect([plan.formulaError.size, plan.amount.size]).toEqual([0, 0])
  })

  it('costs nothing where nothing refers to anything', () => {
    const plan = start()
    type(plan, '1', { year: y20 })
    const change = setAmount(plan, { lineId: 'vf', year: y20, measure: 'budget', pence: 2 as Pence })
    expect(recalculated(plan, change)).toBe(change)
    expect(settled(plan, null, change)).toBe(change)
  })

  it('leaves what a stranger’s file calls arithmetic as the amount that it is', () => {
    const plan = start()
    const id = amountId('vf', y21, 'budget')
    plan.amount.set(id, {
      id,
      lineId: 'vf',
      year: y21,
      measure: 'budget',
      pence: 5 as Pence,
      expression: '=cmd|x',
      origin: null,
    })
    type(plan, '1', { year: y20 })
    expect(held(plan, y21)).toBe(5)
  })
})

describe('an option', () => {
  it('keeps its own figures true when the plan changes, and the plan’s when it is adopted', () => {
    const plan = start()
    type(plan, '1000', { year: y19 })
    type(plan, '=[2019/20]+[2020/21]', { year: y21 })
    apply(
      plan,
      addOption(plan, { name: 'Cut' }, () => 'cut'),
    )
    type(plan, '500', { year: y20, optionId: 'cut' })
    const under = () => planUnder(plan, 'cut')
    expect([held(plan, y21), held(under(), y21)]).toEqual(['blank', 150_000])
    type(plan, '2000', { year: y19 })
    expect([held(plan, y21), held(under(), y21)]).toEqual(['blank', 250_000])
    type(plan, '=[2019/20]*3', { year: y21 })
    // Its own figure only followed from the option, so that it is again as the plan has it.
    expect([held(plan, y21), held(under(), y21)]).toEqual([600_000, 600_000])
    type(plan, '=[2019/20]*3', { year: y21, optionId: 'cut' })
    expect(plan.difference.size).toBe(1)
    type(plan, '=[2020/21]*2', { year: y18 })
    expect([held(plan, y18), held(under(), y18)]).toEqual(['blank', 100_000])
    apply(plan, settled(plan, null, adoptOption(plan, 'cut').change))
    expect([held(plan, y18), held(plan, y20), held(plan, y21)]).toEqual([100_000, 50_000, 600_000])
    expect([plan.option.size, plan.difference.size]).toEqual([0, 0])
  })
})

/** Every cell of a plan against the slow evaluator, cell by cell until nothing more can be worked out. */
function check(plan: Plan): number {
  let formulas = 0
  for (const lineId of plan.line.keys()) {
    const done = new Map<string, SlowHeld>()
    const waiting = new Map<string, string>()
    const reasons = new Map<string, Set<string>>()
    for (const year of planYears)
      for (const measure of measures) {
        const name = measure === 'budget' ? year : `${year} ${measure}`
        const id = amountId(lineId, year, measure)
        const amount = plan.amount.get(id)
        const error = plan.formulaError.get(id)
        expect(amount && error).toBeUndefined()
        const expression = expressionAt(plan, { lineId, year, measure })
        if (expression !== null) waiting.set(name, expression)
        else done.set(name, amount ? BigInt(amount.pence) : null)
      }
    formulas += waiting.size
    for (let before = -1; before !== waiting.size; ) {
      before = waiting.size
      for (const [name, expression] of [...waiting]) {
        const named = [...expression.matchAll(/\[([^\]]+)\]/g)].map(([, one]) => one!)
        if (named.some((one) => waiting.has(one))) continue
        const result = slowly(expression, (one) => done.get(one) ?? null)
        done.set(name, 'pence' in result ? result.pence : 'none')
        if ('reasons' in result) reasons.set(name, result.reasons)
        waiting.delete(name)
      }
    }
    for (const year of planYears)
      for (const measure of measures) {
        const name = measure === 'budget' ? year : `${year} ${measure}`
        const found = heldAt(plan, { lineId, year, measure })
        if (waiting.has(name)) expect(typeof found, `${name} goes round`).toBe('string')
        else if (done.get(name) === 'none') {
          expect(typeof found, `${name} ${expressionAt(plan, { lineId, year, measure })}`).toBe('string')
          const why = reasons.get(name)!
          if (!why.has('none') && why.size === 1 && !/\[/.test(expressionAt(plan, { lineId, year, measure })!))
            expect([...why], name).toContain(found)
        } else
          expect(
            found === null ? null : BigInt(found),
            `${name} ${expressionAt(plan, { lineId, year, measure })}`,
          ).toBe(done.get(name))
      }
  }
  return formulas
}

describe('random typing', () => {
  it('leaves every cell, of the plan and of its options, as it is worked out from scratch; and undo takes all back', () => {
    const step = fc.record({
      typed: typedArbitrary,
      lineId: fc.constantFrom('vf', 'mh'),
      year: fc.constantFrom(...planYears),
      measure: fc.constantFrom(...measures),
      optionId: fc.constantFrom(null, null, 'a', 'b'),
    })
    let formulas = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 12, maxLength: 30 }), (steps) => {
        const plan = start()
        for (const id of ['a', 'b'])
          apply(
            plan,
            addOption(plan, { name: id }, () => id),
          )
        const before = JSON.stringify(rowsOf(plan))
        const done: Change[] = []
        for (const { typed: text, ...at } of steps) {
          try {
            done.push(type(plan, text, at))
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
          }
          formulas += check(plan)
          for (const id of ['a', 'b']) check(planUnder(plan, id))
        }
        for (const change of done.toReversed()) apply(plan, invert(change))
        expect(JSON.stringify(rowsOf(plan))).toBe(before)
      }),
      { ...settings, numRuns: 25 },
    )
    expect(formulas).toBeGreaterThan(1_000)
  })
})
