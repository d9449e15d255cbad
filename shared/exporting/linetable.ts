/**
 * Every budget line with all its figures as one table, to be written as .csv. Example: below the heading `Priority,
 * Sub-priority, Service, …, Budget 2020/21 (£)` a row `VICTIMS, , Victim First, …, 558322`.
 */
import { errorAt, NOT_KNOWN } from '../expressions.ts'
import { type Line, measures } from '../model.ts'
import type { Pence } from '../money.ts'
import { noteFigure, notesOfLine, noteText } from '../notes.ts'
import { amountOf, linesInOrder, type Plan, yearsOf } from '../plan.ts'
import { groupsOf } from '../totals.ts'

const FIGURES = { budget: 'Budget', forecast: 'Forecast outturn', actual: 'Actual' } as const

/** What a line says of itself, by heading. */
const TEXTS: [heading: string, text: (line: Line) => string | null][] = [
  ['Service', ({ service }) => service],
  ['Provider', ({ provider }) => provider],
  ['Description', ({ description }) => description],
  ['Route', ({ route }) => route],
  ['Geography', ({ geography }) => geography],
  ['Code', ({ code }) => code],
  ['Owner', ({ owner }) => owner],
  ['Basis', ({ basis }) => basis],
  ['Status', ({ status }) => status],
  ['Contract start', ({ contractStart }) => contractStart],
  ['Contract end', ({ contractEnd }) => contractEnd],
]

/**
 * The table, its headings first, then the lines in the order of the paper. Amounts are pence, a blank figure is null, one whose arithmetic has no
 * result “not known”; a year's
 * measure that no line has makes no column.
 */
export function lineTable(plan: Plan): (string | Pence | null)[][] {
  const held = new Set<string>()
  for (const { year, measure } of [...plan.amount.values(), ...plan.formulaError.values()])
    held.add(`${year} ${measure}`)
  const figures = yearsOf(plan).flatMap((year) =>
    measures.filter((measure) => held.has(`${year} ${measure}`)).map((measure) => ({ year, measure })),
  )
  const lines = groupsOf(plan, 'priority').flatMap((group) => group.lines)
  const extras = [...new Set(linesInOrder(plan).flatMap(({ extra }) => Object.keys(extra)))]
  return [
    [
      'Priority',
      'Sub-priority',
      ...TEXTS.map(([heading]) => heading),
      ...figures.map(({ year, measure }) => `${FIGURES[measure]} ${year} (£)`),
      'Notes',
      ...extras,
    ],
    ...lines.map((line) => [
      ...priorityNames(plan, line),
      ...TEXTS.map(([, text]) => text(line)),
      ...figures.map(({ year, measure }) =>
        errorAt(plan, { lineId: line.id, year, measure }) ? NOT_KNOWN : amountOf(plan, line.id, year, measure),
      ),
      notesText(plan, line),
      ...extras.map((heading) => line.extra[heading] ?? null),
    ]),
  ]
}

/** The names of a line's priority, and of its sub-priority where it stands under one. */
function priorityNames(plan: Plan, { priorityId }: Line): [string | null, string | null] {
  const own = priorityId === null ? undefined : plan.priority.get(priorityId)
  const above = own?.parentId ? plan.priority.get(own.parentId) : undefined
  return above ? [above.name, own!.name] : [own?.name ?? null, null]
}

/** A line's notes, those on a figure with its year. */
function notesText(plan: Plan, line: Line): string | null {
  const texts = notesOfLine(plan, line.id).map((note) => {
    const figure = noteFigure(note)
    return figure === null ? noteText(note) : `${figure}: ${noteText(note)}`
  })
  return texts.length === 0 ? null : texts.join('\n')
}
