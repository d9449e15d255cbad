/**
 * Random plans in random templates: every line stands once in every table, each sum closes the lines of its group and no
 * others, and what it holds is what the plan comes to and what the sheet recalculates to.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { linesInOrder, type Plan, planOf, rowsOf } from '../../../shared/plan.ts'
import type { FilledValue } from '../../../shared/templates/filling.ts'
import { type Grouping, groupings, groupsOf, Totals } from '../../../shared/totals.ts'
import { planArbitrary, planYears, settings } from '../arbitraries.ts'
import { filledSheets, type Rows, recalculated, templateOf, type Written } from './paper.ts'

/** Every line has its id as its code, so that a row tells whose it is. */
const codedPlans = planArbitrary.map((plan) => {
  const rows = rowsOf(plan)
  return planOf({ ...rows, line: rows.line.map((line) => ({ ...line, code: line.id })) })
})

interface Shape {
  levels: Grouping[]
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

const shapes: fc.Arbitrary<Shape> = fc.record({
  levels: fc.subarray(
    [...groupings].filter((by) => by !== 'source'),
    { minLength: 0, maxLength: 2 },
  ),
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

const YEAR = planYears[2]!
const given = { planYear: YEAR }

function rowsFor({ levels, heads, sumsAbove, total, twoRows, unit, measure, above }: Shape): Rows {
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

/** The rows that a formula adds up. */
function closedBy(formula: string, grid: ReadonlyMap<string, FilledValue>, ids: ReadonlySet<string>): string[] {
  return [...formula.matchAll(/B(\d+):B(\d+)/g)].flatMap(([, top, bottom]) => {
    const codes: string[] = []
    for (let row = Number(top); row <= Number(bottom); row++) {
      const code = grid.get(`A${row}`)
      if (code?.kind === 'text' && ids.has(code.text)) codes.push(code.text)
    }
    return codes
  })
}

const close = (value: number, to: number) => Math.abs(value - to) <= 1e-9 * Math.max(1, Math.abs(to)) * 1000

/** A figure over lines, said once more in other words. */
function sumOf(plan: Plan, lines: readonly Line[], measure: Shape['measure']): number {
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

describe('random plans in random templates', () => {
  it('show every line once and close what they should', () => {
    fc.assert(
      fc.property(codedPlans, shapes, (plan, shape) => {
        const grid = filledSheets(plan, templateOf({ Paper: rowsFor(shape) }), given).get('Paper')!
        const ids = new Set(plan.line.keys())
        const shown: string[] = []
        for (const [ref, value] of grid)
          if (ref.startsWith('A') && value.kind === 'text' && ids.has(value.text)) shown.push(value.text)
        expect(shown.toSorted()).toEqual([...ids].toSorted())
        for (const [ref, label] of grid) {
          if (!ref.startsWith('A') || label.kind !== 'text' || !/^(?:T$|S )/.test(label.text) || ids.has(label.text))
            continue
          if (ids.size > 0) expect(grid.get(ref.replace('A', 'B'))?.kind).toBe('formula')
        }
        for (const [ref, value] of grid) {
          if (value.kind !== 'formula') continue
          const label = grid.get(ref.replace('B', 'A'))
          const closed = closedBy(value.formula, grid, ids)
          expect(new Set(closed).size).toBe(closed.length)
          const lines = closed.map((id) => plan.line.get(id)!)
          expect(close(value.value as number, sumOf(plan, lines, shape.measure) / (100 * shape.unit.pounds))).toBe(true)
          expect(close(recalculated(value.formula, grid), value.value as number)).toBe(true)
          if (label?.kind === 'text' && label.text === 'T') expect(closed.toSorted()).toEqual([...ids].toSorted())
        }
      }),
      { ...settings, numRuns: 300 },
    )
  })

  it('close each group with its own lines, as the live sums of the plan have it', () => {
    const by = fc.constantFrom(...groupings.filter((grouping) => grouping !== 'source'))
    fc.assert(
      fc.property(codedPlans, by, fc.boolean(), (plan, grouping, summary) => {
        const line = ['{{line.code}}', '{{line.budget Y}}']
        const sums = ['{{subtotal.lines}}', '{{subtotal.budget Y}}', `{{${grouping}}}`]
        const grid = filledSheets(plan, templateOf({ Paper: summary ? [sums] : [line, sums] }), given).get('Paper')!
        const totals = new Totals(plan, grouping)
        const groups = groupsOf(plan, grouping).filter(({ lines }) => lines.length > 0)
        const found = [...grid].filter(
          ([ref]) => ref.startsWith('B') && grid.get(ref.replace('B', 'A'))?.kind === 'number',
        )
        expect(found).toHaveLength(groups.length)
        for (const [place, { key, lines }] of groups.entries()) {
          const expected = totals.subtotal(key, YEAR, 'budget')
          const value = found[place]![1]
          if (summary)
            expect(value).toEqual(expected === null ? { kind: 'blank' } : { kind: 'number', value: expected / 100 })
          else if (value.kind === 'formula') {
            expect(value.value).toBe((expected ?? 0) / 100)
            expect(closedBy(value.formula, grid, new Set(plan.line.keys()))).toEqual(lines.map(({ id }) => id))
          } else expect(value.kind).toBe('formula')
        }
      }),
      settings,
    )
  })

  it('by source, come to each source’s share and to the whole', () => {
    fc.assert(
      fc.property(codedPlans, (plan) => {
        const rows = [
          ['{{source.name}}'],
          ['{{line.code}}', '{{line.budget Y}}'],
          ['{{subtotal.lines}}', '{{subtotal.budget Y}}'],
          ['T', '{{total.budget Y}}'],
        ]
        const grid = filledSheets(plan, templateOf({ Paper: rows }), given).get('Paper')!
        const totals = new Totals(plan, 'source')
        const expected = groupsOf(plan, 'source')
          .map(({ key }) => totals.subtotal(key, YEAR, 'budget'))
          .filter((pence): pence is Pence => pence !== null)
        const formulas = [...grid.values()].filter((value) => value.kind === 'formula')
        for (const { formula, value } of formulas)
          expect(close(recalculated(formula, grid), value as number)).toBe(true)
        const sums = formulas.map(({ value }) => Math.round((value as number) * 100))
        const total = linesInOrder(plan).length > 0 ? sums.pop() : 0
        expect(total).toBe(totals.total(YEAR, 'budget') ?? 0)
        expect(sums.filter((sum) => sum !== 0).toSorted((a, b) => a - b)).toEqual(
          expected.filter((sum) => sum !== 0).toSorted((a, b) => a - b),
        )
      }),
      settings,
    )
  })

  it('never throw anything but a refusal, whatever a cell says', () => {
    const words = fc.constantFrom(
      '{{',
      '}}',
      'line',
      '.',
      'service',
      'budget',
      ' Y',
      '-1',
      ' where ',
      'route',
      '=',
      'grant',
      ' sort by ',
      '"',
      '#if ',
      ' not ',
      ' in ',
      '£m',
      'total',
      'subtotal',
      'priority',
      '.name',
      'reserve',
      ' and ',
      ' contains ',
      'amount of ',
      ' %',
      'note',
    )
    const cells = fc.array(
      fc.array(words, { maxLength: 9 }).map((parts) => `{{${parts.join('')}}}`),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(codedPlans, fc.array(cells, { maxLength: 4 }), (plan, rows) => {
        try {
          filledSheets(plan, templateOf({ Paper: rows }), given)
        } catch (error) {
          expect((error as Error).name).toBe('Refusal')
        }
      }),
      { ...settings, numRuns: 500 },
    )
  })
})
