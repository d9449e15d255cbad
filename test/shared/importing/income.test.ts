/**
 * Income stated as positive figures, and sections that nothing but their place marks, in text tables as in sheets. Example:
 * "Income" with 70 below expenditure of 150 and a net total of 80 is −70 in the plan.
 */
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { readTables } from '../../../shared/importing/index.ts'
import { type Value, workbookOf } from './sheets.ts'

const HEAD = ['Service', '2020/21 budget (£)']
const SPENT: Value[][] = [
  ['Helpline', 100],
  ['Rangers', 50],
]
const read = (rows: Value[][]) => readTables(workbookOf({ Budget: [HEAD, ...rows] }))
const amounts = ({ lines }: ReturnType<typeof readTables>) => lines.map(({ figures }) => (figures[0]?.pence ?? 0) / 100)
const outcomes = ({ stated }: ReturnType<typeof readTables>) => stated.map(({ label, outcome }) => [label, outcome])

describe('income', () => {
  it('is negative where a net total proves it, which is said at its heading', () => {
    for (const heading of [{ b: 'Income' }, 'Income', 'Funded by:', 'Less: income', 'LESS INCOME']) {
      const name = typeof heading === 'string' ? heading : heading.b
      const reading = read([
        ...SPENT,
        ['Total expenditure', 150],
        [heading],
        ['Grant', 60],
        ['Partner', 10],
        ['Net total', 80],
      ])
      expect(amounts(reading)).toEqual([100, 50, -60, -10])
      expect(outcomes(reading)).toEqual([
        ['Total expenditure', 'agrees'],
        ['Net total', 'agrees'],
      ])
      expect(reading.problems).toEqual([])
      expect(reading.skipped).toContainEqual({
        at: { sheet: 'Budget', row: 5 },
        reason: 'section heading; its positive figures are income and were taken as negative, as “Net total” proves',
        text: name,
      })
    }
  })

  it('has a total of its own, stated as positive', () => {
    const rows: Value[][] = [...SPENT, [{ b: 'Income' }], ['Grant', 60], ['Total income', 61], ['Net expenditure', 90]]
    const reading = read(rows)
    expect(amounts(reading)).toEqual([100, 50, -60])
    expect(reading.stated.map(({ label, computedPence, outcome }) => [label, computedPence, outcome])).toEqual([
      ['Total income', 6000, 'differs'],
      ['Net expenditure', 9000, 'agrees'],
    ])
  })

  it('stays as it is where the net total does not prove it, with the cause', () => {
    const reading = read([...SPENT, [{ b: 'Income' }], ['Grant', 60], ['Net expenditure', 91]])
    expect(amounts(reading)).toEqual([100, 50, 60])
    expect(reading.stated).toMatchObject([
      {
        outcome: 'differs',
        differencePence: 11900,
        explanation: 'The lines under “Income” are stated as positive figures; as negative ones all would come to £90.',
      },
    ])
    expect(reading.problems).toMatchObject([{ kind: 'positive income', at: { cell: 'A5' }, text: 'Grant' }])
    expect(reading.problems[0]!.message).toMatch(
      /^The line under “Income” is stated as positive figures and no net total proves/,
    )
  })

  it('stays as it is and is told where no net total is stated, or the total counts it', () => {
    const without = read([...SPENT, [{ b: 'Income' }], ['Grant', 60], ['Partner', 10]])
    expect(amounts(without)).toEqual([100, 50, 60, 10])
    expect(without.problems).toMatchObject([{ kind: 'positive income' }])
    const added = read([...SPENT, [{ b: 'Income' }], ['Grant', 60], ['Total', 210]])
    expect(amounts(added)).toEqual([100, 50, 60])
    expect(outcomes(added)).toEqual([['Total', 'agrees']])
    expect(added.problems).toMatchObject([{ kind: 'positive income' }])
  })

  it('below the total that comes to it says who pays, also with a total of its own', () => {
    const rows: Value[][] = [
      ...SPENT,
      ['Total', 150],
      ['Funded by'],
      ['Core', 90],
      ['Grant', 60],
      ['Total funding', 150],
    ]
    const reading = read(rows)
    expect(amounts(reading)).toEqual([100, 50])
    expect(outcomes(reading)).toEqual([['Total', 'agrees']])
    expect(reading.problems.map(({ kind, at }) => [kind, at.cell])).toEqual([
      ['below the total', 'A6'],
      ['below the total', 'A7'],
    ])
    const net = read([...rows, ['Net', 0]])
    expect(amounts(net)).toEqual([100, 50, -90, -60])
    expect(outcomes(net)).toEqual([
      ['Total', 'agrees'],
      ['Total funding', 'agrees'],
      ['Net', 'agrees'],
    ])
  })

  it('that is negative already stays so, and a priority that is called after income is none', () => {
    const negative = read([...SPENT, [{ b: 'Income' }], ['Grant', -60], ['Net expenditure', 90]])
    expect(amounts(negative)).toEqual([100, 50, -60])
    expect(negative.problems).toEqual([])
    const priority = read([...SPENT, [{ b: 'Income maximisation' }], ['Advice', 60], ['Total', 210]])
    expect(amounts(priority)).toEqual([100, 50, 60])
    expect(priority.problems).toEqual([])
  })
})

describe('a text table', () => {
  const csv = (text: string) => readTables(readWorkbookBytes(Buffer.from(text), 'budget.csv'))
  const lines = (text: string) => csv(text).lines.map(({ service, priority }) => [service, priority])

  it('has sections that stand alone in its first column', () => {
    const rows = ['Helpline,Trust,100', 'Companions,CIC,50', 'Rangers,Council,30', 'Marshals,Council,20']
    const [a, b, c, d] = rows
    const expected = [
      ['Helpline', 'Victims'],
      ['Companions', 'Victims'],
      ['Rangers', 'Safer streets'],
      ['Marshals', 'Safer streets'],
    ]
    const head = 'Service,Provider,2020/21 budget (£)'
    expect(lines([head, 'Victims,,', a, b, 'Safer streets,,', c, d, 'Total,,200'].join('\n'))).toEqual(expected)
    expect(lines([head, 'Victims,,', a, b, ',,', 'Safer streets,,', c, d, 'Total,,200'].join('\r\n'))).toEqual(expected)
    expect(
      lines(
        [head, '', 'Victims,,', a, b, 'Subtotal,,150', 'Safer streets,,', c, d, 'Subtotal,,50', 'Total,,200'].join(
          '\n',
        ),
      ),
    ).toEqual(expected)
  })

  it('keeps a line without an amount where it does not begin with a section', () => {
    const text = 'Service,Provider,2020/21 budget (£)\nHelpline,Trust,100\nEvaluation,,\nRangers,Council,30\nTotal,,130'
    expect(lines(text)).toEqual([
      ['Helpline', null],
      ['Evaluation', null],
      ['Rangers', null],
    ])
  })

  it('keeps the zeros that a code begins with', () => {
    const reading = csv('Code,Service,2020/21 budget (£)\n00123,Helpline,100\n0456,Rangers,30\n')
    expect(reading.lines.map(({ code }) => code)).toEqual(['00123', '0456'])
  })
})
