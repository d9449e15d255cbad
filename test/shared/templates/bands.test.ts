/** Which rows repeat, what they hold, and what the sums below them close. */
import { describe, expect, it } from 'vitest'
import { planOf, rowsOf } from '../../../shared/plan.ts'
import { filledSheets, paper, rowsIn, templateOf } from './paper.ts'
import { before, note, samplePlan, Y } from './sample.ts'

const plan = samplePlan()

describe('lines, headings, subtotals and totals', () => {
  it('below lines without headings, the subtotal nearest to the lines is of the innermost grouping', () => {
    const rows = [
      ['{{line.service}}', '{{line.budget Y}}'],
      ['Subtotal {{route.name}}', '{{subtotal.budget Y}}'],
      ['Subtotal {{priority.name}}', '{{subtotal.budget Y}}'],
    ]
    const made = [
      ['Victim First', 569_488.44],
      ['Subtotal Contract', '=SUBTOTAL(9,B1:B1) → 569488.44'],
      ['ISVA', 512_199],
      ['Subtotal Grant', '=SUBTOTAL(9,B3:B3) → 512199'],
      ['Subtotal Victims', '=SUBTOTAL(9,B1:B3) → 1081687.44'],
    ]
    expect(paper(plan, rows).slice(0, 5)).toEqual(made)
    expect(paper(plan, [['{{priority.name}}'], ...rows])[0]).toEqual(['Victims'])
    expect(paper(plan, [['{{route.name}}'], ...rows]).slice(0, 3)).toEqual([
      ['Contract'],
      ['Victim First', 569_488.44],
      ['Subtotal Contract', '=SUBTOTAL(9,B2:B2) → 569488.44'],
    ])
  })

  it('repeat by the grouping that the heading names, with live sums', () => {
    expect(
      paper(plan, [
        ['{{plan.organisation}} {{plan.year}}'],
        ['{{priority.name}}'],
        ['{{line.service}}', '{{line.budget Y}}', '=B3*2'],
        ['Subtotal {{priority.name}}', '{{subtotal.budget Y}}'],
        ['Total', '{{total.budget Y}}'],
        ['End'],
      ]),
    ).toEqual([
      ['Northshire 2020/21'],
      ['Victims'],
      ['Victim First', 569_488.44, '=B3*2 → null'],
      ['ISVA', 512_199, '=B3*2 → null'],
      ['Subtotal Victims', '=SUBTOTAL(9,B3:B4) → 1081687.44'],
      ['Prevention'],
      ['=HYPERLINK("x")', 100_000, '=B3*2 → null'],
      ['Subtotal Prevention', '=SUBTOTAL(9,B7:B7) → 100000'],
      ['No priority'],
      ['Analyst', null, '=B3*2 → null'],
      ['Subtotal No priority', '=SUBTOTAL(9,B10:B10) → 0'],
      ['Total', '=SUBTOTAL(9,B3:B10) → 1181687.44'],
      ['End'],
    ])
  })

  it('keeps the order of the rows: a sum may stand above its lines, a total above all', () => {
    expect(
      paper(plan, [
        ['Total', '{{total.budget Y}}'],
        ['{{priority.name}}', '{{subtotal.budget Y}}'],
        ['{{line.service}}', '{{line.budget Y}}'],
      ]).slice(0, 4),
    ).toEqual([
      ['Total', '=SUBTOTAL(9,B3:B8) → 1181687.44'],
      ['Victims', '=SUBTOTAL(9,B3:B4) → 1081687.44'],
      ['Victim First', 569_488.44],
      ['ISVA', 512_199],
    ])
  })

  it('nests groupings', () => {
    const rows = paper(plan, [
      ['{{priority.name}}'],
      ['{{route.name}}'],
      ['{{line.service}}', '{{line.budget Y}}'],
      ['Subtotal {{route.name}}', '{{subtotal.budget Y}}'],
      ['Subtotal', '{{subtotal.budget Y}}'],
      ['Total', '{{total.budget Y}}'],
    ])
    expect(rows.slice(0, 9)).toEqual([
      ['Victims'],
      ['Contract'],
      ['Victim First', 569_488.44],
      ['Subtotal Contract', '=SUBTOTAL(9,B3:B3) → 569488.44'],
      ['Grant'],
      ['ISVA', 512_199],
      ['Subtotal Grant', '=SUBTOTAL(9,B6:B6) → 512199'],
      ['Subtotal', '=SUBTOTAL(9,B3:B6) → 1081687.44'],
      ['Prevention'],
    ])
    expect(rows.at(-1)).toEqual(['Total', '=SUBTOTAL(9,B3:B16) → 1181687.44'])
  })

  it('gives each source its part of a line', () => {
    expect(
      paper(plan, [
        ['{{source.name}}', '{{source.kind}}'],
        ['{{line.service}}', '{{line.budget Y}}'],
        ['Subtotal', '{{subtotal.budget Y}}', '{{subtotal.available Y}}', '{{subtotal.gap Y}}'],
        ['Total', '{{total.budget Y}}', '{{total.available Y}}', '{{total.gap Y}}'],
      ]),
    ).toEqual([
      ['Core budget', 'Core budget'],
      ['Victim First', 569_488.44],
      ['ISVA', 300_000],
      ['Subtotal', '=SUBTOTAL(9,B2:B3) → 869488.44', 900_000, -30_511.56],
      ['NHS England', 'Partner'],
      ['ISVA', 212_199],
      ['Subtotal', '=SUBTOTAL(9,B6:B6) → 212199', 212_199, 0],
      ['Not funded', null],
      ['=HYPERLINK("x")', 100_000],
      ['Analyst', null],
      ['Subtotal', '=SUBTOTAL(9,B9:B10) → 100000', null, null],
      ['Total', '=SUBTOTAL(9,B2:B10) → 1181687.44', 1_112_199, 69_488.44],
    ])
  })

  it('sums up without lines: values by group, and a total over them', () => {
    const rows = [
      ['{{priority.name}}', '{{subtotal.budget Y in £000}}', '{{subtotal.lines}}'],
      ['Total', '{{total.budget Y in £000}}', '{{total.lines}}'],
    ]
    expect(paper(plan, rows)).toEqual([
      ['Victims', 1081.68744, 2],
      ['Prevention', 100, 1],
      ['No priority', null, 1],
      ['Total', '=SUBTOTAL(9,B1:B3) → 1181.68744', 4],
    ])
  })

  it('sums lines of its own sheet only', () => {
    const sheets = filledSheets(
      plan,
      templateOf({
        Paper: [
          ['{{line.service}}', '{{line.budget Y}}'],
          [null],
          ['{{priority.name}}', null, '{{subtotal.budget Y}}'],
        ],
        Other: [['{{total.budget Y}}', '{{total.budget Y-1}} last year']],
      }),
    )
    expect(rowsIn(sheets.get('Paper')!).slice(4)).toEqual([
      [],
      ['Victims', null, '=SUBTOTAL(9,B1:B2) → 1081687.44'],
      ['Prevention', null, '=SUBTOTAL(9,B3:B3) → 100000'],
      ['No priority', null, '=SUBTOTAL(9,B4:B4) → 0'],
    ])
    expect(rowsIn(sheets.get('Other')!)).toEqual([[1_181_687.44, '£1,083,322 last year']])
  })

  it('leaves out a heading and a subtotal where no line has a group and a total says it all', () => {
    const { line, priority: _, ...rows } = rowsOf(plan)
    const flat = planOf({ ...rows, line: line.map((held) => ({ ...held, priorityId: null })) })
    const table = [['{{priority.name}}'], ['{{line.code}}', '{{line.budget Y}}'], ['S', '{{subtotal.budget Y}}']]
    expect(paper(flat, [...table, ['T', '{{total.budget Y}}']]).map(([first]) => first)).toEqual([
      'CC1',
      null,
      '0012',
      null,
      'T',
    ])
    expect(paper(flat, table).map(([first]) => first)).toEqual(['CC1', null, '0012', null, 'S'])
  })

  it('makes a matrix: services down, areas across', () => {
    const rows = [
      ['{{service.name}}', '{{subtotal.budget Y-1 where route=grant}}', '{{subtotal.budget Y-1 where route=contract}}'],
      ['Total', '{{total.budget Y-1 where route=grant}}', '{{total.budget Y-1 where route=contract}}'],
    ]
    expect(paper(plan, rows)).toEqual([
      ['Victim First', null, 558_322],
      ['ISVA', 500_000, null],
      ['=HYPERLINK("x")', null, null],
      ['Analyst', 25_000, null],
      ['Total', '=SUBTOTAL(9,B1:B4) → 525000', '=SUBTOTAL(9,C1:C4) → 558322'],
    ])
  })

  it('names areas by their place, so that a matrix fits any plan', () => {
    const rows = [
      ['Total', '{{route.name #1}}', '{{route.name #2}}', '{{route.name #9}}'],
      [
        '{{service.name where budget Y-1 != ""}} {{service.provider}} {{service.marks}}',
        '{{subtotal.budget Y-1 where route = #1}}',
        '{{subtotal.budget Y-1 where route = #2}}',
        '{{subtotal.budget Y-1 where route > #2}}',
      ],
      ['Total', '{{total.budget Y-1 where route = #1}}', '{{total.budget Y-1 where route = #2}}'],
      ['{{note.number}} {{note.text}}'],
    ]
    expect(paper(plan, rows)).toEqual([
      ['Total', 'Contract', 'Grant', null],
      ['Victim First Catch 22', 558_322, null, null],
      ['ISVA Bright Sky [1]', null, 500_000, null],
      ['Analyst Abacus', null, 25_000, null],
      ['Total', '=SUBTOTAL(9,B2:B4) → 558322', '=SUBTOTAL(9,C2:C4) → 525000'],
      ['1 From April'],
    ])
  })

  it('closes the services of a priority, though their lines are not on the sheet', () => {
    const rows = [
      ['{{priority.name where budget Y != ""}}'],
      ['{{service.name}}', '{{subtotal.budget Y}}', '{{subtotal.partners Y}}', '{{subtotal.partner names Y}}'],
      ['{{priority.name}} subtotal', '{{subtotal.budget Y}}', '{{subtotal.partners Y}}'],
      ['Total', '{{total.budget Y}}', '{{total.partners Y}}'],
    ]
    expect(paper(plan, rows)).toEqual([
      ['Victims'],
      ['Victim First', 569_488.44, 0, null],
      ['ISVA', 512_199, 212_199, 'NHS England'],
      ['Victims subtotal', '=SUBTOTAL(9,B2:B3) → 1081687.44', '=SUBTOTAL(9,C2:C3) → 212199'],
      ['Prevention'],
      ['=HYPERLINK("x")', 100_000, 0, null],
      ['Prevention subtotal', '=SUBTOTAL(9,B6:B6) → 100000', '=SUBTOTAL(9,C6:C6) → 0'],
      ['Total', '=SUBTOTAL(9,B2:B6) → 1181687.44', '=SUBTOTAL(9,C2:C6) → 212199'],
    ])
  })

  it('lists groups without lines where the heading says “all”, and sorts groups', () => {
    expect(paper(plan, [['{{priority.name all sort by name}}'], ['{{line.code}}']]).map(([first]) => first)).toEqual([
      'Empty',
      'Prevention',
      '0012',
      'Victims',
      'CC1',
      null,
      'No priority',
      null,
    ])
    const byBudget = [['{{route.name}}', '{{subtotal.budget Y sort by budget Y desc}}']]
    expect(paper(plan, byBudget).map(([first]) => first)).toEqual(['Contract', 'Grant', 'Pot'])
  })

  it('repeats rows of words and empty rows that name a band', () => {
    expect(paper(plan, [['{{priority}}Service', 'Budget'], ['{{line.service}}'], ['{{subtotal}}']])).toEqual([
      ['Service', 'Budget'],
      ['Victim First'],
      ['ISVA'],
      [null],
      ['Service', 'Budget'],
      ['=HYPERLINK("x")'],
      [null],
      ['Service', 'Budget'],
      ['Analyst'],
      [null],
    ])
  })
})

describe('where, sort by and #if', () => {
  const services = (placeholder: string) => paper(plan, [[placeholder]]).map(([first]) => first)

  it.each([
    ['{{line.service where route=grant}}', ['ISVA', 'Analyst']],
    ['{{line.service where route != grant}}', ['Victim First', '=HYPERLINK("x")']],
    ['{{line.service where provider contains "sky"}}', ['ISVA']],
    ['{{line.service where provider=""}}', ['=HYPERLINK("x")']],
    ['{{line.service where budget Y > £100,000}}', ['Victim First', 'ISVA']],
    ['{{line.service where budget Y >= 100k and priority=prevention}}', ['=HYPERLINK("x")']],
    ['{{line.service where source=core budget}}', ['Victim First', 'ISVA']],
    ['{{line.service where contract end <= 31/03/2021}}', ['Victim First']],
    ['{{line.service where extra "ref" = 007}}', ['Victim First']],
    ['{{line.service where basis=one-off}}', ['Analyst']],
    ['{{line.service sort by provider}}', ['Analyst', 'ISVA', 'Victim First', '=HYPERLINK("x")']],
    ['{{line.service sort by budget Y-1 desc, service}}', ['Victim First', 'ISVA', 'Analyst', '=HYPERLINK("x")']],
  ])('%s', (placeholder, expected) => {
    expect(services(placeholder)).toEqual(expected)
  })

  it('close with the sums of what is shown; a total of all adds several tables', () => {
    expect(
      paper(plan, [
        ['{{line.service where route=grant}}', '{{line.budget Y}}'],
        ['Grants', '{{total.budget Y}}'],
        [null],
        ['{{line.service where route!=grant sort by budget Y}}', '{{line.budget Y}}'],
        ['Others', '{{total.budget Y}}'],
        [null],
        ['All', '{{total.budget Y}}', '{{total.budget Y where route=pot}}'],
      ]),
    ).toEqual([
      ['ISVA', 512_199],
      ['Analyst', null],
      ['Grants', '=SUBTOTAL(9,B1:B2) → 512199'],
      [],
      ['=HYPERLINK("x")', 100_000],
      ['Victim First', 569_488.44],
      ['Others', '=SUBTOTAL(9,B5:B6) → 669488.44'],
      [],
      ['All', '=SUBTOTAL(9,B1:B2,B5:B6) → 1181687.44', '=SUBTOTAL(9,B5:B5) → 100000'],
    ])
  })

  it('a total with an empty row between closes the one table above it', () => {
    const rows = [['{{line.service where route=grant}}', '{{line.budget Y}}'], [null], ['T', '{{total.budget Y}}']]
    expect(paper(plan, rows).at(-1)).toEqual(['T', '=SUBTOTAL(9,B1:B2) → 512199'])
  })

  it('rows go that have nothing to say', () => {
    expect(
      paper(plan, [
        ['{{#if plan.marking}}Marked {{plan.marking}}'],
        ['{{#if total.budget Y+1}}Indicative'],
        ['{{#if not total.budget Y+1}}No later year'],
        ['{{#if total.budget Y > 1000000}}Over £1m'],
        ['{{#if bid}}Bids'],
        ['{{#if note}}Notes'],
        ['{{line.code}}', '{{line.budget Y}}'],
        ['{{#if line.notes}}{{line.notes}}'],
        ['End'],
      ]),
    ).toEqual([
      ['Marked OFFICIAL'],
      ['No later year'],
      ['Over £1m'],
      ['Notes'],
      ['CC1', 569_488.44],
      [null, 512_199],
      ['Half is paid by NHS England\nFrom April'],
      ['0012', 100_000],
      ['From April'],
      [null, null],
      ['End'],
    ])
  })
})

describe('notes', () => {
  it('number themselves as they appear, the same text once, and are listed below', () => {
    expect(
      paper(plan, [
        ['{{line.service sort by service}} {{line.marks}}', '{{line.budget Y}}'],
        ['Notes'],
        ['{{note.marker}}', '{{note.text}}', '{{note.number}}', '{{note.lines}}'],
      ]),
    ).toEqual([
      ['=HYPERLINK("x") [1]', 100_000],
      ['Analyst', null],
      ['ISVA [1][2]', 512_199],
      ['Victim First', 569_488.44],
      ['Notes'],
      ['[1]', 'From April', 1, '=HYPERLINK("x"), ISVA'],
      ['[2]', 'Half is paid by NHS England', 2, 'ISVA'],
    ])
  })

  it('on figures name their years; one on a line has none, nor a colon after it', () => {
    const noted = planOf({
      ...rowsOf(plan),
      note: [
        note('a', 'first', 'Uplifted', Y),
        note('b', 'first', 'Reviewed', Y),
        note('c', 'isva', 'Reviewed', before),
        note('d', 'isva', 'Match funded'),
        note('e', 'pot', 'By decision', Y),
        note('f', 'pot', 'By decision'),
      ],
    })
    const rows = [
      ['{{line.service}}', '{{line.budget Y}}', '{{line.budget Y-1}}'],
      ['Notes'],
      ['{{note.marker}} {{note.year}}: {{note.text}}', '{{note.year as "19-20"}}'],
    ]
    expect(paper(noted, rows).slice(-4)).toEqual([
      ['[1] 2020/21: Uplifted', '20-21'],
      ['[2] 2019/20, 2020/21: Reviewed', '2019/20, 2020/21'],
      ['[3] Match funded', null],
      ['[4] By decision', null],
    ])
  })

  it('are marked like a sample', () => {
    const rows = [['{{line.service where route=pot}} {{line.marks "[note 1]"}}'], [null], ['{{note.marker "Note 1"}}']]
    expect(paper(plan, rows)).toEqual([['=HYPERLINK("x") [note 1]'], [], ['Note 1']])
  })

  it('of all sheets are numbered together where a sheet of its own lists them', () => {
    const sheets = filledSheets(
      plan,
      templateOf({
        One: [['{{line.code where route=pot}}', '{{line.marks}}']],
        Two: [['{{line.service where route=grant}}', '{{line.marks}}', '{{line.budget Y-1}}']],
        Notes: [['{{note.number}}', '{{note.text}}']],
      }),
    )
    expect(rowsIn(sheets.get('Two')!)).toEqual([
      ['ISVA', '[1]', 500_000],
      ['Analyst', null, 25_000],
    ])
    expect(rowsIn(sheets.get('Notes')!)).toEqual([[1, 'From April']])
  })
})

describe('lists', () => {
  it('repeat for each of their rows, and totals add up their amounts', () => {
    expect(
      paper(plan, [
        ['{{reserve.name}}', '{{reserve.opening Y}}', '{{reserve.closing Y in £000}}'],
        ['Total', '{{total.opening Y}}', '{{total.closing Y in £000}}'],
        [null],
        ['{{drawdown.service}}', '{{drawdown.amount Y}}', '{{drawdown.date}}', '{{drawdown.decision}}'],
        ['Total', '{{total.amount Y}}'],
        [null],
        ['{{source.name}}', '{{source.available Y}}', '{{source.status Y}}'],
        ['Total', '{{total.available Y}}'],
        [null],
        ['{{carry.service}}', '{{carry.amount Y-1}}', '{{carry.to}}', '{{carry.status}}'],
        ['{{virement.from}}'],
      ]),
    ).toEqual([
      ['Commissioning', 300_000, 250],
      ['Unknown', 'not known', 'not known'],
      ['Total', '=SUBTOTAL(9,B1:B2) → 300000', '=SUBTOTAL(9,C1:C2) → 250'],
      [],
      ['MARAC', 18_385, '1 May 2020', 'EXE3'],
      ['IDVA', 2_488.25, null, 'EXE3'],
      ['Total', '=SUBTOTAL(9,B5:B6) → 20873.25'],
      [],
      ['Core budget', 900_000, 'Confirmed'],
      ['NHS England', 212_199, 'Unconfirmed'],
      ['Total', '=SUBTOTAL(9,B9:B10) → 1112199'],
      [],
      ['Victim First', 18_322, 'Commissioning', 'Approved'],
    ])
  })

  it('are of the year that is named', () => {
    expect(paper(plan, [['{{drawdown.service}}', '{{drawdown.amount Y-1}}'], ['End']])).toEqual([['End']])
    expect(paper(plan, [['{{drawdown.service where amount < 10000}}', '{{drawdown.pot}}']])).toEqual([
      ['IDVA', '=HYPERLINK("x")'],
    ])
    expect(paper(plan, [['{{source.name where kind=partner}}']])).toEqual([['NHS England']])
    expect(paper(plan, [['{{drawdown.service sort by amount}}']])).toEqual([['IDVA'], ['MARAC']])
  })

  it('hold pots, contracts, transfers and checks', () => {
    expect(paper(plan, [['{{pot.name}}', '{{pot.drawn Y}}', '{{pot.left Y}}']])).toEqual([
      ['=HYPERLINK("x")', 20_873.25, 79_126.75],
    ])
    expect(paper(plan, [['{{contract.service}}', '{{contract.end}}', '{{contract.options}}']])).toEqual([
      ['Victim First', '31 March 2021', 'no options'],
    ])
    expect(paper(plan, [['{{transfer.reserve}}', '{{transfer.direction}}', '{{transfer.amount Y}}']])).toEqual([
      ['Commissioning', 'Out', 50_000],
      ['Unknown', 'In', 10_000],
    ])
    expect(paper(plan, [['{{check.severity}}', '{{check.message where kind="no priority"}}']])).toHaveLength(1)
  })
})
