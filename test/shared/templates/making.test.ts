import { describe, expect, it } from 'vitest'
import { readTables } from '../../../shared/importing/index.ts'
import { labelWith, mannerOf } from '../../../shared/templates/making/cells.ts'
import { withYears } from '../../../shared/templates/making/years.ts'
import { makeTemplate } from '../../../shared/templates/making.ts'
import { yearFrom } from '../../../shared/years.ts'
import { filledSheets, type Rows, templateOf } from './paper.ts'
import { samplePlan } from './sample.ts'

/** The template that is made of sheets of rows: what is filled, by sheet and cell of the template, and what is told. */
function made(sheets: Record<string, Rows>, organisation = '') {
  const template = templateOf(sheets)
  const { filling, said, planYear } = makeTemplate(template, readTables(template.workbook), { organisation })
  const cells: Record<string, string> = {}
  const bands: Record<string, number[]> = {}
  for (const { name, blocks, cells: loose } of filling.sheets) {
    const put = (at: string, value: (typeof loose)[string]) => {
      cells[`${name}!${at}`] = value.kind === 'text' ? value.text : value.kind
    }
    for (const [at, value] of Object.entries(loose)) put(at, value)
    for (const { rows } of blocks)
      for (const { from, cells: own } of rows)
        for (const [letters, value] of Object.entries(own)) put(letters + from, value)
    bands[name] = blocks.flatMap(({ rows }) => rows.map(({ from }) => from))
  }
  return { filling, said, planYear, cells, bands }
}

const sections: Rows = [
  ['Commissioning budget of Northmoor 2019-2021'],
  ['Service', 'Provider', '2019/20 budget (£)', '2020/21 budget (£)'],
  ['VICTIMS'],
  ['Helpline', 'Harbour Trust', 118000, 120000],
  ['Court companions', 'Lantern CIC', null, 35500],
  ['Victims subtotal', null, 118000, 155500],
  ['PREVENTION'],
  ['Street rangers', 'Northmoor Council', 47000, 48250],
  ['Prevention subtotal', null, 47000, 48250],
  ['Grand total', null, 165000, 203750],
]

describe('years in texts', () => {
  const turned = (text: string) => withYears(text, yearFrom(2020), (year) => year >= '2018/19' && year <= '2022/23')

  it('are written as they were', () => {
    expect(turned('2019-20 budget (£)').text).toBe('{{plan.year Y-1 as 2019-20}} budget (£)')
    expect(turned('2019 - 20').text).toBe('{{plan.year Y-1 as 2019 - 20}}')
    expect(turned('2020/2021').text).toBe('{{plan.year Y as 2020/2021}}')
    expect(turned('FY22').text).toBe('{{plan.year Y+1 as FY22}}')
    expect(turned('20/21 budget').text).toBe('{{plan.year Y as 20/21}} budget')
    expect(turned('APR-19 TO MAR-20').text).toBe('APR-{{plan.year Y-1 as 19}} TO MAR-{{plan.year Y as 20}}')
    expect(turned('Plan 2018-2021').text).toBe('Plan {{plan.year Y-2 as 2018}}-{{plan.year Y+1 as 2021}}')
  })

  it('are left where they are none of the tables’, and dates are no years', () => {
    expect(turned('since 2010/11')).toEqual({ text: 'since 2010/11', turned: [], left: ['2010/11'] })
    expect(turned('from 01/10/2019, ages 16/17, line 12/13').turned).toEqual([])
  })
})

describe('how amounts were written', () => {
  const cell = (text: string) => ({ row: 1, column: 1, type: 'text' as const, value: text, text })

  it('stays as it was, as far as nothing is rounded that was not', () => {
    expect(mannerOf([cell('£120,000'), cell('£35,500*'), cell('nil')], 1)).toBe('in £ as text')
    expect(mannerOf([cell('£0.710m'), cell('£0.484m')], 1)).toBe('in £m to 3 places as text')
    expect(mannerOf([cell('£0.710m'), cell('£35,500')], 1)).toBe('in £ as text')
    expect(mannerOf([{ ...cell('118'), type: 'number', value: 118 }], 1000)).toBe('in £000')
  })

  it('keeps the words of a subtotal around its section’s name', () => {
    expect(labelWith('Cross cutting sub-total', ['CROSS CUTTING'], 'priority.name')).toBe('{{priority.name}} sub-total')
    expect(labelWith('Sub-total', ['VICTIMS'], 'priority.name')).toBeNull()
  })
})

describe('a table of sections', () => {
  it('becomes heading, line, subtotal and total, and its years move on', () => {
    const { cells, bands, planYear, said } = made({ Budget: sections }, 'Northmoor')
    expect(planYear).toBe('2020/21')
    expect(bands.Budget).toEqual([3, 4, 6])
    expect(cells).toEqual({
      'Budget!A1': 'Commissioning budget of {{plan.organisation}} {{plan.year Y-1 as 2019}}-{{plan.year Y+1 as 2021}}',
      'Budget!C2': '{{plan.year Y-1 as 2019/20}} budget (£)',
      'Budget!D2': '{{plan.year Y as 2020/21}} budget (£)',
      'Budget!A3': '{{priority.name}}',
      'Budget!A4': '{{line.service}}',
      'Budget!B4': '{{line.provider}}',
      'Budget!C4': '{{line.budget Y-1 in £}}',
      'Budget!D4': '{{line.budget Y in £}}',
      'Budget!A6': '{{priority.name}} subtotal',
      'Budget!C6': '{{subtotal.budget Y-1 in £}}',
      'Budget!D6': '{{subtotal.budget Y in £}}',
      'Budget!C10': '{{total.budget Y-1 in £}}',
      'Budget!D10': '{{total.budget Y in £}}',
    })
    expect(said.filter(({ look }) => look)).toEqual([])
  })

  it('gets a column for the plan year where it shows one year only and there is room', () => {
    const rows = sections.map((cells, row) => (row === 0 ? ['Budget'] : cells.filter((_, column) => column !== 2)))
    const { cells, filling } = made({ Budget: rows })
    expect(filling.sheets[0]?.like).toEqual({ D: 'C' })
    expect(cells).toMatchObject({
      'Budget!C2': '{{plan.year Y-1 as 2020/21}} budget (£)',
      'Budget!D2': '{{plan.year Y as 2020/21}} budget (£)',
      'Budget!C4': '{{line.budget Y-1 in £}}',
      'Budget!D4': '{{line.budget Y in £}}',
      'Budget!D6': '{{subtotal.budget Y in £}}',
      'Budget!D10': '{{total.budget Y in £}}',
    })
    const crowded = rows.map((cells, row) => (row === 4 ? [...cells, 'see note'] : cells))
    expect(made({ Budget: crowded }).filling.sheets[0]?.like).toBeUndefined()
  })
})

describe('columns beside the figures', () => {
  const rows: Rows = [
    ['Service', 'Outcome', '2019/20 budget (£)', '2020/21 budget (£)', 'Variance', '% of total', '2020/21 bid'],
    ['Helpline', 'Fewer repeat victims', 118000, 120000, '=D2-C2', '71%', 125000],
    ['Street rangers', 'Safer nights', 47000, 48250, '=D3-C3', '29%', 50000],
    ['Total', null, 165000, 168250, '=D4-C4', '100%', 175000],
  ]

  it('keep their formulas, become what the plan works out or keeps, and are emptied and told where it has nothing', () => {
    const { cells, said } = made({ Budget: rows })
    expect(cells).toMatchObject({
      'Budget!B2': '{{line.extra "Outcome"}}',
      'Budget!F2': '{{line.share Y}}',
      'Budget!G2': 'blank',
      'Budget!F4': '{{total.share Y}}',
      'Budget!G4': 'blank',
    })
    expect(cells).not.toHaveProperty(['Budget!E2'])
    expect(cells).not.toHaveProperty(['Budget!E4'])
    expect(said.filter(({ look }) => look).map(({ at }) => at.cell)).toEqual(['G1', 'G4'])
  })

  it('tell of formulas elsewhere whose rows are gone', () => {
    const check: Rows = [
      ['Rangers', '=Budget!D3*2'],
      ['Helpline', '=Budget!D2'],
    ]
    const { said } = made({ Budget: rows, Check: check })
    expect(said.filter(({ at }) => at.sheet === 'Check').map(({ at }) => at.cell)).toEqual(['B1'])
  })
})

describe('several tables', () => {
  it('tell their lines apart, so that a line added later still stands in one', () => {
    const grants: Rows = [
      ['Service', 'How commissioned?', '2019/20 budget (£)', '2020/21 budget (£)'],
      ['Helpline', 'Grant', 1000, 1100],
      ['Counselling', 'Grant', 2000, 2100],
    ]
    const contracts: Rows = [
      ['Service', 'How commissioned?', '2019/20 budget (£)', '2020/21 budget (£)', 'Contract end'],
      ['Street rangers', 'Contract', 3000, 3100, '31 March 2022'],
    ]
    const { cells } = made({ Grants: grants, Contracts: contracts })
    const services = Object.values(cells).filter((text) => text.startsWith('{{line.service'))
    expect(services).toHaveLength(2)
    expect(services[1]).toMatch(/^\{\{line\.service where \w+="(?:Contract|Contracts)"\}\}$/)
    expect(services[0]).toMatch(/^\{\{line\.service where (?:\w+!="Contracts?"|priority="Grants")\}\}$/)
  })

  it('are left, with the reason, where nothing tells them apart or they stand beside each other', () => {
    const beside: Rows = [
      ['Grants and contracts 2020/21'],
      ['Grant', 'Recipient', 'Award (£)', null, 'Contract', 'Supplier', 'Budget (£)'],
      ['Helpline', 'Harbour Trust', 120000, null, 'Street rangers', 'Northmoor Council', 48250],
      ['Court companions', 'Lantern CIC', 35500, null, 'Night marshals', 'Northmoor Council', 1750],
    ]
    const { cells, said } = made({ Grants: beside })
    expect(cells).toEqual({})
    expect(said.filter(({ look }) => look).map(({ what }) => what)).toContain(
      'left as it stood: two tables stand beside each other, and rows cannot repeat in one alone',
    )
  })
})

describe('a matrix', () => {
  it('becomes a row for each service, with the areas as conditions', () => {
    const { cells } = made({
      Spend: [
        ['Spend by theme and area 2020/21'],
        ['Theme', 'North', 'South', 'Coast', 'Total'],
        ['Domestic abuse', 20000, 15000, 5000, 40000],
        ['Road safety', 3000, 4000, 'nil', 7000],
        ['Total', 23000, 19000, 5000, 47000],
      ],
    })
    expect(cells).toMatchObject({
      'Spend!A1': 'Spend by theme and area {{plan.year Y as 2020/21}}',
      'Spend!A3': '{{service.name}}',
      'Spend!B3': '{{subtotal.budget Y where geography="North" in £}}',
      'Spend!E3': '{{subtotal.budget Y in £}}',
      'Spend!B5': '{{total.budget Y where geography="North" in £}}',
      'Spend!E5': '{{total.budget Y in £}}',
    })
  })
})

describe('what such templates ask for', () => {
  it('amounts as text stay text, and are in no formula; lines know the sheet that they came from', () => {
    const plan = samplePlan()
    const [line] = [...plan.line.values()]
    plan.line.set(line!.id, { ...line!, origin: { file: 'last year.xlsx', sheet: 'Grants', row: 5 } })
    const sheets = filledSheets(
      plan,
      templateOf({
        Paper: [
          ['{{line.service where sheet="Grants"}}', '{{line.budget Y in £ as text}}', '{{line.sheet}}'],
          ['Total', '{{total.budget Y in £m to 3 places as text}}'],
        ],
      }),
    )
    const cells = sheets.get('Paper')!
    expect(cells.get('A1')).toEqual({ kind: 'text', text: line!.service })
    expect(cells.get('B1')).toMatchObject({ kind: 'text', text: '£569,488.44' })
    expect(cells.get('C1')).toEqual({ kind: 'text', text: 'Grants' })
    expect(cells.get('B2')).toMatchObject({ kind: 'text', text: expect.stringMatching(/^£\d\.\d{3}m$/) })
  })
})
