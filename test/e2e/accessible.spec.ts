/**
 * For everybody: every view, dialog and menu without a violation of WCAG 2.2 A and AA, in light, dark and forced colours.
 * Example: what has the keyboard's focus can be seen, and the focus is never nowhere.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { commandIds, commands } from '../../shared/commands.ts'
import { devonAndCornwall } from './devon.ts'
import { launchPlanner } from './launch.ts'

const AXE = readFileSync(path.resolve('node_modules/axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What can differ from one colour scheme to another. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

interface Axe {
  run(
    part: Part,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>
}

/** A part of the page, by selectors. */
type Part = string | { include: string[]; exclude: string[] }
/** The page but for a grid's cells, whose looks are the budget's in every view. */
const BESIDE_THE_GRID: Part = { include: ['body'], exclude: ['.ag-body', '.ag-floating-bottom'] }

/** What axe finds in the page as it stands. */
async function violations(page: Page, part: Part, options: object): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(
    async ([within, given]) => {
      const { axe } = window as unknown as { axe: Axe }
      const found = await axe.run(within, { resultTypes: ['violations'], ...given })
      return found.violations.flatMap(({ id, nodes }) =>
        nodes
          .slice(0, 3)
          .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary?.split('\n')[1] ?? ''}`),
      )
    },
    [part, options] as const,
  )
}

/** In light all the rules, in dark and forced colours those of colours. */
async function seen(page: Page, what: string, found: string[], part: Part = 'body'): Promise<void> {
  for (const [name, media, options] of [
    [
      'light',
      { colorScheme: 'light', forcedColors: 'none' },
      { runOnly: RULES, rules: { 'target-size': { enabled: true } } },
    ],
    ['dark', { colorScheme: 'dark', forcedColors: 'none' }, { runOnly: { type: 'rule', values: OF_COLOURS } }],
    ['forced', { colorScheme: 'dark', forcedColors: 'active' }, { runOnly: { type: 'rule', values: OF_COLOURS } }],
  ] as const) {
    await page.emulateMedia(media)
    for (const one of await violations(page, part, options)) found.push(`${what}, ${name}: ${one}`)
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}

const nowhere = (page: Page) => page.evaluate(() => document.activeElement === document.body)
/** What has the focus, as somebody would say it. */
const where = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document
    const row = at?.closest('[row-id]')?.getAttribute('row-id') ?? ''
    return [at?.tagName, at?.getAttribute('aria-label'), at?.getAttribute('col-id'), row, at?.textContent]
      .join(' ')
      .trim()
  })

/** Names of what opens a dialog although nothing in its name says so. */
const OPENERS = /…|^(Change|Remove|Edit|Award|Record) |differences?, what|rows?, what/

/** What cannot be reached with the pointer however the page is scrolled: it is cut off, or lies below something else. */
const hidden = (page: Page) =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'button, input, textarea, [role="combobox"], [role="tab"], h2, h3',
    )
    const found: string[] = []
    for (const element of all) {
      if (element.closest('.ledger, .announcer, [aria-hidden="true"]') || element.matches('.announcer')) continue
      if (!element.checkVisibility({ visibilityProperty: true })) continue
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      const { left, right, top, bottom } = element.getBoundingClientRect()
      if (right - left < 2) continue
      const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      const reached = at && (element.contains(at) || at.closest('label')?.contains(element))
      if (!reached || right - left > innerWidth) found.push(`${element.outerHTML.slice(0, 120)} below ${at?.className}`)
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide')
    return found
  })

test('every view, dialog and menu is accessible, and gives the focus back', async () => {
  test.setTimeout(600_000)
  const file = test.info().outputPath('Devon and Cornwall.cplan')
  devonAndCornwall(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await page.getByRole('gridcell').first().waitFor()
  const found: string[] = []
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  const menu = page.getByRole('menu')
  const main = page.getByRole('main')

  /** A dialog that is open now: looked at, and closed with Esc. */
  const looked = new Set<string>()
  const look = async (name: string, before: string) => {
    const kind =
      (await dialog
        .getByRole('heading')
        .first()
        .textContent()
        .catch(() => null)) ?? name
    if (!looked.has(kind)) await seen(page, name, found, '[role="dialog"], [role="alertdialog"]')
    looked.add(kind)
    if (await nowhere(page)) found.push(`${name}: the focus is nowhere in the dialog`)
    await page.keyboard.press('Escape')
    await expect(dialog, name).toBeHidden()
    await page.waitForTimeout(50)
    const after = await where(page)
    if (await nowhere(page)) found.push(`${name}: the focus is lost`)
    else if (after !== before) found.push(`${name}: the focus was on ${before} and is on ${after}`)
  }
  /** Every dialog of the view that is opened by a button, one of each kind. */
  const dialogs = async (view: string) => {
    const names = await main
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''),
      )
    const kinds = new Set<string>()
    for (const name of names) {
      const kind = name.split(/…|(?<=^\w+) /)[0]!
      if (!OPENERS.test(name) || kinds.has(kind)) continue
      kinds.add(kind)
      const button = main.getByRole('button', { name, exact: true }).first()
      if (!(await button.isEnabled())) continue
      await button.focus()
      const before = await where(page)
      await button.press('Enter')
      await page.waitForTimeout(100)
      if (await dialog.isVisible()) await look(`${view}, ${name}`, before)
      else if (await main.getByRole('button', { name: 'Undo' }).isVisible()) await page.keyboard.press('Control+z')
    }
  }
  /** Every list of choices of the view. */
  const menus = async (view: string) => {
    for (const choice of await main.locator('button[role="combobox"]').all()) {
      if (!(await choice.isVisible())) continue
      const name = `${view}, the choice ${await choice.textContent()}`
      await choice.focus()
      const before = await where(page)
      await choice.press('Enter')
      await page.getByRole('listbox').waitFor()
      if (!looked.has('a list')) await seen(page, name, found, '[role="listbox"]')
      looked.add('a list')
      await page.keyboard.press('Escape')
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
      if ((await where(page)) !== before) found.push(`${name}: the focus is on ${await where(page)}`)
    }
    for (const button of await main.locator('button[aria-haspopup="menu"]').all()) {
      if (!(await button.isVisible())) continue
      const name = `${view}, the menu ${await button.textContent()}`
      await button.focus()
      await button.press('Enter')
      await menu.waitFor()
      await seen(page, name, found, '[role="menu"]')
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'hidden' })
      if (await nowhere(page)) found.push(`${name}: the focus is lost`)
    }
  }

  for (const button of await page.getByRole('navigation', { name: 'Views' }).getByRole('button').all()) {
    const view = (await button.textContent())!.trim()
    await button.click()
    for (const tab of [null, ...(await main.getByRole('tab').all())]) {
      await tab?.click()
      await page.waitForTimeout(80)
      await seen(page, view, found, view === 'Budget' ? 'body' : BESIDE_THE_GRID)
      await dialogs(view)
      if (tab === null) await menus(view)
    }
  }

  await page.keyboard.press('Control+1')
  await page.getByRole('gridcell').nth(5).click()
  for (const id of commandIds) {
    if (!commands[id].name.endsWith('…') || ['open', 'import', 'saveCopy', 'compareCopy', 'payRests'].includes(id))
      continue
    // Going to a line, say, leaves one in the name box, which ends when something else is begun.
    if (!(await where(page)).startsWith('DIV')) await page.getByRole('gridcell').nth(5).click()
    const before = await where(page)
    await page.keyboard.press('Control+k')
    await page.keyboard.insertText(commands[id].name.replace('…', ''))
    await page.waitForTimeout(30)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(100)
    if (await dialog.isVisible()) await look(id, before)
    else if (await menu.isVisible()) {
      await seen(page, id, found, '[role="menu"]')
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'hidden' })
    }
  }

  await page.keyboard.press('Control+1')
  await page.getByRole('gridcell').nth(5).click({ button: 'right' })
  await menu.waitFor()
  await seen(page, 'what can be done with cells', found, '[role="menu"]')
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'hidden' })
  expect(await nowhere(page)).toBe(false)

  await page.keyboard.press('F1')
  await seen(page, 'help', found)
  await page.keyboard.press('Control+/')
  await seen(page, 'shortcuts', found)
  await page.keyboard.press('Control+w')
  await page.getByRole('heading', { name: 'Commissioning Planner' }).waitFor()
  await seen(page, 'the first screen', found)

  const said = [...new Set(found)]
  if (said.length > 0) console.log(said.join('\n'))
  expect(said).toEqual([])
  await app.close()
})

test('at 200% nothing is cut off', async () => {
  test.setTimeout(120_000)
  const file = test.info().outputPath('Devon and Cornwall.cplan')
  devonAndCornwall(file)
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await page.getByRole('gridcell').first().waitFor()
  const found: string[] = []
  const dialog = page.getByRole('dialog')
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window!.setContentSize(1280, 800)
    window!.webContents.setZoomFactor(2)
  })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(700)
  for (const button of await page.getByRole('navigation', { name: 'Views' }).getByRole('button').all()) {
    await button.click()
    await page.waitForTimeout(80)
    for (const one of await hidden(page)) found.push(`${await button.textContent()} at 200%: ${one}`)
  }
  for (const id of ['roll', 'source', 'decision', 'export', 'new'] as const) {
    await page.keyboard.press('Control+k')
    await page.keyboard.insertText(commands[id].name.replace('…', ''))
    await page.waitForTimeout(30)
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    for (const one of await hidden(page)) if (!one.includes('backdrop')) found.push(`${id} at 200%: ${one}`)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }

  expect(found).toEqual([])
  await app.close()
})
