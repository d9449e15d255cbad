/**
 * Ranges and lists of ranges outside formulas, when rows have moved. Example: with row 6 copied to 6, 7 and 9, the list
 * `F6 H6:I6` becomes `F6:F7 F9 H6:I7 H9:I9`, and the range `A4:H6` becomes `A4:H9`.
 *
 * Source: ECMA-376 part 1, 18.18.62 (ST_Ref), 18.18.76 (ST_Sqref).
 */

import { columnLetters, LAST_COLUMN, type Merge } from '../../../shared/sheet.ts'
import { moveFormula, parseAddress, parseRange } from '../references.ts'
import { movedText, type Standpoint } from './formulas.ts'
import type { Copy, RowMap } from './rows.ts'

/** More runs than that are one range: Excel gives up on long lists. */
const MOST_RUNS = 500

/** A range or a single cell; null when it is neither, as `A:A` is. */
export function parseArea(text: string): Merge | null {
  return text.includes(':') ? parseRange(text) : parseRange(`${text}:${text}`)
}

export function areaText({ top, left, bottom, right }: Merge): string {
  const from = columnLetters(left) + top
  return top === bottom && left === right ? from : `${from}:${columnLetters(right)}${bottom}`
}

/** A range that grows over the copies of its rows; null when all its rows are gone. What is no range stays. */
export function movedRange(ref: string, map: RowMap): string | null {
  const area = parseArea(ref)
  if (!area) return ref
  const span = map.span(area.top, area.bottom)
  return span && areaText({ ...area, top: span[0], bottom: span[1] })
}

/** Exactly the copies of a range's rows, each run a range of its own. */
export function movedRuns(area: Merge, map: RowMap): Merge[] {
  const runs = map.runs(area.top, area.bottom)
  const spans = runs.length > MOST_RUNS ? [[runs[0]![0], runs.at(-1)![1]] as const] : runs
  return spans.map(([top, bottom]) => ({ ...area, top, bottom }))
}

/** A list of ranges, each as `movedRuns` gives it; null when all are gone. */
export function movedList(sqref: string, map: RowMap): string | null {
  const moved: string[] = []
  for (const ref of sqref.split(/\s+/).filter(Boolean)) {
    const area = parseArea(ref)
    if (area) moved.push(...movedRuns(area, map).map(areaText))
    else moved.push(ref)
  }
  return moved.length === 0 ? null : moved.join(' ')
}

/** A single cell, at its first copy, or where the next row now is when its own is gone. */
export function movedCell(ref: string, map: RowMap): string {
  const place = parseAddress(ref)
  if (place < 0) return ref
  return columnLetters((place % LAST_COLUMN) + 1) + map.next(Math.floor(place / LAST_COLUMN) + 1)
}

/** The copy that the first new row of a template's row is; undefined outside the blocks. */
export function firstCopy(map: RowMap, from: number): Copy | undefined {
  const block = map.blockOf(from)
  const row = block?.copies.get(from)?.[0]
  return block && row !== undefined ? { block, from, row } : undefined
}

/**
 * A formula that is written for the first cell of a list of ranges, as the conditions of formats and validations are.
 * Where the first row is gone, the formula is written for the first one that is left.
 */
export function movedCondition(text: string, sqref: string, map: RowMap, standpoint: Standpoint): string {
  const areas = sqref
    .split(/\s+/)
    .map(parseArea)
    .filter((area) => area !== null)
  if (areas.length === 0) return movedText(text, standpoint)
  const base = Math.min(...areas.map(({ top }) => top))
  const left = areas.map((area) => firstLeft(area, map)).filter((row) => row !== null)
  const first = left.length === 0 ? base : Math.min(...left)
  const own = first === base ? text : moveFormula(text, first - base, 0)
  const copy = firstCopy(map, first)
  return movedText(own, copy ? { ...standpoint, copy } : standpoint)
}

function firstLeft({ top, bottom }: Merge, map: RowMap): number | null {
  for (let row = top; row <= bottom; row++) if (map.first(row) !== null) return row
  return null
}
