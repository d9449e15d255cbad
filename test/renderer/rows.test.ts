/**
 * The ledger's rows: sections in the order of the paper, each with its heading, lines and subtotal.
 * Example: by route, "Grant" and "grant " are one section.
 */
import { expect, test } from 'vitest'
import { gridRows, subtotalId } from '../../renderer/grid/rows.ts'
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
