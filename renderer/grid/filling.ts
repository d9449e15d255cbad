/**
 * Filling: what stands in the first row, or column, of a selection goes into the others, and no series is invented. Arithmetic
 * that is filled into another year refers to years as far from it as before, as a spreadsheet's does: `=[2020/21]*1.02` in 2021/22
 * becomes `=[2021/22]*1.02` in 2022/23. Headings and sums are passed over. Example: `fill(session, 'down')` is Ctrl+D.
 */

import { shiftFigures } from '../../shared/arithmetic/tokens.ts'
import { combined } from '../../shared/edits/block.ts'
import { formatCount } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { startOf } from '../../shared/years.ts'
import { planner } from '../instance.ts'
import { selectedArea } from './clipboard.ts'
import type { Column } from './columns.ts'
import type { Area } from './copying.ts'
import { cellSteps, columnName } from './pasting.ts'
import type { LineRow } from './rows.ts'
import type { CellEdit, LedgerSession } from './session.ts'

export type Direction = 'down' | 'right'

const KEPT = 'nothing was filled'

const linesOf = ({ rows }: Area): LineRow[] => rows.filter((row) => row.kind === 'line')

/** Fills a selection. Of a single row, or column, the one above, or to the left, is filled in. */
export async function fill(session: LedgerSession, direction: Direction): Promise<void> {
  await attempt(async () => {
    const area = selectedArea(session, KEPT)
    const edits = direction === 'down' ? downwards(session, area) : rightwards(session, area)
    await edit(edits, `fill ${direction}`)
  })
}

function downwards(session: LedgerSession, area: Area): CellEdit[] {
  const [first, ...below] = linesOf(area)
  const columns = area.columns.filter(({ edit }) => edit)
  if (!first || columns.length === 0) throw nothingToFill()
  if (below.length > 0) return copied(columns, first, below)
  const rows = session.rows()
  const above = rows[rows.findIndex(({ id }) => id === first.id) - 1]
  if (above?.kind !== 'line')
    throw new Refusal(
      `There is no line above to fill from, so ${KEPT}; select the cells to be filled and one above them.`,
    )
  return copied(columns, above, [first])
}

function copied(columns: readonly Column[], from: LineRow, to: readonly LineRow[]): CellEdit[] {
  return columns.flatMap((column) => {
    const typed = column.edit!.textOf(from.lineId)
    return to.map(({ lineId }) => ({ column, lineId, typed }))
  })
}

function rightwards(session: LedgerSession, area: Area): CellEdit[] {
  const lines = linesOf(area)
  let across = area.columns
  if (across.length === 1) {
    const columns = session.columns()
    const before = columns[columns.findIndex(({ id }) => id === across[0]!.id) - 1]
    if (!before) throw new Refusal(`There is no column to the left to fill from, so ${KEPT}; select further columns.`)
    across = [before, ...across]
  }
  const [from, ...rest] = across
  const to = rest.filter(({ edit }) => edit)
  if (lines.length === 0 || to.length === 0) throw nothingToFill()
  if (!from?.edit)
    throw new Refusal(`${from!.heading} is worked out and cannot be filled from, so ${KEPT}; begin at another column.`)
  for (const column of to) refuseOther(from, column)
  return lines.flatMap(({ lineId }) => to.map((column) => ({ column, lineId, typed: textFor(column, from, lineId) })))
}

/** What a line's cell holds, as it is to be typed into another column. */
function textFor(column: Column, from: Column, lineId: string): string {
  const text = from.edit!.textOf(lineId)
  if (!from.figure || !column.figure || !text.startsWith('=')) return text
  return shiftFigures(text, startOf(column.figure.year) - startOf(from.figure.year))
}

function nothingToFill(): Refusal {
  return new Refusal(`No cell of a line that can be typed over is selected, so ${KEPT}; select lines’ cells.`)
}

/** Where the handle was dragged to. */
export type Side = 'down' | 'up' | 'right' | 'left'

/** Fills what was dragged over with the handle: with what was selected, over and over. */
export async function fillOver(source: Area, over: Area, side: Side): Promise<void> {
  await attempt(async () => {
    const from = linesOf(source)
    const to = linesOf(over)
    if (from.length === 0 || to.length === 0) throw nothingToFill()
    const vertical = side === 'down' || side === 'up'
    const edits = to.flatMap(({ lineId }, row) =>
      over.columns.flatMap((column, index): CellEdit[] => {
        const origin = vertical ? column : turned(source.columns, index, over.columns.length, side === 'left')
        if (!column.edit || !origin.edit) return []
        refuseOther(origin, column)
        const line = vertical ? turned(from, row, to.length, side === 'up') : { lineId }
        return [{ column, lineId, typed: textFor(column, origin, line.lineId) }]
      }),
    )
    if (edits.length === 0) throw nothingToFill()
    await edit(edits, `fill ${side}`)
  })
}

/** Which of a list fills a place. @param back from its end, as when filling upwards */
function turned<Item>(list: readonly Item[], place: number, count: number, back: boolean): Item {
  return back ? list.at(-1 - ((count - 1 - place) % list.length))! : list[place % list.length]!
}

function refuseOther(from: Column, to: Column): void {
  if (from.kind !== to.kind)
    throw new Refusal(
      `${columnName(from)} and ${columnName(to)} hold different things, so ${KEPT}; fill texts into texts, and figures into figures.`,
    )
}

/** Clears all that is selected. A line keeps its service name, unless names alone were to be cleared, which is refused. */
export async function clearCells(session: LedgerSession): Promise<void> {
  const edits = new Map<string, CellEdit>()
  for (const range of session.ranges())
    for (const { row, column } of session.cellsOf(range).flat())
      if (row.kind === 'line' && column.edit)
        edits.set(`${column.id} ${row.lineId}`, { column, lineId: row.lineId, typed: '' })
  if (edits.size === 0) return
  const all = [...edits.values()]
  const others = all.filter(({ column }) => column.id !== 'service')
  await edit(others.length > 0 ? others : all, 'clear')
}

/** Carries edits out as one Change. @param done what is done, such as "fill down" */
async function edit(edits: readonly CellEdit[], done: string): Promise<void> {
  await planner.edit((plan) => {
    const steps = cellSteps(plan, edits)
    const at = steps[0]!.at
    if (steps.length === 1) return { ...steps[0]!.change(plan), label: `${done} ${at}` }
    return combined(plan, `${done} ${formatCount(steps.length)} cells at ${at}`, steps)
  })
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    planner.notify({ kind: 'error', sentence: refusal.message })
  }
}
