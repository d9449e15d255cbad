/**
 * The plan's past: looking at the plan as it was, marking what has changed since, and who did what. Nothing of it can be edited.
 * Example: `planner.past.lookAt({step: 12, name: 'Draft 2'})` shows the plan in every view as it was then.
 */
import type { HistoryStep } from '../shared/ipc.ts'
import type { TableName } from '../shared/model.ts'
import { type Plan, type PlanRows, planInParts } from '../shared/plan.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Call } from './api.ts'
import { breather } from './breather.ts'
import { Ledger } from './ledger.ts'
import type { Planner } from './planner.ts'
import type { Looking, OpenPlan } from './state.ts'

export class Past {
  readonly #planner: Planner
  /** The plan itself, while a point of its past is looked at. */
  #present: OpenPlan | null = null

  constructor(planner: Planner) {
    this.#planner = planner
  }

  /** Shows the plan as it was, in place of the plan as it is. It can be looked at in every view, and not edited. */
  async lookAt(looking: Looking): Promise<void> {
    await this.#planner.flush()
    await this.#planner.attempt(async () => {
      const present = this.#present ?? this.#planner.state.open!
      const ledger = await this.#past(looking.step)
      if ((this.#present ?? this.#planner.state.open) !== present) return
      this.#present = present
      this.#show({ ...present, readOnly: true, ledger }, looking)
      this.#planner.say(`The plan as it was is shown: ${looking.name}`)
    })
  }

  /** Another plan was opened, or none. */
  forget(): void {
    this.#present = null
  }

  /** Shows the plan as it is again. */
  backToPresent(): void {
    const present = this.#present
    if (!present) return
    this.#present = null
    present.ledger.group(this.#planner.state.open!.ledger.levels)
    this.#show(present, null)
    this.#planner.say('The plan as it is now is shown')
  }

  #show(open: OpenPlan, looking: Looking | null): void {
    const { version, shape } = this.#planner.state
    this.#planner.set({
      open,
      looking,
      version: version + 1,
      shape: shape + 1,
      optionId: open.ledger.option?.id ?? null,
      selection: null,
      reveal: null,
      notice: null,
      dialog: null,
    })
  }

  /** The plan as it was after a step, with its figures. Nothing can be saved from it. */
  async #past(step: number): Promise<Ledger> {
    const { ledger } = this.#planner.state.open!
    const rows = await this.#rowsAt(step)
    const none = { history: ledger.history, rows, name: '', folder: '', readOnly: true, isProtected: false }
    const refuse = (() => Promise.reject(new Refusal('This is the plan as it was, so nothing was changed.'))) as Call
    return Ledger.open(none, ledger.levels, refuse, (applied) => this.#planner.applied(applied))
  }

  /** The plan as it was after a step. @throws Refusal when there is no such step any more */
  async planAt(step: number): Promise<Plan> {
    return planInParts(await this.#rowsAt(step), breather())
  }

  async #rowsAt(step: number): Promise<PlanRows> {
    await this.present?.ledger.settled()
    return this.#planner.call('rowsAt', step)
  }

  /** Marks in the budget what has changed since a step, or with null nothing any more. */
  async markSince(since: { step: number; name: string } | null): Promise<void> {
    if (since === null) {
      this.#planner.set({ since: null, shape: this.#planner.state.shape + 1 })
      this.#planner.say('Changes are no longer marked')
      return
    }
    await this.#planner.attempt(async () => {
      const ledger = await this.#past(since.step)
      this.#planner.set({ since: { ...since, ledger }, shape: this.#planner.state.shape + 1 })
      this.#planner.say(`Marked in the budget: what has changed since ${since.name}`)
    })
  }

  /** After which step the plan was what each draft stands for, by the draft's id. */
  async draftSteps(): Promise<Record<string, number>> {
    await this.present?.ledger.settled()
    return this.#planner.call('draftSteps')
  }

  /** The steps that touched a line, the latest first; those up to what is looked at. */
  async lineHistory(lineId: string) {
    await (this.#present?.ledger ?? this.#planner.state.open?.ledger)?.settled()
    const until = this.#planner.state.looking?.step ?? Number.POSITIVE_INFINITY
    return (await this.#planner.call('lineHistory', lineId)).filter(({ number }) => number <= until)
  }

  /** The drafts that are named now, whatever is looked at. */
  get present(): OpenPlan | null {
    return this.#present ?? this.#planner.state.open
  }

  /** Who typed what stands in some rows of the plan, and when; null when nobody did, or it cannot be known now. */
  async lastStep(rows: { table: TableName; id: string }[], field: string | null): Promise<HistoryStep | null> {
    try {
      await (this.#present?.ledger ?? this.#planner.state.open?.ledger)?.settled()
      const found = await this.#planner.call('lastStep', rows, field)
      return found && found.number <= (this.#planner.state.looking?.step ?? found.number) ? found : null
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  /** Every step of the plan, the latest first. */
  async historySteps() {
    await this.present?.ledger.settled()
    return (await this.#planner.call('history')).toSorted((a, b) => b.number - a.number)
  }
}
