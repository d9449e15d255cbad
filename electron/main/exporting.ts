/**
 * Exports: papers from templates, the lines as .csv, the budget as a PDF. They are made in a process of their own and written
 * whole or not at all. The window names templates by their name or id, files are placed in the picker.
 * Example: `exporting.exportPaper({as: 'workbook', template: 'commissioning-framework', …})` asks where to, and writes it.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { dayText } from '../../shared/days.ts'
import { decisionOf } from '../../shared/edits/decisions.ts'
import type { ExportChoice } from '../../shared/exporting/choice.ts'
import { recordPaper } from '../../shared/exporting/record.ts'
import type { OwnTemplate } from '../../shared/ipc.ts'
import { namedUnder, optionsInOrder } from '../../shared/options.ts'
import { detailsOf, type PlanRows, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { builtinTemplates, isBuiltin } from '../../shared/templates/builtin.ts'
import { writeAtomic } from '../workbook/atomic.ts'
import { checkNew, writePack } from '../workbook/pack.ts'
import { makePack, makePaper, makeTemplateOf, partsOf, previewPaper } from '../workbook/paperclient.ts'
import type { PaperRequest } from '../workbook/paperprocess.ts'
import type { WorkProcess } from '../workbook/work.ts'
import { writePaper } from '../workbook/writer.ts'
import type { Answers } from './calls.ts'
import type { Choices } from './choices.ts'
import type { Desk } from './desk.ts'
import type { Dialogs } from './dialogs.ts'
import type { Mappings } from './mappings.ts'
import { fileName } from './names.ts'
import type { Recents } from './recent.ts'

export type ExportCalls = Pick<
  Answers,
  | 'exportState'
  | 'chooseTemplate'
  | 'forgetTemplate'
  | 'copyTemplate'
  | 'makeTemplate'
  | 'previewExport'
  | 'exportPaper'
  | 'exportRecord'
  | 'cancelExport'
  | 'openExport'
  | 'showExport'
>

export interface ExportingOptions {
  desk: Pick<Desk, 'file'>
  dialogs: Pick<
    Dialogs,
    'placeExport' | 'choosePackFolder' | 'chooseWorkbook' | 'chooseTemplate' | 'placeTemplate' | 'mayReplace'
  >
  /** The columns that were confirmed when importing. */
  mappings: Pick<Mappings, 'list'>
  /** The officer's own templates. */
  templates: Recents
  choices: Choices
  /** Where the program's own templates are. */
  folder: string
  launch: () => WorkProcess<PaperRequest>
  print: (html: string, signal: AbortSignal) => Promise<Uint8Array>
  /** The ISO date. */
  today: () => string
  /** @returns what went wrong, or '' */
  openFile: (file: string) => Promise<string>
  showInFolder: (file: string) => void
}

const ACCESSIBLE = 'accessible-tables'
const pause = () => setImmediate()

export function makeExporting(options: ExportingOptions): ExportCalls {
  const { desk, dialogs, mappings, templates, choices, folder, launch, print, today, openFile, showInFolder } = options
  let running: AbortController | null = null
  let exported: string | null = null
  let shown: string | null = null

  const builtinFile = (name: string) => path.join(folder, `${name}.xlsx`)

  /** @throws Refusal when it is no longer there */
  function templateOf(name: string): string {
    const file = isBuiltin(name) ? builtinFile(name) : templates.pathOf(name)
    if (file === null)
      throw new Refusal('That template is no longer in the list, so nothing was exported; choose it again.')
    if (!existsSync(file))
      throw new Refusal(
        `The template “${path.basename(file)}” is not where it was, so nothing was exported; choose it again.`,
      )
    return file
  }

  async function own(): Promise<OwnTemplate[]> {
    return (await templates.list()).map(({ id, name, folder: where }) => ({ id, name, folder: where }))
  }

  /** Takes up a template, which is then the first of the officer's own. */
  async function take(file: string): Promise<{ id: string; own: OwnTemplate[] }> {
    templates.add(file)
    const list = await own()
    return { id: list[0]!.id, own: list }
  }

  /** The plan's rows: as they are, or as they were after a step, the plan's title then saying when that was. */
  async function rowsOf(step: number | null): Promise<PlanRows> {
    const file = desk.file()
    if (step === null) return file.rowsInParts(pause)
    const rows = file.rowsAt(step)
    const made = file.history().find(({ number }) => number === step)
    const when = made ? `as it was on ${dayText(made.at.slice(0, 10))}` : 'as it was at first'
    return { ...rows, plan: [{ ...detailsOf(planOf({ plan: rows.plan })), title: `${titleOf(rows)} – ${when}` }] }
  }

  /** Runs one piece of work, in place of the one before. @returns null when it was stopped */
  async function one<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    try {
      return await work(mine.signal)
    } catch (error) {
      if (mine.signal.aborted) return null
      throw error
    } finally {
      if (running === mine) running = null
    }
  }

  async function asked(rows: PlanRows, { as, template, year, unit, optionId }: ExportChoice) {
    const making = { as, year, unit, today: today(), template: as === 'workbook' ? templateOf(template) : null }
    return { rows: await partsOf(rows, pause), optionId, making }
  }

  async function bytesOf(rows: PlanRows, choice: ExportChoice, signal: AbortSignal): Promise<Uint8Array> {
    const bytes = await makePaper(await asked(rows, choice), { launch, signal })
    return choice.as === 'print' ? print(Buffer.from(bytes).toString('utf8'), signal) : bytes
  }

  /** The same figures beside a paper, as accessible tables. @returns the file, or why there is none */
  async function writeAccessible(beside: string, rows: PlanRows, choice: ExportChoice, signal: AbortSignal) {
    const file = beside.replace(/\.xlsx$/i, ' (accessible).xlsx')
    const name = path.basename(file)
    if (existsSync(file) && !(await dialogs.mayReplace(file)))
      return { accessible: null, missed: `“${name}” was there already and was left as it is.` }
    try {
      await writeAtomic(file, () => bytesOf(rows, { ...choice, template: ACCESSIBLE }, signal))
      return { accessible: name, missed: null }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { accessible: null, missed: `The accessible edition is missing. ${error.message}` }
    }
  }

  /** Asks for a folder, and writes the publication pack into a new one in it. */
  async function exportPack(rows: PlanRows, choice: ExportChoice, signal: AbortSignal): Promise<string | null> {
    const parent = await dialogs.choosePackFolder()
    if (parent === null) return null
    const place = path.join(parent, fileName(nameFor(rows, choice)))
    checkNew(place)
    await writePack(place, await makePack(await asked(rows, choice), { launch, signal }))
    return place
  }

  async function exportOne(
    rows: PlanRows,
    choice: ExportChoice & { as: Parameters<typeof dialogs.placeExport>[0] },
    signal: AbortSignal,
  ): Promise<string | null> {
    const place = await dialogs.placeExport(choice.as, nameFor(rows, choice))
    if (place !== null) await writeAtomic(place, () => bytesOf(rows, choice, signal))
    return place
  }

  return {
    exportState: async () => ({
      builtin: builtinTemplates.filter(({ name }) => existsSync(builtinFile(name))).map((one) => ({ ...one })),
      own: await own(),
      last: choices.of(desk.file().file),
    }),
    chooseTemplate: async () => {
      const file = await dialogs.chooseTemplate()
      return file === null ? null : take(file)
    },
    forgetTemplate: async (id) => {
      templates.forget(id)
      return own()
    },
    copyTemplate: async (name) => {
      const label = builtinTemplates.find((template) => template.name === name)?.label
      if (label === undefined) throw new Refusal('That template is a workbook of your own already; change it in Excel.')
      const place = await dialogs.placeTemplate(`${label} template`)
      if (place === null) return null
      const bytes = await readFile(templateOf(name))
      await writeAtomic(place, () => bytes)
      shown = place
      return take(place)
    },
    makeTemplate: () =>
      one(async (signal) => {
        const file = await dialogs.chooseWorkbook()
        if (file === null) return null
        const { plan } = await desk.file().rowsInParts(pause)
        const organisation = detailsOf(planOf({ plan })).organisation ?? ''
        const { bytes, said } = await makeTemplateOf({ file, known: mappings.list(), organisation }, { launch, signal })
        const place = await dialogs.placeTemplate(`${path.parse(file).name} template`)
        if (place === null) return null
        await writeAtomic(place, () => bytes)
        shown = place
        return { ...(await take(place)), name: path.basename(place), said }
      }),
    previewExport: (choice) =>
      one(async (signal) => {
        const rows = await rowsOf(choice.step ?? null)
        return previewPaper(await asked(rows, choice), { launch, signal })
      }),
    exportPaper: (choice) =>
      one(async (signal) => {
        if (choice.as === 'workbook') templateOf(choice.template)
        const file = desk.file()
        const rows = await rowsOf(choice.step ?? null)
        const { as } = choice
        const place =
          as === 'publication'
            ? await exportPack(rows, choice, signal)
            : await exportOne(rows, { ...choice, as }, signal)
        if (place === null) return null
        exported = place
        shown = place
        if (choice.as === 'workbook' && !isBuiltin(choice.template)) templates.add(templateOf(choice.template))
        const { step: _, ...kept } = choice
        if (!file.readOnly) choices.remember(file.file, kept)
        const wanted = choice.accessible && choice.as === 'workbook' && choice.template !== ACCESSIBLE
        const beside = wanted ? await writeAccessible(place, rows, choice, signal) : { accessible: null, missed: null }
        return { file: path.basename(place), ...beside }
      }),
    exportRecord: async (decisionId, optionId, step) => {
      const saved = planOf(await rowsOf(step))
      const plan = optionId === null ? saved : namedUnder(saved, optionId)
      const paper = recordPaper(plan, decisionOf(plan, decisionId))
      const place = await dialogs.placeExport('workbook', paper.file.replace(/\.xlsx$/, ''))
      if (place === null) return null
      await writePaper(paper, place)
      exported = place
      shown = place
      return { file: path.basename(place), accessible: null, missed: null }
    },
    cancelExport: async () => {
      running?.abort()
      return null
    },
    openExport: async () => {
      if (exported === null) throw new Refusal('Nothing has been exported yet; export the panel paper first.')
      const fault = await openFile(exported)
      if (fault !== '')
        throw new Refusal(
          `“${path.basename(exported)}” was written, but no program here opened it; show it in its folder and open it from there.`,
        )
      return null
    },
    showExport: async () => {
      if (shown === null) throw new Refusal('Nothing has been exported yet; export the panel paper first.')
      showInFolder(shown)
      return null
    },
  }
}

const titleOf = ({ plan }: PlanRows) => detailsOf(planOf({ plan })).title

/** A name for the file: the plan's, its year, the option, and what it is. */
function nameFor({ plan, option }: PlanRows, { year, optionId, as }: ExportChoice): string {
  const small = planOf({ plan, option })
  const { title, planYear } = detailsOf(small)
  const named = optionsInOrder(small).find(({ id }) => id === optionId)
  const parts = [
    title,
    (year ?? planYear)?.replace('/', '-'),
    named && `- ${named.name}`,
    as === 'lines' ? 'lines' : as === 'publication' ? 'publication pack' : undefined,
  ]
  return parts.filter((part) => part !== undefined).join(' ')
}
