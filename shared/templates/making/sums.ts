/**
 * The rows of a table that state sums. Example: "Grand Total | 4283405 | 4316550 | 4395961" keeps its words, and its amounts
 * become `{{total.budget Y-2 in £}}` to `{{total.budget Y in £}}`.
 */
import type { Measure } from '../../model.ts'
import type { Cell } from '../../sheet.ts'
import type { FinancialYear } from '../../years.ts'
import type { FilledValue } from '../filling.ts'
import { amountOf, derivedOf, isOwnRow, mannerOf } from './cells.ts'
import { blank, type Sheets, text } from './sheets.ts'
import { lettersOf, likeOf, type Table } from './tables.ts'
import { withYears } from './years.ts'

type Cells = Record<string, FilledValue>

export class SumRows {
  readonly #sheets: Sheets
  readonly #table: Table
  /** How the amounts of each figure column are written. */
  readonly #manners: ReadonlyMap<number, string>

  constructor(sheets: Sheets, table: Table, manners: ReadonlyMap<number, string>) {
    this.#sheets = sheets
    this.#table = table
    this.#manners = manners
  }

  #held(row: number): Map<number, Cell> {
    return this.#table.rows.get(row) ?? new Map<number, Cell>()
  }

  /** What a column with an arithmetic meaning says, which the plan works out itself; null for any other. */
  derived(heading: string, band: string): string | null {
    const { columns, planYear, found } = this.#table
    const budgets = columns.flatMap(({ heading: one }) =>
      one.kind === 'figure' && one.measure === 'budget' && one.year ? [one.year] : [],
    )
    const latest = budgets.sort().at(-1)
    return latest === undefined ? null : derivedOf(heading, band, { latest, planYear, unit: found.unit })
  }

  /** What a row that states sums is called. */
  labelOf(row: number): string {
    return this.#table.stated.get(row)?.[0]?.label ?? ''
  }

  /** The cells of a row that states sums. */
  cells(row: number, band: 'subtotal' | 'total', label: string): Cells {
    const { columns, planYear, stated, added, sheet } = this.#table
    const held = this.#held(row)
    const cells: Cells = {}
    const sums = stated.get(row) ?? []
    const was = this.labelOf(row)
    for (const { at, year, measure } of sums) {
      const letters = /^[A-Z]+/.exec(at.cell!)![0]
      const own = columns.find((one) => one.letters === letters)?.heading
      const area = own?.kind === 'figure' && own.area !== undefined ? { area: own.area } : {}
      const cell = [...held].find(([column]) => lettersOf(column) === letters)?.[1]
      const manner = this.#sumManner(cell, measure, year!)
      cells[letters] = text(amountOf(band, { measure, ...area }, { year: year!, planYear, manner }))
    }
    let labelled = false
    for (const [column, cell] of held) {
      const letters = lettersOf(column)
      const heading = columns.find((one) => one.column === column)?.heading
      if (Object.hasOwn(cells, letters)) continue
      if (!labelled && cell.type === 'text' && cell.formula === undefined && cell.text === was) {
        labelled = true
        const turned = withYears(label, planYear, this.#sheets.isOwn)
        if (turned.text !== was) cells[letters] = text(turned.text)
      } else if (cell.formula !== undefined && isOwnRow(cell.formula, row)) continue
      else if (cell.type !== 'text' || cell.formula !== undefined || /\d/.test(cell.text)) {
        const derived = heading?.kind === 'extra' ? this.derived(heading.heading, band) : null
        cells[letters] = derived === null ? blank : text(derived)
        if (derived === null)
          this.#sheets.warn(
            { sheet: sheet.name, cell: letters + row },
            `${cell.text || 'what stood there'} is last year’s, and the plan has no such sum, so the cell is empty`,
          )
      }
    }
    if (added !== null && sums.some(({ measure }) => measure === 'budget')) {
      const like = likeOf(this.#table)
      const manner = this.#sumManner(
        held.get(like.column),
        'budget',
        like.heading.kind === 'figure' ? like.heading.year : null,
      )
      cells[lettersOf(added)] = text(amountOf(band, { measure: 'budget' }, { year: planYear, planYear, manner }))
    }
    return cells
  }

  /** As the sum was written; where that is a rounded text, as its lines are. */
  #sumManner(cell: Cell | undefined, measure: Measure, year: FinancialYear | null): string {
    const { columns, found } = this.#table
    const own = mannerOf(cell ? [cell] : [], found.unit)
    const column = columns.find(
      ({ heading }) => heading.kind === 'figure' && heading.measure === measure && heading.year === year,
    )
    const ofLines = column && this.#manners.get(column.column)
    return own.includes('to ') && ofLines?.endsWith('as text') ? ofLines : own
  }

  /** The totals below: of the table's own lines, as far as they are. */
  totals(after: number): void {
    const { stated, lines, sheet } = this.#table
    for (const [row, figures] of stated) {
      if (row <= after) continue
      const isOwn = figures.every(({ year, measure, computedPence, at }) => {
        if (year === null) return false
        const letters = /^[A-Z]+/.exec(at.cell!)![0]
        const column = this.#table.columns.find((one) => one.letters === letters)?.heading
        const area = column?.kind === 'figure' ? column.area : undefined
        const adds = lines
          .filter(({ geography }) => area === undefined || geography === area)
          .flatMap((line) => line.figures.filter((one) => one.year === year && one.measure === measure))
        return adds.reduce((sum, { pence }) => sum + pence, 0) === computedPence
      })
      if (!isOwn) {
        this.#sheets.leave({ sheet: sheet.name, row }, `“${this.labelOf(row)}” adds up other lines than this table’s`)
        for (const [column, cell] of this.#held(row))
          if (cell.formula !== undefined) this.#sheets.put(sheet.name, row, column, '')
        continue
      }
      Object.assign(
        this.#sheets.of(sheet.name).cells,
        Object.fromEntries(
          Object.entries(this.cells(row, 'total', this.labelOf(row))).map(([letters, value]) => [letters + row, value]),
        ),
      )
    }
  }
}
