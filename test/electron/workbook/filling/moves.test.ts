/**
 * Random rows repeated and removed under random formulas, held against the plainest way to do it: rows inserted and deleted
 * one by one, each reference counted up or down. And random groups, worked out by LibreOffice.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillWorkbook } from '../../../../electron/workbook/filling/filler.ts'
import { columnLetters } from '../../../../shared/sheet.ts'
import { parts, random, workbook, zip } from '../hostile.ts'
import { block, filling, formulasOf, row, sheet, valuesOf } from './fillings.ts'
import { recalculated, withoutLibreOffice } from './office.ts'

const ROWS = 9

/** One end of a range; `own` is the row in which the formula stands. */
interface End {
  row: number
  own: boolean
  dollar: boolean
}

interface Ref {
  sheet: number
  column: number
  from: End
  to: End | null
  gone?: boolean
}

interface Line {
  cells: { column: number; refs: Ref[] }[]
}

const NAMES = ['One', 'Two']

/** The formula as it is written in a row. */
function written(refs: Ref[], here: number, home: number): string {
  const end = ({ row: at, own, dollar }: End, column: number) =>
    `${columnLetters(column)}${dollar ? '$' : ''}${own ? here : at}`
  return refs
    .map(({ sheet: target, column, from, to, gone }) => {
      const prefix = target === home ? '' : `${NAMES[target]}!`
      if (gone) return `SUM(${prefix}#REF!)`
      return `SUM(${prefix}${end(from, column)}${to ? `:${end(to, column)}` : ''})`
    })
    .join('+')
}

/** Calls back for each reference to a sheet, with the row in which it stands when that is in the same sheet. */
function eachRef(sheets: Line[][], target: number, visit: (ref: Ref, here: number | null) => void): void {
  for (const [home, lines] of sheets.entries()) {
    for (const [index, line] of lines.entries()) {
      for (const { refs } of line.cells) {
        for (const ref of refs) if (ref.sheet === target && !ref.gone) visit(ref, home === target ? index + 1 : null)
      }
    }
  }
}

/** Inserts a copy of a row below it, as a person would: what names rows below counts up, a range that ends there grows. */
function insertCopy(sheets: Line[][], target: number, at: number): void {
  eachRef(sheets, target, ({ from, to }) => {
    if (!from.own && from.row > at) from.row++
    if (to && !to.own && to.row >= at) to.row++
  })
  const copy = structuredClone(sheets[target]![at - 1]!)
  sheets[target]!.splice(at, 0, copy)
}

function removeRow(sheets: Line[][], target: number, at: number): void {
  sheets[target]!.splice(at - 1, 1)
  eachRef(sheets, target, (ref) => {
    const { from, to } = ref
    if (!to) {
      if (!from.own && from.row === at) ref.gone = true
      if (!from.own && from.row > at) from.row--
      return
    }
    if (!from.own && !to.own && from.row === at && to.row === at) ref.gone = true
    if (!from.own && from.row > at) from.row--
    if (!to.own && to.row >= at) to.row--
  })
}

const ends = fc.record({ row: fc.integer({ min: 1, max: ROWS }), dollar: fc.boolean() })
const reference = fc.record({
  sheet: fc.integer({ min: 0, max: 1 }),
  column: fc.integer({ min: 1, max: 3 }),
  a: ends,
  b: fc.option(ends, { nil: null }),
})
const cell = fc.record({
  column: fc.integer({ min: 4, max: 6 }),
  refs: fc.array(reference, { minLength: 1, maxLength: 3 }),
})
const scene = fc.record({
  cells: fc.array(fc.record({ sheet: fc.integer({ min: 0, max: 1 }), row: fc.integer({ min: 1, max: ROWS }), cell }), {
    maxLength: 20,
  }),
  /** For each row of each sheet how often it is copied; null for a row that no block names. */
  copies: fc.array(
    fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { nil: null, freq: 2 }), { minLength: ROWS, maxLength: ROWS }),
    {
      minLength: 2,
      maxLength: 2,
    },
  ),
})
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never

function sheetsOf({ cells }: Scene): Line[][] {
  const sheets = NAMES.map(() => Array.from({ length: ROWS }, (): Line => ({ cells: [] })))
  for (const { sheet: home, row: at, cell: made } of cells) {
    const line = sheets[home]![at - 1]!
    if (line.cells.some(({ column }) => column === made.column)) continue
    const refs = made.refs.map(({ sheet: target, column, a, b }): Ref => {
      const [first, second] = b && b.row < a.row ? [b, a] : [a, b]
      const end = ({ row: to, dollar }: { row: number; dollar: boolean }): End => ({
        row: to,
        dollar,
        own: target === home && to === at && !dollar,
      })
      return { sheet: target, column, from: end(first), to: second ? end(second) : null }
    })
    line.cells.push({ column: made.column, refs })
  }
  for (const lines of sheets) for (const line of lines) line.cells.sort((a, b) => a.column - b.column)
  return sheets
}

function templateOf(sheets: Line[][]): Buffer {
  return workbook({
    sheets: sheets.map((lines, home) => ({
      name: NAMES[home]!,
      rows: lines
        .map(({ cells }, index) => {
          const own = cells.map(
            ({ column, refs }) =>
              `<c r="${columnLetters(column)}${index + 1}"><f>${written(refs, index + 1, home)}</f><v>1</v></c>`,
          )
          return `<row r="${index + 1}"><c r="A${index + 1}"><v>${index + 1}</v></c>${own.join('')}</row>`
        })
        .join(''),
    })),
  })
}

describe('random rows under random formulas', () => {
  it('are moved as rows that are inserted and deleted one by one', () => {
    fc.assert(
      fc.property(scene, (made) => {
        const sheets = sheetsOf(made)
        const template = templateOf(sheets)
        const blocks = made.copies.map((rows) =>
          rows.flatMap((count, index) =>
            count === null ? [] : [block(index + 1, index + 1, ...Array.from({ length: count }, () => row(index + 1)))],
          ),
        )
        const filled = fillWorkbook(template, filling(...blocks.map((own, home) => sheet(NAMES[home]!, own))), 't.xlsx')
        for (const [target, rows] of made.copies.entries()) {
          for (let at = ROWS; at >= 1; at--) {
            const count = rows[at - 1]
            if (count === null || count === undefined) continue
            if (count === 0) removeRow(sheets, target, at)
            for (let copy = 1; copy < count; copy++) insertCopy(sheets, target, at + copy - 1)
          }
        }
        for (const [home, lines] of sheets.entries()) {
          const expected: Record<string, string> = {}
          for (const [index, { cells }] of lines.entries()) {
            for (const { column, refs } of cells)
              expected[columnLetters(column) + (index + 1)] = written(refs, index + 1, home)
          }
          expect(formulasOf(filled, NAMES[home]!)).toEqual(expected)
        }
      }),
      { seed: 20_210_401, numRuns: 400 },
    )
  })
})

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="${SHEET}.worksheet+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/></Types>`

/** A paper of random groups: its subtotals and totals are the template's own formulas. */
function paperOf(seed: number) {
  const next = random(seed)
  const upTo = (limit: number) => next() % limit
  const groups = Array.from({ length: 1 + upTo(5) }, () => Array.from({ length: upTo(4) }, () => upTo(100_000) / 100))
  const entries = parts({
    sheets: [
      {
        name: 'Paper',
        rows: `<row r="2"><c r="A2"><v>2</v></c></row>
<row r="4"><c r="B4"><f>B6</f></c></row>
<row r="5"><c r="A5"><v>0</v></c><c r="B5"><f>$A$2*A5</f></c><c r="C5"><f>A5/A$7</f></c><c r="D5"><f>SUBTOTAL(9,A$5:A5)</f></c><c r="E5"><f>B4</f></c></row>
<row r="6"><c r="A6"><f>SUBTOTAL(9,A5:A5)</f></c><c r="B6"><f>SUBTOTAL(9,B5:B5)</f></c></row>
<row r="7"><c r="A7"><f>SUBTOTAL(9,A5:A6)</f></c><c r="B7"><f>SUBTOTAL(9,B5:B5)</f></c></row>
<row r="9"><c r="A9"><f>A7*$A$2</f></c></row>`,
      },
      {
        name: 'Sum',
        rows: '<row r="1"><c r="A1"><f>SUBTOTAL(9,Paper!A5:A6)</f></c><c r="B1"><f>Paper!A9+1</f></c></row>',
      },
    ],
  })
  const template = zip([...entries, { name: '[Content_Types].xml', content: TYPES }])
  const rows = groups.flatMap((lines) => [row(4), ...lines.map((amount) => row(5, amount)), row(6)])
  return { groups, bytes: fillWorkbook(template, filling(sheet('Paper', [block(4, 6, ...rows)])), 't.xlsx') }
}

describe.skipIf(withoutLibreOffice)('random groups', () => {
  it('come to their own sums in LibreOffice', { timeout: 120_000 }, () => {
    const papers = Array.from({ length: 12 }, (_, seed) => ({ name: `paper ${seed}`, ...paperOf(seed + 1) }))
    const calculated = recalculated(Object.fromEntries(papers.map(({ name, bytes }) => [name, bytes])))
    for (const { name, groups } of papers) {
      const values = valuesOf(calculated[name]!, 'Paper')
      const total = groups.flat().reduce((sum, amount) => sum + amount, 0)
      let at = 4
      let running = 0
      for (const lines of groups) {
        const subtotal = lines.reduce((sum, amount) => sum + amount, 0)
        const heading = at++
        // A group without lines has no cells to add up: its formula has nothing left to name.
        expect([name, heading, values[`B${heading}`]]).toEqual([
          name,
          heading,
          lines.length === 0 ? '#REF!' : close(subtotal * 2),
        ])
        for (const amount of lines) {
          running += amount
          expect([name, at, values[`B${at}`], values[`C${at}`], values[`D${at}`], values[`E${at}`]]).toEqual([
            name,
            at,
            close(amount * 2),
            total === 0 ? expect.anything() : close(amount / total),
            close(running),
            close(subtotal * 2),
          ])
          at++
        }
        if (lines.length > 0)
          expect([name, values[`A${at}`], values[`B${at}`]]).toEqual([name, close(subtotal), close(subtotal * 2)])
        at++
      }
      if (groups.some((lines) => lines.length === 0)) continue
      expect([name, values[`A${at}`], values[`A${at + 2}`]]).toEqual([name, close(total), close(total * 2)])
      expect(valuesOf(calculated[name]!, 'Sum')).toEqual({ A1: close(total), B1: close(total * 2 + 1) })
    }
  })
})

const close = (value: number) => expect.closeTo(value, 6)
