/**
 * Intents: what an officer asks for, turned into Changes or refused with a sentence. Nothing is altered here.
 * Example: `setAmount(plan, {lineId, year, measure: 'budget', pence})` gives the Change "set Victim First 2021/22".
 */
import { type Change, type RowChange, rowTo, sameRow } from './change.ts'
import { amountId, type Line, type Measure, type Tables } from './model.ts'
import { type Pence, toPence } from './money.ts'
import { detailsOf, linesInOrder, type Plan } from './plan.ts'
import { Refusal } from './refusal.ts'
import { lineLabel } from './reserves.ts'
import type { Table } from './table.ts'
import type { FinancialYear } from './years.ts'

/** Makes an id that no row has. Given by the caller, since this folder has no randomness. */
export type NewId = () => string

/** The line that an intent is about. @throws Refusal when it is no longer there */
export function lineOf(plan: Plan, id: string): Line {
  const line = plan.line.get(id)
  if (!line)
    throw new Refusal('That budget line is no longer in the plan; nothing was changed, so choose another line.')
  return line
}

/** Leaves out rows that stay as they are, and what is too long for a label: whole characters, since half of one cannot be saved. */
export function changeOf(label: string, rows: RowChange[]): Change {
  return {
    label: label.slice(0, 500).replace(/[\uD800-\uDBFF]$/, ''),
    rows: rows.filter((row) => !sameRow(row.before, row.after)),
  }
}

/** What a figure is called after its line's name. @example figureName('2020/21', 'forecast') // '2020/21 forecast outturn' */
export function figureName(year: FinancialYear, measure: Measure): string {
  return measure === 'budget' ? year : `${year} ${measure === 'forecast' ? 'forecast outturn' : 'actual'}`
}

/** Sets, or with `null` clears, a line's figure. `expression` is the arithmetic that was typed, if any. */
export function setAmount(
  plan: Plan,
  {
    lineId,
    year,
    measure,
    pence,
    expression = null,
  }: { lineId: string; year: FinancialYear; measure: Measure; pence: Pence | null; expression?: string | null },
): Change {
  const line = lineOf(plan, lineId)
  const id = amountId(lineId, year, measure)
  const after = pence === null ? null : { id, lineId, year, measure, pence: toPence(pence), expression, origin: null }
  const held = plan.amount.get(id)
  const same = held && after && held.pence === after.pence && held.expression === after.expression
  return changeOf(
    `${pence === null ? 'clear' : 'set'} ${lineLabel(plan, line)} ${figureName(year, measure)}`,
    same
      ? []
      : [
          rowTo(plan, 'amount', id, after),
          ...(plan.formulaError.has(id) ? [rowTo(plan, 'formulaError', id, null)] : []),
        ],
  )
}

/** The fields of a line that are plain text. */
export const textFields = [
  'service',
  'provider',
  'description',
  'route',
  'geography',
  'code',
  'owner',
  'status',
] as const
export type TextField = (typeof textFields)[number]

/** Sets one text of a line. Blank clears it; a line always keeps a service name. */
export function setText(
  plan: Plan,
  { lineId, field, value }: { lineId: string; field: TextField; value: string },
): Change {
  const line = lineOf(plan, lineId)
  const text = value.trim()
  if (text === '' && field === 'service') {
    throw new Refusal(
      `A budget line needs a service name, so “${line.service}” was kept; type a name, or delete the line.`,
    )
  }
  if (text.length > 32_767)
    throw new Refusal('That text is longer than 32,767 characters, so nothing was changed; shorten it.')
  return changeOf(`set ${field} of ${lineLabel(plan, line)}`, [
    rowTo(plan, 'line', lineId, { ...line, [field]: text === '' ? null : text }),
  ])
}

/** Moves a line to another priority, or to none. */
export function setPriority(plan: Plan, { lineId, priorityId }: { lineId: string; priorityId: string | null }): Change {
  const line = lineOf(plan, lineId)
  const name = priorityId === null ? 'no priority' : plan.priority.get(priorityId)?.name
  if (name === undefined)
    throw new Refusal('That priority is no longer in the plan; nothing was changed, so choose another.')
  return changeOf(`move ${lineLabel(plan, line)} to ${name}`, [rowTo(plan, 'line', lineId, { ...line, priorityId })])
}

/** Marks a line as recurring or one-off. One-off money is not in next year's base. */
export function setBasis(plan: Plan, { lineId, basis }: { lineId: string; basis: Line['basis'] }): Change {
  const line = lineOf(plan, lineId)
  return changeOf(`mark ${lineLabel(plan, line)} as ${basis}`, [rowTo(plan, 'line', lineId, { ...line, basis })])
}

/** A line with only what is given; the rest is empty. */
export function blankLine(given: Pick<Line, 'id' | 'service' | 'position'> & Partial<Line>): Line {
  return {
    provider: null,
    description: null,
    route: null,
    geography: null,
    code: null,
    owner: null,
    priorityId: null,
    basis: 'recurring',
    status: null,
    contractStart: null,
    contractEnd: null,
    extra: {},
    origin: null,
    ...given,
  }
}

/**
 * Adds an empty line: after the line given, or at the end of its priority. Where no position is left between that line and
 * the next, those below move down by one in the same Change.
 */
export function addLine(
  plan: Plan,
  {
    service,
    priorityId,
    afterLineId,
  }: { service: string; priorityId: string | null; afterLineId?: string | undefined },
  newId: NewId,
): Change {
  const name = service.trim()
  if (name === '') throw new Refusal('A budget line needs a service name, so none was added; type one.')
  if (priorityId !== null && !plan.priority.has(priorityId))
    throw new Refusal('That priority is no longer in the plan; no line was added, so choose another.')
  const lines = linesInOrder(plan)
  const place = lines.findIndex((line) => line.id === afterLineId)
  const below = place >= 0 ? lines.slice(place + 1) : []
  const start = (place >= 0 ? lines[place] : lines.at(-1))?.position ?? 0
  const next = below[0]?.position ?? start + 2
  const between = (start + next) / 2
  const fits = start < between && between < next
  const id = newId()
  const added = blankLine({ id, service: name, priorityId, position: fits ? between : start + 0.5 })
  const moved = fits ? [] : below.map((line) => rowTo(plan, 'line', line.id, { ...line, position: line.position + 1 }))
  return changeOf(`add ${name}`, [rowTo(plan, 'line', id, added), ...moved])
}

/**
 * The rows that go with some lines: the lines and everything that is kept about them, such as figures, notes, decisions,
 * funding, contract, drawdowns and virements.
 * @throws Refusal when one receives an underspend of a line that stays
 */
export function rowsWithout(plan: Plan, lineIds: ReadonlySet<string>): RowChange[] {
  for (const { to, toId, lineId } of plan.carry.values()) {
    if (to !== 'line' || toId === null || !lineIds.has(toId) || lineIds.has(lineId)) continue
    throw new Refusal(
      `“${lineOf(plan, toId).service}” receives an underspend of another line, so it was kept; change that carry-forward first.`,
    )
  }
  const rows = [...lineIds].map((id) => rowTo(plan, 'line', lineOf(plan, id).id, null))
  for (const table of [
    'amount',
    'note',
    'carry',
    'split',
    'adjustment',
    'contract',
    'drawdown',
    'decisionLine',
    'formulaError',
  ] as const) {
    const held = plan[table] as unknown as Table<{ id: string; lineId: string }>
    for (const id of lineIds) for (const row of held.by('lineId', id)) rows.push(rowTo(plan, table, row.id, null))
  }
  for (const { id, fromLineId, toLineId } of plan.virement.values())
    if (lineIds.has(fromLineId) || lineIds.has(toLineId)) rows.push(rowTo(plan, 'virement', id, null))
  for (const drawdown of plan.drawdown.values())
    if (drawdown.toLineId !== null && lineIds.has(drawdown.toLineId) && !lineIds.has(drawdown.lineId))
      rows.push(rowTo(plan, 'drawdown', drawdown.id, { ...drawdown, toLineId: null }))
  return rows
}

/** Removes a line with its figures, notes and carry-forward decisions. */
export function removeLine(plan: Plan, lineId: string): Change {
  const line = lineOf(plan, lineId)
  return changeOf(`delete ${lineLabel(plan, line)}`, rowsWithout(plan, new Set([lineId])))
}

/** Adds a priority at the end. */
export function addPriority(plan: Plan, name: string, newId: NewId): Change {
  const trimmed = name.trim()
  if (trimmed === '') throw new Refusal('A priority needs a name, so none was added; type one.')
  if ([...plan.priority.values()].some((priority) => priority.name === trimmed)) {
    throw new Refusal(`There is already a priority “${trimmed}”, so none was added; choose another name.`)
  }
  const id = newId()
  const position = Math.max(0, ...[...plan.priority.values()].map((priority) => priority.position)) + 1
  return changeOf(`add priority ${trimmed}`, [
    rowTo(plan, 'priority', id, { id, name: trimmed, parentId: null, position }),
  ])
}

/** Changes the plan's title, organisation, year or marking; what is not given is kept. Blank clears, but a title stays. */
export function setDetails(plan: Plan, details: Partial<Omit<Tables['plan'], 'id'>>): Change {
  const held = detailsOf(plan)
  const { title, organisation, planYear, marking } = { ...held, ...details }
  if (title.trim() === '') throw new Refusal(`A plan needs a title, so “${held.title}” was kept; type one.`)
  const after = {
    id: held.id,
    title: title.trim(),
    organisation: organisation?.trim() || null,
    planYear,
    marking: marking?.trim() || null,
  }
  return changeOf('change the plan’s details', [rowTo(plan, 'plan', 'plan', after)])
}
