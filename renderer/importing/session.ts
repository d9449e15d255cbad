/**
 * An import as the worker holds it: the workbook, the plan it goes into, and what was worked out last. Only what depends on
 * something new is worked out again. Example: another tick plans anew, and reads no table.
 */
import type { NewId } from '../../shared/edits.ts'
import { type Comparison, chosenLines, compareImport } from '../../shared/importing/comparing.ts'
import { corrected, textAt, withOriginals } from '../../shared/importing/corrections.ts'
import {
  type ImportPlan,
  planImport,
  type Reading,
  readTables,
  type TableMapping,
} from '../../shared/importing/index.ts'
import { type KnownMapping, knownMappingOf, type Remembered, rememberedFor } from '../../shared/importing/shapes.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { address, type Cell, type Sheet, type Workbook } from '../../shared/sheet.ts'
import { type Fates, fatesOf } from './fates.ts'
import { headingsOf, mappingOf, markedTable } from './mapping.ts'
import type { Mappings, Questions, Said, SheetRows, SheetSize, View } from './messages.ts'
import { isTicked, type TickLists } from './ticks.ts'
import { viewOf } from './view.ts'

/** Reads the workbook as the officer said. @throws Refusal as readTables does */
export function readDraft(workbook: Workbook, { sheets, mappings, corrections }: Omit<Said, 'ticks'>): Reading {
  const own = sheets.flatMap((name) => mappings[name] ?? [])
  const reading = readTables(corrected(workbook, corrections), { sheets, mappings: own })
  return withOriginals(reading, workbook, corrections)
}

/** Plans what is ticked. @throws Refusal as planImport does */
export function planDraft(
  plan: Plan | null,
  reading: Reading,
  comparison: Comparison | null,
  ticks: TickLists,
  newId: NewId,
): ImportPlan {
  if (!comparison) return planImport(plan ?? planOf(), reading, newId)
  const left = new Set<string>()
  for (const { status, tick, figures } of comparison.lines) {
    if (status === 'added' && !isTicked(ticks.added, tick)) left.add(tick)
    for (const figure of figures) if (!isTicked(ticks.changed, figure.tick)) left.add(figure.tick)
  }
  const removed = new Set(comparison.missing.map(({ id }) => id).filter((id) => isTicked(ticks.missing, id)))
  const isWhole = left.size === 0 && removed.size === 0
  try {
    return planImport(plan!, reading, newId, isWhole ? undefined : chosenLines(comparison, left, removed))
  } catch (error) {
    if (left.size === 0 || removed.size > 0 || reading.lines.length === 0) throw error
    throw new Refusal('Nothing is ticked, so there is nothing to import; tick what is to be taken.')
  }
}

/**
 * The mappings that are remembered for the tables of a workbook, by sheet, where they say something else than what is found.
 * A table that none is remembered for is read as it is found.
 */
export function rememberedMappings(workbook: Workbook, known: readonly KnownMapping[]) {
  const used: Record<string, Remembered[]> = {}
  const mappings: Record<string, TableMapping[]> = {}
  if (known.length === 0) return { used, mappings }
  for (const sheet of workbook.sheets.filter(({ hidden }) => !hidden)) {
    const remembered = rememberedFor(sheet, known)
    if (remembered.length === 0) continue
    const found = readTables(workbook, { sheets: [sheet.name] }).tables
    const same = remembered.every(({ mapping }) =>
      found.some(
        (table) =>
          table.headerRows.join() === mapping.headerRows.join() &&
          (mapping.unit ?? table.unit) === table.unit &&
          Object.entries(mapping.columns).every(([letters, name]) => table.columns[letters] === name),
      ),
    )
    if (same) continue
    const rows = new Set(remembered.flatMap(({ mapping }) => mapping.headerRows))
    const others = found.filter(({ headerRows }) => !headerRows.some((row) => rows.has(row))).map(mappingOf)
    used[sheet.name] = remembered
    mappings[sheet.name] = [...remembered.map(({ mapping }) => mapping), ...others]
  }
  return { used, mappings }
}

/** What to remember of an import: the tables of the sheets whose columns the officer confirmed. */
export function toRemember(workbook: Workbook, sheets: readonly string[], mappings: Mappings): KnownMapping[] {
  return workbook.sheets
    .filter(({ name }) => sheets.includes(name))
    .flatMap((sheet) => (mappings[sheet.name] ?? []).flatMap((mapping) => knownMappingOf(sheet, mapping) ?? []))
}

/** A text that is plainly a figure, as all are in a text table. */
const AMOUNT = /^[-(]?£?\d[\d,]*(?:\.\d+)?\)?$/
/** Characters beyond which a text makes its column no wider. */
const LONGEST = 20

function sizeOf({ cells }: Sheet): SheetSize {
  const size: SheetSize = { lastRow: 1, lastColumn: 1, longest: {} }
  for (const { row, column, text } of cells) {
    size.lastRow = Math.max(size.lastRow, row)
    size.lastColumn = Math.max(size.lastColumn, column)
    size.longest[column] = Math.max(size.longest[column] ?? 0, Math.min(text.length, LONGEST))
  }
  return size
}

const shown = ({ row, column, type, text }: Cell) => {
  return { row, column, text, isFigure: type === 'number' || AMOUNT.test(text) }
}

/** Keeps the last result, for as long as its key is the same. */
function kept<Key, Result>(make: (key: Key) => Result): (key: Key) => Result {
  let held: { name: string; result: Result } | null = null
  return (key) => {
    const name = JSON.stringify(key, (_, value) => (value instanceof Set ? [...value] : value))
    if (held?.name !== name) held = { name, result: make(key) }
    return held.result
  }
}

export class ImportSession {
  readonly #workbook: Workbook
  readonly #plan: Plan | null
  readonly #read: (said: Omit<Said, 'ticks'>) => { reading: Reading; comparison: Comparison | null }
  readonly #planned: (said: Said) => ImportPlan
  #last: Reading | null = null
  #fates = new Map<string, Fates>()

  /** @param plan the open plan; null when the import makes a new one */
  constructor(workbook: Workbook, plan: Plan | null, newId: NewId) {
    this.#workbook = workbook
    this.#plan = plan
    this.#read = kept((said) => {
      const reading = readDraft(workbook, said)
      return { reading, comparison: plan && plan.line.size > 0 ? compareImport(plan, reading) : null }
    })
    this.#planned = kept(({ ticks, ...said }) => {
      const { reading, comparison } = this.#read(said)
      return planDraft(plan, reading, comparison, ticks, newId)
    })
  }

  /** Answers a question. @throws Refusal, or what went wrong in the program */
  answer<Name extends keyof Questions>(name: Name, asks: Questions[Name]['asks']): Questions[Name]['answer'] {
    const answers: { [One in keyof Questions]: (asks: Questions[One]['asks']) => Questions[One]['answer'] } = {
      view: (asked) => this.#view(asked),
      size: (sheet) => sizeOf(this.#sheet(sheet)),
      rows: (asked) => this.#rows(asked),
      headings: ({ sheet, tables }) => headingsOf(this.#sheet(sheet), tables),
      marked: ({ sheet, row }) => markedTable(this.#sheet(sheet), row),
      change: (said) => this.#change(said),
      remembered: (known) => rememberedMappings(this.#workbook, known),
    }
    return answers[name](asks)
  }

  #view({ said: { ticks, ...said }, pages }: Questions['view']['asks']): View {
    const { reading, comparison } = this.#read(said)
    if (this.#last !== reading) {
      this.#last = reading
      this.#fates.clear()
    }
    const mended = said.corrections.map(({ sheet, cell }) => ({
      sheet,
      cell,
      text: textAt(this.#workbook, sheet, cell),
    }))
    const view = { ...viewOf(reading, comparison && { comparison, plan: this.#plan! }, pages), mended }
    try {
      const { lines, figures, removed, change } = this.#planned({ ...said, ticks })
      const effect = {
        added: lines.added,
        matched: lines.matched,
        changed: figures.changed,
        removed,
        isNothing: change.rows.length === 0,
      }
      return { reading: view, effect, error: null }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { reading: view, effect: null, error: reading.lines.length === 0 ? nothingIn(reading) : error.message }
    }
  }

  #sheet(name: string): Sheet {
    return this.#workbook.sheets.find((one) => one.name === name) ?? { name, hidden: false, cells: [], merges: [] }
  }

  #rows({ sheet: name, from, to }: Questions['rows']['asks']): SheetRows {
    const sheet = this.#sheet(name)
    const cells = sheet.cells.filter(({ row }) => row >= from && row <= to).map(shown)
    const merges = sheet.merges.filter(({ top }) => top >= from && top <= to)
    if (!this.#last) return { cells, fates: [], merges }
    const all = this.#fates.get(name) ?? fatesOf(sheet, this.#last)
    this.#fates.set(name, all)
    const fates = cells.flatMap(({ row, column }): SheetRows['fates'] => {
      const at = address(row, column)
      const fate = all.get(at)
      return fate ? [[at, fate]] : []
    })
    return { cells, fates, merges }
  }

  #change(said: Said): Questions['change']['answer'] {
    const text = JSON.stringify(this.#planned(said).change)
    return { text, confirmed: toRemember(this.#workbook, said.sheets, said.mappings) }
  }
}

const nothingIn = ({ file }: Reading) =>
  `No budget line was found in “${file}” and nothing has been imported; say under “Sheet and columns” where its headings are, or choose another workbook.`
