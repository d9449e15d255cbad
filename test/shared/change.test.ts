/** The laws of Changes, on random plans and histories. Example: applying a Change and then its inverse gives the plan back. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, changeSchema, fits, invert, rowTo, sameRow, squash } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { type TableName, tableNames } from '../../shared/model.ts'
import { planOf, rowsOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import {
  changeFrom,
  copyOf,
  dumpOf,
  historyOf,
  planArbitrary,
  settings,
  stepArbitrary,
  stepsArbitrary,
} from './arbitraries.ts'

const line = blankLine({ id: 'one', service: 'Victim First', position: 1 })
const added: Change = { label: 'add Victim First', rows: [{ table: 'line', id: 'one', before: null, after: line }] }

describe('random histories', () => {
  it('are made of Changes that the schema takes as they are', () => {
    fc.assert(
      fc.property(planArbitrary, stepArbitrary, (plan, step) => {
        const change = changeFrom(plan, step)
        expect(changeSchema.parse(structuredClone(change))).toEqual(change)
        expect(changeSchema.parse(JSON.parse(JSON.stringify(change)))).toEqual(change)
        expect(fits(plan, change)).toBe(true)
      }),
      settings,
    )
  })

  it('are taken back step by step, and done again', () => {
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, (plan, steps) => {
        const states = [dumpOf(plan)]
        const changes = steps.map((step) => {
          const [change] = historyOf(plan, [step])
          states.push(dumpOf(plan))
          return change!
        })
        for (let count = changes.length; count > 0; count--) {
          apply(plan, invert(changes[count - 1]!))
          expect(dumpOf(plan)).toEqual(states[count - 1])
        }
        for (const [count, change] of changes.entries()) {
          apply(plan, change)
          expect(dumpOf(plan)).toEqual(states[count + 1])
        }
      }),
      settings,
    )
  })

  it('come to the same when squashed into one, which can be inverted too', () => {
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, (plan, steps) => {
        const [first, last] = [copyOf(plan), copyOf(plan)]
        const changes = historyOf(last, steps)
        const whole = squash('all of it', changes)
        expect(whole.label).toBe('all of it')
        expect(changeSchema.safeParse(whole).success).toBe(true)
        apply(plan, whole)
        expect(dumpOf(plan)).toEqual(dumpOf(last))
        apply(plan, invert(whole))
        expect(dumpOf(plan)).toEqual(dumpOf(first))
      }),
      settings,
    )
  })

  it('squash to nothing with their inverses, and in any order of squashing', () => {
    fc.assert(
      fc.property(planArbitrary, stepsArbitrary, fc.nat(25), (plan, steps, cut) => {
        const changes = historyOf(plan, steps)
        expect(squash('there and back', [...changes, ...changes.map(invert).reverse()]).rows).toEqual([])
        const parts = squash('all', [squash('first', changes.slice(0, cut)), squash('rest', changes.slice(cut))])
        const byKey = (change: Change) => new Map(change.rows.map((row) => [`${row.table} ${row.id}`, row]))
        expect(byKey(parts)).toEqual(byKey(squash('all', changes)))
      }),
      settings,
    )
  })

  it('leave the inverse of an inverse as it was', () => {
    fc.assert(
      fc.property(planArbitrary, stepArbitrary, (plan, step) => {
        const change = changeFrom(plan, step)
        expect(invert(invert(change))).toEqual(change)
      }),
      settings,
    )
  })

  it('are refused whole when any row is not what it was, and nothing is altered', () => {
    fc.assert(
      fc.property(planArbitrary, stepArbitrary, fc.nat(), (plan, step, which) => {
        const change = changeFrom(plan, step)
        const real = change.rows.filter((row) => !sameRow(row.before, row.after))
        if (real.length === 0) return
        const { table, id, before, after } = real[which % real.length]!
        const held = plan[table] as Map<string, unknown>
        if (before === null) held.set(id, after)
        else held.delete(id)
        const found = dumpOf(plan)
        expect(() => apply(plan, change)).toThrow(Refusal)
        expect(() => apply(plan, change)).toThrow(
          `“${change.label}” was not done, because the plan has changed since; nothing was altered, so look again and repeat it.`,
        )
        expect(dumpOf(plan)).toEqual(found)
      }),
      settings,
    )
  })

  it('cannot be applied twice', () => {
    const plan = planOf()
    apply(plan, added)
    expect(() => apply(plan, added)).toThrow(Refusal)
    expect(rowsOf(plan).line).toEqual([line])
  })
})

describe('what the schema refuses', () => {
  const accepts = (change: unknown) => changeSchema.safeParse(change).success
  const adding = (table: string, id: string, after: unknown) =>
    accepts({ label: 'x', rows: [{ table, id, before: null, after }] })
  /** As it arrives from a file or another process: `__proto__` is a field of its own. */
  const parsed = (json: string): object => JSON.parse(json)

  it('takes a plain Change', () => {
    expect(accepts(added)).toBe(true)
    expect(accepts({ label: 'nothing', rows: [] })).toBe(true)
  })

  it('a row named twice', () => {
    expect(accepts({ label: 'x', rows: [...added.rows, ...added.rows] })).toBe(false)
    const priority = { id: 'one', name: 'Victims', parentId: null, position: 1 }
    expect(
      accepts({ label: 'x', rows: [...added.rows, { table: 'priority', id: 'one', before: null, after: priority }] }),
    ).toBe(true)
  })

  it('fields that are foreign, missing or of the wrong kind', () => {
    expect(adding('line', 'one', { ...line, colour: 'red' })).toBe(false)
    const { basis: _, ...without } = line
    expect(adding('line', 'one', without)).toBe(false)
    expect(adding('line', 'one', { ...line, position: Number.NaN })).toBe(false)
    expect(adding('line', 'one', { ...line, service: '' })).toBe(false)
    expect(adding('line', 'one', { ...line, contractEnd: '31/03/2020' })).toBe(false)
    expect(accepts({ ...added, who: 'me' })).toBe(false)
    expect(accepts({ label: '', rows: [] })).toBe(false)
    expect(accepts({ label: 'x', rows: [{ ...added.rows[0], why: 'x' }] })).toBe(false)
  })

  it('tables that are none', () => {
    expect(adding('__proto__', 'one', null)).toBe(false)
    expect(adding('history', 'one', line)).toBe(false)
    expect(adding('constructor', 'one', line)).toBe(false)
  })

  it('ids that do not belong together, and rows that are absent before and after', () => {
    expect(adding('line', 'two', line)).toBe(false)
    expect(
      accepts({ label: 'x', rows: [{ table: 'line', id: 'one', before: { ...line, id: 'two' }, after: line }] }),
    ).toBe(false)
    expect(adding('line', 'one', null)).toBe(false)
  })

  it('__proto__ as a field', () => {
    const json = JSON.stringify(line)
    expect(adding('line', 'one', parsed(json.replace(/}$/, ',"__proto__":{"a":1}}')))).toBe(false)
    expect(adding('line', 'one', parsed(json.replace('"extra":{}', '"extra":{"__proto__":"x"}')))).toBe(false)
    expect(adding('line', 'one', parsed(json.replace('"extra":{}', '"extra":{"toString":"x"}')))).toBe(true)
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  it('amounts that are no whole pence, that are too large, or whose id is another figure’s', () => {
    const amount = {
      id: 'one 2021/22 budget',
      lineId: 'one',
      year: '2021/22',
      measure: 'budget',
      pence: 5,
      expression: null,
      origin: null,
    }
    expect(adding('amount', amount.id, amount)).toBe(true)
    for (const pence of [0.5, 1_000_000_000_001, '5', null, Number.NaN])
      expect(adding('amount', amount.id, { ...amount, pence })).toBe(false)
    expect(adding('amount', amount.id, { ...amount, year: '2021/23' })).toBe(false)
    expect(adding('amount', amount.id, { ...amount, measure: 'guess' })).toBe(false)
    expect(adding('amount', 'another', { ...amount, id: 'another' })).toBe(false)
    expect(adding('amount', amount.id, { ...amount, lineId: 'two' })).toBe(false)
  })

  it('transfers and carry-forwards of nothing or less', () => {
    const transfer = {
      id: 't',
      reserveId: 'r',
      year: '2021/22',
      direction: 'in',
      pence: 1,
      reason: null,
      decision: null,
    }
    expect(adding('transfer', 't', transfer)).toBe(true)
    for (const pence of [0, -1]) expect(adding('transfer', 't', { ...transfer, pence })).toBe(false)
  })
})

describe('rows', () => {
  it('are the same field by field, whatever their order', () => {
    expect(sameRow({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toBe(true)
    expect(sameRow({ a: 1 }, { a: 1, b: undefined })).toBe(false)
    expect(sameRow({ a: [1, 2] }, { a: [2, 1] })).toBe(false)
    expect(sameRow({ a: [] }, { a: {} })).toBe(false)
    expect(sameRow({ a: null }, { a: 0 })).toBe(false)
    expect(sameRow(null, {})).toBe(false)
    expect(sameRow(JSON.parse('{"__proto__":1}'), { a: 1 })).toBe(false)
    expect(sameRow({ toString: 1 }, { b: 1 })).toBe(false)
  })

  it('are named with what the plan holds', () => {
    const plan = planOf({ line: [line] })
    expect(rowTo(plan, 'line', 'one', null)).toEqual({ table: 'line', id: 'one', before: line, after: null })
    expect(rowTo(plan, 'line', 'constructor', null).before).toBeNull()
  })

  it('come out of a plan in order of position', () => {
    const second = { ...line, id: 'two', position: 0.5 }
    expect(rowsOf(planOf({ line: [line, second] })).line.map((row) => row.id)).toEqual(['two', 'one'])
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const again = planOf(rowsOf(plan))
        expect(dumpOf(again)).toEqual(dumpOf(plan))
        for (const table of ['line', 'priority', 'note', 'reserve', 'import'] satisfies TableName[]) {
          const positions = rowsOf(plan)[table].map((row) => row.position)
          expect(positions).toEqual([...positions].sort((a, b) => a - b))
        }
      }),
      settings,
    )
    expect(Object.keys(rowsOf(planOf()))).toEqual(tableNames)
  })
})
