/** Text files: their encodings, what they may be named, and that the papers' tables are the same as from their workbooks. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { readTables } from '../../../shared/importing/index.ts'
import { row, workbook } from './hostile.ts'

const TEXT = 'Service;2020/21 budget\r\n“Safer” – Café;£1,000\r\nIllustration €;£20\r\n'
const CELLS = ['Service', '2020/21 budget', '“Safer” – Café', '£1,000', 'Illustration €', '£20']
const wide = (text: string) => Buffer.from(text, 'utf16le')

/** As Excel on Windows writes "CSV (Comma delimited)". */
function windows(text: string): Buffer {
  const codes: Record<string, number> = { '€': 0x80, '“': 0x93, '”': 0x94, '–': 0x96 }
  return Buffer.from([...text].map((character) => codes[character] ?? character.charCodeAt(0)))
}

function textsOf(bytes: Buffer, name = 'Budget 2020.csv'): string[] {
  return readWorkbookBytes(bytes, name).sheets[0]!.cells.map(({ text }) => text)
}

function refusal(bytes: Buffer): string {
  try {
    return textsOf(bytes).join()
  } catch (error) {
    return (error as Error).message
  }
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, little end first', wide(`\ufeff${TEXT}`)],
    ['UTF-16, big end first', wide(`\ufeff${TEXT}`).swap16()],
    ['UTF-16 without its mark', wide(TEXT.replace(/[“”–€]/g, ''))],
    ['UTF-16 without its mark, big end first', wide(TEXT.replace(/[“”–€]/g, '')).swap16()],
    ['windows-1252', windows(TEXT)],
  ])('%s', (what, bytes) => {
    const plain = what.includes('without') ? CELLS.map((text) => text.replace(/[“”–€]/g, '').trim()) : CELLS
    expect(textsOf(bytes)).toEqual(plain)
  })

  test('all of windows-1252', () => {
    const bytes = Array.from({ length: 128 }, (_, index) => index + 128).filter(
      (byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
    )
    expect(textsOf(Buffer.from(['x'.charCodeAt(0), ...bytes]))[0]).toBe(
      'x€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
    )
  })

  test('the end-of-file sign of old systems, tabs, page breaks', () => {
    expect(textsOf(Buffer.from('A,1\nB\t,\f2\n\u001a'))).toEqual(['A', '1', 'B', '2'])
  })

  test.each([
    ['a byte that windows-1252 has not', Buffer.from([0x41, 0x9d, 0x42])],
    ['zeros among bytes', Buffer.from('A,1\0\nB,2')],
    ['zeros at both places', Buffer.from('A\0B\0\0C\0D')],
    ['UTF-32', Buffer.from('fffe000041000000', 'hex')],
    ['control characters', Buffer.from('A,\u00021')],
  ])('%s: no text', (_, bytes) => {
    expect(refusal(bytes)).toMatch(/^“Budget 2020\.csv” is not a workbook, so nothing was changed; /)
  })

  test.each([
    [
      'UTF-8 that breaks off',
      Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0xc3]),
      /is damaged: it says that it is written in UTF-8/,
    ],
    ['UTF-16 that breaks off', wide(`\ufeff${TEXT}`).subarray(0, 21), /is damaged: it is cut short/],
    [
      'a quotation mark out of place',
      Buffer.from('A,1\n"B" c,2'),
      /cannot be read without guessing: its row 2 .*\.xlsx/,
    ],
  ])('%s', (_, bytes, expected) => {
    expect(refusal(bytes)).toMatch(expected)
  })
})

test('a file is what it holds, whatever its ending', () => {
  expect(textsOf(Buffer.from('PKC;Budget\nA;1'), 'plan.xlsx')).toEqual(['PKC', 'Budget', 'A', '1'])
  expect(textsOf(workbook({ rows: row(1, 'A', 1) }), 'plan.csv')).toEqual(['A', '1'])
})

test('a text of one column is a table only where its name does not say otherwise', () => {
  const text = Buffer.from('just some text')
  for (const name of ['plan.CSV', 'plan.txt', 'plan']) expect(textsOf(text, name)).toEqual(['just some text'])
  expect(() => textsOf(text, 'plan.xlsx')).toThrow(
    /^“plan\.xlsx” is a text file and no workbook, so nothing was changed; choose the spreadsheet/,
  )
})

test.each([
  ['Budget 2020.csv', 'Budget 2020'],
  ['v1.2 budget.TSV', 'v1.2 budget'],
  ['budget', 'budget'],
  ['.csv', '.csv'],
])('the sheet of %s is %s', (name, sheet) => {
  expect(readWorkbookBytes(Buffer.from('A,1'), name)).toMatchObject({
    file: name,
    sheets: [{ name: sheet, hidden: false }],
  })
})

test('Leicestershire’s table as CSV gives what its workbook gives', () => {
  const read = (path: string) =>
    readTables(readWorkbookBytes(readFileSync(new URL(`../../fixtures/workbooks/${path}`, import.meta.url)), path))
  const workbook = read('leicestershire.xlsx')
  const tables = ['csv/leicestershire-Appendix A.csv', 'csv/leicestershire-Table 1.csv'].map(read)
  expect(tables[0]!.lines).toHaveLength(44)
  expect(tables.map(({ stated }) => stated.length)).toEqual([15, 1])
  expect(tables.flatMap(({ problems }) => problems)).toEqual([])
  const bare = ({ lines, stated }: typeof workbook) => ({
    lines: lines.map(({ at, figures, ...line }) => ({
      ...line,
      figures: figures.map(({ year, measure, pence }) => [year, measure, pence]),
    })),
    stated: stated.map(({ label, year, statedPence, outcome }) => [label, year, statedPence, outcome]),
  })
  expect(bare({ ...workbook, lines: workbook.lines.filter(({ at }) => at.sheet === 'Appendix A') }).lines).toEqual(
    bare(tables[0]!).lines,
  )
  expect(tables.flatMap((table) => bare(table).stated)).toEqual(bare(workbook).stated)
})
