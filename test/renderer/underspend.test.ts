/**
 * A year's underspend by line, group and plan. Example: budget 100, forecast outturn 80 and 15 set aside leaves 5.
 */
import { expect, test } from 'vitest'
import { gridRows } from '../../renderer/grid/rows.ts'
import { destinationOf, underspendColumns, underspendsOf } from '../../renderer/grid/underspend.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { splitId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { amount, machine, openedPlan, Y2 } from './fixtures.ts'

const ledgerOf = () => {
  const opened = openedPlan()
  opened.rows.amount.push(amount('a', Y2, 80, 'forecast'), amount('b', Y2, 230, 'forecast'))
  return new Ledger(opened, 'priority', machine(opened).call, () => undefined)
}

test('an overspend is no underspend and does not lessen another line’s', () => {
  const { lines, groups, total } = underspendsOf(ledgerOf(), Y2)
  expect(lines.get('a')).toEqual({ variance: -2000, underspend: 2000, setAside: null, undecided: 2000 })
  expect(lines.get('b')).toEqual({ variance: 3000, underspend: 0, setAside: null, undecided: 0 })
  expect(lines.get('c')).toEqual({ variance: null, underspend: null, setAside: null, undecided: null })
  expect(groups.get('v')).toEqual({ variance: 1000, underspend: 2000, setAside: null, undecided: 2000 })
  expect(total.underspend).toBe(2000)
  expect(groups.get('p')?.underspend).toBeNull()
})

test('what is set aside is no longer undecided, and touches its line and group', async () => {
  const opened = openedPlan()
  opened.rows.amount.push(amount('a', Y2, 80, 'forecast'))
  const touched: string[][] = []
  const ledger = new Ledger(opened, 'priority', machine(opened).call, ({ lines, groups }) =>
    touched.push([...lines, ...groups]),
  )
  let next = 0
  await ledger.edit((plan) =>
    carryUnderspend(
      plan,
      { lineId: 'a', year: Y2, pence: 1500 as Pence, to: 'reserve', target: 'Commissioning reserve' },
      () => `n${++next}`,
    ),
  )
  expect(underspendsOf(ledger, Y2).lines.get('a')).toMatchObject({ setAside: 1500, undecided: 500 })
  expect(touched).toEqual([['a', 'v']])
  expect(destinationOf(ledger, [...ledger.plan.carry.values()][0]!)).toBe('Commissioning reserve')
})

test('by source, a line’s underspend is divided between those who pay for it', () => {
  const opened = openedPlan()
  opened.rows.amount.push(amount('a', Y2, 80, 'forecast'))
  const source = { name: 'Grant', kind: 'grant', carry: 'no', reserveId: null, conditions: null, position: 1 } as const
  opened.rows.source.push({ id: 's', ...source })
  opened.rows.split.push({ id: splitId('a', 's', Y2), lineId: 'a', sourceId: 's', year: Y2, pence: 2500 as Pence })
  const ledger = new Ledger(opened, 'source', machine(opened).call, () => undefined)
  const sums = underspendsOf(ledger, Y2)
  const part = (pence: number) => ({ variance: -pence, underspend: pence, setAside: null, undecided: pence })
  expect(sums.groups.get('s')).toEqual(part(500))
  expect(sums.total).toEqual(part(2000))
  const column = underspendColumns(ledger, Y2, () => sums).find(({ id }) => id === 'underspend')!
  const shown = gridRows(ledger.plan, 'source').map((row) => [row.kind, column.valueOf(row)])
  expect(shown.slice(0, 3)).toEqual([
    ['heading', null],
    ['line', 500],
    ['subtotal', 500],
  ])
  expect(shown[4]).toEqual(['line', 1500])
})
