/** The summary by priority as its readers see it: Durham's three core priorities, and where their money comes from. */
import { beforeAll, describe, expect, it } from 'vitest'
import { rowTo } from '../../../shared/change.ts'
import { addSource, setSplit } from '../../../shared/edits/funding.ts'
import { changeOf } from '../../../shared/edits.ts'
import type { Pence } from '../../../shared/money.ts'
import { linesInOrder } from '../../../shared/plan.ts'
import type { FinancialYear } from '../../../shared/years.ts'
import { filledPaper, OfficersPlan, rowsIn } from './filledpaper.ts'

const Y = '2017/18' as FinancialYear
const CORE: [string, number][] = [
  ['Victims services', 800_000],
  ['Community safety and prevention', 500_000],
  ['Reducing reoffending', 700_000],
]
const GRANT = 'Victims’ services grant'
const PRECEPT = 'Police grant and precept'

/** Durham's plan, each of its three amounts under the priority that it is for, and paid from two sources. */
function durham({ funded }: { funded: boolean }) {
  const officer = new OfficersPlan('durham', ['Priorities 2017-18'])
  const { plan, newId } = officer
  for (const [index, line] of linesInOrder(plan).entries()) {
    const priority = { id: newId(), name: line.service, parentId: null, position: index + 1 }
    officer.does(
      changeOf('put it under its priority', [
        rowTo(plan, 'priority', priority.id, priority),
        rowTo(plan, 'line', line.id, { ...line, priorityId: priority.id }),
      ]),
    )
  }
  if (!funded) return plan
  const source = (name: string, kind: 'grant' | 'core', pounds: number) => {
    const available = [{ year: Y, pence: (pounds * 100) as Pence }]
    officer.does(addSource(plan, { name, kind, available }, newId))
    return [...plan.source.values()].find((one) => one.name === name)!.id
  }
  const [grant, precept] = [source(GRANT, 'grant', 800_000), source(PRECEPT, 'core', 1_250_000)]
  for (const [index, { id }] of linesInOrder(plan).entries()) {
    const pence = (CORE[index]![1] * 100) as Pence
    officer.does(setSplit(plan, { lineId: id, sourceId: index === 0 ? grant : precept, year: Y, pence }))
  }
  return plan
}

describe('Durham', () => {
  let paper: Buffer
  beforeAll(async () => {
    paper = await filledPaper('priority-summary', durham({ funded: true }))
  })

  it('spends £0.8m on victims, £0.5m on community safety and £0.7m on reoffending', () => {
    expect(rowsIn(paper, 'By priority')).toEqual([
      ['Commissioning by priority 2017/18'],
      ['durham'],
      ['Priority', 'Services', 'Budget (£)', 'In £m', 'Of the total'],
      ['Victims services', 1, 800_000, 0.8, 0.4],
      ['Community safety and prevention', 1, 500_000, 0.5, 0.25],
      ['Reducing reoffending', 1, 700_000, 0.7, 0.35],
      ['Total', 3, 2_000_000, 2, 1],
      ['Service', 'Provider', 'Budget (£)', 'How it is commissioned'],
      ...CORE.flatMap(([name, pounds]) => [[name], [name, null, pounds]]),
    ])
  })

  it('pays for it from two sources', () => {
    expect(rowsIn(paper, 'By source')).toEqual([
      ['Sources of funding 2017/18'],
      ['durham'],
      ['Source', 'Kind', 'Available (£)', 'Allocated (£)', 'Not\nallocated (£)'],
      [GRANT, 'Grant', 800_000, 800_000, 0],
      [PRECEPT, 'Core budget', 1_250_000, 1_200_000, 50_000],
      ['Total', null, 2_050_000, 2_000_000, 50_000],
      ['Service', 'Priority', 'Budget (£)'],
      [GRANT, null, 800_000],
      ['Victims services', 'Victims services', 800_000],
      [PRECEPT, null, 1_200_000],
      ...CORE.slice(1).map(([name, pounds]) => [name, name, pounds]),
      ['Total', null, 2_000_000],
    ])
  })
})

it('says that no sources are named yet', async () => {
  const paper = await filledPaper('priority-summary', durham({ funded: false }))
  expect(rowsIn(paper, 'By source').slice(2)).toEqual([['The plan names no sources of funding yet.']])
})
