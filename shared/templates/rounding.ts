/**
 * Whether a table adds up as it is shown, for the note that says that it may not. Example: £0.710m, £0.484m and £0.451m above
 * a total of £1.646m do not, where the amounts behind them are 710,400, 484,300 and 451,300 pounds.
 */
import { divideRounded, type Pence } from '../money.ts'
import type { Block, SheetLayout, TemplateRow } from './bands.ts'
import { showsLines } from './bands.ts'
import { type Context, nowhere, saidBy } from './evaluating.ts'
import type { Made } from './expanding.ts'
import type { Env } from './figures.ts'
import type { Query } from './parse.ts'
import { textValue, type Value } from './values.ts'

const NOTE = textValue('Figures may not add up because of rounding.')

/** A sheet whose blocks are repeated. */
export interface Repeated {
  layout: SheetLayout
  closed: ReadonlyMap<TemplateRow, Block>
  made: ReadonlyMap<Block, readonly Made[]>
  /** What a row that stands once is about. */
  once: (row: TemplateRow) => Context
}

/**
 * What `{{total.rounding}}` says in a row: that figures may not add up, or nothing where they do. It looks at the totals next
 * to it, at the table that they close, and where a row has them at opening, in, out and closing. Amounts in £ without `to` are
 * to the penny and always add up.
 */
export function roundingNote(env: Env, row: TemplateRow, sheet: Repeated): Value {
  const totals = totalsAt(row, sheet.layout)
  const tables = tablesOf(totals, sheet)
  const isOff =
    totals.some((total) => amountsOf(total).some((query) => isTotalOff(env, { total, query, tables, sheet }))) ||
    tables.some((table) => isMovementOff(env, table, sheet.made.get(table) ?? []))
  return isOff ? NOTE : null
}

const totalRows = ({ loose, blocks }: SheetLayout) =>
  [...loose, ...blocks.flatMap(({ rows }) => rows)].filter(({ kind }) => kind === 'total').sort((a, b) => a.row - b.row)

/** The totals that stand together with this row. */
function totalsAt(row: TemplateRow, layout: SheetLayout): TemplateRow[] {
  const runs: TemplateRow[][] = []
  for (const total of totalRows(layout)) {
    const run = runs.at(-1)
    if (run?.at(-1)?.row === total.row - 1) run.push(total)
    else runs.push([total])
  }
  return runs.find((run) => run.includes(row)) ?? [row]
}

/** The table that they close; where they close none by themselves, those since the totals before. */
function tablesOf(totals: readonly TemplateRow[], { layout, closed }: Repeated): Block[] {
  const own = new Set(totals.flatMap((total) => closed.get(total) ?? []))
  if (own.size > 0) return [...own]
  const first = totals[0]!.row
  const since = Math.max(0, ...totalRows(layout).flatMap(({ row }) => (row < first ? [row] : [])))
  return layout.blocks.filter(
    ({ kind, record, rows }) => kind !== 'once' && record !== 'note' && rows[0]!.row > since && rows[0]!.row < first,
  )
}

const amountsOf = ({ cells }: TemplateRow): Query[] =>
  cells.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      typeof part !== 'string' && part.query.band === 'total' && !part.query.percent && part.query.field !== 'rounding'
        ? [part.query]
        : [],
    ),
  )

/** An amount as it is shown, in the smallest part that is. */
function shown(env: Env, { unit, places }: Query, pence: number): bigint {
  const counted = unit ?? env.unit
  const decimals = places ?? (counted === 1_000_000 ? 3 : counted === 1 ? 2 : 0)
  return divideRounded(BigInt(pence) * 10n ** BigInt(decimals), BigInt(counted) * 100n)
}

/** Do amounts that add up exactly not do so as they are shown? */
function isOff(env: Env, query: Query, whole: number, parts: readonly number[]): boolean {
  if (parts.reduce((sum, part) => sum + part, 0) !== whole) return false
  return parts.reduce((sum, part) => sum + shown(env, query, part), 0n) !== shown(env, query, whole)
}

const penceOf = (value: Value): Pence | null => (value?.kind === 'money' ? value.pence : null)

function isTotalOff(
  env: Env,
  { total, query, tables, sheet }: { total: TemplateRow; query: Query; tables: readonly Block[]; sheet: Repeated },
): boolean {
  const said = (field: string) => penceOf(saidBy(env, { ...query, field }, { ...nowhere })) ?? 0
  if (query.field === 'gap') return isOff(env, query, said('gap'), [said('budget'), -said('available')])
  const parts = tables.flatMap((table) => partsOf(env, query, table, sheet.made.get(table) ?? []))
  const isList = tables.some(({ kind }) => kind === 'record')
  const whole = isList
    ? parts.reduce<number>((sum, part) => sum + part, 0)
    : penceOf(saidBy(env, query, sheet.once(total)))
  return whole !== null && isOff(env, query, whole, parts)
}

/** The amounts of a table's rows: its lines, or where it shows none its innermost groups. */
function partsOf(env: Env, query: Query, table: Block, made: readonly Made[]): Pence[] {
  const groups = table.rows.filter(({ kind }) => kind === 'subtotal')
  const deepest = Math.max(...groups.map(({ level }) => level))
  const isPart = ({ from }: Made) =>
    table.kind === 'record' ||
    (showsLines(table) ? from.kind === 'line' : from.kind === 'subtotal' && from.level === deepest)
  const band = table.record ?? (showsLines(table) ? 'line' : 'subtotal')
  return made.flatMap((row) => {
    if (!isPart(row)) return []
    const pence = penceOf(saidBy(env, { ...query, band, where: [] }, row.context))
    return pence === null ? [] : [pence]
  })
}

/** A reserve's opening, with what goes in and without what goes out, is its closing. */
function isMovementOff(env: Env, table: Block, made: readonly Made[]): boolean {
  if (table.record !== 'reserve') return false
  const closings = table.rows.flatMap(({ queries }) => queries.filter(({ field }) => field === 'closing'))
  return closings.some((query) =>
    made.some(({ context }) => {
      const of = (field: string) => penceOf(saidBy(env, { ...query, field }, context))
      const [opening, into, out, closing] = [of('opening'), of('in'), of('out'), of('closing')]
      if (opening === null || closing === null) return false
      return isOff(env, query, closing, [opening, into ?? 0, -(out ?? 0)])
    }),
  )
}
