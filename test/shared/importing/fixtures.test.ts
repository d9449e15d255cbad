/**
 * Workbooks in every shape that offices keep, each read and compared with what a careful officer says that it holds.
 * Example: `test/fixtures/imports/matrix.xlsx` beside `matrix.json`. `make.py` there writes the workbooks.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { type Place, type ReadLine, readTables } from '../../../shared/importing/index.ts'
import type { Measure } from '../../../shared/model.ts'

const FOLDER = 'test/fixtures/imports'

type ByYear = Record<string, number>
/** What is said of a line. Figures, notes, extras, priorities and geography not named are none; other fields are as they may be. */
type SaidLine = Partial<Record<Measure, ByYear>> & Partial<Omit<ReadLine, 'notes' | 'figures'>> & { notes?: string[] }

interface Said {
  says: string
  lines: SaidLine[]
  /** Cell, label, outcome, stated pence, computed less stated pence. */
  stated: [string, string, string, number | null, number | null][]
  /** Cell, kind, suggested pence. */
  problems: [string, string, number | null][]
}

const where = ({ sheet, cell }: Place) => `${sheet}!${cell}`

function figures({ figures }: ReadLine, measure: Measure): ByYear {
  return Object.fromEntries(figures.filter((one) => one.measure === measure).map(({ year, pence }) => [year, pence]))
}

/** The fields of a line that are said of it, and those that must be none where nothing is said. */
function asSaid(line: ReadLine, said: SaidLine | undefined) {
  const all = {
    ...line,
    budget: figures(line, 'budget'),
    forecast: figures(line, 'forecast'),
    actual: figures(line, 'actual'),
    notes: line.notes.map(({ text }) => text),
  }
  const always = [
    'service',
    'priority',
    'parentPriority',
    'geography',
    'budget',
    'forecast',
    'actual',
    'notes',
    'extra',
  ]
  const named = [...always, ...Object.keys(said ?? {})]
  return Object.fromEntries(Object.entries(all).filter(([field]) => named.includes(field)))
}

const NONE = { priority: null, parentPriority: null, geography: null, budget: {}, forecast: {}, actual: {} }

const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.xlsx') ? file.replace('.xlsx', '') : []))

it('has a workbook for every shape, and for every workbook what it holds', () => {
  expect(names.length).toBeGreaterThanOrEqual(30)
  for (const name of names) expect(readdirSync(FOLDER)).toContain(`${name}.json`)
})

describe.each(names)('%s', (name) => {
  const said: Said = JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8'))
  const workbook = readWorkbookBytes(readFileSync(`${FOLDER}/${name}.xlsx`), `${name}.xlsx`)
  const { tables, lines, stated, problems, cells } = readTables(workbook)

  it(said.says, () => {
    expect(lines.map((line, index) => asSaid(line, said.lines[index]))).toEqual(
      said.lines.map((line) => ({ ...NONE, notes: [], extra: {}, ...line })),
    )
    expect(
      stated.map(({ at, label, outcome, statedPence, differencePence }) => [
        where(at),
        label,
        outcome,
        statedPence,
        differencePence,
      ]),
    ).toEqual(said.stated)
    expect(problems.map(({ at, kind, suggestionPence }) => [where(at), kind, suggestionPence])).toEqual(said.problems)
    expect(cells.used + cells.skipped + cells.problems).toBe(cells.all)
  })

  it('comes out the same by the mapping that is told of it', () => {
    const mapped = readTables(workbook, { mappings: tables })
    expect(mapped.lines).toEqual(lines)
    expect(mapped.stated).toEqual(stated)
  })
})
