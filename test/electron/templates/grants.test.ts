/**
 * Grants and contracts as their readers see them: every figure of Cambridgeshire's paper by route and in Appendix 1, what
 * partners put in, and the conditions.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { opened, recalculated, withoutLibreOffice, withoutOpenpyxl } from '../workbook/filling/office.ts'
import { cambridgeshirePlan, matchFundedPlan } from './cambridgeshire.ts'
import { filledPaper, OfficersPlan, rowsIn, withoutResults } from './filledpaper.ts'

const NAME = 'grants-and-contracts'
const SHEETS = ['Summary', 'By route', 'Appendix 1']

/** Service, provider and award as the paper has them. */
const AWARDS: [string, [string, string, number][], number][] = [
  [
    'Grant agreements',
    [
      ['Victim and Witness Hub Initial Referral provision', 'Cambridgeshire Constabulary', 446_000],
      [
        'Specialist Victim and Witness Care Co-ordinator – Migrant Victims of Exploitation',
        'Cambridgeshire Constabulary',
        33_445,
      ],
      ['Restorative Justice Hub', 'Cambridgeshire Constabulary', 52_750],
      ['Practical Support for young victims of crime', 'Embrace – Child Victims of Crime', 2_000],
      ['Young Person Independent Domestic Violence Advisor', 'Cambridgeshire County Council', 40_000],
    ],
    574_195,
  ],
  [
    'Contracts – commissioned services',
    [
      ['Countywide Sexual Violence Support Service [1]', 'Cambridge and Peterborough Rape Crisis Partnership', 213_000],
      ['Counselling for young victims of crime [2]', 'Embrace – Child Victims of Crime', 20_000],
    ],
    233_000,
  ],
  [
    'Contracts – single tender action requests',
    [
      [
        'Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)',
        'Cambridgeshire and Peterborough Foundation Trust',
        75_000,
      ],
      ['Home security for elderly victims of burglary', 'Shrievalty Trust', 50_000],
      ['Specialist Victim Care Co-ordinator – Young Victims of Crime', 'Family Action', 29_065],
    ],
    154_065,
  ],
]

/** Service and amount of Appendix 1, by theme. */
const APPENDIX: [string, [string, number][], number][] = [
  [
    'Victims – Safeguarding the vulnerable',
    [
      ['Integrated Mental Health Team in Force Control Room', 150_000],
      ['Cambridgeshire Local Safeguarding Children Board', 48_468],
      ['Peterborough Local Safeguarding Children Board', 35_884],
      ['Cambridgeshire Safeguarding Adults Board', 43_621],
      ['Peterborough Safeguarding Adults Board', 35_884],
      ['Appropriate Adults Out of Hours Custody Provision', 10_000],
      ['Countywide co-ordination of high risk partnership issues', 30_000],
    ],
    353_857,
  ],
  [
    'Offenders – Attacking criminality and reducing re-offending',
    [
      ['Peterborough Substance Misuse Innovation Fund', 140_000],
      ['Cambridgeshire Substance Misuse', 94_000],
      ['Cambridgeshire Youth Offending Service', 127_000],
      ['Peterborough Youth Offending Service', 136_000],
      ['County-Wide Integrated Offender Management', 45_000],
      ['Multi-Agency Public Protection Agency (MAPPA)', 50_000],
      ['Crimestoppers', 25_791],
    ],
    617_791,
  ],
  [
    'Communities – Preventing crime and reassuring the public',
    [
      ['Cambridge City Community Safety Partnership', 39_000],
      ['Fenland Community Safety Partnership', 35_000],
      ['Huntingdonshire Community Safety Partnership', 23_000],
      ['East Cambs Community Safety Partnership', 12_000],
      ['South Cambs Crime and Disorder Reduction Partnership', 16_000],
      ['Safer Peterborough Partnership', 30_000],
      ['Peterborough Anti-Social Behaviour Team', 80_000],
      ['ECINS - IT system', 78_600],
      ['Police Cadets', 10_000],
      ['Tackling rural crime in Cambridgeshire', 12_000],
      ['Emerging Initiatives', 15_000],
    ],
    350_600,
  ],
]

let paper: Buffer
let matched: Buffer
beforeAll(async () => {
  paper = await filledPaper(NAME, cambridgeshirePlan())
  matched = await filledPaper(NAME, matchFundedPlan())
})

describe('Cambridgeshire’s paper', () => {
  it('sums up how the awards are commissioned', () => {
    expect(rowsIn(paper, 'Summary')).toEqual([
      ['Commissioning and grants'],
      ['Cambridgeshire OPCC · awards for 2017/18'],
      ['How it is commissioned', 'Awards', 'Award (£)', 'of which from\npartners (£)', 'Net cost (£)'],
      ['Grant agreements', 5, 574_195, 0, 574_195],
      ['Contracts – commissioned services', 2, 233_000, 0, 233_000],
      ['Contracts – single tender action requests', 3, 154_065, 0, 154_065],
      ['Crime and disorder reduction grants', 25, 1_322_248, 0, 1_322_248],
      ['Total', 35, 2_283_508, 0, 2_283_508],
    ])
  })

  it('has the victims’ services by route, and their notes', () => {
    const rows = rowsIn(paper, 'By route')
    const expected = AWARDS.flatMap(([route, awards, sum]) => [
      [route],
      ...awards.map(([service, provider, amount]) => [service, provider, amount, 0, amount]),
      [`${route} subtotal`, null, sum, 0, sum],
    ])
    expect(rows.slice(3, 3 + expected.length)).toEqual(expected)
    expect(rows.slice(-3)).toEqual([
      ['Total', null, 2_283_508, 0, 2_283_508],
      ['[1] from OPCC'],
      ['[2] (Match funded)'],
    ])
  })

  it('has Appendix 1 with its purposes and its total', () => {
    const rows = rowsIn(paper, 'Appendix 1')
    const from = rows.findIndex(([first]) => first === 'Crime and disorder reduction grants')
    expect(
      rows.slice(from + 1, -2).map(([first, , , amount]) => (amount === undefined ? [first] : [first, amount])),
    ).toEqual(APPENDIX.flatMap(([theme, services, sum]) => [[theme], ...services, [`${theme} subtotal`, sum]]))
    expect(rows.slice(-2)).toEqual([
      ['Crime and disorder reduction grants subtotal', null, null, 1_322_248],
      ['Total awards', null, null, 2_283_508],
    ])
    expect(rows).toContainEqual([
      'Police Cadets',
      'This covers ongoing costs for the provision of volunteer police cadet schemes in the county.',
      'Cambridgeshire Constabulary',
      10_000,
    ])
    expect(rows).toContainEqual([
      'Appropriate Adults Out of Hours Custody Provision',
      "Provision of support for mentally vulnerable adults brought into the Constabulary's custody suites.",
      'Contribution to Cambridgeshire County Council’s pooled budget to commission this service',
      10_000,
    ])
    expect(rows).toContainEqual([
      'Counselling for young victims of crime',
      '(Match funded)',
      'Embrace – Child Victims of Crime',
      20_000,
    ])
  })

  it('shows match funding gross and net, and where the money comes from', () => {
    expect(rowsIn(matched, 'By route')).toContainEqual([
      'Counselling for young victims of crime [2]',
      'Embrace – Child Victims of Crime',
      40_000,
      20_000,
      20_000,
    ])
    expect(rowsIn(matched, 'Summary').slice(4)).toEqual([
      ['Contracts – commissioned services', 2, 253_000, 20_000, 233_000],
      ['Contracts – single tender action requests', 3, 154_065, 0, 154_065],
      ['Crime and disorder reduction grants', 25, 1_322_248, 0, 1_322_248],
      ['Total', 35, 2_303_508, 20_000, 2_283_508],
      ['Funding stream', 'Kind', 'Available (£)', 'Awarded (£)', 'Not yet\nawarded (£)'],
      ['MoJ Victims’ Services Grant', 'Grant', 1_000_000, 961_260, 38_740],
      ['Conditions: Outcomes are reported twice a year'],
      ['Main police grant', 'Core budget', 1_322_248, 1_322_248, 0],
      ['Embrace – Child Victims of Crime', 'Partner', 20_000, 20_000, 0],
      ['Total', null, 2_342_248, 2_303_508, 38_740],
    ])
  })

  it.skipIf(withoutLibreOffice)(
    'comes to the same in LibreOffice',
    () => {
      const { other } = recalculated({ other: withoutResults(matched) })
      for (const sheet of SHEETS) expect(rowsIn(other!, sheet)).toEqual(rowsIn(matched, sheet))
    },
    120_000,
  )

  it.skipIf(withoutOpenpyxl)('opens in openpyxl, with live sums', () => {
    const sheets = opened({ paper }).paper!
    expect(sheets['By route']).toMatchObject({ C11: '=SUBTOTAL(9,C6:C10)', C48: '=SUBTOTAL(9,C6:C46)' })
    expect(sheets.Summary).toMatchObject({ C9: '=SUBTOTAL(9,C5:C8)' })
  })
})

it('is filled from other plans, and from an empty one', async () => {
  const other = await filledPaper(NAME, new OfficersPlan('leicestershire', ['Appendix A']).plan)
  expect(rowsIn(other, 'Appendix 1').at(-1)).toEqual(['Total awards', null, null, 4_395_961])
  const details = { id: 'plan' as const, title: 'Plan', organisation: null, planYear: yearFrom(2020), marking: null }
  const empty = await filledPaper(NAME, planOf({ plan: [details] }))
  expect(rowsIn(empty, 'By route').at(-1)).toEqual(['Total'])
})
