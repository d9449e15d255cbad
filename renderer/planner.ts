/**
 * What the officer can do, on the window's state and the open plan. Everything that fails ends as a sentence on the screen.
 * Example: `planner.edit((plan) => setAmount(plan, {…}))` saves one figure or says why not.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { apply, type Change, squash } from '../shared/change.ts'
import { rollForward } from '../shared/edits/nextyear.ts'
import { type NewId, setDetails } from '../shared/edits.ts'
import { planImport, readTables } from '../shared/importing/index.ts'
import type { OpenedPlan, OpenResult } from '../shared/ipc.ts'
import type { BasisPoints } from '../shared/money.ts'
import type { Json } from '../shared/parcel.ts'
import { detailsOf, planOf } from '../shared/plan.ts'
import { Refusal } from '../shared/refusal.ts'
import { type Below, type Grouping, hasSubPriorities, type Levels } from '../shared/totals.ts'
import { standsBelow } from '../shared/views.ts'
import { type FinancialYear, shiftYear } from '../shared/years.ts'
import type { Call } from './api.ts'
import { Copies } from './copies.ts'
import { type Applied, type Intent, Ledger } from './ledger.ts'
import { Papers } from './papers.ts'
import { Past } from './past.ts'
import { type DialogState, initialState, type Notice, plainLayout, type State, type View } from './state.ts'

/** How much the example's budgets rise. */
const EXAMPLE_UPLIFT = 200 as BasisPoints
/** So long after a plan was opened it is held against its history, in milliseconds. */
const VERIFY_AFTER = 2_000
/** From so many characters of JSON on, a Change is too large to be opened by the window at once. */
const LARGE = 1_000_000

/** The groups that a plan is opened with. */
export function openingLevels(priorities: OpenedPlan['rows']['priority']): Levels {
  return { by: 'priority', below: priorities.some(({ parentId }) => parentId !== null) ? 'sub-priority' : null }
}

/** A fault of the program itself gets a sentence too. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  return `Something went wrong in the program (${error instanceof Error ? error.message : String(error)}); your plan file holds everything up to the last “Saved”, so close the program and open the plan again.`
}

export class Planner {
  readonly store: StoreApi<State>
  readonly newId: NewId
  /** Asks the machine for something. */
  readonly call: Call
  readonly papers: Papers
  readonly copies: Copies
  readonly past: Past
  #listeners = new Set<(applied: Applied) => void>()
  #flushers = new Set<() => boolean>()

  constructor(call: Call, { newId, wide = true }: { newId: NewId; wide?: boolean }) {
    this.call = call
    this.papers = new Papers(this)
    this.copies = new Copies(this)
    this.past = new Past(this)
    this.newId = newId
    this.store = createStore(() => initialState(wide))
  }

  get state(): State {
    return this.store.getState()
  }

  set(part: Partial<State>): void {
    this.store.setState(part)
  }

  /** Tells what each Change touched, as it is applied. @returns what stops it */
  onApplied(listener: (applied: Applied) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Registers what ends an open editor, keeping what was typed, and says whether there was one. @returns what takes it off again */
  onFlush(finish: () => boolean): () => void {
    this.#flushers.add(finish)
    return () => this.#flushers.delete(finish)
  }

  /** Ends open editors. @returns whether anything is now, or still, on its way to the plan file */
  finish(): boolean {
    const ended = [...this.#flushers].map((finish) => finish())
    return ended.includes(true) || this.state.open?.ledger.busy === true
  }

  /** Ends open editors and waits until what they held is saved or refused. */
  async flush(): Promise<void> {
    this.finish()
    // The grid asks for an edit a moment after its editor has ended.
    await new Promise((resolve) => setTimeout(resolve))
    await this.state.open?.ledger.settled()
  }

  say(sentence: string): void {
    this.set({ announcement: sentence })
  }

  notify(notice: Notice | null): void {
    this.set({ notice })
  }

  show(dialog: DialogState | null): void {
    this.set({ dialog })
  }

  go(view: View): void {
    this.set({ view, notice: null })
  }

  /** The window has just opened. */
  async start(): Promise<void> {
    try {
      const { version, recent, plan, asks } = await this.call('start')
      this.set({ programVersion: version, recent })
      if (plan) await this.#opened(plan)
      else this.set({ stage: 'start' })
      if (asks !== null) this.show({ kind: 'password', of: 'plan', name: asks, wrong: false })
    } catch (error) {
      this.set({ stage: 'start', startError: sentenceOf(error) })
    }
  }

  async #opened(opened: OpenedPlan): Promise<void> {
    const levels = openingLevels(opened.rows.priority)
    const ledger = await Ledger.open(opened, levels, this.call, (applied) => this.applied(applied))
    const { name, folder, readOnly, isProtected } = opened
    this.past.forget()
    this.set({
      stage: 'plan',
      looking: null,
      since: null,
      historyShown: { tab: 'steps', from: null, to: 'now' },
      open: { name, folder, readOnly, isProtected, ledger },
      history: opened.history,
      saved: { kind: 'saved' },
      version: this.state.version + 1,
      shape: this.state.shape + 1,
      view: 'budget',
      ...levels,
      layout: plainLayout(),
      unit: 'pounds',
      savedViewId: null,
      folded: new Set(),
      replacing: false,
      optionId: null,
      find: '',
      selection: null,
      dialog: null,
      notice: null,
      startError: null,
      showForecast: false,
      underspendYear: null,
      reveal: null,
    })
    this.say(`${name} opened${readOnly ? ' as a read-only copy' : ''}`)
    // Once there is nothing else to do.
    setTimeout(() => void this.#verify(), VERIFY_AFTER)
  }

  /** Takes up what a Change touched. */
  applied(applied: Applied): void {
    const { version, shape, open } = this.state
    this.set({
      version: version + 1,
      shape: applied.shape ? shape + 1 : shape,
      history: open!.ledger.history,
      optionId: open!.ledger.option?.id ?? null,
    })
    for (const listener of this.#listeners) listener(applied)
  }

  /** Does something that may be refused; the sentence then stands on the screen. */
  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const sentence = sentenceOf(error)
      if (this.state.stage === 'plan') this.notify({ kind: 'error', sentence })
      else this.set({ startError: sentence })
    }
  }

  async #open(ask: () => Promise<OpenResult>): Promise<void> {
    this.set({ startError: null })
    await this.flush()
    await this.attempt(async () => {
      const result = await ask()
      if (result.kind === 'opened') await this.#opened(result.plan)
      else if (result.kind === 'protected')
        this.show({ kind: 'password', of: 'plan', name: result.name, wrong: result.wrong })
      else if (result.kind === 'locked') this.show({ kind: 'locked', name: result.name, holder: result.holder })
      else if (result.kind === 'damaged') this.show(result)
    })
  }

  openPlan = (): Promise<void> => this.#open(() => this.call('openPlan'))
  /** Opens what the system hands over, once what is being typed is saved. */
  openHanded = (): Promise<void> => this.#open(() => this.call('openHanded'))
  openRecent = (id: string): Promise<void> => this.#open(() => this.call('openRecent', id))
  openProtected = (password: string): Promise<void> => this.#open(() => this.call('openProtected', password))
  openBackup = (id: string): Promise<void> => this.#open(() => this.call('openBackup', id))
  openCopy = (): Promise<void> => this.#open(() => this.call('openCopy'))
  createPlan = (suggestedName: string, change: Change | Json<Change>): Promise<void> =>
    this.#open(() => this.call('createPlan', suggestedName, change))

  /** A fresh example: the sample workbook, imported. */
  openExample = (): Promise<void> =>
    this.#open(async () => {
      const plan = planOf()
      const imported = planImport(plan, readTables((await this.call('sampleWorkbook')).whole.read()), this.newId).change
      apply(plan, imported)
      const rolled = rollForward(plan, { to: shiftYear(detailsOf(plan).planYear!, 1), uplift: EXAMPLE_UPLIFT })
      return this.call('openExample', squash('make the example plan', [imported, rolled]))
    })

  forgetRecent = (id: string): Promise<void> =>
    this.attempt(async () => this.set({ recent: await this.call('forgetRecent', id) }))

  /** An empty plan of the title and year given, with its priorities. */
  newPlan(details: { title: string; organisation: string | null; planYear: FinancialYear | null }): Promise<void> {
    const change = { ...setDetails(planOf(), details), label: 'create the plan' }
    return this.createPlan(details.title, change)
  }

  closePlan = async (): Promise<void> => {
    await this.flush()
    await this.attempt(async () => {
      await this.call('closePlan')
      this.past.forget()
      this.set({ stage: 'start', looking: null, since: null, open: null, dialog: null, notice: null, selection: null })
      const { recent } = await this.call('start')
      this.set({ recent })
    })
  }

  /** Asks for a workbook and shows what is in it. */
  chooseWorkbook = async (): Promise<void> => {
    await this.flush()
    this.set({ startError: null, dialog: { kind: 'reading' } })
    await this.attempt(async () => {
      try {
        const workbook = await this.call('chooseWorkbook')
        if (this.state.dialog?.kind === 'reading') this.show(workbook ? { kind: 'import', workbook } : null)
      } catch (error) {
        const cancelled = this.state.dialog?.kind !== 'reading'
        this.show(null)
        if (!cancelled) throw error
      }
    })
  }

  cancelReading = async (): Promise<void> => {
    this.show(null)
    await this.attempt(async () => void (await this.call('cancelReading')))
  }

  /**
   * Carries an intent out and saves it.
   * @returns the Change; null when nothing changed, or when it was refused (the sentence is then on the screen)
   */
  edit(intent: Intent): Promise<Change | null> {
    return this.#edit((ledger, planned) => ledger.edit(intent, planned))
  }

  /** As {@link edit}, but about the plan itself whatever option is switched on, such as adopting an option. */
  editBase(intent: Intent): Promise<Change | null> {
    return this.#edit((ledger, planned) => ledger.editBase(intent, planned))
  }

  /** Saves an import's Change. A large one is saved as the JSON that it is, so that the window is not held up. */
  take(change: Json<Change>): Promise<Change | null> {
    if (change.text.length < LARGE || (this.state.open?.ledger.base.option.size ?? 0) > 0)
      return this.edit(() => change.read())
    return this.#edit((ledger, planned) => {
      planned()
      return ledger.take(change)
    })
  }

  async #edit(
    carryOut: (ledger: Ledger, planned: (change?: Change) => void) => Promise<Change | null>,
  ): Promise<Change | null> {
    const { open } = this.state
    if (!open) return null
    if (open.readOnly) {
      this.notify({
        kind: 'error',
        sentence: this.state.looking
          ? 'This is the plan as it was, so nothing was changed; go back to the present to edit it.'
          : 'This is a read-only copy, so nothing was changed; open the plan itself to edit it.',
      })
      return null
    }
    let refusedHere = true
    const planned = (change?: Change) => {
      refusedHere = false
      if (change?.rows.length !== 0) this.set({ saved: { kind: 'saving' } })
    }
    try {
      const change = await carryOut(open.ledger, planned)
      const { history } = open.ledger
      this.set(change ? { saved: { kind: 'saved' }, history, notice: null } : { notice: null })
      if (change) this.say(`Saved: ${change.label}`)
      return change
    } catch (error) {
      const sentence = sentenceOf(error)
      if (!refusedHere) this.set({ saved: { kind: 'refused', sentence } })
      this.notify({ kind: 'error', sentence })
      return null
    }
  }

  undo = (): Promise<void> => this.#step('undo')
  redo = (): Promise<void> => this.#step('redo')

  async #step(direction: 'undo' | 'redo'): Promise<void> {
    const { open } = this.state
    if (!open || open.readOnly) return
    await this.flush()
    await this.attempt(async () => {
      const change = await open.ledger.step(direction)
      if (change === null) return
      this.set({ saved: { kind: 'saved' }, notice: null })
      this.say(`${direction === 'undo' ? 'Undone' : 'Done again'}: ${change.label}`)
    })
  }

  /** Switches an option on, or with null back to the plan. */
  async switchTo(optionId: string | null): Promise<void> {
    const { open } = this.state
    if (!open || optionId === this.state.optionId) return
    await this.flush()
    await this.attempt(async () => {
      await open.ledger.switchTo(optionId)
      this.notify(null)
      const { option } = open.ledger
      this.say(option ? `The option ${option.name} is shown` : 'The plan is shown')
    })
  }

  /**
   * Groups by something else.
   * @param below the second level; as it was, or below priorities their sub-priorities, where it is not given
   */
  group(by: Grouping, below?: Below | null): void {
    const { open } = this.state
    if (!open) return
    const kept = below === undefined ? this.state.below : below
    const nested = by === 'priority' && below === undefined && kept === null && hasSubPriorities(open.ledger.plan)
    const levels: Levels = { by, below: nested ? 'sub-priority' : standsBelow(by, kept) ? kept : null }
    open.ledger.group(levels)
    this.set({ ...levels, folded: new Set(), shape: this.state.shape + 1 })
  }

  /** The year whose underspend is looked at: the one chosen, else the latest with a forecast outturn, else that before the plan year. */
  underspendYear(): FinancialYear | null {
    const { underspendYear, open } = this.state
    if (underspendYear) return underspendYear
    if (!open) return null
    const { planYear, years, totals } = open.ledger
    const forecast = years.findLast((year) => totals.total(year, 'forecast') !== null)
    return forecast ?? (planYear ? shiftYear(planYear, -1) : null)
  }

  /** Says so when the plan is not what its history says, as after a fault of a disk. */
  async #verify(): Promise<void> {
    const { open } = this.state
    if (!open) return
    try {
      const { rows, lineIds } = await this.call('verify')
      if (rows === 0 || this.past.present !== open) return
      const names = lineIds.flatMap((id) => open.ledger.base.line.get(id)?.service ?? [])
      const places = `${rows === 1 ? 'one place' : `${rows} places`}${names.length > 0 ? ` (${names.join(', ')})` : ''}`
      this.notify({
        kind: 'error',
        sentence: `“${open.name}” is not what its history says in ${places}, as after a fault of the disk; nothing was changed, so compare it with an earlier version.`,
        action: { label: 'Earlier versions…', perform: () => void this.copies.chooseBackup() },
      })
    } catch (error) {
      if (error instanceof Refusal && this.past.present === open)
        this.notify({ kind: 'error', sentence: error.message })
    }
  }
}
