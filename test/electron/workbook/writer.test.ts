/**
 * The written workbook, checked by what did not write it: our reader, openpyxl, and LibreOffice made to work every formula
 * out. And that a file is written whole or not at all.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writingFault } from '../../../electron/workbook/atomic.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { writePaper } from '../../../electron/workbook/writer.ts'
import type { Paper, PaperCell, PaperColumn, PaperRow, PaperSheet, RowKind } from '../../../shared/exporting.ts'
import type { Pence } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { address, type Cell } from '../../../shared/sheet.ts'

const fault = vi.hoisted(() => ({ in: null as 'open' | 'rename' | 'sync' | null, code: '' }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const failing = () => Promise.reject(Object.assign(new Error(fault.code), { code: fault.code }))
  return {
    ...real,
    rename: (from: string, to: string) => (fault.in === 'rename' ? failing() : real.rename(from, to)),
    open: async (file: string, flags: string) => {
      if (fault.in === 'open') return failing()
      const handle = await real.open(file, flags)
      if (fault.in === 'sync') handle.sync = failing
      return handle
    },
  }
})

const PYTHON = '/usr/bin/python3'
const withoutOpenpyxl = spawnSync(PYTHON, ['-c', 'import openpyxl']).status !== 0
const withoutLibreOffice = spawnSync('soffice', ['--version']).status !== 0

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'writer-'))
})
afterEach(() => {
  fault.in = null
  rmSync(folder, { recursive: true, force: true })
})
const inFolder = (name: string) => path.join(folder, name)

/** Two lines a section: names that a spreadsheet could take for something else, pence, a negative, a nil, blanks. */
const NAMES = [
  '=1+1',
  '+44',
  '-5',
  '@SUM(A1)',
  '=HYPERLINK("http://localhost","x")',
  '00123',
  '1e5',
  'TRUE',
  '#REF!',
  '_x0041_ & <b>',
]
const row = (kind: RowKind, cells: PaperCell[], height: number | null = null): PaperRow => ({ kind, cells, height })
const text = (value: string): PaperCell => ({ value })
const money = (pence: number | null): PaperCell => ({ value: pence as Pence | null })

/** A paper with two columns of money, the second with pence, two lines and their total in each section. */
function awkward(
  { organisation = null, marking = null }: { organisation?: string | null; marking?: string | null } = {},
  names: readonly string[] = NAMES,
): Paper {
  const amounts = [
    [100_00, -350_00],
    [null, 10],
    [0, 20],
    [999_999_999_900, -123_456_78],
    [null, null],
  ]
  const rows = [
    row('title', [text('An awkward paper')]),
    row('gap', []),
    row('heading', ['Service', 'Provider', '2019/20 (£)', '2020/21 (£)', 'Reach'].map(text), 20),
  ]
  for (let first = 0; first < names.length; first += 2) {
    rows.push(row('section', [text(`=Section ${first}`)]))
    const top = rows.length + 1
    const pair = names.slice(first, first + 2)
    const figures = pair.map((_, index) => amounts[(first + index) % amounts.length]!)
    for (const [index, name] of pair.entries())
      rows.push(row('line', [text(name), text(name), ...figures[index]!.map(money), text('LLR')], 28))
    const sums = ['C', 'D'].map((column, at): PaperCell => {
      const value = figures.reduce((sum, figure) => sum + (figure[at] ?? 0), 0) as Pence
      return { value, formula: `SUM(${column}${top}:${column}${rows.length})` }
    })
    rows.push(row('total', [text('Total'), text(''), ...sums]))
  }
  const columns = (['text', 'text', 'money', 'money', 'text'] as const).map(
    (kind, index): PaperColumn => ({ width: kind === 'money' ? 16 : 30, kind, pence: index === 3 }),
  )
  const page = { headingRow: 3, upright: false, breaks: [], header: marking, footer: 'An awkward paper' }
  const sheet: PaperSheet = { name: 'Paper', columns, rows, merges: [], ...page }
  return { file: 'Awkward.xlsx', title: 'An awkward paper', organisation, sheets: [sheet] }
}

const cellsOf = (file: string): Map<string, Cell> =>
  new Map(
    readWorkbookBytes(readFileSync(file), path.basename(file)).sheets[0]!.cells.map((cell) => [
      address(cell.row, cell.column),
      cell,
    ]),
  )

/** Every filled cell of the paper by address, as a reader should find it: texts trimmed, amounts in pounds. */
function expected(paper: Paper): Map<string, { value: string | number; formula?: string }> {
  const cells = new Map<string, { value: string | number; formula?: string }>()
  for (const [row, { cells: values }] of paper.sheets[0]!.rows.entries())
    for (const [column, { value, formula }] of values.entries()) {
      const read = typeof value === 'number' ? value / 100 : value?.trim()
      if (read === undefined || read === '') continue
      cells.set(address(row + 1, column + 1), { value: read, ...(formula ? { formula } : {}) })
    }
  return cells
}
const asRead = (cells: Map<string, Cell>) =>
  new Map([...cells].map(([at, { value, formula }]) => [at, { value, ...(formula ? { formula } : {}) }]))

describe('what is written', () => {
  it('keeps text as text, to the letter, and money to the penny', async () => {
    const paper = awkward()
    await writePaper(paper, inFolder('a.xlsx'))
    const cells = cellsOf(inFolder('a.xlsx'))
    expect(asRead(cells)).toEqual(expected(paper))
    const services = [...cells].filter(([at]) => at.startsWith('A')).map(([, cell]) => cell)
    expect(services.every(({ type, formula }) => type === 'text' && formula === undefined)).toBe(true)
    for (const name of NAMES) expect(services.map(({ value }) => value)).toContain(name)
  })

  it('keeps any text that XML can hold', async () => {
    const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 5 }), async (providers) => {
        await writePaper(awkward({}, providers), inFolder('a.xlsx'))
        const cells = cellsOf(inFolder('a.xlsx'))
        for (const [at, provider] of providers.entries()) {
          const kept = provider
            .replace(/\r\n?/g, '\n')
            .replace(/[^\t\n\u0020-\u007E\u0080-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
            .trim()
          expect(cells.get(`B${5 + at + 2 * Math.floor(at / 2)}`)?.value ?? '').toBe(kept)
        }
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  it('has no text that could break the margins of the page', async () => {
    const marking = `5 & 6 &P ${'&'.repeat(300)}`
    await writePaper(awkward({ marking, organisation: 'A & B' }), inFolder('a.xlsx'))
    const sheet = strFromU8(unzipSync(readFileSync(inFolder('a.xlsx')))['xl/worksheets/sheet1.xml']!)
    const header = /<oddHeader>(.*)<\/oddHeader>/.exec(sheet)![1]!.replaceAll('&amp;', '&').replaceAll('&quot;', '"')
    expect(header.length).toBeLessThanOrEqual(255)
    expect(header).toMatch(/^&C&"Arial,Regular"&9 5 && 6 &&P (&&)+$/)
  })
})

describe('opened by other programs', () => {
  it.skipIf(withoutOpenpyxl)('openpyxl finds the print settings, formulas and formats as meant', async () => {
    const file = inFolder('a.xlsx')
    await writePaper(awkward({ organisation: 'OPCC for Northshire', marking: 'OFFICIAL' }), file)
    const script = `
import json, sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1])
s = book["Paper"]
names = [c for row in s.iter_rows(min_col=1, max_col=2) for c in row if c.value is not None]
print(json.dumps({
  "orientation": s.page_setup.orientation, "paper": s.page_setup.paperSize, "fit": s.sheet_properties.pageSetUpPr.fitToPage,
  "wide": s.page_setup.fitToWidth, "high": s.page_setup.fitToHeight, "titles": s.print_title_rows, "frozen": s.freeze_panes,
  "left": s.oddFooter.left.text.strip(), "right": s.oddFooter.right.text, "header": s.oddHeader.center.text.strip(),
  "formula": s["D7"].value, "pence": s["D5"].number_format, "pounds": s["C5"].number_format, "sum": s["D7"].number_format,
  "bold": [s[a].font.b for a in ("A3", "A4", "A5", "A7")], "rule": s["D7"].border.top.style, "double": s["D" + str(s.max_row)].border.bottom.style,
  "wrap": s["A5"].alignment.wrap_text, "quoted": s["A5"].number_format, "plain": s["A14"].number_format, "types": sorted({c.data_type for c in names}),
  "title": book.properties.title, "creator": book.properties.creator, "by": book.properties.lastModifiedBy,
}))`
    const found = JSON.parse(execFileSync(PYTHON, ['-c', script, file], { encoding: 'utf8' }))
    expect(found).toEqual({
      orientation: 'landscape',
      paper: 9,
      fit: true,
      wide: 1,
      high: 0,
      titles: '$3:$3',
      frozen: 'A4',
      left: 'An awkward paper',
      right: 'Page &P of &N',
      header: 'OFFICIAL',
      formula: '=SUM(D5:D6)',
      pence: '#,##0.00_);(#,##0.00);"–"_)',
      pounds: '#,##0_);(#,##0);"–"_)',
      sum: '#,##0.00_);(#,##0.00);"–"_)',
      bold: [true, true, false, true],
      rule: 'thin',
      double: 'double',
      wrap: true,
      quoted: '@',
      plain: 'General',
      types: ['s'],
      title: 'An awkward paper',
      creator: 'OPCC for Northshire',
      by: 'Commissioning Planner',
    })
  })

  it.skipIf(withoutLibreOffice)(
    'LibreOffice, made to work every formula out, comes to the same figures',
    async () => {
      const papers = { awkward: awkward() }
      mkdirSync(inFolder('recalculated'))
      const files = []
      for (const [name, paper] of Object.entries(papers)) {
        const file = inFolder(`${name}.xlsx`)
        await writePaper(paper, file)
        writeFileSync(file, withoutResults(readFileSync(file)))
        files.push(file)
        expect([...cellsOf(file).values()].filter(({ type }) => type === 'blank').length).toBe(10)
      }
      const profile = pathToFileURL(inFolder('profile')).href
      const to = ['--convert-to', 'xlsx', '--outdir', inFolder('recalculated')]
      execFileSync('soffice', ['--headless', `-env:UserInstallation=${profile}`, ...to, ...files], { stdio: 'ignore' })
      for (const [name, paper] of Object.entries(papers)) {
        const cells = cellsOf(path.join(folder, 'recalculated', `${name}.xlsx`))
        for (const [at, { value, formula }] of expected(paper)) {
          const found = cells.get(at)
          expect([at, found?.formula]).toEqual([at, formula])
          if (typeof value === 'number') expect([at, Number(found?.value).toFixed(2)]).toEqual([at, value.toFixed(2)])
          else expect([at, found?.type, found?.value]).toEqual([at, 'text', value])
        }
      }
    },
    120_000,
  )
})

/** The same workbook without the values of its formulas, so that whoever shows them must work them out. */
function withoutResults(bytes: Buffer): Uint8Array {
  const parts = unzipSync(bytes)
  const sheet = 'xl/worksheets/sheet1.xml'
  const bare = strFromU8(parts[sheet]!).replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1')
  return zipSync({ ...parts, [sheet]: strToU8(bare) })
}

describe('whole or not at all', () => {
  const sentence = async (file: string): Promise<string> => {
    const error = await writePaper(awkward(), file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Refusal)
    return (error as Refusal).message
  }

  it('replaces a file and leaves nothing else', async () => {
    writeFileSync(inFolder('a.xlsx'), 'old')
    await writePaper(awkward(), inFolder('a.xlsx'))
    expect(readdirSync(folder)).toEqual(['a.xlsx'])
    expect(readFileSync(inFolder('a.xlsx')).subarray(0, 2).toString()).toBe('PK')
  })

  it('writes where a link leads and leaves the link', async () => {
    mkdirSync(inFolder('share'))
    writeFileSync(inFolder('share/real.xlsx'), 'old')
    symlinkSync(inFolder('share/real.xlsx'), inFolder('a.xlsx'))
    await writePaper(awkward(), inFolder('a.xlsx'))
    expect(readFileSync(inFolder('share/real.xlsx')).subarray(0, 2).toString()).toBe('PK')
    expect(readdirSync(inFolder('share'))).toEqual(['real.xlsx'])
  })

  it.each([
    ['open', 'EACCES', /you may not write there/],
    ['rename', 'EBUSY', /open in Excel/],
    ['rename', 'EPERM', /open in Excel or you may not write there/],
    ['sync', 'ENOSPC', /no room left on the disk/],
    ['sync', 'EIO', /drive does not answer/],
  ] as const)('keeps the old file when %s fails with %s', async (where, code, words) => {
    writeFileSync(inFolder('a.xlsx'), 'old')
    Object.assign(fault, { in: where, code })
    expect(await sentence(inFolder('a.xlsx'))).toMatch(words)
    expect(readdirSync(folder)).toEqual(['a.xlsx'])
    expect(readFileSync(inFolder('a.xlsx'), 'utf8')).toBe('old')
  })

  it('refuses a read-only file, which a rename would replace', async () => {
    writeFileSync(inFolder('a.xlsx'), 'old')
    chmodSync(inFolder('a.xlsx'), 0o444)
    expect(await sentence(inFolder('a.xlsx'))).toBe(
      '“a.xlsx” was not written, because the file or its drive is read-only; nothing was changed, so choose another name or folder.',
    )
    expect(readFileSync(inFolder('a.xlsx'), 'utf8')).toBe('old')
  })

  it('refuses a folder that is not there, a name taken by a folder, a device, and a name that is too long', async () => {
    expect(await sentence(inFolder('none/a.xlsx'))).toMatch(/its folder is not there/)
    mkdirSync(inFolder('taken.xlsx'))
    expect(await sentence(inFolder('taken.xlsx'))).toMatch(/taken by something that is no file/)
    expect(await sentence('/dev/null')).toMatch(/taken by something that is no file/)
    expect(await sentence(inFolder(`${'x'.repeat(300)}.xlsx`))).toMatch(/name is too long/)
    expect(readdirSync(folder)).toEqual(['taken.xlsx'])
  })

  it('gives back what is no fault of the file system', () => {
    const error = new TypeError('a fault of the program')
    expect(writingFault(error, 'a.xlsx')).toBe(error)
  })
})

it('does not load exceljs before it writes', () => {
  const writer = pathToFileURL(path.resolve('electron/workbook/writer.ts')).href
  const script = `
    await import(${JSON.stringify(writer)})
    const { createRequire } = await import('node:module')
    const loaded = Object.keys(createRequire(${JSON.stringify(writer)}).cache).filter((file) => file.includes('exceljs'))
    console.log(loaded.length)`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(run.stdout.trim()).toBe('0')
})
