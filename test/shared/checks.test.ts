/**
 * What the plan is found to have against it: each kind of check, what makes it go, and acceptances that hold for one
 * difference only. Example: an accepted £10,000 is an error again as soon as the difference is £10,001.
 */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply, type Change, invert } from '../../shared/change.ts'
import { type Check, checksOf, countChecks, severities } from '../../shared/checks.ts'
import { setOpening } from '../../shared/edits/reserves.ts'
import { acceptDifference, addStatement, withdrawAcceptance } from '../../shared/edits/statements.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { addLine, addPriority, setAmount, setDetails, setText } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Measure } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { linesInOrder, type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { changeFrom, planArbitrary, settings, stepsArbitrary } from './arbitraries.ts'

let next = 0
const newId = () => `new ${++next}`
const year = yearFrom(2020)

function importInto(plan: Plan, name: string, sheets: string[]): Plan {
  const bytes = readFileSync(`test/fixtures/workbooks/${name}.xlsx`)
  const reading = readTables(readWorkbookBytes(bytes, `${name}.xlsx`), { sheets })
  apply(plan, planImport(plan, reading, newId).change)
  return plan
}

/** A plan of 2020/21 with lines of these budgets, in pounds. */
function planWith(budgets: Record<string, number>): Plan {
  const plan = planOf()
  apply(plan, setDetails(plan, { planYear: year }))
  for (const [service, pounds] of Object.entries(budgets)) {
    apply(
      plan,
      addLine(plan, { service, priorityId: null }, () => service),
    )
    set(plan, service, pounds)
  }
  return plan
}

function set(plan: Plan, lineId: string, pounds: number | null, measure: Measure = 'budget', of = year): Change {
  const pence = pounds === null ? null : ((pounds * 100) as Pence)
  const change = setAmount(plan, { lineId, year: of, measure, pence })
  apply(plan, change)
  return change
}

const brief = (plan: Plan) => checksOf(plan).map(({ severity, kind, where }) => [severity, kind, where])
const only = (plan: Plan, kind: Check['kind']) => checksOf(plan).filter((check) => check.kind === kind)

describe('statements', () => {
  it('that differ are errors until they are accepted, for that difference only', () => {
    const plan = planWith({ 'Victim First': 4_395_961 })
    const about = { target: 'total', targetId: null, year, measure: 'budget' } as const
    apply(plan, addStatement(plan, { ...about, quoted: '£4,385,961', source: 'Summary' }, newId))
    const [found] = checksOf(plan)
    expect(found).toMatchObject({
      severity: 'error',
      kind: 'statement',
      where: 'Total, 2020/21',
      message: '“£4,385,961” (Summary) states £4,385,961 and the plan comes to £4,395,961, which differs by £10,000.',
      accepted: false,
    })
    const accept = found!.accept!
    const change = acceptDifference(plan, { ...accept, where: found!.where, reason: 'Misprint in the summary.' })
    expect(change.label).toBe('accept the difference of £10,000 in Total, 2020/21')
    apply(plan, change)
    expect(checksOf(plan)).toMatchObject([{ severity: 'note', accepted: true }])
    expect(checksOf(plan)[0]!.message).toMatch(/differs by £10,000\. Accepted: Misprint in the summary\.$/)
    const edit = set(plan, 'Victim First', 4_395_962)
    expect(checksOf(plan)).toMatchObject([{ severity: 'error', accepted: false }])
    expect(checksOf(plan)[0]!.message).toMatch(
      /A difference of £10,000 was accepted \(Misprint in the summary\.\), which no longer holds\.$/,
    )
    apply(plan, invert(edit))
    expect(checksOf(plan)).toMatchObject([{ severity: 'note', accepted: true }])
    apply(plan, withdrawAcceptance(plan, { id: accept.id, where: found!.where }))
    expect(checksOf(plan)).toMatchObject([{ severity: 'error', accepted: false }])
  })

  it('that agree are notes, and that cannot be compared warnings', () => {
    const plan = planWith({ 'Victim First': 100 })
    const about = { target: 'line', targetId: 'Victim First', measure: 'budget' } as const
    apply(plan, addStatement(plan, { ...about, year, quoted: '£100' }, newId))
    apply(plan, addStatement(plan, { ...about, year: yearFrom(2021), quoted: '£100' }, newId))
    expect(brief(plan)).toEqual([
      ['warning', 'statement', 'Victim First, 2021/22'],
      ['note', 'statement', 'Victim First, 2020/21'],
    ])
  })
})

describe('imports', () => {
  it('leave the stated figures that did not add up, which can be accepted', () => {
    const plan = importInto(planOf(), 'cambridgeshire', ['Appendix 1'])
    const [stated] = only(plan, 'stated figure')
    expect(stated).toMatchObject({ severity: 'error', where: 'Appendix 1, C31', accept: { pence: -1_000_000 } })
    expect(stated!.message).toContain(
      'When “cambridgeshire.xlsx” was imported, “Total Awards” 2017/18 states £1,322,248 and its lines came to £1,312,248, which differs by £10,000.',
    )
    expect(stated!.message).toContain('The difference is exactly £10,000')
    apply(
      plan,
      acceptDifference(plan, { ...stated!.accept!, where: stated!.where, reason: 'The pooled budget’s share' }),
    )
    expect(only(plan, 'stated figure')).toMatchObject([{ severity: 'note', accepted: true }])
  })

  it('leave the amounts that could not be read, until their figure is typed', () => {
    const plan = importInto(planOf(), 'devon-and-cornwall', ['CSP spend 2018-19'])
    const [unread, ...others] = only(plan, 'unread amount')
    expect(others).toEqual([])
    expect(unread).toMatchObject({ severity: 'warning', where: 'CSP spend 2018-19, D14' })
    expect(unread!.message).toMatch(
      /^“£3,0000” in “devon-and-cornwall.xlsx” is not an amount, .+; it may mean £3,000\.$/,
    )
    const edit = set(plan, unread!.lineId!, 3000, 'budget', yearFrom(2018))
    expect(only(plan, 'unread amount')).toEqual([])
    // The total that it was missing from is made good with it; Devon's, which nothing explains, is not.
    expect(only(plan, 'stated figure').map(({ where }) => where)).toEqual(['CSP spend 2018-19, C17'])
    apply(plan, invert(edit))
    expect(only(plan, 'unread amount')).toHaveLength(1)
    expect(only(plan, 'stated figure').map(({ where }) => where)).toEqual([
      'CSP spend 2018-19, C17',
      'CSP spend 2018-19, D17',
    ])
    set(plan, unread!.lineId!, 30_000, 'budget', yearFrom(2018))
    expect(only(plan, 'unread amount')).toEqual([])
    expect(only(plan, 'stated figure')).toHaveLength(2)
  })

  it('that agree in everything leave nothing', () => {
    const plan = importInto(planOf(), 'leicestershire', ['Appendix A'])
    expect(checksOf(plan).filter(({ severity }) => severity !== 'note')).toEqual([])
  })

  it('of the same sheet again take the place of the first; reports of another shape leave nothing', () => {
    const plan = importInto(planOf(), 'cambridgeshire', ['Appendix 1'])
    const line = linesInOrder(plan)[0]!
    set(plan, line.id, 1, 'budget', yearFrom(2017))
    importInto(plan, 'cambridgeshire', ['Appendix 1'])
    expect(plan.import.size).toBe(2)
    expect(only(plan, 'stated figure')).toHaveLength(1)
    plan.import.clear()
    plan.import.set('x', { id: 'x', file: 'x', report: { stated: [{ at: 5 }], problems: 'none' }, position: 1 })
    expect(only(plan, 'stated figure')).toEqual([])
  })
})

describe('the plan itself', () => {
  it('with figures and no plan year is told so', () => {
    const plan = planOf()
    apply(
      plan,
      addLine(plan, { service: 'a', priorityId: null }, () => 'a'),
    )
    expect(brief(plan)).toEqual([])
    set(plan, 'a', 1)
    expect(brief(plan)).toEqual([['warning', 'no plan year', 'Plan']])
  })

  it('has reserves that may not fall below zero, nor below their minimum', () => {
    const plan = planWith({ a: 1 })
    const reserve = { id: 'r', name: 'Reserve', purpose: null, openingYear: year, position: 1 }
    const holding = (openingPence: number | null, minimumPence: number | null) => {
      plan.reserve.set('r', { ...reserve, openingPence, minimumPence } as never)
      return brief(plan)
    }
    expect(holding(null, 100)).toEqual([])
    expect(holding(100, 100)).toEqual([])
    expect(holding(99, 100)).toEqual([['warning', 'reserve below minimum', 'Reserve, 2020/21']])
    expect(holding(0, null)).toEqual([])
    expect(holding(-1, 100)).toEqual([['error', 'reserve below zero', 'Reserve, 2020/21']])
    apply(plan, setOpening(plan, { reserveId: 'r', year, pence: 10_000 as Pence }))
    expect(brief(plan)).toEqual([])
  })

  it('has underspends to decide, and decisions that the forecast has overtaken', () => {
    const plan = planWith({ 'Victim First': 1000 })
    set(plan, 'Victim First', 800, 'forecast')
    expect(checksOf(plan)).toMatchObject([
      { severity: 'note', message: '£200 of the underspend of “Victim First” in 2020/21 is undecided.' },
    ])
    const intent = { lineId: 'Victim First', year, pence: 20_000 as Pence, to: 'general', target: null } as const
    apply(plan, carryUnderspend(plan, intent, newId))
    expect(brief(plan)).toEqual([])
    set(plan, 'Victim First', 900, 'forecast')
    expect(checksOf(plan)).toMatchObject([
      {
        severity: 'error',
        kind: 'carried too much',
        message: '£200 of the underspend of “Victim First” is set aside or asked for, but the underspend is £100.',
      },
    ])
    set(plan, 'Victim First', null, 'forecast')
    expect(checksOf(plan)[0]!.message).toMatch(/but the underspend is not known\.$/)
  })

  it('has lines outside its priorities, and services that stand twice', () => {
    const plan = planWith({ a: 1, b: 1 })
    expect(brief(plan)).toEqual([])
    apply(plan, setText(plan, { lineId: 'b', field: 'service', value: ' A ' }))
    expect(brief(plan)).toEqual([['note', 'same service twice', 'A']])
    apply(plan, setText(plan, { lineId: 'b', field: 'geography', value: 'Devon' }))
    apply(plan, addPriority(plan, 'Victims', newId))
    expect(brief(plan)).toEqual([
      ['note', 'no priority', 'a'],
      ['note', 'no priority', 'A'],
    ])
  })
})

it('comes out the same for random plans whatever was done between, each once and in order', () => {
  fc.assert(
    fc.property(planArbitrary, stepsArbitrary, (plan, steps) => {
      const before = checksOf(plan)
      const changes = steps.map((step) => {
        const change = changeFrom(plan, step)
        apply(plan, change)
        const checks = checksOf(plan)
        expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
        const order = checks.map(({ severity }) => severities.indexOf(severity))
        expect(order).toEqual([...order].sort())
        for (const { lineId, statementId, accept, accepted } of checks) {
          if (lineId) expect(plan.line.has(lineId)).toBe(true)
          if (statementId) expect(plan.statement.has(statementId)).toBe(true)
          if (accepted) expect(plan.acceptance.get(accept!.id)?.pence).toBe(accept!.pence)
        }
        expect(Object.values(countChecks(checks)).reduce((sum, count) => sum + count, 0)).toBe(checks.length)
        return change
      })
      for (const change of changes.reverse()) apply(plan, invert(change))
      expect(checksOf(plan)).toEqual(before)
    }),
    settings,
  )
})
