/**
 * Layouts of the budget: filters and orders of columns, saved views and what is made of a stranger's.
 * Example: a filter "above £100,000" shows no line whose figure is blank.
 */
import { describe, expect, it } from 'vitest'
import { apply, type Change, changeSchema, invert } from '../../shared/change.ts'
import { overwriteView, removeView, renameView, saveView } from '../../shared/edits/views.ts'
import { type CellValue, compareCells, type Filter, filterText, keeping, textsIn } from '../../shared/filters.ts'
import { planOf } from '../../shared/plan.ts'
import { plainSettings, readSettings, standsBelow, type ViewSettings, viewsInOrder } from '../../shared/views.ts'

const kept = (filter: Filter, values: CellValue[]) => values.filter(keeping(filter))

describe('filters', () => {
  it('of texts do not tell capitals and spaces apart', () => {
    const values = ['Catch 22', ' catch  22', 'Safe', '', null]
    expect(kept({ kind: 'contains', text: 'ATCH 2' }, values)).toEqual(['Catch 22', ' catch  22'])
    expect(kept({ kind: 'oneOf', texts: ['catch 22', ''] }, values)).toEqual(['Catch 22', ' catch  22', '', null])
    expect(kept({ kind: 'blank' }, values)).toEqual(['', null])
    expect(kept({ kind: 'filled' }, values)).toEqual(['Catch 22', ' catch  22', 'Safe'])
  })

  it('of figures pass over blanks, which are not nought', () => {
    const values = [null, -1, 0, 1, 100]
    expect(kept({ kind: 'above', amount: 0 }, values)).toEqual([1, 100])
    expect(kept({ kind: 'below', amount: 1 }, values)).toEqual([-1, 0])
    expect(kept({ kind: 'between', from: 0, to: 1 }, values)).toEqual([0, 1])
    expect(kept({ kind: 'blank' }, values)).toEqual([null])
  })

  it('are said in words', () => {
    expect(filterText({ kind: 'above', amount: 10_000_000 }, 'money')).toBe('above £100,000')
    expect(filterText({ kind: 'between', from: 0, to: 250 }, 'percent')).toBe('between 0.0% and 2.5%')
    expect(filterText({ kind: 'oneOf', texts: ['Grant', '', 'x'] }, 'text')).toBe('is “Grant” or 2 others')
  })

  it('list the texts of a column with how many lines have each, blank last', () => {
    expect(textsIn(['b', null, 'A', 'B ', 'Item 10', 'Item 9'])).toEqual([
      { key: 'a', text: 'A', count: 1 },
      { key: 'b', text: 'b', count: 2 },
      { key: 'item 9', text: 'Item 9', count: 1 },
      { key: 'item 10', text: 'Item 10', count: 1 },
      { key: '', text: '', count: 1 },
    ])
  })

  it('blank cells come last in either order', () => {
    const sorted = (descending: boolean) =>
      [2, null, -1, 10].sort((a: CellValue, b: CellValue) => compareCells(a, b, descending))
    expect(sorted(false)).toEqual([-1, 2, 10, null])
    expect(sorted(true)).toEqual([10, 2, -1, null])
  })
})

const plain = plainSettings({ by: 'priority', below: null })
const panel: ViewSettings = {
  by: 'route',
  below: 'provider',
  order: ['service', 'budget 2021/22'],
  shown: ['code'],
  hidden: ['route'],
  widths: { code: 120 },
  frozen: 'code',
  filters: { provider: { kind: 'contains', text: 'Catch' } },
  sort: { column: 'code', descending: true },
  unit: 'thousands',
}

describe('a saved view', () => {
  it('says what it was saved with, also as JSON', () => {
    expect(readSettings({ ...panel }, plain)).toEqual(panel)
    expect(readSettings(JSON.parse(JSON.stringify(panel)), plain)).toEqual(panel)
  })

  it('of a stranger is read part by part, and what cannot be read is left out', () => {
    const strange = {
      by: 'constructor',
      below: 'route',
      order: 'service',
      shown: [1, 2],
      hidden: Array.from({ length: 100_000 }, () => 'x'),
      widths: { code: 1e9 },
      filters: { provider: { kind: 'contains', text: 'a', also: 'b' } },
      sort: { column: 'code', descending: true },
      unit: '__proto__',
      more: { html: '<script>' },
    }
    const read = readSettings(strange, plain)
    expect(read).toEqual({ ...plain, below: 'route', sort: { column: 'code', descending: true } })
    expect(readSettings({}, panel)).toEqual(panel)
    expect(
      readSettings(JSON.parse('{"__proto__": {"unit": "millions"}, "filters": {"__proto__": 1}}'), plain).unit,
    ).toBe('pounds')
  })

  it('never has a level below itself, or sub-priorities below anything but priorities', () => {
    expect(standsBelow('route', 'route')).toBe(false)
    expect(standsBelow('route', 'sub-priority')).toBe(false)
    expect(readSettings({ by: 'route', below: 'sub-priority' }, plain).below).toBeNull()
    expect(readSettings({ by: 'priority', below: 'sub-priority' }, plain).below).toBe('sub-priority')
  })

  it('is saved, saved anew, renamed and removed, each as one step that can be taken back', () => {
    const plan = planOf()
    let id = 0
    const newId = () => `v${++id}`
    const steps: Change[] = []
    const take = (change: Change) => {
      expect(() => changeSchema.parse(structuredClone(change))).not.toThrow()
      expect(change.rows).toHaveLength(1)
      apply(plan, change)
      steps.push(change)
      return change
    }
    expect(take(saveView(plan, { name: ' Panel  paper ', settings: panel }, newId)).label).toBe(
      'save the view Panel paper',
    )
    take(saveView(plan, { name: 'Officers', settings: plain }, newId))
    expect(() => saveView(plan, { name: 'panel PAPER', settings: plain }, newId)).toThrow('There is already a view')
    expect(() => renameView(plan, 'v2', 'Panel paper')).toThrow('There is already a view')
    expect(() => saveView(plan, { name: '  ', settings: plain }, newId)).toThrow('needs a name')
    take(overwriteView(plan, 'v2', panel))
    take(renameView(plan, 'v2', 'officers'))
    expect(viewsInOrder(plan).map(({ name }) => name)).toEqual(['Panel paper', 'officers'])
    expect(overwriteView(plan, 'v2', panel).rows).toEqual([])
    take(removeView(plan, 'v1'))
    expect(() => removeView(plan, 'v1')).toThrow('no longer in the plan')
    for (const change of steps.reverse()) apply(plan, invert(change))
    expect(plan.savedView.size).toBe(0)
  })
})
