/** The matrix of lines and sources: its sums edit by edit, and what is typed in it. Example: "rest" pays what is left. */
import { expect, test } from 'vitest'
import { matrixColumns, readShare, shareText } from '../../renderer/funding/columns.ts'
import { BUDGET, SplitSums, UNFUNDED } from '../../renderer/funding/sums.ts'
import { budgetColumns, fundingRows } from '../../renderer/grid/columns.ts'
import { type GridRow, gridRows, subtotalId, totalRow } from '../../renderer/grid/rows.ts'
import { Ledger } from '../../renderer/ledger.ts'
import { addSource, setAvailable, setSource, setSplit } from '../../shared/edits/funding.ts'
import { removeLine, setAmount, setPriority } from '../../shared/edits.ts'
import type { Pence } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { machine, openedPlan, Y1, Y2, Y3 } from './fixtures.ts'

const pounds = (amount: number) => (amount * 100) as Pence
const line = (lineId: string): GridRow => ({ kind: 'line', id: lineId, lineId, group: 'v' })
const subtotal: GridRow = { kind: 'subtotal', id: subtotalId('v'), group: 'v', name: 'Victims' }
const foot = (id: string): GridRow => ({ kind: 'foot', id, name: id })

/** A ledger with core (300) and NHS (60, ring-fenced to Prevention) in the plan year. */
async function funded(by: 'priority' | 'source' = 'priority') {
  const opened = openedPlan()
  let sums: SplitSums | null = null
  const ledger = new Ledger(opened, by, machine(opened).call, ({ change }) => sums?.update(change))
  const ids = ['core', 'nhs']
  const newId = () => ids.shift()!
  await ledger.edit((plan) =>
    addSource(plan, { name: 'Core', kind: 'core', available: [{ year: Y2, pence: pounds(300) }] }, newId),
  )
  await ledger.edit((plan) =>
    addSource(
      plan,
      { name: 'NHS', kind: 'partner', priorityIds: ['p'], available: [{ year: Y2, pence: pounds(60) }] },
      newId,
    ),
  )
  sums = new SplitSums(ledger.plan, Y2, 'priority')
  const held = sums
  const columns = () => matrixColumns(ledger, () => held)
  const column = (id: string) => columns().find((one) => one.id === id)!
  const type = (id: string, lineId: string, typed: string) =>
    ledger.edit((plan) => column(id).edit!.change(plan, lineId, typed))
  return { ledger, sums: held, columns, column, type }
}

test('a source is a column, typed as an amount or as the rest', async () => {
  const { ledger, column, columns, type } = await funded()
  expect(columns().map(({ id }) => id)).toEqual(['service', 'budget', 'unfunded', 'share core', 'share nhs'])
  await type('share nhs', 'a', '=30*2')
  await type('share core', 'a', ' Rest ')
  expect(column('share core').valueOf(line('a'))).toBe(pounds(40))
  expect(column('unfunded').valueOf(line('a'))).toBe(0)
  expect(column('unfunded').valueOf(subtotal)).toBe(pounds(200))
  expect(column('unfunded').valueOf(totalRow)).toBe(pounds(250))
  expect(column('share core').edit!.textOf('a')).toBe('rest')
  expect(column('share core').marks!.rest!(line('a'))).toBe(true)
  expect(column('share nhs').valueOf(foot('unallocated'))).toBe(0)
  expect(column('unfunded').valueOf(foot('available'))).toBe(pounds(-10))
  expect(() => column('share nhs').edit!.change(ledger.plan, 'b', 'some')).toThrow(Refusal)
  expect(shareText(undefined)).toBe('')
  expect(readShare('the rest')).toBe('rest')
  expect(readShare('')).toBeNull()
})

test('a share outside the ring-fence is marked and said, and more than a source has is marked', async () => {
  const { column, type } = await funded()
  await type('share nhs', 'a', '70')
  const { marks, edit, tooltip } = column('share nhs')
  expect(marks!.outside!(line('a'))).toBe(true)
  expect(edit!.said!('a')).toContain('“NHS” is ring-fenced to “Prevention”')
  expect(tooltip!(line('a'))).toContain('ring-fenced')
  expect(marks!.shortfall!(foot('unallocated'))).toBe(true)
  expect(column('share nhs').valueOf(foot('unallocated'))).toBe(pounds(-10))
  expect(tooltip!(foot('unallocated'))).toContain('over-allocated')
  await type('share nhs', 'c', '5')
  expect(column('share nhs').marks!.outside!(line('c'))).toBe(false)
})

test('sums kept up edit by edit are those from scratch', async () => {
  const { ledger, sums } = await funded()
  const edits = [
    () => ledger.edit((plan) => setSplit(plan, { lineId: 'a', sourceId: 'nhs', year: Y2, pence: pounds(30) })),
    () => ledger.edit((plan) => setSplit(plan, { lineId: 'a', sourceId: 'core', year: Y2, pence: 'rest' })),
    () => ledger.edit((plan) => setSplit(plan, { lineId: 'a', sourceId: 'core', year: Y3, pence: pounds(1) })),
    () => ledger.edit((plan) => setAmount(plan, { lineId: 'a', year: Y2, measure: 'budget', pence: pounds(10) })),
    () => ledger.edit((plan) => setPriority(plan, { lineId: 'a', priorityId: 'p' })),
    () => ledger.edit((plan) => setAmount(plan, { lineId: 'b', year: Y2, measure: 'budget', pence: null })),
    () => ledger.edit((plan) => removeLine(plan, 'a')),
    () => ledger.step('undo'),
    () => ledger.step('undo'),
    () => ledger.step('undo'),
    () => ledger.step('undo'),
  ]
  for (const edit of edits) {
    await edit()
    const fresh = new SplitSums(ledger.plan, Y2, 'priority')
    for (const column of [BUDGET, UNFUNDED, 'core', 'nhs']) {
      expect(sums.total(column)).toBe(fresh.total(column))
      for (const group of ['v', 'p', '']) expect(sums.group(group, column)).toBe(fresh.group(group, column))
    }
    for (const id of ['a', 'b', 'c']) expect(sums.line(id)).toEqual(fresh.line(id))
  }
})

test('under the budget’s total stand the funding and the gap, of past years only where something is known', async () => {
  const { ledger } = await funded()
  const [available, gap] = fundingRows as [GridRow, GridRow]
  const figures = (row: GridRow) =>
    [Y1, Y2].map((year) =>
      budgetColumns(ledger, false)
        .find(({ id }) => id === `budget ${year}`)!
        .valueOf(row),
    )
  expect(figures(available)).toEqual([null, pounds(360)])
  expect(figures(gap)).toEqual([null, pounds(-10)])
  await ledger.edit((plan) =>
    setAvailable(plan, { sourceId: 'core', year: Y1, pence: pounds(100), status: 'unconfirmed' }),
  )
  expect(figures(gap)).toEqual([pounds(40), pounds(-10)])
  const past = budgetColumns(ledger, false).find(({ id }) => id === `budget ${Y1}`)!
  expect(past.tooltip!(gap)).toBe('Shortfall: the budget of 2019/20 is £40 above its funding')
  expect(past.tooltip!(available)).toContain('£100 of it unconfirmed')
  expect(past.marks!.shortfall!(gap)).toBe(true)
  expect(
    budgetColumns(ledger, false)
      .find(({ id }) => id === 'change')!
      .valueOf(gap),
  ).toBeNull()
})

test('by source a line stands under each that pays for it with its part, not to be typed there', async () => {
  const { ledger } = await funded('source')
  await ledger.edit((plan) => setSplit(plan, { lineId: 'a', sourceId: 'core', year: Y2, pence: pounds(70) }))
  await ledger.edit((plan) => setSplit(plan, { lineId: 'a', sourceId: 'nhs', year: Y2, pence: pounds(30) }))
  const rows = gridRows(ledger.plan, 'source')
  const ofA = rows.filter((row) => row.kind === 'line' && row.lineId === 'a')
  // Nobody is said to have paid in the year before, so it stands there too.
  expect(ofA.map(({ id }) => id)).toEqual(['a in core', 'a in nhs', 'a in '])
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  const column = budgetColumns(ledger, false).find(({ id }) => id === `budget ${Y2}`)!
  expect(ofA.map((row) => column.valueOf(row))).toEqual([pounds(70), pounds(30), null])
  expect(column.edit).toBeUndefined()
  expect(column.tooltip!(ofA[0]!)).toContain('edited under Funding')
  expect(column.valueOf(totalRow)).toBe(pounds(350))
})

test('a new ring-fence shows in the heading of its source', async () => {
  const { ledger, column } = await funded()
  expect(column('share core').note).toBe('core budget')
  await ledger.edit((plan) => setSource(plan, 'core', { priorityIds: ['v'] }, () => 'x'))
  expect(column('share core').note).toBe('core budget, ring-fenced')
})
