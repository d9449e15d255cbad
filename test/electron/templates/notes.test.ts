/**
 * Notes and conditions go with their lines and figures into everything that is exported: every paper of the program, the
 * lines as .csv, the budget as it is printed. Example: "Condition: subject to evaluation" on the budget of 2020/21.
 */
import { expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { addNote } from '../../../shared/edits/notes.ts'
import { setAmount, setPriority, setText } from '../../../shared/edits.ts'
import { lineTable } from '../../../shared/exporting/linetable.ts'
import { printPage, printPreview, printView } from '../../../shared/exporting/printview.ts'
import type { Line } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { detailsOf, linesInOrder } from '../../../shared/plan.ts'
import { publicationTables } from '../../../shared/publication.ts'
import { builtinTemplates } from '../../../shared/templates/builtin.ts'
import { filledPaper, OfficersPlan, today } from './filledpaper.ts'

/** Leicestershire's plan with a note on a line, one on a figure, and a condition on another; the line stands in no portfolio. */
function annotated() {
  const officer = new OfficersPlan('leicestershire', ['Appendix A'])
  const { plan } = officer
  const line = linesInOrder(plan).find(({ service }) => service === 'Victim First') as Line
  const year = detailsOf(plan).planYear!
  const note = (text: string, condition: boolean, at: typeof year | null) =>
    officer.does(addNote(plan, { lineId: line.id, text, condition, year: at, measure: at && 'budget' }, officer.newId))
  note('Jointly commissioned with the city', false, null)
  note('Two workers from July', false, year)
  note('subject to evaluation', true, year)
  officer.does(setText(plan, { lineId: line.id, field: 'route', value: 'Grant agreement' }))
  officer.does(setPriority(plan, { lineId: line.id, priorityId: null }))
  officer.does(setAmount(plan, { lineId: line.id, year, measure: 'budget', pence: 60_000_000 as Pence }))
  return { plan, line, year }
}

const wanted = ['Jointly commissioned with the city', 'Two workers from July', 'Condition: subject to evaluation']

it.each(builtinTemplates.map(({ name }) => name))('stand in the paper %s', async (name) => {
  const { plan } = annotated()
  const { sheets } = readWorkbookBytes(await filledPaper(name, plan), 'paper.xlsx')
  const texts = sheets.flatMap(({ cells }) => cells.map(({ text }) => text)).join('\n')
  for (const text of wanted) expect(texts).toContain(text)
})

it('stand in the lines, each with its figure', () => {
  const { plan, line, year } = annotated()
  const [heads, ...rows] = lineTable(plan)
  const row = rows.find((one) => one.includes(line.service))!
  expect(row[heads!.indexOf('Notes')]).toBe(
    `Jointly commissioned with the city\n${year}: Two workers from July\n${year}: Condition: subject to evaluation`,
  )
})

it('are numbered in the budget that is printed, and stand under it', () => {
  const { plan, year } = annotated()
  const view = printView(plan, { year: null, unit: 1, today })
  const numbers = view.notes.filter((text) => wanted.some((one) => text.includes(one))).map((text) => text.slice(0, 3))
  expect(view.rows.find(({ texts }) => texts[0]!.startsWith('Victim First'))!.texts[0]).toBe(
    `Victim First ${numbers.join('')}`,
  )
  expect(view.notes.some((text) => text.endsWith(`] ${year}: Condition: subject to evaluation`))).toBe(true)
  const page = printPage(view)
  for (const text of wanted) expect(page).toContain(text)
  const cells = printPreview(view).cells.map(({ text }) => text)
  for (const text of view.notes) expect(cells).toContain(text)
})

it('are the conditions of a grant that is published', () => {
  const { plan, year } = annotated()
  const grants = publicationTables(plan, year).find(({ key }) => key === 'grants')!
  const row = grants.rows.find((cells) => cells.includes('Victim First'))!
  expect(row[3]).toBe('subject to evaluation')
})
