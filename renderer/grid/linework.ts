/**
 * What is done with the lines that are selected in a ledger: inserting beside them, duplicating, deleting and moving them, and
 * dragging them elsewhere. Each is one step to undo. Example: Alt+Shift+ArrowUp moves the selected lines up by one, and from
 * the top of a section to the end of the one above.
 */
import {
  duplicateLines,
  groupFields,
  insertLines,
  moveLines,
  type Place,
  removeLines,
} from '../../shared/edits/lines.ts'
import { linesInOrder } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { planner } from '../instance.ts'
import { type At, placeAt, refuseIfSorted } from './placing.ts'
import type { GridRow } from './rows.ts'
import { activeSession, type LedgerSession } from './session.ts'

/** The lines that are selected, from top to bottom, each once: those of all selected cells, else the one in the panel. */
export function selectedLineIds(session: LedgerSession | null = activeSession()): string[] {
  const found = new Set<string>()
  if (session) {
    const rows = session.rows()
    const places = new Map(rows.map(({ id }, index) => [id, index]))
    for (const { anchor, head, whole } of session.ranges()) {
      if (whole === 'columns') continue
      const [from, to] = [places.get(anchor.rowId) ?? -1, places.get(head.rowId) ?? -1].sort((a, b) => a - b)
      if (from! < 0) continue
      for (const row of rows.slice(from, to! + 1)) if (row.kind === 'line') found.add(row.lineId)
    }
  }
  const { selection } = planner.state
  if (found.size === 0 && selection?.lineId) found.add(selection.lineId)
  return [...found]
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    planner.notify({ kind: 'error', sentence: refusal.message })
  }
}

function selected(done: string): string[] {
  const lineIds = selectedLineIds()
  if (lineIds.length === 0) throw new Refusal(`No line is selected, so ${done}; select a line first.`)
  return lineIds
}

/** Where a line is shown, if it is. */
const rowOf = (lineId: string): GridRow | undefined =>
  activeSession()
    ?.rows()
    .find((row) => row.kind === 'line' && row.lineId === lineId)

/** Inserts as many empty lines as are selected above them, in their group, and starts naming the first. */
export function insertAbove(): Promise<void> {
  return attempt(async () => {
    await planner.flush()
    refuseIfSorted('no line was inserted')
    const lineIds = selected('none was inserted')
    const { plan, levels } = planner.state.open!.ledger
    const row = rowOf(lineIds[0]!)
    const { priorityId } = plan.line.get(lineIds[0]!)!
    const ids = lineIds.map(() => planner.newId())
    let next = 0
    const change = await planner.edit((held) => {
      const fields = row?.kind === 'line' ? groupFields(held, levels, row, 'no line was inserted') : {}
      return insertLines(
        held,
        { count: ids.length, place: { before: lineIds[0]! }, fields: { priorityId, ...fields } },
        () => ids[next++]!,
      )
    })
    if (change) planner.set({ reveal: { lineId: ids[0]!, edit: true } })
  })
}

/** Copies the selected lines, each below itself. */
export function duplicate(): Promise<void> {
  return attempt(async () => {
    await planner.flush()
    const lineIds = selected('none was duplicated')
    let first = ''
    const change = await planner.edit((plan) =>
      duplicateLines(plan, lineIds, () => {
        const id = planner.newId()
        first ||= id
        return id
      }),
    )
    if (change) planner.set({ reveal: { lineId: first, edit: false } })
  })
}

/** Deletes the selected lines with all that is kept about them, and offers to take that back. */
export function remove(): Promise<void> {
  return attempt(async () => {
    await planner.flush()
    const lineIds = selected('none was deleted')
    const gone = new Set(lineIds)
    const lines = linesInOrder(planner.state.open!.ledger.plan)
    const first = lines.findIndex(({ id }) => gone.has(id))
    const next =
      lines.slice(first).find(({ id }) => !gone.has(id)) ?? lines.slice(0, first).findLast(({ id }) => !gone.has(id))
    const change = await planner.edit((plan) => removeLines(plan, lineIds))
    if (!change) return
    planner.set({ selection: null, reveal: next ? { lineId: next.id, edit: false } : null })
    planner.notify({
      kind: 'done',
      sentence: `Done: ${change.label}`,
      action: { label: 'Undo', perform: () => void planner.undo() },
    })
  })
}

/** Selects lines where they now stand, in the columns that were selected. */
function selectLines(lineIds: ReadonlySet<string>, session: LedgerSession): void {
  const held = session.ranges().at(-1)
  const columnId = session.focused()?.columnId ?? 'service'
  // The grid gives the focus back to the cell that had it when rows move; only then can it go elsewhere.
  setTimeout(() => {
    const rows = session.rows().filter((row) => row.kind === 'line' && lineIds.has(row.lineId))
    const [first, last] = [rows[0], rows.at(-1)]
    if (!first || !last) return
    session.select([
      {
        anchor: { rowId: first.id, columnId: held?.anchor.columnId ?? columnId },
        head: { rowId: last.id, columnId: held?.head.columnId ?? columnId },
        whole: held?.whole === 'rows' ? 'rows' : 'cells',
      },
    ])
  })
}

/** Moves lines to a place, into its group; they stay selected. */
export async function moveTo(lineIds: readonly string[], { place, at }: { place: Place; at: At }): Promise<void> {
  const { levels } = planner.state.open!.ledger
  const session = activeSession()
  const change = await planner.edit((plan) =>
    moveLines(plan, { lineIds, place, fields: groupFields(plan, levels, at, 'no line was moved') }),
  )
  if (change && session) selectLines(new Set(lineIds), session)
}

/**
 * The row past which lines are moved by one: the next line, else the beginning or end of the next section that is not
 * collapsed; null at the very top or bottom.
 */
export function rowPast(rows: readonly GridRow[], moving: ReadonlySet<string>, by: 1 | -1): GridRow | null {
  const isMoving = (row: GridRow) => row.kind === 'line' && moving.has(row.lineId)
  let at = by < 0 ? rows.findIndex(isMoving) : rows.findLastIndex(isMoving)
  if (at < 0) return null
  for (at += by; rows[at]; at += by) {
    const row = rows[at]!
    const beside = rows[at + by]
    if (row.kind === 'line') return row
    if (by > 0 && row.kind === 'heading' && beside?.kind !== 'heading' && !row.folded) return row
    if (
      by < 0 &&
      row.kind === 'subtotal' &&
      beside?.kind !== 'subtotal' &&
      !(beside?.kind === 'heading' && beside.folded)
    )
      return row
  }
  return null
}

/** Moves the selected lines by one: past the next line, or into the next section. */
export function moveBy(by: 1 | -1): Promise<void> {
  return attempt(async () => {
    await planner.flush()
    refuseIfSorted('no line was moved')
    const session = activeSession()
    const lineIds = selected('none was moved')
    const row = session && rowPast(session.rows(), new Set(lineIds), by)
    if (row) await moveTo(lineIds, placeOn(row, by > 0))
    else planner.say(by < 0 ? 'Already at the top' : 'Already at the bottom')
  })
}

/** The place at a row, and of a line whether below it. */
function placeOn(row: GridRow, below: boolean): { place: Place; at: At } {
  const { plan, levels } = planner.state.open!.ledger
  const { place, at } = placeAt(plan, levels, row)
  return { place: row.kind === 'line' && below ? { after: row.lineId } : place, at }
}

/** Puts lines where they were dropped: on a row, in its lower half or its upper one. */
export function dropOn(lineIds: readonly string[], row: GridRow, below: boolean): Promise<void> {
  return attempt(async () => {
    refuseIfSorted('no line was moved')
    await moveTo(lineIds, placeOn(row, below))
  })
}
