/**
 * What imports found and the plan still has to live with: stated figures that did not add up in the workbook, and amounts
 * that could not be read and are still blank. Example (Devon & Cornwall): "£3,0000" in D14 stays until its figure is typed.
 */
import { z } from 'zod'
import { type Measure, measures, type Tables } from './model.ts'
import type { Pence } from './money.ts'
import { amountOf, type Plan, yearsOf } from './plan.ts'
import { type FinancialYear, isYear } from './years.ts'

const place = z.object({ sheet: z.string(), row: z.number().optional(), cell: z.string().optional() })
/** Where something stands in a workbook. */
export type Place = z.infer<typeof place>
const pence = z.number().nullable()
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).catch([])
const reportSchema = z.object({
  tables: listOf(
    z.object({ sheet: z.string(), headerRows: z.array(z.number()), columns: z.record(z.string(), z.string()) }),
  ),
  stated: listOf(
    z.object({
      label: z.string(),
      year: z.string().nullable(),
      measure: z.enum(measures),
      statedPence: pence,
      computedPence: pence,
      differencePence: pence,
      outcome: z.string(),
      explanation: z.string().nullable(),
      at: place,
    }),
  ),
  problems: listOf(z.object({ at: place, text: z.string(), kind: z.string(), suggestionPence: pence })),
})
type Report = z.infer<typeof reportSchema>

/** A report never changes, so it is read once. */
const known = new WeakMap<object, Report>()
function reportOf(row: Tables['import']): Report {
  const held = known.get(row.report)
  if (held) return held
  const report = reportSchema.parse(row.report)
  known.set(row.report, report)
  return report
}

/** A figure that a workbook stated and its lines did not come to. `id` is its acceptance's. */
export interface StatedFinding {
  id: string
  file: string
  label: string
  year: FinancialYear | null
  outcome: string
  statedPence: Pence | null
  computedPence: Pence | null
  differencePence: number | null
  explanation: string | null
  at: Place
}

/** An amount that could not be read and whose figure is still blank. `lineId` is null where its line cannot be told. */
export interface UnreadFinding {
  id: string
  file: string
  text: string
  suggestionPence: Pence | null
  lineId: string | null
  at: Place
}

const FINE = new Set(['agrees', 'rounding', 'not stated'])
const UNREAD = new Set(['malformed amount', 'error value', 'amount without a value', 'unit missing'])

/** What is left of the imports' findings. A later import of the same sheet of the same file takes the place of an earlier one. */
export function findingsOf(plan: Plan): { stated: StatedFinding[]; unread: UnreadFinding[] } {
  const stated: StatedFinding[] = []
  const unread: UnreadFinding[] = []
  const imports = [...plan.import.values()].sort((a, b) => a.position - b.position)
  const latest = new Map<string, string>()
  for (const row of imports) for (const { sheet } of reportOf(row).tables) latest.set(`${row.file}\n${sheet}`, row.id)
  let linesAt: Map<string, string[]> | null = null
  let years: FinancialYear[] = []
  for (const row of imports) {
    const { file } = row
    const report = reportOf(row)
    const overtaken = ({ sheet }: Place) => (latest.get(`${file}\n${sheet}`) ?? row.id) !== row.id
    for (const [index, figure] of report.stated.entries()) {
      if (FINE.has(figure.outcome) || overtaken(figure.at)) continue
      stated.push({
        ...(figure as Omit<StatedFinding, 'id' | 'file'>),
        file,
        id: `import ${row.id} stated ${index + 1}`,
      })
    }
    const statedAt = new Set(report.stated.map(({ at }) => `${at.sheet}\n${at.cell}`))
    for (const [index, { kind, text, suggestionPence, at }] of report.problems.entries()) {
      const cell = /^([A-Z]+)(\d+)$/.exec(at.cell ?? '')
      if (!UNREAD.has(kind) || !cell || statedAt.has(`${at.sheet}\n${at.cell}`) || overtaken(at)) continue
      if (!linesAt) {
        linesAt = linesByRow(plan)
        years = yearsOf(plan)
      }
      const column = columnOf(report, at.sheet, cell[1]!, Number(cell[2]))
      const inRow = linesAt.get(`${file}\n${at.sheet}\n${cell[2]}`) ?? []
      const found = inRow.filter((id) => column?.area == null || plan.line.get(id)?.geography === column.area)
      if (found.some((id) => isTyped(plan, id, column, years))) continue
      const lineId = found.length === 1 ? found[0]! : null
      const suggestion = suggestionPence as Pence | null
      unread.push({
        id: `import ${row.id} problem ${index + 1}`,
        file,
        text,
        suggestionPence: suggestion,
        lineId,
        at,
      })
    }
  }
  return { stated, unread }
}

/** The lines that came from each row of each sheet, as they and their figures say. */
function linesByRow(plan: Plan): Map<string, string[]> {
  const lines = new Map<string, string[]>()
  const add = (file: string, sheet: string, row: number | string | undefined, id: string) => {
    const key = `${file}\n${sheet}\n${row}`
    const held = lines.get(key)
    if (!held) lines.set(key, [id])
    else if (!held.includes(id)) held.push(id)
  }
  for (const { id, origin } of plan.line.values()) if (origin) add(origin.file, origin.sheet, origin.row, id)
  for (const { lineId, origin } of plan.amount.values())
    if (origin?.cell && plan.line.has(lineId))
      add(origin.file, origin.sheet, origin.cell.replace(/^[A-Z]+/, ''), lineId)
  return lines
}

interface FigureColumn {
  measure: Measure
  year: FinancialYear | null
  area: string | null
}

/** What the column of a cell holds, by the nearest headings above it. @example "budget 2018/19: Devon" */
function columnOf(report: Report, sheet: string, column: string, row: number): FigureColumn | null {
  const above = report.tables.filter(
    (table) =>
      table.sheet === sheet && Object.hasOwn(table.columns, column) && Math.min(...table.headerRows, row) <= row,
  )
  const nearest = above.sort((a, b) => Math.max(...b.headerRows) - Math.max(...a.headerRows))
  const table = nearest.find(({ headerRows }) => Math.max(...headerRows) < row) ?? nearest[0]
  const match = /^(budget|forecast|actual)(?: (\d{4}\/\d\d))?(?:: (.+))?$/s.exec(table?.columns[column] ?? '')
  if (!match) return null
  const year = match[2] && isYear(match[2]) ? match[2] : null
  return { measure: match[1] as Measure, year, area: match[3] ?? null }
}

/** Has the line that figure by now? Where the year stands in another cell, has it any figure of that measure? */
function isTyped(plan: Plan, lineId: string, column: FigureColumn | null, years: readonly FinancialYear[]): boolean {
  const of = column?.year ? [column.year] : years
  return of.some((year) => amountOf(plan, lineId, year, column?.measure ?? 'budget') !== null)
}
