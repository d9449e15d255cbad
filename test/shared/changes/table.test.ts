/**
 * What changed as a table: in every section the lines' changes add up to that of the subtotal, and the subtotals' to the total,
 * whatever was done between. Example: a line that moved stands in both its sections, once going and once coming.
 */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { apply } from '../../../shared/change.ts'
import { planDifferences } from '../../../shared/changes/differences.ts'
import { reportOf } from '../../../shared/changes/sentences.ts'
import { type ChangeRow, changeRows } from '../../../shared/changes/table.ts'
import { changesHtml } from '../../../shared/clipboard/report.ts'
import { setPriority, setText } from '../../../shared/edits.ts'
import { planOf } from '../../../shared/plan.ts'
import { copyOf, historyOf, planYears, settings, stepArbitrary } from '../arbitraries.ts'

const sum = (rows: readonly ChangeRow[]) => rows.reduce((total, { difference }) => total + (difference ?? 0), 0)

it('adds up', () => {
  const many = fc.array(stepArbitrary, { minLength: 20, maxLength: 50 })
  let sections = 0
  fc.assert(
    fc.property(many, many, (start, steps) => {
      const a = planOf()
      historyOf(a, start)
      const b = copyOf(a)
      historyOf(b, steps)
      for (const year of planYears) {
        const differences = planDifferences(a, b, year)
        const rows = changeRows(differences)
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        let lines: ChangeRow[] = []
        for (const row of rows) {
          if (row.kind === 'heading') lines = []
          else if (row.kind === 'line') lines.push(row)
          else if (row.kind === 'subtotal') {
            expect(sum(lines)).toBe(row.difference ?? 0)
            sections++
          }
        }
        expect(sum(rows.filter(({ kind }) => kind === 'subtotal'))).toBe(differences.total.difference ?? 0)
        for (const { id } of differences.lines) expect(rows.some((row) => row.id.endsWith(` ${id}`))).toBe(true)
      }
    }),
    { ...settings, numRuns: 40 },
  )
  expect(sections).toBeGreaterThan(100)
})

it('says what else became of a line, and is a table in Word under the sentences', () => {
  const a = planOf({
    plan: [{ id: 'plan', title: 'Plan', organisation: null, planYear: planYears[3]!, marking: null }],
    priority: [
      { id: 'v', name: 'Victims', parentId: null, position: 1 },
      { id: 'p', name: 'Prevention', parentId: null, position: 2 },
    ],
  })
  historyOf(a, [])
  const line = {
    id: 'l',
    service: 'Hub <1>',
    provider: 'Catch 22',
    description: null,
    route: null,
    geography: null,
    code: null,
    owner: null,
    priorityId: 'v',
    basis: 'recurring' as const,
    status: null,
    contractStart: null,
    contractEnd: null,
    extra: {},
    position: 1,
    origin: null,
  }
  a.line.set('l', line)
  const b = copyOf(a)
  apply(b, setPriority(b, { lineId: 'l', priorityId: 'p' }))
  apply(b, setText(b, { lineId: 'l', field: 'provider', value: 'Refuge' }))
  const differences = planDifferences(a, b)
  const rows = changeRows(differences).filter(({ kind }) => kind === 'line')
  expect(rows.map(({ words }) => words)).toEqual([
    ['moved to Prevention'],
    ['moved from Victims', 'provider: “Catch 22” → “Refuge”'],
  ])
  const names = { was: 'Draft 1', is: 'now', caption: 'What changed' }
  const html = changesHtml(reportOf(differences, 'Draft 1'), differences, names)
  expect(html).toMatch(/^<html>.*<body><p>.*<\/p><table.*<caption>What changed<\/caption>/s)
  expect(html).toContain('Hub &lt;1&gt;')
  expect(html).not.toContain('<1>')
})
