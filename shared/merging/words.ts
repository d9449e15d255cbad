/**
 * What comes over, stays or clashes, in the officer's words. Example: where "Victim First", what "2021/22 budget", and
 * "£558,322", "£569,488", "£575,000" for as it was, ours and theirs.
 */

import { sameRow } from '../change.ts'
import { dayText } from '../days.ts'
import type { Differing, Item, Merging, Side } from '../merging.ts'
import type { Amount, Line, Row, TableName, Tables } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { lineLabel } from '../reserves.ts'
import { alike, partsOf, valueIn } from './parts.ts'

/** An item in words. The three versions are null where there is nothing to show beside each other. */
export interface Told {
  key: string
  kind: Item['kind']
  /** The budget line, source, reserve … that it is about. */
  where: string
  /** What of it; for something that comes or goes as a whole, "added" or "removed". */
  what: string
  was: string
  ours: string
  theirs: string
}

type FormulaError = Tables['formulaError']
type Fields = Record<string, unknown>
const fieldsOf = (row: Row | null) => row as unknown as Fields | null

/** What things are called that are neither a line's nor have a name. */
const things: Partial<Record<TableName, string>> = {
  plan: 'Plan details',
  band: 'Approval of virements',
  acceptance: 'Accepted difference',
  statement: 'Figure in the text',
  virement: 'Virement',
  import: 'Import',
  difference: 'Option',
  savedView: 'Saved view',
}

/** What a row of a line, source or reserve is, where it is not one of its fields that differs. */
const kinds: Partial<Record<TableName, string>> = {
  note: 'note',
  carry: 'carry-forward',
  transfer: 'transfer',
  split: 'share',
  ringFence: 'ring-fence',
  availability: 'money',
  adjustment: 'adjustment',
  drawdown: 'drawdown',
  contract: 'contract',
  decisionLine: 'decision',
  virement: 'virement',
  difference: 'difference',
}

const errors = {
  zero: 'divides by zero',
  blank: 'takes up a blank figure',
  circular: 'leads back to itself',
  large: 'is too large',
}

/** Tells the items of a merge. @param ours the plan that it is merged into */
export function tellerOf(ours: Plan, { differing }: Merging): (item: Item) => Told {
  const others = new Map<string, Row>()
  for (const { table, id, theirs, bases } of differing) {
    const other = theirs ?? bases.find((base) => base !== null)
    if (other) others.set(`${table} ${id}`, other)
  }
  const held = (table: TableName, id: string): Row | undefined =>
    (ours[table] as Map<string, Row>).get(id) ?? others.get(`${table} ${id}`)

  /** What a row of this id is called. */
  function named(table: TableName, id: string | null): string {
    const row = id === null ? undefined : held(table, id)
    if (!row) return 'none'
    if (table === 'line') return lineLabel(ours, row as Line)
    const { name, reference, title } = row as unknown as { name?: string; reference?: string; title?: string }
    return name ?? (reference === undefined ? (title ?? things[table] ?? table) : `decision ${reference}`)
  }

  /** A field as it is read. */
  function shown(table: TableName, field: string, value: unknown, row: Fields): string {
    if (value === null || value === undefined) return field === 'pence' && table === 'split' ? 'the rest' : 'blank'
    if (typeof value === 'number') return /pence$/i.test(field) ? formatMoney(value as Pence) : String(value)
    if (Array.isArray(value))
      return value.map((one) => (typeof one === 'string' ? one : Object.values(one ?? {}).join(' '))).join('; ')
    if (typeof value !== 'string') return 'other contents'
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value)
    if (field === 'priorityId' || field === 'parentId') return named('priority', value)
    if (field === 'sourceId') return named('source', value)
    if (field === 'reserveId') return named('reserve', value)
    if (field === 'toId') return named(row.to === 'line' ? 'line' : 'reserve', value)
    if (/lineId$/i.test(field)) return named('line', value)
    if (field === 'optionId') return named('option', value)
    return value
  }

  /** What a row has, or has in a part, as it is read. */
  function version(item: Item, row: Row | null): string {
    const fields = fieldsOf(row)
    const { table } = item.row
    if (fields === null || row === null)
      return table === 'amount' ? 'blank' : item.part === null ? 'not there' : 'blank'
    if (table === 'amount') {
      const { pence, expression, error } = fields as {
        pence?: Pence
        expression: string | null
        error?: keyof typeof errors
      }
      if (error) return `${expression} ${errors[error]}`
      return expression === null ? formatMoney(pence!) : `${formatMoney(pence!)} (${expression})`
    }
    if (item.part?.heading !== undefined) return shown(table, '', (valueIn(row, item.part) as unknown[])[0], fields)
    const wanted = item.part?.fields ?? told[table] ?? []
    const texts = wanted
      .filter(
        (field) =>
          !hidden.has(`${table} ${field}`) && (wanted.length === 1 || fields[field] !== null || field === 'pence'),
      )
      .map((field) => shown(table, field, fields[field], fields))
    return texts.length === 0 ? (item.part === null ? 'there' : 'blank') : texts.join(', ')
  }

  /** What an item is about. */
  function place({ row: { table, id, ours: mine, theirs, bases } }: Item): string {
    const row = mine ?? theirs ?? bases.find((base) => base !== null) ?? null
    const fields = fieldsOf(row) as Record<string, string | null> | null
    if (!fields) return things[table] ?? table
    if (table === 'virement')
      return `${named('line', fields.fromLineId ?? null)} to ${named('line', fields.toLineId ?? null)}`
    if (fields.lineId) return named('line', fields.lineId)
    if (table === 'line') return mine ? named('line', id) : lineLabel(ours, row as Line)
    if (fields.reserveId && table === 'transfer') return named('reserve', fields.reserveId)
    if (fields.sourceId && table !== 'bid') return named('source', fields.sourceId)
    if (table === 'difference') return `Option ${named('option', fields.optionId ?? null)}`
    return fields.name ?? (fields.reference ? `Decision ${fields.reference}` : (things[table] ?? table))
  }

  /** What of it. */
  function aspect({ row: { table, ours: mine, theirs, bases }, part, kind }: Item): string {
    const fields = fieldsOf(mine ?? theirs ?? bases.find((base) => base !== null) ?? null) ?? {}
    const { year, measure } = fields as { year?: string | null; measure?: string | null }
    if (table === 'amount') return `${year} ${measure === 'forecast' ? 'forecast outturn' : measure}`
    const of = [year, kinds[table]].filter(Boolean).join(' ')
    const by = table === 'split' ? `${of} of ${named('source', (fields as Fields).sourceId as string)}` : of
    if (part === null) return by === '' ? (kind === 'added' ? 'added' : 'removed') : `${by} ${kind}`
    return by === '' ? part.name : table === 'split' || part.name === kinds[table] ? by : `${by}, ${part.name}`
  }

  /** What a line that comes or goes as a whole costs by year. */
  function lineAt({ row, atoms }: Item, at: Side | 'base'): string {
    const held = (one: Differing) => (at === 'base' ? (one.bases.find((was) => was !== null) ?? null) : one[at])
    if (held(row) === null) return at !== 'base' && row.bases.some((was) => was !== null) ? 'removed' : 'not there'
    const budgets = atoms.flatMap(({ row: one }) => {
      const amount = one.table === 'amount' ? (held(one) as Amount | FormulaError | null) : null
      return amount !== null && amount.measure === 'budget' ? [amount] : []
    })
    const texts = budgets
      .sort((x, y) => (x.year < y.year ? -1 : 1))
      .map((amount) => `${amount.year} ${'pence' in amount ? formatMoney(amount.pence) : amount.expression}`)
    return texts.length === 0 ? 'without a budget' : texts.join(', ')
  }

  /** What one of us has; of what the other removed, also what was done to it. */
  function side(item: Item, at: Side): string {
    const { row, part, atoms } = item
    const line = part === null && row.table === 'line'
    const text = line ? lineAt(item, at) : version(item, row[at])
    if (part !== null || row[at] === null || (row.ours !== null) === (row.theirs !== null)) return text
    const was = row.bases.find((one) => one !== null) ?? null
    if (was === null) return text
    const changed = partsOf(row.table, [row[at], was])
      .filter((one) => !sameRow(valueIn(row[at], one), valueIn(was, one)))
      .map(({ name }) => name)
    const others = atoms
      .slice(1)
      .filter(({ row: one }) => !one.bases.some((before) => alike(one.table, before, one[at])))
      .map(({ row: one }) =>
        one.table === 'amount' ? aspect({ ...item, row: one, part: null }) : (kinds[one.table] ?? one.table),
      )
    const all = [...new Set([...changed, ...others])]
    return all.length === 0 ? text : `${text} (changed: ${all.join(', ')})`
  }

  return (item) => ({
    key: item.key,
    kind: item.kind,
    where: place(item),
    what: aspect(item),
    was: item.part === null && item.row.table === 'line' ? lineAt(item, 'base') : base(item, version),
    ours: side(item, 'ours'),
    theirs: side(item, 'theirs'),
  })
}

/** As it was when the copy was taken; "not certain" where that may have been one of two. */
function base(item: Item, version: (item: Item, row: Row | null) => string): string {
  const texts = new Set(item.row.bases.map((row) => version(item, row)))
  return texts.size === 1 ? [...texts][0]! : 'not certain'
}

/** What is shown of a row as a whole. */
const told: Partial<Record<TableName, readonly string[]>> = {
  line: ['provider'],
  note: ['text'],
  transfer: ['direction', 'pence', 'reason'],
  carry: ['pence', 'to', 'toId', 'status'],
  ringFence: ['priorityId'],
  availability: ['pence', 'status'],
  split: ['pence'],
  adjustment: ['kind', 'pence', 'reason'],
  drawdown: ['service', 'pence'],
  virement: ['year', 'pence', 'reason'],
  band: ['fromPence', 'approver'],
  bid: ['status'],
  statement: ['text', 'pence'],
  acceptance: ['reason'],
  decision: ['title', 'status'],
  import: ['file'],
  reserve: ['openingYear', 'openingPence'],
  source: ['kind'],
}

/** Fields that say nothing where the row is shown. */
const hidden: ReadonlySet<string> = new Set([
  'note lineId',
  'note year',
  'note measure',
  'carry lineId',
  'carry year',
  'transfer reserveId',
  'transfer year',
  'availability sourceId',
  'availability year',
  'split lineId',
  'split sourceId',
  'split year',
  'adjustment lineId',
  'adjustment year',
  'drawdown lineId',
  'drawdown year',
  'contract lineId',
  'virement fromLineId',
  'virement toLineId',
  'statement targetId',
  'statement step',
  'difference optionId',
  'difference rowId',
])

/** An item in one line, for a list without columns: "Victim First, provider: Catch 22 → Remedi". */
export function toldLine({ where, what, was, theirs, kind }: Told): string {
  return kind === 'changed' ? `${where}, ${what}: ${was} → ${theirs}` : `${where}: ${what}`
}
