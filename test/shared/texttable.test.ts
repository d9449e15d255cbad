/** Tables as text: which delimiter, what is quoted, what is kept, and what is refused rather than guessed. */
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readTables } from '../../shared/importing/index.ts'
import type { Pence } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { readPasted, readTextTable, writeTextTable } from '../../shared/texttable.ts'

/** The texts of a table's cells by row and column, null where there is none. */
function rowsOf(text: string): (string | null)[][] {
  const table = readTextTable(text)
  if (table.kind !== 'table') throw new Error(table.detail)
  const rows: (string | null)[][] = []
  for (const { row, column, value } of table.cells) {
    while (rows.length < row) rows.push([])
    const cells = rows[row - 1]!
    while (cells.length < column) cells.push(null)
    cells[column - 1] = String(value)
  }
  return rows
}

describe('the delimiter', () => {
  const TABLE = [
    ['Service', 'Budget'],
    ['A', '1'],
    ['B', '2'],
  ]
  test.each([
    ['comma', 'Service,Budget\nA,1\nB,2\n', TABLE],
    ['semicolon', 'Service;Budget\nA;1\nB;2', TABLE],
    ['tab', 'Service\tBudget\r\nA\t1\r\nB\t2\r\n', TABLE],
    ['old Mac line ends', 'Service,Budget\rA,1\rB,2\r', TABLE],
    [
      'semicolons within quotes are none',
      '"Service; all",Budget\n"A; b; c",1',
      [
        ['Service; all', 'Budget'],
        ['A; b; c', '1'],
      ],
    ],
    [
      'commas of thousands',
      'Service;Budget\nA;1,234\nB;2,345',
      [
        ['Service', 'Budget'],
        ['A', '1,234'],
        ['B', '2,345'],
      ],
    ],
    [
      'commas of prose, in every row',
      'Service, with provider;Budget\nA, b;1\nC, d;2',
      [
        ['Service, with provider', 'Budget'],
        ['A, b', '1'],
        ['C, d', '2'],
      ],
    ],
    [
      'commas beside tabs',
      'A, b\t1,234\nC, d\t2,345',
      [
        ['A, b', '1,234'],
        ['C, d', '2,345'],
      ],
    ],
    ['as Excel is told it', 'sep=;\r\nA,b;1', [['A,b', '1']]],
    ['told, and against appearances', 'sep=,\nA;b,1;2', [['A;b', '1;2']]],
    ['none', 'Service\nA\nB', [['Service'], ['A'], ['B']]],
    [
      'titles above the table',
      'Appendix A, as agreed\n\nService;Budget\nA;1',
      [['Appendix A, as agreed'], [], ['Service', 'Budget'], ['A', '1']],
    ],
  ])('%s', (_, text, expected) => {
    expect(rowsOf(text)).toEqual(expected)
  })
})

describe('cells', () => {
  test.each([
    [
      'a quoted line break is one row',
      'A,"b\r\nc",1\r\nD,e,2',
      [
        ['A', 'b\nc', '1'],
        ['D', 'e', '2'],
      ],
    ],
    ['doubled quotation marks', '"the ""Lighthouse""",1', [['the "Lighthouse"', '1']]],
    ['nothing but quotation marks', '"""",""\n"a",1', [['"'], ['a', '1']]],
    ['marks within a text', 'the "Lighthouse" service,1', [['the "Lighthouse" service', '1']]],
    ['a space behind a mark', '"a, b" ,c', [['a, b', 'c']]],
    ['codes keep their zeros', '00417,1e5,2020-03-31', [['00417', '1e5', '2020-03-31']]],
    ['what looks like a formula is text', '=1+1,@SUM(A1),+5', [['=1+1', '@SUM(A1)', '+5']]],
    ['empty cells and rows', ',a,,b\n\n,,,\nc', [[null, 'a', null, 'b'], [], [], ['c']]],
    ['names that JavaScript knows', '__proto__,constructor', [['__proto__', 'constructor']]],
  ])('%s', (_, text, expected) => {
    expect(rowsOf(text)).toEqual(expected)
  })

  test('any table comes back as it was written', () => {
    const content = fc.string({ unit: fc.constantFrom('a', '7', '£', 'é', '😀', ' ', '"', ',', ';', '\t', '\n', '.') })
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(content, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      )
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\t', ';', ','),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, delimiter, end) => {
          const lines = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
          const read = rowsOf(`sep=${delimiter}${end}${lines.join(end)}`)
          const trimmed = rows.map((cells) => cells.map((cell) => cell.trim() || null))
          for (const cells of trimmed) while (cells.at(-1) === null) cells.pop()
          while (trimmed.at(-1)?.length === 0) trimmed.pop()
          expect(read).toEqual(trimmed)
        },
      ),
      { seed: 1, numRuns: 500 },
    )
  })

  test('any text at all is a table or a reason', () => {
    const unit = fc.constantFrom('a', '1', ' ', '"', '"', ',', ';', '\t', '\n', '\r')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(['table', 'unclear']).toContain(readTextTable(text).kind)
      }),
      { seed: 2, numRuns: 5000 },
    )
  })
})

describe('refused', () => {
  test.each([
    ['"never closed,100\nHelpline,200', /its row 1 has a quotation mark out of place/],
    ['Service,Budget\n"the "Lighthouse", left",100', /its row 2/],
    ['A,1\nB, "c, d"', /its row 2 has a quotation mark out of place/],
    [`${','.repeat(16_384)}x`, /more than 16,384 columns/],
    [`${'\n'.repeat(1_048_576)}x`, /more than 1,048,576 rows/],
    ['x'.repeat(1_000_001), /more than 1,000,000 characters/],
    [`${'a,'.repeat(2000)}\n`.repeat(1001), /more than 2,000,000 filled cells/],
  ])('%#', (text, expected) => {
    const table = readTextTable(text)
    expect(table.kind === 'table' ? 'a table' : table.detail).toMatch(expected)
  })

  test('very many quotation marks take no longer than other text', () => {
    for (const piece of ['"', '""', '"a""', '"""a\t', '""""\t', ' "\n'])
      expect(readTextTable(piece.repeat(1_000_000 / piece.length)).kind).toMatch(/table|unclear|too large/)
  })
})

describe('pasted', () => {
  test('a block as Excel and LibreOffice put it on the clipboard', () => {
    const text = 'Service\t2020/21 budget\r\n"Victims" fund\t£100.50\r\n"Refuge\nnorth ""wing"""\t(12)\r\n'
    const workbook = readPasted(text)
    expect(workbook.sheets[0]!.cells.map(({ text }) => text)).toEqual([
      ...['Service', '2020/21 budget', '"Victims" fund', '£100.50', 'Refuge\nnorth "wing"', '(12)'],
    ])
    const { lines, problems } = readTables(workbook)
    expect(lines.map(({ service, figures }) => [service, figures[0]?.pence])).toEqual([
      ['"Victims" fund', 10050],
      ['Refuge\nnorth "wing"', -1200],
    ])
    expect(problems).toEqual([])
  })

  test('a mark that is never closed takes no row with it', () => {
    expect(readPasted('"Open\t1\nB\t2').sheets[0]!.cells.map(({ text }) => text)).toEqual(['"Open', '1', 'B', '2'])
  })

  test('nothing, or what is not certain, is one sentence', () => {
    for (const text of ['', ' \r\n\t', '"a"b,1\nc,2'])
      expect(() => readPasted(text)).toThrow(/^What you pasted .*nothing was changed.*paste again\.$/)
    expect(() => readPasted('')).toThrow(Refusal)
  })
})

test('amounts are read from text as they are from workbooks', () => {
  const { lines, problems } = readTables(
    readPasted('Service\t2020/21 budget\nA\t-12.5\nB\t1,234.50\nC\t1234.5\nD\t0\nE\t-\nF\t12.345'),
  )
  expect(lines.map(({ figures }) => figures[0]?.pence)).toEqual([-1250, 123450, 123450, 0, 0, undefined])
  expect(problems.map(({ text }) => text)).toEqual(['12.345'])
})

describe('writing', () => {
  test('puts text that begins a formula behind an apostrophe, and keeps amounts as numbers', () => {
    const harmful = ['=1+1', '+44', '-2', '@SUM(A1)', '\tx', '\rx', ' =1', '\n=1', '＝1', '\u200B=1']
    for (const text of harmful) expect(rowsOf(writeTextTable([[text, 'x']]).slice(1))[0]![0]).toMatch(/^'/)
    expect(writeTextTable([['Néw, “a”', 'a"b', 'x-1', -123_450 as Pence, 5 as Pence, null]])).toBe(
      '\uFEFF"Néw, “a”","a""b",x-1,-1234.50,0.05,\r\n',
    )
  })

  test('is read back as it was, but for the apostrophe', () => {
    const texts = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(texts, (rows) => {
        const { data } = Papa.parse<string[]>(writeTextTable(rows).slice(1), { delimiter: ',', newline: '\r\n' })
        expect(data.slice(0, -1).map((cells) => cells.map((cell) => cell.replace(/^'/, '')))).toEqual(
          rows.map((cells) => cells.map((cell) => cell.replace(/^'/, ''))),
        )
      }),
      { seed: 20260401, numRuns: 200 },
    )
  })
})
