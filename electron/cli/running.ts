/**
 * How a command of the command line runs: with the plan open, as one edit, and what it then prints. Example: `edit(path,
 * (plan) => setAmount(plan, …))` commits one Change and says what it did.
 */
import { userInfo } from 'node:os'
import type { Change } from '../../shared/change.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { openPlanFile, type PlanFile } from '../file/store.ts'
import { Misuse, type Options } from './arguments.ts'

/** What a command prints: `text` for people, `json` with `--json`. */
export interface Output {
  text: string
  json: unknown
  /** The command was done, but what it looked at is not in order: exit 1. */
  wrong?: boolean
}

export interface Command {
  usage: string
  options: readonly string[]
  /** Options that are given or not, without a value. */
  flags?: readonly string[]
  /** Of `options`, those that may be given several times. */
  repeated?: readonly string[]
  run: (files: string[], options: Options) => Promise<Output>
}

/** Who and when, for the history of a plan. */
export const author = { who: userName(), now: () => new Date().toISOString() }

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

/** Runs something with the plan open, and closes it whatever happens. */
export async function withPlan<Result>(
  path: string | undefined,
  use: (file: PlanFile, plan: Plan) => Promise<Result> | Result,
): Promise<Result> {
  if (!path) throw new Misuse('Name the plan file, such as budget.cplan.')
  const file = openPlanFile(path, author)
  try {
    return await use(file, planOf(file.rows()))
  } finally {
    file.close()
  }
}

/** Makes one edit and says what it did. */
export function edit(path: string | undefined, intent: (plan: Plan) => Change): Promise<Output> {
  return withPlan(path, (file, plan) => {
    const change = intent(plan)
    if (change.rows.length === 0) return { text: `Nothing to do: the plan already says so.`, json: { done: null } }
    file.commit(change)
    return done(change.label)
  })
}

export const done = (label: string): Output => ({ text: `Done: ${label}.`, json: { done: label } })
