/**
 * The whole job by the keyboard alone: last year's workbook in, rolled forward, a figure typed, an underspend set aside, the
 * paper out, and a step back; after every key something has the focus, and what was done is said.
 * Example: Ctrl+Shift+R, "2", Enter rolls forward by 2%, and the cell that had the focus has it again.
 */
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'

const workbook = path.resolve('test/fixtures/workbooks/leicestershire.xlsx')

/** What has the focus: its name, or the column of its cell. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    const label = document.querySelector(`label[for="${CSS.escape(at.id)}"]`)
    return (
      at.getAttribute('col-id') ??
      at.getAttribute('aria-label') ??
      label?.textContent ??
      at.textContent ??
      ''
    ).trim()
  })

test('last year’s workbook becomes next year’s paper without a mouse', async () => {
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings') })
  await answerOpenDialog(app, workbook)
  const announced = page.getByRole('status', { name: 'Announcements' })

  /** Presses a key, after which the focus is somewhere, where it can be seen. */
  const press = async (key: string) => {
    await page.keyboard.press(key)
    await expect.poll(() => focus(page), `after ${key} the focus is`).not.toBeNull()
    const ring = () =>
      page.evaluate(() => {
        // A ring of its own, or of what it stands in.
        for (let at: Element | null = document.activeElement, up = 0; at && up < 3; at = at.parentElement, up++) {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
          if ((outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none') return true
        }
        return document.activeElement!.outerHTML.slice(0, 200)
      })
    await expect.poll(ring, `after ${key} the focus can be seen`).toBe(true)
  }
  /** Presses a key until what is so called has the focus. */
  const pressTo = async (key: string, wanted: string | RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      const now = await focus(page)
      if (typeof wanted === 'string' ? now === wanted : now && wanted.test(now)) return
      await press(key)
    }
    throw new Error(`${key} does not lead to ${wanted}, but to ${await focus(page)}`)
  }
  const row = () => page.evaluate(() => document.activeElement?.closest('[row-id]')?.getAttribute('row-id'))

  await test.step('import', async () => {
    await pressTo('Tab', /^Open last year’s spreadsheet/)
    await answerSaveDialog(app, test.info().outputPath('Leicestershire.cplan'))
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('import-summary')).toContainText('44 lines in 4 priorities, 3 years')
    await pressTo('Tab', 'Import')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    await expect.poll(() => focus(page)).toBe('service')
    await expect(announced).toHaveText('Leicestershire opened')
  })

  await test.step('roll forward', async () => {
    await press('Control+Shift+R')
    await page.keyboard.type('2')
    await expect(page.getByRole('dialog')).toContainText('£4,483,880.22')
    await press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(announced).toContainText('Saved: roll forward to 2021/22')
    await expect.poll(() => focus(page)).toBe('service')
  })

  await test.step('edit, refuse, take back', async () => {
    await pressTo('ArrowDown', 'service')
    await press('ArrowDown')
    await pressTo('ArrowRight', 'budget 2021/22')
    const at = await row()
    await page.keyboard.type('600000')
    await press('Enter')
    await expect(announced).toContainText(/^Saved: set .* 2021\/22/)
    await press('ArrowUp')
    expect(await row()).toBe(at)
    await page.keyboard.type('3,0000')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: '“3,0000” is not an amount' })).toBeVisible()
    await press('Escape')
    await press('Control+z')
    await expect(announced).toContainText(/^Undone: set .* 2021\/22/)
    await press('Control+y')
    await expect(announced).toContainText(/^Done again: set .* 2021\/22/)
  })

  await test.step('a line comes and goes, and its neighbour has the focus', async () => {
    const before = await row()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('textbox').and(page.locator(':focus'))).toBeVisible()
    await page.keyboard.type('Cover for the autumn')
    await press('Enter')
    await expect(announced).toContainText('Saved:')
    await press('ArrowUp')
    await expect(page.locator(`[row-id="${await row()}"]`).first()).toContainText('Cover for the autumn')
    await press('Control+Delete')
    await expect(announced).toContainText(/^Saved: (delete|remove)/)
    await expect.poll(row).not.toBeFalsy()
    expect(before).toBeTruthy()
  })

  await test.step('set aside an underspend', async () => {
    await page.keyboard.press('Control+4')
    await pressTo('Tab', /^(service|.*2020\/21)$/)
    await pressTo('ArrowRight', 'forecast 2020/21')
    await page.keyboard.type('10000')
    await press('Enter')
    await expect(announced).toContainText('Saved:')
    await press('ArrowUp')
    await press('Control+Shift+U')
    await expect(page.getByRole('dialog', { name: 'Set aside underspend' })).toBeVisible()
    await pressTo('Tab', /^(Earmarked r|R)eserve/)
    await page.keyboard.type('Commissioning reserve')
    await press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(announced).toContainText('Saved:')
    await expect.poll(() => focus(page)).toBe('forecast 2020/21')
  })

  await test.step('export, and a step back', async () => {
    await answerSaveDialog(app, test.info().outputPath('Paper.xlsx'))
    await press('Control+e')
    await pressTo('Tab', /^Export/)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Exported “Paper.xlsx”')).toBeVisible()
    await expect.poll(() => focus(page)).not.toBeNull()
    await press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await press('Control+z')
    await expect(announced).toContainText('Undone:')
    await press('Control+w')
    await expect(page.getByRole('heading', { name: 'Recent plans' })).toBeVisible()
    await expect.poll(() => focus(page)).not.toBeNull()
  })
  await app.close()
})
