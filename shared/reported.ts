/**
 * What imports found and the plan still has to live with: stated figures that its lines do not come to, and amounts that could
 * not be read and are still blank. Example (Devon & Cornwall): "£3,0000" in D14 and the total that lacks it stay until £3,000
 * is typed.
 */
import { z } from 'zod'
import { amountId, type Measure, measures, type Tables } from './model.ts'
import { addUp, formatMoney, type Pence } from './money.ts'
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
      adds: z.object({ scope: z.number(), years: z.array(z.custom<FinancialYear>()), within: z.number() }).optional(),
    }),
  ),
  scopes: listOf(z.object({ lines: z.array(z.string()), left: z.number(), priorityId: z.string().nullable() })),
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

/** A figure that a workbook stated and its lines do not come to, as the plan has them now. `id` is its acceptance's. */
export interface StatedFinding {
  id: string
  file: string
  label: string
  year: FinancialYear | null
  measure: Measure
  outcome: string
  statedPence: Pence | null
  /** What its lines come to now, and what they came to in the workbook; the first is null when none of them is left. */
  computedPence: Pence | null
  importedPence: Pence | null
  differencePence: number | null
  explanation: string | null
  at: Place
  /** What became of its lines since, where they are known. */
  lines: { all: number; gone: number; moved: number } | null
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

/** What is left of the imports’ findings. A later import of the same sheet of the same file takes the place of an earlier one. */
export function findingsOf(plan: Plan): { stated: StatedFinding[]; unread: UnreadFinding[] } {
  const stated: StatedFinding[] = []
  const unread: UnreadFinding[] = []
  const imports = [...plan.import.values()].sort((a, b) => a.position - b.position)
  const latest = new Map<string, string>()
  for (const row of imports) for (const { sheet } of reportOf(row).tables) latest.set(`${row.file}\n${sheet}`, row.id)
  let sources: Sources | null = null
  for (const row of imports) {
    const report = reportOf(row)
    const overtaken = ({ sheet }: Place) => (latest.get(`${row.file}\n${sheet}`) ?? row.id) !== row.id
    for (const { at, cell, index, ...problem } of unreadIn(report)) {
      if (overtaken(at)) continue
      sources ??= { lines: linesByRow(plan), years: yearsOf(plan) }
      const column = columnOf(report, at.sheet, cell.column, cell.row)
      const inRow = sources.lines.get(`${row.file}\n${at.sheet}\n${cell.row}`) ?? []
      const found = inRow.filter((id) => column?.area == null || plan.line.get(id)?.geography === column.area)
      if (found.some((id) => typedIn(plan, id, column, sources!.years) !== null)) continue
      const lineId = found.length === 1 ? found[0]! : null
      unread.push({ ...problem, id: `import ${row.id} problem ${index + 1}`, file: row.file, lineId, at })
    }
    for (const [index, figure] of report.stated.entries()) {
      if (FINE.has(figure.outcome) || overtaken(figure.at)) continue
      const found = comparedNow(plan, figure, figure.adds && report.scopes[figure.adds.scope])
      if (found) stated.push({ ...found, file: row.file, id: `import ${row.id} stated ${index + 1}` })
    }
  }
  return { stated, unread }
}

/** Where the plan’s lines came from, looked up only when there is something to look for. */
interface Sources {
  lines: Map<string, string[]>
  years: readonly FinancialYear[]
}

interface CellPlace {
  column: string
  row: number
}

/** The amounts of a report that could not be read, with their cells; not those of stated figures, which have their own outcome. */
function unreadIn(report: Report) {
  const statedAt = new Set(report.stated.map(({ at }) => `${at.sheet}\n${at.cell}`))
  return report.problems.flatMap(({ kind, text, suggestionPence, at }, index) => {
    const match = /^([A-Z]+)(\d+)$/.exec(at.cell ?? '')
    if (!UNREAD.has(kind) || !match || statedAt.has(`${at.sheet}\n${at.cell}`)) return []
    const cell: CellPlace = { column: match[1]!, row: Number(match[2]) }
    return [{ index, text, suggestionPence: suggestionPence as Pence | null, at, cell }]
  })
}

/** The ids of the amounts that a figure adds up, made once, since a total may add up ten thousand after every edit. */
const knownIds = new WeakMap<object, Map<string, string[]>>()
function amountIds(scope: Report['scopes'][number], years: readonly FinancialYear[], measure: Measure): string[] {
  const known = knownIds.get(scope) ?? new Map<string, string[]>()
  knownIds.set(scope, known)
  const key = `${measure} ${years.join(' ')}`
  const held = known.get(key) ?? scope.lines.flatMap((id) => years.map((year) => amountId(id, year, measure)))
  known.set(key, held)
  return held
}

/** A stated figure beside what its lines come to now; null once that agrees. Without its lines it stays as it was imported. */
function comparedNow(
  plan: Plan,
  { adds, ...figure }: Report['stated'][number],
  scope: Report['scopes'][number] | undefined,
): Omit<StatedFinding, 'id' | 'file'> | null {
  const found = {
    ...(figure as Omit<StatedFinding, 'id' | 'file' | 'lines'>),
    importedPence: figure.computedPence as Pence,
  }
  if (!adds || !scope || found.statedPence === null) return { ...found, lines: null }
  const all = scope.lines.length + scope.left
  const lines = { all, gone: all, moved: 0 }
  let sum = 0
  for (const id of scope.lines) {
    const line = plan.line.get(id)
    if (!line) continue
    lines.gone--
    if (scope.priorityId !== null && line.priorityId !== scope.priorityId) lines.moved++
  }
  for (const id of amountIds(scope, adds.years, found.measure)) sum += plan.amount.get(id)?.pence ?? 0
  if (lines.gone === all)
    return { ...found, outcome: 'no line left', computedPence: null, differencePence: null, lines }
  const computedPence = sum as Pence
  if (computedPence === found.importedPence) return { ...found, lines }
  const differencePence = computedPence - found.statedPence
  if (Math.abs(differencePence) <= adds.within) return null
  return { ...found, outcome: 'differs', computedPence, differencePence, explanation: null, lines }
}

/**
 * The finding in sentences.
 * @example '“Total” 2020/21 in “budget.xlsx” states £1,000 and its lines now come to £990 (£980 when it was imported), …'
 */
export function sentenceForStated(found: StatedFinding): string {
  const { file, label, year, statedPence, computedPence, importedPence, differencePence, explanation, lines } = found
  const name = `“${label}”${year ? ` ${year}` : ''}`
  const states = statedPence === null ? '' : ` states ${formatMoney(statedPence)}`
  if (lines && computedPence === null)
    return `${name} in “${file}”${states}, but none of the lines that it adds up is in the plan any more.`
  const differs = differencePence !== null && differencePence !== 0
  const by = differs ? `, which differs by ${formatMoney(Math.abs(differencePence) as Pence)}` : ''
  const told =
    computedPence !== importedPence
      ? `${name} in “${file}”${states} and its lines now come to ${formatMoney(computedPence!)} (${formatMoney(importedPence!)} when it was imported)${by}.`
      : `When “${file}” was imported, ${name}${states || ' could not be read'}${differs ? ` and its lines came to ${formatMoney(computedPence!)}${by}` : ''}.`
  return [told, explanation, lines && goneSentence(lines), lines && movedSentence(lines)].filter(Boolean).join(' ')
}

const goneSentence = ({ gone, all }: { gone: number; all: number }) =>
  gone === 0 ? null : `${gone} of the ${all} lines that it adds up ${gone === 1 ? 'is' : 'are'} not in the plan.`

const movedSentence = ({ moved, all }: { moved: number; all: number }) =>
  moved === 0
    ? null
    : `${moved} of the ${all} lines that it adds up ${moved === 1 ? 'has' : 'have'} moved to another priority and ${moved === 1 ? 'is' : 'are'} still counted here.`

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

/** The figure that the line has there by now; where the year stands in another cell, any of that measure. Null when blank. */
function typedIn(
  plan: Plan,
  lineId: string,
  column: FigureColumn | null,
  years: readonly FinancialYear[],
): Pence | null {
  const of = column?.year ? [column.year] : years
  return addUp(of.map((year) => amountOf(plan, lineId, year, column?.measure ?? 'budget')))
}
