/**
 * Last year's workbook, imported, made into a template and filled from the plan that came of it: the same lines and figures
 * stand there again, and every sum in it agrees.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Excel from 'exceljs'
import { describe, expect, it } from 'vitest'
import { fillWorkbook, readTemplate } from '../../../electron/workbook/filling/filler.ts'
import { makeTemplateFile } from '../../../electron/workbook/lastyear.ts'
import { apply } from '../../../shared/change.ts'
import { rollForward } from '../../../shared/edits/nextyear.ts'
import { matchedLines } from '../../../shared/importing/comparing.ts'
import { planImport, type Reading, readTables } from '../../../shared/importing/index.ts'
import type { BasisPoints } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { fillTemplate } from '../../../shared/templates/index.ts'
import { type FinancialYear, yearFrom } from '../../../shared/years.ts'
import { opened, withoutOpenpyxl } from '../workbook/filling/office.ts'

const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xlsx'))
    .map((name) => path.join(folder, name))

const workbooks = [...filesIn('test/fixtures/workbooks'), ...filesIn('test/fixtures/imports')]

/** What cannot be turned at all, and why. */
const refused: Record<string, RegExp> = {
  'income-below-expenditure.xlsx': /income stands as positive figures/,
  'no-year.xlsx': /which year its figures are for/,
  'nothing-but-prose.xlsx': /could be made into a template/,
  'side-by-side.xlsx': /stand beside each other/,
  'unit-plainly-missing.xlsx': /none of its figures could be read/,
}

/** Sums that do not stand where they should in the workbook itself, and so do not in the paper. */
const misplaced = new Set(['cambridgeshire.xlsx'])

function imported(reading: Reading): Plan {
  const plan = planOf()
  let made = 0
  apply(plan, planImport(plan, reading, () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`).change)
  return plan
}

function filled(plan: Plan, template: Buffer, name: string, planYear: FinancialYear | null): Buffer {
  return fillWorkbook(
    template,
    fillTemplate(plan, readTemplate(template, name), { today: '2021-01-14', planYear }),
    name,
  )
}

const read = (bytes: Buffer, name: string) => readTables(readTemplate(bytes, name).workbook)

/** The lines that have a figure, with all their figures, in any order. */
const linesOf = (reading: Reading) =>
  matchedLines(planOf(), reading)
    .lines.filter(({ figures }) => figures.length > 0)
    .map(({ service, provider, geography, figures }) => ({
      service,
      provider,
      geography,
      figures: figures.map(({ year, measure, pence }) => `${year} ${measure} ${pence}`).sort(),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

describe.each(workbooks)('%s', (file) => {
  const name = path.basename(file)
  const bytes = readFileSync(file)

  if (Object.hasOwn(refused, name)) {
    it('is refused with the reason', () => {
      expect(() => makeTemplateFile(bytes, name)).toThrow(refused[name]!)
    })
    return
  }

  it('filled from its own import has the same lines and figures, and sums that agree', () => {
    const reading = read(bytes, name)
    const { bytes: template, planYear } = makeTemplateFile(bytes, name)
    const again = read(filled(imported(reading), template, name, planYear), name)
    expect(linesOf(again)).toEqual(linesOf(reading))
    const wrong = again.stated.filter(({ outcome, statedPence }) => outcome !== 'agrees' && statedPence !== null)
    expect(wrong.filter(({ outcome }) => !(misplaced.has(name) && outcome === 'in the wrong column'))).toEqual([])
  })

  it('holds no amount of last year that is not told', () => {
    const { bytes: template, said } = makeTemplateFile(bytes, name)
    for (const { name: sheet, cells } of readTemplate(template, name).workbook.sheets) {
      const told = said.some(({ at, look }) => look && at.sheet === sheet)
      const amounts = cells.filter(
        ({ type, text, formula }) => formula === undefined && (type === 'number' || /£[1-9\d]*\d/.test(text)),
      )
      if (!told && !readTemplate(template, name).workbook.sheets.find((one) => one.name === sheet)?.hidden)
        expect(amounts.map(({ text }) => text).filter((text) => !/£0{2,3}\b/.test(text))).toEqual([])
    }
  })
})

describe('Leicestershire’s Appendix A, rolled forward', () => {
  const name = 'leicestershire.xlsx'
  const bytes = readFileSync(`test/fixtures/workbooks/${name}`)
  const { bytes: template } = makeTemplateFile(bytes, name)
  const plan = imported(read(bytes, name))
  apply(plan, rollForward(plan, { to: yearFrom(2021), uplift: 0 as BasisPoints }))
  const paper = filled(plan, template, name, yearFrom(2021))

  it('shows the three years 2019/20 to 2021/22 in the same columns', () => {
    const [table] = read(paper, name).tables
    expect(table?.years).toEqual(['2019/20', '2020/21', '2021/22'])
    expect(Object.keys(table?.columns ?? {}).join('')).toBe('ABCDEFGH')
    const before = read(bytes, name).stated.filter(({ label, year }) => label === 'Grand Total' && year !== '2018/19')
    const after = read(paper, name).stated.filter(({ label, year }) => label === 'Grand Total' && year !== '2021/22')
    expect(after.map(({ statedPence }) => statedPence)).toEqual(before.map(({ statedPence }) => statedPence))
    expect(after).toHaveLength(2)
  })

  it.skipIf(withoutOpenpyxl)('is a workbook that others open, its sums live', () => {
    const sheet = opened({ paper }).paper!['Appendix A']!
    expect(sheet.A1).toBe('Appendix A - Commissioning budget 2019-2022 with revised committed figures for 2021-22')
    expect(Object.values(sheet).filter((text) => text.startsWith('=SUBTOTAL(9,'))).toHaveLength(15)
    expect(Object.values(sheet).filter((text) => text.includes('{{'))).toEqual([])
  })
})

describe('a column that is added for the plan year', () => {
  it('has the width, the number format and the look of the one that it is like', async () => {
    const book = new Excel.Workbook()
    const sheet = book.addWorksheet('Budget')
    sheet.addRows([
      ['Service', '2020/21 budget (£)'],
      ['Helpline', 120000],
      ['Street rangers', 48250],
      ['Total', { formula: 'SUM(B2:B3)', result: 168250 }],
    ])
    sheet.getColumn(2).width = 21
    sheet.getColumn(2).numFmt = '£#,##0'
    for (const row of [1, 4]) sheet.getCell(row, 2).font = { bold: true }
    const bytes = Buffer.from(await book.xlsx.writeBuffer())
    const { bytes: template } = makeTemplateFile(bytes, 'budget.xlsx')
    const plan = imported(read(bytes, 'budget.xlsx'))
    apply(plan, rollForward(plan, { to: yearFrom(2021), uplift: 0 as BasisPoints }))
    const paper = new Excel.Workbook()
    await paper.xlsx.load(new Uint8Array(filled(plan, template, 'budget.xlsx', yearFrom(2021))).buffer)
    const grown = paper.getWorksheet('Budget')!
    expect([grown.getCell('B1').value, grown.getCell('C1').value]).toEqual(['2020/21 budget (£)', '2021/22 budget (£)'])
    expect([grown.getColumn(2).width, grown.getColumn(3).width]).toEqual([21, 21])
    expect([grown.getCell('C2').numFmt, grown.getCell('C2').value]).toEqual(['£#,##0', 120000])
    expect([grown.getCell('C1').font?.bold, grown.getCell('C4').font?.bold]).toEqual([true, true])
    expect(grown.getCell('C4').value).toMatchObject({ formula: 'SUBTOTAL(9,C2:C3)', result: 168250 })
  })
})
