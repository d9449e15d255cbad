/**
 * Arithmetic as an officer types it: a figure of another year that follows it, percentages on what stands there, what cannot be
 * read kept to be mended, errors in words, the formula bar with who typed it, and the paper with live formulas.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { answerSaveDialog, launchPlanner } from './launch.ts'
import { cell, saved, typeAmount } from './ledger.ts'
import { look, picture } from './look.ts'

test('arithmetic is kept, follows what it refers to, and says what is the matter', async () => {
  test.setTimeout(180_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  const paper = test.info().outputPath('Appendix A.xlsx')
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { who: 'an officer', now: () => '2020-01-14T12:00:00.000Z', change }).close()

  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  const bar = page.getByRole('textbox', { name: 'What stands in the cell' })
  const said = page.locator('#formula-said')
  const at = (year: string, line = 'Victim First') => cell(page, line, `budget ${year}`)

  await test.step('a year is referred to, and followed', async () => {
    await (await at('2020/21')).click()
    await expect(bar).toHaveValue('558322')
    await expect(said).toHaveText('an officer · 14 Jan 2020, 12:00')
    await page.keyboard.type('=2*')
    await (await at('2018/19')).click()
    await expect(bar).toHaveValue('=2*[2018/19]')
    await page.keyboard.press('Escape')
    await expect(await at('2020/21')).toHaveText('558,322')
    await page.keyboard.type('=[')
    const years = page.getByRole('listbox', { name: 'Years' })
    await expect(years.getByRole('option', { name: '2019/20' })).toBeVisible()
    await page.keyboard.type('19')
    await picture(page, 'years')
    await page.keyboard.press('Enter')
    await expect(years).toBeHidden()
    await page.keyboard.type('*1.02')
    await expect(bar).toHaveValue('=[2019/20]*1.02')
    await expect(said).toHaveText('= £554,627.04')
    await page.keyboard.press('Enter')
    await expect(await at('2020/21')).toHaveText('554,627.04')
    await saved(page)

    await typeAmount(page, 'Victim First', '2019/20', '+2%')
    await expect(await at('2019/20')).toHaveText('554,627.04')
    await expect(await at('2020/21')).toHaveText('565,719.58')
    await page.keyboard.press('Control+z')
    await expect(await at('2020/21')).toHaveText('554,627.04')
    await expect(await at('2019/20')).toHaveText('543,752')
  })

  await test.step('what cannot be read stays in the editor, with the sentence', async () => {
    await typeAmount(page, 'CHISVA', '2020/21', '=50000*1,02')
    const alert = page.getByRole('alert').filter({ hasText: 'has a comma in the wrong place (character 8)' })
    await expect(alert).toBeVisible()
    const editor = page.locator('input.cell-editor')
    await expect(editor).toBeFocused()
    await expect(editor).toHaveValue('=50000*1,02')
    await picture(page, 'kept')
    // Left by the mouse, it is there again.
    await (await at('2020/21', 'Kicks')).click()
    await expect(editor).toBeFocused()
    await expect(editor).toHaveValue('=50000*1,02')
    await editor.fill('=50000*1.02')
    await page.keyboard.press('Enter')
    await expect(await at('2020/21', 'CHISVA')).toHaveText('51,000')
    await expect(alert).toBeHidden()
  })

  await test.step('an error is a word in the cell, a sentence in the bar, and a check', async () => {
    await typeAmount(page, 'Victim First', '2019/20', '')
    await (await at('2019/20')).click()
    await page.keyboard.press('Delete')
    await expect(await at('2020/21')).toHaveText('blank year')
    await (await at('2020/21')).click()
    await expect(bar).toHaveValue('=[2019/20]*1.02')
    await expect(said).toHaveText(
      '“=[2019/20]*1.02” refers to [2019/20], which is blank, so it has no amount and no sum counts it; enter that figure.',
    )
    await look(page, 'error')
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: /^Checks/ })
      .click()
    await expect(page.getByRole('main')).toContainText('Victim First, 2020/21')
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Budget' }).click()
    await page.keyboard.press('Control+z')
    await expect(await at('2020/21')).toHaveText('554,627.04')
  })

  await test.step('the formula bar is edited: Esc leaves, Enter takes, both go back to the cell', async () => {
    await (await at('2020/21')).click()
    await bar.click()
    await page.keyboard.press('End')
    await page.keyboard.type('+[18')
    await page.keyboard.press('Tab')
    await expect(bar).toHaveValue('=[2019/20]*1.02+[2018/19]')
    await page.keyboard.press('Escape')
    await bar.click()
    await page.keyboard.press('End')
    await page.keyboard.type('+1')
    await expect(said).toHaveText('= £554,628.04')
    await page.keyboard.press('Escape')
    await expect(bar).toHaveValue('=[2019/20]*1.02')
    await expect(await at('2020/21')).toBeFocused()
    await bar.click()
    await page.keyboard.press('End')
    await page.keyboard.type('+0.96')
    await page.keyboard.press('Enter')
    await expect(await at('2020/21')).toHaveText('554,628')
    await expect(await at('2020/21')).toBeFocused()
    await expect(said).not.toHaveText(/an officer/)
    await expect(said).toHaveText(/ · \d+ \w+ 20\d\d, \d\d:\d\d$/)
    await (await cell(page, 'Victim First', 'provider')).click()
    await expect(bar).toHaveValue('Catch 22')
    await picture(page, 'bar')
  })

  await test.step('the paper has it as a live formula', async () => {
    await answerSaveDialog(app, paper)
    await page.keyboard.press('Control+e')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Export/ })
      .click()
    await expect(page.getByText('Exported “Appendix A.xlsx”')).toBeVisible()
    await app.close()
    const cells = readWorkbookBytes(readFileSync(paper), 'Appendix A.xlsx').sheets.flatMap((sheet) => sheet.cells)
    expect(cells.filter(({ formula }) => /^ROUND\([A-Z]\d+\*1\.02\+0\.96,2\)$/.test(formula ?? ''))).toMatchObject([
      { value: 554_628 },
    ])
    expect(cells.filter(({ formula }) => formula === '50000*1.02')).toMatchObject([{ value: 51_000 }])
  })
})
