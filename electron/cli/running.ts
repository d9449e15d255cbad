/**
 * How a command of the command line runs: with the plan open, as one edit, and what it then prints. Example: `edit(path,
 * (plan) => setAmount(plan, …))` commits one Change and says what it did.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { userInfo } from 'node:os'
import { apply, type Change } from '../../shared/change.ts'
import { namedUnder, planUnder } from '../../shared/options.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { settled } from '../../shared/recalculating.ts'
import { openPlanFile, type PlanFile } from '../file/store.ts'
import { Misuse, type Options, optionFor } from './arguments.ts'

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

/** Who and when, for the history of a plan; and the password of plans that have one, which other users cannot read there. */
export const author = {
  who: userName(),
  now: () => new Date().toISOString(),
  password: process.env.PLANNER_PASSWORD || null,
}

/** The same for a colleague's copy, which may have another password. */
export const copyAuthor = { ...author, password: process.env.PLANNER_COPY_PASSWORD || author.password }

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

/** The option's name that a command was given with `--option`. */
const named = new AsyncLocalStorage<string | null>()

/** Runs a command on the plan, or with an option's name on the plan under that option. */
export function underOption<Result>(name: string | null, run: () => Promise<Result>): Promise<Result> {
  return named.run(name, run)
}

/**
 * Runs something with the plan open, or the plan under the option named, and closes it whatever happens. What is committed
 * there goes into the option.
 */
export function withPlan<Result>(
  path: string | undefined,
  use: (file: PlanFile, plan: Plan) => Promise<Result> | Result,
): Promise<Result> {
  return opened(path, (file, plan) => {
    const name = named.getStore() ?? null
    if (name === null) return use({ ...file, commit: (change) => file.commit(settled(plan, null, change)) }, plan)
    const { id } = optionFor(plan, name)
    const under = namedUnder(plan, id)
    const commit = (change: Change) => {
      const kept = settled(plan, { optionId: id, plan: under }, change)
      const head = file.commit(kept)
      apply(plan, kept)
      return head
    }
    return use({ ...file, commit }, under)
  })
}

async function opened<Result>(
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

/** Makes one edit, of the plan or in the option named, and says what it did. */
export function edit(path: string | undefined, intent: (plan: Plan) => Change): Promise<Output> {
  return opened(path, (file, plan) => {
    const name = named.getStore() ?? null
    const option = name === null ? null : optionFor(plan, name)
    const under = option && { optionId: option.id, plan: planUnder(plan, option.id) }
    const change = settled(plan, under, intent(under?.plan ?? plan))
    if (change.rows.length === 0) return { text: `Nothing to do: the plan already says so.`, json: { done: null } }
    file.commit(change)
    return done(change.label)
  })
}

export const done = (label: string): Output => ({ text: `Done: ${label}.`, json: { done: label } })
