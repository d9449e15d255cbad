/**
 * What is the matter with a year's funding, with one source, and with one reserve. Example (Wiltshire): holding £1,851,000
 * in 2022/23 with £1,646,000 available is a funding gap of £205,000.
 */
import type { Change } from '../change.ts'
import type { Clawbacks } from '../clawback.ts'
import type { Reserve, Source, Tables } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import { detailsOf } from '../plan.ts'
import { reserveYears } from '../reserves.ts'
import type { FinancialYear } from '../years.ts'
import type { Finder, Found, Ground } from './found.ts'

/** The years, from the plan year on, of a plan that says where its money comes from. */
export const yearChecks: Finder = {
  subjects: ({ funding }) => funding.years(),
  *touched({ funding }, change) {
    for (const { table, before, after } of change.rows) {
      if (table === 'plan' || table === 'source') yield* funding.years()
      for (const row of [before, after]) {
        const year = (row as { year?: FinancialYear | null } | null)?.year
        if (!year) continue
        if (table === 'amount' || table === 'split' || table === 'availability') yield year
        if (table === 'carry') yield* funding.years()
      }
    }
  },
  find: ({ plan, funding }, subject) => {
    const year = subject as FinancialYear
    const { planYear } = detailsOf(plan)
    if (planYear === null || year < planYear || plan.source.size === 0) return []
    if (year > planYear && !funding.isKnown(year)) return []
    const { budget, available, unconfirmed, gap } = funding.year(year)
    if (budget === null) return []
    const found: Found[] = []
    if (gap > 0)
      found.push({
        id: `gap ${year}`,
        severity: year === planYear ? 'error' : 'warning',
        kind: 'funding gap',
        where: year,
        message: `The budgets of ${year} come to ${formatMoney(budget)} and the funding available to ${formatMoney(available)}: a gap of ${formatMoney(gap)}.`,
        pence: gap,
      })
    if (unconfirmed > 0)
      found.push({
        id: `unconfirmed ${year}`,
        severity: year === planYear ? 'warning' : 'note',
        kind: 'not confirmed',
        where: year,
        message: `${formatMoney(unconfirmed)} of the ${formatMoney(available)} available in ${year} is not confirmed.`,
        pence: unconfirmed,
      })
    return found
  },
}

/** Each source in each of its years. */
export const sourceChecks: Finder = {
  subjects: ({ plan }) => plan.source.keys(),
  *touched({ plan }, change) {
    for (const { table, id, before, after } of change.rows) {
      if (table === 'source') yield id
      if (table === 'plan') yield* plan.source.keys()
      for (const row of [before, after]) {
        if (!row) continue
        if (table === 'split' || table === 'availability') yield (row as Tables['split']).sourceId
        if (table === 'ringFence') yield (row as Tables['ringFence']).sourceId
        if (table === 'priority') yield* plan.source.keys()
        // What a line takes of a source follows its budget and what is carried forward; what goes back, its outturn too.
        if (table !== 'amount' && table !== 'carry' && table !== 'line') continue
        const { lineId = id, toId = null } = row as Partial<Tables['carry']>
        for (const one of [lineId, toId]) for (const split of plan.split.by('lineId', one!)) yield split.sourceId
      }
    }
  },
  find: ({ plan, funding, clawbacks }, id) => {
    const source = plan.source.get(id)
    if (!source) return []
    const { planYear } = detailsOf(plan)
    return funding.years().flatMap((year): Found[] => {
      const { available, allocated, unallocated } = funding.source(source, year)
      const about = { where: `${source.name}, ${year}`, pence: unallocated }
      const has = available === null ? 'nothing is said to be available' : `it has ${formatMoney(available)}`
      if (unallocated < 0)
        return [
          {
            ...about,
            id: `source ${id} ${year}`,
            severity: planYear !== null && year > planYear ? 'warning' : 'error',
            kind: 'over-allocated',
            message: `“${source.name}” pays ${formatMoney(allocated)} of budget lines in ${year} and ${has}: ${formatMoney(-unallocated as Pence)} too much.`,
          },
        ]
      if (planYear !== null && year < planYear) return clawbackFound(source, year, clawbacks)
      if (unallocated === 0 || allocated === 0) return []
      return [
        {
          ...about,
          id: `source ${id} ${year}`,
          severity: 'note',
          kind: 'not all allocated',
          message: `${formatMoney(unallocated)} of “${source.name}” is not allocated to any line in ${year}.`,
        },
      ]
    })
  },
}

/** Unspent grant of a past year that nobody has given back yet. */
function clawbackFound(source: Source, year: FinancialYear, clawbacks: Clawbacks): Found[] {
  const parts = clawbacks.of(source, year)
  const open = parts ? parts.clawback - parts.returned : 0
  if (!parts || open <= 0) return []
  const { received, eligible, consented, returned } = parts
  const less = [
    `${formatMoney(eligible)} spent on what it may pay for`,
    ...(consented > 0 ? [`${formatMoney(consented)} carried forward with consent`] : []),
    ...(returned > 0 ? [`${formatMoney(returned)} given back already`] : []),
  ].join(' and ')
  return [
    {
      id: `clawback ${source.id} ${year}`,
      severity: 'warning',
      kind: 'grant to return',
      where: `${source.name}, ${year}`,
      message: `${formatMoney(open as Pence)} of “${source.name}” goes back to its funder for ${year}: ${formatMoney(received)} received, less ${less}.`,
      pence: open,
    },
  ]
}

/** Each earmarked reserve over the years. */
export const reserveChecks: Finder = {
  subjects: ({ plan }) => plan.reserve.keys(),
  touched: reservesTouched,
  find: ({ plan, funding }, id) => {
    const reserve = plan.reserve.get(id)
    if (!reserve) return []
    const years = reserveYears(plan, reserve, funding)
    const failing = (limit: number) => years.find(({ closing }) => closing !== null && closing < limit)
    const below = failing(0)
    if (below) return [failureOf(reserve, below.year, below.closing!, 'reserve below zero')]
    const low = reserve.minimumPence === null ? undefined : failing(reserve.minimumPence)
    if (low) return [failureOf(reserve, low.year, low.closing!, 'reserve below minimum')]
    const out = years.find((year) => year.closing === null && year.out > 0)
    if (!out) return []
    return [
      {
        id: `reserve ${id}`,
        severity: 'note',
        kind: 'reserve not known',
        where: reserve.name,
        message: `${formatMoney(out.out)} is drawn from “${reserve.name}” in ${out.year}, but its opening balance is not known.`,
        pence: out.out,
      },
    ]
  },
}

function* reservesTouched({ plan }: Ground, change: Change): Iterable<string> {
  for (const { table, id, before, after } of change.rows) {
    if (table === 'reserve') yield id
    if (table === 'plan') yield* plan.reserve.keys()
    for (const row of [before, after]) {
      if (!row) continue
      if (table === 'transfer') yield (row as Tables['transfer']).reserveId
      if (table === 'carry') yield (row as Tables['carry']).toId ?? ''
      if (table === 'source') yield (row as Tables['source']).reserveId ?? ''
      if (table === 'availability' || table === 'split')
        yield plan.source.get((row as Tables['split']).sourceId)?.reserveId ?? ''
      if (table !== 'amount') continue
      for (const split of plan.split.by('lineId', (row as Tables['amount']).lineId))
        yield plan.source.get(split.sourceId)?.reserveId ?? ''
    }
  }
}

function failureOf(
  { id, name, minimumPence }: Reserve,
  year: FinancialYear,
  closing: Pence,
  kind: 'reserve below zero' | 'reserve below minimum',
): Found {
  const below = kind === 'reserve below zero'
  const limit = below ? 'below zero' : `below its minimum of ${formatMoney(minimumPence!)}`
  return {
    id: `reserve ${id}`,
    severity: below ? 'error' : 'warning',
    kind,
    where: `${name}, ${year}`,
    message: `“${name}” would close ${year} at ${formatMoney(closing)}, which is ${limit}.`,
    pence: closing,
  }
}
