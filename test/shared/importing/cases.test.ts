/**
 * What does and does not add up in the five papers, as far as it stands in a table of their workbooks, by the cases' own
 * numbers. Example: DC07 is the cell "£3,0000", which is a problem with the suggestion £3,000.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { type Reading, readTables } from '../../../shared/importing/index.ts'

interface Case {
  id: string
  workbook: string
  sheet: string
  cell: string
  what: string
  statedPence: number | null
  computedPence: number | null
  differencePence: number | null
  outcome: 'ok' | 'mismatch' | 'rounding' | 'malformed' | 'structure'
}

const cases: Case[] = JSON.parse(readFileSync('test/fixtures/reconcile-cases.json', 'utf8'))

const readings = new Map<string, Reading>()
function readingOf(name: string): Reading {
  const held = readings.get(name)
  if (held) return held
  const bytes = readFileSync(`test/fixtures/workbooks/${name}.xlsx`)
  const reading = readTables(readWorkbookBytes(bytes, `${name}.xlsx`))
  readings.set(name, reading)
  return reading
}

/** How an outcome of the cases is called when reading; a difference that an unread amount explains is a missing amount. */
const OUTCOMES: Record<string, string[]> = {
  ok: ['agrees'],
  mismatch: ['differs', 'missing amount'],
  rounding: ['rounding'],
}

/** What was meant by the cells that are malformed. */
const MEANT: Record<string, number> = { DC06: 188007600, DC07: 300000, WI05: 89100000 }

it('covers every figure that stands in a table', () => {
  expect(cases).toHaveLength(36)
  expect(new Set(cases.map(({ id }) => id)).size).toBe(36)
})

describe.each(cases)('$id: $what', ({ id, workbook, sheet, cell, outcome, ...figures }) => {
  const { stated, problems } = readingOf(workbook)
  const figure = stated.find(({ at }) => at.sheet === sheet && at.cell === cell)
  const problem = problems.find(({ at }) => at.sheet === sheet && at.cell === cell)

  it(`comes out as ${outcome}`, () => {
    if (outcome === 'malformed') expect(problem?.suggestionPence).toBe(MEANT[id])
    else if (outcome === 'structure')
      expect(figure?.explanation).toContain(`stands in column ${cell[0]}, not under its heading`)
    else if (id === 'WI03') {
      // The balance below the total: 1.646 and 0.205 come to the 1.851 that are requested.
      expect(problem).toMatchObject({ kind: 'below the total', suggestionPence: figures.statedPence })
      expect(problem?.message).toContain('it comes to the total')
    } else {
      expect(figure).toMatchObject({
        statedPence: figures.statedPence,
        computedPence: figures.computedPence,
        differencePence: figures.differencePence,
      })
      expect(OUTCOMES[outcome]).toContain(figure?.outcome)
    }
  })
})

it('finds every missing “m” of Wiltshire’s external funding', () => {
  const { problems } = readingOf('wiltshire')
  const units = problems.filter(({ kind }) => kind === 'unit missing')
  expect(units.map(({ text, suggestionPence }) => [text, suggestionPence])).toEqual([
    ['£0.891', 89100000],
    ['£0.482', 48200000],
  ])
})
