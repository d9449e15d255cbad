/**
 * Where lines go when they are moved by one, and what the fill handle fills. Example: from the top of a section up is the end
 * of the section above.
 */
import { expect, test } from 'vitest'
import { beyond } from '../../renderer/grid/handle.ts'
import { rowPast } from '../../renderer/grid/linework.ts'
import type { GridRow } from '../../renderer/grid/rows.ts'

const line = (id: string, group: string): GridRow => ({ kind: 'line', id, lineId: id, group })
const heading = (group: string, folded = false): GridRow => ({
  kind: 'heading',
  id: `heading ${group}`,
  group,
  name: group,
  lines: 2,
  folded,
})
const subtotal = (group: string): GridRow => ({ kind: 'subtotal', id: `subtotal ${group}`, group, name: group })
const rows = [
  heading('v'),
  line('a', 'v'),
  line('b', 'v'),
  subtotal('v'),
  heading('folded', true),
  subtotal('folded'),
  heading('p'),
  line('c', 'p'),
  subtotal('p'),
]
const past = (ids: string[], by: 1 | -1) => rowPast(rows, new Set(ids), by)?.id ?? null

test('lines go past the next line, else into the next section that is not collapsed', () => {
  expect(past(['a'], 1)).toBe('b')
  expect(past(['b'], -1)).toBe('a')
  expect(past(['a', 'b'], 1)).toBe('heading p')
  expect(past(['c'], -1)).toBe('subtotal v')
  expect(past(['c'], 1)).toBeNull()
  expect(past(['a'], -1)).toBeNull()
  expect(past([], 1)).toBeNull()
})

test('the handle fills on the side to which it lies furthest', () => {
  const box = { top: 2, bottom: 3, left: 1, right: 1 }
  expect(beyond(box, { row: 2, column: 1 })).toBeNull()
  expect(beyond(box, { row: 6, column: 2 })).toEqual({ box: { top: 4, bottom: 6, left: 1, right: 1 }, side: 'down' })
  expect(beyond(box, { row: 0, column: 1 })).toEqual({ box: { top: 0, bottom: 1, left: 1, right: 1 }, side: 'up' })
  expect(beyond(box, { row: 4, column: 4 })).toEqual({ box: { top: 2, bottom: 3, left: 2, right: 4 }, side: 'right' })
  expect(beyond(box, { row: 2, column: 0 })).toEqual({ box: { top: 2, bottom: 3, left: 0, right: 0 }, side: 'left' })
})
