/**
 * What charts show, to the penny: every figure of a picture and of its table is that of the plan's own sums, for plans at
 * random and for those that are hard to draw. Example: thirty-one priorities are thirty rows, the last of them two together.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bridgeOf, bridgeYears, type PlanBridge } from '../../../shared/bridge.ts'
import { apply, type Change } from '../../../shared/change.ts'
import { bridgeChart } from '../../../shared/charts/bridge.ts'
import { budgetByPriority, budgetYearOnYear, budgetYears, MOST_ROWS } from '../../../shared/charts/budget.ts'
import { fundedYears, fundingBySource } from '../../../shared/charts/funding.ts'
import { MOST_SERIES, type Picture } from '../../../shared/charts/picture.ts'
import { allReserves, oneReserve } from '../../../shared/charts/reserves.ts'
import { underspendByLine } from '../../../shared/charts/underspend.ts'
import { axisTexts, percentOf, shortMoney } from '../../../shared/charts/words.ts'
import { addReserve, addTransfer } from '../../../shared/edits/reserves.ts'
import { blankLine } from '../../../shared/edits.ts'
import { Funding, sourcesInOrder } from '../../../shared/funding.ts'
import { amountId, type Measure } from '../../../shared/model.ts'
import { addUp, type Pence } from '../../../shared/money.ts'
import { amountOf, detailsOf, linesInOrder, type Plan, planOf, yearsOf } from '../../../shared/plan.ts'
import { reserveYears } from '../../../shared/reserves.ts'
import { groupsOf, Totals } from '../../../shared/totals.ts'
import { type FinancialYear, yearFrom } from '../../../shared/years.ts'
import { planArbitrary, planYears, settings } from '../arbitraries.ts'

const [y19, y20, y21] = [yearFrom(2019), yearFrom(2020), yearFrom(2021)]
const pounds = (amount: number) => Math.round(amount * 100) as Pence

/** A plan of lines, each of a priority of its own unless it says which, with whole pounds by measure and year. */
function plan(
  lines: { priority?: string; service?: string; budget?: Record<string, number>; forecast?: Record<string, number> }[],
) {
  const names = [...new Set(lines.map(({ priority }, index) => priority ?? `Priority ${index + 1}`))]
  const amounts = (measure: Measure) =>
    lines.flatMap((line, index) =>
      Object.entries(line[measure === 'budget' ? 'budget' : 'forecast'] ?? {}).map(([year, amount]) => ({
        id: amountId(`l${index}`, year as FinancialYear, measure),
        lineId: `l${index}`,
        year: year as FinancialYear,
        measure,
        pence: pounds(amount),
        expression: null,
        origin: null,
      })),
    )
  return planOf({
    plan: [{ id: 'plan', title: 'T', organisation: null, planYear: y21, marking: null }],
    priority: names.map((name, position) => ({ id: name, name, parentId: null, position })),
    line: lines.map(({ priority, service }, index) =>
      blankLine({
        id: `l${index}`,
        service: service ?? `Service ${index + 1}`,
        priorityId: priority ?? `Priority ${index + 1}`,
        position: index,
      }),
    ),
    amount: [...amounts('budget'), ...amounts('forecast')],
  })
}

const totalsOf = (of: Plan) => new Totals(of, 'priority')
const cellsOf = (picture: Picture, name: string) => picture.table.rows.find((row) => row.name === name)?.cells
/** What the bars of a category come to. */
const drawnAt = (picture: Picture, place: number) =>
  addUp(picture.series.filter(({ kind }) => kind === 'bar').map(({ amounts }) => amounts[place]))

describe('figures', () => {
  it('of priorities are the sums of the lines', () => {
    fc.assert(
      fc.property(planArbitrary, fc.constantFrom(...planYears), (of, year) => {
        const picture = budgetByPriority(of, totalsOf(of), year)
        const sums = groupsOf(of, 'priority')
          .map(({ lines }) => addUp(lines.map(({ id }) => amountOf(of, id, year, 'budget'))))
          .filter((sum) => sum !== null)
        if (sums.length === 0) {
          expect(picture).toBeNull()
          return
        }
        const down = (a: number, b: number) => b - a
        expect(picture!.table.rows.slice(0, -1).map(({ cells }) => cells[0])).toEqual(sums.sort(down))
        expect(addUp(picture!.series[0]!.amounts)).toBe(addUp(sums))
        expect(picture!.table.rows.at(-1)!.cells[0]).toBe(addUp(sums))
      }),
      settings,
    )
  })

  it('year on year are the sums of each year', () => {
    fc.assert(
      fc.property(planArbitrary, (of) => {
        const totals = totalsOf(of)
        const years = budgetYears(totals, yearsOf(of))
        const picture = budgetYearOnYear(of, totals, years, detailsOf(of).planYear)
        if (years.length < 2) {
          expect(picture).toBeNull()
          return
        }
        const shown = years.slice(-5)
        expect(picture!.series.map(({ name, amounts }) => [name, addUp(amounts)])).toEqual(
          shown.map((year) => [year, totals.total(year, 'budget')]),
        )
        expect(picture!.table.rows.at(-1)!.cells).toEqual(shown.map((year) => totals.total(year, 'budget')))
      }),
      settings,
    )
  })

  it('of the bridge reach from the one year’s budget to the other’s', () => {
    fc.assert(
      fc.property(planArbitrary, (of) => {
        for (const year of bridgeYears(of)) {
          const { total } = bridgeOf(of, year)
          const picture = bridgeChart(bridgeOf(of, year))
          if (!picture) continue
          const [budgets] = picture.series
          let reached: number = budgets!.amounts[0]!
          for (let place = 1; place < picture.categories.length - 1; place++) {
            const [step, none] = picture.series.filter(({ amounts }) => amounts[place] !== null)
            expect(none).toBeUndefined()
            expect(step!.starts![place]).toBe(reached)
            reached += step!.amounts[place]!
          }
          expect(reached).toBe(total.end ?? 0)
          expect(budgets!.amounts.at(-1)).toBe(reached)
        }
      }),
      settings,
    )
  })

  it('of funding are what each source has; with the gap they reach the budget', () => {
    fc.assert(
      fc.property(planArbitrary, (of) => {
        const funding = new Funding(of)
        const picture = fundingBySource(of, funding, detailsOf(of).planYear)
        const years = fundedYears(funding)
        if (years.length === 0) {
          expect(picture).toBeNull()
          return
        }
        for (const [place, year] of years.entries()) {
          const { available, gap } = funding.year(year)
          expect(drawnAt(picture!, place) ?? 0).toBe(available + Math.max(0, gap))
          expect(cellsOf(picture!, 'Available')![place]).toBe(available)
        }
        for (const source of sourcesInOrder(of)) {
          const cells = years.map((year) => funding.source(source, year).available)
          if (cells.some((cell) => cell !== null))
            expect(picture!.table.rows.map((row) => row.cells)).toContainEqual(cells)
        }
      }),
      settings,
    )
  })

  it('of reserves are the closing balances, and nothing where none is known', () => {
    fc.assert(
      fc.property(planArbitrary, (of) => {
        const funding = new Funding(of)
        const picture = allReserves(of, funding)
        for (const reserve of of.reserve.values()) {
          const years = reserveYears(of, reserve, funding)
          const one = oneReserve(of, reserve, funding)
          expect(one === null).toBe(years.length === 0)
          for (const [place, { year, closing }] of years.entries()) {
            expect(drawnAt(one!, place)).toBe(closing)
            if (closing !== null) expect(one!.table.rows[place]!.cells[0]).toBe(closing)
            else expect(one!.table.rows[place]!.cells[0]).toMatch(/^opening [+−] £/)
            expect(picture!.categories).toContain(year)
          }
        }
        for (const [place] of (picture?.categories ?? []).entries())
          expect(drawnAt(picture!, place)).toBe(picture!.table.rows.at(-1)!.cells[place])
      }),
      settings,
    )
  })

  it('of underspends are budget less forecast outturn, line by line', () => {
    fc.assert(
      fc.property(planArbitrary, fc.constantFrom(...planYears), (of, year) => {
        const picture = underspendByLine(of, year)
        const differences = linesInOrder(of)
          .map(({ id }) => [amountOf(of, id, year, 'budget'), amountOf(of, id, year, 'forecast')] as const)
          .filter(([budget, forecast]) => budget !== null && forecast !== null && budget !== forecast)
          .map(([budget, forecast]) => budget! - forecast!)
        if (differences.length === 0) {
          expect(picture).toBeNull()
          return
        }
        const sum = differences.reduce((total, one) => total + one, 0)
        expect(picture!.table.rows.at(-1)!.cells.at(-1)).toBe(sum)
        expect(
          picture!.series.flatMap(({ amounts }) => amounts).reduce<number>((total, one) => total + (one ?? 0), 0),
        ).toBe(sum)
      }),
      settings,
    )
  })
})

describe('sentences', () => {
  const two = plan([
    { priority: 'Victims', budget: { [y20]: 100, [y21]: 140 } },
    { priority: 'Prevention', budget: { [y20]: 300, [y21]: 300.5 } },
  ])
  const totals = totalsOf(two)

  it('say how much the largest priority is', () => {
    expect(budgetByPriority(two, totals, y21)!.summary).toBe('Prevention is 68% of 2021/22, £300.50 of £440.50.')
    expect(budgetByPriority(two, totals, y21)!.series[0]!.labels).toEqual(['£300.50 (68%)', '£140 (32%)'])
    const one = plan([{ priority: 'Victims', budget: { [y21]: 5 } }])
    expect(budgetByPriority(one, totalsOf(one), y21)!.summary).toBe('Victims is all of 2021/22, £5.')
    const less = plan([{ budget: { [y21]: 5 } }, { budget: { [y21]: -9 } }])
    expect(budgetByPriority(less, totalsOf(less), y21)!.summary).toBe('The budget of 2021/22 is −£4.')
    expect(budgetByPriority(two, totals, y19)).toBeNull()
  })

  it('say what changes, and where most', () => {
    expect(budgetYearOnYear(two, totals, [y20, y21], y21)!.summary).toBe(
      'The budget rises by £40.50 (10.1%) from 2020/21 to 2021/22; Victims rises most, by £40.',
    )
    const swap = plan([{ budget: { [y20]: 2, [y21]: 1 } }, { budget: { [y20]: 1, [y21]: 2 } }])
    expect(budgetYearOnYear(swap, totalsOf(swap), [y20, y21], null)!.summary).toBe(
      'The budget stays at £3 from 2020/21 to 2021/22; Priority 1 falls most, by £1.',
    )
  })

  it('say what is underspent and on what', () => {
    const lines = plan([
      { service: 'Victim First', budget: { [y20]: 100 }, forecast: { [y20]: 40 } },
      { service: 'Kicks', budget: { [y20]: 100 }, forecast: { [y20]: 99 } },
      { service: 'IOM', budget: { [y20]: 100 }, forecast: { [y20]: 120 } },
      { service: 'Not forecast', budget: { [y20]: 100 } },
    ])
    expect(underspendByLine(lines, y20)!.summary).toBe(
      'Underspends of 2020/21 come to £61, the largest £60 on Victim First; overspends come to £20, all of it on IOM.',
    )
  })
})

describe('what is hard to draw', () => {
  it('many priorities: the last stand together, and each in the table', () => {
    const many = plan(
      Array.from({ length: MOST_ROWS + 1 }, (_, index) => ({ budget: { [y20]: 1, [y21]: 100 - index } })),
    )
    const picture = budgetByPriority(many, totalsOf(many), y21)!
    expect(picture.categories.length).toBe(MOST_ROWS)
    expect(picture.categories.at(-1)).toBe('2 others')
    expect(picture.series[0]!.amounts.at(-1)).toBe(pounds(71 + 70))
    expect(picture.table.rows.length).toBe(MOST_ROWS + 2)
    expect(budgetYearOnYear(many, totalsOf(many), [y20, y21], y21)!.form).toBe('rows')
  })

  it('a bridge that goes below £0, and one whose steps are small', () => {
    const bridge = (start: number, steps: Partial<PlanBridge['total']['steps']>): PlanBridge => {
      const { total, ...rest } = bridgeOf(planOf(), y21)
      const all = { ...total.steps, ...steps }
      const end = Object.values(all).reduce((sum: number, step) => sum + step, start) as Pence
      return { ...rest, total: { start: start as Pence, end, steps: all } }
    }
    const below = bridgeChart(bridge(100, { 'one-off removed': -150 as Pence, growth: 500 as Pence }))!
    expect(below.series.map(({ name, starts }) => [name, starts])).toEqual([
      ['Budget', undefined],
      ['Added', [null, 100, -50, null]],
      ['Taken off', [null, 100, -50, null]],
    ])
    expect(below.from).toBeNull()
    const small = bridgeChart(bridge(50_000_000, { growth: 3_000_000 as Pence, savings: -1_000_000 as Pence }))!
    expect([small.from, small.notes]).toEqual([48_000_000, ['The axis starts at £480,000.']])
    expect(bridgeChart(bridge(100, {}))).toBeNull()
  })

  it('many sources: the smallest stand together, and each in the table', () => {
    const source = Array.from({ length: MOST_SERIES + 3 }, (_, index) => ({
      id: `s${index}`,
      name: `Grant ${index}`,
      kind: 'grant' as const,
      carry: 'yes' as const,
      reserveId: null,
      conditions: null,
      position: index,
    }))
    const availability = source.map(({ id }, index) => ({
      id: `${id} ${y21}`,
      sourceId: id,
      year: y21,
      pence: pounds(100 - index),
      status: 'confirmed' as const,
      note: null,
    }))
    const one = planOf({ source, availability })
    const picture = fundingBySource(one, new Funding(one), y21)!
    const bars = picture.series.filter(({ kind }) => kind === 'bar')
    expect(bars.map(({ name }) => name).slice(-2)).toEqual(['Grant 6', '4 other sources'])
    expect(picture.table.rows.length).toBe(MOST_SERIES + 3 + 3)
    expect(picture.summary).toBe('£1,045 is available for 2021/22, which has no budget yet.')
  })

  it('a reserve whose opening is not known is not at £0; one below its minimum stands out', () => {
    const of = planOf({ plan: [{ id: 'plan', title: 'T', organisation: null, planYear: y20, marking: null }] })
    let ids = 0
    const newId = () => `id ${++ids}`
    const done = (change: Change) => apply(of, change)
    const common = { category: null, minimumPence: null }
    done(addReserve(of, { ...common, name: 'Unknown' }, newId))
    done(
      addReserve(
        of,
        { ...common, name: 'Known', minimumPence: pounds(50), opening: { year: y20, pence: pounds(60) } },
        newId,
      ),
    )
    for (const reserve of of.reserve.values())
      done(
        addTransfer(
          of,
          { reserveId: reserve.id, year: y21, direction: 'out', pence: pounds(20), decision: 'D/1', reason: 'r' },
          newId,
        ),
      )
    const funding = new Funding(of)
    const [unknown, known] = [...of.reserve.values()].map((reserve) => oneReserve(of, reserve, funding)!)
    expect(unknown!.series.map(({ amounts }) => amounts)).toEqual([[null, null]])
    expect(unknown!.table.rows.map(({ cells }) => cells)).toEqual([['opening + £0'], ['opening − £20']])
    expect(unknown!.levels).toEqual([])
    expect(known!.series.map(({ name, amounts }) => [name, amounts])).toEqual([
      ['Closing balance', [pounds(60), null]],
      ['Below the minimum', [null, pounds(40)]],
    ])
    expect(known!.levels).toEqual([{ name: 'Minimum £50', pence: pounds(50) }])
    const all = allReserves(of, funding)!
    expect(all.summary).toBe(
      'Those reserves whose balance is known come to £40 at the end of 2021/22, £20 less than a year before.',
    )
    expect(all.notes).toEqual(['The opening balance of “Unknown” is not known, so its balance is not drawn.'])
  })

  it('nothing at all', () => {
    const none = planOf()
    expect(budgetByPriority(none, totalsOf(none), y21)).toBeNull()
    expect(budgetYearOnYear(none, totalsOf(none), [], null)).toBeNull()
    expect(fundingBySource(none, new Funding(none), null)).toBeNull()
    expect(allReserves(none, new Funding(none))).toBeNull()
    expect(underspendByLine(none, y21)).toBeNull()
  })
})

it('writes amounts in short and shares in whole per cent', () => {
  expect([168_524_900, 20_500_000, 99_960_000, 99_00, -1_200_000_00, 0].map((one) => shortMoney(one as Pence))).toEqual(
    ['£1.69m', '£205k', '£1m', '£99', '−£1.2m', '£0'],
  )
  expect(axisTexts([-50_000_000, 0, 50_000_000, 100_000_000])).toEqual(['−£0.5m', '£0', '£0.5m', '£1m'])
  expect(percentOf(1 as Pence, 300 as Pence)).toBe('under 1%')
  expect(percentOf(1 as Pence, 0 as Pence)).toBeNull()
})
