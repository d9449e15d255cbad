/**
 * Pasting in the window: 1,000 rows of 5 cells, a name, a provider and three years' budgets, from Ctrl+V to the painted first
 * cells and total. Example: five such blocks, each of other figures, so that every one of their 5,000 cells changes.
 */
import type { Page } from '@playwright/test'
import { moneyText } from '../../renderer/grid/cells.ts'
import { type Pence, readAmount } from '../../shared/money.ts'
import { put } from '../e2e/copied.ts'
import type { Planner } from '../e2e/launch.ts'
import { check } from './measure.ts'

const ROWS = 1_000
const ROUNDS = 6

/** What is pasted into a row's three years, in pounds. */
const figure = (row: number, round: number) => 1_000 + row + round * 7

/**
 * Pastes over the first lines of the first priority.
 * @param held what the lines have in the year of `column` before, in pence
 * @returns milliseconds of each paste but the first
 */
export async function pastes(
  { app, page }: Planner,
  { column, held }: { column: string; held: readonly Pence[] },
): Promise<number[]> {
  const first = `[row-id="line 0"]`
  const totalCell = `[row-id="total"] [col-id="${column}"]`
  const shown = async () => {
    const reading = readAmount((await page.locator(totalCell).innerText()).trim())
    return reading.kind === 'amount' ? reading.pence : 0
  }
  const others = (await shown()) - held.slice(0, ROWS).reduce((sum, pence) => sum + pence, 0)
  const taken: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let pence = 0
    const rows = Array.from({ length: ROWS }, (_, row) => {
      const pounds = figure(row, round)
      pence += pounds * 100
      const money = `£${pounds.toLocaleString('en-GB')}`
      return `Named ${row} ${round}\tProvider ${row % 9} ${round}\t${money}\t${money}\t${money}`
    })
    await put(app, { text: `${rows.join('\r\n')}\r\n` })
    await top(page)
    await page.locator(`${first} [col-id="service"]`).click()
    await page.evaluate((expected) => window.bench.watch('v', expected), [
      [`${first} [col-id="service"]`, `Named 0 ${round}`],
      [`${first} [col-id="${column}"]`, moneyText((figure(0, round) * 100) as Pence)],
      [totalCell, moneyText((others + pence) as Pence)],
    ] as [string, string][])
    await page.keyboard.press('Control+v')
    const { painted } = await page.evaluate(() => window.bench.seen)
    if (round > 0) taken.push(painted)
  }
  check('pastes', taken.length, ROUNDS - 1)
  return taken
}

async function top(page: Page): Promise<void> {
  await page.keyboard.press('Control+Home')
  await page.locator('[row-id="line 0"]').first().waitFor()
  await page.waitForTimeout(300)
}
