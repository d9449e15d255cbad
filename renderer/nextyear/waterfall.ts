/**
 * The bridge as a waterfall: the first year's budget, a floating bar for each step that is not nil, the second year's budget.
 * Every bar starts where the one before it ended. Example: £500,000, growth £30,000, savings £10,000 ends at £520,000.
 */
import { type Bridge, steps } from '../../shared/bridge.ts'
import type { Pence } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import type { ChartSeries, Picture } from '../charts/options.ts'

/** The step with a capital. @example stepName('one-off removed') // 'One-off removed' */
export const stepName = (step: string) => `${step[0]!.toUpperCase()}${step.slice(1)}`

/** Where the axis starts, so that the steps can be seen beside totals many times their size; 0 where they can anyway. */
function axisStart(lowest: number, highest: number): number {
  const range = highest - lowest
  if (range === 0 || lowest <= highest / 2) return 0
  const unit = 10 ** Math.floor(Math.log10(range))
  return Math.max(0, Math.floor((lowest - range / 2) / unit) * unit)
}

/** What the chart shows; null where there are no steps, or the budget falls below £0 on the way, which bars cannot float over. */
export function waterfallOf(bridge: Bridge, from: FinancialYear, to: FinancialYear): Picture | null {
  const taken = steps.filter((step) => bridge.steps[step] !== 0)
  const start = bridge.start ?? 0
  const end = bridge.end ?? 0
  const reached: number[] = [start]
  for (const step of taken) reached.push(reached.at(-1)! + bridge.steps[step])
  if (taken.length === 0 || Math.min(...reached) < 0) return null
  const axis = axisStart(Math.min(...reached), Math.max(...reached))
  const nothing = () => new Array<Pence | null>(taken.length + 2).fill(null)
  const clear = nothing()
  const budgets = nothing()
  const rises = nothing()
  const falls = nothing()
  budgets[0] = start as Pence
  budgets[taken.length + 1] = end as Pence
  for (const [index, step] of taken.entries()) {
    const pence = bridge.steps[step]
    clear[index + 1] = Math.min(reached[index]!, reached[index + 1]!) as Pence
    if (pence > 0) rises[index + 1] = pence
    else falls[index + 1] = (0 - pence) as Pence
  }
  const bar = (name: string, tone: ChartSeries['tone'], amounts: ChartSeries['amounts']): ChartSeries => ({
    name,
    kind: 'bar',
    tone,
    amounts,
    stack: 'budget',
  })
  return {
    categories: [from, ...taken.map(stepName), to],
    series: [
      bar('Below', 'clear', clear),
      bar('Budget', 'plain', budgets),
      ...(rises.some((amount) => amount !== null) ? [bar('Added', 'soft', rises)] : []),
      ...(falls.some((amount) => amount !== null) ? [bar('Taken off', 'bad', falls)] : []),
    ],
    from: axis > 0 ? (axis as Pence) : undefined,
  }
}
