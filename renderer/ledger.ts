/**
 * The open plan: its rows in memory, its live sums, and the queue through which every change goes. One edit is one call:
 * intent → Change → sent to the plan file, and meanwhile applied here → listeners told what it touched → saved, or taken back
 * here with the reason why. So at most one Change is shown that is not saved yet. With an option switched on, `plan` is the
 * plan under it, and edits become the option's differences.
 * Example: `await ledger.edit((plan) => setAmount(plan, {…}))`.
 */
import { apply, type Change, invert } from '../shared/change.ts'
import type { Checks } from '../shared/checks.ts'
import { Figures } from '../shared/figures.ts'
import type { Funding } from '../shared/funding.ts'
import type { Gives, HistoryHead, OpenedPlan } from '../shared/ipc.ts'

import type { Amount, Line, Measure } from '../shared/model.ts'
import { type LeftOut, type Option, Shown } from '../shared/options.ts'
import type { Json } from '../shared/parcel.ts'
import { detailsOf, type Plan, type PlanRows, planInParts, planOf, yearsOf } from '../shared/plan.ts'
import { settled } from '../shared/recalculating.ts'
import {
  type Below,
  type Grouping,
  type GroupKey,
  groupKey,
  type Levels,
  levelsOf,
  type Totals,
} from '../shared/totals.ts'

import { type FinancialYear, shiftYear } from '../shared/years.ts'
import type { Call } from './api.ts'
import { breather } from './breather.ts'

/** What a Change touched, for whoever shows it. `shape`: rows or columns come, go or move, so lay them out anew. */
export interface Applied {
  change: Change
  groups: Set<GroupKey>
  lines: Set<string>
  shape: boolean
}

/** Makes the Change when its turn comes, on the plan as it is then. May throw a Refusal. */
export type Intent = (plan: Plan) => Change

/** From this many rows on, or this part of all figures, they are worked out from scratch sooner than row by row. */
const MUCH = 3_000
const MUCH_OF_ALL = 1 / 5

/** A plan and its figures, worked out in parts. */
async function worked(rows: PlanRows, levels: Levels): Promise<Figures> {
  const pause = breather()
  return Figures.inParts(await planInParts(rows, pause), levels, pause)
}

export class Ledger {
  history: HistoryHead
  /** Of what is shown. */
  figures: Figures
  /** The years that have a column. */
  years: FinancialYear[] = []
  /** Has the year before the plan year any forecast outturn? */
  hasForecast = false
  /** How many amounts of a year and measure have pence, by "2021/22 budget". */
  #withPence = new Map<string, number>()
  #levels: Levels
  #shown: Shown
  #call: Call
  #queue: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #told: (applied: Applied) => void

  /** @param made what was worked out of its rows already */
  constructor(
    opened: Pick<OpenedPlan, 'rows' | 'history'>,
    levels: Grouping | Levels,
    call: Call,
    told: (applied: Applied) => void,
    made?: Figures,
  ) {
    this.#shown = new Shown(made?.plan ?? planOf(opened.rows))
    this.history = opened.history
    this.#levels = levelsOf(levels)
    this.figures = made ?? new Figures(this.plan, this.#levels)
    this.#call = call
    this.#told = told
    for (const amount of this.plan.amount.values()) this.#countPence(amount, 1)
    this.#layOut()
  }

  /** The same as the constructor, with room for the window's other work in between. */
  static async open(opened: OpenedPlan, levels: Levels, call: Call, told: (applied: Applied) => void): Promise<Ledger> {
    return new Ledger(opened, levels, call, told, await worked(opened.rows, levels))
  }

  /** The plan as it is saved. */
  get base(): Plan {
    return this.#shown.base
  }

  /** What is shown and edited: the plan, or the plan under the option that is switched on. */
  get plan(): Plan {
    return this.#shown.plan
  }

  /** The option that is switched on; null when the plan itself is shown. */
  get option(): Option | null {
    return this.base.option.get(this.#shown.optionId ?? '') ?? null
  }

  /** What the option that is switched on leaves out, since what it refers to has gone from the plan. */
  get leftOut(): readonly LeftOut[] {
    return this.#shown.leftOut
  }

  /**
   * Switches an option on, or with null back to the plan, once everything asked for before is done.
   * @throws Refusal when there is no such option any more
   */
  switchTo(optionId: string | null): Promise<void> {
    return this.#inTurn(async () => this.#follow({ label: 'switch', rows: this.#shown.switchTo(optionId) }))
  }

  /** Has any line's figure of this year and measure pence? Then whole pounds keep room for them, so that digits align. */
  hasPence(year: FinancialYear, measure: Measure): boolean {
    return this.#withPence.has(`${year} ${measure}`)
  }

  /** Counts an amount in or out. @returns whether its column has now got, or lost, its pence */
  #countPence({ year, measure, pence }: Amount, by: 1 | -1): boolean {
    if (pence % 100 === 0) return false
    const key = `${year} ${measure}`
    const count = (this.#withPence.get(key) ?? 0) + by
    if (count === 0) this.#withPence.delete(key)
    else this.#withPence.set(key, count)
    return count === 0 || (count === 1 && by === 1)
  }

  /** The sums of the grouping in view. */
  get totals(): Totals {
    return this.figures.totals
  }

  get funding(): Funding {
    return this.figures.funding
  }

  get checks(): Checks {
    return this.figures.checks
  }

  get by(): Grouping {
    return this.#levels.by
  }

  /** The second level of the grouping in view; null where there is one only. */
  get below(): Below | null {
    return this.#levels.below
  }

  get levels(): Levels {
    return this.#levels
  }

  /** Does a line stand in parts, under each source that pays for it? Then no figure of it is edited. */
  get divided(): boolean {
    return this.by === 'source' || this.below === 'source'
  }

  /** The year being planned; null until it is known. */
  get planYear(): FinancialYear | null {
    return detailsOf(this.plan).planYear
  }

  /** Is a commit waiting or under way? */
  get busy(): boolean {
    return this.#waiting > 0
  }

  /** Sums by other groups. */
  group(levels: Levels): void {
    this.#levels = levels
    this.figures.group(levels)
  }

  /**
   * Carries an intent out. Edits never overlap: each is planned on what the one before has left.
   * @param planned is told the Change before it is saved
   * @returns the Change, or null when it would change nothing
   * @throws Refusal, the plan then being as it was
   */
  edit(intent: Intent, planned?: (change: Change) => void): Promise<Change | null> {
    return this.#inTurn(() => {
      const { option } = this
      const under = option && { optionId: option.id, plan: this.plan }
      return this.#commit(settled(this.base, under, intent(this.plan)), planned)
    })
  }

  /** Carries out an intent about the plan itself, such as one about its options, whatever is shown. Else as {@link edit}. */
  editBase(intent: Intent, planned?: (change: Change) => void): Promise<Change | null> {
    return this.#inTurn(() => this.#commit(settled(this.base, null, intent(this.base)), planned))
  }

  /**
   * Saves a Change of the plan as JSON, and takes up the plan's rows anew: for one so large that to open and to apply it here
   * would hold up the window. No option may be switched on, and there may be none whose figures refer to the plan's.
   */
  take(change: Json<Change>): Promise<Change> {
    return this.#inTurn(async () => {
      this.history = await this.#call('commit', change)
      await this.#takeUp()
      return { label: this.history.undo ?? '', rows: [] }
    })
  }

  async #takeUp(): Promise<void> {
    this.figures = await worked(await this.#call('rows'), this.#levels)
    this.#shown = new Shown(this.figures.plan)
    this.#withPence.clear()
    for (const amount of this.plan.amount.values()) this.#countPence(amount, 1)
    this.#layOut()
    this.#told({ change: { label: '', rows: [] }, groups: new Set(), lines: new Set(), shape: true })
  }

  async #commit(change: Change, planned?: (change: Change) => void): Promise<Change | null> {
    planned?.(change)
    if (change.rows.length === 0) return null
    const { optionId } = this.#shown
    const saving = this.#call('commit', change)
    const failed = saving.then(
      () => null,
      (error: unknown) => ({ error }),
    )
    this.#apply(change)
    const refused = await failed
    if (refused) {
      this.#apply(invert(change))
      if (this.#shown.optionId !== optionId) this.#follow({ label: 'switch', rows: this.#shown.switchTo(optionId) })
      throw refused.error
    }
    this.history = await saving
    return change
  }

  /** Takes back the last step, or does the next one again. @returns null when there is none */
  step(direction: 'undo' | 'redo'): Promise<Change | null> {
    return this.#done(() => this.#call(direction))
  }

  /** Goes back to a dated copy of the plan, as one step. @returns null when the plan is just so */
  restore(backup: string): Promise<Change | null> {
    return this.#done(() => this.#call('restoreBackup', backup))
  }

  /** Applies what the plan file has done already. */
  #done(ask: () => Promise<Gives<'undo'>>): Promise<Change | null> {
    return this.#inTurn(async () => {
      const done = await ask()
      if (done === null) return null
      this.history = done.history
      if (!this.#isMuch(done.change) || this.#shown.optionId !== null) this.#apply(done.change)
      else await this.#takeUp()
      return done.change
    })
  }

  /** Waits until everything asked for so far is done or refused. */
  settled(): Promise<void> {
    return this.#queue.then(() => undefined)
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    // With nothing before it, it begins at once: its call is then under way while the window still deals with the key.
    const isFirst = this.#waiting++ === 0
    const result = isFirst ? new Promise<Result>((resolve) => resolve(work())) : this.#queue.then(work)
    this.#queue = result
      .catch(() => undefined)
      .finally(() => {
        this.#waiting--
      })
    return result
  }

  #apply(change: Change): void {
    apply(this.base, change)
    this.#follow(this.#shown.update(change))
  }

  /** Brings the figures up to date with a Change of what is shown, and tells what it touched. */
  #follow(change: Change): void {
    let shape = this.#isMuch(change) || this.#reshapes(change)
    for (const row of change.rows) {
      if (row.table !== 'amount') continue
      if (row.before && this.#countPence(row.before, -1)) shape = true
      if (row.after && this.#countPence(row.after, 1)) shape = true
    }
    const groups = this.#workOut(change)
    if (shape) this.#layOut()
    const lines = new Set<string>()
    for (const row of change.rows) {
      if (row.table === 'line') lines.add(row.id)
      else if (row.table === 'carry')
        for (const carry of [row.before, row.after]) {
          if (carry) lines.add(carry.lineId)
          if (carry?.to === 'line') lines.add(carry.toId!)
        }
      else if (row.table === 'amount' || row.table === 'formulaError' || row.table === 'note' || row.table === 'split')
        lines.add((row.after ?? row.before!).lineId)
    }
    for (const id of lines) {
      const line = this.plan.line.get(id)
      if (line && this.by !== 'source') groups.add(groupKey(line, this.by))
    }
    this.#told({ change, groups, lines, shape })
  }

  #isMuch({ rows }: Change): boolean {
    return rows.length >= Math.max(MUCH, this.plan.amount.size * MUCH_OF_ALL)
  }

  /** Brings the figures up to date; where much has changed, from scratch. @returns the groups to repaint */
  #workOut(change: Change): Set<GroupKey> {
    if (!this.#isMuch(change)) return this.figures.update(change)
    this.figures = new Figures(this.plan, this.#levels)
    return new Set()
  }

  #reshapes(change: Change): boolean {
    return change.rows.some((row) => {
      if (row.table === 'plan' || row.table === 'priority') return true
      if (this.divided && ['source', 'split', 'carry', 'amount'].includes(row.table)) return true
      if (row.table === 'amount' || row.table === 'formulaError') {
        const { year, measure } = (row.after ?? row.before)!
        if (!this.years.includes(year) || (measure === 'forecast' && !this.hasForecast)) return true
        // With its last figure a year loses its column.
        const { amount, formulaError } = this.plan
        return row.after === null && amount.count('year', year) === 0 && formulaError.count('year', year) === 0
      }
      if (row.table !== 'line') return false
      if (row.before === null || row.after === null || row.before.position !== row.after.position) return true
      const { before, after } = row
      return [this.by, this.below].some((level) => level !== null && regroups(before, after, level))
    })
  }

  #layOut(): void {
    this.years = yearsOf(this.plan)
    const { planYear } = this
    const current = planYear && shiftYear(planYear, -1)
    this.hasForecast =
      current !== null &&
      (this.totals.total(current, 'forecast') !== null ||
        [...this.plan.formulaError.by('year', current)].some(({ measure }) => measure === 'forecast'))
  }
}

/** Does a line stand in another group than before, or may its group be called otherwise? */
function regroups(before: Line, after: Line, level: Below): boolean {
  if (level === 'source') return false
  if (level === 'priority' || level === 'sub-priority') return before.priorityId !== after.priorityId
  if (level === 'contract end') return groupKey(before, level) !== groupKey(after, level)
  return before[level] !== after[level]
}
