/** Records of decisions: what cites them, renaming, what is refused, and the record as a paper, against Leicestershire's. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, type Change, invert, rowTo } from '../../shared/change.ts'
import { citationsOf, citedBy, citingTables, linesOf, unrecorded } from '../../shared/decisions.ts'
import { addDecision, decisionDay, removeDecision, setDecision } from '../../shared/edits/decisions.ts'
import { drawDown } from '../../shared/edits/pots.ts'
import { vire } from '../../shared/edits/virement.ts'
import { blankLine, removeLine, setAmount } from '../../shared/edits.ts'
import { recordPaper } from '../../shared/exporting/record.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'
import { copyOf, dumpOf, planArbitrary, settings } from './arbitraries.ts'

const year = yearFrom(2020)
let count = 0
const newId = () => `id ${++count}`
const make = (plan: Plan, change: Change) => {
  apply(plan, change)
  return change
}

/** Leicestershire's emergent issues: the seven drawdowns of the paper, in pence. */
const drawn: [string, number][] = [
  ['Police Offender Manager', 3_000_000],
  ['MARAC Manager and Administrator', 1_838_500],
  ['MARAC IDVA', 248_825],
  ['DV360 VAWG extension', 800_000],
  ['Substance Misuse PAVE', 3_000_000],
  ['VF Website', 97_000],
  ['Mental Health', 2_500_000],
]

/** The pot with its drawdowns, a reserve, and one row of each other kind that cites EXE0003/20. */
function leicestershire(): Plan {
  const plan = planOf()
  for (const [id, service] of [
    ['pot', 'Emergent issues'],
    ['vf', 'Victim First'],
  ] as const) {
    const line = blankLine({ id, service, position: plan.line.size + 1 })
    make(plan, { label: 'add', rows: [rowTo(plan, 'line', id, line)] })
    make(plan, setAmount(plan, { lineId: id, year, measure: 'budget', pence: 30_746_300 as Pence }))
  }
  for (const [service, pence] of drawn) {
    const decision = service === 'VF Website' ? ' EXE0003/20 ' : 'EXE0003/20'
    make(plan, drawDown(plan, { lineId: 'pot', year, pence: pence as Pence, service, decision }, newId))
  }
  return plan
}

/** One more row of each other kind under EXE0003/20, and one carry-forward that was rejected. */
function withOthers(plan: Plan): void {
  const reserve = { id: 'r', name: 'Commissioning reserve', purpose: null, category: null, position: 1 }
  const opening = { openingYear: null, openingPence: null, minimumPence: null }
  const carry = { lineId: 'vf', year, pence: 100 as Pence, to: 'reserve', toId: 'r', reason: null } as const
  const transfer = { id: 't', reserveId: 'r', year, direction: 'out', pence: 700 as Pence, reason: 'a pilot' } as const
  make(plan, {
    label: 'add',
    rows: [
      rowTo(plan, 'reserve', 'r', { ...reserve, ...opening }),
      rowTo(plan, 'transfer', 't', { ...transfer, decision: 'EXE0003/20' }),
      rowTo(plan, 'carry', 'c1', { id: 'c1', ...carry, status: 'approved', decision: 'EXE0003/20' }),
      rowTo(plan, 'carry', 'c2', { id: 'c2', ...carry, status: 'rejected', decision: 'EXE0003/20' }),
    ],
  })
  const move = { year, fromLineId: 'vf', toLineId: 'pot', pence: 500 as Pence, reason: 'vacancy' }
  make(plan, vire(plan, { ...move, decision: 'EXE0003/20' }, newId))
}

const said = { reference: 'EXE0003/20', title: 'Commissioning Framework' }

describe('what cites a decision', () => {
  it('is found by its reference, exactly but for spaces around it', () => {
    const plan = leicestershire()
    expect(citedBy(plan, 'EXE0003/20')).toEqual([{ table: 'drawdown', count: 7, pence: 11_484_325 }])
    expect(citedBy(plan, 'exe0003/20')).toEqual([])
    expect(unrecorded(plan).map(({ reference }) => reference)).toEqual(['EXE0003/20'])
    make(plan, addDecision(plan, said, newId))
    expect(unrecorded(plan)).toEqual([])
    expect(citationsOf(plan, 'EXE0003/20').map(({ what, pence }) => [what, pence])).toEqual(drawn)
  })

  it('is of four kinds, in words; a rejected carry-forward adds nothing', () => {
    const plan = leicestershire()
    withOthers(plan)
    expect(citedBy(plan, 'EXE0003/20').slice(1)).toEqual([
      { table: 'transfer', count: 1, pence: 700 },
      { table: 'carry', count: 2, pence: 100 },
      { table: 'virement', count: 1, pence: 500 },
    ])
    expect(
      citationsOf(plan, 'EXE0003/20')
        .slice(7)
        .map(({ what, counts }) => [what, counts]),
    ).toEqual([
      ['Out of Commissioning reserve', true],
      ['Victim First, into Commissioning reserve', true],
      ['Victim First, into Commissioning reserve (rejected)', false],
      ['From Victim First to Emergent issues', true],
    ])
  })

  it('is citing another reference once the record is renamed, in one step', () => {
    const plan = leicestershire()
    withOthers(plan)
    make(
      plan,
      addDecision(plan, { ...said, lineIds: ['pot'] }, () => 'd'),
    )
    const before = copyOf(plan)
    const change = make(plan, setDecision(plan, 'd', { reference: ' EXE0004/20 ' }))
    expect(change.label).toBe('rename decision EXE0003/20 to EXE0004/20')
    expect(citedBy(plan, 'EXE0003/20')).toEqual([])
    expect(citedBy(plan, 'EXE0004/20').map(({ count }) => count)).toEqual([7, 1, 2, 1])
    apply(plan, invert(change))
    expect(dumpOf(plan)).toEqual(dumpOf(before))
  })
})

describe('a record', () => {
  it('needs a reference of its own and a title', () => {
    const plan = planOf()
    make(
      plan,
      addDecision(plan, said, () => 'd'),
    )
    expect(() => addDecision(plan, { ...said, reference: ' exe0003/20' }, newId)).toThrow(
      'There is already a record of decision “EXE0003/20”, so nothing was changed',
    )
    expect(() => addDecision(plan, { ...said, reference: ' ' }, newId)).toThrow('A decision needs a reference')
    expect(() => setDecision(plan, 'd', { title: '' })).toThrow('Decision “EXE0003/20” needs a title')
    expect(() => setDecision(plan, 'gone', {})).toThrow('That decision record is no longer in the plan')
    const nobody = [{ role: ' ', text: 'content', date: null }]
    expect(() => setDecision(plan, 'd', { approvals: nobody })).toThrow('An approval needs the role of who gives it')
    const silent = [{ role: 'Chief Executive', text: '', date: null }]
    expect(() => setDecision(plan, 'd', { approvals: silent })).toThrow('It is not said what the Chief Executive')
    expect(() => decisionDay('soon')).toThrow('“soon” is not a date')
    expect(decisionDay('18th February 2020')).toBe('2020-02-18')
    expect(setDecision(plan, 'd', { reference: 'exe0003/20' }).rows).toHaveLength(1)
    expect(setDecision(plan, 'd', {}).rows).toEqual([])
  })

  it('names lines, loses those that are deleted, and leaves what cites it when it is removed', () => {
    const plan = leicestershire()
    make(
      plan,
      addDecision(plan, { ...said, lineIds: ['vf', 'pot', 'vf'] }, () => 'd'),
    )
    expect(linesOf(plan, 'd').map(({ id }) => id)).toEqual(['pot', 'vf'])
    make(plan, setDecision(plan, 'd', { summary: 'As before' }))
    expect(plan.decisionLine.size).toBe(2)
    make(plan, removeLine(plan, 'vf'))
    expect(linesOf(plan, 'd').map(({ id }) => id)).toEqual(['pot'])
    make(plan, removeDecision(plan, 'd'))
    expect([plan.decision.size, plan.decisionLine.size]).toEqual([0, 0])
    expect(citedBy(plan, 'EXE0003/20')[0]!.count).toBe(7)
    expect(() => addDecision(plan, { ...said, lineIds: ['vf'] }, newId)).toThrow('That budget line is no longer')
  })

  it('accounts for every row that cites something, in any plan', () => {
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const recorded = new Set([...plan.decision.values()].map(({ reference }) => reference.trim()))
        const found = [...recorded, ...unrecorded(plan).map(({ reference }) => reference)]
        expect(new Set(found).size).toBe(found.length)
        const cited = found.flatMap((reference) =>
          citationsOf(plan, reference).map(({ table, id }) => `${table} ${id}`),
        )
        const citing = citingTables.flatMap((table) =>
          [...plan[table].values()].filter((row) => row.decision?.trim()).map(({ id }) => `${table} ${id}`),
        )
        expect(cited.sort()).toEqual(citing.sort())
      }),
      settings,
    )
  })
})

describe('the record as a paper', () => {
  const cells = (plan: Plan, id: string) => recordPaper(plan, plan.decision.get(id)!).sheets[0]!

  it('has Leicestershire’s table with its total, and places to sign', () => {
    const plan = leicestershire()
    const approvals = [{ role: 'Chief Finance Officer', text: 'Consulted, and content.', date: '2020-03-31' }]
    const details = { date: '2020-02-18', status: 'approved', publishRecord: 'yes', approvals } as const
    make(
      plan,
      addDecision(plan, { ...said, ...details, attendees: ['Chief Executive'] }, () => 'd'),
    )
    const { rows, columns, merges, upright, headingRow } = cells(plan, 'd')
    expect([upright, headingRow]).toEqual([true, null])
    const heading = rows.findIndex(({ kind }) => kind === 'heading')
    expect(rows[heading]!.cells.map(({ value }) => value)).toEqual([
      'Service area',
      'Approved (£)',
      'Service description',
    ])
    expect(rows.slice(heading + 1, heading + 8).map((row) => row.cells.slice(0, 2).map(({ value }) => value))).toEqual(
      drawn,
    )
    expect(rows[heading + 8]!.cells[1]).toEqual({
      value: 11_484_325,
      formula: `SUM(B${heading + 2}:B${heading + 8})`,
    })
    expect(columns.map(({ pence }) => pence)).toEqual([true, true, true])
    const fields = new Map(
      rows.flatMap(({ kind, cells: [label, value] }) => (kind === 'field' ? [[label!.value, value!.value]] : [])),
    )
    expect(Object.fromEntries(fields)).toMatchObject({
      Reference: 'EXE0003/20',
      Title: 'Commissioning Framework',
      Date: '18 February 2020',
      Present: 'Chief Executive',
      'Chief Finance Officer': 'Consulted, and content.',
      'The record of this decision': 'May be published',
      'Details of the decision': 'Not yet determined',
      'Reasons for not publishing': 'None',
      Decision: 'Approved',
    })
    const signed = rows.flatMap(({ kind, cells: all }) => (kind === 'signature' ? [all[2]!.value] : []))
    expect(signed).toEqual(['Date: 31 March 2020', 'Date:', 'Date: 18 February 2020'])
    for (const { top, bottom } of merges) expect(top).toBe(bottom)
  })

  it('parts a long text so that all of it is seen, and no section that would fit on a page', () => {
    const plan = leicestershire()
    const summary = `${'The Commissioner met with the officers. '.repeat(200)}\n\n${'x'.repeat(4_000)}`
    const approvals = [{ role: 'Chief Finance Officer', text: 'Consulted. '.repeat(300), date: null }]
    make(
      plan,
      addDecision(plan, { ...said, summary, approvals }, () => 'd'),
    )
    const { rows, breaks } = cells(plan, 'd')
    for (const { height } of rows) expect(height ?? 0).toBeLessThan(409)
    const prose = rows.flatMap(({ kind, cells: all }) => (kind === 'prose' ? [all[0]!.value as string] : []))
    expect(prose.join(' ')).toContain('The Commissioner met with the officers. '.repeat(200).trim())
    expect(prose.join('')).toContain('x'.repeat(4_000))
    expect(breaks.length).toBeGreaterThan(0)
    for (const at of breaks) expect(rows[at - 1]!.kind).toBe('section')
  })

  it('leaves a rejected carry-forward out of the total, which then is no formula', () => {
    const plan = leicestershire()
    withOthers(plan)
    make(
      plan,
      addDecision(plan, { ...said, reference: 'exe0009' }, () => 'd'),
    )
    expect(cells(plan, 'd').rows.some(({ kind }) => kind === 'total')).toBe(false)
    make(
      plan,
      addDecision(plan, said, () => 'e'),
    )
    const totals = cells(plan, 'e').rows.flatMap(({ kind, cells: all }) => (kind === 'total' ? [all[1]!] : []))
    expect(totals.map(({ value, formula }) => [value, formula !== undefined])).toEqual([
      [11_484_325, true],
      [700, true],
      [100, false],
      [500, true],
    ])
  })
})
