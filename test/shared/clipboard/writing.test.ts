/**
 * Copied cells for other programs: what is written is read back as the same cells, and Word gets an accessible table.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { figureOf, readText } from '../../../shared/clipboard/reading.ts'
import {
  type CopiedRow,
  writeHtml,
  writeShown,
  writeTabbed,
  writeWordTable,
} from '../../../shared/clipboard/writing.ts'
import type { BasisPoints, Pence } from '../../../shared/money.ts'
import { penceArbitrary, settings } from '../arbitraries.ts'

const pounds = (value: number, expression: string | null = null) =>
  ({ kind: 'money', pence: Math.round(value * 100) as Pence, expression }) as const
const text = (value: string | null) => ({ kind: 'text', text: value }) as const
const rows: CopiedRow[] = [
  { kind: 'heading', cells: [text('VICTIMS'), text(null), { kind: 'percent', points: null }] },
  {
    kind: 'line',
    cells: [text('Victim <First>\nphase 2'), pounds(558322), { kind: 'percent', points: 225 as BasisPoints }],
  },
  { kind: 'line', cells: [text('=HYPERLINK("x")'), pounds(-12.5, '=1-13.5'), { kind: 'percent', points: null }] },
  {
    kind: 'subtotal',
    cells: [text('VICTIMS subtotal'), pounds(558309.5), { kind: 'percent', points: -150 as BasisPoints }],
  },
]

test('text with tabs: plain pounds, quotes only where they are needed, no formula out of a text', () => {
  expect(writeTabbed(rows)).toBe(
    'VICTIMS\t\t\r\n"Victim <First>\nphase 2"\t558322\t2.25%\r\n\'=HYPERLINK("x")\t-12.50\t\r\nVICTIMS subtotal\t558309.50\t-1.5%\r\n',
  )
})

test('HTML: numbers are numbers, texts are texts, rows and arithmetic say what they are', () => {
  const written = writeHtml(rows)
  expect(written).toContain('<tr data-row="heading"><td')
  expect(written).toContain('x:num="558322" sdval="558322" sdnum="2057;0;#,##0;(#,##0)">558,322</td>')
  expect(written).toContain('sdval="-12.50" sdnum="2057;0;#,##0.00;(#,##0.00)" data-expression="=1-13.5">(12.50)</td>')
  expect(written).toContain('x:num="-0.0150" sdval="-0.0150"')
  expect(written).toContain(
    `<td style='mso-number-format:"\\@"' sdnum="2057;0;@">Victim &lt;First&gt;<br style="mso-data-placement:same-cell">phase 2</td>`,
  )
})

test('Word: headed columns, a section over the whole width, brackets, sums in bold', () => {
  const headings = [
    { heading: 'Service', kind: 'text' },
    { heading: '2021/22', note: 'plan year', kind: 'money' },
    { heading: 'Change %', kind: 'percent' },
  ] as const
  const written = writeWordTable('Budget, £', headings, rows)
  expect(written).toContain('<caption>Budget, £</caption>')
  expect(written).toContain('<th scope="col" style="text-align:right;white-space:nowrap">2021/22<br>plan year</th>')
  expect(written).toContain('<th scope="rowgroup" colspan="3" style="text-align:left">VICTIMS</th>')
  expect(written).toContain(
    '<th scope="row" style="text-align:left;font-weight:normal">Victim &lt;First&gt;<br>phase 2</th>',
  )
  expect(written).toContain('<td style="text-align:right;white-space:nowrap">(12.50)</td>')
  expect(written).toMatch(/font-weight:bold;border-top:1px solid">558,309.50</)
  expect(writeShown(headings, rows).split('\r\n')[0]).toBe('Service\t2021/22 plan year\tChange %')
  expect(writeShown(headings, rows)).toContain('(12.50)')
})

test('any cells come back as they were copied', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom('"a"', '"', 'a\tb', '=x', '-', "'", "'=x", "''=x", ' =1', 'a\n"b', '\n', '@'),
  )
  const cells = fc.oneof(
    texts.map((value) => ({ kind: 'text', text: value.replaceAll('\r', '') }) as const),
    fc.option(penceArbitrary).map((pence) => ({ kind: 'money', pence, expression: null }) as const),
  )
  const block = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(
      fc.array(cells, { minLength: width, maxLength: width }).map((row): CopiedRow => ({ kind: 'line', cells: row })),
      { minLength: 1, maxLength: 5 },
    ),
  )
  fc.assert(
    fc.property(block, (copied) => {
      const back = readText(writeTabbed(copied))
      expect(back.length).toBe(copied.length)
      for (const [at, { cells: wanted }] of copied.entries())
        for (const [column, cell] of wanted.entries()) {
          const read = back[at]!.cells[column]!
          if (cell.kind === 'text') expect(read.text).toBe(cell.text)
          else if (cell.kind === 'money') {
            const typed = figureOf(read)
            const value = 'typed' in typed && typed.typed !== '' ? Math.round(Number(typed.typed) * 100) : null
            expect(value).toBe(cell.pence)
          }
        }
    }),
    settings,
  )
})
