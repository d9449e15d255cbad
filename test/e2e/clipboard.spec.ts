/**
 * Blocks of cells between the ledger and a spreadsheet, and what else is done with several cells or lines at once: filling,
 * cutting, moving, duplicating, editing them together. Example: `npm run e2e -- clipboard`.
 */
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import type { RowChange } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { onClipboard, put } from './copied.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved, shown } from './ledger.ts'
import { look } from './look.ts'

const [BEFORE, YEAR] = ['2020/21', '2021/22'] as FinancialYear[]
const LINES = [
  ['Victim First', 'v', 558_322],
  ['Shelter', 'v', 80_000],
  ['Helpline', 'v', 24_000],
  ['Youth work', 'p', 60_000],
  ['Street lights', 'p', 12_000],
] as const

function planFile(file: string): void {
  const rows: RowChange[] = [
    {
      table: 'plan',
      id: 'plan',
      before: null,
      after: { id: 'plan', title: 'Blocks', organisation: 'Northshire', planYear: YEAR!, marking: null },
    },
    ...(['Victims', 'Prevention'] as const).map((name, position): RowChange => {
      const id = name[0]!.toLowerCase()
      return { table: 'priority', id, before: null, after: { id, name, parentId: null, position } }
    }),
  ]
  for (const [position, [service, priorityId, pounds]] of LINES.entries()) {
    const id = `line${position}`
    rows.push({
      table: 'line',
      id,
      before: null,
      after: { ...blankLine({ id, service, position, priorityId }), route: 'Grant', geography: 'LLR' },
    })
    for (const year of [BEFORE!, YEAR!]) {
      const amount = amountId(id, year, 'budget')
      const after = { id: amount, lineId: id, year, measure: 'budget' as const, expression: null, origin: null }
      rows.push({ table: 'amount', id: amount, before: null, after: { ...after, pence: (pounds * 100) as Pence } })
    }
  }
  createPlanFile(file, {
    who: 'Test',
    now: () => '2020-11-12T09:00:00.000Z',
    change: { label: 'make the plan', rows },
  }).close()
}

const budgets = async (page: Page) => {
  const found: string[] = []
  for (const [service] of LINES) found.push(await shown(page, service, YEAR!))
  return found
}
const at = (page: Page, service: string, year = YEAR!) => cell(page, service, `budget ${year}`)
const services = async (page: Page) =>
  page
    .locator('.ag-row:not(.subtotal):not(.total) [role="gridcell"][col-id="service"]')
    .allInnerTexts()
    .then((texts) => texts.map((text) => text.trim()))

test('blocks are copied, pasted, filled, cut and moved as in a spreadsheet, each one step to undo', async () => {
  // A long story, on a machine that may be busy.
  test.setTimeout(150_000)
  const file = test.info().outputPath('Blocks.cplan')
  planFile(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  const before = ['558,322', '80,000', '24,000', '60,000', '12,000']
  await expect(await at(page, 'Shelter')).toHaveText('80,000')

  await test.step('a spreadsheet’s block goes past subtotals and headings to the right lines', async () => {
    await put(app, {
      text: '569,488\n(12)\n1.2m\n',
      html: '<table><tr><td sdval="569488.44" sdnum="2057;0;#,##0"><font>569,488</font></td></tr><tr><td sdval="-12">(12)</td></tr><tr><td>1.2m</td></tr></table>',
    })
    await (await at(page, 'Shelter')).click()
    await page.keyboard.press('Control+v')
    await expect(page.locator('.notice')).toContainText('Pasted 3 cells; 2 headings and subtotals passed over')
    await saved(page)
    await expect.poll(() => budgets(page)).toEqual(['558,322', '569,488.44', '(12)', '1,200,000', '12,000'])
    await page.keyboard.press('Control+z')
    await expect(await at(page, 'Shelter')).toHaveText('80,000')
    await expect.poll(() => budgets(page)).toEqual(before)
  })

  await test.step('what cannot be taken is named, and nothing is changed', async () => {
    await put(app, { text: '1\r\nTBC\r\n2%\r\n' })
    await (await at(page, 'Victim First')).click()
    await page.keyboard.press('Control+v')
    await expect(page.getByRole('alert')).toContainText(
      'Nothing was pasted, because 2 cells cannot be taken. Shelter 2021/22: “TBC” is not an amount; Helpline 2021/22: “2%” is a percentage',
    )
    await expect.poll(() => budgets(page)).toEqual(before)
  })

  await test.step('one copied cell fills a selection; numbers leave as numbers', async () => {
    await (await at(page, 'Victim First', BEFORE)).click()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Control+c')
    const copied = await onClipboard(app)
    expect(copied.text.trim()).toBe('558322\t558322')
    expect(copied.html).toContain('sdval="558322"')
    await put(app, { text: '=1/3\r\n' })
    await (await at(page, 'Victim First')).click()
    await (await at(page, 'Youth work')).click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+v')
    await expect(await at(page, 'Youth work')).toHaveText('0.33')
    await expect.poll(() => budgets(page)).toEqual(['0.33', '0.33', '0.33', '0.33', '12,000'])
    await page.keyboard.press('Control+z')
    await expect(await at(page, 'Youth work')).toHaveText('60,000')
  })

  await test.step('rows below a section’s last line are lines, after asking', async () => {
    await put(app, { text: 'Court\tNew Hope\t\t\t1,000\t2,000\r\nAdvice\t\t\t\tTBC\t(500)\r\n' })
    await (await cell(page, 'Victims subtotal', 'service')).click()
    await page.keyboard.press('Control+v')
    const dialog = page.getByRole('dialog', { name: 'Add 2 lines to Victims?' })
    await expect(dialog).toContainText('Advice 2020/21: “TBC” is not an amount')
    await look(page, 'paste-lines')
    await dialog.getByRole('button', { name: 'Add 2 lines' }).click()
    await expect(await at(page, 'Court')).toHaveText('2,000')
    await expect(await at(page, 'Advice')).toHaveText('(500)')
    expect(await services(page)).toEqual([
      'Victim First',
      'Shelter',
      'Helpline',
      'Court',
      'Advice',
      'Youth work',
      'Street lights',
    ])
    await page.keyboard.press('Control+z')
    await expect.poll(() => services(page)).toHaveLength(5)
  })

  await test.step('cells that are cut move; whole lines move themselves', async () => {
    await (await at(page, 'Helpline')).click()
    await page.keyboard.press('Control+x')
    await expect(page.locator('.range-cut')).toBeVisible()
    await (await at(page, 'Street lights')).click()
    await page.keyboard.press('Control+v')
    await expect(await at(page, 'Street lights')).toHaveText('24,000')
    await expect(await at(page, 'Helpline')).toHaveText('')
    await expect(page.locator('.range-cut')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(await at(page, 'Helpline')).toHaveText('24,000')

    await (await at(page, 'Shelter')).click()
    await page.keyboard.press('Shift+Space')
    await page.keyboard.press('Control+x')
    await (await at(page, 'Street lights')).click()
    await page.keyboard.press('Control+v')
    await expect
      .poll(() => services(page))
      .toEqual(['Victim First', 'Helpline', 'Youth work', 'Shelter', 'Street lights'])
    await expect(await at(page, 'Shelter')).toHaveText('80,000')
    await page.keyboard.press('Control+z')
    await expect.poll(() => services(page)).toEqual(LINES.map(([service]) => service))
  })

  await test.step('filling down, to the right and with the handle; clearing', async () => {
    await (await at(page, 'Victim First')).click()
    await (await at(page, 'Youth work')).click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+d')
    await expect(await at(page, 'Youth work')).toHaveText('558,322')
    await page.keyboard.press('Control+z')
    await expect(await at(page, 'Youth work')).toHaveText('60,000')
    await (await at(page, 'Shelter', BEFORE)).click()
    await page.keyboard.type('5')
    await page.keyboard.press('Enter')
    await expect(await at(page, 'Shelter', BEFORE)).toHaveText('5')
    await (await at(page, 'Shelter')).click()
    await page.keyboard.press('Control+r')
    await expect(await at(page, 'Shelter')).toHaveText('5')

    // Arithmetic filled into the next year is of the years that follow too.
    await (await at(page, 'Youth work', BEFORE)).click()
    await page.keyboard.type('=[2021/22 budget]*2')
    await page.keyboard.press('Enter')
    await expect(await at(page, 'Youth work', BEFORE)).toHaveText('120,000')
    await (await at(page, 'Youth work')).click()
    await page.keyboard.press('Control+r')
    await expect(page.getByRole('textbox', { name: 'What stands in the cell' })).toHaveValue('=[2022/23]*2')
    await expect(await at(page, 'Youth work')).toHaveText('blank year')
    for (let steps = 0; steps < 2; steps++) await page.keyboard.press('Control+z')
    await expect(await at(page, 'Youth work', BEFORE)).toHaveText('60,000')
    await (await at(page, 'Shelter')).click()

    const corner = (await page.locator('.range-corner:visible').last().boundingBox())!
    const target = (await (await at(page, 'Youth work')).boundingBox())!
    await page.mouse.move(corner.x + 3, corner.y + 3)
    await page.mouse.down()
    await page.mouse.move(corner.x + 3, corner.y + 20, { steps: 4 })
    await page.mouse.move(target.x + 20, target.y + 10, { steps: 6 })
    await page.screenshot({ path: test.info().outputPath('fill.png') })
    await page.mouse.up()
    await expect(await at(page, 'Youth work')).toHaveText('5')
    await expect.poll(() => budgets(page)).toEqual(['558,322', '5', '5', '5', '12,000'])
    await page.keyboard.press('Delete')
    await expect(await at(page, 'Youth work')).toHaveText('')
    await expect.poll(() => budgets(page)).toEqual(['558,322', '', '', '', '12,000'])
    for (let steps = 0; steps < 4; steps++) await page.keyboard.press('Control+z')
    await expect(await at(page, 'Shelter', BEFORE)).toHaveText('80,000')
    await expect.poll(() => budgets(page)).toEqual(before)
  })

  await test.step('the menu, lines moved by keys and by the mouse, all of them edited together', async () => {
    await (await at(page, 'Street lights')).click()
    await (await at(page, 'Helpline')).click({ button: 'right' })
    const menu = page.getByRole('menu')
    await expect(menu).toBeVisible()
    await look(page, 'grid-menu')
    await menu.getByRole('menuitem', { name: 'Duplicate' }).click()
    await expect(await at(page, 'Helpline (copy)')).toHaveText('24,000')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Delete the line' }).click()
    await expect.poll(() => services(page)).toEqual(LINES.map(([service]) => service))

    await (await at(page, 'Helpline')).click()
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect
      .poll(() => services(page))
      .toEqual(['Victim First', 'Shelter', 'Helpline', 'Youth work', 'Street lights'])
    await expect(await at(page, 'Prevention subtotal')).toHaveText('96,000')
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await expect(await at(page, 'Prevention subtotal')).toHaveText('72,000')
    await (await at(page, 'Shelter')).click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect(await at(page, 'Prevention subtotal')).toHaveText('176,000')
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect
      .poll(() => services(page))
      .toEqual(['Victim First', 'Youth work', 'Shelter', 'Helpline', 'Street lights'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect(await at(page, 'Prevention subtotal')).toHaveText('72,000')

    await (await cell(page, 'Street lights', 'service')).hover()
    const dots = (await cell(page, 'Street lights', 'service')).locator('.ag-row-drag')
    const from = (await dots.boundingBox())!
    const to = (await (await cell(page, 'Shelter', 'service')).boundingBox())!
    await page.mouse.move(from.x + 5, from.y + 12)
    await page.mouse.down()
    await page.mouse.move(from.x + 8, from.y - 12, { steps: 4 })
    await page.mouse.move(to.x + 30, to.y + 6, { steps: 8 })
    await page.screenshot({ path: test.info().outputPath('drag.png') })
    await page.mouse.up()
    await expect
      .poll(() => services(page))
      .toEqual(['Victim First', 'Street lights', 'Shelter', 'Helpline', 'Youth work'])

    await (await at(page, 'Victim First')).click()
    await (await at(page, 'Helpline')).click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+Shift+E')
    const dialog = page.getByRole('dialog', { name: 'Change 4 lines' })
    await dialog.getByRole('textbox', { name: 'Owner' }).fill('Head of victims')
    await dialog.getByLabel('Figures').click()
    await page.getByRole('option', { name: 'Raise by a percentage' }).click()
    await dialog.getByLabel('Percentage').fill('2.5')
    await expect(dialog).toContainText('+£16,858.05')
    await look(page, 'lines-dialog')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await expect(await at(page, 'Shelter')).toHaveText('82,000')
    await page.keyboard.press('Control+z')
    await expect(await at(page, 'Shelter')).toHaveText('80,000')
  })

  await test.step('Word gets a table with headings', async () => {
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+Shift+C')
    const { html, text } = await onClipboard(app)
    expect(html).toContain('<caption>Budget, £</caption>')
    expect(html).toMatch(/<th scope="rowgroup" colspan="\d+"[^>]*>Prevention<\/th>/)
    expect(text.split(/\r?\n/)[0]).toContain('2021/22 plan year')
  })
  await app.close()
})
