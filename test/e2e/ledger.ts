/**
 * Small helpers for the budget grid, so that the tests read as what an officer does.
 * Example: `await typeAmount(page, 'Victim First', '2020/21', '600000')`.
 */
import { expect, type Locator, type Page } from '@playwright/test'

/**
 * The cell of a row, which is named by the text in its service column. The grid keeps that column in a part of its own, and
 * draws only the rows in sight, so it is scrolled to.
 */
export async function cell(page: Page, row: string, column: string): Promise<Locator> {
  const service = page
    .locator('[role="gridcell"][col-id="service"]')
    .filter({ hasText: new RegExp(`^\\s*${literal(row)}\\s*$`, 'i') })
  await expect(page.locator('[role="gridcell"][col-id="service"]').first()).toBeVisible()
  if ((await service.count()) === 0) await scrollTo(page, service)
  await expect(service).toHaveCount(1)
  const id = await service.evaluate((element) => element.closest('[row-id]')!.getAttribute('row-id'))
  return page.locator(`[row-id="${id}"] [col-id="${column}"]`)
}

/** Scrolls from the top down, a screen at a time. */
async function scrollTo(page: Page, wanted: Locator): Promise<void> {
  await page.locator('[role="gridcell"][col-id="service"]').nth(3).hover()
  await page.mouse.wheel(0, -1_000_000)
  for (let screens = 0; screens < 40 && (await wanted.count()) === 0; screens++) {
    await page.mouse.wheel(0, 250)
    await page.waitForTimeout(60)
  }
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Types into a line's figure as an officer does: selects the cell, types, Enter. */
export async function typeAmount(
  page: Page,
  service: string,
  year: string,
  text: string,
  measure = 'budget',
): Promise<void> {
  await (await cell(page, service, `${measure} ${year}`)).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** What a row shows for a year's budget. */
export async function shown(page: Page, row: string, year: string): Promise<string> {
  return (await (await cell(page, row, `budget ${year}`)).innerText()).trim()
}

/** The last thing that was done is on the disk. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByTestId('saved')).toContainText('Saved')
}
