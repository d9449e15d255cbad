/**
 * What a merge does, in the officer's words. Example: "Victim First, 2021/22 budget: £1 → £2".
 */
import { expect, it } from 'vitest'
import { apply, type RowChange, rowTo } from '../../../shared/change.ts'
import { blankLine } from '../../../shared/edits.ts'
import { outcomeOf } from '../../../shared/merging/outcome.ts'
import { type Told, tellerOf, toldLine } from '../../../shared/merging/words.ts'
import { differingRows, mergingOf } from '../../../shared/merging.ts'
import { amountId, pairId, splitId, type TableName, type Tables } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { copyOf } from '../arbitraries.ts'

const year = yearFrom(2021)
const amount = (lineId: string, pence: number, expression: string | null = null): Tables['amount'] => {
  const id = amountId(lineId, year, 'budget')
  return { id, lineId, year, measure: 'budget', pence: pence as Pence, expression, origin: null }
}
const source = (id: string, name: string) =>
  ({ id, name, kind: 'grant', carry: 'no', reserveId: null, conditions: null, position: 1 }) as const

const base = planOf({
  plan: [{ id: 'plan', title: 'Budget', organisation: null, planYear: year, marking: null }],
  priority: [
    { id: 'p', name: 'Victims', parentId: null, position: 1 },
    { id: 'q', name: 'Prevention', parentId: null, position: 2 },
  ],
  line: [
    blankLine({
      id: 'a',
      service: 'Victim First',
      provider: 'Catch 22',
      priorityId: 'p',
      position: 1,
      extra: { Ref: '7' },
    }),
    blankLine({ id: 'b', service: 'ISVA', priorityId: 'p', position: 2 }),
  ],
  amount: [amount('a', 100), amount('b', 200_00)],
  source: [source('s', 'MoJ grant')],
  availability: [{ id: pairId('s', year), sourceId: 's', year, pence: 100 as Pence, status: 'confirmed', note: null }],
})

type Put = (table: TableName, id: string, row: object | null) => void

/** What is told once both have done something. */
function told(ours: (put: Put, plan: Plan) => void, theirs: (put: Put, plan: Plan) => void) {
  const [mine, other] = [ours, theirs].map((work) => {
    const plan = copyOf(base)
    work(
      (table, id, row) => apply(plan, { label: 'x', rows: [rowTo(plan, table, id, row as never) as RowChange] }),
      plan,
    )
    return plan
  }) as [Plan, Plan]
  const merging = mergingOf(mine, differingRows([base], mine, other))
  const tell = tellerOf(mine, merging)
  const outcome = outcomeOf(mine, merging, new Map())
  return { comes: merging.comes.map(tell), clashes: merging.clashes.map(tell), outcome }
}
const nothing = () => {}
const texts = (items: Told[]) =>
  items.map(({ where, what, was, ours, theirs }) => [where, what, was, ours, theirs].join(' | '))

it('fields, figures and columns of a line', () => {
  const { comes } = told(nothing, (put, plan) => {
    put('line', 'a', {
      ...plan.line.get('a')!,
      provider: null,
      priorityId: 'q',
      contractEnd: '2022-03-31',
      extra: { Ref: '8' },
    })
    put('amount', amount('a', 0).id, amount('a', 570_000_00, '=500000*1.14'))
    put('amount', amount('b', 0).id, null)
  })
  expect(texts(comes)).toEqual([
    'Victim First | contract dates | blank | blank | 31 March 2022',
    'Victim First | provider | Catch 22 | Catch 22 | blank',
    'Victim First | priority | Victims | Victims | Prevention',
    'Victim First | column “Ref” | 7 | 7 | 8',
    'Victim First | 2021/22 budget | £1 | £1 | £570,000 (=500000*1.14)',
    'ISVA | 2021/22 budget | £200 | £200 | blank',
  ])
  expect(toldLine(comes[1]!)).toBe('Victim First, provider: Catch 22 → blank')
})

it('a line that one removed and the other worked on', () => {
  const without = (put: Put) => {
    put('amount', amount('a', 0).id, null)
    put('line', 'a', null)
  }
  const { clashes } = told((put, plan) => {
    put('line', 'a', { ...plan.line.get('a')!, owner: 'Finance' })
    put('amount', amount('a', 0).id, amount('a', 150))
  }, without)
  expect(texts(clashes)).toEqual([
    'Victim First | removed | 2021/22 £1 | 2021/22 £1.50 (changed: owner, 2021/22 budget) | removed',
  ])
})

it('money, shares, carry-forwards and decisions', () => {
  const { comes, outcome } = told(nothing, (put) => {
    put('availability', pairId('s', year), {
      ...base.availability.get(pairId('s', year))!,
      pence: 250,
      status: 'unconfirmed',
    })
    const split = { id: splitId('b', 's', year), lineId: 'b', sourceId: 's', year, pence: null }
    put('split', split.id, split)
    const carry = {
      id: 'c',
      lineId: 'b',
      year,
      pence: 500,
      to: 'line',
      toId: 'a',
      status: 'approved',
      reason: null,
      decision: null,
    }
    put('carry', 'c', carry)
    put('priority', 'r', { id: 'r', name: 'Repeat offending', parentId: null, position: 3 })
  })
  expect(texts(comes)).toEqual([
    'Repeat offending | added | not there | not there | there',
    'ISVA | 2021/22 carry-forward added | not there | not there | £5, line, Victim First, approved',
    'MoJ grant | 2021/22 money, amount | £1, confirmed | £1, confirmed | £2.50, unconfirmed',
    'ISVA | 2021/22 share of MoJ grant added | not there | not there | the rest',
  ])
  expect(outcome.totals).toEqual([{ year, before: 20_100, after: 20_100 }])
  expect(outcome.checks.map(({ kind }) => kind)).toContain('over-allocated')
})
