/**
 * Repeats the rows of a block for every group and every line. Example: of the rows heading, line, subtotal and a plan with 4
 * priorities and 32 lines, 40 rows are made; a priority without lines makes none.
 */
import type { Line } from '../model.ts'
import { figureIn, type Group, NOT_FUNDED } from '../totals.ts'
import type { FinancialYear } from '../years.ts'
import type { Block, TemplateRow } from './bands.ts'
import { showsLines } from './bands.ts'
import { matches, sorted } from './conditions.ts'
import { type Context, holds, lineSays, nowhere, recordRows, saidBy } from './evaluating.ts'
import { type Env, figureAsked, type Item, isFigure } from './figures.ts'
import { groupsBy, type Head, isHead } from './groups.ts'
import { itemsValue } from './lines.ts'
import { addShown, type Numbering, type Shown } from './notes.ts'
import type { Query } from './parse.ts'
import { recordBands } from './records.ts'
import { textValue } from './values.ts'

/** A row of the paper. */
export interface Made {
  from: TemplateRow
  context: Context
}

/** A block and what it became. */
export interface Expanded {
  block: Block
  made: Made[]
  /** The lines that it shows, or whose groups it shows. */
  items: Item[]
}

/** Every placeholder of a block with what its `#if` ask for. */
const queriesOf = ({ rows }: Block): Query[] =>
  rows.flatMap(({ queries, tests }) => [...queries, ...tests.map(({ query }) => query)])

/** The figures that a block shows. */
export function shownIn(env: Env, block: Block): Shown {
  const shown: Shown = new Set()
  for (const query of queriesOf(block))
    if (['line', 'subtotal'].includes(query.band) && isFigure(query.field)) addShown(shown, figureAsked(env, query))
  return shown
}

/**
 * Repeats the rows of a block of lines.
 * @param closed is there a total just above or below it? Where no line has a group, that total is then enough
 */
export function expandLines(env: Env, block: Block, closed: boolean): Expanded {
  return new Expander(env, block, closed).expand()
}

class Expander {
  #env: Env
  #block: Block
  #closed: boolean
  #shown: Shown
  #made: Made[] = []
  #groups: { order: Group[]; keys: Map<Line, string[]> }[]

  constructor(env: Env, block: Block, closed: boolean) {
    this.#env = env
    this.#block = block
    this.#closed = closed
    this.#shown = shownIn(env, block)
    this.#groups = block.levels.map((by) => {
      const order = groupsBy(env.plan, by)
      const keys = new Map<Line, string[]>()
      for (const { key, lines } of order)
        for (const line of lines) {
          const held = keys.get(line)
          if (held) held.push(key)
          else keys.set(line, [key])
        }
      if (by === 'source' && !order.some(({ key }) => key === NOT_FUNDED))
        order.push({ key: NOT_FUNDED, name: null, lines: [] })
      return { order, keys }
    })
  }

  expand(): Expanded {
    const base: Context = { ...nowhere, shown: this.#shown }
    const items = this.#filtered(this.#env.whole, base)
    const shown = this.#level(this.#block.rows, 0, items, { ...base, items })
    return { block: this.#block, made: this.#made, items: shown }
  }

  /** The lines that the block is about, in its order. */
  #filtered(items: readonly Item[], base: Context): Item[] {
    const env = this.#env
    const lineRows = this.#block.rows.filter(({ kind }) => kind === 'line')
    const heads = this.#block.rows
      .filter(({ kind }) => kind !== 'line')
      .flatMap(({ queries }) => queries.filter(({ band, field }) => isHead(band) || (band === 'subtotal' && !field)))
    const where = heads.flatMap((query) => query.where)
    const look = (item: Item) => (ask: Query | Query['where'][number]['ask']) => lineSays(env, item, ask, base)
    const kept = items.filter((item) => matches(where, look(item)) && this.#inRows(lineRows, item, base))
    const keys = lineRows.flatMap(({ queries }) =>
      queries.filter(({ band }) => band === 'line').flatMap(({ sort }) => sort),
    )
    return sorted(kept, keys, (item, ask) => look(item)(ask))
  }

  #inRows(rows: readonly TemplateRow[], item: Item, base: Context): boolean {
    return rows.length === 0 || rows.some((row) => this.#standsIn(row, { ...base, item }))
  }

  /** Do the conditions of a line's row hold? */
  #standsIn({ queries, tests }: TemplateRow, context: Context): boolean {
    const where = queries.filter(({ band }) => band === 'line').flatMap((query) => query.where)
    return matches(where, (ask) => lineSays(this.#env, context.item!, ask, context)) && holds(this.#env, tests, context)
  }

  /** Makes the rows of a depth of grouping for these lines. @returns the lines as they stand in it */
  #level(rows: readonly TemplateRow[], depth: number, items: readonly Item[], context: Context): Item[] {
    const by = this.#block.levels[depth]
    if (by === undefined) {
      for (const item of items)
        for (const row of rows) {
          const of = { ...context, item }
          if (this.#standsIn(row, of)) this.#made.push({ from: row, context: of })
        }
      return [...items]
    }
    const all: Item[] = []
    const groups = this.#groupsFor(rows, depth, by, items)
    const unnamed = showsLines(this.#block) && groups.every(({ group: { name } }) => name === null) && by !== 'source'
    for (const { group, items: members } of groups) {
      const of: Context = { ...context, items: members, groups: new Map([...context.groups, [by, group]]) }
      all.push(...this.#group(rows, depth, of, unnamed))
    }
    return all
  }

  #group(rows: readonly TemplateRow[], depth: number, of: Context, unnamed: boolean): Item[] {
    const members = of.items!
    let run: TemplateRow[] = []
    const close = () => {
      if (run.length > 0) this.#level(run, depth + 1, members, of)
      run = []
    }
    for (const row of rows) {
      if (row.level > depth) {
        run.push(row)
        continue
      }
      close()
      if (unnamed && (row.kind === 'heading' || this.#closed)) continue
      if (!holds(this.#env, row.tests, of)) continue
      this.#made.push({ from: row, context: of })
    }
    close()
    return [...members]
  }

  /** The groups of a depth that have something of these lines, in order. */
  #groupsFor(
    rows: readonly TemplateRow[],
    depth: number,
    by: Head,
    items: readonly Item[],
  ): { group: Group; items: Item[] }[] {
    const { order, keys } = this.#groups[depth]!
    const members = new Map<string, Item[]>(order.map(({ key }) => [key, []]))
    for (const item of items) {
      if (by !== 'source') members.get(keys.get(item.line)![0]!)!.push(item)
      else for (const key of this.#sources(item.line, keys)) members.get(key)!.push({ line: item.line, place: key })
    }
    const heads = rows.filter(({ level }) => level === depth).flatMap(({ queries }) => queries)
    const wide = heads.some(({ band, all }) => all && band === by)
    const groups = order
      .map((group) => ({ group, items: members.get(group.key)! }))
      .filter(({ group, items: held }) => held.length > 0 || (wide && group.key !== NOT_FUNDED))
    const sort = heads.filter(({ band }) => band === by || band === 'subtotal').flatMap((query) => query.sort)
    return sorted(groups, sort, ({ group, items: held }, ask) =>
      ask.field === 'name' ? textValue(group.name) : itemsValue(this.#env, held, ask),
    )
  }

  /** The sources under which a line stands for the figures that are shown; where it has none of them, it is not funded. */
  #sources(line: Line, keys: Map<Line, string[]>): string[] {
    const figures = [...this.#shown].map((figure) => figure.split(' ') as [FinancialYear, 'budget'])
    const shown = (group: string) =>
      figures.some(([year, measure]) => figureIn(this.#env.plan, line, { by: 'source', group, year, measure }) !== null)
    const standing = (keys.get(line) ?? []).filter((key) => figures.length === 0 || shown(key))
    return standing.length > 0 ? standing : [NOT_FUNDED]
  }
}

/** Repeats the rows of a list, such as reserves or numbered notes. */
export function expandRecords(env: Env, block: Block, numbering: Numbering): Made[] {
  const band = block.record!
  const queries = queriesOf(block)
  const sort = queries.filter((query) => query.band === band).flatMap((query) => query.sort)
  const rows: readonly unknown[] =
    band === 'note'
      ? numbering.notes
      : sorted(recordRows(env, band, queries), sort, (row, ask) => recordBands[band]!.value(env, row, { ...ask, band }))
  return rows.flatMap((row) => {
    const context: Context = { ...nowhere, record: { band, row }, numbering }
    return block.rows.flatMap((from) => {
      // Where the placeholders of the row have nothing to say, it would be an empty row.
      const said = from.queries.filter((query) => query.band === band && query.field !== '')
      const silent = said.length > 0 && said.every((query) => saidBy(env, query, context) === null)
      return silent || !holds(env, from.tests, context) ? [] : [{ from, context }]
    })
  })
}
