/**
 * The commissioning intentions as their readers see them: every figure of Devon & Cornwall's paper, the sentences made from
 * the lines, and the sheets of areas, which fit any plan.
 */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { apply } from '../../../shared/change.ts'
import { setAmount } from '../../../shared/edits.ts'
import type { Pence } from '../../../shared/money.ts'
import { detailsOf, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { planArbitrary } from '../../shared/arbitraries.ts'
import { samplePlan } from '../../shared/templates/sample.ts'
import { opened, recalculated, withoutLibreOffice, withoutOpenpyxl } from '../workbook/filling/office.ts'
import { devonPlan } from './devon.ts'
import { filledPaper, OfficersPlan, rowsIn, withoutResults, wrongSums } from './filledpaper.ts'

const NAME = 'commissioning-intentions'
const SHEETS = ['Intentions', 'In words', 'Last year', 'By area', 'Spend by area', 'Funding']

let paper: Buffer
beforeAll(async () => {
  paper = await filledPaper(NAME, devonPlan())
})

describe('Devon & Cornwall’s paper', () => {
  it('has the intentions for 2019/20 by priority', () => {
    const table = rowsIn(paper, 'Intentions').slice(2)
    expect(table.filter(([first]) => !/^\[/.test(String(first)))).toEqual([
      ['Commissioning area', '2019/20 (£)', 'of which from partners (£)'],
      ['Whole Police and Crime Plan'],
      ['Community Safety Partnership Fund [1][2]', 1_685_249, 0],
      ['PCC Police and Crime Plan Priorities Fund', 295_000, 0],
      ['Community Speedwatch', 80_000, 0],
      ['Road Safety', 30_000, 0],
      ['CCTV connectivity', 100_000, 0],
      ['Business Crime Strategy', 30_000, 0],
      ['Whole Police and Crime Plan subtotal', 2_220_249, 0],
      ['Preventing and deterring crime'],
      ['Youth Offending Service', 500_701, 0],
      ['Local Criminal Justice Board', 20_000, 0],
      ['CASS Plus', 32_600, 0],
      ['Circles SW', 44_600, 0],
      ['Preventing and deterring crime subtotal', 597_901, 0],
      ['Supporting victims and witnesses and helping them to get justice'],
      ['Independent Sexual Violence Advocacy Service (ISVA) [3]', 512_199, 212_199],
      ['Victim Care Services [4]', 2_020_341, 0],
      ['Restorative Justice Service', 230_000, 0],
      ['Supporting victims and witnesses and helping them to get justice subtotal', 2_762_540, 212_199],
      ['Protecting people at risk of abuse and those who are vulnerable'],
      ['Mental Health Street Triage', 100_000, 0],
      ['Mental Health Neighbourhood Liaison & Diversion [5]', 150_000, 0],
      ['Protecting people at risk of abuse and those who are vulnerable subtotal', 250_000, 0],
      ['Total', 5_830_690, 212_199],
    ])
    expect(table.slice(-5).map(([text]) => String(text).slice(0, 26))).toEqual([
      '[1] Inc. an additional £70',
      '[2] Devon: Safer Devon £43',
      '[3] SARC Service *includes',
      '[4] funded by MoJ £1880,07',
      '[5] Subject to a positive ',
    ])
  })

  it('says the same in sentences', () => {
    const said = rowsIn(paper, 'In words').map((cells) => cells.at(-1))
    expect(said.slice(11, 25)).toEqual([
      'Preventing and deterring crime',
      'The Police and Crime Commissioner intends:',
      'to allocate £500,701 to Youth Offending Service',
      'to allocate £20,000 to Local Criminal Justice Board',
      'to allocate £32,600 to CASS Plus',
      'to allocate £44,600 to Circles SW',
      'and so £597,901 in all to this priority',
      'Supporting victims and witnesses and helping them to get justice',
      'The Police and Crime Commissioner intends:',
      'to allocate £512,199 to Independent Sexual Violence Advocacy Service (ISVA), of which £212,199 is from NHS England',
      'to allocate £2,020,341 to Victim Care Services',
      'to allocate £230,000 to Restorative Justice Service',
      'and so £2,762,540 in all to this priority',
      'Protecting people at risk of abuse and those who are vulnerable',
    ])
    expect(said.at(-1)).toBe('Together the Police and Crime Commissioner intends to allocate £5,830,690 in 2019/20.')
  })

  it('changes the sentence with the line', async () => {
    const plan = devonPlan()
    const lineId = [...plan.line.values()].find(({ service }) => service === 'CASS Plus')!.id
    const pence = 3_300_050 as Pence
    apply(plan, setAmount(plan, { lineId, year: yearFrom(2019), measure: 'budget', pence }))
    const changed = await filledPaper(NAME, plan)
    expect(rowsIn(changed, 'Intentions')).toContainEqual(['CASS Plus', 33_000.5, 0])
    const said = rowsIn(changed, 'In words').map((cells) => cells.at(-1))
    expect(said).toContain('to allocate £33,000.50 to CASS Plus')
    expect(said).toContain('and so £598,301.50 in all to this priority')
  })

  it('has the budget of the year before', () => {
    expect(rowsIn(paper, 'Last year').slice(2, 13)).toEqual([
      ['Budget area', '2018/19 (£)'],
      ['MoJ Victim Services Grant inc. CSA/E grant', 2_015_267],
      ['Independent Sexual Violence Advisor Contract (ISVA) & Sexual Assault Referral Centres (SARCs) [1]', 343_610],
      ['Mental Health – Street Triage', 100_000],
      ['Mental Health – Neighbourhood Liaison & Diversion', 150_000],
      ['PCC Emerging Commissioning Priorities Fund', 510_000],
      ['OPCC Commissioning Team Salaries', 158_000],
      ['PCC Small Grant Scheme', 100_000],
      ['Community Safety Partnership Fund [2]', 1_610_249],
      ['Youth Offending Service', 500_701],
      ['Total', 5_487_827],
    ])
    expect(rowsIn(paper, 'Last year')).toContainEqual(['[1] Includes £158,590 contribution from NHS(E)'])
  })

  it('has the allocations to the Community Safety Partnerships and the Youth Offending Service', () => {
    expect(rowsIn(paper, 'By area').slice(2, 11)).toEqual([
      [
        ...['Service and year', 'Total (£)', 'Not by\narea (£)', 'By area (£)'],
        ...['Torbay', 'Devon', 'Cornwall', 'Plymouth', 'Isles of Scilly'],
      ],
      ['Community Safety Partnership Fund [1][2]'],
      ['2017/18', 1_600_249, null, 1_600_249, 201_575, 535_470, 448_636, 400_568, 14_000],
      ['2018/19', 1_610_249, null, 1_610_249, 201_575, 539_470, 448_636, 400_568, 20_000],
      ['2019/20', 1_685_249, 70_000, 1_615_249, 201_575, 539_470, 448_636, 400_568, 25_000],
      ['Youth Offending Service'],
      ['2017/18', 500_701, 1, 500_700, 65_091, 190_266, 160_224, 85_119],
      ['2018/19', 500_701, 1, 500_700, 65_091, 190_266, 160_224, 85_119],
      ['2019/20', 500_701, 1, 500_700, 65_091, 190_266, 160_224, 85_119],
    ])
  })

  it('has what the partnerships spent in 2018/19', () => {
    const spent = rowsIn(paper, 'Spend by area').slice(3)
    const figures = spent.map(([purpose, , , , torbay, devon, cornwall, plymouth, scilly]) => [
      String(purpose).split(' ')[0],
      ...[cornwall, devon, plymouth, torbay, scilly].map((amount) => amount ?? null),
    ])
    expect(figures).toEqual([
      ['Road', null, null, null, null, 5_000],
      ['Sexual', 277_794, 227_000 + 2_750 + 2_500, 215_200, 26_000, 5_000],
      ['Domestic', 9_000, 49_000, null, 3_000, null],
      ['Substance', 130_436, 80_470, 98_500, 56_700, null],
      ['CSP', 16_500, 50_000, 48_000, null, null],
      ['Reducing', null, 16_000, null, 35_600, null],
      ['Mental', null, null, null, null, 5_000],
      ['ASB', null, 13_006 + 1_150, 5_868, 40_000, null],
      ['Alcohol/NTE', null, null, null, 6_600, null],
      ['Street', null, null, null, 6_000, null],
      ['Training', 14_906, 1_100 + 2_360, null, null, 3_000],
      ['Awareness', null, 15_000, 30_000, 10_000, 2_000],
      ['Community', null, null, 3_000, null, null],
      ['Early', null, 500, null, null, null],
      ['Other', null, 10_000 + 206, null, 17_675, null],
      ['Total', 448_636, 471_042, 400_568, 201_575, 20_000],
    ])
    for (const [, total, spread, byArea] of spent) expect([total, spread]).toEqual([byArea, null])
  })

  it('has the victims grant and what NHS England gives, year by year', () => {
    expect(rowsIn(paper, 'Funding').slice(2)).toEqual([
      ['From', '2018/19 (£)', '2019/20 (£)', '2020/21 (£)', '2021/22 (£)', 'Conditions'],
      ['Grants'],
      ['Victim Services Grant', 1_875_543, 1_880_265, null, null, expect.stringContaining('audited reports')],
      ['CSA/CSE Grant', 139_724, 140_076, null, null, expect.stringContaining('audited reports')],
      ['Grants subtotal', 2_015_267, 2_020_341, 0, 0],
      ['Partners'],
      ['NHS England', 158_590, 212_199, 202_199, 202_199],
      ['2020/21: Unconfirmed. Subject to the exercise of the optional extension'],
      ['2021/22: Unconfirmed. Subject to the exercise of the optional extension'],
      ['Partners subtotal', 158_590, 212_199, 202_199, 202_199],
      ['The Commissioner’s own budget and reserves'],
      ['PCC commissioning budget', 3_313_970, 3_598_150],
      ['Own budget and reserves subtotal', 3_313_970, 3_598_150, 0, 0],
      ['Funding available', 5_487_827, 5_830_690, 202_199, 202_199],
      ['Commissioning budget', 5_487_827, 5_830_690],
      ['Not funded', 0, 0],
    ])
  })

  it.skipIf(withoutLibreOffice)(
    'comes to the same in LibreOffice',
    () => {
      const { other } = recalculated({ other: withoutResults(paper) })
      for (const sheet of SHEETS) expect(rowsIn(other!, sheet)).toEqual(rowsIn(paper, sheet))
    },
    120_000,
  )

  it.skipIf(withoutOpenpyxl)('opens in openpyxl, with live sums', () => {
    const sheets = opened({ paper }).paper!
    expect(sheets.Intentions).toMatchObject({ B12: '=SUBTOTAL(9,B6:B11)', B28: '=SUBTOTAL(9,B6:B26)' })
    expect(sheets['Spend by area']).toMatchObject({ F20: '=SUBTOTAL(9,F5:F19)' })
  })
})

describe('other plans', () => {
  it('stand in the same sheets, without what they do not have', async () => {
    const other = await filledPaper(NAME, new OfficersPlan('leicestershire', ['Appendix A']).plan)
    expect(rowsIn(other, 'Intentions').at(-1)).toEqual(['Total', 4_395_961, 0])
    expect(rowsIn(other, 'Intentions').some(([, amount]) => amount === 0)).toBe(true)
    expect(JSON.stringify(rowsIn(other, 'In words'))).not.toContain('£0 ')
    expect(rowsIn(other, 'Last year').at(-1)).toEqual(['Total', 4_316_550])
    expect(rowsIn(other, 'Spend by area').at(-1)).toEqual(['No actual spend of 2019/20 names an area.'])
    expect(rowsIn(other, 'Funding').slice(3)).toEqual([['The plan does not say where its money comes from.']])
  })

  it('have sums that come to their values, whatever the plan', async () => {
    await fc.assert(
      fc.asyncProperty(planArbitrary, async (plan) => {
        if (detailsOf(plan).planYear === null) return
        for (const name of [NAME, 'grants-and-contracts'] as const)
          expect(wrongSums(await filledPaper(name, plan))).toEqual([])
      }),
      { numRuns: 15, seed: 20_260_401 },
    )
  }, 60_000)

  it('are filled though they are empty, or have no areas', async () => {
    const details = { id: 'plan' as const, title: 'Plan', organisation: null, planYear: yearFrom(2020), marking: null }
    const empty = await filledPaper(NAME, planOf({ plan: [details] }))
    expect(rowsIn(empty, 'In words').length).toBeGreaterThan(0)
    const sample = await filledPaper(NAME, samplePlan())
    expect(rowsIn(sample, 'By area').slice(3)).toEqual([['No line of the plan names an area.']])
  })

  it('name areas that have no column in a note', async () => {
    const plan = devonPlan()
    const fund = [...plan.line.values()].find(({ geography }) => geography === 'Torbay')!
    for (let place = 1; place <= 7; place++) {
      const id = `area ${place}`
      const line = { ...fund, id, geography: `Area ${place}`, position: 10_000 + place }
      apply(plan, { label: 'add', rows: [{ table: 'line', id, before: null, after: line }] })
      apply(plan, setAmount(plan, { lineId: id, year: yearFrom(2019), measure: 'budget', pence: 100_000 as Pence }))
    }
    const rows = rowsIn(await filledPaper(NAME, plan), 'By area')
    expect(rows[2]!.slice(-2)).toEqual(['Area 4', 'Area 5'])
    expect(rows.flat()).toContain('Areas that have no column of their own: £2,000')
  })
})
