/**
 * Where the rows of a template's sheet went: rows of a block to their copies, all others up or down. Example: with rows 5
 * to 7 (heading, line, subtotal) copied as 5 6 6 7 · 5 6 7, row 6 is at 6, 7 and 10, and row 8 at 12.
 */

import { Refusal } from '../../../shared/refusal.ts'
import { LAST_ROW } from '../../../shared/sheet.ts'
import type { FilledBlock, FilledRow } from '../../../shared/templates/filling.ts'

/** First and last row, both inclusive. */
export type Span = [first: number, last: number]

/** A block with the place of its copies in the new sheet. */
export interface PlacedBlock {
  /** Rows of the template. */
  first: number
  last: number
  rows: readonly FilledRow[]
  /** The new row of `rows[0]`. */
  start: number
  /** The new rows of each row of the template, in order. */
  copies: Map<number, number[]>
}

/** The copy in which a formula stands. */
export interface Copy {
  block: PlacedBlock
  /** Of the template. */
  from: number
  /** Of the new sheet. */
  row: number
}

export interface RowMap {
  blocks: readonly PlacedBlock[]
  blockOf(row: number): PlacedBlock | undefined
  /** The first new row of a template's row, or null when it is gone. */
  first(row: number): number | null
  /** The same, or the next one that is left; `LAST_ROW` at most. */
  next(row: number): number
  /** From the first to the last new row of these rows, with all that is between them; null when all are gone. */
  span(first: number, last: number): Span | null
  /** Exactly the new rows of these rows, in runs, in order. */
  runs(first: number, last: number): Span[]
}

/**
 * @param blocks in order, not overlapping
 * @param lastRow the last row of the template that holds anything
 * @throws {Refusal} when the sheet would become too long
 */
export function rowMap(blocks: readonly FilledBlock[], lastRow: number): RowMap {
  const placed = place(blocks)
  const shiftAfter = placed.map((block) => block.start + block.rows.length - block.last - 1)

  /** The number of blocks that begin at or before a row. */
  function blocksBefore(row: number): number {
    let low = 0
    let high = placed.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (placed[middle]!.first <= row) low = middle + 1
      else high = middle
    }
    return low
  }

  function blockOf(row: number): PlacedBlock | undefined {
    const block = placed[blocksBefore(row) - 1]
    return block && row <= block.last ? block : undefined
  }

  /** For a row outside every block. */
  function moved(row: number): number {
    return row === LAST_ROW ? row : Math.min(LAST_ROW, row + (shiftAfter[blocksBefore(row) - 1] ?? 0))
  }

  function next(row: number): number {
    for (let at = row; at <= LAST_ROW; at++) {
      const block = blockOf(at)
      if (!block) return moved(at)
      const own = block.copies.get(at)
      if (own) return own[0]!
    }
    return LAST_ROW
  }

  function span(first: number, last: number): Span | null {
    let from: number | null = null
    let to: number | null = null
    for (let row = first; row <= last; ) {
      const block = blockOf(row)
      const end = block
        ? Math.min(last, block.last)
        : Math.min(last, (placed[blocksBefore(row)]?.first ?? LAST_ROW + 1) - 1)
      const found: Span | null = block ? spanInBlock(block, row, end) : [moved(row), moved(end)]
      if (found) {
        from ??= found[0]
        to = found[1]
      }
      row = end + 1
    }
    return from === null || to === null ? null : [from, to]
  }

  function runs(first: number, last: number): Span[] {
    const found: Span[] = []
    const add = (from: number, to: number) => {
      const before = found.at(-1)
      if (before && before[1] === from - 1) before[1] = to
      else found.push([from, to])
    }
    for (let row = first; row <= last; ) {
      const block = blockOf(row)
      const end = block
        ? Math.min(last, block.last)
        : Math.min(last, (placed[blocksBefore(row)]?.first ?? LAST_ROW + 1) - 1)
      if (!block) add(moved(row), moved(end))
      else
        for (const [index, { from }] of block.rows.entries()) {
          if (from >= row && from <= end) add(block.start + index, block.start + index)
        }
      row = end + 1
    }
    return found
  }

  const end = span(lastRow, lastRow)?.[1] ?? 0
  const blocksEnd = Math.max(0, ...placed.map((block) => block.start + block.rows.length - 1))
  const shift = shiftAfter.at(-1) ?? 0
  if (Math.max(end, lastRow + shift, blocksEnd) > LAST_ROW) {
    throw new Refusal(
      'The paper needs more rows than a sheet can hold (1,048,576), so nothing was written; choose fewer lines or another template.',
    )
  }
  return {
    blocks: placed,
    blockOf,
    first: (row) => (blockOf(row) ? (blockOf(row)!.copies.get(row)?.[0] ?? null) : moved(row)),
    next,
    span,
    runs,
  }
}

/** The map of a sheet whose rows stay. */
export const UNMOVED: RowMap = rowMap([], 1)

function place(blocks: readonly FilledBlock[]): PlacedBlock[] {
  let shift = 0
  let before = 0
  return blocks.map(({ first, last, rows }) => {
    if (first <= before || last < first) throw new Error(`The block of rows ${first} to ${last} is out of order`)
    before = last
    const start = first + shift
    const copies = new Map<number, number[]>()
    for (const [index, { from }] of rows.entries()) {
      if (from < first || from > last) throw new Error(`Row ${from} is not in the block of rows ${first} to ${last}`)
      const own = copies.get(from)
      if (own) own.push(start + index)
      else copies.set(from, [start + index])
    }
    shift += rows.length - (last - first + 1)
    return { first, last, rows, start, copies }
  })
}

/** The copies of some rows of one block, with all that is between them. */
function spanInBlock(block: PlacedBlock, first: number, last: number): Span | null {
  let from = Number.POSITIVE_INFINITY
  let to = 0
  for (const [row, copies] of block.copies) {
    if (row < first || row > last) continue
    from = Math.min(from, copies[0]!)
    to = Math.max(to, copies.at(-1)!)
  }
  return to === 0 ? null : [from, to]
}

/**
 * What a row of a block is to a formula in one of its copies: the copies of the same group, or all where it has a `$`. Null
 * when there are none. A subtotal means the lines since the subtotal before it, a line the heading above it. So: the copies of `row` between
 * this copy and the last one of its own kind; where there are none, the nearest, unless a new group began between them.
 */
export function spanIn(copy: Copy, row: number, absolute: boolean): Span | null {
  const { block, from, row: here } = copy
  const copies = block.copies.get(row)
  if (!copies) return null
  if (absolute) return [copies[0]!, copies.at(-1)!]
  if (row === from) return [here, here]
  return row < from ? above(copy, copies, row) : below(copy, copies, row)
}

function above({ block, from, row: here }: Copy, copies: number[], row: number): Span | null {
  const nearest = lastBefore(copies, here)
  if (nearest === null) return null
  const sameKind = lastBefore(block.copies.get(from)!, here) ?? 0
  if (nearest < sameKind) {
    for (const [other, its] of block.copies) if (other < row && (lastBefore(its, here) ?? 0) > nearest) return null
    return [nearest, nearest]
  }
  let after = sameKind
  for (const [other, its] of block.copies) if (other > from) after = Math.max(after, lastBefore(its, nearest) ?? 0)
  return [firstAfter(copies, after)!, nearest]
}

function below({ block, from, row: here }: Copy, copies: number[], row: number): Span | null {
  const nearest = firstAfter(copies, here)
  if (nearest === null) return null
  const sameKind = firstAfter(block.copies.get(from)!, here) ?? Number.POSITIVE_INFINITY
  if (nearest > sameKind) {
    for (const [other, its] of block.copies)
      if (other > row && (firstAfter(its, here) ?? nearest) < nearest) return null
    return [nearest, nearest]
  }
  let before = sameKind
  for (const [other, its] of block.copies)
    if (other < from) before = Math.min(before, firstAfter(its, nearest) ?? before)
  return [nearest, lastBefore(copies, before) ?? nearest]
}

/** The last of some ascending rows before another, or null. */
function lastBefore(rows: readonly number[], row: number): number | null {
  const at = countBelow(rows, row)
  return at === 0 ? null : rows[at - 1]!
}

function firstAfter(rows: readonly number[], row: number): number | null {
  return rows[countBelow(rows, row + 1)] ?? null
}

function countBelow(rows: readonly number[], row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}
