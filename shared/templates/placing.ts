/**
 * Where the rows of a template's sheet come to stand. Example: where row 6 became 32 rows, the total of row 8 stands in row 39
 * and closes the block above it.
 */
import { Refusal } from '../refusal.ts'
import { LAST_ROW } from '../sheet.ts'
import { type Block, isRecordAmount, type SheetLayout, showsLines, type TemplateRow } from './bands.ts'
import { type Context, holds, nowhere } from './evaluating.ts'
import { type Expanded, expandLines, expandRecords, type Made, shownIn } from './expanding.ts'
import type { Env, Item } from './figures.ts'
import type { FilledValue } from './filling.ts'
import { sumNames } from './lines.ts'
import { Numbering, notesOf } from './notes.ts'
import { roundingNote } from './rounding.ts'

/** A row of the new sheet. */
export interface Placed extends Made {
  /** Its number in the new sheet. */
  row: number
  /** What is filled in it, by column. */
  cells: Map<number, FilledValue>
  /** The block that it belongs to; null for one that stands once. */
  of: PlacedBlock | null
}

export interface PlacedBlock {
  block: Block
  rows: Placed[]
  /** Of a block of lines: those that it shows. */
  items: Item[]
}

export interface PlacedSheet {
  layout: SheetLayout
  blocks: PlacedBlock[]
  /** Rows outside the blocks, each once. */
  loose: Placed[]
  /** Which block a total's row closes. */
  closes: Map<TemplateRow, PlacedBlock>
}

/**
 * The table that a total's row closes: the one above it with nothing but totals between, else the one below; else the one above
 * that nothing has closed, if it is only one. Null: it is a total of the whole plan.
 */
function closedBy(row: TemplateRow, totals: ReadonlySet<number>, tables: readonly Block[]): Block | null {
  for (const step of [-1, 1]) {
    let next = row.row + step
    while (totals.has(next)) next += step
    const found = tables.find((block) => endOf(block, step) === next)
    if (found) return found
  }
  const isClosed = (block: Block) => totals.has(endOf(block, -1) + 1) || totals.has(endOf(block, 1) - 1)
  const since = Math.max(0, ...[...totals].filter((total) => total < row.row))
  const open = tables.filter((block) => endOf(block, 1) > since && endOf(block, -1) < row.row && !isClosed(block))
  return open.length === 1 ? open[0]! : null
}

/** The last row of a block, looked at from below (a step up), or its first, from above. */
const endOf = ({ rows }: Block, step: number) => (step < 0 ? rows.at(-1)! : rows[0]!).row

/** The tables that totals close. Marks every placeholder that would add up a list where there is none. */
export function closings({ loose, blocks }: SheetLayout): Map<TemplateRow, Block> {
  const closed = new Map<TemplateRow, Block>()
  const rows = [...loose, ...blocks.flatMap((block) => block.rows)].filter(({ kind }) => kind === 'total')
  const totals = new Set(rows.map(({ row }) => row))
  const tables = blocks.filter(({ kind, record }) => kind !== 'once' && record !== 'note')
  for (const row of rows) {
    const block = closedBy(row, totals, tables)
    if (block) closed.set(row, block)
  }
  for (const row of [...loose, ...blocks.flatMap((block) => block.rows)])
    for (const part of row.cells.flatMap(({ parts }) => parts)) {
      if (typeof part === 'string' || part.query.band !== 'total') continue
      const { field } = part.query
      const isSum = field === 'rounding' || Object.hasOwn(sumNames, field)
      if (!isSum && !isRecordAmount(closed.get(row)?.record ?? null, field))
        part.found.problem ??= 'adds up a list, and stands next to none that has it'
    }
  return closed
}

/**
 * Repeats the blocks of all sheets, numbers the notes of their lines and says where every row comes to stand.
 * @throws Refusal when a sheet would be longer than a sheet can be
 */
export function placeSheets(env: Env, layouts: readonly SheetLayout[]): PlacedSheet[] {
  const expanded = layouts.map((layout) => {
    const closed = closings(layout)
    const tables = new Set(closed.values())
    const lines = new Map<Block, Expanded>()
    for (const block of layout.blocks)
      if (block.kind === 'lines') lines.set(block, expandLines(env, block, tables.has(block)))
    return { layout, closed, lines }
  })
  const numberings = numberSheets(
    env,
    expanded.map(({ layout, lines }) => ({ layout, tables: [...lines.values()] })),
  )
  return expanded.map(({ layout, closed, lines }, place) =>
    placeSheet(env, { layout, closed, lines, numbering: numberings[place]! }),
  )
}

/** A sheet that lists its own notes has its own numbers, unless there is a sheet for the notes of all. */
function numberSheets(env: Env, sheets: readonly { layout: SheetLayout; tables: Expanded[] }[]): Numbering[] {
  const lists = ({ layout }: (typeof sheets)[number]) => layout.blocks.some(({ record }) => record === 'note')
  const shows = ({ tables }: (typeof sheets)[number]) =>
    tables.some(({ block }) => showsLines(block) || block.rows.some(marksServices))
  const common = new Numbering()
  const together = sheets.some((sheet) => lists(sheet) && !shows(sheet))
  return sheets.map((sheet) => {
    const numbering = !together && lists(sheet) ? new Numbering() : common
    for (const { block, made } of sheet.tables) {
      const shown = shownIn(env, block)
      for (const { from, context } of made)
        for (const { line } of from.kind === 'line' ? [context.item!] : marksServices(from) ? context.items! : [])
          numbering.add(line, notesOf(env.plan, line, shown))
    }
    return numbering
  })
}

/** Does a row of a service, which has no lines of its own, show their marks? */
const marksServices = ({ kind, queries }: TemplateRow) =>
  kind !== 'line' && queries.some(({ band, field }) => band === 'service' && field === 'marks')

interface Parts {
  layout: SheetLayout
  closed: Map<TemplateRow, Block>
  lines: Map<Block, Expanded>
  numbering: Numbering
}

function placeSheet(env: Env, { layout, closed, lines, numbering }: Parts): PlacedSheet {
  const itemsOf = (row: TemplateRow) => lines.get(closed.get(row)!)?.items ?? null
  const repeated = new Map<Block, readonly Made[]>()
  const once = (row: TemplateRow): Context => ({
    ...nowhere,
    closes: itemsOf(row),
    numbering,
    rounding: () => roundingNote(env, row, { layout, closed, made: repeated, once }),
  })
  let shift = 0
  const shifts: { after: number; shift: number }[] = []
  const blocks = layout.blocks.map((block): PlacedBlock => {
    const [first, last] = [block.rows[0]!.row, block.rows.at(-1)!.row]
    const made = lines.get(block)?.made ?? madeFrom(env, block, { once, numbering })
    repeated.set(block, made)
    const placed: PlacedBlock = { block, rows: [], items: lines.get(block)?.items ?? [] }
    placed.rows = made.map(({ from, context }, index) => ({
      from,
      context: { ...context, numbering },
      row: first + shift + index,
      cells: new Map(),
      of: placed,
    }))
    shift += made.length - (last - first + 1)
    shifts.push({ after: last, shift })
    return placed
  })
  const shiftOf = (row: number) => shifts.findLast(({ after }) => after < row)?.shift ?? 0
  const loose = layout.loose.map((from): Placed => {
    return { from, context: once(from), row: from.row + shiftOf(from.row), cells: new Map(), of: null }
  })
  const lowest = Math.max(0, ...layout.sheet.cells.slice(-1).map(({ row }) => row + shiftOf(row)))
  if (lowest > LAST_ROW || blocks.some(({ rows }) => (rows.at(-1)?.row ?? 0) > LAST_ROW))
    throw new Refusal(
      `“${layout.sheet.name}” would be longer than a sheet can be, so nothing was written; narrow the template with “where”.`,
    )
  const closes = new Map<TemplateRow, PlacedBlock>()
  for (const [row, block] of closed) closes.set(row, blocks.find((placed) => placed.block === block)!)
  return { layout, blocks, loose, closes }
}

function madeFrom(
  env: Env,
  block: Block,
  { once, numbering }: { once: (row: TemplateRow) => Context; numbering: Numbering },
): Made[] {
  if (block.kind === 'record') return expandRecords(env, block, numbering)
  return block.rows.flatMap((from) => {
    const context = once(from)
    return holds(env, from.tests, context) ? [{ from, context }] : []
  })
}
