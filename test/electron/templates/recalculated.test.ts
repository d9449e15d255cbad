/**
 * Random plans in random templates, written as real workbooks and worked out by LibreOffice: every amount, subtotal and total
 * is, to the penny, what the plan comes to. The workbooks keep no value of any formula, so none can be handed through.
 */
import ExcelJS from 'exceljs'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillWorkbook, readTemplate } from '../../../electron/workbook/filling/filler.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { amountId, type Line } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { linesInOrder, type Plan, planOf, rowsOf } from '../../../shared/plan.ts'
import { fillTemplate } from '../../../shared/templates/index.ts'
import { groupKey } from '../../../shared/totals.ts'
import { shiftYear } from '../../../shared/years.ts'
import { penceArbitrary, settings } from '../../shared/arbitraries.ts'
import { codedPlans, rowsFor, type Shape, shapes, sumOf, YEAR } from '../../shared/templates/shapes.ts'
import { recalculated, withoutLibreOffice } from '../workbook/filling/office.ts'
import { today, withoutResults } from './filledpaper.ts'

const SEEDS = 200

const groupNames = fc.constantFrom(null, 'Grant', 'grant ', 'Contract', 'Pot')

/** Plans with groups and figures for most of their lines, in tables with sums. */
const papers = fc
  .record({
    plan: codedPlans.filter(({ line }) => line.size > 3),
    names: fc.array(groupNames, { minLength: 37, maxLength: 37 }),
    pence: fc.array(fc.option(penceArbitrary, { freq: 6 }), { minLength: 41, maxLength: 41 }),
    shape: shapes.filter(({ levels, total }) => levels.length > 0 || total !== 'none'),
  })
  .map(({ plan, names, pence, shape }) => ({ plan: withFigures(withGroups(plan, names), pence), shape }))

/** The plan with these names of groups where a line has none. */
function withGroups(plan: Plan, names: readonly (string | null)[]): Plan {
  const rows = rowsOf(plan)
  const priorities = rows.priority.map(({ id }) => id)
  const line = rows.line.map((one, place) => {
    const name = (of: number) => names[(place * 4 + of) % names.length] ?? null
    return {
      ...one,
      priorityId: one.priorityId ?? priorities[place % (priorities.length + 1)] ?? null,
      route: one.route ?? name(0),
      geography: one.geography ?? name(1),
      provider: one.provider ?? name(2),
      owner: one.owner ?? name(3),
    }
  })
  return planOf({ ...rows, line })
}

/** The plan with these figures where it has none, and blanks among them. */
function withFigures(plan: Plan, pence: readonly (Pence | null)[]): Plan {
  const rows = rowsOf(plan)
  const kinds = [
    { year: YEAR, measure: 'budget' },
    { year: YEAR, measure: 'forecast' },
    { year: shiftYear(YEAR, -1), measure: 'budget' },
  ] as const
  const figures = rows.line.flatMap(({ id: lineId }, line) =>
    kinds.flatMap(({ year, measure }, kind) => {
      const id = amountId(lineId, year, measure)
      const held = pence[(line * kinds.length + kind) % pence.length] ?? null
      if (held === null || plan.amount.has(id)) return []
      return [{ id, lineId, year, measure, pence: held, expression: null, origin: null }]
    }),
  )
  return planOf({ ...rows, amount: [...rows.amount, ...figures] })
}

/** The template as a workbook of its own. */
async function templateOf(shape: Shape): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Paper')
  for (const [row, values] of rowsFor(shape).entries())
    for (const [column, value] of values.entries())
      if (value !== null && value !== '') sheet.getCell(row + 1, column + 1).value = value
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function paperOf(plan: Plan, shape: Shape): Promise<Buffer> {
  const bytes = await templateOf(shape)
  const template = readTemplate(bytes, 'template.xlsx')
  return withoutResults(fillWorkbook(bytes, fillTemplate(plan, template, { today, planYear: YEAR }), 'template.xlsx'))
}

interface Row {
  label: unknown
  amount: unknown
  formula: boolean
}

/** Columns A and B from the top. */
function rowsIn(bytes: Buffer): Row[] {
  const rows: Row[] = []
  for (const { row, column, value, formula } of readWorkbookBytes(bytes, 'paper.xlsx').sheets[0]!.cells) {
    rows[row] ??= { label: null, amount: null, formula: false }
    if (column === 1) rows[row].label = value
    if (column === 2) Object.assign(rows[row], { amount: value, formula: formula !== undefined })
  }
  return rows.filter((row) => row !== undefined)
}

/**
 * The rows that there should be, given the order of the lines: below (or above) the lines that share a grouping, what all lines
 * of the plan with it come to. Where nothing has a grouping, a total says the same and no sum stands for it.
 */
function expectedRows(plan: Plan, { levels, sumsAbove, total, measure }: Shape, shown: readonly Line[]) {
  const lines = linesInOrder(plan)
  const keys = (line: Line, depth: number) => JSON.stringify(levels.slice(0, depth).map((by) => groupKey(line, by)))
  const alike = (line: Line, depth: number) => lines.filter((one) => keys(one, depth) === keys(line, depth))
  const row = (label: string, of: readonly Line[]) => ({ label, pence: sumOf(plan, of, measure) })
  const sumsOf = (line: Line, next: Line | undefined) =>
    levels.flatMap((by, depth) => {
      const ends = !next || keys(next, depth + 1) !== keys(line, depth + 1)
      const isGrouped = total === 'none' || alike(line, depth).some((one) => groupKey(one, by) !== '')
      return ends && isGrouped ? [row(`S ${by}`, alike(line, depth + 1))] : []
    })
  const rows = shown.flatMap((line, place) =>
    sumsAbove
      ? [...sumsOf(line, shown[place - 1]), row(line.id, [line])]
      : [row(line.id, [line]), ...sumsOf(line, shown[place + 1]).reverse()],
  )
  if (total === 'above') return [row('T', lines), ...rows]
  return total === 'none' ? rows : [...rows, row('T', lines)]
}

it('LibreOffice is on this computer, to work out the papers with', () => {
  expect(withoutLibreOffice, 'The program “soffice” is missing: install LibreOffice (Calc) to run this test.').toBe(
    false,
  )
})

it.skipIf(withoutLibreOffice)(
  `${SEEDS} random papers come to the plan’s own sums in LibreOffice, to the penny`,
  async () => {
    const random = fc.sample(papers, { seed: settings.seed, numRuns: SEEDS })
    const files: Record<string, Buffer> = {}
    for (const [index, { plan, shape }] of random.entries()) files[`paper ${index}`] = await paperOf(plan, shape)
    const worked = recalculated(files)
    let sums = 0
    for (const [index, { plan, shape }] of random.entries()) {
      const name = `paper ${index}`
      const formulas = rowsIn(files[name]!).filter(({ formula }) => formula)
      expect(formulas.map(({ amount }) => amount)).toEqual(formulas.map(() => null))
      sums += formulas.length
      const rows = rowsIn(worked[name]!).filter(({ label }) => typeof label === 'string' && isRow(plan, label))
      const shown = rows.flatMap(({ label }) => plan.line.get(label as string) ?? [])
      expect(shown.map(({ id }) => id).toSorted()).toEqual([...plan.line.keys()].toSorted())
      const found = rows.map(({ label, amount }) => ({ label, pence: penceOf(amount, shape) }))
      expect({ name, shape, rows: found }).toEqual({ name, shape, rows: expectedRows(plan, shape, shown) })
    }
    expect(sums).toBeGreaterThan(SEEDS * 2)
  },
)

const isRow = (plan: Plan, label: string) => plan.line.has(label) || label === 'T' || label.startsWith('S ')

/** An amount of a cell in whole pence; NaN where it is none. A blank is nothing to add. */
function penceOf(amount: unknown, { unit }: Shape): number {
  if (amount === null) return 0
  const pence = Math.round((amount as number) * 100 * unit.pounds)
  return typeof amount === 'number' ? pence + 0 : Number.NaN
}
