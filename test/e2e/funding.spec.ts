/**
 * Where the money comes from, as an officer says it: sources are made, a line is split between them, the gap closes, and
 * every step is taken back. Example: Devon & Cornwall's ISVA contract, £300,000 core and £212,199 NHS England.
 */
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import type { RowChange } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved } from './ledger.ts'
import { look } from './look.ts'

const YEAR = '2019/20' as FinancialYear

/** Lines by priority with their budgets in pounds, the same in the plan year and the two after it. */
function planOf(file: string, lines: readonly (readonly [service: string, priority: string, pounds: number])[]): void {
  const added = (table: string, after: { id: string }) => ({ table, id: after.id, before: null, after }) as RowChange
  const priorities = [...new Set(lines.map(([, priority]) => priority))]
  const rows = [
    added('plan', { id: 'plan', title: 'Intentions', organisation: null, planYear: YEAR, marking: null } as never),
    ...priorities.map((name, position) => added('priority', { id: name, name, parentId: null, position } as never)),
    ...lines.flatMap(([service, priorityId, pounds], position) => {
      const id = `line ${position}`
      return [
        added('line', blankLine({ id, service, priorityId, position })),
        ...[0, 1, 2].map((ahead) => {
          const year = shiftYear(YEAR, ahead)
          const pence = (pounds * 100) as Pence
          const amount = amountId(id, year, 'budget')
          const figure = { id: amount, lineId: id, year, measure: 'budget', pence, expression: null, origin: null }
          return added('amount', figure as never)
        }),
      ]
    }),
  ]
  createPlanFile(file, { who: 'test', now: () => '2019-01-01T00:00:00.000Z', change: { label: 'make', rows } }).close()
}

const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true })
const source = (page: Page, name: string) => page.getByTestId(`source ${name}`)
const gap = (page: Page) => page.getByTestId('status-gap')

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function addSource(page: Page, name: string, kind: string, amount: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a source…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a source of funding' })
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type(name)
  await choose(page, 'Kind', kind)
  await dialog.getByRole('textbox', { name: /in 2019\/20, in £/ }).fill(amount)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toBeHidden()
}

async function type(page: Page, line: string, column: string, text: string): Promise<void> {
  await (await cell(page, line, column)).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await saved(page)
}

test('sources are made, a line is split, the gap closes, a later year falls short, and undo takes it back', async () => {
  test.setTimeout(180_000)
  const plan = test.info().outputPath('Devon.cplan')
  planOf(plan, [
    ['Independent Sexual Violence Advocacy Service (ISVA)', 'Supporting victims', 512_199],
    ['Restorative Justice Service', 'Supporting victims', 230_000],
    ['Road Safety', 'Whole Police and Crime Plan', 30_000],
  ])
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await expect(gap(page)).toBeHidden()
  await rail(page, 'Funding').click()
  await expect(page.getByRole('heading', { name: 'No sources of funding yet' })).toBeVisible()
  await look(page, 'empty')

  await addSource(page, 'Core budget', 'Core budget', '560000')
  await expect(gap(page)).toHaveText('gap £212,199')
  await page.getByRole('button', { name: 'Add a source…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a source of funding' })
  await page.keyboard.type('Core budget')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('There is already a source “Core budget”')
  await dialog.getByLabel('Name', { exact: true }).fill('NHS England')
  await choose(page, 'Kind', 'Partner’s contribution (pooled or match funding)')
  await dialog.getByRole('textbox', { name: /Available in/ }).fill('212199')
  await dialog.getByRole('checkbox', { name: 'Supporting victims' }).check()
  await look(page, 'source')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(gap(page)).toHaveText('gap £0')

  const nhs = source(page, 'NHS England')
  await expect(nhs).toContainText('ring-fenced to Supporting victims')
  await nhs.getByLabel('NHS England, available in 2020/21').fill('202199')
  await page.keyboard.press('Enter')
  await saved(page)
  await nhs.getByRole('button', { name: 'NHS England 2020/21 is confirmed: mark as unconfirmed' }).click()
  await expect(nhs.getByRole('button', { name: 'NHS England 2020/21 is unconfirmed: mark as confirmed' })).toBeVisible()

  await page.getByRole('tab', { name: 'Lines and sources' }).click()
  const isva = 'Independent Sexual Violence Advocacy Service (ISVA)'
  const heading = (name: string) => page.locator('.ag-header-cell').filter({ hasText: name }).getAttribute('col-id')
  const [core, partner] = [(await heading('Core budget'))!, (await heading('NHS England'))!]
  await type(page, isva, partner, '212199')
  await type(page, isva, core, 'rest')
  await expect(await cell(page, isva, core)).toHaveText('300,000')
  await expect(await cell(page, isva, 'unfunded')).toHaveText('–')
  await type(page, 'Road Safety', partner, '10000')
  await expect(page.getByRole('main')).toContainText('“NHS England” is ring-fenced to “Supporting victims”')
  await expect(await cell(page, 'Unallocated', partner)).toHaveText('(10,000)')
  await look(page, 'matrix')
  await page.keyboard.press('Control+z')
  await expect(await cell(page, 'Unallocated', partner)).toHaveText('–')

  await page.getByRole('button', { name: 'Pay the rest…' }).click()
  await expect(page.getByRole('dialog')).toContainText('£260,000')
  await look(page, 'rests')
  await page.getByRole('dialog').getByRole('button', { name: 'Pay the rest', exact: true }).click()
  await expect(await cell(page, 'Total', core)).toHaveText('560,000')
  await page.getByRole('button', { name: 'Copy to 2020/21' }).click()
  await saved(page)
  await choose(page, 'Year', '2020/21')
  await expect(await cell(page, isva, 'unfunded')).toHaveText('–')
  await expect(await cell(page, 'Unallocated', partner)).toHaveText('(10,000)')

  await page.getByRole('tab', { name: 'Sources', exact: true }).click()
  await expect(source(page, 'NHS England')).toContainText('over-allocated (10,000)')
  await look(page, 'sources')

  await rail(page, 'Budget').click()
  await expect(await cell(page, 'Funding gap', `budget ${YEAR}`)).toHaveText('–')
  await expect(await cell(page, 'Funding gap', 'budget 2020/21')).toHaveText('570,000')
  await (await cell(page, isva, 'service')).click()
  const panel = page.getByRole('complementary', { name: 'Line' })
  if (!(await panel.isVisible())) await page.getByRole('button', { name: 'Line panel' }).click()
  const section = panel.getByRole('region', { name: 'Funding' })
  await expect(section.getByTestId('line-funding')).toHaveText('Paid for in full.')
  await expect(section.getByTestId('line-net')).toHaveText('Gross £512,199, net £300,000: partners pay £212,199.')
  await section.getByLabel('NHS England, share in 2019/20').fill('200000')
  await page.keyboard.press('Enter')
  await saved(page)
  await expect(section.getByLabel('Core budget, share in 2019/20')).toHaveValue('312,199')
  await section.scrollIntoViewIfNeeded()
  await look(page, 'panel')
  await page.getByRole('button', { name: /^Undo: fund £200,000/ }).click()
  await expect(section.getByLabel('Core budget, share in 2019/20')).toHaveValue('300,000')

  await choose(page, 'Group by', 'Source')
  await expect(await cell(page, 'NHS England subtotal', `budget ${YEAR}`)).toHaveText('212,199')
  await expect(await cell(page, 'Total', `budget ${YEAR}`)).toHaveText('772,199')
  await look(page, 'by-source')

  await rail(page, 'Funding').click()
  await page.getByRole('button', { name: 'Remove NHS England' }).click()
  await expect(page.getByRole('dialog')).toContainText('2019/20: has £212,199, pays £212,199 of 1 line')
  await look(page, 'remove')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(gap(page)).toHaveText('gap £212,199')
  await page.keyboard.press('Control+z')
  await expect(gap(page)).toHaveText('gap £0')
  await app.close()
})

test('ten thousand lines and sources of long names are shared out in one step', async () => {
  test.setTimeout(180_000)
  const plan = test.info().outputPath('Large.cplan')
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => [`Service ${index + 1}`, `Priority ${(index % 8) + 1}`, index + 1] as const,
  )
  planOf(plan, lines)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await rail(page, 'Funding').click()
  await addSource(page, 'Core budget', 'Core budget', '50005000')
  for (let index = 1; index < 6; index++)
    await addSource(page, `Grant ${index} of a ministry with quite a long name of its own`, 'Grant', '100')
  await look(page, 'many-sources')
  await page.getByRole('tab', { name: 'Lines and sources' }).click()
  await page.getByRole('button', { name: 'Pay the rest…' }).click()
  await expect(page.getByRole('dialog')).toContainText('10,000')
  await page.getByRole('dialog').getByRole('button', { name: 'Pay the rest', exact: true }).click()
  await saved(page)
  await expect(await cell(page, 'Total', 'unfunded')).toHaveText('–')
  await look(page, 'many-lines')
  await page.keyboard.press('Control+z')
  await expect(await cell(page, 'Total', 'unfunded')).toHaveText('+50,005,000')
  await app.close()
})
