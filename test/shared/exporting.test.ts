/** The paper as rows of cells: its layout, its formulas against sums of their own, its notes, and what it refuses. */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { type Paper, type PaperCell, type PaperSheet, paperFor } from '../../shared/exporting.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { amountId, type Line, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, type PlanRows, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { columnNumber } from '../../shared/sheet.ts'
import { Totals } from '../../shared/totals.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planArbitrary } from './arbitraries.ts'

function imported(name: string, sheet: string): Plan {
  const plan = planOf()
  const bytes = readFileSync(`test/fixtures/workbooks/${name}.xlsx`)
  const reading = readTables(readWorkbookBytes(bytes, `${name}.xlsx`), { sheets: [sheet] })
  let next = 0
  apply(plan, planImport(plan, reading, () => `id-${++next}`).change)
  return plan
}

const details = (more: Partial<Tables['plan']> = {}): Tables['plan'] => ({
  id: 'plan',
  title: 'Northshire',
  organisation: null,
  planYear: '2020/21' as FinancialYear,
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
const paperOf = (rows: Partial<PlanRows>): Paper =>
  paperFor(planOf({ plan: [details()], ...rows }), 'commissioning-framework')

const sheetOf = (paper: Paper): PaperSheet => paper.sheets[0]!
/** The kinds of the rows with their first cells, for a look at the whole. */
const outline = (paper: Paper) => sheetOf(paper).rows.map(({ kind, cells }) => [kind, cells[0]?.value ?? null])
const valuesOf = (cells: PaperCell[]) => cells.map(({ value }) => value)

/** What SUBTOTAL(9,…) comes to in a spreadsheet: the numbers in its range, other SUBTOTALs passed over. */
function subtotalOf(sheet: PaperSheet, formula: string): number {
  const [, left, top, right, bottom] = /^SUBTOTAL\(9,([A-Z]+)(\d+):([A-Z]+)(\d+)\)$/.exec(formula)!
  expect(left).toBe(right)
  expect(Number(top)).toBeLessThanOrEqual(Number(bottom))
  let sum = 0
  for (const { cells } of sheet.rows.slice(Number(top) - 1, Number(bottom))) {
    const cell = cells[columnNumber(left!)! - 1]
    if (typeof cell?.value === 'number' && cell.formula === undefined) sum += cell.value
  }
  return sum
}

describe('Leicestershire’s Appendix A', () => {
  const plan = imported('leicestershire', 'Appendix A')
  const paper = paperFor(plan, 'commissioning-framework')
  const sheet = sheetOf(paper)

  it('stands in the layout of the office’s own paper', () => {
    expect(sheet.name).toBe('Appendix A')
    expect(outline(paper).slice(0, 6)).toEqual([
      ['title', 'Appendix A – Commissioning budget 2018/19 to 2020/21'],
      ['gap', null],
      ['heading', 'Service Name'],
      ['section', 'VICTIMS'],
      ['line', 'Victim First'],
      ['line', 'Target Hardening'],
    ])
    expect(valuesOf(sheet.rows[2]!.cells)).toEqual([
      'Service Name',
      'Current delivery organisation',
      'Provision',
      'How service is Commissioned?',
      '2018/19 budget (£)',
      '2019/20 budget (£)',
      '2020/21 budget (£)',
      'Geographical reach',
    ])
    expect(valuesOf(sheet.rows[4]!.cells)).toEqual([
      'Victim First',
      'Catch 22',
      'Generic victim support service inclusive of Restorative Justice',
      'Procured – sole funded',
      57392500,
      54375200,
      55832200,
      'LLR',
    ])
    expect(sheet.headingRow).toBe(3)
    expect(sheet.columns.map(({ kind }) => kind).join(' ')).toBe('text text text text money money money text')
  })

  it('has 44 lines, 4 subtotals and the grand total, which are the paper’s own', () => {
    const kinds = sheet.rows.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'line')).toHaveLength(44)
    const sums = sheet.rows.filter(({ kind }) => kind === 'subtotal' || kind === 'total')
    expect(sums.map(({ cells }) => [cells[0]!.value, ...valuesOf(cells.slice(4, 7))])).toEqual([
      ['VICTIMS subtotal', 138688500, 137971200, 139570700],
      ['VULNERABLE subtotal', 71793100, 82744600, 70550500],
      ['PREVENTION subtotal', 107755600, 106595600, 105214800],
      ['CROSS CUTTING subtotal', 110103300, 104343600, 124260100],
      ['Grand Total', 428340500, 431655000, 439596100],
    ])
    expect(sums[0]!.cells[4]!.formula).toBe('SUBTOTAL(9,E5:E12)')
    expect(sums[4]!.cells[6]!.formula).toBe('SUBTOTAL(9,G4:G55)')
    expect(kinds.at(-1)).toBe('total')
  })

  it('keeps blanks apart from zeros', () => {
    const amounts = sheet.rows.filter(({ kind }) => kind === 'line').flatMap(({ cells }) => valuesOf(cells.slice(4, 7)))
    expect(amounts.filter((value) => value === null)).toHaveLength(11)
    expect(amounts.filter((value) => value === 0)).toHaveLength(6)
  })
})

it('has formulas that come to their values and to the totals of the plan, whatever the plan', () => {
  fc.assert(
    fc.property(planArbitrary, (plan) => {
      const refused = plan.line.size === 0
      if (refused) {
        expect(() => paperFor(plan, 'commissioning-framework')).toThrow(Refusal)
        return
      }
      let paper: Paper
      try {
        paper = paperFor(plan, 'commissioning-framework')
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
        expect([...plan.amount.values()].some(({ measure }) => measure === 'budget')).toBe(false)
        return
      }
      const sheet = sheetOf(paper)
      const totals = new Totals(plan, 'priority')
      const years = sheet.columns.flatMap(({ kind }, index) => (kind === 'money' ? [index] : []))
      expect(years.length).toBeGreaterThan(0)
      expect(sheet.rows.filter(({ kind }) => kind === 'line')).toHaveLength(plan.line.size)
      for (const { kind, cells } of sheet.rows) {
        expect(cells.length).toBeLessThanOrEqual(sheet.columns.length)
        for (const index of years) {
          const cell = cells[index]
          if (kind !== 'subtotal' && kind !== 'total') expect(cell?.formula).toBeUndefined()
          else expect(subtotalOf(sheet, cell!.formula!)).toBe(cell!.value)
          if (kind !== 'total') continue
          const year = String(sheet.rows[2]!.cells[index]!.value).slice(0, 7) as FinancialYear
          expect(cell!.value).toBe(totals.total(year, 'budget') ?? 0)
        }
      }
    }),
    { seed: 20, numRuns: 150 },
  )
})

describe('years', () => {
  const years = (rows: Partial<PlanRows>) =>
    valuesOf(sheetOf(paperOf(rows)).rows[2]!.cells).filter((heading) => String(heading).includes('budget'))

  it('are the last three with a budget, up to the plan year', () => {
    const amount = ['2016/17', '2017/18', '2018/19', '2019/20', '2020/21', '2021/22'].map((year) =>
      budget('1', year, 100),
    )
    expect(years({ line: [line('1')], amount })).toEqual([
      '2018/19 budget (£)',
      '2019/20 budget (£)',
      '2020/21 budget (£)',
    ])
  })

  it('always hold the plan year, and none that has only a forecast', () => {
    const amount = [budget('1', '2018/19', 100), budget('1', '2019/20', 100, 'forecast')]
    expect(years({ line: [line('1')], amount })).toEqual(['2018/19 budget (£)', '2020/21 budget (£)'])
  })

  it('are those with budgets where the plan has no year yet', () => {
    const amount = [budget('1', '2018/19', 100)]
    const plan = [details({ planYear: null })]
    expect(years({ plan, line: [line('1')], amount })).toEqual(['2018/19 budget (£)'])
    expect(outline(paperOf({ plan, line: [line('1')], amount }))[0]).toEqual([
      'title',
      'Appendix A – Commissioning budget 2018/19',
    ])
  })
})

describe('sections', () => {
  const priority = (id: string, name: string, position: number, parentId: string | null = null) => ({
    id,
    name,
    parentId,
    position,
  })

  it('name a sub-priority after its priority, pass over empty ones, and put lines without one last', () => {
    const paper = paperOf({
      priority: [priority('v', 'Victims', 1), priority('y', 'Young victims', 2, 'v'), priority('e', 'Empty', 3)],
      line: [line('1'), line('2', { priorityId: 'y' }), line('3', { priorityId: 'v' })],
      amount: [budget('2', '2020/21', 500), budget('3', '2020/21', 700)],
    })
    expect(outline(paper).slice(3)).toEqual([
      ['section', 'Victims'],
      ['line', 'Service 3'],
      ['subtotal', 'Victims subtotal'],
      ['section', 'Victims – Young victims'],
      ['line', 'Service 2'],
      ['subtotal', 'Victims – Young victims subtotal'],
      ['section', 'No priority'],
      ['line', 'Service 1'],
      ['subtotal', 'No priority subtotal'],
      ['total', 'Grand Total'],
    ])
    const none = sheetOf(paper).rows[11]!.cells[4]!
    expect(none).toEqual({ value: 0, formula: 'SUBTOTAL(9,E11:E11)' })
    expect(sheetOf(paper).rows[10]!.cells[4]).toEqual({ value: null })
  })

  it('are left out where no line has a priority', () => {
    expect(outline(paperOf({ line: [line('1'), line('2')] })).slice(3)).toEqual([
      ['line', 'Service 1'],
      ['line', 'Service 2'],
      ['total', 'Grand Total'],
    ])
  })

  it('end even where priorities stand under each other in a circle', () => {
    const paper = paperOf({
      priority: [priority('a', 'A', 1, 'b'), priority('b', 'B', 2, 'a')],
      line: [line('1', { priorityId: 'a' })],
    })
    expect(outline(paper)[3]).toEqual(['section', 'B – A'])
  })
})

describe('notes', () => {
  it('stand below the table in the order of their marks; a line has one, and lines may share it', () => {
    const paper = paperOf({
      line: [line('1'), line('2'), line('3'), line('4')],
      amount: [budget('1', '2019/20', 100), budget('1', '2020/21', 100)],
      note: [
        note('4', '3', 'Subject to tender'),
        note('1', '2', 'Second'),
        note('0', '2', 'First', { year: '2019/20' as FinancialYear, measure: 'budget' }),
        note('2', '4', 'Subject to tender'),
        note('9', '1', 'Not shown', { year: '2020/21' as FinancialYear, measure: 'forecast' }),
        note('8', '1', 'Not shown', { year: '2015/16' as FinancialYear, measure: 'budget' }),
      ],
    })
    expect(outline(paper).slice(3)).toEqual([
      ['line', 'Service 1'],
      ['line', 'Service 2 [note 1]'],
      ['line', 'Service 3 [note 2]'],
      ['line', 'Service 4 [note 2]'],
      ['total', 'Grand Total'],
      ['gap', null],
      ['note', '[note 1] 2019/20: First\nSecond'],
      ['note', '[note 2] Subject to tender'],
    ])
    expect(sheetOf(paper).merges).toEqual([
      { top: 10, left: 1, bottom: 10, right: 7 },
      { top: 11, left: 1, bottom: 11, right: 7 },
    ])
  })

  it('do not name the year where there is one only', () => {
    const paper = paperOf({
      line: [line('1')],
      note: [note('1', '1', 'Provisional', { year: '2020/21' as FinancialYear, measure: 'budget' })],
    })
    expect(outline(paper).at(-1)).toEqual(['note', '[note 1] Provisional'])
  })
})

describe('the rest of the paper', () => {
  it('shows pence in a column only where it has any, and is wide enough for its sums', () => {
    const amount = [
      budget('1', '2019/20', 100_000_000_000),
      budget('1', '2020/21', 1_050),
      budget('2', '2020/21', -1_000),
      budget('2', '2019/20', 100_000_000_000),
    ]
    const { columns } = sheetOf(paperOf({ line: [line('1'), line('2')], amount }))
    expect(columns.slice(4, 6).map(({ pence }) => pence)).toEqual([false, true])
    expect(columns[4]!.width).toBeGreaterThan('2,000,000,000'.length)
  })

  it('names the organisation and the marking', () => {
    const paper = paperOf({
      plan: [details({ organisation: 'OPCC for Northshire', marking: 'OFFICIAL' })],
      line: [line('1')],
    })
    expect(outline(paper)[1]).toEqual(['subtitle', 'OPCC for Northshire · OFFICIAL'])
    expect(paper.organisation).toBe('OPCC for Northshire')
    expect(sheetOf(paper)).toMatchObject({ header: 'OFFICIAL', footer: 'Appendix A – Commissioning budget 2020/21' })
  })

  it.each([
    ['Northshire', 'Northshire – Appendix A 2020-21.xlsx'],
    ['2020/21: "draft"?', '2020-21- -draft-- – Appendix A 2020-21.xlsx'],
    ['..', 'Appendix A 2020-21.xlsx'],
    ['x'.repeat(300), `${'x'.repeat(80)} – Appendix A 2020-21.xlsx`],
  ])('suggests a file name that every system takes: %s', (title, file) => {
    expect(paperOf({ plan: [details({ title })], line: [line('1')] }).file).toBe(file)
  })

  it('keeps a name that is as long as a cell may be within it, mark and all', () => {
    const paper = paperOf({
      line: [line('1', { service: 'x'.repeat(32_767) })],
      note: [note('1', '1', 'y'.repeat(32_767))],
    })
    const [service, text] = [outline(paper)[3]![1], outline(paper).at(-1)![1]] as string[]
    expect(service).toHaveLength(32_767)
    expect(service).toMatch(/x… \[note 1\]$/)
    expect(text).toHaveLength(32_767)
    for (const { height } of sheetOf(paper).rows) expect(height ?? 0).toBeLessThanOrEqual(409)
  })

  it('makes a row higher the more lines its text takes', () => {
    const heights = [10, 30, 60, 120].map((length) => {
      const service = 'word '.repeat(length / 5).trim()
      return sheetOf(paperOf({ line: [line('1', { service })] })).rows[3]!.height!
    })
    expect(heights).toEqual([15.25, 15.25, 28, 53.5])
    const oneLine = sheetOf(paperOf({ line: [line('1', { service: 'a' })] })).rows[3]!.height!
    const threeLines = sheetOf(paperOf({ line: [line('1', { service: 'a\nb\nc' })] })).rows[3]!.height!
    expect(threeLines - oneLine).toBe(2 * 12.75)
  })
})

describe('refuses', () => {
  it('a paper that there is not, naming those that there are', () => {
    const plan = planOf({ plan: [details()], line: [line('1')] })
    for (const name of ['priority-sumary', 'constructor', ''])
      expect(() => paperFor(plan, name)).toThrow(/nothing was exported; choose one of commissioning-framework\.$/)
  })

  it('a plan without lines, or without any year', () => {
    expect(() => paperOf({})).toThrow('The plan has no budget lines yet, so nothing was exported')
    expect(() => paperOf({ plan: [details({ planYear: null })], line: [line('1')] })).toThrow(
      'The plan has no financial year yet, so nothing was exported',
    )
  })
})
