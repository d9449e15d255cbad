/** Every intent: what it names itself, what it alters, and the sentence with which it refuses. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, changeSchema } from '../../shared/change.ts'
import { rollForward } from '../../shared/edits/nextyear.ts'
import { setOpening } from '../../shared/edits/reserves.ts'
import { type CarryIntent, carryUnderspend } from '../../shared/edits/underspend.ts'
import {
  addLine,
  addPriority,
  blankLine,
  removeLine,
  setAmount,
  setBasis,
  setDetails,
  setPriority,
  setText,
} from '../../shared/edits.ts'
import { Funding } from '../../shared/funding.ts'
import { amountId, type Line, type Measure, type Tables } from '../../shared/model.ts'
import { type BasisPoints, LARGEST_AMOUNT, type Pence } from '../../shared/money.ts'
import { amountOf, linesInOrder, type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { carriedFrom, reserveYears, undecidedOf } from '../../shared/reserves.ts'
import { yearFrom } from '../../shared/years.ts'
import { dumpOf, penceArbitrary, settings } from './arbitraries.ts'

const [y19, y20, y21] = [yearFrom(2019), yearFrom(2020), yearFrom(2021)]
const pounds = (value: number) => Math.round(value * 100) as Pence

function figure(lineId: string, year: typeof y20, pence: number, measure: Measure = 'budget'): Tables['amount'] {
  return {
    id: amountId(lineId, year, measure),
    lineId,
    year,
    measure,
    pence: pence as Pence,
    expression: null,
    origin: null,
  }
}

/** Two services of one name, one-off money, a line without figures; planned for 2020/21. */
function samplePlan(): Plan {
  return planOf({
    plan: [{ id: 'plan', title: 'Framework', organisation: null, planYear: y20, marking: null }],
    priority: [
      { id: 'victims', name: 'VICTIMS', parentId: null, position: 1 },
      { id: 'prevention', name: 'PREVENTION', parentId: null, position: 2 },
    ],
    line: [
      blankLine({ id: 'vf', service: 'Victim First', provider: 'Catch 22', priorityId: 'victims', position: 1 }),
      blankLine({ id: 'iom1', service: 'IOM', provider: 'Leicester', priorityId: 'prevention', position: 2 }),
      blankLine({ id: 'iom2', service: 'IOM', provider: null, priorityId: 'prevention', position: 3 }),
      blankLine({ id: 'once', service: 'Launch', basis: 'one-off', position: 4 }),
      blankLine({ id: 'empty', service: 'To be decided', position: 5 }),
    ],
    amount: [
      figure('vf', y20, 55_832_200),
      figure('vf', y20, 35_332_200, 'forecast'),
      figure('iom1', y20, 25),
      figure('iom2', y20, -25),
      figure('once', y20, 100_000),
    ],
  })
}

let made = 0
const newId = () => `new ${++made}`

/** Applies it, having checked that the schema takes it. @returns the Change */
function done(plan: Plan, change: Change): Change {
  expect(changeSchema.parse(structuredClone(change))).toEqual(change)
  apply(plan, change)
  return change
}

/** Expects the sentence, and a plan that is as it was. */
function refused(plan: Plan, sentence: string, act: () => unknown): void {
  const before = dumpOf(plan)
  expect(act).toThrow(Refusal)
  expect(act).toThrow(new Refusal(sentence))
  expect(dumpOf(plan)).toEqual(before)
}

const GONE = 'That budget line is no longer in the plan; nothing was changed, so choose another line.'

describe('set an amount', () => {
  it('names the line and the year, and keeps the arithmetic it was typed as', () => {
    const plan = samplePlan()
    const edit = {
      lineId: 'vf',
      year: y21,
      measure: 'budget' as const,
      pence: 56_948_844 as Pence,
      expression: '=558322*1.02',
    }
    const change = done(plan, setAmount(plan, edit))
    expect(change.label).toBe('set Victim First 2021/22')
    expect(change.rows).toEqual([
      {
        table: 'amount',
        id: 'vf 2021/22 budget',
        before: null,
        after: { ...figure('vf', y21, 56_948_844), expression: '=558322*1.02' },
      },
    ])
  })

  it('names the measure when it is not the budget, and the provider when services share a name', () => {
    const plan = samplePlan()
    const label = (lineId: string, measure: Measure, pence: Pence | null) =>
      setAmount(plan, { lineId, year: y20, measure, pence }).label
    expect(label('vf', 'forecast', pounds(1))).toBe('set Victim First 2020/21 forecast outturn')
    expect(label('vf', 'actual', null)).toBe('clear Victim First 2020/21 actual')
    expect(label('iom1', 'budget', pounds(1))).toBe('set IOM (Leicester) 2020/21')
    expect(label('iom2', 'budget', pounds(1))).toBe('set IOM 2020/21')
  })

  it('knows blank from zero', () => {
    const plan = samplePlan()
    const set = (pence: Pence | null) => setAmount(plan, { lineId: 'vf', year: y20, measure: 'budget', pence })
    done(plan, set(pounds(0)))
    expect(amountOf(plan, 'vf', y20, 'budget')).toBe(0)
    done(plan, set(null))
    expect(amountOf(plan, 'vf', y20, 'budget')).toBeNull()
    expect(plan.amount.has('vf 2020/21 budget')).toBe(false)
    expect(set(null).rows).toEqual([])
  })

  it('leaves a figure that stays the same, and where it came from, alone', () => {
    const plan = samplePlan()
    const origin = { file: 'a.xlsx', sheet: 'Appendix A', cell: 'E5' }
    plan.amount.set('vf 2020/21 budget', { ...figure('vf', y20, 55_832_200), origin })
    const again = (expression: string | null) =>
      setAmount(plan, { lineId: 'vf', year: y20, measure: 'budget', pence: 55_832_200 as Pence, expression })
    expect(again(null).rows).toEqual([])
    expect(again('=558322').rows).toHaveLength(1)
  })

  it('is refused for a line that is gone', () => {
    const plan = samplePlan()
    refused(plan, GONE, () => setAmount(plan, { lineId: 'x', year: y20, measure: 'budget', pence: null }))
  })
})

describe('set a line’s words', () => {
  it('trims, clears, and leaves what stays the same', () => {
    const plan = samplePlan()
    const change = done(plan, setText(plan, { lineId: 'vf', field: 'provider', value: ' Victim Support\n' }))
    expect(change.label).toBe('set provider of Victim First')
    expect(plan.line.get('vf')?.provider).toBe('Victim Support')
    done(plan, setText(plan, { lineId: 'vf', field: 'provider', value: '  ' }))
    expect(plan.line.get('vf')?.provider).toBeNull()
    expect(setText(plan, { lineId: 'vf', field: 'provider', value: '' }).rows).toEqual([])
    done(plan, setText(plan, { lineId: 'vf', field: 'service', value: '=HYPERLINK("x")' }))
    expect(plan.line.get('vf')?.service).toBe('=HYPERLINK("x")')
  })

  it('keeps a service name, and refuses what a cell cannot hold', () => {
    const plan = samplePlan()
    refused(
      plan,
      'A budget line needs a service name, so “Victim First” was kept; type a name, or delete the line.',
      () => setText(plan, { lineId: 'vf', field: 'service', value: ' ' }),
    )
    refused(plan, 'That text is longer than 32,767 characters, so nothing was changed; shorten it.', () =>
      setText(plan, { lineId: 'vf', field: 'route', value: 'x'.repeat(32_768) }),
    )
    done(plan, setText(plan, { lineId: 'vf', field: 'service', value: 'x'.repeat(32_767) }))
    expect(done(plan, setText(plan, { lineId: 'vf', field: 'route', value: 'Grant' })).label).toHaveLength(500)
  })
})

it('a label that is cut short ends with a whole character', () => {
  const plan = planOf({ line: [blankLine({ id: 'l', service: '😀'.repeat(400), position: 1 })] })
  for (const basis of ['one-off', 'recurring'] as const) {
    const { label } = setBasis(plan, { lineId: 'l', basis })
    expect(label.length).toBeLessThanOrEqual(500)
    expect(label).not.toMatch(/\p{Cs}/u)
  }
  const { label } = setText(plan, { lineId: 'l', field: 'route', value: 'x' })
  expect(label).not.toMatch(/\p{Cs}/u)
})

describe('priority and basis', () => {
  it('move a line and mark it', () => {
    const plan = samplePlan()
    expect(done(plan, setPriority(plan, { lineId: 'vf', priorityId: 'prevention' })).label).toBe(
      'move Victim First to PREVENTION',
    )
    expect(done(plan, setPriority(plan, { lineId: 'vf', priorityId: null })).label).toBe(
      'move Victim First to no priority',
    )
    expect(plan.line.get('vf')?.priorityId).toBeNull()
    expect(done(plan, setBasis(plan, { lineId: 'vf', basis: 'one-off' })).label).toBe('mark Victim First as one-off')
    expect(setBasis(plan, { lineId: 'vf', basis: 'one-off' }).rows).toEqual([])
    refused(plan, 'That priority is no longer in the plan; nothing was changed, so choose another.', () =>
      setPriority(plan, { lineId: 'vf', priorityId: 'x' }),
    )
    refused(plan, GONE, () => setBasis(plan, { lineId: 'x', basis: 'one-off' }))
  })

  it('add a priority at the end, below sub-priorities too', () => {
    const plan = samplePlan()
    plan.priority.set('sub', { id: 'sub', name: 'Sub', parentId: 'prevention', position: 0.5 })
    const change = done(plan, addPriority(plan, ' VULNERABLE ', newId))
    expect(change.label).toBe('add priority VULNERABLE')
    expect(change.rows[0]?.after).toMatchObject({ name: 'VULNERABLE', parentId: null, position: 3 })
    refused(plan, 'A priority needs a name, so none was added; type one.', () => addPriority(plan, ' ', newId))
    refused(plan, 'There is already a priority “VICTIMS”, so none was added; choose another name.', () =>
      addPriority(plan, 'VICTIMS ', newId),
    )
  })
})

describe('add and delete a line', () => {
  const order = (plan: Plan) => linesInOrder(plan).map((line) => line.service)

  it('adds an empty one at the end, or after another, as often as asked', () => {
    const plan = samplePlan()
    const change = done(plan, addLine(plan, { service: ' New ', priorityId: 'victims' }, newId))
    expect(change.label).toBe('add New')
    expect(order(plan).at(-1)).toBe('New')
    for (let count = 1; count <= 200; count++) {
      done(plan, addLine(plan, { service: `n${count}`, priorityId: null, afterLineId: 'vf' }, newId))
      expect(order(plan).slice(0, 2)).toEqual(['Victim First', `n${count}`])
    }
    expect(order(plan).slice(-5)).toEqual(['IOM', 'IOM', 'Launch', 'To be decided', 'New'])
    const first = planOf()
    expect(done(first, addLine(first, { service: 'One', priorityId: null }, newId)).rows[0]?.after).toMatchObject({
      position: 1,
    })
  })

  it('needs a name and a priority that is there', () => {
    const plan = samplePlan()
    refused(plan, 'A budget line needs a service name, so none was added; type one.', () =>
      addLine(plan, { service: ' ', priorityId: null }, newId),
    )
    refused(plan, 'That priority is no longer in the plan; no line was added, so choose another.', () =>
      addLine(plan, { service: 'x', priorityId: 'x' }, newId),
    )
  })

  it('deletes it with all that is its own', () => {
    const plan = samplePlan()
    const note = {
      id: 'n',
      lineId: 'vf',
      year: null,
      measure: null,
      mark: '*',
      text: 'Jointly funded',
      position: 1,
      origin: null,
    }
    plan.note.set('n', note)
    done(plan, carryUnderspend(plan, { lineId: 'vf', year: y20, pence: pounds(5), to: 'reserve', target: 'R' }, newId))
    const change = done(plan, removeLine(plan, 'vf'))
    expect(change.label).toBe('delete Victim First')
    expect(change.rows.map((row) => row.table).sort()).toEqual(['amount', 'amount', 'carry', 'line', 'note'])
    expect(
      [...plan.amount.values(), ...plan.note.values(), ...plan.carry.values()].some((row) => row.lineId === 'vf'),
    ).toBe(false)
    expect(plan.reserve.size).toBe(1)
    refused(plan, GONE, () => removeLine(plan, 'vf'))
  })

  it('keeps a line that receives another’s underspend', () => {
    const plan = samplePlan()
    const intent = { lineId: 'vf', year: y20, pence: pounds(5), to: 'line' as const, target: 'iom1' }
    expect(done(plan, carryUnderspend(plan, intent, newId)).label).toBe(
      'set aside £5 of Victim First to IOM (Leicester) in 2021/22',
    )
    refused(
      plan,
      '“IOM” receives an underspend of another line, so it was kept; change that carry-forward first.',
      () => removeLine(plan, 'iom1'),
    )
    done(plan, removeLine(plan, 'vf'))
    done(plan, removeLine(plan, 'iom1'))
  })
})

describe('the plan’s details', () => {
  it('keep what is not given', () => {
    const plan = planOf()
    expect(done(plan, setDetails(plan, { planYear: y20 })).label).toBe('change the plan’s details')
    done(plan, setDetails(plan, { organisation: 'OPCC' }))
    expect(plan.plan.get('plan')).toEqual({
      id: 'plan',
      title: 'Untitled plan',
      organisation: 'OPCC',
      planYear: y20,
      marking: null,
    })
  })
})

describe('the plan’s texts', () => {
  it('are trimmed, cleared when blank, and a title stays', () => {
    const plan = samplePlan()
    done(plan, setDetails(plan, { title: ' Budget ', organisation: ' OPCC ', marking: 'OFFICIAL' }))
    expect(plan.plan.get('plan')).toMatchObject({ title: 'Budget', organisation: 'OPCC', marking: 'OFFICIAL' })
    done(plan, setDetails(plan, { organisation: ' ', marking: '' }))
    expect(plan.plan.get('plan')).toMatchObject({ title: 'Budget', organisation: null, marking: null, planYear: y20 })
    refused(plan, 'A plan needs a title, so “Budget” was kept; type one.', () => setDetails(plan, { title: ' ' }))
  })
})

describe('roll forward', () => {
  const roll = (plan: Plan, uplift: number, to = y21) => rollForward(plan, { to, uplift: uplift as BasisPoints })

  it('keeps budgets flat, blanks blank, and leaves one-off money out', () => {
    const plan = samplePlan()
    const change = done(plan, roll(plan, 0))
    expect(change.label).toBe('roll forward to 2021/22')
    expect(plan.plan.get('plan')?.planYear).toBe(y21)
    const next = ['vf', 'iom1', 'iom2', 'once', 'empty'].map((id) => amountOf(plan, id, y21, 'budget'))
    expect(next).toEqual([55_832_200, 25, -25, null, null])
    expect(amountOf(plan, 'vf', y21, 'forecast')).toBeNull()
    expect(amountOf(plan, 'once', y20, 'budget')).toBe(100_000)
  })

  it('uplifts, rounding half away from zero', () => {
    const plan = samplePlan()
    expect(done(plan, roll(plan, 200)).label).toBe('roll forward to 2021/22 with +2%')
    const next = ['vf', 'iom1', 'iom2'].map((id) => amountOf(plan, id, y21, 'budget'))
    expect(next).toEqual([56_948_844, 26, -26])
  })

  it('says the uplift to the hundredth', () => {
    const plan = samplePlan()
    expect(roll(plan, 225).label).toBe('roll forward to 2021/22 with +2.25%')
    expect(roll(plan, -150).label).toBe('roll forward to 2021/22 with −1.5%')
  })

  it('keeps figures that the new year has already, nought included', () => {
    const plan = samplePlan()
    plan.amount.set('vf 2021/22 budget', figure('vf', y21, 7))
    plan.amount.set('iom1 2021/22 budget', figure('iom1', y21, 0))
    const change = done(plan, roll(plan, 200))
    expect(['vf', 'iom1', 'iom2'].map((id) => amountOf(plan, id, y21, 'budget'))).toEqual([7, 0, -26])
    expect(change.rows.map((row) => row.id)).toEqual(['plan', 'iom2 2021/22 uplift', 'iom2 2021/22 budget'])
  })

  it('goes one year at a time, from a plan that has a year', () => {
    const plan = samplePlan()
    refused(
      plan,
      'This plan is for 2020/21, so it can be rolled forward to 2021/22 and not to 2019/20; nothing was changed.',
      () => roll(plan, 0, y19),
    )
    refused(
      planOf(),
      'The plan has no year yet, so nothing was rolled forward; import a budget or set the plan year first.',
      () => roll(planOf(), 0),
    )
  })

  it('refuses slips of the keyboard', () => {
    const plan = samplePlan()
    for (const uplift of [-10_001, 100_001, 0.5, Number.NaN])
      refused(
        plan,
        'An uplift must lie between −100% and 1,000%, so nothing was rolled forward; check the percentage.',
        () => roll(plan, uplift),
      )
    done(plan, roll(plan, -10_000))
    expect(amountOf(plan, 'vf', y21, 'budget')).toBe(0)
  })

  it('refuses a budget that would outgrow what an amount can be', () => {
    const plan = samplePlan()
    plan.amount.set('vf 2020/21 budget', figure('vf', y20, LARGEST_AMOUNT))
    refused(
      plan,
      '“Victim First” would come to more than £10 billion in 2021/22, so nothing was rolled forward; check the uplift.',
      () => roll(plan, 1),
    )
  })

  it('multiplies every recurring budget exactly', () => {
    fc.assert(
      fc.property(
        fc.array(penceArbitrary, { maxLength: 8 }),
        fc.integer({ min: -10_000, max: 10_000 }),
        (amounts, uplift) => {
          const lines: Line[] = amounts.map((_, index) => blankLine({ id: `l${index}`, service: 'S', position: index }))
          const small = amounts.map((pence) => Math.trunc(pence / 2))
          const plan = planOf({
            plan: [{ id: 'plan', title: 'x', organisation: null, planYear: y20, marking: null }],
            line: lines,
            amount: small.map((pence, index) => figure(`l${index}`, y20, pence)),
          })
          done(plan, roll(plan, uplift))
          for (const [index, pence] of small.entries()) {
            const rolled = BigInt(amountOf(plan, `l${index}`, y21, 'budget')!)
            const error = 10_000n * (rolled - BigInt(pence)) - BigInt(pence) * BigInt(uplift)
            const magnitude = error < 0n ? -error : error
            expect(magnitude <= 5_000n).toBe(true)
          }
        },
      ),
      settings,
    )
  })
})

describe('set aside an underspend', () => {
  const into = (more: Partial<CarryIntent> = {}): CarryIntent => ({
    lineId: 'vf',
    year: y20,
    pence: pounds(205_000),
    to: 'reserve',
    target: 'Commissioning reserve',
    ...more,
  })

  it('makes the reserve once, with an opening that is not known', () => {
    const plan = samplePlan()
    const change = done(plan, carryUnderspend(plan, into({ pence: pounds(5_000), decision: 'PCC 12/20' }), newId))
    expect(change.label).toBe('set aside £5,000 of Victim First into Commissioning reserve')
    expect(change.rows.map((row) => row.table)).toEqual(['reserve', 'carry'])
    const again = done(
      plan,
      carryUnderspend(plan, into({ pence: pounds(200_000), target: ' commissioning RESERVE ' }), newId),
    )
    expect(again.label).toBe('set aside £200,000 of Victim First into Commissioning reserve')
    expect(again.rows.map((row) => row.table)).toEqual(['carry'])
    const [reserve] = plan.reserve.values()
    expect(reserve).toMatchObject({ name: 'Commissioning reserve', openingYear: null, openingPence: null })
    expect(reserveYears(plan, reserve!, new Funding(plan))).toMatchObject([
      { year: y20, opening: null, in: pounds(205_000), out: 0, closing: null, change: pounds(205_000) },
    ])
    expect([...plan.carry.values()].map(({ status, decision }) => [status, decision])).toEqual([
      ['approved', 'PCC 12/20'],
      ['approved', null],
    ])
  })

  it('goes back to the funder, to general balances, or to the same line next year', () => {
    const plan = samplePlan()
    const label = (more: Partial<CarryIntent>) =>
      done(plan, carryUnderspend(plan, into({ pence: pounds(1), ...more }), newId)).label
    expect(label({ to: 'funder', target: null })).toBe('set aside £1 of Victim First back to the funder')
    expect(label({ to: 'general', target: null })).toBe('set aside £1 of Victim First to general balances')
    expect(label({ to: 'line', target: 'vf' })).toBe('set aside £1 of Victim First to Victim First in 2021/22')
    expect([...plan.carry.values()].map(({ to, toId }) => [to, toId])).toEqual([
      ['funder', null],
      ['general', null],
      ['line', 'vf'],
    ])
  })

  it('is never more than is left', () => {
    const plan = samplePlan()
    refused(
      plan,
      '“Victim First” has an underspend of £205,000 in 2020/21, of which £205,000 is undecided, so £205,000.01 was not set aside; ask for less.',
      () => carryUnderspend(plan, into({ pence: 20_500_001 as Pence }), newId),
    )
    done(plan, carryUnderspend(plan, into({ pence: pounds(5_000), status: 'requested' }), newId))
    done(plan, carryUnderspend(plan, into({ pence: pounds(100_000), status: 'rejected' }), newId))
    expect(carriedFrom(plan, 'vf', y20)).toBe(pounds(5_000))
    refused(
      plan,
      '“Victim First” has an underspend of £205,000 in 2020/21, of which £200,000 is undecided, so £205,000 was not set aside; ask for less.',
      () => carryUnderspend(plan, into(), newId),
    )
    done(plan, carryUnderspend(plan, into({ pence: pounds(200_000) }), newId))
    expect(undecidedOf(plan, 'vf', y20)).toBe(0)
    done(plan, setAmount(plan, { lineId: 'vf', year: y20, measure: 'forecast', pence: pounds(450_000) }))
    expect(undecidedOf(plan, 'vf', y20)).toBeLessThan(0)
    refused(
      plan,
      '“Victim First” has an underspend of £108,322 in 2020/21, of which £0 is undecided, so £0.01 was not set aside; ask for less.',
      () => carryUnderspend(plan, into({ pence: 1 as Pence }), newId),
    )
  })

  it('needs an underspend that is known, an amount and a place', () => {
    const plan = samplePlan()
    const unknown = (name: string) =>
      `The underspend of “${name}” in 2020/21 is not known, so nothing was set aside; enter its budget and its forecast outturn first.`
    refused(plan, unknown('Launch'), () => carryUnderspend(plan, into({ lineId: 'once' }), newId))
    refused(plan, unknown('IOM (Leicester)'), () => carryUnderspend(plan, into({ lineId: 'iom1' }), newId))
    for (const pence of [0, -1] as Pence[])
      refused(plan, 'The amount to set aside must be above £0, so nothing was set aside; type an amount.', () =>
        carryUnderspend(plan, into({ pence }), newId),
      )
    for (const target of [null, ' '])
      refused(plan, 'The reserve has no name, so nothing was set aside; name the earmarked reserve.', () =>
        carryUnderspend(plan, into({ target }), newId),
      )
    refused(plan, GONE, () => carryUnderspend(plan, into({ to: 'line', target: 'x' }), newId))
    refused(plan, GONE, () => carryUnderspend(plan, into({ lineId: 'x' }), newId))
  })

  it('never carries more in all than the underspend, whatever is asked', () => {
    const asks = fc.array(
      fc.tuple(fc.integer({ min: -5, max: 30_000_000 }), fc.constantFrom('requested', 'approved', 'rejected')),
    )
    fc.assert(
      fc.property(asks, (wanted) => {
        const plan = samplePlan()
        for (const [pence, status] of wanted) {
          try {
            done(plan, carryUnderspend(plan, into({ pence: pence as Pence, status: status as 'approved' }), newId))
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal)
          }
        }
        expect(carriedFrom(plan, 'vf', y20)).toBeLessThanOrEqual(20_500_000)
        expect(plan.reserve.size).toBeLessThanOrEqual(1)
      }),
      settings,
    )
  })
})

describe('an opening balance', () => {
  it('is set, and made unknown again', () => {
    const plan = samplePlan()
    done(plan, carryUnderspend(plan, { lineId: 'vf', year: y20, pence: pounds(5), to: 'reserve', target: 'R' }, newId))
    const [reserve] = plan.reserve.values()
    const set = (pence: Pence | null) => done(plan, setOpening(plan, { reserveId: reserve!.id, year: y20, pence }))
    expect(set(pounds(0)).label).toBe('set the opening balance of R')
    expect(plan.reserve.get(reserve!.id)).toMatchObject({ openingYear: y20, openingPence: 0 })
    set(null)
    expect(plan.reserve.get(reserve!.id)).toMatchObject({ openingYear: null, openingPence: null })
    refused(plan, 'That reserve is no longer in the plan; nothing was changed, so choose another.', () =>
      setOpening(plan, { reserveId: 'x', year: y20, pence: null }),
    )
  })
})
