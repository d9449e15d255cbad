/**
 * A sheet's cells by row, with an account of what became of each: used, skipped with a reason, or a problem. A cell that
 * nobody claims is skipped at the end and said so, so that none can be forgotten.
 * Example: `grid.skip(row, 'title')` lists the row under "skipped" and counts its cells.
 */
import { type Cell, columnLetters, type Sheet } from '../sheet.ts'
import type { CellAccount, Place, Problem, Skipped } from './reading.ts'

export interface GridRow {
  number: number
  /** Left to right. */
  cells: Cell[]
  byColumn: CellsByColumn
  /** Where its first cell stands among the sheet's cells. */
  start: number
}

/** The cells of a row by their columns. A large sheet has many rows, so none has a map of its own. */
class CellsByColumn {
  readonly #cells: Cell[]

  constructor(cells: Cell[]) {
    this.#cells = cells
  }

  get(column: number): Cell | undefined {
    return this.#cells[this.indexOf(column)]
  }

  has(column: number): boolean {
    return this.indexOf(column) >= 0
  }

  /** How many cells stand before that of a column; -1 when it has none. */
  indexOf(column: number): number {
    const cells = this.#cells
    let from = 0
    let to = cells.length - 1
    // Left of the first gap, a cell stands as far in the row as its column does.
    let index = Math.min(Math.max(column - cells[0]!.column, from), to)
    while (from <= to) {
      const found = cells[index]!.column
      if (found === column) return index
      if (found < column) from = index + 1
      else to = index - 1
      index = (from + to) >> 1
    }
    return -1
  }
}

/** What became of a cell, as it is kept for each. */
const OPEN = 0
const USED = 1
const SKIPPED = 2
const PROBLEM = 3

export class Grid {
  readonly sheet: Sheet
  readonly rows: GridRow[] = []
  readonly problems: Problem[]
  readonly skipped: Skipped[]
  /** By the place of each cell among the sheet's. */
  #fates: Uint8Array
  #rowsByNumber = new Map<number, GridRow>()
  /** The row that a cell was last looked for in; the next is mostly beside it. */
  #last: GridRow | undefined
  /** The letters of the columns, as far as they were asked for. */
  #letters: string[] = []

  /** Does the workbook write amounts such as "£0.710m"? */
  inMillions = false

  /** @param part of a sheet's grid that is read by itself; what becomes of its cells is told to the whole */
  constructor(sheet: Sheet, part?: { of: Grid; from: number; to: number }) {
    this.sheet = sheet
    this.problems = part ? part.of.problems : []
    this.skipped = part ? part.of.skipped : []
    this.#fates = part ? part.of.#fates : new Uint8Array(sheet.cells.length)
    if (part) this.inMillions = part.of.inMillions
    const { from, to } = part ?? { from: 1, to: Number.POSITIVE_INFINITY }
    const { cells } = sheet
    for (let start = 0, next = 0; start < cells.length; start = next) {
      const number = cells[start]!.row
      while (next < cells.length && cells[next]!.row === number) next++
      let end = next
      while (start < end && cells[start]!.column < from) start++
      while (start < end && cells[end - 1]!.column > to) end--
      if (start < end) this.#addRow(number, cells.slice(start, end), start)
    }
  }

  #addRow(number: number, cells: Cell[], start: number): void {
    const row = { number, cells, byColumn: new CellsByColumn(cells), start }
    this.rows.push(row)
    this.#rowsByNumber.set(number, row)
  }

  /** Some columns of the sheet as a grid of their own, as where two tables stand side by side. */
  part(from: number, to: number): Grid {
    return new Grid(this.sheet, { of: this, from, to })
  }

  /** A row by its number; undefined when it is empty. */
  row(number: number): GridRow | undefined {
    return this.#rowsByNumber.get(number)
  }

  /** Where a cell stands. */
  place({ row, column }: Cell): Place {
    this.#letters[column] ??= columnLetters(column)
    return { sheet: this.sheet.name, cell: this.#letters[column] + row }
  }

  /** How many columns the merged range that starts in a cell spans; 1 when it is not merged. */
  width(cell: Cell): number {
    const merge = this.sheet.merges.find(({ top, left }) => top === cell.row && left === cell.column)
    return merge ? merge.right - merge.left + 1 : 1
  }

  /** The cell whose vertically merged range covers this place, if any. */
  above(row: number, column: number): Cell | undefined {
    const merge = this.sheet.merges.find(
      ({ top, bottom, left, right }) => left === column && right === column && top < row && row <= bottom,
    )
    return merge && this.row(merge.top)?.byColumn.get(column)
  }

  /** Where a cell of this grid stands among the sheet's. */
  #indexOf({ row, column }: Cell): number {
    if (this.#last?.number !== row) this.#last = this.#rowsByNumber.get(row)!
    return this.#last.start + this.#last.byColumn.indexOf(column)
  }

  use(...cells: Cell[]): void {
    for (const cell of cells) {
      const index = this.#indexOf(cell)
      if (this.#fates[index] === OPEN) this.#fates[index] = USED
    }
  }

  /** Skips what is not yet claimed of a row, or with `whole` the row whatever was claimed of it. */
  skip({ number, cells, start }: GridRow, reason: string, whole = false): void {
    const texts: string[] = []
    for (let index = 0; index < cells.length; index++) {
      if (!whole && this.#fates[start + index] !== OPEN) continue
      this.#fates[start + index] = SKIPPED
      texts.push(cells[index]!.text)
    }
    if (texts.length === 0) return
    this.skipped.push({ at: { sheet: this.sheet.name, row: number }, reason, text: texts.join(' | ') })
  }

  problem(
    cell: Cell,
    kind: Problem['kind'],
    message: string,
    suggestionPence: Problem['suggestionPence'] = null,
  ): void {
    this.#fates[this.#indexOf(cell)] = PROBLEM
    this.problems.push({ at: this.place(cell), text: cell.text, kind, message, suggestionPence })
  }

  /** Skips every cell that nobody claimed. @returns how many cells became what */
  close(reason: string): CellAccount {
    for (const row of this.rows) this.skip(row, reason)
    const count = [0, 0, 0, 0]
    for (const fate of this.#fates) count[fate]!++
    return { all: this.#fates.length, used: count[USED]!, skipped: count[SKIPPED]!, problems: count[PROBLEM]! }
  }
}
