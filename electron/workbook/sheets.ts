/**
 * Reads one sheet's XML as a stream into cells, with the hints that finding tables needs. Empty cells, however many have
 * a style, cost nothing but the time to pass over them. Example: `<c r="E14" s="7"><f>SUM(E5:E13)</f><v>1386885</v></c>`.
 *
 * Source: ECMA-376 part 1, 18.3.1.99 (worksheet), .73 (row), .4 (c), .40 (f), .55 (mergeCell), .13 (col).
 */

import { type Cell, LAST_COLUMN, LAST_ROW, type LooseComment, type Merge } from '../../shared/sheet.ts'
import { moveFormula, parseAddress, parseRange, parseRow, placeOf } from './references.ts'
import { type CellStyle, PLAIN } from './styles.ts'
import { append, textCollector } from './text.ts'
import { damaged, tooLarge } from './unreadable.ts'
import { type Content, contentOf } from './values.ts'
import { type Attributes, isTrue, readXml } from './xml.ts'

const MAX_CELLS = 2_000_000
/** Characters in all cells of a workbook: shared texts and formulas count each time they are used. */
const MAX_CHARACTERS = 100_000_000
const MAX_FORMULA = 65_536
/** Cells covered by all merges of a sheet, within its used range. */
const MAX_MERGED = 5_000_000
const MAX_MERGES = 500_000
const NO_ATTRIBUTES: Attributes = {}

/** What the sheets of a workbook share. */
export interface SheetContext {
  strings: string[]
  styles: CellStyle[]
  from1904: boolean
  /** How much the sheets read so far have used of what one workbook may hold. */
  used: { cells: number; characters: number }
}

/** A sheet without its name. */
export interface SheetContent {
  cells: Cell[]
  merges: Merge[]
  comments?: LooseComment[]
}

/**
 * @param bytes the sheet's part
 * @param what the sheet in a person's words, for sentences: 'the sheet “Appendix A”'
 * @param comments its comments by place
 * @throws {Unreadable} when it is not well-formed, contradicts itself, or goes beyond a limit
 */
export function readSheet(
  bytes: Buffer,
  what: string,
  context: SheetContext,
  comments: ReadonlyMap<number, string>,
): SheetContent {
  const cells: Cell[] = []
  const merges: Merge[] = []
  const hiddenColumns = new Uint8Array(LAST_COLUMN + 1)
  let hiddenRanges = 0
  const formulas = sharedFormulas()
  const inline = textCollector()

  let section = ''
  let inRow = false
  let inCell = false
  let capture: 'v' | 'f' | 'is' | '' = ''

  let row = 0
  let rowHidden = false
  let column = 0
  let type = 'n'
  let style = PLAIN
  let value = ''
  let formula = ''
  let formulaAttributes = NO_ATTRIBUTES

  let lastPlace = -1
  let inOrder = true

  function openRow({ r, hidden }: Attributes): void {
    row = r === undefined ? row + 1 : parseRow(r)
    if (row < 1 || row > LAST_ROW) throw damaged(`${what} has a row numbered ${shorten(r ?? String(row))}`)
    rowHidden = isTrue(hidden)
    column = 0
    inRow = true
  }

  function openCell({ r, t, s }: Attributes): void {
    if (r === undefined) column++
    else {
      const place = parseAddress(r)
      if (place < 0) throw damaged(`${what} has a cell at ${shorten(r)}`)
      row = Math.floor(place / LAST_COLUMN) + 1
      column = (place % LAST_COLUMN) + 1
    }
    if (column > LAST_COLUMN) throw damaged(`${what} has more than ${LAST_COLUMN} columns`)
    type = t ?? 'n'
    style = s === undefined ? (context.styles[0] ?? PLAIN) : (context.styles[Number(s)] ?? PLAIN)
    value = formula = ''
    formulaAttributes = NO_ATTRIBUTES
    if (type === 'inlineStr') inline.clear()
    inCell = true
  }

  function closeCell(): void {
    inCell = false
    const stored = type === 'inlineStr' ? inline.result() : value
    if (formula !== '') formula = formula.trim().replace(/^=/, '')
    const isFormula = formula !== '' || (formulaAttributes.t === 'shared' && formulaAttributes.si !== undefined)
    if (stored === '' && !isFormula) return
    const content = contentOf(type, stored, style.format, context)
    if (content === null) throw damaged(`${what} refers to a text that is not in the file`)
    if (content.type === 'blank' && !isFormula) return
    addCell(content, isFormula)
  }

  function addCell({ type, value, text }: Content, isFormula: boolean): void {
    const cell: Cell = { row, column, type, value, text }
    const own = isFormula ? formulas.formulaOf(cell, formula, formulaAttributes) : undefined
    if (own) cell.formula = own
    if (style.bold) cell.bold = true
    if (style.filled) cell.filled = true
    if (rowHidden || hiddenColumns[column] === 1) cell.hidden = true
    const place = placeOf(row, column)
    const comment = comments.size > 0 ? comments.get(place) : undefined
    if (comment) cell.comment = comment
    if (place <= lastPlace) inOrder = false
    lastPlace = place
    cells.push(cell)
    if (++context.used.cells > MAX_CELLS) throw tooLarge('it has more than 2,000,000 filled cells')
    countCharacters(context, text.length + (own?.length ?? 0) + (comment?.length ?? 0))
  }

  function hideColumns({ min, max, hidden }: Attributes): void {
    if (!isTrue(hidden)) return
    if (++hiddenRanges > LAST_COLUMN) throw damaged(`${what} hides more columns than there are`)
    const last = Math.min(Number(max), LAST_COLUMN)
    if (Number(min) >= 1 && last >= Number(min)) hiddenColumns.fill(1, Number(min), last + 1)
  }

  function addMerge({ ref }: Attributes): void {
    const merge = parseRange(ref ?? '')
    if (merge && merges.push(merge) > MAX_MERGES) throw tooLarge(`${what} has more than 500,000 merged cells`)
  }

  readXml(bytes, what, {
    open(name, attributes, depth) {
      if (depth > 5) {
        if (capture === 'is') inline.open(name)
      } else if (depth === 5) {
        if (inCell && (name === 'v' || name === 'f' || name === 'is')) {
          capture = name
          if (name === 'v') value = ''
          if (name === 'f') formulaAttributes = attributes
        }
      } else if (depth === 4) {
        if (inRow && name === 'c') openCell(attributes)
      } else if (depth === 3) {
        if (section === 'sheetData' && name === 'row') openRow(attributes)
        else if (section === 'cols' && name === 'col') hideColumns(attributes)
        else if (section === 'mergeCells' && name === 'mergeCell') addMerge(attributes)
      } else if (depth === 2) section = name
      else if (name !== 'worksheet') throw damaged(`${what} is something else than a sheet`)
    },
    close(name, depth) {
      if (depth > 5) {
        if (capture === 'is') inline.close(name)
      } else if (depth === 5) capture = ''
      else if (depth === 4 && inCell) closeCell()
      else if (depth === 3) inRow = false
    },
    text(text) {
      if (capture === 'v') value = append(value, text)
      else if (capture === 'is') inline.text(text)
      else if (capture === 'f') {
        if (formula.length + text.length > MAX_FORMULA)
          throw tooLarge(`${what} has a formula of over 65,536 characters`)
        formula += text
      }
    },
  })
  const lost = formulas.resolvePending(context)
  const filled = lost.size === 0 ? cells : cells.filter((cell) => cell.type !== 'blank' || !lost.has(cell))
  const content = { cells: inOrder ? filled : sortCells(filled, what), merges: clipMerges(merges, filled, what) }
  const loose = looseComments(comments, filled)
  for (const { text } of loose) countCharacters(context, text.length)
  return loose.length === 0 ? content : { ...content, comments: loose }
}

/** The comments whose cells hold nothing. */
function looseComments(comments: ReadonlyMap<number, string>, cells: Cell[]): LooseComment[] {
  if (comments.size === 0) return []
  const rest = new Map(comments)
  for (const { row, column } of cells) rest.delete(placeOf(row, column))
  return [...rest]
    .sort(([a], [b]) => a - b)
    .map(([place, text]) => ({ row: Math.floor(place / LAST_COLUMN) + 1, column: (place % LAST_COLUMN) + 1, text }))
}

function countCharacters(context: SheetContext, characters: number): void {
  context.used.characters += characters
  if (context.used.characters > MAX_CHARACTERS) throw tooLarge('it holds more than 100,000,000 characters')
}

/** A formula that many cells share is stored with one of them; the others name it by its number. */
function sharedFormulas() {
  const masters = new Map<string, { row: number; column: number; text: string }>()
  const pending: { cell: Cell; number: string }[] = []

  function moved(number: string, { row, column }: Cell): string | undefined {
    const master = masters.get(number)
    return master && moveFormula(master.text, row - master.row, column - master.column)
  }

  return {
    /** The formula of a cell, or undefined: for a constant, or while the cell that has it stored is yet to come. */
    formulaOf(cell: Cell, text: string, { t, si }: Attributes): string | undefined {
      if (t !== 'shared' || si === undefined) return text || undefined
      if (text) {
        masters.set(si, { row: cell.row, column: cell.column, text })
        return text
      }
      const own = moved(si, cell)
      if (own === undefined) pending.push({ cell, number: si })
      return own
    },
    /** Gives the cells that waited their formulas. @returns the cells whose formula is nowhere in the file */
    resolvePending(context: SheetContext): Set<Cell> {
      const lost = new Set<Cell>()
      for (const { cell, number } of pending) {
        const own = moved(number, cell)
        countCharacters(context, own?.length ?? 0)
        if (own === undefined) lost.add(cell)
        else cell.formula = own
      }
      return lost
    },
  }
}

function sortCells(cells: Cell[], what: string): Cell[] {
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  for (let index = 1; index < cells.length; index++) {
    const [before, cell] = [cells[index - 1]!, cells[index]!]
    if (before.row === cell.row && before.column === cell.column) throw damaged(`${what} has one cell twice`)
  }
  return cells
}

/** Cuts merges to the range that holds cells, so that the merge of a whole column is as long as its table. */
function clipMerges(merges: Merge[], cells: Cell[], what: string): Merge[] {
  if (merges.length === 0) return merges
  let lastRow = 0
  let lastColumn = 0
  for (const { row, column } of cells) {
    if (row > lastRow) lastRow = row
    if (column > lastColumn) lastColumn = column
  }
  const clipped: Merge[] = []
  let covered = 0
  for (const { top, left, bottom, right } of merges) {
    const merge = { top, left, bottom: Math.min(bottom, lastRow), right: Math.min(right, lastColumn) }
    const size = (merge.bottom - top + 1) * (merge.right - left + 1)
    if (merge.bottom < top || merge.right < left || size < 2) continue
    covered += size
    if (covered > MAX_MERGED) throw tooLarge(`${what} has more than 5,000,000 merged cells`)
    clipped.push(merge)
  }
  return clipped
}

/** What a file claims, short enough for a sentence. */
function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
