/**
 * Looking at the window, for a person and for axe. Example: `await look(page, 'underspend')` leaves four pictures of it and
 * fails on a violation of WCAG 2.2 A or AA in either colour scheme.
 */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
]
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Pictures in both sizes, the smaller one last. */
export async function picture(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    // What follows a new size, such as bringing the plan year into sight, comes a moment after it.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))))
    await page.screenshot({ path: test.info().outputPath(`${name}-${size.width}.png`) })
  }
}

/** Pictures in both sizes and both colour schemes, and no violation in either. */
export async function look(page: Page, name: string): Promise<void> {
  await picture(page, name)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(RULES).analyze()
    const found = violations.map(({ id, nodes }) => [id, nodes[0]?.html])
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
}
