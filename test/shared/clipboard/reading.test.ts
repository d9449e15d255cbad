/**
 * Copied cells in the shapes in which spreadsheets really give them. Example: LibreOffice's `sdval` is the number, not "569,488".
 */
import { expect, test } from 'vitest'
import { figureOf, type HtmlCell, readHtml, readText, textOf } from '../../../shared/clipboard/reading.ts'

const cell = (text: string, attributes: Record<string, string> = {}): HtmlCell => ({ text, attributes })
const row = (cells: HtmlCell[], attributes: Record<string, string> = {}) => ({ attributes, cells })
const texts = (block: ReturnType<typeof readText>) => block.map(({ cells }) => cells.map(({ text }) => text))
const figure = (text: string, number: number | null = null) => figureOf({ text, number, expression: null })

test('Excel’s text: tabs, cells with line breaks in quotes, blank cells and rows kept', () => {
  const copied = 'Helpline\t"Catch 22\nphase ""two"""\t1,234\r\n\t\t\r\n"Victims" fund\t\t"\t"\r\n'
  expect(texts(readText(copied))).toEqual([
    ['Helpline', 'Catch 22\nphase "two"', '1,234'],
    ['', '', ''],
    ['"Victims" fund', '', '\t'],
  ])
  expect(texts(readText('\r\n'))).toEqual([['']])
  expect(texts(readText(''))).toEqual([['']])
  expect(texts(readText('12'))).toEqual([['12']])
  expect(texts(readText('1\t2\n3'))).toEqual([
    ['1', '2'],
    ['3', ''],
  ])
})

test('a text behind an apostrophe is that text, where it would else be a formula', () => {
  expect(texts(readText("'=HYPERLINK(1)\t's-Hertogenbosch"))).toEqual([['=HYPERLINK(1)', "'s-Hertogenbosch"]])
})

test('LibreOffice: the number behind what is shown, also of pence that are not', () => {
  const [line] = readHtml([
    row([
      cell('"Victims" fund\nphase 2', { height: '20', align: 'left', valign: 'bottom' }),
      cell('£558,322', { align: 'right', sdval: '558322', sdnum: '1033;0;£#,##0;(£#,##0)' }),
      cell('569,488', { align: 'right', sdval: '569488.44', sdnum: '1033;0;#,##0' }),
      cell('2.0%', { align: 'right', sdval: '0.02', sdnum: '1033;0;0.0%' }),
      cell('\n', { align: 'left', sdnum: '1033;0;#,##0' }),
    ]),
  ])
  expect(line!.cells.map(({ text, number }) => [text, number])).toEqual([
    ['"Victims" fund\nphase 2', null],
    ['£558,322', 558322],
    ['569,488', 569488.44],
    ['2.0%', 0.02],
    ['', null],
  ])
  expect(line!.cells.slice(1).map(figureOf)).toEqual([
    { typed: '558322' },
    { typed: '569488.44' },
    { problem: 'is a percentage, not an amount' },
    { typed: '' },
  ])
})

test('Excel and Google Sheets tell their numbers, too', () => {
  const [line] = readHtml([
    row([
      cell('1,235', { class: 'xl65', align: 'right', 'x:num': '1234.5' }),
      cell('£12', { 'data-sheets-value': '{"1":3,"3":12.25}', 'data-sheets-numberformat': '{"1":4}' }),
      cell('12', { 'data-sheets-value': '{"1":2,"2":"12"}' }),
      cell('12', { 'data-sheets-value': '{' }),
      cell('12', { 'x:num': '' }),
      cell('12', { sdval: 'NaN' }),
    ]),
  ])
  expect(line!.cells.map(({ number }) => number)).toEqual([1234.5, 12.25, null, null, null, null])
})

test('a cell over several columns and rows stands in the first; what it covers is blank', () => {
  const block = readHtml([
    row([cell('A', { colspan: '2', rowspan: '2' }), cell('b')]),
    row([cell('c')]),
    row([cell('d'), cell('e', { colspan: 'x' }), cell('f', { rowspan: '0' })]),
  ])
  expect(texts(block)).toEqual([
    ['A', '', 'b'],
    ['', '', 'c'],
    ['d', 'e', 'f'],
  ])
  expect(readHtml([row([cell('A', { colspan: '16384' })])])[0]!.cells.length).toBe(1_000)
})

test('a row that this program copied says what it was', () => {
  const block = readHtml([
    row([cell('1', { 'data-expression': '=1/3' })], { 'data-row': 'line' }),
    row([cell('1')], { 'data-row': 'subtotal' }),
    row([cell('1')], { 'data-row': 'constructor' }),
  ])
  expect(block.map(({ kind }) => kind)).toEqual(['line', 'subtotal', null])
  expect(figureOf(block[0]!.cells[0]!)).toEqual({ typed: '=1/3' })
})

test('amounts as officers write them, arithmetic, and what is none', () => {
  const cases: [string, string | { problem: string }][] = [
    ['£1,234', '1234'],
    ['(12)', '-12'],
    ['(£1,234.50)', '-1234.5'],
    ['-12', '-12'],
    ['1.2m', '1200000'],
    ['2.5k', '2500'],
    ['–', '0'],
    ['nil', '0'],
    [' 12 ', '12'],
    ['', ''],
    ['=558322*1.02', '=558322*1.02'],
    ['2%', { problem: 'is a percentage, not an amount' }],
    ['+2%', { problem: 'is a percentage, not an amount' }],
    ['(2.7%)', { problem: 'is a percentage, not an amount' }],
    ['TBC', { problem: 'is not an amount' }],
    ['#REF!', { problem: 'is not an amount' }],
    ['1e5', { problem: 'is not an amount' }],
    ['12,500-', { problem: 'is not an amount (−£12,500?)' }],
    ['£3,0000', { problem: 'is not an amount (£3,000?)' }],
    ['£12,000 subject to evaluation', { problem: 'has words beside the amount' }],
    ['£12,000*', { problem: 'has a mark beside the amount' }],
    ['#####', { problem: 'was copied from a column too narrow to show it' }],
  ]
  for (const [text, expected] of cases)
    expect(figure(text), text).toEqual(
      typeof expected !== 'string' ? expected : { typed: expected === '-1234.5' ? '-1234.50' : expected },
    )
  expect(figure('###', 12.5)).toEqual({ typed: '12.50' })
  expect(figure('01/04/2021', 44287)).toEqual({ problem: 'is not an amount' })
  expect(figure('1.2', 1234567)).toEqual({ typed: '1234567' })
  expect(figure('9', 1e14)).toEqual({ problem: 'is above £10 billion' })
  expect(textOf({ text: ' a\nb ', number: null, expression: null })).toEqual({ typed: 'a\nb' })
})
