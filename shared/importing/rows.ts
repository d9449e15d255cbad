/**
 * Says what each row of a table is: headings repeated, a section, a footnote, a subtotal or total, a line. Example: below
 * Leicestershire's headings row 4 is the section VICTIMS, row 5 a line, row 14 a subtotal that never becomes a line.
 */
import { type Cell, columnLetters } from '../sheet.ts'
import { type FinancialYear, findYear } from '../years.ts'
import { type Columns, columnsOf, describeTable } from './columns.ts'
import { readFigure } from './figures.ts'
import type { FigureColumn, FoundLine, Headings, StatedRow, TableFindings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import type { ColumnRole, ReadLine, ReadNote } from './reading.ts'
import { lookOf, Sections } from './sections.ts'

const NOTE = /^(?:(\*{1,3}|†|‡|§|\[(?:note\s*)?\d{1,3}\])\s*|notes?\s*:\s*)(?=\S)/i
const NAME_MARK = /\s*(\*{1,3}|†|‡|§|\[(?:note\s*)?\d{1,3}\])$/i
const TOTAL =
  /^(?:grand|overall)?\s*totals?(?:\s*[:(–-].*|\s+(?:requested|awards?|awarded|budgets?|spend|expenditure|allocations?|allocated|funding|costs?|commissioning|for|of|\(|\d).*)?$/i
const SUBTOTAL = /\bsub[-\s]?totals?\b|\btotals?$/i

const sameText = (left: string, right: string) =>
  left.replace(/\s+/g, ' ').trim().toLowerCase() === right.replace(/\s+/g, ' ').trim().toLowerCase()

/** Does a row say the headings again, as on the top of each printed page? */
export function repeats(row: GridRow, { rows }: Headings): boolean {
  if (row.cells.length < 2) return false
  return rows.some(({ byColumn }) =>
    row.cells.every((cell) => sameText(cell.text, byColumn.get(cell.column)?.text ?? '')),
  )
}

/** Reads the rows below a table's headings, one after another. */
export class TableReader {
  /** The last row that belongs to the table. */
  lastRow: number | null = null
  #grid: Grid
  #headings: Headings
  #figures: FigureColumn[]
  #texts: Columns['texts']
  #extras: Columns['extras']
  #findings: TableFindings
  #sections = new Sections()
  #noYearTold = false
  /** The title directly above the headings. */
  #directTitle: string | null
  /** What a matrix of years by areas is about, which no column says. */
  #title: string
  /** The lines of a matrix whose rows are years, by area. */
  #areas = new Map<string, FoundLine>()

  constructor(grid: Grid, headings: Headings, titles: GridRow[], unit?: number) {
    const columns = columnsOf(grid, headings, titles, unit)
    this.#grid = grid
    this.#headings = headings
    this.#figures = columns.figures
    this.#texts = columns.texts
    this.#extras = columns.extras
    const above = titles.find(({ number }) => number === headings.rows[0]!.number - 1)
    this.#directTitle = above?.cells.length === 1 ? above.cells[0]!.text : null
    for (const row of titles) grid.skip(row, 'title')
    this.#title = titles.flatMap(({ cells }) => cells).at(-1)?.text ?? grid.sheet.name
    for (const { cells } of headings.rows) grid.use(...cells)
    const figures = [...headings.columns.values()].filter((heading) => heading.kind === 'figure')
    this.#findings = {
      table: describeTable(grid, headings, columns),
      lines: [],
      stated: [],
      drawdown: figures.length > 0 && figures.every(({ measure }) => measure === 'drawdown'),
    }
  }

  /** Reads one row. */
  read(row: GridRow): void {
    if (repeats(row, this.#headings)) {
      this.#sections.stack(this.#directTitle)
      this.#grid.skip(row, 'headings repeated')
      return
    }
    const figures = this.#figures.flatMap((column) => {
      const cell = row.byColumn.get(column.column)
      return cell ? [{ cell, column, elsewhere: false }] : []
    })
    const label = row.cells.find((cell) => !this.#figures.some(({ column }) => column === cell.column))
    if (figures.length === 0 && label) {
      if (row.cells.length === 1 && this.#readNote(row, label)) return
      if (this.#isSection(row)) {
        const name = row.cells.map(({ text }) => text).join(' – ')
        this.#sections.open(name, lookOf(row, this.#grid.width(label)))
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

  /** A section's heading stands alone in the first column, or beside a second text, and is emphasised. */
  #isSection({ cells }: GridRow): boolean {
    if (this.#texts.has('priority')) return false
    const [first] = cells as [Cell]
    const firstColumn = Math.min(...this.#headings.columns.keys(), ...this.#texts.values())
    if (first.column > firstColumn || TOTAL.test(first.text) || SUBTOTAL.test(first.text)) return false
    if (cells.length > 1) return cells.length === 2 && cells.every((cell) => cell.bold || cell.filled)
    return Boolean(first.bold || first.filled || this.#grid.width(first) > 1 || first.text === first.text.toUpperCase())
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
      figures.length === 0 && this.#figures.length === 1
        ? others.find((cell) => readFigure(this.#grid, cell, 1).kind === 'amount')
        : undefined
    if (figures.length === 0 && !misplaced) return false
    if (!total && others.length > 0) return false
    if (misplaced) figures.push({ cell: misplaced, column: this.#figures[0]!, elsewhere: true })
    const kind = /\b(?:grand|overall)\b/i.test(text)
      ? 'total'
      : /\bsub[-\s]?total/i.test(text) || !total
        ? 'subtotal'
        : 'unclear'
    this.#findings.stated.push({
      label: text,
      kind: unlabelled ? 'unclear' : kind,
      section: this.#sections.current,
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
    const byYear = this.#figures.some(({ area }) => area) && !this.#texts.has('service')
    const named = byYear ? this.#title : textOf('service')
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
    const section = this.#sections.current
    const line: ReadLine = {
      service: service === '' ? named : service,
      provider: textOf('provider'),
      priority: textOf('priority') ?? section.name,
      parentPriority: this.#texts.has('priority') ? null : (section.parent?.name ?? null),
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
    const mark = nameMark?.[1] ?? null
    const rowYear = findYear(textOf('year') ?? '')?.year ?? null
    if (figures.some(({ column }) => column.area)) this.#readAreas(row, line, mark, figures, rowYear)
    else {
      const found = this.#addLine(line, mark)
      for (const { cell, column } of figures) this.#readAmount(found, cell, column, rowYear)
    }
    const rest = row.cells.filter(
      (cell) =>
        !this.#figures.some(({ column }) => column === cell.column) && ![...this.#texts.values()].includes(cell.column),
    )
    for (const cell of rest) {
      line.extra[this.#extraName(line, cell.column)] = cell.text
      this.#grid.use(cell)
    }
    this.lastRow = row.number
  }

  #addLine(line: ReadLine, mark: string | null): FoundLine {
    const marks = mark === null ? [] : [{ mark, year: null, measure: null }]
    const found: FoundLine = { line, steps: [], failed: [], marks, section: this.#sections.current }
    this.#findings.lines.push(found)
    this.#sections.fill()
    return found
  }

  /** A row of a matrix is a line for each area that has something in it; where its rows are years, the same lines go on. */
  #readAreas(
    row: GridRow,
    line: ReadLine,
    mark: string | null,
    figures: StatedRow['figures'],
    year: FinancialYear | null,
  ): void {
    const lines: FoundLine[] = []
    for (const { cell, column } of figures) {
      if (!column.area) continue
      const held = year === null ? undefined : this.#areas.get(column.area)
      const found =
        held ?? this.#addLine({ ...line, geography: column.area, figures: [], notes: [], extra: line.extra }, mark)
      if (year !== null) this.#areas.set(column.area, found)
      this.#readAmount(found, cell, column, year)
      lines.push(found)
    }
    const totals = figures.filter(({ column }) => column.across)
    for (const { cell } of totals) this.#grid.use(cell)
    if (totals.length > 0) {
      const label = row.cells[0]!.text
      const place = { label, section: this.#sections.current, after: this.#findings.lines.length }
      this.#findings.stated.push({ ...place, kind: 'cross-total', figures: totals, across: { lines, year } })
    }
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
    for (const found of lines) {
      keepMarks(found)
      found.line.priority ??= found.section.name
    }
    const end = stated.filter(({ kind }) => kind !== 'cross-total').at(-1)
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

/** Marks that no note answers stay where they stood: at the name, or said of the figure. */
function keepMarks({ line, marks }: FoundLine): void {
  for (const { mark, year, measure } of marks) {
    if (year === null) line.service += mark
    else
      line.notes.push({
        text: `marked ${mark} in the workbook, without a note`,
        mark: null,
        year,
        measure,
        at: line.at,
      })
  }
}
