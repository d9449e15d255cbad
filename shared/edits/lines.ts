/**
 * Intents about several lines at once: inserting, moving, duplicating and deleting them, each as one Change.
 * Example: `moveLines(plan, {lineIds: ['a', 'b'], place: {after: 'c'}, fields: {priorityId: 'p'}})` moves two lines below a
 * third, into its priority, with everything that is kept about them.
 */

import { type Change, type RowChange, rowTo } from '../change.ts'
import { blankLine, changeOf, lineOf, type NewId, rowsWithout } from '../edits.ts'
import { amountId, type Line } from '../model.ts'
import { formatCount } from '../money.ts'
import { linesInOrder, type Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import { type Grouping, type GroupKey, groupsOf, type Levels } from '../totals.ts'

/** Where lines go in the order of the paper: before or after a line, or at the end. */
export type Place = { before: string } | { after: string } | 'end'

/** What makes a line stand in a group. */
export type GroupFields = Partial<
  Pick<Line, 'priorityId' | 'route' | 'geography' | 'provider' | 'owner' | 'status' | 'code' | 'basis'>
>

/**
 * What a line must have to stand in a group, and in one of the second level within it.
 * @param done what was not done, for the sentence, such as "no line was moved"
 * @throws {Refusal} by source or by the end of contracts, which are decided elsewhere
 */
export function groupFields(
  plan: Plan,
  levels: Levels,
  { group, part }: { group: GroupKey; part?: GroupKey },
  done: string,
): GroupFields {
  const { by, below } = levels
  const fields = fieldsAt(plan, by, group, done)
  if (part === undefined || below === null) return fields
  if (below !== 'sub-priority') return { ...fields, ...fieldsAt(plan, below, part, done) }
  return part === '' ? fields : { priorityId: part }
}

function fieldsAt(plan: Plan, by: Grouping, key: GroupKey, done: string): GroupFields {
  if (by === 'priority') return { priorityId: key === '' ? null : key }
  if (by === 'basis') return { basis: key === 'one-off' ? 'one-off' : 'recurring' }
  if (by === 'source')
    throw new Refusal(
      `Grouped by source, lines stand by who pays for them, so ${done}; group by priority, or decide under Funding who pays.`,
    )
  if (by === 'contract end')
    throw new Refusal(
      `Grouped by contract end, lines stand by their contracts’ dates, so ${done}; group by priority, or change the dates in the line’s panel.`,
    )
  return { [by]: key === '' ? null : (groupsOf(plan, by).find((held) => held.key === key)?.name ?? null) }
}

/** How sentences call lines: a single one by its name. */
export function linesText(plan: Plan, lineIds: readonly string[]): string {
  return lineIds.length === 1 ? lineLabel(plan, lineOf(plan, lineIds[0]!)) : `${formatCount(lineIds.length)} lines`
}

/**
 * Positions for so many lines at a place. Where there is no room between its neighbours, the lines below move down.
 * @param moving lines that leave where they are
 */
function positionsAt(
  plan: Plan,
  place: Place,
  count: number,
  moving: ReadonlySet<string> = new Set(),
): { positions: number[]; shifted: RowChange[] } {
  const all = linesInOrder(plan)
  const named = place === 'end' ? null : 'before' in place ? place.before : place.after
  const at = named === null ? all.length : all.findIndex(({ id }) => id === named)
  if (at < 0) lineOf(plan, named!)
  const end = place !== 'end' && 'after' in place ? at + 1 : at
  const above = all.slice(0, end).filter(({ id }) => !moving.has(id))
  const below = all.slice(end).filter(({ id }) => !moving.has(id))
  const next = below[0]?.position
  const start = above.at(-1)?.position ?? (next ?? 0) - count - 1
  const step = next === undefined ? 1 : (next - start) / (count + 1)
  const positions = Array.from({ length: count }, (_, index) => start + step * (index + 1))
  const apart = [start, ...positions, ...(next === undefined ? [] : [next])]
  if (apart.every((position, index) => index === 0 || apart[index - 1]! < position)) return { positions, shifted: [] }
  const by = start + count + 1 - next!
  return {
    positions: positions.map((_, index) => start + index + 1),
    shifted: below.map((line) => rowTo(plan, 'line', line.id, { ...line, position: line.position + by })),
  }
}

/**
 * Moves lines to another place, in the order in which they stand, and into another group where `fields` say so. Their
 * figures, notes, splits and decisions stay with them.
 */
export function moveLines(
  plan: Plan,
  { lineIds, place, fields = {} }: { lineIds: readonly string[]; place: Place; fields?: GroupFields },
): Change {
  const moving = new Set(lineIds)
  for (const id of moving) lineOf(plan, id)
  const lines = linesInOrder(plan).filter(({ id }) => moving.has(id))
  const { positions, shifted } = positionsAt(plan, place, lines.length, moving)
  const moved = lines.map((line, index) =>
    rowTo(plan, 'line', line.id, { ...line, ...fields, position: positions[index]! }),
  )
  const group = 'priorityId' in fields && lines.some(({ priorityId }) => priorityId !== fields.priorityId)
  const name = fields.priorityId ? plan.priority.get(fields.priorityId)?.name : 'no priority'
  if (group && name === undefined)
    throw new Refusal('That priority is no longer in the plan; no line was moved, so choose another.')
  return changeOf(`move ${linesText(plan, lineIds)}${group ? ` to ${name}` : ''}`, [...moved, ...shifted])
}

/** Adds empty lines at a place. Each is called "New budget line" until it is named. */
export function insertLines(
  plan: Plan,
  {
    count,
    place,
    fields = {},
    services,
  }: { count: number; place: Place; fields?: GroupFields; services?: readonly string[] },
  newId: NewId,
): Change {
  const { positions, shifted } = positionsAt(plan, place, count)
  const added = positions.map((position, index) => {
    const id = newId()
    const service = services?.[index] ?? 'New budget line'
    return rowTo(plan, 'line', id, blankLine({ id, service, position, ...fields }))
  })
  return changeOf(count === 1 ? 'add a line' : `add ${formatCount(count)} lines`, [...added, ...shifted])
}

/**
 * Copies lines, each right below itself, as "Helpline (copy)". A copy has the line's texts, basis and figures of all years. It
 * has none of what is decided or agreed about the line: notes, adjustments, funding splits, carry-forwards, drawdowns,
 * virements, decisions, contract and its dates.
 */
export function duplicateLines(plan: Plan, lineIds: readonly string[], newId: NewId): Change {
  const copied = new Set(lineIds)
  const rows: RowChange[] = []
  const services = new Set([...plan.line.values()].map(({ service }) => service))
  const lines = linesInOrder(plan)
  let gap = 0
  for (const [index, line] of lines.entries()) {
    const position = line.position + gap
    if (gap > 0) rows.push(rowTo(plan, 'line', line.id, { ...line, position }))
    if (!copied.has(line.id)) continue
    const next = lines[index + 1]
    const between = next ? (position + next.position + gap) / 2 : position + 1
    const fits = position < between && (!next || between < next.position + gap)
    if (!fits) gap += 1
    const id = newId()
    const service = copyName(line.service, services)
    services.add(service)
    rows.push(
      rowTo(plan, 'line', id, {
        ...line,
        id,
        service,
        contractStart: null,
        contractEnd: null,
        position: fits ? between : position + 0.5,
        origin: null,
      }),
    )
    for (const amount of plan.amount.by('lineId', line.id)) {
      const to = amountId(id, amount.year, amount.measure)
      rows.push(rowTo(plan, 'amount', to, { ...amount, id: to, lineId: id, origin: null }))
    }
    for (const error of plan.formulaError.by('lineId', line.id)) {
      const to = amountId(id, error.year, error.measure)
      rows.push(rowTo(plan, 'formulaError', to, { ...error, id: to, lineId: id }))
    }
  }
  return changeOf(`duplicate ${linesText(plan, lineIds)}`, rows)
}

/** A name that no line has. @example copyName('Helpline', new Set(['Helpline (copy)'])) // 'Helpline (copy 2)' */
function copyName(service: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const mark = number === 1 ? ' (copy)' : ` (copy ${number})`
    const name = service.slice(0, 32_000) + mark
    if (!taken.has(name)) return name
  }
}

/** Removes lines with their figures, notes and decisions. */
export function removeLines(plan: Plan, lineIds: readonly string[]): Change {
  const label = `delete ${linesText(plan, lineIds)}`
  return changeOf(label, rowsWithout(plan, new Set(lineIds)))
}
