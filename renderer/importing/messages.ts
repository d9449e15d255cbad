/**
 * What the window asks of the worker that reads tables, and what it answers. The workbook is sent once, as the JSON that it
 * came as, and the plan in pieces; after that only what the officer said. Example: another column's year is a few hundred
 * bytes.
 */
import type { Correction } from '../../shared/importing/corrections.ts'
import type { TableMapping } from '../../shared/importing/index.ts'
import type { KnownMapping, Remembered } from '../../shared/importing/shapes.ts'
import type { OpenedWorkbook } from '../../shared/ipc.ts'
import type { Row, TableName } from '../../shared/model.ts'
import type { Merge } from '../../shared/sheet.ts'
import type { Fate } from './fates.ts'
import type { Heading } from './mapping.ts'
import type { TickLists } from './ticks.ts'
import type { Pages, ReadingView } from './view.ts'

/** The officer's own mappings, by sheet. */
export type Mappings = Readonly<Record<string, TableMapping[]>>

/** What the officer said of an import. */
export interface Said {
  sheets: readonly string[]
  mappings: Mappings
  corrections: readonly Correction[]
  ticks: TickLists
}

/** What an import would do to the plan. */
export interface Effect {
  added: number
  matched: number
  /** Figures that the plan has otherwise. */
  changed: number
  removed: number
  /** The plan holds all of it already. */
  isNothing: boolean
}

/** `error` says why it cannot be imported as it is; `reading` is null where not even that was possible. */
export interface View {
  reading: ReadingView | null
  effect: Effect | null
  error: string | null
}

/** How large a sheet is. */
export interface SheetSize {
  lastRow: number
  lastColumn: number
  /** How many characters the longest text of each column has, by its number; as far as they matter to its width. */
  longest: Record<number, number>
}

/** A cell as the picture of its sheet shows it. */
export interface ShownCell {
  row: number
  column: number
  text: string
  isFigure: boolean
}

/** Some rows of a sheet, with what became of their cells as the last view has it, by address. */
export interface SheetRows {
  cells: ShownCell[]
  fates: [string, Fate][]
  /** Those that begin in these rows. */
  merges: Merge[]
}

/** Each question with its answer. */
export interface Questions {
  /** What an import comes to. */
  view: { asks: { said: Said; pages: Pages }; answer: View }
  size: { asks: string; answer: SheetSize }
  rows: { asks: { sheet: string; from: number; to: number }; answer: SheetRows }
  /** What stands above the columns of each of a sheet's tables, which are given by their heading rows. */
  headings: { asks: { sheet: string; tables: readonly (readonly number[])[] }; answer: Heading[][] }
  /** A table with its headings in that row. */
  marked: { asks: { sheet: string; row: number }; answer: TableMapping }
  /** The Change to be imported, as JSON, and the columns to remember. */
  change: { asks: Said; answer: { text: string; confirmed: KnownMapping[] } }
  /** The remembered mappings that fit the workbook. */
  remembered: {
    asks: readonly KnownMapping[]
    answer: { used: Record<string, Remembered[]>; mappings: Record<string, TableMapping[]> }
  }
}
export type QuestionName = keyof Questions

export type ToWorker =
  /** As JSON. */
  | { kind: 'workbook'; text: string; hasPlan: boolean }
  | { kind: 'rows'; table: TableName; rows: Row[] }
  /** Cells that were pasted, to be read as a workbook. */
  | { kind: 'paste'; number: number; text: string }
  | { kind: 'ask'; number: number; name: QuestionName; asks: Questions[QuestionName]['asks'] }

/** A workbook as it comes back, its `whole` as JSON. */
export type ReadWorkbook = Omit<OpenedWorkbook, 'whole'> & { text: string }

export type FromWorker = { number: number } & (
  | { ok: true; answer: Questions[QuestionName]['answer'] | ReadWorkbook }
  | { ok: false; sentence: string }
)
