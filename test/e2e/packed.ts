/**
 * The program as it is installed: packed with the settings of a release, under which nothing can look into its main process, so
 * that it is driven over Chromium's own protocol. Example: `const {page, close} = await launchPacked(folder, {userData, args})`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'

const root = path.resolve(import.meta.dirname, '../..')
/** The folder that electron-builder makes on Linux, and the program in it. */
const UNPACKED = 'linux-unpacked'
const PROGRAM = 'commissioning-planner'

/** Packs the program into a folder. @returns where it is @throws with what was printed, when it cannot be packed */
export function packPlanner(output: string): string {
  const script = path.join(root, 'build/package.mjs')
  const args = [script, '--linux', '--dir', `-c.directories.output=${path.resolve(output)}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The program could not be packed.\n${stdout}\n${stderr}`)
  return path.join(path.resolve(output), UNPACKED)
}

/** A packed program's own file. */
export const programOf = (folder: string) => path.join(folder, PROGRAM)

const switches = (userData: string) => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  `--user-data-dir=${path.resolve(userData)}`,
]

export interface Packed {
  child: ChildProcess
  page: Page
  /** When it was started, in milliseconds of the clock. */
  started: number
  /** Closes the window and waits until the program has ended. */
  close(): Promise<void>
}

const running = new Set<ChildProcess>()

/** Ends what a test that failed has left running. */
export function endPacked(): void {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
}

/** Starts a packed program and waits for its window. */
export async function launchPacked(
  folder: string,
  { userData, args = [] }: { userData: string; args?: string[] },
): Promise<Packed> {
  mkdirSync(userData, { recursive: true })
  const at = Date.now()
  const log = `--log-net-log=${path.resolve(userData, 'network.json')}`
  const child = spawn(programOf(folder), [...switches(userData), log, '--remote-debugging-port=0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  running.add(child)
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      running.delete(child)
      resolve()
    }),
  )
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr!.on('data', (chunk) => {
      said += chunk
      const found = /DevTools listening on (\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`The program ended at once.\n${said}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  const page = context!.pages()[0] ?? (await context!.waitForEvent('page'))
  await page.getByRole('button').first().waitFor()
  return {
    child,
    page,
    started: at,
    close: async () => {
      await page.close()
      await ended
    },
  }
}

/** Starts it a second time, as a double click on a plan does, and waits until that process has ended. */
export async function startAgain(folder: string, userData: string, ...args: string[]): Promise<number | null> {
  const child = spawn(programOf(folder), [...switches(userData), ...args], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', resolve))
}
