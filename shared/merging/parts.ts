/**
 * What of a row is merged as one: fields that only make sense together are chosen together, every other field by itself.
 * Example: a line's provider and its owner are two parts, so that one may come from each copy; an amount and the arithmetic
 * that it was typed as are one.
 */
import { sameRow } from '../change.ts'
import { type Row, schemas, type TableName } from '../model.ts'

/** Some fields of a row; with `heading`, one column of an import that is kept with a line. */
export interface Part {
  /** In words: "provider". */
  name: string
  fields: readonly string[]
  heading?: string
}

/** Fields that are chosen together. Those named nowhere are parts of their own. */
const together: Partial<Record<TableName, Record<string, readonly string[]>>> = {
  line: { 'contract dates': ['contractStart', 'contractEnd'] },
  amount: { figure: ['pence', 'expression', 'error'] },
  note: { text: ['text', 'mark', 'lineId', 'year', 'measure'] },
  reserve: { 'opening balance': ['openingYear', 'openingPence'] },
  transfer: { movement: ['reserveId', 'year', 'direction', 'pence'] },
  carry: { 'carry-forward': ['lineId', 'year', 'pence', 'to', 'toId', 'status', 'decision'] },
  source: { kind: ['kind', 'reserveId'] },
  availability: { amount: ['sourceId', 'year', 'pence', 'status'] },
  split: { share: ['lineId', 'sourceId', 'year', 'pence'] },
  adjustment: { amount: ['lineId', 'year', 'kind', 'pence'] },
  drawdown: { amount: ['lineId', 'year', 'pence', 'limit'] },
  virement: { amount: ['year', 'fromLineId', 'toLineId', 'pence', 'approver'] },
  band: { size: ['fromPence', 'approver'] },
  contract: { term: ['lineId', 'term', 'extended'] },
  bid: { value: ['lowPence', 'highPence'], years: ['firstYear', 'lastYear'] },
  difference: { difference: ['optionId', 'table', 'rowId', 'row'] },
  import: { import: ['file', 'report'] },
  statement: { statement: ['target', 'targetId', 'year', 'measure', 'pence', 'step', 'text'] },
  acceptance: { acceptance: ['pence', 'reason'] },
  decision: { approval: ['status', 'approvals'] },
  savedView: { view: ['settings'] },
  merged: { copy: ['name', 'who', 'step', 'passedOver'] },
}

/** Fields about which nobody is asked: where both copies have another, the larger stands, whichever is merged first. */
const quietFields: ReadonlySet<string> = new Set(['position', 'origin'])

/** Fields whose name in words is not simply their own. */
const words: Record<string, string> = {
  priorityId: 'priority',
  parentId: 'place below another priority',
  openingPence: 'opening balance',
  minimumPence: 'minimum',
  toLineId: 'line that receives it',
  planYear: 'plan year',
  noticeDate: 'notice date',
  sourceId: 'source',
  carry: 'carry-forward rule',
  publishRecord: 'publication of the record',
  publishReport: 'publication of the report',
  publishDetails: 'publication of the details',
  service: 'name of the service',
}

/** Fields that a row's id is made of are the same in every version of it. */
const isName = (table: TableName, field: string) =>
  field === 'id' || (table === 'amount' && ['lineId', 'year', 'measure'].includes(field))

interface Split {
  parts: readonly Part[]
  quiet: readonly string[]
}

const known = new Map<TableName, Split>()

function splitOf(table: TableName): Split {
  const found = known.get(table)
  if (found) return found
  const groups = together[table] ?? {}
  const grouped = new Set(Object.values(groups).flat())
  const others = Object.keys(schemas[table].shape).filter((field) => !isName(table, field) && !grouped.has(field))
  const single = others.filter((field) => !quietFields.has(field) && !(table === 'line' && field === 'extra'))
  const parts = [
    ...Object.entries(groups).map(([name, fields]) => ({ name, fields })),
    ...single.map((field) => ({ name: words[field] ?? field, fields: [field] })),
  ]
  const split = { parts, quiet: others.filter((field) => quietFields.has(field)) }
  known.set(table, split)
  return split
}

/** The fields of a table about which nobody is asked. */
export function quietOf(table: TableName): readonly string[] {
  return splitOf(table).quiet
}

/** The parts of a row in any of its versions. */
export function partsOf(table: TableName, versions: readonly (Row | null)[]): readonly Part[] {
  const { parts } = splitOf(table)
  if (table !== 'line') return parts
  const headings = new Set(versions.flatMap((row) => Object.keys((row as { extra?: object } | null)?.extra ?? {})))
  return [
    ...parts,
    ...[...headings].map((heading) => ({ name: `column “${heading}”`, fields: ['extra'], heading }) satisfies Part),
  ]
}

/** What a row has in a part; null where there is no row. */
export function valueIn(row: Row | null, { fields, heading }: Part): unknown {
  if (row === null) return null
  const held = row as unknown as Record<string, unknown>
  if (heading === undefined) return fields.map((field) => held[field])
  const extra = held.extra as Record<string, string>
  return [Object.hasOwn(extra, heading) ? extra[heading] : null]
}

/** The row with a part as another version of it has it. */
export function withPart(row: Row, from: Row, { fields, heading }: Part): Row {
  const other = from as unknown as Record<string, unknown>
  if (heading === undefined)
    return { ...row, ...Object.fromEntries(fields.map((field) => [field, other[field]])) } as Row
  const taken = other.extra as Record<string, string>
  const extra = (row as unknown as { extra: Record<string, string> }).extra
  const kept = Object.entries(extra).filter(([key]) => key !== heading)
  const entries = Object.hasOwn(taken, heading) ? [...kept, [heading, taken[heading]]] : kept
  return { ...row, extra: Object.fromEntries(entries) } as Row
}

/** Are two versions of a row the same in everything that anyone is asked about? */
export function alike(table: TableName, one: Row | null, other: Row | null): boolean {
  if (one === null || other === null) return one === other
  return partsOf(table, [one, other]).every((part) => sameRow(valueIn(one, part), valueIn(other, part)))
}
