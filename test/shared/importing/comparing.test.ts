/**
 * A further import beside what the plan holds. Example: a line found by its code although its service was renamed.
 */
import { describe, expect, it } from 'vitest'
import { apply } from '../../../shared/change.ts'
import { chosenLines, compareImport } from '../../../shared/importing/comparing.ts'
import { planImport, readTables } from '../../../shared/importing/index.ts'
import { amountId, type Line } from '../../../shared/model.ts'
import { linesInOrder, type Plan, planOf } from '../../../shared/plan.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { type Value, workbookOf } from './sheets.ts'

const Y = '2020/21' as FinancialYear
const HEADINGS = ['Service', 'Provider', 'Code', 'Priority', 'Area', '2020/21 budget (£)']

let ids = 0
const newId = () => `id${++ids}`
const read = (...rows: Value[][]) => readTables(workbookOf({ Budget: [HEADINGS, ...rows] }))

function planned(...rows: Value[][]): Plan {
  const plan = planOf()
  apply(plan, planImport(plan, read(...rows), newId).change)
  return plan
}

const named = (plan: Plan, service: string): Line => linesInOrder(plan).find((line) => line.service === service)!
const amountOf = (plan: Plan, service: string) =>
  plan.amount.get(amountId(named(plan, service).id, Y, 'budget'))?.pence ?? null

describe('a comparison', () => {
  it('says what is added, changed, unchanged and missing', () => {
    const plan = planned(
      ['Helpline', 'Harbour Trust', null, 'Victims', null, 12000],
      ['Shelter', 'Safe Haven', null, 'Victims', null, 8000],
      ['Outreach', 'Coast Aid', null, 'Prevention', null, 5500],
    )
    const { lines, missing } = compareImport(
      plan,
      read(
        ['Helpline', 'Harbour Trust', null, 'Victims', null, 13000],
        ['Shelter', 'Safe Haven', null, 'Victims', null, 8000],
        ['Mediation', 'Talk Well', null, 'Victims', null, 3000],
      ),
    )
    expect(lines.map(({ status }) => status)).toEqual(['changed', 'unchanged', 'added'])
    expect(lines[0]!.figures).toMatchObject([{ year: Y, measure: 'budget', was: 1_200_000, becomes: 1_300_000 }])
    expect(missing.map(({ service }) => service)).toEqual(['Outreach'])
  })

  it('finds a line by its code though its name is another', () => {
    const plan = planned(['Helpline', 'Harbour Trust', 'C1', 'Victims', null, 12000])
    const comparison = compareImport(plan, read(['Help line 24/7', 'Harbour', 'c1', 'Support', null, 12500]))
    expect(comparison.lines[0]).toMatchObject({ status: 'changed', lineId: named(plan, 'Helpline').id })
    expect(comparison.missing).toEqual([])
  })

  it('takes lines with other codes for other lines', () => {
    const plan = planned(['Helpline', 'Harbour Trust', 'C1', 'Victims', null, 12000])
    const { lines } = compareImport(plan, read(['Helpline', 'Harbour Trust', 'C2', 'Victims', null, 12000]))
    expect(lines[0]!.status).toBe('added')
  })

  it('finds a line by service and provider where only one has them, else by priority too', () => {
    const plan = planned(['Helpline', 'Harbour Trust', null, 'Victims', null, 12000])
    const moved = compareImport(plan, read(['Helpline', 'Harbour Trust', null, 'Support', null, 12000]))
    expect(moved.lines[0]!.status).toBe('unchanged')
    const both = compareImport(
      plan,
      read(
        ['Helpline', 'Harbour Trust', null, 'Support', null, 9000],
        ['Helpline', 'Harbour Trust', null, 'Victims', null, 12000],
      ),
    )
    expect(both.lines.map(({ status }) => status)).toEqual(['added', 'unchanged'])
  })
})

describe('what is ticked', () => {
  const plan = () =>
    planned(
      ['Helpline', 'Harbour Trust', null, 'Victims', null, 12000],
      ['Shelter', 'Safe Haven', null, 'Victims', null, 8000],
    )
  const later = read(
    ['Helpline', 'Harbour Trust', null, 'Victims', null, 13000],
    ['Shelter', 'Safe Haven', null, 'Victims', null, 9000],
    ['Mediation', 'Talk Well', null, 'Disputes', null, 3000],
  )

  it('alone is imported, and the rest is as it was', () => {
    const held = plan()
    const comparison = compareImport(held, later)
    const [, shelter, mediation] = comparison.lines
    const left = new Set([shelter!.figures[0]!.tick, mediation!.tick])
    const { change, figures, lines } = planImport(held, later, newId, chosenLines(comparison, left))
    expect([figures.changed, lines]).toEqual([1, { added: 0, matched: 1 }])
    apply(held, change)
    expect([amountOf(held, 'Helpline'), amountOf(held, 'Shelter')]).toEqual([1_300_000, 800_000])
    expect(linesInOrder(held)).toHaveLength(2)
    expect([...held.priority.values()].map(({ name }) => name)).toEqual(['Victims'])
    expect(change.label).toBe('import test.xlsx (1 line)')
  })

  it('goes to the line it was shown beside, though one just like it is left out', () => {
    const twice = planned(
      ['Pot', 'Various', null, 'Victims', null, 100],
      ['Pot', 'Various', null, 'Victims', null, 200],
    )
    const again = read(['Pot', 'Various', null, 'Victims', null, 111], ['Pot', 'Various', null, 'Victims', null, 222])
    const comparison = compareImport(twice, again)
    const left = new Set([comparison.lines[0]!.figures[0]!.tick])
    apply(twice, planImport(twice, again, newId, chosenLines(comparison, left)).change)
    const amounts = linesInOrder(twice).map(({ id }) => twice.amount.get(amountId(id, Y, 'budget'))?.pence)
    expect(amounts).toEqual([10_000, 22_200])
  })

  it('may be nothing, which is refused', () => {
    const held = plan()
    const comparison = compareImport(held, later)
    const left = new Set(comparison.lines.flatMap(({ tick, figures }) => [tick, ...figures.map((one) => one.tick)]))
    expect(() => planImport(held, later, newId, chosenLines(comparison, left))).toThrow('nothing was imported')
  })
})
