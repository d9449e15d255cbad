/**
 * Options on the command line: added, listed, put side by side, adopted; and cuts by rule. Any other command that reads or
 * edits a plan takes `--option NAME`. Example: `cut P.cplan --option "5% cut to grants" --year 2021/22 --share 5% --route Grant`.
 */
import { compared, comparePlans, differs } from '../../../shared/comparison.ts'
import {
  addOption,
  adoptOption,
  type CutRule,
  cutBudgets,
  describeOption,
  removeOption,
} from '../../../shared/edits/options.ts'
import { Funding, sourcesInOrder } from '../../../shared/funding.ts'
import { type BasisPoints, formatMoney, type Pence, plainPercentage, readPercentage } from '../../../shared/money.ts'
import { optionsInOrder, overlay, planUnder } from '../../../shared/options.ts'
import { detailsOf, type Plan, yearsOf } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { groupsOf, Totals } from '../../../shared/totals.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { Misuse, type Options, optional, optionFor, priorityFor, required, yearFor } from '../arguments.ts'
import { type Command, edit, type Output, withPlan } from '../running.ts'

const newId = () => crypto.randomUUID()
const money = (pence: Pence | null) => (pence === null ? 'blank' : formatMoney(pence))

/** Which of some options was given; exactly one must be. */
function oneOf(options: Options, names: readonly string[]): string {
  const given = names.filter((name) => optional(options, name) !== null)
  if (given.length !== 1) throw new Misuse(`Give one of ${names.map((name) => `--${name}`).join(', ')}.`)
  return given[0]!
}

/** The option of an `option` command as an intent. */
function optionIntent(options: Options) {
  const what = oneOf(options, ['add', 'rename', 'remove'])
  const name = required(options, what)
  const description = optional(options, 'description')
  const [copy, to] = [optional(options, 'copy'), what === 'rename' ? required(options, 'to') : null]
  return (plan: Plan) => {
    if (what === 'add')
      return addOption(plan, { name, description, copyOf: copy === null ? null : optionFor(plan, copy).id }, newId)
    const option = optionFor(plan, name)
    if (to === null) return removeOption(plan, option.id)
    return describeOption(plan, { optionId: option.id, name: to, description: description ?? option.description })
  }
}

function listed(plan: Plan): Output {
  const options = optionsInOrder(plan).map((option) => {
    const { plan: under, leftOut } = overlay(plan, option.id)
    const totals = new Totals(under, 'priority')
    const years = yearsOf(under).map((year) => [year, totals.total(year, 'budget')] as const)
    return {
      name: option.name,
      description: option.description,
      differences: plan.difference.count('optionId', option.id),
      leftOut: leftOut.length,
      budget: Object.fromEntries(years.filter(([, pence]) => pence !== null)) as Record<FinancialYear, Pence>,
    }
  })
  const text = options.map(({ name, differences, leftOut, budget }) => {
    const sums = Object.entries(budget).map(([year, pence]) => `${year} ${formatMoney(pence)}`)
    const less = leftOut > 0 ? `, of which ${leftOut} left out` : ''
    return `${name}: ${differences} difference${differences === 1 ? '' : 's'}${less}; ${sums.join(', ') || 'no budgets'}`
  })
  return { text: text.join('\n') || 'There are no options in this plan.', json: { options } }
}

/** The plan, or the plan under an option. “plan” is the plan itself. */
function side(plan: Plan, name: string): { name: string; plan: Plan } {
  if (name.trim().toLowerCase() === 'plan') return { name: 'plan', plan }
  const option = optionFor(plan, name)
  return { name: option.name, plan: planUnder(plan, option.id) }
}

function sideBySide(plan: Plan, names: { a: string; b: string }, asked: FinancialYear | null): Output {
  const year = asked ?? detailsOf(plan).planYear
  if (year === null) throw new Refusal('The plan has no year yet, so nothing was compared; name one with --year.')
  const [a, b] = [side(plan, names.a), side(plan, names.b)]
  const { priorities, lines, total } = comparePlans(a.plan, b.plan, year)
  const [left, right] = [new Funding(a.plan).year(year), new Funding(b.plan).year(year)]
  const funding = { available: compared(left.available, right.available), gap: compared(left.gap, right.gap) }
  const different = lines.filter(differs).map(({ priorityA, priorityB, ...line }) => ({
    ...line,
    priority: { a: priorityA, b: priorityB },
  }))
  const row = (name: string, { a: from, b: to, difference, share }: typeof total) =>
    `${name}: ${money(from)} → ${money(to)}${difference ? ` (${difference > 0 ? '+' : ''}${formatMoney(difference)}${share === null ? '' : `, ${plainPercentage(share)}`})` : ''}`
  return {
    text: [
      `${year}: ${a.name} → ${b.name}`,
      ...priorities.map((priority) => row(priority.name ?? 'No priority', priority)),
      row('Total', total),
      row('Funding available', funding.available),
      row('Funding gap', { ...funding.gap, share: null }),
      ...different.map((line) => `  ${row([line.service, ...line.notes].join(', '), line)}`),
    ].join('\n'),
    json: {
      year,
      a: a.name,
      b: b.name,
      total,
      ...funding,
      priorities: priorities.map(({ id: _, ...priority }) => priority),
      lines: different,
    },
  }
}

/** Which lines a cut is about, with their name. */
function ruleFor(plan: Plan, by: CutRule['by'], names: readonly string[]): { rule: CutRule; name?: string } {
  if (by === 'all') return { rule: { by } }
  const found = names.map((name) => (by === 'priority' ? priorityFor(plan, name) : groupFor(plan, by, name)))
  const keys = found.map((one) => ('key' in one ? one.key : one.id))
  return { rule: { by, keys }, name: found.map((one) => one.name).join(', ') }
}

function groupFor(plan: Plan, by: 'route' | 'source', name: string): { key: string; name: string } {
  const wanted = name.trim().toLowerCase()
  const found =
    by === 'source'
      ? sourcesInOrder(plan).map((source) => ({ key: source.id, name: source.name }))
      : groupsOf(plan, 'route').flatMap((group) => (group.name === null ? [] : [{ key: group.key, name: group.name }]))
  const match = found.find((one) => one.name.trim().toLowerCase() === wanted || one.key === name)
  if (match) return match
  throw new Refusal(`There is no ${by} “${name}” in the plan; nothing was changed, so check the name with “show”.`)
}

export const optionCommands: Record<string, Command> = {
  option: {
    usage:
      'option P.cplan --add NAME [--description TEXT] [--copy NAME] | --rename NAME --to NAME [--description TEXT] | --remove NAME',
    options: ['add', 'description', 'copy', 'rename', 'to', 'remove'],
    run: async ([path], options) => edit(path, optionIntent(options)),
  },
  options: {
    usage: 'options P.cplan',
    options: [],
    run: async ([path]) => withPlan(path, (_, plan) => listed(plan)),
  },
  cut: {
    usage: 'cut P.cplan --option NAME --year 2021/22 --share 5% [--route NAME…|--priority NAME…|--source NAME…]',
    options: ['year', 'share', 'route', 'priority', 'source'],
    repeated: ['route', 'priority', 'source'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const text = required(options, 'share')
      const share = readPercentage(text)
      if (share === null) throw new Misuse(`“${text}” is not a percentage; write it as 5% or 2.5%.`)
      const given = (['route', 'priority', 'source'] as const).filter((name) => options[name] !== undefined)
      if (given.length > 1) throw new Misuse('Give one of --route, --priority and --source, or none for all lines.')
      const by = given[0] ?? 'all'
      return edit(path, (plan) =>
        cutBudgets(plan, {
          ...ruleFor(plan, by, (options[by] ?? []) as string[]),
          year,
          share: -share as BasisPoints,
        }),
      )
    },
  },
  'compare-options': {
    usage: 'compare-options P.cplan --a plan|NAME --b plan|NAME [--year 2021/22]',
    options: ['a', 'b', 'year'],
    run: async ([path], options) => {
      const names = { a: required(options, 'a'), b: required(options, 'b') }
      const year = optional(options, 'year')
      return withPlan(path, (_, plan) => sideBySide(plan, names, year === null ? null : yearFor(year)))
    },
  },
  adopt: {
    usage: 'adopt P.cplan --option NAME',
    options: ['option'],
    run: async ([path], options) => {
      const name = required(options, 'option')
      let said = ''
      const output = await edit(path, (plan) => {
        const { change, replaced, added, removed, leftOut } = adoptOption(plan, optionFor(plan, name).id)
        said = `${replaced} ${replaced === 1 ? 'row' : 'rows'} replaced, ${added} added, ${removed} removed${leftOut > 0 ? `, ${leftOut} left out, since what they refer to is no longer there` : ''}.`
        return change
      })
      return { ...output, text: `${output.text} ${said}` }
    },
  },
}
