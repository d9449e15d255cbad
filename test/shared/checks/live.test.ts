/**
 * The live checks against checks made from scratch, after every random act and after taking each back.
 */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { apply, type Change, invert } from '../../../shared/change.ts'
import { Checks, checksOf, countChecks, reasons } from '../../../shared/checks.ts'
import { Clawbacks } from '../../../shared/clawback.ts'
import { Funding } from '../../../shared/funding.ts'
import { planOf } from '../../../shared/plan.ts'
import { Totals } from '../../../shared/totals.ts'
import { changeFrom, historyOf, settings, stepArbitrary, stepsArbitrary } from '../arbitraries.ts'

/** Long histories, so that sources, splits and reserves meet. */
const longStart = fc.array(stepArbitrary, { minLength: 60, maxLength: 200 })

it('are the same as from scratch, whatever was done and undone', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(longStart, stepsArbitrary, (start, steps) => {
      const plan = planOf()
      historyOf(plan, start)
      const sums = { funding: new Funding(plan), clawbacks: new Clawbacks(plan), totals: new Totals(plan, 'priority') }
      const ground = { plan, ...sums }
      const checks = new Checks(ground)
      const take = (change: Change) => {
        apply(plan, change)
        ground.totals.update(change)
        ground.funding.update(change)
        ground.clawbacks.update(change)
        checks.update(change)
        const expected = checksOf(plan)
        expect(checks.list()).toEqual(expected)
        expect(checks.counts()).toEqual(countChecks(expected))
        for (const { kind } of expected) met.add(kind)
      }
      const changes = steps.map((step) => {
        const change = changeFrom(plan, step)
        take(change)
        return change
      })
      for (const change of changes.reverse()) take(invert(change))
    }),
    { ...settings, numRuns: 140 },
  )
  // Those need a workbook, or figures that fit each other; see papers and funding.test.ts.
  const never = ['stated figure', 'unread amount', 'may not be carried']
  expect([...met].sort()).toEqual(
    Object.keys(reasons)
      .filter((kind) => !never.includes(kind))
      .sort(),
  )
})
