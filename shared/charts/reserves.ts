/**
 * The closing balances of the earmarked reserves, year by year: all of them one upon the other, or one with its minimum. A
 * reserve whose opening balance is not known has no balance to draw, and is said to have none; it is not at £0.
 * Example: "Reserves come to £1,250,000 at the end of 2021/22, £205,000 less than a year before."
 */
import type { Funding } from '../funding.ts'
import type { Reserve } from '../model.ts'
import { addUp, formatMoney, type Pence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { type ReserveYear, reservesInOrder, reserveYears, runwayText, sinceText } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'
import { largest } from './funding.ts'
import { bad, type Cell, MOST_SERIES, type Picture, plain, type Series, styleOf } from './picture.ts'
import { listed, shortMoney } from './words.ts'

/** The balance, or what is known of it. */
const cellOf = (year: ReserveYear | undefined): Cell => (year ? (year.closing ?? sinceText(year.since!)) : null)

/** All reserves. @returns null where there are none, or none has moved */
export function allReserves(plan: Plan, funding: Funding): Picture | null {
  const reserves = reservesInOrder(plan).map(({ name, ...reserve }) => ({
    name,
    years: reserveYears(plan, { name, ...reserve }, funding),
  }))
  const years = [...new Set(reserves.flatMap((reserve) => reserve.years.map(({ year }) => year)))].sort()
  const last = years.at(-1)
  if (!last) return null
  const at = (reserve: (typeof reserves)[number], year: FinancialYear) => reserve.years.find((one) => one.year === year)
  const closing = reserves.map((reserve) => ({
    name: reserve.name,
    amounts: years.map((year) => at(reserve, year)?.closing ?? null),
  }))
  const known = closing.filter(({ amounts }) => amounts.some((amount) => amount !== null))
  const unknown = reserves
    .filter((reserve) => reserve.years.some((year) => year.closing === null))
    .map(({ name }) => `“${name}”`)
  const sums = years.map((_, place) => addUp(closing.map(({ amounts }) => amounts[place])))
  const series: Series[] = largest(known, MOST_SERIES, (count) => `${count} other reserves`).map((part, index) => ({
    ...part,
    kind: 'bar',
    style: styleOf(index),
  }))
  return {
    name: 'Reserves',
    label: `Closing balances of reserves, ${years[0]}${years.length > 1 ? ` to ${last}` : ''}`,
    summary: sentenceOf(last, sums.at(-1)!, sums.at(-2) ?? null, unknown.length > 0),
    notes:
      unknown.length === 0
        ? []
        : [
            `The opening balance of ${listed(unknown)} is not known, so ${unknown.length > 1 ? 'their balances are' : 'its balance is'} not drawn.`,
          ],
    form: 'stacked',
    categories: years,
    series,
    levels: [],
    from: null,
    table: {
      head: ['Reserve', ...years],
      rows: [
        ...reserves.map((reserve) => ({ name: reserve.name, cells: years.map((year) => cellOf(at(reserve, year))) })),
        { name: unknown.length > 0 ? 'Total of what is known' : 'Total', cells: sums, total: true },
      ],
    },
  }
}

function sentenceOf(last: FinancialYear, sum: Pence | null, before: Pence | null, someUnknown: boolean): string {
  if (sum === null) return 'No reserve’s balance is known: their opening balances have not been entered.'
  const what = someUnknown ? 'Those reserves whose balance is known' : 'Reserves'
  const change = before === null ? null : ((sum - before) as Pence)
  const then =
    change === null
      ? ''
      : change === 0
        ? ', the same as a year before'
        : `, ${formatMoney(Math.abs(change) as Pence)} ${change > 0 ? 'more' : 'less'} than a year before`
  return `${what} come to ${formatMoney(sum)} at the end of ${last}${then}.`
}

/** One reserve, with its minimum; years below it, or below £0, stand out. @returns null where nothing has moved */
export function oneReserve(plan: Plan, reserve: Reserve, funding: Funding): Picture | null {
  const years = reserveYears(plan, reserve, funding)
  const minimum = reserve.minimumPence
  const least = Math.max(0, minimum ?? 0)
  if (years.length === 0) return null
  const low = ({ closing }: ReserveYear) => closing !== null && closing < least
  const series = (name: string, style: Series['style'], wanted: (year: ReserveYear) => boolean): Series => {
    const amounts = years.map((year) => (wanted(year) ? year.closing : null))
    return {
      name,
      kind: 'bar',
      style,
      amounts,
      labels: amounts.map((amount) => (amount === null ? null : shortMoney(amount))),
    }
  }
  const unknown = years.filter(({ closing }) => closing === null)
  return {
    name: `Reserve ${reserve.name}`,
    label: `Closing balances of ${reserve.name}`,
    summary: `${reserve.name}: ${lowerFirst(runwayText(reserve, years))}`,
    notes: unknown.length === 0 ? [] : [`Not known, and so not drawn: ${listed(unknown.map(({ year }) => year))}.`],
    form: 'stacked',
    categories: years.map(({ year }) => year),
    series: [
      series('Closing balance', plain, (year) => !low(year)),
      series(least > 0 ? 'Below the minimum' : 'Overdrawn', bad, low),
    ].filter(({ amounts }, place) => place === 0 || amounts.some((amount) => amount !== null)),
    levels:
      minimum && unknown.length < years.length ? [{ name: `Minimum ${formatMoney(minimum)}`, pence: minimum }] : [],
    from: null,
    table: {
      head: ['Year', 'Closing balance', ...(minimum === null ? [] : ['Minimum'])],
      rows: years.map((year) => ({
        name: year.year,
        cells: [cellOf(year), ...(minimum === null ? [] : [minimum])],
      })),
    },
  }
}

const lowerFirst = (text: string) => `${text[0]!.toLowerCase()}${text.slice(1)}`
