/**
 * An option as an officer uses it: made, cut by rule, switched on, edited, put beside the plan, adopted, undone.
 * Example: "5% cut to grants" on Leicestershire's plan.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { launchPlanner } from './launch.ts'
import { saved, shown, typeAmount } from './ledger.ts'
import { look } from './look.ts'

const author = { who: 'test', now: () => '2020-01-01T00:00:00.000Z' }

/** Leicestershire's Appendix A as a plan file. */
function leicestershire(file: string): void {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { ...author, change }).close()
}

const go = (page: Page, view: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click()
const mark = (page: Page) => page.getByTestId('option-shown')
const total = (page: Page) => page.getByTestId('status-total')
const priorities = (page: Page) => page.getByRole('table', { name: 'By priority' })
const lines = (page: Page) => page.getByRole('table', { name: 'Lines' })

test('5% cut to grants: made, edited, compared, adopted and taken back', async () => {
  test.setTimeout(240_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  leicestershire(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })

  await go(page, 'Options')
  await expect(page.getByRole('heading', { name: 'No options yet' })).toBeVisible()
  await look(page, 'options-none')
  await page.getByRole('button', { name: 'Add an option…' }).click()
  const add = page.getByRole('dialog', { name: 'Add an option' })
  await expect(add.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(add.getByRole('alert')).toContainText('An option needs a name')
  await page.keyboard.type('5% cut to grants')
  await look(page, 'options-add')
  await page.keyboard.press('Enter')
  await expect(add).toBeHidden()
  await saved(page)

  await page.getByRole('button', { name: 'Cut by rule… 5% cut to grants' }).click()
  const cut = page.getByRole('dialog', { name: 'Cut by rule in “5% cut to grants”' })
  await expect(cut.getByRole('checkbox', { name: 'Grant funding' })).toBeChecked()
  await expect(cut.getByRole('checkbox', { name: 'Grant Funded' })).toBeChecked()
  await cut.getByRole('checkbox', { name: 'Grand Funded' }).check()
  await look(page, 'options-cut')
  await cut.getByRole('button', { name: 'Cut', exact: true }).click()
  await expect(cut).toBeHidden()
  await saved(page)
  await expect(total(page)).toContainText('£4,395,961')
  await expect(mark(page)).toBeHidden()

  await page.getByRole('button', { name: 'Switch on 5% cut to grants' }).click()
  await expect(mark(page)).toContainText('Option shown: 5% cut to grants')
  await expect(total(page)).not.toContainText('£4,395,961')
  await go(page, 'Budget')
  expect(await shown(page, 'Victim First', '2020/21')).toBe('558,322')
  await typeAmount(page, 'Victim First', '2020/21', '500000')
  await saved(page)
  expect(await shown(page, 'Victim First', '2020/21')).toBe('500,000')
  await look(page, 'options-budget')
  await page.keyboard.press('Control+Shift+R')
  await expect(page.getByRole('alert')).toContainText('“Roll forward” is done in the plan only')
  const under = await total(page).textContent()

  await page.getByRole('combobox', { name: 'Option' }).click()
  await page.getByRole('option', { name: 'Plan', exact: true }).click()
  await expect(mark(page)).toBeHidden()
  await expect(total(page)).toContainText('£4,395,961')
  expect(await shown(page, 'Victim First', '2020/21')).toBe('558,322')

  await go(page, 'Options')
  await expect(priorities(page)).toContainText('VICTIMS')
  await expect(priorities(page).getByRole('row', { name: /^Total/ })).toContainText('4,395,961')
  const victimFirst = lines(page).getByRole('row', { name: /^Victim First/ })
  await expect(victimFirst).toContainText('558,322500,000(58,322)(10.5%)')
  const differing = await lines(page).getByRole('row').count()
  await page.getByRole('checkbox', { name: 'Also lines that are the same' }).check()
  await expect(lines(page).getByRole('row')).toHaveCount(45)
  expect(differing).toBeLessThan(45)
  await page.getByRole('checkbox', { name: 'Also lines that are the same' }).uncheck()
  await look(page, 'options')
  await page.getByRole('button', { name: '17 rows, what 5% cut to grants changes' }).click()
  const differences = page.getByRole('dialog', { name: 'What “5% cut to grants” changes' })
  await expect(differences.getByRole('row', { name: /^Victim First, 2020\/21 budget/ })).toContainText(
    '£558,322£500,000',
  )
  await look(page, 'options-differences')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Switch on 5% cut to grants' }).click()
  await look(page, 'options-shown')
  await page.getByRole('button', { name: 'Adopt… 5% cut to grants' }).click()
  const adopt = page.getByRole('dialog', { name: 'Adopt “5% cut to grants”' })
  await expect(adopt).toContainText('£4,395,961')
  await look(page, 'options-adopt')
  await adopt.getByRole('button', { name: 'Adopt', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No options yet' })).toBeVisible()
  await expect(mark(page)).toBeHidden()
  await expect(total(page)).toHaveText(under!)
  await saved(page)

  await page.keyboard.press('Control+z')
  await expect(total(page)).toContainText('£4,395,961')
  await expect(page.getByRole('button', { name: 'Switch on 5% cut to grants' })).toBeVisible()
  for (const _ of ['typed', 'cut', 'added']) await page.keyboard.press('Control+z')
  await expect(page.getByRole('heading', { name: 'No options yet' })).toBeVisible()
  await app.close()

  const fresh = test.info().outputPath('Fresh.cplan')
  leicestershire(fresh)
  const rowsIn = (path: string) => {
    const plan = openPlanFile(path, { ...author, readOnly: true } as never)
    const rows = plan.rows()
    plan.close()
    return rows
  }
  expect(rowsIn(file)).toEqual(rowsIn(fresh))
})
