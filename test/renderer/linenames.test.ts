/** Lines by name, as fields offer them. Example: two lines of the same name and provider are told apart by a number. */
import { expect, it } from 'vitest'
import { namesOf } from '../../renderer/nextyear/LineField.tsx'
import { blankLine } from '../../shared/edits.ts'
import { planOf } from '../../shared/plan.ts'

it('gives every line a name of its own', () => {
  const same = { service: 'IOM', provider: 'Safe' }
  const line = [
    blankLine({ id: 'a', ...same, position: 1 }),
    blankLine({ id: 'b', ...same, position: 2 }),
    blankLine({ id: 'c', service: 'IOM', provider: 'Other', position: 3 }),
    blankLine({ id: 'd', service: 'Shelter', provider: 'Safe', position: 4 }),
  ]
  const names = namesOf(planOf({ line }))
  expect([...names].map(([name, { id }]) => [name, id])).toEqual([
    ['IOM (Safe)', 'a'],
    ['IOM (Safe), 2', 'b'],
    ['IOM (Other)', 'c'],
    ['Shelter', 'd'],
  ])
})
