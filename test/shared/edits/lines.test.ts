/**
 * Several lines, or several cells, as one Change: what it leaves, and that taking it back leaves nothing.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply, type Change, invert } from '../../../shared/change.ts'
import { combined, type Step } from '../../../shared/edits/block.ts'
import { editLines } from '../../../shared/edits/bulk.ts'
import { duplicateLines, groupFields, insertLines, moveLines, removeLines } from '../../../shared/edits/lines.ts'
import { setAmount, setText } from '../../../shared/edits.ts'
import type { BasisPoints, Pence } from '../../../shared/money.ts'
import { amountOf, linesInOrder, type Plan, planOf, rowsOf } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Below, Grouping } from '../../../shared/totals.ts'
import { planRows, Y1, Y2 } from '../../renderer/fixtures.ts'
import { planArbitrary, settings } from '../arbitraries.ts'

let next = 0
const newId = () => `new${++next}`
const small = () => planOf(planRows())
const services = (plan: Plan) => linesInOrder(plan).map(({ service }) => service)
const after = (plan: Plan, change: Change) => {
  const other = planOf(rowsOf(plan))
  apply(other, change)
  return other
}
const budget = (lineId: string, pence: number | null): Step => ({
  at: `${lineId} ${Y2}`,
  change: (plan) => setAmount(plan, { lineId, year: Y2, measure: 'budget', pence: pence as Pence | null }),
})
const named = (lineId: string, value: string): Step => ({
  at: `${lineId} service`,
  change: (plan) => setText(plan, { lineId, field: 'service', value }),
})

test('many cells are one Change; each is planned on what those before leave', () => {
  const plan = small()
  const change = combined(plan, 'paste 4 cells', [
    budget('a', 1),
    named('a', 'Victim Second'),
    {
      at: 'a',
      change: (held) => setText(held, { lineId: 'a', field: 'provider', value: held.line.get('a')!.service }),
    },
    budget('b', 20000),
  ])
  expect(change.label).toBe('paste 4 cells')
  expect(change.rows.map(({ table, id }) => [table, id])).toEqual([
    ['amount', `a ${Y2} budget`],
    ['line', 'a'],
  ])
  expect(after(plan, change).line.get('a')).toMatchObject({ service: 'Victim Second', provider: 'Victim Second' })
  expect(rowsOf(plan)).toEqual(planRows())
})

test('what cannot be taken is named, and nothing is done', () => {
  const plan = small()
  expect(() => combined(plan, 'paste', [budget('a', 1), named('b', ' '), named('gone', 'x')])).toThrow(
    /^Nothing was changed, because 2 of the cells cannot be taken\. b service: A budget line needs a service name, .*; gone service: .*\.$/,
  )
  expect(() => combined(plan, 'clear', [named('b', ' ')])).toThrow(/^A budget line needs/)
  expect(rowsOf(plan)).toEqual(planRows())
})

test('lines move before and after others, into a group, and keep their order', () => {
  const plan = small()
  const moved = after(
    plan,
    moveLines(plan, { lineIds: ['c', 'a'], place: { after: 'b' }, fields: { priorityId: 'p' } }),
  )
  expect(services(moved)).toEqual(['Shelter', 'Victim First', 'Youth work'])
  expect(moved.line.get('a')).toMatchObject({ priorityId: 'p' })
  expect(services(after(plan, moveLines(plan, { lineIds: ['c'], place: { before: 'a' } })))).toEqual([
    'Youth work',
    'Victim First',
    'Shelter',
  ])
  const toEnd = moveLines(plan, { lineIds: ['a', 'b'], place: 'end' })
  expect(toEnd.label).toBe('move 2 lines')
  expect(services(after(plan, toEnd))).toEqual(['Youth work', 'Victim First', 'Shelter'])
  expect(moveLines(plan, { lineIds: ['a'], place: { after: 'b' }, fields: { priorityId: 'p' } }).label).toBe(
    'move Victim First to Prevention',
  )
})

test('lines are inserted even where no position is left between two', () => {
  const plan = small()
  for (const [id, position] of [
    ['a', 1],
    ['b', 1 + Number.EPSILON],
    ['c', 1 + Number.EPSILON],
  ] as const)
    plan.line.set(id, { ...plan.line.get(id)!, position })
  const made = after(plan, insertLines(plan, { count: 3, place: { after: 'a' } }, newId))
  expect(services(made)).toEqual([
    'Victim First',
    'New budget line',
    'New budget line',
    'New budget line',
    'Shelter',
    'Youth work',
  ])
})

test('a duplicate has the figures, and nothing that is decided', () => {
  const plan = small()
  const change = duplicateLines(plan, ['a', 'b'], newId)
  expect(change.label).toBe('duplicate 2 lines')
  const made = after(plan, change)
  expect(services(made)).toEqual(['Victim First', 'Victim First (copy)', 'Shelter', 'Shelter (copy)', 'Youth work'])
  const copy = linesInOrder(made)[1]!
  expect(amountOf(made, copy.id, Y1, 'budget')).toBe(9000)
  expect(made.amount.get(`${copy.id} ${Y1} budget`)!.origin).toBeNull()
  const again = after(made, duplicateLines(made, ['a'], newId))
  expect(services(again)[1]).toBe('Victim First (copy 2)')
})

test('several lines are given the same, or raised, at once', () => {
  const plan = small()
  const lineIds = ['a', 'b', 'c']
  const points = 225 as BasisPoints
  const change = editLines(plan, {
    lineIds,
    set: { route: ' Contract ', priorityId: 'p', basis: 'one-off' },
    raise: { year: Y1, measure: 'budget', by: { kind: 'percent', points } },
  })
  expect(change.label).toBe('change 3 lines and raise them in 2019/20 by 2.25%')
  const made = after(plan, change)
  expect([...made.line.values()].every(({ route, basis }) => route === 'Contract' && basis === 'one-off')).toBe(true)
  expect(lineIds.map((id) => amountOf(made, id, Y1, 'budget'))).toEqual([9203, null, 5113])
  const cut = editLines(plan, {
    lineIds,
    raise: { year: Y2, measure: 'budget', by: { kind: 'sum', pence: -1000 as Pence } },
  })
  expect(cut.label).toBe('lower 3 lines in 2020/21 by £10 each')
  expect(amountOf(after(plan, cut), 'a', Y2, 'budget')).toBe(9000)
  expect(() => editLines(plan, { lineIds })).toThrow('Nothing was chosen')
  expect(() =>
    editLines(plan, { lineIds: ['b'], raise: { year: Y1, measure: 'budget', by: { kind: 'percent', points } } }),
  ).toThrow('None of these lines has a figure in 2019/20')
})

test('a group says what its lines must have', () => {
  const plan = small()
  const fields = (by: Grouping, group: string, below: Below | null = null, part?: string) =>
    groupFields(plan, { by, below }, { group, ...(part === undefined ? {} : { part }) }, 'no line was moved')
  expect(fields('priority', 'v')).toEqual({ priorityId: 'v' })
  expect(fields('priority', '')).toEqual({ priorityId: null })
  expect(fields('priority', 'v', 'sub-priority', 'p')).toEqual({ priorityId: 'p' })
  expect(fields('priority', 'v', 'sub-priority', '')).toEqual({ priorityId: 'v' })
  expect(fields('route', 'grant', 'basis', 'one-off')).toEqual({ route: 'Grant', basis: 'one-off' })
  expect(fields('owner', '')).toEqual({ owner: null })
  expect(() => fields('source', 's')).toThrow('so no line was moved')
  expect(() => fields('priority', 'v', 'contract end', '')).toThrow('so no line was moved')
})

test('whatever is done to lines of any plan is taken back whole', () => {
  fc.assert(
    fc.property(planArbitrary, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), fc.nat(4), (made, picks, what) => {
      const plan = planOf(rowsOf(made))
      const lines = linesInOrder(plan)
      if (lines.length === 0) return
      const lineIds = [...new Set(picks.map((pick) => lines[pick % lines.length]!.id))]
      const target = lines[picks.length % lines.length]!.id
      const before = rowsOf(plan)
      const intents: (() => Change)[] = [
        () => moveLines(plan, { lineIds, place: { before: target } }),
        () => moveLines(plan, { lineIds, place: { after: target }, fields: { priorityId: null } }),
        () => duplicateLines(plan, lineIds, newId),
        () => removeLines(plan, lineIds),
        () =>
          combined(
            plan,
            'paste',
            lineIds.flatMap((id) => [budget(id, 5), named(id, `${id}!`), budget(id, null)]),
          ),
      ]
      let change: Change
      try {
        change = intents[what]!()
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        return
      }
      const order = linesInOrder(plan).map(({ id }) => id)
      apply(plan, change)
      if (what < 2) {
        const stay = (id: string) => !lineIds.includes(id)
        expect(
          linesInOrder(plan)
            .map(({ id }) => id)
            .filter(stay),
        ).toEqual(order.filter(stay))
      }
      apply(plan, invert(change))
      expect(rowsOf(plan)).toEqual(before)
    }),
    settings,
  )
})
