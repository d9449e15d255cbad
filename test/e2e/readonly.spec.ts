/**
 * A plan that somebody else has open, looked at as a read-only copy: every view shows its figures, none offers to change them,
 * and each is accessible in both colour schemes. Example: Devon & Cornwall's plan, held open elsewhere.
 */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { openPlanFile } from '../../electron/file/store.ts'
import { author, devonAndCornwall, ISVA } from './devon.ts'
import { answerOpenDialog, launchPlanner } from './launch.ts'
import { cell } from './ledger.ts'
import { look } from './look.ts'

/** What a reader may press: to look closer, to go elsewhere (a line's name leads to it), to take a paper away. */
const forReading =
  /^(Export|Line panel|Look at |Compare with |Menu of |What (has )?changed|Mark in |Copy (the sentences|for Word)|Hide the panel|Dismiss|Show |Open |Go to |Back to |Switch on|Previous|Next|First|Last|\d+ (row|check)|gap |2\d{3}\/\d{2}|.* in the budget|No priority|Undo|Redo|Copy .* as an image|Save .* as (PNG|SVG))/

const rail = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^${name}`) })

/** The names of buttons that could be pressed, without those that only open or close a part of the view. */
function pressable(place: Locator): Promise<string[]> {
  return place
    .locator('button:enabled:visible:not([role="tab"], [role="combobox"], [aria-expanded])')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent!.trim()))
}

/** Nothing in the view or the panel takes an edit. */
async function offersNothing(page: Page, name: string): Promise<void> {
  const place = page.locator('main, aside')
  const buttons = await pressable(place)
  expect(
    buttons.filter((button) => !forReading.test(button) && button !== ISVA),
    name,
  ).toEqual([])
  const fields = place.locator(
    'input:visible:enabled:not(#name-box, [type="search"], [type="checkbox"], [readonly], [aria-hidden]), textarea:visible:enabled:not([readonly])',
  )
  expect(await fields.evaluateAll((found) => found.map((field) => field.outerHTML)), name).toEqual([])
}

test('a read-only copy shows every view and offers no editing in any', async () => {
  test.setTimeout(480_000)
  const file = test.info().outputPath('Devon and Cornwall.cplan')
  devonAndCornwall(file)
  const held = openPlanFile(file, author)
  try {
    const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
    await answerOpenDialog(app, file)
    await page.keyboard.press('Control+o')
    await page.getByRole('button', { name: 'Open a read-only copy' }).click()
    await expect(page.getByTestId('saved')).toHaveText('Read-only copy')

    await test.step('the budget and the line’s panel', async () => {
      await (await cell(page, ISVA, 'service')).click()
      const panel = page.getByRole('complementary', { name: 'Line' })
      if (!(await panel.isVisible())) await page.getByRole('button', { name: 'Line panel' }).click()
      await expect(panel.getByRole('region', { name: 'Funding' })).toContainText('NHS England')
      await offersNothing(page, 'budget')
      await look(page, 'budget')
      await page.setViewportSize({ width: 1280, height: 1600 })
      await page.screenshot({ path: test.info().outputPath('panel.png') })
      await (await cell(page, ISVA, 'budget 2019/20')).dblclick()
      await page.keyboard.type('1')
      await page.keyboard.press('Delete')
      await page.keyboard.press('Control+Enter')
      await page.keyboard.press('Control+Delete')
      await expect(await cell(page, ISVA, 'budget 2019/20')).toHaveText('512,199')
      await expect(page.locator('.ag-cell-inline-editing')).toHaveCount(0)
      for (const key of ['Control+i', 'Control+Shift+V', 'Control+Shift+R', 'Control+Shift+U']) {
        await page.keyboard.press(key)
        await expect(page.getByRole('dialog')).toHaveCount(0)
      }
    })

    for (const [view, tabs] of [
      ['Next year', ['Bridge', 'Later years', 'Virements']],
      ['Funding', ['Sources', 'Lines and sources']],
      ['Underspend', []],
      ['Reserves', []],
      ['Pots', []],
      ['Options', []],
      ['Contracts', []],
      ['External funding', []],
      ['Decisions', []],
      ['Charts', []],
      ['Checks', []],
      ['History', ['Steps', 'Drafts', 'What changed']],
    ] as const)
      await test.step(view, async () => {
        await rail(page, view).click()
        for (const tab of tabs.length === 0 ? [null] : tabs) {
          if (tab) await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
          const name = tab ? `${view}, ${tab}` : view
          await offersNothing(page, name)
          await look(page, name.toLowerCase().replaceAll(/\W+/g, '-'))
        }
      })
    await app.close()
  } finally {
    held.close()
  }
})
