/** When contracts end, what an option does, and which budgets lie beyond: leap years, month ends, terms, refusals, undo. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert } from '../../shared/change.ts'
import {
  beyondContract,
  beyondSentence,
  calendarOf,
  contractEnds,
  endsFrom,
  groupsByEnd,
  isWithin,
  readTerm,
} from '../../shared/contracts.ts'
import { daysAfter, endAfter, endShifted, monthsAfter, periodOf, yearOfDay } from '../../shared/days.ts'
import { setContract, takeBackOption, takeOption } from '../../shared/edits/contracts.ts'
import { blankLine, setAmount } from '../../shared/edits.ts'
import type { Line } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { type FinancialYear, yearFrom } from '../../shared/years.ts'
import { dumpOf, settings } from './arbitraries.ts'

function planWith(...lines: (Partial<Line> & { budgets?: Record<string, number> })[]): Plan {
  const plan = planOf()
  lines.forEach(({ budgets = {}, ...given }, index) => {
    const line = blankLine({ id: `line ${index + 1}`, service: `Service ${index + 1}`, position: index + 1, ...given })
    plan.line.set(line.id, line)
    for (const [year, pounds] of Object.entries(budgets))
      apply(
        plan,
        setAmount(plan, {
          lineId: line.id,
          year: year as FinancialYear,
          measure: 'budget',
          pence: (pounds * 100) as Pence,
        }),
      )
  })
  return plan
}

const make = (plan: Plan, change: Change) => {
  apply(plan, change)
  return change
}
const endOf = (plan: Plan) => plan.line.get('line 1')!.contractEnd

describe('days', () => {
  it('ends a period on the day before its anniversary, over leap years and month ends', () => {
    expect(endAfter('2021-04-01', 3)).toBe('2024-03-31')
    expect(endAfter('2021-03-01', 3)).toBe('2024-02-29')
    expect(endAfter('2020-03-01', 1)).toBe('2021-02-28')
    expect(endAfter('2020-02-29', 3)).toBe('2023-02-28')
    expect(endAfter('2020-02-29', 4)).toBe('2024-02-28')
    expect(endAfter('2021-01-01', 1)).toBe('2021-12-31')
    expect(endShifted('2024-02-29', 1)).toBe('2025-02-28')
    expect(endShifted('2025-02-28', -1)).toBe('2024-02-29')
  })

  it('counts months to the last day of a shorter one', () => {
    expect(monthsAfter('2021-08-31', 6)).toBe('2022-02-28')
    expect(monthsAfter('2023-08-31', 6)).toBe('2024-02-29')
    expect(monthsAfter('2021-10-15', 3)).toBe('2022-01-15')
    expect(daysAfter('2024-03-01', -1)).toBe('2024-02-29')
  })

  it('puts days into financial years, quarters and months', () => {
    expect(yearOfDay('2022-03-31')).toBe('2021/22')
    expect(yearOfDay('2022-04-01')).toBe('2022/23')
    expect(periodOf('2022-03-31', 'quarter')).toEqual({ key: '2022-01', name: 'January to March 2022' })
    expect(periodOf('2022-12-01', 'quarter')).toEqual({ key: '2022-10', name: 'October to December 2022' })
    expect(periodOf('2022-05-05', 'month').name).toBe('May 2022')
    expect(periodOf('2022-05-05', 'financial year').name).toBe('2022/23')
  })

  it('reckons as the calendar does, forth and back over any days and months', () => {
    const day = fc.integer({ min: -20_000, max: 60_000 })
    fc.assert(
      fc.property(day, fc.integer({ min: -2000, max: 2000 }), (from, by) => {
        const at = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10)
        expect(daysAfter(at(from), by)).toBe(at(from + by))
        const [year, month] = monthsAfter(at(from), by).split('-').map(Number)
        const [heldYear, heldMonth] = at(from).split('-').map(Number)
        expect(year! * 12 + month!).toBe(heldYear! * 12 + heldMonth! + by)
        expect(new Date(monthsAfter(at(from), by)).toISOString().slice(0, 10)).toBe(monthsAfter(at(from), by))
      }),
      settings,
    )
  })

  it('moves an end forth and back to where it was, whatever the day', () => {
    const days = fc.integer({ min: 0, max: 80_000 }).map((days) => daysAfter('1950-01-01', days))
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (start, years) => {
        const end = endAfter(start, years)
        expect(end > start).toBe(true)
        // A year is 365 or 366 days.
        const length = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1
        expect(Math.abs(length - years * 365.25)).toBeLessThan(1.75)
        const leapDay = daysAfter(end, 1).endsWith('02-29')
        if (!leapDay) expect(endShifted(endShifted(end, years), -years)).toBe(end)
      }),
      settings,
    )
  })
})

describe('terms', () => {
  it('are read as an officer writes them, and nothing else is', () => {
    expect(readTerm('3+1+1')).toBe('3+1+1')
    expect(readTerm(' 3 + 1 + 1 years ')).toBe('3+1+1')
    expect(readTerm('02')).toBe('2')
    for (const text of ['', '3+', '+1', '0+1', '3+0', '18 months', '2.5', '99+1', 'three'])
      expect(readTerm(text)).toBeNull()
  })

  it('give every end from the start', () => {
    expect(endsFrom({ start: '2021-04-01', end: null, term: '3+1+1', extended: 1 })).toEqual({
      ends: ['2024-03-31', '2025-03-31', '2026-03-31'],
      present: '2025-03-31',
      last: '2026-03-31',
      taken: 1,
      left: 1,
      differing: null,
    })
  })

  it('give every end from the stated one, which counts', () => {
    const ends = endsFrom({ start: '2021-04-01', end: '2024-06-30', term: '3+1', extended: 0 })
    expect(ends).toMatchObject({ ends: ['2024-06-30', '2025-06-30'], present: '2024-06-30', differing: '2024-03-31' })
    const unstarted = endsFrom({ start: null, end: '2025-02-28', term: '3+1+1', extended: 1 })
    expect(unstarted.ends).toEqual(['2024-02-29', '2025-02-28', '2026-02-28'])
  })

  it('say nothing where nothing is known', () => {
    const nothing = { ends: [], present: null, last: null }
    expect(endsFrom({ start: null, end: null, term: '3+1', extended: 0 })).toMatchObject(nothing)
    expect(endsFrom({ start: '2021-04-01', end: null, term: null, extended: 0 })).toMatchObject(nothing)
    expect(endsFrom({ start: null, end: '2022-03-31', term: null, extended: 0 })).toMatchObject({
      ends: ['2022-03-31'],
      last: '2022-03-31',
      left: 0,
    })
  })
})

describe('setting a contract', () => {
  it('works the end out, moves it with each option, and comes back by undo', () => {
    const plan = planWith({ service: 'Victim First' })
    const before = dumpOf(plan)
    const steps = [make(plan, setContract(plan, { lineId: 'line 1', start: '01/04/2021', term: '3+1+1' }))]
    expect(endOf(plan)).toBe('2024-03-31')
    expect(steps[0]!.label).toBe('set the contract of Victim First')
    steps.push(make(plan, takeOption(plan, 'line 1')))
    expect(steps[1]!.label).toBe('take an option of Victim First to 31 March 2025')
    expect(endOf(plan)).toBe('2025-03-31')
    steps.push(make(plan, takeOption(plan, 'line 1')))
    expect(endOf(plan)).toBe('2026-03-31')
    expect(() => takeOption(plan, 'line 1')).toThrow('has 2 extension options, so 3 cannot be taken')
    steps.push(make(plan, takeBackOption(plan, 'line 1')))
    expect(endOf(plan)).toBe('2025-03-31')
    expect(plan.contract.get('line 1')).toMatchObject({ term: '3+1+1', extended: 1 })
    for (const step of steps.reverse()) apply(plan, invert(step))
    expect(dumpOf(plan)).toEqual(before)
  })

  it('keeps a stated end, which an option moves by its years', () => {
    const plan = planWith({ contractStart: '2021-04-01', contractEnd: '2024-06-30' })
    make(plan, setContract(plan, { lineId: 'line 1', term: '3+2' }))
    expect(endOf(plan)).toBe('2024-06-30')
    make(plan, takeOption(plan, 'line 1'))
    expect(endOf(plan)).toBe('2026-06-30')
    make(plan, takeBackOption(plan, 'line 1'))
    expect(endOf(plan)).toBe('2024-06-30')
    make(plan, setContract(plan, { lineId: 'line 1', end: '' }))
    expect(endOf(plan)).toBe('2024-03-31')
  })

  it('takes an imported end as the one with the option, where it is', () => {
    const plan = planWith({ contractStart: '2021-04-01', contractEnd: '2025-03-31' })
    make(plan, setContract(plan, { lineId: 'line 1', term: '3+1+1' }))
    expect(contractEnds(plan, plan.line.get('line 1')!).differing).toBe('2024-03-31')
    make(plan, takeOption(plan, 'line 1'))
    expect(endOf(plan)).toBe('2025-03-31')
    expect(contractEnds(plan, plan.line.get('line 1')!)).toMatchObject({ differing: null, left: 1 })
  })

  it('moves the end with the start and the term while nobody states another', () => {
    const plan = planWith({})
    make(plan, setContract(plan, { lineId: 'line 1', start: '2021-04-01', term: '3+1' }))
    make(plan, setContract(plan, { lineId: 'line 1', start: '29/02/2020' }))
    expect(endOf(plan)).toBe('2023-02-28')
    make(plan, setContract(plan, { lineId: 'line 1', term: '2+1', extended: 1 }))
    expect(endOf(plan)).toBe('2023-02-28')
    make(plan, setContract(plan, { lineId: 'line 1', term: '2' }))
    expect([endOf(plan), plan.contract.get('line 1')!.extended]).toEqual(['2022-02-28', 0])
  })

  it('keeps no row of a contract about which nothing is said', () => {
    const plan = planWith({})
    expect(setContract(plan, { lineId: 'line 1', reference: ' ' }).rows).toEqual([])
    make(plan, setContract(plan, { lineId: 'line 1', start: '1 April 2021' }))
    expect(plan.contract.size).toBe(0)
    make(plan, setContract(plan, { lineId: 'line 1', reference: 'PCC 12' }))
    expect(plan.contract.size).toBe(1)
    make(plan, setContract(plan, { lineId: 'line 1', reference: '' }))
    expect(plan.contract.size).toBe(0)
  })

  it('refuses what is no date, no term, or the wrong way round', () => {
    const plan = planWith({ service: 'ISVA', contractStart: '2021-04-01', contractEnd: '2022-03-31' })
    const refuses = (given: object) => expect(() => setContract(plan, { lineId: 'line 1', ...given }))
    refuses({ end: 'rolling' }).toThrow(
      '“rolling” is not a date, so the contract’s end was kept; type it as 31/03/2022',
    )
    refuses({ end: '31/02/2022' }).toThrow('is not a date')
    refuses({ start: '29/02/2021' }).toThrow('is not a date')
    refuses({ start: '01/04/9999' }).toThrow('is not a date')
    refuses({ end: '31/03/2021' }).toThrow('would end on 31 March 2021, before it starts on 1 April 2021')
    refuses({ term: '3 and 1' }).toThrow('is not a term in years')
    refuses({ extended: 1 }).toThrow('has no extension options')
    refuses({ extended: -1 }).toThrow('must be a whole number')
    refuses({ noticeDate: '01/04/2022' }).toThrow('is after its contract’s end, 31 March 2022')
    expect(() => takeBackOption(plan, 'line 1')).toThrow('No option of “ISVA” was taken')
    expect(() => setContract(plan, { lineId: 'gone', term: '1' })).toThrow('no longer in the plan')
  })
})

describe('budgets beyond a contract', () => {
  const budgets = { '2021/22': 1, '2023/24': 1000, '2024/25': 1000, '2025/26': 1000, '2026/27': 1000, '2027/28': 0 }

  it('are found in each year with a budget, with what the options would cover', () => {
    const plan = planWith({ contractStart: '2021-04-01', budgets })
    make(plan, setContract(plan, { lineId: 'line 1', term: '3+1+1' }))
    const line = () => plan.line.get('line 1')!
    const found = () => beyondContract(plan, line()).map(({ year, kind, covered }) => [year, kind, covered])
    expect(found()).toEqual([
      ['2024/25', 'after end', true],
      ['2025/26', 'after end', true],
      ['2026/27', 'after last end', false],
    ])
    make(plan, takeOption(plan, 'line 1'))
    expect(found()).toEqual([
      ['2025/26', 'after end', true],
      ['2026/27', 'after last end', false],
    ])
    const sentences = beyondContract(plan, line()).map((beyond) => beyondSentence('ISVA', beyond))
    expect(sentences).toEqual([
      '2025/26 has a budget of £1,000, but the contract of “ISVA” ends before the year, on 31 March 2025; the option that is left would cover the year.',
      '2026/27 has a budget of £1,000, but the contract of “ISVA” ends on 31 March 2026 at the latest, every option taken.',
    ])
  })

  it('are found in the year in which it ends part-way', () => {
    const plan = planWith(
      { contractEnd: '2023-12-31', budgets },
      { contractEnd: '2024-03-31', budgets: { '2023/24': 5 } },
    )
    const [first, second] = [...plan.line.values()]
    expect(beyondContract(plan, first!)[0]).toMatchObject({ year: '2023/24', kind: 'ends within', covered: false })
    expect(beyondSentence('A', beyondContract(plan, first!)[0]!)).toBe(
      '2023/24 has a budget of £1,000, but the contract of “A” ends within the year, on 31 December 2023; no option is left.',
    )
    expect(beyondContract(plan, second!)).toEqual([])
    expect(beyondContract(planWith({ budgets }), blankLine({ id: 'line 1', service: 'x', position: 1 }))).toEqual([])
  })

  it('agree with a day-by-day look at any contract', () => {
    const years = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
    const start = fc.integer({ min: 0, max: 3000 }).map((days) => daysAfter('2016-01-01', days))
    fc.assert(
      fc.property(start, years, fc.nat(3), (from, term, taken) => {
        const extended = Math.min(taken, term.length - 1)
        const budgets = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [yearFrom(2015 + index), 1]))
        const plan = planWith({ budgets })
        make(plan, setContract(plan, { lineId: 'line 1', start: from, term: term.join('+'), extended }))
        const { present, last } = contractEnds(plan, plan.line.get('line 1')!)
        const found = new Map(beyondContract(plan, plan.line.get('line 1')!).map((one) => [one.year, one]))
        for (const year of Object.keys(budgets) as FinancialYear[]) {
          const days: string[] = []
          for (let day = `${year.slice(0, 4)}-04-01`; yearOfDay(day) === year; day = daysAfter(day, 1)) days.push(day)
          const served = days.filter((day) => day <= present!).length
          const could = days.filter((day) => day <= last!).length
          const expected =
            served === days.length ? undefined : served > 0 ? 'ends within' : could > 0 ? 'after end' : 'after last end'
          expect(found.get(year)?.kind).toBe(expected)
          if (expected) expect(found.get(year)!.covered).toBe(could === days.length)
        }
      }),
      { ...settings, numRuns: 30 },
    )
  })
})

describe('the calendar', () => {
  it('sorts by end, says what is near, and counts lines without an end', () => {
    const plan = planWith(
      { contractEnd: '2022-03-31', budgets: { '2021/22': 10, '2022/23': 20 } },
      { contractStart: '2021-04-01' },
      { contractEnd: '2021-06-30' },
      { contractEnd: '2021-12-31' },
      { contractEnd: '2025-03-31' },
      {},
    )
    make(plan, setContract(plan, { lineId: 'line 1', term: '1+1', noticeDate: '31/12/2021' }))
    make(plan, setContract(plan, { lineId: 'line 4', noticeDate: '30/09/2021' }))
    const { entries, without, started } = calendarOf(plan, '2021-10-01')
    expect(entries.map(({ line, ending, notice }) => [line.id, ending, notice])).toEqual([
      ['line 3', 'ended', null],
      ['line 4', '6 months', 'passed'],
      ['line 1', '6 months', 'near'],
      ['line 5', 'later', null],
    ])
    expect([without, started]).toEqual([2, 1])
    expect(entries[2]).toMatchObject({ year: '2021/22', budget: 1000, after: 2000 })
    expect(groupsByEnd(entries, 'financial year').map(({ name, entries }) => [name, entries.length])).toEqual([
      ['2021/22', 3],
      ['2024/25', 1],
    ])
    const within = (narrowing: Parameters<typeof isWithin>[1]) =>
      entries.filter((one) => isWithin(one, narrowing)).length
    expect([within('all'), within('6 months'), within('12 months'), within('notice'), within('options')]).toEqual([
      4, 2, 2, 2, 1,
    ])
  })
})
