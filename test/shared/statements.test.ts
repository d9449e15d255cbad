/**
 * Figures quoted in prose against the plan: the cases of the papers that stand in no table, and random plans and edits beside
 * an obvious sum. Example: LE20, "£4,385,961" in the text against £4,395,961 in Appendix A, differs by £10,000.
 */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply } from '../../shared/change.ts'
import { acceptDifference, addStatement, removeStatement, withdrawAcceptance } from '../../shared/edits/statements.ts'
import { addLine, removeLine, setAmount } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Statement } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { linesInOrder, type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { compareStatements, readQuoted, sentenceFor } from '../../shared/statements.ts'
import { Totals } from '../../shared/totals.ts'
import { yearFrom } from '../../shared/years.ts'
import { changeFrom, planArbitrary, planYears, settings, stepsArbitrary } from './arbitraries.ts'

let next = 0
const newId = () => `new ${++next}`

function imported(name: string, sheets?: string[]): Plan {
  const bytes = readFileSync(`test/fixtures/workbooks/${name}.xlsx`)
  const reading = readTables(readWorkbookBytes(bytes, `${name}.xlsx`), sheets ? { sheets } : {})
  const plan = planOf()
  apply(plan, planImport(plan, reading, newId).change)
  return plan
}

type Intent = Parameters<typeof addStatement>[1]
const state = (plan: Plan, intent: Partial<Intent> & Pick<Intent, 'quoted' | 'year'>) => {
  apply(plan, addStatement(plan, { target: 'total', targetId: null, measure: 'budget', ...intent }, newId))
  return compareStatements(plan, new Totals(plan, 'priority')).at(-1)!
}
const lineNamed = (plan: Plan, start: string) =>
  linesInOrder(plan).find(({ service }) => service.toLowerCase().startsWith(start.toLowerCase()))!.id

describe('a quoted figure', () => {
  it.each([
    ['£4,385,961', 438_596_100, 0],
    ['4385961', 438_596_100, 0],
    ['£4.4m', 440_000_000, 10_000_000],
    ['£1.646m', 164_600_000, 100_000],
    ['843k', 84_300_000, 100_000],
    ['£4.4 million', 440_000_000, 10_000_000],
    ['£2bn', 200_000_000_000, 100_000_000_000],
    ['£114,843.25', 11_484_325, 0],
    ['(1,200)', -120_000, 0],
  ])('%s is read with the worth of its last digit', (text, pence, step) => {
    expect(readQuoted(text)).toEqual({ pence, step })
  })

  it.each(['', 'about four million', '£3,0000', '£4m or £5m', '12%'])('“%s” is refused', (text) => {
    expect(readQuoted(text)).toBeNull()
  })
})

describe('the papers’ prose', () => {
  it('LE20: the text’s total of Leicestershire differs by £10,000', () => {
    const plan = imported('leicestershire', ['Appendix A'])
    const quoted = { quoted: '£4,385,961', text: 'total expenditure £4,385,961', year: yearFrom(2020) }
    const compared = state(plan, { ...quoted, source: 'Framework 2020-21, summary' })
    expect(compared).toMatchObject({
      computedPence: 439_596_100,
      differencePence: 1_000_000,
      outcome: 'differs',
      about: 'Total',
    })
    expect(sentenceFor(compared)).toBe(
      '“total expenditure £4,385,961” (Framework 2020-21, summary) states £4,385,961 and the plan comes to £4,395,961, which differs by £10,000.',
    )
  })

  it('DC13: the text’s contract for independent sexual violence advisers differs by £97,199 from its allocation', () => {
    const plan = imported('devon-and-cornwall', ['Intentions 2019-20'])
    const line = [...plan.amount.values()].find(({ pence }) => pence === 51_219_900)!.lineId
    const compared = state(plan, { quoted: '£415,000', target: 'line', targetId: line, year: yearFrom(2019) })
    expect(compared).toMatchObject({ differencePence: 9_719_900, outcome: 'differs' })
  })

  it('DC02: £3,472,560 called the commissioner’s budget holds £158,590 of somebody else’s', () => {
    const plan = planOf()
    apply(
      plan,
      addLine(plan, { service: 'Commissioner’s budget', priorityId: null }, () => 'pcc'),
    )
    const year = yearFrom(2019)
    apply(plan, setAmount(plan, { lineId: 'pcc', year, measure: 'budget', pence: 331_397_000 as Pence }))
    const compared = state(plan, { quoted: '£3,472,560', text: '£3,472,560 PCC budget', year })
    expect(compared).toMatchObject({ differencePence: -15_859_000, outcome: 'differs' })
  })

  it('WI04: £843k of the text differs by £48,000 from £0.891m; £0.89m would agree within its rounding', () => {
    const plan = imported('wiltshire', ['External funding'])
    const line = lineNamed(plan, 'M')
    const year = yearFrom(2020)
    apply(plan, setAmount(plan, { lineId: line, year, measure: 'budget', pence: 89_100_000 as Pence }))
    const about = { target: 'line', targetId: line, year } as const
    expect(state(plan, { ...about, quoted: '£843k' })).toMatchObject({ differencePence: 4_800_000, outcome: 'differs' })
    expect(state(plan, { ...about, quoted: '£0.89m' })).toMatchObject({ differencePence: 100_000, outcome: 'rounding' })
    expect(state(plan, { ...about, quoted: '£0.891m' })).toMatchObject({ differencePence: 0, outcome: 'agrees' })
  })
})

describe('a statement', () => {
  it('about a priority takes in its sub-priorities, and one about a line follows it', () => {
    const plan = planOf({
      priority: [
        { id: 'v', name: 'Victims', parentId: null, position: 1 },
        { id: 's', name: 'Support', parentId: 'v', position: 2 },
      ],
    })
    const year = yearFrom(2020)
    for (const [id, priorityId, pence] of [
      ['a', 'v', 100],
      ['b', 's', 250],
      ['c', null, 999],
    ] as const) {
      apply(
        plan,
        addLine(plan, { service: id, priorityId }, () => id),
      )
      apply(plan, setAmount(plan, { lineId: id, year, measure: 'budget', pence: pence as Pence }))
    }
    expect(state(plan, { quoted: '£3.50', target: 'priority', targetId: 'v', year }).outcome).toBe('agrees')
    expect(state(plan, { quoted: '£2.50', target: 'priority', targetId: 's', year }).outcome).toBe('agrees')
    expect(state(plan, { quoted: '£13.49', year }).outcome).toBe('agrees')
    const compared = state(plan, { quoted: '£1', target: 'line', targetId: 'a', year })
    expect(compared).toMatchObject({ about: 'a', outcome: 'agrees' })
  })

  it('stays when its line goes, and says so; a blank figure is no 0', () => {
    const plan = planOf()
    apply(
      plan,
      addLine(plan, { service: 'Victim First', priorityId: null }, () => 'a'),
    )
    const year = yearFrom(2020)
    const blank = state(plan, { quoted: '£0', target: 'line', targetId: 'a', year })
    expect(blank).toMatchObject({ computedPence: null, outcome: 'not comparable' })
    expect(state(plan, { quoted: '£0', year }).outcome).toBe('not comparable')
    apply(plan, removeLine(plan, 'a'))
    const [gone] = compareStatements(plan, new Totals(plan, 'priority'))
    expect(gone).toMatchObject({ about: null, outcome: 'not comparable' })
    expect(sentenceFor(gone!)).toBe(
      '“£0” is about a budget line that is no longer in the plan, so it cannot be compared.',
    )
  })

  it('is refused with a sentence where it states nothing or is about nothing', () => {
    const plan = planOf()
    const year = yearFrom(2020)
    expect(() => state(plan, { quoted: 'a lot', year })).toThrow(
      '“a lot” is not an amount, so no statement was added; type the figure as it is quoted, such as £4,385,961 or £4.4m.',
    )
    expect(() => state(plan, { quoted: '£1', target: 'line', targetId: 'x', year })).toThrow(Refusal)
    expect(() => state(plan, { quoted: '£1', target: 'priority', targetId: null, year })).toThrow(Refusal)
    expect(() => acceptDifference(plan, { id: 'statement x', where: 'Total', pence: 1, reason: ' ' })).toThrow(
      'say why',
    )
    expect(() => removeStatement(plan, 'x')).toThrow(Refusal)
    expect(() => withdrawAcceptance(plan, { id: 'statement x', where: 'Total' })).toThrow(Refusal)
    expect(plan.statement.size).toBe(0)
  })

  it('takes what was accepted about it along when it is removed', () => {
    const plan = planOf()
    const { statement } = state(plan, { quoted: '£1', year: yearFrom(2020) })
    const id = `statement ${statement.id}`
    apply(plan, acceptDifference(plan, { id, where: 'Total', pence: 1, reason: 'misprint' }))
    const change = removeStatement(plan, statement.id)
    expect(change.label).toBe('remove the statement “£1”')
    apply(plan, change)
    expect([plan.statement.size, plan.acceptance.size]).toEqual([0, 0])
  })
})

/** The sum as anybody would do it. */
function plainSum(plan: Plan, { target, targetId, year, measure }: Statement): number | null {
  const isBelow = (priorityId: string | null): boolean =>
    priorityId !== null && (priorityId === targetId || isBelow(plan.priority.get(priorityId)?.parentId ?? null))
  const amounts = [...plan.amount.values()].filter((amount) => {
    const line = plan.line.get(amount.lineId)!
    const counts = target === 'total' || (target === 'line' ? line.id === targetId : isBelow(line.priorityId))
    return counts && amount.year === year && amount.measure === measure
  })
  return amounts.length === 0 ? null : amounts.reduce((sum, { pence }) => sum + pence, 0)
}

it('follows random edits as a plain sum does', () => {
  let compared = 0
  fc.assert(
    fc.property(planArbitrary, stepsArbitrary, (plan, steps) => {
      const subjects = [...plan.line.keys()].slice(0, 3).map((targetId) => ({ target: 'line' as const, targetId }))
      const groups = [...plan.priority.keys()]
        .slice(0, 3)
        .map((targetId) => ({ target: 'priority' as const, targetId }))
      for (const subject of [...subjects, ...groups, { target: 'total' as const, targetId: null }])
        for (const year of planYears.slice(0, 2)) state(plan, { ...subject, quoted: '£1.2m', year })
      for (const step of steps) {
        apply(plan, changeFrom(plan, step))
        for (const { statement, about, computedPence, differencePence, outcome } of compareStatements(
          plan,
          new Totals(plan, 'priority'),
        )) {
          const { target, targetId, pence, step: digit } = statement
          const there = target === 'total' || plan[target].has(targetId!)
          const sum = there ? plainSum(plan, statement) : null
          expect(about !== null).toBe(there)
          expect(computedPence).toBe(sum)
          expect(differencePence).toBe(sum === null ? null : sum - pence)
          const near = sum !== null && Math.abs(sum - pence) <= digit / 2
          const told = sum === null ? 'not comparable' : sum === pence ? 'agrees' : near ? 'rounding' : 'differs'
          expect(outcome).toBe(told)
          compared++
        }
      }
    }),
    settings,
  )
  expect(compared).toBeGreaterThan(1000)
})
