/**
 * The columns that the budget can show besides those it opens with: whatever else is kept about a line, and its other figures.
 * Example: the column "Contract end" of a line, typed as "31 March 2024".
 */
import type { Change } from '../../shared/change.ts'
import { dayText, typedDay } from '../../shared/days.ts'
import { setContract } from '../../shared/edits/contracts.ts'
import { setBasis, setPriority } from '../../shared/edits.ts'
import { fundingOf, sourcesInOrder } from '../../shared/funding.ts'
import type { Line, Measure } from '../../shared/model.ts'
import { notesOfLine, noteText } from '../../shared/notes.ts'
import { type Plan, prioritiesInOrder } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { amountColumn, budgetColumns, type Column, type ColumnEdit, textColumn } from '../grid/columns.ts'
import type { GridRow } from '../grid/rows.ts'
import type { Ledger } from '../ledger.ts'

/** Every column that the budget can show, in the order of the paper; `usual` are shown unless they are hidden. */
export interface Offered {
  column: Column
  usual: boolean
}

/** The columns that the budget opens with, and all others that there are. */
export function offeredColumns(ledger: Ledger, showForecast: boolean): Offered[] {
  const usual = budgetColumns(ledger, showForecast)
  const has = new Set(usual.map(({ id }) => id))
  const texts = usual.filter(({ kind }) => kind === 'text')
  const more = [
    priorityColumn(ledger),
    textColumn(ledger, 'description', 'Description', 200),
    textColumn(ledger, 'code', 'Code', 92),
    textColumn(ledger, 'owner', 'Owner', 110),
    textColumn(ledger, 'status', 'Status', 100),
    basisColumn(ledger),
    dateColumn(ledger, 'start'),
    dateColumn(ledger, 'end'),
    sourceColumn(ledger),
    notesColumn(ledger),
  ]
  return [
    ...texts.map((column) => ({ column, usual: isUsual(ledger.plan, column.id) })),
    ...more.map((column) => ({ column, usual: false })),
    ...usual.filter(({ kind }) => kind !== 'text').map((column) => ({ column, usual: true })),
    ...moreFigures(ledger)
      .filter(({ id }) => !has.has(id))
      .map((column) => ({ column, usual: false })),
  ]
}

/** The route and the geography take room only where a line has one. */
function isUsual({ line }: Plan, id: string): boolean {
  if (id !== 'route' && id !== 'geography') return true
  for (const held of line.values()) if (held[id]) return true
  return false
}

/** Forecast outturns and actuals of any year, and the budgets of the two years after the plan year. */
function moreFigures(ledger: Ledger): Column[] {
  const { planYear, years } = ledger
  const current = planYear && shiftYear(planYear, -1)
  const columns: Column[] = []
  const offer = (year: FinancialYear, measure: Measure, note: string) =>
    columns.push({ ...amountColumn(ledger, year, measure), note })
  for (const year of new Set([...years, ...(current ? [current] : [])])) {
    if (planYear && year > planYear) continue
    offer(year, 'forecast', 'forecast outturn')
    offer(year, 'actual', 'actual')
  }
  if (planYear) for (const by of [1, 2]) offer(shiftYear(planYear, by), 'budget', 'indicative')
  return columns
}

interface TextSetting {
  id: string
  heading: string
  width: number
  of: (line: Line) => string | null
  orderOf?: (line: Line) => string | null
  edit?: ColumnEdit
}

/** A column of words about a line; subtotals and totals have none. */
function wordsColumn(ledger: Ledger, { id, heading, width, of, orderOf, edit }: TextSetting): Column {
  const lineOf = (row: GridRow) => (row.kind === 'line' ? ledger.plan.line.get(row.lineId) : undefined)
  const textOf = (row: GridRow) => {
    const line = lineOf(row)
    return line ? of(line) : null
  }
  return {
    id,
    kind: 'text',
    heading,
    width,
    valueOf: textOf,
    tooltip: (row) => {
      const text = textOf(row)
      return text !== null && text.length > 14 ? text : null
    },
    ...(orderOf
      ? {
          orderOf: (row: GridRow) => {
            const line = lineOf(row)
            return line ? orderOf(line) : null
          },
        }
      : {}),
    ...(edit ? { edit } : {}),
  }
}

function priorityColumn(ledger: Ledger): Column {
  const nameOf = (line: Line | undefined) => ledger.plan.priority.get(line?.priorityId ?? '')?.name ?? null
  return wordsColumn(ledger, {
    id: 'priority',
    heading: 'Priority',
    width: 140,
    of: nameOf,
    edit: {
      textOf: (lineId) => nameOf(ledger.plan.line.get(lineId)) ?? '',
      change: (plan, lineId, typed) => setPriority(plan, { lineId, priorityId: priorityNamed(plan, typed) }),
    },
  })
}

/** The priority of this name; blank is none. @throws Refusal when there is none, or more than one */
function priorityNamed(plan: Plan, typed: string): string | null {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
  if (plain(typed) === '') return null
  const found = prioritiesInOrder(plan).filter(({ name }) => plain(name) === plain(typed))
  if (found.length === 1) return found[0]!.id
  const why = found.length === 0 ? 'There is no priority' : 'There is more than one priority'
  throw new Refusal(
    `${why} “${typed.trim().slice(0, 80)}”, so the line stays where it is; choose one in the line’s panel.`,
  )
}

function basisColumn(ledger: Ledger): Column {
  const nameOf = (line: Line | undefined) => (line?.basis === 'one-off' ? 'One-off' : 'Recurring')
  const read = (plan: Plan, lineId: string, typed: string): Change => {
    const plain = typed
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, '-')
    if (plain !== 'one-off' && plain !== 'recurring')
      throw new Refusal(
        `A line is “Recurring” or “One-off”, so “${typed.trim().slice(0, 80)}” was not taken; type one of them.`,
      )
    return setBasis(plan, { lineId, basis: plain })
  }
  return wordsColumn(ledger, {
    id: 'basis',
    heading: 'Basis',
    width: 92,
    of: nameOf,
    edit: { textOf: (lineId) => nameOf(ledger.plan.line.get(lineId)), change: read },
  })
}

function dateColumn(ledger: Ledger, which: 'start' | 'end'): Column {
  const field = which === 'start' ? 'contractStart' : 'contractEnd'
  return wordsColumn(ledger, {
    id: field,
    heading: `Contract ${which}`,
    width: 116,
    of: (line) => (line[field] === null ? null : dayText(line[field])),
    orderOf: (line) => line[field],
    edit: {
      textOf: (lineId) => typedDay(ledger.plan.line.get(lineId)?.[field] ?? null),
      change: (plan, lineId, typed) => setContract(plan, { lineId, [which]: typed }),
    },
  })
}

/** Who pays for the line in the plan year. It is decided under Funding. */
function sourceColumn(ledger: Ledger): Column {
  const namesOf = ({ id }: Line): string | null => {
    const { plan, planYear } = ledger
    if (!planYear) return null
    const { shares, carried, unfunded } = fundingOf(plan, id, planYear)
    const names = sourcesInOrder(plan).flatMap((source) => (shares.has(source.id) ? [source.name] : []))
    if (carried !== 0) names.push('Carried forward')
    if (unfunded > 0 && plan.source.size > 0) names.push('Not funded')
    return names.join(', ') || null
  }
  return wordsColumn(ledger, { id: 'sources', heading: 'Funded by', width: 150, of: namesOf })
}

function notesColumn(ledger: Ledger): Column {
  return wordsColumn(ledger, {
    id: 'notes',
    heading: 'Notes',
    width: 200,
    of: ({ id }) => notesOfLine(ledger.plan, id).map(noteText).join(' · ') || null,
  })
}
