/**
 * What the commands take: options, years, amounts, and lines and priorities by name. Example: `lineFor(plan, 'Victim First')`
 * gives the one line of that service, or a sentence that names the several there are.
 */
import { evaluate } from '../../shared/arithmetic.ts'
import { type Check, checksOf } from '../../shared/checks.ts'
import { type Line, type Measure, measures, type Tables } from '../../shared/model.ts'
import { type Pence, readAmount } from '../../shared/money.ts'
import { optionsInOrder } from '../../shared/options.ts'
import { linesInOrder, type Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { type FinancialYear, readYear } from '../../shared/years.ts'

/** The command was called wrongly: exit 2 with a sentence and how it is called. */
export class Misuse extends Error {}

/** Options by name, as given on the command line. */
export type Options = Record<string, string | boolean | string[] | undefined>

export function required(options: Options, name: string): string {
  const value = options[name]
  if (typeof value !== 'string') throw new Misuse(`--${name} is missing.`)
  return value
}

export const optional = (options: Options, name: string): string | null =>
  typeof options[name] === 'string' ? options[name] : null

export function yearFor(text: string): FinancialYear {
  const year = readYear(text)
  if (!year) throw new Misuse(`“${text}” is not a financial year; write it as 2021/22.`)
  return year
}

/** Finds a line by its service, by "Service (provider)" where several share a service, or by its id. */
export function lineFor(plan: Plan, name: string): Line {
  const wanted = name.trim().toLowerCase()
  const lines = linesInOrder(plan)
  const found = plan.line.get(name) ?? null
  const matches = found ? [found] : lines.filter((line) => line.service.toLowerCase() === wanted)
  const labelled = matches.length > 0 ? matches : lines.filter((line) => lineLabel(plan, line).toLowerCase() === wanted)
  if (labelled.length === 1) return labelled[0]!
  if (labelled.length === 0)
    throw new Refusal(
      `There is no budget line “${name}” in the plan; nothing was changed, so check the name with “show”.`,
    )
  const names = labelled.map((line) => `“${lineLabel(plan, line)}”`).join(', ')
  throw new Refusal(
    `${labelled.length} budget lines are called “${name}”; nothing was changed, so name one of ${names}.`,
  )
}

/** Pounds as typed, or arithmetic when it starts with "="; blank clears. */
export function amountFor(text: string): { pence: Pence | null; expression: string | null } {
  if (text.trim().startsWith('=')) return { pence: evaluate(text), expression: text.trim() }
  const reading = readAmount(text)
  if (reading.kind === 'blank') return { pence: null, expression: null }
  if (reading.kind === 'amount' && !reading.words && !reading.mark) return { pence: reading.pence, expression: null }
  throw new Refusal(`“${text}” is not an amount, so nothing was changed; type pounds, such as 12,500 or =558322*1.02.`)
}

/** The measure that is named; the budget when none is. */
export function measureFor(options: Options): Measure {
  const measure = optional(options, 'measure') ?? 'budget'
  if (!measures.includes(measure as Measure))
    throw new Misuse(`“${measure}” is not a measure; choose ${measures.join(', ')}.`)
  return measure as Measure
}

/** Finds a priority by its name or its id. */
export function priorityFor(plan: Plan, name: string): Tables['priority'] {
  const wanted = name.trim().toLowerCase()
  const held = plan.priority.get(name)
  const found = held ? [held] : [...plan.priority.values()].filter((one) => one.name.toLowerCase() === wanted)
  if (found.length === 1) return found[0]!
  const many = found.length === 0 ? 'There is no priority' : `${found.length} priorities are called`
  throw new Refusal(
    `${many} “${name}”${found.length === 0 ? ' in the plan' : ''}; nothing was changed, so check the name with “show”.`,
  )
}

/** Finds an option by its name or its id. */
export function optionFor(plan: Plan, name: string): Tables['option'] {
  const wanted = name.trim().toLowerCase()
  const found = plan.option.get(name) ?? optionsInOrder(plan).find((one) => one.name.toLowerCase() === wanted)
  if (found) return found
  throw new Refusal(`There is no option “${name}” in the plan; nothing was changed, so check the name with “options”.`)
}

/** A check that can be accepted, with the number that `checks` gives it, counted from 1. */
export interface Acceptable {
  number: number
  check: Check
  accept: NonNullable<Check['accept']>
}

/** The checks that can be accepted, numbered in their order. */
export function acceptables(checks: readonly Check[]): Acceptable[] {
  return checks
    .flatMap((check) => (check.accept ? { check, accept: check.accept } : []))
    .map((one, index) => ({ number: index + 1, ...one }))
}

/** Finds a check that can be accepted, by the number or the id that `checks` gives it. */
export function acceptableFor(plan: Plan, name: string): Acceptable {
  const known = acceptables(checksOf(plan))
  const found = known.find(({ number, accept }) => String(number) === name.trim() || accept.id === name.trim())
  if (found) return found
  const last = known.length
  const named = last === 0 ? 'there is none' : last === 1 ? 'there is one, 1' : `they are numbered 1 to ${last}`
  throw new Refusal(
    `There is no check “${name}” that can be accepted (${named}); nothing was changed, so look with “checks”.`,
  )
}
