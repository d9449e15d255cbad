/**
 * How high a filled row must be for its wrapped texts. Excel fits a row without a height to its texts when it opens a file,
 * LibreOffice does not. Example: a row whose cell is 20 characters wide and holds "Generic victim support service" gets 28
 * points, that is two lines; a row of single lines gets none.
 *
 * Source: ECMA-376 part 1, 18.3.1.13 (col), 18.3.1.81 (sheetFormatPr), 18.8.45 (xf), 18.8.1 (alignment), 18.8.22 (font).
 */

import type { Merge } from '../../../shared/sheet.ts'
import { heightFor, linesIn } from '../../../shared/wrapping.ts'
import type { Package, Relationship } from '../package.ts'
import { readStrings } from '../parts.ts'
import { isTrue, readXml } from '../xml.ts'
import type { CompiledCell, CompiledRow, FilledCells } from './cells.ts'
import { elementsOf, type XmlElement } from './elements.ts'

/** How a cell's text stands in it. */
interface Look {
  wraps: boolean
  /** In points. */
  size: number
  bold: boolean
  /** How far it is moved from the cell's side, in steps. */
  indent: number
}

/** What the heights of all sheets follow from, read when it is first asked for. */
export interface Looks {
  look(style: string | undefined): Look | undefined
  /** A text that cells share. */
  string(number: string): string
}

/** @param links what the workbook points to */
export function looksOf(file: Package, links: readonly Relationship[]): Looks {
  const bytesOf = (kind: string) => {
    const part = links.find((link) => link.kind === kind)?.part
    return part !== undefined && file.has(part) ? file.read(part) : null
  }
  let looks: Look[] | undefined
  let strings: string[] | undefined
  return {
    look(style) {
      looks ??= readLooks(bytesOf('styles'))
      return looks[Number(style ?? 0)]
    },
    string(number) {
      const bytes = strings ? null : bytesOf('sharedStrings')
      strings ??= bytes ? readStrings(bytes) : []
      return strings[Number(number)] ?? ''
    },
  }
}

function readLooks(bytes: Buffer | null): Look[] {
  const fonts: { size: number; bold: boolean }[] = []
  const found: (Omit<Look, 'size' | 'bold'> & { font: number })[] = []
  if (!bytes) return []
  let section = ''
  readXml(bytes, 'its list of styles', {
    open(name, attributes, depth) {
      if (depth === 2) section = name
      else if (section === 'fonts') {
        const font = fonts.at(-1)
        if (depth === 3) fonts.push({ size: 11, bold: false })
        else if (font && name === 'sz') font.size = Number(attributes.val) || font.size
        else if (font && name === 'b') font.bold = attributes.val === undefined || isTrue(attributes.val)
      } else if (section === 'cellXfs') {
        if (depth === 3) found.push({ wraps: false, indent: 0, font: Number(attributes.fontId ?? 0) })
        const look = found.at(-1)
        if (!look || name !== 'alignment') return
        look.wraps = isTrue(attributes.wrapText) && Number(attributes.textRotation ?? 0) === 0
        look.indent = Number(attributes.indent ?? 0)
      }
    },
  })
  return found.map(({ wraps, indent, font }) => ({ wraps, indent, ...(fonts[font] ?? { size: 11, bold: false }) }))
}

/** An indent's step in characters. */
const STEP = 1.3
/** A column's width where the sheet gives none, in characters. */
const USUAL_WIDTH = 8.43

/** The sizes of one sheet: its columns, and the rows that follow from them. */
export class Sizes {
  #looks: Looks
  /** The last column of a merged cell of one row, by its row and first column; null for one of several rows. */
  #merges = new Map<string, number | null>()
  #columns: { min: number; max: number; width: number }[] = []
  #width = USUAL_WIDTH
  #height = 0

  constructor(looks: Looks, merges: readonly Merge[]) {
    this.#looks = looks
    for (const { top, left, bottom, right } of merges) this.#merges.set(`${top} ${left}`, top === bottom ? right : null)
  }

  /** Takes in what holds for rows and columns that say nothing themselves. @param element `sheetFormatPr` */
  readDefaults({ attributes }: XmlElement): void {
    this.#width = Number(attributes.defaultColWidth) || USUAL_WIDTH
    if (isTrue(attributes.customHeight)) this.#height = Number(attributes.defaultRowHeight) || 0
  }

  /** @param element `cols` */
  readColumns(element: XmlElement): void {
    for (const { attributes } of elementsOf(element)) {
      const { min, max, width } = attributes
      this.#columns.push({ min: Number(min), max: Number(max), width: Number(width) || this.#width })
    }
  }

  /** The height in points that a filled row needs; null where one line is enough. */
  heightOf({ from, cells }: CompiledRow, filled: FilledCells): number | null {
    const texts = []
    for (const cell of cells) {
      const look = this.#looks.look(cell.style)
      if (!look?.wraps) continue
      const text = this.#textOf(cell, filled)
      const right = text === '' ? null : this.#merges.get(`${from} ${cell.column}`)
      if (text === '' || right === null) continue
      const width = this.#across(cell.column, right ?? cell.column) - look.indent * STEP
      const own = { text, width, bold: look.bold, size: look.size }
      if (linesIn(own) > 1) texts.push(own)
    }
    if (texts.length === 0) return null
    const height = heightFor(texts)
    return height > this.#height ? height : null
  }

  #textOf({ letters, type, value, formula }: CompiledCell, filled: FilledCells): string {
    if (Object.hasOwn(filled, letters)) {
      const own = filled[letters]!
      return own.kind === 'text' ? own.text : ''
    }
    const number = type === 's' && formula === null ? /\d+/.exec(value)?.[0] : undefined
    return number === undefined ? '' : this.#looks.string(number)
  }

  /** The width of a row of columns, in characters. */
  #across(left: number, right: number): number {
    let width = 0
    for (let column = left; column <= right; column++)
      width += this.#columns.find(({ min, max }) => column >= min && column <= max)?.width ?? this.#width
    return width
  }
}
