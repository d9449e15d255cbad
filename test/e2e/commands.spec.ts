/**
 * One list of commands: found with Ctrl+K, shown in the native menu as they can be done now, done by their keys.
 * Example: Ctrl+K, "rol", Enter asks how to roll forward.
 */
import { type ElectronApplication, expect, test } from '@playwright/test'
import { answerOpenDialog, launchPlanner } from './launch.ts'

/** What a native menu item shows. */
const item = (app: ElectronApplication, id: string) =>
  app.evaluate(({ Menu }, wanted) => {
    const { enabled, checked } = Menu.getApplicationMenu()!.getMenuItemById(wanted)!
    return { enabled, checked }
  }, id)

const focused = () => [document.activeElement?.tagName, document.activeElement?.textContent?.trim()]

test('commands are found, shown and done', async () => {
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await expect.poll(() => item(app, 'open')).toMatchObject({ enabled: true })
  expect(await item(app, 'roll')).toMatchObject({ enabled: false })

  // Without a plan, the list says what is missing, and Esc gives the focus back.
  await page.getByRole('button', { name: 'New plan' }).focus()
  await page.keyboard.press('Control+k')
  const list = page.getByRole('dialog', { name: 'Commands' })
  await page.keyboard.type('roll f')
  await expect(list.getByRole('option').first()).toContainText('Open a plan first.')
  await page.keyboard.press('Enter')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  expect(await page.evaluate(focused)).toEqual(['BUTTON', 'New plan'])

  // The example plan is opened from the list; then the menu can do more.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('exam')
  await page.keyboard.press('Enter')
  const cell = page.getByRole('gridcell').filter({ hasText: /\S/ }).first()
  await cell.waitFor()
  await expect.poll(() => item(app, 'roll')).toMatchObject({ enabled: true })
  expect(await item(app, 'redo')).toMatchObject({ enabled: false })

  // From a cell, and back to it.
  await cell.click()
  const before = await page.evaluate(focused)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nonsuch')
  await expect(list.getByText('No command is called “nonsuch”')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(focused)).toEqual(before)

  // What is typed before a dialog has the focus does not go into the cell that it covers.
  const reached = await page.evaluate(() => {
    const at = document.activeElement!
    const press = (init: KeyboardEventInit) =>
      at.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
    press({ key: 'R', code: 'KeyR', ctrlKey: true, shiftKey: true })
    return press({ key: '9', code: 'Digit9' })
  })
  expect(reached).toBe(false)
  await expect(page.getByRole('dialog', { name: /Roll forward/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: /Roll forward/ })).toBeHidden()
  await expect.poll(() => page.evaluate(focused)).toEqual(before)

  // What can be on or off is so in the menu.
  const { checked } = await item(app, 'panel')
  await page.keyboard.press('F4')
  await expect.poll(() => item(app, 'panel')).toEqual({ enabled: true, checked: !checked })

  // Views by their keys, and by the list; what was chosen last comes first.
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('heading', { name: 'Funding', level: 2, exact: true })).toBeVisible()
  await page.keyboard.press('Control+PageDown')
  await expect(page.getByRole('button', { name: 'Underspend', exact: true })).toHaveAttribute('aria-current', 'page')
  await page.keyboard.press('Control+k')
  await expect(list.getByRole('option').first()).toContainText('Open the example plan')
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await page.keyboard.press('Control+k')
  expect(await page.evaluate(focused), 'the list has the focus at once').toEqual(['INPUT', ''])
  await page.keyboard.type('rol')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /Roll forward/ })).toBeVisible()
  await expect.poll(() => item(app, 'export')).toMatchObject({ enabled: false })
  await page.keyboard.press('Escape')
  await expect.poll(() => item(app, 'export')).toMatchObject({ enabled: true })

  // The native menu does them too.
  await answerOpenDialog(app)
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('go.history')!.click())
  await expect(page.getByRole('heading', { name: 'History', level: 2, exact: true })).toBeVisible()
  const zoom = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomLevel())
  await page.keyboard.press('Control+=')
  await expect.poll(zoom).toBe(1)
  await page.keyboard.press('Control+0')
  await expect.poll(zoom).toBe(0)

  // Help stands beside the plan: found by a word, followed while the plan is worked on, and closed to where one was.
  await page.keyboard.press('Control+1')
  await cell.click()
  await page.keyboard.press('F1')
  const help = page.getByRole('complementary', { name: 'Help' })
  await expect(help.getByRole('listitem')).toHaveCount(10)
  await page.keyboard.type('gap')
  await page.keyboard.press('Enter')
  await expect(help.getByRole('heading', { name: /close the gap/ })).toBeFocused()
  await help.getByRole('button', { name: 'Do it now: Go to Funding' }).click()
  await expect(page.getByRole('heading', { name: 'Funding', level: 2, exact: true })).toBeVisible()
  await page.keyboard.press('Control+1')
  await help.getByRole('button', { name: 'All help' }).click()
  await expect(help.getByRole('searchbox')).toBeFocused()
  await help.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(help.getByRole('row', { name: 'Roll forward Ctrl+Shift+R' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false)
  await app.close()
})
