/**
 * Which lines a stated figure adds up, so that it can be held against them again once they are in the plan. Kept only where
 * it did not agree. Example: Cambridgeshire's "Total Awards" keeps its nine lines, and agrees once the missing £10,000 is typed.
 */
import type { Line } from '../model.ts'
import type { FinancialYear } from '../years.ts'
import type { Reading, ReadLine, StatedFigure } from './reading.ts'

/** A stated figure with the lines it adds up, before these have their places among the reading's. */
export interface FoundStated extends Omit<StatedFigure, 'adds'> {
  parts?: { lines: ReadLine[]; years: FinancialYear[]; within: number }
}

/** The stated figures with their lines by place; those whose lines are not all taken keep none. */
export function numbered(stated: readonly FoundStated[], lines: readonly ReadLine[]): StatedFigure[] {
  if (!stated.some(({ parts }) => parts)) return [...stated]
  const places = new Map(lines.map((line, place) => [line, place]))
  return stated.map(({ parts, ...figure }) => {
    const found = parts?.lines.flatMap((line) => places.get(line) ?? [])
    if (!parts || !found || found.length === 0 || found.length < parts.lines.length) return figure
    return { ...figure, adds: { lines: found, years: parts.years, within: parts.within } }
  })
}

/** Lines of the plan that stated figures add up, kept once for all figures that share them. */
export interface KeptScope {
  /** Their ids in the plan. */
  lines: string[]
  /** How many more there were that the officer did not take. */
  left: number
  /** The priority that all of them belonged to; null where they belonged to several. */
  priorityId: string | null
}

/**
 * The stated figures as the plan keeps them, with their lines by the ids which these have in the plan.
 * @param taken the lines as they were imported, those of several sheets or tables joined
 * @param placed the plan's line for each of these
 */
export function keptStated({ stated, lines }: Reading, taken: readonly ReadLine[], placed: readonly Line[]) {
  const scopes: KeptScope[] = []
  const known = new Map<string, number>()
  let find: ((line: ReadLine) => Line | undefined) | null = null
  const kept = stated.map(({ adds, ...figure }) => {
    if (!adds) return figure
    const key = adds.lines.join(' ')
    let scope = known.get(key)
    if (scope === undefined) {
      find ??= finder(taken, placed)
      scope = scopes.length
      known.set(key, scope)
      scopes.push(scopeOf(adds.lines.map((place) => find!(lines[place]!))))
    }
    return { ...figure, adds: { scope, years: adds.years, within: adds.within } }
  })
  return { stated: kept, scopes }
}

function scopeOf(found: (Line | undefined)[]): KeptScope {
  const lines = [...new Set(found.flatMap((line) => line ?? []))]
  const priorities = new Set(lines.map(({ priorityId }) => priorityId))
  return {
    lines: lines.map(({ id }) => id),
    left: found.filter((line) => !line).length,
    priorityId: priorities.size === 1 ? [...priorities][0]! : null,
  }
}

/** Finds the plan's line for one that was read: the same, one that holds a figure of its cells, or one of its row by name. */
function finder(taken: readonly ReadLine[], placed: readonly Line[]): (line: ReadLine) => Line | undefined {
  const same = new Map(taken.map((line, index) => [line, placed[index]!]))
  const cellKey = ({ sheet, cell }: { sheet: string; cell?: string }) => `${sheet}\n${cell}`
  const rowKey = ({ at, service, geography }: ReadLine) => JSON.stringify([at.sheet, at.row, service, geography])
  const byCell = new Map<string, Line>()
  const byRow = new Map<string, Line>()
  for (const [line, held] of same) {
    for (const { at } of line.figures) byCell.set(cellKey(at), held)
    byRow.set(rowKey(line), held)
  }
  return (line) => {
    const own = same.get(line)
    if (own) return own
    for (const { at } of line.figures) {
      const held = byCell.get(cellKey(at))
      if (held) return held
    }
    return byRow.get(rowKey(line))
  }
}
