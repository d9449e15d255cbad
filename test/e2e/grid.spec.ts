/**
 * The grid as somebody uses it who comes from Excel: by keyboard and by mouse, in one go on last year's figures.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { launchPlanner } from './launch.ts'
import { cell } from './ledger.ts'
import { look, picture } from './look.ts'

function makePlan(file: string): void {
  const workbook = readWorkbookBytes(readFileSync('test/fixtures/workbooks/leicestershire.xlsx'), 'leicestershire.xlsx')
  let number = 0
  const { change } = planImport(planOf(), readTables(workbook), () => `id ${++number}`)
  createPlanFile(file, { who: 'test', now: () => '2021-04-01T00:00:00.000Z', change }).close()
}

const sums = (page: Page) => page.getByTestId('status-sums')

test('by keyboard and mouse as in Excel: ranges and their sums, moving about, going to a line', async () => {
  const file = test.info().outputPath('Leicestershire.cplan')
  makePlan(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  page.setDefaultTimeout(8000)
  const { keyboard } = page
  const name = page.getByLabel('Go to a line')
  /** The place that the name box tells. */
  const stands = (place: string) => expect(name).toHaveValue(place)

  await test.step('shift with arrows, and over a subtotal and a heading', async () => {
    await (await cell(page, 'Victim First', 'budget 2020/21')).click()
    await stands('Victim First · 2020/21')
    await keyboard.press('Shift+ArrowDown')
    await keyboard.press('Shift+ArrowDown')
    await keyboard.press('Shift+ArrowLeft')
    await stands('3 lines × 2 years')
    await expect(sums(page)).toHaveText('6 cellssum £1,382,074average £230,345.67count 6min £50,000max £558,322')
    await expect(page.getByLabel('Announcements')).toHaveText('6 cells, sum £1,382,074')
    await picture(page, 'range')
    await keyboard.press('Shift+ArrowRight')
    await keyboard.press('Control+Shift+ArrowDown')
    await stands('9 rows × 1 year')
    // The subtotal does not count beside its lines.
    await expect(sums(page)).toContainText('9 cellssum £1,395,707')
    await keyboard.press('Control+Shift+ArrowDown')
    await expect(sums(page)).toContainText('10 cellssum £1,731,275')
    await picture(page, 'over-heading')
  })

  await test.step('to the edges, whole rows and columns, all', async () => {
    await keyboard.press('Control+Home')
    await stands('Victim First')
    await keyboard.press('End')
    await stands('Victim First · Change % on 2019/20')
    await keyboard.press('ArrowUp')
    await stands('VICTIMS')
    await keyboard.press('ArrowDown')
    await stands('Victim First · Change % on 2019/20')
    await keyboard.press('Home')
    await keyboard.press('Control+ArrowDown')
    await stands('VICTIMS subtotal')
    await keyboard.press('Control+ArrowDown')
    await stands('Specialist Substance Misuse service City')
    await keyboard.press('Shift+Space')
    await stands('1 line × 9 columns')
    await page.locator('.ag-header-cell[col-id="budget 2019/20"]').click()
    await expect(sums(page)).toContainText('sum £4,316,550')
    await keyboard.press('Control+a')
    await expect(sums(page)).toContainText('432 cellssum £13,075,327')
    await picture(page, 'all')
    await keyboard.press('Control+End')
    await expect(name).toHaveValue(/subtotal · Change %/)
  })

  await test.step('dragging, and on over the edge; shift-click, ctrl-click', async () => {
    await keyboard.press('Control+Home')
    const start = await (await cell(page, 'Victim First', 'budget 2019/20')).boundingBox()
    const grid = await page.locator('.ledger').boundingBox()
    await page.mouse.move(start!.x + 20, start!.y + 10)
    await page.mouse.down()
    await page.mouse.move(start!.x + 40, start!.y + 200, { steps: 4 })
    await page.mouse.move(start!.x + 120, grid!.y + grid!.height - 34, { steps: 4 })
    await expect(sums(page)).toContainText('sum £8,712,511', { timeout: 4000 })
    await page.mouse.up()
    await picture(page, 'dragged')
    await keyboard.press('Control+Home')
    await (await cell(page, 'Victim First', 'budget 2019/20')).click()
    await (await cell(page, 'CHISVA', 'budget 2020/21')).click({ modifiers: ['Shift'] })
    await stands('3 lines × 2 years')
    await (await cell(page, 'Paediatric SARC', 'budget 2020/21')).click({ modifiers: ['Control'] })
    await stands('2 selections')
    await expect(sums(page)).toContainText('7 cellssum £1,402,074')
  })

  await test.step('Enter and Tab go round a selection; typing replaces, Esc leaves, F2 edits', async () => {
    await (await cell(page, 'Victim First', 'budget 2019/20')).click()
    await keyboard.press('Shift+ArrowRight')
    await keyboard.press('Shift+ArrowDown')
    await keyboard.type('1000')
    await keyboard.press('Enter')
    await keyboard.type('2000')
    await keyboard.press('Enter')
    await keyboard.type('3000')
    await keyboard.press('Enter')
    await keyboard.type('4000')
    await keyboard.press('Enter')
    await expect(await cell(page, 'Victim First', 'budget 2019/20')).toHaveText('1,000')
    await expect(await cell(page, 'Target Hardening', 'budget 2019/20')).toHaveText('2,000')
    await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('3,000')
    await expect(await cell(page, 'Target Hardening', 'budget 2020/21')).toHaveText('4,000')
    await expect(sums(page)).toContainText('sum £10,000')
    await picture(page, 'round')
    await keyboard.press('Control+z')
    await expect(sums(page)).toContainText('sum £96,000')
    for (let step = 0; step < 3; step++) await keyboard.press('Control+z')
    await expect(sums(page)).toContainText('sum £1,282,074')
    await keyboard.press('ArrowRight')
    await keyboard.type('9')
    await keyboard.press('Escape')
    await expect(await cell(page, 'Victim First', 'budget 2020/21')).toHaveText('558,322')
    await keyboard.press('F2')
    await expect(page.locator('.cell-editor')).toHaveValue('558322')
    await keyboard.press('Shift+Tab')
    await stands('Victim First · 2019/20')
  })

  await test.step('the name box goes to a line by its name', async () => {
    await keyboard.press('Control+g')
    await keyboard.type('suic')
    await picture(page, 'name-box')
    await keyboard.press('Enter')
    await stands('Suicide bereavement service · 2019/20')
    await expect(await cell(page, 'Suicide bereavement service', 'budget 2019/20')).toBeFocused()
  })

  await test.step('in the other grids too', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Underspend' }).click()
    await (await cell(page, 'Victim First', 'budget 2019/20')).click()
    await keyboard.press('Shift+ArrowDown')
    await stands('2 lines × 1 column')
    await expect(sums(page)).toContainText('sum £633,752')
    await look(page, 'underspend')
  })
  await app.close()
})
