/**
 * Figures stay on the right lines: what of a copied block meets which row. Example: a column copied with its subtotals goes
 * over a column with the same subtotals, line by line.
 */
import { expect, test } from 'vitest'
import { align, type TargetRow } from '../../../shared/clipboard/aligning.ts'
import type { PastedBlock, RowKind } from '../../../shared/clipboard/reading.ts'

/** Two sections: Victims of three lines, Prevention of two. */
const ledger: TargetRow[] = [
  { kind: 'heading', group: 'v', name: 'Victims' },
  { kind: 'line', group: 'v' },
  { kind: 'line', group: 'v' },
  { kind: 'line', group: 'v' },
  { kind: 'subtotal', group: 'v', name: 'Victims' },
  { kind: 'heading', group: 'p', name: 'Prevention' },
  { kind: 'line', group: 'p' },
  { kind: 'line', group: 'p' },
  { kind: 'subtotal', group: 'p', name: 'Prevention' },
]
const from = (at: number) => ledger.slice(at)
const block = (rows: string[][], kinds: RowKind[] = []): PastedBlock =>
  rows.map((texts, index) => ({
    kind: kinds[index] ?? null,
    cells: texts.map((text) => ({ text, number: null, expression: null })),
  }))
const column = (...texts: string[]) => block(texts.map((text) => [text]))
const options = { namesLines: false, selected: 1, repeats: true }

test('figures go down the lines and pass over subtotals and headings', () => {
  expect(align(column('10', '21', '32', '43'), from(2), options)).toEqual({
    pairs: [
      [0, 0],
      [1, 1],
      [2, 4],
      [3, 5],
    ],
    added: null,
    passedOver: 2,
    leftOut: 0,
  })
})

test('a column with subtotals and blank headings just where the ledger has them lines up', () => {
  const copied = column('1', '2', '3', '6', '', '10', '20')
  expect(align(copied, from(1), options)).toMatchObject({
    pairs: [
      [0, 0],
      [1, 1],
      [2, 2],
      [5, 5],
      [6, 6],
    ],
    passedOver: 2,
    leftOut: 2,
  })
  // A blank one may be either: only a sum makes it sure.
  expect(
    align(column('1', '2', '3', '4', '', '6'), [...from(1), { kind: 'line', group: 'p' }], options).pairs[3],
  ).toEqual([3, 5])
})

test('a sum of one line is a sum where a blank heading follows, or where its texts are blank; else it is a line', () => {
  const one = [...from(3), { kind: 'line', group: 'p' } as const]
  expect(align(column('5', '5', '', '7'), one, options)).toMatchObject({
    pairs: [
      [0, 0],
      [3, 3],
    ],
    leftOut: 2,
  })
  expect(align(column('5', '5'), one, options).pairs).toEqual([
    [0, 0],
    [1, 3],
  ])
  expect(
    align(
      block([
        ['Grant', '5'],
        ['', '5'],
      ]),
      one,
      options,
    ),
  ).toMatchObject({ pairs: [[0, 0]], leftOut: 1 })
  expect(align(column('5', ''), one, options).pairs).toHaveLength(2)
})

test('sums at some places only are not certain, so nothing is pasted', () => {
  expect(() => align(column('1', '2', '3', '6', '7', '10', '20'), from(1), options)).toThrow(
    'Some of the copied rows look like subtotals, but not the one at “Prevention”',
  )
})

test('rows that say they are sums or headings are left out wherever they stand', () => {
  const copied = block([
    ['Victims', ''],
    ['Shelter', '1'],
    ['Victims subtotal', '1'],
    ['PREVENTION ', ''],
    ['Youth', '2'],
    ['Total', '3'],
  ])
  const lined = align(copied, from(0), { ...options, namesLines: true })
  expect(lined).toMatchObject({
    pairs: [
      [1, 1],
      [4, 2],
    ],
    added: null,
    leftOut: 4,
  })
})

test('this program’s own sums are left out, but a copied subtotal alone is its value', () => {
  const kinds: RowKind[] = ['line', 'subtotal', 'heading', 'line']
  expect(align(block([['1'], ['1'], [''], ['2']], kinds), from(6), options)).toMatchObject({
    pairs: [
      [0, 0],
      [3, 1],
    ],
    leftOut: 2,
  })
  expect(align(block([['6']], ['subtotal']), from(6), options).pairs).toEqual([[0, 0]])
})

test('one cell fills a range, several repeat where they fit, else they stand once', () => {
  expect(align(column('5'), from(1), { ...options, selected: 7 })).toMatchObject({
    pairs: [0, 1, 2, 5, 6].map((at) => [0, at]),
    passedOver: 2,
  })
  expect(align(column('1', '2'), from(6), { ...options, selected: 2 }).pairs).toHaveLength(2)
  const four: TargetRow[] = Array.from({ length: 4 }, () => ({ kind: 'line', group: 'v' }))
  expect(align(column('1', '2'), four, { ...options, selected: 4 }).pairs).toEqual([
    [0, 0],
    [1, 1],
    [0, 2],
    [1, 3],
  ])
  expect(align(column('1', '2', '3'), four, { ...options, selected: 4 }).pairs).toHaveLength(3)
  expect(align(column('1', '2'), four, { ...options, selected: 4, repeats: false }).pairs).toHaveLength(2)
})

test('named rows past their section are new lines of it; figures alone are not', () => {
  const copied = block([
    ['A', '1'],
    ['B', '2'],
    ['C', '3'],
  ])
  const named = { ...options, namesLines: true }
  expect(align(copied, from(3), named)).toMatchObject({ pairs: [[0, 0]], added: { group: 'v', rows: [1, 2] } })
  expect(align(copied, from(4), named)).toMatchObject({ pairs: [], added: { group: 'v', rows: [0, 1, 2] } })
  expect(align(copied, from(8), named)).toMatchObject({ added: { group: 'p' } })
  expect(() => align(copied, from(7), options)).toThrow('Below there are no lines for its last 2 rows')
  expect(() => align(column('1'), from(4), options)).toThrow('The subtotal of Victims is worked out')
})
