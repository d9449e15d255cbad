/**
 * Many edits as one: each is planned on what those before it leave, all of them are one Change with one label, or none is done.
 * Example: a pasted block of 12 cells is "paste 12 cells at Victim First 2021/22".
 */

import { apply, type Change, invert, squash } from '../change.ts'
import { changeOf } from '../edits.ts'
import { formatCount } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'

/** One edit among many. `at` names its cell, as in "Victim First 2021/22". */
export interface Step {
  at: string
  change: (plan: Plan) => Change
}

/** What a step cannot do. `why` is a sentence, or what follows the cell's name. */
export interface Problem {
  at: string
  why: string
}

/** How many cells a sentence names. */
const NAMED = 3

/**
 * Names cells that cannot be taken, the first few of them.
 * @example problemsText([{at: 'Helpline 2021/22', why: '“2%” is a percentage'}]) // 'Helpline 2021/22: “2%” is a percentage'
 */
export function problemsText(problems: readonly Problem[]): string {
  const named = problems.slice(0, NAMED).map(({ at, why }) => `${at}: ${why}`)
  const more = problems.length - named.length
  return named.join('; ') + (more > 0 ? `; and ${formatCount(more)} more` : '')
}

/**
 * Plans steps one after another, in time in proportion to their number: the plan is altered while it runs, and is as it was
 * when it returns.
 * @param done what the Change is called, such as "paste 12 cells"
 * @throws {Refusal} when a step is refused; it names the cells
 */
export function combined(plan: Plan, done: string, steps: readonly Step[]): Change {
  const changes: Change[] = []
  const problems: Problem[] = []
  try {
    for (const { at, change } of steps) {
      try {
        const made = change(plan)
        apply(plan, made)
        changes.push(made)
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        problems.push({ at, why: refusal.message.replace(/\.$/, '') })
      }
    }
  } finally {
    for (const change of changes.toReversed()) apply(plan, invert(change))
  }
  if (problems.length === 1 && steps.length === 1) throw new Refusal(`${problems[0]!.why}.`)
  if (problems.length > 0)
    throw new Refusal(
      `Nothing was changed, because ${problems.length === 1 ? 'one of the cells' : `${formatCount(problems.length)} of the cells`} cannot be taken. ${problemsText(problems)}.`,
    )
  const { label, rows } = squash(done, changes)
  return changeOf(label, rows)
}
