/**
 * The budget's columns and what stands in them. Example: the change of a line that is new this year is its whole budget.
 */
import { expect, test } from 'vitest'
import { budgetColumns, moneyWidth } from '../../renderer/grid/columns.ts'
import { type GridRow, subtotalId, totalRow } from '../../renderer/grid/rows.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { setAmount } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { machine, openedPlan, Y1, Y2 } from './fixtures.ts'

const ledgerOf = (opened = openedPlan()) => new Ledger(opened, 'priority', machine(opened).call, () => undefined)
const line = (id: string): GridRow => ({ kind: 'line', id, lineId: id, group: 'v' })
const subtotal: GridRow = { kind: 'subtotal', id: subtotalId('v'), group: 'v', name: 'Victims' }

function column(ledger: Ledger, id: string, showForecast = false) {
  const found = budgetColumns(ledger, showForecast).find((held) => held.id === id)
  if (!found) throw new Error(`no column ${id}`)
  return found
}

test('texts, then a column a year, then the change on the year before', () => {
  const ids = budgetColumns(ledgerOf(), false).map(({ id }) => id)
  expect(ids).toEqual([
    'service',
    'provider',
    'route',
    'geography',
    `budget ${Y1}`,
    `budget ${Y2}`,
    'change',
    'percent',
  ])
})

test('the plan year is marked and said, and no other', () => {
  const columns = budgetColumns(ledgerOf(), false)
  expect(columns.filter(({ marked }) => marked).map(({ id, note }) => [id, note])).toEqual([
    [`budget ${Y2}`, 'plan year'],
  ])
})

test('the forecast outturn of the current year has a column when asked for, or when there is one', () => {
  expect(budgetColumns(ledgerOf(), true).map(({ id }) => id)).toContain(`forecast ${Y1}`)
  const opened = openedPlan()
  opened.rows.amount.push({ ...opened.rows.amount[0]!, id: `a ${Y1} forecast`, measure: 'forecast' })
  expect(budgetColumns(ledgerOf(opened), false).map(({ id }) => id)).toContain(`forecast ${Y1}`)
})

test('lines, subtotals and the total each give their figures; a blank is null', () => {
  const ledger = ledgerOf()
  expect(column(ledger, `budget ${Y2}`).valueOf(line('a'))).toBe(10000)
  expect(column(ledger, `budget ${Y1}`).valueOf(line('b'))).toBeNull()
  expect(column(ledger, `budget ${Y2}`).valueOf(subtotal)).toBe(30000)
  expect(column(ledger, `budget ${Y2}`).valueOf(totalRow)).toBe(35000)
  expect(column(ledger, 'service').valueOf(subtotal)).toBe('Victims subtotal')
})

test('changes in £ and %, for lines and subtotals', () => {
  const ledger = ledgerOf()
  expect(column(ledger, 'change').valueOf(line('a'))).toBe(1000)
  expect(column(ledger, 'percent').valueOf(line('a'))).toBe(1111)
  expect(column(ledger, 'change').valueOf(line('b'))).toBe(20000)
  expect(column(ledger, 'percent').valueOf(line('b'))).toBeNull()
  expect(column(ledger, 'change').valueOf(subtotal)).toBe(21000)
})

test('a figure says where it was read, or how it was typed', async () => {
  const ledger = ledgerOf()
  expect(column(ledger, `budget ${Y1}`).tooltip?.(line('a'))).toBe('Appendix A, E5, in last.xlsx')
  const { edit } = column(ledger, `budget ${Y2}`)
  await ledger.edit((plan) => edit!.change(plan, 'a', '=50*3'))
  expect(column(ledger, `budget ${Y2}`).tooltip?.(line('a'))).toBe('=50*3')
  expect(edit!.textOf('a')).toBe('=50*3')
})

test('an edit is refused where the text is no amount, and the model stays', () => {
  const ledger = ledgerOf()
  const { edit } = column(ledger, `budget ${Y2}`)
  expect(() => edit!.change(ledger.plan, 'a', 'TBC')).toThrow(Refusal)
  expect(column(ledger, `budget ${Y2}`).valueOf(line('a'))).toBe(10000)
})

test('pence in one figure make room in its column, and no more once they are gone', async () => {
  const ledger = ledgerOf()
  const held = column(ledger, `budget ${Y2}`)
  expect(held.hasPence?.()).toBe(false)
  await ledger.edit((plan) => setAmount(plan, { lineId: 'a', year: Y2, measure: 'budget', pence: 150 as Pence }))
  expect(held.hasPence?.()).toBe(true)
  expect(column(ledger, 'change').hasPence?.()).toBe(true)
  expect(column(ledger, `budget ${Y1}`).hasPence?.()).toBe(false)
  await ledger.step('undo')
  expect(held.hasPence?.()).toBe(false)
})

test('a column is wide enough for its total', () => {
  expect(moneyWidth(null, false)).toBe(104)
  expect(moneyWidth(452639178 as Pence, true)).toBeGreaterThan(120)
})

test('without a plan year there is no change to show', () => {
  const opened = openedPlan()
  opened.rows.plan[0]!.planYear = null
  expect(budgetColumns(ledgerOf(opened), true).map(({ id }) => id)).not.toContain('change')
})
