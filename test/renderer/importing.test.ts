/**
 * What the import dialog works out before it draws: the fate of each cell, the choices of a column, and what a draft of an
 * import comes to. Example: a stated sum that differs is ≠, and its label with it.
 */
import { describe, expect, it } from 'vitest'
import { planDraft, readDraft, rememberedMappings, toRemember } from '../../renderer/importing/draft.ts'
import { fatesOf, spotOf } from '../../renderer/importing/fates.ts'
import {
  choiceOf,
  columnsOfDraft,
  draftsOf,
  markedTable,
  nameOf,
  readRows,
  withColumn,
  withYear,
  yearsAround,
} from '../../renderer/importing/mapping.ts'
import { readTables } from '../../shared/importing/index.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { sheetOf, workbookOf } from '../shared/importing/sheets.ts'
import { planRows, Y1, Y2 } from './fixtures.ts'

const budget = workbookOf({
  Budget: [
    ['Northshire 2020/21'],
    ['Service', 'Provider', '2020/21 budget (£)', 'Remark'],
    [{ b: 'VICTIMS' }],
    ['Helpline', 'Harbour Trust', 1200, 'agreed'],
    ['Shelter', 'Safe Haven', '£3,0000'],
    ['Victims subtotal', null, 1300],
    ['Total', null, { f: 'SUM(C4:C5)', v: 1200 }],
    [null],
    ['Prepared for the panel'],
  ],
})
const byHand = workbookOf({
  Grants: [
    ['What', 'Who', 'This time'],
    ['Helpline', 'Harbour Trust', '12,000'],
    ['Shelter', 'Safe Haven', '8,000'],
  ],
})
const everything = { sheets: ['Grants'], mappings: {}, corrections: [] }

describe('the fates of a sheet’s cells', () => {
  const [sheet] = budget.sheets
  const fates = fatesOf(sheet!, readTables(budget))
  const kindAt = (cell: string) => fates.get(cell)?.kind

  it('are one for every cell', () => {
    expect(fates.size).toBe(sheet!.cells.length)
    expect([kindAt('A1'), kindAt('A2'), kindAt('D2'), kindAt('A3'), kindAt('A4'), kindAt('C4'), kindAt('D4')]).toEqual([
      'skipped',
      'heading',
      'heading',
      'section',
      'line',
      'line',
      'line',
    ])
    expect([kindAt('C5'), kindAt('A5'), kindAt('C6'), kindAt('A6'), kindAt('A9')]).toEqual([
      'problem',
      'line',
      'differs',
      'differs',
      'skipped',
    ])
  })

  it('are those of its own table where two stand side by side', () => {
    const beside = workbookOf({
      Budget: [
        ['Grant', '2020/21 (£)', null, 'Contract', '2020/21 (£)'],
        ['Helpline', 100, null, 'Rangers', 10],
        ['Total', 100, null, 'Marshals', 20],
        [null, null, null, 'Total', 30],
      ],
    })
    const own = fatesOf(beside.sheets[0]!, readTables(beside))
    expect(['A3', 'B3', 'D3', 'E3', 'D4', 'E4'].map((at) => own.get(at)?.kind)).toEqual([
      'agrees',
      'agrees',
      'line',
      'line',
      'agrees',
      'agrees',
    ])
  })

  it('are told in words', () => {
    expect(fates.get('C2')!.words).toBe('Heading, read as budget 2020/21')
    expect(fates.get('C4')!.words).toBe('Helpline, budget of 2020/21')
    expect(fates.get('A1')!.words).toBe('Skipped: title')
  })

  it('stand where a report says', () => {
    expect(spotOf({ sheet: 'Budget', cell: 'AB12' })).toEqual({ row: 12, column: 28 })
    expect(spotOf({ sheet: 'Budget', row: 3 })).toEqual({ row: 3, column: 1 })
  })
})

describe('the choices of a column', () => {
  it.each([
    'service',
    'sub-priority',
    'budget 2018/19',
    'forecast',
    'total across',
    'budget 2018/19: South',
    'extra: Remark',
  ])('are those of its name: %s', (name) => {
    expect(nameOf(choiceOf(name), 'Remark')).toBe(name)
  })

  it('are there for every column below the headings, also one without a heading', () => {
    const [sheet] = workbookOf({
      A: [
        ['Service', '2020/21'],
        ['Helpline', 100, 'late'],
      ],
    }).sheets
    const drafts = draftsOf('A', readTables({ file: 'a.xlsx', sheets: [sheet!] }).tables)
    expect(columnsOfDraft(sheet!, drafts[0]!, drafts)).toEqual([
      { letters: 'A', heading: 'Service', choice: { kind: 'service', year: null } },
      { letters: 'B', heading: '2020/21', choice: { kind: 'budget', year: Y2 } },
      { letters: 'C', heading: 'column C', choice: { kind: 'keep', year: null } },
    ])
  })

  it('start from what the headings of a marked row say', () => {
    const sheet = sheetOf('A', [['Grants'], ['Name', 'Provider', 'Sum'], ['Helpline', 'Harbour Trust', 5, 'late']])
    expect(markedTable(sheet, 2)).toEqual({
      sheet: 'A',
      headerRows: [2],
      columns: { A: 'extra: Name', B: 'provider', C: 'extra: Sum', D: 'extra: column D' },
    })
  })

  it('read heading rows and offer years', () => {
    expect([
      readRows('3'),
      readRows('3 and 4'),
      readRows('3-5'),
      readRows('0'),
      readRows('x'),
      readRows('1, 90'),
    ]).toEqual([[3], [3, 4], [3, 4, 5], null, null, null])
    expect(yearsAround([Y2, Y1], Y1)).toEqual([
      '2016/17',
      '2017/18',
      '2018/19',
      '2019/20',
      '2020/21',
      '2021/22',
      '2022/23',
      '2023/24',
    ])
    expect(yearsAround([], Y2)).toContain('2010/11')
  })
})

describe('a draft of an import', () => {
  const marked = () => {
    const [sheet] = byHand.sheets
    const drafts = draftsOf('Grants', [], [markedTable(sheet!, 1)])
    const [what, , sum] = columnsOfDraft(sheet!, drafts[0]!, drafts)
    const named = withColumn(drafts[0]!.mapping, what!, { kind: 'service', year: null })
    const summed = withColumn(named, sum!, { kind: 'budget', year: null })
    const again = draftsOf('Grants', [], [summed])
    return withYear(summed, columnsOfDraft(sheet!, again[0]!, again), Y2)
  }

  it('reads a table that was marked by hand', () => {
    expect(readDraft(byHand, everything).lines).toEqual([])
    const reading = readDraft(byHand, { ...everything, mappings: { Grants: [marked()] } })
    expect(reading.lines.map(({ service, figures }) => [service, figures[0]?.year, figures[0]?.pence])).toEqual([
      ['Helpline', Y2, 1_200_000],
      ['Shelter', Y2, 800_000],
    ])
  })

  it('is remembered, and used where the headings have that shape and would be read otherwise', () => {
    const known = toRemember(byHand, ['Grants'], { Grants: [marked()] })
    expect(known).toHaveLength(1)
    const { mappings, used } = rememberedMappings(byHand, known)
    expect(mappings.Grants).toEqual([marked()])
    expect(used.Grants![0]!.yearsAsThen).toBe(true)
    expect(rememberedMappings(budget, known).mappings).toEqual({})
    const [table] = readTables(budget).tables
    const same = toRemember(budget, ['Budget'], { Budget: [table!] })
    expect(rememberedMappings(budget, same).mappings).toEqual({})
    expect(toRemember(byHand, [], { Grants: [marked()] })).toEqual([])
  })

  it('mends amounts in place', () => {
    const corrections = [{ sheet: 'Budget', cell: 'C5', pence: 10_000 as Pence }]
    const reading = readDraft(budget, { sheets: ['Budget'], mappings: {}, corrections })
    expect(reading.problems).toEqual([])
    expect(reading.stated[0]).toMatchObject({ label: 'Victims subtotal', outcome: 'agrees' })
  })

  it('compares with a plan that has lines, and only then', () => {
    const reading = readTables(budget)
    let ids = 0
    const newId = () => `id${++ids}`
    expect(planDraft(null, reading, new Set(), newId).comparison).toBeNull()
    expect(planDraft(planOf(), reading, new Set(), newId).comparison).toBeNull()
    const { comparison, plan } = planDraft(planOf(planRows()), reading, new Set(['0']), newId)
    expect(comparison!.lines.map(({ status }) => status)).toEqual(['added', 'added'])
    expect(plan().lines).toEqual({ added: 1, matched: 0 })
  })
})
