/**
 * A figure of the paper's text beside the plan, as an officer sees it: entered, found to differ, accepted with a reason,
 * an error again once a figure changes, and undone. Example: Leicestershire's £4,385,961 against £4,395,961.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved, typeAmount } from './ledger.ts'
import { look } from './look.ts'

/** Makes a plan file of one sheet of a workbook. */
function planOfSheet(file: string, workbook: string, sheet: string): void {
  const bytes = readFileSync(`test/fixtures/workbooks/${workbook}.xlsx`)
  const reading = readTables(readWorkbookBytes(bytes, `${workbook}.xlsx`), { sheets: [sheet] })
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { who: 'test', now: () => '2020-01-01T00:00:00.000Z', change }).close()
}

const rail = (page: Page) => page.getByRole('navigation', { name: 'Views' })
const errors = (page: Page) => page.getByRole('region', { name: 'Errors' })
const notes = (page: Page) => page.getByRole('region', { name: 'Notes' })

test('a statement is added, differs, is accepted, lapses with the next figure, and comes back by undo', async () => {
  test.setTimeout(180_000)
  const plan = test.info().outputPath('Leicestershire.cplan')
  planOfSheet(plan, 'leicestershire', 'Appendix A')
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  const status = page.getByRole('contentinfo')
  await expect(status.getByRole('button')).toHaveText('checks in order')
  await status.getByRole('button').click()
  await expect(page.getByRole('heading', { name: 'Checks' })).toBeVisible()

  await page.getByRole('button', { name: 'Add a statement…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a statement' })
  await expect(dialog.getByLabel('Figure as quoted')).toBeFocused()
  await page.keyboard.type('a lot')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('“a lot” is not an amount, so no statement was added')
  await dialog.getByLabel('Figure as quoted').fill('£4.4m')
  await expect(dialog).toContainText('£4,400,000, to the nearest £100,000')
  await dialog.getByLabel('Figure as quoted').fill('£4,385,961')
  await dialog.getByLabel('Where it stands').fill('Framework 2020-21, summary')
  await look(page, 'statement')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()

  const message = 'states £4,385,961 and the plan comes to £4,395,961, which differs by £10,000.'
  await expect(errors(page)).toContainText(message)
  await expect(rail(page).getByRole('button', { name: 'Checks' })).toContainText('1')
  await expect(status.getByRole('button')).toHaveText('1 check')
  await look(page, 'checks')

  await errors(page).getByRole('button', { name: 'Accept… Total, 2020/21' }).press('Enter')
  const accept = page.getByRole('dialog', { name: 'Accept: Total, 2020/21' })
  await accept.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(accept.getByRole('alert')).toContainText('A difference is accepted with a reason')
  await look(page, 'accept')
  await accept.getByLabel('Reason').fill('Misprint in the summary.')
  await page.keyboard.press('Enter')
  await expect(accept).toBeHidden()
  await expect(errors(page)).toBeHidden()
  await expect(notes(page)).toContainText(`${message} Accepted: Misprint in the summary.`)
  await expect(status.getByRole('button')).toHaveText('checks in order')
  await expect(page.getByRole('button', { name: /^Undo: accept the difference of £10,000 in Total/ })).toBeVisible()

  await rail(page).getByRole('button', { name: 'Budget' }).click()
  await typeAmount(page, 'Victim First', '2020/21', '558323')
  await saved(page)
  await expect(status.getByRole('button')).toHaveText('1 check')
  await rail(page).getByRole('button', { name: 'Checks' }).click()
  await expect(errors(page)).toContainText('which differs by £10,001.')
  await expect(errors(page)).toContainText('A difference of £10,000 was accepted')
  await page.keyboard.press('Control+z')
  await expect(errors(page)).toBeHidden()
  await expect(notes(page)).toContainText('Accepted: Misprint in the summary.')
  await page.keyboard.press('Control+z')
  await expect(errors(page)).toContainText(message)
  await page.keyboard.press('Control+z')
  await expect(errors(page)).toBeHidden()
  await expect(notes(page)).toBeHidden()
  await app.close()
})

test('an amount that could not be read is shown on its line, and gone once it is typed', async () => {
  const plan = test.info().outputPath('Devon.cplan')
  planOfSheet(plan, 'devon-and-cornwall', 'CSP spend 2018-19')
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await rail(page).getByRole('button', { name: 'Checks' }).click()
  const warnings = page.getByRole('region', { name: 'Warnings' })
  await expect(warnings).toContainText('“£3,0000” in “devon-and-cornwall.xlsx” is not an amount')
  await expect(errors(page).getByRole('listitem')).toHaveCount(2)
  const scroll = page.locator('.view-scroll')
  expect(await scroll.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  await look(page, 'imported')
  await warnings.getByRole('button', { name: 'Show line CSP spend 2018-19, D14' }).click()
  await expect(page.locator('[role="gridcell"].ag-cell-focus')).toContainText('Community Cohesion')
  await page.keyboard.press('ArrowRight')
  const budget = page.locator('.ag-row-focus [col-id="budget 2018/19"]')
  await budget.click()
  await page.keyboard.type('3000')
  await page.keyboard.press('Enter')
  await saved(page)
  await rail(page).getByRole('button', { name: 'Checks' }).click()
  await expect(page.getByRole('heading', { name: 'Checks' })).toBeVisible()
  await expect(warnings).toBeHidden()
  await expect(errors(page).getByRole('listitem')).toHaveCount(1)
  await rail(page).getByRole('button', { name: 'Budget' }).click()
  await expect(await cell(page, 'Total', 'budget 2018/19')).toBeVisible()
  await app.close()
})
