/**
 * The plan in charts, as an officer puts them into a paper: read in sentences and tables, copied, saved as PNG and SVG; they
 * follow the figures, and say what would fill them where there is nothing yet.
 */
import { existsSync, readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { isDrawing } from '../../shared/charts/file.ts'
import { devonAndCornwall } from './devon.ts'
import { answerSaveDialog, launchPlanner } from './launch.ts'
import { typeAmount } from './ledger.ts'
import { look } from './look.ts'

const rail = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name })

test('charts say what they show, and go into a paper', async () => {
  test.setTimeout(240_000)
  const plan = test.info().outputPath('Devon.cplan')
  devonAndCornwall(plan)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  const card = (name: string) => page.getByRole('region', { name, exact: true })
  const priorities = card('Budget by priority')

  await test.step('each chart has a sentence and a table of the same figures', async () => {
    await rail(page, 'Charts').click()
    await expect(priorities).toContainText('is 47% of 2019/20, £2,762,540 of £5,830,690.')
    await expect(priorities.locator('[data-chart]')).toHaveAttribute('data-chart', 'drawn')
    await expect(priorities.getByRole('row', { name: 'Whole Police and Crime Plan' })).toContainText('2,220,24938%')
    await expect(priorities.getByRole('row', { name: 'Total' })).toContainText('5,830,690')
    await expect(card('Funding by source').getByRole('row', { name: 'Funding gap' })).toBeAttached()
    await expect(card('Reserves').getByRole('row', { name: 'Commissioning reserve' })).toContainText('opening')
    await expect(card('Reserves')).toContainText('No reserve’s balance is known')
    await look(page, 'charts')
    await page.emulateMedia({ forcedColors: 'active' })
    await page.screenshot({ path: test.info().outputPath('charts-forced.png') })
    await page.emulateMedia({ forcedColors: 'none' })
  })

  await test.step('by keyboard: the table is shown, another year is chosen', async () => {
    const table = priorities.getByRole('button', { name: 'Table of Budget by priority' })
    await table.focus()
    await page.keyboard.press('Enter')
    await expect(table).toHaveAttribute('aria-expanded', 'true')
    await expect(priorities.getByRole('table')).toBeInViewport()
    await page.getByRole('combobox', { name: 'Year' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: '2020/21' }).click()
    await expect(priorities).toContainText('of 2020/21, £2,762,540')
    await expect(card('Bridge')).toContainText('2020/21 is the year before, held')
    await look(page, 'charts-table')
  })

  await test.step('saved as PNG and SVG in the light colours, and copied', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    const png = test.info().outputPath('Priorities.png')
    await answerSaveDialog(app, png)
    await priorities.getByRole('button', { name: 'Save Budget by priority as PNG…' }).click()
    await expect(page.getByText('The chart is in “Priorities.png”')).toBeVisible()
    const image = await app.evaluate(({ nativeImage }, file) => {
      const read = nativeImage.createFromPath(file)
      const bytes = read.toBitmap()
      const colours = new Set<number>()
      for (let at = 0; at < bytes.length; at += 4) colours.add(bytes.readUInt32LE(at))
      return { ...read.getSize(), colours: colours.size, corner: [...bytes.subarray(0, 4)] }
    }, png)
    expect(image.width).toBe(1600)
    expect(image.height).toBeGreaterThan(500)
    expect(image.colours).toBeGreaterThan(20)
    expect(image.corner).toEqual([255, 255, 255, 255])
    const svg = test.info().outputPath('Funding.svg')
    await answerSaveDialog(app, svg)
    await card('Funding by source').getByRole('button', { name: 'Save Funding by source as SVG…' }).click()
    await expect(page.getByText('The chart is in “Funding.svg”')).toBeVisible()
    const text = readFileSync(svg, 'utf8')
    expect(isDrawing(text)).toBe(true)
    expect(
      await page.evaluate(
        (xml) => new DOMParser().parseFromString(xml, 'image/svg+xml').querySelectorAll('parsererror, script').length,
        text,
      ),
    ).toBe(0)
    await answerSaveDialog(app, null)
    await card('Bridge').scrollIntoViewIfNeeded()
    await page.emulateMedia({ colorScheme: 'light' })
    await priorities.getByRole('button', { name: 'Copy Budget by priority as an image' }).click()
    await expect(page.getByText('“Budget by priority” is on the clipboard as an image')).toBeVisible()
    expect(
      await app.evaluate(({ clipboard }) =>
        (clipboard as never as { readImage(): { getSize(): unknown } }).readImage().getSize(),
      ),
    ).toEqual({
      width: image.width,
      height: image.height,
    })
    expect(existsSync(test.info().outputPath('Bridge.png'))).toBe(false)
  })

  await test.step('they follow the figures', async () => {
    await rail(page, 'Budget').click()
    await typeAmount(page, 'Victim Care Services', '2019/20', '3000000')
    await rail(page, 'Charts').click()
    await expect(priorities).toContainText('of 2019/20')
    await expect(priorities.getByRole('row', { name: 'Total' })).not.toContainText('5,830,690')
  })
  await app.close()
})

test('a new plan says what its charts need', async () => {
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await page
    .getByRole('button', { name: /example/i })
    .first()
    .click()
  await rail(page, 'Charts').click()
  const funding = page.getByRole('region', { name: 'Funding by source' })
  await expect(funding).toContainText('Say where the money comes from')
  await look(page, 'charts-example')
  await funding.getByRole('button', { name: 'Go to Funding' }).click()
  await expect(page.getByRole('heading', { name: 'Funding', exact: true })).toBeVisible()
  await app.close()
})
