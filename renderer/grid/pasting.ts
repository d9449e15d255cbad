/**
 * A copied block over the ledger as it is shown: which cells it changes, which lines it adds, and what of it cannot be taken.
 * Nothing is changed here. Example: three figures on the last line of a section and beyond go to that line and to the first two
 * of the next section, past the subtotal and the heading.
 */
import { type AlignOptions, align, type TargetRow } from '../../shared/clipboard/aligning.ts'
import { type AsTyped, figureOf, type PastedBlock, type PastedCell, textOf } from '../../shared/clipboard/reading.ts'
import type { Problem, Step } from '../../shared/edits/block.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { GroupKey } from '../../shared/totals.ts'
import type { Column } from './columns.ts'
import { type GridRow, keyOf } from './rows.ts'
import type { CellEdit } from './session.ts'

/** Where is pasted: the first selected cell, and how many are selected. Rows and columns are those shown. */
export interface PastePlace {
  plan: Plan
  rows: readonly GridRow[]
  columns: readonly Column[]
  row: number
  column: number
  selectedRows: number
  selectedColumns: number
}

/** A line to be added, with what its cells would be typed as. */
export interface AddedLine {
  service: string
  cells: { column: Column; typed: string }[]
}

export interface PastePlan {
  edits: CellEdit[]
  /** The lines that would be added at the end of a group, and of one of the second level where there is one. */
  added: { group: GroupKey; part?: GroupKey; name: string; lines: AddedLine[] } | null
  /** Cells that cannot be taken; of the lines to be added, they would be left blank. */
  problems: Problem[]
  addedProblems: Problem[]
  /** The cell where it begins, as in "Victim First 2021/22". */
  at: string
  passedOver: number
  leftOut: number
  /** Headings of columns whose figures are worked out, and which were passed over. */
  workedOut: string[]
  /** The row and the column of the last cell that is changed. */
  end: { row: number; column: number }
}

const KEPT = 'so nothing was pasted'

/** How a column is called in sentences. @example columnName({heading: '2021/22', note: 'plan year'}) // '2021/22' */
export function columnName({ heading, note, kind }: Column): string {
  return kind === 'money' && note === 'forecast outturn' ? `${heading} ${note}` : heading
}

/** How a line's cell is called in sentences. */
export function cellName(plan: Plan, lineId: string, column: Column): string {
  const line = plan.line.get(lineId)
  const name = line ? lineLabel(plan, line) : 'a line'
  return column.id === 'service' ? name : `${name} ${columnName(column)}`
}

/** Edits as steps of one Change. */
export function cellSteps(plan: Plan, edits: readonly CellEdit[]): Step[] {
  return edits.map(({ column, lineId, typed }) => ({
    at: cellName(plan, lineId, column),
    change: (held) => column.edit!.change(held, lineId, typed),
  }))
}

function targetOf(row: GridRow): TargetRow {
  if (row.kind === 'total' || row.kind === 'foot') return { kind: row.kind, group: '' }
  return { kind: row.kind, group: keyOf(row), ...('name' in row ? { name: row.name } : {}) }
}

/** What a cell would be typed as in a column, or null where a blank stays what it is. */
function asTyped(cell: PastedCell, column: Column): AsTyped {
  return column.kind === 'text' ? textOf(cell) : figureOf(cell)
}

const quote = (text: string) => `“${text.trim().slice(0, 40)}”`

/**
 * Plans a paste.
 * @throws {Refusal} when there is no room for it, or nothing there can be changed
 */
export function planPaste(block: PastedBlock, place: PastePlace): PastePlan {
  const { plan, rows, columns, row, column, selectedRows, selectedColumns } = place
  const width = widthOf(block, columns.length - column)
  const wide = fillsAcross(width, selectedColumns) ? selectedColumns : width
  if (column + wide > columns.length)
    throw new Refusal(
      `What was copied is ${wide} columns wide and ${columns.length - column === 1 ? 'only one stands' : `only ${columns.length - column} stand`} there, ${KEPT}; start further to the left.`,
    )
  const across = columns.slice(column, column + wide)
  const open = across.filter(({ edit }) => edit)
  if (open.length === 0)
    throw new Refusal(
      `${across[0]!.heading} is worked out and cannot be typed over, ${KEPT}; paste into another column.`,
    )
  const service = across.findIndex(({ id }) => id === 'service')
  const options: AlignOptions = {
    namesLines: service >= 0 && width > 1,
    selected: selectedRows,
    repeats: fillsAcross(width, selectedColumns) || width === selectedColumns,
  }
  const aligned = align(block, rows.slice(row).map(targetOf), options)
  const problems: Problem[] = []
  const edits: CellEdit[] = []
  const last = { row, column: column + wide - 1 }
  for (const [from, to] of aligned.pairs) {
    const target = rows[row + to]!
    if (target.kind !== 'line') continue
    last.row = Math.max(last.row, row + to)
    for (const [index, at] of across.entries()) {
      if (!at.edit) continue
      const cell = block[from]!.cells[index % width]!
      const read = asTyped(cell, at)
      if ('typed' in read) edits.push({ column: at, lineId: target.lineId, typed: read.typed })
      else problems.push({ at: cellName(plan, target.lineId, at), why: `${quote(cell.text)} ${read.problem}` })
    }
  }
  const first = aligned.pairs.length > 0 ? rows[row + aligned.pairs[0]![1]]! : null
  const { added, addedProblems } = addedLines(block, across, service, aligned.added)
  const section = rows.find((held) => held.kind === 'subtotal' && keyOf(held) === aligned.added?.group)
  return {
    edits,
    added:
      section?.kind === 'subtotal'
        ? {
            group: section.group,
            ...(section.part === undefined ? {} : { part: section.part }),
            name: section.name,
            lines: added,
          }
        : null,
    problems,
    addedProblems,
    at: first?.kind === 'line' ? cellName(plan, first.lineId, across[0]!) : '',
    passedOver: aligned.passedOver,
    leftOut: aligned.leftOut,
    workedOut: across.filter(({ edit }) => !edit).map(columnName),
    end: last,
  }
}

/** How many columns a block takes: blank ones at its right clear what they fall on, but beyond the last column they are nothing. */
function widthOf(block: PastedBlock, room: number): number {
  let width = block[0]?.cells.length ?? 1
  const isBlank = ({ cells }: PastedBlock[number]) => cells[width - 1]!.text.trim() === ''
  while (width > Math.max(1, room) && block.every(isBlank)) width--
  return width
}

const fillsAcross = (width: number, selected: number) => selected > width && selected % width === 0

function addedLines(
  block: PastedBlock,
  across: readonly Column[],
  service: number,
  added: { rows: readonly number[] } | null,
): { added: AddedLine[]; addedProblems: Problem[] } {
  const addedProblems: Problem[] = []
  const lines: AddedLine[] = []
  for (const from of added?.rows ?? []) {
    const { cells } = block[from]!
    const name = cells[service]?.text.trim() ?? ''
    if (name === '') {
      const held = cells.find(({ text }) => text.trim() !== '')
      if (held) addedProblems.push({ at: `Row ${from + 1}`, why: `${quote(held.text)} has no service beside it` })
      continue
    }
    const line: AddedLine = { service: name, cells: [] }
    for (const [index, at] of across.entries()) {
      const cell = cells[index]
      if (!at.edit || index === service || !cell || cell.text.trim() === '') continue
      const read = asTyped(cell, at)
      if ('typed' in read) line.cells.push({ column: at, typed: read.typed })
      else addedProblems.push({ at: `${name} ${columnName(at)}`, why: `${quote(cell.text)} ${read.problem}` })
    }
    lines.push(line)
  }
  return { added: lines, addedProblems }
}

/** What is to be said of rows and columns that were passed over; null where there is nothing. */
export function passedOverText({ passedOver, leftOut, workedOut }: PastePlan): string | null {
  const rows = (count: number) => (count === 1 ? 'one heading or subtotal' : `${count} headings and subtotals`)
  const parts: string[] = []
  if (passedOver > 0) parts.push(`${rows(passedOver)} passed over`)
  if (leftOut > 0) parts.push(`${rows(leftOut)} among what was copied left out`)
  if (workedOut.length > 0) parts.push(`${workedOut.join(' and ')} worked out as before`)
  return parts.length === 0 ? null : parts.join('; ')
}
