/**
 * What a merge is about: rows that two copies have otherwise, and what becomes of them. Example: `{table: 'line', id: 'a', ours,
 * theirs, bases: [was]}` is a line that both have, at least one of them otherwise than it was.
 */
import type { RowChange } from '../change.ts'
import type { Row, TableName } from '../model.ts'

/** A row that we and they have otherwise. The cell of a figure is a row of `amount`, its formula error too where it has one. */
export interface Differing {
  table: TableName
  id: string
  ours: Row | null
  theirs: Row | null
  /** As it was, at each moment that the copy may have been taken. */
  bases: (Row | null)[]
}

export type Side = 'ours' | 'theirs'

/** How a merge turns out: the rows that it alters, and those left out because what they belong to is not there. */
export interface Merged {
  rows: RowChange[]
  leftOut: { table: TableName; id: string }[]
}
