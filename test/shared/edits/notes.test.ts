/**
 * Notes and conditions on a line and its figures: added in their order, changed, taken away, refused without words.
 * Example: "subject to evaluation" becomes a condition of the budget of 2020/21.
 */
import { beforeEach, expect, it } from 'vitest'
import { apply, type Change } from '../../../shared/change.ts'
import { addNote, removeNote, setNote } from '../../../shared/edits/notes.ts'
import { blankLine } from '../../../shared/edits.ts'
import { isCondition, noteFigure, notesOfLine, noteText } from '../../../shared/notes.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'

const year = yearFrom(2020)
const onLine = { condition: false, year: null, measure: null }
let plan: Plan
let ids = 0
const newId = () => `n${++ids}`

function does(change: Change): string {
  apply(plan, change)
  return change.label
}
const texts = () => notesOfLine(plan, 'a').map((note) => [noteFigure(note), noteText(note)])

beforeEach(() => {
  ids = 0
  plan = planOf({ line: [blankLine({ id: 'a', service: 'Victim First', position: 1 })] })
})

it('adds notes in their order, on the line and on figures', () => {
  expect(does(addNote(plan, { lineId: 'a', text: ' Jointly paid ', ...onLine }, newId))).toBe(
    'add a note of Victim First',
  )
  const condition = { text: 'subject to evaluation', condition: true, year, measure: 'forecast' as const }
  expect(does(addNote(plan, { lineId: 'a', ...condition }, newId))).toBe(
    'add a condition of Victim First 2020/21 forecast outturn',
  )
  expect(texts()).toEqual([
    [null, 'Jointly paid'],
    ['2020/21 forecast outturn', 'Condition: subject to evaluation'],
  ])
})

it('makes a condition of a note and a note of a condition, and keeps a footnote’s sign', () => {
  const imported = { id: 'x', lineId: 'a', year, measure: 'budget' as const, mark: '*', position: 1 }
  plan.note.set('x', { ...imported, text: 'Includes NHS', origin: { file: 'p.xlsx', sheet: 'A', row: 9 } })
  const details = { noteId: 'x', text: 'Includes NHS England', year, measure: 'budget' as const }
  expect(does(setNote(plan, { ...details, condition: false }))).toBe('change the note of Victim First 2020/21')
  expect(plan.note.get('x')).toMatchObject({ mark: '*', text: 'Includes NHS England', origin: { row: 9 } })
  does(setNote(plan, { ...details, condition: true }))
  expect(isCondition(plan.note.get('x')!)).toBe(true)
  does(setNote(plan, { ...details, year: null, measure: null, condition: false }))
  expect(plan.note.get('x')).toMatchObject({ mark: null, year: null, measure: null })
  expect(does(removeNote(plan, 'x'))).toBe('delete the note of Victim First')
  expect(plan.note.size).toBe(0)
})

it('refuses what says nothing or is about nothing', () => {
  expect(() => addNote(plan, { lineId: 'a', ...onLine, condition: true, text: ' ' }, newId)).toThrow(
    'A condition needs words',
  )
  expect(() => addNote(plan, { lineId: 'z', ...onLine, text: 'x' }, newId)).toThrow('no longer in the plan')
  expect(() => setNote(plan, { noteId: 'z', ...onLine, text: 'x' })).toThrow('That note is no longer in the plan')
  expect(() => removeNote(plan, 'z')).toThrow('That note is no longer in the plan')
})
