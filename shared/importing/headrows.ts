/**
 * Finds the rows that head a table: one, or up to three. Example: "2020/21 | 2021/22" over "Budget | Forecast" over "£000" heads
 * the figures of two years in thousands; "2020/21" over "North | South" heads those of two areas.
 */
import { readAmount } from '../money.ts'
import type { Cell } from '../sheet.ts'
import type { Headings } from './findings.ts'
import type { Grid, GridRow } from './grid.ts'
import { columnName, type Heading, readHeading } from './headings.ts'
import { repeats } from './pages.ts'
import { unitIn, yearIn } from './units.ts'

/** The headings on the sheet, over one row or two; later rows with the same headings are repetitions and not among them. */
export function headingRows(grid: Grid): Headings[] {
  const found: Headings[] = []
  for (let index = 0; index < grid.rows.length; index++) {
    const row = grid.rows[index]!
    const previous = found.at(-1)
    if (!isWords(row) || (previous && repeats(row, previous))) continue
    const headings = headingsAt(grid, index, Boolean(previous))
    if (!headings) continue
    found.push(headings)
    index += headings.rows.length - 1
  }
  return found
}

/** The headings that start in a row, if any. @param within whether a table stands above */
export function headingsAt(grid: Grid, index: number, within: boolean): Headings | null {
  const row = grid.rows[index]!
  const found = areasUnder(grid, index) ?? headingsOver(grid, index) ?? headingsIn(grid, [row], index)
  return found ? withUnits(grid, found, index) : matrixIn(grid, index, within)
}

/** Headings may end with a row that says nothing but units. */
function withUnits(grid: Grid, headings: Headings, index: number): Headings {
  const height = headings.rows.length
  const next = grid.rows[index + height]
  if (!next || next.number !== headings.last + 1 || !isUnits(next)) return headings
  const rows = [...headings.rows, next]
  const texts = textsOf(grid, rows)
  const columns = new Map(headings.columns)
  for (const [column, heading] of columns)
    if (heading.kind === 'figure')
      columns.set(column, { ...heading, unit: unitIn(texts.get(column) ?? '') ?? heading.unit })
  return { rows, first: headings.first, last: next.number, columns, texts }
}

/** What stands above each column: of several rows all, where the upper ones are merged or centred over several columns. */
export function textsOf(grid: Grid, rows: GridRow[]): Map<number, string> {
  const last = rows.at(-1)!
  if (rows.length > 1 && isUnits(last)) return withUnitTexts(textsOf(grid, rows.slice(0, -1)), last)
  const texts = new Map(last.cells.map((cell) => [cell.column, cell.text]))
  for (const upper of rows.slice(0, -1).reverse()) {
    const columns = [...texts.keys()]
    for (const [place, cell] of upper.cells.entries()) {
      const merged = grid.width(cell)
      const end = merged > 1 ? cell.column + merged : (upper.cells[place + 1]?.column ?? Number.POSITIVE_INFINITY)
      for (const column of new Set([cell.column, ...columns])) {
        if (column < cell.column || column >= end) continue
        const below = texts.get(column)
        if (below === undefined) texts.set(column, cell.text)
        else if (!isComplete(below, cell.text)) texts.set(column, `${cell.text} ${below}`)
      }
    }
  }
  return texts
}

/** The units of a row of them beside the headings of the figures, each holding for the columns right of it until the next. */
function withUnitTexts(texts: Map<number, string>, { cells }: GridRow): Map<number, string> {
  for (const [column, text] of texts) {
    const unit = cells.findLast((cell) => cell.column <= column)
    const own = unit?.column === column
    if (unit && (own || readHeading(text).kind === 'figure')) texts.set(column, `${text} ${unit.text}`)
  }
  for (const { column, text } of cells) if (!texts.has(column)) texts.set(column, text)
  return texts
}

/** Does a heading need nothing from above it? So it is with a year beside a measure, and with what names a text. */
function isComplete(text: string, above: string): boolean {
  const year = yearIn(text)
  if (year) return !(year.rest.replace(UNIT, '').trim() === '' && !yearIn(above))
  return readHeading(text).kind === 'role' && readHeading(above).kind !== 'figure'
}

const UNIT =
  /\(?\s*(?:(?:all|figures|shown)\s+)*(?:in\s+)?(?:£\s*['’]?\s*(?:0{3}s?|k|m|mn|millions?|thousands?)?|['’]?0{3}s|['’]0{3}|(?:thousands|millions)(?: of pounds)?)\s*\)?$/i

/** Does a text say what figures are counted in, and nothing else? "£000" is no amount. */
const isUnit = (text: string) => UNIT.exec(text)?.index === 0

/** Does a row say nothing but units? */
const isUnits = ({ cells }: GridRow) => cells.every(({ type, text }) => type === 'text' && isUnit(text))

/** How many rows headings may stand over; one of units may follow. */
const MOST_ROWS = 3

/** Headings over two rows or three: years above what is given for each, or the other way round, and what they are counted in. */
function headingsOver(grid: Grid, index: number): Headings | null {
  const upper = grid.rows[index]!
  const next = grid.rows[index + 1]
  if (next?.number !== upper.number + 1) return null
  const over = upper.cells.filter(({ text }) => readHeading(text).kind === 'figure')
  const [first] = over
  if (!first || (over.length < 2 && grid.width(first) < 2 && first.column <= next.cells[0]!.column)) return null
  if (over.length < 2 && first.column === 1) return null
  let best: Headings | null = null
  for (let height = 2; height <= MOST_ROWS; height++) {
    const rows = grid.rows.slice(index, index + height)
    const last = rows.at(-1)!
    if (rows.length < height || last.number !== upper.number + height - 1 || !isWords(last)) break
    const found = headingsIn(grid, rows, index + height - 1)
    if (
      found &&
      partsOf(height).every(([from, to]) => saysMore(found, headingsIn(grid, rows.slice(from, to), index + to - 1)))
    )
      best = found
  }
  return best
}

/** Where the parts of some rows begin and end: any that follow each other, but not all. */
function partsOf(height: number): [number, number][] {
  const parts: [number, number][] = []
  for (let from = 0; from < height; from++)
    for (let to = from + 1; to <= height; to++) if (to - from < height) parts.push([from, to])
  return parts
}

/** Do some headings name more figures than others, or as many and more about them? */
function saysMore(headings: Headings, other: Headings | null): boolean {
  if (!other) return true
  const more = figuresSaid(headings) - figuresSaid(other)
  return more > 0 || (more === 0 && factsSaid(headings) > factsSaid(other))
}

/** How much headings say besides the years: units, measures other than the budget, and roles. */
function factsSaid({ columns }: Headings): number {
  const roles = new Set<string>()
  let facts = 0
  for (const heading of columns.values()) {
    if (heading.kind === 'role') roles.add(heading.role)
    else if (heading.kind === 'figure') facts += (heading.unit ? 1 : 0) + (heading.measure === 'budget' ? 0 : 1)
  }
  return facts + roles.size
}

/** How many different figures of a year some headings name. */
function figuresSaid(headings: Headings | null): number {
  const figures = [...(headings?.columns.values() ?? [])].filter((heading) => heading.kind === 'figure' && heading.year)
  return new Set(figures.map(columnName)).size
}

const isYearAlone = (text: string) => yearIn(text)?.rest === ''

/** The rows of some headings, from the first to the last. */
export const spanOf = (rows: GridRow[]) => ({ rows, first: rows[0]!.number, last: rows.at(-1)!.number })

/** How many rows below a heading are looked at for what its column holds. */
const EVIDENCE = 30

/** Does a cell hold an amount, or what was meant for one? "2021-22 PCC budget" is a name. */
function isAmount({ type, text }: Cell): boolean {
  if (type === 'number' || type === 'blank') return true
  if (isYearAlone(text) || isUnit(text)) return false
  return readAmount(text).kind === 'amount' || (/\d/.test(text) && !/[a-z]/i.test(text.replace(/(?:k|m|bn)\b/gi, '')))
}

const holdsAmount = (cell: Cell | undefined) => cell !== undefined && isAmount(cell)

/**
 * Does a row that the officer marked as headings hold amounts in the columns of figures, so that it is a line? Years written
 * as numbers are none.
 */
export function holdsFigures({ byColumn }: GridRow, columns: number[]): boolean {
  const cells = columns.flatMap((column) => byColumn.get(column) ?? [])
  const year = ({ type, text }: Cell) => type === 'number' && /^(?:19|20)\d\d$/.test(text)
  return cells.some(isAmount) && !cells.filter(isAmount).every(year)
}

/** Do all cells of a row hold words? An amount is none, nor are several. */
function isWords({ cells }: GridRow): boolean {
  return (
    cells.every(({ type }) => type === 'text') &&
    !cells.some(({ text }) => !isUnit(text) && text.split('\n').some((part) => readAmount(part).kind === 'amount'))
  )
}

/** The headings in some rows, if that is what they hold: none is an amount, and below one that says a figure there are some. */
function headingsIn(grid: Grid, rows: GridRow[], last: number): Headings | null {
  const texts = textsOf(grid, rows)
  if (texts.size < 2) return null
  const columns = new Map([...texts].map(([column, text]) => [column, readHeading(text)]))
  if (![...columns.values()].some(({ kind }) => kind === 'figure')) return null
  const below = grid.rows.slice(last + 1, last + 1 + EVIDENCE)
  const first = Math.min(...texts.keys())
  let figures = 0
  for (const [column, heading] of columns) {
    if (heading.kind !== 'figure') continue
    const cells = below.flatMap(({ byColumn }) => byColumn.get(column) ?? [])
    if (cells.some(isAmount)) figures++
    else if (cells.length > 0 && column === first) {
      // "2020-21 commissioning budget" above the services names the table, not their amounts.
      columns.set(column, { kind: 'extra', heading: texts.get(column)!, year: heading.year })
    }
  }
  return figures > 0 ? { ...spanOf(rows), columns, texts } : null
}

/** Headings such as "Q1" or "Change" stand above figures that are no area's. */
const NO_AREA =
  /^(?:(?:q(?:uarter)?\s*[1-4]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|change|variance|difference|no|number|count|outputs?|score)(?![a-z])|%)/i
const ACROSS = /^(?:grand |row |overall )?totals?$/i

/**
 * The headings of a matrix: areas side by side, themes or financial years below each other.
 * @param within whether a table stands above, in which case an empty row must part the two
 */
function matrixIn(grid: Grid, index: number, within: boolean): Headings | null {
  const row = grid.rows[index]!
  const next = grid.rows[index + 1]
  if (!next || row.cells.length < 2 || (within && grid.row(row.number - 1))) return null
  const label = next.cells[0]!
  const areas = row.cells.filter(({ column }) => column > label.column)
  const below = grid.rows.slice(index + 1, index + 1 + EVIDENCE)
  const filled = areas.filter(({ column }) => below.some(({ byColumn }) => holdsAmount(byColumn.get(column))))
  const others = row.cells.length - areas.length
  if (isAmount(label) || others > 1 || filled.length < 2 || filled.length * 2 <= areas.length) return null
  if (!areas.some(({ column }) => next.byColumn.has(column)) || areas.some(({ text }) => !/\p{L}/u.test(text)))
    return null
  if (new Set(areas.map(({ text }) => text)).size < areas.length) return null
  if (areas.some(({ text }) => NO_AREA.test(text) || readHeading(text).kind === 'role')) return null
  const labels = below.flatMap(({ byColumn }) => byColumn.get(label.column)?.text ?? [])
  const years = isYearAlone(label.text) && labels.filter(isYearAlone).length * 2 > labels.length
  const columns = new Map<number, Heading>([
    [label.column, { kind: 'role', role: years ? 'year' : 'service', year: null }],
  ])
  for (const { column, text } of areas) {
    columns.set(column, areaOf({ kind: 'figure', measure: 'budget', year: null, unit: null }, text))
  }
  return { ...spanOf([row]), columns, texts: textsOf(grid, [row]) }
}

/** The headings of a matrix for several years: each year, or what is given for it, above the areas, which are the same below all. */
function areasUnder(grid: Grid, index: number): Headings | null {
  const upper = grid.rows[index]!
  const lower = grid.rows[index + 1]
  if (lower?.number !== upper.number + 1 || !isWords(lower)) return null
  const columns = new Map<number, Heading>()
  const groups: string[] = []
  for (const [place, cell] of upper.cells.entries()) {
    const over = readHeading(cell.text)
    if (over.kind !== 'figure' || !over.year) continue
    const merged = grid.width(cell)
    const end = merged > 1 ? cell.column + merged : (upper.cells[place + 1]?.column ?? Number.POSITIVE_INFINITY)
    const areas = lower.cells.filter(({ column }) => column >= cell.column && column < end)
    for (const { column, text } of areas) columns.set(column, areaOf(over, text))
    const named = areas.filter(({ text }) => !ACROSS.test(text))
    if (named.length < 2 || (merged < 2 && upper.cells.length < 2) || !named.every(({ text }) => isArea(text)))
      return null
    groups.push(named.map(({ text }) => text).join('\n'))
  }
  const below = grid.rows.slice(index + 2, index + 2 + EVIDENCE)
  const filled = ([column]: [number, Heading]) => below.some(({ byColumn }) => holdsAmount(byColumn.get(column)))
  if (groups.length === 0 || new Set(groups).size > 1 || ![...columns].every(filled)) return null
  const rows = [upper, lower]
  const texts = textsOf(grid, rows)
  for (const [column, text] of texts) if (!columns.has(column)) columns.set(column, readHeading(text))
  return { ...spanOf(rows), columns, texts }
}

/** An area's column: what the heading over it says, for the area. */
function areaOf(said: Extract<Heading, { kind: 'figure' }>, text: string): Heading {
  const area = text.replace(/[*†‡]+$/, '').trim()
  return ACROSS.test(area) ? { ...said, across: true } : { ...said, area }
}

/** May a heading be the name of an area? */
const isArea = (text: string) => /\p{L}/u.test(text) && !NO_AREA.test(text) && readHeading(text).kind === 'extra'
