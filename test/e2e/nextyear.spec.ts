/**
 * Next year from this one as an officer plans it: roll forward, growth with a reason, savings, an uplift by rule, the bridge
 * that adds up on screen, indicative years, a virement with its approver, and undo.
 */
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { apply, squash } from '../../shared/change.ts'
import { blankLine, setDetails } from '../../shared/edits.ts'
import { amountId, splitId, type TableName, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved } from './ledger.ts'
import { look } from './look.ts'

const y21 = yearFrom(2021)

/** Two priorities, three recurring lines, one one-off, one that a reserve pays for; planned for 2021/22. */
function makePlan(file: string): void {
  const plan = planOf()
  const details = setDetails(plan, { title: 'Northshire', planYear: y21 })
  apply(plan, details)
  const added = <Name extends TableName>(table: Name, after: Tables[Name]) =>
    ({ table, id: after.id, before: null, after }) as never
  const line = (id: string, service: string, priorityId: string, position: number, basis: 'recurring' | 'one-off') =>
    added('line', blankLine({ id, service, priorityId, position, basis, route: 'Contract' }))
  const budget = (lineId: string, pounds: number) =>
    added('amount', {
      id: amountId(lineId, y21, 'budget'),
      lineId,
      year: y21,
      measure: 'budget',
      pence: (pounds * 100) as Pence,
      expression: null,
      origin: null,
    })
  const rows = [
    added('priority', { id: 'v', name: 'Victims', parentId: null, position: 1 }),
    added('priority', { id: 's', name: 'Safety', parentId: null, position: 2 }),
    line('isva', 'ISVA service', 'v', 1, 'recurring'),
    line(
      'care',
      'Victim care, with a name that goes on for long enough to have to be wrapped somewhere in every table of it',
      'v',
      2,
      'recurring',
    ),
    line('csp', 'Community safety grants', 's', 3, 'recurring'),
    line('pilot', 'Pilot', 's', 4, 'one-off'),
    budget('isva', 512_199),
    budget('care', 2_020_341),
    budget('csp', 100_000),
    budget('pilot', 20_000),
    added('reserve', {
      id: 'r',
      name: 'Commissioning reserve',
      purpose: null,
      openingYear: null,
      openingPence: null,
      minimumPence: null,
      position: 1,
      category: null,
    }),
    added('source', {
      id: 'draw',
      name: 'Commissioning reserve',
      kind: 'reserve',
      carry: 'yes',
      reserveId: 'r',
      conditions: null,
      position: 1,
    }),
    added('split', { id: splitId('csp', 'draw', y21), lineId: 'csp', sourceId: 'draw', year: y21, pence: null }),
  ]
  const change = squash('make the plan', [details, { label: 'rows', rows }])
  createPlanFile(file, { who: 'test', now: () => '2021-04-01T00:00:00.000Z', change }).close()
}

const rail = (page: Page) => page.getByRole('navigation', { name: 'Views' })
const bridge = (page: Page) => page.getByRole('table', { name: 'From 2021/22 to 2022/23', exact: true })

/** The pounds that the bridge's table shows for each step, with those of its first and last row. */
async function figuresOf(page: Page): Promise<number[]> {
  const texts = await bridge(page).locator('tbody > tr:not(.line-row) > td:last-child').allInnerTexts()
  return texts.map((text) => {
    const plain = text.replace(/[,+()\s]/g, '').replace('–', '0')
    return (text.includes('(') ? -1 : 1) * Number(plain)
  })
}

test('next year from this one: uplift, growth, savings, the bridge, later years and a virement', async () => {
  test.setTimeout(240_000)
  const plan = test.info().outputPath('Northshire.cplan')
  makePlan(plan)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })

  await test.step('an empty view teaches; roll forward from it', async () => {
    await rail(page).getByRole('button', { name: 'Next year' }).click()
    await expect(page.getByRole('heading', { name: 'No next year yet' })).toBeVisible()
    await look(page, 'no-next-year')
    await page.getByRole('main').getByRole('button', { name: 'Roll forward', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Roll forward to 2022/23' })
    await dialog.getByLabel('Uplift in %').fill('2')
    await expect(dialog).toContainText('£2,685,190.80')
    await dialog.getByRole('button', { name: 'Roll forward' }).click()
    await expect(bridge(page).getByTestId('bridge-start')).toHaveText('2,652,540')
    await expect(bridge(page).getByTestId('bridge-end')).toHaveText('2,685,190.80')
  })

  await test.step('growth on a line, with its reason', async () => {
    await page.getByRole('button', { name: 'Add adjustment…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add an adjustment, 2022/23' })
    await dialog.getByLabel('Line').fill('isva service')
    await dialog.getByLabel('Amount in £').fill('30000')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('An adjustment is made with a reason')
    await dialog.getByLabel('Reason').fill('second worker from July')
    await look(page, 'adjustment')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await saved(page)
    await bridge(page).getByRole('button', { name: 'Growth' }).press('Enter')
    await expect(bridge(page)).toContainText('second worker from July')
    await expect(
      page.getByRole('button', { name: 'Undo: add growth of £30,000 to ISVA service 2022/23' }),
    ).toBeVisible()
  })

  await test.step('savings on another, in the line’s panel', async () => {
    await page
      .getByRole('region', { name: 'Bridge by priority and line' })
      .getByRole('button', { name: 'Safety' })
      .click()
    await page.getByRole('button', { name: 'Community safety grants' }).click()
    const panel = page.getByRole('complementary', { name: 'Line' })
    await panel.getByRole('button', { name: 'Add an adjustment to 2022/23…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add an adjustment, 2022/23' })
    await dialog.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Savings' }).click()
    await dialog.getByLabel('Amount in £').fill('1,000.50')
    await dialog.getByLabel('Reason').fill('fewer meetings')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(await cell(page, 'Community safety grants', 'budget 2022/23')).toHaveText('100,999.50')
    await expect(panel.getByRole('region', { name: 'Adjustments' })).toContainText('fewer meetings')
    await look(page, 'line-adjustments')
  })

  await test.step('an uplift by rule takes the place of the former one', async () => {
    await rail(page).getByRole('button', { name: 'Next year' }).click()
    await page.getByRole('button', { name: 'Uplift…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Uplift 2022/23' })
    await dialog.getByRole('combobox', { name: 'Lines' }).click()
    await page.getByRole('option', { name: 'A priority' }).click()
    await dialog.getByLabel('Uplift in %').fill('3')
    await expect(dialog).toContainText('£25,325.40')
    await look(page, 'uplift')
    await dialog.getByRole('button', { name: 'Uplift', exact: true }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('the bridge adds up on screen, as a table and a waterfall', async () => {
    await expect(bridge(page).getByTestId('bridge-end')).toHaveText('2,739,515.70')
    const figures = await figuresOf(page)
    const end = figures.pop()!
    expect(figures).toHaveLength(5)
    expect(Math.round(figures.reduce((sum, pounds) => sum + pounds * 100, 0))).toBe(Math.round(end * 100))
    await expect(page.locator('[data-chart="drawn"]')).toBeVisible()
    await expect(page.getByRole('figure', { name: 'Waterfall from 2021/22 to 2022/23' })).toContainText(
      'From £2,652,540 in 2021/22 to £2,739,515.70 in 2022/23, £86,975.70 more.',
    )
    await look(page, 'bridge')
  })

  await test.step('indicative years, and the cliff where the reserve ends', async () => {
    await page.getByRole('tab', { name: /Later years/ }).click()
    await page.getByRole('button', { name: 'Add indicative years…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add indicative years' })
    await dialog.getByLabel('Uplift in % a year').fill('2%')
    await look(page, 'indicative')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const table = page.getByRole('table', { name: 'Plan year and indicative years' })
    await expect(table.getByRole('row')).toHaveCount(5)
    await expect(table).toContainText('2025/26 indicative')
    await expect(page.getByRole('listitem').filter({ hasText: 'Community safety grants' })).toContainText(
      'a reserve pays for it in 2021/22; nothing pays £100,000 of it in 2022/23',
    )
    await look(page, 'later-years')
    await page.getByRole('button', { name: /^Undo: add 3 indicative years to 2025\/26 with \+2%/ }).click()
    await expect(table.getByRole('row')).toHaveCount(2)
    await page.keyboard.press('Control+y')
    await expect(table.getByRole('row')).toHaveCount(5)
    await rail(page).getByRole('button', { name: 'Budget' }).click()
    await expect(page.getByRole('columnheader', { name: /2023\/24/ })).toContainText('indicative')
    await look(page, 'budget-indicative')
    await rail(page).getByRole('button', { name: 'Next year' }).click()
  })

  await test.step('a virement with the approver that its size asks for; undone', async () => {
    await page.getByRole('tab', { name: /Virements/ }).click()
    for (const [from, approver] of [
      ['0', 'Commissioning manager'],
      ['25,000', 'Chief finance officer'],
    ] as const) {
      await page.getByLabel('From £', { exact: true }).fill(from)
      await page.getByLabel('Approver', { exact: true }).fill(approver)
      await page.getByRole('button', { name: 'Add band' }).click()
      await expect(page.getByRole('textbox', { name: /^Approver from/ }).last()).toHaveValue(approver)
    }
    await page.getByRole('button', { name: 'Move budget…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move budget between lines' })
    await dialog.getByLabel('From').fill('ISVA service')
    await dialog.getByLabel('To').fill('Community safety grants')
    await dialog.getByLabel('Amount in £').fill('600000')
    await dialog.getByLabel('Reason').fill('vacancy until September')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('less than £600,000, so nothing was moved; ask for less.')
    await dialog.getByLabel('Amount in £').fill('25000')
    await expect(dialog).toContainText('Approved by: Chief finance officer')
    await dialog.getByLabel('Date').fill('01/06/2022')
    await look(page, 'virement')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    const table = page.getByRole('table', { name: 'Virements' })
    await expect(table).toContainText('Chief finance officer')
    await expect(table).toContainText('1 June 2022')
    await look(page, 'virements')
    await table.getByRole('button', { name: /^Remove £25,000/ }).click()
    await expect(page.getByText('No virements yet.')).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(table).toContainText('vacancy until September')
    await page.keyboard.press('Control+z')
    await expect(page.getByText('No virements yet.')).toBeVisible()
    await saved(page)
  })
  await app.close()
})
