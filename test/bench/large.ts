/**
 * The plan that the benchmark edits: 10,000 budget lines in 8 priorities with budgets for three years. The same every time.
 * Example: `largePlan().line.size` is 10,000.
 */
import { blankLine } from '../../shared/edits.ts'
import { amountId, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'

export const largeYears = [2019, 2020, 2021].map(yearFrom)
const LINES = 10_000
const PRIORITIES = 8

export function largePlan(): Plan {
  const line: Tables['line'][] = []
  const amount: Tables['amount'][] = []
  for (let number = 0; number < LINES; number++) {
    const id = `line ${number}`
    const priorityId = `priority ${number % PRIORITIES}`
    line.push(
      blankLine({
        id,
        service: `Service ${number}`,
        provider: `Provider ${number % 400}`,
        priorityId,
        position: number + 1,
      }),
    )
    for (const [index, year] of largeYears.entries()) {
      const pence = (1_000_000 + number * 137 + index * 10_000) as Pence
      const figure = { lineId: id, year, measure: 'budget' as const, pence, expression: null, origin: null }
      amount.push({ id: amountId(id, year, 'budget'), ...figure })
    }
  }
  return planOf({
    plan: [{ id: 'plan', title: 'A large plan', organisation: null, planYear: largeYears[2]!, marking: null }],
    priority: Array.from({ length: PRIORITIES }, (_, number) => ({
      id: `priority ${number}`,
      name: `Priority ${number + 1}`,
      parentId: null,
      position: number + 1,
    })),
    line,
    amount,
  })
}
