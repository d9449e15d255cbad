/**
 * The window itself, in a real Electron, with the line's panel open: from a key press to the painted cell, subtotal and total;
 * opening a plan; scrolling; memory. Every answer is checked in the window before its time counts.
 * Example: Enter after 5001 in one of 10,000 lines moves its priority's subtotal and the total by what the line has changed.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { bundle } from '../../build/bundle.mjs'
import { startDisplays } from '../../build/display.mjs'
import { findElectron } from '../../build/runtime.mjs'
import { createPlanFile } from '../../electron/file/store.ts'
import { moneyText } from '../../renderer/grid/cells.ts'
import type { Change } from '../../shared/change.ts'
import { tableNames } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf, type Plan } from '../../shared/plan.ts'
import { launchPlanner, type Planner } from '../e2e/launch.ts'
import { largePlan, largeYears } from './large.ts'
import { check, type Measurement, type Times } from './measure.ts'
import { pastes } from './pasting.ts'

const YEAR = largeYears.at(-1)!
const COLUMN = `budget ${YEAR}`
const PRIORITIES = 8

/** What is added to the page: it waits until places show what they should, and until that is painted. */
interface Bench {
  /** Milliseconds from the key to the texts, and to the frame after them. */
  watch(key: string, expected: [selector: string, text: string][]): void
  seen: Promise<{ texts: number; painted: number }>
  frames(run: () => Promise<void>): Promise<{ longest: number; blank: number; frames: number }>
}
declare global {
  interface Window {
    bench: Bench
  }
}

/** Runs in the page. */
function addBench(): void {
  const painted = () =>
    new Promise<number>((resolve) => {
      // Before whatever else waits until the frame is handed over to be drawn.
      requestAnimationFrame(() => scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' }))
    })
  const bench = {
    seen: Promise.resolve({ texts: 0, painted: 0 }),
    watch(key: string, expected: [string, string][]) {
      bench.seen = new Promise((resolve, reject) => {
        let start = 0
        const shows = () =>
          expected.every(([selector, text]) => document.querySelector(selector)?.textContent?.trim() === text)
        const look = async () => {
          if (start === 0 || !shows()) return
          observer.disconnect()
          const texts = performance.now() - start
          resolve({ texts, painted: (await painted()) - start })
        }
        const observer = new MutationObserver(() => void look())
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        const onKey = (event: Event) => {
          if (event instanceof KeyboardEvent && event.key !== key) return
          window.removeEventListener(event.type, onKey, true)
          start = event.timeStamp
          void look()
        }
        window.addEventListener(key === 'click' ? 'mousedown' : 'keydown', onKey, true)
        setTimeout(() => {
          const shown = expected.map(([selector]) => document.querySelector(selector)?.textContent)
          reject(new Error(`${JSON.stringify(shown)} instead of ${JSON.stringify(expected)}`))
        }, 20_000)
      })
      bench.seen.catch(() => {})
    },
    async frames(run: () => Promise<void>) {
      let [longest, blank, frames, last, going] = [0, 0, 0, performance.now(), true]
      const viewport = document.querySelector('.ag-grid-viewport')
      const isBlank = () => {
        const { left, right, top, bottom } = viewport!.getBoundingClientRect()
        for (const part of [0.15, 0.4, 0.65, 0.9])
          if (!document.elementFromPoint((left + right) / 2, top + 44 + (bottom - top - 90) * part)?.closest('.ag-row'))
            return true
        return false
      }
      const look = () => {
        const now = performance.now()
        longest = Math.max(longest, now - last)
        last = now
        frames++
        if (viewport && isBlank()) blank++
        if (going) requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
      await run()
      going = false
      return { longest, blank, frames }
    },
  }
  window.bench = bench as Bench
}

/** A plan as the Change that makes it. */
function asChange(plan: Plan): Change {
  const rows = tableNames.flatMap((table) =>
    [...plan[table].values()].map((after) => ({ table, id: after.id, before: null, after })),
  )
  return { label: 'make the plan', rows: rows as unknown as Change['rows'] }
}

/** Writes a plan of so many lines. */
export function makePlan(file: string, lines: number): Plan {
  const plan = largePlan(lines)
  createPlanFile(file, { who: 'bench', now: () => '2021-04-01T00:00:00.000Z', change: asChange(plan) }).close()
  return plan
}

/** Proportional set size of a process and all that it started, in MB. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {}
  }
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isOurs(parents.get(pid)!))
  let kilobytes = 0
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0)
    } catch {}
  }
  return kilobytes / 1024
}

const micro = (milliseconds: readonly number[]): Times => milliseconds.map((time) => time * 1000).sort((a, b) => a - b)

/** Types into the last lines of each priority, whose subtotal is then in sight. */
async function keyPresses(page: Page, plan: Plan): Promise<{ texts: number[]; painted: number[] }> {
  const totals = Array.from({ length: PRIORITIES }, () => 0)
  for (const line of plan.line.values())
    totals[Number(line.priorityId!.split(' ')[1])]! += amountOf(plan, line.id, YEAR, 'budget') ?? 0
  const each = plan.line.size / PRIORITIES
  const taken = { texts: [] as number[], painted: [] as number[] }
  const cellOf = (row: string) => `[row-id="${row}"] [col-id="${COLUMN}"]`
  for (let priority = 0; priority < PRIORITIES; priority++) {
    const last = plan.line.size - PRIORITIES + ((((priority - plan.line.size) % PRIORITIES) + PRIORITIES) % PRIORITIES)
    const lines = Array.from({ length: 12 }, (_, back) => last - (11 - back) * PRIORITIES).filter((line) => line >= 0)
    await goTo(page, `Service ${last}`)
    await page.keyboard.press('ArrowDown')
    await goTo(page, `Service ${lines[0]}`)
    await page.locator(cellOf(`line ${lines[0]}`)).click()
    check('lines of a priority', each >= lines.length, true)
    for (const [number, line] of lines.entries()) {
      const pence = (500_000 + (priority * 12 + number) * 100) as Pence
      totals[priority]! += pence - (1_000_000 + line * 137 + 20_000)
      // As quick as a person's fingers are, and no quicker: each digit is painted before the next.
      await page.keyboard.type(String(pence / 100), { delay: 50 })
      await page.waitForTimeout(50)
      await page.evaluate((expected) => window.bench.watch('Enter', expected), [
        [cellOf(`line ${line}`), moneyText(pence)],
        [cellOf(`subtotal priority ${priority}`), moneyText(totals[priority]! as Pence)],
        [cellOf('total'), moneyText(totals.reduce((sum, part) => sum + part, 0) as Pence)],
      ] as [string, string][])
      await page.keyboard.press('Enter')
      const { texts, painted } = await page.evaluate(() => window.bench.seen)
      if (priority > 0 || number > 2) {
        taken.texts.push(texts)
        taken.painted.push(painted)
      }
    }
  }
  return taken
}

async function goTo(page: Page, line: string): Promise<void> {
  await page.keyboard.press('Control+g')
  await page.getByLabel('Go to a line').fill(line)
  await page.locator('.name-box-line[data-highlighted]').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForTimeout(80)
}

/** A key that changes one text, which nothing is quicker than. */
async function bareKeys(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const text = document.createElement('p')
    text.id = 'bare'
    text.style.cssText = 'position:fixed;bottom:0;left:0'
    document.body.append(text)
    let count = 0
    window.addEventListener('keydown', ({ key }) => {
      if (key === 'F9') text.textContent = String(++count)
    })
  })
  const taken: number[] = []
  for (let round = 1; round <= 60; round++) {
    await page.evaluate((text) => window.bench.watch('F9', [['#bare', text]]), String(round))
    await page.keyboard.press('F9')
    taken.push((await page.evaluate(() => window.bench.seen)).painted)
  }
  await page.evaluate(() => document.getElementById('bare')?.remove())
  return taken
}

/** Turns the wheel down and up again. */
async function scroll(page: Page) {
  await page.locator('.ledger').hover()
  const watched = page.evaluate(() => {
    return window.bench.frames(
      () => new Promise((resolve) => window.addEventListener('benchend', () => resolve(), { once: true })),
    )
  })
  for (let step = 0; step < 120; step++) {
    await page.mouse.wheel(0, step < 80 ? 140 : -280)
    await page.waitForTimeout(10)
  }
  await page.evaluate(() => window.dispatchEvent(new Event('benchend')))
  return watched
}

/** Opens the plan from the list of recent ones, so often. */
async function opening(page: Page, name: string, total: string, rounds: number) {
  const taken: number[] = []
  let longest = 0
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.press('Control+w')
    const recent = page.getByRole('button', { name: new RegExp(`^${name}`) })
    await recent.waitFor()
    await page.waitForTimeout(400)
    await page.evaluate((expected) => window.bench.watch('click', expected), [
      [`[row-id="total"] [col-id="${COLUMN}"]`, total],
      [`[row-id="line 0"] [col-id="service"]`, 'Service 0'],
    ] as [string, string][])
    const frames = page.evaluate(() => window.bench.frames(() => window.bench.seen.then(() => {})))
    await recent.click()
    taken.push((await page.evaluate(() => window.bench.seen)).painted)
    longest = Math.max(longest, (await frames).longest)
    await page.waitForTimeout(500)
  }
  return { taken, longest }
}

async function measured(folder: string, lines: number): Promise<{ table: Measurement[]; said: string[] }> {
  const name = `Plan of ${lines}`
  const file = join(folder, `${name}.cplan`)
  const plan = makePlan(file, lines)
  let total = 0
  for (const line of plan.line.values()) total += amountOf(plan, line.id, YEAR, 'budget') ?? 0
  const planner: Planner = await launchPlanner({ userData: join(folder, `settings ${lines}`), args: [file] })
  try {
    const { app, page } = planner
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.locator(`[row-id="total"] [col-id="${COLUMN}"]`).waitFor()
    if ((await page.getByRole('complementary', { name: 'Line' }).count()) === 0) await page.keyboard.press('F4')
    await page.getByRole('complementary', { name: 'Line' }).waitFor()
    await page.evaluate(addBench)
    const memory = memoryOf(app.process().pid!)
    const what = `${lines.toLocaleString('en-GB')} lines`
    const bare = micro(await bareKeys(page))
    const opened = await opening(page, name, moneyText(total as Pence), 5)
    if ((await page.getByRole('complementary', { name: 'Line' }).count()) === 0) await page.keyboard.press('F4')
    const keys = await keyPresses(page, plan)
    const scrolled = await scroll(page)
    const pasted = lines < 8_000 ? [] : await pastes(planner, { column: COLUMN, held: firstFigures(plan) })
    const later = memoryOf(app.process().pid!)
    const beside = 'a key that changes one text'
    return {
      table: [
        { what: `window, ${what}: Enter to texts`, times: micro(keys.texts), beside, besideTimes: bare },
        { what: `window, ${what}: Enter to painted`, times: micro(keys.painted), beside, besideTimes: bare },
        ...(pasted.length === 0
          ? []
          : [{ what: `window, ${what}: paste 1,000 × 5 cells`, times: micro(pasted), beside, besideTimes: bare }]),
        { what: `window, ${what}: open`, times: micro(opened.taken), beside, besideTimes: bare },
      ],
      said: [
        `${what}: while opening, the longest time between two frames was ${opened.longest.toFixed(0)} ms`,
        `${what}: scrolling, ${scrolled.blank} of ${scrolled.frames} frames had a blank place, the longest took ${scrolled.longest.toFixed(0)} ms`,
        `${what}: memory ${memory.toFixed(0)} MB when opened, ${later.toFixed(0)} MB at the end (PSS of all processes)`,
      ],
    }
  } finally {
    await planner.app.close()
  }
}

/** What the lines of the first priority have, in order. */
function firstFigures(plan: Plan): Pence[] {
  return [...plan.line.values()]
    .filter(({ priorityId }) => priorityId === 'priority 0')
    .map(({ id }) => amountOf(plan, id, YEAR, 'budget')!)
}

/** @returns what goes into the table, and sentences; only a sentence where no Electron can be had */
export async function measureWindow(folder: string, sizes = [300, 10_000]) {
  await bundle()
  const electron = await findElectron().catch((error: Error) => error)
  if (electron instanceof Error) return { table: [], said: [`The window was not measured: ${electron.message}`] }
  Object.assign(process.env, electron.env)
  const { stop } = await startDisplays()
  try {
    const table: Measurement[] = []
    const said: string[] = []
    for (const lines of sizes) {
      const one = await measured(folder, lines)
      table.push(...one.table)
      said.push(...one.said)
    }
    return { table, said }
  } finally {
    stop()
  }
}
