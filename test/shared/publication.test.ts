/** The publication pack: which lines are grants and contracts, what is over £10,000, and what is told to be missing. */
import { describe, expect, it } from 'vitest'
import { apply, type Change, rowTo } from '../../shared/change.ts'
import { addDecision } from '../../shared/edits/decisions.ts'
import { addSource } from '../../shared/edits/funding.ts'
import { drawDown } from '../../shared/edits/pots.ts'
import { blankLine, setAmount, setDetails } from '../../shared/edits.ts'
import type { Line } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { publicationTables } from '../../shared/publication.ts'
import { shiftYear, yearFrom } from '../../shared/years.ts'

const year = yearFrom(2021)
let count = 0
const newId = () => `id ${++count}`
const make = (plan: Plan, change: Change) => apply(plan, change)

function line(plan: Plan, id: string, pounds: (number | null)[], more: Partial<Line> = {}): void {
  make(plan, {
    label: 'add',
    rows: [rowTo(plan, 'line', id, blankLine({ id, service: id, position: count++, ...more }))],
  })
  for (const [index, amount] of pounds.entries())
    if (amount !== null)
      make(
        plan,
        setAmount(plan, {
          lineId: id,
          year: shiftYear(year, index - 1),
          measure: 'budget',
          pence: (amount * 100) as Pence,
        }),
      )
}

function office(): Plan {
  const plan = planOf()
  make(plan, setDetails(plan, { title: 'Plan', planYear: year }))
  make(plan, {
    label: 'add',
    rows: [rowTo(plan, 'priority', 'p', { id: 'p', name: 'Victims', parentId: null, position: 1 })],
  })
  const whole = { provider: 'Shelter', description: 'Refuge places', priorityId: 'p' }
  line(plan, 'Refuge', [null, 20_000], { route: 'Grant', ...whole, extra: { 'Grant conditions': 'Quarterly returns' } })
  line(plan, 'Small grants', [5_000, 5_000], { route: 'Grants programme' })
  line(plan, 'Ended grant', [9_000, null], { route: 'Grant' })
  const runs = { contractStart: '2020-04-01', contractEnd: '2022-03-31' }
  line(plan, 'Victim First', [6_000, 6_000, 6_000], { route: 'Contract', provider: 'Catch 22', ...runs })
  line(plan, 'Website', [null, 10_000], { route: 'Contract (framework)', provider: 'Web Ltd' })
  line(plan, 'Gone', [90_000, null], { contractStart: '2018-04-01', contractEnd: '2021-03-31' })
  line(plan, 'Staff', [1_000, 1_000], { route: 'In house' })
  line(plan, 'Emergent issues', [null, 50_000], { route: 'Pot' })
  make(plan, drawDown(plan, { lineId: 'Emergent issues', year, pence: 248_825 as Pence, service: 'IDVA' }, newId))
  return plan
}

const tablesOf = (plan: Plan) => Object.fromEntries(publicationTables(plan, year).map((table) => [table.key, table]))

describe('the tables of a year', () => {
  it('give the budget by priority with the year before, and its total', () => {
    const { budget } = tablesOf(office())
    expect(budget!.columns.map(({ name }) => name)).toEqual(['Priority', '2020/21 budget (£)', '2021/22 budget (£)'])
    expect(budget!.rows).toEqual([
      ['Victims', null, 2_000_000],
      ['No priority', 11_100_000, 7_200_000],
      ['Total', 11_100_000, 9_200_000],
    ])
    expect(budget!.notes[1]).toBe('2 lines have no budget in 2021/22, which is not nil.')
  })

  it('give each grant of the year with recipient, purpose, conditions and amount, and what is missing', () => {
    const plan = office()
    const about = { reference: 'PCC/12', title: 'Refuge', lineIds: ['Refuge'] }
    make(plan, addDecision(plan, about, newId))
    const { grants } = tablesOf(plan)
    expect(grants!.rows).toEqual([
      ['Shelter', 'Refuge', 'Refuge places', 'Quarterly returns', 2_000_000, 'Victims', 'PCC/12'],
      [null, 'Small grants', null, null, 500_000, null, null],
    ])
    expect(grants!.notes).toEqual([
      '1 grant has no recipient in the plan.',
      '1 grant has no purpose in the plan.',
      '1 grant has no conditions in the plan; say so where there are none.',
      '1 grant has no priority in the plan.',
      'The Order also asks why each grant is thought to help to reduce crime and disorder; the plan holds its priority only.',
      '£2,488.25 was drawn down from pots in 2021/22; add those drawdowns that were grants.',
      '2 lines of £51,000 are by route neither a grant nor a contract, and in none of these tables.',
    ])
  })

  it('tell contracts over £10,000 from those of no more, by their value over their years', () => {
    const tables = tablesOf(office())
    // Not the budget of 2022/23, which begins after its end.
    expect(tables['contracts-over-10000']!.rows.map((row) => [row[2], row[4], row[5], row[7], row[8]])).toEqual([
      ['Victim First', '1 Apr 2020', '31 Mar 2022', 1_200_000, 600_000],
    ])
    expect(tables['contracts-up-to-10000']!.rows.map((row) => [row[1], row[2], row[7]])).toEqual([
      ['Web Ltd', 'Website', 1_000_000],
    ])
    expect(tables['contracts-up-to-10000']!.notes[1]).toBe('1 contract has no start or no end in the plan.')
    expect(tables['contracts-over-10000']!.notes.at(-1)).toContain('a copy of each contract over £10,000')
  })

  it('give what sources have in the year', () => {
    const plan = office()
    expect(tablesOf(plan)['sources-of-funding']!.notes).toHaveLength(1)
    const available = [{ year, pence: 9_000_000 as Pence, status: 'confirmed' as const }]
    make(plan, addSource(plan, { name: 'Victims grant', kind: 'grant', available }, newId))
    expect(tablesOf(plan)['sources-of-funding']!.rows).toEqual([
      ['Victims grant', 'Grant', 9_000_000, 'confirmed', null],
    ])
  })

  it('give the decisions of the year that may be published, a summary only where its details may be', () => {
    const plan = office()
    const made = { date: '2021-05-01', status: 'approved', summary: 'Why' } as const
    const open = { publishRecord: 'yes', publishDetails: 'yes' } as const
    make(plan, addDecision(plan, { reference: '1', title: 'Open', ...made, ...open }, newId))
    make(plan, addDecision(plan, { reference: '2', title: 'Bare', ...made, ...open, publishDetails: 'no' }, newId))
    make(plan, addDecision(plan, { reference: '3', title: 'Closed', ...made, publishRecord: 'no' }, newId))
    make(plan, addDecision(plan, { reference: '4', title: 'Unsaid', ...made }, newId))
    make(plan, addDecision(plan, { reference: '5', title: 'Draft', ...made, ...open, status: 'draft' }, newId))
    make(plan, addDecision(plan, { reference: '6', title: 'Earlier', ...made, ...open, date: '2021-03-31' }, newId))
    make(plan, addDecision(plan, { reference: '7', title: 'Undated', ...made, ...open, date: null }, newId))
    const { decisions } = tablesOf(plan)
    expect(decisions!.rows).toEqual([
      ['1', '1 May 2021', 'Open', 'Why', 'approved', null],
      ['2', '1 May 2021', 'Bare', null, 'approved', null],
    ])
    expect(decisions!.notes).toEqual([
      '1 decision is not to be published.',
      'Of 1 decision it is not determined whether the record may be published.',
      '1 decision has no date, and may belong to the year.',
      'The amount is what cites the decision: drawdowns, transfers, carry-forwards and virements.',
    ])
  })

  it('are all there for an empty plan', () => {
    expect(publicationTables(planOf(), year).map(({ key, rows }) => [key, rows.length])).toEqual([
      ['budget', 1],
      ['sources-of-funding', 0],
      ['grants', 0],
      ['contracts-over-10000', 0],
      ['contracts-up-to-10000', 0],
      ['decisions', 0],
    ])
  })
})
