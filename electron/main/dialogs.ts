/**
 * The operating system's file pickers. Paths come only from here and from the list of recent plans, never from the window.
 * Each kind of file has its own remembered folder. Example: `await dialogs.choosePlan()` gives a path, or null.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron'
import { alreadyThere } from '../file/faults.ts'
import { fileName, withEnding } from './names.ts'
import type { FolderUse, Settings } from './settings.ts'

const plans: FileFilter = { name: 'Plans', extensions: ['cplan'] }
const workbooks: FileFilter = { name: 'Spreadsheets', extensions: ['xlsx', 'xlsm', 'csv', 'tsv'] }
const everything: FileFilter = { name: 'All files', extensions: ['*'] }

export interface Dialogs {
  chooseWorkbook(): Promise<string | null>
  choosePlan(): Promise<string | null>
  /** A place for a new plan; the picker has asked about replacing what is there. */
  placePlan(name: string): Promise<string | null>
  placeExport(name: string): Promise<string | null>
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
    placePlan: (name) => place('plan', 'Keep the new plan', plans, name),
    placeExport: (name) =>
      place('export', 'Export the panel paper', { name: 'Excel workbook', extensions: ['xlsx'] }, name),
  }
}
