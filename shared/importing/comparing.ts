/**
 * A further import into a plan: which lines are new, which figures would change, and which lines the workbook no longer has.
 * Example: "Victim First" 2020/21 was £558,322 and becomes £570,000; the officer ticks it or leaves it.
 */
import { amountId, type Line, type Measure } from '../model.ts'
import type { Pence } from '../money.ts'
import { linesInOrder, type Plan } from '../plan.ts'
import type { FinancialYear } from '../years.ts'
import { joinTables } from './joining.ts'
import { plain } from './labels.ts'
import type { Reading, ReadLine } from './reading.ts'

const keyOf = (...texts: (string | null)[]) => texts.map((text) => plain(text ?? '')).join('\u0000')
const whole = (line: Pick<Line, 'service' | 'provider' | 'geography'>, priority: string | null) =>
  keyOf(line.service, line.provider, line.geography, priority)

/**
 * Finds the plan's line for each line that was read: by code where both have one; else by service, provider, priority and
 * geography; else by service and provider alone where only one line on either side has them. No line is found twice.
 * @returns the id of the plan's line for each line in its order, or null when the plan has none
 */
function matchLines(plan: Plan, lines: readonly ReadLine[]): (string | null)[] {
  const found: (string | null)[] = lines.map(() => null)
  const free = new Set(linesInOrder(plan))
  if (free.size === 0) return found
  const priorityOf = ({ priorityId }: Line) => plan.priority.get(priorityId ?? '')?.name ?? null
  const code = (text: string | null) => plain(text ?? '') || null
  const codesDiffer = (read: ReadLine, line: Line) => {
    const [one, other] = [code(read.code), code(line.code)]
    return one !== null && other !== null && one !== other
  }
  const pass = (readKey: (read: ReadLine) => string | null, lineKey: (line: Line) => string | null, alone = false) => {
    const held = new Map<string, Line[]>()
    for (const line of free) {
      const key = lineKey(line)
      if (key === null) continue
      const same = held.get(key)
      if (same) same.push(line)
      else held.set(key, [line])
    }
    const keys = lines.map((read, index) => (found[index] === null ? readKey(read) : null))
    const wanted = new Map<string, number>()
    for (const key of keys) if (key !== null) wanted.set(key, (wanted.get(key) ?? 0) + 1)
    for (const [index, read] of lines.entries()) {
      const key = keys[index] ?? null
      if (key === null) continue
      const candidates = held.get(key) ?? []
      if (alone && (candidates.length !== 1 || wanted.get(key) !== 1)) continue
      const line = candidates.find((one) => free.has(one) && !codesDiffer(read, one))
      if (!line) continue
      free.delete(line)
      found[index] = line.id
    }
  }
  const coded = (read: string | null, rest: string) => (code(read) === null ? null : `${code(read)}\u0000${rest}`)
  pass(
    (read) => coded(read.code, whole(read, read.priority)),
    (line) => coded(line.code, whole(line, priorityOf(line))),
  )
  pass(
    (read) => code(read.code),
    (line) => code(line.code),
  )
  pass(
    (read) => whole(read, read.priority),
    (line) => whole(line, priorityOf(line)),
  )
  const short = ({ service, provider }: Pick<Line, 'service' | 'provider'>) => keyOf(service, provider)
  pass(short, short, true)
  return found
}

/** The lines to import, and the plan's own line for each, by id; null where it is new. `removed` are the plan's lines that go. */
export interface ChosenLines {
  lines: ReadLine[]
  matches: (string | null)[]
  removed?: ReadonlySet<string>
}

/** All lines of a reading, those of several sheets or tables joined, each with the plan's own. */
export function matchedLines(plan: Plan, reading: Reading): ChosenLines {
  const lines = joinTables(reading, (line) => whole(line, line.priority))
  return { lines, matches: matchLines(plan, lines) }
}

/** One figure that would change. `was` is null where the plan has none. */
export interface FigureChange {
  /** What its tick is known by. */
  tick: string
  year: FinancialYear
  measure: Measure
  was: Pence | null
  becomes: Pence
}

/** A line that was read, beside the plan's own. */
export interface ComparedLine {
  tick: string
  status: 'added' | 'changed' | 'unchanged'
  read: ReadLine
  /** The plan's line, by id; null when it is new. */
  lineId: string | null
  figures: FigureChange[]
}

export interface Comparison {
  /** In the order of the reading's lines. */
  lines: ComparedLine[]
  /** The plan's lines that the workbook does not have. They stay as they are unless they are ticked for removal. */
  missing: Line[]
}

/** Compares what was read with what the plan holds. Texts that a line lacks are filled in with its figures, and are no change by themselves. */
export function compareImport(plan: Plan, reading: Reading): Comparison {
  const matched = matchedLines(plan, reading)
  const lines = matched.lines.map((read, index): ComparedLine => {
    const lineId = matched.matches[index] ?? null
    const tick = String(index)
    if (lineId === null) return { tick, status: 'added', read, lineId, figures: [] }
    const figures = read.figures.flatMap(({ year, measure, pence }): FigureChange[] => {
      const held = plan.amount.get(amountId(lineId, year, measure))
      if (held?.pence === pence) return []
      return [{ tick: `${index} ${measure} ${year}`, year, measure, was: held?.pence ?? null, becomes: pence }]
    })
    return { tick, status: figures.length > 0 ? 'changed' : 'unchanged', read, lineId, figures }
  })
  const held = new Set(matched.matches)
  return { lines, missing: linesInOrder(plan).filter(({ id }) => !held.has(id)) }
}

/**
 * Leaves out what the officer did not tick: new lines, and figures that would change. A line of which no figure is ticked is
 * left out whole.
 * @param left the ticks that were taken off
 * @param removed the missing lines that are to go, by id
 */
export function chosenLines(
  { lines }: Comparison,
  left: ReadonlySet<string>,
  removed: ReadonlySet<string> = new Set(),
): ChosenLines {
  const chosen: ChosenLines = { lines: [], matches: [], removed }
  for (const { tick, status, read, lineId, figures } of lines) {
    const off = figures.filter((figure) => left.has(figure.tick))
    if (status === 'added' ? left.has(tick) : off.length > 0 && off.length === figures.length) continue
    const kept = read.figures.filter(
      ({ year, measure }) => !off.some((figure) => figure.year === year && figure.measure === measure),
    )
    chosen.lines.push({ ...read, figures: kept })
    chosen.matches.push(lineId)
  }
  return chosen
}
