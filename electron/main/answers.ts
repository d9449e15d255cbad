/**
 * What every call of the contract does. The window names no path: files are chosen in the pickers, or by a recent plan's id.
 * Example: `answers.commit(change)` saves one Change in the open plan.
 */
import path from 'node:path'
import type { MenuState, NativeDeed } from '../../shared/commands.ts'
import { type Licence, openedWorkbook } from '../../shared/ipc.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Answers } from './calls.ts'
import { makeCharts } from './charts.ts'
import type { Desk } from './desk.ts'
import type { Dialogs } from './dialogs.ts'
import type { ExportCalls } from './exporting.ts'
import type { Mappings } from './mappings.ts'
import type { Reading } from './reading.ts'
import type { Recents } from './recent.ts'

export interface AnswersOptions {
  version: string
  desk: Desk
  /** Opens the plan that the program was started with, unless that is done. */
  openFirst: () => void
  /** Takes the plan that the system has handed over, if it has. */
  handed: () => string | null
  dialogs: Dialogs
  recents: Recents
  mappings: Mappings
  reading: Reading
  /** The sample workbook that comes with the program. */
  sample: string
  /** Where the example plan is made. */
  example: string
  exporting: ExportCalls
  menu: {
    show(state: MenuState): void
    zoom(by: -1 | 0 | 1): void
    doNative(deed: NativeDeed): void
  }
  /** Puts a PNG onto the clipboard. @returns whether it was one */
  copyImage: (png: Buffer) => Promise<boolean>
  licences: () => Promise<Licence[]>
  /** Puts what a help desk asks first into the clipboard, and gives it. */
  copyDiagnostics: () => string
}

export function makeAnswers(options: AnswersOptions): Answers {
  const {
    version,
    desk,
    openFirst,
    handed,
    dialogs,
    recents,
    mappings,
    reading,
    sample,
    example,
    exporting,
    menu,
    copyImage,
  } = options
  return {
    start: async () => {
      openFirst()
      return { version, recent: await recents.list(), plan: desk.plan(), asks: desk.asks() }
    },
    chooseWorkbook: async () => {
      const file = await dialogs.chooseWorkbook()
      const workbook = file === null ? null : await reading.read(file)
      return workbook && openedWorkbook(workbook)
    },
    sampleWorkbook: async () => {
      const workbook = await reading.read(sample)
      if (!workbook) throw new Refusal('Reading the sample was stopped, so nothing was changed; choose it again.')
      return openedWorkbook(workbook)
    },
    cancelReading: async () => {
      reading.cancel()
      return null
    },
    knownMappings: async () => mappings.list(),
    rememberMapping: async (mapping) => {
      mappings.remember(mapping)
      return null
    },
    createPlan: async (suggestedName, change) => {
      const place = await dialogs.placePlan(suggestedName)
      return place === null ? { kind: 'cancelled' } : desk.create(place, { change, replace: true })
    },
    openExample: async (change) => desk.create(example, { change, replace: true }),
    openHanded: async () => {
      const file = handed()
      return file === null ? { kind: 'cancelled' } : desk.open(file)
    },
    openPlan: async () => {
      const file = await dialogs.choosePlan()
      return file === null ? { kind: 'cancelled' } : desk.open(file)
    },
    openRecent: async (id) => {
      const file = recents.pathOf(id)
      if (file === null)
        throw new Refusal(
          'That plan is no longer in the list of recent plans; nothing was changed, so open it from its folder.',
        )
      return desk.open(file)
    },
    forgetRecent: async (id) => {
      recents.forget(id)
      return recents.list()
    },
    openCopy: () => desk.openCopy(),
    openProtected: (password) => desk.openProtected(password),
    setPassword: async (password) => {
      desk.setPassword(password)
      return null
    },
    closePlan: async () => {
      desk.close()
      return null
    },
    rows: async () => desk.file().rows(),
    commit: async (change) => desk.commit(change),
    undo: async () => desk.file().undo(),
    redo: async () => desk.file().redo(),
    history: async () => desk.file().history(),
    rowsAt: async (step) => desk.file().rowsAt(step),
    draftSteps: async () => desk.file().draftSteps(),
    lastStep: async (rows, field) => desk.file().lastStep(rows, field),
    lineHistory: async (lineId) => desk.file().lineHistory(lineId),
    verify: async () => desk.verify(),
    backups: async () => desk.backups(),
    backupRows: async (id) => desk.backupRows(id),
    restoreBackup: async (id) => desk.restoreBackup(id),
    openBackup: async (id) => desk.openBackup(id),
    saveCopy: async () => {
      const { name } = path.parse(desk.file().file)
      const place = await dialogs.placePlan(`${name} (copy)`)
      if (place === null) return null
      desk.saveCopy(place)
      return path.basename(place)
    },
    compareCopy: async () => {
      const file = await dialogs.chooseCopy()
      return file === null ? null : desk.compareCopy(file)
    },
    compareProtected: (password) => desk.compareProtected(password),
    ...exporting,
    menuState: async (state) => {
      menu.show(state)
      return null
    },
    doNative: async (deed) => {
      menu.doNative(deed)
      return null
    },
    zoom: async (by) => {
      menu.zoom(by)
      return null
    },
    licences: () => options.licences(),
    copyDiagnostics: async () => options.copyDiagnostics(),
    ...makeCharts({ dialogs, copyImage }),
  }
}
