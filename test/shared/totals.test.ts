/**
 * Sums kept up to date edit by edit against sums worked out afresh, on random plans and histories. The groups that
 * `update` returns must hold every group whose sums or lines changed, and none but groups of a row in the Change.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import { blankLine, setAmount } from '../../shared/edits.ts'
import { amountId, type Line, measures } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { type Grouping, groupings, groupKey, groupsOf, Totals } from '../../shared/totals.ts'
import { yearFrom } from '../../shared/years.ts'
import { changeFrom, planArbitrary, planYears, settings, stepsArbitrary } from './arbitraries.ts'

/** Groupings in which a line stands once and whole; by source it stands with its parts, see funding.test.ts. */
type LineGrouping = Exclude<Grouping, 'source'>
const lineGroupings = groupings.filter((by): by is LineGrouping => by !== 'source')

/** The group of a line, said once more in other words. */
function groupOf(line: Line, by: LineGrouping): string {
  if (by === 'priority') return line.priorityId === null ? '' : line.priorityId
  if (by === 'contract end') {
    const [year, month] = (line.contractEnd ?? '').split('-').map(Number)
    return month === undefined ? '' : yearFrom(month < 4 ? year! - 1 : year!)
  }
  const text = line[by]
  return text === null ? '' : text.trim().split(/\s+/).join(' ').toLowerCase()
}

/** Every sum of a plan by the plainest way: `group year measure` → pence; the grand total's group is `*`. */
function sumsOf(plan: Plan, by: LineGrouping): Map<string, number> {
  const sums = new Map<string, number>()
  for (const amount of plan.amount.values()) {
    const line = plan.line.get(amount.lineId)
    if (!line) continue
    for (const group of [`[${groupOf(line, by)}]`, '*']) {
      const key = `${group} ${amount.year} ${amount.measure}`
      sums.set(key, (sums.get(key) ?? 0) + amount.pence)
    }
  }
  return sums
}

/** The lines of each group, as they are. */
function membersOf(plan: Plan, by: LineGrouping): Map<string, Line[]> {
  const members = new Map<string, Line[]>()
  for (const line of plan.line.values()) {
    const group = groupOf(line, by)
    members.set(group, [...(members.get(group) ?? []), line])
  }
  return members
}

function expectSums(totals: Totals, plan: Plan, by: LineGrouping, groups: Iterable<string>): void {
  const sums = sumsOf(plan, by)
  for (const year of planYears) {
    for (const measure of measures) {
      expect(totals.total(year, measure)).toBe(sums.get(`* ${year} ${measure}`) ?? null)
      for (const group of groups)
        expect(totals.subtotal(group, year, measure)).toBe(sums.get(`[${group}] ${year} ${measure}`) ?? null)
    }
  }
}

/** The groups whose sums or lines differ between two moments. */
function changedGroups(
  before: { sums: Map<string, number>; members: Map<string, Line[]> },
  after: { sums: Map<string, number>; members: Map<string, Line[]> },
): Set<string> {
  const changed = new Set<string>()
  for (const group of new Set([...before.members.keys(), ...after.members.keys()])) {
    const [were, are] = [before.members.get(group) ?? [], after.members.get(group) ?? []]
    if (were.length !== are.length || were.some((line) => !are.includes(line))) changed.add(group)
    for (const year of planYears)
      for (const measure of measures) {
        const key = `[${group}] ${year} ${measure}`
        if (before.sums.get(key) !== after.sums.get(key)) changed.add(group)
      }
  }
  return changed
}

/** The groups that any row of the Change is or was in. */
function namedGroups(change: Change, linesBefore: Map<string, Line>, plan: Plan, by: LineGrouping): Set<string> {
  const named = new Set<string>()
  for (const row of change.rows) {
    const lines: (Line | null | undefined)[] = []
    if (row.table === 'line') lines.push(row.before, row.after)
    if (row.table === 'amount')
      for (const amount of [row.before, row.after])
        if (amount) lines.push(linesBefore.get(amount.lineId), plan.line.get(amount.lineId))
    for (const line of lines) if (line) named.add(groupOf(line, by))
  }
  return named
}

const snapshot = (plan: Plan, by: LineGrouping) => ({ sums: sumsOf(plan, by), members: membersOf(plan, by) })

describe('totals', () => {
  it.each(lineGroupings)('by %s stay what they are from scratch, through edits, undo and redo', (by) => {
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, (plan, steps) => {
        const totals = new Totals(plan, by)
        const seen = new Set(membersOf(plan, by).keys())
        expectSums(totals, plan, by, seen)
        const take = (change: Change) => {
          const before = snapshot(plan, by)
          const linesBefore = new Map(plan.line)
          apply(plan, change)
          const touched = totals.update(change)
          const after = snapshot(plan, by)
          for (const group of after.members.keys()) seen.add(group)
          expectSums(totals, plan, by, seen)
          for (const group of changedGroups(before, after)) expect(touched).toContain(group)
          const named = namedGroups(change, linesBefore, plan, by)
          for (const group of touched) expect(named).toContain(group)
        }
        const changes: Change[] = []
        for (const step of steps) {
          const change = changeFrom(plan, step)
          changes.push(change)
          take(change)
          if (step.other % 5 === 0) {
            take(invert(change))
            take(change)
          }
        }
        for (const change of [...changes].reverse()) take(invert(change))
      }),
      settings,
    )
  })

  it.each(lineGroupings)('by %s list every line once, in groups of the same key', (by) => {
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const groups = groupsOf(plan, by)
        expect(new Set(groups.map((group) => group.key)).size).toBe(groups.length)
        const listed = groups.flatMap((group) => group.lines)
        expect(listed.map((line) => line.id).sort()).toEqual([...plan.line.keys()].sort())
        for (const { key, name, lines } of groups) {
          for (const line of lines) expect(groupKey(line, by)).toBe(key)
          for (const line of lines) expect(groupOf(line, by)).toBe(key)
          const positions = lines.map((line) => line.position)
          expect(positions).toEqual([...positions].sort((a, b) => a - b))
          if (key === '') expect(name).toBeNull()
          else if (by === 'contract end') expect(name).toBe(`Contract ends in ${key}`)
          else if (by === 'basis') expect(name?.toLowerCase()).toBe(lines[0]?.basis)
          else expect(name).toBe(by === 'priority' ? plan.priority.get(key)?.name : lines[0]?.[by])
        }
        if (by === 'priority')
          for (const id of plan.priority.keys()) expect(groups.some((group) => group.key === id)).toBe(true)
      }),
      settings,
    )
  })

  const year = yearFrom(2020)
  const figure = (lineId: string, pence: number) => {
    const id = amountId(lineId, year, 'budget')
    return { id, lineId, year, measure: 'budget' as const, pence: pence as Pence, expression: null, origin: null }
  }
  const line = (id: string, position: number, fields: Partial<Line> = {}) =>
    blankLine({ id, service: id, position, ...fields })

  it('keep a group without figures blank, and one of nought at nought', () => {
    const plan = planOf({
      line: [line('a', 1, { route: 'Grant' }), line('b', 2, { route: 'Contract' })],
      amount: [figure('b', 0)],
    })
    const totals = new Totals(plan, 'route')
    expect(totals.subtotal('grant', year, 'budget')).toBeNull()
    expect(totals.subtotal('contract', year, 'budget')).toBe(0)
    expect(totals.total(year, 'budget')).toBe(0)
    const cleared = setAmount(plan, { lineId: 'b', year, measure: 'budget', pence: null })
    apply(plan, cleared)
    expect([...totals.update(cleared)]).toEqual(['contract'])
    expect(totals.subtotal('contract', year, 'budget')).toBeNull()
    expect(totals.total(year, 'budget')).toBeNull()
  })

  it('touch only the group of the line that was edited', () => {
    const plan = planOf({
      line: [line('a', 1, { route: 'Grant' }), line('b', 2, { route: 'Contract' })],
      amount: [figure('a', 100), figure('b', 200)],
    })
    const totals = new Totals(plan, 'route')
    const edit = setAmount(plan, { lineId: 'a', year, measure: 'budget', pence: 150 as Pence })
    apply(plan, edit)
    expect([...totals.update(edit)]).toEqual(['grant'])
    expect(totals.update({ label: 'nothing', rows: [] }).size).toBe(0)
  })

  it('survive a line that goes before its figures and comes back', () => {
    const plan = planOf({ line: [line('a', 1)], amount: [figure('a', 100)] })
    const totals = new Totals(plan, 'owner')
    const gone: Change = { label: 'delete a', rows: [{ table: 'line', id: 'a', before: line('a', 1), after: null }] }
    apply(plan, gone)
    totals.update(gone)
    expect(totals.total(year, 'budget')).toBeNull()
    apply(plan, invert(gone))
    totals.update(invert(gone))
    expect(totals.total(year, 'budget')).toBe(100)
    const early: Change = {
      label: 'set b',
      rows: [{ table: 'amount', id: figure('b', 5).id, before: null, after: figure('b', 5) }],
    }
    const late: Change = { label: 'add b', rows: [{ table: 'line', id: 'b', before: null, after: line('b', 2) }] }
    for (const change of [early, late]) {
      apply(plan, change)
      totals.update(change)
    }
    expect(totals.total(year, 'budget')).toBe(105)
    expect(new Totals(plan, 'owner').total(year, 'budget')).toBe(105)
  })

  it('put texts that differ only in capitals and spaces together, under the first one’s name', () => {
    const plan = planOf({
      line: [line('b', 2, { provider: ' catch  22 ' }), line('a', 1, { provider: 'Catch 22' }), line('c', 3)],
    })
    expect(groupsOf(plan, 'provider').map(({ key, name, lines }) => [key, name, lines.map(({ id }) => id)])).toEqual([
      ['catch 22', 'Catch 22', ['a', 'b']],
      ['', null, ['c']],
    ])
  })

  it('head every priority, its sub-priorities below it, and lose none whose parent is missing', () => {
    const priority = (id: string, position: number, parentId: string | null = null) => ({
      id,
      name: id.toUpperCase(),
      parentId,
      position,
    })
    const plan = planOf({
      priority: [
        priority('x', 9, 'gone'),
        priority('b', 2),
        priority('a', 1),
        priority('a2', 0.5, 'a'),
        priority('y', 8, 'z'),
        priority('z', 7, 'y'),
      ],
      line: [line('l', 1, { priorityId: 'x' }), line('n', 2)],
    })
    expect(groupsOf(plan, 'priority').map(({ key, name }) => [key, name])).toEqual([
      ['a', 'A'],
      ['a2', 'A2'],
      ['b', 'B'],
      ['z', 'Z'],
      ['y', 'Y'],
      ['x', 'X'],
      ['', null],
    ])
  })
})
