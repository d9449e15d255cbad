/** Files that are damaged, pretend, or mean harm: one sentence each, in little time, and never a crash. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { parts, random, row, type WorkbookSource, without, workbook, zip } from './hostile.ts'

function refusal(bytes: Buffer, name = 'plan.xlsx'): string {
  try {
    readWorkbookBytes(bytes, name)
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  return 'was read'
}

const ONE: WorkbookSource = { rows: row(1, 'Victim First', 558322) }
const SHEET = 'xl/worksheets/sheet1.xml'
const text = (inside: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${inside}</t></is></c></row>`
const noise = (length: number) => Buffer.from(Array.from({ length }, random(length)))
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY a "ha">${'bcdefghi'.replaceAll(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>`

describe('wrong kinds of file', () => {
  test.each<[string, Buffer, string, RegExp]>([
    ['nothing', Buffer.alloc(0), 'plan.xlsx', /is empty.*nothing was changed/],
    ['bytes', noise(500), 'plan.xlsx', /is not a workbook.*save it as \.xlsx/],
    ['bytes as .csv', noise(500), 'plan.csv', /is not a workbook.*save it as \.xlsx/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'plan.csv', /is not a workbook/],
    ['blanks', Buffer.from(' \r\n\t\r\n'), 'plan.csv', /is empty/],
    ['delimiters', Buffer.from(';;;\r\n;;;\r\n'), 'plan.csv', /is empty/],
    ['a web page', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'plan.xls', /is a web page/],
    ['a PDF', Buffer.from('%PDF-1.7 '), 'plan.xlsx', /is a PDF/],
    [
      'XML of 2003',
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      'plan.xml',
      /is an XML file/,
    ],
    ['.xls', oldOffice('Workbook'), 'plan.xls', /old format of Excel \(\.xls\).*save it as \.xlsx/],
    ['with a password', oldOffice('EncryptedPackage'), 'plan.xlsx', /protected with a password.*take the password off/],
    [
      '.ods',
      zip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 }]),
      'plan.ods',
      /OpenDocument.*save it as \.xlsx/,
    ],
    ['any zip', zip([{ name: 'readme.txt', content: 'hello' }]), 'plan.xlsx', /is a zip file, but no workbook/],
    ['an empty zip', zip([]), 'plan.xlsx', /is a zip file, but no workbook/],
    ['.xlsb', retarget('xl/workbook.bin'), 'plan.xlsb', /binary workbook \(\.xlsb\)/],
    ['.docx', retarget('word/document.xml'), 'plan.docx', /another kind of document/],
  ])('%s', (_, bytes, name, expected) => {
    const message = refusal(bytes, name)
    expect(message).toMatch(expected)
    expect(message).toMatch(/^“plan\.\w+” .*, so nothing was changed; [^.]+(\.xls[xmb]?[^.]*)*\.$/)
  })

  test('.xlsm is read, its macros unseen', () => {
    const bytes = zip([...parts(ONE), { name: 'xl/vbaProject.bin', content: noise(100) }])
    expect(readWorkbookBytes(bytes, 'plan.xlsm').sheets[0]!.cells).toHaveLength(2)
  })
})

function oldOffice(stream: string): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000), Buffer.from(stream, 'utf16le')])
}

function retarget(part: string): Buffer {
  return workbook({
    ...ONE,
    rewrite: (xml, name) => (name === '_rels/.rels' ? xml.replace('xl/workbook.xml', part) : xml),
  })
}

/** The honest workbook with one entry changed. */
function lying(
  change: { size?: number; packedSize?: number; crc?: number; flags?: number; method?: number },
  content?: Buffer,
): Buffer {
  return zip(
    parts(ONE).map((entry) => (entry.name === SHEET ? { ...entry, ...(content && { content }), ...change } : entry)),
  )
}

describe('zips that lie', () => {
  const spaces = Buffer.alloc(3_000_000, ' ')
  test.each<[string, Buffer, RegExp]>([
    ['a bomb', lying({}, spaces), /over a hundred times its size/],
    ['a bomb that claims to be small', lying({ size: 1000 }, spaces), /damaged/],
    ['a size over 200 MB', lying({ size: 4_000_000_000 }), /more than 200 MB/],
    [
      'many pieces of 1 MB',
      zip([
        ...parts(ONE),
        ...Array.from({ length: 250 }, (_, index) => ({ name: `p${index}`, content: 'x', size: 1_000_000 })),
      ]),
      /more than 200 MB/,
    ],
    [
      'too many pieces',
      zip(Array.from({ length: 5001 }, (_, index) => ({ name: `p${index}`, content: '' }))),
      /more than 5,000 pieces/,
    ],
    ['a wrong checksum', lying({ crc: 1 }), /damaged/],
    ['a size that is too large', lying({ size: 900 }), /damaged/],
    ['packed bytes beyond the end', lying({ packedSize: 1_000_000 }), /damaged/],
    ['an encrypted piece', lying({ flags: 1 }), /protected with a password/],
    ['an unusual packing', lying({ method: 14 }), /damaged/],
    ['the same name twice', zip([...parts(ONE), { name: 'XL\\Workbook.xml', content: 'x' }]), /same piece twice/],
    ['a zip of over 4 GB', zip64(), /over 4 GB/],
  ])('%s', (_, bytes, expected) => {
    expect(refusal(bytes)).toMatch(expected)
  })

  test('cut short anywhere', () => {
    const whole = workbook(ONE)
    for (let length = 4; length < whole.length; length += 13)
      expect(refusal(whole.subarray(0, length))).toMatch(/damaged: it is cut short/)
  })
})

function zip64(): Buffer {
  const whole = workbook(ONE)
  const locator = Buffer.concat([Buffer.from('PK\x06\x07'), Buffer.alloc(16)])
  return Buffer.concat([whole.subarray(0, -22), locator, whole.subarray(-22)])
}

describe('XML that means harm', () => {
  test.each<[string, WorkbookSource, RegExp]>([
    ['a billion laughs', { rows: text('&i;'), doctype: LAUGHS }, /not safe to read.*DOCTYPE/],
    [
      'laughs in shared texts',
      {
        ...ONE,
        strings: '<si><t>&e;</t></si>',
        rewrite: (xml, part) =>
          part.includes('shared')
            ? xml.replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>')
            : xml,
      },
      /DOCTYPE/,
    ],
    ['an entity without a DOCTYPE', { rows: text('&boom;') }, /damaged/],
    ['deep nesting', { rows: text('<r>'.repeat(500) + '</r>'.repeat(500)) }, /nested too deep/],
    ['an element without an end', { rows: '<row r="1"><c>' }, /damaged/],
    ['rows beyond the last', { rows: '<row r="99999999999"><c><v>1</v></c></row>' }, /row numbered 99999999999/],
    ['a negative row', { rows: '<row r="-5"><c><v>1</v></c></row>' }, /row numbered -5/],
    ['a cell beyond the last', { rows: '<row r="1"><c r="ZZZZZZ5"><v>1</v></c></row>' }, /cell at ZZZZZZ5/],
    ['one cell twice', { rows: row(1, 1) + row(1, 2) }, /one cell twice/],
    [
      'a shared text that is not there',
      { rows: '<row r="1"><c r="A1" t="s"><v>5</v></c></row>' },
      /text that is not in the file/,
    ],
    [
      'a merge of the whole sheet around its corners',
      {
        rows: `${row(1, 1)}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>`,
        after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
      },
      /merged cells/,
    ],
    [
      'another root',
      { ...ONE, rewrite: (xml) => xml.replace(/(<\/?)worksheet/g, '$1chartsheet') },
      /something else than a sheet/,
    ],
    [
      'letters of no known coding',
      {
        ...ONE,
        rewrite: (xml, part) => (part === SHEET ? Buffer.from(xml.replace('First', 'Fir\xff'), 'latin1') : xml),
      },
      /UTF-8/,
    ],
  ])('%s', (_, source, expected) => {
    expect(refusal(workbook(source))).toMatch(expected)
  })

  test('a text of over a million characters is refused, one of 32,767 is kept', () => {
    const long = noise(900_000).toString('base64')
    expect(refusal(workbook({ rows: text(long) }))).toMatch(/more than 1,000,000 characters/)
    const bytes = workbook({ rows: text('x'.repeat(32_767)) })
    expect(readWorkbookBytes(bytes, 'plan.xlsx').sheets[0]!.cells[0]!.text).toHaveLength(32_767)
  })

  test('a long text that very many cells share is refused', () => {
    const rows = `<row r="1">${'<c t="s"><v>0</v></c>'.repeat(16_000)}</row>`
    expect(refusal(workbook({ rows, strings: `<si><t>${'x'.repeat(20_000)}</t></si>` }))).toMatch(
      /more than 100,000,000 characters/,
    )
  })

  test('very many sheets that are all one part are refused', () => {
    const sheets = '<sheet name="T" sheetId="1" r:id="rId1"/>'.repeat(20_000)
    expect(refusal(workbook({ ...ONE, rewrite: (xml) => xml.replace(/<sheet [^>]*>/, sheets) }))).toMatch(
      /share one part/,
    )
  })

  test('a missing part is named', () => {
    expect(refusal(zip(without(parts(ONE), SHEET)))).toMatch(/the sheet “S” is missing/)
    expect(refusal(zip(without(parts(ONE), 'xl/workbook.xml')))).toMatch(/xl\/workbook\.xml is missing/)
  })
})

describe('large and harmless', () => {
  test('a used range of 1,048,576 rows with three values in it', () => {
    const rows = Array.from({ length: 1_048_576 }, (_, index) =>
      index % 500_000 === 0
        ? `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`
        : `<row r="${index + 1}" s="1"/>`,
    )
    const [sheet] = readWorkbookBytes(workbook({ rows: rows.join('') }), 'plan.xlsx').sheets
    expect(sheet!.cells.map(({ row }) => row)).toEqual([1, 500_001, 1_000_001])
  })

  test('validations, formats, columns and merges over the whole sheet', () => {
    const [sheet] = readWorkbookBytes(
      workbook({
        ...ONE,
        before: '<cols><col min="1" max="16384" style="1" hidden="1"/></cols>',
        after: `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><conditionalFormatting sqref="A1:XFD1048576"/>
          <dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>`,
      }),
      'plan.xlsx',
    ).sheets
    expect(sheet!.merges).toEqual([{ top: 1, left: 1, bottom: 1, right: 2 }])
    expect(sheet!.cells.every(({ hidden }) => hidden)).toBe(true)
  })

  test('names that JavaScript knows are names like any other', () => {
    const { sheets } = readWorkbookBytes(
      workbook({
        name: '__proto__',
        rows: row(1, '__proto__', 'constructor'),
        styles: '<__proto__><toString/></__proto__>',
      }),
      'plan.xlsx',
    )
    expect(sheets[0]!.name).toBe('__proto__')
    expect(sheets[0]!.cells.map(({ value }) => value)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('links, commands and what looks like a formula are kept as they stand', () => {
    const rows = `<row r="1"><c><f>cmd|'/c calc'!A0</f><v>1</v></c><c><f>[1]Sheet1!A1</f><v>5</v></c><c t="inlineStr"><is><t>=1+1</t></is></c></row>`
    const { cells } = readWorkbookBytes(workbook({ rows }), 'plan.xlsx').sheets[0]!
    expect(cells.map(({ value, formula }) => [value, formula])).toEqual([
      [1, "cmd|'/c calc'!A0"],
      [5, '[1]Sheet1!A1'],
      ['=1+1', undefined],
    ])
  })
})

describe('mutated bytes', () => {
  const honest = readFileSync(new URL('../../fixtures/workbooks/leicestershire.xlsx', import.meta.url))
  const stored = zip(
    parts({
      ...ONE,
      strings: '<si><t>Theme</t></si>',
      styles: '<cellXfs><xf/></cellXfs>',
      comments: '<comment ref="A1"><text><t>n</t></text></comment>',
      after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    }).map((entry) => ({ ...entry, method: 0 })),
  )

  const csv = readFileSync(new URL('../../fixtures/workbooks/csv/leicestershire-Appendix A.csv', import.meta.url))

  test.each([
    ['packed', honest],
    ['stored', stored],
    ['text', csv],
    ['wide text', Buffer.from(`\ufeff${csv}`, 'utf16le')],
  ])(
    '%s: 1,000 seeds give a workbook or a sentence, in little memory',
    (_, original) => {
      const outcomes = new Set<string>()
      const memory = growth()
      for (let seed = 1; seed <= 1000; seed++) {
        const bytes = Buffer.from(original)
        const next = random(seed)
        for (let count = 1 + (next() % 8); count > 0; count--) bytes[next() % bytes.length] = next() & 255
        outcomes.add(refusal(bytes) === 'was read' ? 'read' : 'refused')
        memory.look()
      }
      expect(outcomes).toContain('refused')
      expect(memory.megabytes()).toBeLessThan(512)
    },
    60_000,
  )

  test('mutated XML, packed anew: 1,000 seeds give a workbook or a sentence, in little memory', () => {
    const outcomes = new Set<string>()
    const memory = growth()
    const source: WorkbookSource = {
      strings: '<si><t>Theme</t></si>',
      rows: `${row(1, 'Victim First', 558322)}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><f t="shared" si="0" ref="B2:B3">B1*2</f><v>1</v></c></row><row r="3"><c r="B3"><f t="shared" si="0"/></c></row>`,
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yy"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>',
      comments: '<comment ref="A1"><text><t>n</t></text></comment>',
      after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    }
    for (let seed = 1; seed <= 1000; seed++) {
      const next = random(seed)
      const rewrite = (xml: string) => {
        const bytes = Buffer.from(xml)
        if (next() % 2) bytes[60 + (next() % (bytes.length - 60))] = '<>/"=&;0123456789AZaz:! '.charCodeAt(next() % 24)
        return bytes
      }
      outcomes.add(refusal(workbook({ ...source, rewrite })) === 'was read' ? 'read' : 'refused')
      memory.look()
    }
    expect(outcomes).toEqual(new Set(['read', 'refused']))
    expect(memory.megabytes()).toBeLessThan(512)
  }, 60_000)
})

/** By how much this process has grown at most since it was asked to look. */
function growth() {
  const before = process.memoryUsage.rss()
  let peak = before
  return {
    look: () => {
      peak = Math.max(peak, process.memoryUsage.rss())
    },
    megabytes: () => (peak - before) / 2 ** 20,
  }
}
