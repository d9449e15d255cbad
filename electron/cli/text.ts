/**
 * What the command line prints for people. Example: `planner show` prints the lines by priority with their subtotals,
 * amounts right-aligned in pounds.
 */

import { type Check, countChecks } from '../../shared/checks.ts'
import { figureName } from '../../shared/edits.ts'
import { errorAt, errorSentence, errorWord } from '../../shared/expressions.ts'
import { Funding } from '../../shared/funding.ts'
import type { Reading } from '../../shared/importing/index.ts'
import type { HistoryStep } from '../../shared/ipc.ts'
import type { Line } from '../../shared/model.ts'
import { formatMoney, formatPounds, type Pence } from '../../shared/money.ts'
import { detailsOf, type Plan, yearsOf } from '../../shared/plan.ts'
import { lineLabel, reservesInOrder, reserveYears, runwayText, sinceText } from '../../shared/reserves.ts'
import { figureIn, type Grouping, groupsOf, Totals } from '../../shared/totals.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { acceptables } from './arguments.ts'

/** Rows as columns: the first left-aligned and at most 60 wide, the others right-aligned. */
export function columns(rows: string[][]): string {
  const width = (index: number) => Math.max(...rows.map((row) => row[index]?.length ?? 0))
  const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
  const shown = rows.map(([first = '', ...rest]) => [cut(first), ...rest])
  const first = Math.max(...shown.map((row) => row[0]!.length))
  return shown
    .map(([name = '', ...rest]) =>
      [name.padEnd(first), ...rest.map((text, index) => text.padStart(width(index + 1)))].join('  ').trimEnd(),
    )
    .join('\n')
}

const pounds = (pence: Pence | null) => (pence === null ? '' : formatPounds(pence))

/** The budget by group, with subtotals and the total. */
export function planText(plan: Plan, by: Grouping, { lines: withLines = true } = {}): string {
  const years = yearsOf(plan)
  const totals = new Totals(plan, by)
  const { title, planYear } = detailsOf(plan)
  const rows = [['£', ...years]]
  const wordAt = ({ id }: Line, year: FinancialYear): string | null => {
    const error = errorAt(plan, { lineId: id, year, measure: 'budget' })
    return error ? errorWord(error) : null
  }
  for (const { key, name, lines } of groupsOf(plan, by)) {
    if (lines.length === 0) continue
    const heading = name ?? (by === 'source' ? 'Not funded' : `No ${by}`)
    const figure = (line: Line, year: FinancialYear) =>
      figureIn(plan, line, { by, group: key, year, measure: 'budget' })
    if (withLines) rows.push([heading])
    for (const line of withLines ? lines : [])
      rows.push([`  ${line.service}`, ...years.map((year) => wordAt(line, year) ?? pounds(figure(line, year)))])
    rows.push([
      withLines ? '  Subtotal' : heading,
      ...years.map((year) => pounds(totals.subtotal(key, year, 'budget'))),
    ])
  }
  rows.push(['Total', ...years.map((year) => pounds(totals.total(year, 'budget')))])
  const failed = withLines
    ? [...plan.formulaError.values()].map(
        (error) =>
          `${lineLabel(plan, plan.line.get(error.lineId)!)}, ${figureName(error.year, error.measure)}: ${errorSentence(plan, error)}`,
      )
    : []
  return [`${title}, planned for ${planYear ?? 'no year yet'}`, columns(rows), ...failed].join('\n')
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** What was found in a workbook. */
export function readingText(reading: Reading): string {
  const priorities = new Set(reading.lines.flatMap(({ priority }) => priority ?? []))
  const { all, used, skipped, problems } = reading.cells
  return [
    `${reading.file}: ${counted(reading.lines.length, 'line')} in ${counted(priorities.size, 'priority', 'priorities')}, ${counted(reading.tables.length, 'table')}.`,
    `${all} cells: ${used} used, ${skipped} skipped, ${problems} problems.`,
    ...reading.tables.map(
      ({ sheet, headerRows, years }) =>
        `Table on “${sheet}”, ${headerRows.length === 0 ? 'without headings' : `headings in row ${headerRows.join(' and ')}`}, years ${years.join(', ') || 'not given'}.`,
    ),
    ...reading.stated.map(
      ({ label, year, measure, at, statedPence, computedPence, outcome }) =>
        `${at.sheet} ${at.cell}: ${label}${measure === 'budget' ? '' : `, ${measure},`} ${year} states ${statedPence === null ? 'nothing' : formatMoney(statedPence)}, computed ${formatMoney(computedPence)}: ${outcome}.`,
    ),
    ...reading.problems.map(({ at, message }) => `${at.sheet} ${at.cell}: ${message}`),
    ...reading.skipped.map(
      ({ at, reason, text }) =>
        `${at.sheet}${at.row ? ` row ${at.row}` : ''}: ${reason}: ${text.replace(/\s+/g, ' ').slice(0, 80)}`,
    ),
  ].join('\n')
}

/** Every step of a plan's history, oldest first. */
export function historyText(steps: readonly HistoryStep[]): string {
  if (steps.length === 0) return 'Nothing has been done in this plan yet.'
  return steps
    .map(
      ({ number, label, who, at, state }) =>
        `${number}  ${at}  ${who}  ${label}${state === 'done' ? '' : ` (${state === 'undone' ? 'undone' : 'undone and overtaken'})`}`,
    )
    .join('\n')
}

/** Each reserve year by year. */
export function reservesText(plan: Plan): string {
  const funding = new Funding(plan)
  const rows = [['£', 'year', 'opening', 'in', 'out', 'closing']]
  const runways: string[] = []
  for (const reserve of reservesInOrder(plan)) {
    const years = reserveYears(plan, reserve, funding)
    for (const { year, opening, in: into, out, closing, since } of years) {
      const balances = [opening === null ? 'not known' : formatPounds(opening), formatPounds(into), formatPounds(out)]
      rows.push([reserve.name, year, ...balances, closing === null ? sinceText(since!) : formatPounds(closing)])
    }
    runways.push(`${reserve.name}: ${runwayText(reserve, years)}`)
  }
  return runways.length === 0
    ? 'There are no earmarked reserves in this plan.'
    : [columns(rows), '', ...runways].join('\n')
}

/** What there is to look at, errors first, and how much of each; what can be accepted ends with its number. */
export function checksText(checks: readonly Check[]): string {
  if (checks.length === 0) return 'Nothing to look at: every check is in order.'
  const { error, warning, note } = countChecks(checks)
  const numbers = new Map(acceptables(checks).map(({ check, number }) => [check, number]))
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  return [
    ...checks.map((check) => {
      const number = numbers.get(check)
      return `${check.severity}: ${check.where}: ${check.message}${number === undefined ? '' : ` [check ${number}]`}`
    }),
    `${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}.`,
  ].join('\n')
}
