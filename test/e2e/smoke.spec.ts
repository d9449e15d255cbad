/**
 * The window opens, under its name, without a word of complaint in its console. Example: `npm run e2e -- smoke`.
 */
import { expect, test } from '@playwright/test'
import { launchPlanner } from './launch.ts'

test('the window opens with its title and an empty console', async () => {
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  // Again from the start, now that every word is heard.
  await page.reload()
  await expect(page).toHaveTitle(/Commissioning Planner/)
  await expect(page.locator('body')).not.toBeEmpty()
  await expect(page.getByRole('button').first()).toBeVisible()
  expect(complaints).toEqual([])
  await app.close()
})
