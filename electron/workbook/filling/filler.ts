/**
 * Fills a template: a workbook goes in with what is to stand in it, and the new workbook comes out. Parts in which nothing
 * changes are copied as they are packed, byte for byte; in the others only what the filling touches is written anew. Nothing
 * is calculated: formulas carry the values that are given, or none. Example: `fillWorkbook(bytes, { sheets: [{ name: 'Paper',
 * blocks: [], cells: { B2: { kind: 'text', text: '2020/21' } }, headerFooter: {} }] }, 'paper.xlsx')`.
 *
 * Macros are left out, links to other files are never followed.
 */

import type { Filling, Template } from '../../../shared/templates/filling.ts'
import { contentOfFile } from '../formats.ts'
import type { Package, Relationship } from '../package.ts'
import { readWorkbookPart } from '../parts.ts'
import { findWorkbook, readWorkbookBytes } from '../reader.ts'
import { placeOf } from '../references.ts'
import { damaged, sentence, Unreadable } from '../unreadable.ts'
import { readXml } from '../xml.ts'
import { readNames, rewriteBook } from './book.ts'
import { type ChangedTable, movedText, parseFormula, type Standpoint } from './formulas.ts'
import { type Looks, looksOf, Sizes } from './heights.ts'
import { openParcel, type Parcel } from './parcel.ts'
import { readProperties, writeProperties } from './properties.ts'
import { rowMap, UNMOVED } from './rows.ts'
import { rewriteSheet } from './sheet.ts'
import {
  filledAreas,
  findStale,
  isAffected,
  placesIn,
  readFormulas,
  type SheetFormulas,
  type StaleSheet,
} from './stale.ts'
import {
  type Fill,
  type KnownSheet,
  moveBeside,
  moveDrawings,
  movePivotCaches,
  moveTables,
  readTables,
  renewedAreas,
  type SheetPart,
} from './surroundings.ts'

/** Parts that Excel makes again by itself, and what a workbook without macros must not have. */
const DROPPED = new Set(['calcChain', 'volatileDependencies', 'vbaProject'])
/** The kind of relationship that leads to digital signatures. */
const SIGNATURES = 'origin'
const PLAIN_WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const NOT_A_WORKBOOK = new Unreadable('is not a workbook', 'choose a template saved as .xlsx')

/**
 * Reads a template: its cells as any workbook's, and the texts of its headers and footers.
 * @param bytes the whole file
 * @param file its name without the folder, for sentences
 * @throws {Refusal} when it cannot be read, or is no workbook
 */
export function readTemplate(bytes: Buffer, file: string): Template {
  return refusing(file, () => {
    if (contentOfFile(bytes).kind !== 'package') throw NOT_A_WORKBOOK
    const workbook = readWorkbookBytes(bytes, file)
    const parcel = openParcel(bytes)
    const headerFooter: Record<string, Record<string, string>> = {}
    for (const { name, part } of sheetsOf(parcel).sheets)
      headerFooter[name] = readHeaders(parcel.read(part), whatIs(name))
    return { workbook, headerFooter, properties: readProperties(parcel) }
  })
}

/**
 * Fills a template.
 * @param bytes the template
 * @param filling what is to stand in it; its sheets and rows are the template's
 * @param file the template's name without the folder, for sentences
 * @returns the new workbook; the same bytes whenever it is given the same
 * @throws {Refusal} when the template cannot be read, or what is filled does not fit in it
 */
export function fillWorkbook(bytes: Buffer, filling: Filling, file: string): Buffer {
  return refusing(file, () => {
    if (contentOfFile(bytes).kind !== 'package') throw NOT_A_WORKBOOK
    return fillParcel(openParcel(bytes), filling)
  })
}

function refusing<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof Unreadable ? sentence(file, error) : error
  }
}

const whatIs = (sheet: string) => `the sheet “${sheet}”`

function sheetsOf(file: Package): { workbook: string; links: Relationship[]; sheets: SheetPart[]; others: string[] } {
  const workbook = findWorkbook(file)
  const links = file.relationships(workbook)
  const sheets: SheetPart[] = []
  const others: string[] = []
  for (const { name, id } of readWorkbookPart(file.read(workbook)).sheets) {
    const link = links.find((one) => one.id === id)
    if (!link || !file.has(link.part)) throw damaged(`${whatIs(name)} is missing`)
    if (/macrosheet$/i.test(link.kind)) {
      throw new Unreadable(
        'holds macros of old',
        'delete its macro sheets in Excel, save it as .xlsx and choose that file',
      )
    }
    if (link.kind === 'worksheet') sheets.push({ name, part: link.part })
    else others.push(link.part)
  }
  return { workbook, links, sheets, others }
}

function readHeaders(bytes: Buffer, what: string): Record<string, string> {
  const texts: Record<string, string> = {}
  let section = ''
  let element = ''
  readXml(bytes, what, {
    open(name, _, depth) {
      if (depth === 2) section = name
      element = depth === 3 && section === 'headerFooter' ? name : ''
    },
    text(text) {
      if (element) texts[element] = (texts[element] ?? '') + text
    },
    close() {
      element = ''
    },
  })
  return texts
}

function fillParcel(parcel: Parcel, filling: Filling): Buffer {
  const { workbook, links, sheets, others } = sheetsOf(parcel)
  const known = knownSheets(parcel, sheets, filling)
  const maps = new Map(known.filter(({ map }) => map !== UNMOVED).map(({ key, map }) => [key, map]))
  const names = readNames(parcel.read(workbook))
  const tablesOf = new Map(known.map((sheet) => [sheet, readTables(parcel, sheet)]))
  const tables = new Map<string, ChangedTable>()
  for (const table of [...tablesOf.values()].flat()) {
    for (const name of table.names) {
      names.set(name, table.cells)
      if (table.change.isGone || table.change.columns.size > 0) tables.set(name, table.change)
    }
  }
  const { sheets: staleSheets, stale } = findAllStale(parcel, known, names)
  const fill: Fill = {
    parcel,
    known,
    standpointOf: (sheet) => ({
      sheet: sheet?.key ?? null,
      tables,
      mapOf: (name) => (name === null ? (sheet ? maps.get(sheet.key) : undefined) : maps.get(name)),
    }),
    isChanged: (formula) => isAffected(formula, '', staleSheets, stale, names),
  }
  const looks = looksOf(parcel, links)
  const fields = movePivotCaches(fill, links)
  for (const sheet of known) {
    const standpoint = fill.standpointOf(sheet)
    const goneTables = moveTables(parcel, sheet, tablesOf.get(sheet)!, standpoint)
    writeSheet(parcel, sheet, { standpoint, stale: stale.get(sheet.key)!, goneTables, looks })
    moveBeside(parcel, sheet, standpoint, fields)
    moveDrawings(fill, sheet.part, sheet)
  }
  for (const part of others) moveDrawings(fill, part, null)
  parcel.replace(workbook, rewriteBook(parcel.read(workbook), fill.standpointOf(null)))
  writeProperties(parcel, filling.properties ?? {})
  dropParts(parcel, workbook, links)
  return parcel.pack()
}

/** What is out of date once the template is filled, the figures of its pivot tables included. */
function findAllStale(parcel: Parcel, known: readonly KnownSheet[], names: ReadonlyMap<string, string>) {
  const filled = known.map(({ key, map, formulas, filled }): StaleSheet => {
    return { name: key, map, formulas, changed: filled ? filledAreas(filled) : [] }
  })
  const stale = findStale(filled, names)
  const isChanged = (source: string) => isAffected(parseFormula(source), '', filled, stale, names)
  const renewed = known.map(({ part }) => renewedAreas(parcel, part, isChanged))
  if (renewed.every((areas) => areas.length === 0)) return { sheets: filled, stale }
  const sheets = filled.map((sheet, index) => ({ ...sheet, changed: [...sheet.changed, ...renewed[index]!] }))
  const all = findStale(sheets, names)
  for (const [index, { key }] of known.entries()) {
    for (const area of renewed[index]!) for (const place of placesIn(area)) all.get(key)!.add(place)
  }
  return { sheets, stale: all }
}

function knownSheets(parcel: Parcel, sheets: readonly SheetPart[], filling: Filling): KnownSheet[] {
  const filledBy = new Map(filling.sheets.map((sheet) => [sheet.name, sheet]))
  const known = sheets.map(({ name, part }): KnownSheet => {
    const filled = filledBy.get(name) ?? null
    filledBy.delete(name)
    const formulas = readFormulas(parcel.read(part), whatIs(name))
    const map = filled && filled.blocks.length > 0 ? rowMap(filled.blocks, formulas.lastRow) : UNMOVED
    return { name, part, key: name.toLowerCase(), map, filled, ...formulas }
  })
  for (const name of filledBy.keys()) throw new Error(`The template has no sheet “${name}”`)
  return known
}

interface Writing {
  standpoint: Standpoint
  stale: ReadonlySet<number>
  goneTables: ReadonlySet<string>
  looks: Looks
}

function writeSheet(parcel: Parcel, sheet: KnownSheet, { standpoint, stale, goneTables, looks }: Writing): void {
  const { map, filled, shared, merges } = sheet
  const sizes = new Sizes(looks, merges)
  const changed = rewriteSheet(parcel.read(sheet.part), {
    what: whatIs(sheet.name),
    map,
    filled,
    standpoint,
    shared,
    expands: map !== UNMOVED || sharesMove(shared, standpoint),
    isStale: stale.size === 0 ? () => false : (row, column) => stale.has(placeOf(row, column)),
    like: filled?.like ?? {},
    columnStyle: () => undefined,
    sizes,
    heightOf: (row, cells) => sizes.heightOf(row, cells),
    goneTables,
    changed: false,
    written: 0,
  })
  if (changed) parcel.replace(sheet.part, changed)
}

/** Whether a shared formula names what has moved, so that one text no longer holds for all its cells. */
function sharesMove(shared: SheetFormulas['shared'], standpoint: Standpoint): boolean {
  for (const { text } of shared.values()) if (movedText(text, standpoint) !== text) return true
  return false
}

/** Takes out what Excel makes again by itself, macros, and signatures, which are of the template only. */
function dropParts(parcel: Parcel, workbook: string, links: readonly Relationship[]): void {
  const dropped = links.filter(({ kind }) => DROPPED.has(kind))
  for (const { part } of dropped) {
    for (const signature of parcel.relationships(part)) parcel.remove(signature.part)
    parcel.remove(part)
  }
  if (dropped.length > 0) parcel.dropRelationships(workbook, ({ kind }) => DROPPED.has(kind))
  for (const { kind, part } of parcel.relationships('')) {
    if (kind !== SIGNATURES) continue
    for (const signature of parcel.relationships(part)) parcel.remove(signature.part)
    parcel.remove(part)
    parcel.dropRelationships('', (target) => target.kind === SIGNATURES)
  }
  parcel.retype(workbook, PLAIN_WORKBOOK)
}
