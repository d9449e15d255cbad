/** What placeholders give, in a cell of their own and inside text, and what is refused. */
import { describe, expect, it } from 'vitest'
import { planOf } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { checkTemplate, fillTemplate } from '../../../shared/templates/index.ts'
import { options, paper, templateOf } from './paper.ts'
import { samplePlan } from './sample.ts'

const plan = samplePlan()
const one = (placeholder: string, given = {}) => paper(plan, [[placeholder]], given)[0]?.[0]
/** In the row of Victim First. */
const ofLine = (placeholder: string) => paper(plan, [[`${placeholder}{{line where code=CC1}}`]])[0]?.[0]
const ofISVA = (placeholder: string) => paper(plan, [[`${placeholder}{{line where service=isva}}`]])[0]?.[0]

describe('values', () => {
  it.each([
    ['{{plan.title}}', 'Commissioning & grants'],
    ['{{plan.year Y-1}}', '2019/20'],
    ['{{plan.year Y+1 as 2019-20}}', '2021-22'],
    ['{{plan.year as "FY20"}}', 'FY21'],
    ['{{plan.year as 2019 – 2020}}', '2020 – 2021'],
    ['{{today}}', '18 February 2020'],
    ['{{today as date}}', 43_879],
    ['As at {{today}}', 'As at 18 February 2020'],
    ['{{amount of "victim  first" Y}}', 569_488.44],
    ['{{amount of "Victim First (Catch 22)" Y-1}}', 558_322],
    ['{{amount of code cc1 Y in £m}}', 0.56948844],
    ['{{forecast of code CC1 Y-1}}', 540_000],
    ['{{amount of Analyst Y}}', null],
    ['Total {{total.budget Y}}', 'Total £1,181,687.44'],
    ['Total £{{total.budget Y in £m}}', 'Total £1.182m'],
    ['Total {{total.budget Y in £m to 1}}', 'Total £1.2m'],
    ['Total {{total.budget Y in £000}}', 'Total £1,182k'],
    ['{{amount of Analyst Y}} – {{plan.year}}', '2020/21'],
    ['{{total.budget Y}}', 1_181_687.44],
    ['{{total.budget Y+1}}', null],
    ['{{total.budget Y+1 or "[x]"}}', '[x]'],
    ['{{total.budget Y or "[x]"}}', 1_181_687.44],
    ['in all {{total.budget Y+1 or "[x]"}}', 'in all [x]'],
    ['{{total.change Y}}', 98_365.44],
    ['up {{total.change Y %}}', 'up 9.1%'],
    ['up {{total.change Y in %}}% on {{plan.year Y-1}}', 'up 9.1% on 2019/20'],
    ['{{total.gap Y}}', 69_488.44],
    ['{{total.available Y}}', 1_112_199],
    ['{{total.net Y}}', 969_488.44],
    ['{{total.underspend Y}}', 10_000],
    ['{{total.underspend Y-1}}', 18_322],
    ['{{total.variance Y-1}}', -18_322],
    ['{{total.unfunded Y}}', 100_000],
    ['{{total.from "nhs england" Y}}', 212_199],
    ['{{total.lines}}', 4],
  ])('%s', (placeholder, expected) => {
    expect(one(placeholder)).toBe(expected)
  })

  it.each([
    ['{{line.change Y}}', 11_166.44],
    ['{{line.change Y %}}', 11_166.44 / 558_322],
    ['{{line.share Y}}', 569_488.44 / 1_181_687.44],
    ['{{line.contract end}}', '31 March 2021'],
    ['{{line.extra "Ref"}}', '007'],
    ['{{line.priority}}', 'Victims'],
    ['{{priority.name}} / {{route.name}}', 'Victims / Contract'],
    ['{{line.description}}', null],
    ['{{line.award}}', 'contract'],
    ['{{line.conditions or "[x]"}}', '[x]'],
    [
      'The PCC intends to allocate {{line.budget Y}} to {{line.provider}}.',
      'The PCC intends to allocate £569,488.44 to Catch 22.',
    ],
  ])('of a line: %s', (placeholder, expected) => {
    expect(ofLine(placeholder)).toBe(expected)
  })

  it.each([
    ['{{line.source}}', 'Core budget, NHS England'],
    ['{{source.name}}', 'Core budget, NHS England'],
    ['{{line.from "NHS England" Y}}', 212_199],
    ['{{line.net Y}}', 300_000],
    ['{{line.owner}}', 'Head of grants'],
  ])('of a line of two sources: %s', (placeholder, expected) => {
    expect(ofISVA(placeholder)).toBe(expected)
  })

  it('are counted in what the export asks for, unless they say', () => {
    expect(one('{{total.budget Y}}', { unit: 1000 })).toBe(1181.68744)
    expect(one('{{total.budget Y in £}}', { unit: 1000 })).toBe(1_181_687.44)
    expect(one('in {{plan.unit}}', { unit: 1_000_000 })).toBe('in £m')
  })

  it('sum up as values where the cells of the lines count in another unit', () => {
    const rows = [
      ['{{line.budget Y in £000}}', '{{line.budget Y}}'],
      ['{{total.budget Y}}', '{{total.budget Y in £m}}'],
    ]
    expect(paper(plan, rows).at(-1)).toEqual(['=SUBTOTAL(9,B1:B4) → 1181687.44', 1.18168744])
  })

  it('say what is not known, or what the placeholder has for it', () => {
    const rows = [['{{reserve.name}}', '{{reserve.closing Y}}', '{{reserve.closing Y or "[x]"}}']]
    expect(paper(plan, rows)[1]).toEqual(['Unknown', 'not known', '[x]'])
    const sums = [['{{line.budget Y+1 or "[x]"}}'], ['{{total.budget Y+1 or "[x]"}}'], ['{{total.budget Y+1}}']]
    expect(paper(plan, sums).slice(-3)).toEqual([['[x]'], ['[x]'], ['=SUBTOTAL(9,A1:A4) → 0']])
  })

  it('are of the year that the export asks for', () => {
    expect(one('{{plan.year}}: {{total.budget Y}}', { planYear: '2019/20' })).toBe('2019/20: £1,083,322')
  })

  it('give nothing half: a blank is a blank, in 1904 a day is another number', () => {
    expect(one('{{today as date}}', { date1904: true })).toBe(43_879 - 1462)
    expect(paper(planOf(), [['{{plan.organisation}}', '{{total.lines}}', 'Title: {{plan.title}}']])).toEqual([
      [null, 0, 'Title: Untitled plan'],
    ])
  })

  it('text from the plan is always text', () => {
    const filling = fillTemplate(
      plan,
      templateOf({ Paper: [['{{line.service where route=pot}}', '{{line.code}}']] }),
      options,
    )
    expect(filling.sheets[0]!.blocks[0]!.rows[0]!.cells).toEqual({
      A: { kind: 'text', text: '=HYPERLINK("x")' },
      B: { kind: 'text', text: '0012' },
    })
  })

  it('fill headers and footers, where "&" begins a code', () => {
    const template = templateOf(
      { Paper: [['x']] },
      { Paper: { oddFooter: '&L{{plan.title}} && more&R&12{{plan.year}} Page &P', evenHeader: '&C' } },
    )
    expect(fillTemplate(plan, template, options).sheets).toEqual([
      {
        name: 'Paper',
        blocks: [],
        cells: {},
        headerFooter: { oddFooter: '&LCommissioning && grants && more&R&12 2020/21 Page &P' },
      },
    ])
  })

  it('leaves sheets out in which nothing is filled', () => {
    expect(fillTemplate(plan, templateOf({ Paper: [['x', 1, '=A1']] }), options)).toEqual({ sheets: [] })
  })
})

describe('what is refused', () => {
  const problem = (...cells: string[]) => {
    const checked = checkTemplate(plan, templateOf({ Paper: [cells] }), options)
    return checked.map((held) => held.problem).filter((held) => held !== null)
  }

  it.each([
    ['{{line.servce}}', '{{line.servce}} is not known (did you mean {{line.service}}?).'],
    ['{{subtotal.bugdet Y}}', '{{subtotal.bugdet Y}} is not known (did you mean {{subtotal.budget}}?).'],
    ['{{plan.yaer}}', '{{plan.yaer}} is not known (did you mean {{plan.year}}?).'],
    ['{{tody}}', '{{tody}} is not known (did you mean {{today}}?).'],
    ['{{constructor.name}}', '{{constructor.name}} is not known'],
    ['{{line.toString}}', '{{line.toString}} is not known'],
    ['{{line.service Y}}', '{{line.service Y}} has a year, which says nothing there.'],
    ['{{line.service #2}}', '{{line.service #2}} has #2, which says nothing there.'],
    ['{{source.name #2}}', '{{source.name #2}} has #2, which says nothing there.'],
    ['{{line.from Y}}', '{{line.from Y}} lacks a name in quotation marks.'],
    [
      '{{line.from "NHS Englnd" Y}}',
      '{{line.from "NHS Englnd" Y}} names the source “NHS Englnd”, which the plan does not have; it has “NHS England”.',
    ],
    [
      '{{line.extra "Reff"}}',
      '{{line.extra "Reff"}} names the column “Reff”, which the plan does not have; it has “Ref”.',
    ],
    [
      '{{amount of "Victim Frist" Y}}',
      '{{amount of "Victim Frist" Y}} names the line “Victim Frist”, which the plan does not have; it has “Victim First”.',
    ],
    [
      '{{line.service where rout=grant}}',
      '{{line.service where rout=grant}} asks for “rout”, which is not known (did you mean',
    ],
    ['{{source.name where knd=grant}}', 'asks for “knd”, which is not known (did you mean'],
    ['{{priority.name sort by provider}}', 'sorts groups by “provider”, which is neither their name nor an amount.'],
    ['{{plan.title where route=grant}}', '{{plan.title where route=grant}} cannot have “where” or “sort by”.'],
    ['{{total.closing Y}}', '{{total.closing Y}} adds up a list, and stands next to none that has it.'],
    ['{{line.provider %}}', '{{line.provider %}} cannot be a percentage.'],
  ])('%s', (placeholder, sentence) => {
    expect(problem(placeholder)).toEqual([expect.stringContaining(sentence)])
  })

  it('a row of two lists', () => {
    expect(problem('{{line.service}}', '{{reserve.name}}')).toEqual([
      '{{reserve.name}} stands in a row of {{line.…}}; a row can only be of one list.',
    ])
    expect(problem('{{drawdown.service}}', '{{priority.name}}', '{{carry.to}}')).toHaveLength(2)
  })

  it('names the cells, the first few, and fills nothing', () => {
    const rows = [['{{a}}', '{{b}}'], ['{{c}}', '{{plan.title}}'], ['{{d']]
    const refused = () => paper(plan, rows)
    expect(refused).toThrow(Refusal)
    expect(refused).toThrow(/nothing was written.*Paper!A1: .*Paper!B1: .*Paper!A2: .*and 1 more\.$/)
  })

  it('a year where the plan has none', () => {
    expect(() => paper(planOf(), [['{{total.budget Y}}']])).toThrow(
      'The plan has no financial year yet, so nothing was exported',
    )
  })

  it('a sheet that would be too long', () => {
    const template = templateOf({ Paper: [['{{line.service}}']] })
    template.workbook.sheets[0]!.cells.push({ row: 1_048_576, column: 1, type: 'text', value: 'End', text: 'End' })
    expect(() => fillTemplate(plan, template, options)).toThrow('“Paper” would be longer than a sheet can be')
  })

  it('lines in headers', () => {
    const template = templateOf({ Paper: [['x']] }, { Paper: { oddHeader: '&C{{line.service}}' } })
    expect(() => fillTemplate(plan, template, options)).toThrow(
      'Paper!oddHeader: {{line.service}} cannot stand in a header or footer, which belongs to no row',
    )
  })
})

describe('the check of a template', () => {
  it('lists every placeholder with its cell and what it gives', () => {
    const template = templateOf(
      {
        Paper: [
          ['{{#if plan.marking}}{{plan.marking}}'],
          ['{{priority.name}}', '{{priority}}'],
          ['{{line.service}}', '{{line.budget Y}}', '{{line.status}}', '{{line.oops}}'],
          ['Total', '{{total.budget Y}}'],
        ],
      },
      { Paper: { oddFooter: '{{plan.year}}' } },
    )
    const shown = checkTemplate(plan, template, options).map(({ sheet, cell, placeholder, gives, problem }) => [
      `${sheet}!${cell}`,
      placeholder,
      problem ? 'problem' : gives,
    ])
    expect(shown).toEqual([
      ['Paper!A1', '{{#if plan.marking}}', 'its row stands'],
      ['Paper!A1', '{{plan.marking}}', 'OFFICIAL'],
      ['Paper!A2', '{{priority.name}}', 'Victims, and 2 more'],
      ['Paper!B2', '{{priority}}', 'its row stands 3 times'],
      ['Paper!A3', '{{line.service}}', 'Victim First, and 3 more'],
      ['Paper!B3', '{{line.budget Y}}', '£569,488.44, and 2 more'],
      ['Paper!C3', '{{line.status}}', 'nothing'],
      ['Paper!D3', '{{line.oops}}', 'problem'],
      ['Paper!B4', '{{total.budget Y}}', '£1,181,687.44'],
      ['Paper!oddFooter', '{{plan.year}}', '2020/21'],
    ])
  })
})
