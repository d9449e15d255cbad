/**
 * Takes the README's pictures: does the five-minute tour on the example and photographs the window at each stop, in the light
 * colours. Example: `node build/tour.mjs` writes build/screenshot.png and build/tour/*.png.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { answerOpenDialog, launchPlanner } from '../test/e2e/launch.ts'
import { bundle, root } from './bundle.mjs'
import { displayPackages, startDisplays } from './display.mjs'
import { findElectron } from './runtime.mjs'

const SAMPLE = path.join(root, 'electron/sample/northshire-2020-21.xlsx')
const SIZE = { width: 1280, height: 760 }
const LARGE = { width: 1920, height: 1000 }

await bundle()
const electron = await findElectron(displayPackages())
Object.assign(process.env, electron.env)
const { stop } = await startDisplays()
const settings = await mkdtemp(path.join(tmpdir(), 'planner-tour-'))
const pictures = path.join(root, 'build/tour')
await rm(pictures, { recursive: true, force: true })
await mkdir(pictures)
const { app, page } = await launchPlanner({ userData: settings })

/**
 * @param {string} file
 * @param {{ width: number, height: number }} [size]
 */
async function take(file, size = SIZE) {
  await page.setViewportSize(size)
  await page.mouse.move(2, size.height - 2)
  // What follows a new size comes a moment after it.
  await page.waitForTimeout(700)
  await page.screenshot({ path: file })
  console.log(path.relative(root, file))
}
const stopAt = (/** @type {string} */ name) => take(path.join(pictures, `${name}.png`))
/** @param {string} name */
const goTo = (name) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click()

try {
  await page.emulateMedia({ colorScheme: 'light' })
  await answerOpenDialog(app, SAMPLE)
  await page.keyboard.press('Control+i')
  await page.getByRole('dialog').getByRole('tab').first().waitFor()
  await stopAt('1-import')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  await page
    .getByRole('button', { name: /example/i })
    .first()
    .click()
  await page.locator('[role="gridcell"]').first().waitFor()
  await page.setViewportSize(LARGE)
  const line = page.locator('[role="gridcell"][col-id="service"]').nth(1)
  await line.click()
  if ((await page.getByRole('complementary', { name: 'Line' }).count()) === 0) await page.keyboard.press('F4')
  await take(path.join(root, 'build/screenshot.png'), LARGE)
  await page.keyboard.press('F4')

  await goTo('Next year')
  await page.locator('[data-chart="drawn"]').first().waitFor()
  await stopAt('2-next-year')
  await goTo('Underspend')
  await page.locator('[role="gridcell"]').first().waitFor()
  await stopAt('3-underspend')
  await goTo('Charts')
  await page.locator('[data-chart="drawn"]').first().waitFor()
  await stopAt('4-charts')
  await goTo('Budget')
  await page.keyboard.press('Control+e')
  await page.getByRole('dialog').getByRole('table').first().waitFor()
  await stopAt('5-export')
} finally {
  await app.close()
  stop()
  await rm(settings, { recursive: true, force: true })
}
