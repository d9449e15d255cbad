/**
 * Where the money comes from, year by year: what each source has, one upon the other, beside the budget; what is missing is
 * the gap. Example: "2021/22 has a funding gap of £120,000: £5,000,000 is available for a budget of £5,120,000."
 */
import { type Funding, sourcesInOrder } from '../funding.ts'
import { formatMoney, type Pence } from '../money.ts'
import type { Plan } from '../plan.ts'
import type { FinancialYear } from '../years.ts'
import { gap, MOST_SERIES, type Picture, type Series, styleOf } from './picture.ts'

const MOST_YEARS = 6

interface Part {
  name: string
  amounts: (Pence | null)[]
}

const sizeOf = ({ amounts }: Part) => amounts.reduce<number>((sum, amount) => sum + Math.abs(amount ?? 0), 0)

/** Adds parts up year by year; a year that none of them has stays blank. */
export function together(parts: readonly Part[], name: string): Part {
  const amounts = (parts[0]?.amounts ?? []).map((_, place) => {
    const known = parts.map((part) => part.amounts[place] ?? null).filter((amount) => amount !== null)
    return known.length === 0 ? null : (known.reduce<number>((sum, amount) => sum + amount, 0) as Pence)
  })
  return { name, amounts }
}

/** At most so many parts, in their order: where there are more, the smallest are one, which comes last. */
export function largest(parts: readonly Part[], most: number, others: (count: number) => string): Part[] {
  if (parts.length <= most) return [...parts]
  const kept = new Set([...parts].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, most - 1))
  const rest = parts.filter((part) => !kept.has(part))
  return [...parts.filter((part) => kept.has(part)), together(rest, others(rest.length))]
}

/** The years of which anyone has said who pays, the last six of them. */
export function fundedYears(funding: Funding): FinancialYear[] {
  return funding
    .years()
    .filter((year) => funding.isKnown(year))
    .slice(-MOST_YEARS)
}

/**
 * @param year the one that the sentence is about; the last one known where nothing is known of it
 * @returns null where nobody has said where any money comes from
 */
export function fundingBySource(plan: Plan, funding: Funding, year: FinancialYear | null): Picture | null {
  const years = fundedYears(funding)
  const last = years.at(-1)
  if (!last) return null
  const about = year !== null && years.includes(year) ? year : last
  const sums = years.map((one) => funding.year(one))
  const parts: Part[] = sourcesInOrder(plan).map((source) => ({
    name: source.name,
    amounts: years.map((one) => funding.source(source, one).available),
  }))
  parts.push({ name: 'Carried forward', amounts: sums.map(({ carried }) => (carried === 0 ? null : carried)) })
  const given = parts.filter(({ amounts }) => amounts.some((amount) => amount !== null))
  const gaps = sums.map(({ gap: missing }) => (missing > 0 ? missing : null))
  const series: Series[] = largest(given, MOST_SERIES, (count) => `${count} other sources`).map((part, index) => ({
    ...part,
    kind: 'bar',
    style: styleOf(index),
  }))
  if (gaps.some((missing) => missing !== null))
    series.push({ name: 'Funding gap', kind: 'bar', style: gap, amounts: gaps })
  series.push({
    name: 'Budget',
    kind: 'mark',
    style: { colour: 'soft', pattern: 'solid' },
    amounts: sums.map(({ budget }) => budget),
  })
  return {
    name: 'Funding by source',
    label: `Funding by source, ${years[0]}${years.length > 1 ? ` to ${last}` : ''}`,
    summary: sentenceOf(about, funding.year(about)),
    notes: years.flatMap((one, place) =>
      sums[place]!.unconfirmed === 0 ? [] : [`Of ${one}, ${formatMoney(sums[place]!.unconfirmed)} is not confirmed.`],
    ),
    form: 'stacked',
    categories: years,
    series,
    levels: [],
    from: null,
    table: {
      head: ['Source', ...years],
      rows: [
        ...given.map(({ name, amounts }) => ({ name, cells: amounts })),
        { name: 'Available', cells: sums.map(({ available }) => available), total: true },
        { name: 'Budget', cells: sums.map(({ budget }) => budget) },
        { name: 'Funding gap', cells: sums.map(({ gap: missing }) => missing), total: true },
      ],
    },
  }
}

function sentenceOf(year: FinancialYear, { budget, available, gap: missing }: ReturnType<Funding['year']>): string {
  if (budget === null) return `${formatMoney(available)} is available for ${year}, which has no budget yet.`
  if (missing === 0) return `${year} is funded in full: ${formatMoney(available)} is available.`
  const what = `${formatMoney(available)} is available for a budget of ${formatMoney(budget)}.`
  return missing > 0
    ? `${year} has a funding gap of ${formatMoney(missing)}: ${what}`
    : `${year} has ${formatMoney(Math.abs(missing) as Pence)} more than its budget: ${what}`
}
