/**
 * Starts the program for a test in the window, as a person would start it, with a folder of its own for settings; and
 * answers the operating system's file pickers, which no test can click.
 * Example: `const {app, page} = await launchPlanner({userData: test.info().outputPath('settings')})`
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = path.resolve(import.meta.dirname, '../..')

/** The program under test: its main process and its first window. */
export interface Planner {
  app: ElectronApplication
  page: Page
}

export interface LaunchOptions {
  /** The folder for settings and recent plans; give the same one twice to quit and come back. */
  userData: string
  /** Added to the environment of the program. */
  env?: Record<string, string>
  /** Further arguments, such as a plan to open. */
  args?: string[]
}

/**
 * Starts the program and waits for its window to show its first screen. build/test.mjs has said in the environment which Electron to take.
 * @throws when no window opens
 */
export async function launchPlanner({ userData, env = {}, args = [] }: LaunchOptions): Promise<Planner> {
  // Electron does not start in a folder whose path holds `..`.
  const folder = path.resolve(userData)
  mkdirSync(folder, { recursive: true })
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    cwd: root,
    args: ['.', `--user-data-dir=${folder}`, `--log-net-log=${path.join(folder, 'network.json')}`, ...args],
    env: { ...Object.fromEntries(inherited), ...env },
  })
  const page = await app.firstWindow()
  await page.getByRole('button').first().waitFor()
  return { app, page }
}

/** Answers every later “Open” picker with these files; with none, as if it was cancelled. */
export async function answerOpenDialog(app: ElectronApplication, ...files: string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths })
  }, files)
}

/** Answers every later “Save” picker with this file; with null, as if it was cancelled. */
export async function answerSaveDialog(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' })
  }, file)
}

/** Answers every later message box with the button of this number, counted from 0. */
export async function answerMessageBox(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = async () => ({ response: button, checkboxChecked: false })
  }, response)
}
