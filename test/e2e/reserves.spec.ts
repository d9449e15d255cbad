/**
 * What becomes of an underspend, as a finance director is shown it: set aside within what the sources allow, decisions
 * changed, what goes back; reserves year by year with their chart; pots drawn down to the penny.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply, type Change, squash } from '../../shared/change.ts'
import { addSource, setSplit } from '../../shared/edits/funding.ts'
import { addReserve, addTransfer } from '../../shared/edits/reserves.ts'
import { setAmount } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Measure } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { shiftYear, yearFrom } from '../../shared/years.ts'
import { launchPlanner } from './launch.ts'
import { cell, saved } from './ledger.ts'
import { look } from './look.ts'

const year = yearFrom(2020)
const pounds = (amount: number) => (amount * 100) as Pence
let next = 0
const newId = () => `id ${++next}`

/** A plan file of Leicestershire's framework, and whatever is then done to it. */
function leicestershire(file: string, more: (plan: Plan, done: (change: Change) => void) => void): void {
  const plan = planOf()
  const changes: Change[] = []
  const done = (change: Change) => {
    apply(plan, change)
    changes.push(change)
  }
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const workbook = readWorkbookBytes(bytes, 'leicestershire.xlsx')
  done(planImport(plan, readTables(workbook, { sheets: ['Appendix A'] }), newId).change)
  more(plan, done)
  const change = squash('make the plan', changes)
  createPlanFile(file, { who: 'test', now: () => '2020-01-01T00:00:00.000Z', change }).close()
}

const lineOf = (plan: Plan, service: string) => [...plan.line.values()].find((line) => line.service === service)!.id
const rail = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name })
const chart = (page: Page) => page.locator('[data-chart]').first()

test('an underspend is set aside within what its sources allow, and decided later', async () => {
  test.setTimeout(240_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  leicestershire(file, (plan, done) => {
    const lineId = lineOf(plan, 'Victim First')
    const set = (measure: Measure, amount: number, id = lineId) =>
      done(setAmount(plan, { lineId: id, year, measure, pence: pounds(amount) }))
    set('budget', 500_000)
    set('forecast', 400_000)
    set('actual', 6_000, lineOf(plan, 'Kicks'))
    const available = [{ year, pence: pounds(300_000), status: 'confirmed' as const }]
    const details = { conditions: null, priorityIds: [], reserve: null }
    done(addSource(plan, { ...details, name: 'MoJ victims grant', kind: 'grant', carry: 'no', available }, newId))
    done(addSource(plan, { ...details, name: 'NHS England', kind: 'partner', carry: 'consent', available }, newId))
    const [moj, nhs] = [...plan.source.keys()]
    done(setSplit(plan, { lineId, sourceId: moj!, year, pence: pounds(200_000) }))
    done(setSplit(plan, { lineId, sourceId: nhs!, year, pence: pounds(100_000) }))
  })
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await rail(page, 'Underspend').click()
  await expect(page.getByTestId('undecided')).toContainText('Underspend £100,000, undecided £100,000')
  await (await cell(page, 'Victim First', 'service')).click()
  await page.getByRole('button', { name: 'Set aside…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set aside underspend' })
  await expect(dialog).toContainText('Only back to the funder: MoJ victims grant')
  await expect(dialog.getByLabel('Amount in £')).toHaveValue('40000')
  await dialog.getByLabel('Amount in £').fill('70,000')
  await dialog.getByLabel('Earmarked reserve').fill('Commissioning reserve')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText(
    '£40,000 is money of “MoJ victims grant”, which may not be carried',
  )
  await dialog.getByLabel('Amount in £').fill('60,000')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('only with consent')
  await look(page, 'set-aside')
  await dialog.getByLabel('Decision reference').fill('NHS/4')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await saved(page)
  await expect(page.getByTestId('undecided')).toContainText('undecided £40,000')

  await page.getByRole('button', { name: 'Set aside…' }).click()
  await expect(dialog.getByLabel('Amount in £')).toHaveValue('40000')
  await expect(dialog.getByRole('combobox', { name: 'Where to' })).toHaveText('Back to the funder')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByTestId('undecided')).toContainText('undecided £0')
  const back = page.getByRole('region', { name: 'To go back to funders for 2020/21' })
  await expect(back.getByRole('row', { name: /MoJ victims grant/ })).toContainText('£300,000£160,000£0£140,000£40,000')
  await expect(back.getByRole('row', { name: /NHS England/ })).toContainText('£300,000£80,000£20,000£200,000£0')

  await page.getByRole('button', { name: 'Forecast from actuals…' }).click()
  await look(page, 'forecast')
  await page.getByRole('dialog').getByRole('button', { name: 'Forecast', exact: true }).click()
  await expect(page.getByText('Done: forecast 2020/21 of 1 line from 8 months of actuals')).toBeVisible()
  await expect(await cell(page, 'Kicks', `forecast ${year}`)).toHaveText('9,000')
  await look(page, 'underspend')

  await page.getByRole('combobox', { name: 'Group by' }).click()
  await page.getByRole('option', { name: 'Source' }).click()
  await expect(await cell(page, 'MoJ victims grant subtotal', 'underspend')).toHaveText('40,000')
  await expect(await cell(page, 'NHS England subtotal', 'setAside')).toHaveText('20,000')
  await expect(await cell(page, 'Total', 'underspend')).toHaveText('101,000')
  await look(page, 'underspend-by-source')

  const decisions = page.getByRole('region', { name: 'Decisions about 2020/21' })
  await decisions.getByRole('combobox', { name: 'Status of Victim First' }).first().click()
  await page.getByRole('option', { name: 'rejected' }).click()
  await saved(page)
  await expect(page.getByTestId('undecided')).toContainText('undecided £61,000')
  await decisions.getByRole('button', { name: 'Remove the decision about £40,000 of Victim First' }).click()
  await expect(page.getByTestId('undecided')).toContainText('undecided £101,000')
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(page.getByTestId('undecided')).toContainText('undecided £61,000')
  await app.close()
})

test('reserves year by year: opening not known, runway, chart, transfers', async () => {
  test.setTimeout(240_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  leicestershire(file, (plan, done) => {
    const opening = { year, pence: pounds(250_000) }
    const long =
      'Transformation and commissioning reserve for services that support victims of sexual violence across the whole of the force area'
    done(addReserve(plan, { name: long, category: 'Earmarked', minimumPence: pounds(50_000), opening }, newId))
    const [reserveId] = plan.reserve.keys()
    const out = (by: number, amount: number) =>
      done(
        addTransfer(
          plan,
          {
            reserveId: reserveId!,
            year: shiftYear(year, by),
            direction: 'out',
            pence: pounds(amount),
            decision: 'PCC/7',
            reason: 'To balance',
          },
          newId,
        ),
      )
    out(0, 80_000)
    out(1, 100_000)
    out(2, 60_000)
    out(3, 40_000)
  })
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await rail(page, 'Reserves').click()
  await expect(
    page.getByText('Falls below its minimum of £50,000 in 2022/23, by £40,000, and is overdrawn in 2023/24.'),
  ).toBeVisible()
  await expect(chart(page)).toHaveAttribute('data-chart', 'drawn')

  await page.getByRole('button', { name: 'Add a reserve…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Commissioning reserve')
  await look(page, 'reserve')
  await page.keyboard.press('Enter')
  const reserve = page.getByRole('region', { name: 'Commissioning reserve', exact: true })
  for (const [direction, of] of [
    ['Into the reserve', '2020/21'],
    ['Out of the reserve', '2021/22'],
  ] as const) {
    await reserve.getByRole('button', { name: 'Transfer…' }).click()
    await dialog.getByLabel('Amount in £').fill('205,000')
    await dialog.getByRole('combobox', { name: 'Direction' }).click()
    await page.getByRole('option', { name: direction }).click()
    await dialog.getByRole('combobox', { name: 'Year' }).click()
    await page.getByRole('option', { name: of }).click()
    await dialog.getByRole('button', { name: 'Transfer', exact: true }).click()
    await expect(dialog).toBeHidden()
  }
  await expect(reserve.getByRole('row', { name: /^2021\/22 opening/ }).first()).toContainText('opening + £0')
  await expect(reserve).toContainText('Its opening balance is not known')
  await look(page, 'reserves')
  for (const [name, media] of [
    ['forced', { forcedColors: 'active' as const }],
    ['unforced', { forcedColors: 'none' as const }],
  ] as const) {
    await page.emulateMedia(media)
    await page.screenshot({ path: test.info().outputPath(`reserves-${name}.png`) })
  }
  const opening = reserve.getByLabel('Opening balance of Commissioning reserve, 1 April 2020')
  await opening.fill('100,000')
  await opening.press('Enter')
  await expect(reserve).toContainText('Lasts: it stays in hand to the end of 2021/22, with £100,000 then.')
  await reserve.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('Done: remove the reserve Commissioning reserve and its 2 transfers')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(reserve).toBeVisible()
  await app.close()
})

test('a pot is drawn down to the penny, and not overdrawn by mistake', async () => {
  test.setTimeout(180_000)
  const file = test.info().outputPath('Leicestershire.cplan')
  leicestershire(file, () => undefined)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await rail(page, 'Pots').click()
  await expect(page.getByRole('heading', { name: 'No pots yet' })).toBeVisible()
  await look(page, 'no-pots')
  await page.getByRole('button', { name: 'Draw down…' }).click()
  const dialog = page.getByRole('dialog')
  const pot = 'Emergent issues/ideas/PCC grants top up/ contingency'
  await dialog.getByLabel('Pot').fill(pot)
  await dialog.getByLabel('Amount in £').fill('2,488.25')
  await dialog.getByLabel('For which service').fill('MARAC IDVA')
  await dialog.getByLabel('Decision reference').fill('EXE0003/20')
  await dialog.getByLabel('Date').fill('2020-05-01')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  const card = page.getByRole('region', { name: pot })
  await expect(card).toContainText('£304,974.75')
  await card.getByRole('button', { name: `Draw down ${pot}…` }).click()
  await dialog.getByLabel('Amount in £').fill('304,974.76')
  await dialog
    .getByLabel('For which service')
    .fill('A service with a long name that says at length what the money is going to be spent on')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('has £304,974.75 left in 2020/21')
  await look(page, 'drawdown')
  await dialog.getByLabel('Confirm it as an overspend of the pot').check()
  await dialog.getByRole('button', { name: 'Draw down', exact: true }).click()
  await expect(card).toContainText('Overspent by£0.01')
  await look(page, 'pots')
  await card.getByRole('button', { name: 'Change the drawdown of £2,488.25 for MARAC IDVA' }).click()
  await dialog.getByLabel('Amount in £').fill('2,488.24')
  await page.keyboard.press('Enter')
  await expect(card).toContainText('Left£0.00')
  await app.close()
})
