/**
 * The whole job as an officer does it, in a real window: last year's spreadsheet in, an amount typed, quit and come back,
 * undo, roll forward, the panel paper out. Only the operating system's file pickers are answered for them.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { readTables } from '../../shared/importing/index.ts'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'
import { cell, saved, shown, typeAmount } from './ledger.ts'
import { picture } from './look.ts'

const workbook = path.resolve('test/fixtures/workbooks/leicestershire.xlsx')

test('last year’s spreadsheet becomes next year’s panel paper', async () => {
  const userData = test.info().outputPath('settings')
  const plan = test.info().outputPath('Leicestershire.cplan')
  const paper = test.info().outputPath('Appendix A.xlsx')

  await test.step('import Leicestershire through the dialog', async () => {
    const { app, page } = await launchPlanner({ userData })
    await picture(page, 'start')
    await answerOpenDialog(app, workbook)
    await answerSaveDialog(app, plan)
    await page.getByRole('button', { name: 'Open last year’s spreadsheet' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import leicestershire.xlsx' })
    await expect(dialog.getByTestId('import-summary')).toContainText('44 lines in 4 priorities, 3 years')
    await picture(page, 'import-preview')
    for (const tab of ['Sheet and columns', 'Skipped', 'Reconciled', 'Problems']) {
      await dialog.getByRole('tab', { name: tab }).click()
      await picture(page, `import-${tab.toLowerCase().replaceAll(' ', '-')}`)
    }
    await expect(dialog.getByRole('tab', { name: 'Reconciled' })).toContainText('16')
    await dialog.getByRole('button', { name: 'Import' }).click()
    await expect(page.getByRole('button', { name: /^Undo: import leicestershire\.xlsx \(44 lines\)/ })).toBeVisible()
    expect(await shown(page, 'VICTIMS subtotal', '2020/21')).toBe('1,395,707')
    expect(await shown(page, 'Total', '2020/21')).toBe('4,395,961')
    await picture(page, 'budget')

    await test.step('type an amount: the subtotal and the total follow', async () => {
      await typeAmount(page, 'Victim First', '2020/21', '=558322+10,000.50')
      await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('568,322.50')
      await expect(await cell(page, 'VICTIMS subtotal', 'budget 2020/21')).toHaveText('1,405,707.50')
      await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('4,405,961.50')
      expect(await shown(page, 'VULNERABLE subtotal', '2020/21')).toBe('705,505')
      await expect(page.getByRole('button', { name: 'Undo: set Victim First 2020/21' })).toBeVisible()
      await saved(page)
    })

    await test.step('what is no amount is refused and the old figure stands', async () => {
      await typeAmount(page, 'CHISVA', '2020/21', '3,0000')
      await expect(page.getByRole('alert').filter({ hasText: '“3,0000” is not an amount' })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(await cell(page, 'CHISVA', 'budget 2020/21')).toHaveText('50,000')
      await picture(page, 'refused')
    })
    await app.close()
  })

  await test.step('quit, reopen, find it, undo it, roll forward, export', async () => {
    const { app, page } = await launchPlanner({ userData })
    await picture(page, 'start-recent')
    await page.getByRole('button', { name: /^Leicestershire/ }).click()
    await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('568,322.50')
    await page.getByRole('button', { name: 'Undo: set Victim First 2020/21' }).click()
    await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('558,322')
    await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('4,395,961')
    await page.getByRole('button', { name: 'Redo: set Victim First 2020/21' }).click()
    await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('4,405,961.50')
    await page.keyboard.press('Control+z')
    await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('4,395,961')

    await page.keyboard.press('Control+Shift+R')
    const roll = page.getByRole('dialog', { name: 'Roll forward to 2021/22' })
    await roll.getByLabel('Uplift in %').fill('2%')
    await expect(roll).toContainText('£4,483,880.22')
    await picture(page, 'roll')
    await roll.getByRole('button', { name: 'Roll forward' }).click()
    await expect(await cell(page, 'Total', 'budget 2021/22')).toHaveText('4,483,880.22')
    await expect(await cell(page, 'Victim First', 'budget 2021/22')).toHaveText('569,488.44')
    await expect(await cell(page, 'Missing co-ordinator', 'budget 2021/22')).toHaveText('')
    await saved(page)
    await picture(page, 'rolled')

    await answerSaveDialog(app, paper)
    await page.keyboard.press('Control+e')
    await picture(page, 'export')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Export/ })
      .click()
    await expect(page.getByText('Exported “Appendix A.xlsx”')).toBeVisible()
    await app.close()
  })

  await test.step('the exported paper holds the same lines, and its totals agree', () => {
    const { lines, stated, problems } = readTables(readWorkbookBytes(readFileSync(paper), 'Appendix A.xlsx'))
    expect(lines).toHaveLength(44)
    expect(lines[0]).toMatchObject({ service: 'Victim First', priority: 'VICTIMS' })
    expect(lines[0]!.figures.map(({ year, pence }) => [year, pence])).toEqual([
      ['2019/20', 54375200],
      ['2020/21', 55832200],
      ['2021/22', 56948844],
    ])
    expect(new Set(stated.map(({ outcome }) => outcome))).toEqual(new Set(['agrees']))
    expect(stated.at(-1)).toMatchObject({ label: 'Grand Total', year: '2021/22', statedPence: 448388022 })
    expect(problems).toEqual([])
  })
})
