/**
 * What a chart shows: categories, series of amounts in pence, and the table of the same figures that is read where the
 * picture cannot be seen. Builders make pictures of a plan; shared/charts/drawing draws them.
 * Example: `{form: 'rows', categories: ['Victims'], series: [{name: '2021/22', kind: 'bar', style: plain, amounts: [168524900]}], …}`.
 */
import type { Pence } from '../money.ts'

/** A colour by what it stands for; see drawing/colours.ts. */
export type ColourName =
  | 'accent'
  | 'bad'
  | 'soft'
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4'
  | 'series5'
  | 'series6'
  | 'series7'
  | 'series8'

/** How an area is filled, so that series are told apart without colour. `dashed` has an outline only. */
export const patterns = ['solid', 'stripes', 'dots', 'cross', 'lines', 'backstripes', 'bars', 'open', 'dashed'] as const
export type PatternName = (typeof patterns)[number]

export interface Style {
  colour: ColourName
  pattern: PatternName
}

/** The styles of series that are the same kind of thing, such as sources of funding; there are eight. */
export const MOST_SERIES = 8
export function styleOf(index: number): Style {
  const place = index % MOST_SERIES
  return { colour: `series${place + 1}` as ColourName, pattern: patterns[place]! }
}

export const plain: Style = { colour: 'accent', pattern: 'solid' }
export const added: Style = { colour: 'accent', pattern: 'open' }
export const bad: Style = { colour: 'bad', pattern: 'stripes' }
export const gap: Style = { colour: 'bad', pattern: 'dashed' }

/** One series: an amount for each category, null where there is none. */
export interface Series {
  name: string
  kind: 'bar' | 'mark'
  style: Style
  amounts: readonly (Pence | null)[]
  /** Where each bar starts, for bars that float. */
  starts?: readonly (Pence | null)[]
  /** What stands at each bar; where there is no room for it, it is left out. */
  labels?: readonly (string | null)[]
}

/** A level drawn right across, such as a reserve's minimum. */
export interface Level {
  name: string
  pence: Pence
}

/** A figure of the table: an amount, nothing, or words such as "not known". */
export type Cell = Pence | string | null

/** The figures in full, in the order of the picture. */
export interface Table {
  head: readonly string[]
  rows: readonly { name: string; cells: readonly Cell[]; total?: boolean }[]
}

/** What a chart shows. */
export interface Picture {
  /** Names the file it is saved as. */
  name: string
  /** What it is of. @example 'Budget by priority, 2021/22' */
  label: string
  /** What it shows, in a plain sentence. @example 'Victims is 32% of 2021/22, £1,685,249 of £5,240,000.' */
  summary: string
  /** What must be said beside it, such as where the axis starts. */
  notes: readonly string[]
  /** Upright bars side by side, upright bars on one another, or lying bars below one another, for long names. */
  form: 'columns' | 'stacked' | 'rows'
  categories: readonly string[]
  series: readonly Series[]
  levels: readonly Level[]
  /** Where the axis starts, when £0 is so far off that differences could not be seen. */
  from: Pence | null
  table: Table
}
