/**
 * Columns arranged, filtered, sorted and in another unit; the sums of the lines in sight. Example: 558,322.50 is 558 in £000.
 */
import { expect, test } from 'vitest'
import { gridRows } from '../../renderer/grid/rows.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { plainLayout } from '../../renderer/state.ts'
import { arranged, filterWords, type Layout, rowsAsked, sortWords } from '../../renderer/viewing/arranging.ts'
import { type Offered, offeredColumns } from '../../renderer/viewing/morecolumns.ts'
import { SHOWN, ShownSums, withShown } from '../../renderer/viewing/shown.ts'
import { unitText } from '../../renderer/viewing/units.ts'
import { setAmount } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { machine, openedPlan, Y1, Y2 } from './fixtures.ts'

const ledgerOf = () => {
  const opened = openedPlan()
  // The route and the geography have columns only where a line has one.
  opened.rows.line[1]!.geography = 'LLR'
  const ledger = new Ledger(opened, 'priority', machine(opened).call, () => undefined)
  return { ledger, offered: offeredColumns(ledger, false) }
}
const layout = (part: Partial<Layout>): Layout => ({ ...plainLayout(), ...part })
const idsOf = (offered: Offered[], part: Partial<Layout>) =>
  arranged(offered, layout(part), 'pounds').map(({ id }) => id)
const usual = ['service', 'provider', 'route', 'geography', `budget ${Y1}`, `budget ${Y2}`, 'change', 'percent']

test('columns stand in the order of the paper; those moved stand where they were put, new ones where they belong', () => {
  const { offered } = ledgerOf()
  expect(idsOf(offered, {})).toEqual(usual)
  expect(idsOf(offered, { hidden: ['route', 'service'], shown: ['code'] })).toEqual([
    ...['service', 'provider', 'geography', 'code'],
    ...usual.slice(4),
  ])
  const order = [`budget ${Y2}`, 'geography', 'gone', 'service', 'geography']
  expect(idsOf(offered, { order })).toEqual([
    ...['service', 'provider', 'route', `budget ${Y2}`, 'change', 'percent', 'geography', `budget ${Y1}`],
  ])
  for (const one of offered) expect(idsOf(offered, { shown: [one.column.id] })).toContain(one.column.id)
})

test('what is frozen stands on the left, without a gap; what is sorted or filtered is marked', () => {
  const { offered } = ledgerOf()
  const columns = arranged(
    offered,
    layout({
      frozen: 'route',
      sort: { column: 'change', descending: true },
      filters: { provider: { kind: 'blank' } },
      widths: { route: 300 },
    }),
    'pounds',
  )
  expect(columns.filter(({ frozen }) => frozen).map(({ id }) => id)).toEqual(['service', 'provider', 'route'])
  expect(columns.find(({ sorted }) => sorted)).toMatchObject({ id: 'change', sorted: 'descending' })
  expect(columns.filter(({ filtered }) => filtered).map(({ id }) => id)).toEqual(['provider'])
  expect(columns.find(({ fixed }) => fixed)).toMatchObject({ id: 'route', width: 300 })
  const gone = arranged(offered, layout({ frozen: 'gone' }), 'pounds')
  expect(gone.filter(({ frozen }) => frozen).map(({ id }) => id)).toEqual(['service'])
})

test('filters and orders read the values of columns, also of those that are hidden', () => {
  const { ledger, offered } = ledgerOf()
  const lines = (part: Partial<Layout>) =>
    gridRows(ledger.plan, ledger.levels, '', rowsAsked(offered, layout(part))).flatMap((row) =>
      row.kind === 'line' ? [row.lineId] : [],
    )
  expect(lines({ filters: { [`budget ${Y1}`]: { kind: 'blank' } } })).toEqual(['b'])
  expect(lines({ filters: { change: { kind: 'above', amount: 100 } }, hidden: ['change'] })).toEqual(['a', 'b'])
  expect(lines({ sort: { column: `budget ${Y2}`, descending: true } })).toEqual(['b', 'a', 'c'])
  expect(lines({ filters: { gone: { kind: 'blank' } }, sort: { column: 'gone', descending: true } })).toEqual([
    ...['a', 'b', 'c'],
  ])
})

test('another unit is for reading: the value stays pence, the heading says the unit, the tooltip the amount', () => {
  const { offered } = ledgerOf()
  const line = { kind: 'line', id: 'a', lineId: 'a', group: 'v' } as const
  const column = arranged(offered, plainLayout(), 'thousands').find(({ id }) => id === `budget ${Y2}`)!
  expect(column).toMatchObject({ unit: 'thousands', note: '£000 plan year' })
  expect(column.valueOf(line)).toBe(10_000)
  expect(column.tooltip?.(line)).toContain('£100 exactly')
  expect(column.edit?.textOf('a')).toBe('100')
  expect(arranged(offered, plainLayout(), 'thousands').find(({ id }) => id === 'percent')?.unit).toBeUndefined()
})

test.each([
  [null, '', ''],
  [0, '–', '–'],
  [55_832_250, '558', '0.56'],
  [49_999, '0', '0.00'],
  [50_000, '1', '0.00'],
  [-50_000, '(1)', '(0.00)'],
  [-49_999, '(0)', '(0.00)'],
  [499_999, '5', '0.00'],
  [500_000, '5', '0.01'],
  [150_000, '2', '0.00'],
  [123_456_789_012, '1,234,568', '1,234.57'],
] as const)('%s pence is “%s” in £000 and “%s” in £m, rounded half away from zero', (pence, thousands, millions) => {
  expect(unitText(pence as Pence | null, 'thousands')).toBe(thousands)
  expect(unitText(pence as Pence | null, 'millions')).toBe(millions)
})

test('the lines in sight have their sums, which follow each edit', async () => {
  const { ledger, offered } = ledgerOf()
  const rows = gridRows(ledger.plan, ledger.levels)
  const sums = new ShownSums(rows.filter((row) => row.kind !== 'line' || row.lineId !== 'c'))
  expect(sums.lines).toBe(2)
  const column = offered.find((one) => one.column.id === `budget ${Y2}`)!.column
  const shown = withShown(column, () => sums)
  const foot = { kind: 'foot', id: SHOWN, name: '' } as const
  expect(shown.valueOf(foot)).toBe(30_000)
  await ledger.edit((plan) => setAmount(plan, { lineId: 'a', year: Y2, measure: 'budget', pence: null }))
  await ledger.edit((plan) => setAmount(plan, { lineId: 'c', year: Y2, measure: 'budget', pence: 1 as Pence }))
  sums.update(['a', 'c'])
  expect(shown.valueOf(foot)).toBe(20_000)
  expect(shown.valueOf({ kind: 'total', id: 'total' })).toBe(20_001)
})

test('what else is kept about a line has a column, edited as in its panel', async () => {
  const { ledger, offered } = ledgerOf()
  const column = (id: string) => offered.find((one) => one.column.id === id)!.column
  const type = (id: string, typed: string) => ledger.edit((plan) => column(id).edit!.change(plan, 'a', typed))
  const line = { kind: 'line', id: 'a', lineId: 'a', group: 'v' } as const
  await type('basis', 'one off')
  await type('priority', ' prevention')
  await type('contractEnd', '31 March 2024')
  expect(ledger.plan.line.get('a')).toMatchObject({ basis: 'one-off', priorityId: 'p', contractEnd: '2024-03-31' })
  expect(column('contractEnd').valueOf(line)).toBe('31 March 2024')
  expect(column('contractEnd').orderOf?.(line)).toBe('2024-03-31')
  await expect(type('priority', 'Elsewhere')).rejects.toThrow('There is no priority “Elsewhere”')
  await expect(type('basis', 'sometimes')).rejects.toThrow('“Recurring” or “One-off”')
})

test('filters and orders are said in words', () => {
  const { offered } = ledgerOf()
  const column = (id: string) => offered.find((one) => one.column.id === id)!.column
  expect(filterWords(column(`budget ${Y2}`), { kind: 'above', amount: 100 })).toBe('2020/21 plan year above £1')
  expect(filterWords(column('provider'), { kind: 'contains', text: 'catch' })).toBe('Provider contains “catch”')
  expect(sortWords(column('contractEnd'), false)).toBe('Contract end, earliest first')
  expect(sortWords(column('provider'), true)).toBe('Provider, Z to A')
})
