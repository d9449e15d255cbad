/**
 * A copied block over the ledger: which cells change, which lines are added, what is refused; and that copying and pasting back
 * changes nothing. Example: a block over a subtotal leaves it be.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Column } from '../../renderer/grid/columns.ts'
import { budgetColumns } from '../../renderer/grid/columns.ts'
import { asPasted, copiedRows } from '../../renderer/grid/copying.ts'
import { cellSteps, type PastePlace, passedOverText, planPaste } from '../../renderer/grid/pasting.ts'
import { gridRows } from '../../renderer/grid/rows.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { apply, invert } from '../../shared/change.ts'
import { readText } from '../../shared/clipboard/reading.ts'
import { writeTabbed } from '../../shared/clipboard/writing.ts'
import { combined } from '../../shared/edits/block.ts'
import { amountOf, type Plan, rowsOf } from '../../shared/plan.ts'
import { settings } from '../shared/arbitraries.ts'
import { machine, openedPlan, Y2 } from './fixtures.ts'

/** Rows: heading v, a, b, subtotal v, heading p, c, subtotal p. */
function shown() {
  const ledger = new Ledger(openedPlan(), 'priority', machine().call, () => {})
  const { plan } = ledger
  const columns: readonly Column[] = budgetColumns(ledger, false)
  const rows = gridRows(plan, 'priority')
  const place = (row: number, columnId: string, selectedRows = 1, selectedColumns = 1): PastePlace => ({
    plan,
    rows,
    columns,
    row,
    column: columns.findIndex(({ id }) => id === columnId),
    selectedRows,
    selectedColumns,
  })
  return { plan, rows, columns, place }
}
const edited = ({ edits }: ReturnType<typeof planPaste>) =>
  edits.map(({ column, lineId, typed }) => [lineId, column.id, typed])
const budget = `budget ${Y2}`

test('figures pass over subtotals and headings, and it is said', () => {
  const { place } = shown()
  const planned = planPaste(readText('(12)\n1.2m'), place(2, budget))
  expect(edited(planned)).toEqual([
    ['b', budget, '-12'],
    ['c', budget, '1200000'],
  ])
  expect(planned.at).toBe('Shelter 2020/21')
  expect(passedOverText(planned)).toBe('2 headings and subtotals passed over')
  expect(planned.end.row).toBe(5)
})

test('columns that are worked out are passed over, one that alone is pasted into is refused', () => {
  const { place } = shown()
  const planned = planPaste(readText('5\t7\t3%'), place(1, budget))
  expect(edited(planned)).toEqual([['a', budget, '5']])
  expect(passedOverText(planned)).toBe('Change £ and Change % worked out as before')
  expect(() => planPaste(readText('5'), place(1, 'change'))).toThrow('Change £ is worked out and cannot be typed over')
  expect(() => planPaste(readText('5\t5'), place(1, 'percent'))).toThrow('is 2 columns wide and only one stands there')
  expect(edited(planPaste(readText('5\t\t\t\t'), place(1, budget)))).toEqual([['a', budget, '5']])
})

test('one cell, and a block that fits, fill what is selected', () => {
  const { place } = shown()
  expect(edited(planPaste(readText('5'), place(1, 'provider', 2, 2))).map(([, , typed]) => typed)).toEqual(
    Array(4).fill('5'),
  )
  expect(
    edited(planPaste(readText('x\ty'), place(1, 'provider', 2, 2))).map(([line, , typed]) => [line, typed]),
  ).toEqual([
    ['a', 'x'],
    ['a', 'y'],
    ['b', 'x'],
    ['b', 'y'],
  ])
})

test('every cell that cannot be taken is named', () => {
  const { place } = shown()
  const { problems } = planPaste(readText('2%\nTBC'), place(1, budget))
  expect(problems).toEqual([
    { at: 'Victim First 2020/21', why: '“2%” is a percentage, not an amount' },
    { at: 'Shelter 2020/21', why: '“TBC” is not an amount' },
  ])
})

test('named rows below a section are its new lines; what has no name or no amount is told', () => {
  const { place } = shown()
  const block = readText('Court\tNew Hope\t\t\t1\t2\nAdvice\t\t\t\tTBC\t3\n\tNobody\t\t\t1\t1\n\t\t\t\t\t')
  const { added, addedProblems, edits } = planPaste(block, place(3, 'service'))
  expect(edits).toEqual([])
  expect(added).toMatchObject({ group: 'v', name: 'Victims' })
  expect(
    added!.lines.map(({ service, cells }) => [service, cells.map(({ column, typed }) => [column.id, typed])]),
  ).toEqual([
    [
      'Court',
      [
        ['provider', 'New Hope'],
        ['budget 2019/20', '1'],
        [budget, '2'],
      ],
    ],
    ['Advice', [[budget, '3']]],
  ])
  expect(addedProblems).toEqual([
    { at: 'Advice 2019/20', why: '“TBC” is not an amount' },
    { at: 'Row 3', why: '“Nobody” has no service beside it' },
  ])
})

test('copying any rectangle and pasting it back changes nothing, as text or within the program', () => {
  const { plan, rows, columns, place } = shown()
  // What is pasted is trimmed.
  plan.line.set('c', { ...plan.line.get('c')!, route: 'Grant' })
  const before = rowsOf(plan)
  const lines = rows.flatMap(({ kind }, index) => (kind === 'line' ? [index] : []))
  fc.assert(
    fc.property(
      fc.constantFrom(...lines),
      fc.nat(rows.length - 1),
      fc.nat(columns.length - 1),
      fc.nat(columns.length - 1),
      fc.boolean(),
      (top, down, left, right, asText) => {
        const [from, to] = [Math.min(left, right), Math.max(left, right)]
        const area = {
          rows: rows.slice(top, Math.max(top, Math.min(down, 5)) + 1),
          columns: columns.slice(from, to + 1),
        }
        if (area.columns.every(({ edit }) => !edit)) return
        // In text, what has no names beside it may as well be a line.
        if (asText && from > 0 && area.rows.some(({ kind }) => kind !== 'line')) return
        const block = asText ? readText(writeTabbed(copiedRows(area))) : asPasted(area)
        const planned = planPaste(block, place(top, columns[from]!.id, area.rows.length, area.columns.length))
        expect(planned.problems).toEqual([])
        expect(planned.added).toBeNull()
        expect(combined(plan, 'paste', cellSteps(plan, planned.edits)).rows).toEqual([])
      },
    ),
    settings,
  )
  expect(rowsOf(plan)).toEqual(before)
})

test('any pasted figures are where they were pasted, and taking them back leaves the plan as it was', () => {
  const { plan, place } = shown()
  const before = rowsOf(plan)
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 2 }),
      (figures) => {
        const planned = planPaste(readText(figures.join('\n')), place(1, budget))
        const change = combined(plan, 'paste', cellSteps(plan, planned.edits))
        apply(plan, change)
        const held = (held: Plan, id: string) => amountOf(held, id, Y2, 'budget')
        expect(['a', 'b'].slice(0, figures.length).map((id) => held(plan, id))).toEqual(figures.map((n) => n * 100))
        apply(plan, invert(change))
        expect(rowsOf(plan)).toEqual(before)
      },
    ),
    settings,
  )
})
