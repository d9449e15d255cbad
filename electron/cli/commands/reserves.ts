/**
 * Underspend, reserves and pots, on the command line. Example: `planner draw P.cplan --line "Emergent issues" --year 2020/21
 * --amount 30000 --service "Police Offender Manager" --decision EXE0003/20`.
 */
import { Clawbacks } from '../../../shared/clawback.ts'
import { drawDown } from '../../../shared/edits/pots.ts'
import { addReserve, addTransfer, changeReserve, type ReserveDetails } from '../../../shared/edits/reserves.ts'
import { carryUnderspend, forecastFromActuals } from '../../../shared/edits/underspend.ts'
import { sourcesInOrder } from '../../../shared/funding.ts'
import type { Carry, Reserve, Tables } from '../../../shared/model.ts'
import { formatPounds, type Pence } from '../../../shared/money.ts'
import { linesInOrder, type Plan } from '../../../shared/plan.ts'
import { drawdownsOf, potOf, potsOf, potYears } from '../../../shared/pots.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { lineLabel, undecidedOf } from '../../../shared/reserves.ts'
import { mayCarry } from '../../../shared/underspend.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { amountFor, lineFor, Misuse, type Options, optional, required, yearFor } from '../arguments.ts'
import { reservesJson } from '../json.ts'
import { type Command, edit, withPlan } from '../running.ts'
import { columns, reservesText } from '../text.ts'

const newId = () => crypto.randomUUID()
const pounds = (pence: Pence | null) => (pence === null ? '' : formatPounds(pence))

/** One of a few words. @throws Misuse when it is another */
function oneOf<Word extends string>(options: Options, name: string, words: readonly Word[]): Word {
  const given = required(options, name)
  const found = words.find((word) => word === given)
  if (!found) throw new Misuse(`--${name} must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`)
  return found
}

function amountAbove(options: Options): Pence {
  return amountFor(required(options, 'amount')).pence ?? (0 as Pence)
}

function reserveNamed(plan: Plan, name: string): Reserve | undefined {
  const wanted = name.trim().toLowerCase()
  return plan.reserve.get(name) ?? [...plan.reserve.values()].find((held) => held.name.toLowerCase() === wanted)
}

function reserveFor(plan: Plan, name: string): Reserve {
  const reserve = reserveNamed(plan, name)
  if (reserve) return reserve
  throw new Refusal(
    `There is no reserve “${name}” in the plan; nothing was changed, so check the name with “reserves”, or add it with “reserve”.`,
  )
}

const destinations = ['reserve', 'line', 'funder', 'general'] as const

/** "reserve:NAME", "line:SERVICE", "funder" or "general". */
function destinationFor(text: string): { to: Carry['to']; name: string } {
  const [kind = '', ...rest] = text.split(':')
  const to = destinations.find((word) => word === kind)
  const name = rest.join(':').trim()
  if (!to || (to === 'reserve' || to === 'line') !== (name !== ''))
    throw new Misuse('--to must be reserve:NAME, line:SERVICE, funder or general.')
  return { to, name }
}

/** A year's underspend: lines that have one, with what may be carried, and what has to go back per source. */
function underspendOf(plan: Plan, year: FinancialYear) {
  const lines = linesInOrder(plan).flatMap((line) => {
    const may = mayCarry(plan, line.id, year)
    if (!may || may.underspend === 0) return []
    const { underspend, free, consent, none } = may
    return [
      { service: lineLabel(plan, line), underspend, undecided: undecidedOf(plan, line.id, year)!, free, consent, none },
    ]
  })
  const clawbacks = new Clawbacks(plan)
  const clawback = sourcesInOrder(plan).flatMap((source) => {
    const parts = clawbacks.of(source, year)
    return parts ? [{ source: source.name, ...parts }] : []
  })
  return { lines, clawback }
}

function potsIn(plan: Plan) {
  return potsOf(plan).map((line) => ({
    line: lineLabel(plan, line),
    years: Object.fromEntries(
      potYears(plan, line).map((year) => [
        year,
        {
          ...potOf(plan, line, year),
          drawdowns: drawdownsOf(plan, line.id, year).map(
            ({ date, service, description, pence, decision, toLineId, limit }) => {
              const into = toLineId === null ? undefined : plan.line.get(toLineId)
              const toLine = into ? lineLabel(plan, into) : null
              return { date, service, description, amount: pence, decision, toLine, overspend: limit === 'overspend' }
            },
          ),
        },
      ]),
    ),
  }))
}

export const reserveCommands: Record<string, Command> = {
  carry: {
    usage:
      'carry P.cplan --line SERVICE --year 2020/21 --amount N --to "reserve:NAME"|"line:SERVICE"|funder|general [--status requested|approved|rejected] [--decision REF] [--reason TEXT]',
    options: ['line', 'year', 'amount', 'to', 'status', 'decision', 'reason'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const pence = amountAbove(options)
      const { to, name } = destinationFor(required(options, 'to'))
      const status: Tables['carry']['status'] =
        optional(options, 'status') === null
          ? 'approved'
          : oneOf(options, 'status', ['requested', 'approved', 'rejected'])
      const line = required(options, 'line')
      const words = { decision: optional(options, 'decision'), reason: optional(options, 'reason') }
      return edit(path, (plan) => {
        const target = to === 'line' ? lineFor(plan, name).id : name || null
        return carryUnderspend(
          plan,
          { lineId: lineFor(plan, line).id, year, pence, to, target, status, ...words },
          newId,
        )
      })
    },
  },
  underspend: {
    usage: 'underspend P.cplan --year 2020/21',
    options: ['year'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      return withPlan(path, (_, plan) => {
        const json = underspendOf(plan, year)
        const rows = [['£', 'underspend', 'undecided', 'free to carry', 'with consent', 'only back']]
        for (const { service, underspend, undecided, free, consent, none } of json.lines)
          rows.push([service, ...[underspend, undecided, free, consent, none].map(pounds)])
        const back = [['£', 'received', 'eligible', 'carried by consent', 'to go back']]
        for (const { source, received, eligible, consented, clawback } of json.clawback)
          back.push([source, ...[received, eligible, consented, clawback].map(pounds)])
        const none = `No line has a known underspend in ${year}.`
        const text = [rows.length > 1 ? columns(rows) : none, ...(back.length > 1 ? ['', columns(back)] : [])].join(
          '\n',
        )
        return { text, json }
      })
    },
  },
  forecast: {
    usage: 'forecast P.cplan --year 2020/21 --months N [--line SERVICE]',
    options: ['year', 'months', 'line'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const months = Number(required(options, 'months'))
      const line = optional(options, 'line')
      return edit(path, (plan) =>
        forecastFromActuals(plan, { year, months, lineId: line === null ? null : lineFor(plan, line).id }),
      )
    },
  },
  reserves: {
    usage: 'reserves P.cplan',
    options: [],
    run: async ([path]) => withPlan(path, (_, plan) => ({ text: reservesText(plan), json: reservesJson(plan) })),
  },
  reserve: {
    usage:
      'reserve P.cplan --name NAME [--rename NAME] [--purpose TEXT] [--category TEXT] [--minimum N] [--opening N --year 2020/21]',
    options: ['name', 'rename', 'purpose', 'category', 'minimum', 'opening', 'year'],
    run: async ([path], options) => {
      const name = required(options, 'name')
      const details: Partial<ReserveDetails> = {}
      for (const field of ['purpose', 'category'] as const) {
        const text = optional(options, field)
        if (text !== null) details[field] = text
      }
      const minimum = optional(options, 'minimum')
      if (minimum !== null) details.minimumPence = amountFor(minimum).pence
      const typed = optional(options, 'opening')
      if (typed !== null) details.opening = { year: yearFor(required(options, 'year')), pence: amountFor(typed).pence }
      const renamed = optional(options, 'rename')
      return edit(path, (plan) => {
        const held = reserveNamed(plan, name)
        if (!held) return addReserve(plan, { ...details, name: renamed ?? name }, newId)
        return changeReserve(plan, { reserveId: held.id, ...details, ...(renamed === null ? {} : { name: renamed }) })
      })
    },
  },
  transfer: {
    usage:
      'transfer P.cplan --reserve NAME --year 2020/21 --direction in|out --amount N [--reason TEXT] [--decision REF]',
    options: ['reserve', 'year', 'direction', 'amount', 'reason', 'decision'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const direction = oneOf(options, 'direction', ['in', 'out'])
      const pence = amountAbove(options)
      const name = required(options, 'reserve')
      const words = { reason: optional(options, 'reason'), decision: optional(options, 'decision') }
      return edit(path, (plan) =>
        addTransfer(plan, { reserveId: reserveFor(plan, name).id, year, direction, pence, ...words }, newId),
      )
    },
  },
  draw: {
    usage:
      'draw P.cplan --line POT --year 2020/21 --amount N --service TEXT [--description TEXT] [--date 2020-04-01] [--decision REF] [--to-line SERVICE] [--overspend]',
    options: ['line', 'year', 'amount', 'service', 'description', 'date', 'decision', 'to-line'],
    flags: ['overspend'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const pence = amountAbove(options)
      const [pot, service] = [required(options, 'line'), required(options, 'service')]
      const date = optional(options, 'date')
      if (date !== null && (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))))
        throw new Misuse(`“${date}” is not a date; write it as 2020-04-01.`)
      const words = { date, description: optional(options, 'description'), decision: optional(options, 'decision') }
      const into = optional(options, 'to-line')
      return edit(path, (plan) => {
        const toLineId = into === null ? null : lineFor(plan, into).id
        const lineId = lineFor(plan, pot).id
        return drawDown(
          plan,
          { lineId, year, pence, service, toLineId, overspend: options.overspend === true, ...words },
          newId,
        )
      })
    },
  },
  pots: {
    usage: 'pots P.cplan',
    options: [],
    run: async ([path]) =>
      withPlan(path, (_, plan) => {
        const pots = potsIn(plan)
        const rows = [['£', 'year', 'budget', 'drawn', 'left']]
        for (const { line, years } of pots)
          for (const [year, { budget, drawn, left }] of Object.entries(years))
            rows.push([line, year, pounds(budget), pounds(drawn), pounds(left)])
        return { text: pots.length === 0 ? 'There are no pots in this plan.' : columns(rows), json: { pots } }
      }),
  },
}
