/**
 * A small plan for the window's tests, and a machine that answers as the real one would.
 * Example: `const {call, committed} = machine(); new Ledger(openedPlan(), 'priority', call, told)`.
 */

import type { Call } from '../../renderer/api.ts'
import { apply, type Change, invert } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import type { OpenedPlan } from '../../shared/ipc.ts'
import { amountId, type Measure } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { Json } from '../../shared/parcel.ts'
import { type PlanRows, planOf, rowsOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { FinancialYear } from '../../shared/years.ts'

export const Y1 = '2019/20' as FinancialYear
export const Y2 = '2020/21' as FinancialYear
export const Y3 = '2021/22' as FinancialYear

/** An amount's row. @param pounds whole pounds */
export function amount(lineId: string, year: FinancialYear, pounds: number, measure: Measure = 'budget') {
  const id = amountId(lineId, year, measure)
  return { id, lineId, year, measure, pence: (pounds * 100) as Pence, expression: null, origin: null }
}

/** Two priorities, three lines, two years: Victims 100 + 200, Prevention 50 in 2020/21. */
export function planRows(): PlanRows {
  const plan = planOf({
    plan: [{ id: 'plan', title: 'Test', organisation: null, planYear: Y2, marking: null }],
    priority: [
      { id: 'v', name: 'Victims', parentId: null, position: 1 },
      { id: 'p', name: 'Prevention', parentId: null, position: 2 },
    ],
    line: [
      blankLine({
        id: 'a',
        service: 'Victim First',
        provider: 'Catch 22',
        route: 'Grant',
        priorityId: 'v',
        position: 1,
      }),
      blankLine({ id: 'b', service: 'Shelter', provider: 'Safe', route: 'Procured', priorityId: 'v', position: 2 }),
      blankLine({ id: 'c', service: 'Youth work', route: 'grant ', priorityId: 'p', position: 3 }),
    ],
    amount: [
      { ...amount('a', Y1, 90), origin: { file: 'last.xlsx', sheet: 'Appendix A', cell: 'E5' } },
      amount('a', Y2, 100),
      amount('b', Y2, 200),
      amount('c', Y1, 50),
      amount('c', Y2, 50),
    ],
  })
  return rowsOf(plan)
}

export const openedPlan = (part: Partial<OpenedPlan> = {}): OpenedPlan => ({
  name: 'test',
  folder: '/plans',
  readOnly: false,
  isProtected: false,
  rows: planRows(),
  history: { undo: null, redo: null },
  ...part,
})

/** A machine that keeps steps in memory. `refuse` makes the next commits fail with that sentence. */
export function machine(opened: OpenedPlan = openedPlan()) {
  const done: Change[] = []
  const undone: Change[] = []
  const log: string[] = []
  const state = { refuse: null as string | null, overlap: 0, most: 0 }
  const head = () => ({ undo: done.at(-1)?.label ?? null, redo: undone.at(-1)?.label ?? null })
  const answers: Record<string, (...args: never[]) => unknown> = {
    start: () => ({ version: '1', recent: [], plan: opened, asks: null }),
    rows: () => {
      const plan = planOf(opened.rows)
      for (const change of done) apply(plan, change)
      return rowsOf(plan)
    },
    rowsAt: (step: number) => {
      const plan = planOf(opened.rows)
      for (const change of done.slice(0, step)) apply(plan, change)
      return rowsOf(plan)
    },
    draftSteps: () => ({}),
    lineHistory: () =>
      done.map(({ label, rows }, index) => ({ number: index + 1, label, who: 'W', at: '', state: 'done', rows })),
    commit: (given: Change | Json<Change>) => {
      if (state.refuse) throw new Refusal(state.refuse)
      const change = given instanceof Json ? given.read() : given
      done.push(change)
      undone.length = 0
      return head()
    },
    undo: () => {
      const change = done.pop()
      if (!change) return null
      undone.push(change)
      return { change: invert(change), history: head() }
    },
    redo: () => {
      const change = undone.pop()
      if (!change) return null
      done.push(change)
      return { change, history: head() }
    },
    history: () => done.map(({ label }, index) => ({ number: index + 1, label, who: 'W', at: '', state: 'done' })),
  }
  const call = (async (channel: string, ...args: never[]) => {
    state.most = Math.max(state.most, ++state.overlap)
    await new Promise((resolve) => setTimeout(resolve, 1))
    state.overlap--
    log.push(channel)
    const answer = answers[channel]
    if (!answer) throw new Refusal(`${channel} was refused`)
    return answer(...args)
  }) as unknown as Call
  return { call, done, log, state }
}
