/**
 * Turns what was read into one Change: new priorities and lines, figures, notes, and the whole reading kept beside them.
 * Lines that the plan already has (same code, or else service and provider) gain the new figures.
 * Example: importing a workbook a second time changes nothing.
 */
import { type Change, type RowChange, rowTo, sameRow } from '../change.ts'
import { blankLine, type NewId, rowsWithout } from '../edits.ts'
import { amountId, type Line, type Tables } from '../model.ts'
import { detailsOf, linesInOrder, type Plan, prioritiesInOrder } from '../plan.ts'
import { recalculated } from '../recalculating.ts'
import { Refusal } from '../refusal.ts'
import type { FinancialYear } from '../years.ts'
import { type ChosenLines, matchedLines } from './comparing.ts'
import { plain } from './labels.ts'
import { keptStated } from './parts.ts'
import type { Place, Reading, ReadLine, ReadNote } from './reading.ts'

/** The Change of an import and what it would do. `changed` figures are those the plan already held with another amount. */
export interface ImportPlan {
  change: Change
  lines: { added: number; matched: number }
  /** Lines of the plan that go. */
  removed: number
  figures: { set: number; changed: number }
}

const TEXTS = [
  'provider',
  'description',
  'route',
  'geography',
  'code',
  'owner',
  'status',
  'contractStart',
  'contractEnd',
] as const

/**
 * Plans the import as one Change.
 * @param chosen the lines to take and where each goes, where the officer left some out, and those to remove; else all of the reading's
 * @throws Refusal when no budget line was found, or when a line to be removed receives an underspend
 */
export function planImport(plan: Plan, reading: Reading, newId: NewId, chosen?: ChosenLines): ImportPlan {
  const { lines, matches } = chosen ?? matchedLines(plan, reading)
  if (lines.length === 0 && !chosen?.removed?.size) {
    throw new Refusal(
      `No budget line was found in “${reading.file}”, so nothing was imported; choose another sheet or workbook.`,
    )
  }
  const rows: RowChange[] = []
  const result: ImportPlan = {
    change: { label: '', rows },
    lines: { added: 0, matched: 0 },
    removed: chosen?.removed?.size ?? 0,
    figures: { set: 0, changed: 0 },
  }
  const priorities = new Map(
    prioritiesInOrder(plan).map((priority) => [priorityKey(priority.name, priority.parentId), priority]),
  )
  let position = linesInOrder(plan).at(-1)?.position ?? 0
  const placed: Line[] = []
  const notes = notesByLine(plan)
  for (const [index, read] of lines.entries()) {
    const under = (name: string | null, parentId: string | null) =>
      name === null ? parentId : priorityFor(plan, priorities, name, parentId, rows, newId)
    const match = plan.line.get(matches[index] ?? '')
    const line = match
      ? completed(match, read)
      : blankLine({
          ...textsOf(read),
          id: newId(),
          service: read.service,
          priorityId: under(read.priority, under(read.parentPriority, null)),
          extra: read.extra,
          position: ++position,
          origin: { file: reading.file, sheet: read.at.sheet, row: read.at.row },
        })
    result.lines[match ? 'matched' : 'added']++
    placed.push(line)
    rows.push(rowTo(plan, 'line', line.id, line))
    addFigures(plan, line.id, read, reading.file, result)
    addNotes(plan, notes.get(line.id) ?? [], line.id, read.notes, reading.file, rows, newId)
  }
  rows.push(...rowsWithout(plan, chosen?.removed ?? new Set()))
  const details = detailsOf(plan)
  const title = plan.plan.has('plan') ? details.title : reading.file.replace(/\.[a-z]+$/i, '')
  rows.push(rowTo(plan, 'plan', 'plan', { ...details, title, planYear: details.planYear ?? latestBudget(lines) }))
  const altered = rows.filter((row) => !sameRow(row.before, row.after))
  if (altered.length > 0) altered.push(reportOf(plan, reading, newId, keptStated(reading, lines, placed)))
  const count = lines.length
  const removal = result.removed > 0 ? `, ${result.removed} removed` : ''
  result.change = recalculated(plan, {
    label: `import ${reading.file} (${count} ${count === 1 ? 'line' : 'lines'}${removal})`.slice(0, 500),
    rows: altered,
  })
  return result
}

/** The last year that a budget is given for; null when there is none. */
function latestBudget(lines: readonly ReadLine[]): FinancialYear | null {
  let latest: FinancialYear | null = null
  for (const { figures } of lines)
    for (const { year, measure } of figures)
      if (measure === 'budget' && (latest === null || year > latest)) latest = year
  return latest
}

function textsOf(read: ReadLine): Pick<Line, (typeof TEXTS)[number]> {
  const { provider, description, route, geography, code, owner, status, contractStart, contractEnd } = read
  return { provider, description, route, geography, code, owner, status, contractStart, contractEnd }
}

/** Where something stood, with its file. Most are cells, of which there are many. */
function originOf(file: string, at: Place) {
  const { sheet, row, cell } = at
  return row === undefined && cell !== undefined ? { file, sheet, cell } : { file, ...at }
}

/** A line the plan has keeps its texts; only what it lacks is filled in. */
function completed(line: Line, read: ReadLine): Line {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, line[field] ?? read[field]]))
  return { ...line, ...texts, extra: { ...read.extra, ...line.extra } }
}

const priorityKey = (name: string, parentId: string | null) => `${plain(name)}\u0000${parentId ?? ''}`

function priorityFor(
  plan: Plan,
  known: Map<string, Tables['priority']>,
  name: string,
  parentId: string | null,
  rows: RowChange[],
  newId: NewId,
): string {
  const key = priorityKey(name, parentId)
  const held = known.get(key)
  if (held) return held.id
  const position = Math.max(0, ...[...known.values()].map((priority) => priority.position)) + 1
  const priority = { id: newId(), name, parentId, position }
  known.set(key, priority)
  rows.push(rowTo(plan, 'priority', priority.id, priority))
  return priority.id
}

function addFigures(plan: Plan, lineId: string, read: ReadLine, file: string, result: ImportPlan): void {
  for (const { year, measure, pence, at } of read.figures) {
    const id = amountId(lineId, year, measure)
    const held = plan.amount.get(id)
    if (held?.pence === pence) continue
    result.figures.set++
    if (held) result.figures.changed++
    result.change.rows.push(
      rowTo(plan, 'amount', id, { id, lineId, year, measure, pence, expression: null, origin: originOf(file, at) }),
    )
  }
}

function notesByLine(plan: Plan): Map<string, Tables['note'][]> {
  const byLine = new Map<string, Tables['note'][]>()
  for (const note of plan.note.values()) {
    const held = byLine.get(note.lineId)
    if (held) held.push(note)
    else byLine.set(note.lineId, [note])
  }
  return byLine
}

/** @param held the notes that the plan's line has */
function addNotes(
  plan: Plan,
  held: Tables['note'][],
  lineId: string,
  notes: ReadNote[],
  file: string,
  rows: RowChange[],
  newId: NewId,
): void {
  for (const [index, { text, mark, year, measure, at }] of notes.entries()) {
    if (held.some((note) => note.text === text && note.year === year && note.measure === measure)) continue
    const id = newId()
    rows.push(
      rowTo(plan, 'note', id, {
        id,
        lineId,
        year,
        measure,
        mark,
        text,
        position: held.length + index + 1,
        origin: originOf(file, at),
      }),
    )
  }
}

/** The reading without its lines, which are rows of their own by now. */
function reportOf(
  plan: Plan,
  { file, tables, problems, skipped, cells }: Reading,
  newId: NewId,
  kept: ReturnType<typeof keptStated>,
): RowChange {
  const id = newId()
  return rowTo(plan, 'import', id, {
    id,
    file,
    report: { tables, ...kept, problems, skipped, cells },
    position: plan.import.size + 1,
  })
}
