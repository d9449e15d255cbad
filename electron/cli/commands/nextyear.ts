/**
 * Next year from this one, and virements, on the command line. Example: `planner bridge P.cplan --year 2021/22` prints what
 * lies between the budgets of 2020/21 and 2021/22, by priority and in total.
 */
import { type AdjustmentKind, type Bridge, bridgeOf, bridgeYears, isHeld, steps } from '../../../shared/bridge.ts'
import { adjust } from '../../../shared/edits/adjustments.ts'
import { addIndicativeYears, rollForward } from '../../../shared/edits/nextyear.ts'
import { type UpliftBy, type UpliftScope, uplift } from '../../../shared/edits/uplift.ts'
import { setBand, vire } from '../../../shared/edits/virement.ts'
import { schemas } from '../../../shared/model.ts'
import { type BasisPoints, formatPounds, type Pence, readPercentage } from '../../../shared/money.ts'
import { detailsOf, type Plan } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { amountFor, lineFor, Misuse, type Options, optional, priorityFor, required, yearFor } from '../arguments.ts'
import { type Command, edit, withPlan } from '../running.ts'
import { columns } from '../text.ts'
import { sourceFor } from './funding.ts'

const newId = () => crypto.randomUUID()
const kinds: readonly AdjustmentKind[] = schemas.adjustment.shape.kind.options

function percentageFor(text: string): BasisPoints {
  const points = readPercentage(text)
  if (points === null) throw new Misuse(`“${text}” is not a percentage; write it as 2% or -1.5%.`)
  return points
}

/** The pounds of an option that must be given. */
function poundsFor(options: Options, name: string): Pence {
  const { pence } = amountFor(required(options, name))
  if (pence === null) throw new Misuse(`--${name} is empty; type pounds, such as 12,500.`)
  return pence
}

/** "2%", "£50,000" or "maintain". */
function upliftByFor(text: string): UpliftBy {
  if (/^\s*maintain\s*$/i.test(text)) return { kind: 'percent', points: 0 as BasisPoints }
  if (!/%\s*$/.test(text)) {
    const { pence } = amountFor(text)
    if (pence !== null && !/^\s*[-−+]?\d{1,2}(?:\.\d+)?\s*$/.test(text)) return { kind: 'sum', pence }
    throw new Misuse(`“${text}” may be a percentage or a sum; write it as 2%, as £50,000, or as maintain.`)
  }
  return { kind: 'percent', points: percentageFor(text) }
}

function scopeFor(plan: Plan, options: Options): UpliftScope {
  const [priority, route, source] = ['priority', 'route', 'source'].map((name) => optional(options, name))
  if ([priority, route, source].filter((given) => given != null).length > 1)
    throw new Misuse('Give one of --priority, --route and --source.')
  if (priority) return { kind: 'priority', id: priorityFor(plan, priority).id }
  if (source) return { kind: 'source', id: sourceFor(plan, source).id }
  return route ? { kind: 'route', name: route } : { kind: 'all' }
}

/** The year of the bridge: as asked for, else the plan year's, else the last there is. */
function bridgeYearFor(plan: Plan, options: Options): FinancialYear {
  const asked = optional(options, 'year')
  if (asked !== null) return yearFor(asked)
  const years = bridgeYears(plan)
  const { planYear } = detailsOf(plan)
  const year = planYear !== null && years.includes(planYear) ? planYear : years.at(-1)
  if (year) return year
  throw new Refusal('No two years that follow each other have a budget, so there is no bridge; roll forward first.')
}

const bridgeJson = ({ start, end, steps: found }: Bridge) => ({ start, end, steps: found })

/** Exactly adds up: start + every step = end, for each line, each priority and in total. */
function planBridgeJson(plan: Plan, year: FinancialYear): unknown {
  const { from, total, priorities } = bridgeOf(plan, year)
  return {
    from,
    year,
    ...bridgeJson(total),
    priorities: priorities.map(({ name, lines, ...bridge }) => ({
      name,
      ...bridgeJson(bridge),
      lines: lines.map(({ line, bridge: of }) => ({
        id: line.id,
        service: line.service,
        provider: line.provider,
        ...bridgeJson(of),
        maintained: isHeld(of),
      })),
    })),
  }
}

function planBridgeText(plan: Plan, year: FinancialYear): string {
  const { from, total, priorities } = bridgeOf(plan, year)
  const all = [...priorities, total]
  const pounds = (pence: Pence | null) => (pence === null ? '' : pence === 0 ? '–' : formatPounds(pence))
  const used = steps.filter((step) => all.some((of) => of.steps[step] !== 0))
  const head = (text: string) => (text.length > 18 ? `${text.slice(0, 17)}…` : text)
  return columns([
    ['£', ...priorities.map(({ name }) => head(name ?? 'No priority')), 'Total'],
    [`Budget ${from}`, ...all.map(({ start }) => pounds(start))],
    ...used.map((step) => [
      `  ${step[0]!.toUpperCase()}${step.slice(1)}`,
      ...all.map(({ steps: found }) => pounds(found[step])),
    ]),
    [`Budget ${year}`, ...all.map(({ end }) => pounds(end))],
  ])
}

export const nextYearCommands: Record<string, Command> = {
  roll: {
    usage: 'roll P.cplan --to 2021/22 [--uplift 2%]',
    options: ['to', 'uplift'],
    run: async ([path], options) => {
      const to = yearFor(required(options, 'to'))
      const points = percentageFor(optional(options, 'uplift') ?? '0')
      return edit(path, (plan) => rollForward(plan, { to, uplift: points }))
    },
  },
  bridge: {
    usage: 'bridge P.cplan [--year 2021/22]',
    options: ['year'],
    run: async ([path], options) =>
      withPlan(path, (_, plan) => {
        const year = bridgeYearFor(plan, options)
        return { text: planBridgeText(plan, year), json: planBridgeJson(plan, year) }
      }),
  },
  adjust: {
    usage: `adjust P.cplan --line SERVICE --year 2021/22 --kind "${kinds.join('|')}" --amount N --reason TEXT`,
    options: ['line', 'year', 'kind', 'amount', 'reason'],
    run: async ([path], options) => {
      const name = required(options, 'line')
      const year = yearFor(required(options, 'year'))
      const asked = required(options, 'kind')
      const kind = kinds.find((each) => each === asked.trim().toLowerCase())
      if (!kind) throw new Misuse(`“${asked}” is not a kind of adjustment; choose ${kinds.join(', ')}.`)
      const pence = poundsFor(options, 'amount')
      const reason = required(options, 'reason')
      return edit(path, (plan) => adjust(plan, { lineId: lineFor(plan, name).id, year, kind, pence, reason }, newId))
    },
  },
  uplift: {
    usage: 'uplift P.cplan --year 2021/22 --by 2%|£N|maintain [--priority NAME|--route NAME|--source NAME]',
    options: ['year', 'by', 'priority', 'route', 'source'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const by = upliftByFor(required(options, 'by'))
      return edit(path, (plan) => uplift(plan, { year, scope: scopeFor(plan, options), by }))
    },
  },
  indicative: {
    usage: 'indicative P.cplan --years 1|2|3|4 [--uplift 2%] [--funding yes]',
    options: ['years', 'uplift', 'funding'],
    run: async ([path], options) => {
      const years = required(options, 'years')
      if (!/^[1-4]$/.test(years)) throw new Misuse(`“${years}” is not a number of years; choose 1, 2, 3 or 4.`)
      const points = percentageFor(optional(options, 'uplift') ?? '0')
      const funding = optional(options, 'funding') ?? 'no'
      if (funding !== 'yes' && funding !== 'no') throw new Misuse('--funding is yes or no.')
      return edit(path, (plan) =>
        addIndicativeYears(plan, { count: Number(years), uplift: points, funding: funding === 'yes' }),
      )
    },
  },
  vire: {
    usage: 'vire P.cplan --from SERVICE --to SERVICE --year 2021/22 --amount N --reason TEXT [--decision REF]',
    options: ['from', 'to', 'year', 'amount', 'reason', 'decision'],
    run: async ([path], options) => {
      const [from, to] = [required(options, 'from'), required(options, 'to')]
      const year = yearFor(required(options, 'year'))
      const pence = poundsFor(options, 'amount')
      const reason = required(options, 'reason')
      const decision = optional(options, 'decision')
      const date = new Date().toISOString().slice(0, 10)
      return edit(path, (plan) => {
        const [fromLineId, toLineId] = [lineFor(plan, from).id, lineFor(plan, to).id]
        return vire(plan, { year, fromLineId, toLineId, pence, reason, decision, date }, newId)
      })
    },
  },
  band: {
    usage: 'band P.cplan --from N --approver TEXT',
    options: ['from', 'approver'],
    run: async ([path], options) => {
      const fromPence = poundsFor(options, 'from')
      const approver = required(options, 'approver')
      return edit(path, (plan) => {
        const held = [...plan.band.values()].find((band) => band.fromPence === fromPence)
        return setBand(plan, { id: held?.id, fromPence, approver }, newId)
      })
    },
  },
}
