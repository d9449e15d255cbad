/**
 * A sheet's cells by row, with an account of what became of each: used, skipped with a reason, or a problem. A cell that
 * nobody claims is skipped at the end and said so, so that none can be forgotten.
 * Example: `grid.skip(row, 'title')` lists the row under "skipped" and counts its cells.
 */
import { address, type Cell, type Sheet } from '../sheet.ts'
import type { CellAccount, Place, Problem, Skipped } from './reading.ts'

export interface GridRow {
  number: number
  cells: Cell[]
  byColumn: ReadonlyMap<number, Cell>
}

type Fate = 'used' | 'skipped' | 'problems'

export class Grid {
  readonly sheet: Sheet
  readonly rows: GridRow[] = []
  readonly problems: Problem[]
  readonly skipped: Skipped[]
  #fates: Map<Cell, Fate>
  #rowsByNumber = new Map<number, GridRow>()

  /** Does the workbook write amounts such as "£0.710m"? */
  inMillions = false

  /** @param part of a sheet's grid that is read by itself; what becomes of its cells is told to the whole */
  constructor(sheet: Sheet, part?: { of: Grid; from: number; to: number }) {
    this.sheet = sheet
    this.problems = part ? part.of.problems : []
    this.skipped = part ? part.of.skipped : []
    this.#fates = part ? part.of.#fates : new Map()
    if (part) this.inMillions = part.of.inMillions
    const byRow = new Map<number, Cell[]>()
    for (const cell of sheet.cells) {
      if (part && (cell.column < part.from || cell.column > part.to)) continue
      const cells = byRow.get(cell.row)
      if (cells) cells.push(cell)
      else byRow.set(cell.row, [cell])
    }
    for (const [number, cells] of [...byRow].sort(([a], [b]) => a - b)) {
      cells.sort((a, b) => a.column - b.column)
      const row = { number, cells, byColumn: new Map(cells.map((cell) => [cell.column, cell])) }
      this.rows.push(row)
      this.#rowsByNumber.set(number, row)
    }
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
  place(cell: Cell): Place {
    return { sheet: this.sheet.name, cell: address(cell.row, cell.column) }
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

  use(...cells: Cell[]): void {
    for (const cell of cells) if (!this.#fates.has(cell)) this.#fates.set(cell, 'used')
  }

  /** Skips what is not yet claimed of a row, or with `whole` the row whatever was claimed of it. */
  skip(row: GridRow, reason: string, whole = false): void {
    const cells = whole ? row.cells : row.cells.filter((cell) => !this.#fates.has(cell))
    if (cells.length === 0) return
    for (const cell of cells) this.#fates.set(cell, 'skipped')
    const text = cells.map((cell) => cell.text).join(' | ')
    this.skipped.push({ at: { sheet: this.sheet.name, row: row.number }, reason, text })
  }

  problem(
    cell: Cell,
    kind: Problem['kind'],
    message: string,
    suggestionPence: Problem['suggestionPence'] = null,
  ): void {
    this.#fates.set(cell, 'problems')
    this.problems.push({ at: this.place(cell), text: cell.text, kind, message, suggestionPence })
  }

  /** Skips every cell that nobody claimed. @returns how many cells became what */
  close(reason: string): CellAccount {
    for (const row of this.rows) this.skip(row, reason)
    const account = { all: this.sheet.cells.length, used: 0, skipped: 0, problems: 0 }
    for (const fate of this.#fates.values()) account[fate]++
    return account
  }
}
