/**
 * Drafts as an officer uses them: named before a panel, looked at afterwards, and what changed since, as sentences, as a table
 * for Word and as marks in the budget; and a line's notes, conditions and history in its panel.
 * Example: Draft 1 of Leicestershire's plan, then Victim First at £573,000.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved, shown, typeAmount } from './ledger.ts'
import { look } from './look.ts'

const author = { who: 'test', now: () => '2021-01-04T09:30:00.000Z' }

/** Leicestershire's Appendix A as a plan file. */
function leicestershire(file: string): void {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { ...author, change }).close()
}

const go = (page: Page, view: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view, exact: true }).click()
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()
const total = (page: Page) => page.getByTestId('status-total')
test('a draft: named, changed, compared, marked, looked at', async () => {
  test.setTimeout(300_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  leicestershire(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  const text = () => app.evaluate((electron) => electron.clipboard.readText())
  // Electron has changed how its clipboard is read.
  const html = () =>
    app.evaluate(async (electron) => {
      const board = electron.clipboard as unknown as { readHTML?: () => string }
      if (board.readHTML) return board.readHTML()
      const [item] = await electron.clipboard.read()
      return (await item!.getType('text/html')).text()
    })

  await go(page, 'History')
  await expect(page.getByRole('table', { name: 'Steps' })).toContainText('Monday 4 January 2021')
  await tab(page, 'Drafts')
  await expect(page.getByRole('heading', { name: 'No drafts yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Name the plan as it is now…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Name a draft' })
  await expect(dialog.getByLabel('Name')).toHaveValue('Draft 1')
  await dialog.getByLabel('Panel of').fill('14 Jan')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('“14 Jan” is not a day')
  await dialog.getByLabel('Panel of').fill('14/01/2021')
  await page.keyboard.press('Enter')
  await saved(page)

  await go(page, 'Budget')
  await typeAmount(page, 'Victim First', '2020/21', '573000')
  await saved(page)
  await typeAmount(page, 'CHISVA', '2020/21', '40000')
  await saved(page)

  await go(page, 'History')
  const drafts = page.getByRole('table', { name: 'Drafts' })
  await expect(drafts).toContainText('14 Jan 2021')
  await page.getByRole('button', { name: 'What changed since Draft 1' }).click()
  const report = page.getByTestId('report')
  await expect(report).toContainText('Victim First rises by £14,678 (2.6%) to £573,000')
  await expect(report).toContainText('Compared with Draft 1, panel of 14 January 2021, the budget for 2020/21')
  await look(page, 'drafts-changed')
  await page.getByRole('button', { name: 'Copy the sentences' }).click()
  expect(await text()).toBe(
    await report
      .locator('p')
      .allTextContents()
      .then((all) => all.join('\n\n')),
  )
  await page.getByRole('button', { name: 'Copy for Word with the table' }).click()
  expect(await html()).toMatch(/<p>Compared with Draft 1.*<table.*573,000.*\+14,678/s)

  await page.getByRole('button', { name: 'Mark in the budget' }).click()
  await expect(page.getByRole('region', { name: 'Marked changes' })).toContainText('since Draft 1, panel of 14 January')
  await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveClass(/since-up/)
  await expect(await cell(page, 'Victim First', 'budget 2019/20')).not.toHaveClass(/since-/)
  await expect(await cell(page, 'CHISVA', 'budget 2020/21')).toHaveClass(/since-down/)
  await (await cell(page, 'Victim First', 'budget 2020/21')).hover()
  await expect(page.locator('.ag-tooltip')).toContainText('was £558,322 in Draft 1, panel of 14 January 2021')
  await look(page, 'drafts-marked')
  await page.getByRole('button', { name: 'Stop marking' }).click()
  await expect(await cell(page, 'Victim First', 'budget 2020/21')).not.toHaveClass(/since-/)

  const now = await total(page).textContent()
  await go(page, 'History')
  await tab(page, 'Steps')
  await page.getByRole('searchbox', { name: 'Find a step' }).fill('victim')
  await expect(page.getByText('1 of 4 steps')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a step' }).fill('')
  await page.getByRole('button', { name: 'Look at the plan after step 1', exact: true }).click()
  const past = page.getByTestId('looking')
  await expect(past).toContainText('The plan as it was on 4 Jan 2021')
  await expect(past.getByRole('button', { name: 'Back to the present' })).toBeFocused()
  await go(page, 'Budget')
  expect(await shown(page, 'Victim First', '2020/21')).toBe('558,322')
  await expect(total(page)).toContainText('£4,395,961')
  await look(page, 'drafts-past')
  await (await cell(page, 'Victim First', 'budget 2020/21')).click()
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  expect(await shown(page, 'Victim First', '2020/21')).toBe('558,322')
  for (const view of ['Funding', 'Reserves', 'Checks', 'Next year', 'Options', 'Decisions']) {
    await go(page, view)
    await expect(past).toBeVisible()
  }
  await past.getByRole('button', { name: 'Back to the present' }).click()
  await expect(past).toBeHidden()
  await go(page, 'Budget')
  await expect(total(page)).toHaveText(now!)
  expect(await shown(page, 'Victim First', '2020/21')).toBe('573,000')

  await (await cell(page, 'Victim First', 'budget 2020/21')).click()
  const panel = page.getByRole('complementary', { name: 'Line' })
  if (!(await panel.isVisible())) await page.keyboard.press('F4')
  await expect(panel.getByRole('region', { name: 'Figures' })).toContainText('Appendix A, E5, in leicestershire.xlsx')
  await panel.getByRole('button', { name: 'Condition…' }).click()
  const note = page.getByRole('dialog', { name: 'Add a condition' })
  await note.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(note.getByRole('alert')).toContainText('A condition needs words')
  await note.getByRole('button', { name: 'Subject to evaluation' }).click()
  await note.getByRole('combobox', { name: 'Stands at' }).click()
  await page.getByRole('option', { name: '2020/21', exact: true }).click()
  await note.getByRole('button', { name: 'Add', exact: true }).click()
  await saved(page)
  const notes = panel.getByRole('region', { name: 'Notes' })
  await expect(notes).toContainText('Condition 2020/21Subject to evaluation')
  await panel.getByRole('button', { name: 'Contract', exact: true }).click()
  await expect(panel.getByLabel('Contract start')).toBeHidden()
  await panel.getByRole('button', { name: 'History', exact: true }).click()
  const line = panel.getByRole('region', { name: 'History of the line' })
  await expect(line).toContainText('2020/21 budget: £558,322 → £573,000')
  await line.getByRole('combobox', { name: 'Of' }).click()
  await page.getByRole('option', { name: '2020/21 budget' }).click()
  await expect(line.getByRole('listitem')).toHaveCount(2)
  await panel.getByRole('separator', { name: 'Width of the panel' }).focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowLeft')
  await expect(panel).toHaveCSS('width', '396px')
  await look(page, 'drafts-panel')
  await page.reload()
  await (await cell(page, 'Victim First', 'budget 2020/21')).click()
  if (!(await panel.isVisible())) await page.keyboard.press('F4')
  await expect(panel.getByRole('button', { name: 'Contract', exact: true })).toHaveAttribute('aria-expanded', 'false')
  await notes.getByRole('button', { name: 'Delete the condition “Subject to evaluation”' }).click()
  await saved(page)
  await expect(notes).not.toContainText('evaluation')
  await app.close()
})
