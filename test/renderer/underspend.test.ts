/**
 * A year's underspend by line, group and plan. Example: budget 100, forecast outturn 80 and 15 set aside leaves 5.
 */
import { expect, test } from 'vitest'
import { destinationOf, underspendsOf } from '../../renderer/grid/underspend.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
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
