/**
 * A table of lines as bands. Example: the sections VICTIMS to CROSS CUTTING with their 44 lines become three rows, heading,
 * line and subtotal, copied from rows 4, 5 and 14, with the grand total below them.
 */
import type { Cell } from '../../sheet.ts'
import type { FinancialYear } from '../../years.ts'
import type { FilledRow, FilledValue } from '../filling.ts'
import { amountOf, extraKey, fieldOf, isDated, isOwnRow, labelWith, mannerOf, turnedText } from './cells.ts'
import { makeNotes } from './notes.ts'
import { blank, type Sheets, text } from './sheets.ts'
import { SumRows } from './sums.ts'
import {
  type Body,
  bodyOf,
  type Column,
  counted,
  type Group,
  lettersOf,
  likeOf,
  modelOf,
  type Table,
} from './tables.ts'
import { relativeYear, withYears } from './years.ts'

type Cells = Record<string, FilledValue>

/** Makes the bands of one table. */
export class Bands {
  readonly #sheets: Sheets
  readonly #table: Table
  readonly #body: Body
  readonly #model: Group
  /** What stands after `where`; '' when the table has all lines. */
  readonly #where: string
  /** The row that a line's is copied from. */
  readonly #typical: number
  /** How the amounts of each figure column are written. */
  readonly #manners = new Map<number, string>()
  readonly #sums: SumRows
  readonly #isPath: boolean
  /** Are its columns areas, so that a row is a service with all its lines? */
  readonly #isMatrix: boolean

  /** Null when the table has no lines, or a total between them. */
  static of(sheets: Sheets, table: Table, where: string): Bands | null {
    const body = bodyOf(table)
    return body && new Bands(sheets, table, where, body)
  }

  private constructor(sheets: Sheets, table: Table, where: string, body: Body) {
    this.#sheets = sheets
    this.#table = table
    this.#where = where
    this.#body = body
    this.#model = modelOf(body)
    this.#typical = this.#typicalOf(this.#model.lines)
    this.#isPath = table.lines.some(({ parentPriority }) => parentPriority !== null)
    this.#isMatrix = table.columns.some(({ heading }) => heading.kind === 'figure' && heading.area)
    this.#sums = new SumRows(sheets, table, this.#manners)
    const lines = body.groups.flatMap((group) => group.lines)
    for (const { column, heading } of table.columns) {
      if (heading.kind !== 'figure') continue
      const cells = lines.flatMap((row) => table.rows.get(row)?.get(column) ?? [])
      this.#manners.set(column, mannerOf(cells, table.found.unit))
    }
  }

  /** Why the table cannot be turned; null when it can. */
  problem(): string | null {
    const { stated, columns } = this.#table
    const { groups } = this.#body
    if (groups.some(({ sums }) => sums.some((row) => stated.get(row)!.some(({ kind }) => kind === 'total'))))
      return 'a total of the whole table stands between its lines'
    if (groups.some(({ sums }) => sums.some((row) => stated.get(row)!.some(({ year }) => year === null))))
      return 'a sum between its lines adds up several years'
    const figures = columns.filter(({ heading }) => heading.kind === 'figure')
    if (this.#isYearly() && figures.length > 1) return 'it has a column for the year and several for amounts'
    if (figures.some(({ heading }) => this.#yearOfColumn(heading) === null) && !this.#isYearly())
      return 'nothing says which year its figures are for'
    return null
  }

  make(): void {
    const { sheet, found } = this.#table
    const { first, last, groups, stacked, gone } = this.#body
    if (!stacked) this.#sheets.headings(this.#table)
    const rows = [...this.#heads(), ...this.#lines(), ...this.#closing()]
    const spacer = this.#spacer()
    rows.push(...spacer)
    const { kinds } = this.#table
    let end = last
    while (spacer.length > end - last && kinds.get(end + 1) === undefined && end < this.#table.to) end++
    this.#sheets.block(sheet.name, { first, last: end, rows })
    const count = groups.reduce((sum, group) => sum + group.lines.length, 0)
    const sections = groups.filter((group) => group.sections.length > 0).length
    const parts = [counted(sections, 'section'), counted(count, 'line')].filter(Boolean).join(' with ')
    const told = this.#where === '' ? '' : `; its lines are those where ${this.#where}`
    this.#sheets.replaced(
      { sheet: sheet.name, row: first },
      `rows ${first} to ${end}, ${parts}, are bands of placeholders now${told}`,
    )
    if (/(?:^| )sheet="/.test(this.#where))
      this.#sheets.warn(
        { sheet: sheet.name, row: first },
        'a line that is added to the plan by hand came from no sheet, so it would not stand in this table',
      )
    if (this.#isPath)
      this.#sheets.replaced(
        { sheet: sheet.name, row: first },
        'headings of two levels are one, such as “Victims – Young victims”',
      )
    const repeated = gone.filter(({ kind }) => kind === 'headings').map(({ row }) => row)
    if (repeated.length > 0)
      this.#sheets.replaced(
        { sheet: sheet.name, row: repeated[0]! },
        `headings that stood again in rows ${[...new Set(repeated)].join(', ')} are gone; have row ${found.headerRows.join(' and ')} printed on each page with Print Titles`,
      )
    for (const { row, kind } of gone)
      if (kind === 'other')
        this.#sheets.replaced({ sheet: sheet.name, row }, `gone, as it stood between lines: ${this.#words(row)}`)
    this.#sums.totals(end)
    makeNotes(this.#sheets, this.#table, end)
  }

  /** The year of a figure column; of one that adds up a row, the table's. */
  #yearOfColumn(heading: Column['heading']): FinancialYear | null {
    const { years } = this.#table.found
    if (heading.kind !== 'figure') return null
    return heading.year ?? (heading.across && years.length === 1 ? years[0]! : null)
  }

  #words(row: number): string {
    return [...(this.#table.rows.get(row)?.values() ?? [])]
      .map((cell) => cell.text)
      .join(' | ')
      .slice(0, 80)
  }

  #cells(row: number): Map<number, Cell> {
    return this.#table.rows.get(row) ?? new Map<number, Cell>()
  }

  #isYearly(): boolean {
    return this.#yearColumn() !== undefined
  }

  #yearColumn(): Column | undefined {
    return this.#table.columns.find(({ heading }) => heading.kind === 'role' && heading.role === 'year')
  }

  #service(): Column | undefined {
    return this.#table.columns.find(({ heading }) => heading.kind === 'role' && heading.role === 'service')
  }

  /** A plain row with most of its cells: not bold, not coloured, not hidden. */
  #typicalOf(rows: readonly number[]): number {
    const worth = (row: number) => {
      const cells = [...this.#cells(row).values()]
      const odd = cells.filter(({ bold, filled, hidden }) => bold || filled || hidden).length
      return cells.length - 10 * odd
    }
    return rows.reduce((best, row) => (worth(row) > worth(best) ? row : best))
  }

  #heads(): FilledRow[] {
    const rows: FilledRow[] = []
    const field = this.#isPath ? 'priority.path' : 'priority.name'
    const own = this.#model.sections.at(-1)
    if (own !== undefined) {
      const cells: Cells = {}
      for (const [place, column] of [...this.#cells(own).keys()].entries())
        cells[lettersOf(column)] = place === 0 ? text(`{{${field}}}`) : blank
      rows.push({ from: own, cells })
    }
    for (const row of this.#model.headings) {
      const cells: Cells = {}
      for (const [place, [column, cell]] of [...this.#cells(row)].entries()) {
        const turned = turnedText(cell, this.#table.planYear, this.#sheets.isOwn)?.text ?? cell.text
        cells[lettersOf(column)] = text(place === 0 ? `{{priority}}${turned}` : turned)
      }
      rows.push({ from: row, cells })
    }
    return rows
  }

  #lines(): FilledRow[] {
    const { found, rows } = this.#table
    const where = this.#where === '' ? '' : ` where ${this.#where}`
    const years = this.#isYearly() ? [...found.years].sort() : [null]
    const made: FilledRow[] = []
    const column = this.#yearColumn()?.column ?? 0
    for (const year of years) {
      const all = this.#body.groups.flatMap((group) => group.lines)
      const from =
        year === null ? this.#typical : (this.#model.lines.find((row) => this.#yearOf(row) === year) ?? this.#typical)
      const sample = all.map((row) => rows.get(row)?.get(column)).find((cell) => cell && this.#yearIn(cell) === year)
      made.push({ from, cells: this.#lineCells(from, where, year, sample) })
    }
    const [note] = this.#model.notes.length > 0 ? this.#model.notes : this.#body.groups.flatMap((group) => group.notes)
    if (note !== undefined && !this.#isMatrix) {
      const cells: Cells = {}
      for (const [place, letters] of [...this.#cells(note).keys()].map(lettersOf).entries())
        cells[letters] = place === 0 ? text(`{{#if line.notes}}{{line.marks "[1]"}} {{line.notes${where}}}`) : blank
      made.push({ from: note, cells })
    }
    return made
  }

  #yearIn(cell: Cell): FinancialYear | null {
    return withYears(cell.text, this.#table.planYear, () => true).turned[0] ?? null
  }

  #yearOf(row: number): FinancialYear | null {
    const cell = this.#cells(row).get(this.#yearColumn()?.column ?? 0)
    return cell ? this.#yearIn(cell) : null
  }

  /** Does a line's own row have something in a column? A section's name may stand there alone. */
  #isUsed(column: number): boolean {
    return this.#body.groups.some(({ lines }) => lines.some((row) => this.#cells(row).has(column)))
  }

  #hasNotes(): boolean {
    const { kinds } = this.#table
    return (
      this.#body.groups.some(({ notes }) => notes.length > 0) ||
      [...kinds].some(([row, kind]) => kind === 'note' && row > this.#body.last)
    )
  }

  #lineCells(row: number, where: string, year: FinancialYear | null, sample: Cell | undefined): Cells {
    const { columns, lines, planYear, added } = this.#table
    const held = this.#cells(row)
    const cells: Cells = {}
    const wordy =
      !this.#isMatrix &&
      !this.#hasNotes() &&
      lines.some(({ notes }) => notes.some((note) => note.mark === null && note.year !== null))
    for (const { column, letters, heading } of columns) {
      const cell = held.get(column)
      if (heading.kind === 'figure') {
        const amount = amountOf(this.#isMatrix ? 'subtotal' : 'line', heading, {
          year: this.#yearOfColumn(heading) ?? year!,
          planYear,
          manner: this.#manners.get(column)!,
        })
        cells[letters] = text(wordy ? `${amount} {{line.notes}}` : amount)
      } else if (heading.kind === 'role' && heading.role === 'service') {
        const figure = columns.find((one) => one.heading.kind === 'figure')?.heading
        const measure = figure?.kind === 'figure' ? figure.measure : 'budget'
        const condition = year === null ? '' : `{{#if line.${measure} ${relativeYear(year, planYear)}}}`
        cells[letters] = this.#isMatrix
          ? text(`{{service.name${where}}}`)
          : text(`${condition}{{line.service${where}}}${this.#hasNotes() ? '{{line.marks}}' : ''}`)
      } else if (heading.kind === 'role' && heading.role === 'year') {
        cells[letters] = text(
          sample ? withYears(sample.text, planYear, () => true).text : `{{plan.year ${relativeYear(year!, planYear)}}}`,
        )
      } else if (heading.kind === 'role' && this.#isUsed(column)) {
        const field = fieldOf(heading.role, cell, this.#table)
        cells[letters] = text(this.#isMatrix ? field.replace('{{line.', '{{service.').replace(' as date', '') : field)
      }
    }
    for (const column of columns)
      if (column.heading.kind === 'extra') this.#extraCell(cells, column, held.get(column.column), row)
    for (const [column] of held) {
      const letters = lettersOf(column)
      if (Object.hasOwn(cells, letters) || columns.some((one) => one.column === column)) continue
      this.#extraCell(
        cells,
        { column, letters, heading: { kind: 'extra', heading: '', year: null } },
        held.get(column),
        row,
      )
    }
    if (added !== null) {
      const like = likeOf(this.#table)
      const manner = this.#manners.get(like.column)!
      cells[lettersOf(added)] = text(amountOf('line', { measure: 'budget' }, { year: planYear, planYear, manner }))
    }
    return cells
  }

  /** A column that has no place of its own: its formula, what the plan works out, what is kept with the line, or nothing. */
  #extraCell(cells: Cells, column: Column, cell: Cell | undefined, row: number): void {
    const { lines, sheet, found } = this.#table
    const { letters, heading } = column
    if (heading.kind !== 'extra') return
    if (cell?.formula !== undefined && isOwnRow(cell.formula, row)) return
    const derived = this.#sums.derived(heading.heading, this.#isMatrix ? 'subtotal' : 'line')
    const key = this.#isMatrix ? null : extraKey(column, lines)
    if (derived !== null) cells[letters] = text(derived)
    else if (
      key !== null &&
      !/["“”]|\{\{|\}\}/.test(key) &&
      !isDated(heading.heading, this.#isYearNamed) &&
      heading.year === null
    )
      cells[letters] = text(`{{line.extra "${key}"}}`)
    else {
      cells[letters] = blank
      if (cell || key !== null)
        this.#sheets.warn(
          { sheet: sheet.name, cell: letters + found.headerRows.at(-1)! },
          `the plan has no place for “${heading.heading || letters}”, so only its heading is there and its cells are empty`,
        )
    }
  }

  readonly #isYearNamed = (heading: string): boolean =>
    withYears(heading, this.#table.planYear, () => true).turned.length > 0

  #closing(): FilledRow[] {
    const { groups } = this.#body
    const sums = this.#isPath ? this.#model.sums.slice(0, 1) : this.#model.sums
    const field = this.#isPath ? 'priority.path' : 'priority.name'
    return sums.map((row) => {
      const names = this.#namesOf(this.#model)
      const labels = new Set(groups.flatMap((group) => group.sums.map((sum) => this.#sums.labelOf(sum))))
      const label = this.#sums.labelOf(row)
      const own =
        labels.size === 1 && groups.length > 1
          ? label
          : (labelWith(label, names, field) ?? (groups.length > 1 ? `{{${field}}} subtotal` : label))
      const marked = this.#isMatrix && !own.includes('{{priority') ? `{{priority}}${own}` : own
      return { from: row, cells: this.#sums.cells(row, 'subtotal', marked) }
    })
  }

  #namesOf({ sections, lines }: Group): string[] {
    const headed = sections.flatMap((row) => [...this.#cells(row).values()].map((cell) => cell.text))
    const own = this.#table.lines.filter(({ at }) => lines.includes(at.row)).flatMap(({ priority }) => priority ?? [])
    return [...headed, ...own]
  }

  /** Empty rows between sections, as rows of the group. */
  #spacer(): FilledRow[] {
    const { groups } = this.#body
    if (groups.length < 2) return []
    const { empty, lines, sums, notes } = this.#model === groups.at(-1) ? groups[0]! : this.#model
    const end = Math.max(...lines, ...sums, ...notes)
    const letters = this.#service()?.letters ?? 'A'
    return empty.filter((row) => row > end).map((from) => ({ from, cells: { [letters]: text('{{priority}}') } }))
  }
}
