/**
 * What the officer can do, on the window's state and the open plan. Everything that fails ends as a sentence on the screen.
 * Example: `planner.edit((plan) => setAmount(plan, {…}))` saves one figure or says why not.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { apply, type Change, squash } from '../shared/change.ts'
import type { ChartFile } from '../shared/charts/file.ts'
import { rollForward } from '../shared/edits/nextyear.ts'
import { type NewId, setDetails } from '../shared/edits.ts'
import type { ExportChoice } from '../shared/exporting/choice.ts'
import { planImport, readTables } from '../shared/importing/index.ts'
import type { Exported, HistoryStep, Licence, OpenedPlan, OpenResult } from '../shared/ipc.ts'
import type { TableName } from '../shared/model.ts'
import type { BasisPoints } from '../shared/money.ts'
import type { Json } from '../shared/parcel.ts'
import { detailsOf, type Plan, type PlanRows, planInParts, planOf } from '../shared/plan.ts'
import { Refusal } from '../shared/refusal.ts'
import { type Below, type Grouping, hasSubPriorities, type Levels } from '../shared/totals.ts'
import { standsBelow } from '../shared/views.ts'
import { type FinancialYear, shiftYear } from '../shared/years.ts'
import type { Call } from './api.ts'
import { breather } from './breather.ts'
import { type Applied, type Intent, Ledger } from './ledger.ts'
import {
  type DialogState,
  initialState,
  type Looking,
  type Notice,
  type OpenPlan,
  plainLayout,
  type State,
  type View,
} from './state.ts'

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
  #call: Call
  #listeners = new Set<(applied: Applied) => void>()
  #flushers = new Set<() => boolean>()
  /** The plan itself, while a point of its past is looked at. */
  #present: OpenPlan | null = null

  constructor(call: Call, { newId, wide = true }: { newId: NewId; wide?: boolean }) {
    this.#call = call
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
      const { version, recent, plan, asks } = await this.#call('start')
      this.set({ programVersion: version, recent })
      if (plan) await this.#opened(plan)
      else this.set({ stage: 'start' })
      if (asks !== null) this.show({ kind: 'password', name: asks, wrong: false })
    } catch (error) {
      this.set({ stage: 'start', startError: sentenceOf(error) })
    }
  }

  async #opened(opened: OpenedPlan): Promise<void> {
    const levels = openingLevels(opened.rows.priority)
    const ledger = await Ledger.open(opened, levels, this.#call, (applied) => this.#applied(applied))
    const { name, folder, readOnly, isProtected } = opened
    this.#present = null
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

  #applied(applied: Applied): void {
    const { version, shape, open } = this.state
    this.set({
      version: version + 1,
      shape: applied.shape ? shape + 1 : shape,
      history: open!.ledger.history,
      optionId: open!.ledger.option?.id ?? null,
    })
    for (const listener of this.#listeners) listener(applied)
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
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
    await this.#attempt(async () => {
      const result = await ask()
      if (result.kind === 'opened') await this.#opened(result.plan)
      else if (result.kind === 'protected') this.show({ kind: 'password', name: result.name, wrong: result.wrong })
      else if (result.kind === 'locked') this.show({ kind: 'locked', name: result.name, holder: result.holder })
      else if (result.kind === 'damaged') this.show(result)
    })
  }

  openPlan = (): Promise<void> => this.#open(() => this.#call('openPlan'))
  /** Opens what the system hands over, once what is being typed is saved. */
  openHanded = (): Promise<void> => this.#open(() => this.#call('openHanded'))
  openRecent = (id: string): Promise<void> => this.#open(() => this.#call('openRecent', id))
  openProtected = (password: string): Promise<void> => this.#open(() => this.#call('openProtected', password))
  openBackup = (id: string): Promise<void> => this.#open(() => this.#call('openBackup', id))
  openCopy = (): Promise<void> => this.#open(() => this.#call('openCopy'))
  createPlan = (suggestedName: string, change: Change | Json<Change>): Promise<void> =>
    this.#open(() => this.#call('createPlan', suggestedName, change))

  /** A fresh example: the sample workbook, imported. */
  openExample = (): Promise<void> =>
    this.#open(async () => {
      const plan = planOf()
      const imported = planImport(
        plan,
        readTables((await this.#call('sampleWorkbook')).whole.read()),
        this.newId,
      ).change
      apply(plan, imported)
      const rolled = rollForward(plan, { to: shiftYear(detailsOf(plan).planYear!, 1), uplift: EXAMPLE_UPLIFT })
      return this.#call('openExample', squash('make the example plan', [imported, rolled]))
    })

  forgetRecent = (id: string): Promise<void> =>
    this.#attempt(async () => this.set({ recent: await this.#call('forgetRecent', id) }))

  /** An empty plan of the title and year given, with its priorities. */
  newPlan(details: { title: string; organisation: string | null; planYear: FinancialYear | null }): Promise<void> {
    const change = { ...setDetails(planOf(), details), label: 'create the plan' }
    return this.createPlan(details.title, change)
  }

  /**
   * Gives the plan a password, another one, or with null none.
   * @throws Refusal with the sentence for the dialog, the plan then being as it was
   */
  async setPassword(password: string | null): Promise<void> {
    await this.flush()
    await this.#call('setPassword', password)
    const { open } = this.state
    if (open) this.set({ open: { ...open, isProtected: password !== null } })
    this.notify({
      kind: 'done',
      sentence: password === null ? 'The plan has no password any more' : 'The plan is protected by its password',
    })
  }

  /** What ships with the program. @throws Refusal */
  licences(): Promise<Licence[]> {
    return this.#call('licences')
  }

  copyDiagnostics = (): Promise<void> =>
    this.#attempt(async () => {
      await this.#call('copyDiagnostics')
      this.say('The diagnostics are in the clipboard')
      this.notify({
        kind: 'done',
        sentence:
          'The diagnostics are in the clipboard; they hold no figures and no names, so paste them for the help desk',
      })
    })

  closePlan = async (): Promise<void> => {
    await this.flush()
    await this.#attempt(async () => {
      await this.#call('closePlan')
      this.#present = null
      this.set({ stage: 'start', looking: null, since: null, open: null, dialog: null, notice: null, selection: null })
      const { recent } = await this.#call('start')
      this.set({ recent })
    })
  }

  /** Asks for a workbook and shows what is in it. */
  chooseWorkbook = async (): Promise<void> => {
    await this.flush()
    this.set({ startError: null, dialog: { kind: 'reading' } })
    await this.#attempt(async () => {
      try {
        const workbook = await this.#call('chooseWorkbook')
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
    await this.#attempt(async () => void (await this.#call('cancelReading')))
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
      this.set(change ? { saved: { kind: 'saved' }, notice: null } : { notice: null })
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
    await this.#attempt(async () => {
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
    await this.#attempt(async () => {
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

  /**
   * Asks where to and writes what was chosen in the export dialog.
   * @returns what was written; null when it was cancelled
   * @throws Refusal with the sentence for the dialog
   */
  async exportPaper(choice: ExportChoice): Promise<Exported | null> {
    await this.flush()
    const written = await this.#call('exportPaper', choice)
    if (written) this.say(`Exported ${written.file}`)
    return written
  }

  /** Writes the record of a decision as a paper to be signed. */
  async exportRecord(decisionId: string): Promise<void> {
    await this.flush()
    await this.#attempt(async () => {
      const written = await this.#call(
        'exportRecord',
        decisionId,
        this.state.optionId,
        this.state.looking?.step ?? null,
      )
      if (!written) return
      this.say(`Exported ${written.file}`)
      this.notify({
        kind: 'done',
        sentence: `The record is in “${written.file}”`,
        action: {
          label: 'Open it',
          perform: () => void this.#attempt(async () => void (await this.#call('openExport'))),
        },
      })
    })
  }

  /** Puts a chart onto the clipboard as an image. @param make gives the base64 of a PNG */
  async copyChart(make: () => Promise<string>, title: string): Promise<void> {
    await this.#attempt(async () => {
      await this.#call('copyChart', await make())
      this.say(`Copied ${title}`)
      this.notify({ kind: 'done', sentence: `“${title}” is on the clipboard as an image; paste it into your paper` })
    })
  }

  /** Asks where to and writes a chart. */
  async saveChart(make: () => Promise<ChartFile>): Promise<void> {
    await this.#attempt(async () => {
      const written = await this.#call('saveChart', await make())
      if (!written) return
      this.say(`Saved ${written.file}`)
      this.notify({ kind: 'done', sentence: `The chart is in “${written.file}”` })
    })
  }

  /** Shows the plan as it was, in place of the plan as it is. It can be looked at in every view, and not edited. */
  async lookAt(looking: Looking): Promise<void> {
    await this.flush()
    await this.#attempt(async () => {
      const present = this.#present ?? this.state.open!
      const ledger = await this.#past(looking.step)
      if ((this.#present ?? this.state.open) !== present) return
      this.#present = present
      this.#show({ ...present, readOnly: true, ledger }, looking)
      this.say(`The plan as it was is shown: ${looking.name}`)
    })
  }

  /** Shows the plan as it is again. */
  backToPresent(): void {
    const present = this.#present
    if (!present) return
    this.#present = null
    present.ledger.group(this.state.open!.ledger.levels)
    this.#show(present, null)
    this.say('The plan as it is now is shown')
  }

  #show(open: OpenPlan, looking: Looking | null): void {
    const { version, shape } = this.state
    this.set({
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
    const { ledger } = this.state.open!
    const rows = await this.#rowsAt(step)
    const none = { history: ledger.history, rows, name: '', folder: '', readOnly: true, isProtected: false }
    const refuse = (() => Promise.reject(new Refusal('This is the plan as it was, so nothing was changed.'))) as Call
    return Ledger.open(none, ledger.levels, refuse, (applied) => this.#applied(applied))
  }

  /** The plan as it was after a step. @throws Refusal when there is no such step any more */
  async planAt(step: number): Promise<Plan> {
    return planInParts(await this.#rowsAt(step), breather())
  }

  async #rowsAt(step: number): Promise<PlanRows> {
    await this.present?.ledger.settled()
    return this.#call('rowsAt', step)
  }

  /** Marks in the budget what has changed since a step, or with null nothing any more. */
  async markSince(since: { step: number; name: string } | null): Promise<void> {
    if (since === null) {
      this.set({ since: null, shape: this.state.shape + 1 })
      this.say('Changes are no longer marked')
      return
    }
    await this.#attempt(async () => {
      const ledger = await this.#past(since.step)
      this.set({ since: { ...since, ledger }, shape: this.state.shape + 1 })
      this.say(`Marked in the budget: what has changed since ${since.name}`)
    })
  }

  /** After which step the plan was what each draft stands for, by the draft's id. */
  draftSteps(): Promise<Record<string, number>> {
    return this.#call('draftSteps')
  }

  /** The steps that touched a line, the latest first; those up to what is looked at. */
  async lineHistory(lineId: string) {
    await (this.#present?.ledger ?? this.state.open?.ledger)?.settled()
    const until = this.state.looking?.step ?? Number.POSITIVE_INFINITY
    return (await this.#call('lineHistory', lineId)).filter(({ number }) => number <= until)
  }

  /** The drafts that are named now, whatever is looked at. */
  get present(): OpenPlan | null {
    return this.#present ?? this.state.open
  }

  /** Says so when the plan is not what its history says, as after a fault of a disk. */
  async #verify(): Promise<void> {
    const { open } = this.state
    if (!open) return
    try {
      const { rows, lineIds } = await this.#call('verify')
      if (rows === 0 || this.present !== open) return
      const names = lineIds.flatMap((id) => open.ledger.base.line.get(id)?.service ?? [])
      const places = `${rows === 1 ? 'one place' : `${rows} places`}${names.length > 0 ? ` (${names.join(', ')})` : ''}`
      this.notify({
        kind: 'error',
        sentence: `“${open.name}” is not what its history says in ${places}, as after a fault of the disk; nothing was changed, so compare it with an earlier version.`,
        action: { label: 'Earlier versions…', perform: () => void this.chooseBackup() },
      })
    } catch (error) {
      if (error instanceof Refusal && this.present === open) this.notify({ kind: 'error', sentence: error.message })
    }
  }

  /** Asks where to and writes a copy of the plan. */
  saveCopy = async (): Promise<void> => {
    await this.flush()
    await this.#attempt(async () => {
      const name = await this.#call('saveCopy')
      if (name !== null) this.notify({ kind: 'done', sentence: `A copy of the plan is in “${name}”` })
    })
  }

  /** Shows the dated copies of the plan. */
  chooseBackup = async (): Promise<void> => {
    await this.flush()
    this.backToPresent()
    await this.#attempt(async () => this.show({ kind: 'restore', backups: await this.#call('backups') }))
  }

  /** The plan as a dated copy has it. @throws Refusal when that cannot be read */
  async backupPlan(id: string): Promise<Plan> {
    return planOf(await this.#call('backupRows', id))
  }

  /** Goes back to a dated copy, as one step. */
  async restoreBackup(id: string): Promise<void> {
    const { open } = this.state
    if (!open || open.readOnly) return
    await this.#attempt(async () => {
      const change = await open.ledger.restore(id)
      if (change === null) {
        this.notify({ kind: 'done', sentence: 'The plan is just as it was then, so nothing was changed' })
        return
      }
      this.set({ saved: { kind: 'saved' } })
      this.say(`Saved: ${change.label}`)
      this.notify({
        kind: 'done',
        sentence: `Done: ${change.label}`,
        action: { label: 'Undo', perform: () => void this.undo() },
      })
    })
  }

  /** Asks for a colleague's copy and shows what it holds otherwise. */
  compareCopy = async (): Promise<void> => {
    await this.flush()
    this.backToPresent()
    await this.#attempt(async () => {
      const found = await this.#call('compareCopy')
      if (!found) return
      this.notify(null)
      this.show({ kind: 'merge', found })
    })
  }

  /** Who typed what stands in some rows of the plan, and when; null when nobody did, or it cannot be known now. */
  async lastStep(rows: { table: TableName; id: string }[], field: string | null): Promise<HistoryStep | null> {
    try {
      await (this.#present?.ledger ?? this.state.open?.ledger)?.settled()
      const found = await this.#call('lastStep', rows, field)
      return found && found.number <= (this.state.looking?.step ?? found.number) ? found : null
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  /** Every step of the plan, the latest first. */
  async historySteps() {
    await this.present?.ledger.settled()
    return (await this.#call('history')).toSorted((a, b) => b.number - a.number)
  }
}
