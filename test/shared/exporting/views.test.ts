/**
 * The lines as text, the printed budget, and what is shown before an export. Example: a service named `=HYPERLINK(…)` stays
 * a name in the .csv, and `<script>` stays text on the printed page.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { apply } from '../../../shared/change.ts'
import { typeFigure } from '../../../shared/edits/typing.ts'
import { blankLine } from '../../../shared/edits.ts'
import { figureText, PREVIEW_ROWS, previewSheets } from '../../../shared/exporting/choice.ts'
import { lineTable } from '../../../shared/exporting/linetable.ts'
import { printPage, printPreview, printView, unitText } from '../../../shared/exporting/printview.ts'
import { planImport, readTables } from '../../../shared/importing/index.ts'
import { amountId } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { planOf } from '../../../shared/plan.ts'
import { readTextTable, writeTextTable } from '../../../shared/texttable.ts'
import { yearFrom } from '../../../shared/years.ts'

const Y = yearFrom(2020)
const options = { year: null, unit: 1, today: '2021-01-14' } as const

function leicestershire() {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const plan = planOf()
  apply(plan, planImport(plan, reading, () => `id ${++id}`).change)
  return plan
}

function awkward() {
  const details = { id: 'plan' as const, title: '<b>Plan</b>', organisation: 'A & B', planYear: Y, marking: null }
  const line = [
    blankLine({
      id: 'a',
      service: '=HYPERLINK("x")',
      provider: '+44 & <script>',
      position: 1,
      extra: { 'Ref "7"': '@1' },
    }),
    blankLine({ id: 'b', service: 'Refuge, "safe"', priorityId: 'q', position: 2 }),
  ]
  const figure = (lineId: string, pence: number) => ({
    id: amountId(lineId, Y, 'budget'),
    lineId,
    year: Y,
    measure: 'budget' as const,
    pence: pence as Pence,
    expression: null,
    origin: null,
  })
  const note = {
    id: 'n',
    lineId: 'b',
    year: Y,
    measure: null,
    mark: '*',
    text: 'Subject to funding',
    position: 1,
    origin: null,
  }
  return planOf({
    plan: [details],
    priority: [
      { id: 'p', name: 'Victims', parentId: null, position: 1 },
      { id: 'q', name: 'Refuges', parentId: 'p', position: 2 },
    ],
    line,
    amount: [figure('a', -123450), figure('b', 5)],
    note: [note],
  })
}

describe('the lines as text', () => {
  it('have every line, every figure, and no formula', () => {
    const text = writeTextTable(lineTable(awkward()))
    expect(text.startsWith('\uFEFF')).toBe(true)
    const [headings, first, second] = text.slice(1).split('\r\n') as [string, string, string]
    expect(headings).toBe(
      'Priority,Sub-priority,Service,Provider,Description,Route,Geography,Code,Owner,Basis,Status,Contract start,Contract end,Budget 2020/21 (£),Notes,"Ref ""7"""',
    )
    expect(first).toBe('Victims,Refuges,"Refuge, ""safe""",,,,,,,recurring,,,,0.05,2020/21: Subject to funding,')
    expect(second).toBe(`,,"'=HYPERLINK(""x"")",'+44 & <script>,,,,,,recurring,,,,-1234.50,,'@1`)
  })

  it('of Leicestershire read back as its 44 lines with three years', () => {
    const table = lineTable(leicestershire())
    expect(table).toHaveLength(45)
    expect(table[0]!.filter((heading) => /^Budget/.test(String(heading)))).toHaveLength(3)
    expect(readTextTable(writeTextTable(table).slice(1)).kind).toBe('table')
  })
})

describe('the printed budget', () => {
  it('has the subtotals and the total of the plan', () => {
    const view = printView(leicestershire(), options)
    expect(view.figures).toEqual(['2018/19', '2019/20', '2020/21', 'Change £', 'Change %'])
    const figures = (text: string) => view.rows.find(({ texts }) => texts[0] === text)?.figures
    expect(figures('VICTIMS subtotal')).toEqual(['1,386,885', '1,379,712', '1,395,707', '15,995', '1.2%'])
    expect(figures('Total')!.slice(1, 3)).toEqual(['4,316,550', '4,395,961'])
    expect(figures('Missing co-ordinator')!.slice(-3)).toEqual(['', '', ''])
    const preview = printPreview(view)
    expect(preview.rows).toBe(view.rows.length + 3)
    expect(preview.cells).toContainEqual(expect.objectContaining({ text: '1,395,707', figure: true, bold: true }))
  })

  it('is of the year and unit asked for', () => {
    const view = printView(leicestershire(), { ...options, year: yearFrom(2019), unit: 1000 })
    expect(view.title).toMatch(/: budget 2019\/20$/)
    expect(view.under).toContain('Amounts in £000')
    expect(view.rows.at(-1)!.figures.slice(0, 2)).toEqual(['4,283.4', '4,316.6'])
    expect(() => printView(planOf(), options)).toThrow('The plan has no year yet, so nothing was exported')
  })

  it('holds text as text, no script and nothing to fetch', () => {
    const page = printPage(printView(awkward(), options))
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<b>')
    expect(page).not.toMatch(/https?:|url\(|src=|href=/)
    expect(page).toContain('&#60;script&#62;')
    expect(page).toContain('(1,234.50)')
  })

  it('rounds half away from zero in £000 and £m', () => {
    const cases: [number, 1 | 1000 | 1_000_000, string][] = [
      [0, 1, '0'],
      [5, 1, '0.05'],
      [-123450, 1, '(1,234.50)'],
      [499_99, 1000, '0.5'],
      [-5_000, 1000, '(0.1)'],
      [-4_999, 1000, '0.0'],
      [150_050_000_00, 1_000_000, '150.050'],
      [49_999, 1_000_000, '0.000'],
      [50_000, 1_000_000, '0.001'],
    ]
    expect(cases.map(([pence, unit]) => unitText(pence as Pence, unit))).toEqual(cases.map(([, , text]) => text))
  })
})

describe('a figure whose arithmetic has no result', () => {
  it('is said to be not known, in the text and in print, and is in no sum', () => {
    const plan = awkward()
    apply(plan, typeFigure(plan, { lineId: 'a', year: Y, measure: 'budget', typed: '=1/0' }))
    apply(plan, typeFigure(plan, { lineId: 'a', year: Y, measure: 'actual', typed: '=[2018/19]' }))
    const [headings, ...lines] = lineTable(plan)
    const a = lines.find((row) => row.includes('=HYPERLINK("x")'))!
    expect(a[headings!.indexOf('Budget 2020/21 (£)')]).toBe('not known')
    expect(a[headings!.indexOf('Actual 2020/21 (£)')]).toBe('not known')
    const { rows } = printView(plan, options)
    expect(rows.find(({ texts }) => texts[0] === '=HYPERLINK("x")')!.figures).toEqual(['not known'])
    expect(rows.find(({ kind }) => kind === 'total')!.figures).toEqual(['0.05'])
  })
})

describe('a preview', () => {
  it('shows the first rows of visible sheets, figures with commas, formulas without a value as they are', () => {
    const cell = (row: number, own: object) => ({
      row,
      column: 1,
      type: 'number' as const,
      value: 0,
      text: '0',
      ...own,
    })
    const sheets = previewSheets({
      file: 'a.xlsx',
      sheets: [
        { name: 'Hidden', hidden: true, cells: [], merges: [] },
        {
          name: 'Paper',
          hidden: false,
          merges: [],
          cells: [
            cell(1, { value: 1395707.5, text: '1395707.5', formula: 'SUM(A2:A9)' }),
            cell(2, { type: 'blank', value: null, text: '', formula: 'NOW()' }),
            cell(3, { hidden: true }),
            cell(PREVIEW_ROWS + 1, {}),
          ],
        },
      ],
    })
    expect(sheets).toEqual([
      {
        name: 'Paper',
        rows: PREVIEW_ROWS + 1,
        columns: 1,
        merges: [],
        cells: [
          { row: 1, column: 1, text: '1,395,707.5', figure: true, formula: 'SUM(A2:A9)' },
          { row: 2, column: 1, text: '=NOW()', formula: 'NOW()' },
        ],
      },
    ])
    expect([0.1 + 0.2, -1234.56789, 1e21, -0].map(figureText)).toEqual(['0.3', '-1,234.5679', '1e+21', '0'])
  })
})
