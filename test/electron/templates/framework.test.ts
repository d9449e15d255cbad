/**
 * The commissioning framework as its readers see it: Leicestershire's figures one by one, its formulas on random plans, its
 * years, sections and notes, and Table 1.
 */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { filledBytes } from '../../../electron/workbook/papers.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { apply } from '../../../shared/change.ts'
import { drawDown } from '../../../shared/edits/pots.ts'
import { blankLine } from '../../../shared/edits.ts'
import { type ReadLine, readTables } from '../../../shared/importing/index.ts'
import { amountId, type Line, type Tables } from '../../../shared/model.ts'
import { addUp, type Pence } from '../../../shared/money.ts'
import { amountOf, detailsOf, linesInOrder, type Plan, type PlanRows, planOf } from '../../../shared/plan.ts'
import { type Cell, columnNumber } from '../../../shared/sheet.ts'
import { type FinancialYear, shiftYear } from '../../../shared/years.ts'
import { planArbitrary } from '../../shared/arbitraries.ts'
import { opened, recalculated, withoutLibreOffice, withoutOpenpyxl } from '../workbook/filling/office.ts'
import { filledPaper, OfficersPlan, rowsIn } from './filledpaper.ts'

const Y = '2020/21' as FinancialYear
const HEADING = 4

const paperOf = (plan: Plan) => filledPaper('commissioning-framework', plan)
const appendix = (bytes: Buffer) => rowsIn(bytes, 'Appendix A')
const table1 = (bytes: Buffer) => rowsIn(bytes, 'Table 1')
/** The first cells of the rows below the headings. */
const outline = (bytes: Buffer) => {
  const rows = appendix(bytes)
  return rows.slice(rows.findIndex(([first]) => first === 'Service Name') + 1).map(([first]) => first)
}

const details = (more: Partial<Tables['plan']> = {}): Tables['plan'] => ({
  id: 'plan',
  title: 'Northshire',
  organisation: null,
  planYear: Y,
  marking: null,
  ...more,
})
const line = (id: string, more: Partial<Line> = {}): Line =>
  blankLine({ id, service: `Service ${id}`, position: Number(id), ...more })
const budget = (lineId: string, year: string, pence: number, measure: 'budget' | 'forecast' = 'budget') => ({
  id: amountId(lineId, year as FinancialYear, measure),
  lineId,
  year: year as FinancialYear,
  measure,
  pence: pence as Pence,
  expression: null,
  origin: null,
})
const note = (id: string, lineId: string, text: string, more: Partial<Tables['note']> = {}): Tables['note'] => ({
  id,
  lineId,
  year: null,
  measure: null,
  mark: '*',
  text,
  position: Number(id),
  origin: null,
  ...more,
})
const priority = (id: string, name: string, position: number, parentId: string | null = null) => ({
  id,
  name,
  parentId,
  position,
})
const paperFrom = (rows: Partial<PlanRows>) => paperOf(planOf({ plan: [details()], ...rows }))

/** The drawdowns of Leicestershire's decision EXE0003/20, as its Table 1 has them. */
const DRAWN: [string, number][] = [
  ['Police Offender Manager', 3_000_000],
  ['MARAC Manager and Administrator', 1_838_500],
  ['MARAC IDVA', 248_825],
  ['DV360 VAWG extension', 800_000],
  ['Substance Misuse PAVE', 3_000_000],
  ['VF Website', 97_000],
  ['Mental Health', 2_500_000],
]

describe('Leicestershire’s Appendix A', () => {
  const { plan } = new OfficersPlan('leicestershire', ['Appendix A'])
  let paper: Buffer
  let rows: ReturnType<typeof appendix>
  beforeAll(async () => {
    paper = await paperOf(plan)
    rows = appendix(paper)
  })

  it('stands in the layout of the office’s own paper', () => {
    expect(rows.slice(0, 5)).toEqual([
      ['Appendix A – Commissioning budget 2018/19 to 2020/21'],
      ['leicestershire'],
      [
        'Service Name',
        'Current delivery organisation',
        'Provision',
        'How service is Commissioned?',
        '2018/19\nbudget (£)',
        '2019/20\nbudget (£)',
        '2020/21\nbudget (£)',
        'Geographical reach',
      ],
      ['VICTIMS'],
      [
        'Victim First',
        'Catch 22',
        'Generic victim support service inclusive of Restorative Justice',
        'Procured – sole funded',
        573_925,
        543_752,
        558_322,
        'LLR',
      ],
    ])
  })

  it('has the subtotals and the grand total of the paper', () => {
    const sums = rows.filter(([first]) => /subtotal$|^Grand Total$/.test(String(first)))
    expect(sums.map(([first, , , , ...years]) => [first, ...years])).toEqual([
      ['VICTIMS subtotal', 1_386_885, 1_379_712, 1_395_707],
      ['VULNERABLE subtotal', 717_931, 827_446, 705_505],
      ['PREVENTION subtotal', 1_077_556, 1_065_956, 1_052_148],
      ['CROSS CUTTING subtotal', 1_101_033, 1_043_436, 1_242_601],
      ['Grand Total', 4_283_405, 4_316_550, 4_395_961],
    ])
  })

  it('has every figure and every text of its workbook, and its formulas', () => {
    const read = (bytes: Buffer, file: string, sheet: string) =>
      readTables(readWorkbookBytes(bytes, file), { sheets: [sheet] })
    const source = read(readFileSync('test/fixtures/workbooks/leicestershire.xlsx'), 'source.xlsx', 'Appendix A')
    const made = read(paper, 'made.xlsx', 'Appendix A')
    const comparable = ({ at: _, figures, notes, ...rest }: ReadLine) => ({
      ...rest,
      figures: figures.map(({ year, measure, pence }) => ({ year, measure, pence })),
      notes: notes.map(({ text }) => text),
    })
    expect(made.lines).toHaveLength(44)
    expect(made.lines.map(comparable)).toEqual(source.lines.map(comparable))
    expect(made.stated.filter(({ outcome }) => outcome === 'agrees')).toHaveLength(15)
    expect(made.problems).toEqual([])
    const formulas = cellsOf(paper, 'Appendix A').filter(({ formula }) => formula !== undefined)
    expect(formulas[0]).toMatchObject({ row: 13, column: 5, formula: 'SUBTOTAL(9,E5:E12)' })
    expect(formulas.at(-1)).toMatchObject({ row: 56, column: 7, value: 4_395_961 })
  })

  it('keeps blanks apart from zeros', () => {
    const amounts = linesInOrder(plan).flatMap(({ id }) =>
      [-2, -1, 0].map((by) => amountOf(plan, id, shiftYear(Y, by), 'budget')),
    )
    const written = cellsOf(paper, 'Appendix A').filter(
      ({ row, column, formula }) => row > HEADING && column >= 5 && column <= 7 && formula === undefined,
    )
    const numbers = written.filter(({ type }) => type === 'number')
    expect(numbers).toHaveLength(amounts.filter((pence) => pence !== null).length)
    expect(numbers.filter(({ value }) => value === 0)).toHaveLength(6)
  })

  it('says that nothing was approved from pots', () => {
    expect(table1(paper)).toEqual([
      ['Table 1 – Approved from the pots in 2020/21'],
      ['leicestershire'],
      ['Nothing was approved from a pot in 2020/21.'],
    ])
  })

  it('has rows that are as high as their texts, and repeats its headings on each page', () => {
    const sheet = partOf(paper, 'xl/worksheets/sheet1.xml')
    const heights = new Map(
      [...sheet.matchAll(/<row r="(\d+)"[^>]*? ht="([\d.]+)"/g)].map(([, row, height]) => [
        Number(row),
        Number(height),
      ]),
    )
    expect(heights.get(3)).toBe(28)
    expect(heights.get(5)).toBe(28)
    expect(heights.has(4)).toBe(false)
    expect(sheet).toContain('<pane ySplit="3" topLeftCell="A4"')
    expect(partOf(paper, 'xl/workbook.xml')).toContain("'Appendix A'!$3:$3</definedName>")
  })
})

describe('Table 1', () => {
  const { plan, newId } = new OfficersPlan('leicestershire', ['Appendix A'])
  const pot = linesInOrder(plan).find(({ service }) => service.startsWith('Emergent issues'))!
  const draw = (service: string, pence: number, year: FinancialYear) => {
    const texts = { service, description: null, date: null, decision: 'EXE0003/20', toLineId: null }
    apply(plan, drawDown(plan, { lineId: pot.id, year, pence: pence as Pence, ...texts }, newId))
  }
  for (const [service, pence] of DRAWN) draw(service, pence, Y)
  draw('Another year', 100_00, shiftYear(Y, -1))

  it('has the seven approvals of the decision, and their total', async () => {
    const rows = table1(await paperOf(plan))
    expect(rows[2]).toEqual(['Service area', 'Approved\nspend (£)', 'Service description', 'Paid from', 'Decision'])
    expect(rows.slice(3, -1).map(([service, amount, , from, decision]) => [service, amount, from, decision])).toEqual(
      DRAWN.map(([service, pence]) => [service, pence / 100, pot.service, 'EXE0003/20']),
    )
    expect(rows.at(-1)).toEqual(['Total', 114_843.25])
  })

  it.skipIf(withoutLibreOffice)(
    'comes to the same figures in LibreOffice, as do all the others',
    async () => {
      const paper = await paperOf(plan)
      const { paper: other } = recalculated({ paper: withoutResults(paper) })
      for (const sheet of ['Appendix A', 'Table 1']) expect(rowsIn(other!, sheet)).toEqual(rowsIn(paper, sheet))
    },
    120_000,
  )

  it.skipIf(withoutOpenpyxl)('opens in openpyxl', async () => {
    const { paper } = opened({ paper: await paperOf(plan) })
    expect(paper!['Appendix A']!.G56).toBe('=SUBTOTAL(9,G5:G54)')
    expect(Object.values(paper!['Table 1']!)).toContain('2488.25')
  })
})

it('has formulas that come to their values and to the totals of the plan, whatever the plan', async () => {
  await fc.assert(
    fc.asyncProperty(planArbitrary, async (plan) => {
      if (detailsOf(plan).planYear === null) return
      const cells = cellsOf(await paperOf(plan), 'Appendix A')
      const at = new Map(cells.map((cell) => [`${cell.column} ${cell.row}`, cell]))
      for (const cell of cells) if (cell.formula) expect(Number(cell.value)).toBeCloseTo(sumOf(cell.formula, at), 2)
      const total = cells.find(({ value }) => value === 'Grand Total')!.row
      for (const by of [-2, -1, 0]) {
        const budgets = linesInOrder(plan).map(({ id }) =>
          amountOf(plan, id, shiftYear(detailsOf(plan).planYear!, by), 'budget'),
        )
        const found = at.get(`${7 + by} ${total}`)?.value ?? 0
        expect(Number(found)).toBeCloseTo((addUp(budgets) ?? 0) / 100, 2)
      }
    }),
    { seed: 20, numRuns: 40 },
  )
})

describe('years', () => {
  it('are the plan year and the two before it, each with its budgets only; one without any stays blank', async () => {
    const amount = [
      budget('1', '2017/18', 700),
      budget('1', '2018/19', 800),
      budget('1', '2019/20', 900, 'forecast'),
      budget('1', '2020/21', 1000),
      budget('1', '2021/22', 1100),
    ]
    const paper = await paperFrom({ line: [line('1')], amount })
    expect(appendix(paper).slice(2, 4)).toEqual([
      expect.arrayContaining(['2018/19\nbudget (£)', '2019/20\nbudget (£)', '2020/21\nbudget (£)']),
      ['Service 1', null, null, null, 8, null, 10],
    ])
    // The sums of a year without figures are formulas, which are shown as nothing.
    const sheet = partOf(paper, 'xl/worksheets/sheet1.xml')
    expect(sheet).toMatch(/sqref="E5:G5"><cfRule[^>]*><formula>SUBTOTAL\(2,E\$4:E\$4\)=0</)
  })

  it('end with the year that has figures, where the plan names none', async () => {
    const plan = [details({ planYear: null })]
    const [title] = appendix(await paperFrom({ plan, line: [line('1')], amount: [budget('1', '2018/19', 100)] }))
    expect(title).toEqual(['Appendix A – Commissioning budget 2016/17 to 2018/19'])
  })
})

describe('sections', () => {
  it('name a sub-priority after its priority, pass over empty ones, and put lines without one last', async () => {
    const paper = await paperFrom({
      priority: [priority('v', 'Victims', 1), priority('y', 'Young victims', 2, 'v'), priority('e', 'Empty', 3)],
      line: [line('1'), line('2', { priorityId: 'y' }), line('3', { priorityId: 'v' })],
      amount: [budget('2', '2020/21', 500), budget('3', '2020/21', 700)],
    })
    expect(outline(paper)).toEqual([
      'Victims',
      'Service 3',
      'Victims subtotal',
      'Victims – Young victims',
      'Service 2',
      'Victims – Young victims subtotal',
      'No priority',
      'Service 1',
      'No priority subtotal',
      'Grand Total',
    ])
  })

  it('are left out where no line has a priority', async () => {
    expect(outline(await paperFrom({ line: [line('1'), line('2')] }))).toEqual([
      'Service 1',
      'Service 2',
      'Grand Total',
    ])
  })
})

describe('notes', () => {
  it('stand below the table in the order of their marks, and lines may share them', async () => {
    const paper = await paperFrom({
      line: [line('1'), line('2'), line('3'), line('4')],
      amount: [budget('1', '2019/20', 100), budget('1', '2020/21', 100)],
      note: [
        note('4', '3', 'Subject to tender'),
        note('1', '2', 'Second'),
        note('0', '2', 'First', { year: '2019/20' as FinancialYear, measure: 'budget' }),
        note('2', '4', 'Subject to tender'),
        note('9', '1', 'Not shown', { year: Y, measure: 'forecast' }),
        note('8', '1', 'Not shown', { year: '2015/16' as FinancialYear, measure: 'budget' }),
      ],
    })
    expect(outline(paper)).toEqual([
      'Service 1',
      'Service 2 [note 1][note 2]',
      'Service 3 [note 3]',
      'Service 4 [note 3]',
      'Grand Total',
      '[note 1] 2019/20: First',
      '[note 2] Second',
      '[note 3] Subject to tender',
    ])
    expect(partOf(paper, 'xl/worksheets/sheet1.xml')).toMatch(
      /<mergeCell ref="A10:H10"\/>.*<mergeCell ref="A12:H12"\/>/,
    )
  })
})

describe('the rest of the paper', () => {
  it('names the organisation and the marking', async () => {
    const plan = [details({ organisation: 'OPCC for Northshire', marking: 'OFFICIAL' })]
    const paper = await paperFrom({ plan, line: [line('1')] })
    expect(appendix(paper).slice(0, 3)).toEqual([
      ['Appendix A – Commissioning budget 2018/19 to 2020/21'],
      ['Northshire'],
      ['OPCC for Northshire'],
    ])
    const sheet = partOf(paper, 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<oddHeader>&amp;C&amp;"Arial,Regular"&amp;9 OFFICIAL</oddHeader>')
    expect(sheet).toContain('Commissioning budget 2018/19 to 2020/21&amp;C')
    expect(sheet).toContain('<pane ySplit="4" topLeftCell="A5"')
  })

  it('shows pence in a column only where there are any', async () => {
    const paper = await paperFrom({
      line: [line('1'), line('2')],
      amount: [budget('1', '2019/20', 100_000), budget('1', '2020/21', 1_050), budget('2', '2020/21', -1_000)],
    })
    expect(partOf(paper, 'xl/worksheets/sheet1.xml')).toMatch(
      /sqref="E4:G6"><cfRule[^>]*><formula>OR\(ROUND\(E4,2\)&lt;&gt;ROUND\(E4,0\),ROUND\(E\$6,2\)&lt;&gt;ROUND\(E\$6,0\)\)</,
    )
    expect(partOf(paper, 'xl/styles.xml')).toMatch(/<dxf><numFmt numFmtId="\d+" formatCode="#,##0\.00_\);/)
  })

  it('says in what its amounts are counted', async () => {
    const file = 'electron/templates/commissioning-framework.xlsx'
    const plan = planOf({ plan: [details()], line: [line('1')], amount: [budget('1', Y, 123_456_700)] })
    const rows = appendix(filledBytes(plan, file, { today: '2020-02-18', unit: 1000 }))
    expect(rows[2]?.[6]).toBe('2020/21\nbudget (£000)')
    expect(rows[3]?.[6]).toBe(1234.567)
  })

  it('keeps names as texts that a spreadsheet could take for something else', async () => {
    const names = ['=1+1', '+44', '-5', '@SUM(A1)', '00123', '1e5', 'TRUE', '#REF!', '_x0041_ & <b>']
    const paper = await paperFrom({ line: names.map((service, at) => line(`${at}`, { service })) })
    expect(outline(paper).slice(0, -1)).toEqual(names)
    const services = cellsOf(paper, 'Appendix A').filter(({ value }) => names.includes(String(value)))
    expect(services.every(({ type, formula }) => type === 'text' && formula === undefined)).toBe(true)
  })

  it('keeps a text that is as long as a cell may be within it', async () => {
    const paper = await paperFrom({
      line: [line('1', { service: 'x'.repeat(32_767) })],
      note: [note('1', '1', 'y'.repeat(32_767))],
    })
    for (const text of [outline(paper)[0], outline(paper).at(-1)]) expect(text).toHaveLength(32_767)
  })

  it('says that there are no lines yet, and refuses a plan without any year', async () => {
    expect(outline(await paperFrom({})).at(-1)).toBe('The plan has no budget lines yet.')
    await expect(paperFrom({ plan: [details({ planYear: null })], line: [line('1')] })).rejects.toThrow(
      'needs a plan year',
    )
  })
})

function cellsOf(bytes: Buffer, name: string): Cell[] {
  return readWorkbookBytes(bytes, 'paper.xlsx').sheets.find((sheet) => sheet.name === name)!.cells
}

function partOf(bytes: Buffer, part: string): string {
  return strFromU8(unzipSync(bytes)[part]!)
}

/** The same workbook without the values of its formulas, so that whoever shows them must work them out. */
function withoutResults(bytes: Buffer): Buffer {
  const parts = unzipSync(bytes)
  for (const name of Object.keys(parts).filter((part) => part.startsWith('xl/worksheets/sheet')))
    parts[name] = strToU8(strFromU8(parts[name]!).replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1'))
  return Buffer.from(zipSync(parts))
}

/** What SUBTOTAL(9,…) comes to in a spreadsheet: the numbers in its ranges, other SUBTOTALs passed over. */
function sumOf(formula: string, at: ReadonlyMap<string, Cell>): number {
  let sum = 0
  for (const [, left, top, bottom] of formula.matchAll(/([A-Z]+)(\d+):[A-Z]+(\d+)/g))
    for (let row = Number(top); row <= Number(bottom); row++) {
      const cell = at.get(`${columnNumber(left!)} ${row}`)
      if (typeof cell?.value === 'number' && cell.formula === undefined) sum += cell.value
    }
  return sum
}
