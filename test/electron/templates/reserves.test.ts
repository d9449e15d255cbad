/**
 * Allocations and reserves as Wiltshire published them in March 2021: £1.646m for 2020-21, £1.851m asked for in 2021-22, of
 * which £0.205m comes from what was not spent.
 */
import { describe, expect, it } from 'vitest'
import { addBid } from '../../../shared/edits/bids.ts'
import { addSource } from '../../../shared/edits/funding.ts'
import { addReserve } from '../../../shared/edits/reserves.ts'
import { carryUnderspend } from '../../../shared/edits/underspend.ts'
import { addPriority, setAmount, setDetails, setPriority } from '../../../shared/edits.ts'
import type { Pence } from '../../../shared/money.ts'
import { shiftYear, yearFrom } from '../../../shared/years.ts'
import { opened, recalculated, withoutLibreOffice, withoutOpenpyxl } from '../workbook/filling/office.ts'
import { filledPaper, OfficersPlan, rowsIn } from './filledpaper.ts'

const Y = yearFrom(2021)
const before = shiftYear(Y, -1)
const pounds = (amount: number) => Math.round(amount * 100) as Pence
const PORTFOLIOS = ['Demand and Crime Prevention', 'Victims and Vulnerability', 'Reducing Reoffending and CJS']
const NOTE = 'Figures may not add up because of rounding.'

/** The plan as imported, with its budget, reserve and external funding; the paper names no opening balance. */
function wiltshire() {
  const officer = new OfficersPlan('wiltshire', ['Allocations', 'External funding'])
  const { plan, newId } = officer
  const does = officer.does.bind(officer)
  const line = (service: string) => officer.lines(service)[0]!
  does(setDetails(plan, { title: 'OPCC Commissioning: non-policing services', organisation: 'OPCC for Wiltshire' }))
  const both = [before, Y].map((year) => ({ year, pence: pounds(1_646_000), status: 'confirmed' as const }))
  does(addSource(plan, { name: 'PCC Commissioning Budget', kind: 'core', available: both }, newId))
  does(addReserve(plan, { name: 'Commissioning reserve' }, newId))
  const reserve = [...plan.reserve.values()][0]!
  // The paper gives the underspend of all three portfolios together.
  does(setAmount(plan, { lineId: line(PORTFOLIOS[0]!), year: before, measure: 'forecast', pence: pounds(505_000) }))
  const carry = { lineId: line(PORTFOLIOS[0]!), year: before, pence: pounds(205_000), status: 'approved' as const }
  does(carryUnderspend(plan, { ...carry, to: 'reserve', target: reserve.name }, newId))
  const drawn = [{ year: Y, pence: pounds(205_000), status: 'confirmed' as const }]
  does(addSource(plan, { name: reserve.name, kind: 'reserve', reserve: reserve.name, available: drawn }, newId))
  const bid = (name: string, amount: number | [number, number], of: object) => {
    const [low, high] = typeof amount === 'number' ? [amount, amount] : amount
    does(addBid(plan, { name, status: 'secured', lowPence: pounds(low), highPence: pounds(high), ...of }, newId))
  }
  bid('MOJ Victim / RJ funding', 891_000, { funder: 'Ministry of Justice', firstYear: before, setting: 'annually set' })
  bid('MOJ COVID victim recovery funding', 482_000, { funder: 'Ministry of Justice', firstYear: before })
  bid('Additional IDVAs', 100_000, { firstYear: before, lastYear: shiftYear(before, 2) })
  bid('Vulnerable women', [2_000_000, 3_000_000], { status: 'bid' })
  return { officer, plan, does, newId, line }
}

/** Texts and formulas of the page, by row. */
const page = async (plan: ReturnType<typeof wiltshire>['plan']) => {
  const bytes = await filledPaper('allocations-and-reserves', plan)
  return { bytes, rows: rowsIn(bytes, 'Allocations') }
}

describe('allocations and reserves', () => {
  it('are the paper’s, figure by figure', async () => {
    const { rows } = await page(wiltshire().plan)
    expect(rows).toEqual([
      ['OPCC Commissioning: non-policing services'],
      ['OPCC for Wiltshire · allocations and reserves 2020/21 and 2021/22'],
      ['Allocation by portfolio'],
      ['Portfolio', null, '2020/21 budget (£m)', '2021/22 allocation (£m)', 'Change (£m)', 'Change (%)'],
      [PORTFOLIOS[0], null, 0.71, 0.629, -0.081, -81 / 710],
      [PORTFOLIOS[1], null, 0.484, 0.623, 0.139, 139 / 484],
      [PORTFOLIOS[2], null, 0.451, 0.599, 0.148, 148 / 451],
      ['Total requested', null, 1.645, 1.851, 0.206, 206 / 1645],
      ['It is projected that £0.205m of the 2020/21 budget will not be spent.'],
      ['Budget and reserve'],
      ['2021/22', null, null, 'Amount (£m)'],
      ['Requested', null, null, 1.851],
      ['PCC Commissioning Budget', null, null, 1.646],
      ['Commissioning reserve', null, null, 0.205],
      ['Available', null, null, 1.851],
      ['Gap: requested less available', null, null, 0],
      ['Earmarked reserves'],
      ['Reserve', 'Year', 'Opening (£m)', 'In (£m)', 'Out (£m)', 'Closing (£m)'],
      ['Commissioning reserve', '2020/21', 'not known', 0.205, 0, 'not known'],
      [null, '2021/22', 'not known', 0, 0.205, 'not known'],
      ['External funding'],
      ['Funding', 'Funder', 'Amount a year (£m)', 'Status', 'Years', 'How it is set'],
      ['MOJ Victim / RJ funding', 'Ministry of Justice', 0.891, 'Secured', '2020/21', 'Annually set'],
      ['MOJ COVID victim recovery funding', 'Ministry of Justice', 0.482, 'Secured', '2020/21'],
      ['Additional IDVAs', null, 0.1, 'Secured', '2020/21 to 2022/23'],
      ['Vulnerable women', null, '£2.000m to £3.000m', 'Bid'],
    ])
  })

  it('say that they may not add up where they do not: 0.710, 0.484 and 0.451 are shown as 1.646', async () => {
    const { plan, does, line } = wiltshire()
    const exact = [710_400, 484_300, 451_300]
    for (const [place, amount] of exact.entries())
      does(
        setAmount(plan, { lineId: line(PORTFOLIOS[place]!), year: before, measure: 'budget', pence: pounds(amount) }),
      )
    const { rows } = await page(plan)
    expect(rows[7]!.slice(0, 4)).toEqual(['Total requested', null, 1.646, 1.851])
    expect(rows.slice(4, 7).map((cells) => Number(cells[2]).toFixed(3))).toEqual(['0.710', '0.484', '0.451'])
    expect(rows.filter(([text]) => text === NOTE)).toHaveLength(1)
    expect(rows[8]).toEqual([NOTE])
  })

  it('show portfolios with the services below them added up, and services in none below', async () => {
    const { plan, does, line, newId } = wiltshire()
    for (const name of ['Victims', 'Demand']) does(addPriority(plan, name, newId))
    const [victims, demand] = [...plan.priority.keys()]
    does(setPriority(plan, { lineId: line(PORTFOLIOS[1]!), priorityId: victims! }))
    does(setPriority(plan, { lineId: line(PORTFOLIOS[0]!), priorityId: demand! }))
    const { rows } = await page(plan)
    expect(rows.slice(4, 9).map((cells) => [cells[0], cells[3]])).toEqual([
      ['Victims', 0.623],
      ['Demand', 0.629],
      ['In no portfolio', undefined],
      [PORTFOLIOS[2], 0.599],
      ['Total requested', 1.851],
    ])
    does(setPriority(plan, { lineId: line(PORTFOLIOS[2]!), priorityId: victims! }))
    const all = await page(plan)
    expect(all.rows.slice(4, 7).map((cells) => [cells[0], cells[3]])).toEqual([
      ['Victims', 1.222],
      ['Demand', 0.629],
      ['Total requested', 1.851],
    ])
  })

  it('say what a plan without reserves and bids has', async () => {
    const { rows } = await page(new OfficersPlan('leicestershire', ['Appendix A']).plan)
    const texts = rows.map(([text]) => text)
    expect(texts).toContain('There are no earmarked reserves.')
    expect(texts).toContain('There are no bids or awards.')
    expect(rows.find(([text]) => text === 'Total requested')!.slice(2, 5)).toEqual([4.31655, 4.395961, 0.079411])
  })

  it.skipIf(withoutOpenpyxl || withoutLibreOffice)(
    'have live totals that other programs work out the same',
    async () => {
      const { bytes, rows } = await page(wiltshire().plan)
      const cells = opened({ paper: bytes }).paper!.Allocations!
      const formulas = Object.entries(cells).filter(([, text]) => text.startsWith('='))
      expect(formulas).toEqual([
        ['C10', '=SUBTOTAL(9,C6:C8)'],
        ['D10', '=SUBTOTAL(9,D6:D8)'],
        ['E10', '=SUBTOTAL(9,E6:E8)'],
        ['D16', '=SUBTOTAL(9,D6:D8)'],
        ['D20', '=SUBTOTAL(9,D18:D19)'],
      ])
      const again = rowsIn(recalculated({ paper: bytes }).paper!, 'Allocations')
      const rounded = (table: typeof rows) =>
        table.map((row) => row.map((value) => (typeof value === 'number' ? value.toFixed(9) : value)))
      expect(rounded(again)).toEqual(rounded(rows))
    },
  )
})
