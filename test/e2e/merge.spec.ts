/**
 * A colleague's copy as an officer meets it: taken away, worked on by both, compared, chosen, merged, undone, merged, and
 * brought back once more. Example: Jo's copy of Leicestershire's plan, with one clash on Victim First.
 */
import { copyFileSync, readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { changePassword } from '../../electron/file/password.ts'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import type { Change } from '../../shared/change.ts'
import { addLine, removeLine, setAmount, setText } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { answerOpenDialog, answerSaveDialog, launchPlanner } from './launch.ts'
import { saved, shown, typeAmount } from './ledger.ts'
import { look } from './look.ts'

const author = (who: string) => ({ who, now: () => new Date().toISOString() })
const year = yearFrom(2020)
let ids = 0
const newId = () => `id ${++ids}`

function leicestershire(file: string): void {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  createPlanFile(file, { ...author('Al'), change: planImport(planOf(), reading, newId).change }).close()
}

/** Works in a plan file as Jo. */
function asJo(file: string, ...intents: ((plan: Plan) => Change)[]): void {
  const open = openPlanFile(file, author('Jo'))
  try {
    for (const intent of intents) open.commit(intent(planOf(open.rows())))
  } finally {
    open.close()
  }
}

const lineId = (plan: Plan, service: string) => [...plan.line.values()].find((line) => line.service === service)!.id
const set = (service: string, pounds: number) => (plan: Plan) =>
  setAmount(plan, { lineId: lineId(plan, service), year, measure: 'budget', pence: (pounds * 100) as Pence })
const owner = (service: string, value: string) => (plan: Plan) =>
  setText(plan, { lineId: lineId(plan, service), field: 'owner', value })

/** Does a command as an officer who knows its name. */
async function command(page: Page, name: string) {
  const list = page.getByRole('dialog', { name: 'Commands' })
  await page.keyboard.press('Control+k')
  await expect(list).toBeVisible()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(list).toBeHidden()
}
const compare = (page: Page) => command(page, 'compare with a colleague')

test('a colleague’s copy is compared, merged, taken back, and comes again', async () => {
  test.setTimeout(240_000)
  const file = test.info().outputPath('Budget.cplan')
  const copy = test.info().outputPath('Budget (Jo).cplan')
  const other = test.info().outputPath('Another.cplan')
  leicestershire(file)
  leicestershire(other)
  copyFileSync(file, copy)
  asJo(
    copy,
    set('Victim First', 575_000),
    set('CHISVA', 55_000),
    owner('Target Hardening', 'Communities team'),
    (plan) => removeLine(plan, lineId(plan, 'Paediatric SARC')),
    (plan) => addLine(plan, { service: 'Hate crime support', priorityId: [...plan.priority.keys()][0]! }, newId),
    set('Hate crime support', 12_000),
  )
  const { app, page } = await launchPlanner({ userData: test.info().outputPath('settings'), args: [file] })
  await typeAmount(page, 'Victim First', '2020/21', '573000')
  await typeAmount(page, 'Target Hardening', '2020/21', '91000')
  await saved(page)
  const dialog = page.getByRole('dialog', { name: 'A colleague’s copy' })

  await test.step('another plan and the plan itself are refused in a sentence', async () => {
    for (const [wrong, sentence] of [
      [other, 'is another plan and no copy of this one'],
      [file, 'is the plan that is open'],
    ] as const) {
      await answerOpenDialog(app, wrong)
      await compare(page)
      await expect(page.getByRole('alert')).toContainText(sentence)
    }
    await answerOpenDialog(app)
    await compare(page)
    await expect(dialog).toBeHidden()
  })

  await test.step('a copy that has a password of its own asks for it', async () => {
    const secret = test.info().outputPath('Secret.cplan')
    copyFileSync(copy, secret)
    changePassword(secret, { who: 'Jo', now: () => '2020-11-13T09:00:00.000Z', from: null, to: 'three random words' })
    await answerOpenDialog(app, secret)
    await compare(page)
    const asking = page.getByRole('dialog', { name: '“Secret” has a password' })
    await expect(asking).toContainText('to compare the copy with the plan')
    await expect(asking.getByRole('alert')).toBeHidden()
    await asking.getByLabel('Password').fill('three random swords')
    await page.keyboard.press('Enter')
    await expect(asking.getByRole('alert')).toHaveText('That password does not open it; mind capitals and spaces.')
    await asking.getByLabel('Password').fill('three random words')
    await look(page, 'merge-password')
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('“Secret.cplan”, last worked on by Jo')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('what clashes, what comes and what stays; cancelled, nothing has changed', async () => {
    await answerOpenDialog(app, copy)
    await compare(page)
    await expect(dialog).toContainText('“Budget (Jo).cplan”, last worked on by Jo')
    const clash = dialog
      .getByRole('table', { name: /^Both of you changed/ })
      .getByRole('row')
      .nth(1)
    await expect(clash).toContainText('Victim First2020/21 budget£558,322£573,000£575,000')
    await expect(dialog.getByText('Comes over: 4 changes')).toBeVisible()
    await expect(dialog.getByRole('row', { name: /Hate crime support/ })).toContainText('addednot there2020/21 £12,000')
    await expect(dialog.getByRole('row', { name: /Paediatric SARC/ })).toContainText(
      'removed2019/20 £20,000, 2020/21 £20,000removed',
    )
    await expect(dialog.getByText('Stays as it is here: 1 change')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Merge' })).toBeDisabled()
    await expect(dialog.getByRole('status')).toHaveText('1 clash to decide')
    await look(page, 'merge')
    await dialog.getByRole('button', { name: 'All theirs' }).click()
    await expect(dialog.getByRole('radio', { name: /theirs, £575,000$/ })).toBeChecked()
    await expect(dialog.getByRole('table', { name: /^Totals/ })).toContainText('4,411,6394,410,639(1,000)')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(await shown(page, 'Victim First', '2020/21')).toBe('573,000')
    await expect(page.getByTestId('saved')).toContainText('Saved')
  })

  await test.step('merged by keyboard with ours, as one step that can be taken back', async () => {
    await compare(page)
    await dialog.getByRole('radio', { name: /ours, £573,000$/ }).press('Space')
    await look(page, 'merge-chosen')
    await expect(dialog.getByRole('status')).toHaveText('4 changes will come over')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await saved(page)
    await expect(page.getByText('Done: merge Jo’s copy “Budget (Jo).cplan”: 4 changes')).toBeVisible()
    expect(await shown(page, 'Victim First', '2020/21')).toBe('573,000')
    expect(await shown(page, 'CHISVA', '2020/21')).toBe('55,000')
    expect(await shown(page, 'Hate crime support', '2020/21')).toBe('12,000')
    expect(await shown(page, 'Target Hardening', '2020/21')).toBe('91,000')
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await saved(page)
    expect(await shown(page, 'CHISVA', '2020/21')).toBe('50,000')
    await page.keyboard.press('Control+y')
    await saved(page)
    expect(await shown(page, 'CHISVA', '2020/21')).toBe('55,000')
  })

  await test.step('it comes again: only what is new, and what was decided is not asked again', async () => {
    await compare(page)
    await expect(dialog).toContainText('Stays as it is here: 2 changes')
    await expect(dialog.getByRole('button', { name: 'Merge' })).toHaveCount(0)
    await page.keyboard.press('Escape')
    asJo(copy, set('CHISVA', 56_000))
    await compare(page)
    await expect(dialog.getByText('Comes over: 1 change')).toBeVisible()
    await dialog.getByRole('button', { name: 'Merge' }).click()
    await saved(page)
    expect(await shown(page, 'CHISVA', '2020/21')).toBe('56,000')
  })

  await test.step('a copy is saved to be taken away; the plan goes back to before the merge, as one step', async () => {
    const taken = test.info().outputPath('Budget (Mo).cplan')
    await answerSaveDialog(app, taken)
    await command(page, 'save a copy')
    await expect(page.getByText('A copy of the plan is in “Budget (Mo).cplan”')).toBeVisible()
    await answerOpenDialog(app, taken)
    await compare(page)
    await expect(dialog).toContainText('The copy holds nothing that this plan does not.')
    await page.keyboard.press('Escape')

    await command(page, 'restore')
    const restore = page.getByRole('dialog', { name: 'Restore an earlier version' })
    await restore
      .getByRole('radio', { name: /before a copy was merged/ })
      .last()
      .check()
    await expect(restore.getByRole('region', { name: 'What has changed since' })).toContainText('Hate crime support')
    await look(page, 'restore')
    await restore.getByRole('button', { name: 'Restore' }).click()
    await expect(restore).toBeHidden()
    await saved(page)
    expect(await shown(page, 'CHISVA', '2020/21')).toBe('50,000')
    expect(await shown(page, 'Victim First', '2020/21')).toBe('573,000')
    await page.keyboard.press('Control+z')
    await saved(page)
    expect(await shown(page, 'CHISVA', '2020/21')).toBe('56,000')
  })
  await app.close()
})
