/**
 * Which rows of a template's sheet repeat together. Example: adjacent rows with `{{priority.name}}`, `{{line.…}}` and
 * `{{subtotal.…}}` are one block by priority; the row with `{{total.…}}` below them stands once.
 */
import type { Cell, Sheet } from '../sheet.ts'
import { address } from '../sheet.ts'
import type { Env } from './figures.ts'
import { type Head, isHead } from './groups.ts'
import { conditionProblem, isRecord, problemOf } from './known.ts'
import { type Part, type Query, readText, type Test } from './parse.ts'
import { recordBands } from './records.ts'

/** A placeholder as it stands in the template, for the list of them. */
export interface Found {
  sheet: string
  /** A reference, or the name of a header or footer. */
  cell: string
  source: string
  /** In words that go after its name; null when nothing is the matter. */
  problem: string | null
  /** Does it only say something of its row: `#if`, or a band alone? */
  rowOnly: boolean
}

export interface TemplateCell {
  column: number
  /** Without `#if` and the names of bands alone, which print nothing. */
  parts: (string | { query: Query; found: Found })[]
  /** The placeholder that stands alone in its cell. */
  alone: Query | null
}

export type RowKind = 'line' | 'subtotal' | 'total' | 'heading' | 'record' | 'once'

export interface TemplateRow {
  row: number
  kind: RowKind
  /** Of a row of kind `record`: which list. */
  record: string | null
  cells: TemplateCell[]
  tests: Test[]
  /** Every placeholder in it but those of `#if`. */
  queries: Query[]
  /** All its cells, by column. */
  template: Map<number, Cell>
  /** Of a block of lines: at which depth of grouping it stands; lines stand below all of them. */
  level: number
}

export interface Block {
  kind: 'lines' | 'record' | 'once'
  record: string | null
  rows: TemplateRow[]
  /** From the outermost. */
  levels: Head[]
}

export interface SheetLayout {
  sheet: Sheet
  blocks: Block[]
  /** Rows that stand once, whatever the plan says. */
  loose: TemplateRow[]
}

/** Reads a sheet of a template. Adds every placeholder of it to `found`. */
export function layoutOf(env: Env, sheet: Sheet, found: Found[]): SheetLayout {
  const byRow = new Map<number, Cell[]>()
  for (const cell of sheet.cells) {
    const held = byRow.get(cell.row)
    if (held) held.push(cell)
    else byRow.set(cell.row, [cell])
  }
  const layout: SheetLayout = { sheet, blocks: [], loose: [] }
  let open: Block | null = null
  for (const [number, cells] of [...byRow].sort(([a], [b]) => a - b)) {
    const row = readRow(env, sheet, number, cells, found)
    if (!row) continue
    const kind = blockKind(row)
    if (kind === null) layout.loose.push(row)
    else if (open && joins(open, kind, row)) open.rows.push(row)
    else {
      open = { kind, record: row.record, rows: [row], levels: [] }
      layout.blocks.push(open)
    }
  }
  for (const block of layout.blocks) {
    settle(block)
    const of = block.record === 'source' ? 'source' : 'line'
    for (const part of block.rows.flatMap(({ cells }) => cells.flatMap(({ parts }) => parts)))
      if (typeof part !== 'string' && part.query.band === 'source')
        part.found.problem ??= conditionProblem(env, part.query, of)
  }
  return layout
}

function blockKind({ kind, tests }: TemplateRow): Block['kind'] | null {
  if (kind === 'record') return 'record'
  if (kind === 'once' || kind === 'total') return tests.length > 0 ? 'once' : null
  return 'lines'
}

function joins(open: Block, kind: Block['kind'], row: TemplateRow): boolean {
  return open.kind === kind && kind !== 'once' && open.record === row.record && open.rows.at(-1)!.row + 1 === row.row
}

/** Sources alone, without lines, are a list of their own; else rows get their depth of grouping. */
function settle(block: Block): void {
  if (block.kind !== 'lines') return
  const headsOf = ({ kind, queries }: TemplateRow) =>
    kind === 'line' ? [] : queries.map(({ band }) => band).filter(isHead)
  const heads = block.rows.flatMap(headsOf)
  if (block.rows.every(({ kind }) => kind === 'heading') && heads.every((by) => by === 'source')) {
    block.kind = 'record'
    block.record = 'source'
    return
  }
  const lineAt = block.rows.findIndex(({ kind }) => kind === 'line')
  const above = lineAt < 0 ? heads : block.rows.slice(0, lineAt).flatMap(headsOf)
  const below = lineAt < 0 ? [] : block.rows.slice(lineAt).reverse().flatMap(headsOf)
  block.levels = nested(above, below)
  if (block.levels.length === 0 && block.rows.some(({ kind }) => kind === 'subtotal')) block.levels = ['priority']
  const { levels } = block
  const taken = { above: new Set<number>(), below: new Set<number>() }
  for (const [place, row] of block.rows.entries()) {
    const side = place < lineAt ? 'above' : 'below'
    const named = row.queries.map(({ band }) => levels.indexOf(band as Head))
    row.level = row.kind === 'line' ? levels.length : Math.max(-1, ...named)
    if (row.level < 0) row.level = freeLevel(levels.length, side, taken[side])
    if (row.kind === 'subtotal') taken[side].add(row.level)
  }
}

/**
 * Groupings from the outermost in: as they stand above the lines; those that are named only below them, as they close.
 * @param below from the last row up
 * @example nested([], ['route', 'geography']) // of the rows line, subtotal {{geography}}, subtotal {{route}}: route is outer
 */
function nested(above: readonly Head[], below: readonly Head[]): Head[] {
  const levels = [...new Set(above)]
  for (const [place, head] of below.entries()) {
    if (levels.includes(head)) continue
    const within = below.slice(place).find((other) => levels.includes(other))
    levels.splice(within ? levels.indexOf(within) : levels.length, 0, head)
  }
  return levels
}

/** A subtotal without a name closes the innermost group that has none yet; above its lines, it opens the outermost. */
function freeLevel(levels: number, side: 'above' | 'below', taken: ReadonlySet<number>): number {
  const free = Array.from({ length: levels }, (_, level) => level).filter((level) => !taken.has(level))
  return (side === 'above' ? free[0] : free.at(-1)) ?? 0
}

/** A row of the template; null when nothing in it is filled. */
function readRow(env: Env, sheet: Sheet, number: number, cells: readonly Cell[], found: Found[]): TemplateRow | null {
  const row: TemplateRow = {
    row: number,
    kind: 'once',
    record: null,
    cells: [],
    tests: [],
    queries: [],
    template: new Map(cells.map((cell) => [cell.column, cell])),
    level: -1,
  }
  /** Every placeholder that says of which band the row is, and where it stands. */
  const naming: { query: Query; found: Found }[] = []
  for (const cell of cells) {
    if (cell.formula !== undefined || typeof cell.value !== 'string') continue
    const parts = readText(cell.value)
    if (parts.length === 0) continue
    const read = readParts(env, parts, { sheet: sheet.name, cell: address(number, cell.column) }, found)
    row.tests.push(...read.tests.map(({ test }) => test))
    for (const { test, found: at } of read.tests)
      if (test.query.field !== '') naming.push({ query: test.query, found: at })
    naming.push(...read.queries.filter(({ query }) => query.place === undefined))
    row.queries.push(...read.queries.map(({ query }) => query))
    row.cells.push({ column: cell.column, parts: read.parts, alone: aloneIn(read.parts) })
  }
  if (row.cells.length === 0) return null
  nameBand(row, naming)
  return row
}

/** What the parts of a cell or of a header come to. */
export function readParts(
  env: Env,
  parts: readonly Part[],
  at: { sheet: string; cell: string },
  found: Found[],
): { parts: TemplateCell['parts']; tests: { test: Test; found: Found }[]; queries: { query: Query; found: Found }[] } {
  const read: ReturnType<typeof readParts> = { parts: [], tests: [], queries: [] }
  for (const part of parts) {
    if (typeof part === 'string') {
      read.parts.push(part)
      continue
    }
    const entry: Found = { ...at, source: part.source, problem: null, rowOnly: part.kind === 'if' }
    found.push(entry)
    if (part.kind === 'unread') entry.problem = part.why
    else if (part.kind === 'if') {
      for (const test of part.tests) entry.problem ??= problemOf(env, test.query)
      if (!entry.problem) read.tests.push(...part.tests.map((test) => ({ test, found: entry })))
    } else {
      entry.problem = problemOf(env, part.query)
      if (entry.problem) continue
      read.queries.push({ query: part.query, found: entry })
      entry.rowOnly = part.query.field === '' && part.query.band !== 'today'
      if (!entry.rowOnly) read.parts.push({ query: part.query, found: entry })
    }
  }
  return read
}

function aloneIn(parts: TemplateCell['parts']): Query | null {
  const said = parts.filter((part) => typeof part !== 'string' || part.trim() !== '')
  const only = said.length === 1 ? said[0]! : null
  return only !== null && typeof only !== 'string' ? only.query : null
}

/** A line's row before a subtotal's, a subtotal's before a total's, a total's before a heading; and one list a row. */
function nameBand(row: TemplateRow, naming: readonly { query: Query; found: Found }[]): void {
  const has = (test: (band: string) => boolean) => naming.some(({ query }) => test(query.band))
  const onlyRecord = (band: string) => isRecord(band) && !isHead(band)
  const record = naming.find(({ query }) => onlyRecord(query.band))?.query.band ?? null
  if (has((band) => band === 'line')) row.kind = 'line'
  else if (has((band) => band === 'subtotal')) row.kind = 'subtotal'
  else if (record !== null) {
    row.kind = 'record'
    row.record = record
  } else if (has((band) => band === 'total')) row.kind = 'total'
  else if (has(isHead)) row.kind = 'heading'
  const band = row.kind === 'line' || row.kind === 'subtotal' ? row.kind : record
  for (const { query, found } of naming) {
    const other = onlyRecord(query.band) && query.band !== row.record
    if (other || (record !== null && isHead(query.band) && row.kind === 'record'))
      found.problem ??= `stands in a row of {{${band}.…}}; a row can only be of one list`
    if (query.band === 'source' && row.kind === 'line' && query.field !== 'name' && query.field !== '')
      found.problem ??= 'stands in a line’s row, where only {{source.name}} can be given'
    if (query.band === 'note' && row.kind !== 'record') found.problem ??= 'can only stand in a row of its own'
  }
}

/** Does the block show lines? */
export const showsLines = ({ rows }: Block) => rows.some(({ kind }) => kind === 'line')

/** The fields of a list's amounts, which a total below may add up. */
export function isRecordAmount(record: string | null, field: string): boolean {
  const fields = record === null || record === 'note' ? {} : (recordBands[record]?.fields ?? {})
  return Object.hasOwn(fields, field) && fields[field]!.money === true
}
