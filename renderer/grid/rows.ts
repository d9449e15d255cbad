/**
 * The rows of a ledger, in the order of the paper: for each group its heading, its lines and its subtotal, and the same again
 * for the groups of a second level within it; the total, and what stands under it, are pinned below. Rows hold ids only;
 * figures are read from the plan when a cell is painted.
 * Example: Leicestershire by priority is 4 headings, 44 lines and 4 subtotals.
 */
import type { Line } from '../../shared/model.ts'
import type { Plan } from '../../shared/plan.ts'
import {
  type Group,
  type Grouping,
  type GroupKey,
  groupingNames,
  type Levels,
  levelsOf,
  partKey,
  sectionsOf,
} from '../../shared/totals.ts'

/** A line where it stands. `part` is its group of the second level, where it is in one. */
export interface LineRow {
  kind: 'line'
  id: string
  lineId: string
  group: GroupKey
  part?: GroupKey
}

/** `shown` of its `lines` are in sight: fewer where lines are filtered. `folded`: absent where groups cannot be collapsed. */
export interface HeadingRow {
  kind: 'heading'
  id: string
  group: GroupKey
  part?: GroupKey
  name: string
  lines: number
  shown?: number
  folded?: boolean
}

/** `partial`: how many lines it adds up, where not all of them are in sight since some are filtered out. */
export interface SubtotalRow {
  kind: 'subtotal'
  id: string
  group: GroupKey
  part?: GroupKey
  name: string
  partial?: number
}

/**
 * `id` is unique over all rows: a line's own id, or the group's key with what kind of row it is. By source a line may stand
 * several times, each with the source in its id. A `foot` row stands under the total, such as the funding gap.
 */
export type GridRow =
  | HeadingRow
  | LineRow
  | SubtotalRow
  | { kind: 'total'; id: 'total' }
  | { kind: 'foot'; id: string; name: string }

export const totalRow: GridRow = { kind: 'total', id: 'total' }

/** A line's row id. @param source whose part of the line it is, where one of the levels is by source */
export function lineRowId(lineId: string, source: GroupKey | null): string {
  return source === null ? lineId : `${lineId} in ${source}`
}

/** The source whose part of its line a row is; null where it is the whole line. */
export function sourceOf({ group, part }: Pick<LineRow, 'group' | 'part'>, { by, below }: Levels): GroupKey | null {
  if (by === 'source') return group
  return below === 'source' ? (part ?? null) : null
}

/** A group's key among those of both levels. */
export function keyOf({ group, part }: { group: GroupKey; part?: GroupKey }): GroupKey {
  return part === undefined ? group : partKey(group, part)
}

/** A subtotal row's id, by its group's key. */
export function subtotalId(key: GroupKey): string {
  return `subtotal ${key}`
}

/** Which rows there are, and in what order within their group. */
export interface RowsAsked {
  /** Only lines it says yes to; a group's subtotal stays that of all its lines. */
  keeps?: ((line: Line, row: LineRow) => boolean) | undefined
  /** The order of the paper when it is not given, or calls two rows the same. */
  compare?: ((a: LineRow, b: LineRow) => number) | undefined
}

/**
 * Lays the plan out in rows.
 * @param find shows only lines that hold this text; subtotals stay those of the whole group
 */
export function gridRows(
  plan: Plan,
  grouping: Grouping | Levels,
  find = '',
  { keeps, compare }: RowsAsked = {},
): GridRow[] {
  const levels = levelsOf(grouping)
  const wanted = find.trim().toLowerCase()
  const filtered = wanted !== '' || keeps !== undefined
  const rows: GridRow[] = []

  const linesOf = (lines: readonly Line[], place: { group: GroupKey; part?: GroupKey }): LineRow[] => {
    const source = sourceOf(place, levels)
    const found: LineRow[] = []
    for (const line of lines) {
      if (wanted !== '' && !holds(line, wanted)) continue
      const row: LineRow = { kind: 'line', id: lineRowId(line.id, source), lineId: line.id, ...place }
      if (!keeps || keeps(line, row)) found.push(row)
    }
    return compare ? found.sort(compare) : found
  }
  const lay = (
    place: { group: GroupKey; part?: GroupKey },
    name: string,
    lines: readonly Line[],
    shown: number,
    body: () => void,
  ) => {
    const key = keyOf(place)
    rows.push({
      kind: 'heading',
      id: `heading ${key}`,
      ...place,
      name,
      lines: lines.length,
      ...(filtered ? { shown } : {}),
    })
    body()
    rows.push({
      kind: 'subtotal',
      id: subtotalId(key),
      ...place,
      name,
      ...(filtered && shown < lines.length ? { partial: lines.length } : {}),
    })
  }

  for (const section of sectionsOf(plan, levels)) {
    const name = section.name ?? groupingNames[levels.by].without
    if (section.parts.length === 0) {
      const lines = linesOf(section.lines, { group: section.key })
      if (filtered && lines.length === 0) continue
      lay({ group: section.key }, name, section.lines, lines.length, () => rows.push(...lines))
      continue
    }
    const parts = section.parts
      .map((part) => ({ part, lines: linesOf(part.lines, { group: section.key, part: part.key }) }))
      .filter(({ lines }) => !filtered || lines.length > 0)
    if (filtered && parts.length === 0) continue
    const shown = new Set(parts.flatMap(({ lines }) => lines.map(({ lineId }) => lineId))).size
    lay({ group: section.key }, name, section.lines, shown, () => {
      for (const { part, lines } of parts)
        lay({ group: section.key, part: part.key }, partName(levels, part), part.lines, lines.length, () =>
          rows.push(...lines),
        )
    })
  }
  return rows
}

/**
 * The same rows with some groups collapsed: their headings and subtotals stay in sight.
 * @param folded the groups' keys; every heading then says whether its group is collapsed
 */
export function foldRows(rows: readonly GridRow[], folded: ReadonlySet<GroupKey>): GridRow[] {
  return rows.flatMap((row): GridRow[] => {
    if (row.kind === 'total' || row.kind === 'foot') return [row]
    const { group, part } = row
    const isPart = part !== undefined
    if (isPart && folded.has(group)) return []
    if (row.kind === 'line' && folded.has(keyOf(row))) return []
    return row.kind === 'heading' ? [{ ...row, folded: folded.has(keyOf(row)) }] : [row]
  })
}

/** What a group of the second level is called. */
function partName({ below }: Levels, part: Group): string {
  if (part.name !== null) return part.name
  if (below === 'sub-priority') return 'No sub-priority'
  return below === null ? '' : groupingNames[below].without
}

function holds(line: Line, wanted: string): boolean {
  const { service, provider, description, route, geography, code, owner, status } = line
  return [service, provider, description, route, geography, code, owner, status].some((text) =>
    text?.toLowerCase().includes(wanted),
  )
}
