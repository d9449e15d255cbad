/**
 * The ledger's rows: sections in the order of the paper, each with its heading, lines and subtotal.
 * Example: by route, "Grant" and "grant " are one section.
 */
import { expect, test } from 'vitest'
import { foldRows, type GridRow, gridRows, subtotalId } from '../../renderer/grid/rows.ts'
import { planOf } from '../../shared/plan.ts'
import { planRows } from './fixtures.ts'

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

test('each priority has a heading, its lines and a subtotal, in order', () => {
  const rows = gridRows(planOf(planRows()), 'priority')
  expect(ids(rows)).toEqual(['heading v', 'a', 'b', subtotalId('v'), 'heading p', 'c', subtotalId('p')])
  expect(rows[0]).toMatchObject({ kind: 'heading', name: 'Victims', lines: 2 })
})

test('texts that differ only in capitals and spaces are one section, named as first written', () => {
  const rows = gridRows(planOf(planRows()), 'route')
  expect(rows.filter(({ kind }) => kind === 'heading')).toMatchObject([{ name: 'Grant' }, { name: 'Procured' }])
})

test('lines without a provider come last, under a name that says so', () => {
  const rows = gridRows(planOf(planRows()), 'provider')
  expect(rows.at(-3)).toMatchObject({ kind: 'heading', name: 'Provider not given' })
  expect(rows.at(-1)).toMatchObject({ kind: 'subtotal', name: 'Provider not given' })
})

test('finding keeps only lines that hold the text and the sections they stand in', () => {
  const plan = planOf(planRows())
  expect(ids(gridRows(plan, 'priority', '  SAFE '))).toEqual(['heading v', 'b', subtotalId('v')])
  expect(gridRows(plan, 'priority', 'nowhere')).toEqual([])
})

test('a priority without lines is a section too', () => {
  const rows = planRows()
  rows.priority.push({ id: 'x', name: 'Empty', parentId: null, position: 3 })
  expect(ids(gridRows(planOf(rows), 'priority')).slice(-2)).toEqual(['heading x', subtotalId('x')])
})

const sub = () => {
  const rows = planRows()
  rows.priority.push({ id: 'y', name: 'Young victims', parentId: 'v', position: 3 })
  rows.line[1]!.priorityId = 'y'
  return planOf(rows)
}
const levels = { by: 'priority', below: 'sub-priority' } as const

test('sub-priorities stand within their priority, each with a heading and a subtotal of its own', () => {
  expect(ids(gridRows(sub(), levels))).toEqual([
    'heading v',
    'heading v\n',
    'a',
    'subtotal v\n',
    'heading v\ny',
    'b',
    'subtotal v\ny',
    'subtotal v',
    'heading p',
    'c',
    'subtotal p',
  ])
  const names = gridRows(sub(), levels).flatMap((row) => (row.kind === 'heading' ? [`${row.name}: ${row.lines}`] : []))
  expect(names).toEqual(['Victims: 2', 'No sub-priority: 1', 'Young victims: 1', 'Prevention: 1'])
})

test('collapsed groups keep their heading and their subtotal, at both levels', () => {
  const rows = gridRows(sub(), levels)
  expect(ids(foldRows(rows, new Set(['v'])))).toEqual(['heading v', 'subtotal v', 'heading p', 'c', 'subtotal p'])
  expect(ids(foldRows(rows, new Set(['v\ny', 'p'])))).toEqual([
    ...['heading v', 'heading v\n', 'a', 'subtotal v\n', 'heading v\ny', 'subtotal v\ny', 'subtotal v'],
    ...['heading p', 'subtotal p'],
  ])
  expect(foldRows(rows, new Set(['v']))[0]).toMatchObject({ folded: true })
})

test('what is filtered is said on headings and subtotals, which stay those of all lines', () => {
  const rows = gridRows(planOf(planRows()), 'priority', '', { keeps: ({ id }) => id === 'b' })
  expect(rows).toMatchObject([{ kind: 'heading', lines: 2, shown: 1 }, { id: 'b' }, { kind: 'subtotal', partial: 2 }])
})

test('lines are sorted within their group, in the order of the paper where they are the same', () => {
  const order = ['b', 'a', 'c']
  const compare = (one: { lineId: string }, other: { lineId: string }) =>
    order.indexOf(one.lineId) - order.indexOf(other.lineId)
  const lines = (rows: GridRow[]) => ids(rows.filter(({ kind }) => kind === 'line'))
  expect(lines(gridRows(planOf(planRows()), 'priority', '', { compare }))).toEqual(['b', 'a', 'c'])
  expect(lines(gridRows(planOf(planRows()), 'priority', '', { compare: () => 0 }))).toEqual(['a', 'b', 'c'])
})
