/**
 * Finding and replacing in the texts of lines. Example: “Catch 22” is found in “catch 22 and Safe”, unless case is to match.
 */
import { expect, test } from 'vitest'
import { apply, invert } from '../../../shared/change.ts'
import { matchesOf, replaced, replaceTexts, type Sought } from '../../../shared/edits/replacing.ts'
import { blankLine } from '../../../shared/edits.ts'
import { planOf } from '../../../shared/plan.ts'

const sought = (text: string, part: Partial<Sought> = {}): Sought => ({
  text,
  matchCase: false,
  wholeCell: false,
  field: null,
  ...part,
})
const plan = () =>
  planOf({
    line: [
      blankLine({ id: 'a', service: 'Catch 22 helpline', provider: 'Catch 22', route: 'Grant', position: 1 }),
      blankLine({ id: 'b', service: 'Shelter', provider: 'catch 22 and Catch 22', position: 2 }),
      blankLine({ id: 'c', service: 'A.B (50%)', provider: '$1', position: 3 }),
    ],
  })
const found = (what: Sought) =>
  matchesOf(plan(), what, ['a', 'b', 'c']).map(({ lineId, field }) => `${lineId} ${field}`)

test('texts are found line by line, with case and whole cells as asked', () => {
  expect(found(sought('CATCH 22'))).toEqual(['a service', 'a provider', 'b provider'])
  expect(found(sought('catch 22', { matchCase: true }))).toEqual(['b provider'])
  expect(found(sought('catch 22', { wholeCell: true }))).toEqual(['a provider'])
  expect(found(sought('catch', { field: 'service' }))).toEqual(['a service'])
  expect(found(sought(''))).toEqual([])
})

test('what is looked for is text, whatever its characters mean elsewhere', () => {
  expect(found(sought('.'))).toEqual(['c service'])
  expect(found(sought('(50%)'))).toEqual(['c service'])
  expect(found(sought('$1'))).toEqual(['c provider'])
  expect(replaced('a-b/c^d', sought('-b/c^'), '$&$1')).toBe('a$&$1d')
  expect(replaced('x [y] \\ {z} |', sought('[y] \\ {z} |'), '')).toBe('x')
})

test('all are replaced in one step, which one undo takes back; a text left empty is cleared', () => {
  const held = plan()
  const before = structuredClone([...held.line.values()])
  const what = sought('Catch 22')
  const change = replaceTexts(held, what, 'Catch22', matchesOf(held, what, held.line.keys()))
  expect(change.label).toBe('replace “Catch 22” by “Catch22” in 3 cells')
  expect(change.rows).toHaveLength(2)
  apply(held, change)
  expect(held.line.get('a')).toMatchObject({ service: 'Catch22 helpline', provider: 'Catch22' })
  expect(held.line.get('b')).toMatchObject({ provider: 'Catch22 and Catch22' })
  apply(held, invert(change))
  expect([...held.line.values()]).toEqual(before)
  const cleared = replaceTexts(held, sought('Grant'), '', [{ lineId: 'a', field: 'route' }])
  expect(cleared.rows[0]?.after).toMatchObject({ route: null })
})

test('a line keeps a name, and a text its length', () => {
  const held = plan()
  expect(() => replaceTexts(held, sought('Shelter'), ' ', [{ lineId: 'b', field: 'service' }])).toThrow(
    'without a name',
  )
  const long = 'x'.repeat(40_000)
  expect(() => replaceTexts(held, sought('Shelter'), long, [{ lineId: 'b', field: 'service' }])).toThrow('longer than')
  expect(replaceTexts(held, sought('gone'), 'x', [{ lineId: 'b', field: 'service' }]).rows).toEqual([])
})
