/**
 * What the window asks of the worker that reads tables, and what it answers. The workbook and the plan are sent once, in
 * pieces; after that only what the officer said. Example: another column's year is a few hundred bytes.
 */
import type { Change } from '../../shared/change.ts'
import type { Correction } from '../../shared/importing/corrections.ts'
import type { TableMapping } from '../../shared/importing/index.ts'
import type { KnownMapping, Remembered } from '../../shared/importing/shapes.ts'
import type { Row, TableName } from '../../shared/model.ts'
import type { Cell, Sheet } from '../../shared/sheet.ts'
import type { Fate } from './fates.ts'
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

/** Each question with its answer. */
export interface Questions {
  /** What an import comes to. */
  view: { asks: { said: Said; pages: Pages }; answer: View }
  /** What became of the cells of some rows, as the last view has it, by address. */
  fates: { asks: { sheet: string; from: number; to: number }; answer: [string, Fate][] }
  /** The Change to be imported. */
  change: { asks: Said; answer: Change }
  /** The remembered mappings that fit the workbook. */
  remembered: {
    asks: readonly KnownMapping[]
    answer: { used: Record<string, Remembered[]>; mappings: Record<string, TableMapping[]> }
  }
}
export type QuestionName = keyof Questions

export type ToWorker =
  | { kind: 'workbook'; file: string; sheets: Omit<Sheet, 'cells'>[]; hasPlan: boolean }
  | { kind: 'cells'; sheet: number; cells: Cell[] }
  | { kind: 'rows'; table: TableName; rows: Row[] }
  | { kind: 'ask'; number: number; name: QuestionName; asks: Questions[QuestionName]['asks'] }

export type FromWorker = { number: number } & (
  | { ok: true; answer: Questions[QuestionName]['answer'] }
  | { ok: false; sentence: string }
)
