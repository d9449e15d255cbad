/**
 * Random plans in random templates: every line stands once in every table, each sum closes the lines of its group and no
 * others, and what it holds is what the plan comes to and what the sheet recalculates to.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pence } from '../../../shared/money.ts'
import { linesInOrder } from '../../../shared/plan.ts'
import type { FilledValue } from '../../../shared/templates/filling.ts'
import { groupsOf, Totals } from '../../../shared/totals.ts'
import { settings } from '../arbitraries.ts'
import { filledSheets, recalculated, templateOf } from './paper.ts'
import { codedPlans, lineHeads, rowsFor, shapes, sumOf, YEAR } from './shapes.ts'

const given = { planYear: YEAR }

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
    const by = fc.constantFrom(...lineHeads)
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
