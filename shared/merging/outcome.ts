/**
 * What a merge makes of a plan: the total of each year before and after, and the checks that only the two together raise, such
 * as the splits of a line that no longer add up. Example: 2021/22 from £4,395,961 to £4,410,531.
 */
import { apply } from '../change.ts'
import { type Check, checksOf } from '../checks.ts'
import { type Choices, type Merging, mergedRows } from '../merging.ts'
import { type Row, tableNames } from '../model.ts'
import type { Pence } from '../money.ts'
import { type Plan, yearsOf } from '../plan.ts'
import { recalculated } from '../recalculating.ts'
import { Table } from '../table.ts'
import { Totals } from '../totals.ts'
import type { FinancialYear } from '../years.ts'

export interface Outcome {
  /** The total budget of each year, where it has one before or after. */
  totals: { year: FinancialYear; before: Pence | null; after: Pence | null }[]
  /** Errors and warnings that are not there before. */
  checks: Check[]
}

/** The plan as it would be, beside the plan as it is. */
function copied(plan: Plan): Plan {
  return Object.fromEntries(
    tableNames.map((table) => [table, new Table<Row>(plan[table].values() as Iterable<Row>)]),
  ) as unknown as Plan
}

/** @param choices about the clashes */
export function outcomeOf(ours: Plan, merging: Merging, choices: Choices): Outcome {
  const plan = copied(ours)
  apply(plan, recalculated(ours, { label: 'merge', rows: mergedRows(ours, merging, choices).rows }))
  const [before, after] = [new Totals(ours, 'priority'), new Totals(plan, 'priority')]
  const years = [...new Set([...yearsOf(ours), ...yearsOf(plan)])].sort()
  const known = new Set(checksOf(ours).map(({ id, severity, message }) => `${severity} ${id} ${message}`))
  return {
    totals: years
      .map((year) => ({ year, before: before.total(year, 'budget'), after: after.total(year, 'budget') }))
      .filter((total) => total.before !== null || total.after !== null),
    checks: checksOf(plan).filter(
      ({ id, severity, message }) => severity !== 'note' && !known.has(`${severity} ${id} ${message}`),
    ),
  }
}
