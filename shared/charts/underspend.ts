/**
 * Which lines are forecast to cost less, or more, than their budget. Example: "Underspends of 2020/21 come to £101,000; the
 * largest is Victim First, £100,000."
 */
import { formatMoney, type Pence } from '../money.ts'
import { amountOf, linesInOrder, type Plan } from '../plan.ts'
import { lineLabel } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'
import { bad, type Picture, plain, type Series } from './picture.ts'

/** So many lines are drawn each, the others as one. */
const MOST_LINES = 15

interface Part {
  name: string
  budget: Pence
  forecast: Pence
  /** Budget less forecast outturn: above 0 is an underspend. */
  under: Pence
}

const sum = (parts: readonly Part[], of: (part: Part) => number) =>
  parts.reduce((total, part) => total + of(part), 0) as Pence

/** @returns null where no line has both a budget and a forecast outturn that differ */
export function underspendByLine(plan: Plan, year: FinancialYear): Picture | null {
  const parts: Part[] = []
  for (const line of linesInOrder(plan)) {
    const budget = amountOf(plan, line.id, year, 'budget')
    const forecast = amountOf(plan, line.id, year, 'forecast')
    if (budget === null || forecast === null || budget === forecast) continue
    parts.push({ name: lineLabel(plan, line), budget, forecast, under: (budget - forecast) as Pence })
  }
  if (parts.length === 0) return null
  const bySize = parts.sort((a, b) => Math.abs(b.under) - Math.abs(a.under))
  const rest = bySize.length > MOST_LINES ? bySize.slice(MOST_LINES - 1) : []
  const shown = bySize.slice(0, bySize.length - rest.length).map(({ name, under }) => ({ name, under }))
  const kinds: [string, (pence: number) => boolean][] = [
    ['underspent', (pence) => pence > 0],
    ['overspent', (pence) => pence < 0],
  ]
  for (const [kind, wanted] of kinds) {
    const lumped = rest.filter(({ under }) => wanted(under))
    if (lumped.length > 0)
      shown.push({ name: `${lumped.length} other lines, ${kind}`, under: sum(lumped, ({ under }) => under) })
  }
  const series = (name: string, style: Series['style'], wanted: (pence: number) => boolean): Series => {
    const amounts = shown.map(({ under }) => (wanted(under) ? under : null))
    return {
      name,
      kind: 'bar',
      style,
      amounts,
      labels: amounts.map((amount) => (amount === null ? null : formatMoney(Math.abs(amount) as Pence))),
    }
  }
  return {
    name: `Underspend by line ${year.replace('/', '-')}`,
    label: `Forecast underspend and overspend by line, ${year}`,
    summary: sentenceOf(bySize, year),
    notes: [],
    form: 'rows',
    categories: shown.map(({ name }) => name),
    series: [series('Underspend', plain, (pence) => pence > 0), series('Overspend', bad, (pence) => pence < 0)].filter(
      ({ amounts }) => amounts.some((amount) => amount !== null),
    ),
    levels: [],
    from: null,
    table: {
      head: ['Line', 'Budget', 'Forecast outturn', 'Underspend'],
      rows: [
        ...bySize.map(({ name, budget, forecast, under }) => ({ name, cells: [budget, forecast, under] })),
        {
          name: 'Total of these lines',
          cells: [
            sum(bySize, ({ budget }) => budget),
            sum(bySize, ({ forecast }) => forecast),
            sum(bySize, ({ under }) => under),
          ],
          total: true,
        },
      ],
    },
  }
}

function sentenceOf(bySize: readonly Part[], year: FinancialYear): string {
  const said = (name: string, parts: readonly Part[]) => {
    const [largest] = parts
    if (!largest) return null
    const size = (pence: number) => formatMoney(Math.abs(pence) as Pence)
    const whole = `${name} come to ${size(sum(parts, ({ under }) => under))}`
    return parts.length === 1
      ? `${whole}, all of it on ${largest.name}`
      : `${whole}, the largest ${size(largest.under)} on ${largest.name}`
  }
  const under = said(
    `Underspends of ${year}`,
    bySize.filter((part) => part.under > 0),
  )
  const over = said(
    under === null ? `Overspends of ${year}` : 'overspends',
    bySize.filter((part) => part.under < 0),
  )
  return `${[under, over].filter((part) => part !== null).join('; ')}.`
}
