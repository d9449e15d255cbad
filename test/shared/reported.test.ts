/**
 * Stated figures that did not agree, held against the plan from then on. Example: the total lacks the £20,000 of a line whose
 * cell said "TBC"; it stands until £20,000 is typed, and stands again when that is undone.
 */
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import { checksOf } from '../../shared/checks.ts'
import { acceptDifference } from '../../shared/edits/statements.ts'
import { addPriority, removeLine, setAmount, setPriority } from '../../shared/edits.ts'
import { chosenLines, compareImport } from '../../shared/importing/comparing.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Pence } from '../../shared/money.ts'
import { linesInOrder, type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { type Value, workbookOf } from './importing/sheets.ts'

let next = 0
const newId = () => `new ${++next}`
const year = yearFrom(2020)

function imported(sheets: Record<string, Value[][]>): Plan {
  const plan = planOf()
  apply(plan, planImport(plan, readTables(workbookOf(sheets)), newId).change)
  return plan
}

const lineOf = (plan: Plan, service: string) => linesInOrder(plan).find((line) => line.service === service)!.id

function done(plan: Plan, change: Change): Change {
  apply(plan, change)
  return change
}

const set = (plan: Plan, service: string, pounds: number | null, of = year) =>
  done(
    plan,
    setAmount(plan, {
      lineId: lineOf(plan, service),
      year: of,
      measure: 'budget',
      pence: pounds === null ? null : ((pounds * 100) as Pence),
    }),
  )

const stated = (plan: Plan) => checksOf(plan).filter(({ kind }) => kind === 'stated figure')
const told = (plan: Plan) => stated(plan).map(({ where, message }) => `${where}: ${message}`)

const HEAD = ['Service', '2020/21 budget (£)']
const SECTIONS: Value[][] = [
  HEAD,
  [{ b: 'Victims' }],
  ['Helpline', 1000],
  ['Companions', 400],
  ['Victims subtotal', 1500],
  [{ b: 'Prevention' }],
  ['Rangers', 300],
  ['Marshals', 200],
  ['Prevention subtotal', 500],
  ['Grand total', 2000],
]
const SUBTOTAL =
  'Budget, B5: When “test.xlsx” was imported, “Victims subtotal” 2020/21 states £1,500 and its lines came to £1,400, which differs by £100.'
const TOTAL =
  'Budget, B10: When “test.xlsx” was imported, “Grand total” 2020/21 states £2,000 and its lines came to £1,900, which differs by £100.'

describe('a stated figure that differed', () => {
  it('follows its lines, goes once it agrees, and comes back with undo', () => {
    const plan = imported({ Budget: SECTIONS })
    expect(told(plan)).toEqual([SUBTOTAL, TOTAL])
    const half = set(plan, 'Companions', 450)
    expect(told(plan)).toEqual([
      'Budget, B5: “Victims subtotal” 2020/21 in “test.xlsx” states £1,500 and its lines now come to £1,450 (£1,400 when it was imported), which differs by £50.',
      'Budget, B10: “Grand total” 2020/21 in “test.xlsx” states £2,000 and its lines now come to £1,950 (£1,900 when it was imported), which differs by £50.',
    ])
    const whole = set(plan, 'Companions', 500)
    expect(told(plan)).toEqual([])
    apply(plan, invert(whole))
    apply(plan, invert(half))
    expect(told(plan)).toEqual([SUBTOTAL, TOTAL])
  })

  it('is accepted for one difference only', () => {
    const plan = imported({ Budget: SECTIONS })
    const [check] = stated(plan)
    apply(plan, acceptDifference(plan, { ...check!.accept!, where: check!.where, reason: 'As printed' }))
    expect(stated(plan).map(({ severity, accepted }) => [severity, accepted])).toEqual([
      ['error', false],
      ['note', true],
    ])
    const edit = set(plan, 'Helpline', 1010)
    expect(stated(plan)[0]).toMatchObject({ severity: 'error', accepted: false, accept: { pence: -9000 } })
    expect(told(plan)[0]).toMatch(
      /which differs by £90\. A difference of £100 was accepted \(As printed\), which no longer holds\.$/,
    )
    apply(plan, invert(edit))
    expect(stated(plan).at(-1)).toMatchObject({ severity: 'note', accepted: true, accept: { id: check!.accept!.id } })
  })

  it('says what of its lines is gone, and cannot be compared without any', () => {
    const plan = imported({ Budget: SECTIONS })
    const first = done(plan, removeLine(plan, lineOf(plan, 'Helpline')))
    expect(told(plan)[0]).toBe(
      'Budget, B5: “Victims subtotal” 2020/21 in “test.xlsx” states £1,500 and its lines now come to £400 (£1,400 when it was imported), which differs by £1,100. 1 of the 2 lines that it adds up is not in the plan.',
    )
    const second = done(plan, removeLine(plan, lineOf(plan, 'Companions')))
    expect(stated(plan).find(({ where }) => where === 'Budget, B5')).toMatchObject({
      severity: 'warning',
      message:
        '“Victims subtotal” 2020/21 in “test.xlsx” states £1,500, but none of the lines that it adds up is in the plan any more.',
      accept: { pence: null },
    })
    apply(plan, invert(second))
    apply(plan, invert(first))
    expect(told(plan)).toEqual([SUBTOTAL, TOTAL])
  })

  it('still counts a line that was moved, and says so', () => {
    const plan = imported({ Budget: SECTIONS })
    const change = addPriority(plan, 'Elsewhere', newId)
    apply(plan, change)
    const priorityId = [...plan.priority.values()].find(({ name }) => name === 'Elsewhere')!.id
    const moved = done(plan, setPriority(plan, { lineId: lineOf(plan, 'Helpline'), priorityId }))
    expect(told(plan)).toEqual([
      `${SUBTOTAL} 1 of the 2 lines that it adds up has moved to another priority and is still counted here.`,
      TOTAL,
    ])
    apply(plan, invert(moved))
    expect(told(plan)).toEqual([SUBTOTAL, TOTAL])
  })
})

describe('a stated figure with a missing amount', () => {
  it('is made good by the amount, or by another line, or by several', () => {
    const plan = imported({
      Budget: [HEAD, ['Helpline', 'TBC'], ['Companions', 'see note'], ['Rangers', 300], ['Total', 900]],
    })
    expect(told(plan)).toEqual([
      expect.stringContaining(
        'differs by £600. 2 amounts could not be read; together they would have to come to £600.',
      ),
    ])
    set(plan, 'Helpline', 200)
    expect(told(plan)).toEqual([
      expect.stringMatching(/come to £500 \(£300 when it was imported\), which differs by £400\.$/),
    ])
    set(plan, 'Companions', 400)
    expect(told(plan)).toEqual([])
    set(plan, 'Helpline', null)
    set(plan, 'Rangers', 500)
    expect(told(plan)).toEqual([])
  })

  it('adds up its own lines where tables stand side by side, also those without an amount', () => {
    const plan = imported({
      Both: [
        ['Grant', '2020/21 budget (£)', null, 'Contract', '2020/21 budget (£)'],
        ['Helpline', 'TBC', null, 'Rangers', 300],
        ['Companions', 100, null, 'Marshals', null],
        ['Total', 150, null, 'Total', 350],
      ],
    })
    expect(stated(plan).map(({ where }) => where)).toEqual(['Both, B4', 'Both, E4'])
    const edit = set(plan, 'Helpline', 50)
    expect(stated(plan).map(({ where }) => where)).toEqual(['Both, E4'])
    set(plan, 'Marshals', 50)
    expect(stated(plan)).toEqual([])
    apply(plan, invert(edit))
    expect(stated(plan).map(({ where }) => where)).toEqual(['Both, B4'])
  })
})

describe('the lines that a stated figure adds up', () => {
  it('are those of an area in a matrix, and of a row for its total', () => {
    const plan = imported({
      Matrix: [
        ['Budget 2020/21'],
        ['Theme', 'North', 'South', 'Total'],
        ['Road safety', 100, 50, 150],
        ['Street lighting', 30, 20, 60],
        ['Total', 130, 80, 210],
      ],
    })
    expect(stated(plan).map(({ where }) => where)).toEqual(['Matrix, D4', 'Matrix, C5', 'Matrix, D5'])
    const south = linesInOrder(plan).find(
      ({ service, geography }) => service === 'Street lighting' && geography === 'South',
    )!
    apply(plan, setAmount(plan, { lineId: south.id, year, measure: 'budget', pence: 3000 as Pence }))
    expect(stated(plan)).toEqual([])
  })

  it('are all years of lines whose years stand in a column', () => {
    const plan = imported({
      Years: [
        ['Service', 'Year', 'Budget (£)'],
        ['Helpline', '2019/20', 100],
        ['Helpline', '2020/21', 110],
        ['Rangers', '2019/20', 50],
        ['Rangers', '2020/21', 50],
        ['Total', null, 320],
      ],
    })
    expect(told(plan)).toEqual([expect.stringContaining('states £320 and its lines came to £310')])
    set(plan, 'Rangers', 60, yearFrom(2019))
    expect(told(plan)).toEqual([])
  })

  it('are found again where two sheets give a year of each', () => {
    const table = (of: string, total: number): Value[][] => [
      ['Service', 'Provider', `${of} budget (£)`],
      ['Helpline', 'Harbour Trust', 100],
      ['Rangers', 'Council', 50],
      ['Total', null, total],
    ]
    const plan = imported({ '2019-20': table('2019/20', 150), '2020-21': table('2020/21', 160) })
    expect(linesInOrder(plan)).toHaveLength(2)
    expect(told(plan)).toEqual([expect.stringContaining('2020-21, C4')])
    set(plan, 'Rangers', 60)
    expect(told(plan)).toEqual([])
  })

  it('are those of a priority for a summary on another sheet', () => {
    const plan = imported({
      Summary: [
        ['Priority', '2020/21 budget (£)'],
        ['Victims', 150],
        ['Prevention', 70],
      ],
      Detail: [
        ['Priority', 'Service', '2020/21 budget (£)'],
        ['Victims', 'Helpline', 100],
        ['Victims', 'Companions', 50],
        ['Prevention', 'Rangers', 60],
      ],
    })
    expect(told(plan)).toEqual([expect.stringContaining('“Prevention” 2020/21 states £70 and its lines came to £60')])
    set(plan, 'Rangers', 70)
    expect(told(plan)).toEqual([])
  })

  it('may be left out of the import, which is said', () => {
    const reading = readTables(workbookOf({ Budget: SECTIONS }))
    const plan = planOf()
    const comparison = compareImport(plan, reading)
    const left = new Set([comparison.lines[0]!.tick])
    apply(plan, planImport(plan, reading, newId, chosenLines(comparison, left)).change)
    expect(told(plan)[0]).toMatch(
      /its lines now come to £400 .+ 1 of the 2 lines that it adds up is not in the plan\.$/,
    )
  })

  it('are kept once, and only where the figure did not agree', () => {
    const plan = imported({ Budget: SECTIONS })
    const [held] = [...plan.import.values()]
    const report = held!.report as { stated: { adds?: object }[]; scopes: { lines: string[] }[] }
    expect(report.stated.map(({ adds }) => adds !== undefined)).toEqual([true, false, true])
    expect(report.scopes.map(({ lines }) => lines.length)).toEqual([2, 4])
  })
})
