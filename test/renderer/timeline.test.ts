/** The bars of the calendar of ends: where terms, options and today stand, and how far the years reach. */
import { describe, expect, it } from 'vitest'
import { labelsOf, partsOf, placeOf, scaleOf } from '../../renderer/contracts/timeline.ts'
import { apply } from '../../shared/change.ts'
import { calendarOf } from '../../shared/contracts.ts'
import { type ContractIntent, setContract } from '../../shared/edits/contracts.ts'
import { blankLine } from '../../shared/edits.ts'
import { planOf } from '../../shared/plan.ts'

const TODAY = '2022-10-01'

function entriesOf(...contracts: Omit<ContractIntent, 'lineId'>[]) {
  const plan = planOf()
  contracts.forEach((given, index) => {
    const line = blankLine({ id: `line ${index}`, service: `Service ${index}`, position: index })
    plan.line.set(line.id, line)
    apply(plan, setContract(plan, { lineId: line.id, ...given }))
  })
  return calendarOf(plan, TODAY).entries
}

describe('the timeline of contracts', () => {
  it('reaches from the earliest start to the last possible end', () => {
    const entries = entriesOf(
      { start: '2021-04-01', term: '3+1+1', extended: 1 },
      { start: '2022-04-01', end: '2023-03-31' },
    )
    const scale = scaleOf(entries, TODAY)
    expect(scale).toEqual({ first: '2021/22', years: 5 })
    expect(labelsOf(scale).map(({ year }) => year)).toEqual(['2021/22', '2022/23', '2023/24', '2024/25', '2025/26'])
    expect(placeOf(scale, '2021-04-01')).toBe(0)
    expect(placeOf(scale, '2026-04-01')).toBe(100)
    const parts = partsOf(scale, entries.find(({ line }) => line.id === 'line 0')!)
    expect(parts.map(({ kind, left, width }) => [kind, Math.round(left), Math.round(width)])).toEqual([
      ['term', 0, 60],
      ['taken', 60, 20],
      ['open', 80, 20],
    ])
  })

  it('cuts off what is far away, and keeps today in sight', () => {
    const entries = entriesOf({ start: '1990-04-01', term: '10' }, { start: '2020-04-01', term: '50+40' })
    const scale = scaleOf(entries, TODAY)
    expect(scale).toEqual({ first: '2018/19', years: 12 })
    expect(labelsOf(scale)).toHaveLength(6)
    expect(placeOf(scale, TODAY)).toBeGreaterThan(0)
    const [gone, long] = ['line 0', 'line 1'].map((id) => partsOf(scale, entries.find(({ line }) => line.id === id)!))
    expect(gone).toEqual([])
    expect(long).toHaveLength(1)
    expect(long![0]!.left + long![0]!.width).toBe(100)
  })

  it('gives a contract without a start its last year', () => {
    const [entry] = entriesOf({ end: '2024-03-31' })
    const scale = scaleOf([entry!], TODAY)
    const [part] = partsOf(scale, entry!)
    expect(part!.left).toBe(placeOf(scale, '2023-03-31'))
  })
})
