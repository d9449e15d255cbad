/** The rules of reading, one by one, on small sheets. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../../../shared/change.ts'
import { setAmount } from '../../../shared/edits.ts'
import { planImport, readTables } from '../../../shared/importing/index.ts'
import type { Pence } from '../../../shared/money.ts'
import { planOf } from '../../../shared/plan.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { sheetOf, type Value, workbookOf } from './sheets.ts'

const HEAD = ['Service', 'Provider', '2020/21 budget (£)']
const readRows = (rows: Value[][]) => readTables(workbookOf({ Budget: rows }))
const amounts = (rows: Value[][]) =>
  readRows(rows).lines.map(({ service, figures }) => [service, figures[0]?.pence ?? null])

describe('amounts', () => {
  it.each<[Value, number | null]>([
    [100, 10000],
    [0, 0],
    ['nil', 0],
    ['–', 0],
    ['£1,234.50', 123450],
    ['(500)', -50000],
    ['-£5', -500],
    ['£70k', 7000000],
    ['Safer North £439,470*\nExe £25,000', 46447000],
    ['£227,000\n£2,750', 22975000],
    [{ f: 'B9*2', v: 42 }, 4200],
    [null, null],
  ])('takes %j', (value, pence) => {
    expect(amounts([HEAD, ['Helpline', 'Anon', value], ['Other', 'Anon', 1], ['More', 'Anon', 2]])[0]).toEqual([
      'Helpline',
      pence,
    ])
  })

  it.each(['£3,0000', 'TBC', 'maintain', '1e5', '12,500-', '#REF!', '£10 and £20', '£1,50'])(
    'refuses %s with its address',
    (text) => {
      const { lines, problems } = readRows([
        HEAD,
        ['Helpline', 'Anon', text],
        ['Other', 'Anon', 1],
        ['More', 'Anon', 2],
      ])
      expect(lines[0]?.figures).toEqual([])
      expect(problems).toMatchObject([{ at: { sheet: 'Budget', cell: 'C2' }, text }])
      expect(problems[0]?.suggestionPence ?? null).toBe({ '£3,0000': 300000, '12,500-': -1250000 }[text] ?? null)
    },
  )

  it('keeps the words beside an amount as its note', () => {
    const { lines } = readRows([HEAD, ['Helpline', 'Anon', '£213,000 from OPCC']])
    expect(lines[0]?.notes).toMatchObject([{ text: 'from OPCC', year: '2020/21', measure: 'budget' }])
  })

  it('gives up on formulas that refer to themselves, at once', () => {
    const circle = Array.from({ length: 12 }, (_, index): Value[] => [
      `S${index}`,
      null,
      { f: 'SUM(C2:C13)+SUM(C2:C13)' },
    ])
    const { problems } = readRows([HEAD, ...circle])
    expect(problems).toHaveLength(12)
    const doubling = Array.from({ length: 60 }, (_, index): Value[] => [
      `S${index}`,
      null,
      index === 0 ? 1 : { f: `C${index + 1}+C${index + 1}` },
    ])
    const { lines } = readRows([HEAD, ...doubling])
    expect(lines[10]?.figures[0]?.pence).toBe(102400)
    expect(lines[59]?.figures).toEqual([])
  })

  it('works out a sum that was saved without its value, and says when it cannot', () => {
    const rows: Value[][] = [
      HEAD,
      ['A', null, 1.5],
      ['B', null, 2],
      ['C', null, { f: 'SUM(C2:C3)*2' }],
      ['D', null, { f: 'VLOOKUP(A1,B:C,2)' }],
      ['E', null, { f: 'C2+A2' }],
    ]
    const { lines, problems } = readRows(rows)
    expect(lines.map(({ figures }) => figures[0]?.pence ?? null)).toEqual([150, 200, 700, null, null])
    expect(problems.map(({ kind, at }) => [kind, at.cell])).toEqual([
      ['amount without a value', 'C5'],
      ['amount without a value', 'C6'],
    ])
  })
})

describe('rows', () => {
  it('closes each section with a plain “Total”, and the table with the last', () => {
    const { stated } = readRows([
      HEAD,
      [{ b: 'Victims' }],
      ['A', 'x', 100],
      ['Total', null, 100],
      [{ b: 'Offenders' }],
      ['B', 'x', 50],
      ['Total', null, 60],
      ['Grand total', null, 150],
    ])
    expect(stated.map(({ kind, computedPence, outcome }) => [kind, computedPence, outcome])).toEqual([
      ['subtotal', 10000, 'agrees'],
      ['subtotal', 5000, 'differs'],
      ['total', 15000, 'agrees'],
    ])
  })

  it('lets the last section close with a plain “Total” of its own', () => {
    const { stated } = readRows([
      HEAD,
      [{ b: 'Victims' }],
      ['A', 'x', 100],
      ['Total', null, 100],
      [{ b: 'Offenders' }],
      ['B', 'x', 50],
      ['Total', null, 50],
    ])
    expect(stated.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['subtotal', 'agrees'],
      ['subtotal', 'agrees'],
    ])
  })

  it('does not take a service for a total because of its name', () => {
    const { lines, stated } = readRows([
      HEAD,
      ['Total Respect training', 'Anon', 10],
      ['Other', 'Anon', 5],
      ['Total', null, 15],
    ])
    expect(lines.map(({ service }) => service)).toEqual(['Total Respect training', 'Other'])
    expect(stated).toMatchObject([{ computedPence: 1500, outcome: 'agrees' }])
  })

  it('takes a stated formula without a value to state nothing', () => {
    expect(readRows([HEAD, ['A', 'x', 10], ['Total', null, { f: 'SUM(C2:C2)' }]]).stated).toMatchObject([
      { statedPence: null, outcome: 'not stated' },
    ])
  })

  it('says which row would explain a difference', () => {
    const { stated } = readRows([HEAD, ['A', 'x', 10], ['B', 'x', 'pooled'], ['C', 'x', 1], ['Total', null, 31]])
    expect(stated).toMatchObject([{ differencePence: -2000, outcome: 'missing amount' }])
    expect(stated[0]?.explanation).toBe(
      'The difference is exactly £20: the B row has “pooled” where its amount should be.',
    )
  })

  it('reports a figure without a service, and keeps a service without a figure', () => {
    const { lines, problems } = readRows([HEAD, ['A', 'x', 10], [null, null, 99], ['New service', 'tbc', null]])
    expect(lines.map(({ service, figures }) => [service, figures.length])).toEqual([
      ['A', 1],
      ['New service', 0],
    ])
    expect(problems).toMatchObject([{ kind: 'no service', at: { cell: 'C3' } }])
  })

  it('keeps columns that have no place of their own', () => {
    const { lines, tables } = readRows([
      ['Service', 'Outcome measure', '2020/21 budget (£)'],
      ['A', 'calls answered', 10],
    ])
    expect(lines[0]?.extra).toEqual({ 'Outcome measure': 'calls answered' })
    expect(tables[0]?.columns.B).toBe('extra: Outcome measure')
  })

  it('keeps both of two columns with the same heading', () => {
    const { lines } = readRows([
      ['Service', 'Comment', '2020/21 budget (£)', 'Comment'],
      ['A', 'first', 10, 'second'],
    ])
    expect(lines[0]?.extra).toEqual({ Comment: 'first', 'Comment (column D)': 'second' })
  })

  it('keeps a second column for the same figure beside it, and never in place of it', () => {
    const { lines } = readRows([
      ['Service', '2020/21 budget (£)', '2020/21 requested (£)'],
      ['A', 10, 12],
    ])
    expect(lines[0]?.figures.map(({ pence }) => pence)).toEqual([1000])
    expect(lines[0]?.extra).toEqual({ '2020/21 requested (£)': '12' })
  })

  it('reads budget and forecast outturn of the same year', () => {
    const { lines } = readRows([
      ['Service', '2020/21 budget (£)', '2020/21 forecast outturn (£)'],
      ['A', 10, 9],
    ])
    expect(lines[0]?.figures.map(({ measure, pence }) => [measure, pence])).toEqual([
      ['budget', 1000],
      ['forecast', 900],
    ])
  })

  it('sends a list of notes below the table to the lines that carry the marks', () => {
    const { lines } = readRows([
      HEAD,
      ['A*', 'x', 10],
      ['B', 'x', '£5†'],
      ['C', 'x', 1],
      ['Total', null, 16],
      ['* subject to evaluation'],
      ['† joint with the county'],
    ])
    expect(lines.map(({ service, notes }) => [service, notes.map(({ text }) => text)])).toEqual([
      ['A', ['subject to evaluation']],
      ['B', ['joint with the county']],
      ['C', []],
    ])
  })
})

describe('tables', () => {
  it('asks for the year where none is given, and takes the officer’s mapping', () => {
    const workbook = workbookOf({
      Budget: [
        ['Service', 'Amount'],
        ['A', 10],
        ['B', 20],
      ],
    })
    const { lines, problems } = readTables(workbook)
    expect(lines.flatMap(({ figures }) => figures)).toEqual([])
    expect(problems.map(({ kind }) => kind)).toEqual(['missing year', 'missing year'])
    const mapped = readTables(workbook, {
      mappings: [{ sheet: 'Budget', headerRows: [1], columns: { A: 'service', B: 'budget 2020/21' } }],
    })
    expect(mapped.lines.map(({ figures }) => figures[0]?.pence)).toEqual([1000, 2000])
  })

  it('reads headings over two rows, with years above or below', () => {
    const rows: Value[][] = [
      ['Commissioned services'],
      [null, null, '2019/20', null, '2020/21', null],
      ['Service', 'Provider', 'Budget', 'Forecast outturn', 'Budget', 'Requested'],
      ['A', 'x', 10, 9, 11, 12],
      [null, null, '2019/20', null, '2020/21', null],
      ['Service', 'Provider', 'Budget', 'Forecast outturn', 'Budget', 'Requested'],
      ['B', 'x', 20, 19, 21, 22],
    ]
    const { lines, tables } = readRows(rows)
    expect(tables).toHaveLength(1)
    expect(tables[0]).toMatchObject({
      headerRows: [2, 3],
      columns: { C: 'budget 2019/20', D: 'forecast 2019/20', E: 'budget 2020/21' },
    })
    expect(lines.map(({ service, figures }) => [service, figures.map(({ pence }) => pence)])).toEqual([
      ['A', [1000, 900, 1100]],
      ['B', [2000, 1900, 2100]],
    ])
    const swapped = readRows([
      [null, 'Budget', null, 'Forecast outturn', null],
      ['Service', '2019/20', '2020/21', '2019/20', '2020/21'],
      ['A', 1, 2, 3, 4],
    ])
    expect(swapped.tables[0]?.columns).toEqual({
      A: 'service',
      B: 'budget 2019/20',
      C: 'budget 2020/21',
      D: 'forecast 2019/20',
      E: 'forecast 2020/21',
    })
  })

  it('reads sub-sections and their subtotals', () => {
    const reading = readRows([
      HEAD,
      [{ b: 'VICTIMS' }],
      [{ b: 'Young victims' }],
      ['A', 'x', 10],
      ['Young victims subtotal', null, 10],
      [{ b: 'Adults' }],
      ['B', 'x', 5],
      ['Adults subtotal', null, 5],
      ['Victims subtotal', null, 15],
      [{ b: 'OFFENDERS' }],
      ['C', 'x', 1],
      ['Offenders subtotal', null, 1],
      ['Total', null, 16],
    ])
    expect(reading.lines.map(({ parentPriority, priority }) => [parentPriority, priority])).toEqual([
      ['VICTIMS', 'Young victims'],
      ['VICTIMS', 'Adults'],
      [null, 'OFFENDERS'],
    ])
    expect(reading.stated.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['Young victims subtotal', 'agrees'],
      ['Adults subtotal', 'agrees'],
      ['Victims subtotal', 'agrees'],
      ['Offenders subtotal', 'agrees'],
      ['Total', 'agrees'],
    ])
    const plan = planOf()
    apply(plan, planImport(plan, reading, () => crypto.randomUUID()).change)
    const name = (id: string | null) => plan.priority.get(id ?? '')?.name ?? null
    expect([...plan.priority.values()].map((priority) => [name(priority.parentId), priority.name])).toEqual([
      [null, 'VICTIMS'],
      ['VICTIMS', 'Young victims'],
      ['VICTIMS', 'Adults'],
      [null, 'OFFENDERS'],
    ])
  })

  it('reads back the mapping that it prints', () => {
    const workbook = workbookOf({
      Budget: [['Our budget'], HEAD, [{ b: 'Victims' }], ['A', 'x', 100], ['Total', null, 100]],
    })
    const reading = readTables(workbook)
    expect(readTables(workbook, { mappings: reading.tables })).toEqual(reading)
  })

  it('takes the year from the title and the unit from the heading', () => {
    const { lines } = readRows([['Budget for 2021-22'], ['Service', 'Budget £000'], ['A', 1.25]])
    expect(lines[0]?.figures).toMatchObject([{ year: '2021/22', pence: 125000 }])
  })

  it('skips hidden sheets and says so', () => {
    const workbook = workbookOf({ Budget: [HEAD, ['A', 'x', 1]] })
    workbook.sheets.push(sheetOf('Old', [HEAD, ['B', 'x', 2]], { hidden: true }))
    const reading = readTables(workbook)
    expect(reading.lines).toHaveLength(1)
    expect(reading.skipped).toContainEqual({ at: { sheet: 'Old' }, reason: 'hidden sheet', text: '6 cells' })
  })

  it('names the sheets there are when asked for another', () => {
    expect(() => readTables(workbookOf({ Budget: [HEAD] }), { sheets: ['Budgt'] })).toThrow(
      'has no sheet “Budgt”; nothing was read, so choose one of “Budget”.',
    )
  })

  it('survives names that programs trip over', () => {
    const reading = readTables(
      workbookOf({
        __proto__x: [
          ['Service', '__proto__', '2020/21 budget (£)'],
          ['constructor', 'toString', 5],
        ],
      }),
    )
    expect(reading.lines[0]).toMatchObject({
      service: 'constructor',
      figures: [{ pence: 500 }],
      extra: { 'column B': 'toString' },
    })
  })
})

describe('importing into a plan', () => {
  const ids = () => {
    let next = 0
    return () => `id-${++next}`
  }

  it('adds a later year to the lines that are there and leaves their texts', () => {
    const plan = planOf()
    const newId = ids()
    apply(plan, planImport(plan, readRows([HEAD, ['A', 'Anon', 10]]), newId).change)
    const later = planImport(
      plan,
      readRows([
        ['Service', 'Provider', '2021/22 budget (£)'],
        ['a ', 'ANON', 11],
        ['B', 'Anon', 1],
      ]),
      newId,
    )
    expect(later.lines).toEqual({ added: 1, matched: 1 })
    apply(plan, later.change)
    expect([...plan.line.values()].map(({ service, provider }) => [service, provider])).toEqual([
      ['A', 'Anon'],
      ['B', 'Anon'],
    ])
    expect(plan.plan.get('plan')?.planYear).toBe('2020/21')
  })

  it('joins the sheets of several years, and keeps apart what one sheet gives twice', () => {
    const sheet = (year: string, ...amounts: number[]): Value[][] => [
      ['Service', 'Provider', `${year} budget (£)`],
      ...amounts.map((amount): Value[] => ['A', 'Anon', amount]),
    ]
    const plan = planOf()
    const reading = readTables(workbookOf({ First: sheet('2019/20', 1, 2), Second: sheet('2020/21', 3, 4) }))
    const planned = planImport(plan, reading, ids())
    expect(planned.lines).toEqual({ added: 2, matched: 0 })
    expect(planned.change.label).toBe('import test.xlsx (2 lines)')
    apply(plan, planned.change)
    const amounts = [...plan.amount.values()].map(({ lineId, year, pence }) => [lineId, year, pence])
    const [first, second] = [...plan.line.keys()]
    expect(amounts.sort()).toEqual(
      [
        [first, '2019/20', 100],
        [first, '2020/21', 300],
        [second, '2019/20', 200],
        [second, '2020/21', 400],
      ].sort(),
    )
    expect(planImport(plan, reading, ids()).change.rows).toEqual([])
  })

  it('counts the figures that it would replace', () => {
    const plan = planOf()
    apply(plan, planImport(plan, readRows([HEAD, ['A', 'Anon', 10]]), ids()).change)
    const lineId = [...plan.line.keys()][0]!
    apply(plan, setAmount(plan, { lineId, year: '2020/21' as FinancialYear, measure: 'budget', pence: 5 as Pence }))
    expect(planImport(plan, readRows([HEAD, ['A', 'Anon', 10]]), ids()).figures).toEqual({ set: 1, changed: 1 })
  })

  it('refuses a workbook without a line', () => {
    expect(() => planImport(planOf(), readRows([['Hello', 'world']]), ids())).toThrow(
      'No budget line was found in “test.xlsx”, so nothing was imported',
    )
  })
})

describe('any sheet', () => {
  const value = fc.oneof(
    fc.constantFrom<Value>(
      null,
      null,
      'Service',
      '2020/21 budget (£)',
      '2019/20 forecast',
      'Total',
      'Sub-total',
      'VICTIMS',
      '*a note',
      '£3,0000',
      '£12',
      'Amount',
      'Priority',
      '#REF!',
    ),
    fc.integer({ min: -5, max: 1_000_000 }),
    fc.string({ maxLength: 8 }),
    fc.record({ f: fc.constantFrom('SUM(A1:C3)', 'A1+B2', 'C1', 'NOW()') }),
    fc.record({ b: fc.constantFrom('Offenders', 'Total', 'Helpline') }),
  )
  const rows = fc.array(fc.array(value, { maxLength: 6 }), { maxLength: 14 })

  it('is accounted for to the last cell', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const workbook = workbookOf({ One: first, Two: second })
        const { cells, skipped, problems } = readTables(workbook)
        const count = workbook.sheets.reduce((sum, sheet) => sum + sheet.cells.length, 0)
        expect(cells.all).toBe(count)
        expect(cells.used + cells.skipped + cells.problems).toBe(count)
        expect(cells.skipped === 0).toBe(skipped.length === 0)
        expect(problems.length).toBeGreaterThanOrEqual(cells.problems)
      }),
      { seed: 20210401, numRuns: 1000 },
    )
  })
})
