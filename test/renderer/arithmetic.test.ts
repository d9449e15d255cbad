/**
 * Arithmetic in the window: an edit carries what depends on it, in the plan and under an option, and one undo takes all back; a
 * cell without an amount shows a word, says why, and counts in no sum. Example: 2020/21 is `=[2019/20]*2`, and 2019/20 is edited.
 */
import { expect, test } from 'vitest'
import { figureText } from '../../renderer/grid/cells.ts'
import { budgetColumns } from '../../renderer/grid/columns.ts'
import { type GridRow, totalRow } from '../../renderer/grid/rows.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { addOption } from '../../shared/edits/options.ts'
import { typeFigure } from '../../shared/edits/typing.ts'
import { setAmount } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf } from '../../shared/plan.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { machine, openedPlan, Y1, Y2, Y3 } from './fixtures.ts'

function opened() {
  const plan = openedPlan()
  return new Ledger(plan, 'priority', machine(plan).call, () => undefined)
}

const type = (ledger: Ledger, year: FinancialYear, typed: string, lineId = 'a') =>
  ledger.edit((plan) => typeFigure(plan, { lineId, year, measure: 'budget', typed }))
const line: GridRow = { kind: 'line', id: 'a', lineId: 'a', group: 'v' }
const column = (ledger: Ledger, year: FinancialYear) =>
  budgetColumns(ledger, false).find(({ id }) => id === `budget ${year}`)!

test('what depends on a figure changes in the same step, sums too, and is taken back with it', async () => {
  const ledger = opened()
  await type(ledger, Y2, `=[${Y1}]*2`)
  expect(ledger.totals.total(Y2, 'budget')).toBe(43_000)
  const change = await ledger.edit((plan) =>
    setAmount(plan, { lineId: 'a', year: Y1, measure: 'budget', pence: 10_000 as Pence }),
  )
  expect(change!.rows).toHaveLength(2)
  expect(amountOf(ledger.plan, 'a', Y2, 'budget')).toBe(20_000)
  expect(ledger.totals.total(Y2, 'budget')).toBe(45_000)
  await ledger.step('undo')
  expect(ledger.totals.total(Y2, 'budget')).toBe(43_000)
})

test('a cell without an amount shows a word, says why, and keeps how it was typed', async () => {
  const ledger = opened()
  await type(ledger, Y2, `=[${Y3}]+1`)
  const { valueOf: shown, tooltip, marks, edit } = column(ledger, Y2)
  expect(shown(line)).toBe('blank year')
  expect(tooltip!(line)).toContain('refers to [2021/22], which is blank')
  expect(marks!['no-amount']!(line)).toBe(true)
  expect(edit!.textOf('a')).toBe(`=[${Y3}]+1`)
  expect(shown(totalRow)).toBe(25_000)
  expect(ledger.checks.counts().error).toBe(1)
  await type(ledger, Y3, '5')
  expect(column(ledger, Y2).valueOf(line)).toBe(600)
  expect(marks!['no-amount']!(line)).toBe(false)
})

test('a year of which there is nothing but such a cell has its column', async () => {
  const ledger = opened()
  await type(ledger, Y3, '=1/0')
  expect(ledger.years).toEqual([Y1, Y2, Y3])
  expect(column(ledger, Y3).valueOf(line)).toBe('÷ 0')
  await ledger.step('undo')
  expect(ledger.years).toEqual([Y1, Y2])
})

test('under an option the option’s own figures are followed, and the plan’s when the plan is edited', async () => {
  const ledger = opened()
  await type(ledger, Y2, `=[${Y1}]*2`)
  await ledger.editBase((plan) => addOption(plan, { name: 'Cut' }, () => 'o'))
  await ledger.switchTo('o')
  await type(ledger, Y1, '10')
  expect(amountOf(ledger.plan, 'a', Y2, 'budget')).toBe(2_000)
  expect(amountOf(ledger.base, 'a', Y2, 'budget')).toBe(18_000)
  await ledger.editBase((plan) => typeFigure(plan, { lineId: 'a', year: Y2, measure: 'budget', typed: `=[${Y1}]*3` }))
  expect(amountOf(ledger.plan, 'a', Y2, 'budget')).toBe(3_000)
  expect(amountOf(ledger.base, 'a', Y2, 'budget')).toBe(27_000)
  expect(figureText(ledger.plan, { lineId: 'a', year: Y2, measure: 'budget' })).toBe(`=[${Y1}]*3`)
})
