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
import { yearIn } from './units.ts'

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
  return headingsOver(grid, index) ?? headingsIn(grid, [grid.rows[index]!], index) ?? matrixIn(grid, index, within)
}

/** What stands above each column: of two rows both, where the upper one is merged or centred over several columns. */
export function textsOf(grid: Grid, rows: GridRow[]): Map<number, string> {
  const last = rows.at(-1)!
  const texts = new Map(last.cells.map((cell) => [cell.column, cell.text]))
  for (const upper of rows.slice(0, -1)) {
    for (const cell of upper.cells) {
      const following = upper.cells.find(({ column }) => column > cell.column)?.column ?? Number.POSITIVE_INFINITY
      const merged = grid.width(cell)
      const end = merged > 1 ? cell.column + merged : following
      for (const column of new Set([cell.column, ...last.cells.map((below) => below.column)])) {
        if (column < cell.column || column >= end) continue
        const below = texts.get(column)
        // A heading that is complete needs nothing from above it.
        const complete = below !== undefined && yearIn(below) && !(isYearAlone(below) && !yearIn(cell.text))
        if (!complete) texts.set(column, below === undefined ? cell.text : `${cell.text} ${below}`)
      }
    }
  }
  return texts
}

/** Headings over two rows: years above what is given for each, or the other way round. */
function headingsOver(grid: Grid, index: number): Headings | null {
  const upper = grid.rows[index]!
  const lower = grid.rows[index + 1]
  if (lower?.number !== upper.number + 1 || !isWords(lower)) return null
  const over = upper.cells.filter(({ text }) => readHeading(text).kind === 'figure')
  if (over.length < 2 && !over.some((cell) => grid.width(cell) > 1 && cell.column > 1)) return null
  const both = headingsIn(grid, [upper, lower], index + 1)
  const alone = [headingsIn(grid, [upper], index), headingsIn(grid, [lower], index + 1)]
  return both && alone.every((headings) => figuresSaid(both) > figuresSaid(headings)) ? both : null
}

/** How many different figures of a year some headings name. */
function figuresSaid(headings: Headings | null): number {
  const figures = [...(headings?.columns.values() ?? [])].filter((heading) => heading.kind === 'figure' && heading.year)
  return new Set(figures.map(columnName)).size
}

const isYearAlone = (text: string) => yearIn(text)?.rest === ''

/** How many rows below a heading are looked at for what its column holds. */
const EVIDENCE = 30

/** Does a cell hold an amount, or what was meant for one? "2021-22 PCC budget" is a name. */
function isAmount({ type, text }: Cell): boolean {
  if (type === 'number' || type === 'blank') return true
  if (isYearAlone(text)) return false
  return readAmount(text).kind === 'amount' || (/\d/.test(text) && !/[a-z]/i.test(text.replace(/(?:k|m|bn)\b/gi, '')))
}

const holdsAmount = (cell: Cell | undefined) => cell !== undefined && isAmount(cell)

/** Do all cells of a row hold words? An amount is none, nor are several. */
function isWords({ cells }: GridRow): boolean {
  return (
    cells.every(({ type }) => type === 'text') &&
    !cells.some(({ text }) => text.split('\n').some((part) => readAmount(part).kind === 'amount'))
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
  return figures > 0 ? { rows, columns, texts } : null
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
    const area = text.replace(/[*†‡]+$/, '').trim()
    const said = { kind: 'figure', measure: 'budget', year: null, unit: null } as const
    columns.set(column, ACROSS.test(area) ? { ...said, across: true } : { ...said, area })
  }
  return { rows: [row], columns, texts: textsOf(grid, [row]) }
}
