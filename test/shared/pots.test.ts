/**
 * Pots to the penny, on the paper's own figures. Example: Leicestershire's emergent issues, £307,463 less the seven drawdowns
 * of £114,843.25 under EXE0003/20, leaves £192,619.75.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply, type Change } from '../../shared/change.ts'
import { changeDrawdown, drawDown, removeDrawdown } from '../../shared/edits/pots.ts'
import { setText } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { amountOf, type Plan, planOf } from '../../shared/plan.ts'
import { drawdownsOf, isPot, potOf, potsOf, potYears } from '../../shared/pots.ts'
import { Refusal } from '../../shared/refusal.ts'
import { yearFrom } from '../../shared/years.ts'

const year = yearFrom(2020)
let next = 0
const newId = () => `id ${++next}`
const initiatives: [string, number][] = [
  ['Police Offender Manager', 3_000_000],
  ['MARAC Manager and Administrator', 1_838_500],
  ['MARAC IDVA', 248_825],
  ['DV360 VAWG extension', 800_000],
  ['Substance Misuse PAVE', 3_000_000],
  ['VF Website', 97_000],
  ['Mental Health', 2_500_000],
]

function leicestershire(): Plan {
  const plan = planOf()
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  apply(plan, planImport(plan, readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), {}), newId).change)
  return plan
}

const emergent = (plan: Plan) => [...plan.line.values()].find(({ service }) => service.startsWith('Emergent issues'))!
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return (error as Error).message
  }
  throw new Error('was not refused')
}

describe('Leicestershire’s emergent issues', () => {
  const plan = leicestershire()
  const line = emergent(plan)
  const done = (change: Change) => {
    apply(plan, change)
    return change
  }
  const draw = (service: string, pence: number, more: object = {}) =>
    drawDown(plan, { lineId: line.id, year, service, pence: pence as Pence, decision: 'EXE0003/20', ...more }, newId)

  it('leave £192,619.75 after seven drawdowns', () => {
    expect(isPot(plan, line)).toBe(false)
    for (const [service, pence] of initiatives) done(draw(service, pence))
    const { budget, drawn, left } = potOf(plan, line, year)
    expect([budget, drawn, left].map((pence) => formatMoney(pence!))).toEqual([
      '£307,463',
      '£114,843.25',
      '£192,619.75',
    ])
    expect(isPot(plan, line)).toBe(true)
    expect(potsOf(plan).map(({ id }) => id)).toEqual([line.id])
    expect(potYears(plan, line)).toContain(year)
    expect(drawdownsOf(plan, line.id, year).map(({ service }) => service)).toEqual(initiatives.map(([name]) => name))
    expect(amountOf(plan, line.id, year, 'budget')).toBe(30_746_300)
  })

  it('are not overdrawn unless that is confirmed', () => {
    expect(refusal(() => draw('Sport', 19_261_976))).toBe(
      `“${line.service}” has £192,619.75 left in 2020/21, so £192,619.76 was not drawn; draw less, or confirm it as an overspend.`,
    )
    done(draw('Sport', 19_261_976, { overspend: true }))
    const over = drawdownsOf(plan, line.id, year).at(-1)!
    expect([over.limit, potOf(plan, line, year).left]).toEqual(['overspend', -1])
    done(changeDrawdown(plan, { id: over.id, description: 'as agreed' }))
    expect(plan.drawdown.get(over.id)).toMatchObject({ limit: 'overspend', description: 'as agreed' })
    expect(refusal(() => changeDrawdown(plan, { id: over.id, pence: 19_261_977 as Pence }))).toContain('was not drawn')
    done(changeDrawdown(plan, { id: over.id, pence: 19_261_975 as Pence }))
    expect([plan.drawdown.get(over.id)!.limit, potOf(plan, line, year).left]).toEqual(['within', 0])
    expect(done(removeDrawdown(plan, over.id)).label).toContain('remove the drawdown of £192,619.75')
    expect(potOf(plan, line, year).left).toBe(19_261_975)
  })

  it('refuse what says nothing, is of another year, or goes round in a circle', () => {
    expect(refusal(() => draw(' ', 1))).toContain('name the service')
    expect(refusal(() => draw('Sport', 0))).toContain('must be above £0')
    expect(refusal(() => draw('Sport', 1, { date: '2021-04-01' }))).toContain('2021-04-01 is not in 2020/21')
    expect(refusal(() => draw('Sport', 1, { toLineId: line.id }))).toContain('into itself')
    expect(refusal(() => draw('Sport', 1, { year: yearFrom(2030) }))).toContain('has no budget in 2030/31')
    expect(refusal(() => removeDrawdown(plan, 'x'))).toContain('no longer in the plan')
  })

  it('are a pot by their route, too', () => {
    const other = [...plan.line.values()].find(({ id }) => id !== line.id)!
    apply(plan, setText(plan, { lineId: other.id, field: 'route', value: 'POT' }))
    expect(isPot(plan, plan.line.get(other.id)!)).toBe(true)
  })
})
