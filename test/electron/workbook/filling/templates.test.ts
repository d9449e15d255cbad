/**
 * The templates of test/fixtures/templates, filled by hand: every reference where it should be, every other part as it was,
 * and the same figures when LibreOffice works them out.
 */

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillWorkbook, readTemplate } from '../../../../electron/workbook/filling/filler.ts'
import type { Filling } from '../../../../shared/templates/filling.ts'
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
import { opened, recalculated, withoutLibreOffice, withoutOpenpyxl } from './office.ts'
import { all, faultsIn, text as textIn, treesOf } from './structure.ts'

const template = (name: string) => readFileSync(`test/fixtures/templates/${name}.xlsx`)

/** Two priorities with two lines and one, in the sheet that most of the templates have. */
const paperBlock = block(
  5,
  8,
  row(5, 'Victims'),
  row(6, 'Victim First', 'Catch & Co', 1000, 1100),
  row(6, '=HYPERLINK("x")', blank, 2000, 1500.5),
  row(7, 'Subtotal Victims', undefined, formula('SUBTOTAL(9,C6:C7)', 3000), formula('SUBTOTAL(9,D6:D7)', 2600.5)),
  row(5, 'Prevention'),
  row(6, '  Mentoring\n“young” people ', 'A > B', 500, 600),
  row(7, 'Subtotal Prevention', undefined, formula('SUBTOTAL(9,C10:C10)', 500), formula('SUBTOTAL(9,D10:D10)', 600)),
  row(8, 'Total', undefined, formula('SUBTOTAL(9,C5:C11)', 3500), formula('SUBTOTAL(9,D5:D11)', 3200.5)),
)
const paper = filling(sheet('Paper', [paperBlock], { A1: text('Northshire – 2020/21') }, { oddFooter: '&LThe plan' }))

const paperFormulas = {
  E6: 'C6-D6',
  F6: 'C6*(1+$B$2)',
  E7: 'C7-D7',
  F7: 'C7*(1+$B$2)',
  C8: 'SUBTOTAL(9,C6:C7)',
  D8: 'SUBTOTAL(9,D6:D7)',
  E8: 'C8-D8',
  F8: 'SUBTOTAL(9,F6:F7)',
  E10: 'C10-D10',
  F10: 'C10*(1+$B$2)',
  C11: 'SUBTOTAL(9,C10:C10)',
  D11: 'SUBTOTAL(9,D10:D10)',
  E11: 'C11-D11',
  F11: 'SUBTOTAL(9,F10:F10)',
  C12: 'SUBTOTAL(9,C5:C11)',
  D12: 'SUBTOTAL(9,D5:D11)',
  E12: 'C12-D12',
  F12: 'SUBTOTAL(9,F6:F10)',
  C14: 'SUBTOTAL(2,C6:C10)',
  C15: 'SUBTOTAL(4,C6:C10)',
  C16: '(F12-C12)/C12',
  C17: 'B2*2',
}
const paperFigures = {
  E6: -100,
  F7: 2040,
  C8: 3000,
  F8: 3060,
  E11: -100,
  C12: 3500,
  D12: 3200.5,
  E12: 299.5,
  F12: 3570,
  C14: 3,
  C15: 2000,
  C16: 0.02,
  C17: 0.04,
}
const summaryFormulas = {
  B1: "'Paper'!C12",
  B2: 'SUBTOTAL(9,Paper!C6:C10)',
  B3: 'GrandTotal',
  B4: 'B3*2',
  B5: 'Paper!$B$2',
  B6: 'Rates!A1*10',
}
const summaryFigures = { B1: 3500, B2: 3500, B3: 3500, B4: 7000, B5: 0.02, B6: 30 }

interface Case {
  filling: Filling
  /** The parts that may differ; all others are as they were, byte for byte. */
  changed: string[]
  formulas: Record<string, Record<string, string>>
  figures: Record<string, Record<string, unknown>>
}

const ofPaper = (...changed: string[]): Case => ({
  filling: paper,
  changed: ['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', ...changed],
  formulas: { Paper: paperFormulas, Summary: summaryFormulas },
  figures: { Paper: paperFigures, Summary: summaryFigures },
})

const twoBlocks: Case = {
  filling: filling(
    sheet('Two blocks', [
      block(4, 5, row(4, 'A', 100), row(5, 'a note'), row(4, 'B', 200), row(4, 'C', 300)),
      block(12, 12, row(12, 'General', 1000), row(12, 'Earmarked', 50)),
    ]),
  ),
  changed: ['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'],
  formulas: {
    'Two blocks': {
      B1: 'B8+B17',
      C4: 'B4*(1+$B$2)',
      D4: 'B4/B$8',
      E4: 'SUM(B$4:B4)',
      C6: 'B6*(1+$B$2)',
      D6: 'B6/B$8',
      E6: 'SUM(B$4:B6)',
      C7: 'B7*(1+$B$2)',
      D7: 'B7/B$8',
      E7: 'SUM(B$4:B7)',
      B8: 'SUM(B4:B7)',
      C8: 'SUM(C4:C7)',
      B9: 'B8*2',
      B10: 'B8*3',
      C14: 'B14-$B$8/100',
      C15: 'B15-$B$8/100',
      B17: 'SUM(B14:B16)',
      C17: 'SUM(C14:C16)',
      B19: 'MAX(B4:B7)/MAX(B14:B15)',
      B20: 'SUM(B4:B7*C4:C7)',
      B21: 'SUM(D:D)',
    },
    Elsewhere: { A1: "SUM('Two blocks'!B4:B7)", B1: "A1+'Two blocks'!B17", A2: 'Reserves', A3: "'Two blocks'!$B$19" },
  },
  figures: {
    'Two blocks': {
      B1: 1650,
      E7: 600,
      B8: 600,
      C8: 660,
      B9: 1200,
      B10: 1800,
      C14: 994,
      B17: 1050,
      B19: 0.3,
      B20: 154000,
      B21: 1,
    },
    Elsewhere: { A1: 600, B1: 1650, A2: 1050, A3: 0.3 },
  },
}

const cases: Record<string, Case> = {
  charts: ofPaper(
    'xl/charts/chart1.xml',
    'xl/charts/chart2.xml',
    'xl/charts/chart3.xml',
    'xl/charts/chart5.xml',
    'xl/drawings/drawing1.xml',
  ),
  pictures: ofPaper('xl/comments/comment1.xml', 'xl/drawings/commentsDrawing1.vml', 'xl/drawings/drawing1.xml'),
  protected: ofPaper(),
  prefixes: ofPaper(),
  strict: ofPaper(),
  formats: ofPaper(),
  'two-blocks': {
    ...twoBlocks,
    // Its shared formula says so.
    formulas: { ...twoBlocks.formulas, 'Two blocks': { ...twoBlocks.formulas['Two blocks'], B10: 'B9*2' } },
    figures: { ...twoBlocks.figures, 'Two blocks': { ...twoBlocks.figures['Two blocks'], B10: 2400 } },
  },
  'two-blocks-libreoffice': twoBlocks,
  pivots: {
    filling: filling(
      sheet(
        'Budget 2026-27',
        [
          block(
            5,
            5,
            row(5, 'V1', 'Victim First', 'Victims', 'Agreed', 90, 100, 80),
            row(5, 'V2', 'Helpline', 'Victims', 'Draft', 190, 200, 210),
            row(5, 'P1', 'Mentoring', 'Prevention', 'Open', 10, 20, 30),
          ),
        ],
        { F4: text('Budget 2020/21') },
      ),
    ),
    changed: [
      'xl/pivotCache/pivotCacheDefinition1.xml',
      'xl/pivotTables/pivotTable1.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ],
    formulas: {
      'Budget 2026-27': {
        H5: 'F5-G5',
        H6: 'F6-G6',
        H7: 'F7-G7',
        E8: 'SUM(E5:E7)',
        F8: 'SUM(F5:F7)',
        G8: 'SUM(G5:G7)',
        H8: 'SUM(H5:H7)',
        J1: 'F8',
      },
    },
    figures: { 'Budget 2026-27': { F8: 320, H8: 0, J1: 320 } },
  },
  tables: {
    filling: filling(
      sheet(
        'Lines',
        [block(5, 5, row(5, 'Victim First', 100, 40), row(5, 'Helpline', 200, 50), row(5, 'Mentoring', 300, 60))],
        { A1: text('The plan'), B4: text('Budget 2020/21') },
      ),
    ),
    changed: [
      'xl/tables/table1.xml',
      'xl/tables/table2.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ],
    formulas: {
      Lines: {
        D5: 'B5-C5',
        D6: 'B6-C6',
        D7: 'B7-C7',
        B8: 'SUBTOTAL(109,B5:B7)',
        C8: 'SUBTOTAL(109,C5:C7)',
        D8: 'SUBTOTAL(109,D5:D7)',
        B13: 'SUM(Lines[Variance])',
      },
      Summary: { B1: 'SUM(Lines[Variance])', B2: 'SUM(Rates[Value])', B3: 'SUM(Lines[Budget 2020/21])' },
    },
    figures: { Lines: { B8: 600, D8: 450, B13: 450 }, Summary: { B1: 450, B2: 451, B3: 600 } },
  },
  'dates-1904': {
    filling: filling(
      sheet('Contracts', [
        block(
          4,
          4,
          row(4, 'Victim First', number(42460), number(42824)),
          row(4, 'Helpline', number(42460), number(43190)),
        ),
      ]),
    ),
    changed: ['xl/workbook.xml', 'xl/worksheets/sheet1.xml'],
    formulas: { Contracts: { D4: 'C4-B4+1', D5: 'C5-B5+1', C6: 'MAX(C4:C5)', C7: 'C6-$B$1' } },
    figures: { Contracts: { B4: '2020-04-01', C6: '2022-04-01', D4: 365, D5: 731, C7: 730 } },
  },
}

cases['northshire-panel-paper'] = {
  filling: filling(
    sheet(
      'Paper',
      [
        block(
          5,
          8,
          row(5, undefined, 'Victims'),
          row(6, undefined, 'Victim First', 'Catch & Co', 900, 1000),
          row(6, undefined, 'Helpline', blank, 1900, 2000),
          row(
            7,
            undefined,
            'Subtotal',
            undefined,
            formula('SUBTOTAL(9,D6:D7)', 2800),
            formula('SUBTOTAL(9,E6:E7)', 3000),
          ),
          row(8, undefined, 'Total', undefined, formula('SUBTOTAL(9,D5:D8)', 2800), formula('SUBTOTAL(9,E5:E8)', 3000)),
        ),
        block(13, 13, row(13, undefined, '1 A note'), row(13, undefined, '2 Another')),
      ],
      { B1: text('Northshire – commissioning budget 2020/21'), B2: text('Marking: OFFICIAL') },
      { oddFooter: '&LThe plan&RPage &P of &N' },
    ),
    sheet('Summary', [
      block(5, 5, row(5, 'Victims', 2800, 3000)),
      block(6, 6, row(6, 'Total', formula('SUBTOTAL(9,B5:B5)', 2800), formula('SUBTOTAL(9,C5:C5)', 3000))),
    ]),
  ),
  changed: ['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'],
  formulas: {
    Paper: {
      F6: 'E6-D6',
      G6: 'IF(D6=0,"",F6/D6)',
      F7: 'E7-D7',
      G7: 'IF(D7=0,"",F7/D7)',
      D8: 'SUBTOTAL(9,D6:D7)',
      E8: 'SUBTOTAL(9,E6:E7)',
      F8: 'E8-D8',
      D9: 'SUBTOTAL(9,D5:D8)',
      E9: 'SUBTOTAL(9,E5:E8)',
      F9: 'E9-D9',
      D11: 'SUBTOTAL(4,E6:E7)',
    },
    Summary: { B1: "'Paper'!E9", B2: "SUBTOTAL(2,'Paper'!E6:E7)", B6: 'SUBTOTAL(9,B5:B5)', C6: 'SUBTOTAL(9,C5:C5)' },
  },
  figures: {
    Paper: { F6: 100, F8: 200, E9: 3000, D11: 2000, B14: '1 A note', B15: '2 Another' },
    Summary: { B1: 3000, B2: 2, C6: 3000 },
  },
}

const budgets = Array.from({ length: 30 }, (_, index) => 100 + index)
cases['rich-libreoffice'] = {
  filling: filling(
    sheet(
      'Budget 2026-27',
      [
        block(
          5,
          24,
          ...budgets.map((budget, index) =>
            row(
              5 + (index % 20),
              undefined,
              `Service ${index}`,
              `Priority ${(index % 3) + 1}`,
              undefined,
              undefined,
              budget,
              50,
            ),
          ),
        ),
      ],
      { A1: text('Northshire') },
    ),
  ),
  changed: [
    'xl/charts/chart1.xml',
    'xl/pivotCache/pivotCacheDefinition1.xml',
    'xl/tables/table1.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
    'xl/worksheets/sheet4.xml',
  ],
  formulas: {
    'Budget 2026-27': {
      J1: 'F35',
      ...Object.fromEntries(budgets.map((_, index) => [`H${5 + index}`, `F${5 + index}-G${5 + index}`])),
      E35: 'SUM(E5:E34)',
      F35: 'SUM(F5:F34)',
      G35: 'SUM(G5:G34)',
      H35: 'SUM(H5:H34)',
    },
  },
  // LibreOffice reads the source of the pivot table anew.
  figures: {
    'Budget 2026-27': { J1: 3435, F35: 3435, G35: 1500, H35: 1935 },
    Pivot: { A5: 'Priority 1', B5: 1135, A6: 'Priority 2', B6: 1145, A7: 'Priority 3', B7: 1155, B8: 3435 },
  },
}

const names = Object.keys(cases)
const filled: Record<string, Buffer> = {}
beforeAll(() => {
  for (const name of names) filled[name] = fillWorkbook(template(name), cases[name]!.filling, `${name}.xlsx`)
})

describe.each(names)('%s', (name) => {
  const { changed, formulas } = cases[name]!

  it('has every reference where its cell is now', () => {
    for (const [sheetName, expected] of Object.entries(formulas)) {
      expect(formulasOf(filled[name]!, sheetName)).toEqual(expected)
    }
  })

  it('has every other part as it was, byte for byte', () => {
    expect(changedParts(template(name), filled[name]!)).toEqual([...changed].sort())
  })

  it('has nothing that Excel would repair', () => {
    expect(faultsIn(template(name))).toEqual([])
    expect(faultsIn(filled[name]!)).toEqual([])
  })

  it('is the same each time', () => {
    expect(fillWorkbook(template(name), cases[name]!.filling, `${name}.xlsx`).equals(filled[name]!)).toBe(true)
  })

  it('carries no value that is out of date', () => {
    const known = cases[name]!.figures
    for (const [sheetName, values] of Object.entries(known)) {
      const cached = valuesOf(filled[name]!, sheetName)
      for (const [at, value] of Object.entries(values)) {
        if (cached[at] === null || cached[at] === undefined) continue
        expect([sheetName, at, cached[at]]).toEqual([sheetName, at, value])
      }
    }
  })
})

describe.skipIf(withoutLibreOffice)('in LibreOffice', () => {
  it('comes to the same figures', { timeout: 120_000 }, () => {
    const calculated = recalculated(filled)
    for (const name of names) {
      for (const [sheetName, expected] of Object.entries(cases[name]!.figures)) {
        const values = valuesOf(calculated[name]!, sheetName)
        const found = Object.fromEntries(Object.keys(expected).map((at) => [at, rounded(values[at])]))
        expect({ name, sheetName, found }).toEqual({ name, sheetName, found: expected })
      }
    }
  })
})

const rounded = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value)

describe.skipIf(withoutOpenpyxl)('in openpyxl', () => {
  it('opens, with the same formulas', { timeout: 60_000 }, () => {
    // openpyxl does not know the strict form of the standard.
    const { strict: _, ...others } = filled
    const books = opened(others)
    for (const [name, sheets] of Object.entries(books)) {
      for (const [sheetName, expected] of Object.entries(cases[name]!.formulas)) {
        for (const [at, written] of Object.entries(expected)) {
          const found = sheets[sheetName]![at]
          if (found !== '=') expect([name, at, found]).toEqual([name, at, `=${written}`])
        }
      }
    }
    expect(books.charts!.Paper!.A7).toBe('=HYPERLINK("x")')
    expect(books.charts!.Paper!.A10).toBe('  Mentoring\n“young” people ')
  })
})

describe('what lies beside the cells', () => {
  const attributesOf = (name: string, part: string, local: string, ...keys: string[]) =>
    all(treesOf(filled[name]!).get(part), local).map(({ attributes }) => keys.map((key) => attributes[key]).join(' '))
  const sheet1 = 'xl/worksheets/sheet1.xml'

  it('moves names, print areas and titles, panes and merges', () => {
    const book = treesOf(filled.charts!).get('xl/workbook.xml')
    const defined = Object.fromEntries(all(book, 'definedName').map((one) => [one.attributes.name, textIn(one)]))
    expect(defined).toEqual({
      GrandTotal: "'Paper'!$C$12",
      Budgets: 'Paper!$C$6:$C$10',
      '_xlnm.Print_Titles': "'Paper'!4:4",
      '_xlnm.Print_Area': "'Paper'!$A$1:$F$17",
    })
    expect(attributesOf('charts', 'xl/workbook.xml', 'calcPr', 'fullCalcOnLoad')).toEqual(['1'])
    expect(attributesOf('charts', sheet1, 'mergeCell', 'ref')).toEqual(['A1:F1', 'A5:F5', 'A9:F9'])
    expect(attributesOf('charts', sheet1, 'dimension', 'ref')).toEqual(['A1:F17'])
    expect(attributesOf('charts', sheet1, 'pane', 'ySplit', 'topLeftCell')).toEqual(['4 B5'])
  })

  it('fills headers and footers', () => {
    expect(partText(filled.charts!, sheet1)).toContain('<oddFooter>&amp;LThe plan</oddFooter>')
    expect(readTemplate(template('charts'), 'charts.xlsx').headerFooter.Paper).toEqual({
      oddFooter: '&L{{plan.title}}',
    })
  })

  it('lets the series of charts grow, without the points of old', () => {
    for (const chart of ['chart1', 'chart2', 'chart3', 'chart5']) {
      const root = treesOf(filled.charts!).get(`xl/charts/${chart}.xml`)
      expect(all(root, 'f').map(textIn)).toEqual(["'Paper'!$A$6:$A$10", "'Paper'!$C$6:$C$10"])
      expect(all(root, 'numCache')).toEqual([])
    }
  })

  it('moves what floats over a sheet with its upper corner', () => {
    const rows = (name: string) => all(treesOf(filled[name]!).get('xl/drawings/drawing1.xml'), 'row').map(textIn)
    expect(rows('charts')).toEqual(['4', '12', '19'])
    expect(rows('pictures').sort()).toEqual(['14', '18', '20'])
  })

  it('moves comments with their boxes, and links', () => {
    const comments = 'xl/comments/comment1.xml'
    expect(attributesOf('pictures', comments, 'comment', 'ref')).toEqual(['A4', 'A6', 'C12', 'A16'])
    const boxes = treesOf(filled.pictures!).get('xl/drawings/commentsDrawing1.vml')
    expect(all(boxes, 'Row').map(textIn)).toEqual(['3', '5', '11', '15'])
    expect(attributesOf('pictures', sheet1, 'hyperlink', 'ref', 'location')).toEqual([
      'A6:A7 ',
      'A10 ',
      'A16 Paper!C12',
    ])
    expect(attributesOf('pictures', 'xl/worksheets/sheet2.xml', 'hyperlink', 'location')).toEqual(["'Paper'!A12"])
  })

  it('moves ranges that may be edited, filters, validations, breaks, outlines and heights', () => {
    expect(attributesOf('protected', sheet1, 'protectedRange', 'sqref')).toEqual(['C6:D7 C10:D10 C15'])
    expect(attributesOf('protected', sheet1, 'ignoredError', 'sqref')).toEqual(['E6:F8 E10:F12'])
    expect(attributesOf('protected', sheet1, 'autoFilter', 'ref')).toEqual(['A4:F12'])
    expect(attributesOf('protected', sheet1, 'dataValidation', 'sqref')).toEqual(['B6:B7 B10', 'D6:D8 D10:D11 D14'])
    expect(all(treesOf(filled.protected!).get(sheet1), 'formula1').map(textIn)).toEqual(['Rates!$A$1:$A$2', '$C$12-C6'])
    expect(attributesOf('protected', sheet1, 'brk', 'id')).toEqual(['8', '11', '15'])
    expect(attributesOf('protected', sheet1, 'selection', 'activeCell', 'sqref').at(-1)).toBe('C15 C15')
    const rows = all(treesOf(filled.protected!).get(sheet1), 'row').map(
      ({ attributes: { r, ht, outlineLevel, hidden } }) => [r, ht ?? '-', outlineLevel ?? '-', hidden ?? '-'].join(' '),
    )
    expect(rows.slice(3)).toEqual([
      '5 - - -',
      '6 31 1 -',
      '7 31 1 -',
      '8 - 1 -',
      '9 - - -',
      '10 31 1 -',
      '11 - 1 -',
      '12 - - -',
      '14 - - -',
      '15 - - -',
      '16 44 - -',
      '17 - - 1',
    ])
  })

  it('moves conditional formats and their formulas, old and new, and draws sparklines in each copy', () => {
    expect(attributesOf('formats', sheet1, 'conditionalFormatting', 'sqref').filter(Boolean)).toEqual([
      'E6:E7 E10',
      'A6:F7 A10:F10',
      'A8:F8 A11:F12',
      'C5:C12',
      'A14:A16',
    ])
    const root = treesOf(filled.formats!).get(sheet1)
    expect(all(root, 'formula').map(textIn)).toEqual(['0', '$D6>$C6+$B$2', '$C8=MAX($C$6:$C$12)', '$C14>Summary!$B$1'])
    expect(all(root, 'cfvo').map(({ attributes }) => attributes.val)).toEqual(['0', '$C$12', undefined, undefined])
    expect(all(root, 'sqref').map(textIn)).toEqual(['D6:D7 D10', 'B6:B7 B10 B12', 'G6', 'G7', 'G10', 'G12'])
    expect(all(all(root, 'extLst').at(-1), 'f').map(textIn)).toEqual([
      '0',
      '$D$12',
      'Rates!$A$1:$A$2',
      'Paper!C6:D6',
      'Paper!C7:D7',
      'Paper!C10:D10',
      'Paper!C12:D12',
    ])
  })

  it('lets tables grow, under the names of their headings', () => {
    const lines = treesOf(filled.tables!).get('xl/tables/table1.xml')!
    expect(lines.attributes.ref).toBe('A4:D8')
    expect(all(lines, 'autoFilter')[0]!.attributes.ref).toBe('A4:D7')
    expect(all(lines, 'tableColumn').map(({ attributes }) => attributes.name)).toEqual([
      'Service',
      'Budget 2020/21',
      'Forecast',
      'Variance',
    ])
    expect(treesOf(filled.tables!).get('xl/tables/table2.xml')!.attributes.ref).toBe('A11:B13')
  })

  it('moves pivot tables and has them read their source anew', () => {
    const cache = treesOf(filled.pivots!).get('xl/pivotCache/pivotCacheDefinition1.xml')!
    expect(cache.attributes.refreshOnLoad).toBe('1')
    expect(all(cache, 'worksheetSource')[0]!.attributes.ref).toBe('A4:H7')
    expect(all(cache, 'cacheField')[5]!.attributes.name).toBe('Budget 2020/21')
    const table = 'xl/pivotTables/pivotTable1.xml'
    expect(attributesOf('pivots', table, 'dataField', 'name')).toEqual(['Sum of Budget 2020/21'])
    expect(attributesOf('pivots', 'xl/pivotTables/pivotTable1.xml', 'location', 'ref')).toEqual(['A14:B18'])
  })

  it('merges cells over rows in each group, and across', () => {
    expect(attributesOf('two-blocks', sheet1, 'mergeCell', 'ref')).toEqual(['F4:F5', 'A11:E11'])
  })
})

describe('a plan with nothing to say', () => {
  const none = filling(sheet('Paper', [block(5, 8, row(8, 'Total', undefined, 0, 0))]))
  const ofNone: Record<string, Filling> = {
    tables: filling(sheet('Lines', [block(5, 5)])),
    'two-blocks': filling(sheet('Two blocks', [block(4, 5), block(12, 12)])),
    pivots: filling(sheet('Budget 2026-27', [block(5, 5)])),
    'dates-1904': filling(sheet('Contracts', [block(4, 4)])),
    'rich-libreoffice': filling(sheet('Budget 2026-27', [block(5, 24)])),
  }
  const emptied = (name: string) => fillWorkbook(template(name), ofNone[name] ?? none, `${name}.xlsx`)

  it.each(names.filter((name) => name !== 'two-blocks-libreoffice'))(
    'leaves nothing that Excel would repair in %s',
    (name) => {
      expect(faultsIn(emptied(name))).toEqual([])
    },
  )

  it('leaves comments without their lines, and tables without rows, out', () => {
    const trees = treesOf(emptied('pictures'))
    expect(all(trees.get('xl/comments/comment1.xml'), 'comment').map(({ attributes }) => attributes.ref)).toEqual([
      'A4',
      'C5',
      'A9',
    ])
    expect(all(trees.get('xl/drawings/commentsDrawing1.vml'), 'Row').map(textIn)).toEqual(['3', '4', '8'])
    expect(changedParts(template('tables'), emptied('tables'))).toEqual([
      '[Content_Types].xml',
      'xl/tables/table2.xml',
      'xl/workbook.xml',
      'xl/worksheets/_rels/sheet1.xml.rels',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
      '−xl/tables/table1.xml',
    ])
    expect(formulasOf(emptied('tables'), 'Summary')).toEqual({
      B1: 'SUM(#REF!)',
      B2: 'SUM(Rates[Value])',
      B3: 'SUM(#REF!)',
    })
  })
})
