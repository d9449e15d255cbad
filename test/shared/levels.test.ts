/**
 * Sums of two levels, kept up to date edit by edit, against sums worked out by the plainest way, on random plans and
 * histories with undo; sources and sub-priorities among the levels.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert, type RowChange } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId, type Line, measures } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import {
  figureIn,
  groupings,
  groupsOf,
  type Levels,
  partKey,
  placeOf,
  sectionsOf,
  Totals,
} from '../../shared/totals.ts'
import { standsBelow } from '../../shared/views.ts'
import { changeFrom, historyOf, planYears, settings, stepArbitrary, stepsArbitrary } from './arbitraries.ts'

const every: Levels[] = groupings.flatMap((by) =>
  [...groupings, 'sub-priority' as const].filter((below) => standsBelow(by, below)).map((below) => ({ by, below })),
)

/** Long enough for many lines in many priorities. */
const longStart = fc.array(stepArbitrary, { minLength: 40, maxLength: 120 })

/** Sub-priorities often, since they alone depend on rows other than the lines' own. */
const levelsArbitrary = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...every) },
  { weight: 1, arbitrary: fc.constant<Levels>({ by: 'priority', below: 'sub-priority' }) },
)

/** What the random plans do not say of a line follows from what they do. */
function dressed(line: Line): Line {
  const seed = line.service.length + (line.provider?.length ?? 0)
  return {
    ...line,
    status: ['New', 'new ', null, 'Ending'][seed % 4]!,
    code: seed % 3 === 0 ? null : `C${seed % 5}`,
    contractEnd: seed % 2 === 0 ? null : `202${seed % 4}-0${3 + (seed % 3)}-01`,
  }
}

function dressedChange(change: Change): Change {
  const dress = (row: RowChange): RowChange =>
    row.table === 'line'
      ? { ...row, before: row.before && dressed(row.before), after: row.after && dressed(row.after) }
      : row
  return { ...change, rows: change.rows.map(dress) }
}

const lineIdOf = ({ before, after }: Extract<RowChange, { table: 'amount' }>) => (after ?? before!).lineId

/** The priority above all others of this one; itself where there is none, or they go round in a circle. */
function above(plan: Plan, id: string): string {
  const held = plan.priority.get(id)!
  const chain = [held.id]
  for (let at = held.parentId; at !== null && plan.priority.has(at); at = plan.priority.get(at)!.parentId) {
    if (chain.includes(at)) return id
    chain.push(at)
  }
  return chain.at(-1)!
}

function keyAt(plan: Plan, line: Line, level: Levels['by'] | Levels['below'], source: string): string {
  if (level === 'source') return source
  if (level === 'priority') return line.priorityId ?? ''
  if (level === 'sub-priority')
    return line.priorityId === null || above(plan, line.priorityId) === line.priorityId ? '' : line.priorityId
  if (level === 'contract end') {
    const [year = 0, month = 0] = (line.contractEnd ?? '').split('-').map(Number)
    return year === 0
      ? ''
      : `${month < 4 ? year - 1 : year}/${String((month < 4 ? year : year + 1) % 100).padStart(2, '0')}`
  }
  return level === null ? '' : (line[level] ?? '').trim().split(/\s+/).join(' ').toLowerCase()
}

/** Every sum, by "group, part, year, measure" and by "group, year, measure". */
function sumsOf(plan: Plan, { by, below }: Levels): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { lineId, year, measure, pence } of plan.amount.values()) {
    const line = plan.line.get(lineId)
    if (!line) continue
    const parts =
      by === 'source' || below === 'source'
        ? groupsOf(plan, 'source').flatMap(({ key }): [string, number][] => {
            const part = figureIn(plan, line, { by: 'source', group: key, year, measure })
            return part === null ? [] : [[key, part]]
          })
        : [['', pence] as [string, number]]
    for (const [source, part] of parts) {
      const top = below === 'sub-priority' ? (line.priorityId === null ? '' : above(plan, line.priorityId)) : null
      const group = top ?? keyAt(plan, line, by, source)
      for (const key of [
        [group, keyAt(plan, line, below, source), year, measure],
        [group, year, measure],
      ])
        sums.set(JSON.stringify(key), (sums.get(JSON.stringify(key)) ?? 0) + part)
    }
  }
  return sums
}

function expectSums(plan: Plan, totals: Totals, levels: Levels): number {
  const sums = sumsOf(plan, levels)
  let seen = 0
  for (const { key: group, lines, parts } of sectionsOf(plan, levels)) {
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length)
    if (parts.length > 0) {
      const listed = new Set(parts.flatMap((part) => part.lines.map(({ id }) => id)))
      expect([...listed].sort()).toEqual(lines.map(({ id }) => id).sort())
    }
    for (const year of planYears)
      for (const measure of measures) {
        expect(totals.subtotal(group, year, measure)).toBe(sums.get(JSON.stringify([group, year, measure])) ?? null)
        sums.delete(JSON.stringify([group, year, measure]))
        for (const { key } of parts.length === 0 ? [{ key: '' }] : parts) {
          const found = totals.part(group, key, year, measure)
          expect(found).toBe(sums.get(JSON.stringify([group, key, year, measure])) ?? null)
          sums.delete(JSON.stringify([group, key, year, measure]))
          seen++
        }
      }
  }
  // Nothing is summed that has no section.
  expect([...sums.values()].every((pence) => pence === 0) || sums.size === 0).toBe(true)
  return seen
}

describe('sums of two levels', () => {
  it('are those worked out afresh after every act and every undo', () => {
    let seen = 0
    fc.assert(
      fc.property(longStart, stepsArbitrary, levelsArbitrary, fc.nat(1000), (start, steps, levels, pick) => {
        const plan = planOf()
        historyOf(plan, start)
        for (const line of plan.line.values()) plan.line.set(line.id, dressed(line))
        const totals = new Totals(plan, levels.by, levels.below)
        const take = (change: Change) => {
          const before = new Map(plan.line)
          apply(plan, change)
          const touched = totals.update(change)
          const amounted = new Set(change.rows.flatMap((row) => (row.table === 'amount' ? [row] : [])).map(lineIdOf))
          for (const [id, line] of plan.line)
            if ((before.get(id) !== line || amounted.has(id)) && levels.by !== 'source' && levels.below !== 'source') {
              const { group, part } = placeOf(plan, line, levels)
              expect(touched).toContain(group)
              expect(touched).toContain(partKey(group, part!))
            }
          seen += expectSums(plan, totals, levels)
        }
        expectSums(plan, totals, levels)
        const changes = steps.map((step, index) => {
          const priorities = [...plan.priority.values()]
          const moved = priorities[(pick + index) % Math.max(1, priorities.length)]
          const under = priorities[(pick * 7 + index) % Math.max(1, priorities.length)]
          const change: Change =
            moved && under && step.other % 4 === 0
              ? {
                  label: 'move the priority',
                  rows: [
                    {
                      table: 'priority',
                      id: moved.id,
                      before: moved,
                      after: { ...moved, parentId: moved === under || step.pick % 3 === 0 ? null : under.id },
                    },
                  ],
                }
              : dressedChange(changeFrom(plan, step))
          take(change)
          return change
        })
        for (const change of changes.reverse()) take(invert(change))
      }),
      { ...settings, numRuns: 60 },
    )
    expect(seen).toBeGreaterThan(10_000)
  })

  it('show a plan’s sub-priorities within their priority, which closes all of them', () => {
    const plan = planOf({
      priority: [
        { id: 'v', name: 'Victims', parentId: null, position: 1 },
        { id: 'y', name: 'Young victims', parentId: 'v', position: 2 },
        { id: 's', name: 'Schools', parentId: 'y', position: 3 },
        { id: 'p', name: 'Prevention', parentId: null, position: 4 },
      ],
      line: [
        blankLine({ id: 'a', service: 'a', priorityId: 'v', position: 1 }),
        blankLine({ id: 'b', service: 'b', priorityId: 's', position: 2 }),
        blankLine({ id: 'c', service: 'c', priorityId: 'p', position: 3 }),
        blankLine({ id: 'd', service: 'd', position: 4 }),
      ],
    })
    const names = sectionsOf(plan, { by: 'priority', below: 'sub-priority' }).map(({ name, lines, parts }) => [
      name,
      lines.map(({ id }) => id).join(''),
      parts.map((part) => `${part.name}: ${part.lines.map(({ id }) => id).join('')}`).join(', '),
    ])
    expect(names).toEqual([
      ['Victims', 'ab', 'null: a, Young victims: , Young victims – Schools: b'],
      ['Prevention', 'c', ''],
      [null, 'd', ''],
    ])
  })

  it('follow a priority that moves under another, and stand in a circle of priorities as in one each', () => {
    const year = planYears[0]!
    const priority = (id: string, parentId: string | null) => ({ id, name: id, parentId, position: 1 })
    const figure = (lineId: string, pence: number) => {
      const id = amountId(lineId, year, 'budget')
      return { id, lineId, year, measure: 'budget' as const, pence: pence as Pence, expression: null, origin: null }
    }
    const plan = planOf({
      priority: [priority('v', null), priority('y', null)],
      line: [
        blankLine({ id: 'a', service: 'a', priorityId: 'v', position: 1 }),
        blankLine({ id: 'b', service: 'b', priorityId: 'y', position: 2 }),
      ],
      amount: [figure('a', 1), figure('b', 20)],
    })
    const totals = new Totals(plan, 'priority', 'sub-priority')
    const move = (id: string, parentId: string | null) => {
      const before = plan.priority.get(id)!
      const change: Change = {
        label: 'move the priority',
        rows: [{ table: 'priority', id, before, after: { ...before, parentId } }],
      }
      apply(plan, change)
      totals.update(change)
      return ['v', 'y'].map((key) => totals.subtotal(key, year, 'budget'))
    }
    expect(move('y', 'v')).toEqual([21, null])
    expect(totals.part('v', 'y', year, 'budget')).toBe(20)
    expect(move('v', 'y')).toEqual([1, 20])
    expect(sectionsOf(plan, totals).map(({ key, lines }) => [key, lines.length])).toEqual([
      ['v', 1],
      ['y', 1],
    ])
    expect(move('y', null)).toEqual([null, 21])
  })
})
