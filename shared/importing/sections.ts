/**
 * The sections that a table's rows stand in, up to two deep. A section heading directly below another one opens a
 * sub-section of it; headings that look alike stand on the same level. Example: "VICTIMS" and below it "Young victims"
 * make lines of the priority "Young victims" under "VICTIMS".
 */
import type { Grid, GridRow } from './grid.ts'
import { isIncome, isSubtotal, isTotal, nameOf, totalled } from './labels.ts'

export interface Section {
  /** Counts the sections of a table; 0 is above the first. */
  index: number
  name: string | null
  parent: Section | null
  /** How its heading is written: bold, filled, in capitals, merged. */
  look: string
}

/** How a section's heading is written; headings of one level share it. */
export function lookOf({ cells }: GridRow, width: number): string {
  const first = cells[0]!
  const capitals = first.text === first.text.toUpperCase()
  return [first.bold && 'bold', first.filled && 'filled', capitals && 'capitals', width > 1 && 'merged']
    .filter(Boolean)
    .join(' ')
}

export class Sections {
  current: Section = { index: 0, name: null, parent: null, look: '' }
  #all = [this.current]
  #empty = false

  /** A heading was met. */
  open(name: string, look: string): void {
    const { current } = this
    const parent = this.#parentFor(current, look)
    this.current = { index: this.#all.length, name, parent, look }
    this.#all.push(this.current)
    this.#empty = true
  }

  /** Headings stand again below a section's heading: the sections are the titles of tables that stand below each other. */
  stack(title: string | null): void {
    const [first] = this.#all
    if (this.#empty && first && first.name === null) first.name = title
  }

  /** A line was met, so the section is no longer without any. */
  fill(): void {
    this.#empty = false
  }

  #parentFor(current: Section, look: string): Section | null {
    if (current.name === null) return null
    if (this.#empty && current.parent === null) return current
    if (current.parent === null || (current.parent.look === look && current.look !== look)) return null
    // A second heading in a row that looks like the one above it: the section above ends and this one's parent begins.
    return this.#empty ? current : current.parent
  }
}

/**
 * The rows that head a section though nothing sets them off, as in a sheet that has been through CSV: a text alone in the first
 * column, below the headings, a total or an empty row, with a line directly below; anywhere when the table begins with one. One
 * such row may be a line without an amount, so there must be several, or a total that names it, or "Income".
 * @param column the table's first
 * @param figures whether a row has a figure
 */
export function plainHeadings(
  grid: Grid,
  below: GridRow[],
  column: number,
  figures: (row: GridRow) => boolean,
): Set<GridRow> {
  const parted = ({ number }: GridRow) => {
    const above = grid.row(number - 1)
    const label = above?.cells[0]?.text ?? ''
    return !above || above.number < below[0]!.number || isTotal(label) || isSubtotal(label)
  }
  const alone = below.filter(
    ({ cells }) => cells.length === 1 && cells[0]!.column === column && cells[0]!.type === 'text',
  )
  const leading = alone.filter((row) => {
    const next = grid.row(row.number + 1)
    return next && next.cells.length > 1 && figures(next)
  })
  if (leading.length === 0) return new Set()
  const totals = new Set(below.map(({ cells }) => (cells.length > 1 ? totalled(cells[0]!.text) : null)))
  // Several, of which the first stands directly below the headings: the lines begin with one, so all of them are.
  const begins = leading[0] === below[0] && leading.length > 1
  const placed = begins ? leading : leading.filter(parted)
  const named = leading.filter(({ cells: [first] }) => totals.has(nameOf(first!.text)) || isIncome(first!.text))
  return new Set(placed.length > 1 ? [...placed, ...named] : named)
}
