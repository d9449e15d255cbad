/**
 * A year of Wiltshire's office in the window, from last year's paper to a gap of nil: the paper's own figures, its underspend
 * of £205,000 set aside in the commissioning reserve, and the year after, in which that money is not there again.
 */
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'
import { cell, saved, typeAmount } from './ledger.ts'

const workbook = path.resolve('test/fixtures/workbooks/wiltshire.xlsx')
/** What each portfolio is expected to cost in 2020/21, by which the three underspend £205,000 together. */
const outturns = [
  ['Demand and Crime Prevention', '610,000', '100000'],
  ['Victims and Vulnerability', '434,000', '50000'],
  ['Reducing Reoffending and CJS', '396,000', '55000'],
] as const

/** The entry of a view; that of Checks has a number after its name. */
const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^${name}`) })
const gap = (page: Page) => page.getByTestId('status-gap')

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Types what a source has in a year, in the table of sources. */
async function available(page: Page, source: string, year: string, pounds: string): Promise<void> {
  await page.getByLabel(`${source}, available in ${year}`).fill(pounds)
  await page.keyboard.press('Enter')
  await saved(page)
}

/** Adds a source with what it has in the plan year. */
async function addSource(page: Page, name: string, kind: string, pounds: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a source…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a source of funding' })
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await choose(page, 'Kind', kind)
  await dialog.getByRole('textbox', { name: /in 2021\/22, in £/ }).fill(pounds)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('Wiltshire: an underspend, set aside, pays for next year, and the year after falls short by it', async () => {
  test.setTimeout(150_000)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await answerOpenDialog(app, workbook)
  await answerSaveDialog(app, test.info().outputPath('Wiltshire.cplan'))

  await test.step('last year’s paper: three portfolios in two years, £1,000 of rounding', async () => {
    await page.getByRole('button', { name: 'Open last year’s spreadsheet' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import wiltshire.xlsx' })
    await dialog.getByRole('tab', { name: 'Sheet and columns' }).click()
    await dialog.getByRole('checkbox', { name: 'External funding' }).uncheck()
    await dialog.getByRole('tab', { name: 'Reconciled' }).click()
    await expect(dialog.getByRole('row', { name: /1,646,000/ })).toContainText(/rounding/i)
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('1,645,000')
    await expect(await cell(page, 'Total', 'budget 2021/22')).toHaveText('1,851,000')
  })

  await test.step('the plan is called by its name', async () => {
    await page.getByRole('button', { name: 'Plan details…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Plan details' })
    await expect(dialog.getByLabel('Title')).toHaveValue('wiltshire')
    await dialog.getByLabel('Title').fill('Commissioning 2021/22')
    await dialog.getByLabel('Organisation').fill('OPCC for Wiltshire and Swindon')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      'Commissioning 2021/22OPCC for Wiltshire and Swindon',
    )
    await expect(page.getByRole('button', { name: 'Plan details…' })).toBeFocused()
  })

  await test.step('the forecast underspend of £205,000 goes into the commissioning reserve', async () => {
    await rail(page, 'Underspend').click()
    for (const [line, outturn] of outturns) await typeAmount(page, line, '2020/21', outturn, 'forecast')
    await expect(page.getByTestId('undecided')).toContainText('Underspend £205,000, undecided £205,000')
    const dialog = page.getByRole('dialog', { name: 'Set aside underspend' })
    for (const [line, , underspend] of outturns) {
      await (await cell(page, line, 'service')).click()
      await page.getByRole('button', { name: 'Set aside…' }).click()
      await expect(dialog.getByLabel('Amount in £')).toHaveValue(underspend)
      await dialog.getByLabel('Earmarked reserve').fill('Commissioning reserve')
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
      await saved(page)
    }
    await expect(page.getByTestId('undecided')).toContainText('Underspend £205,000, undecided £0')
  })

  await test.step('core £1,646,000 and the reserve’s £205,000 close the gap of 2021/22', async () => {
    await rail(page, 'Funding').click()
    await addSource(page, 'Core budget', 'Core budget', '1,646,000')
    await expect(gap(page)).toHaveText('gap £205,000')
    await addSource(page, 'Commissioning reserve', 'Earmarked reserve', '205,000')
    await expect(gap(page)).toHaveText('gap £0')
    await available(page, 'Core budget', '2022/23', '1,646,000')
    await page.getByRole('tab', { name: 'Lines and sources' }).click()
    const heading = page.locator('.ag-header-cell').filter({ hasText: 'Commissioning reserve' })
    const column = (await heading.getAttribute('col-id'))!
    for (const [line, , underspend] of outturns) {
      await (await cell(page, line, column)).click()
      await page.keyboard.type(underspend)
      await page.keyboard.press('Enter')
      await saved(page)
    }
    await page.getByRole('button', { name: 'Pay the rest…' }).click()
    const rests = page.getByRole('dialog')
    await expect(rests).toContainText('£1,646,000')
    await rests.getByRole('button', { name: 'Pay the rest', exact: true }).click()
    for (const row of ['Demand and Crime Prevention', 'Victims and Vulnerability', 'Total'])
      await expect(await cell(page, row, 'unfunded')).toHaveText('–')
    await expect(await cell(page, 'Unallocated', column)).toHaveText('–')
  })

  await test.step('the reserve, whose opening is not known, closes on it as it was', async () => {
    await rail(page, 'Reserves').click()
    const reserve = page.getByRole('region', { name: 'Commissioning reserve', exact: true })
    await expect(reserve.getByRole('row', { name: /^2020\/21 / }).first()).toContainText('opening + £205,000')
    const row = reserve.getByRole('row', { name: /^2021\/22 / }).first()
    await expect(row).toContainText('205,000')
    await expect(row).toContainText('opening + £0')
    await expect(reserve.getByText('Pays for lines as the source Commissioning reserve')).toBeVisible()
  })

  await test.step('held at £1,851,000, 2022/23 falls short by £205,000, and Checks says so', async () => {
    await rail(page, 'Next year').click()
    await page.getByRole('tab', { name: 'Later years' }).click()
    await page.getByRole('button', { name: 'Add indicative years…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click()
    const row = page.getByRole('row', { name: /^2022\/23/ })
    await expect(row).toContainText('1,851,000')
    await expect(row).toContainText('205,000')
    await rail(page, 'Checks').click()
    const check = page.getByRole('listitem').filter({ hasText: '2022/23' }).filter({ hasText: '£205,000' })
    await expect(check.first()).toBeVisible()
    await check.first().getByRole('button', { name: 'Open Funding' }).click()
    await expect(page.getByRole('heading', { name: 'Funding', exact: true })).toBeVisible()
    await expect(gap(page)).toHaveText('gap £0')
  })
  await app.close()
})
