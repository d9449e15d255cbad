/**
 * Saving, undoing and redoing: random histories against a plan in memory, and what is refused.
 * Example: random Changes, then all undone, give back the first plan byte for byte; redone, the last.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlanFile, openPlanFile, type PlanFile } from '../../../electron/file/store.ts'
import { apply, type Change, invert } from '../../../shared/change.ts'
import type { HistoryStep } from '../../../shared/ipc.ts'
import { amountId, tableNames } from '../../../shared/model.ts'
import { type Plan, type PlanRows, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { changeFrom, dumpOf, type Step, settings, stepArbitrary, stepsArbitrary } from '../../shared/arbitraries.ts'
import { author, dump, firstChange, messageOf, place, setTo } from './helpers.ts'

/** Commits a step to both the file and the plan in memory. */
function commit(file: PlanFile, plan: Plan, step: Step): Change {
  const change = changeFrom(plan, step)
  file.commit(change)
  apply(plan, change)
  return change
}

function reopened(file: PlanFile): PlanFile {
  file.close()
  return openPlanFile(file.file, author)
}

describe('random Changes', () => {
  it('all undone give back the first plan byte for byte, and redone the last', () => {
    const longStart = fc.array(stepArbitrary, { maxLength: 40 })
    const met = new Set<string>()
    fc.assert(
      fc.property(longStart, stepsArbitrary, (start, steps) => {
        const plan = planOf()
        let file = createPlanFile(place(), author)
        for (const step of start) commit(file, plan, step)
        file.close()
        const first = dump(file.file)
        file = openPlanFile(file.file, author)
        let count = 0
        for (const step of steps) {
          const change = commit(file, plan, step)
          if (change.rows.length > 0) count++
          for (const row of change.rows) met.add(row.table)
        }
        expect(dumpOf(planOf(file.rows()))).toEqual(dumpOf(plan))
        file.close()
        const last = dump(file.file)
        file = openPlanFile(file.file, author)
        for (let undone = 0; undone < count; undone++) expect(file.undo()).not.toBeNull()
        file.close()
        expect(dump(file.file)).toBe(first)
        file = openPlanFile(file.file, author)
        for (let redone = 0; redone < count; redone++) expect(file.redo()).not.toBeNull()
        expect(file.redo()).toBeNull()
        file.close()
        expect(dump(file.file)).toBe(last)
      }),
      // So many that every table is met.
      { ...settings, numRuns: 200 },
    )
    expect([...met].sort()).toEqual([...tableNames].sort())
  })

  it('with undo, redo and reopening anywhere between do what a plan in memory does', () => {
    const act = fc.oneof(
      { weight: 5, arbitrary: stepArbitrary },
      { weight: 3, arbitrary: fc.constant('undo' as const) },
      { weight: 2, arbitrary: fc.constant('redo' as const) },
      { weight: 1, arbitrary: fc.constant('reopen' as const) },
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const plan = planOf()
        const done: Change[] = []
        const undone: Change[] = []
        let recorded = 0
        let file = createPlanFile(place(), author)
        for (const each of acts) {
          if (each === 'reopen') file = reopened(file)
          else if (each === 'undo') {
            const change = done.pop()
            const stepped = file.undo()
            expect(stepped?.change).toEqual(change && invert(change))
            if (!change) continue
            apply(plan, stepped!.change)
            undone.push(change)
          } else if (each === 'redo') {
            const change = undone.pop()
            const stepped = file.redo()
            expect(stepped?.change).toEqual(change)
            if (!change) continue
            apply(plan, stepped!.change)
            done.push(change)
          } else {
            const change = commit(file, plan, each)
            if (change.rows.length === 0) continue
            recorded++
            done.push(change)
            undone.length = 0
          }
          expect(file.head()).toEqual({ undo: done.at(-1)?.label ?? null, redo: undone.at(-1)?.label ?? null })
          expect(dumpOf(planOf(file.rows()))).toEqual(dumpOf(plan))
        }
        const states = (state: HistoryStep['state']) => file.history().filter((step) => step.state === state)
        expect(states('done').map(({ label }) => label)).toEqual(done.map(({ label }) => label))
        expect(states('undone').map(({ label }) => label)).toEqual(undone.map(({ label }) => label).reverse())
        expect(file.history()).toHaveLength(recorded)
        file.close()
      }),
      settings,
    )
  })
})

/** A plan with one line, and the same in memory. */
function withLine(): { file: PlanFile; plan: Plan } {
  const file = createPlanFile(place(), { ...author, change: firstChange })
  return { file, plan: planOf(file.rows()) }
}

describe('history', () => {
  it('names every step, says who and when, and keeps what was overtaken', () => {
    const { file, plan } = withLine()
    expect(file.commit(setTo(plan, 100))).toEqual({ undo: 'set Victim First 100', redo: null })
    expect(file.undo()?.history).toEqual({ undo: 'import papers.xlsx', redo: 'set Victim First 100' })
    expect(file.commit(setTo(plan, 200))).toEqual({ undo: 'set Victim First 200', redo: null })
    expect(file.redo()).toBeNull()
    const by = { who: 'jo', at: '2026-04-01T09:00:00.000Z' }
    expect(file.history()).toEqual([
      { number: 1, label: 'import papers.xlsx', ...by, state: 'done' },
      { number: 2, label: 'set Victim First 100', ...by, state: 'dropped' },
      { number: 3, label: 'set Victim First 200', ...by, state: 'done' },
    ])
    file.close()
  })

  it('has no step for a Change of no rows, and keeps what could be redone', () => {
    const { file } = withLine()
    file.undo()
    expect(file.commit({ label: 'nothing', rows: [] })).toEqual({ undo: null, redo: 'import papers.xlsx' })
    expect(file.history()).toHaveLength(1)
    expect(file.undo()).toBeNull()
    file.close()
  })

  it('keeps the order of the columns that an import brought', () => {
    const { file } = withLine()
    file.undo()
    file.redo()
    expect(Object.keys(file.rows().line[0]!.extra)).toEqual(['Ref', 'Area'])
    file.close()
  })
})

describe('a refused Change', () => {
  const unchanged = (file: PlanFile, act: () => unknown, message: RegExp) => {
    const before: [PlanRows, HistoryStep[]] = [file.rows(), file.history()]
    expect(messageOf(act)).toMatch(message)
    expect([file.rows(), file.history()]).toEqual(before)
  }
  const year = yearFrom(2020)

  it('is one whose plan has changed since; none of its rows is written', () => {
    const { file, plan } = withLine()
    const [row] = setTo(plan, 300).rows
    const added = { ...firstChange.rows[0]!, id: 'new', after: { ...plan.line.get('vf')!, id: 'new' } }
    const stale = { ...row!, before: { ...row!.before!, pence: 1 } }
    const change = { label: 'two rows', rows: [added, stale] } as Change
    unchanged(file, () => file.commit(change), /^Refusal: “two rows” was not done, because the plan has changed since;/)
    unchanged(file, () => file.commit(firstChange), /^Refusal: “import papers.xlsx” was not done/)
    const absent = { table: 'line', id: 'gone', before: { ...plan.line.get('vf')!, id: 'gone' }, after: null }
    unchanged(file, () => file.commit({ label: 'delete', rows: [absent] } as Change), /^Refusal: “delete” was not done/)
    file.close()
  })

  it('is one that leaves a figure without its line, or a carry-forward without its reserve', () => {
    const { file, plan } = withLine()
    const line = plan.line.get('vf')!
    const gone: Change = { label: 'delete it', rows: [{ table: 'line', id: 'vf', before: line, after: null }] }
    unchanged(file, () => file.commit(gone), /^Refusal: “delete it” was not saved, because it would leave something/)
    const carry = {
      id: 'c',
      lineId: 'vf',
      year,
      pence: 1,
      to: 'reserve',
      toId: 'no such',
      status: 'approved',
      reason: null,
      decision: null,
    }
    const carried = { label: 'carry', rows: [{ table: 'carry', id: 'c', before: null, after: carry }] } as never
    unchanged(file, () => file.commit(carried), /^Refusal: “carry” was not saved, because it would leave something/)
    file.close()
  })

  it('is one with a row that the tables cannot hold', () => {
    const { file, plan } = withLine()
    const [row] = setTo(plan, 300).rows
    const wrong = (after: object) =>
      ({ label: 'odd', rows: [{ ...row!, after: { ...row!.after!, ...after } }] }) as never
    for (const after of [{ pence: 1.5 }, { year: '2020/22' }, { measure: 'guess' }, { lineId: '' }, { colour: 'red' }])
      unchanged(file, () => file.commit(wrong(after)), /^Refusal: “odd” was not saved, because it holds something/)
    const half = (expression: string) => wrong({ expression })
    unchanged(file, () => file.commit(half('\ud800')), /^Refusal: “odd” was not saved, because it holds something/)
    file.close()
  })

  it('does not mind a field that is there but undefined', () => {
    const { file, plan } = withLine()
    const line = plan.line.get('vf')!
    const before = { ...line, origin: null }
    const after = { ...line, origin: { file: 'a.xlsx', sheet: 'A', row: undefined, cell: 'B3' } }
    file.commit({ label: 'one', rows: [{ table: 'line', id: 'vf', before, after }] } as never)
    file.commit({ label: 'two', rows: [{ table: 'line', id: 'vf', before: after, after: line }] } as never)
    expect(file.head().undo).toBe('two')
    file.close()
  })

  it('may swap what two figures are for in one go', () => {
    const { file, plan } = withLine()
    const budget = plan.amount.get(amountId('vf', year, 'budget'))!
    const id = amountId('vf', year, 'forecast')
    file.commit({
      label: 'make it the forecast',
      rows: [
        { table: 'amount', id, before: null, after: { ...budget, id, measure: 'forecast' } },
        { table: 'amount', id: budget.id, before: budget, after: null },
      ],
    })
    expect(file.rows().amount.map(({ measure }) => measure)).toEqual(['forecast'])
    file.close()
  })
})
