/**
 * Next year's paper in last year's clothes: the workbook that was imported becomes a template in the export dialog, and the plan
 * that was rolled forward is written in it. Example: Leicestershire's columns show 2019/20 to 2021/22.
 */
import { copyFileSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { rollForward } from '../../shared/edits/nextyear.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { BasisPoints } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'
import { cell } from './ledger.ts'
import { look } from './look.ts'

const author = { who: 'test', now: () => '2021-01-01T00:00:00.000Z' }
const WORKBOOK = 'test/fixtures/workbooks/leicestershire.xlsx'

function rolledForward(file: string): void {
  const reading = readTables(readWorkbookBytes(readFileSync(WORKBOOK), 'leicestershire.xlsx'))
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { ...author, change }).close()
  const plan = openPlanFile(file, author)
  plan.commit(rollForward(planOf(plan.rows()), { to: yearFrom(2021), uplift: 0 as BasisPoints }))
  plan.close()
}

test('last year’s workbook becomes a template, and next year’s paper is written in it', async () => {
  test.setTimeout(180_000)
  const info = test.info()
  const plan = info.outputPath('Leicestershire.cplan')
  const workbook = info.outputPath('Budget 2020-21.xlsx')
  const template = info.outputPath('Our paper.xlsx')
  const paper = info.outputPath('Budget 2021-22.xlsx')
  rolledForward(plan)
  copyFileSync(WORKBOOK, workbook)
  const { app, page } = await launchPlanner({ userData: info.outputPath('settings'), args: [plan] })
  await cell(page, 'Victim First', 'budget 2021/22')
  const dialog = page.getByRole('dialog', { name: 'Export the panel paper' })
  await page.keyboard.press('Control+e')
  await expect(dialog.getByRole('tab', { name: 'Preview' })).toBeVisible({ timeout: 60_000 })

  await answerOpenDialog(app, workbook)
  await answerSaveDialog(app, template)
  await dialog.getByRole('button', { name: 'Template from last year’s workbook…' }).click()
  const told = dialog.getByRole('region', { name: 'The template that was made' })
  await expect(told).toContainText('Made “Our paper.xlsx”. All tables of the workbook were turned.', {
    timeout: 60_000,
  })
  await expect(dialog.getByRole('radio', { name: /^Our paper/ })).toBeChecked()
  await told.getByText(/^Replaced/).click()
  await expect(told).toContainText('Appendix A, row 4: rows 4 to 60, 4 sections with 44 lines, are bands')
  await expect(dialog.getByText('2021/22 budget (£)').first()).toBeVisible({ timeout: 60_000 })
  await look(page, 'last-year-template')

  await answerSaveDialog(app, paper)
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByRole('dialog', { name: 'Exported' })).toContainText('Exported “Budget 2021-22.xlsx”', {
    timeout: 60_000,
  })
  const [sheet] = readWorkbookBytes(readFileSync(paper), 'paper.xlsx').sheets
  const heads = sheet!.cells.filter(({ row, column }) => row === 3 && column >= 5 && column <= 7)
  expect(heads.map(({ text }) => text)).toEqual(['2019/20 budget (£)', '2020/21 budget (£)', '2021/22 budget (£)'])
  await app.close()
})
