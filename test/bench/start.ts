/**
 * How soon the program can be used: from starting the packed program with a plan of 300 lines to its rows on the screen. Beside it the
 * same Electron, packed the same way, with a window that holds an empty grid. And how large the program is.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { build } from 'vite'
import { startDisplays } from '../../build/display.mjs'
import { sizeOf } from '../../build/package.mjs'
import { findElectron } from '../../build/runtime.mjs'
import { launchPacked, packPlanner } from '../e2e/packed.ts'
import { check, type Measurement, type Times } from './measure.ts'
import { makePlan } from './window.ts'

const LINES = 300
const ROUNDS = 20

/** The bare window in the place of the packed program. */
async function packBare(folder: string, packed: string): Promise<string> {
  const bare = join(folder, 'bare')
  const resources = join(bare, 'resources')
  cpSync(packed, bare, { recursive: true })
  rmSync(resources, { recursive: true })
  mkdirSync(resources)
  const from = join(import.meta.dirname, 'bare')
  const app = join(folder, 'bare-app')
  await build({
    configFile: false,
    root: from,
    base: './',
    logLevel: 'warn',
    build: { outDir: app, emptyOutDir: true },
  })
  await copyFile(join(from, 'main.cjs'), join(app, 'main.cjs'))
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.cjs' }))
  await createPackage(app, join(resources, 'app.asar'))
  return bare
}

/** Starts it and gives the microseconds until its rows were shown. */
async function startOnce(folder: string, userData: string, args: string[], rows: number): Promise<number> {
  const { page, started, close } = await launchPacked(folder, { userData, args })
  await page.waitForFunction(() => performance.getEntriesByName('rows shown').length > 0)
  const shown = await page.evaluate(
    () => performance.timeOrigin + performance.getEntriesByName('rows shown')[0]!.startTime,
  )
  check('rows on the screen', (await page.locator('[role="row"][row-id^="line "]').count()) > 0, rows > 0)
  await close()
  return (shown - started) * 1000
}

/** @returns what goes into the table, and sentences; only a sentence where the program cannot be packed */
export async function measureStart(folder: string): Promise<{ table: Measurement[]; said: string[] }> {
  if (process.platform !== 'linux') return { table: [], said: ['The start is measured on Linux only.'] }
  const electron = await findElectron().catch((error: Error) => error)
  if (electron instanceof Error) return { table: [], said: [`The start was not measured: ${electron.message}`] }
  Object.assign(process.env, electron.env)
  const packed = packPlanner(join(folder, 'release'))
  const bare = await packBare(folder, packed)
  const plan = join(folder, `Plan of ${LINES} to start with.cplan`)
  makePlan(plan, LINES)
  const { stop } = await startDisplays()
  const [times, besideTimes]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const one = await startOnce(packed, join(folder, 'started'), [plan], LINES)
      const other = await startOnce(bare, join(folder, 'started bare'), [], 0)
      // The first start of all compiles what later ones find compiled.
      if (round === 0) continue
      times.push(one)
      besideTimes.push(other)
    }
  } finally {
    stop()
  }
  const sorted = (values: number[]): Times => values.sort((a, b) => a - b)
  const [whole, own] = [await sizeOf(packed), await sizeOf(join(packed, 'resources'))]
  return {
    table: [
      {
        what: `start packed, ${LINES} lines to rows shown`,
        times: sorted(times),
        beside: 'a bare window with an empty grid',
        besideTimes: sorted(besideTimes),
      },
    ],
    said: [
      `Installed: ${(whole / 1e6).toFixed(0)} MB, of which ${(own / 1e6).toFixed(1)} MB are the program’s own; the rest is Electron ${electron.version}`,
    ],
  }
}
