/**
 * Importing what is not read at once: a sheet without headings that say anything, marked by hand; an amount mended in place;
 * the same columns remembered; a further import of which only a part is ticked; and a large sheet.
 */
import { writeFileSync } from 'node:fs'
import { expect, type Locator, test } from '@playwright/test'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'
import { cell, saved } from './ledger.ts'
import { look } from './look.ts'

/** A text table in the test's own folder. */
function table(name: string, rows: string[][]): string {
  const file = test.info().outputPath(name)
  writeFileSync(file, rows.map((row) => row.map((text) => `"${text}"`).join(',')).join('\n'))
  return file
}

const tab = (dialog: Locator, name: string) => dialog.getByRole('tab', { name }).click()

const first = [
  ['Northshire grants'],
  ['What', 'Who', 'This time', 'Remark'],
  ['Helpline', 'Harbour Trust', '12,000', 'agreed'],
  ['Shelter', 'Safe Haven', '8,000', ''],
  ['Outreach', 'Coast Aid', '5,500', ''],
]
const second = [
  ['Northshire grants, later'],
  ['What', 'Who', 'This time', 'Remark'],
  ['Helpline', 'Harbour Trust', '13,000', 'agreed'],
  ['Shelter', 'Safe Haven', '9,000', ''],
  ['Mediation', 'Talk Well', '£3,0000', ''],
]

test('a sheet is marked by hand, remembered, mended in place, and taken in part', async () => {
  test.setTimeout(180_000)
  const [before, after] = [table('grants.csv', first), table('grants later.csv', second)]
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await answerOpenDialog(app, before)
  await answerSaveDialog(app, test.info().outputPath('Grants.cplan'))

  await test.step('headings and columns are marked by hand', async () => {
    await page.getByRole('button', { name: 'Open last year’s spreadsheet' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import grants.csv' })
    await expect(dialog.getByText('No table was recognised on this sheet')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
    await look(page, 'nothing-recognised')
    await dialog.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await dialog.getByRole('button', { name: 'Row 2 holds the headings' }).click()
    await dialog.getByLabel('Column A is').selectOption('Service')
    await dialog.getByLabel('Column B is').selectOption('Provider')
    await dialog.getByLabel('Column C is').selectOption('Budget')
    await dialog.getByLabel('Year of column C').selectOption('2021/22')
    await expect(dialog.getByTestId('import-summary')).toContainText('3 lines in 1 priority, 1 year')
    await look(page, 'marked-by-hand')
    await tab(dialog, 'Preview')
    await expect(dialog.getByRole('row', { name: /^Total/ })).toContainText('25,500')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(await cell(page, 'Shelter', 'budget 2021/22')).toHaveText('8,000')
    await saved(page)
  })

  await test.step('the same columns are used the next time, and an amount is mended in place', async () => {
    await answerOpenDialog(app, after)
    await page.keyboard.press('Control+i')
    const dialog = page.getByRole('dialog', { name: 'Import grants later.csv' })
    await expect(dialog.getByText('The columns you confirmed for this kind of table were used')).toBeVisible()
    await tab(dialog, 'Problems')
    await look(page, 'problems')
    const amount = dialog.getByRole('textbox', { name: /^Amount for .*C5$/ })
    await amount.fill('three')
    await amount.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('“three” is not an amount')
    await dialog.getByRole('button', { name: 'Use £3,000' }).click()
    await expect(dialog.getByText('Mended here')).toBeVisible()
    await expect(dialog.getByTestId('import-summary')).toContainText('0 problems')
    await look(page, 'mended')
  })

  await test.step('only what is ticked is taken', async () => {
    const dialog = page.getByRole('dialog', { name: 'Import grants later.csv' })
    await tab(dialog, 'Preview')
    await expect(
      dialog.getByText('2 figures changed, 1 line new, 0 as in the plan, 1 not in this workbook'),
    ).toBeVisible()
    await dialog.getByLabel('Import Shelter budget 2021/22').uncheck()
    await expect(dialog.getByLabel('Remove Outreach')).not.toBeChecked()
    await dialog.getByLabel('Remove Outreach').check()
    await expect(dialog.getByText('1 line will be removed')).toBeVisible()
    await look(page, 'changes')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(await cell(page, 'Helpline', 'budget 2021/22')).toHaveText('13,000')
    await expect(await cell(page, 'Shelter', 'budget 2021/22')).toHaveText('8,000')
    await expect(await cell(page, 'Mediation', 'budget 2021/22')).toHaveText('3,000')
    const outreach = page.locator('[col-id="service"]').filter({ hasText: 'Outreach' })
    await expect(outreach).toHaveCount(0)
    await saved(page)
    await page.keyboard.press('Control+z')
    await expect(await cell(page, 'Helpline', 'budget 2021/22')).toHaveText('12,000')
    await expect(await cell(page, 'Outreach', 'budget 2021/22')).toHaveText('5,500')
  })
  await app.close()
})

test('a sheet of 10,000 rows is drawn where it is looked at', async () => {
  test.setTimeout(120_000)
  const rows = Array.from({ length: 10_000 }, (_, index) => [`Service ${index + 1}`, 'Provider', String(index + 1)])
  const file = table('large.csv', [['Service', 'Provider', '2021/22 budget (£)'], ...rows])
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await answerOpenDialog(app, file)
  await page.getByRole('button', { name: 'Open last year’s spreadsheet' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import large.csv' })
  await expect(dialog.getByTestId('import-summary')).toContainText('10,000 lines')
  await tab(dialog, 'Sheet and columns')
  const grid = dialog.getByRole('grid')
  await expect(grid.getByText('Service 1', { exact: true })).toBeVisible()
  expect(await grid.getByRole('row').count()).toBeLessThan(80)
  await grid.focus()
  for (let page_ = 0; page_ < 5; page_++) await page.keyboard.press('PageDown')
  await grid.evaluate((element) => {
    element.scrollTop = element.scrollHeight
  })
  await expect(grid.getByText('Service 10000', { exact: true })).toBeVisible()
  const preview = dialog.getByRole('tab', { name: 'Preview' })
  await dialog.getByLabel('Column B is').selectOption('Owner')
  await expect(dialog.getByLabel('Column B is')).toHaveValue('owner')
  await preview.click()
  const pages = dialog.getByRole('navigation', { name: 'Pages of 10,000 lines' })
  await expect(pages).toContainText('1–100 of 10,000 lines')
  await pages.getByRole('button', { name: 'Next page' }).click()
  await expect(dialog.getByRole('row', { name: /^Service 101 / })).toContainText('101')
  await expect(dialog.getByRole('row', { name: /^Total/ })).toContainText('50,005,000')

  // It is cancelled while it is being read again.
  expect(page.workers()).toHaveLength(1)
  await dialog.getByLabel('large', { exact: false }).first().uncheck()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => page.workers().length).toBe(0)
  await app.close()
})
