/** No comment of a workbook vanishes: it is a note of its line, or it is listed as skipped. */
import { expect, test } from 'vitest'
import { planImport, readTables } from '../../../shared/importing/index.ts'
import { planOf } from '../../../shared/plan.ts'
import type { Sheet } from '../../../shared/sheet.ts'
import { sheetOf, type Value } from './sheets.ts'

const TABLE: Value[][] = [
  ['Appendix A'],
  ['Service', 'Provider', '2019/20 budget (£)', '2020/21 budget (£)'],
  ['Helpline', 'Catch22', 100, 110],
  ['Refuge', null, 'TBC', 210],
  ['Total', null, 300, 320],
]

function read(sheet: Sheet, comments: Record<string, string>) {
  for (const cell of sheet.cells) {
    const comment = comments[`${cell.row},${cell.column}`]
    if (comment !== undefined) cell.comment = comment
  }
  return readTables({ file: 'test.xlsx', sheets: [sheet] })
}

test('a comment on a figure is a note of that figure, one on another cell a note of the line', () => {
  const { lines, skipped } = read(sheetOf('S', TABLE), { '3,1': 'Since 2014', '3,4': 'With the uplift' })
  expect(lines[0]!.notes).toEqual([
    { text: 'Since 2014', mark: null, year: null, measure: null, at: { sheet: 'S', cell: 'A3' } },
    { text: 'With the uplift', mark: null, year: '2020/21', measure: 'budget', at: { sheet: 'S', cell: 'D3' } },
  ])
  expect(lines[1]!.notes).toEqual([])
  expect(skipped.filter(({ reason }) => reason.startsWith('comment'))).toEqual([])
})

test('a comment on a figure that could not be read belongs to that figure all the same', () => {
  const { lines, problems } = read(sheetOf('S', TABLE), { '4,3': 'Awaiting the grant letter' })
  expect(problems).toHaveLength(1)
  expect(lines[1]!.notes).toMatchObject([{ text: 'Awaiting the grant letter', year: '2019/20', measure: 'budget' }])
})

test('comments on a title, a heading, a total and an empty cell are listed, and are no cells', () => {
  const sheet = sheetOf('S', TABLE)
  const before = readTables({ file: 'test.xlsx', sheets: [sheetOf('S', TABLE)] })
  sheet.comments = [{ row: 4, column: 2, text: 'Provider to be chosen' }]
  const { skipped, cells, lines, stated } = read(sheet, { '1,1': 'Draft', '2,3': 'Final', '5,4': 'Checked' })
  expect(skipped.filter(({ reason }) => reason.startsWith('comment'))).toEqual([
    { at: { sheet: 'S', row: 1, cell: 'A1' }, reason: 'comment on a cell that is no budget line’s', text: 'Draft' },
    { at: { sheet: 'S', row: 2, cell: 'C2' }, reason: 'comment on a cell that is no budget line’s', text: 'Final' },
    {
      at: { sheet: 'S', row: 4, cell: 'B4' },
      reason: 'comment on an empty cell',
      text: 'Provider to be chosen',
    },
    { at: { sheet: 'S', row: 5, cell: 'D5' }, reason: 'comment on a cell that is no budget line’s', text: 'Checked' },
  ])
  expect(cells).toEqual(before.cells)
  expect(lines).toEqual(before.lines)
  expect(stated).toEqual(before.stated)
})

test('in a matrix a comment on an area’s figure is that line’s, one on the theme is each line’s', () => {
  const matrix: Value[][] = [
    ['Allocations 2019/20'],
    ['Theme', 'Exeter', 'Torbay', 'Total'],
    ['Youth', 100, 50, 150],
    ['Alcohol', 30, 20, 50],
  ]
  const { lines } = read(sheetOf('S', matrix), { '3,2': 'Until March', '4,1': 'Both areas' })
  const notes = lines.map(({ service, geography, notes: [note] }) => [service, geography, note?.text, note?.year])
  expect(notes).toEqual([
    ['Youth', 'Exeter', 'Until March', '2019/20'],
    ['Youth', 'Torbay', undefined, undefined],
    ['Alcohol', 'Exeter', 'Both areas', null],
    ['Alcohol', 'Torbay', 'Both areas', null],
  ])
})

test('a comment comes into the plan with its line', () => {
  let id = 0
  const reading = read(sheetOf('S', TABLE), { '3,4': 'With the uplift' })
  const { change } = planImport(planOf(), reading, () => `id ${++id}`)
  const notes = change.rows.flatMap(({ table, after }) => (table === 'note' ? [after] : []))
  expect(notes).toMatchObject([{ text: 'With the uplift', year: '2020/21', measure: 'budget' }])
})
