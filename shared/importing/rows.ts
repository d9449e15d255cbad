/**
 * Says what each row of a table is: headings repeated, a section, a footnote, a subtotal or total, a line. Example: below
 * Leicestershire's headings row 4 is the section VICTIMS, row 5 a line, row 14 a subtotal that never becomes a line.
 */
import { addUp } from '../money.ts'
import type { Cell } from '../sheet.ts'
import { type Columns, columnsOf, describeTable } from './columns.ts'
import type { Surroundings } from './context.ts'
import { readFigure } from './figures.ts'
import type { FoundLine, Headings, StatedRow, TableFindings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { tellHidden } from './hidden.ts'
import { closingRow, tellIncome, turnIncome } from './income.ts'
import { headsFunding, isPageNumber, isSubtotal, isTotal, kindOf, nameOf, totalled } from './labels.ts'
import { LineReader } from './lines.ts'
import { keepMarks, Notes } from './notes.ts'
import { isTitle, repeats } from './pages.ts'
import { lookOf, plainHeadings, Sections } from './sections.ts'
import { addsUp, sumsAbove } from './sums.ts'

/** Reads the rows below a table's headings, one after another. */
export class TableReader {
  /** The last row that belongs to the table. */
  lastRow: number | null = null
  #grid: Grid
  #headings: Headings
  #columns: Columns
  #figureColumns: Set<number>
  #found: TableFindings
  #sections = new Sections()
  #lines: LineReader
  #notes: Notes
  #titles: GridRow[]
  /** The rows that head a section by where they stand. */
  #plain: Set<GridRow>
  /** The last row with a figure. */
  #end: number
  /** The rows that are lines, and the last of them. */
  #lineRows = new Set<number>()
  #lineRow = 0

  /** @param titles the rows between the table above, if any, and the headings */
  constructor(grid: Grid, headings: Headings, titles: GridRow[], around: Surroundings, unit?: number) {
    this.#grid = grid
    this.#headings = headings
    this.#columns = columnsOf(grid, headings, around, unit)
    this.#figureColumns = new Set(this.#columns.figures.map(({ column }) => column))
    const above = titles.find(({ number }) => number === headings.first - 1)
    this.#titles = titles
    for (const row of titles) grid.skip(row, 'title')
    for (const { cells } of headings.rows) grid.use(...cells)
    const figures = [...headings.columns.values()].filter((heading) => heading.kind === 'figure')
    this.#found = {
      table: describeTable(grid, headings, this.#columns),
      lines: [],
      stated: [],
      drawdown: figures.length > 0 && figures.every(({ measure }) => measure === 'drawdown'),
      title: above?.cells.length === 1 ? above.cells[0]!.text : null,
    }
    this.#lines = new LineReader(
      grid,
      this.#columns,
      this.#found,
      this.#sections,
      titles.flatMap(({ cells }) => cells).at(-1)?.text ?? grid.sheet.name,
    )
    this.#notes = new Notes(grid, this.#found.lines)
    const hasFigure = ({ cells }: GridRow) => cells.some(({ column }) => this.#figureColumns.has(column))
    this.#plain = plainHeadings(grid, around.below, this.#firstColumn(), hasFigure)
    this.#end = around.below.findLast(hasFigure)?.number ?? 0
  }

  /** Reads one row. */
  read(row: GridRow): void {
    if (repeats(row, this.#headings)) {
      this.#sections.stack(this.#found.title)
      this.#grid.skip(row, 'headings repeated')
      return
    }
    if (this.#repeatsTitle(row)) {
      this.#grid.skip(row, 'title repeated')
      return
    }
    const above = this.lastRow === this.#lineRow ? this.#lastLines() : []
    const note = this.#notes.read(row, above)
    if (note) {
      if (note === 'kept') this.lastRow = this.#lineRow
      return
    }
    const figures: StatedRow['figures'] = []
    for (const column of this.#columns.figures) {
      const cell = row.byColumn.get(column.column)
      if (cell) figures.push({ cell, column, elsewhere: false })
    }
    const label = row.cells.find(({ column }) => !this.#figureColumns.has(column))
    if (figures.length === 0 && label && this.#readText(row, label, above.length > 0)) return
    if (this.#readStated(row, label, figures)) return
    this.#notes.end()
    this.#lines.read(row, figures)
    this.#lineRows.add(row.number)
    this.#lineRow = row.number
    this.lastRow = row.number
  }

  #firstColumn(): number {
    return Math.min(...this.#headings.columns.keys(), ...this.#columns.texts.values())
  }

  /** A row without a figure: a page's number or title, the heading of a section, or prose below the table. */
  #readText(row: GridRow, label: Cell, belowLine: boolean): boolean {
    const alone = row.cells.length === 1
    if (alone && isPageNumber(label.text)) {
      this.#grid.skip(row, 'page number')
      return true
    }
    if (alone && row.number > this.#end && (!belowLine || this.#emphasised(row)) && !isTotal(label.text)) {
      this.#grid.skip(row, 'text below the table')
      return true
    }
    if (!this.#isSection(row)) return false
    const name = row.cells.map(({ text }) => text).join(' – ')
    this.#sections.open(name, lookOf(row, this.#grid.width(label)))
    this.#grid.skip(row, 'section heading')
    this.lastRow = row.number
    return true
  }

  /** A title of the table stands again above its headings, as on the next page. */
  #repeatsTitle(row: GridRow): boolean {
    if (!isTitle(row, this.#titles)) return false
    const next = this.#grid.rows.find((one) => one.number > row.number && !isTitle(one, this.#titles))
    return Boolean(next && repeats(next, this.#headings))
  }

  /** The lines of the last row that is one. */
  #lastLines(): FoundLine[] {
    const { lines } = this.#found
    const first = lines.findLastIndex(({ line }) => line.at.row !== this.#lineRow)
    return lines.slice(first + 1)
  }

  /** A section's heading stands alone in the first column, or beside a second text, and is set off from the lines. */
  #isSection(row: GridRow): boolean {
    const [first] = row.cells as [Cell]
    if (first.column > this.#firstColumn() || isTotal(first.text) || isSubtotal(first.text)) return false
    if (row.cells.length > 1) return row.cells.length === 2 && row.cells.every((cell) => cell.bold || cell.filled)
    const next = this.#grid.row(row.number + 1)
    return this.#emphasised(row) || this.#plain.has(row) || Boolean(next && repeats(next, this.#headings))
  }

  #emphasised({ cells }: GridRow): boolean {
    const first = cells[0]!
    const capitals = first.text === first.text.toUpperCase() && /\p{L}/u.test(first.text)
    return Boolean(first.bold || first.filled || this.#grid.width(first) > 1 || capitals)
  }

  #readStated(row: GridRow, label: Cell | undefined, figures: StatedRow['figures']): boolean {
    const text = label?.text ?? ''
    const total = isTotal(text)
    const { current } = this.#sections
    const sum = totalled(text)
    const named = sum !== null && [current, current.parent].some((one) => one?.name && nameOf(one.name) === sum)
    const sums =
      figures.length > 0 &&
      figures.every(({ cell }) => sumsAbove(cell, !label || /\btotals?\b/i.test(text), this.#lineRows))
    const unlabelled = !label && addsUp(this.#grid, figures, this.#found)
    if (!total && !isSubtotal(text) && !named && !sums && !unlabelled) return false
    const others = row.cells.filter((cell) => cell !== label && !figures.some((figure) => figure.cell === cell))
    const figureless = figures.length === 0 && this.#columns.figures.length === 1
    const misplaced = figureless ? others.find((cell) => readFigure(this.#grid, cell, 1).kind === 'amount') : undefined
    if (figures.length === 0 && !misplaced) return false
    const texts = [...this.#columns.texts.values()]
    const detailed = others.some((cell) => cell.type === 'text' && texts.includes(cell.column))
    if (detailed && !total && !sums) return false
    if (misplaced) figures.push({ cell: misplaced, column: this.#columns.figures[0]!, elsewhere: true })
    this.#found.stated.push({
      label: text,
      kind: label && (total || isSubtotal(text)) ? kindOf(text) : named ? 'subtotal' : 'unclear',
      section: current,
      after: this.#found.lines.length,
      figures,
      ...(this.#columns.texts.has('year') ? { year: this.#lines.yearOf(row, text) } : {}),
    })
    this.#grid.use(...row.cells.filter((cell) => cell === label || figures.some((figure) => figure.cell === cell)))
    this.#grid.skip(row, 'beside a total')
    this.#notes.end()
    this.lastRow = row.number
    return true
  }

  /** What the table held. What stands below the grand total, such as how it is funded, is not taken for budget lines. */
  finish(): TableFindings {
    const { lines, table } = this.#found
    for (const found of lines) {
      keepMarks(found)
      found.line.priority ??= found.section.name
    }
    turnIncome(this.#grid, this.#found)
    const end = closingRow(this.#grid, this.#found)
    const next = lines[end?.after ?? 0]?.section
    if (end && end.kind !== 'subtotal' && next && (next === end.section || headsFunding(next.name ?? ''))) {
      this.#leaveOut(end, lines.splice(end.after))
    }
    if (this.#columns.texts.has('year')) {
      const years = lines.flatMap(({ line }) => line.figures.map(({ year }) => year))
      table.years = [...new Set([...table.years, ...years])].sort()
    }
    tellIncome(this.#grid, this.#found)
    tellHidden(this.#grid, this.#headings.rows, this.#columns.figures, this.#found)
    return this.#found
  }

  /** Rows below the total; where they come to the same, they say who pays for it. */
  #leaveOut({ figures }: StatedRow, below: FoundLine[]): void {
    const pays = figures.some(({ cell, column: { year, measure, unit } }) => {
      const total = readFigure(this.#grid, cell, unit)
      const own = below.flatMap(({ line }) =>
        line.figures.filter((one) => one.year === year && one.measure === measure),
      )
      return total.kind === 'amount' && own.length > 0 && total.pence === addUp(own.map(({ pence }) => pence))
    })
    const why = pays ? ' (with the rows beside it it comes to the total, so it seems to say who pays)' : ''
    for (const { line } of below) {
      const row = this.#grid.row(line.at.row)!
      if (row.cells.length === 1) {
        this.#grid.skip(row, 'text below the total', true)
        continue
      }
      this.#grid.problem(
        row.cells[0]!,
        'below the total',
        `“${line.service}” stands below the total${why}, so it was not taken for a budget line; add it by hand if it is one.`,
        line.figures[0]?.pence ?? null,
      )
    }
  }
}
