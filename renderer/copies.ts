/**
 * The plan's file and its copies: its password, copies on the disk, dated copies to go back to, and a colleague's.
 * Example: `planner.copies.restoreBackup(id)` goes back to a dated copy as one step, which undo takes back.
 */
import type { CompareResult } from '../shared/ipc.ts'
import { type Plan, planOf } from '../shared/plan.ts'
import type { Planner } from './planner.ts'

export class Copies {
  readonly #planner: Planner

  constructor(planner: Planner) {
    this.#planner = planner
  }

  /**
   * Gives the plan a password, another one, or with null none.
   * @throws Refusal with the sentence for the dialog, the plan then being as it was
   */
  async setPassword(password: string | null): Promise<void> {
    await this.#planner.flush()
    await this.#planner.call('setPassword', password)
    const { open } = this.#planner.state
    if (open) this.#planner.set({ open: { ...open, isProtected: password !== null } })
    this.#planner.notify({
      kind: 'done',
      sentence: password === null ? 'The plan has no password any more' : 'The plan is protected by its password',
    })
  }

  /** Asks where to and writes a copy of the plan. */
  saveCopy = async (): Promise<void> => {
    await this.#planner.flush()
    await this.#planner.attempt(async () => {
      const name = await this.#planner.call('saveCopy')
      if (name !== null) this.#planner.notify({ kind: 'done', sentence: `A copy of the plan is in “${name}”` })
    })
  }

  /** Shows the dated copies of the plan. */
  chooseBackup = async (): Promise<void> => {
    await this.#planner.flush()
    this.#planner.past.backToPresent()
    await this.#planner.attempt(async () =>
      this.#planner.show({ kind: 'restore', backups: await this.#planner.call('backups') }),
    )
  }

  /** The plan as a dated copy has it. @throws Refusal when that cannot be read */
  async backupPlan(id: string): Promise<Plan> {
    return planOf(await this.#planner.call('backupRows', id))
  }

  /** Goes back to a dated copy, as one step. */
  async restoreBackup(id: string): Promise<void> {
    const { open } = this.#planner.state
    if (!open || open.readOnly) return
    await this.#planner.attempt(async () => {
      const change = await open.ledger.restore(id)
      if (change === null) {
        this.#planner.notify({ kind: 'done', sentence: 'The plan is just as it was then, so nothing was changed' })
        return
      }
      this.#planner.set({ saved: { kind: 'saved' } })
      this.#planner.say(`Saved: ${change.label}`)
      this.#planner.notify({
        kind: 'done',
        sentence: `Done: ${change.label}`,
        action: { label: 'Undo', perform: () => void this.#planner.undo() },
      })
    })
  }

  /** Asks for a colleague's copy and shows what it holds otherwise. */
  compareCopy = async (): Promise<void> => {
    await this.#planner.flush()
    this.#planner.past.backToPresent()
    await this.#compare(() => this.#planner.call('compareCopy'))
  }

  /** Compares the copy that asks for its own password. */
  compareProtected = (password: string): Promise<void> =>
    this.#compare(() => this.#planner.call('compareProtected', password))

  async #compare(ask: () => Promise<CompareResult | null>): Promise<void> {
    await this.#planner.attempt(async () => {
      const result = await ask().catch((error) => {
        this.#planner.show(null)
        throw error
      })
      if (!result) return
      this.#planner.notify(null)
      this.#planner.show(
        result.kind === 'compared'
          ? { kind: 'merge', found: result.found }
          : { kind: 'password', of: 'copy', name: result.name, wrong: result.wrong },
      )
    })
  }
}
