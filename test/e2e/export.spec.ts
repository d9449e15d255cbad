/**
 * Exporting as an officer does it: a paper of the program's, a workbook of the council's own, a template with a mistake in it,
 * the lines as text, the budget as a PDF. Example: "Open in Excel" asks the computer to open the file that was written.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import Excel from 'exceljs'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { blankLine } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { amountId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'
import { cell } from './ledger.ts'
import { look, picture } from './look.ts'

const author = { who: 'test', now: () => '2020-01-01T00:00:00.000Z' }
const PANEL = path.resolve('test/fixtures/templates/northshire-panel-paper.xlsx')

/** Leicestershire's Appendix A as a plan file. */
function leicestershire(file: string): void {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  createPlanFile(file, { ...author, change }).close()
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export the panel paper' })
const done = (page: Page) => page.getByRole('dialog', { name: 'Exported' })

/** Opens the dialog and waits for the preview of what is chosen at first. */
async function open(page: Page): Promise<void> {
  await page.keyboard.press('Control+e')
  await expect(dialog(page).getByRole('tab', { name: 'Preview' })).toBeVisible({ timeout: 60_000 })
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await expect(dialog(page).getByText('Making it…')).toHaveCount(0, { timeout: 60_000 })
}

async function choose(page: Page, paper: string): Promise<void> {
  await dialog(page).getByRole('radio', { name: paper }).check()
  await settled(page)
}

async function write(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await answerSaveDialog(app, file)
  await dialog(page).getByRole('button', { name: 'Export…' }).click()
  await expect(done(page)).toContainText(`Exported “${path.basename(file)}”`, { timeout: 60_000 })
}

/** The texts of a workbook's sheet, by address. */
function textsOf(file: string, sheet = 0): string[] {
  return readWorkbookBytes(readFileSync(file), path.basename(file)).sheets[sheet]!.cells.map(({ text }) => text)
}

/** What the shell was asked to open and to show, instead of doing so. */
async function stubShell(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    const asked: string[] = []
    ;(globalThis as { asked?: string[] }).asked = asked
    shell.openPath = async (file) => {
      asked.push(`open ${file}`)
      return ''
    }
    shell.showItemInFolder = (file) => void asked.push(`show ${file}`)
  })
}
const askedOfShell = (app: ElectronApplication) => app.evaluate(() => (globalThis as { asked?: string[] }).asked)

test('a paper of the program’s: preview, check, written, opened, remembered', async () => {
  test.setTimeout(180_000)
  const plan = test.info().outputPath('Leicestershire.cplan')
  const paper = test.info().outputPath('Appendix A.xlsx')
  leicestershire(plan)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await stubShell(app)
  await cell(page, 'Victim First', 'budget 2020/21')

  await open(page)
  await expect(dialog(page).getByRole('radio', { name: 'Commissioning framework' })).toBeChecked()
  const cells = dialog(page).getByRole('region', { name: /^Cells of/ })
  await expect(cells.getByRole('cell', { name: 'Victim First', exact: true })).toBeVisible()
  await expect(cells.getByRole('cell', { name: '558,322', exact: true })).toBeVisible()
  await look(page, 'export-preview')
  await dialog(page)
    .getByRole('tab', { name: /^Check template/ })
    .click()
  await expect(dialog(page)).toContainText(/All \d+ placeholders can be filled/)
  await expect(dialog(page).getByRole('row', { name: /\{\{line\.service\}\}/ })).toContainText(
    'Victim First, and 43 more',
  )
  await picture(page, 'export-check')

  await test.step('a file that is open in Excel is refused, and stays as it is', async () => {
    writeFileSync(paper, 'what was there')
    const held = path.join(path.dirname(paper), '~$Appendix A.xlsx')
    writeFileSync(held, '')
    await answerSaveDialog(app, paper)
    await dialog(page).getByRole('button', { name: 'Export…' }).click()
    await expect(dialog(page).getByRole('alert')).toContainText(
      '“Appendix A.xlsx” was not written, because it is open in',
    )
    expect(readFileSync(paper, 'utf8')).toBe('what was there')
    await picture(page, 'export-refused')
    rmSync(held)
  })

  await write(app, page, paper)
  await look(page, 'export-done')
  expect(textsOf(paper)).toContain('Victim First')
  await done(page).getByRole('button', { name: 'Open in Excel' }).click()
  await done(page).getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(() => askedOfShell(app)).toEqual([`open ${paper}`, `show ${paper}`])
  await done(page).getByRole('button', { name: 'Close' }).first().click()

  await test.step('the same in £000 of the year before, remembered for this plan', async () => {
    await open(page)
    await dialog(page).getByRole('combobox', { name: 'Amounts in' }).click()
    await page.getByRole('option', { name: '£000' }).click()
    await dialog(page).getByRole('combobox', { name: 'Year' }).click()
    await page.getByRole('option', { name: '2019/20' }).click()
    await dialog(page).getByRole('checkbox', { name: 'Its accessible edition beside it' }).check()
    await settled(page)
    await write(app, page, test.info().outputPath('In thousands.xlsx'))
    await expect(done(page)).toContainText('Its accessible edition is “In thousands (accessible).xlsx”')
    expect(textsOf(test.info().outputPath('In thousands (accessible).xlsx'), 1)).not.toEqual([])
    await done(page).getByRole('button', { name: 'Close' }).first().click()
    await open(page)
    await expect(dialog(page).getByRole('combobox', { name: 'Amounts in' })).toHaveText('£000')
    await expect(dialog(page).getByRole('combobox', { name: 'Year' })).toHaveText('2019/20')
    await expect(dialog(page).getByRole('checkbox', { name: 'Its accessible edition beside it' })).toBeChecked()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  })
  expect(readdirSync(path.dirname(paper)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  await app.close()
})

test('a workbook of the council’s own, and one with a mistake in it', async () => {
  test.setTimeout(180_000)
  const plan = test.info().outputPath('Leicestershire.cplan')
  const own = test.info().outputPath('Northshire panel paper.xlsx')
  const userData = test.info().outputPath('settings')
  const paper = test.info().outputPath('Panel paper.xlsx')
  leicestershire(plan)
  copyFileSync(PANEL, own)
  const first = await launchPlanner({ userData, args: [plan] })
  await cell(first.page, 'Victim First', 'budget 2020/21')
  await open(first.page)
  await answerOpenDialog(first.app, own)
  await dialog(first.page).getByRole('button', { name: 'A workbook of your own…' }).click()
  await expect(dialog(first.page).getByRole('radio', { name: /^Northshire panel paper/ })).toBeChecked()
  await settled(first.page)
  await picture(first.page, 'export-own')
  await write(first.app, first.page, paper)
  const texts = textsOf(paper)
  expect(texts).toContain('Victim First')
  expect(texts.filter((text) => text.includes('{{'))).toEqual([])
  await first.app.close()

  await test.step('is on the list the next time, chosen as it was; a mistake in it is found by its cell', async () => {
    const book = new Excel.Workbook()
    const sheet = book.addWorksheet('Paper')
    sheet.getCell('B2').value = '{{plan.title}}'
    sheet.getCell('B4').value = '{{line.servce}}'
    sheet.getCell('C4').value = '{{line.budget Y}}'
    writeFileSync(own, new Uint8Array(await book.xlsx.writeBuffer()))
    const { app, page } = await launchPlanner({ userData, args: [plan] })
    await cell(page, 'Victim First', 'budget 2020/21')
    await page.keyboard.press('Control+e')
    await expect(dialog(page).getByRole('radio', { name: /^Northshire panel paper/ })).toBeChecked()
    const check = dialog(page).getByRole('table', { name: 'Placeholders of the template' })
    await expect(check.getByRole('row').nth(1)).toContainText('Paper!B4')
    await expect(check.getByRole('row').nth(1)).toContainText('did you mean {{line.service}}?')
    await expect(dialog(page).getByRole('button', { name: 'Export…' })).toHaveAttribute('aria-disabled', 'true')
    await look(page, 'export-mistake')

    sheet.getCell('B4').value = '{{line.service}}'
    writeFileSync(own, new Uint8Array(await book.xlsx.writeBuffer()))
    await dialog(page).getByRole('button', { name: 'Read the template again' }).click()
    await expect(dialog(page))
      .toContainText('cannot be filled', { timeout: 1 })
      .catch(() => {})
    await expect(dialog(page).getByRole('cell', { name: 'Victim First' }).first()).toBeVisible()

    await test.step('and a paper of the program’s can be copied to be changed', async () => {
      await choose(page, 'Commissioning framework')
      const copy = test.info().outputPath('Our framework.xlsx')
      await answerSaveDialog(app, copy)
      await dialog(page).getByRole('button', { name: 'Make a copy to change in Excel…' }).click()
      await expect(dialog(page).getByRole('radio', { name: /^Our framework/ })).toBeChecked()
      expect(readFileSync(copy)).toEqual(readFileSync('electron/templates/commissioning-framework.xlsx'))
      await dialog(page).getByRole('button', { name: 'Take Our framework off the list' }).click()
      await expect(dialog(page).getByRole('radio', { name: /^Our framework/ })).toHaveCount(0)
      expect(existsSync(copy)).toBe(true)
    })
    await app.close()
  })
})

test('the lines as text, and the budget as a PDF', async () => {
  test.setTimeout(180_000)
  const plan = test.info().outputPath('Leicestershire.cplan')
  const [csv, pdf] = ['Lines.csv', 'Budget.pdf'].map((name) => test.info().outputPath(name)) as [string, string]
  leicestershire(plan)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await cell(page, 'Victim First', 'budget 2020/21')
  await open(page)
  await choose(page, 'Budget lines (.csv)')
  await picture(page, 'export-lines')
  await write(app, page, csv)
  const text = readFileSync(csv, 'utf8')
  expect(text.startsWith('\uFEFFPriority,Sub-priority,Service,')).toBe(true)
  expect(readTables(readWorkbookBytes(readFileSync(csv), 'Lines.csv')).lines).toHaveLength(44)
  await done(page).getByRole('button', { name: 'Another…' }).click()
  await choose(page, 'Budget (PDF)')
  await expect(dialog(page).getByRole('cell', { name: 'VICTIMS subtotal' })).toBeVisible()
  await look(page, 'export-pdf')
  await write(app, page, pdf)
  expect(readFileSync(pdf).subarray(0, 4).toString()).toBe('%PDF')
  expect(app.windows()).toHaveLength(1)
  await app.close()
})

test('the publication pack: what is missing in sight, written as a new folder, never over one', async () => {
  test.setTimeout(120_000)
  const plan = test.info().outputPath('Leicestershire.cplan')
  const parent = test.info().outputPath('Website')
  mkdirSync(parent)
  leicestershire(plan)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await stubShell(app)
  await cell(page, 'Victim First', 'budget 2020/21')
  await open(page)
  await choose(page, 'Publication pack')
  await expect(dialog(page).getByRole('combobox', { name: 'Year' })).toHaveText('2020/21 (plan)')
  await expect(dialog(page).getByRole('cell', { name: '4,395,961', exact: true })).toBeVisible()
  await look(page, 'export-pack')
  await dialog(page)
    .getByRole('tab', { name: /^Not in the plan/ })
    .click()
  await expect(dialog(page).getByRole('tabpanel')).toContainText('the plan holds the commissioning budget only')
  await look(page, 'export-pack-missing')

  await answerOpenDialog(app, parent)
  await dialog(page).getByRole('button', { name: 'Export…' }).click()
  await expect(done(page)).toContainText('publication pack”')
  const [made] = readdirSync(parent) as [string]
  expect(made).toMatch(/ 2020-21 publication pack$/)
  expect(readdirSync(path.join(parent, made))).toHaveLength(7)
  await look(page, 'export-pack-done')
  await done(page).getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(() => askedOfShell(app)).toEqual([`show ${path.join(parent, made)}`])

  await done(page).getByRole('button', { name: 'Another…' }).click()
  await settled(page)
  await dialog(page).getByRole('button', { name: 'Export…' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('is there already, so nothing was written')
  expect(readdirSync(parent)).toEqual([made])
  await app.close()
})

test('10,000 lines: the window and the main process answer meanwhile, and it can be stopped', async () => {
  test.setTimeout(240_000)
  const file = test.info().outputPath('Large.cplan')
  const paper = test.info().outputPath('Large.xlsx')
  large(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await expect(page.locator('[role="gridcell"][col-id="service"]').first()).toBeVisible()
  await open(page)
  await expect(dialog(page)).toContainText('The first 200 of', { timeout: 60_000 })
  await picture(page, 'export-large')

  await answerSaveDialog(app, paper)
  await dialog(page).getByRole('button', { name: 'Export…' }).click()
  await expect(dialog(page).getByText('Making “Commissioning framework”…')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('export-making.png') })
  await dialog(page).getByRole('button', { name: 'Stop' }).click()
  await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeVisible()
  expect(existsSync(paper)).toBe(false)

  const waits = await app.evaluate(() => {
    const held = { longest: 0, last: performance.now() }
    setInterval(() => {
      const now = performance.now()
      held.longest = Math.max(held.longest, now - held.last - 5)
      held.last = now
    }, 5)
    ;(globalThis as { held?: typeof held }).held = held
    return 0
  })
  expect(waits).toBe(0)
  await page.evaluate(() => {
    const held = { longest: 0, last: performance.now() }
    const frame = () => {
      const now = performance.now()
      held.longest = Math.max(held.longest, now - held.last)
      held.last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    ;(window as { held?: typeof held }).held = held
  })
  const started = performance.now()
  await write(app, page, paper)
  const ms = Math.round(performance.now() - started)
  const main = await app.evaluate(() => Math.round((globalThis as { held?: { longest: number } }).held!.longest))
  const shown = await page.evaluate(() => Math.round((window as { held?: { longest: number } }).held!.longest))
  test.info().annotations.push({ type: 'measured', description: `${ms} ms; main ${main} ms, window ${shown} ms` })
  console.log(`10,000 lines written in ${ms} ms; longest wait: main process ${main} ms, window ${shown} ms`)
  expect(statSync(paper).size).toBeGreaterThan(100_000)
  await app.close()
})

/** A plan of 10,000 lines in 8 priorities with budgets of three years. */
function large(file: string): void {
  const row = <One extends { id: string }>(table: string, after: One) => ({ table, id: after.id, before: null, after })
  const years = [2019, 2020, 2021].map(yearFrom)
  const rows = [
    row('plan', { id: 'plan', title: 'Large', organisation: null, planYear: years[2]!, marking: null }),
    ...Array.from({ length: 8 }, (_, number) =>
      row('priority', { id: `p${number}`, name: `Priority ${number + 1}`, parentId: null, position: number }),
    ),
  ]
  for (let number = 0; number < 10_000; number++) {
    const lineId = `l${number}`
    const service = `Service ${number}`
    rows.push(row('line', blankLine({ id: lineId, service, priorityId: `p${number % 8}`, position: number })) as never)
    for (const year of years) {
      const pence = (1_000_000 + number * 137) as Pence
      const figure = { lineId, year, measure: 'budget' as const, pence, expression: null, origin: null }
      rows.push(row('amount', { id: amountId(lineId, year, 'budget'), ...figure }) as never)
    }
  }
  createPlanFile(file, { ...author, change: { label: 'make it', rows: rows as never } }).close()
}
