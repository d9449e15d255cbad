/**
 * Cells copied in a spreadsheet become a plan, without a file between. Example: `npm run e2e -- paste`.
 */
import { expect, test } from '@playwright/test'
import { answerSaveDialog, launchPlanner } from './launch.ts'
import { cell } from './ledger.ts'
import { look } from './look.ts'

test('copied cells are shown before they are taken, like a workbook', async () => {
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  const copy = (text: string) => app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
  await answerSaveDialog(app, test.info().outputPath('Pasted.cplan'))

  await page.getByRole('button', { name: 'Paste a table' }).click()
  const paste = page.getByRole('dialog', { name: 'Paste a table' })
  await expect(paste.getByLabel('Cells')).toBeFocused()
  await look(page, 'paste')
  await copy('"a"b,1\nc,2')
  await page.keyboard.press('Control+v')
  await expect(paste.getByRole('alert')).toContainText('What you pasted could not be read')

  await copy(
    'Service\tProvider\t2021/22 budget (£)\n"Victims" fund\tHarbour Trust\t£1,200.50\nHelpline\tSafe Haven\t800\nTotal\t\t2,000.50\n',
  )
  await paste.getByLabel('Cells').fill('')
  await page.keyboard.press('Control+v')
  const dialog = page.getByRole('dialog', { name: 'Import Pasted table' })
  await expect(dialog.getByTestId('import-summary')).toContainText('2 lines')
  await expect(dialog.getByTestId('import-summary')).toContainText('1 stated figure agrees')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(await cell(page, '"Victims" fund', 'budget 2021/22')).toHaveText('1,200.50')
  await expect(await cell(page, 'Total', 'budget 2021/22')).toHaveText('2,000.50')
  await app.close()
})
