/**
 * The past in the window: looked at in place of the plan, marked in the budget, told step by step.
 * Example: after Victim First was set to £150, the plan after no step at all still has £100.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { budgetColumns, fundingRows } from '../../renderer/grid/columns.ts'
import { gridRows, totalRow } from '../../renderer/grid/rows.ts'
import { unmarked, withSince } from '../../renderer/grid/since.ts'
import { draftKey, draftPoints, pointOf, stepKey } from '../../renderer/history/points.ts'
import { filtered } from '../../renderer/history/Steps.tsx'
import { toldOf } from '../../renderer/panel/LineHistory.tsx'
import { Planner } from '../../renderer/planner.ts'
import { addLine, removeLine, setAmount, setText } from '../../shared/edits.ts'
import type { HistoryStep } from '../../shared/ipc.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf } from '../../shared/plan.ts'
import { machine, openedPlan, Y1, Y2, Y3 } from './fixtures.ts'

let planner: Planner
let server: ReturnType<typeof machine>
let next = 0

const set = (lineId: string, pounds: number | null, year = Y2) =>
  planner.edit((plan) =>
    setAmount(plan, { lineId, year, measure: 'budget', pence: pounds === null ? null : ((pounds * 100) as Pence) }),
  )
const held = (lineId = 'a') => amountOf(planner.state.open!.ledger.plan, lineId, Y2, 'budget')
const start = { step: 0, name: 'the empty plan', at: null }

beforeEach(async () => {
  server = machine(openedPlan())
  planner = new Planner(server.call, { newId: () => `id${++next}` })
  await planner.start()
})

describe('the plan as it was', () => {
  it('is shown with its figures, and cannot be edited', async () => {
    await set('a', 150)
    await set('a', 170)
    await planner.past.lookAt({ step: 1, name: 'step 1', at: '2021-01-14T09:00:00.000Z' })
    expect(planner.state.looking?.step).toBe(1)
    expect(held()).toBe(15000)
    expect(planner.state.open!.ledger.totals.total(Y2, 'budget')).toBe(40000)
    expect(await set('a', 1)).toBeNull()
    expect(planner.state.notice?.sentence).toMatch(/^This is the plan as it was, so nothing was changed/)
    await planner.undo()
    expect(server.done).toHaveLength(2)
    await planner.past.lookAt(start)
    expect(held()).toBe(10000)
  })

  it('gives way to the present, which then can be edited and is as it was left', async () => {
    await set('a', 150)
    await planner.past.lookAt(start)
    planner.group('route')
    planner.past.backToPresent()
    expect(planner.state.looking).toBeNull()
    expect(held()).toBe(15000)
    expect(planner.state.open!.ledger.by).toBe('route')
    await set('a', 160)
    expect(held()).toBe(16000)
    planner.past.backToPresent()
    expect(held()).toBe(16000)
  })

  it('is not kept when another plan is opened', async () => {
    await set('a', 150)
    await planner.past.lookAt(start)
    await planner.start()
    expect(planner.state.looking).toBeNull()
    expect(planner.state.open!.readOnly).toBe(false)
  })
})

describe('marks in the budget', () => {
  it('say what each cell was, of lines, subtotals and the total', async () => {
    await set('a', 150)
    await set('b', 120.5)
    await set('c', null)
    await set('a', 5, Y3)
    await planner.edit((plan) => setText(plan, { lineId: 'b', field: 'provider', value: 'Refuge' }))
    await planner.edit((plan) => addLine(plan, { service: 'Hub', priorityId: 'v' }, () => 'new'))
    await planner.past.markSince({ step: 0, name: 'Draft 1' })
    const { ledger } = planner.state.open!
    const since = planner.state.since!
    const columns = withSince(budgetColumns(ledger, false), since, (past) => budgetColumns(past, false))
    const rows = [...gridRows(ledger.plan, 'priority'), totalRow, ...fundingRows]
    const marks = (columnId: string) => {
      const column = columns.find(({ id }) => id === columnId)!
      return Object.fromEntries(
        rows.flatMap((row) => {
          const mark = Object.entries(column.marks ?? {}).find(([name, has]) => name.startsWith('since') && has(row))
          return mark ? [[row.id, `${mark[0].slice(6)}: ${column.tooltip?.(row)?.split('\n')[0]}`]] : []
        }),
      )
    }
    expect(marks(`budget ${Y2}`)).toEqual({
      a: 'up: was £100 in Draft 1',
      b: 'down: was £200 in Draft 1',
      c: 'down: was £50 in Draft 1',
      'subtotal v': 'down: was £300 in Draft 1',
      'subtotal p': 'down: was £50 in Draft 1',
      total: 'down: was £350 in Draft 1',
      gap: 'down: was £350 in Draft 1',
    })
    expect(marks(`budget ${Y1}`)).toEqual({})
    expect(marks(`budget ${Y3}`)).toMatchObject({ a: 'up: was blank in Draft 1', total: 'up: was blank in Draft 1' })
    expect(marks('provider')).toEqual({ b: 'text: was “Safe” in Draft 1' })
    expect(marks('service')).toEqual({ new: 'added: Added since Draft 1' })
    for (const column of unmarked(columns))
      for (const [name, has] of Object.entries(column.marks ?? {}))
        if (name.startsWith('since')) expect(rows.some(has)).toBe(false)
    await planner.past.markSince(null)
    expect(planner.state.since).toBeNull()
  })
})

describe('points of the history', () => {
  const steps: HistoryStep[] = [
    { number: 3, label: 'set Shelter 2020/21', who: 'al', at: '2021-01-05T10:00:00.000Z', state: 'undone' },
    { number: 2, label: 'name the draft Draft 1', who: 'jo', at: '2021-01-04T10:00:00.000Z', state: 'done' },
    { number: 1, label: 'import papers.xlsx', who: 'jo', at: '2021-01-04T09:00:00.000Z', state: 'done' },
  ]

  it('are found by their key while they stand', async () => {
    const { plan } = planner.state.open!.ledger
    plan.draft.set('d', { id: 'd', name: 'Draft 1', date: '2021-01-14', position: 1 })
    plan.draft.set('e', { id: 'e', name: 'Earlier', date: null, position: 2 })
    const known = { steps, drafts: draftPoints(plan, { d: 2, e: 1 }) }
    expect(known.drafts.map(({ draft }) => draft.name)).toEqual(['Earlier', 'Draft 1'])
    const at = '2021-01-04T10:00:00.000Z'
    expect(pointOf(known, draftKey('d'))).toEqual({ step: 2, name: 'Draft 1, panel of 14 January 2021', at })
    expect(pointOf(known, stepKey(1))).toMatchObject({ step: 1, name: 'the plan after step 1' })
    expect(pointOf(known, stepKey(3))).toBeNull()
    expect(pointOf(known, draftKey('gone'))).toBeNull()
    expect(pointOf(known, stepKey(0))).toEqual(start)
  })

  it('are found by words and by person', () => {
    const numbers = (words: string, who: string) => filtered(steps, words, who).map(({ number }) => number)
    expect(numbers('', '')).toEqual([3, 2, 1])
    expect(numbers('SET shel', '')).toEqual([3])
    expect(numbers('', 'jo')).toEqual([2, 1])
    expect(numbers('draft', 'al')).toEqual([])
  })
})

describe('the history of a line', () => {
  it('says what each figure and detail was and became, up to what is looked at', async () => {
    await set('a', 150)
    await planner.edit((plan) => setText(plan, { lineId: 'a', field: 'provider', value: 'Refuge' }))
    const { plan } = planner.state.open!.ledger
    const line = plan.line.get('a')!
    const told = (await planner.past.lineHistory('a')).map((step) => toldOf(plan, line, step))
    expect(told).toMatchObject([
      [{ what: `${Y2} budget`, before: '£100', after: '£150' }],
      [{ what: 'budget line', before: 'provider: Catch 22', after: 'provider: Refuge' }],
    ])
    await planner.past.lookAt({ step: 1, name: 'step 1', at: null })
    expect(await planner.past.lineHistory('a')).toHaveLength(1)
    planner.past.backToPresent()
    await planner.edit((held) => removeLine(held, 'a'))
    expect(await planner.past.lineHistory('a')).toHaveLength(3)
  })
})
