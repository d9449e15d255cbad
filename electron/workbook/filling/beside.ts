/**
 * The parts that lie beside a sheet and name its cells: comments, what floats over it, tables, charts, pivot tables. Each
 * function changes one part's tree in place. Example: a comment on B9 whose row moved down
 * by three is on B12, and so is its box.
 *
 * Source: ECMA-376 part 1, 18.5.1 (table), 18.7.3 (comment), 18.10 (pivot tables), 20.5.2 (anchors), 21.2.2 (charts); part
 * 4, 19.4.2 (VML of comments); MS-XLSX (threadedComment).
 */

import type { Merge } from '../../../shared/sheet.ts'
import { areaText, movedCell, movedRange, parseArea } from './areas.ts'
import { childOf, elementsOf, textOf, walk, type XmlElement } from './elements.ts'
import { type ChangedTable, type Formula, movedFormula, movedText, parseFormula, type Standpoint } from './formulas.ts'
import { moveAnchors, moveFilter, shiftAt } from './pieces.ts'
import type { RowMap } from './rows.ts'

/** Comments, old and new: each at its cell's first copy, gone with its cell. */
export function moveComments(root: XmlElement, map: RowMap): void {
  const isGone = (ref: string | undefined) => {
    const area = parseArea(ref ?? '')
    return area !== null && map.first(area.top) === null
  }
  const move = (list: XmlElement) => {
    list.children = list.children.filter((child) => typeof child === 'string' || !isGone(child.attributes.ref))
    for (const { attributes } of elementsOf(list)) if (attributes.ref) attributes.ref = movedCell(attributes.ref, map)
  }
  move(childOf(root, 'commentList') ?? root)
}

/** The boxes of old comments and of form controls, which count rows from 0. */
export function moveBoxes(root: XmlElement, map: RowMap, standpoint: Standpoint): void {
  root.children = root.children.filter((child) => typeof child === 'string' || moveBox(child, map, standpoint))
}

/** @returns whether the box stays */
function moveBox(shape: XmlElement, map: RowMap, standpoint: Standpoint): boolean {
  const data = childOf(shape, 'ClientData')
  if (!data) return true
  const anchor = childOf(data, 'Anchor')
  const row = childOf(data, 'Row')
  const from = anchor ? textOf(anchor).split(',').map(Number) : []
  const at = row ? Number(textOf(row)) : from[2]
  if (at === undefined || Number.isNaN(at)) return true
  if (data.attributes.ObjectType === 'Note' && map.first(at + 1) === null) return false
  const shift = shiftAt(at, map)
  if (row) row.children = [String(at + shift)]
  if (anchor && from.length === 8) {
    const moved = from.map((number, index) => (index === 2 || index === 6 ? Math.max(0, number + shift) : number))
    anchor.children = [moved.join(', ')]
  }
  for (const child of elementsOf(data)) {
    if (/^Fmla(?:Link|Range|Txbx|Pict)$/.test(child.local)) child.children = [movedText(textOf(child), standpoint)]
  }
  return true
}

/** The properties of a form control, which name the cell it is linked to. */
export function moveControl(root: XmlElement, standpoint: Standpoint): void {
  for (const name of ['fmlaLink', 'fmlaRange', 'fmlaTxbx']) {
    const text = root.attributes[name]
    if (text !== undefined) root.attributes[name] = movedText(text, standpoint)
  }
}

/** Pictures, charts and shapes over a sheet, and the cells whose text the shapes show. */
export function moveDrawing(root: XmlElement, map: RowMap, standpoint: Standpoint): void {
  if (map.blocks.length > 0) moveAnchors(root, { map })
  walk(root, ({ attributes }) => {
    const { textlink } = attributes
    if (textlink) attributes.textlink = movedText(textlink, standpoint)
  })
}

const CACHES = new Set(['numCache', 'strCache', 'multiLvlStrCache', 'dlblRangeCache', 'lvl'])

/**
 * A chart: its series grow over the copies of their rows, and what it remembers of changed cells is dropped.
 * @param isChanged whether what a formula names shows something else now
 */
export function moveChart(root: XmlElement, standpoint: Standpoint, isChanged: (formula: Formula) => boolean): void {
  walk(root, (element) => {
    for (const child of elementsOf(element)) {
      if (child.local !== 'f' && child.local !== 'sqref') continue
      const text = textOf(child)
      const formula = parseFormula(text)
      const moved = movedFormula(formula, { ...standpoint, grows: true })
      if (moved !== text) child.children = [moved]
      const forgets = isChanged(formula) && elementsOf(element).some(({ local }) => CACHES.has(local))
      if (forgets)
        element.children = element.children.filter((other) => typeof other === 'string' || !CACHES.has(other.local))
    }
  })
}

/** The formulas of what a pivot table's data comes from: a range of a sheet, or a name. @param root the root of its cache */
export function pivotSources(root: XmlElement): string[] {
  const sources: string[] = []
  walk(root, (element) => {
    if (element.local === 'worksheetSource' || element.local === 'rangeSet') sources.push(sourceOf(element))
  })
  return sources.filter(Boolean)
}

/** '' for a range of another workbook. */
function sourceOf({ attributes }: XmlElement): string {
  const { ref, sheet, name } = attributes
  if (Object.keys(attributes).some((key) => key.endsWith(':id'))) return ''
  return ref === undefined || sheet === undefined ? (name ?? '') : `'${sheet.replaceAll("'", "''")}'!${ref}`
}

/** The cells in which a pivot table shows its figures. */
export function pivotArea(root: XmlElement): Merge | null {
  return parseArea(childOf(root, 'location')?.attributes.ref ?? '')
}

/** What a filled template means for the pivot tables that read from it. */
export interface PivotSource {
  standpoint: Standpoint
  isChanged(formula: Formula): boolean
  /** The new text of a heading, by its sheet's name in lower case and its cell in the template; null where it is not filled. */
  headingAt(sheet: string, row: number, column: number): string | null
}

/**
 * Where the data of a pivot table comes from; read anew when the workbook is opened, where that changed.
 * @returns the new names of its fields by the old ones, which are the headings of their columns
 */
export function movePivotCache(
  root: XmlElement,
  { standpoint, isChanged, headingAt }: PivotSource,
): Map<string, string> {
  const renamed = new Map<string, string>()
  walk(root, (element) => {
    const { local, attributes } = element
    if (local !== 'worksheetSource' && local !== 'rangeSet') return
    const { ref, sheet } = attributes
    const source = sourceOf(element)
    if (source === '') return
    const map = sheet === undefined ? undefined : standpoint.mapOf(sheet.toLowerCase())
    const moved = ref !== undefined && map ? (movedRange(ref, map) ?? ref) : ref
    if (moved === ref && !isChanged(parseFormula(source))) return
    if (moved !== undefined) attributes.ref = moved
    root.attributes.refreshOnLoad = '1'
    const area = parseArea(ref ?? '')
    if (!area || sheet === undefined || local === 'rangeSet') return
    for (const [index, field] of elementsOf(childOf(root, 'cacheFields') ?? root).entries()) {
      const heading = headingAt(sheet.toLowerCase(), area.top, area.left + index)
      if (heading === null || field.attributes.name === undefined) continue
      renamed.set(field.attributes.name, heading)
      field.attributes.name = heading
    }
  })
  return renamed
}

/** A pivot table moves with its first row, and calls its figures by the new names of their fields. */
export function movePivotTable(root: XmlElement, map: RowMap, renamed: ReadonlyMap<string, string>): void {
  const location = childOf(root, 'location')
  const area = pivotArea(root)
  if (location && area) {
    const shift = shiftAt(area.top - 1, map)
    location.attributes.ref = areaText({ ...area, top: area.top + shift, bottom: area.bottom + shift })
  }
  for (const { attributes } of elementsOf(childOf(root, 'dataFields') ?? root)) {
    for (const [before, after] of renamed) attributes.name = attributes.name?.replace(before, () => after) ?? after
  }
}

/** What a table says of itself, by the rows and columns of the template. */
export interface TableShape {
  area: Merge
  headings: number
  totals: number
  /** The names of its columns. */
  columns: string[]
}

/** @param root the root of a table's part; null when it names no range */
export function tableShape(root: XmlElement): TableShape | null {
  const area = parseArea(root.attributes.ref ?? '')
  if (!area) return null
  return {
    area,
    headings: Number(root.attributes.headerRowCount ?? 1),
    totals: Number(root.attributes.totalsRowCount ?? 0),
    columns: elementsOf(childOf(root, 'tableColumns') ?? root).map(({ attributes }) => attributes.name ?? ''),
  }
}

/**
 * What becomes of a table: nothing is left of it when none of its rows is, and a column takes the name of its heading.
 * @param headingAt the new text of a heading, by its cell in the template; null where it is not filled
 */
export function changedTable(
  { area, headings, totals, columns }: TableShape,
  map: RowMap,
  headingAt: (row: number, column: number) => string | null,
): ChangedTable {
  const renamed = new Map<string, string>()
  for (const [index, name] of columns.entries()) {
    const heading = headings > 0 ? headingAt(area.top, area.left + index) : null
    if (heading !== null && heading !== name) renamed.set(name.toLowerCase(), heading)
  }
  return { isGone: map.span(area.top + headings, area.bottom - totals) === null, columns: renamed }
}

/** A table that is left, with its filter, its columns and their formulas. */
export function moveTable(root: XmlElement, map: RowMap, standpoint: Standpoint, { columns }: ChangedTable): void {
  root.attributes.ref = movedRange(root.attributes.ref ?? '', map) ?? root.attributes.ref!
  for (const child of elementsOf(root)) {
    if (child.local === 'autoFilter' || child.local === 'sortState') moveFilter(child, { map })
  }
  for (const column of elementsOf(childOf(root, 'tableColumns') ?? root)) {
    const name = columns.get(column.attributes.name?.toLowerCase() ?? '')
    if (name !== undefined) column.attributes.name = name.replaceAll('\n', '_x000a_')
    for (const formula of elementsOf(column)) {
      if (!/^(?:calculatedColumn|totalsRow)Formula$/.test(formula.local)) continue
      formula.children = [movedText(textOf(formula), standpoint)]
    }
  }
}
