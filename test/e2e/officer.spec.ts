/**
 * What else an officer does and meets: the example, an underspend set aside, history, other groupings, a plan of many
 * lines, files that cannot be opened; and every screen checked with axe in light and dark.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import type { RowChange } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { answerOpenDialog, launchPlanner } from './launch.ts'
import { cell, saved, typeAmount } from './ledger.ts'
import { look } from './look.ts'

const YEAR = '2020/21' as FinancialYear

/** A plan file of so many lines in 8 priorities, with three years. */
function planOfLines(file: string, count: number): void {
  const rows: RowChange[] = [
    {
      table: 'plan',
      id: 'plan',
      before: null,
      after: { id: 'plan', title: `${count} lines`, organisation: 'Northshire', planYear: YEAR, marking: null },
    },
  ]
  for (let index = 0; index < 8; index++) {
    const id = `p${index}`
    rows.push({
      table: 'priority',
      id,
      before: null,
      after: { id, name: `Priority ${index + 1}`, parentId: null, position: index },
    })
  }
  for (let index = 0; index < count; index++) {
    const id = `l${index}`
    const line = blankLine({
      id,
      service: `Service ${index + 1}`,
      position: index,
      priorityId: `p${Math.floor((index * 8) / count)}`,
    })
    rows.push({
      table: 'line',
      id,
      before: null,
      after: { ...line, provider: 'A provider with quite a long name', route: 'Grant', geography: 'Countywide' },
    })
    for (const back of [2, 1, 0]) {
      const year = shiftYear(YEAR, -back)
      const amount = amountId(id, year, 'budget')
      const pence = (100_000 * (index + 1)) as Pence
      rows.push({
        table: 'amount',
        id: amount,
        before: null,
        after: { id: amount, lineId: id, year, measure: 'budget', pence, expression: null, origin: null },
      })
    }
  }
  createPlanFile(file, {
    who: 'test',
    now: () => '2020-01-01T00:00:00.000Z',
    change: { label: `make ${count} lines`, rows },
  }).close()
}

test('the example: an underspend is set aside, and everything is in the history', async () => {
  test.setTimeout(180_000)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await look(page, 'start')
  await page.getByRole('button', { name: 'See an example' }).click()
  await expect(page.getByRole('button', { name: /^Undo: / })).toBeVisible()
  await look(page, 'budget')

  await page.getByRole('button', { name: 'Underspend' }).click()
  await expect(page.getByTestId('undecided')).toContainText('Underspend £')
  const before = await page.getByTestId('undecided').innerText()
  const largest = await cell(page, 'Contingency and emergent issues', 'service')
  await largest.click()
  await look(page, 'underspend')
  await page.getByRole('button', { name: 'Set aside…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set aside underspend' })
  await expect(dialog).toContainText('underspend £205,000, of which £205,000 is undecided')
  await dialog.getByLabel('Earmarked reserve').fill('Commissioning reserve')
  await dialog.getByLabel('Decision reference').fill('EXE0007')
  await look(page, 'set-aside')
  await dialog.getByRole('button', { name: 'Set aside' }).click()
  await expect(page.getByTestId('undecided')).not.toHaveText(before)
  await saved(page)

  await page.getByRole('button', { name: 'Reserves' }).click()
  await expect(page.getByText('Commissioning reserve').first()).toBeVisible()
  await expect(page.getByText('not known').first()).toBeVisible()
  await expect(page.getByText('205,000').first()).toBeVisible()
  await look(page, 'reserves')

  await page.getByRole('button', { name: 'History' }).click()
  await expect(
    page.getByText('set aside £205,000 of Contingency and emergent issues into Commissioning reserve').first(),
  ).toBeVisible()
  await look(page, 'history')
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Underspend' }).click()
  await expect(page.getByTestId('undecided')).toHaveText(before)

  await page.getByRole('button', { name: 'Budget' }).click()
  await (await cell(page, 'Contingency and emergent issues', 'service')).click()
  await page.getByRole('button', { name: /panel/i }).click()
  await look(page, 'panel')
  await app.close()
})

test('other groupings have the same total, and one edit repaints its line, its subtotal and the total only', async () => {
  const plan = test.info().outputPath('Many.cplan')
  planOfLines(plan, 300)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  const total = await (await cell(page, 'Total', 'budget 2020/21')).innerText()
  expect(total).toBe('45,150,000')
  for (const grouping of ['Route', 'Geography', 'Provider', 'Priority']) {
    await page.getByRole('combobox', { name: 'Group by' }).click()
    await page.getByRole('option', { name: grouping }).click()
    await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText(total)
  }
  await page.screenshot({ path: test.info().outputPath('300-lines.png') })
  await page.setViewportSize({ width: 1920, height: 1500 })
  await (await cell(page, 'Service 3', 'budget 2020/21')).click()
  await page.evaluate(() => {
    const touched = new Set<string>()
    Object.assign(window, { touched })
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement
        const cell = element?.closest('[col-id]')
        if (cell) touched.add(`${cell.closest('[row-id]')?.getAttribute('row-id')} ${cell.getAttribute('col-id')}`)
      }
    }).observe(document.querySelector('.ag-root')!, { subtree: true, childList: true, characterData: true })
  })
  await page.keyboard.type('4000')
  await page.keyboard.press('Enter')
  await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('45,151,000')
  await expect(await cell(page, 'Priority 1 subtotal', 'budget 2020/21')).toHaveText('742,000')
  const touched = await page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched])
  const rows = new Set(touched.map((place) => place.replace(/ (?:budget|change|percent).*$/, '')))
  expect([...rows].filter((row) => row !== 'l2' && !/^subtotal p0$|total$|^b-/.test(row))).toEqual([])
  expect(touched).toContain('l2 budget 2020/21')
  await app.close()
})

test('ten thousand lines open, scroll and can be edited', async () => {
  const plan = test.info().outputPath('Ten thousand.cplan')
  planOfLines(plan, 10_000)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('50,005,000,000')
  await typeAmount(page, 'Service 2', '2020/21', '1')
  await expect(await cell(page, 'Total', 'budget 2020/21')).toHaveText('50,004,998,001')
  await saved(page)
  await page.screenshot({ path: test.info().outputPath('10000-lines.png') })
  await app.close()
})

test('files that cannot be opened are refused in one sentence', async () => {
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  const file = (name: string) => test.info().outputPath(name)
  const whole = file('Whole.cplan')
  planOfLines(whole, 20)
  writeFileSync(file('Cut.cplan'), readFileSync(whole).subarray(0, 8192))
  copyFileSync(path.resolve('test/fixtures/workbooks/leicestershire.xlsx'), file('Workbook.cplan'))
  writeFileSync(file('Letter.xlsx'), 'Dear panel')
  const newer = readFileSync(whole)
  newer.writeUInt32BE(999, 60)
  writeFileSync(file('Newer.cplan'), newer)
  for (const [name, sentence] of [
    ['Cut.cplan', 'damaged'],
    ['Workbook.cplan', 'looks like a workbook and not like a plan'],
    ['Newer.cplan', 'newer version of this program'],
  ] as const) {
    await answerOpenDialog(app, file(name))
    await page.getByRole('button', { name: 'Open a plan' }).click()
    await expect(page.getByRole('alert')).toContainText(sentence)
    await expect(page.getByRole('alert')).toContainText(name)
  }
  await answerOpenDialog(app, file('Letter.xlsx'))
  await page.getByRole('button', { name: 'Open last year’s spreadsheet' }).click()
  await expect(page.getByRole('alert')).toContainText(
    '“Letter.xlsx” is a text file and no workbook, so nothing was changed',
  )
  await page.screenshot({ path: file('refused.png') })
  await app.close()
})
