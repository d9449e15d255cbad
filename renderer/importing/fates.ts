/**
 * What became of each cell of a sheet, as the picture of it shows: a letter and a colour, and the whole of it in words.
 * Example: Leicestershire's E14 is `{kind: 'agrees', words: 'Victims Subtotal 2018/19, stated; agrees'}`.
 */
import { readColumnName } from '../../shared/importing/headings.ts'
import type { FoundTable, Place, Reading } from '../../shared/importing/index.ts'
import { address, columnLetters, columnNumber, type Sheet } from '../../shared/sheet.ts'
import { differs, outcomeWords } from './summary.ts'

export type FateKind = 'heading' | 'section' | 'line' | 'agrees' | 'differs' | 'note' | 'skipped' | 'problem'

export interface Fate {
  kind: FateKind
  words: string
}

/** The letter and the name of each fate, in the order of the legend. */
export const fateNames: Record<FateKind, { letter: string; name: string }> = {
  heading: { letter: 'H', name: 'Heading' },
  section: { letter: 'S', name: 'Section' },
  line: { letter: 'L', name: 'Budget line' },
  agrees: { letter: '✓', name: 'Stated sum, agrees' },
  differs: { letter: '≠', name: 'Stated sum, differs' },
  note: { letter: 'N', name: 'Note' },
  problem: { letter: '!', name: 'Problem' },
  skipped: { letter: '–', name: 'Skipped' },
}

/** The fates of one sheet's cells, by address. */
export type Fates = ReadonlyMap<string, Fate>

/** A cell's row and column from its address. @example cellAt('E14') // {row: 14, column: 5} */
export function cellAt(cell: string): { row: number; column: number } {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
  return { row: Number(digits), column: columnNumber(letters) ?? 1 }
}

/** Where a place of the report stands in its sheet: a row's first cell where no cell is named. */
export function spotOf({ row, cell }: Place): { row: number; column: number } {
  return cell ? cellAt(cell) : { row: row ?? 1, column: 1 }
}

const KINDS: [RegExp, FateKind][] = [
  [/^headings repeated$/, 'heading'],
  [/^section heading$/, 'section'],
  [/note|comment/, 'note'],
]

/** Says what became of every cell of a sheet. What a reading does not claim is skipped. */
export function fatesOf(sheet: Sheet, reading: Reading): Fates {
  const here = ({ at }: { at: Place }) => at.sheet === sheet.name
  const fates = new Map<string, Fate>()
  const set = (place: Place, fate: Fate) => {
    if (place.cell && place.sheet === sheet.name && !fates.has(place.cell)) fates.set(place.cell, fate)
  }
  for (const { at, message } of reading.problems) set(at, { kind: 'problem', words: message })
  const tables = reading.tables.filter((table) => table.sheet === sheet.name)
  const partOf = sidesOf(tables)
  const sums = new Map<string, Fate>()
  for (const figure of reading.stated.filter(here)) {
    const words = `${figure.label || 'Sum'}${figure.year ? ` ${figure.year}` : ''}, stated; ${outcomeWords[figure.outcome].toLowerCase()}${figure.explanation ? `. ${figure.explanation}` : ''}`
    const fate: Fate = { kind: differs(figure) ? 'differs' : 'agrees', words }
    set(figure.at, fate)
    const part = partOf(spotOf(figure.at))
    if (figure.kind !== 'cross-total' && sums.get(part)?.kind !== 'differs') sums.set(part, fate)
  }
  const services = new Map<string, string>()
  const unpriced = new Map<number, string>()
  for (const line of reading.lines.filter(here)) {
    // Its figures may be problems, which say nothing of where they stand in it.
    unpriced.set(line.at.row, line.service)
    for (const { at, year, measure } of line.figures) {
      set(at, { kind: 'line', words: `${line.service}, ${measure} of ${year}` })
      if (at.sheet === sheet.name) services.set(partOf(spotOf(at)), line.service)
    }
    for (const { at } of line.notes)
      if (at.row === undefined) set(at, { kind: 'note', words: `Note of ${line.service}` })
  }
  const skipped = new Map<number, { reason: string; texts: Set<string> }[]>()
  for (const { at, reason, text } of reading.skipped.filter(here)) {
    if (at.cell) set(at, { kind: kindOf(reason), words: `Skipped: ${reason}` })
    else if (at.row !== undefined) {
      const entry = { reason, texts: new Set(text.split(' | ')) }
      skipped.set(at.row, [...(skipped.get(at.row) ?? []), entry])
    }
  }
  const headingRows = new Set(tables.flatMap(({ headerRows }) => headerRows))
  const readAs = (row: number, letters: string) =>
    tables.find(({ headerRows, columns }) => headerRows.includes(row) && columns[letters])?.columns[letters]
  for (const cell of sheet.cells) {
    const at = address(cell.row, cell.column)
    if (fates.has(at)) continue
    const left = skipped.get(cell.row)
    const part = partOf(cell)
    const sum = sums.get(part)
    const service = services.get(part) ?? unpriced.get(cell.row)
    const entry = left?.find(({ texts }) => texts.has(cell.text)) ?? (service === undefined ? left?.[0] : undefined)
    if (headingRows.has(cell.row))
      fates.set(at, { kind: 'heading', words: headingWords(readAs(cell.row, columnLetters(cell.column))) })
    else if (sum && !entry) fates.set(at, sum)
    else if (entry && !sum) fates.set(at, { kind: kindOf(entry.reason), words: wordsOf(entry.reason) })
    else if (service !== undefined) fates.set(at, { kind: 'line', words: service })
    else fates.set(at, { kind: 'skipped', words: wordsOf(entry?.reason ?? 'not read') })
  }
  return fates
}

/** Which part of a row a cell is in: of tables that stand side by side, each has its own. */
function sidesOf(tables: readonly FoundTable[]): (spot: { row: number; column: number }) => string {
  const starts = new Map<number, number[]>()
  for (const { headerRows, columns } of tables) {
    const first = Math.min(...Object.keys(columns).map((letters) => columnNumber(letters) ?? 1))
    starts.set(
      headerRows[0]!,
      [...(starts.get(headerRows[0]!) ?? []), first].sort((a, b) => a - b),
    )
  }
  const tops = [...starts.keys()].sort((a, b) => a - b)
  return ({ row, column }) => {
    const firsts = starts.get(tops.findLast((top) => top <= row) ?? 0) ?? []
    return `${row} ${firsts.findLast((first) => first <= column && first !== firsts[0]) ?? ''}`
  }
}

function headingWords(name: string | undefined): string {
  if (name === undefined) return 'Heading'
  const heading = readColumnName(name)
  return heading.kind === 'extra' ? 'Heading of a column that is kept with the line' : `Heading, read as ${name}`
}

function kindOf(reason: string): FateKind {
  return KINDS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'skipped'
}

function wordsOf(reason: string): string {
  const kind = kindOf(reason)
  if (kind === 'skipped') return `Skipped: ${reason}`
  return reason.charAt(0).toUpperCase() + reason.slice(1)
}
