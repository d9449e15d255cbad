/**
 * What an officer does to earmarked reserves, and how long they last. Example (Wiltshire): opening not known, £205,000 in
 * and £205,000 out leaves "opening + £0", not £0.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import {
  addReserve,
  addTransfer,
  changeReserve,
  changeTransfer,
  removeReserve,
  removeTransfer,
  setOpening,
} from '../../shared/edits/reserves.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { blankLine } from '../../shared/edits.ts'
import { Funding } from '../../shared/funding.ts'
import { amountId, pairId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf, rowsOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { reserveYears, runwayOf, runwayText } from '../../shared/reserves.ts'
import { shiftYear, yearFrom } from '../../shared/years.ts'
import { settings } from './arbitraries.ts'

const year = yearFrom(2020)
const pounds = (amount: number) => (amount * 100) as Pence
let next = 0
const newId = () => `new ${++next}`

const done = (plan: Plan, change: Change) => {
  const before = JSON.stringify(rowsOf(plan))
  apply(plan, change)
  apply(plan, invert(change))
  expect(JSON.stringify(rowsOf(plan))).toBe(before)
  apply(plan, change)
  return change
}
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return (error as Error).message
  }
  throw new Error('was not refused')
}
const withReserve = (details: Partial<Parameters<typeof addReserve>[1]> = {}) => {
  const plan = planOf()
  done(plan, addReserve(plan, { name: 'Commissioning reserve', ...details }, newId))
  const [reserve] = plan.reserve.values()
  return { plan, reserveId: reserve!.id }
}
const yearsOf = (plan: Plan, id: string) => reserveYears(plan, plan.reserve.get(id)!, new Funding(plan))

describe('Wiltshire’s commissioning reserve', () => {
  it('has an opening that is not known, £205,000 in and out, and closes at "opening + £0"', () => {
    const line = blankLine({ id: 'l', service: 'Commissioned services', position: 1 })
    const figure = (measure: 'budget' | 'forecast', pence: Pence) => {
      const id = amountId('l', year, measure)
      return { id, lineId: 'l', year, measure, pence, expression: null, origin: null }
    }
    const plan = planOf({
      line: [line],
      amount: [figure('budget', pounds(1_646_000)), figure('forecast', pounds(1_441_000))],
    })
    const into = { lineId: 'l', year, pence: pounds(205_000), to: 'reserve', target: 'Commissioning reserve' } as const
    done(plan, carryUnderspend(plan, into, newId))
    const [reserve] = plan.reserve.values()
    const after = shiftYear(year, 1)
    const [sourceId, id] = ['s', pairId('s', after)]
    plan.source.set(sourceId, {
      id: sourceId,
      name: 'Commissioning reserve',
      kind: 'reserve',
      carry: 'yes',
      reserveId: reserve!.id,
      conditions: null,
      position: 1,
    })
    plan.availability.set(id, { id, sourceId, year: after, pence: pounds(205_000), status: 'confirmed', note: null })
    const years = yearsOf(plan, reserve!.id)
    expect(years).toEqual([
      {
        year,
        opening: null,
        in: pounds(205_000),
        out: 0,
        closing: null,
        change: pounds(205_000),
        drawn: 0,
        since: pounds(205_000),
      },
      {
        year: after,
        opening: null,
        in: 0,
        out: pounds(205_000),
        closing: null,
        change: -pounds(205_000),
        drawn: pounds(205_000),
        since: 0,
      },
    ])
    expect(runwayOf(reserve!, years)).toBeNull()
    expect(runwayText(reserve!, years)).toBe(
      'Its opening balance is not known, so neither is how long it lasts; by the end of 2021/22 it holds opening + £0.',
    )
  })
})

describe('a reserve', () => {
  it('is added with what is known of it, changed and renamed', () => {
    const opening = { year, pence: pounds(100) }
    const { plan, reserveId } = withReserve({
      purpose: ' For pilots ',
      category: ' ',
      minimumPence: pounds(5),
      opening,
    })
    expect(plan.reserve.get(reserveId)).toMatchObject({
      purpose: 'For pilots',
      category: null,
      minimumPence: pounds(5),
      openingYear: year,
      openingPence: pounds(100),
    })
    expect(done(plan, changeReserve(plan, { reserveId, name: 'Pilots' })).label).toBe(
      'rename Commissioning reserve to Pilots',
    )
    expect(done(plan, changeReserve(plan, { reserveId, minimumPence: null })).label).toBe('change Pilots')
    done(plan, setOpening(plan, { reserveId, year, pence: null }))
    expect(plan.reserve.get(reserveId)).toMatchObject({ openingYear: null, openingPence: null, minimumPence: null })
  })

  it('has a name of its own and a minimum that is not below £0', () => {
    const { plan, reserveId } = withReserve()
    expect(refusal(() => addReserve(plan, { name: ' ' }, newId))).toContain('A reserve needs a name')
    expect(refusal(() => addReserve(plan, { name: 'commissioning RESERVE' }, newId))).toContain(
      'There is a reserve “Commissioning reserve” already',
    )
    expect(refusal(() => changeReserve(plan, { reserveId, minimumPence: -1 as Pence }))).toContain('not below £0')
    expect(refusal(() => changeReserve(plan, { reserveId: 'x' }))).toContain('no longer in the plan')
  })

  it('is removed with its transfers, but not while money goes to it or lines are paid by it', () => {
    const { plan, reserveId } = withReserve()
    const transfer = { reserveId, year, direction: 'in', pence: pounds(10), reason: ' pilot ', decision: 'D1' } as const
    done(plan, addTransfer(plan, transfer, newId))
    const [held] = plan.transfer.values()
    expect(held).toMatchObject({ reason: 'pilot', decision: 'D1' })
    expect(done(plan, changeTransfer(plan, { id: held!.id, direction: 'out' })).label).toBe(
      'change the transfer of £10 into Commissioning reserve in 2020/21',
    )
    expect(refusal(() => changeTransfer(plan, { id: held!.id, pence: 0 as Pence }))).toContain('must be above £0')
    done(plan, removeTransfer(plan, held!.id))
    expect(refusal(() => removeTransfer(plan, held!.id))).toContain('no longer in the plan')
    done(plan, addTransfer(plan, transfer, newId))
    plan.source.set('s', {
      id: 's',
      name: 'From reserves',
      kind: 'reserve',
      carry: 'yes',
      reserveId,
      conditions: null,
      position: 1,
    })
    expect(refusal(() => removeReserve(plan, reserveId))).toContain('pays for lines as the source “From reserves”')
    plan.source.delete('s')
    expect(done(plan, removeReserve(plan, reserveId)).label).toBe(
      'remove the reserve Commissioning reserve and its 1 transfer',
    )
    expect([plan.reserve.size, plan.transfer.size]).toEqual([0, 0])
  })

  it('fails in the first year below its minimum, or below 0, as added up by hand', () => {
    const steps = fc.array(fc.integer({ min: -500, max: 300 }), { minLength: 1, maxLength: 6 })
    const opening = fc.integer({ min: 0, max: 1000 })
    const minimum = fc.option(fc.integer({ min: 0, max: 400 }), { nil: null })
    fc.assert(
      fc.property(opening, minimum, steps, (held, least, changes) => {
        const { plan, reserveId } = withReserve({
          minimumPence: least as Pence | null,
          opening: { year, pence: held as Pence },
        })
        let balance = held
        let failing: [number, number] | null = null
        for (const [index, change] of changes.entries()) {
          balance += change
          if (failing === null && balance < (least ?? 0)) failing = [index, balance]
          if (change === 0) continue
          const direction = change > 0 ? ('in' as const) : ('out' as const)
          const transfer = { reserveId, year: shiftYear(year, index), direction, pence: Math.abs(change) as Pence }
          apply(plan, addTransfer(plan, transfer, newId))
        }
        const reserve = plan.reserve.get(reserveId)!
        const years = yearsOf(plan, reserveId)
        const runway = runwayOf(reserve, years)
        if (failing === null) {
          expect(runway).toBeNull()
          expect(runwayText(reserve, years)).toMatch(/^Lasts: /)
        } else {
          expect([runway?.year, runway?.closing]).toEqual([shiftYear(year, failing[0]), failing[1]])
          expect(runway?.fails).toBe(failing[1] < 0 ? 'below zero' : 'below minimum')
          expect(runwayText(reserve, years)).toMatch(
            failing[1] < 0 ? /^Is overdrawn in / : /^Falls below its minimum of /,
          )
        }
      }),
      settings,
    )
  })
})
