/**
 * Who pays, from the papers' own workbooks and to the penny. Example (Devon & Cornwall): the ISVA contract of £512,199 is
 * £300,000 core and £212,199 NHS England, which has £10,000 less in each of the two years after.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply, type Change } from '../../shared/change.ts'
import { checksOf } from '../../shared/checks.ts'
import { type Available, addSource, copySplits, payRests, payWhole, setSplit } from '../../shared/edits/funding.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { setAmount, setPriority } from '../../shared/edits.ts'
import { Funding, fundingOf, netOf } from '../../shared/funding.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Measure, Source } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf, type Plan, planOf } from '../../shared/plan.ts'
import { reserveYears, underspendOf } from '../../shared/reserves.ts'
import { groupsOf, NOT_FUNDED, Totals } from '../../shared/totals.ts'
import { type FinancialYear, yearFrom } from '../../shared/years.ts'

const pounds = (amount: number) => Math.round(amount * 100) as Pence
const years = (first: number, count: number) => Array.from({ length: count }, (_, index) => yearFrom(first + index))

/** A paper's plan and what can be done with it. */
class Paper {
  readonly plan: Plan = planOf()
  #ids = 0
  readonly newId = () => `id ${++this.#ids}`

  constructor(workbook: string, ...sheets: string[]) {
    const bytes = readFileSync(`test/fixtures/workbooks/${workbook}.xlsx`)
    const reading = readTables(readWorkbookBytes(bytes, `${workbook}.xlsx`), sheets.length === 0 ? {} : { sheets })
    this.do(planImport(this.plan, reading, this.newId).change)
  }

  do(change: Change): void {
    apply(this.plan, change)
  }

  /** Adds a source with what it has in pounds, by year. @returns its id */
  source(name: string, kind: Source['kind'], has: Record<string, number>): string {
    const available = Object.entries(has).map(
      ([year, amount]): Available => ({ year: year as FinancialYear, pence: pounds(amount) }),
    )
    const id = `source ${name}`
    let given = false
    const newId = () => {
      if (given) return this.newId()
      given = true
      return id
    }
    this.do(addSource(this.plan, { name, kind, available }, newId))
    return id
  }

  line(service: string): string {
    const found = [...this.plan.line.by('service', service)]
    expect(found, service).toHaveLength(1)
    return found[0]!.id
  }

  set(lineId: string, year: FinancialYear, amount: number, measure: Measure = 'budget'): void {
    this.do(setAmount(this.plan, { lineId, year, measure, pence: pounds(amount) }))
  }

  year(year: FinancialYear) {
    return new Funding(this.plan).year(year)
  }

  of(sourceId: string, year: FinancialYear) {
    return new Funding(this.plan).source(this.plan.source.get(sourceId)!, year)
  }
}

describe('Wiltshire 2020-21 and after', () => {
  const [y20, y21, y22] = years(2020, 3) as [FinancialYear, FinancialYear, FinancialYear]
  const paper = new Paper('wiltshire', 'Allocations')
  const { plan, newId } = paper
  const in20 = [...plan.line.values()].filter(({ id }) => amountOf(plan, id, y20, 'budget') !== null)
  const in21 = [...plan.line.values()].filter(({ id }) => amountOf(plan, id, y21, 'budget') !== null)

  it('reports the £1,000 between the portfolios and the stated £1.646m as rounding', () => {
    const bytes = readFileSync('test/fixtures/workbooks/wiltshire.xlsx')
    const reading = readTables(readWorkbookBytes(bytes, 'wiltshire.xlsx'), { sheets: ['Allocations'] })
    expect(reading.stated.find(({ year }) => year === y20)).toMatchObject({
      statedPence: pounds(1_646_000),
      computedPence: pounds(1_645_000),
      outcome: 'rounding',
    })
  })

  it('carries the whole underspend of £205,000 into the reserve, whose balances stay unknown', () => {
    expect(in20).toHaveLength(3)
    const spent = [610_000, 434_000, 396_000]
    in20.forEach(({ id }, index) => {
      paper.set(id, y20, spent[index]!, 'forecast')
    })
    const underspends = in20.map(({ id }) => underspendOf(plan, id, y20)!)
    expect(underspends.reduce((sum, pence) => sum + pence, 0)).toBe(pounds(205_000))
    in20.forEach(({ id: lineId }, index) => {
      const intent = {
        lineId,
        year: y20,
        pence: underspends[index]!,
        to: 'reserve',
        target: 'Commissioning reserve',
      } as const
      paper.do(carryUnderspend(plan, intent, newId))
    })
    const [reserve] = plan.reserve.values()
    expect(reserve).toMatchObject({ name: 'Commissioning reserve', openingPence: null })
  })

  it('pays for the £1,851,000 requested of 2021-22 out of core and the reserve, with no gap', () => {
    const core = paper.source('Core budget', 'core', { [y20]: 1_646_000, [y21]: 1_646_000, [y22]: 1_646_000 })
    const reserve = paper.source('commissioning reserve', 'reserve', { [y21]: 205_000 })
    expect(plan.reserve.size).toBe(1)
    const lineId = in21[1]!.id
    paper.do(setSplit(plan, { lineId, sourceId: reserve, year: y21, pence: pounds(205_000) }))
    paper.do(payRests(plan, { sourceId: core, year: y21 }))
    expect(paper.year(y21)).toMatchObject({ budget: pounds(1_851_000), available: pounds(1_851_000), gap: 0 })
    expect(paper.of(core, y21)).toMatchObject({ allocated: pounds(1_646_000), unallocated: 0 })
    expect(paper.of(reserve, y21)).toMatchObject({ allocated: pounds(205_000), unallocated: 0 })
    const held = reserveYears(plan, [...plan.reserve.values()][0]!, new Funding(plan))
    expect(held.slice(0, 2)).toMatchObject([
      { year: y20, opening: null, in: pounds(205_000), out: 0, closing: null, since: pounds(205_000) },
      { year: y21, opening: null, in: 0, out: pounds(205_000), closing: null, since: 0 },
    ])
    expect(held.reduce((sum, { change }) => sum + change, 0)).toBe(0)
  })

  it('shows a gap of £205,000 where 2022-23 holds £1,851,000, and a check that says so', () => {
    for (const { id } of in21) paper.set(id, y22, amountOf(plan, id, y21, 'budget')! / 100)
    expect(paper.year(y22)).toMatchObject({ budget: pounds(1_851_000), gap: pounds(205_000) })
    const gaps = checksOf(plan).filter(({ kind, where }) => kind === 'funding gap' && where.includes(y22))
    expect(gaps.map(({ message }) => message)).toEqual([expect.stringContaining('a gap of £205,000')])
  })
})

describe('Devon & Cornwall 2019-20', () => {
  const [y19, y20, y21] = years(2019, 3) as [FinancialYear, FinancialYear, FinancialYear]
  const paper = new Paper('devon-and-cornwall', 'Intentions 2019-20')
  const { plan } = paper
  const isva = paper.line('Independent Sexual Violence Advocacy Service (ISVA)')
  const victimCare = paper.line('Victim Care Services')
  const core = paper.source('PCC', 'core', { [y19]: 3_598_150, [y20]: 3_598_150, [y21]: 3_598_150 })
  const nhs = paper.source('NHS England', 'partner', { [y19]: 212_199, [y20]: 202_199, [y21]: 202_199 })
  const moj = paper.source('MoJ Victim Services Grant', 'grant', { [y19]: 1_880_265 })
  const csae = paper.source('MoJ CSA/E grant', 'grant', { [y19]: 140_076 })

  it('splits the ISVA contract of £512,199 into £300,000 core and £212,199 NHS England', () => {
    expect(amountOf(plan, isva, y19, 'budget')).toBe(pounds(512_199))
    paper.do(setSplit(plan, { lineId: isva, sourceId: core, year: y19, pence: pounds(300_000) }))
    paper.do(setSplit(plan, { lineId: isva, sourceId: nhs, year: y19, pence: pounds(212_199) }))
    expect(fundingOf(plan, isva, y19).unfunded).toBe(0)
    expect(netOf(plan, isva, y19)).toBe(pounds(300_000))
  })

  it('lacks £10,000 of it in each of the two years after', () => {
    for (const year of [y20, y21]) {
      paper.set(isva, year, 512_199)
      paper.do(copySplits(plan, { from: y19, to: year, lineIds: [isva] }))
      expect(paper.of(nhs, year)).toMatchObject({ available: pounds(202_199), unallocated: pounds(-10_000) })
      paper.do(setSplit(plan, { lineId: isva, sourceId: nhs, year, pence: pounds(202_199) }))
      expect(fundingOf(plan, isva, year).unfunded).toBe(pounds(10_000))
    }
  })

  it('applies the two MoJ grants to Victim Care in full, with nothing over', () => {
    paper.do(setSplit(plan, { lineId: victimCare, sourceId: csae, year: y19, pence: pounds(140_076) }))
    paper.do(setSplit(plan, { lineId: victimCare, sourceId: moj, year: y19, pence: 'rest' }))
    expect(fundingOf(plan, victimCare, y19)).toMatchObject({ budget: pounds(2_020_341), unfunded: 0 })
    expect(paper.of(moj, y19)).toMatchObject({ allocated: pounds(1_880_265), unallocated: 0 })
    expect(paper.of(csae, y19)).toMatchObject({ allocated: pounds(140_076), unallocated: 0 })
  })

  it('funds the whole plan of £5,830,690: MoJ £2,020,341, NHS £212,199, PCC £3,598,150', () => {
    paper.do(payRests(plan, { sourceId: core, year: y19 }))
    const bySource = new Totals(plan, 'source')
    const part = (id: string) => bySource.subtotal(id, y19, 'budget')!
    expect(part(moj) + part(csae)).toBe(pounds(2_020_341))
    expect(part(nhs)).toBe(pounds(212_199))
    expect(part(core)).toBe(pounds(3_598_150))
    expect(bySource.total(y19, 'budget')).toBe(pounds(5_830_690))
    expect(paper.year(y19)).toMatchObject({ budget: pounds(5_830_690), available: pounds(5_830_690), gap: 0 })
    expect(bySource.subtotal(NOT_FUNDED, y19, 'budget')).toBeNull()
  })
})

describe('Cambridgeshire 2017-18', () => {
  const year = yearFrom(2017)
  const paper = new Paper('cambridgeshire')
  const { plan } = paper
  const moj = paper.source('Ministry of Justice', 'grant', { [year]: 1_000_000 })
  const grants = paper.source('Crime and Disorder Reduction Grants', 'core', { [year]: 1_312_248 })
  paper.source('Youth Fund', 'grant', {})
  paper.source('Casualty Reduction and Support Fund', 'grant', {})
  const themes = ['Victims – ', 'Offenders – ', 'Communities – ']
  const groups = groupsOf(plan, 'priority')

  it('leaves £38,740 of the £1m for victims unallocated after awards of £961,260', () => {
    for (const { name, lines } of groups)
      for (const { id: lineId } of lines)
        paper.do(
          payWhole(plan, { lineId, sourceId: themes.some((theme) => name?.startsWith(theme)) ? grants : moj, year }),
        )
    expect(paper.of(moj, year)).toMatchObject({ allocated: pounds(961_260), unallocated: pounds(38_740) })
    expect(plan.source.size).toBe(4)
  })

  it('gives the crime and disorder grants by theme', () => {
    const totals = new Totals(plan, 'priority')
    const byTheme = themes.map((theme) =>
      totals.subtotal(groups.find(({ name }) => name?.startsWith(theme))!.key, year, 'budget'),
    )
    expect(byTheme).toEqual([343_857, 617_791, 350_600].map(pounds))
    expect(paper.of(grants, year)).toMatchObject({ allocated: pounds(1_312_248), unallocated: 0 })
  })
})

describe('Durham 2017-18', () => {
  const year = yearFrom(2017)
  const paper = new Paper('durham')
  const { plan } = paper

  it('gives the same lines by source and by core priority, with the same total', () => {
    const lines = [...plan.line.values()]
    const moj = paper.source('Ministry of Justice Victims’ Services Grant', 'grant', { [year]: 750_000 })
    const legacy = paper.source('Community Safety Legacy Grant', 'core', { [year]: 1_250_000 })
    for (const line of lines) {
      const id = `priority ${line.service}`
      plan.priority.set(id, { id, name: line.service, parentId: null, position: plan.priority.size })
      paper.do(setPriority(plan, { lineId: line.id, priorityId: id }))
    }
    const victims = paper.line('Victims services')
    paper.do(setSplit(plan, { lineId: victims, sourceId: moj, year, pence: pounds(750_000) }))
    paper.do(payRests(plan, { sourceId: legacy, year }))
    const [byPriority, bySource] = [new Totals(plan, 'priority'), new Totals(plan, 'source')]
    const priorities = groupsOf(plan, 'priority').filter((group) => group.lines.length > 0)
    expect(priorities.map(({ key }) => byPriority.subtotal(key, year, 'budget'))).toEqual(
      [800_000, 500_000, 700_000].map(pounds),
    )
    const sources = groupsOf(plan, 'source')
    expect(sources.map(({ key, lines: held }) => [bySource.subtotal(key, year, 'budget'), held.length])).toEqual([
      [pounds(750_000), 1],
      [pounds(1_250_000), 3],
    ])
    expect(bySource.total(year, 'budget')).toBe(byPriority.total(year, 'budget'))
    expect(bySource.total(year, 'budget')).toBe(pounds(2_000_000))
    expect(paper.year(year).gap).toBe(0)
  })
})
