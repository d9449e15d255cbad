/**
 * The program is killed while an officer types figures, ten times over: every figure that had been shown as saved is in the
 * plan, which opens again at once. Example: 12 of 13 typed figures were shown, so 12 or all 13 are there.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { launchPlanner } from './launch.ts'
import { cell } from './ledger.ts'

const ROUNDS = 10
const author = { who: 'test', now: () => new Date().toISOString() }

function leicestershire(file: string): void {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  createPlanFile(file, { ...author, change: planImport(planOf(), reading, () => `id ${++id}`).change }).close()
}

/** Types one figure after another until the program is gone. @returns those that were shown once they were saved, and the last typed */
async function typeUntilGone(
  page: Page,
  from: number,
  onShown: (count: number) => void,
): Promise<{ shown: number[]; typed: number }> {
  const shown: number[] = []
  let typed = from
  try {
    const figure = await cell(page, 'Victim First', 'budget 2020/21')
    for (;;) {
      typed++
      await figure.click({ timeout: 5_000 })
      await page.keyboard.type(String(typed))
      await page.keyboard.press('Enter')
      await expect(figure).toHaveText(typed.toLocaleString('en-GB'), { timeout: 5_000 })
      await expect(page.getByTestId('saved')).toHaveText('Saved', { timeout: 5_000 })
      shown.push(typed)
      onShown(shown.length)
    }
  } catch (error) {
    if (!/closed|crash|disconnected|not connected/i.test(String(error))) throw error
    return { shown, typed }
  }
}

/** The figure in pounds and how many steps there are, once SQLite has found nothing wrong with the file. */
function heldIn(file: string): { pounds: number; steps: number } {
  const open = openPlanFile(file, author)
  let held: { pounds: number; steps: number }
  try {
    const plan = planOf(open.rows())
    const { id } = [...plan.line.values()].find(({ service }) => service === 'Victim First')!
    const amount = [...plan.amount.by('lineId', id)].find(({ year }) => year === '2020/21')!
    held = { pounds: amount.pence / 100, steps: open.history().length }
  } finally {
    open.close()
  }
  const database = new Database(file, { readonly: true })
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
  } finally {
    database.close()
  }
  return held
}

test('every figure that was shown as saved is there after the program was killed, ten times over', async () => {
  test.setTimeout(300_000)
  const file = test.info().outputPath('Budget.cplan')
  leicestershire(file)
  let pounds = 600_000
  let steps = 1
  let acknowledged = 0
  for (let round = 0; round < ROUNDS; round++) {
    const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
    // Another moment in every round: while the next figure is being typed, saved, or shown.
    const { shown, typed } = await typeUntilGone(page, pounds, (count) => {
      if (count === 1 + (round % 4)) setTimeout(() => app.process().kill('SIGKILL'), (round * 37) % 200)
    })
    const held = heldIn(file)
    expect([shown.at(-1), typed], `round ${round}`).toContain(held.pounds)
    expect(held.steps, `round ${round}`).toBeGreaterThanOrEqual(steps + shown.length)
    expect(held.steps, `round ${round}`).toBeLessThanOrEqual(steps + shown.length + 1)
    steps = held.steps
    pounds = held.pounds
    acknowledged += shown.length
  }
  console.log(`Killed ${ROUNDS} times while being typed into: ${acknowledged} figures shown as saved, none lost.`)
  expect(acknowledged).toBeGreaterThanOrEqual(ROUNDS)
})
