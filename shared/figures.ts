/**
 * Everything that is worked out from a plan and shown while it is edited, kept up to date together: sums by the grouping in
 * view, funding, what goes back to funders, and checks. Example: `figures.update(change)` after a Change was applied gives the groups to repaint.
 */
import type { Change } from './change.ts'
import { Checks } from './checks.ts'
import { Clawbacks } from './clawback.ts'
import { Funding } from './funding.ts'
import type { Plan } from './plan.ts'
import { type Grouping, type GroupKey, type Levels, levelsOf, Totals } from './totals.ts'

export class Figures {
  readonly plan: Plan
  readonly funding: Funding
  readonly clawbacks: Clawbacks
  readonly checks: Checks
  #byPriority: Totals
  #totals: Totals

  /** @param made what was worked out of the plan already */
  constructor(plan: Plan, levels: Grouping | Levels, made?: { funding: Funding; byPriority: Totals }) {
    this.plan = plan
    this.funding = made?.funding ?? new Funding(plan)
    this.clawbacks = new Clawbacks(plan)
    this.#byPriority = made?.byPriority ?? new Totals(plan, 'priority')
    this.#totals = this.#sums(levelsOf(levels))
    this.checks = new Checks({ plan, funding: this.funding, clawbacks: this.clawbacks, totals: this.#byPriority })
  }

  /** The same as the constructor, with a pause between its parts, which take long for a large plan. */
  static async inParts(plan: Plan, levels: Grouping | Levels, pause: () => Promise<void>): Promise<Figures> {
    const funding = new Funding(plan)
    await pause()
    const byPriority = new Totals(plan, 'priority')
    await pause()
    const figures = new Figures(plan, levels, { funding, byPriority })
    await pause()
    await figures.checks.look(pause)
    return figures
  }

  /** The sums of the grouping in view. */
  get totals(): Totals {
    return this.#totals
  }

  /** The sums by priority, whatever grouping is in view. */
  get byPriority(): Totals {
    return this.#byPriority
  }

  /** Sums by other groups. */
  group(levels: Levels): void {
    this.#totals = this.#sums(levels)
  }

  #sums({ by, below }: Levels): Totals {
    return by === 'priority' && below === null ? this.#byPriority : new Totals(this.plan, by, below)
  }

  /** Takes in a Change that was applied to the plan. @returns the groups whose sums or lines it touched */
  update(change: Change): Set<GroupKey> {
    const groups = this.#byPriority.update(change)
    this.funding.update(change)
    this.clawbacks.update(change)
    this.checks.update(change)
    return this.#totals === this.#byPriority ? groups : this.#totals.update(change)
  }
}
