/**
 * Finds the tables on a sheet and says what each of their rows is: heading, section, line, subtotal, total, footnote.
 * Example: on Leicestershire's Appendix A row 3 is the headings, row 4 the section VICTIMS, row 5 a line, row 13 the
 * headings repeated on the next page, row 14 a subtotal that is reconciled and never becomes a line.
 */
import type { Measure } from '../model.ts'
import { type Pence, readAmount } from '../money.ts'
import { type Cell, columnLetters, columnNumber } from '../sheet.ts'
import { type FinancialYear, findYear } from '../years.ts'
import { readFigure } from './figures.ts'
import type { Grid, GridRow } from './grid.ts'
import { columnName, type Heading, readColumnName, readHeading, unitIn } from './headings.ts'
import type { ColumnRole, FoundTable, Place, ReadLine, ReadNote, TableMapping } from './reading.ts'

/** A figure column of a table. */
export interface FigureColumn {
  column: number
  measure: Measure
  /** null when the year stands in a column of its own. */
  year: FinancialYear | null
  unit: number
}

/** A line as found, with what reconciling needs to know beside what it gives. */
export interface FoundLine {
  line: ReadLine
  /** What the last shown digit of each figure is worth, by figure. */
  steps: number[]
  /** Figures that could not be read. */
  failed: { year: FinancialYear; measure: Measure; suggestion: Pence | null; at: Place; text: string }[]
  /** Footnote marks that no note has answered yet. */
  marks: { mark: string; year: FinancialYear | null; measure: Measure | null }[]
  section: number
}

/** A row that states sums. `section` is the section it closes if it is a subtotal. */
export interface StatedRow {
  label: string
  kind: 'subtotal' | 'total' | 'unclear'
  section: number
  /** How many lines stood above it. */
  after: number
  figures: { cell: Cell; column: FigureColumn; elsewhere: boolean }[]
}

export interface TableFindings {
  table: FoundTable
  columns: FigureColumn[]
  lines: FoundLine[]
  stated: StatedRow[]
  /** Its only figures are money drawn from a pot. */
  drawdown: boolean
}

interface Headings {
  row: GridRow
  rows: number[]
  columns: Map<number, Heading>
}

const NOTE = /^(?:(\*{1,3}|†|‡|§|\[(?:note\s*)?\d{1,3}\])\s*|notes?\s*:\s*)(?=\S)/i
const NAME_MARK = /\s*(\*{1,3}|†|‡|§|\[(?:note\s*)?\d{1,3}\])$/i
const TOTAL =
  /^(?:grand|overall)?\s*totals?(?:\s*[:(–-].*|\s+(?:requested|awards?|awarded|budgets?|spend|expenditure|allocations?|allocated|funding|costs?|commissioning|for|of|\(|\d).*)?$/i
const SUBTOTAL = /\bsub[-\s]?totals?\b|\btotals?$/i

const sameText = (left: string, right: string) =>
  left.replace(/\s+/g, ' ').trim().toLowerCase() === right.replace(/\s+/g, ' ').trim().toLowerCase()

/**
 * Finds every table on a sheet; the grid is left open, so that its account can still be corrected before it is closed.
 * @param mapping the officer's own say about the sheet's table, instead of looking for headings
 */
export function findTables(grid: Grid, mapping?: TableMapping): TableFindings[] {
  const starts = mapping ? mappedHeadings(grid, mapping) : headingRows(grid)
  const first = grid.rows[0]?.cells[0]
  if (starts.length === 0 && first) {
    const why = mapping
      ? 'the heading rows of its mapping are empty'
      : 'no row has headings with a financial year or an amount'
    grid.problem(
      first,
      'no table',
      `No budget table was found on “${grid.sheet.name}”: ${why}; nothing was taken from it.`,
    )
  }
  let from = 0
  return starts.map((headings, index) => {
    const next = starts[index + 1]?.row.number ?? Number.POSITIVE_INFINITY
    const last = Math.max(...headings.rows)
    const titles = grid.rows.filter(({ number }) => number >= from && number < last && !headings.rows.includes(number))
    const reader = new TableReader(grid, headings, titles, mapping?.unit)
    for (const row of grid.rows) if (row.number > last && row.number < next) reader.read(row)
    from = (reader.lastRow ?? last) + 1
    return reader.finish()
  })
}

function mappedHeadings(grid: Grid, mapping: TableMapping): Headings[] {
  const columns = new Map<number, Heading>()
  for (const [letters, name] of Object.entries(mapping.columns)) {
    const column = columnNumber(letters)
    if (column !== null) columns.set(column, readColumnName(name))
  }
  const rows = mapping.headerRows.filter((number) => grid.row(number))
  const row = grid.row(rows.at(-1) ?? 0)
  return row ? [{ row, rows, columns }] : []
}

/** The rows that hold headings; a later row with the same headings is a repetition and not among them. */
function headingRows(grid: Grid): Headings[] {
  const found: Headings[] = []
  for (const row of grid.rows) {
    const columns = headingsOf(grid, row)
    if (!columns) continue
    const previous = found.at(-1)
    if (previous && repeats(row, previous.row)) continue
    found.push({ row, rows: [row.number], columns })
  }
  return found
}

function repeats(row: GridRow, headings: GridRow): boolean {
  return (
    row.cells.length > 1 &&
    row.cells.every((cell) => sameText(cell.text, headings.byColumn.get(cell.column)?.text ?? ''))
  )
}

/** How many rows below a heading are looked at for what its column holds. */
const EVIDENCE = 30

/** The headings in a row, if that is what it holds: none is an amount, and below at least one that says a figure there are some. */
function headingsOf(grid: Grid, row: GridRow): Map<number, Heading> | null {
  if (row.cells.length < 2 || row.cells.some((cell) => cell.type !== 'text' || readAmount(cell.text).kind === 'amount'))
    return null
  const columns = new Map(row.cells.map((cell) => [cell.column, readHeading(cell.text)]))
  if (![...columns.values()].some(({ kind }) => kind === 'figure')) return null
  const start = grid.rows.indexOf(row) + 1
  const below = grid.rows.slice(start, start + EVIDENCE)
  let figures = 0
  for (const [column, heading] of columns) {
    if (heading.kind !== 'figure') continue
    const cells = below.flatMap(({ byColumn }) => byColumn.get(column) ?? [])
    const amounts = cells.filter(({ type, text }) => type === 'number' || type === 'blank' || /^[^a-z]*\d/i.test(text))
    if (amounts.length * 2 > cells.length) figures++
    else if (cells.length > 0)
      columns.set(column, { kind: 'extra', heading: row.byColumn.get(column)!.text, year: heading.year })
  }
  return figures > 0 ? columns : null
}

class TableReader {
  lastRow: number | null = null
  #grid: Grid
  #headings: Headings
  #columns: FigureColumn[] = []
  #texts = new Map<ColumnRole, number>()
  #extras: { column: number; heading: string }[] = []
  #findings: TableFindings
  #section = { index: 0, name: null as string | null }
  #noYearTold = false

  constructor(grid: Grid, headings: Headings, titles: GridRow[], unit?: number) {
    this.#grid = grid
    this.#headings = headings
    const context = this.#context(titles, unit)
    for (const row of titles) grid.skip(row, 'title')
    for (const [column, heading] of headings.columns) {
      if (heading.kind === 'figure') {
        const year = heading.year ?? context.year
        const measure = heading.measure === 'drawdown' ? 'budget' : heading.measure
        if (this.#columns.some((held) => held.measure === measure && held.year === year)) {
          this.#extras.push({ column, heading: this.#headings.row.byColumn.get(column)?.text ?? columnName(heading) })
          continue
        }
        this.#columns.push({ column, measure, year, unit: unit ?? heading.unit ?? context.unit })
      } else if (heading.kind === 'role' && !this.#texts.has(heading.role)) this.#texts.set(heading.role, column)
      else this.#extras.push({ column, heading: heading.kind === 'extra' ? heading.heading : heading.role })
    }
    this.#findService()
    for (const number of headings.rows) grid.use(...(grid.row(number)?.cells ?? []))
    const figures = [...headings.columns.values()].filter((heading) => heading.kind === 'figure')
    this.#findings = {
      table: this.#describe(context),
      columns: this.#columns,
      lines: [],
      stated: [],
      drawdown: figures.length > 0 && figures.every(({ measure }) => measure === 'drawdown'),
    }
  }

  /** The year and the unit that hold for headings which do not say: from the titles above, the other headings, the sheet's name. */
  #context(titles: GridRow[], unit?: number): { year: FinancialYear | null; unit: number } {
    const texts = titles.flatMap((row) => row.cells.map((cell) => cell.text)).reverse()
    const headings = this.#headings.row.cells.map((cell) => cell.text)
    const year =
      [...headings, ...texts, this.#grid.sheet.name].map((text) => findYear(text)?.year).find(Boolean) ?? null
    const own = [...headings, ...texts].map(unitIn).find((found) => found !== null && found !== 1)
    const alone =
      this.#headings.columns.size > 0 &&
      ![...this.#headings.columns.values()].some((heading) => heading.kind === 'figure' && heading.unit)
    return { year, unit: unit ?? (alone ? (own ?? 1) : 1) }
  }

  /** Without a heading for it, the service is the first column of names: an unnamed heading, a priority's, or no heading at all. */
  #findService(): void {
    if (this.#texts.has('service')) return
    const extra = this.#extras.find(({ column }) => column < (this.#columns[0]?.column ?? 0))
    const first = Math.min(...this.#headings.columns.keys())
    if (extra) {
      this.#extras.splice(this.#extras.indexOf(extra), 1)
      this.#texts.set('service', extra.column)
    } else if (this.#columns[0]?.column === first && first > 1) this.#texts.set('service', first - 1)
    else {
      const [role, column] = [...this.#texts].sort(([, a], [, b]) => a - b)[0] ?? []
      if (role === undefined || column === undefined) return
      this.#texts.delete(role)
      this.#texts.set('service', column)
    }
  }

  #describe({ unit }: { unit: number }): FoundTable {
    const columns: [number, string][] = []
    for (const [column, heading] of this.#headings.columns) columns.push([column, columnName(heading)])
    for (const [role, column] of this.#texts) columns.push([column, role])
    for (const { column, year } of this.#columns) {
      const heading = this.#headings.columns.get(column)
      if (heading?.kind === 'figure') columns.push([column, columnName({ ...heading, year })])
    }
    const named = new Map(columns)
    const years = [...new Set(this.#columns.flatMap(({ year }) => year ?? []))].sort()
    return {
      sheet: this.#grid.sheet.name,
      headerRows: this.#headings.rows,
      unit: this.#columns[0]?.unit ?? unit,
      years,
      columns: Object.fromEntries(
        [...named].sort(([a], [b]) => a - b).map(([column, name]) => [columnLetters(column), name]),
      ),
    }
  }

  read(row: GridRow): void {
    if (repeats(row, this.#headings.row)) {
      this.#grid.skip(row, 'headings repeated')
      return
    }
    const figures = this.#columns.flatMap((column) => {
      const cell = row.byColumn.get(column.column)
      return cell ? [{ cell, column, elsewhere: false }] : []
    })
    const label = row.cells.find((cell) => !this.#columns.some(({ column }) => column === cell.column))
    if (figures.length === 0 && row.cells.length === 1 && label) {
      if (this.#readNote(row, label)) return
      if (this.#isSection(row, label)) {
        this.#section = { index: this.#section.index + 1, name: label.text }
        this.#grid.skip(row, 'section heading')
        this.lastRow = row.number
        return
      }
    }
    if (this.#readStated(row, label, figures)) return
    this.#readLine(row, figures)
  }

  /** A footnote row below a line: it starts with a mark, or holds one in its text after a line whose figure has it. */
  #readNote(row: GridRow, cell: Cell): boolean {
    const start = NOTE.exec(cell.text)
    const inner = /(?:^|\s)(\*{1,3}|†|‡)(?=\S)/.exec(cell.text)?.[1]
    const mark = start?.[1] ?? inner ?? null
    const above = this.#findings.lines.at(-1)
    const adjacent = above && this.lastRow === above.line.at.row
    if (!start && !(inner && adjacent && above.marks.some((held) => held.mark === inner))) return false
    const wanting = this.#findings.lines.filter((found) => found.marks.some((held) => held.mark === mark))
    const targets = adjacent && (wanting.length === 0 || wanting.includes(above)) ? [above] : wanting
    if (targets.length === 0) {
      this.#grid.skip(row, 'note that no line refers to')
      return true
    }
    for (const target of targets) {
      const answered = target.marks.find((held) => held.mark === mark)
      target.marks = target.marks.filter((held) => held !== answered)
      const text = start ? cell.text.slice(start[0].length) : cell.text
      const note: ReadNote = {
        text,
        mark,
        year: answered?.year ?? null,
        measure: answered?.measure ?? null,
        at: this.#grid.place(cell),
      }
      target.line.notes.push(note)
    }
    this.#checkNote(cell)
    this.#grid.skip(row, `footnote, kept with “${targets.map(({ line }) => line.service).join('”, “')}”`)
    if (adjacent) this.lastRow = above.line.at.row
    return true
  }

  /** A figure quoted in a note may be malformed too, such as "£1880,076". */
  #checkNote(cell: Cell): void {
    for (const [figure] of cell.text.matchAll(/£\d[\d,]*(?:\.\d+)?(?:bn|[km])?\b/gi)) {
      const column = { unit: 1 }
      const read = readFigure(this.#grid, { ...cell, type: 'text', value: figure }, column.unit)
      if (read.kind !== 'problem') continue
      this.#grid.problems.push({
        at: this.#grid.place(cell),
        text: figure,
        kind: 'malformed figure in a note',
        message: `The note quotes “${figure}”, which is not an amount; the note is kept as it stands, so check the figure.`,
        suggestionPence: read.suggestion,
      })
    }
  }

  #isSection(row: GridRow, cell: Cell): boolean {
    if (this.#texts.has('priority')) return false
    const first = Math.min(...this.#headings.columns.keys(), ...this.#texts.values())
    if (cell.column !== first) return false
    const emphasised = cell.bold || cell.filled || this.#grid.width(cell) > 1 || cell.text === cell.text.toUpperCase()
    return (
      Boolean(emphasised) &&
      !TOTAL.test(cell.text) &&
      !SUBTOTAL.test(cell.text) &&
      row.number > this.#headings.row.number
    )
  }

  #readStated(row: GridRow, label: Cell | undefined, figures: StatedRow['figures']): boolean {
    const text = label?.text ?? ''
    const total = TOTAL.test(text)
    const subtotal = SUBTOTAL.test(text)
    const unlabelled =
      !label && figures.length > 0 && figures.every(({ cell }) => /^SUM\(|^SUBTOTAL\(/i.test(cell.formula ?? ''))
    if (!total && !subtotal && !unlabelled) return false
    const others = row.cells.filter((cell) => cell !== label && !figures.some((figure) => figure.cell === cell))
    const misplaced =
      figures.length === 0 && this.#columns.length === 1
        ? others.find((cell) => readFigure(this.#grid, cell, 1).kind === 'amount')
        : undefined
    if (figures.length === 0 && !misplaced) return false
    if (!total && others.length > 0) return false
    if (misplaced) figures.push({ cell: misplaced, column: this.#columns[0]!, elsewhere: true })
    const kind = /\b(?:grand|overall)\b/i.test(text)
      ? 'total'
      : /\bsub[-\s]?total/i.test(text) || !total
        ? 'subtotal'
        : 'unclear'
    this.#findings.stated.push({
      label: text,
      kind: unlabelled ? 'unclear' : kind,
      section: this.#section.index,
      after: this.#findings.lines.length,
      figures,
    })
    this.#grid.use(...row.cells.filter((cell) => cell === label || figures.some((figure) => figure.cell === cell)))
    this.#grid.skip(row, 'beside a total')
    this.lastRow = row.number
    return true
  }

  #readLine(row: GridRow, figures: StatedRow['figures']): void {
    const textOf = (role: ColumnRole): string | null => {
      const column = this.#texts.get(role)
      if (column === undefined) return null
      const cell = row.byColumn.get(column) ?? this.#grid.above(row.number, column)
      if (cell) this.#grid.use(cell)
      return cell?.text ?? null
    }
    const named = textOf('service')
    if (named === null) {
      for (const { cell } of figures) {
        this.#grid.problem(
          cell,
          'no service',
          `${cell.text} in ${this.#grid.place(cell).cell} has no service name beside it, so it was not taken; add it by hand if it is a budget line.`,
        )
      }
      this.#grid.skip(row, 'row without a service name')
      return
    }
    const nameMark = NAME_MARK.exec(named)
    const service = nameMark ? named.slice(0, nameMark.index) : named
    const line: ReadLine = {
      service: service === '' ? named : service,
      provider: textOf('provider'),
      priority: textOf('priority') ?? this.#section.name,
      description: textOf('description'),
      route: textOf('route'),
      geography: textOf('geography'),
      code: textOf('code'),
      owner: textOf('owner'),
      status: textOf('status'),
      figures: [],
      notes: [],
      extra: {},
      at: { sheet: this.#grid.sheet.name, row: row.number },
    }
    const found: FoundLine = { line, steps: [], failed: [], marks: [], section: this.#section.index }
    if (nameMark) found.marks.push({ mark: nameMark[1]!, year: null, measure: null })
    const rowYear = findYear(textOf('year') ?? '')?.year ?? null
    for (const { cell, column } of figures) this.#readAmount(found, cell, column, rowYear)
    const rest = row.cells.filter(
      (cell) =>
        !this.#columns.some(({ column }) => column === cell.column) && ![...this.#texts.values()].includes(cell.column),
    )
    for (const cell of rest) {
      line.extra[this.#extraName(line, cell.column)] = cell.text
      this.#grid.use(cell)
    }
    this.#findings.lines.push(found)
    this.lastRow = row.number
  }

  /** The heading under which a text is kept; with its column where there is none, or one that another column has too. */
  #extraName(line: ReadLine, column: number): string {
    const heading = this.#extras.find((extra) => extra.column === column)?.heading
    const fallback = `column ${columnLetters(column)}`
    if (heading === undefined || heading === '__proto__') return fallback
    return Object.hasOwn(line.extra, heading) ? `${heading} (${fallback})` : heading
  }

  #readAmount(
    found: FoundLine,
    cell: Cell,
    { measure, unit, ...column }: FigureColumn,
    rowYear: FinancialYear | null,
  ): void {
    const year = rowYear ?? column.year
    const at = this.#grid.place(cell)
    const figure = readFigure(this.#grid, cell, unit)
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
      found.steps.push(figure.step)
      for (const text of figure.words) found.line.notes.push({ text, mark: null, year, measure, at })
      if (figure.mark) found.marks.push({ mark: figure.mark, year, measure })
      this.#grid.use(cell)
    }
  }

  /** What the table held. What stands below the grand total, such as how it is funded, is not taken for budget lines. */
  finish(): TableFindings {
    const { lines, stated, table } = this.#findings
    const end = stated.at(-1)
    if (end && end.kind !== 'subtotal' && lines[end.after]?.section === end.section) {
      for (const { line } of lines.splice(end.after)) {
        const cell = this.#grid.row(line.at.row)?.cells[0]
        if (!cell) continue
        this.#grid.problem(
          cell,
          'below the total',
          `“${line.service}” stands below the total, so it was not taken for a budget line; add it by hand if it is one.`,
        )
        for (const figure of line.figures) this.#grid.problems.at(-1)!.suggestionPence ??= figure.pence
      }
    }
    const years = lines.flatMap(({ line }) => line.figures.map(({ year }) => year))
    table.years = [...new Set([...table.years, ...years])].sort()
    return this.#findings
  }
}
