/**
 * What changed, in sentences: the wording of each kind of change, and that the amounts in a report add up, read back from the
 * text by other means. Example: "rises by £14,570 (2.7%) to £558,322" is read as +14,570.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planDifferences } from '../../../shared/changes/differences.ts'
import { type Paragraph, reportOf, reportText } from '../../../shared/changes/sentences.ts'
import { blankLine } from '../../../shared/edits.ts'
import { amountId, type Line, pairId } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { copyOf, historyOf, planYears, settings, stepArbitrary } from '../arbitraries.ts'

const year = yearFrom(2021)
const before = yearFrom(2020)

interface Given extends Partial<Omit<Line, 'id'>> {
  /** Pounds in 2021/22; absent is blank. */
  now?: number
  last?: number
}

/** A plan of 2021/22 with lines by id, in the priorities "vic" (Victims) and "red" (Reducing offending). */
function plan(lines: Record<string, Given>): Plan {
  const made = planOf({
    plan: [{ id: 'plan', title: 'Plan', organisation: null, planYear: year, marking: null }],
    priority: [
      { id: 'vic', name: 'Victims', parentId: null, position: 1 },
      { id: 'red', name: 'Reducing offending', parentId: null, position: 2 },
    ],
  })
  let position = 0
  for (const [id, { now, last, ...fields }] of Object.entries(lines)) {
    made.line.set(id, blankLine({ id, service: id, position: ++position, priorityId: 'vic', ...fields }))
    for (const [of, pounds] of [
      [year, now],
      [before, last],
    ] as const) {
      if (pounds === undefined) continue
      const row = amountId(id, of, 'budget')
      const pence = Math.round(pounds * 100) as Pence
      made.amount.set(row, { id: row, lineId: id, year: of, measure: 'budget', pence, expression: null, origin: null })
    }
  }
  return made
}

const report = (a: Plan, b: Plan) => reportOf(planDifferences(a, b), 'Draft 2')
const texts = (a: Plan, b: Plan) => report(a, b).map(({ text }) => text)

describe('the sentences', () => {
  it('say what rises, falls, comes, goes and stays', () => {
    const a = plan({
      'Victim First': { now: 543_752 },
      Shelter: { now: 100_000 },
      Helpline: { now: 15_000 },
      Mentors: { now: 20_000, priorityId: 'red' },
    })
    const b = plan({
      'Victim First': { now: 558_322 },
      Shelter: { now: 100_000 },
      Hub: { now: 10_000 },
      Outreach: {},
      Mentors: { now: 20_000, priorityId: 'red' },
    })
    expect(texts(a, b)).toEqual([
      'Compared with Draft 2, the budget for 2021/22 rises by £9,570 (1.4%) to £688,322. One line rises, two are added and one ends.',
      'The budget for Victims rises by £9,570 (1.5%) to £668,322: Helpline ends, £15,000 less; Victim First rises by £14,570 (2.7%) to £558,322; Hub is added at £10,000; Outreach is added, without a budget yet.',
    ])
  })

  it('leave the per cent away where there is no base, and tell nil from blank', () => {
    const a = plan({ A: { now: 0 }, B: {}, C: { now: 500 }, D: { now: 700 }, E: { now: -100 }, F: { now: 1_000_000 } })
    const b = plan({ A: { now: 50 }, B: { now: 60.5 }, C: { now: 0 }, D: {}, E: { now: 100 }, F: { now: 1_000_001 } })
    expect(texts(a, b)[1]).toBe(
      'The budget for Victims falls by £888.50 (0.1%) to £1,000,211.50: D no longer has a budget, £700 less; C falls by £500 to nil; E rises by £200 (200.0%) to £100; B is given a budget of £60.50; A rises from nil to £50; F rises by £1 (less than 0.1%) to £1,000,001.',
    )
  })

  it('tell a line that moves in both priorities', () => {
    const a = plan({ Mentors: { now: 50_000 }, Shelter: { now: 1_000 } })
    const b = plan({ Mentors: { now: 52_000, priorityId: 'red' }, Shelter: { now: 1_000 } })
    expect(texts(a, b)).toEqual([
      'Compared with Draft 2, the budget for 2021/22 rises by £2,000 (3.9%) to £53,000. One line rises and one moves to another priority.',
      'The budget for Victims falls by £50,000 (98.0%) to £1,000: Mentors moves to “Reducing offending”, taking £50,000.',
      'The budget for Reducing offending is £52,000, where there was none before: Mentors moves here from “Victims”, bringing £52,000 (it was £50,000).',
    ])
  })

  it('name the largest and sum up the rest', () => {
    const pounds = [10, 20, 30, 40, 50, 60, 70, 80]
    const lines = (by: (pounds: number, index: number) => number) =>
      plan(Object.fromEntries(pounds.map((each, index) => [`Line ${index + 1}`, { now: by(each * 1000, index) }])))
    const [, text] = texts(
      lines((each) => each),
      lines((each, index) => (index % 2 ? each - 100 * (index + 1) : each + 100 * (index + 1))),
    )
    expect(text).toBe(
      'The budget for Victims falls by £400 (0.1%) to £359,600: Line 8 falls by £800 (1.0%) to £79,200; Line 7 rises by £700 (1.0%) to £70,700; Line 6 falls by £600 (1.0%) to £59,400; Line 5 rises by £500 (1.0%) to £50,500; Line 4 falls by £400 (1.0%) to £39,600; two other lines rise by £400 in all; one other line falls by £200.',
    )
  })

  it('tell other years, funding, reserves and decisions', () => {
    const a = plan({ A: { now: 1_000, last: 900 } })
    const b = plan({ A: { now: 1_000, last: 950 } })
    const source = { kind: 'core' as const, carry: 'yes' as const, reserveId: null, conditions: null }
    const money = (sourceId: string, pounds: number) => ({
      id: pairId(sourceId, year),
      sourceId,
      year,
      pence: (pounds * 100) as Pence,
      status: 'confirmed' as const,
      note: null,
    })
    for (const each of [a, b]) each.source.set('core', { id: 'core', name: 'Core budget', position: 1, ...source })
    a.availability.set(pairId('core', year), money('core', 800))
    b.availability.set(pairId('core', year), money('core', 850))
    b.source.set('moj', { id: 'moj', name: 'MoJ grant', position: 2, ...source, kind: 'grant' })
    b.availability.set(pairId('moj', year), money('moj', 50))
    const reserve = { id: 'r', name: 'Commissioning', purpose: null, minimumPence: null, position: 1, category: null }
    a.reserve.set('r', { ...reserve, openingYear: year, openingPence: 20_000 as Pence })
    b.reserve.set('r', { ...reserve, openingYear: year, openingPence: 30_000 as Pence })
    const decision = {
      id: 'd',
      reference: 'PCC 12/20',
      date: null,
      title: 'Extend the helpline',
      summary: null,
      background: null,
      recommendations: null,
      approvals: [],
      attendees: [],
      publishRecord: null,
      publishReport: null,
      publishDetails: null,
      withheld: null,
      position: 1,
    }
    a.decision.set('d', { ...decision, status: 'draft' })
    b.decision.set('d', { ...decision, status: 'approved' })
    expect(texts(a, b)).toEqual([
      'Compared with Draft 2, the budget for 2021/22 stays at £1,000.',
      'The budget for 2020/21 rises by £50 (5.6%) to £950.',
      'The funding available for 2021/22 rises by £100 (12.5%) to £900: Core budget rises by £50 (6.3%) to £850; MoJ grant is added with £50. The shortfall narrows by £100 to £100.',
      'The reserve Commissioning is expected to hold £300 at 31 March 2022, £100 more than before.',
      'Decision PCC 12/20 (Extend the helpline) now has the status “approved”.',
    ])
  })

  it('tell names, providers, details and notes', () => {
    const a = plan({ A: { now: 1, provider: 'Catch 22' }, B: { now: 2, owner: 'Jo' } })
    const b = plan({ A: { now: 1, provider: 'Victim Support', service: 'Hub' }, B: { now: 2, owner: 'Al' } })
    const note = { id: 'n', lineId: 'B', year: null, measure: null, mark: null, position: 1, origin: null }
    b.note.set('n', { ...note, text: 'subject to evaluation' })
    expect(texts(a, b)).toEqual([
      'Compared with Draft 2, the budget for 2021/22 stays at £3.',
      'A is now called Hub. Hub is now provided by Victim Support instead of Catch 22. One line has other details changed. Notes or conditions of one line are added, reworded or taken away.',
    ])
  })

  it('say that nothing has changed', () => {
    const a = plan({ A: { now: 1 } })
    expect(texts(a, copyOf(a))).toEqual(['Nothing has changed since Draft 2.'])
    expect(texts(planOf(), planOf())).toEqual(['Nothing has changed since Draft 2.'])
  })
})

/** Services, priorities and sources with names that hold nothing that could be taken for an amount or a verb. */
function tamed(given: Plan): Plan {
  const made = copyOf(given)
  const name = (id: string) => `N${id.replace(/\D/g, '')}`
  for (const line of [...made.line.values()])
    made.line.set(line.id, { ...line, service: name(line.id), provider: null })
  for (const each of [...made.priority.values()]) made.priority.set(each.id, { ...each, name: name(each.id) })
  for (const each of [...made.source.values()]) made.source.set(each.id, { ...each, name: name(each.id) })
  return made
}

/** Not by the program's own reading, which takes no sums above the largest amount. */
const amount = (text: string): number => {
  if (text === 'nil') return 0
  const pence = Number(
    text
      .replace(/[−£,]/g, '')
      .replace(/^([^.]*)$/, '$1.00')
      .replace('.', ''),
  )
  return text.startsWith('−') ? 0 - pence : pence
}

/** The difference that a clause tells, read from its words alone. */
function told(clause: string): number {
  const money = '([−]?£[\\d,]+(?:\\.\\d\\d)?|nil)'
  const match = (pattern: string) => new RegExp(pattern.replaceAll('£', money)).exec(clause)?.[1]
  const up = match('(?:rises?|goes) by £') ?? match('rises from nil to £') ?? match('(?:budgets?) of £')
  const more = match(', £ more') ?? match('added (?:at|with) £') ?? match('bringing £') ?? match('is £, where')
  const plus = up ?? more ?? match('falls from nil to £') ?? match(' has £')
  if (plus !== undefined) return amount(plus)
  const down = match('falls? by £') ?? match(', £ less') ?? match('taking £')
  return down === undefined ? 0 : 0 - amount(down)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** What stands after the head of a paragraph, clause by clause. */
function clausesIn(text: string): string[] {
  const [, ...rest] = text.split(': ')
  return rest.join(': ').replace(/\.$/, '').split('; ')
}

describe('the amounts in the sentences', () => {
  it('add up: the priorities to the total, the lines to their priority, the sources to the funding', () => {
    const many = fc.array(stepArbitrary, { minLength: 30, maxLength: 60 })
    const seen = new Map<Paragraph['kind'], number>()
    fc.assert(
      fc.property(many, many, (start, steps) => {
        const a = planOf()
        historyOf(a, start)
        const b = copyOf(a)
        historyOf(b, steps)
        for (const asked of planYears) {
          const differences = planDifferences(tamed(a), tamed(b), asked)
          const paragraphs = reportOf(differences, 'Draft 2')
          const priorities = paragraphs.filter(({ kind }) => kind === 'priority')
          const total = differences.total.difference ?? 0
          for (const { kind, clauses, difference, text } of paragraphs) {
            seen.set(kind, (seen.get(kind) ?? 0) + 1)
            expect(text).not.toMatch(/undefined|null|NaN| {2}/)
            if (difference !== null) expect(sum(clauses.map(({ pence }) => pence))).toBe(difference)
            for (const clause of clauses) expect(told(clause.text)).toBe(clause.pence)
          }
          // By the words alone.
          expect(sum(priorities.map(({ text }) => sum(clausesIn(text).map(told))))).toBe(total)
          for (const { text, difference } of priorities) {
            expect(told(text.split(': ')[0]!)).toBe(difference)
            expect(sum(clausesIn(text).map(told))).toBe(difference)
          }
          const first = paragraphs.find(({ kind, difference }) => kind === 'total' && difference !== null)
          if (first && differences.total.a !== null) expect(told(first.text.split('. ')[0]!)).toBe(total)
          const funding = paragraphs.find(({ kind }) => kind === 'funding')
          if (funding?.text.includes(': '))
            expect(sum(clausesIn(funding.text.split(/\. (?=The|There|Funding|What)/)[0]!).map(told))).toBe(
              funding.difference,
            )
          expect(reportText(paragraphs).split('\n\n')).toHaveLength(paragraphs.length)
        }
      }),
      { ...settings, numRuns: 60 },
    )
    for (const kind of ['total', 'priority', 'years', 'funding', 'details'] as const)
      expect(seen.get(kind), kind).toBeGreaterThan(20)
  })

  it('say nothing of a plan compared with itself', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { maxLength: 40 }), (steps) => {
        const a = planOf()
        historyOf(a, steps)
        for (const asked of planYears) expect(reportOf(planDifferences(a, copyOf(a), asked), 'Draft 2')).toHaveLength(1)
        expect(planDifferences(a, copyOf(a)).lines).toEqual([])
      }),
      { ...settings, numRuns: 30 },
    )
  })
})
