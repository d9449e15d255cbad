/**
 * The budget by priority: of one year, and year on year. Lines without a priority are a group of their own; where there are
 * more groups than a picture holds, the smallest stand together in it, and each in its table.
 * Example: "Victims is 32% of 2021/22, £1,685,249 of £5,240,000."
 */
import { addUp, changeInBasisPoints, formatMoney, formatPercentage, type Pence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { type GroupKey, groupsOf, type Totals } from '../totals.ts'
import type { FinancialYear } from '../years.ts'
import { added, type Picture, plain, type Series, type Style } from './picture.ts'
import { percentOf, shortMoney } from './words.ts'

/** More priorities than so many are drawn as one. */
export const MOST_ROWS = 30
/** More priorities than so many stand below one another rather than side by side. */
const MOST_COLUMNS = 6
const MOST_YEARS = 5

/** Sums by priority. */
type ByPriority = Pick<Totals, 'subtotal' | 'total'>

interface Part {
  key: GroupKey
  name: string
  amounts: (Pence | null)[]
}

/** The priorities that have a budget in any of the years. */
function partsOf(plan: Plan, totals: ByPriority, years: readonly FinancialYear[]): Part[] {
  return groupsOf(plan, 'priority')
    .map(({ key, name }) => ({
      key,
      name: name ?? 'No priority',
      amounts: years.map((year) => totals.subtotal(key, year, 'budget')),
    }))
    .filter(({ amounts }) => amounts.some((amount) => amount !== null))
}

/** The parts that are drawn: where there are too many, the last ones as one. */
function drawn(parts: readonly Part[]): Part[] {
  if (parts.length <= MOST_ROWS) return [...parts]
  const rest = parts.slice(MOST_ROWS - 1)
  const amounts = rest[0]!.amounts.map((_, place) => addUp(rest.map((part) => part.amounts[place])))
  return [...parts.slice(0, MOST_ROWS - 1), { key: '', name: `${rest.length} others`, amounts }]
}

/** The years that have a budget. */
export function budgetYears(totals: ByPriority, years: readonly FinancialYear[]): FinancialYear[] {
  return years.filter((year) => totals.total(year, 'budget') !== null)
}

/** One year's budget by priority, the largest first. @returns null where no line has a budget in that year */
export function budgetByPriority(plan: Plan, totals: ByPriority, year: FinancialYear): Picture | null {
  const total = totals.total(year, 'budget')
  const parts = partsOf(plan, totals, [year]).sort((a, b) => b.amounts[0]! - a.amounts[0]!)
  const [largest] = parts
  if (total === null || !largest) return null
  const shown = drawn(parts)
  const shareOf = (pence: Pence) => percentOf(pence, total)
  const share = shareOf(largest.amounts[0]!)
  const labels = shown.map(({ amounts: [pence] }) => {
    const part = shareOf(pence!)
    return part === null ? formatMoney(pence!) : `${formatMoney(pence!)} (${part})`
  })
  return {
    name: `Budget by priority ${year.replace('/', '-')}`,
    label: `Budget by priority, ${year}`,
    summary:
      parts.length === 1
        ? `${largest.name} is all of ${year}, ${formatMoney(total)}.`
        : share === null
          ? `The budget of ${year} is ${formatMoney(total)}.`
          : `${largest.name} is ${share} of ${year}, ${formatMoney(largest.amounts[0]!)} of ${formatMoney(total)}.`,
    notes: [],
    form: 'rows',
    categories: shown.map(({ name }) => name),
    series: [{ name: year, kind: 'bar', style: plain, amounts: shown.map(({ amounts }) => amounts[0]!), labels }],
    levels: [],
    from: null,
    table: {
      head: ['Priority', year, 'Share'],
      rows: [
        ...parts.map(({ name, amounts }) => ({ name, cells: [amounts[0]!, shareOf(amounts[0]!)] })),
        { name: 'Total', cells: [total, null], total: true },
      ],
    },
  }
}

/** The plan year is the one that stands out; those before it are stripes and dots, those after it other patterns. */
function yearStyle(year: FinancialYear, planYear: FinancialYear | null, years: readonly FinancialYear[]): Style {
  const at = planYear !== null && years.includes(planYear) ? years.indexOf(planYear) : years.length - 1
  const place = years.indexOf(year) - at
  if (place === 0) return plain
  const before = ['stripes', 'dots', 'lines', 'open'] as const
  const after = ['cross', 'bars', 'backstripes', 'open'] as const
  return place < 0
    ? { colour: 'soft', pattern: before[-place - 1] ?? 'open' }
    : { colour: added.colour, pattern: after[place - 1] ?? 'open' }
}

/**
 * The budget of each priority, year on year, in the order of the paper.
 * @param years those with a budget, in order; the last five are shown
 * @returns null where fewer than two have one
 */
export function budgetYearOnYear(
  plan: Plan,
  totals: ByPriority,
  years: readonly FinancialYear[],
  planYear: FinancialYear | null,
): Picture | null {
  const shown = years.slice(-MOST_YEARS)
  if (shown.length < 2) return null
  const parts = partsOf(plan, totals, shown)
  const groups = drawn(parts)
  const series: Series[] = shown.map((year, place) => {
    const amounts = groups.map((group) => group.amounts[place] ?? null)
    return {
      name: year,
      kind: 'bar',
      style: yearStyle(year, planYear, shown),
      amounts,
      labels: amounts.map((amount) => (amount === null ? null : shortMoney(amount))),
    }
  })
  return {
    name: `Budget year on year to ${shown.at(-1)!.replace('/', '-')}`,
    label: `Budget by priority, year on year, ${shown[0]} to ${shown.at(-1)}`,
    summary: changeSentence(parts, totals, shown, planYear),
    notes: years.length > shown.length ? [`Earlier years than ${shown[0]} are not shown.`] : [],
    form: groups.length > MOST_COLUMNS ? 'rows' : 'columns',
    categories: groups.map(({ name }) => name),
    series,
    levels: [],
    from: null,
    table: {
      head: ['Priority', ...shown],
      rows: [
        ...parts.map(({ name, amounts }) => ({ name, cells: amounts })),
        { name: 'Total', cells: shown.map((year) => totals.total(year, 'budget')), total: true },
      ],
    },
  }
}

/** What the plan year changes, and where most. */
function changeSentence(
  parts: readonly Part[],
  totals: ByPriority,
  years: readonly FinancialYear[],
  planYear: FinancialYear | null,
): string {
  const planned = planYear === null ? -1 : years.indexOf(planYear)
  const at = planned > 0 ? planned : years.length - 1
  const [from, to] = [years[at - 1]!, years[at]!]
  const [before, after] = [totals.total(from, 'budget')!, totals.total(to, 'budget')!]
  const change = (after - before) as Pence
  const points = changeInBasisPoints(before, after)
  const inPercent = points === null ? '' : ` (${formatPercentage(Math.abs(points) as typeof points)})`
  const size = formatMoney(Math.abs(change) as Pence)
  const how = change === 0 ? 'stays' : change > 0 ? `rises by ${size}${inPercent}` : `falls by ${size}${inPercent}`
  const sentence =
    change === 0
      ? `The budget stays at ${formatMoney(after)} from ${from} to ${to}`
      : `The budget ${how} from ${from} to ${to}`
  const changes = parts.map(({ name, amounts }) => ({ name, pence: (amounts[at] ?? 0) - (amounts[at - 1] ?? 0) }))
  const most = changes.reduce((one, other) => (Math.abs(other.pence) > Math.abs(one.pence) ? other : one))
  if (parts.length < 2 || most.pence === 0) return `${sentence}.`
  return `${sentence}; ${most.name} ${most.pence > 0 ? 'rises' : 'falls'} most, by ${formatMoney(Math.abs(most.pence) as Pence)}.`
}
