/**
 * Finds the parts that lie beside the sheets of a package, by the relationships that lead to them, and has them rewritten:
 * tables, pivot tables and their caches, comments, drawings and their charts. Example: the chart of a drawing of “Summary”,
 * whose series names rows of “Paper”.
 */

import { columnLetters, type Merge } from '../../../shared/sheet.ts'
import type { FilledSheet } from '../../../shared/templates/filling.ts'
import type { Relationship } from '../package.ts'
import {
  changedTable,
  moveBoxes,
  moveChart,
  moveComments,
  moveControl,
  moveDrawing,
  movePivotCache,
  movePivotTable,
  moveTable,
  type PivotSource,
  pivotArea,
  pivotSources,
  tableShape,
} from './beside.ts'
import { readTree, rewriteTree, type XmlElement } from './elements.ts'
import type { ChangedTable, Formula, Standpoint } from './formulas.ts'
import type { Parcel } from './parcel.ts'
import { type RowMap, UNMOVED } from './rows.ts'
import type { SheetFormulas } from './stale.ts'

export interface SheetPart {
  name: string
  part: string
}

/** A sheet with all that is known of it before anything is written. */
export interface KnownSheet extends SheetPart, SheetFormulas {
  /** The name in lower case. */
  key: string
  map: RowMap
  filled: FilledSheet | null
}

/** What holds for all parts of the workbook that is being filled. */
export interface Fill {
  parcel: Parcel
  known: readonly KnownSheet[]
  standpointOf(sheet: KnownSheet | null): Standpoint
  /** Whether what a formula names shows something else now. */
  isChanged(formula: Formula): boolean
}

/** @returns for each cache, by its part in lower case, the new names of its fields */
export function movePivotCaches(fill: Fill, links: readonly Relationship[]): Map<string, Map<string, string>> {
  const fields = new Map<string, Map<string, string>>()
  for (const { kind, part } of links) {
    if (kind !== 'pivotCacheDefinition') continue
    const source: PivotSource = {
      standpoint: fill.standpointOf(null),
      isChanged: fill.isChanged,
      headingAt(name, row, column) {
        const sheet = fill.known.find(({ key }) => key === name)
        return sheet ? headingAt(sheet, row, column) : null
      },
    }
    rewrite(fill.parcel, part, (root) => {
      fields.set(part.toLowerCase(), movePivotCache(root, source))
    })
  }
  return fields
}

/** What floats over a sheet or is a sheet of its own, and the charts in it. */
export function moveDrawings({ parcel, standpointOf, isChanged }: Fill, owner: string, sheet: KnownSheet | null): void {
  for (const { kind, part } of parcel.relationships(owner)) {
    if (kind !== 'drawing') continue
    if (sheet) rewrite(parcel, part, (root) => moveDrawing(root, sheet.map, standpointOf(sheet)))
    for (const chart of parcel.relationships(part)) {
      if (chart.kind !== 'chart' && chart.kind !== 'chartEx') continue
      rewrite(parcel, chart.part, (root) => moveChart(root, standpointOf(null), isChanged))
    }
  }
}

/** Rewrites a part that may be missing. */
function rewrite(parcel: Parcel, part: string, change: (root: XmlElement) => void): void {
  if (!parcel.has(part)) return
  const changed = rewriteTree(parcel.read(part), `its part ${part}`, change)
  if (changed) parcel.replace(part, changed)
}

/** Where the pivot tables of a sheet stand whose data changed. */
export function renewedAreas(parcel: Parcel, sheet: string, isChanged: (source: string) => boolean): Merge[] {
  const areas: Merge[] = []
  for (const { kind, part } of parcel.relationships(sheet)) {
    if (kind !== 'pivotTable' || !parcel.has(part)) continue
    const cache = parcel.relationships(part).find((link) => link.kind === 'pivotCacheDefinition')?.part
    const area = pivotArea(readTree(parcel.read(part), `its part ${part}`))
    if (!area || cache === undefined || !parcel.has(cache)) continue
    if (pivotSources(readTree(parcel.read(cache), `its part ${cache}`)).some(isChanged)) areas.push(area)
  }
  return areas
}

/** A table, and what becomes of it. */
export interface KnownTable {
  /** The relationship that leads to it. */
  id: string
  part: string
  /** In lower case. */
  names: string[]
  /** Its cells, as a formula names them. */
  cells: string
  change: ChangedTable
}

export function readTables(parcel: Parcel, sheet: KnownSheet): KnownTable[] {
  const tables: KnownTable[] = []
  for (const { id, kind, part } of parcel.relationships(sheet.part)) {
    if (kind !== 'table' || !parcel.has(part)) continue
    const root = readTree(parcel.read(part), `its part ${part}`)
    const shape = tableShape(root)
    if (!shape) continue
    const { name, displayName, ref } = root.attributes
    const names = [name, displayName].filter((own) => own !== undefined).map((own) => own.toLowerCase())
    const change = changedTable(shape, sheet.map, (row, column) => headingAt(sheet, row, column))
    tables.push({ id, part, names, cells: `'${sheet.key.replaceAll("'", "''")}'!${ref}`, change })
  }
  return tables
}

/** @returns the relationships of tables of which nothing is left */
export function moveTables(
  parcel: Parcel,
  sheet: KnownSheet,
  tables: KnownTable[],
  standpoint: Standpoint,
): Set<string> {
  const gone = new Set<string>()
  for (const { id, part, change } of tables) {
    if (change.isGone) {
      gone.add(id)
      parcel.remove(part)
    } else rewrite(parcel, part, (root) => moveTable(root, sheet.map, standpoint, change))
  }
  if (gone.size > 0) parcel.dropRelationships(sheet.part, ({ id }) => gone.has(id))
  return gone
}

/** The text that is filled in a cell, by its place in the template. */
function headingAt({ filled }: KnownSheet, row: number, column: number): string | null {
  if (!filled) return null
  const letters = columnLetters(column)
  const block = filled.blocks.find(({ first, last }) => row >= first && row <= last)
  const copy = block?.rows.find(({ from }) => from === row)
  const value = block ? copy?.cells[letters] : filled.cells[letters + row]
  return value?.kind === 'text' ? value.text : null
}

/** Comments, boxes, controls and pivot tables of a sheet. */
export function moveBeside(
  parcel: Parcel,
  { part: sheet, map }: KnownSheet,
  standpoint: Standpoint,
  fields: ReadonlyMap<string, ReadonlyMap<string, string>>,
): void {
  for (const { kind, part } of parcel.relationships(sheet)) {
    if (kind === 'ctrlProp') rewrite(parcel, part, (root) => moveControl(root, standpoint))
    if (kind === 'pivotTable') {
      const cache = parcel.relationships(part).find((link) => link.kind === 'pivotCacheDefinition')
      const renamed = fields.get(cache?.part.toLowerCase() ?? '') ?? new Map<string, string>()
      rewrite(parcel, part, (root) => movePivotTable(root, map, renamed))
    }
    if (map === UNMOVED) continue
    if (kind === 'comments' || kind === 'threadedComment') rewrite(parcel, part, (root) => moveComments(root, map))
    if (kind === 'vmlDrawing') rewrite(parcel, part, (root) => moveBoxes(root, map, standpoint))
  }
}
