/** Small workbooks, each with one thing that strangers' files do. */

import { describe, expect, test } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { address, type Cell, type Sheet } from '../../../shared/sheet.ts'
import { parts, prefixed, row, strict, type WorkbookSource, workbook, zip } from './hostile.ts'

function read(source: WorkbookSource): Sheet[] {
  return readWorkbookBytes(workbook(source), 'plan.xlsx').sheets
}

function cellsOf(source: WorkbookSource): Record<string, Cell> {
  return Object.fromEntries(read(source)[0]!.cells.map((cell) => [address(cell.row, cell.column), cell]))
}

const STYLES = `<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>
  <fonts><font/><font><b/></font><font><b val="0"/></font></fonts>
  <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9E2F3"/></patternFill></fill>
  <fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill><fill><gradientFill/></fill></fills>
  <cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf fontId="1" fillId="1"/><xf fontId="2" fillId="2"/><xf fillId="3"/></cellXfs>
  <dxfs><dxf><font><b/></font></dxf></dxfs>`

describe('what a cell holds', () => {
  const cells = cellsOf({
    strings: '<si><t>Victim First</t></si><si><t xml:space="preserve">  </t></si>',
    rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>Victim Firstx</v></c>
      <c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="d"><v>2020-03-31T00:00:00Z</v></c>
      <c r="G1"><v>-0.5</v></c><c r="H1"><f>1+1</f></c><c r="I1" t="str"><f>""</f><v></v></c><c r="J1"/><c r="K1" t="inlineStr"><is><t/></is></c>
      <c r="L1"><v>£12</v></c><c r="M1"><v>1e999</v></c><c r="N1"><f>0</f><v>0</v></c><c r="O1" t="b"><f>FALSE()</f><v>0</v></c></row>`,
  })
  test.each<[string, Partial<Cell> | undefined]>([
    ['A1', { type: 'text', value: 'Victim First', text: 'Victim First' }],
    ['B1', undefined],
    ['C1', { type: 'text', value: 'Victim Firstx', formula: 'A1&"x"' }],
    ['D1', { type: 'boolean', value: true, text: 'TRUE' }],
    ['E1', { type: 'error', value: '#REF!', text: '#REF!' }],
    ['F1', { type: 'date', value: '2020-03-31', text: '2020-03-31' }],
    ['G1', { type: 'number', value: -0.5, text: '-0.5' }],
    ['H1', { type: 'blank', value: null, text: '', formula: '1+1' }],
    ['I1', { type: 'blank', value: '', text: '', formula: '""' }],
    ['J1', undefined],
    ['K1', undefined],
    ['L1', { type: 'text', value: '£12' }],
    ['M1', { type: 'text', value: '1e999' }],
    ['N1', { type: 'number', value: 0, text: '0', formula: '0' }],
    ['O1', { type: 'boolean', value: false, text: 'FALSE', formula: 'FALSE()' }],
  ])('%s', (at, expected) => {
    if (expected) expect(cells[at]).toMatchObject(expected)
    else expect(cells[at]).toBeUndefined()
  })
})

test.each([
  ['573925', '573925'],
  ['0.30000000000000004', '0.3'],
  ['1685249.1', '1685249.1'],
  ['5.5E2', '550'],
  ['-0', '0'],
  ['12.50', '12.5'],
  ['1234567.8900000001', '1234567.89'],
])('the number %s is shown as %s', (stored, text) => {
  expect(cellsOf({ rows: `<row r="1"><c r="A1"><v>${stored}</v></c></row>` }).A1).toMatchObject({
    type: 'number',
    text,
  })
})

test('a percentage is shown as one and keeps its value', () => {
  const cells = cellsOf({
    styles: STYLES,
    rows: '<row r="1"><c r="A1" s="3"><v>0.025</v></c><c r="B1" s="3"><v>0.07</v></c></row>',
  })
  expect(cells.A1).toMatchObject({ type: 'number', value: 0.025, text: '2.5%' })
  expect(cells.B1).toMatchObject({ value: 0.07, text: '7%' })
})

test('bold and filled come from the style; white is no fill', () => {
  const rows = `<row r="1">${[4, 5, 6, 99].map((style) => `<c s="${style}"><v>1</v></c>`).join('')}</row>`
  const { A1, B1, C1, D1 } = cellsOf({ styles: STYLES, rows })
  expect(A1).toMatchObject({ bold: true, filled: true })
  expect([B1, D1].map((cell) => Object.keys(cell!))).toEqual(Array(2).fill(['row', 'column', 'type', 'value', 'text']))
  expect(C1).toMatchObject({ filled: true })
})

test('dates count from 1900 or from 1904', () => {
  const rows = '<row r="1"><c r="A1" s="1"><v>43921</v></c><c r="B1" s="2"><v>42459.75</v></c></row>'
  expect(cellsOf({ styles: STYLES, rows }).A1).toMatchObject({ type: 'date', value: '2020-03-31', text: '2020-03-31' })
  const from1904 = cellsOf({ styles: STYLES, rows, properties: '<workbookPr date1904="1"/>' })
  expect(from1904.A1).toMatchObject({ value: '2024-04-01' })
  expect(from1904.B1).toMatchObject({ value: '2020-03-31T18:00:00', text: '2020-03-31 18:00:00' })
})

test('rich text is one text, without its phonetic hints, with its escapes resolved', () => {
  const text = `<r><t xml:space="preserve">Safer _x0041_</t></r><r><rPr><b/></rPr><t> &amp; _x005F_x000D_</t></r><rPh sb="0" eb="1"><t>hint</t></rPh>`
  const expected = 'Safer A & _x000D_'
  const cells = cellsOf({
    strings: `<si>${text}</si><si><t>line 1_x000D_\nline 2&#13;&#10;line 3 _x0000__xD800_</t></si>`,
    rows: `<row><c t="s"><v>0</v></c><c t="inlineStr"><is>${text}</is></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t><![CDATA[<b>]]></t></is></c></row>`,
  })
  expect([cells.A1, cells.B1, cells.C1, cells.D1].map((cell) => cell?.value)).toEqual([
    ...[expected, expected, 'line 1\nline 2\nline 3', '<b>'],
  ])
})

test('cells and rows without addresses stand where they are counted', () => {
  const rows =
    '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="D5"><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>'
  expect(Object.keys(cellsOf({ rows }))).toEqual(['A1', 'C1', 'D5', 'E5', 'A6'])
})

test('cells out of order are put in order', () => {
  const rows = '<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>'
  expect(Object.keys(cellsOf({ rows }))).toEqual(['A1', 'A3', 'B3'])
})

test('each cell of a shared formula has its own formula, before or after the one that stores it', () => {
  const shared = (at: string, inside = '') => `<c r="${at}"><f t="shared" si="0"${inside}</f><v>1</v></c>`
  const cells = cellsOf({
    rows: `<row r="1">${shared('A1', '>')}</row><row r="2">${shared('A2', ' ref="A1:A4">SUM(B2:$C$9)*D$1')}</row>
      <row r="3">${shared('A3', '>')}</row><row r="4"><c r="A4"><f t="shared" si="7"/><v>4</v></c><c r="B4"><f t="shared" si="7"/></c>
      <c r="C4"><f t="array" ref="C4:D4">TRANSPOSE(A1:A2)</f><v>1</v></c><c r="D4"><v>2</v></c></row>`,
  })
  expect(['A1', 'A2', 'A3', 'A4', 'C4', 'D4'].map((at) => cells[at]?.formula)).toEqual([
    ...['SUM(B1:$C$9)*D$1', 'SUM(B2:$C$9)*D$1', 'SUM(B3:$C$9)*D$1', undefined, 'TRANSPOSE(A1:A2)', undefined],
  ])
  expect(cells.B4).toBeUndefined()
})

test('hidden sheets, rows and columns are said to be so', () => {
  const sheets = read({
    sheets: [
      {
        name: 'Plan',
        before: '<cols><col min="2" max="2" hidden="1"/></cols>',
        rows: `${row(1, 1, 2)}<row r="2" hidden="true"><c r="A2"><v>3</v></c></row>`,
      },
      { name: 'Old', state: 'hidden' },
      { name: 'Older', state: 'veryHidden' },
      { name: 'Chart', kind: 'chartsheet' },
    ],
  })
  expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['Plan', false],
    ['Old', true],
    ['Older', true],
  ])
  expect(sheets[0]!.cells.map(({ hidden }) => hidden)).toEqual([undefined, true, true])
})

test('comments on empty cells are kept beside the cells', () => {
  const comments = `<comment ref="B7"><text><t>later</t></text></comment><comment ref="A1"><text><t>here</t></text></comment>
    <comment ref="C2"><text><t>styled, but empty</t></text></comment>`
  const rows = `${row(1, 100)}<row r="2"><c r="C2" s="3"/></row>`
  const [sheet] = readWorkbookBytes(workbook({ comments, rows }), 'plan.xlsx').sheets
  expect(sheet!.cells.map(({ comment }) => comment)).toEqual(['here'])
  expect(sheet!.comments).toEqual([
    { row: 2, column: 3, text: 'styled, but empty' },
    { row: 7, column: 2, text: 'later' },
  ])
  expect(readWorkbookBytes(workbook({ rows }), 'plan.xlsx').sheets[0]).not.toHaveProperty('comments')
})

test('a conversation is read whole, and instead of what stands for it', () => {
  const comments =
    '<comment ref="A1"><text><t>[Threaded comment]\n\nold\n\nComment:\n    Cut short</t></text></comment>'
  const threads = `<threadedComment ref="A1" dT="2020-02-01T10:00:00.00" personId="{1}" id="{2}"><text>Agreed in March &amp; paid</text></threadedComment>
    <threadedComment ref="A1" personId="{3}" id="{4}" parentId="{2}"><text>Thank you</text><mentions><mention mentionId="{5}"/></mentions></threadedComment>
    <threadedComment ref="D4" personId="{3}" id="{6}"><text>No figure yet</text></threadedComment>`
  const [sheet] = readWorkbookBytes(workbook({ comments, threads, rows: row(1, 100) }), 'plan.xlsx').sheets
  expect(sheet!.cells[0]!.comment).toBe('Agreed in March & paid\nThank you')
  expect(sheet!.comments).toEqual([{ row: 4, column: 4, text: 'No figure yet' }])
})

test('a comment stays with its cell; of a conversation, what was said', () => {
  const comments = `<comment ref="A1"><text><r><t>Ring-</t></r><r><t>fenced</t></r></text></comment>
    <comment ref="B1"><text><t>[Threaded comment]\n\nYour version of Excel…\n\nComment:\n    Agreed in March</t></text></comment>`
  const { A1, B1 } = cellsOf({ comments, rows: row(1, 100, 200) })
  expect([A1?.comment, B1?.comment]).toEqual(['Ring-fenced', 'Agreed in March'])
})

test('merges are cut to the table', () => {
  const refs = ['A1:B1', 'C1:C1048576', 'A5:B9', 'B2:XFD2', 'nonsense', 'A3']
  const after = `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  expect(read({ rows: row(1, 1, 2, 3) + row(3, 1), after })[0]!.merges).toEqual([
    { top: 1, left: 1, bottom: 1, right: 2 },
    { top: 1, left: 3, bottom: 3, right: 3 },
    { top: 2, left: 2, bottom: 2, right: 3 },
  ])
})

describe('other writers', () => {
  const source: WorkbookSource = {
    strings: '<si><r><t>Victim</t></r><r><t xml:space="preserve"> First</t></r></si>',
    styles: STYLES,
    comments: '<comment ref="A1"><text><t>Note</t></text></comment>',
    after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    rows: '<row r="1"><c r="A1" t="s" s="4"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="B2" s="1"><f>1+43920</f><v>43921</v></c></row>',
  }
  const expected = read(source)

  test.each<[string, WorkbookSource['rewrite']]>([
    ['a prefix on every element', prefixed],
    ['the strict form', strict],
    ['the strict form with prefixes', (xml) => strict(prefixed(xml))],
    ['UTF-16', (xml) => Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ['UTF-16, big-endian', (xml) => Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16()],
    ['a byte order mark', (xml) => `\ufeff${xml}`],
    ['absolute targets', (xml) => xml.replaceAll('Target="worksheets', 'Target="/xl/worksheets')],
    ['another prefix for links', (xml) => xml.replaceAll('r:id', 'rel:id').replaceAll('xmlns:r=', 'xmlns:rel=')],
  ])('%s', (_, rewrite) => {
    expect(read({ ...source, rewrite: rewrite! })).toEqual(expected)
    expect(expected[0]!.cells.map(({ text }) => text)).toEqual(['Victim First', 'x', '2020-03-31'])
  })

  test('backslashes and capitals in the names of parts', () => {
    const entries = parts(source).map((entry) => ({
      ...entry,
      name: entry.name.replaceAll('/', '\\').replace('xl', 'XL'),
    }))
    expect(readWorkbookBytes(zip(entries), 'plan.xlsx').sheets).toEqual(expected)
  })

  test('text in pieces of the stream, with letters of several bytes at their seams', () => {
    const long = '£–😀ä'.repeat(30_000)
    expect(cellsOf({ rows: row(1, long) }).A1?.text).toBe(long)
  })
})
