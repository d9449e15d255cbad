/**
 * The one contract between the window and the machine: each call with the schema of what it takes and the type of what
 * it gives. Adding a call is adding a row here; the compiler then names the two places that answer and use it.
 * Example: `call('commit', change)` gives the plan's new history, or a sentence that says why not.
 */
import { z } from 'zod'
import { type Change, changeSchema, type RowChange } from './change.ts'
import { chartFileSchema, imageSchema } from './charts/file.ts'
import { type CommandId, commandIds, nativeDeeds } from './commands.ts'
import { type ExportChoice, type ExportPreview, exportChoiceSchema } from './exporting/choice.ts'
import { type KnownMapping, knownMappingSchema } from './importing/shapes.ts'
import type { Differing, MergedCopy } from './merging.ts'
import { tableNames } from './model.ts'
import { Json, type Parcel } from './parcel.ts'
import type { PlanRows } from './plan.ts'
import type { Sheet, Workbook } from './sheet.ts'
import type { Said } from './templates/making.ts'

/** What can be undone and redone next, by name; null when there is nothing. */
export interface HistoryHead {
  undo: string | null
  redo: string | null
}

/** One step of a plan's history. `dropped` was undone and then overtaken by another change. */
export interface HistoryStep {
  number: number
  label: string
  who: string
  /** ISO date and time in UTC. */
  at: string
  state: 'done' | 'undone' | 'dropped'
}

/** A step that touched a budget line, with what it did to the line and to what is kept about it. */
export interface LineStep extends HistoryStep {
  rows: RowChange[]
}

/** An open plan as the window needs it. */
export interface OpenedPlan {
  /** The file's name without its ending, and its folder for the tooltip. */
  name: string
  folder: string
  readOnly: boolean
  /** Has it a password? */
  isProtected: boolean
  rows: PlanRows
  history: HistoryHead
}

/** The fewest characters that a plan's password may have: fewer are tried out in no time. */
export const SHORTEST_PASSWORD = 8
const password = z.string().min(1).max(1000)

/**
 * `protected`: it has a password, to be given with `openProtected`; `wrong` says that the one given does not open it. `locked`:
 * somebody else has it open; `holder` says who and since when, and `openCopy` opens a read-only copy of it. `damaged`: it
 * cannot be read, and there are dated copies of it, one of which `openBackup` opens.
 */
export type OpenResult =
  | { kind: 'opened'; plan: OpenedPlan }
  | { kind: 'protected'; name: string; wrong: boolean }
  | { kind: 'cancelled' }
  | { kind: 'locked'; name: string; holder: string }
  | { kind: 'damaged'; name: string; sentence: string; backups: Backup[] }

/** A recently opened plan. The window only ever names it by `id`, never by path. */
export interface RecentPlan {
  id: string
  name: string
  folder: string
  /** ISO date and time in UTC. */
  openedAt: string
}

/** A workbook that was read, as the window needs it; what its sheets hold is for the worker that reads tables. */
export interface OpenedWorkbook {
  file: string
  sheets: (Pick<Sheet, 'name' | 'hidden'> & { cells: number })[]
  whole: Json<Workbook>
}

export function openedWorkbook(workbook: Workbook): OpenedWorkbook {
  const sheets = workbook.sheets.map(({ name, hidden, cells }) => ({ name, hidden, cells: cells.length }))
  return { file: workbook.file, sheets, whole: Json.of(workbook) }
}

/** A template of the officer's own. The window only ever names it by `id`, never by path. */
export type OwnTemplate = Omit<RecentPlan, 'openedAt'>

/** What can be chosen in the export dialog, and what was chosen last for this plan. */
export interface ExportState {
  builtin: { name: string; label: string; describes: string }[]
  own: OwnTemplate[]
  last: ExportChoice | null
}

/** A template that was made of last year's workbook, among the officer's own, and what became of the workbook's places. */
export interface MadeTemplate {
  id: string
  own: OwnTemplate[]
  name: string
  said: Said[]
}

/** What was written: the files' names, and why the accessible edition beside it was not. */
export interface Exported {
  file: string
  accessible: string | null
  missed: string | null
}

/** A dated copy of a plan, in the program's own folder. The window only ever names it by `id`, never by path. */
export interface Backup {
  id: string
  /** ISO date and time in UTC. */
  at: string
  /** Made when the plan was opened, or before an import, a merge or a restoring. */
  reason: 'opened' | 'import' | 'merge' | 'restore'
  bytes: number
}

/** A colleague's copy of the open plan: what it holds otherwise, and who worked on it since. */
export interface ComparedCopy {
  copy: MergedCopy
  authors: string[]
  differing: Differing[]
}

/** A copy that was compared; or that has another password than the plan, to be given with `compareProtected`. */
export type CompareResult =
  | { kind: 'compared'; found: ComparedCopy }
  | { kind: 'protected'; name: string; wrong: boolean }

export interface StartState {
  version: string
  recent: RecentPlan[]
  /** The plan that was already open, say after the window was reloaded. */
  plan: OpenedPlan | null
  /** The name of a plan that was double-clicked and asks for its password; null when none does. */
  asks: string | null
}

/** The licence of something that ships; `identifier` as SPDX has it. */
export interface Licence {
  name: string
  version: string
  identifier: string
  text: string | null
}

/** Type of a call's result, beside the schema of what it takes. */
const gives = <Result>() => ({}) as { result: Result }
const nothing = z.tuple([])

export const contract = {
  start: { takes: nothing, ...gives<StartState>() },
  /** Asks for a workbook and reads it; null when cancelled. */
  chooseWorkbook: { takes: nothing, ...gives<OpenedWorkbook | null>() },
  /** The sample workbook that comes with the program. */
  sampleWorkbook: { takes: nothing, ...gives<OpenedWorkbook>() },
  cancelReading: { takes: nothing, ...gives<null>() },
  /** The columns that were confirmed in earlier imports, by the shape of their headings, the latest first. */
  knownMappings: { takes: nothing, ...gives<KnownMapping[]>() },
  rememberMapping: { takes: z.tuple([knownMappingSchema]), ...gives<null>() },
  /** Asks where to keep a new plan, makes it with its first Change, and opens it. */
  createPlan: {
    takes: z.tuple([z.string().max(200), changeSchema]),
    ...gives<OpenResult>(),
  },
  /** Makes a fresh example plan in the program's own folder and opens it. */
  openExample: { takes: z.tuple([changeSchema]), ...gives<OpenResult>() },
  openPlan: { takes: nothing, ...gives<OpenResult>() },
  /** Opens the plan that the system has handed over. */
  openHanded: { takes: nothing, ...gives<OpenResult>() },
  openRecent: { takes: z.tuple([z.string()]), ...gives<OpenResult>() },
  forgetRecent: { takes: z.tuple([z.string()]), ...gives<RecentPlan[]>() },
  /** After `locked`: a read-only copy of that plan. */
  openCopy: { takes: nothing, ...gives<OpenResult>() },
  /** After `protected`: the plan, or the copy that was asked for, with its password. */
  openProtected: { takes: z.tuple([password]), ...gives<OpenResult>() },
  /** Gives the open plan a password, another one, or with null none. */
  setPassword: { takes: z.tuple([password.nullable()]), ...gives<null>() },
  closePlan: { takes: nothing, ...gives<null>() },
  /** Every row of the open plan, as it is saved. */
  rows: { takes: nothing, ...gives<PlanRows>() },
  commit: { takes: z.tuple([changeSchema]), ...gives<HistoryHead>() },
  /** The Change that was applied, already the right way round; null when there was nothing to undo. */
  undo: { takes: nothing, ...gives<{ change: Change; history: HistoryHead } | null>() },
  redo: { takes: nothing, ...gives<{ change: Change; history: HistoryHead } | null>() },
  history: { takes: nothing, ...gives<HistoryStep[]>() },
  /** Every row as it was once a step of the history was done; 0 is before the first. */
  rowsAt: { takes: z.tuple([z.int().min(0)]), ...gives<PlanRows>() },
  /** The step after which the plan was what each draft stands for, by the draft's id. */
  draftSteps: { takes: nothing, ...gives<Record<string, number>>() },
  /**
   * The latest step that stands and touched one of these rows, or with a field set that field of one: who typed what stands in
   * a cell, and when; null when none did.
   */
  lastStep: {
    takes: z.tuple([
      z.array(z.strictObject({ table: z.enum(tableNames), id: z.string().max(1_000) })).max(8),
      z.string().max(40).nullable(),
    ]),
    ...gives<HistoryStep | null>(),
  },
  /** The steps that stand and touched a budget line, the latest first. */
  lineHistory: { takes: z.tuple([z.string().max(400)]), ...gives<LineStep[]>() },
  /** What ships with the program, by name. */
  licences: { takes: nothing, ...gives<Licence[]>() },
  /** Puts a few lines for a help desk into the clipboard, without figures and names, and gives them to be shown. */
  copyDiagnostics: { takes: nothing, ...gives<string>() },
  /** How many rows of the open plan are otherwise than its history says, as after a fault of a disk; and the lines of some. */
  verify: { takes: nothing, ...gives<{ rows: number; lineIds: string[] }>() },
  /** The dated copies of the open plan, the latest first. */
  backups: { takes: nothing, ...gives<Backup[]>() },
  /** Every row of one of them. */
  backupRows: { takes: z.tuple([z.string().max(100)]), ...gives<PlanRows>() },
  /** Goes back to one of them, as a step that can be undone: the Change that was applied. */
  restoreBackup: {
    takes: z.tuple([z.string().max(100)]),
    ...gives<{ change: Change; history: HistoryHead } | null>(),
  },
  /** After `damaged`: puts a dated copy beside the plan, which is left alone, and opens that. */
  openBackup: { takes: z.tuple([z.string().max(100)]), ...gives<OpenResult>() },
  /** Asks where to and writes a copy of the open plan; its name, or null when cancelled. */
  saveCopy: { takes: nothing, ...gives<string | null>() },
  /** Asks for a colleague's copy of the open plan and compares it; null when cancelled. */
  compareCopy: { takes: nothing, ...gives<CompareResult | null>() },
  compareProtected: { takes: z.tuple([password]), ...gives<CompareResult>() },
  exportState: { takes: nothing, ...gives<ExportState>() },
  /** Asks for a workbook to be used as a template: its id among the officer's own, or null when cancelled. */
  chooseTemplate: { takes: nothing, ...gives<{ id: string; own: OwnTemplate[] } | null>() },
  forgetTemplate: { takes: z.tuple([z.string()]), ...gives<OwnTemplate[]>() },
  /** Asks where to and copies one of the program's templates there, which is then among the officer's own. */
  copyTemplate: { takes: z.tuple([z.string().max(100)]), ...gives<{ id: string; own: OwnTemplate[] } | null>() },
  /** Asks for last year's workbook, then where to, and makes a template of it there; null when a picker was cancelled. */
  makeTemplate: { takes: nothing, ...gives<MadeTemplate | null>() },
  /** What an export would be, and what each placeholder gives; null when something else was asked for meanwhile. */
  previewExport: { takes: z.tuple([exportChoiceSchema]), ...gives<ExportPreview | null>() },
  /** Asks where to and writes what was chosen; null when cancelled. */
  exportPaper: { takes: z.tuple([exportChoiceSchema]), ...gives<Exported | null>() },
  /** Asks where to and writes the record of a decision, of the plan or under an option, now or after a step; null when cancelled. */
  exportRecord: {
    takes: z.tuple([z.string().max(400), z.string().max(400).nullable(), z.int().min(0).nullable()]),
    ...gives<Exported | null>(),
  },
  /** Puts a chart, as the base64 of a PNG, onto the clipboard. */
  copyChart: { takes: z.tuple([imageSchema]), ...gives<null>() },
  /** Asks where to and writes a chart: the file's name, or null when cancelled. */
  saveChart: { takes: z.tuple([chartFileSchema]), ...gives<{ file: string } | null>() },
  /** Stops what is being made, unless it is being written already. */
  cancelExport: { takes: nothing, ...gives<null>() },
  /** Opens the last export in the program that the computer has for it. */
  openExport: { takes: nothing, ...gives<null>() },
  /** Shows the last export, or the template that was copied last, in its folder. */
  showExport: { takes: nothing, ...gives<null>() },
  /** What the window can do now, for the native menu. */
  menuState: {
    takes: z.tuple([z.object({ can: z.array(z.enum(commandIds)), on: z.array(z.enum(commandIds)) })]),
    ...gives<null>(),
  },
  /** Does what Electron does by itself, such as copying what is selected. */
  doNative: { takes: z.tuple([z.enum(nativeDeeds)]), ...gives<null>() },
  /** Shows everything one step larger or smaller, or with 0 in its usual size. */
  zoom: { takes: z.tuple([z.literal([-1, 0, 1])]), ...gives<null>() },
} as const

export type Channel = keyof typeof contract
/** What a call takes; any of it may be JSON already. */
export type Takes<Name extends Channel> = OrJson<z.input<(typeof contract)[Name]['takes']>>
type OrJson<Given extends unknown[]> = { [Index in keyof Given]: Given[Index] | Json<Given[Index]> }
export type Gives<Name extends Channel> = (typeof contract)[Name]['result']

/** A call's answer as it crosses the border: the value, packed, or the sentence of a Refusal. */
export type Answer = { ok: true; value: Parcel } | { ok: false; sentence: string }

/** What the preload script offers the window, as `window.api`. */
export interface Bridge {
  /** Each argument is JSON. */
  call(channel: Channel, ...args: string[]): Promise<Answer>
  onMenu(listener: (command: CommandId) => void): () => void
  /** The system hands a plan over, as by a double click: `openHanded` opens it. */
  onHanded(listener: () => void): () => void
}
