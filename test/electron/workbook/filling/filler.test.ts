/** What the filler does to one workbook's cells, parts and names; workbooks are made byte by byte, so that each says what it tests. */

import { readdirSync, readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fillWorkbook, readTemplate } from '../../../../electron/workbook/filling/filler.ts'
import { readWorkbookBytes } from '../../../../electron/workbook/reader.ts'
import { Refusal } from '../../../../shared/refusal.ts'
import { columnLetters } from '../../../../shared/sheet.ts'
import { parts, prefixed, row as rowOf, strict, type WorkbookSource, workbook, zip } from '../hostile.ts'
import {
  blank,
  block,
  changedParts,
  filling,
  formula,
  formulasOf,
  number,
  partText,
  row,
  sheet,
  text,
  valuesOf,
} from './fillings.ts'
import { faultsIn } from './structure.ts'

const SHEET = 'xl/worksheets/sheet1.xml'
const fill = (
  source: WorkbookSource,
  ...what: Parameters<typeof sheet> extends [string, ...infer Rest] ? Rest : never
) => fillWorkbook(workbook(source), filling(sheet('S', ...what)), 't.xlsx')
const sheetText = (...given: Parameters<typeof fill>) => partText(fill(...given), SHEET)
const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  return null
}

describe('cells', () => {
  const one = (value: ReturnType<typeof text>) =>
    sheetText({ rows: '<row r="1"><c r="A1" s="0"><f>1+1</f><v>2</v></c></row>' }, [], { A1: value })

  it.each([
    ['text', text('Victim First'), '<c r="A1" s="0" t="inlineStr"><is><t>Victim First</t></is></c>'],
    ['text that looks like a formula', text('=1+1'), '<c r="A1" s="0" t="inlineStr"><is><t>=1+1</t></is></c>'],
    ['markup', text('<b>&"\'</b>'), `<c r="A1" s="0" t="inlineStr"><is><t>&lt;b&gt;&amp;"'&lt;/b&gt;</t></is></c>`],
    ['spaces at the ends', text(' a '), '<t xml:space="preserve"> a </t>'],
    ['lines', text('a\nb'), '<t xml:space="preserve">a\nb</t>'],
    ['control characters', text('a\u0000\u001f\r\uffff'), '<t>a_x0000__x001F__x000D__xFFFF_</t>'],
    ['what reads as an escape', text('_x0041_'), '<t>_x005F_x0041_</t>'],
    ['half a character', text('a\ud800'), '<t>a_xD800_</t>'],
    ['no text', text(''), '<c r="A1" s="0"/>'],
    ['a number', number(-1234.5), '<c r="A1" s="0"><v>-1234.5</v></c>'],
    ['nothing', blank, '<c r="A1" s="0"/>'],
    [
      'a formula and its number',
      formula('SUM(B1:B2)&"<"', 3),
      '<c r="A1" s="0"><f>SUM(B1:B2)&amp;"&lt;"</f><v>3</v></c>',
    ],
    ['a formula and its text', formula('B1', 'x'), '<c r="A1" s="0" t="str"><f>B1</f><v>x</v></c>'],
    ['a formula without its value', formula('B1', null), '<c r="A1" s="0"><f>B1</f></c>'],
  ])('hold %s', (_, value, expected) => {
    expect(one(value)).toContain(expected)
  })

  it('are made where the template has none, in order, with the style of their column or row', () => {
    const made = sheetText(
      {
        before: '<cols><col min="2" max="3" width="9" style="4"/></cols>',
        rows: '<row r="2" spans="1:1"><c r="A2"><v>1</v></c></row><row r="4" s="7" customFormat="1"/>',
      },
      [],
      { B1: number(1), C2: number(2), B4: number(4), A9: number(9) },
    )
    expect(made).toContain(
      '<sheetData><row r="1"><c r="B1" s="4"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="C2" s="4"><v>2</v></c></row><row r="4" s="7" customFormat="1"><c r="B4" s="7"><v>4</v></c></row><row r="9"><c r="A9"><v>9</v></c></row></sheetData>',
    )
  })

  it('keep what is not known: elements, attributes and other namespaces', () => {
    const odd =
      '<row r="1" x14ac:dyDescent="0.25" xmlns:x14ac="urn:x"><c r="A1" ph="1"><v>5</v><extLst><ext uri="u"/></extLst></c></row>'
    const made = sheetText({ rows: odd + rowOf(2, 'x'), after: '<unknown a="1&#10;2"><b/>text</unknown>' }, [
      block(2, 2),
    ])
    expect(made).toContain(
      '<row r="1" x14ac:dyDescent="0.25" xmlns:x14ac="urn:x"><c r="A1" ph="1"><v>5</v><extLst><ext uri="u"/></extLst></c></row>',
    )
    expect(made).toContain('<unknown a="1&#10;2"><b/>text</unknown>')
  })

  it('may stand without addresses', () => {
    const made = fill({ rows: '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><f>A1</f></c></row>' }, [
      block(1, 1, row(1), row(1, 7)),
    ])
    expect(valuesOf(made, 'S')).toEqual({ A1: 1, B1: 2, A2: 7, B2: 2, A3: null })
    expect(formulasOf(made, 'S')).toEqual({ A3: 'A1' })
  })

  it('lose a height that was right for the old text only', () => {
    const made = sheetText(
      {
        rows: '<row r="1" ht="15"><c r="A1"/></row><row r="2" ht="30" customHeight="1"><c r="A2"/></row><row r="3" ht="15"/>',
      },
      [],
      {
        A1: text('long'),
        A2: text('long'),
      },
    )
    expect(made).toMatch(/<row r="1"><c.*<row r="2" ht="30" customHeight="1">.*<row r="3" ht="15"\/>/)
  })
})

describe('values that are out of date', () => {
  const cells = `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c><c r="C1"><f>B1*2</f><v>4</v></c><c r="D1"><f>1+1</f><v>2</v></c></row>
<row r="2"><c r="A2" t="str"><f>Named&amp;"!"</f><v>1!</v></c><c r="B2"><f>SUM(A:A)</f><v>1</v></c><c r="C2"><f>INDIRECT("A1")</f><v>1</v></c><c r="D2"><f>SUM(D1:D1)</f><v>2</v></c></row>`
  const names = '<definedNames><definedName name="Named">S!$C$1</definedName></definedNames>'

  it('go, along every way that leads to them; the others stay', () => {
    const named = zip(
      parts({
        sheets: [
          { name: 'S', rows: cells },
          { name: 'T', rows: '<row r="1"><c r="A1"><f>S!A2</f><v>1</v></c><c r="B1"><f>S!D2</f><v>2</v></c></row>' },
        ],
      }).map((entry) =>
        entry.name === 'xl/workbook.xml'
          ? { ...entry, content: String(entry.content).replace('</sheets>', `</sheets>${names}`) }
          : entry,
      ),
    )
    const made = fillWorkbook(named, filling(sheet('S', [], { A1: number(5) })), 't.xlsx')
    expect(valuesOf(made, 'S')).toEqual({ A1: 5, B1: null, C1: null, D1: 2, A2: null, B2: null, C2: null, D2: 2 })
    expect(valuesOf(made, 'T')).toEqual({ A1: null, B1: 2 })
    expect(partText(made, SHEET)).toContain('<c r="A2"><f>Named&amp;"!"</f></c>')
  })

  it('go for all cells of an array formula', () => {
    const made = fill(
      {
        rows: '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="array" ref="B1:C1">A1*{1,2}</f><v>1</v></c><c r="C1"><v>2</v></c></row>',
      },
      [],
      { A1: number(3) },
    )
    expect(partText(made, SHEET)).toContain('<c r="B1"><f t="array" ref="B1:C1">A1*{1,2}</f></c><c r="C1"/>')
  })

  it('have all calculated on opening', () => {
    expect(partText(fill({ rows: rowOf(1, 1) }, [], { A1: number(2) }), 'xl/workbook.xml')).toContain(
      '</sheets><calcPr fullCalcOnLoad="1"/></workbook>',
    )
  })
})

describe('rows', () => {
  const rows = rowOf(1, 'head') + rowOf(2, 'line', 2) + rowOf(3, 'total', 3) + rowOf(4, 'foot', 4)

  it('are repeated, removed and moved', () => {
    expect(valuesOf(fill({ rows }, [block(2, 2, row(2, 'a'), row(2, 'b', 9))]), 'S')).toEqual({
      A1: 'head',
      A2: 'a',
      B2: 2,
      A3: 'b',
      B3: 9,
      A4: 'total',
      B4: 3,
      A5: 'foot',
      B5: 4,
    })
    expect(valuesOf(fill({ rows }, [block(2, 3)]), 'S')).toEqual({ A1: 'head', A2: 'foot', B2: 4 })
    expect(valuesOf(fill({ rows }, [block(1, 1), block(3, 4, row(4), row(3))]), 'S')).toEqual({
      A1: 'line',
      B1: 2,
      A2: 'foot',
      B2: 4,
      A3: 'total',
      B3: 3,
    })
  })

  it('that the template does not write are filled all the same', () => {
    expect(
      valuesOf(fill({ rows: rowOf(1, 'a') + rowOf(9, 'z') }, [block(4, 5, row(4, 'x'), row(5), row(4, 'y'))]), 'S'),
    ).toEqual({ A1: 'a', A4: 'x', A6: 'y', A10: 'z' })
  })

  it('take a reference to a row that is gone with them', () => {
    const formulas = '<row r="6"><c r="A6"><f>B2+SUM(B2:B3)+SUM(B2:B2)+B3</f></c></row>'
    expect(formulasOf(fill({ rows: rows + formulas }, [block(2, 2)]), 'S')).toEqual({
      A5: '#REF!+SUM(B2:B2)+SUM(#REF!)+B2',
    })
  })

  it('beyond the last row of a sheet are refused', () => {
    const far = rowOf(1, 'line') + rowOf(1_048_575, 'x')
    expect(refusal(() => fill({ rows: far }, [block(1, 1, row(1), row(1), row(1))]))).toMatch(
      /more rows than a sheet can hold/,
    )
    expect(refusal(() => fill({ rows: far }, [block(1, 1, row(1), row(1))]))).toBeNull()
  })

  it('out of order are refused', () => {
    expect(refusal(() => fill({ rows: rowOf(2, 'x') + rowOf(1, 'y') }, [], { A1: blank }))).toMatch(
      /“t.xlsx” is damaged: the sheet “S” has its rows out of order/,
    )
  })

  it('carry whole columns, whole rows and other workbooks as they are named', () => {
    const kept = 'SUM(B:B)+SUM($A:C)+[1]S!B3+\'[2]S\'!B3+SUM(S:T!B3)+"B3"+LOG10(1)+Tab[[#This Row],[B3]]'
    const made = fill({ rows: `${rows}<row r="6"><c r="A6"><f>${kept}+SUM(3:4)+SUM($3:$1048576)</f></c></row>` }, [
      block(2, 2, row(2), row(2)),
    ])
    expect(formulasOf(made, 'S')).toEqual({ A7: `${kept}+SUM(4:5)+SUM($4:$1048576)` })
  })
})

describe('pieces beside the rows', () => {
  const rows = rowOf(1, 'head') + rowOf(2, 'line', 2) + rowOf(3, 'total', 3)
  const gone = [block(2, 2)]

  it('go when nothing is left of them', () => {
    const after =
      '<autoFilter ref="A2:B2"/><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells><conditionalFormatting sqref="A2"><cfRule/></conditionalFormatting><dataValidations count="1"><dataValidation sqref="B2"/></dataValidations><hyperlinks><hyperlink ref="A2" location="S!A1"/></hyperlinks><rowBreaks count="1" manualBreakCount="1"><brk id="2" man="1"/></rowBreaks>'
    expect(sheetText({ rows, after }, gone)).toMatch(/<\/sheetData><\/worksheet>$/)
  })

  it('have their formulas written for the first cell that is left', () => {
    const after =
      '<conditionalFormatting sqref="A2:A3"><cfRule><formula>B2&gt;$B$1</formula></cfRule></conditionalFormatting>'
    expect(sheetText({ rows, after }, gone)).toContain(
      '<conditionalFormatting sqref="A2"><cfRule><formula>B2&gt;$B$1</formula></cfRule></conditionalFormatting>',
    )
  })

  it('break pages below the last copy of a line, and below each group', () => {
    const after = '<rowBreaks count="1" manualBreakCount="1"><brk id="2" max="16383" man="1"/></rowBreaks>'
    expect(sheetText({ rows, after }, [block(2, 2, row(2), row(2))])).toContain(
      '<rowBreaks count="1" manualBreakCount="1"><brk id="3" max="16383" man="1"/></rowBreaks>',
    )
    expect(sheetText({ rows, after }, [block(1, 2, row(1), row(2), row(1), row(2))])).toContain(
      '<rowBreaks count="2" manualBreakCount="2"><brk id="2" max="16383" man="1"/><brk id="4" max="16383" man="1"/></rowBreaks>',
    )
  })

  it('keep a frozen head with all its rows', () => {
    const before =
      '<sheetViews><sheetView><pane ySplit="2" topLeftCell="A3" state="frozen"/><selection pane="bottomLeft" activeCell="B3" sqref="B3"/></sheetView></sheetViews>'
    const made = sheetText({ rows, before }, [block(2, 2, row(2), row(2), row(2))])
    expect(made).toContain(
      '<pane ySplit="4" topLeftCell="A5" state="frozen"/><selection pane="bottomLeft" activeCell="B5" sqref="B5"/>',
    )
  })
})

describe('a copied row', () => {
  /** The formula in row 6 of a block of heading 5, line 6, subtotal 7, and what it is in both lines of two groups. */
  const lines = (written: string, at = 6) => {
    const rows = [1, 2, 5, 6, 7, 8]
      .map((r) => `<row r="${r}">${r === at ? `<c r="F${r}"><f>${written}</f></c>` : ''}</row>`)
      .join('')
    const made = fill({ rows }, [block(5, 7, row(5), row(6), row(6), row(7), row(5), row(6), row(7))])
    return Object.values(formulasOf(made, 'S'))
  }

  it.each([
    ['its own row', 'E6-D6', ['E6-D6', 'E7-D7', 'E10-D10']],
    ['a row outside', 'E6*$B$2+B1+B8', ['E6*$B$2+B1+B12', 'E7*$B$2+B1+B12', 'E10*$B$2+B1+B12']],
    ['its heading', 'A5', ['A5', 'A5', 'A9']],
    ['its subtotal', 'E6/E7', ['E6/E8', 'E7/E8', 'E10/E11']],
    ['all lines', 'E6/SUM(E$6:E$6)', ['E6/SUM(E$6:E$10)', 'E7/SUM(E$6:E$10)', 'E10/SUM(E$6:E$10)']],
    ['the lines so far', 'SUM(E$6:E6)', ['SUM(E$6:E6)', 'SUM(E$6:E7)', 'SUM(E$6:E10)']],
    ['a range around the block', 'SUM(E2:E8)', Array(3).fill('SUM(E2:E12)')],
    ['the head and its own row', 'SUM(E$2:E6)', ['SUM(E$2:E6)', 'SUM(E$2:E7)', 'SUM(E$2:E10)']],
    ['its own sheet by name', 'S!E6', ['S!E6', 'S!E7', 'S!E10']],
  ])('names %s', (_, written, expected) => {
    expect(lines(written)).toEqual(expected)
  })

  it('sums its own group, in a subtotal and in a heading', () => {
    expect(lines('SUM(E6:E6)', 7)).toEqual(['SUM(E6:E7)', 'SUM(E10:E10)'])
    expect(lines('SUM(E6:E6)', 5)).toEqual(['SUM(E6:E7)', 'SUM(E10:E10)'])
    expect(lines('E5', 7)).toEqual(['E5', 'E9'])
  })

  it('knows that a group has no lines', () => {
    const rows = '<row r="1"/><row r="2"/><row r="3"><c r="A3"><f>SUM(B2:B2)</f></c></row>'
    const made = fill({ rows }, [block(1, 3, row(1), row(2), row(3), row(1), row(3))])
    expect(formulasOf(made, 'S')).toEqual({ A3: 'SUM(B2:B2)', A5: 'SUM(#REF!)' })
  })

  it('keeps the lines of an inner group apart from those of an outer one', () => {
    const rows =
      '<row r="1"/><row r="2"/><row r="3"><c r="A3"><f>B1&amp;B2</f></c></row><row r="4"><c r="A4"><f>SUM(B3:B3)</f></c></row><row r="5"><c r="A5"><f>SUM(B3:B3)</f></c></row>'
    const made = fill({ rows }, [block(1, 5, ...[1, 2, 3, 3, 4, 2, 3, 4, 5, 1, 2, 3, 4, 5].map((from) => row(from)))])
    expect(formulasOf(made, 'S')).toEqual({
      A3: 'B1&B2',
      A4: 'B1&B2',
      A5: 'SUM(B3:B4)',
      A7: 'B1&B6',
      A8: 'SUM(B7:B7)',
      A9: 'SUM(B3:B7)',
      A12: 'B10&B11',
      A13: 'SUM(B12:B12)',
      A14: 'SUM(B12:B12)',
    })
  })

  it('writes out the formulas that it shared', () => {
    const rows =
      '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f></c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c></row><row r="3"><c r="A3"><f t="shared" si="0"/></c></row>'
    expect(formulasOf(fill({ rows }, [block(2, 2, row(2), row(2))]), 'S')).toEqual({
      A1: 'B1*2',
      A2: 'B2*2',
      A3: 'B3*2',
      A4: 'B4*2',
    })
    expect(sheetText({ rows }, [], { C1: number(1) })).toContain('<f t="shared" si="0"/>')
  })
})

describe('parts', () => {
  const source = {
    rows: rowOf(1, 'x', 1),
    strings: '<si><t>unused</t></si>',
    styles: '<cellXfs count="1"><xf/></cellXfs>',
  }

  it('that do not change are the same bytes, with prefixes and in the strict form too', () => {
    for (const rewrite of [undefined, prefixed, strict]) {
      const template = workbook(rewrite ? { ...source, rewrite } : source)
      const made = fillWorkbook(template, filling(sheet('S', [block(1, 1, row(1, 'a'), row(1, 'b'))])), 't.xlsx')
      expect(changedParts(template, made)).toEqual(['xl/workbook.xml', SHEET])
      expect(valuesOf(made, 'S')).toEqual({ A1: 'a', B1: 1, A2: 'b', B2: 1 })
      if (rewrite === prefixed)
        expect(partText(made, SHEET)).toContain('<x:c r="A2" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c>')
    }
  })

  it('of calculation order and macros go, with all that leads to them', () => {
    const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="r"/><Default Extension="xml" ContentType="x"/><Default Extension="bin" ContentType="b"/><Override PartName="/xl/calcChain.xml" ContentType="c"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`
    const entries = parts(source).map((entry) =>
      entry.name === 'xl/_rels/workbook.xml.rels'
        ? {
            ...entry,
            content: String(entry.content).replace(
              '</Relationships>',
              '<Relationship Id="c" Type="http://x/calcChain" Target="calcChain.xml"/><Relationship Id="v" Type="http://x/vbaProject" Target="vbaProject.bin"/></Relationships>',
            ),
          }
        : entry,
    )
    const template = zip([
      ...entries,
      { name: '[Content_Types].xml', content: types },
      { name: 'xl/calcChain.xml', content: '<calcChain/>' },
      { name: 'xl/vbaProject.bin', content: 'macro' },
    ])
    const made = fillWorkbook(template, filling(sheet('S', [], { A1: number(1) })), 't.xlsm')
    expect(changedParts(template, made)).toEqual([
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      SHEET,
      '−xl/calcChain.xml',
      '−xl/vbaProject.bin',
    ])
    expect(faultsIn(made)).toEqual([])
    expect(partText(made, '[Content_Types].xml')).toContain(
      'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"',
    )
  })

  it('that sign the template go', () => {
    const link = '<Relationship Id="s" Type="http://x/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    const own = '<Relationships><Relationship Id="a" Type="http://x/signature" Target="sig1.xml"/></Relationships>'
    const template = zip([
      ...parts(source).map((entry) =>
        entry.name === '_rels/.rels'
          ? { ...entry, content: String(entry.content).replace('</Relationships>', `${link}</Relationships>`) }
          : entry,
      ),
      { name: '_xmlsignatures/origin.sigs', content: '' },
      { name: '_xmlsignatures/_rels/origin.sigs.rels', content: own },
      { name: '_xmlsignatures/sig1.xml', content: '<Signature/>' },
    ])
    const made = fillWorkbook(template, filling(sheet('S', [], { A1: number(1) })), 't.xlsx')
    expect(changedParts(template, made)).toEqual([
      '_rels/.rels',
      'xl/workbook.xml',
      SHEET,
      '−_xmlsignatures/_rels/origin.sigs.rels',
      '−_xmlsignatures/origin.sigs',
      '−_xmlsignatures/sig1.xml',
    ])
  })

  it('give the same file for the same filling', () => {
    const make = () => fill(source, [block(1, 1, row(1, 'a'))])
    expect(make().equals(make())).toBe(true)
  })
})

describe('what lies beside a sheet', () => {
  const lines = rowOf(1, 'head') + rowOf(2, 'line', 2) + rowOf(3, 'line', 3) + rowOf(4, 'total', 4)
  const moved = [block(2, 3, row(2), row(2), row(2))]

  it('is said of the same cells: comments and conversations', () => {
    const comment = (ref: string) => `<comment ref="${ref}"><text><t>${ref}</t></text></comment>`
    const thread = (ref: string) => `<threadedComment ref="${ref}" id="{${ref}}"><text>${ref}</text></threadedComment>`
    const places = ['A1', 'A2', 'B3', 'B4']
    const source = { rows: lines, comments: places.map(comment).join(''), threads: places.map(thread).join('') }
    const made = fill(source, moved)
    for (const part of ['xl/comments1.xml', 'xl/threadedComments/threadedComment1.xml']) {
      expect(partText(made, part).match(/ref="\w+"/g)).toEqual(['ref="A1"', 'ref="A2"', 'ref="B5"'])
    }
  })

  it('has names that stand for the same cells, and none for a print area that is gone', () => {
    const names = {
      Total: ['S!$B$4', 'S!$B$5'],
      Line: ['S!$B$2', 'S!$B$2:$B$4'],
      Gone: ['S!$B$3', 'S!#REF!'],
      Left: ['S!A4', 'S!A4'],
      Constant: ['0.02', '0.02'],
      '_xlnm.Print_Titles': ['S!$A:$B,S!$1:$2', 'S!$A:$B,S!$1:$4'],
      '_xlnm.Print_Area': ['S!$A$3:$B$3', null],
    }
    const defined = Object.entries(names).map(([name, [text]]) => `<definedName name="${name}">${text}</definedName>`)
    const template = zip(
      parts({ rows: lines }).map((entry) =>
        entry.name === 'xl/workbook.xml'
          ? {
              ...entry,
              content: String(entry.content).replace(
                '</sheets>',
                `</sheets><definedNames>${defined.join('')}</definedNames>`,
              ),
            }
          : entry,
      ),
    )
    const book = partText(fillWorkbook(template, filling(sheet('S', moved)), 't.xlsx'), 'xl/workbook.xml')
    const found = Object.fromEntries(
      [...book.matchAll(/<definedName name="([^"]+)">([^<]+)</g)].map(([, name, text]) => [name, text]),
    )
    const expected = Object.entries(names).filter(([, [, after]]) => after !== null)
    expect(found).toEqual(Object.fromEntries(expected.map(([name, [, after]]) => [name, after])))
    expect(book).toContain('</definedNames><calcPr fullCalcOnLoad="1"/>')
  })
})

describe('what cannot be filled', () => {
  it('is refused in a sentence', () => {
    expect(refusal(() => fillWorkbook(Buffer.from('a,b\n1,2'), filling(), 'plan.csv'))).toBe(
      '“plan.csv” is not a workbook, so nothing was changed; choose a template saved as .xlsx.',
    )
    expect(refusal(() => readTemplate(Buffer.from('a,b\n1,2'), 'plan.csv'))).toMatch(/is not a workbook/)
    expect(refusal(() => fillWorkbook(Buffer.alloc(0), filling(), 'plan.xlsx'))).toMatch(/is empty/)
    expect(refusal(() => fill({ rows: rowOf(1, 'x') }, [], { A1: text('x'.repeat(32_768)) }))).toMatch(
      /^The text for A1 of the sheet “S” is longer than a cell can hold/,
    )
    expect(refusal(() => fill({ rows: rowOf(1, 'x'), doctype: '<!DOCTYPE a>' }, [], {}))).toMatch(/is not safe to read/)
    const wide = Array.from({ length: 600 }, (_, index) => `<c r="${columnLetters(index + 1)}1"/>`).join('')
    const many = Array.from({ length: 9000 }, () => row(1))
    expect(refusal(() => fill({ rows: `<row r="1">${wide}</row>` }, [block(1, 1, ...many)]))).toMatch(
      /more than 5,000,000 cells in the sheet “S”/,
    )
    const after = '<headerFooter><oddHeader>{{plan.title}}</oddHeader></headerFooter>'
    expect(refusal(() => fill({ after }, [], {}, { oddHeader: 'x'.repeat(256) }))).toMatch(/longer than Excel allows/)
    const bomb = zip([{ name: 'a', content: deflateRawSync(Buffer.alloc(9_000_000)), size: 300_000_000 }])
    expect(refusal(() => fillWorkbook(bomb, filling(), 'b.xlsx'))).toMatch(/too large/)
  })

  it('is a fault of the program where the filling does not fit the template', () => {
    const rows = rowOf(1, 'x')
    expect(() => fillWorkbook(workbook({ rows }), filling(sheet('Other', [])), 't.xlsx')).toThrow(
      'has no sheet “Other”',
    )
    expect(() => fill({ rows }, [block(1, 2, row(3))])).toThrow('Row 3 is not in the block')
    expect(() => fill({ rows }, [block(1, 2), block(2, 3)])).toThrow('out of order')
    expect(() => fill({ rows }, [block(1, 2)], { A1: blank })).toThrow('filled beside its block')
    expect(() => fill({ rows }, [], { A0: blank })).toThrow('is no cell')
    expect(() => fill({ rows }, [], { A1: number(Number.NaN) })).toThrow('The number for A1 is none')
  })
})

/** Workbooks of every shape, with a row in the middle of each sheet made three; but for one whose pivot table is made anew. */
describe('other workbooks', () => {
  const files = ['imports', 'workbooks', 'templates'].flatMap((folder) =>
    readdirSync(`test/fixtures/${folder}`)
      .filter((name) => name.endsWith('.xlsx') && name !== 'rich-libreoffice.xlsx')
      .map((name) => `test/fixtures/${folder}/${name}`),
  )

  it.each(files)('%s keeps its cells and its order', (file) => {
    const bytes = readFileSync(file)
    const before = readWorkbookBytes(bytes, file)
    const middle = 7
    const made = fillWorkbook(
      bytes,
      filling(
        ...before.sheets.map(({ name }) => sheet(name, [block(middle, middle, row(middle), row(middle), row(middle))])),
      ),
      file,
    )
    const known = faultsIn(bytes)
    expect(faultsIn(made).filter((fault) => !known.includes(fault))).toEqual([])
    const after = readWorkbookBytes(made, file)
    for (const [index, one] of before.sheets.entries()) {
      const plain = (cells: typeof one.cells, from: number, to: number, shift: number) =>
        cells
          .filter(({ row: at, formula: written }) => at >= from && at <= to && written === undefined)
          .map(({ row: at, formula: _, comment: __, ...cell }) => ({ ...cell, row: at + shift }))
      const found = after.sheets[index]!.cells
      expect(plain(found, 1, middle, 0)).toEqual(plain(one.cells, 1, middle, 0))
      expect(plain(found, middle + 2, middle + 2, 0)).toEqual(plain(one.cells, middle, middle, 2))
      expect(plain(found, middle + 3, 1e7, 0)).toEqual(plain(one.cells, middle + 1, 1e7, 2))
    }
  })
})
