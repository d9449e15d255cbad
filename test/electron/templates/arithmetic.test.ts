/**
 * Arithmetic in papers: a live formula in the line's own row, in the unit of its cell, which LibreOffice works out to the plan's
 * own penny and openpyxl sees as a formula. Example: `=[2020/21]*1.02` beside 2020/21 in C2 is `ROUND(C2*1.02,2)`.
 */
import ExcelJS from 'exceljs'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillWorkbook, readTemplate } from '../../../electron/workbook/filling/filler.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { apply } from '../../../shared/change.ts'
import { typeFigure } from '../../../shared/edits/typing.ts'
import { blankLine } from '../../../shared/edits.ts'
import { heldAt } from '../../../shared/expressions.ts'
import type { Measure } from '../../../shared/model.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { settled } from '../../../shared/recalculating.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { address } from '../../../shared/sheet.ts'
import { fillTemplate } from '../../../shared/templates/index.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { planYears, settings } from '../../shared/arbitraries.ts'
import { typedArbitrary } from '../../shared/slowarithmetic.ts'
import { opened, recalculated, withoutLibreOffice, withoutOpenpyxl } from '../workbook/filling/office.ts'
import { filledPaper, today, withoutResults } from './filledpaper.ts'

const [, y19, y20, y21] = planYears as [FinancialYear, FinancialYear, FinancialYear, FinancialYear]

function planWith(lines: number): Plan {
  return planOf({
    plan: [{ id: 'plan', title: 'Plan', organisation: null, planYear: y21, marking: null }],
    line: Array.from({ length: lines }, (_, index) =>
      blankLine({ id: `l${index}`, service: `Service ${index}`, position: index + 1 }),
    ),
  })
}

function type(plan: Plan, lineId: string, year: FinancialYear, typed: string, measure: Measure = 'budget'): void {
  apply(plan, settled(plan, null, typeFigure(plan, { lineId, year, measure, typed })))
}

async function paper(plan: Plan, sheets: Record<string, string[][]>): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows)
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  const template = readTemplate(bytes, 'template.xlsx')
  return fillWorkbook(bytes, fillTemplate(plan, template, { today }), 'template.xlsx')
}

/** Cells by sheet and reference. */
function cellsOf(bytes: Buffer) {
  const found = new Map<string, { value: unknown; formula: string | undefined }>()
  for (const { name, cells } of readWorkbookBytes(bytes, 'paper.xlsx').sheets)
    for (const { row, column, value, formula } of cells)
      found.set(`${name}!${address(row, column)}`, { value, formula })
  return found
}

const COLUMNS: readonly [string, FinancialYear, Measure][] = [
  ['budget Y-2', y19, 'budget'],
  ['budget Y-1', y20, 'budget'],
  ['forecast Y-1', y20, 'forecast'],
  ['budget Y', y21, 'budget'],
]
const rowIn = (unit: string) => ['{{line.service}}', ...COLUMNS.map(([name]) => `{{line.${name}${unit}}}`)]
const SHEETS = {
  Pounds: [['Service'], rowIn(''), ['Total', '', '', '', '{{total.budget Y}}']],
  Thousands: [['Service'], rowIn(' in £000')],
  Alone: [['Service'], ['{{line.service}}', '{{line.budget Y in £m}}']],
  Words: [['Service'], ['{{line.service}}', '{{line.budget Y-1 as text}}', '{{line.budget Y or "–"}}']],
}

it('is written in the row that shows what it refers to, in the unit of each cell', async () => {
  const plan = planWith(5)
  type(plan, 'l0', y20, '558,322')
  type(plan, 'l0', y21, '=[2020/21]*1.02')
  type(plan, 'l1', y21, '=558,322*1.02+SUM(1; 2)')
  type(plan, 'l2', y19, '100')
  type(plan, 'l2', y21, '=AVERAGE([2019/20]; [2020/21]; -3)/[2020/21 forecast]')
  type(plan, 'l2', y20, '-7', 'forecast')
  type(plan, 'l3', y21, '=[2018/19]+5')
  type(plan, 'l4', y21, '=1/0')
  const cells = cellsOf(await paper(plan, SHEETS))
  const at = (ref: string) => [cells.get(ref)?.formula, cells.get(ref)?.value]
  expect(at('Pounds!E2')).toEqual(['ROUND(C2*1.02,2)', 569_488.44])
  expect(at('Pounds!E3')).toEqual(['558322*1.02+SUM(1,2)', 569_491.44])
  expect(at('Pounds!E4')).toEqual(['ROUND(AVERAGE(B4,C4,-3)/D4,2)', -6.93])
  expect(at('Pounds!E5')).toEqual([undefined, 'not known'])
  expect(at('Pounds!E6')).toEqual([undefined, 'not known'])
  expect(at('Pounds!E7')).toEqual(['SUBTOTAL(9,E2:E6)', 1_138_972.95])
  expect(at('Thousands!E2')).toEqual(['ROUND((C2*1000)*1.02,2)/1000', 569.48844])
  expect(at('Thousands!E3')).toEqual(['(558322*1.02+SUM(1,2))/1000', 569.49144])
  expect(at('Thousands!E4')).toEqual(['ROUND(AVERAGE((B4*1000),-3)/(D4*1000),2)/1000', -0.00693])
  expect(at('Alone!B2')).toEqual(['ROUND(558322*1.02,2)/1000000', 0.56948844])
  expect(at('Alone!B4')).toEqual(['ROUND(AVERAGE(100,-3)/(-7),2)/1000000', -0.00000693])
  expect(at('Words!C2')).toEqual(['ROUND(558322*1.02,2)', 569_488.44])
})

it('is live in the papers of the program, the accessible one too', async () => {
  const plan = planWith(2)
  type(plan, 'l0', y20, '1000')
  type(plan, 'l0', y21, '=[2020/21]+500')
  type(plan, 'l1', y21, '250')
  for (const name of ['accessible-tables', 'commissioning-framework'] as const) {
    const formulas = [...cellsOf(await filledPaper(name, plan)).values()].filter(({ formula }) =>
      formula?.startsWith('ROUND('),
    )
    expect(formulas.length, name).toBeGreaterThan(0)
    for (const { formula, value } of formulas) {
      expect(formula, name).toMatch(/^ROUND\([A-Z]+\d+\+500,2\)$/)
      expect(value).toBe(1_500)
    }
  }
})

it('never makes a formula of a text, whatever a stranger’s file says is arithmetic', async () => {
  const plan = planWith(1)
  type(plan, 'l0', y21, '5')
  for (const expression of ['=cmd|x!A1', '=HYPERLINK("http://x")', '=6', '="5"', '=[2020/21]', '=[2021/22]']) {
    const [amount] = plan.amount.values()
    plan.amount.set(amount!.id, { ...amount!, expression })
    const cell = cellsOf(await paper(plan, SHEETS)).get('Pounds!E2')
    expect([cell?.formula, cell?.value], expression).toEqual([undefined, 5])
  }
})

it.skipIf(withoutLibreOffice || withoutOpenpyxl)(
  'comes to the plan’s own penny in LibreOffice, and openpyxl finds formulas',
  async () => {
    const lines = 400
    const plan = planWith(lines)
    const random = fc.sample(fc.tuple(typedArbitrary, typedArbitrary, typedArbitrary, typedArbitrary), {
      seed: settings.seed,
      numRuns: lines,
    })
    for (const [index, typings] of random.entries())
      for (const [place, [, year, measure]] of COLUMNS.entries()) {
        try {
          type(plan, `l${index}`, year, typings[place]!, measure)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }
    const bytes = await paper(plan, SHEETS)
    const written = [...cellsOf(bytes)].filter(([, { formula }]) => formula !== undefined)
    expect(written.length).toBeGreaterThan(lines)
    const worked = cellsOf(recalculated({ paper: withoutResults(bytes) }).paper!)
    const wrong: unknown[] = []
    for (let index = 0; index < lines; index++)
      for (const [place, [, year, measure]] of COLUMNS.entries()) {
        const held = heldAt(plan, { lineId: `l${index}`, year, measure })
        for (const [sheet, pounds] of [
          ['Pounds', 1],
          ['Thousands', 1000],
        ] as const) {
          const ref = `${sheet}!${address(index + 2, place + 2)}`
          const value = worked.get(ref)?.value ?? null
          const pence = typeof value === 'number' ? Math.round(value * 100 * pounds) + 0 : value
          const expected = typeof held === 'string' ? 'not known' : held
          if (pence !== expected) wrong.push([ref, cellsOf(bytes).get(ref)?.formula, pence, expected])
        }
      }
    expect(wrong).toEqual([])
    const seen = opened({ paper: bytes }).paper!
    for (const [ref, { formula }] of written) {
      const [sheet, cell] = ref.split('!') as [string, string]
      expect(seen[sheet]?.[cell]).toBe(`=${formula}`)
    }
  },
)
