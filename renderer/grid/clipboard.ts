/**
 * Copy, cut and paste in a ledger, on the window's own events, as officers know them from their spreadsheet. Copying takes
 * what is selected, sums too. Pasting changes lines only, is one step to undo, and is refused whole, with the cells named,
 * where one cannot be taken. Cells that were cut move when they are pasted; whole lines move themselves, with all that is kept
 * about them (of single cells the figures and texts move, and notes stay with their line).
 * Example: `const unbind = bindClipboard(session)`.
 */

import { MOST_CELLS, type PastedBlock, readHtml, readText } from '../../shared/clipboard/reading.ts'
import { writeHtml, writeShown, writeTabbed, writeWordTable } from '../../shared/clipboard/writing.ts'
import { combined, problemsText, type Step } from '../../shared/edits/block.ts'
import { groupFields, insertLines } from '../../shared/edits/lines.ts'
import type { NewId } from '../../shared/edits.ts'
import { formatCount } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { planner } from '../instance.ts'
import { sentenceOf } from '../planner.ts'
import { type Area, asPasted, copiedHeadings, copiedRows } from './copying.ts'
import { tableRows } from './htmltable.ts'
import { moveTo } from './linework.ts'
import { type AddedLine, cellSteps, type PastePlace, type PastePlan, passedOverText, planPaste } from './pasting.ts'
import { endOfGroup, placeAt, refuseIfSorted } from './placing.ts'
import { activeSession, type LedgerSession } from './session.ts'

/** What was cut and waits to be pasted. */
interface Cut {
  session: LedgerSession
  /** What was put on the clipboard: as long as that holds it, pasting moves. */
  text: string
  area: Area
  /** Whole lines are moved themselves. */
  whole: boolean
}

let held: Cut | null = null

/** Lets go of what was cut. */
function dropCut(): void {
  held?.session.outline('cut', [])
  held = null
}

/** A paste that the officer is asked about, since it adds lines. */
export interface PasteRequest {
  paste: PastePlan
  perform: () => Promise<void>
}

/**
 * Listens for a session's grid. Where no text is selected, the window says of no element that it is copied from or pasted into:
 * it is then the grid in which the focus is.
 * @returns what stops listening
 */
export function bindClipboard(session: LedgerSession): () => void {
  const { element } = session
  const on = (work: (event: ClipboardEvent, session: LedgerSession) => void) => (event: ClipboardEvent) => {
    if (forWord ? forWord !== session : isTyping() || !element.contains(document.activeElement)) return
    try {
      work(event, session)
    } catch (refusal) {
      planner.notify({ kind: 'error', sentence: sentenceOf(refusal) })
    }
  }
  const listeners = [['copy', on(copy)] as const, ['cut', on(cut)] as const, ['paste', on(paste)] as const]
  for (const [name, listener] of listeners) document.addEventListener(name, listener)
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isTyping()) dropCut()
  }
  element.addEventListener('keydown', onKey)
  const unbind = planner.onApplied(() => dropCut())
  return () => {
    for (const [name, listener] of listeners) document.removeEventListener(name, listener)
    element.removeEventListener('keydown', onKey)
    unbind()
    dropCut()
  }
}

/** In a text field the clipboard is the field's own. */
function isTyping(): boolean {
  const at = document.activeElement
  return at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement
}

/** What is selected, headings included. @throws {Refusal} when there is nothing, or several ranges */
export function selectedArea(session: LedgerSession, done: string): Area {
  if (session.ranges().length > 1)
    throw new Refusal(`This cannot be done with several selections at once, so ${done}; select one range of cells.`)
  const area = session.area()
  if (!area || area.rows.length === 0 || area.columns.length === 0)
    throw new Refusal(`No cell is selected, so ${done}; select some cells first.`)
  return area
}

const cellsText = (count: number, one = 'one cell') => (count === 1 ? one : `${formatCount(count)} cells`)
const sizeOf = ({ rows, columns }: Area) => rows.length * columns.length

/** The session that is being copied for Word, wherever the focus is. */
let forWord: LedgerSession | null = null

function copy(event: ClipboardEvent, session: LedgerSession): string {
  const area = selectedArea(session, 'nothing was copied')
  const rows = copiedRows(area)
  const data = event.clipboardData!
  event.preventDefault()
  dropCut()
  if (forWord) {
    const headings = copiedHeadings(area.columns)
    data.setData('text/plain', writeShown(headings, rows))
    data.setData('text/html', writeWordTable(`${session.label}, £`, headings, rows))
    planner.say(`Copied ${cellsText(sizeOf(area))} for Word`)
    return ''
  }
  const text = writeTabbed(rows)
  data.setData('text/plain', text)
  data.setData('text/html', writeHtml(rows))
  planner.say(`Copied ${cellsText(sizeOf(area))}`)
  return text
}

/** Copies the selection as a table for Word, with the columns' headings. */
export function copyForWord(): void {
  forWord = activeSession()
  try {
    document.execCommand('copy')
  } finally {
    forWord = null
  }
}

function cut(event: ClipboardEvent, session: LedgerSession): void {
  const area = selectedArea(session, 'nothing was cut')
  const lines = area.rows.filter(({ kind }) => kind === 'line').length
  const open = area.columns.filter(({ edit }) => edit)
  event.preventDefault()
  refuseIfReadOnly()
  if (lines === 0 || open.length === 0)
    throw new Refusal('What is worked out cannot be cut, so nothing was; select cells of lines, or copy them.')
  const range = session.ranges()[0]!
  const whole = range.whole === 'rows' || area.columns.length === session.columns().length
  if (!whole && open.some(({ id }) => id === 'service'))
    throw new Refusal(
      'A line needs its service name, so nothing was cut; select the whole line with Shift+Space, or copy the name.',
    )
  const text = copy(event, session)
  held = { session, text, area, whole }
  session.outline('cut', [range])
  planner.say(`Cut ${whole ? linesText(lines) : cellsText(sizeOf(area))}; paste to move, Esc to leave`)
}

const linesText = (count: number) => (count === 1 ? 'one line' : `${formatCount(count)} lines`)
const plain = (text: string) => text.replace(/\r\n?/g, '\n')

function refuseIfReadOnly(): void {
  if (planner.state.open?.readOnly)
    throw new Refusal('This is a read-only copy, so nothing was changed; open the plan itself to edit it.')
}

function paste(event: ClipboardEvent, session: LedgerSession): void {
  event.preventDefault()
  const data = event.clipboardData!
  const text = data.getData('text/plain')
  const html = data.getData('text/html')
  refuseIfReadOnly()
  if (held && held.session === session && plain(held.text) === plain(text)) {
    void pasteCut(held, session).catch((refusal) => planner.notify({ kind: 'error', sentence: sentenceOf(refusal) }))
    return
  }
  dropCut()
  if (text === '' && html === '')
    throw new Refusal('There is nothing to paste on the clipboard, so nothing was changed; copy some cells first.')
  const rows = html === '' ? null : tableRows(html)
  const block = rows ? readHtml(rows) : readText(text)
  if (block.length * block[0]!.cells.length > MOST_CELLS)
    throw new Refusal(
      'What was copied has more than 100,000 cells, so nothing was pasted; copy fewer, or import the workbook.',
    )
  pasteBlock(block, session)
}

/** Where is pasted. @throws {Refusal} when no cell is selected */
function placeOf(session: LedgerSession): PastePlace {
  const area = selectedArea(session, 'nothing was pasted')
  const rows = session.rows()
  const columns = session.columns()
  const row = rows.findIndex(({ id }) => id === area.rows[0]!.id)
  if (row < 0)
    throw new Refusal(
      'What stands below the lines is worked out, so nothing was pasted; select a line’s cell and paste again.',
    )
  return {
    plan: planner.state.open!.ledger.plan,
    rows,
    columns,
    row,
    column: columns.findIndex(({ id }) => id === area.columns[0]!.id),
    selectedRows: area.rows.length,
    selectedColumns: area.columns.length,
  }
}

/** Pastes a block at the selection; asks first where lines are added. @throws {Refusal} when it cannot be taken */
function pasteBlock(block: PastedBlock, session: LedgerSession): void {
  const place = placeOf(session)
  const planned = planPaste(block, place)
  refuseProblems(planned)
  const perform = async () => {
    const change = await planner.edit((plan) => pasteChange(plan, planned, planner.newId))
    if (change) done(planned, place, session)
  }
  if (planned.added) planner.show({ kind: 'pasteLines', request: { paste: planned, perform } })
  else void perform()
}

/** @throws {Refusal} that names the cells which cannot be taken, if any */
function refuseProblems({ problems }: PastePlan): void {
  if (problems.length === 0) return
  const many = problems.length === 1 ? 'one cell' : `${formatCount(problems.length)} cells`
  throw new Refusal(
    `Nothing was pasted, because ${many} cannot be taken. ${problemsText(problems)}. Change what was copied and paste again.`,
  )
}

function done(planned: PastePlan, { rows, columns, row, column }: PastePlace, session: LedgerSession): void {
  const end = { rowId: rows[planned.end.row]!.id, columnId: columns[planned.end.column]!.id }
  if (planned.edits.length > 0)
    session.select([{ anchor: { rowId: rows[row]!.id, columnId: columns[column]!.id }, head: end, whole: 'cells' }])
  const passed = passedOverText(planned)
  if (passed === null) return
  planner.notify({
    kind: 'done',
    sentence: `Pasted ${cellsText(planned.edits.length)}; ${passed}`,
    action: { label: 'Undo', perform: () => void planner.undo() },
  })
}

/** What a paste is called, to follow "Undo:". @example labelOf(…) // 'paste 12 cells at Victim First 2021/22' */
function labelOf({ edits, added, at }: PastePlan): string {
  const cells = cellsText(edits.length, 'a cell')
  if (!added || added.lines.length === 0) return `paste ${cells} at ${at}`
  const lines = added.lines.length === 1 ? added.lines[0]!.service : linesText(added.lines.length)
  return edits.length === 0 ? `paste ${lines} below ${added.name}` : `paste ${cells} at ${at}, and ${lines}`
}

/** The Change that a paste is. @throws {Refusal} that names the cells which cannot be taken */
function pasteChange(plan: Plan, planned: PastePlan, newId: NewId) {
  const steps = cellSteps(plan, planned.edits)
  const { added } = planned
  if (added && added.lines.length > 0) steps.push(...addingSteps(plan, added, added.lines, newId))
  return combined(plan, labelOf(planned), steps)
}

function addingSteps(
  plan: Plan,
  added: NonNullable<PastePlan['added']>,
  lines: readonly AddedLine[],
  newId: NewId,
): Step[] {
  const levels = planner.state.open!.ledger.levels
  const fields = groupFields(plan, levels, added, 'no line was added')
  const place = endOfGroup(plan, levels, added)
  const ids = lines.map(() => newId())
  const services = lines.map(({ service }) => service)
  let next = 0
  const adding: Step = {
    at: added.name,
    change: (held) => insertLines(held, { count: lines.length, place, fields, services }, () => ids[next++]!),
  }
  const cells = lines.flatMap(({ service, cells: given }, index) =>
    given.map(
      ({ column, typed }): Step => ({
        at: `${service} ${column.heading}`,
        change: (held) => column.edit!.change(held, ids[index]!, typed),
      }),
    ),
  )
  return [adding, ...cells]
}

/** Moves what was cut to the selection. */
async function pasteCut({ area, whole }: Cut, session: LedgerSession): Promise<void> {
  if (whole) return moveCut(area, session)
  const place = { ...placeOf(session), selectedRows: 1, selectedColumns: 1 }
  const planned = planPaste(asPasted(area), place)
  refuseProblems(planned)
  if (planned.added)
    throw new Refusal('There are not enough lines below, so nothing was moved; paste further up, or cut whole lines.')
  const blanks = area.rows.flatMap((row) =>
    row.kind === 'line'
      ? area.columns.flatMap((column) => (column.edit ? [{ column, lineId: row.lineId, typed: '' }] : []))
      : [],
  )
  const label = `move ${cellsText(blanks.length, 'a cell')} to ${planned.at}`
  const change = await planner.edit((plan) => combined(plan, label, cellSteps(plan, [...blanks, ...planned.edits])))
  if (change) done(planned, place, session)
}

/** Moves whole lines to above the line, or to the end of the section, at which is pasted. */
async function moveCut(area: Area, session: LedgerSession): Promise<void> {
  refuseIfSorted('no line was moved')
  const { plan, rows, row } = placeOf(session)
  const { levels } = planner.state.open!.ledger
  const lineIds = [...new Set(area.rows.flatMap((held) => (held.kind === 'line' ? [held.lineId] : [])))]
  await moveTo(lineIds, placeAt(plan, levels, rows[row]!))
}
