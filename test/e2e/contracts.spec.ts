/**
 * A contract with options in the line's panel and in the calendar of ends, and a bid that is registered, secured and made a
 * source of funding, and undone. Example: Victim First for 3+1+1 years, MOJ victim funding of £0.891m a year.
 */
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { apply, squash } from '../../shared/change.ts'
import { endAfter, monthsAfter, shortDay, typedDay, yearOfDay } from '../../shared/days.ts'
import { addBid } from '../../shared/edits/bids.ts'
import { setContract } from '../../shared/edits/contracts.ts'
import { addLine, setAmount, setDetails } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { shiftYear } from '../../shared/years.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved } from './ledger.ts'
import { look } from './look.ts'

const LONG =
  'Independent sexual violence adviser service for children, young people and adults, therapeutic support included'
const now = new Date()
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  .map((part) => String(part).padStart(2, '0'))
  .join('-')
const thisYear = yearOfDay(today)

/** A plan of this year with lines, of which every `contracted`th has a contract, and bids. */
function makePlan(
  file: string,
  { lines, contracted, bids = 0 }: { lines: number; contracted: number; bids?: number },
): void {
  const plan = planOf()
  let id = 0
  const newId = () => `id ${++id}`
  const changes = [setDetails(plan, { title: 'Contracts', planYear: thisYear })]
  apply(plan, changes[0]!)
  const make = (change: (typeof changes)[number]) => {
    apply(plan, change)
    changes.push(change)
  }
  for (let index = 0; index < lines; index++) {
    const service = index === 0 ? 'Victim First' : index === 1 ? LONG : `Service ${index}`
    make(addLine(plan, { service, priorityId: null }, newId))
    const lineId = `id ${id}`
    const budget = { lineId, measure: 'budget', pence: ((index + 1) * 1_234_500) as Pence } as const
    make(setAmount(plan, { ...budget, year: thisYear }))
    make(setAmount(plan, { ...budget, year: shiftYear(thisYear, 1) }))
    if (contracted === 0 || index % contracted !== 1 % contracted) continue
    const start = monthsAfter(today, -1 * (7 + ((index * 5) % 40)))
    const term = ['3', '3+1+1', '2+1', '5'][index % 4]!
    make(setContract(plan, { lineId, start, term, reference: `PCC/${index}` }))
    if (index % 8 === 1) make(setContract(plan, { lineId, extended: 1 }))
  }
  for (let index = 0; index < bids; index++) {
    const range = { lowPence: 200_000_00 as Pence, highPence: (index % 3 ? 200_000_00 : 300_000_00) as Pence }
    const status = (['bid', 'awaiting', 'secured', 'ended'] as const)[index % 4]!
    const years = { firstYear: thisYear, lastYear: index % 2 ? shiftYear(thisYear, 2) : null }
    make(
      addBid(
        plan,
        {
          name: index === 0 ? LONG : `Fund ${index}`,
          funder: 'Ministry of Justice',
          status,
          ...range,
          ...years,
          note: LONG,
        },
        newId,
      ),
    )
  }
  const change = squash('make the plan', changes)
  createPlanFile(file, { who: 'test', now: () => '2020-01-01T00:00:00.000Z', change }).close()
}

const rail = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name })

async function open(lines: Parameters<typeof makePlan>[1]) {
  const plan = test.info().outputPath('Contracts.cplan')
  makePlan(plan, lines)
  return launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
}

test('a line gets a contract of 3+1+1 years, an option is taken, and the calendar follows', async () => {
  test.setTimeout(180_000)
  const { app, page } = await open({ lines: 3, contracted: 0 })
  await rail(page, 'Contracts').click()
  await expect(page.getByRole('heading', { name: 'No contract ends yet' })).toBeVisible()
  await look(page, 'contracts-empty')
  await page.setViewportSize({ width: 1800, height: 900 })
  await page.getByRole('button', { name: 'Go to Budget' }).click()
  await (await cell(page, 'Victim First', 'service')).click()

  // It ended two months ago, unless its option is taken.
  const start = monthsAfter(today, -38)
  const section = page.getByRole('region', { name: 'Contract', exact: true })
  await section.getByLabel('Contract start').fill(typedDay(start))
  await page.keyboard.press('Enter')
  await section.getByLabel('Term in years').fill('3 + 1 + 1')
  await page.keyboard.press('Enter')
  await saved(page)
  await expect(section.getByLabel('Contract end')).toHaveValue(typedDay(endAfter(start, 3)))
  await expect(section.getByRole('listitem')).toHaveCount(3)
  await section.getByLabel('Contract end').fill('soon')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('“soon” is not a date, so the contract’s end was kept')
  await section.getByLabel('Notice date').fill(typedDay(monthsAfter(today, 1)))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('is after its contract’s end')

  await section.getByRole('button', { name: 'Take option 1' }).click()
  await expect(section.getByLabel('Contract end')).toHaveValue(typedDay(endAfter(start, 4)))
  await section.getByLabel('Notice date').fill(typedDay(monthsAfter(today, 1)))
  await page.keyboard.press('Enter')
  await saved(page)
  await section.scrollIntoViewIfNeeded()
  await look(page, 'contract-panel')

  await rail(page, 'Contracts').click()
  const row = page.getByRole('row', { name: /Victim First/ })
  await expect(row).toContainText(shortDay(endAfter(start, 4)))
  await expect(row).toContainText('1 option taken, 1 left')
  await expect(row).toContainText('within 12 months')
  await expect(page.getByTestId('contracts-soon')).toHaveText(
    '0 end in the next 6 months, 1 in the next 12; 1 notice date near or passed',
  )
  await expect(page.getByText('2 lines have no contract end and are not shown.')).toBeVisible()

  // Undo takes back the notice date, then the option.
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(row).toContainText('2 options left')
  await expect(row).toContainText('has ended')
  await row.getByRole('button', { name: 'Victim First' }).click()
  await expect(section.getByRole('button', { name: 'Take option 1' })).toBeVisible()
  await app.close()
})

test('the calendar holds 300 contracts by the page, narrowed and grouped', async () => {
  test.setTimeout(180_000)
  const { app, page } = await open({ lines: 300, contracted: 1 })
  await rail(page, 'Contracts').click()
  const rows = page.getByRole('row')
  await expect(page.getByText('1–100 of 300 contracts')).toBeVisible()
  await look(page, 'contracts')
  await page.getByRole('combobox', { name: 'Show' }).click()
  await page.getByRole('option', { name: /Ends in the next 6 months/ }).click()
  await page.getByRole('combobox', { name: 'Group by' }).click()
  await page.getByRole('option', { name: 'Month' }).click()
  expect(await rows.count()).toBeLessThan(110)
  await expect(page.getByRole('row').filter({ hasText: 'has ended' })).toHaveCount(0)
  await look(page, 'contracts-6-months')
  await app.close()
})

test('a bid is registered, secured, made a source of funding, and undone', async () => {
  test.setTimeout(180_000)
  const { app, page } = await open({ lines: 2, contracted: 0 })
  await rail(page, 'External funding').click()
  await expect(page.getByRole('heading', { name: 'No bids and no awards yet' })).toBeVisible()
  await look(page, 'bids-empty')
  await page.getByRole('button', { name: 'Register a bid…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Register a bid or an award' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('A bid needs a name')
  await page.keyboard.type('MOJ victim funding')
  await dialog.getByLabel('Funder').fill('Ministry of Justice')
  await dialog.getByLabel('Amount a year in £').fill('0.8m')
  await dialog.getByLabel('Up to, if it is a range').fill('0.9m')
  await look(page, 'bid')
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  const row = page.getByRole('row', { name: /MOJ victim funding/ })
  await expect(row).toContainText('800,000 to 900,000')

  await page.getByRole('button', { name: 'Change… MOJ victim funding' }).click()
  const change = page.getByRole('dialog', { name: 'Change the register' })
  await change.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Secured' }).click()
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Secured')
  await page.getByRole('button', { name: 'Make it a source… MOJ victim funding' }).click()
  const award = page.getByRole('dialog', { name: 'Make it a source of funding' })
  await expect(award).toContainText('stands between £800,000 and £900,000')
  await look(page, 'award-not-yet')
  await award.getByRole('button', { name: 'Change the register…' }).click()
  await change.getByLabel('Amount a year in £').fill('0.891m')
  await change.getByLabel('Up to, if it is a range').fill('')
  await change.getByRole('combobox', { name: 'First year' }).click()
  await page.getByRole('option', { name: thisYear }).click()
  await change.getByRole('combobox', { name: 'Last year' }).click()
  await page.getByRole('option', { name: shiftYear(thisYear, 1) }).click()
  await change.getByRole('combobox', { name: 'Amount in later years' }).click()
  await page.getByRole('option', { name: /Annually set/ }).click()
  await change.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Make it a source… MOJ victim funding' }).click()
  await expect(award.getByRole('row', { name: shiftYear(thisYear, 1) })).toContainText('unconfirmed')
  await look(page, 'award')
  await award.getByRole('button', { name: 'Make it a source', exact: true }).click()
  await expect(row).toContainText('Source: MOJ victim funding')
  await expect(page.getByRole('row', { name: /Secured, a source of funding/ })).toContainText('891,000')
  await rail(page, 'Funding').first().click()
  await expect(page.getByRole('main')).toContainText('MOJ victim funding')
  await expect(page.getByRole('button', { name: /^Undo: make MOJ victim funding a source of funding/ })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('main')).not.toContainText('MOJ victim funding')
  await rail(page, 'External funding').click()
  await expect(page.getByRole('button', { name: 'Make it a source… MOJ victim funding' })).toBeVisible()
  await app.close()
})

test('the register holds many bids with long names', async () => {
  const { app, page } = await open({ lines: 1, contracted: 0, bids: 120 })
  await rail(page, 'External funding').click()
  await expect(page.getByText('1–100 of 120 bids and awards')).toBeVisible()
  await look(page, 'bids')
  await app.close()
})
