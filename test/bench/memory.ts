/**
 * One edit in memory: intent, Change, plan, sums. Beside it the sums worked out from scratch.
 * Example: setting one of 10,000 lines to £12,345 moves its priority's subtotal and the total by the difference.
 */
import { apply } from '../../shared/change.ts'
import { setAmount } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf, type Plan } from '../../shared/plan.ts'
import { Totals } from '../../shared/totals.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { largePlan, largeYears } from './large.ts'
import { check, type Measurement, timesOf } from './measure.ts'

/** The plainest sum there is, to check the others with. */
function sumOf(plan: Plan, priorityId: string | null, year: FinancialYear): number {
  let sum = 0
  for (const line of plan.line.values())
    if (priorityId === null || line.priorityId === priorityId) sum += amountOf(plan, line.id, year, 'budget') ?? 0
  return sum
}

export function measureEdits(): Measurement {
  const plan = largePlan()
  const lines = [...plan.line.values()]
  const totals = new Totals(plan, 'priority')
  const seen = { subtotal: 0, total: 0 }
  const editOf = (round: number) => ({
    line: lines[(round * 7919) % lines.length]!,
    year: largeYears[round % largeYears.length]!,
    pence: (500_000 + round * 101) as Pence,
  })
  const edit = (round: number) => {
    const { line, year, pence } = editOf(round)
    const change = setAmount(plan, { lineId: line.id, year, measure: 'budget', pence })
    apply(plan, change)
    for (const group of totals.update(change)) seen.subtotal = totals.subtotal(group, year, 'budget')!
    seen.total = totals.total(year, 'budget')!
  }
  const rounds = 5000
  const times = timesOf(rounds, edit)
  const last = editOf(rounds + rounds / 10 - 1)
  check('the last subtotal', seen.subtotal, sumOf(plan, last.line.priorityId, last.year))
  check('the last total', seen.total, sumOf(plan, null, last.year))

  let scratch = totals
  const besideTimes = timesOf(50, () => {
    scratch = new Totals(plan, 'priority')
  })
  for (const year of largeYears) {
    check(`the total of ${year}`, totals.total(year, 'budget'), sumOf(plan, null, year))
    check(`the total of ${year} from scratch`, scratch.total(year, 'budget'), sumOf(plan, null, year))
    for (const { id } of plan.priority.values())
      check(`${id} in ${year}`, totals.subtotal(id, year, 'budget'), sumOf(plan, id, year))
  }
  return { what: 'edit, 10,000 lines, in memory', times, beside: 'all sums from scratch', besideTimes }
}
