/** The waterfall's bars: each starts where the one before it ended, and the last is the second year's budget. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesOf } from '../../renderer/nextyear/LineField.tsx'
import { waterfallOf } from '../../renderer/nextyear/waterfall.ts'
import { type Bridge, type BridgeStep, steps } from '../../shared/bridge.ts'
import { blankLine } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { settings } from '../shared/arbitraries.ts'
import { Y2, Y3 } from './fixtures.ts'

function bridge(start: number, found: Partial<Record<BridgeStep, number>>): Bridge {
  const all = Object.fromEntries(steps.map((step) => [step, found[step] ?? 0])) as Record<BridgeStep, Pence>
  const end = Object.values(all).reduce((sum: number, pence) => sum + pence, start)
  return { start: start as Pence, end: end as Pence, steps: all }
}

describe('waterfall', () => {
  it('floats each step between what was reached before and after it', () => {
    const picture = waterfallOf(bridge(50_000_000, { growth: 3_000_000, savings: -1_000_000 }), Y2, Y3)!
    expect(picture.categories).toEqual([Y2, 'Growth', 'Savings', Y3])
    expect(picture.series.map(({ name, amounts }) => [name, amounts])).toEqual([
      ['Below', [null, 50_000_000, 52_000_000, null]],
      ['Budget', [50_000_000, null, null, 52_000_000]],
      ['Added', [null, 3_000_000, null, null]],
      ['Taken off', [null, null, 1_000_000, null]],
    ])
    expect(picture.from).toBe(48_000_000)
  })

  it('adds up for any steps that stay above £0, below the axis none', () => {
    const amounts = fc.array(fc.integer({ min: -5_000_000, max: 9_000_000 }), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000_000 }), amounts, (start, pence) => {
        const given = bridge(start, Object.fromEntries(steps.map((step, index) => [step, pence[index]])))
        const picture = waterfallOf(given, Y2, Y3)
        if (!picture) return
        const of = (name: string) => picture.series.find((series) => series.name === name)?.amounts
        const [clear, budgets, rises, falls] = ['Below', 'Budget', 'Added', 'Taken off'].map(of)
        let reached = budgets![0]!
        for (let index = 1; index < picture.categories.length - 1; index++) {
          const low = clear![index]!
          const high = low + (rises?.[index] ?? 0) + (falls?.[index] ?? 0)
          expect(reached).toBe((rises?.[index] ?? null) === null ? high : low)
          reached = ((rises?.[index] ?? null) === null ? low : high) as Pence
          expect(low).toBeGreaterThanOrEqual(picture.from ?? 0)
        }
        expect(reached).toBe(budgets!.at(-1))
        expect(reached).toBe(given.end)
      }),
      settings,
    )
  })

  it('draws nothing without steps or below £0, and starts at £0 where the steps can be seen', () => {
    expect(waterfallOf(bridge(100, {}), Y2, Y3)).toBeNull()
    expect(waterfallOf(bridge(100, { 'one-off removed': -101, growth: 500 }), Y2, Y3)).toBeNull()
    expect(waterfallOf(bridge(0, { 'new lines': 500 }), Y2, Y3)!.from).toBeUndefined()
    const rising = waterfallOf(bridge(1000, { growth: 1000 }), Y2, Y3)!
    expect(rising.from).toBeUndefined()
    expect(rising.series.map(({ name }) => name)).toEqual(['Below', 'Budget', 'Added'])
  })
})

describe('lines by name', () => {
  it('gives every line a name of its own', () => {
    const same = { service: 'IOM', provider: 'Safe' }
    const line = [
      blankLine({ id: 'a', ...same, position: 1 }),
      blankLine({ id: 'b', ...same, position: 2 }),
      blankLine({ id: 'c', service: 'IOM', provider: 'Other', position: 3 }),
      blankLine({ id: 'd', service: 'Shelter', provider: 'Safe', position: 4 }),
    ]
    const names = namesOf(planOf({ line }))
    expect([...names].map(([name, { id }]) => [name, id])).toEqual([
      ['IOM (Safe)', 'a'],
      ['IOM (Safe), 2', 'b'],
      ['IOM (Other)', 'c'],
      ['Shelter', 'd'],
    ])
  })
})
