/**
 * Where the money comes from, on the command line: sources, the split of a line between them, and the gap. Example:
 * `planner fund P.cplan --line ISVA --source "NHS England" --year 2021/22 --amount 212199`.
 */
import {
  type Available,
  addSource,
  outsideSentence,
  setSource,
  setSplit,
  sourceNamed,
} from '../../../shared/edits/funding.ts'
import { Funding, sourcesInOrder } from '../../../shared/funding.ts'
import type { Source } from '../../../shared/model.ts'
import { formatPounds, type Pence } from '../../../shared/money.ts'
import { detailsOf, type Plan } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { amountFor, lineFor, Misuse, type Options, optional, priorityFor, required, yearFor } from '../arguments.ts'
import { type Command, done, edit, type Output, withPlan } from '../running.ts'
import { columns } from '../text.ts'

const kinds = ['core', 'grant', 'partner', 'reserve'] as const
const rules = ['yes', 'consent', 'no'] as const

function oneOf<Value extends string>(options: Options, name: string, values: readonly Value[]): Value | undefined {
  const given = optional(options, name)
  if (given === null) return undefined
  if (!(values as readonly string[]).includes(given))
    throw new Misuse(`“${given}” is not a --${name}; choose ${values.join(', ')}.`)
  return given as Value
}

/** Finds a source by its name or its id. */
export function sourceFor(plan: Plan, name: string): Source {
  const found = plan.source.get(name) ?? sourceNamed(plan, name)
  if (found) return found
  throw new Refusal(
    `There is no source of funding “${name}” in the plan; nothing was changed, so check the name with “funding”, or add it with “source”.`,
  )
}

/** Each a priority's name or id, else several names with commas between them. "none" is no ring-fence. */
function fencesFor(plan: Plan, given: Options[string]): string[] | undefined {
  if (!Array.isArray(given)) return undefined
  return given.flatMap((names) => {
    const wanted = names.trim().toLowerCase()
    if (wanted === 'none') return []
    const whole = [...plan.priority.values()].some(({ id, name }) => id === names || name.toLowerCase() === wanted)
    return (whole ? [names] : names.split(',')).map((name) => priorityFor(plan, name.trim()).id)
  })
}

/** Adds or changes a source and says what it has in a year. */
function setOnLine(plan: Plan, options: Options) {
  const name = required(options, 'name')
  const kind = oneOf(options, 'kind', kinds)
  const carry = oneOf(options, 'carry', rules)
  const year = yearFor(required(options, 'year'))
  const { pence } = amountFor(required(options, 'amount'))
  if (options.unconfirmed && options.confirmed) throw new Misuse('Give --confirmed or --unconfirmed, not both.')
  const status = options.unconfirmed ? 'unconfirmed' : options.confirmed ? 'confirmed' : undefined
  const available: Available[] = [{ year, pence, status }]
  const priorityIds = fencesFor(plan, options['ring-fence'])
  const conditions = optional(options, 'conditions')
  const details = {
    ...(carry ? { carry } : {}),
    ...(priorityIds ? { priorityIds } : {}),
    ...(conditions === null ? {} : { conditions }),
    available,
  }
  const held = sourceNamed(plan, name)
  const newId = () => crypto.randomUUID()
  if (held) return setSource(plan, held.id, { ...details, ...(kind ? { kind } : {}) }, newId)
  if (!kind) throw new Misuse('--kind is missing.')
  return addSource(plan, { name, kind, ...details }, newId)
}

/** `funding --json`: budget, available and gap of each year, with what each source has and gives. */
export function fundingJson(plan: Plan): unknown {
  const funding = new Funding(plan)
  const years = funding.years().map((year) => {
    const { budget, available, gap, carried } = funding.year(year)
    const sources: { name: string; kind: string; available: Pence | 0; allocated: Pence }[] = sourcesInOrder(plan).map(
      (source) => {
        const of = funding.source(source, year)
        return { name: source.name, kind: source.kind, available: of.available ?? 0, allocated: of.allocated }
      },
    )
    if (carried !== 0) sources.push({ name: 'Carried forward', kind: 'carry', available: carried, allocated: carried })
    return [year, { budget: budget ?? 0, available, gap, sources }]
  })
  return { years: Object.fromEntries(years) }
}

/** The same for people: the sources down, the years across. */
export function fundingText(plan: Plan): string {
  const funding = new Funding(plan)
  const years = funding.years()
  const sources = sourcesInOrder(plan)
  if (years.length === 0) return 'There are no budgets and no sources of funding in this plan.'
  const pounds = (pence: Pence | null) => (pence === null ? '' : formatPounds(pence))
  const rows = [['£', '', ...years.map((year) => (year === detailsOf(plan).planYear ? `${year} plan` : year))]]
  for (const source of sources) {
    const of = years.map((year) => funding.source(source, year))
    const entered = of.map(
      ({ available, status }) => `${pounds(available)}${status === 'unconfirmed' ? ' unconfirmed' : ''}`,
    )
    rows.push([`${source.name} (${source.kind})`, 'available', ...entered])
    rows.push(['', 'allocated', ...of.map(({ allocated }) => pounds(allocated))])
    rows.push(['', 'unallocated', ...of.map(({ unallocated }) => pounds(unallocated))])
  }
  const sums = years.map((year) => funding.year(year))
  if (sums.some(({ carried }) => carried !== 0))
    rows.push(['Carried forward to lines', '', ...sums.map(({ carried }) => pounds(carried))])
  rows.push(['Budget', '', ...sums.map(({ budget }) => pounds(budget))])
  rows.push(['Funding available', '', ...sums.map(({ available }) => pounds(available))])
  rows.push(['Gap', '', ...sums.map(({ gap }) => pounds(gap))])
  return columns(rows)
}

function fund(path: string | undefined, options: Options): Promise<Output> {
  const year = yearFor(required(options, 'year'))
  const typed = required(options, 'amount')
  const pence = typed.trim().toLowerCase() === 'rest' ? 'rest' : amountFor(typed).pence
  const [lineName, sourceName] = [required(options, 'line'), required(options, 'source')]
  return withPlan(path, (file, plan) => {
    const line = lineFor(plan, lineName)
    const source = sourceFor(plan, sourceName)
    const change = setSplit(plan, { lineId: line.id, sourceId: source.id, year, pence })
    if (change.rows.length === 0) return { text: 'Nothing to do: the plan already says so.', json: { done: null } }
    file.commit(change)
    const { text, json } = done(change.label)
    const outside = pence === null ? null : outsideSentence(plan, source.id, line.id)
    return outside ? { text: `${text}\n${outside}`, json: { ...(json as object), note: outside } } : { text, json }
  })
}

export const fundingCommands: Record<string, Command> = {
  source: {
    usage: `source P.cplan --name NAME --kind ${kinds.join('|')} --year 2021/22 --amount N [--carry ${rules.join('|')}] [--confirmed|--unconfirmed] [--ring-fence PRIORITY|none]… [--conditions TEXT]`,
    options: ['name', 'kind', 'year', 'amount', 'carry', 'ring-fence', 'conditions'],
    flags: ['confirmed', 'unconfirmed'],
    repeated: ['ring-fence'],
    run: async ([path], options) => edit(path, (plan) => setOnLine(plan, options)),
  },
  fund: {
    usage: 'fund P.cplan --line SERVICE --source NAME --year 2021/22 --amount N|rest',
    options: ['line', 'source', 'year', 'amount'],
    run: async ([path], options) => fund(path, options),
  },
  funding: {
    usage: 'funding P.cplan',
    options: [],
    run: async ([path]) => withPlan(path, (_, plan) => ({ text: fundingText(plan), json: fundingJson(plan) })),
  },
}
