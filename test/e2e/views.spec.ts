/**
 * The budget laid out as an officer wants it: columns shown, hidden, moved, widened and frozen, lines filtered and sorted,
 * groups collapsed, two levels, £000, a saved view, finding and replacing. None of it moves a line or changes a figure.
 * Example: Leicestershire's lines above £100,000, largest first, in £000, as the view "Panel".
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved, shown, typeAmount } from './ledger.ts'
import { look, picture } from './look.ts'

const author = { who: 'test', now: () => '2020-01-01T00:00:00.000Z' }

function leicestershire(file: string): void {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { ...author, change }).close()
}

const bar = (page: Page) => page.getByTestId('view-bar')
const view = /^View(?:: |$)/
const heading = (page: Page, name: RegExp) => page.getByRole('columnheader', { name })

/** The headings from left to right, by their columns. */
const columns = (page: Page) =>
  page
    .locator('.ag-header-cell')
    .evaluateAll((cells) =>
      cells
        .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
        .map((one) => one.getAttribute('col-id')),
    )

/** The services in sight, from top to bottom. */
const services = (page: Page) =>
  page
    .locator('.ag-row:not(.subtotal, .total, .foot) [col-id="service"]')
    .evaluateAll((cells) =>
      cells.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map((one) => one.textContent),
    )

async function choose(page: Page, menu: RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  const items = page.getByRole('menuitem', { name: item }).or(page.getByRole('menuitemradio', { name: item }))
  await items
    .or(page.getByRole('menuitemcheckbox', { name: item }))
    .first()
    .click()
}

async function columnMenu(page: Page, row: string, column: string, item: string): Promise<void> {
  await (await cell(page, row, column)).click()
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('menuitem', { name: item }).click()
}

test('columns, filters, order, groups, unit, a saved view, find and replace', async () => {
  test.setTimeout(240_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  leicestershire(file)
  const userData = test.info().outputPath('settings')
  const { app, page } = await launchPlanner({ userData, args: [file] })
  await page.setViewportSize({ width: 1280, height: 800 })
  const all = await services(page)

  // Columns: one more, one less, moved by menu and by mouse, as wide as its contents, frozen.
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Basis' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Geography' }).click()
  await page.keyboard.press('Escape')
  const years = ['budget 2018/19', 'budget 2019/20', 'budget 2020/21', 'change', 'percent']
  await expect.poll(() => columns(page)).toEqual(['service', 'provider', 'route', 'basis', ...years])
  await columnMenu(page, 'Victim First', 'route', 'Move left')
  await expect.poll(() => columns(page)).toEqual(['service', 'route', 'provider', 'basis', ...years])
  await heading(page, /^Basis/).dragTo(heading(page, /^Route/), { targetPosition: { x: 12, y: 20 } })
  await expect.poll(() => columns(page)).toEqual(['service', 'basis', 'route', 'provider', ...years])
  const narrow = (await heading(page, /^Provider/).boundingBox())!.width
  await columnMenu(page, 'Victim First', 'provider', 'Fit to its contents')
  await expect.poll(async () => (await heading(page, /^Provider/).boundingBox())!.width).toBeGreaterThan(narrow + 40)
  await columnMenu(page, 'Victim First', 'basis', 'Freeze up to here')
  const places = async () => [
    (await heading(page, /^Basis/).boundingBox())!.x,
    (await heading(page, /^Change %/).boundingBox())!.x,
  ]
  const [held, rolled] = await places()
  await (await cell(page, 'Victim First', 'provider')).hover()
  await page.mouse.wheel(-400, 0)
  await expect.poll(async () => (await places())[1]).not.toBe(rolled)
  expect((await places())[0]).toBe(held)

  // A filter and an order: said, counted, summed, and kept out of the plan.
  await columnMenu(page, 'Victim First', 'budget 2020/21', 'Filter…')
  const dialog = page.getByRole('dialog', { name: 'Filter by 2020/21 plan year' })
  await dialog.getByLabel('Amount (£)').fill('lots')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Type an amount in pounds')
  await dialog.getByLabel('Amount (£)').fill('100,000')
  await look(page, 'views-filter')
  await page.keyboard.press('Enter')
  await expect(await cell(page, 'Victim First', 'budget 2020/21')).toBeFocused()
  await expect(bar(page)).toContainText('of 44 lines shown. Subtotals and the total are of all lines.')
  await expect(bar(page)).toContainText('2020/21 plan year above £100,000')
  await expect(await cell(page, 'All 8 lines: VICTIMS subtotal', 'budget 2020/21')).toHaveText('1,395,707')
  await columnMenu(page, 'Victim First', 'budget 2020/21', 'Sort: Largest first')
  await expect(heading(page, /^2020\/21/)).toHaveAttribute('aria-description', 'sorted, descending; filtered')
  await expect(bar(page)).toContainText('sorted by 2020/21 plan year, largest first')
  expect((await services(page)).slice(0, 2)).toEqual([
    'Victim First',
    'Sexual and domestic Violence information and support service',
  ])
  const before = Number((await shown(page, 'Shown: 13 of 44 lines', '2020/21')).replaceAll(',', ''))
  await typeAmount(page, 'Victim First', '2020/21', '150000')
  await saved(page)
  const after = Number((await shown(page, 'Shown: 13 of 44 lines', '2020/21')).replaceAll(',', ''))
  expect(after - before).toBe(150_000 - 558_322)
  await page.keyboard.press('Control+z')
  await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('558,322')

  // £000 is for reading; what is typed is pounds.
  await choose(page, view, '£000')
  await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('558')
  await expect(heading(page, /^2020\/21/)).toContainText('£000 plan year')
  await expect(bar(page)).toContainText('figures rounded to £000')
  await (await cell(page, 'Victim First', 'budget 2020/21')).click()
  await page.keyboard.press('F2')
  await expect(page.locator('.cell-editor')).toHaveValue('558322')
  await page.keyboard.press('Escape')
  await look(page, 'views-all')

  // Kept under a name, over a restart.
  await choose(page, view, 'Save this view as…')
  const naming = page.getByRole('dialog', { name: 'Save this view' })
  await naming.getByLabel('Name').fill('Panel')
  await page.keyboard.press('Enter')
  await expect(naming).toBeHidden()
  await saved(page)
  await choose(page, view, 'The paper’s own layout')
  await expect(bar(page)).toBeHidden()
  // How many rows are drawn beyond those in sight is the grid's own affair.
  await expect.poll(async () => (await services(page)).slice(0, all.length)).toEqual(all)
  expect(await columns(page)).toEqual(['service', 'provider', 'route', 'geography', ...years])
  await app.close()

  const again = await launchPlanner({ userData, args: [file] })
  const { page: next } = again
  await next.setViewportSize({ width: 1280, height: 800 })
  await expect(await cell(next, 'Victim First', 'service')).toBeVisible()
  await choose(next, view, 'Panel')
  await expect(bar(next)).toContainText('13 of 44 lines')
  expect(await columns(next)).toEqual(['service', 'basis', 'route', 'provider', ...years])
  await expect(await cell(next, 'Victim First', 'budget 2020/21')).toHaveText('558')
  await bar(next).getByRole('button', { name: 'Back to pounds' }).click()
  await expect(next.getByRole('button', { name: /^View: Panel/ })).toContainText('changed')
  await choose(next, view, 'Save the changes to “Panel”')
  await saved(next)
  await choose(next, view, 'Remove “Panel”')
  await expect(next.getByRole('button', { name: 'View', exact: true })).toBeVisible()
  await next.keyboard.press('Control+z')
  await choose(next, view, 'The paper’s own layout')

  // Collapsed by the keyboard; subtotals stay.
  await (await cell(next, 'Victim First', 'service')).click()
  await next.keyboard.press('ArrowUp')
  await next.keyboard.press('ArrowLeft')
  await expect(next.getByRole('button', { name: 'VICTIMS', exact: true })).toHaveAttribute('aria-expanded', 'false')
  await expect(next.locator('[col-id="service"]').filter({ hasText: /^Victim First$/ })).toHaveCount(0)
  expect(await shown(next, 'VICTIMS subtotal', '2020/21')).toBe('1,395,707')
  await next.keyboard.press('ArrowRight')
  await expect(await cell(next, 'Victim First', 'service')).toBeVisible()

  // Two levels: sums of both.
  await next.getByRole('combobox', { name: 'then by' }).click()
  await next.getByRole('option', { name: 'Route' }).click()
  await next.getByRole('button', { name: 'Procured – sole funded' }).first().click()
  await choose(next, view, 'Collapse all groups')
  expect(await shown(next, 'VICTIMS subtotal', '2020/21')).toBe('1,395,707')
  await choose(next, view, 'Expand all groups')
  await picture(next, 'views-levels')
  await next.getByRole('combobox', { name: 'then by' }).click()
  await next.getByRole('option', { name: 'nothing' }).click()

  // Replaced at once, undone at once.
  await next.keyboard.press('Control+h')
  await next.getByLabel('Find', { exact: true }).fill('grand funded')
  await expect(next.getByTestId('replace-count')).toHaveText('1 cell in 1 line')
  await next.keyboard.press('Enter')
  await expect(next.getByTestId('replace-count')).toHaveText('1 of 1 cell in 1 line')
  await next.getByLabel('Replace by').fill('Grant Funded')
  await expect(next.getByRole('search', { name: 'Find and replace' })).toContainText('Grand Funded Grant Funded')
  await look(next, 'views-replace')
  await next.getByRole('button', { name: 'Replace all 1' }).click()
  await expect(next.getByTestId('replace-count')).toHaveText('Not found')
  await saved(next)
  await next.keyboard.press('Escape')
  await next.keyboard.press('Control+z')
  await expect(next.getByRole('button', { name: /^Redo: replace/ })).toBeEnabled()
  await saved(next)
  await again.app.close()

  const [fresh, kept] = [test.info().outputPath('Fresh.cplan'), file]
  leicestershire(fresh)
  const rowsIn = (path: string) => {
    const plan = openPlanFile(path, { ...author, readOnly: true } as never)
    const { savedView: _, ...rows } = plan.rows()
    plan.close()
    return rows
  }
  expect(rowsIn(kept)).toEqual(rowsIn(fresh))
})
