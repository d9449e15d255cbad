/**
 * What stands in a sheet beside its rows and names cells: views, merged cells, conditional formats, validations, filters,
 * links, page breaks, sparklines. Each names the same cells afterwards, and grows over the copies of a repeated row.
 * Example: a conditional format on F6, with row 6 copied to 6, 7 and 9, is on `F6:F7 F9`.
 *
 * Source: ECMA-376 part 1, 18.3.1 (worksheet); MS-XLSX 2.6 (conditional formats, validations and sparklines of 2010).
 */

import { LAST_ROW, type Merge } from '../../../shared/sheet.ts'
import { tooLarge } from '../unreadable.ts'
import { areaText, firstCopy, movedCell, movedCondition, movedList, movedRange, movedRuns, parseArea } from './areas.ts'
import { childOf, elementsOf, textOf, walk, type XmlElement } from './elements.ts'
import { movedText, type Standpoint } from './formulas.ts'
import type { RowMap } from './rows.ts'

/** As many merged cells as are read from a sheet. */
const MOST_MERGES = 500_000
/** More page breaks than that Excel does not keep. */
const MOST_BREAKS = 1000

export interface SheetPieces {
  map: RowMap
  standpoint: Standpoint
  /** The relationships of tables of which nothing is left. */
  goneTables: ReadonlySet<string>
}

/** An element below the sheet's root, changed in place. @returns null when nothing is left of it */
export function movePiece(element: XmlElement, pieces: SheetPieces): XmlElement | null {
  const move = Object.hasOwn(MOVES, element.local) ? MOVES[element.local] : undefined
  return move ? move(element, pieces) : element
}

type Move = (element: XmlElement, pieces: SheetPieces) => XmlElement | null

const MOVES: Record<string, Move> = {
  dimension: rangeOrNothing,
  sheetViews: moveViews,
  customSheetViews: moveViews,
  protectedRanges: (element, pieces) => keepChildren(element, (child) => listOrNothing(child, pieces)),
  ignoredErrors: (element, pieces) => keepChildren(element, (child) => listOrNothing(child, pieces)),
  cellWatches: (element, pieces) => keepChildren(element, (child) => cellOrNothing(child, pieces)),
  scenarios: moveScenarios,
  autoFilter: moveFilter,
  sortState: moveFilter,
  dataConsolidate: moveConsolidation,
  mergeCells: moveMerges,
  conditionalFormatting: moveConditions,
  dataValidations: (element, pieces) => keepChildren(element, (child) => moveValidation(child, pieces)),
  hyperlinks: moveHyperlinks,
  rowBreaks: moveBreaks,
  oleObjects: moveAnchors,
  controls: moveAnchors,
  AlternateContent: moveAnchors,
  tableParts: moveTableParts,
  extLst: moveExtensions,
}

function keepChildren(
  element: XmlElement,
  keep: (child: XmlElement) => XmlElement | XmlElement[] | null,
): XmlElement | null {
  const kept = elementsOf(element).flatMap((child) => keep(child) ?? [])
  if (kept.length === 0) return null
  element.children = kept
  if (element.attributes.count !== undefined) element.attributes.count = String(kept.length)
  return element
}

function rangeOrNothing(element: XmlElement, { map }: SheetPieces): XmlElement | null {
  const ref = movedRange(element.attributes.ref ?? '', map)
  if (ref === null) return null
  if (element.attributes.ref !== undefined) element.attributes.ref = ref
  return element
}

function listOrNothing(element: XmlElement, { map }: SheetPieces): XmlElement | null {
  const sqref = movedList(element.attributes.sqref ?? '', map)
  if (sqref === null) return element.attributes.sqref === undefined ? element : null
  element.attributes.sqref = sqref
  return element
}

function cellOrNothing(element: XmlElement, { map }: SheetPieces): XmlElement | null {
  const area = parseArea(element.attributes.r ?? '')
  if (!area) return element
  if (map.first(area.top) === null) return null
  element.attributes.r = movedCell(element.attributes.r!, map)
  return element
}

function moveViews(element: XmlElement, pieces: SheetPieces): XmlElement {
  const { map } = pieces
  walk(element, (inner) => {
    const { attributes } = inner
    if (inner.local === 'pane') moveSplit(inner, element, map)
    if (attributes.topLeftCell !== undefined) attributes.topLeftCell = movedCell(attributes.topLeftCell, map)
    if (inner.local === 'selection' || inner.local === 'pivotSelection') moveSelection(attributes, map)
    if (inner.local === 'customSheetView') {
      inner.children = inner.children.flatMap((child) =>
        typeof child === 'string' || child.local === 'pane' || child.local === 'selection'
          ? child
          : (movePiece(child, pieces) ?? []),
      )
    }
  })
  return element
}

/** A frozen pane keeps its rows: as many as they are now. */
function moveSplit({ attributes }: XmlElement, views: XmlElement, map: RowMap): void {
  const rows = Number(attributes.ySplit ?? 0)
  if (!(rows > 0) || !attributes.state?.startsWith('frozen')) return
  const view = elementsOf(views)[0]
  const top = parseArea(view?.attributes.topLeftCell ?? 'A1')?.top ?? 1
  attributes.ySplit = String(map.next(top + rows) - map.next(top))
}

function moveSelection(attributes: Record<string, string>, map: RowMap): void {
  const active = movedCell(attributes.activeCell ?? 'A1', map)
  if (attributes.activeCell !== undefined) attributes.activeCell = active
  if (attributes.sqref === undefined) return
  const isOne = parseArea(attributes.sqref) !== null
  const sqref = isOne ? movedRange(attributes.sqref, map) : movedList(attributes.sqref, map)
  if (sqref === attributes.sqref) return
  const area = parseArea(sqref ?? '')
  const cell = parseArea(active)
  const holds = area && cell && cell.top >= area.top && cell.top <= area.bottom
  attributes.sqref = holds ? sqref! : active
  delete attributes.activeCellId
}

function moveScenarios(element: XmlElement, pieces: SheetPieces): XmlElement | null {
  return keepChildren(element, (scenario) => keepChildren(scenario, (child) => cellOrNothing(child, pieces)))
}

/** A filter or an order of rows, with the conditions inside it. */
export function moveFilter(element: XmlElement, { map }: Pick<SheetPieces, 'map'>): XmlElement | null {
  const ref = movedRange(element.attributes.ref ?? '', map)
  if (ref === null) return null
  walk(element, ({ attributes }) => {
    if (attributes.ref !== undefined) attributes.ref = movedRange(attributes.ref, map) ?? ref
  })
  return element
}

function moveConsolidation(element: XmlElement, { map, standpoint }: SheetPieces): XmlElement {
  walk(element, ({ local, attributes }) => {
    if (local !== 'dataRef' || attributes.ref === undefined) return
    const other = attributes.sheet === undefined ? map : standpoint.mapOf(attributes.sheet.toLowerCase())
    if (other) attributes.ref = movedRange(attributes.ref, other) ?? attributes.ref
  })
  return element
}

/** A merge within a row is made in each copy; one of several rows of a block begins anew with each copy of its first. */
function moveMerges(element: XmlElement, { map }: SheetPieces): XmlElement | null {
  let count = 0
  return keepChildren(element, (child) => {
    const area = parseArea(child.attributes.ref ?? '')
    if (!area) return child
    const merges = mergesOf(area, map)
    count += merges.length
    if (count > MOST_MERGES) throw tooLarge('it has more than 500,000 merged cells when it is filled')
    return merges
      .filter(({ top, left, bottom, right }) => top < bottom || left < right)
      .map((merge) => ({ ...child, attributes: { ...child.attributes, ref: areaText(merge) } }))
  })
}

function mergesOf(area: Merge, map: RowMap): Merge[] {
  const { top, bottom } = area
  const block = map.blockOf(top)
  if (!block || bottom > block.last) {
    const span = map.span(top, bottom)
    return span ? [{ ...area, top: span[0], bottom: span[1] }] : []
  }
  const merges: Merge[] = []
  let inMerge = false
  for (const [index, { from }] of block.rows.entries()) {
    const row = block.start + index
    if (from < top || from > bottom) {
      inMerge = false
      continue
    }
    if (inMerge && from > top) merges.at(-1)!.bottom = row
    else merges.push({ ...area, top: row, bottom: row })
    inMerge = true
  }
  return merges
}

function moveConditions(element: XmlElement, pieces: SheetPieces): XmlElement | null {
  const { map, standpoint } = pieces
  const sqref = element.attributes.sqref ?? ''
  const moved = (text: string) => movedCondition(text, sqref, map, standpoint)
  walk(element, (inner) => {
    if (inner.local === 'formula') inner.children = [moved(textOf(inner))]
    const { val, type } = inner.attributes
    if (inner.local === 'cfvo' && val !== undefined && type !== 'percent' && type !== 'percentile') {
      inner.attributes.val = moved(val)
    }
  })
  return listOrNothing(element, pieces)
}

function moveValidation(element: XmlElement, pieces: SheetPieces): XmlElement | null {
  const sqref = element.attributes.sqref ?? ''
  for (const child of elementsOf(element)) {
    if (!/^formula[12]$/.test(child.local) || childOf(child, 'f')) continue
    child.children = [movedCondition(textOf(child), sqref, pieces.map, pieces.standpoint)]
  }
  return listOrNothing(element, pieces)
}

function moveHyperlinks(element: XmlElement, { map, standpoint }: SheetPieces): XmlElement | null {
  return keepChildren(element, (child) => {
    const area = parseArea(child.attributes.ref ?? '')
    const { location } = child.attributes
    const isPlace = location !== undefined && childHasNoTarget(child)
    const copyOf = (row: number) => (area ? firstCopy(map, row) : undefined)
    if (isPlace) child.attributes.location = movedText(location, { ...standpoint, ...copyFor(copyOf(area?.top ?? 0)) })
    if (!area) return child
    return movedRuns(area, map).map((run, index) => ({
      ...child,
      attributes: { ...(index === 0 ? child.attributes : anonymous(child.attributes)), ref: areaText(run) },
    }))
  })
}

/** A copy has no identity of its own. */
function anonymous(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.endsWith(':uid')))
}

/** Links to the outside have a relationship, and their location is a place in another file. */
function childHasNoTarget({ attributes }: XmlElement): boolean {
  return !Object.keys(attributes).some((name) => name.endsWith(':id'))
}

function copyFor(copy: ReturnType<typeof firstCopy>): Partial<Standpoint> {
  return copy ? { copy } : {}
}

/**
 * A page break stands below a row. Below a row that is one of several of a block it is made in each copy, so that each group
 * begins a page; below the last of a block of one row it stays at the end.
 */
function moveBreaks(element: XmlElement, { map }: SheetPieces): XmlElement | null {
  const breaks = new Map<number, XmlElement>()
  for (const child of elementsOf(element)) {
    const row = Number(child.attributes.id)
    const block = map.blockOf(row)
    const runs = block ? (block.copies.get(row) ?? []) : [map.first(row) ?? row]
    const rows = block && (block.first === block.last || runs.length > MOST_BREAKS) ? runs.slice(-1) : runs
    for (const id of rows) {
      if (id < LAST_ROW) breaks.set(id, { ...child, attributes: { ...child.attributes, id: String(id) } })
    }
  }
  const kept = [...breaks].sort(([a], [b]) => a - b).map(([, child]) => child)
  if (kept.length === 0) return null
  element.children = kept
  element.attributes.count = String(kept.length)
  element.attributes.manualBreakCount = String(
    kept.filter(({ attributes }) => /^(?:1|true)$/.test(attributes.man ?? '')).length,
  )
  return element
}

/**
 * What floats over a sheet keeps its size and moves with the cell at its upper corner. Its rows count from 0.
 * @param element anything with anchors of `from` and `to` inside it
 */
export function moveAnchors<T extends XmlElement>(element: T, { map }: Pick<SheetPieces, 'map'>): T {
  walk(element, (anchor) => {
    const from = childOf(anchor, 'from')
    const first = from && childOf(from, 'row')
    if (!first || anchor.attributes.editAs === 'absolute') return
    const shift = shiftAt(Number(textOf(first)), map)
    const last = childOf(childOf(anchor, 'to') ?? anchor, 'row')
    for (const row of last ? [first, last] : [first]) row.children = [String(Number(textOf(row)) + shift)]
  })
  return element
}

/** By how many rows what begins at a row moves. @param row counted from 0 */
export function shiftAt(row: number, map: RowMap): number {
  return map.next(row + 1) - (row + 1)
}

function moveTableParts(element: XmlElement, { goneTables }: SheetPieces): XmlElement | null {
  const isGone = ({ attributes }: XmlElement) =>
    Object.entries(attributes).some(([name, value]) => name.endsWith(':id') && goneTables.has(value))
  return keepChildren(element, (child) => (isGone(child) ? null : child))
}

/** Conditional formats, validations and sparklines as Excel 2010 and later keep them. */
function moveExtensions(element: XmlElement, pieces: SheetPieces): XmlElement | null {
  const had = elementsOf(element).length
  element.children = element.children.flatMap((child): (XmlElement | string)[] => {
    if (typeof child === 'string') return [child]
    return moveExtension(child, pieces)
  })
  const left = elementsOf(element)
  if (element.attributes.count !== undefined) element.attributes.count = String(left.length)
  const isLost = element.local === 'sparklineGroup' ? !childOf(element, 'sparklines') : left.length === 0
  return had > 0 && isLost ? null : element
}

function moveExtension(element: XmlElement, pieces: SheetPieces): XmlElement[] {
  const { map, standpoint } = pieces
  const list = childOf(element, 'sqref')
  if (element.local === 'sparkline' && list) return sparklines(element, pieces)
  if (list) {
    const sqref = textOf(list)
    const moved = movedList(sqref, map)
    if (moved === null) return []
    walk(element, (inner) => {
      if (inner.local === 'f') inner.children = [movedCondition(textOf(inner), sqref, map, standpoint)]
    })
    list.children = [moved]
    return [element]
  }
  if (element.attributes.sqref !== undefined) return listOrNothing(element, pieces) ? [element] : []
  if (element.local === 'f') {
    element.children = [movedText(textOf(element), { ...standpoint, grows: true })]
    return [element]
  }
  return moveExtensions(element, pieces) ? [element] : []
}

/** The small chart of a row is drawn in each copy of the row, over that copy's cells. */
function sparklines(element: XmlElement, { map, standpoint }: SheetPieces): XmlElement[] {
  const area = parseArea(textOf(childOf(element, 'sqref')!))
  if (!area) return [element]
  const block = map.blockOf(area.top)
  const rows = block ? (block.copies.get(area.top) ?? []) : [map.first(area.top)!]
  return rows.map((row) => ({
    ...element,
    children: element.children.map((child) => {
      if (typeof child === 'string') return child
      if (child.local === 'sqref') return { ...child, children: [areaText({ ...area, top: row, bottom: row })] }
      if (child.local !== 'f') return child
      const copy = block && { block, from: area.top, row }
      return { ...child, children: [movedText(textOf(child), copy ? { ...standpoint, copy } : standpoint)] }
    }),
  }))
}
