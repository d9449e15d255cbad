/** What tells a total, a date, a mark, a year or a unit from what merely looks like one. */
import { describe, expect, it } from 'vitest'
import { readDay } from '../../../shared/days.ts'
import { readTables } from '../../../shared/importing/index.ts'
import { isSubtotal, isTotal } from '../../../shared/importing/labels.ts'
import { markKey, startOfNote, withoutMarks } from '../../../shared/importing/marks.ts'
import { unitIn, yearIn } from '../../../shared/importing/units.ts'
import { type Value, workbookOf } from './sheets.ts'

const HEAD = ['Service', 'Provider', '2020/21 budget (£)']
const readRows = (rows: Value[][]) => readTables(workbookOf({ Budget: rows }))

it.each([
  ['31 March 2022', '2022-03-31'],
  ['1st Apr 19', '2019-04-01'],
  ['Friday, 1 April 2022', '2022-04-01'],
  ['31/03/2022', '2022-03-31'],
  ['31.3.22', '2022-03-31'],
  ['29-02-2020', '2020-02-29'],
  ['2022-03-31', '2022-03-31'],
  ['2022-03-31 00:00:00', '2022-03-31'],
  ['29/02/2021', null],
  ['31/04/2021', null],
  ['13/13/2021', null],
  ['March 2022', null],
  ['rolling', null],
  ['43921', null],
  ['1/4/19-31/3/22', null],
])('reads the day %s', (text, day) => {
  expect(readDay(text)).toBe(day)
})

describe('labels', () => {
  it.each([
    'Total',
    'TOTAL:',
    'Grand total',
    'Total requested',
    'Total for 2020/21',
    'Net total',
    'Net expenditure',
    'Gross budget',
  ])('%s states a sum', (label) => expect(isTotal(label)).toBe(true))
  it.each(['Victims subtotal', 'Sub-total young people', 'VICTIMS TOTAL'])('%s states a part', (label) =>
    expect(isSubtotal(label)).toBe(true),
  )
  it.each(['Total Respect training', 'Net gain project', 'Totally Free helpline', 'Gross motor skills', 'Subtotally'])(
    '%s is a service',
    (label) => expect(isTotal(label) || isSubtotal(label)).toBe(false),
  )
})

describe('marks', () => {
  it('come off the name, and numbers in all their forms are the same', () => {
    expect(withoutMarks('Helpline*†')).toEqual({ name: 'Helpline', marks: ['*', '†'] })
    expect(withoutMarks('Helpline [note 12]')).toEqual({ name: 'Helpline', marks: [' [note 12]'] })
    expect(withoutMarks('Phase (2)')).toEqual({ name: 'Phase (2)', marks: [] })
    expect(withoutMarks('**')).toEqual({ name: '**', marks: [] })
    expect(['[Note 12]', '¹²', '12', '(note 12)'].map(markKey)).toEqual(['12', '12', '12', '12'])
  })

  it('start notes, a bare number only in a list', () => {
    expect(startOfNote('* subject to evaluation', false)).toEqual({ mark: '*', text: 'subject to evaluation' })
    expect(startOfNote('Note 3: one year only', false)).toEqual({ mark: 'Note 3', text: 'one year only' })
    expect(startOfNote('3. One year only', false)).toBeNull()
    expect(startOfNote('3. One year only', true)).toEqual({ mark: '3', text: 'One year only' })
    expect(startOfNote('3.5 per cent', true)).toBeNull()
  })
})

describe('years and units', () => {
  it.each([
    ['23/24 budget', '2023/24'],
    ['Budget 2019 - 20 (£)', '2019/20'],
    ['Meeting of 10/11', null],
    ['Ages 16/17', null],
    ['Report of 23/24/2020', null],
    ['23-24', null],
  ])('%s is for %s', (text, year) => expect(yearIn(text)?.year ?? null).toBe(year))

  it.each([
    ['All figures in £000', 1000],
    ["£'000", 1000],
    ['Budget (£ thousands)', 1000],
    ['in thousands of pounds', 1000],
    ['£m', 1_000_000],
    ['a £5m fund', 1],
    ['Budget', null],
  ])('%s is counted in %s', (text, unit) => expect(unitIn(text)).toBe(unit))

  it('asks which year a heading means when the title and the other headings disagree', () => {
    const { lines, problems } = readRows([
      ['Budget 2020/21'],
      ['Service', '2019/20 actual', 'Budget'],
      ['A', 1, 2],
      ['B', 3, 4],
    ])
    expect(lines.map(({ figures }) => figures.map(({ year, measure }) => [year, measure]))).toEqual([
      [['2019/20', 'actual']],
      [['2019/20', 'actual']],
    ])
    expect(problems.map(({ kind, at }) => [kind, at.cell])).toEqual([
      ['missing year', 'C3'],
      ['missing year', 'C4'],
    ])
  })

  it('keeps the sum of several years beside the line, and never takes it for a year', () => {
    const { lines } = readRows([
      ['Service', '2019/20 forecast (£)', '2020/21 forecast (£)', 'Total (£)'],
      ['A', 1, 2, 3],
      ['B', 3, 4, 7],
    ])
    expect(lines.map(({ figures, extra }) => [figures.length, extra])).toEqual([
      [2, { 'Total (£)': '3' }],
      [2, { 'Total (£)': '7' }],
    ])
  })

  it('doubts a number of three decimals, and not one that a formula gives', () => {
    const { lines, problems } = readRows([
      HEAD,
      ['A', 'x', 0.891],
      ['B', 'x', { f: '1/8', v: 0.125 }],
      ['C', 'x', 40000],
    ])
    expect(lines.map(({ figures }) => figures[0]?.pence ?? null)).toEqual([null, 13, 4000000])
    expect(problems).toMatchObject([{ kind: 'unit missing', at: { cell: 'C2' } }])
  })
})

describe('sums', () => {
  it('are known by their formula where no label says so, and never count twice', () => {
    const { lines, stated } = readRows([
      HEAD,
      ['A', 'x', 10],
      ['B', 'x', 5],
      ['All services', null, { f: 'SUM(C2:C3)', v: 15 }],
    ])
    expect(lines.map(({ service }) => service)).toEqual(['A', 'B'])
    expect(stated).toMatchObject([{ label: 'All services', outcome: 'agrees' }])
  })

  it('may name their section, and may have a change beside them', () => {
    const { lines, stated } = readRows([
      [...HEAD, 'Change'],
      [{ b: 'Total Respect' }],
      ['A', 'x', 10, 1],
      ['Total for Total Respect', null, 10, 1],
      [{ b: 'Offenders' }],
      ['B', 'x', 5, 1],
      ['Offenders subtotal', null, 5, 1],
    ])
    expect(lines.map(({ service }) => service)).toEqual(['A', 'B'])
    expect(stated.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['subtotal', 'agrees'],
      ['subtotal', 'agrees'],
    ])
  })

  it('take a percentage under an amount for no amount', () => {
    const workbook = workbookOf({ Budget: [HEAD, ['A', 'x', 0.025], ['B', 'x', 10]] })
    workbook.sheets[0]!.cells.find(({ value }) => value === 0.025)!.text = '2.5%'
    expect(readTables(workbook).problems).toMatchObject([{ kind: 'malformed amount', at: { cell: 'C2' } }])
  })
})

describe('what is hidden', () => {
  it('is said once for all rows of a table', () => {
    const workbook = workbookOf({
      Budget: [HEAD, ...Array.from({ length: 20 }, (_, index): Value[] => [`S${index}`, 'x', 1])],
    })
    for (const cell of workbook.sheets[0]!.cells) if (cell.row > 5) cell.hidden = true
    const { lines, problems } = readTables(workbook)
    expect(lines).toHaveLength(20)
    expect(problems).toHaveLength(1)
    expect(problems[0]?.message).toBe(
      'Rows 6, 7, 8, 9, 10, 11, 12, 13 and 8 more are hidden in the workbook; their lines were read and count in the totals, so check that they belong there.',
    )
  })
})

describe('tables side by side', () => {
  it('are not seen where an empty column only spaces the figures out', () => {
    const { tables, lines } = readRows([
      ['Service', '2019/20 budget (£)', null, '2020/21 budget (£)', 'Comment'],
      ['A', 1, null, 2, 'x'],
      ['B', 3, null, 4, 'y'],
    ])
    expect(tables).toHaveLength(1)
    expect(lines.map(({ figures }) => figures.map(({ pence }) => pence))).toEqual([
      [100, 200],
      [300, 400],
    ])
  })
})
