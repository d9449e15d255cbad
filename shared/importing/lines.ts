/**
 * Makes lines of rows: their texts, their figures, the areas of a matrix. Example: the row "Road safety | £4,000 | nil" below
 * the areas South and Coast is two lines of the service Road safety; two rows of one service for two years are one line.
 */
import { readDay } from '../days.ts'
import { type Cell, columnLetters } from '../sheet.ts'
import type { FinancialYear } from '../years.ts'
import type { Columns } from './columns.ts'
import { readFigure } from './figures.ts'
import type { FigureColumn, FoundLine, StatedRow, TableFindings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { sameText } from './labels.ts'
import { withoutMarks } from './marks.ts'
import type { ColumnRole, ReadLine } from './reading.ts'
import type { Section, Sections } from './sections.ts'
import { yearIn } from './units.ts'

export class LineReader {
  #grid: Grid
  #columns: Columns
  #found: TableFindings
  #sections: Sections
  /** What a matrix of years by areas is about, which no column says. */
  #subject: string
  /** The columns that have a place of their own. */
  #known: Set<number>
  #noYearTold = false
  /** The texts that hold for the rows below them, by column. */
  #led = new Map<number, Cell>()
  /** The lines of a table whose years stand in a column, by what they say. */
  #byYear = new Map<string, FoundLine>()

  constructor(grid: Grid, columns: Columns, found: TableFindings, sections: Sections, subject: string) {
    this.#grid = grid
    this.#columns = columns
    this.#found = found
    this.#sections = sections
    this.#subject = subject
    this.#known = new Set([...columns.figures.map(({ column }) => column), ...columns.texts.values()])
  }

  /** The year in a row's own cell for it, or in its label; null when it has none. */
  yearOf(row: GridRow, label = ''): FinancialYear | null {
    const cell = row.byColumn.get(this.#columns.texts.get('year') ?? 0)
    return yearIn(cell?.text ?? '')?.year ?? yearIn(label)?.year ?? null
  }

  /** Reads a row as a line, or says that it has no name. */
  read(row: GridRow, figures: StatedRow['figures']): void {
    const { texts } = this.#columns
    const yearsOfAreas = this.#columns.figures.some(({ area }) => area) && !texts.has('service')
    const named = yearsOfAreas ? this.#subject : this.#text(row, 'service')
    if (named === null) {
      this.#tellNameless(row, figures)
      return
    }
    const { name, marks } = withoutMarks(named)
    const line = this.#lineOf(row, name)
    const year = yearIn(this.#text(row, 'year') ?? '')?.year ?? null
    let { extra } = line
    if (figures.some(({ column }) => column.area)) this.#readAreas(row, line, marks, figures, year)
    else {
      const found = this.#lineFor(line, marks, figures, year)
      extra = found.line.extra
      for (const { cell, column } of figures) this.#readAmount(found, cell, column, year)
    }
    for (const cell of row.cells) {
      if (this.#known.has(cell.column)) continue
      this.#keep(extra, cell, year)
      this.#grid.use(cell)
    }
  }

  #cellOf(row: GridRow, role: ColumnRole): Cell | undefined {
    const column = this.#columns.texts.get(role)
    if (column === undefined) return undefined
    const own = row.byColumn.get(column)
    if (own && this.#columns.leading.has(column)) this.#led.set(column, own)
    return own ?? this.#grid.above(row.number, column) ?? this.#led.get(column)
  }

  #text(row: GridRow, role: ColumnRole): string | null {
    const cell = this.#cellOf(row, role)
    if (cell) this.#grid.use(cell)
    return cell?.text ?? null
  }

  #lineOf(row: GridRow, service: string): ReadLine {
    const text = (role: ColumnRole) => this.#text(row, role)
    const extra: Record<string, string> = {}
    const { priority, parentPriority } = placeIn(this.#sections.current, text('priority'), text('sub-priority'))
    const line: ReadLine = {
      service,
      provider: text('provider'),
      priority,
      parentPriority,
      description: text('description'),
      route: text('route'),
      geography: text('geography'),
      code: text('code'),
      owner: text('owner'),
      status: text('status'),
      contractStart: null,
      contractEnd: null,
      figures: [],
      notes: [],
      extra,
      at: { sheet: this.#grid.sheet.name, row: row.number },
    }
    line.contractStart = this.#day(line, row, 'contract start')
    line.contractEnd = this.#day(line, row, 'contract end')
    return line
  }

  /** A date of the contract. What is none, such as "rolling", is kept beside the line. */
  #day(line: ReadLine, row: GridRow, role: 'contract start' | 'contract end'): string | null {
    const cell = this.#cellOf(row, role)
    if (!cell) return null
    this.#grid.use(cell)
    const day = readDay(cell.type === 'date' ? String(cell.value).slice(0, 10) : cell.text)
    if (day === null) this.#keep(line.extra, cell, null)
    return day
  }

  /** Keeps a text under its heading; with its column where there is none, with the year or column where that is taken. */
  #keep(extra: ReadLine['extra'], { column, text }: Cell, year: FinancialYear | null): void {
    const heading = this.#columns.headingOf(column)
    const fallback = `column ${columnLetters(column)}`
    const known = heading === undefined || heading === '__proto__' ? fallback : heading
    if (!Object.hasOwn(extra, known)) extra[known] = text
    else if (year === null) extra[`${known} (${fallback})`] = text
    else if (extra[known] !== text) extra[`${known} ${year}`] = text
  }

  #tellNameless(row: GridRow, figures: StatedRow['figures']): void {
    for (const { cell } of figures) {
      this.#grid.problem(
        cell,
        'no service',
        `${cell.text} in ${this.#grid.place(cell).cell} has no service name beside it, so it was not taken; add it by hand if it is a budget line.`,
      )
    }
    this.#grid.skip(row, 'row without a service name')
  }

  #add(line: ReadLine, marks: string[]): FoundLine {
    const found: FoundLine = {
      line,
      steps: [],
      failed: [],
      marks: marks.map((mark) => ({ mark, year: null, measure: null })),
      section: this.#sections.current,
    }
    this.#found.lines.push(found)
    this.#sections.fill()
    return found
  }

  /** A line of its own, or the one that this row gives another year of. */
  #lineFor(line: ReadLine, marks: string[], figures: StatedRow['figures'], year: FinancialYear | null): FoundLine {
    if (year === null) return this.#add(line, marks)
    const { at, ...texts } = line
    const key = JSON.stringify([this.#sections.current.index, texts])
    const found = this.#byYear.get(key)
    const taken = (one: { year: FinancialYear; measure: string }) =>
      one.year === year && figures.some(({ column }) => column.measure === one.measure)
    if (!found || found.line.figures.some(taken) || found.failed.some(taken)) {
      const added = this.#add(line, marks)
      this.#byYear.set(key, added)
      return added
    }
    found.marks.push(...marks.map((mark) => ({ mark, year, measure: null })))
    return found
  }

  /** A row of a matrix is a line for each area that has something in it; where its rows are years, the same lines go on. */
  #readAreas(
    row: GridRow,
    line: ReadLine,
    marks: string[],
    figures: StatedRow['figures'],
    year: FinancialYear | null,
  ): void {
    const lines: FoundLine[] = []
    const byArea = new Map<string, StatedRow['figures']>()
    for (const figure of figures) {
      const { area } = figure.column
      if (area) byArea.set(area, [...(byArea.get(area) ?? []), figure])
    }
    for (const [area, own] of byArea) {
      const found = this.#lineFor(
        { ...line, geography: area, figures: [], notes: [], extra: line.extra },
        marks,
        own,
        year,
      )
      for (const { cell, column } of own) this.#readAmount(found, cell, column, year)
      lines.push(found)
    }
    const totals = figures.filter(({ column }) => column.across)
    for (const { cell } of totals) this.#grid.use(cell)
    if (totals.length > 0) {
      const place = { label: row.cells[0]!.text, section: this.#sections.current, after: this.#found.lines.length }
      const own = this.#columns.texts.has('year') ? { year } : {}
      this.#found.stated.push({ ...place, kind: 'cross-total', figures: totals, across: { lines }, ...own })
    }
  }

  #readAmount(found: FoundLine, cell: Cell, column: FigureColumn, rowYear: FinancialYear | null): void {
    const { measure, unit, doubt } = column
    const year = this.#columns.texts.has('year') ? rowYear : column.year
    const at = this.#grid.place(cell)
    const figure = readFigure(this.#grid, cell, unit, doubt)
    if (figure.kind === 'blank') this.#grid.use(cell)
    else if (figure.kind === 'problem') {
      this.#grid.problem(cell, figure.problem, figure.message, figure.suggestion)
      if (year) found.failed.push({ year, measure, suggestion: figure.suggestion, at, text: cell.text })
    } else if (year === null) {
      const told = this.#noYearTold
      this.#noYearTold = true
      this.#grid.problem(
        cell,
        'missing year',
        told
          ? 'No financial year is given for this figure either.'
          : 'The table says no financial year, so its figures were not taken; say which year they are for.',
      )
    } else {
      found.line.figures.push({ year, measure, pence: figure.pence, at })
      if (figure.step > 0) found.steps[found.line.figures.length - 1] = figure.step
      for (const text of figure.words) found.line.notes.push({ text, mark: null, year, measure, at })
      if (figure.mark) found.marks.push({ mark: figure.mark, year, measure })
      this.#grid.use(cell)
    }
  }
}

/** A line's priority and what that is a part of, from the sections that it stands in and its own columns. */
function placeIn(
  section: Section,
  own: string | null,
  sub: string | null,
): Pick<ReadLine, 'priority' | 'parentPriority'> {
  let priority: string | null = null
  let parentPriority: string | null = null
  for (const name of [section.parent?.name ?? null, section.name, own, sub]) {
    if (name === null || (priority !== null && sameText(name, priority))) continue
    if (priority !== null) parentPriority = parentPriority === null ? priority : `${parentPriority} – ${priority}`
    priority = name
  }
  return { priority, parentPriority }
}
