/**
 * What the template becomes, sheet by sheet, and what is told of it. Example: rows 4 to 60 of "Appendix A" become three bands,
 * which is told as one sentence; "Table 2", whose lines nothing tells apart, is left and told with the reason.
 */
import type { Place } from '../../importing/index.ts'
import type { FinancialYear } from '../../years.ts'
import type { FilledBlock, FilledSheet, FilledValue, Filling } from '../filling.ts'
import { turnedText } from './cells.ts'
import { lettersOf, type Table } from './tables.ts'

/** What became of a place of last year's workbook. */
export interface Said {
  at: Place
  what: string
  /** Should a person look at it: is it as it was last year, or empty? */
  look: boolean
}

export const text = (value: string): FilledValue => (value === '' ? { kind: 'blank' } : { kind: 'text', text: value })
export const blank: FilledValue = { kind: 'blank' }

/** Takes in what is made of the sheets. */
export class Sheets {
  readonly said: Said[] = []
  /** Sheets of which a table is left, whose titles then stay too. */
  readonly left = new Set<string>()
  #filled = new Map<string, FilledSheet>()
  #years: ReadonlySet<FinancialYear>

  constructor(years: ReadonlySet<FinancialYear>) {
    this.#years = years
  }

  /** Is a year one of the workbook's own? */
  readonly isOwn = (year: FinancialYear): boolean => this.#years.has(year)

  of(name: string): FilledSheet {
    const held = this.#filled.get(name)
    if (held) return held
    const made: FilledSheet = { name, blocks: [], cells: {}, headerFooter: {} }
    this.#filled.set(name, made)
    return made
  }

  put(sheet: string, row: number, column: number, value: string): void {
    this.of(sheet).cells[lettersOf(column) + row] = text(value)
  }

  block(sheet: string, block: FilledBlock): void {
    const { blocks } = this.of(sheet)
    blocks.push(block)
    blocks.sort((a, b) => a.first - b.first)
  }

  /** Is a cell filled, or its row part of a band? */
  holds(sheet: string, row: number, column: number): boolean {
    const held = this.#filled.get(sheet)
    if (!held) return false
    return Object.hasOwn(held.cells, lettersOf(column) + row) || this.inBlock(sheet, row)
  }

  inBlock(sheet: string, row: number): boolean {
    return this.#filled.get(sheet)?.blocks.some(({ first, last }) => first <= row && row <= last) ?? false
  }

  replaced(at: Place, what: string): void {
    this.said.push({ at, what, look: false })
  }

  leave(at: Place, why: string): void {
    this.warn(at, `left as it stood: ${why}`)
  }

  warn(at: Place, what: string): void {
    this.said.push({ at, what, look: true })
  }

  leaveTable({ found, first }: Pick<Table, 'found' | 'first'>, why: string): void {
    this.left.add(found.sheet)
    this.leave({ sheet: found.sheet, row: first }, why)
  }

  /** Turns the years of a table's headings. */
  headings(table: Table): void {
    const { sheet, rows, found, columns, planYear, added } = table
    for (const row of found.headerRows)
      for (const [column, cell] of rows.get(row) ?? []) {
        const turned = turnedText(cell, planYear, this.isOwn)
        if (turned && turned.turned.length > 0) this.put(sheet.name, row, column, turned.text)
        for (const year of turned?.left ?? [])
          this.leave({ sheet: sheet.name, cell: lettersOf(column) + row }, `the year ${year} is none of the tables’`)
        if (cell.formula !== undefined)
          this.leave({ sheet: sheet.name, cell: lettersOf(column) + row }, 'its heading is a formula')
      }
    if (added === null) return
    const like = columns.findLast(({ heading }) => heading.kind === 'figure' && heading.measure === 'budget')!
    this.of(sheet.name).like = { ...this.of(sheet.name).like, [lettersOf(added)]: like.letters }
    for (const row of found.headerRows) {
      const held = this.of(sheet.name).cells[like.letters + row]
      if (held?.kind === 'text')
        this.put(sheet.name, row, added, held.text.replaceAll('{{plan.year Y-1 as', '{{plan.year Y as'))
      else this.of(sheet.name).cells[lettersOf(added) + row] = blank
    }
    this.replaced(
      { sheet: sheet.name, cell: lettersOf(added) + table.first },
      `a new column for the budget of the plan year, like column ${like.letters}`,
    )
  }

  filling(): Filling {
    return { sheets: [...this.#filled.values()] }
  }
}
