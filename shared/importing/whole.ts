/**
 * What only several tables of a workbook say together. Example: three sheets "Victims", "Prevention" and "Offenders" with the
 * same headings are three priorities; a sheet "Summary" that lists those priorities states their subtotals, and no lines.
 */
import type { Measure } from '../model.ts'
import { fromDecimal, type Pence } from '../money.ts'
import type { Workbook } from '../sheet.ts'
import type { FinancialYear } from '../years.ts'
import type { FoundLine, TableFindings } from './findings.ts'
import { sameText } from './labels.ts'
import type { FoundStated } from './parts.ts'
import type { Reading } from './reading.ts'
import { yearIn } from './units.ts'

/** A name that a program gave, which says nothing. */
const GENERIC = /^(?:sheet|table|tab|page|feuil|blatt)\s*\d*$/i

/** Tables without a priority of their own take it from their titles, or from their sheets. */
export function namePriorities(tables: TableFindings[]): void {
  const bare = tables.filter(({ lines, drawdown }) => lines.length > 0 && !drawdown && lines.every(unplaced))
  for (const alike of groupBy(bare, ({ table }) => table.sheet)) {
    const names = alike.map(({ title }) => (title === null ? null : withoutNumber(title)))
    if (alike.length > 1 && tell(names)) for (const [index, table] of alike.entries()) place(table, names[index]!)
  }
  for (const alike of groupBy(
    bare.filter((table) => table.lines.every(unplaced)),
    signatureOf,
  )) {
    const names = alike.map(({ table }) =>
      GENERIC.test(table.sheet) ? null : (yearIn(table.sheet)?.rest ?? table.sheet),
    )
    if (alike.length > 1 && tell(names))
      for (const [index, table] of alike.entries()) place(table, names[index]!.trim())
  }
}

const unplaced = ({ line, section }: FoundLine) => line.priority === null && section.name === null

function place({ lines }: TableFindings, priority: string): void {
  for (const { line } of lines) line.priority = priority
}

/** Are these names of different things, none of which is a year? */
function tell(names: (string | null)[]): boolean {
  const told = names.filter((name) => name !== null && /\p{L}/u.test(name) && !yearIn(name))
  return told.length === names.length && new Set(told.map((name) => name!.toLowerCase())).size === names.length
}

/** "Table 2: Victims" is about victims. */
const withoutNumber = (title: string) =>
  title.replace(/^(?:table|appendix|annex|section)\s+\w{1,3}\s*[:.–-]\s*/i, '').trim()

/** Headings with the same years: sheets that differ in the year are no priorities. */
const signatureOf = ({ table }: TableFindings) => JSON.stringify(Object.values(table.columns))

function groupBy<One>(ones: One[], keyOf: (one: One) => string): One[][] {
  const groups = new Map<string, One[]>()
  for (const one of ones) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return [...groups.values()]
}

/**
 * A table whose every row names a priority of the other tables, for figures that they have too and of which one agrees at
 * least, adds them up: its rows are stated subtotals and not lines, which would count twice.
 * @returns what it states, or null when it is no such table
 */
export function summaryIn(found: TableFindings, tables: TableFindings[]): FoundStated[] | null {
  const others = tables.filter((one) => one !== found && !one.drawdown).flatMap(({ lines }) => lines)
  if (found.lines.length < 2 || !found.lines.every(unplaced)) return null
  const stated: FoundStated[] = []
  for (const { line, steps } of found.lines) {
    if (line.provider !== null || line.geography !== null || line.figures.length === 0) return null
    const parts = others.filter(({ line: { priority, parentPriority } }) =>
      [priority, parentPriority].some((name) => name !== null && sameText(name, line.service)),
    )
    for (const [index, figure] of line.figures.entries()) {
      const sum = sumOf(parts, figure)
      if (sum === null) return null
      const difference = sum.pence - figure.pence
      const within = (sum.steps + (steps[index] ?? 0)) / 2
      const rounded = Math.abs(difference) <= within
      const outcome = difference === 0 ? 'agrees' : rounded ? 'rounding' : 'differs'
      const { year, measure, at } = figure
      stated.push({
        label: line.service,
        kind: 'subtotal',
        year,
        measure,
        statedPence: figure.pence,
        computedPence: sum.pence as Pence,
        differencePence: difference as Pence,
        outcome,
        explanation:
          outcome === 'differs' ? `The lines of ${line.service} on the other sheets come to something else.` : null,
        at,
        ...(outcome === 'differs' ? { parts: { lines: parts.map((part) => part.line), years: [year], within } } : {}),
      })
    }
  }
  return stated.some(({ outcome }) => outcome !== 'differs') ? stated : null
}

function sumOf(parts: FoundLine[], wanted: { year: FinancialYear; measure: Measure }) {
  const same = parts.flatMap(({ line, steps }) =>
    line.figures.flatMap(({ year, measure, pence }, index) =>
      year === wanted.year && measure === wanted.measure ? { pence, step: steps[index] ?? 0 } : [],
    ),
  )
  if (same.length === 0) return null
  return {
    pence: same.reduce((sum, { pence }) => sum + pence, 0),
    steps: same.reduce((sum, { step }) => sum + step, 0),
  }
}

const IN_MILLIONS = /^£\d+\.\d{3}m$/i

/** Does a workbook write amounts such as "£0.710m"? */
export function writesMillions({ sheets }: Workbook): boolean {
  return sheets.some(({ cells }) => cells.some(({ type, text }) => type === 'text' && IN_MILLIONS.test(text)))
}

/** "£0.891" in a workbook that writes "£0.710m" elsewhere plainly lacks its "m". */
export function suspectUnits({ problems }: Reading): void {
  for (const problem of problems) {
    const [, whole, decimals] = /^£?(\d{1,3})\.(\d{3})\**$/.exec(problem.text) ?? []
    if (problem.kind !== 'malformed amount' || whole === undefined || decimals === undefined) continue
    problem.kind = 'unit missing'
    problem.suggestionPence = fromDecimal(whole, decimals, 1_000_000, false)
    problem.message = `“${problem.text}” lacks its “m”, as other amounts in this workbook have it; its figure was left empty, so type the amount in after importing.`
  }
}
