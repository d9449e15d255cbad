/**
 * Finds which formulas of a template show something else once it is filled, so that none keeps a value that is no longer
 * true: those that name a filled cell or a repeated row, and those that name such formulas, on any sheet and through any
 * defined name. Example: with E8 filled, `Paper!E8*2` on another sheet is stale, and so is what adds that up.
 */

import { LAST_COLUMN, LAST_ROW, type Merge } from '../../../shared/sheet.ts'
import type { FilledSheet } from '../../../shared/templates/filling.ts'
import { moveFormula, parseAddress, parseRow, placeOf } from '../references.ts'
import { tooLarge } from '../unreadable.ts'
import { readXml } from '../xml.ts'
import { parseArea } from './areas.ts'
import { areaOf, type Formula, parseFormula } from './formulas.ts'
import type { RowMap } from './rows.ts'

/** A formula of the template. */
export interface TemplateFormula {
  row: number
  column: number
  text: string
  /** The cells of an array formula. */
  ref: string | null
}

export interface SheetFormulas {
  formulas: TemplateFormula[]
  /** Shared ones by their number, where they are written. */
  shared: Map<string, { row: number; column: number; text: string }>
  /** The last row that is written. */
  lastRow: number
  /** Merged cells. */
  merges: Merge[]
}

interface Area {
  sheet: string
  top: number
  bottom: number
  left: number
  right: number
}

const MAX_FORMULAS = 2_000_000
const MAX_FORMULA = 65_536
/** An area of up to so many cells is looked up cell by cell. */
const SMALL = 32
/** What these give does not follow from the cells that are named in them. */
const UNKNOWABLE = new Set(['INDIRECT', 'OFFSET', 'GETPIVOTDATA'])
const PLACES = new Set(['ROW', 'ROWS', 'ADDRESS', 'CELL'])

/** Reads the formulas of a sheet, and which of its cells are merged. @throws {Unreadable} when it is not well-formed */
export function readFormulas(bytes: Buffer, what: string): SheetFormulas {
  const found: SheetFormulas = { formulas: [], shared: new Map(), lastRow: 1, merges: [] }
  const pending: { row: number; column: number; si: string }[] = []
  let row = 0
  let column = 0
  let text = ''
  let inFormula = false
  let attributes: Readonly<Record<string, string | undefined>> = {}
  let section = ''
  readXml(bytes, what, {
    open(name, own, depth) {
      if (depth === 2) section = name
      else if (section === 'mergeCells') {
        const merge = parseArea(own.ref ?? '')
        if (merge) found.merges.push(merge)
      } else if (section !== 'sheetData') return
      else if (depth === 3) {
        row = own.r === undefined ? row + 1 : parseRow(own.r)
        column = 0
        found.lastRow = Math.max(found.lastRow, row)
      } else if (depth === 4) {
        column = own.r === undefined ? column + 1 : (parseAddress(own.r) % LAST_COLUMN) + 1
      } else if (depth === 5 && name === 'f') {
        inFormula = true
        text = ''
        attributes = own
      }
    },
    close(_, depth) {
      if (depth !== 5 || !inFormula) return
      inFormula = false
      const { t, si, ref } = attributes
      if (t === 'shared' && si !== undefined && text === '') pending.push({ row, column, si })
      else {
        if (t === 'shared' && si !== undefined) found.shared.set(si, { row, column, text })
        found.formulas.push({ row, column, text, ref: t === 'array' || t === 'dataTable' ? (ref ?? null) : null })
      }
      if (found.formulas.length + pending.length > MAX_FORMULAS)
        throw tooLarge(`${what} has more than 2,000,000 formulas`)
    },
    text(piece) {
      if (!inFormula) return
      if (text.length + piece.length > MAX_FORMULA) throw tooLarge(`${what} has a formula of over 65,536 characters`)
      text += piece
    },
  })
  for (const { row, column, si } of pending) {
    const master = found.shared.get(si)
    if (!master) continue
    found.formulas.push({
      row,
      column,
      text: moveFormula(master.text, row - master.row, column - master.column),
      ref: null,
    })
  }
  return found
}

/** A sheet as far as staleness goes; names in lower case. */
export interface StaleSheet {
  name: string
  map: RowMap
  formulas: readonly TemplateFormula[]
  /** What is not what it was: rows of blocks, filled cells, and what a pivot table shows. */
  changed: readonly Merge[]
}

/** What a filling changes in a sheet. */
export function filledAreas({ blocks, cells }: FilledSheet): Merge[] {
  return [
    ...blocks.map(({ first, last }) => ({ top: first, bottom: last, left: 1, right: LAST_COLUMN })),
    ...Object.keys(cells).flatMap((cell) => parseArea(cell) ?? []),
  ]
}

/**
 * @param sheets all of them
 * @param names the formula of each defined name, and of each table its cells, in lower case
 * @returns for each sheet by its name in lower case the places of cells whose value is out of date
 */
export function findStale(sheets: readonly StaleSheet[], names: ReadonlyMap<string, string>): Map<string, Set<number>> {
  const stale = new Map(sheets.map(({ name }) => [name, new Set<number>()]))
  const bySheet = new Map(sheets.map((sheet) => [sheet.name, sheet]))
  const watchers = new Map(sheets.map(({ name }) => [name, watchersOf()]))
  const queue: { sheet: string; formula: TemplateFormula }[] = []
  const nameAreas = nameResolver(names)

  for (const sheet of sheets) {
    for (const formula of sheet.formulas) {
      const entry = { sheet: sheet.name, formula }
      const parsed = parseFormula(formula.text)
      const areas = areasOf(parsed, sheet.name, nameAreas)
      const moves = sheet.map.blocks.length > 0 && parsed.calls.some((call) => PLACES.has(call))
      if (areas === null || moves || parsed.calls.some((call) => UNKNOWABLE.has(call))) queue.push(entry)
      else if (areas.some((area) => isFilled(area, bySheet.get(area.sheet)))) queue.push(entry)
      else if (sheet.map.blockOf(formula.row)) queue.push(entry)
      else for (const area of areas) watchers.get(area.sheet)?.add(area, entry)
    }
  }
  for (let next = queue.pop(); next; next = queue.pop()) {
    const places = stale.get(next.sheet)!
    for (const place of placesOf(next.formula)) {
      if (places.has(place)) continue
      places.add(place)
      for (const entry of watchers.get(next.sheet)!.take(place)) queue.push(entry)
    }
  }
  return stale
}

/**
 * Whether what a formula names, such as the range of a chart's series, shows something else now.
 * @param stale what `findStale` found
 */
export function isAffected(
  formula: Formula,
  sheet: string,
  sheets: readonly StaleSheet[],
  stale: ReadonlyMap<string, ReadonlySet<number>>,
  names: ReadonlyMap<string, string>,
): boolean {
  const areas = areasOf(formula, sheet, nameResolver(names))
  if (areas === null) return true
  return areas.some((area) => {
    if (
      isFilled(
        area,
        sheets.find(({ name }) => name === area.sheet),
      )
    )
      return true
    for (const place of stale.get(area.sheet) ?? []) if (isIn(place, area)) return true
    return false
  })
}

function isIn(place: number, { top, bottom, left, right }: Area): boolean {
  const row = Math.floor(place / LAST_COLUMN) + 1
  const column = (place % LAST_COLUMN) + 1
  return row >= top && row <= bottom && column >= left && column <= right
}

type Entry = { sheet: string; formula: TemplateFormula }

/** Which formulas name a cell: small areas by their cells, large ones one after the other. */
function watchersOf() {
  const small = new Map<number, Entry[]>()
  let large: { area: Area; entry: Entry }[] = []
  return {
    add(area: Area, entry: Entry) {
      if ((area.bottom - area.top + 1) * (area.right - area.left + 1) > SMALL) large.push({ area, entry })
      else
        for (let row = area.top; row <= area.bottom; row++) {
          for (let column = area.left; column <= area.right; column++) {
            const place = placeOf(row, column)
            const own = small.get(place)
            if (own) own.push(entry)
            else small.set(place, [entry])
          }
        }
    },
    /** The formulas that name a place, each large area once only. */
    take(place: number): Entry[] {
      const found = small.get(place) ?? []
      small.delete(place)
      if (large.length === 0) return found
      const hit = large.filter(({ area }) => isIn(place, area))
      if (hit.length === 0) return found
      large = large.filter(({ area }) => !isIn(place, area))
      return [...found, ...hit.map(({ entry }) => entry)]
    },
  }
}

function placesOf({ row, column, ref }: TemplateFormula): number[] {
  const area = ref === null ? null : parseArea(ref)
  return area ? placesIn(area) : [placeOf(row, column)]
}

/** The places of an area, of a large one the first hundred thousand or so. */
export function placesIn(area: Merge): number[] {
  const places: number[] = []
  for (let at = area.top; at <= area.bottom && places.length < 100_000; at++) {
    for (let across = area.left; across <= area.right; across++) places.push(placeOf(at, across))
  }
  return places
}

function isFilled(area: Area, sheet: StaleSheet | undefined): boolean {
  return sheet?.changed.some((changed) => meets(area, changed)) ?? false
}

function meets(a: Merge, b: Merge): boolean {
  return a.top <= b.bottom && a.bottom >= b.top && a.left <= b.right && a.right >= b.left
}

type NameAreas = (name: string, sheet: string) => Area[]

/** What a formula names, through defined names too; null when that cannot be told. */
function areasOf(formula: Formula, sheet: string, nameAreas: NameAreas): Area[] | null {
  const areas: Area[] = []
  for (const segment of formula.segments) {
    if (typeof segment !== 'string') {
      if ('from' in segment) areas.push({ sheet: segment.sheet ?? sheet, ...areaOf(segment) })
    } else if (/\p{L}:[^!]*!|:[^!]*'!/u.test(segment)) return null
  }
  for (const name of formula.names) {
    if (name === '[') areas.push({ sheet, top: 1, bottom: LAST_ROW, left: 1, right: LAST_COLUMN })
    else areas.push(...nameAreas(name, sheet))
  }
  return areas
}

function nameResolver(names: ReadonlyMap<string, string>): NameAreas {
  const known = new Map<string, Area[]>()
  return function resolve(name, sheet) {
    const key = `${sheet}\n${name}`
    const held = known.get(key)
    if (held) return held
    known.set(key, [])
    const text = names.get(name)
    const areas = text === undefined ? [] : (areasOf(parseFormula(text), sheet, resolve) ?? [])
    known.set(key, areas)
    return areas
  }
}
