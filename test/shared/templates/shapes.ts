/**
 * Random plans and the random tables that they are shown in: sums above or below their lines, by one or two groupings, in
 * pounds, thousands or millions. Example: `fc.property(codedPlans, shapes, (plan, shape) => … rowsFor(shape) …)`.
 */
import * as fc from 'fast-check'
import type { Line } from '../../../shared/model.ts'
import { type Plan, planOf, rowsOf } from '../../../shared/plan.ts'
import { type Head, heads } from '../../../shared/templates/groups.ts'
import { planArbitrary, planYears } from '../arbitraries.ts'
import type { Rows, Written } from './paper.ts'

/** Every line has its id as its code, so that a row tells whose it is. */
export const codedPlans = planArbitrary.map((plan) => {
  const rows = rowsOf(plan)
  return planOf({ ...rows, line: rows.line.map((line) => ({ ...line, code: line.id })) })
})

/** What lines that stand once and whole can be divided by. */
export const lineHeads = heads.filter((by) => by !== 'source' && by !== 'service')

export interface Shape {
  levels: Exclude<Head, 'source' | 'service'>[]
  /** Rows of words between the parts, and what stands above and below. */
  heads: boolean
  sumsAbove: boolean
  total: 'above' | 'below' | 'apart' | 'none'
  twoRows: boolean
  unit: { words: string; pounds: number }
  measure: 'budget' | 'forecast' | 'change' | 'variance'
  /** Rows above the table. */
  above: number
}

export const shapes: fc.Arbitrary<Shape> = fc.record({
  levels: fc.subarray(lineHeads, { minLength: 0, maxLength: 2 }),
  heads: fc.boolean(),
  sumsAbove: fc.boolean(),
  total: fc.constantFrom('above', 'below', 'apart', 'none'),
  twoRows: fc.boolean(),
  unit: fc.constantFrom(
    { words: '', pounds: 1 },
    { words: ' in £000', pounds: 1_000 },
    { words: ' in £m', pounds: 1_000_000 },
  ),
  measure: fc.constantFrom('budget', 'forecast', 'change', 'variance'),
  above: fc.nat(3),
})

/** The year that the tables are about. */
export const YEAR = planYears[2]!

/** The table: what a row is in column A, amounts in column B. */
export function rowsFor({ levels, heads, sumsAbove, total, twoRows, unit, measure, above }: Shape): Rows {
  const amount = (of: string) => `{{${of}.${measure} Y${unit.words}}}`
  const rows: Written[][] = Array.from({ length: above }, (_, row) => [`Words ${row}`, row])
  const totalRow = ['T', amount('total')]
  if (total === 'above') rows.push(totalRow)
  const sums = levels.map((by) => [`S ${by}`, amount('subtotal'), null, `{{${by}}}`])
  for (const [depth, by] of levels.entries()) {
    if (heads) rows.push([null, null, `{{${by}.name}}`])
    if (sumsAbove) rows.push(sums[depth]!)
  }
  rows.push(['{{line.code}}', amount('line'), '{{line.service}}'])
  if (twoRows) rows.push(['', 'Words {{line.provider}}'])
  if (!sumsAbove) rows.push(...[...sums].reverse())
  if (total === 'apart') rows.push([null])
  if (total !== 'above' && total !== 'none') rows.push(totalRow)
  rows.push(['Below', 7])
  return rows
}

/** A figure over lines in pence, said once more in other words. */
export function sumOf(plan: Plan, lines: readonly Line[], measure: Shape['measure']): number {
  const amount = (line: Line, of: 'budget' | 'forecast', year = YEAR) =>
    plan.amount.get(`${line.id} ${year} ${of}`)?.pence
  let sum = 0
  for (const line of lines) {
    const [budget, forecast] = [amount(line, 'budget'), amount(line, 'forecast')]
    if (measure === 'budget') sum += budget ?? 0
    else if (measure === 'forecast') sum += forecast ?? 0
    else if (measure === 'change') sum += (budget ?? 0) - (amount(line, 'budget', planYears[1]!) ?? 0)
    else if (budget !== undefined && forecast !== undefined) sum += forecast - budget
  }
  return sum
}
