/**
 * Records of decisions in the window: made of a reference that is cited, completed, renamed where it is cited, removed and
 * undone. Example: EXE0003/20 with the seven drawdowns of Leicestershire's emergent issues.
 */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply, type Change, rowTo, squash } from '../../shared/change.ts'
import { addDecision } from '../../shared/edits/decisions.ts'
import { drawDown } from '../../shared/edits/pots.ts'
import { addLine, setAmount, setDetails } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { answerSaveDialog, launchPlanner } from './launch.ts'
import { saved } from './ledger.ts'
import { look } from './look.ts'

const LONG =
  'Independent sexual violence adviser service for children, young people and adults, therapeutic support included'
const year = yearFrom(2020)
const drawn: [string, string, number][] = [
  ['Police Offender Manager', 'A contribution toward the post, with £10,000 from each of two councils', 3_000_000],
  ['MARAC Manager and Administrator', 'For 3 months in the first instance', 1_838_500],
  ['MARAC IDVA', 'A contribution for 2020/21 only', 248_825],
  ['DV360 VAWG extension', 'Additional costs for the upskilled IDVA posts', 800_000],
  ['Substance Misuse PAVE', 'Workers for 2020/21 only', 3_000_000],
  ['VF Website', 'Additional website costs', 97_000],
  ['Mental Health', 'Partnership contribution towards therapeutic support', 2_500_000],
]

/** A plan with a pot that was drawn down under EXE0003/20, and so many records. */
function makePlan(file: string, { records = 0, citing = true }: { records?: number; citing?: boolean }): void {
  const plan = planOf()
  let id = 0
  const newId = () => `id ${++id}`
  const changes: Change[] = []
  const make = (change: Change) => {
    apply(plan, change)
    changes.push(change)
  }
  make(setDetails(plan, { title: 'Decisions', planYear: year, organisation: 'Northshire' }))
  make(addLine(plan, { service: 'Emergent issues', priorityId: null }, newId))
  const lineId = `id ${id}`
  make(setAmount(plan, { lineId, year, measure: 'budget', pence: 30_746_300 as Pence }))
  make(addLine(plan, { service: LONG, priorityId: null }, newId))
  const long = `id ${id}`
  make(setAmount(plan, { lineId: long, year, measure: 'budget', pence: 12_345_600 as Pence }))
  if (citing) {
    for (const [service, description, pence] of drawn)
      make(drawDown(plan, { lineId, year, pence: pence as Pence, service, description, decision: 'EXE0003/20' }, newId))
    const reserve = { id: 'r', name: 'Commissioning reserve', purpose: null, category: null, position: 1 } as const
    const opening = { openingYear: null, openingPence: null, minimumPence: null }
    const transfer = { id: 't', reserveId: 'r', year, direction: 'out', reason: 'a pilot' } as const
    make({
      label: 'draw on the reserve',
      rows: [
        rowTo(plan, 'reserve', 'r', { ...reserve, ...opening }),
        rowTo(plan, 'transfer', 't', { ...transfer, pence: 500_000 as Pence, decision: 'EXE0009/20' }),
      ],
    })
  }
  for (let index = 0; index < records; index++) {
    const status = (['draft', 'awaiting', 'approved', 'rejected'] as const)[index % 4]!
    make(
      addDecision(
        plan,
        {
          reference: `EXE${String(1000 + index)}/20`,
          title: index % 5 ? `Decision about service ${index}` : LONG,
          date: `2020-0${1 + (index % 9)}-15`,
          status,
          summary: `${LONG}.\n\n${LONG}.`,
          publishRecord: 'no',
          lineIds: [lineId, long],
        },
        newId,
      ),
    )
  }
  const change = squash('make the plan', changes)
  createPlanFile(file, { who: 'test', now: () => '2020-01-01T00:00:00.000Z', change }).close()
}

async function open(what: Parameters<typeof makePlan>[1]) {
  const plan = test.info().outputPath(what.citing === false ? 'Empty.cplan' : 'Decisions.cplan')
  makePlan(plan, what)
  const planner = await launchPlanner({ userData: test.info().outputPath('settings'), args: [plan] })
  await planner.page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Decisions', exact: true })
    .click()
  return planner
}

const register = (page: Page) => page.getByRole('region', { name: 'Register of decisions' })

test('a cited reference becomes a record, is completed and renamed, and all of it is undone', async () => {
  test.setTimeout(180_000)
  const { app, page } = await open({})
  await expect(register(page).getByText('7 drawdowns, £114,843.25')).toBeVisible()
  await look(page, 'decisions-cited')
  await page.getByRole('button', { name: 'Make the record of EXE0003/20' }).click()
  const record = page.getByRole('article', { name: 'Decision EXE0003/20' })
  await expect(record.getByRole('heading', { name: 'Decision EXE0003/20' })).toBeVisible()
  const drawdowns = record.getByRole('table', { name: 'Drawdowns' })
  await expect(drawdowns.getByRole('row')).toHaveCount(9)
  await expect(drawdowns.getByRole('row', { name: 'Total' })).toContainText('114,843.25')

  await record.getByRole('button', { name: 'Change…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the record' })
  await expect(dialog).toContainText('Cited by 7 drawdowns; another reference is put there too.')
  await dialog.getByLabel('Title').fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toContainText('needs a title, so nothing was changed')
  await dialog.getByLabel('Title').fill('Commissioning Framework')
  await dialog.getByLabel('Reference').fill('EXE0004/20')
  await dialog.getByLabel('Date', { exact: true }).fill('2020-02-18')
  await dialog
    .getByLabel('Summary of the issue')
    .fill('The framework sets out the budget.\n\nSeven initiatives follow.')
  await dialog.getByLabel('Recommendations').fill('The framework as per appendix A.\nEmergent issues as below.')
  await dialog.getByLabel('About which budget lines').fill('emergent issues')
  await dialog.getByRole('button', { name: 'Add the line' }).click()
  await dialog.getByLabel('About which budget lines').fill('nothing of the kind')
  await dialog.getByRole('button', { name: 'Add the line' }).click()
  await expect(dialog.getByText('There is no budget line “nothing of the kind”')).toBeVisible()
  await dialog.getByLabel('About which budget lines').fill('')
  await dialog.getByLabel('Present').fill('Chief Executive\nChief Finance Officer')
  await dialog.getByRole('button', { name: 'Add an approval' }).click()
  await dialog.getByLabel('Role').fill('Chief Finance Officer')
  await dialog.getByLabel('What is approved or advised').fill('Consulted, and content.')
  await dialog.getByRole('combobox', { name: 'The record of this decision' }).click()
  await page.getByRole('option', { name: 'May be published' }).click()
  await look(page, 'decision-dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await saved(page)
  const renamed = page.getByRole('article', { name: 'Decision EXE0004/20' })
  await expect(renamed.getByRole('table', { name: 'Drawdowns' }).getByRole('row', { name: 'Total' })).toContainText(
    '114,843.25',
  )
  await expect(renamed.getByRole('table', { name: 'Budget lines' })).toContainText('307,463')
  await expect(renamed).toContainText('18 February 2020')
  await renamed.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Approved' }).click()
  await expect(register(page).getByRole('button', { name: /EXE0004\/20/ })).toContainText('Approved')
  await expect(register(page)).not.toContainText('EXE0003/20')
  await look(page, 'decision')

  const paper = test.info().outputPath('Record.xlsx')
  await answerSaveDialog(app, paper)
  await renamed.getByRole('button', { name: 'Export for signing…' }).click()
  await expect(page.getByText('The record is in “Record.xlsx”')).toBeVisible()
  const { sheets } = readWorkbookBytes(readFileSync(paper), 'Record.xlsx')
  const texts = sheets[0]!.cells.map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(['EXE0004/20', '18 February 2020', 'MARAC IDVA', 'Signature']))

  await renamed.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('button', { name: 'Make the record of EXE0004/20' })).toBeVisible()
  for (let steps = 0; steps < 4; steps++) {
    await page.keyboard.press('Control+z')
    await saved(page)
  }
  await expect(page.getByRole('button', { name: 'Make the record of EXE0003/20' })).toBeVisible()
  await expect(page.getByText('No decision has a record yet.')).toBeVisible()
  await app.close()
})

test('300 records stand by the page, and an empty register says what it is for', async () => {
  test.setTimeout(180_000)
  const { app, page } = await open({ records: 300 })
  await expect(page.getByText('1–100 of 300 decisions')).toBeVisible()
  await expect(register(page).getByRole('listitem')).toHaveCount(102)
  await register(page)
    .getByRole('button', { name: /EXE1005\/20/ })
    .press('Enter')
  await expect(page.getByRole('article', { name: 'Decision EXE1005/20' })).toContainText('Nothing cites EXE1005/20 yet')
  await expect(page.getByRole('article')).toContainText('Reason for not publishing')
  await look(page, 'decisions-300')
  await app.close()

  const empty = await open({ citing: false })
  await expect(empty.page.getByRole('heading', { name: 'No decisions yet' })).toBeVisible()
  await look(empty.page, 'decisions-empty')
  await empty.app.close()
})
