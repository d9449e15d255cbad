/** The two papers of the main job, read from their workbooks and checked against the papers' own figures. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { apply } from '../../../shared/change.ts'
import { planImport, type Reading, type ReadOptions, readTables } from '../../../shared/importing/index.ts'
import { amountId } from '../../../shared/model.ts'
import { detailsOf, planOf, rowsOf } from '../../../shared/plan.ts'
import { Totals } from '../../../shared/totals.ts'
import type { FinancialYear } from '../../../shared/years.ts'

const read = (name: string, options?: ReadOptions): Reading =>
  readTables(readWorkbookBytes(readFileSync(`test/fixtures/workbooks/${name}.xlsx`), `${name}.xlsx`), options)

const counter = () => {
  let next = 0
  return () => `id-${++next}`
}

describe('Leicestershire', () => {
  const reading = read('leicestershire')
  const years = ['2018/19', '2019/20', '2020/21']

  it('has 44 lines in 4 priorities over 3 years', () => {
    expect(reading.lines).toHaveLength(44)
    expect([...new Set(reading.lines.map(({ priority }) => priority))]).toEqual([
      'VICTIMS',
      'VULNERABLE',
      'PREVENTION',
      'CROSS CUTTING',
    ])
    expect(reading.tables[0]).toEqual({
      sheet: 'Appendix A',
      headerRows: [3],
      unit: 1,
      years,
      columns: {
        A: 'service',
        B: 'provider',
        C: 'description',
        D: 'route',
        E: 'budget 2018/19',
        F: 'budget 2019/20',
        G: 'budget 2020/21',
        H: 'geography',
      },
    })
  })

  it('reads the first line in full', () => {
    expect(reading.lines[0]).toEqual({
      service: 'Victim First',
      provider: 'Catch 22',
      priority: 'VICTIMS',
      parentPriority: null,
      description: 'Generic victim support service inclusive of Restorative Justice',
      route: 'Procured – sole funded',
      geography: 'LLR',
      code: null,
      owner: null,
      status: null,
      contractStart: null,
      contractEnd: null,
      figures: [
        { year: '2018/19', measure: 'budget', pence: 57392500, at: { sheet: 'Appendix A', cell: 'E5' } },
        { year: '2019/20', measure: 'budget', pence: 54375200, at: { sheet: 'Appendix A', cell: 'F5' } },
        { year: '2020/21', measure: 'budget', pence: 55832200, at: { sheet: 'Appendix A', cell: 'G5' } },
      ],
      notes: [],
      extra: {},
      at: { sheet: 'Appendix A', row: 5 },
    })
  })

  it('agrees with its 12 subtotals and 3 grand totals, and with Table 1', () => {
    const onAppendix = reading.stated.filter(({ at }) => at.sheet === 'Appendix A')
    expect(onAppendix.filter(({ kind }) => kind === 'subtotal')).toHaveLength(12)
    expect(
      onAppendix
        .filter(({ kind }) => kind === 'total')
        .map(({ year, statedPence, computedPence }) => [year, statedPence, computedPence]),
    ).toEqual([
      ['2018/19', 428340500, 428340500],
      ['2019/20', 431655000, 431655000],
      ['2020/21', 439596100, 439596100],
    ])
    expect(
      reading.stated
        .filter(({ at }) => at.sheet === 'Table 1')
        .map(({ label, statedPence, at }) => [label, statedPence, at.cell]),
    ).toEqual([['TOTAL', 11484325, 'B10']])
    expect(new Set(reading.stated.map(({ outcome }) => outcome))).toEqual(new Set(['agrees']))
  })

  it('keeps 11 blanks apart from 6 zeros', () => {
    const figures = reading.lines.flatMap(({ figures }) => figures)
    expect(44 * 3 - figures.length).toBe(11)
    expect(figures.filter(({ pence }) => pence === 0)).toHaveLength(6)
    const nurses = reading.lines.find(({ service }) => service.startsWith('Proactive Vulnerability'))
    expect(nurses?.figures.map(({ year, pence }) => [year, pence])).toEqual([
      ['2019/20', 7582400],
      ['2020/21', 0],
    ])
  })

  it('accounts for every non-empty cell', () => {
    expect(reading.cells).toEqual({ all: 440, used: 373, skipped: 67, problems: 0 })
    expect(reading.problems).toEqual([])
    expect(reading.skipped.filter(({ reason }) => reason === 'headings repeated').map(({ at }) => at.row)).toEqual([
      13, 23, 34, 46, 57,
    ])
  })

  it('does not count Table 1, which is drawn from a pot, a second time', () => {
    expect(reading.lines.filter(({ at }) => at.sheet === 'Table 1')).toEqual([])
    expect(
      reading.skipped.filter(({ at, reason }) => at.sheet === 'Table 1' && reason.startsWith('approved spend')),
    ).toHaveLength(7)
    const alone = read('leicestershire', { sheets: ['Table 1'] })
    expect(alone.lines).toHaveLength(7)
    expect(alone.lines[2]?.figures).toEqual([
      { year: '2020/21', measure: 'budget', pence: 248825, at: { sheet: 'Table 1', cell: 'B5' } },
    ])
  })

  it('becomes one Change that gives the same totals, and a second import changes nothing', () => {
    const plan = planOf()
    const planned = planImport(plan, reading, counter())
    expect(planned.change.label).toBe('import leicestershire.xlsx (44 lines)')
    expect(planned.lines).toEqual({ added: 44, matched: 0 })
    expect(planned.figures).toEqual({ set: 121, changed: 0 })
    apply(plan, planned.change)
    expect(detailsOf(plan)).toMatchObject({ title: 'leicestershire', planYear: '2020/21' })
    const totals = new Totals(plan, 'priority')
    expect(years.map((year) => totals.total(year as FinancialYear, 'budget'))).toEqual([
      428340500, 431655000, 439596100,
    ])
    const again = planImport(plan, reading, counter())
    expect(again.change.rows).toEqual([])
    expect(again.lines).toEqual({ added: 0, matched: 44 })
    expect(rowsOf(plan).import[0]?.report).toMatchObject({ cells: reading.cells })
  })
})

describe('Devon & Cornwall, intentions 2019-20', () => {
  const reading = read('devon-and-cornwall', { sheets: ['Intentions 2019-20'] })

  it('has 15 lines in 4 priorities and a total that agrees', () => {
    expect(reading.lines).toHaveLength(15)
    const subtotals = new Map<string, number>()
    for (const { priority, figures } of reading.lines)
      subtotals.set(priority!, (subtotals.get(priority!) ?? 0) + figures[0]!.pence)
    expect(Object.fromEntries(subtotals)).toEqual({
      'Whole Police and Crime Plan': 222024900,
      'Preventing and deterring crime': 59790100,
      'Supporting victims and witnesses and helping them to get justice': 276254000,
      'Protecting people at risk of abuse and those who are vulnerable': 25000000,
    })
    expect(reading.stated).toEqual([
      {
        label: 'Total',
        kind: 'total',
        year: '2019/20',
        measure: 'budget',
        statedPence: 583069000,
        computedPence: 583069000,
        differencePence: 0,
        outcome: 'agrees',
        explanation: null,
        at: { sheet: 'Intentions 2019-20', cell: 'C22' },
      },
    ])
  })

  it('sends its four footnotes with their lines and figures', () => {
    const notes = reading.lines.flatMap(({ service, notes }) =>
      notes.map(({ text, mark, year }) => [service, mark, year, text]),
    )
    expect(notes).toEqual([
      [
        'Community Safety Partnership Fund',
        '*',
        '2019/20',
        'Inc. an additional £70k contribution for Safer Towns across Devon, Plymouth & Torbay',
      ],
      [
        'Independent Sexual Violence Advocacy Service (ISVA)',
        '*',
        '2019/20',
        'SARC Service *includes £212,199 for 2019/20 contribution from NHS(E)',
      ],
      ['Victim Care Services', '*', null, 'funded by MoJ £1880,076 Victim Services Grant & £140,076 CSA/E grant'],
      [
        'Mental Health Neighbourhood Liaison & Diversion',
        '*',
        '2019/20',
        'Subject to a positive evaluation of the pilot',
      ],
    ])
  })

  it('points at the malformed figure that a footnote quotes', () => {
    expect(reading.problems).toMatchObject([
      { at: { cell: 'A17' }, text: '£1880,076', kind: 'malformed figure in a note', suggestionPence: 188007600 },
    ])
  })

  it('accounts for every cell, those of the other sheets too', () => {
    expect(reading.cells.used + reading.cells.skipped + reading.cells.problems).toBe(reading.cells.all)
    expect(reading.skipped.filter(({ reason }) => reason === 'sheet not chosen')).toHaveLength(6)
  })
})

describe('the other papers', () => {
  it('finds the missing £10,000 of Cambridgeshire’s Appendix 1, stated in the wrong column', () => {
    const { stated, problems } = read('cambridgeshire', { sheets: ['Appendix 1'] })
    expect(stated).toMatchObject([
      {
        label: 'Total Awards',
        statedPence: 132224800,
        computedPence: 131224800,
        differencePence: -1000000,
        outcome: 'missing amount',
        at: { cell: 'C31' },
      },
    ])
    expect(stated[0]?.explanation).toContain('exactly £10,000')
    expect(problems).toMatchObject([{ at: { cell: 'D9' }, kind: 'malformed amount' }])
  })

  it('tells rounding from a mistake in Wiltshire’s £m, and takes no funding for a budget line', () => {
    const { stated, lines, problems } = read('wiltshire', { sheets: ['Allocations'] })
    expect(stated.map(({ label, differencePence, outcome }) => [label, differencePence, outcome])).toEqual([
      ['Total', -100000, 'rounding'],
      ['Total requested', 0, 'agrees'],
    ])
    expect(lines).toHaveLength(6)
    expect(problems.map(({ kind, at }) => [kind, at.cell])).toEqual([
      ['below the total', 'A12'],
      ['below the total', 'A13'],
    ])
  })

  it('takes the portfolios of Wiltshire’s two tables, a year each, for the same three lines', () => {
    const plan = planOf()
    apply(plan, planImport(plan, read('wiltshire', { sheets: ['Allocations'] }), counter()).change)
    expect(
      [...plan.line.values()].map(({ id, service }) => [
        service,
        plan.amount.get(amountId(id, '2020/21' as FinancialYear, 'budget'))?.pence,
        plan.amount.get(amountId(id, '2021/22' as FinancialYear, 'budget'))?.pence,
      ]),
    ).toEqual([
      ['Demand and Crime Prevention', 71000000, 62900000],
      ['Victims and Vulnerability', 48400000, 62300000],
      ['Reducing Reoffending and CJS', 45100000, 59900000],
    ])
  })

  it('reads the stacked tables and the themes of Cambridgeshire', () => {
    const { lines } = read('cambridgeshire')
    const sums = new Map<string | null, number>()
    for (const { priority, figures } of lines) sums.set(priority, (sums.get(priority) ?? 0) + (figures[0]?.pence ?? 0))
    expect(Object.fromEntries(sums)).toEqual({
      'Grant Agreements': 57419500,
      'Contracts - Commissioned services': 23300000,
      'Contracts – Single Tender Action Requests': 15406500,
      'Victims – Safeguarding the vulnerable': 34385700,
      'Offenders – Attacking criminality and reducing re-offending': 61779100,
      'Communities – Preventing crime and reassuring the public': 35060000,
    })
  })

  it('says where Wiltshire left out the “m”', () => {
    const { problems } = read('wiltshire', { sheets: ['Allocations', 'External funding'] })
    const units = problems.filter(({ kind }) => kind === 'unit missing')
    expect(units.map(({ text, suggestionPence }) => [text, suggestionPence])).toEqual([
      ['£0.891', 89100000],
      ['£0.482', 48200000],
    ])
  })

  it('unpivots Devon & Cornwall’s matrices and finds what does not add up in them', () => {
    const { lines, stated, problems } = read('devon-and-cornwall')
    const spend = lines.filter(({ at }) => at.sheet === 'CSP spend 2018-19')
    expect(spend.find(({ service, geography }) => service === 'ASB' && geography === 'Devon')).toMatchObject({
      figures: [{ year: '2018/19', pence: 1415600 }],
    })
    const allocations = lines.filter(({ at }) => at.sheet === 'CSP allocations')
    expect(allocations.map(({ geography }) => geography)).toEqual([
      'Torbay',
      'Devon',
      'Cornwall',
      'Plymouth',
      'Isles of Scilly',
    ])
    expect(allocations[1]?.figures.map(({ pence }) => pence)).toEqual([53547000, 53947000, 53947000])
    const outcomes = stated.map(({ at, statedPence, differencePence, outcome }) => [
      at.sheet,
      at.cell,
      statedPence,
      differencePence,
      outcome,
    ])
    expect(outcomes).toEqual([
      ['Budget 2018-19', 'B13', 548782700, 0, 'agrees'],
      ['Intentions 2019-20', 'C22', 583069000, 0, 'agrees'],
      ['CSP allocations', 'G2', 160024900, 0, 'agrees'],
      ['CSP allocations', 'G3', 161024900, 0, 'agrees'],
      ['CSP allocations', 'G4', 161524900, 0, 'agrees'],
      ['CSP spend 2018-19', 'B17', 44863600, 0, 'agrees'],
      ['CSP spend 2018-19', 'C17', 53947000, -6842800, 'differs'],
      ['CSP spend 2018-19', 'D17', 40056800, -300000, 'missing amount'],
      ['CSP spend 2018-19', 'E17', 20157500, 0, 'agrees'],
      ['CSP spend 2018-19', 'F17', 2000000, 0, 'agrees'],
      ['Youth Offending Service', 'F2', 50070100, -100, 'differs'],
      ['Youth Offending Service', 'F3', 50070100, -50070100, 'missing amount'],
      ['Youth Offending Service', 'F4', 50070100, -50070100, 'missing amount'],
      ['Victim Services Grant', 'B4', 201526700, 0, 'agrees'],
      ['Victim Services Grant', 'C4', 202034100, 0, 'agrees'],
    ])
    expect(problems).toContainEqual(
      expect.objectContaining({ at: { sheet: 'CSP spend 2018-19', cell: 'D14' }, suggestionPence: 300000 }),
    )
  })

  it('reads Durham in £m', () => {
    const { lines, stated } = read('durham')
    expect(lines.map(({ figures }) => figures[0]?.pence)).toEqual([80000000, 50000000, 70000000])
    expect(stated).toMatchObject([{ statedPence: 200000000, outcome: 'agrees' }])
  })
})
