/**
 * The bridge as a waterfall: the first year's budget, a floating bar for each step that is not nil, the second year's budget.
 * Every bar starts where the one before it ended. Example: £500,000, growth £30,000, savings £10,000 ends at £520,000.
 */
import { type BridgeStep, type PlanBridge, steps } from '../bridge.ts'
import { formatMoney, type Pence } from '../money.ts'
import { added, bad, type Picture, plain, type Series } from './picture.ts'
import { shortMoney, signed } from './words.ts'

/** The step with a capital. @example stepName('one-off removed') // 'One-off removed' */
export const stepName = (step: BridgeStep) => `${step[0]!.toUpperCase()}${step.slice(1)}`

/** Where the axis starts, so that the steps can be seen beside totals many times their size; null where they can anyway. */
function axisStart(lowest: number, highest: number): Pence | null {
  const range = highest - lowest
  if (lowest <= 0 || range === 0 || lowest <= highest / 2) return null
  const unit = 10 ** Math.floor(Math.log10(range))
  const start = Math.max(0, Math.floor((lowest - range / 2) / unit) * unit)
  return start === 0 ? null : (start as Pence)
}

/** What the chart shows; null where there are no steps to draw. */
export function bridgeChart({ from, year, total }: Pick<PlanBridge, 'from' | 'year' | 'total'>): Picture | null {
  const taken = steps.filter((step) => total.steps[step] !== 0)
  if (taken.length === 0) return null
  const start = total.start ?? (0 as Pence)
  const end = total.end ?? (0 as Pence)
  const reached: number[] = [start]
  for (const step of taken) reached.push(reached.at(-1)! + total.steps[step])
  const axis = axisStart(Math.min(...reached), Math.max(...reached))
  const within = <Value>(of: (step: BridgeStep, place: number) => Value | null) => [null, ...taken.map(of), null]
  const starts = within((_, place) => reached[place] as Pence)
  const series = (name: string, style: Series['style'], wanted: (pence: Pence) => boolean): Series => ({
    name,
    kind: 'bar',
    style,
    amounts: within((step) => (wanted(total.steps[step]) ? total.steps[step] : null)),
    starts,
    labels: within((step) => (wanted(total.steps[step]) ? shortSigned(total.steps[step]) : null)),
  })
  const budgets: Series = {
    name: 'Budget',
    kind: 'bar',
    style: plain,
    amounts: [start, ...taken.map(() => null), end],
    labels: [shortMoney(start), ...taken.map(() => null), shortMoney(end)],
  }
  const change = formatMoney(Math.abs(end - start) as Pence)
  const how = end === start ? 'the same' : `${change} ${end > start ? 'more' : 'less'}`
  return {
    name: `Bridge to ${year.replace('/', '-')}`,
    label: `From ${from} to ${year}`,
    summary: `From ${formatMoney(start)} in ${from} to ${formatMoney(end)} in ${year}, ${how}.`,
    notes: axis === null ? [] : [`The axis starts at ${formatMoney(axis)}.`],
    form: 'stacked',
    categories: [from, ...taken.map(stepName), year],
    series: [
      budgets,
      series('Added', added, (pence) => pence > 0),
      series('Taken off', bad, (pence) => pence < 0),
    ].filter(({ amounts }) => amounts.some((amount) => amount !== null)),
    levels: [],
    from: axis,
    table: {
      head: ['Step', 'Amount'],
      rows: [
        { name: `Budget ${from}`, cells: [total.start] },
        ...taken.map((step) => ({ name: stepName(step), cells: [signed(total.steps[step])] })),
        { name: `Budget ${year}`, cells: [total.end], total: true },
      ],
    },
  }
}

const shortSigned = (pence: Pence) => (pence > 0 ? `+${shortMoney(pence)}` : shortMoney(pence))
