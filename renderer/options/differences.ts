/**
 * An option's differences in words: what, as the plan has it, as the option has it. Example: "Shelter, 2021/22 budget",
 * "£100,000", "£95,000".
 */
import { type RowChange, sameRow } from '../../shared/change.ts'
import type { Measure, Row, TableName } from '../../shared/model.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { type Note, noteText } from '../../shared/notes.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'

export interface Difference {
  key: string
  what: string
  before: string
  after: string
}

const kinds: Partial<Record<TableName, string>> = {
  priority: 'priority',
  line: 'budget line',
  note: 'note',
  reserve: 'earmarked reserve',
  transfer: 'transfer',
  carry: 'carry-forward',
  source: 'funding source',
  ringFence: 'ring-fence',
  availability: 'available',
  split: 'funding split',
  adjustment: 'adjustment',
  drawdown: 'drawdown',
  virement: 'virement',
  contract: 'contract',
  decision: 'decision record',
  decisionLine: 'decision on the line',
  formulaError: 'figure',
  bid: 'bid',
}
const measures: Record<Measure, string> = { budget: 'budget', forecast: 'forecast outturn', actual: 'actual' }
const NONE = 'not there'
/** Fields that say nothing to an officer. */
const SILENT = ['id', 'origin', 'position', 'extra', 'lineId', 'sourceId', 'reserveId', 'year']

type Fields = Record<string, unknown>

function nameOf(plans: readonly Plan[], table: 'line' | 'source' | 'reserve' | 'priority', id: unknown): string | null {
  for (const plan of plans) {
    if (table === 'line') {
      const line = plan.line.get(id as string)
      if (line) return lineLabel(plan, line)
    } else {
      const row = plan[table].get(id as string)
      if (row) return row.name
    }
  }
  return null
}

function decisionOf(plans: readonly Plan[], id: unknown): string | null {
  for (const plan of plans) {
    const decision = plan.decision.get(id as string)
    if (decision) return decision.reference
  }
  return null
}

/** What a row is about: its line, source, reserve, name and year. */
function subjectOf(plans: readonly Plan[], table: TableName, row: Row): string {
  const fields = row as unknown as Fields
  const parts: (string | null)[] = [
    table === 'line' ? nameOf(plans, 'line', row.id) : nameOf(plans, 'line', fields.lineId ?? fields.fromLineId),
    nameOf(plans, 'source', fields.sourceId),
    nameOf(plans, 'reserve', table === 'reserve' ? null : fields.reserveId),
    table === 'line' ? null : ((fields.name as string | undefined) ?? null),
    table === 'decision' ? (fields.reference as string) : decisionOf(plans, fields.decisionId),
  ]
  const what =
    table === 'amount'
      ? `${fields.year as string} ${measures[fields.measure as Measure]}`
      : [fields.year, kinds[table] ?? table].filter(Boolean).join(' ')
  return [...parts.filter((part) => part !== null), what].join(', ')
}

function textOf(plans: readonly Plan[], field: string, value: unknown): string {
  if (value === null || value === undefined) return field === 'pence' ? 'the rest' : 'none'
  if (typeof value === 'number' && /pence$/i.test(field)) return formatMoney(value as Pence)
  if (/priorityId|parentId/.test(field)) return nameOf(plans, 'priority', value) ?? 'none'
  if (/lineId$/i.test(field)) return nameOf(plans, 'line', value) ?? 'none'
  if (field === 'toId') return nameOf(plans, 'reserve', value) ?? nameOf(plans, 'line', value) ?? 'none'
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'string' ? one : `${one.role}: ${one.text}`)).join(', ') || 'none'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const wordOf = (field: string) =>
  field
    .replace(/Id$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()

/** A difference in words. @param base the plan; @param under the plan under the option */
export function describe(base: Plan, under: Plan, { table, id, before, after }: RowChange): Difference {
  const plans = [under, base]
  const what = subjectOf(plans, table, (after ?? before)!)
  const key = `${table} ${id}`
  if (table === 'note') {
    const text = (row: Row | null) => (row ? `“${noteText(row as unknown as Note)}”` : NONE)
    if (text(before) !== text(after)) return { key, what, before: text(before), after: text(after) }
  }
  if (table === 'amount' || table === 'split' || table === 'availability') {
    const pence = (row: Row | null) => (row ? textOf(plans, 'pence', (row as unknown as Fields).pence) : NONE)
    if (pence(before) !== pence(after)) return { key, what, before: pence(before), after: pence(after) }
  }
  if (!before || !after) return { key, what, before: before ? 'there' : NONE, after: after ? 'added' : NONE }
  const [left, right] = [before as unknown as Fields, after as unknown as Fields]
  const altered = Object.keys(right).filter((field) => !sameRow(left[field], right[field]) && !SILENT.includes(field))
  const list = (fields: Fields) =>
    altered.map((field) => `${wordOf(field)}: ${textOf(plans, field, fields[field])}`).join('; ') || 'otherwise'
  return { key, what, before: list(left), after: list(right) }
}
