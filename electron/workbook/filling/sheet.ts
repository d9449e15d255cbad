/**
 * Rewrites one sheet: its rows filled, copied and moved, and everything beside them that names a cell. Example: the sheet
 * “Appendix A” with rows 5 to 7 as one block.
 */

import { Refusal } from '../../../shared/refusal.ts'
import { columnNumber, LAST_COLUMN } from '../../../shared/sheet.ts'
import type { FilledSheet, FilledValue } from '../../../shared/templates/filling.ts'
import { parseAddress } from '../references.ts'
import { damaged } from '../unreadable.ts'
import { type CellContext, type CompiledRow, compileRow, emptyRow, rowNumber, writeRow } from './cells.ts'
import { elementsOf, elementText, prefixOf, rewriteXml, textOf, type Write, type XmlElement } from './elements.ts'
import type { Sizes } from './heights.ts'
import { movePiece, type SheetPieces } from './pieces.ts'
import type { PlacedBlock } from './rows.ts'

/** As many characters as Excel takes in a header or a footer, with the signs that shape it. */
const MAX_HEADER = 255

/** What is filled in a sheet beside its blocks, by row and column letters. */
type Spots = Map<number, Record<string, FilledValue>>

/** What one sheet needs to be rewritten. */
export interface SheetTask extends SheetPieces, CellContext {
  /** Null when nothing in it is filled. */
  filled: FilledSheet | null
  sizes: Sizes
}

/** @returns the new part, or null when it is as it was @throws {Unreadable} when it is not well-formed */
export function rewriteSheet(bytes: Buffer, task: SheetTask): Buffer | null {
  const { map, filled } = task
  const spots = spotsOf(filled)
  const compiled = new Map<number, CompiledRow>()
  /** Blocks and filled rows yet to be written, by their first row in the template. */
  const waiting: { row: number; block?: PlacedBlock }[] = [
    ...map.blocks.map((block) => ({ row: block.first, block })),
    ...[...spots.keys()].map((row) => ({ row })),
  ].sort((a, b) => a.row - b.row)
  let next = 0
  let before = 0
  let prefix = ''

  /** Writes what comes before a row of the template: whole blocks, and rows that are filled but not written there. */
  function flush(until: number, write: Write): void {
    for (; next < waiting.length; next++) {
      const { row, block } = waiting[next]!
      if ((block?.last ?? row) >= until) break
      if (block) writeBlock(block, write)
      else write(spotText(emptyRow(row, prefix)))
    }
  }

  function writeBlock(block: PlacedBlock, write: Write): void {
    task.changed = true
    for (const [index, { from, cells }] of block.rows.entries()) {
      const row = block.start + index
      const source = compiled.get(from) ?? emptyRow(from, prefix)
      if (source.cells.length === 0 && Object.keys(cells).length === 0 && !compiled.has(from)) continue
      write(writeRow(source, row, { block, from, row }, cells, task))
    }
    for (let row = block.first; row <= block.last; row++) compiled.delete(row)
  }

  function spotText(row: CompiledRow): string {
    return writeRow(row, map.first(row.from)!, undefined, spots.get(row.from), task)
  }

  function takeRow(element: XmlElement, write: Write): void {
    const row = rowNumber(element, before)
    if (!(row > before)) throw damaged(`${task.what} has its rows out of order`)
    before = row
    flush(row, write)
    const own = compileRow(element, row, task)
    if (map.blockOf(row)) {
      compiled.set(row, own)
      return
    }
    if (waiting[next]?.row === row) next++
    write(spotText(own))
  }

  const result = rewriteXml(bytes, task.what, {
    enters(element, depth) {
      if (element.local === 'sheetData' && depth === 2) prefix = prefixOf(element.name)
      return depth === 1 || (depth === 2 && element.local === 'sheetData')
    },
    whole(element, depth, write) {
      if (depth === 3) {
        if (element.local === 'row') takeRow(element, write)
        else write(elementText(element))
        return
      }
      if (element.local === 'sheetFormatPr') task.sizes.readDefaults(element)
      if (element.local === 'cols') {
        widenColumns(element, task.like)
        task.columnStyle = columnStyles(element)
        task.sizes.readColumns(element)
      }
      if (element.local === 'headerFooter' && filled) fillHeaders(element, filled)
      write(pieceText(element, task))
    },
    leaving(element, _, write) {
      if (element.local === 'sheetData') flush(Number.POSITIVE_INFINITY, write)
    },
  })
  return task.changed ? result : null
}

function pieceText(element: XmlElement, task: SheetTask): string {
  const before = elementText(element)
  const moved = movePiece(element, task)
  const after = moved ? elementText(moved) : ''
  if (after !== before) task.changed = true
  return after
}

function spotsOf(filled: FilledSheet | null): Spots {
  const spots: Spots = new Map()
  for (const [address, value] of Object.entries(filled?.cells ?? {})) {
    const place = parseAddress(address)
    const letters = /^[A-Z]+/.exec(address)?.[0]
    if (place < 0 || !letters || columnNumber(letters) === null) throw new Error(`“${address}” is no cell`)
    const row = Math.floor(place / LAST_COLUMN) + 1
    const own = spots.get(row)
    if (own) own[letters] = value
    else spots.set(row, { [letters]: value })
  }
  for (const { first, last } of filled?.blocks ?? []) {
    for (const row of spots.keys()) {
      if (row >= first && row <= last) throw new Error(`A cell of row ${row} is filled beside its block`)
    }
  }
  return spots
}

/** Gives new columns the width and look of those that they are like. */
function widenColumns(cols: XmlElement, like: Readonly<Record<string, string>>): void {
  for (const [letters, of] of Object.entries(like)) {
    const [column, model] = [columnNumber(letters), columnNumber(of)]
    const held = elementsOf(cols)
    const found = held.find(({ attributes: { min, max } }) => Number(min) <= model! && model! <= Number(max))
    if (column === null || model === null || !found) continue
    const parted = held.flatMap((range) => {
      const [min, max] = [Number(range.attributes.min), Number(range.attributes.max)]
      if (column < min || column > max) return [range]
      const sides = [
        [min, column - 1],
        [column + 1, max],
      ].filter(([from, to]) => from! <= to!)
      return sides.map(([from, to]) => within(range, from!, to!))
    })
    cols.children = [...parted, within(found, column, column)].sort(
      (a, b) => Number(a.attributes.min) - Number(b.attributes.min),
    )
  }
}

const within = (range: XmlElement, min: number, max: number): XmlElement => ({
  ...range,
  attributes: { ...range.attributes, min: String(min), max: String(max) },
})

function columnStyles(cols: XmlElement): (column: number) => string | undefined {
  const ranges = elementsOf(cols).map(({ attributes }) => ({
    min: Number(attributes.min),
    max: Number(attributes.max),
    style: attributes.style,
  }))
  return (column) => ranges.find(({ min, max }) => column >= min && column <= max)?.style
}

function fillHeaders(headerFooter: XmlElement, { name, headerFooter: texts }: FilledSheet): void {
  for (const element of elementsOf(headerFooter)) {
    const text = Object.hasOwn(texts, element.local) ? texts[element.local] : undefined
    if (text !== undefined && text.length > MAX_HEADER) {
      throw new Refusal(
        `A header or footer of the sheet “${name}” would be longer than Excel allows (255 characters), so nothing was written; shorten it in the template.`,
      )
    }
    if (text !== undefined && text !== textOf(element)) element.children = text === '' ? [] : [text]
  }
}
