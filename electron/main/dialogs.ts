/**
 * The operating system's file pickers. Paths come only from here and from the list of recent plans, never from the window.
 * Each kind of file has its own remembered folder. Example: `await dialogs.choosePlan()` gives a path, or null.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron'
import type { ExportChoice } from '../../shared/exporting/choice.ts'
import { alreadyThere } from '../file/faults.ts'
import { fileName, withEnding } from './names.ts'
import type { FolderUse, Settings } from './settings.ts'

const plans: FileFilter = { name: 'Plans', extensions: ['cplan'] }
const workbooks: FileFilter = { name: 'Spreadsheets', extensions: ['xlsx', 'xlsm', 'csv', 'tsv'] }
const templates: FileFilter = { name: 'Excel workbooks', extensions: ['xlsx', 'xlsm'] }
const workbook: FileFilter = { name: 'Excel workbook', extensions: ['xlsx'] }
/** What is exported, and the kind of file that it is. */
const exported = {
  workbook: { title: 'Export the panel paper', filter: workbook },
  lines: { title: 'Export the budget lines', filter: { name: 'Text table', extensions: ['csv'] } },
  print: { title: 'Export the budget as a PDF', filter: { name: 'PDF', extensions: ['pdf'] } },
} as const satisfies Record<string, { title: string; filter: { name: string; extensions: readonly string[] } }>
const charts = {
  png: { name: 'Image', extensions: ['png'] },
  svg: { name: 'Drawing', extensions: ['svg'] },
} satisfies Record<string, FileFilter>
const everything: FileFilter = { name: 'All files', extensions: ['*'] }

export interface Dialogs {
  chooseWorkbook(): Promise<string | null>
  choosePlan(): Promise<string | null>
  /** A colleague's copy of the open plan. */
  chooseCopy(): Promise<string | null>
  /** A place for a new plan; the picker has asked about replacing what is there. */
  placePlan(name: string): Promise<string | null>
  placeExport(as: Exclude<ExportChoice['as'], 'publication'>, name: string): Promise<string | null>
  placeChart(as: 'png' | 'svg', name: string): Promise<string | null>
  /** The folder in which that of a publication pack is made. */
  choosePackFolder(): Promise<string | null>
  chooseTemplate(): Promise<string | null>
  placeTemplate(name: string): Promise<string | null>
  /** Asks whether a file that is there may be replaced, where the picker has not asked about it. */
  mayReplace(file: string): Promise<boolean>
}

export function makeDialogs(window: () => BrowserWindow, settings: Settings): Dialogs {
  const folderFor = (use: FolderUse) => settings.get().folders[use] ?? app.getPath('documents')
  const remember = (use: FolderUse, file: string) =>
    settings.set({ folders: { ...settings.get().folders, [use]: path.dirname(file) } })

  async function choose(use: FolderUse, title: string, filters: FileFilter[]): Promise<string | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
      title,
      defaultPath: folderFor(use),
      filters,
      properties: ['openFile'],
    })
    const file = canceled ? undefined : filePaths[0]
    if (file === undefined) return null
    remember(use, file)
    return file
  }

  async function place(use: FolderUse, title: string, filter: FileFilter, name: string): Promise<string | null> {
    const ending = `.${filter.extensions[0]}`
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      title,
      defaultPath: path.join(folderFor(use), fileName(name) + ending),
      filters: [filter],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    if (canceled || !filePath) return null
    remember(use, filePath)
    const file = withEnding(filePath, ending)
    // A picker on Linux does not see to the ending, and so has not asked about this file.
    if (file !== filePath && existsSync(file)) throw alreadyThere(file)
    return file
  }

  return {
    chooseWorkbook: () => choose('workbook', 'Open last year’s spreadsheet', [workbooks, everything]),
    choosePlan: () => choose('plan', 'Open a plan', [plans, everything]),
    chooseCopy: () => choose('copy', 'Choose your colleague’s copy of this plan', [plans, everything]),
    placePlan: (name) => place('plan', 'Keep the new plan', plans, name),
    placeExport: (as, name) => {
      const { title, filter } = exported[as]
      return place('export', title, { ...filter, extensions: [...filter.extensions] }, name)
    },
    placeChart: (as, name) => place('export', 'Save the chart', charts[as], name),
    choosePackFolder: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Choose where the folder of the publication pack is made',
        buttonLabel: 'Make it here',
        defaultPath: folderFor('export'),
        properties: ['openDirectory', 'createDirectory'],
      })
      const folder = canceled ? undefined : filePaths[0]
      if (folder === undefined) return null
      settings.set({ folders: { ...settings.get().folders, export: folder } })
      return folder
    },
    chooseTemplate: () => choose('template', 'Choose a template', [templates]),
    placeTemplate: (name) => place('template', 'Keep a copy of the template', workbook, name),
    mayReplace: async (file) => {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        message: `“${path.basename(file)}” is there already. Replace it?`,
        detail: 'It lies beside the paper and would hold its accessible edition.',
        buttons: ['Replace', 'Leave it as it is'],
        defaultId: 1,
        cancelId: 1,
      })
      return response === 0
    },
  }
}
