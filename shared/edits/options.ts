/**
 * Intents about options: adding, renaming, removing and adopting one, and a cut by rule to be made in one.
 * Example: `cutBudgets(planUnder(plan, option.id), {rule: {by: 'route', keys: ['grant']}, year, share: -500})` is “5% cut to grants”.
 */
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, type NewId } from '../edits.ts'
import { fundingOf } from '../funding.ts'
import { amountId, differenceId, type Line, splitId } from '../model.ts'
import { type BasisPoints, LARGEST_AMOUNT, type Pence, plainPercentage, shareOf, toPence } from '../money.ts'
import { changesOf, type Option, optionOf, optionsInOrder, overlay } from '../options.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import { groupKey } from '../totals.ts'
import type { FinancialYear } from '../years.ts'

/** A name that no other option has, trimmed. */
function freeName(plan: Plan, name: string, what: string, own?: string): string {
  const trimmed = name.trim()
  if (trimmed === '') throw new Refusal(`An option needs a name, so ${what}; type one.`)
  if (trimmed.length > 200) throw new Refusal(`That name is longer than 200 characters, so ${what}; shorten it.`)
  const taken = [...plan.option.values()].some(
    (option) => option.id !== own && option.name.toLowerCase() === trimmed.toLowerCase(),
  )
  if (taken) throw new Refusal(`There is already an option “${trimmed}”, so ${what}; choose another name.`)
  return trimmed
}

/** Adds an option without differences, or with those of another. Blank description is none. */
export function addOption(
  plan: Plan,
  { name, description = null, copyOf = null }: { name: string; description?: string | null; copyOf?: string | null },
  newId: NewId,
): Change {
  const own = freeName(plan, name, 'none was added')
  const id = newId()
  const position = (optionsInOrder(plan).at(-1)?.position ?? 0) + 1
  const option: Option = { id, name: own, description: description?.trim() || null, position }
  const rows: RowChange[] = [rowTo(plan, 'option', id, option)]
  if (copyOf !== null)
    for (const { table, rowId, row } of plan.difference.by('optionId', optionOf(plan, copyOf).id)) {
      const difference = differenceId(id, table, rowId)
      rows.push(rowTo(plan, 'difference', difference, { id: difference, optionId: id, table, rowId, row }))
    }
  return changeOf(`add the option “${own}”`, rows)
}

/** Gives an option another name and description. */
export function describeOption(
  plan: Plan,
  { optionId, name, description }: { optionId: string; name: string; description: string | null },
): Change {
  const option = optionOf(plan, optionId)
  const own = freeName(plan, name, `“${option.name}” was kept`, optionId)
  const label = own === option.name ? `describe the option “${own}”` : `rename the option “${option.name}” to “${own}”`
  return changeOf(label, [
    rowTo(plan, 'option', optionId, { ...option, name: own, description: description?.trim() || null }),
  ])
}

/** The removal of an option's rows. */
function without(plan: Plan, optionId: string): RowChange[] {
  const differences = [...plan.difference.by('optionId', optionId)]
  return [...differences.map(({ id }) => rowTo(plan, 'difference', id, null)), rowTo(plan, 'option', optionId, null)]
}

/** Removes an option with its differences. The plan itself stays as it is. */
export function removeOption(plan: Plan, optionId: string): Change {
  const { name } = optionOf(plan, optionId)
  return changeOf(`remove the option “${name}”`, without(plan, optionId))
}

/** What adopting an option would do. `leftOut` counts what refers to rows that are no longer there. */
export interface Adoption {
  change: Change
  replaced: number
  added: number
  removed: number
  leftOut: number
}

/** Makes the plan what it is under an option, and removes the option; one Change. */
export function adoptOption(plan: Plan, optionId: string): Adoption {
  const { name } = optionOf(plan, optionId)
  const laid = overlay(plan, optionId)
  const rows = changesOf(plan, optionId, laid)
  const added = rows.filter(({ before }) => before === null).length
  const removed = rows.filter(({ after }) => after === null).length
  return {
    change: changeOf(`adopt the option “${name}”`, [...rows, ...without(plan, optionId)]),
    replaced: rows.length - added - removed,
    added,
    removed,
    leftOut: laid.leftOut.length,
  }
}

/** Which budgets a rule is about: all, or those of some routes (as {@link groupKey} gives them), priorities or sources. */
export type CutRule = { by: 'all' } | { by: 'route' | 'priority' | 'source'; keys: readonly string[] }

export interface Cut {
  rule: CutRule
  year: FinancialYear
  /** In basis points; −500 is a cut by 5%. */
  share: BasisPoints
  /** What it is called in the label. @example 'Grant funding' */
  name?: string
}

/**
 * Cuts, or raises, the budgets of a year by a rule. By source it is the source's share of each line that changes, its split
 * with it where that is an amount; otherwise splits stay as they are. Blank stays blank.
 * @throws Refusal when no line has such a budget, or an amount would be too large
 */
export function cutBudgets(plan: Plan, { rule, year, share, name }: Cut): Change {
  if (share === 0 || share < -10_000 || share > 100_000)
    throw new Refusal(
      'A cut must lie between −100% and 1,000% and not be nil, so nothing was changed; check the percentage.',
    )
  const rows: RowChange[] = []
  for (const line of plan.line.values()) rows.push(...cutLine(plan, line, { rule, year, share }))
  if (rows.length === 0)
    throw new Refusal(
      `No budget line of ${name ? `“${name}”` : 'this plan'} has a ${year} budget, so nothing was changed; choose other lines or another year.`,
    )
  const what = name ?? 'all budgets'
  return changeOf(
    share < 0
      ? `cut ${what} by ${plainPercentage(-share as BasisPoints)} in ${year}`
      : `raise ${what} by ${plainPercentage(share)} in ${year}`,
    rows,
  )
}

function cutLine(plan: Plan, line: Line, { rule, year, share }: Omit<Cut, 'name'>): RowChange[] {
  const id = amountId(line.id, year, 'budget')
  const held = plan.amount.get(id)
  if (!held) return []
  if (rule.by !== 'all' && rule.by !== 'source' && !rule.keys.includes(groupKey(line, rule.by))) return []
  const rows: RowChange[] = []
  let by = 0
  if (rule.by === 'source') {
    const { shares } = fundingOf(plan, line.id, year)
    for (const sourceId of new Set(rule.keys)) {
      const paid = shares.get(sourceId)
      if (paid === undefined) continue
      const part = shareOf(paid, share)
      by += part
      const split = plan.split.get(splitId(line.id, sourceId, year))
      if (split && split.pence !== null)
        rows.push(rowTo(plan, 'split', split.id, { ...split, pence: (split.pence + part) as Pence }))
    }
  } else by = shareOf(held.pence, share)
  if (by === 0) return []
  const pence = held.pence + by
  if (Math.abs(pence) > LARGEST_AMOUNT)
    throw new Refusal(
      `“${lineLabel(plan, line)}” would come to more than £10 billion in ${year}, so nothing was changed; check the percentage.`,
    )
  const after = { ...held, pence: toPence(pence), expression: null, origin: null }
  return [rowTo(plan, 'amount', id, after), ...rows]
}
