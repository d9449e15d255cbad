/**
 * The JSON that the command line prints, as the README gives it. Example: `show` prints
 * `{"plan": …, "years": […], "groups": [{"name", "lines", "subtotal"}], "total": …}`, all amounts in pence.
 */

import type { Check } from '../../shared/checks.ts'
import { errorSentence } from '../../shared/expressions.ts'
import { Funding } from '../../shared/funding.ts'
import type { Reading } from '../../shared/importing/index.ts'
import { type Line, type Measure, measures } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { notesOfLine, noteText } from '../../shared/notes.ts'
import { detailsOf, type Plan, yearsOf } from '../../shared/plan.ts'
import { reservesInOrder, reserveYears, runwayOf } from '../../shared/reserves.ts'
import { figureIn, type Grouping, groupsOf, Totals } from '../../shared/totals.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { acceptables } from './arguments.ts'

/** Amounts by year; a blank figure has no entry. */
type ByYear = Record<FinancialYear, Pence>

/** `read --json`: figures by measure and year, notes as texts. */
export function readingJson({ tables, lines, stated, problems, skipped, cells }: Reading): unknown {
  return {
    tables,
    lines: lines.map(({ figures, notes, ...line }) => ({
      ...line,
      ...byMeasure((measure) =>
        Object.fromEntries(figures.filter((one) => one.measure === measure).map(({ year, pence }) => [year, pence])),
      ),
      notes: notes.map(({ text }) => text),
    })),
    stated,
    problems,
    skipped,
    cells,
  }
}

/** `budget` and `forecast` always, `actual` only where there is any. */
function byMeasure(figures: (measure: Measure) => ByYear): Partial<Record<Measure, ByYear>> {
  return Object.fromEntries(
    measures
      .map((measure) => [measure, figures(measure)] as const)
      .filter(([measure, years]) => measure !== 'actual' || Object.keys(years).length > 0),
  )
}

/** `show --json`: the plan's lines with subtotals by any grouping, and the total. */
export function planJson(plan: Plan, by: Grouping): unknown {
  const years = yearsOf(plan)
  const totals = new Totals(plan, by)
  const { id: _, ...details } = detailsOf(plan)
  const figures = (of: (year: FinancialYear, measure: Measure) => Pence | null) =>
    byMeasure((measure) =>
      Object.fromEntries(years.map((year) => [year, of(year, measure)]).filter(([, pence]) => pence !== null)),
    )
  return {
    plan: details,
    years,
    groups: groupsOf(plan, by)
      .filter(({ lines }) => lines.length > 0)
      .map(({ key, name, lines }) => ({
        name,
        lines: lines.map((line) => ({
          ...lineJson(plan, line),
          ...figures((year, measure) => figureIn(plan, line, { by, group: key, year, measure })),
        })),
        subtotal: figures((year, measure) => totals.subtotal(key, year, measure)),
      })),
    total: figures((year, measure) => totals.total(year, measure)),
  }
}

function lineJson(plan: Plan, line: Line): object {
  const { priorityId, position: _, origin, ...fields } = line
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  const typed = [...plan.amount.by('lineId', line.id)].flatMap(({ id, year, measure, expression }) =>
    expression === null ? [] : [{ id, year, measure, expression, error: null, message: null }],
  )
  const failed = [...plan.formulaError.by('lineId', line.id)].map((one) => {
    const { lineId: _, ...error } = one
    return { ...error, message: errorSentence(plan, one) }
  })
  return {
    ...fields,
    arithmetic: [...typed, ...failed].sort(byId).map(({ id: _, ...one }) => one),
    priority: plan.priority.get(priorityId ?? '')?.name ?? null,
    notes: notesOfLine(plan, line.id).map(noteText),
    at: origin,
  }
}

/** `reserves --json`: each reserve year by year; an unknown balance is null. `since` is what an unknown one changed by so far. */
export function reservesJson(plan: Plan): unknown {
  const funding = new Funding(plan)
  return {
    reserves: reservesInOrder(plan).map((reserve) => {
      const years = reserveYears(plan, reserve, funding)
      const { name, purpose, category, minimumPence } = reserve
      return {
        name,
        purpose,
        category,
        minimum: minimumPence,
        years: Object.fromEntries(years.map(({ year, ...balances }) => [year, balances])),
        runway: runwayOf(reserve, years),
      }
    }),
  }
}

/** `checks --json`: what there is to look at, errors first; what can be accepted has a number and an id to name it by. */
export function checksJson(checks: readonly Check[]): unknown {
  const numbers = new Map(acceptables(checks).map(({ check, number }) => [check, number]))
  return {
    checks: checks.map((check) => {
      const { severity, kind, where, message, accept, accepted } = check
      const named = accept ? { number: numbers.get(check), id: accept.id, accepted } : {}
      return { severity, kind, where, message, ...named }
    }),
  }
}
