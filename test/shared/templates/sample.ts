/**
 * A small plan with something of everything, for the tests of templates. Victims holds Victim First and the ISVA service,
 * Prevention holds a small grants pot; a line has no priority, and one priority has no line.
 */
import { blankLine } from '../../../shared/edits.ts'
import { amountId, type Line, type Measure, pairId, splitId } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { shiftYear, yearFrom } from '../../../shared/years.ts'

export const Y = yearFrom(2020)
export const before = shiftYear(Y, -1)
export const pounds = (value: number) => Math.round(value * 100) as Pence

export function figure(lineId: string, year: typeof Y, value: number, measure: Measure = 'budget') {
  const id = amountId(lineId, year, measure)
  return { id, lineId, year, measure, pence: pounds(value), expression: null, origin: null }
}

export function note(id: string, lineId: string, text: string, year: typeof Y | null = null) {
  return { id, lineId, year, measure: year && ('budget' as const), mark: '*', text, position: 1, origin: null }
}

const line = (id: string, position: number, of: Partial<Line>): Line => ({
  ...blankLine({ id, position, priorityId: null, service: id }),
  ...of,
})

export function samplePlan(): Plan {
  return planOf({
    plan: [
      { id: 'plan', title: 'Commissioning & grants', organisation: 'Northshire', planYear: Y, marking: 'OFFICIAL' },
    ],
    priority: [
      { id: 'v', name: 'Victims', parentId: null, position: 1 },
      { id: 'p', name: 'Prevention', parentId: null, position: 2 },
      { id: 'e', name: 'Empty', parentId: null, position: 3 },
    ],
    line: [
      line('first', 1, {
        service: 'Victim First',
        provider: 'Catch 22',
        route: 'Contract',
        priorityId: 'v',
        code: 'CC1',
        contractStart: '2018-04-01',
        contractEnd: '2021-03-31',
        extra: { Ref: '007' },
      }),
      line('isva', 2, {
        service: 'ISVA',
        provider: 'Bright Sky',
        route: 'Grant',
        priorityId: 'v',
        owner: 'Head of grants',
      }),
      line('pot', 3, { service: '=HYPERLINK("x")', provider: null, route: 'Pot', priorityId: 'p', code: '0012' }),
      line('loose', 4, { service: 'Analyst', provider: 'Abacus', route: 'grant ', basis: 'one-off' }),
    ],
    amount: [
      figure('first', Y, 569_488.44),
      figure('first', before, 558_322),
      figure('first', before, 540_000, 'forecast'),
      figure('isva', Y, 512_199),
      figure('isva', before, 500_000),
      figure('pot', Y, 100_000),
      figure('pot', Y, 90_000, 'forecast'),
      figure('loose', before, 25_000),
    ],
    note: [
      note('n1', 'isva', 'Half is paid by NHS England', Y),
      note('n2', 'isva', 'From April'),
      note('n3', 'pot', 'From April'),
      note('n4', 'first', 'An old note', yearFrom(2012)),
    ],
    source: [
      { id: 'core', name: 'Core budget', kind: 'core', carry: 'yes', reserveId: null, conditions: null, position: 1 },
      {
        id: 'nhs',
        name: 'NHS England',
        kind: 'partner',
        carry: 'no',
        reserveId: null,
        conditions: 'ISVA',
        position: 2,
      },
    ],
    availability: [
      { id: pairId('core', Y), sourceId: 'core', year: Y, pence: pounds(900_000), status: 'confirmed', note: null },
      { id: pairId('nhs', Y), sourceId: 'nhs', year: Y, pence: pounds(212_199), status: 'unconfirmed', note: null },
    ],
    split: [
      { id: splitId('first', 'core', Y), lineId: 'first', sourceId: 'core', year: Y, pence: null },
      { id: splitId('isva', 'core', Y), lineId: 'isva', sourceId: 'core', year: Y, pence: pounds(300_000) },
      { id: splitId('isva', 'nhs', Y), lineId: 'isva', sourceId: 'nhs', year: Y, pence: pounds(212_199) },
    ],
    reserve: [
      {
        id: 'r1',
        name: 'Commissioning',
        purpose: 'Smoothing',
        openingYear: Y,
        openingPence: pounds(300_000),
        minimumPence: null,
        position: 1,
        category: null,
      },
      {
        id: 'r2',
        name: 'Unknown',
        purpose: null,
        openingYear: null,
        openingPence: null,
        minimumPence: null,
        position: 2,
        category: null,
      },
    ],
    transfer: [
      { id: 't1', reserveId: 'r1', year: Y, direction: 'out', pence: pounds(50_000), reason: null, decision: 'D1' },
      { id: 't2', reserveId: 'r2', year: Y, direction: 'in', pence: pounds(10_000), reason: null, decision: null },
    ],
    drawdown: [
      {
        id: 'd1',
        lineId: 'pot',
        year: Y,
        date: '2020-05-01',
        service: 'MARAC',
        description: null,
        pence: pounds(18_385),
        decision: 'EXE3',
        toLineId: null,
        limit: 'within',
        position: 1,
      },
      {
        id: 'd2',
        lineId: 'pot',
        year: Y,
        date: null,
        service: 'IDVA',
        description: null,
        pence: pounds(2_488.25),
        decision: 'EXE3',
        toLineId: null,
        limit: 'within',
        position: 2,
      },
    ],
    carry: [
      {
        id: 'c1',
        lineId: 'first',
        year: before,
        pence: pounds(18_322),
        to: 'reserve',
        toId: 'r1',
        status: 'approved',
        reason: null,
        decision: 'D2',
      },
    ],
  })
}
