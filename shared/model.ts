/**
 * The plan's tables, each with its schema: what a row holds, checked wherever one comes in (the plan file, the window).
 * Results such as subtotals are never rows. Example: the 2020/21 budget of a line is one row of `amount`.
 */
import { z } from 'zod'
import { LARGEST_AMOUNT, type Pence } from './money.ts'
import { type FinancialYear, isYear } from './years.ts'

/** Long enough for the ids that are made of several others. */
const id = z.string().min(1).max(400)
const text = z.string().min(1).max(32_767)
const optionalText = text.nullable()
const pence = z
  .int()
  .min(-LARGEST_AMOUNT)
  .max(LARGEST_AMOUNT)
  .transform((value) => value as Pence)
const year = z
  .string()
  .refine(isYear)
  .transform((value) => value as FinancialYear)
const date = z.iso.date()
const position = z.number()

/** Where in an imported workbook a row came from; `row` or `cell` as it was read. */
export const originSchema = z.strictObject({
  file: z.string(),
  sheet: z.string(),
  row: z.int().optional(),
  cell: z.string().optional(),
})
export type Origin = z.infer<typeof originSchema>

/** budget: what the year is planned to cost; forecast: its forecast outturn; actual: what was spent. */
export const measures = ['budget', 'forecast', 'actual'] as const
export type Measure = (typeof measures)[number]
export const isMeasure = (text: string): text is Measure => (measures as readonly string[]).includes(text)
const measure = z.enum(measures)

/** The schema of each table's rows. */
export const schemas = {
  /** One row, `plan`. `planYear` is the year being planned; null until known. */
  plan: z.strictObject({
    id: z.literal('plan'),
    title: text,
    organisation: optionalText,
    planYear: year.nullable(),
    marking: optionalText,
  }),
  /** What the budget is grouped by: a Police and Crime Plan priority, theme or portfolio; `parentId` makes a sub-priority. */
  priority: z.strictObject({ id, name: text, parentId: id.nullable(), position }),
  /** One commissioned service. `extra` keeps the columns of an import that have no place of their own, by heading. */
  line: z.strictObject({
    id,
    service: text,
    provider: optionalText,
    description: optionalText,
    route: optionalText,
    geography: optionalText,
    code: optionalText,
    owner: optionalText,
    priorityId: id.nullable(),
    basis: z.enum(['recurring', 'one-off']),
    status: optionalText,
    contractStart: date.nullable(),
    contractEnd: date.nullable(),
    extra: z.record(z.string(), z.string()),
    position,
    origin: originSchema.nullable(),
  }),
  /**
   * A line's figure for a year. A blank figure is no row at all. `expression` is the arithmetic it was typed as. The id is
   * {@link amountId}'s.
   */
  amount: z
    .strictObject({
      id,
      lineId: id,
      year,
      measure,
      pence,
      expression: optionalText,
      origin: originSchema.nullable(),
    })
    .refine((row) => row.id === amountId(row.lineId, row.year, row.measure)),
  /** A note on a line, or on one of its figures when `year` and `measure` are given. */
  note: z.strictObject({
    id,
    lineId: id,
    year: year.nullable(),
    measure: measure.nullable(),
    mark: optionalText,
    text,
    position,
    origin: originSchema.nullable(),
  }),
  /** An earmarked reserve. Its opening balance stands at 1 April of `openingYear`; null is not known, which is not 0. */
  reserve: z.strictObject({
    id,
    name: text,
    purpose: optionalText,
    openingYear: year.nullable(),
    openingPence: pence.nullable(),
    minimumPence: pence.nullable(),
    position,
    category: optionalText,
  }),
  /** Money into or out of a reserve in a year, other than a line's underspend (which is a `carry`). */
  transfer: z.strictObject({
    id,
    reserveId: id,
    year,
    direction: z.enum(['in', 'out']),
    pence: pence.refine((value) => value > 0),
    reason: optionalText,
    decision: optionalText,
  }),
  /** What is decided about a line's underspend of a year. `toId` is the reserve or the line it goes to. */
  carry: z.strictObject({
    id,
    lineId: id,
    year,
    pence: pence.refine((value) => value > 0),
    to: z.enum(['reserve', 'line', 'funder', 'general']),
    toId: id.nullable(),
    status: z.enum(['requested', 'approved', 'rejected']),
    reason: optionalText,
    decision: optionalText,
  }),
  /**
   * Where money comes from. `carry`: may its unspent money be carried forward: yes, only with consent (cite it), no. A source
   * of kind `reserve` draws on the earmarked reserve of `reserveId`.
   */
  source: z
    .strictObject({
      id,
      name: text,
      kind: z.enum(['core', 'grant', 'partner', 'reserve']),
      carry: z.enum(['yes', 'consent', 'no']),
      reserveId: id.nullable(),
      conditions: optionalText,
      position,
    })
    .refine(({ kind, reserveId }) => (kind === 'reserve') === (reserveId !== null)),
  /** A priority that a source is ring-fenced to, with its sub-priorities. A source without such rows may fund any line. */
  ringFence: z
    .strictObject({ id, sourceId: id, priorityId: id })
    .refine((row) => row.id === pairId(row.sourceId, row.priorityId)),
  /** What a source has in a year; of a reserve, what is drawn from it. */
  availability: z
    .strictObject({
      id,
      sourceId: id,
      year,
      pence: pence.refine((value) => value >= 0),
      status: z.enum(['confirmed', 'unconfirmed']),
      note: optionalText,
    })
    .refine((row) => row.id === pairId(row.sourceId, row.year)),
  /** What a source pays of a line's budget in a year. `pence` null is the rest of it, which one source of a line may pay. */
  split: z
    .strictObject({ id, lineId: id, sourceId: id, year, pence: pence.nullable() })
    .refine((row) => row.id === splitId(row.lineId, row.sourceId, row.year)),
  /**
   * A named reason why a line's budget differs from that of the year before; savings lower it by `pence`, the others raise
   * it. What they do not explain of the difference is shown as such: the line's amount is what counts.
   */
  adjustment: z.strictObject({
    id,
    lineId: id,
    year,
    kind: z.enum(['full-year effect', 'uplift', 'growth', 'savings', 'one-off']),
    pence: pence.refine((value) => value !== 0),
    reason: text,
    position,
  }),
  /** What a pot was drawn down for. `limit`: within what was left, or confirmed as an overspend. */
  drawdown: z.strictObject({
    id,
    lineId: id,
    year,
    date: date.nullable(),
    service: text,
    description: optionalText,
    pence: pence.refine((value) => value > 0),
    decision: optionalText,
    toLineId: id.nullable(),
    limit: z.enum(['within', 'overspend']),
    position,
  }),
  /** Budget moved between two lines within a year; both their amounts have been changed by it. */
  virement: z.strictObject({
    id,
    year,
    fromLineId: id,
    toLineId: id,
    pence: pence.refine((value) => value > 0),
    reason: text,
    approver: optionalText,
    decision: optionalText,
    date: date.nullable(),
  }),
  /** Who approves a virement of this size or above, up to the next band. */
  band: z.strictObject({ id, fromPence: pence.refine((value) => value >= 0), approver: text }),
  /** The contract behind a line, whose dates stand on the line. `term` in years, "3+1+1"; `extended`: options taken so far. */
  contract: z
    .strictObject({
      id,
      lineId: id,
      reference: optionalText,
      term: z
        .string()
        .regex(/^\d{1,2}(?:\+\d{1,2})*$/)
        .nullable(),
      extended: z.int().min(0).max(20),
      noticeDate: date.nullable(),
    })
    .refine((row) => row.id === row.lineId),
  /** A bid for, or an award of, money from outside. Once secured it can become the source of `sourceId`. */
  bid: z.strictObject({
    id,
    name: text,
    funder: optionalText,
    status: z.enum(['bid', 'awaiting', 'secured', 'ended']),
    lowPence: pence.nullable(),
    highPence: pence.nullable(),
    firstYear: year.nullable(),
    lastYear: year.nullable(),
    setting: z.enum(['annually set', 'fixed']).nullable(),
    note: optionalText,
    sourceId: id.nullable(),
    position,
  }),
  /** An option: a named set of differences from the plan. */
  option: z.strictObject({ id, name: text, description: optionalText, position }),
  /** One row that an option has otherwise than the plan: as `row`, or not at all where that is null. */
  difference: z
    .strictObject({ id, optionId: id, table: text, rowId: id, row: z.record(z.string(), z.unknown()).nullable() })
    .refine((row) => row.id === differenceId(row.optionId, row.table, row.rowId)),
  /** What one import read, in full: `report` is the reading, so that no cell of the file is forgotten. */
  import: z.strictObject({ id, file: text, report: z.record(z.string(), z.unknown()), position }),
  /**
   * A figure quoted in prose, held against the plan. `step` is what its last shown digit is worth in pence, 0 where it is exact;
   * `text` is its wording and `source` where it stands. The line or priority of `targetId` may be gone; the statement then stays.
   */
  statement: z
    .strictObject({
      id,
      target: z.enum(['total', 'priority', 'line']),
      targetId: id.nullable(),
      year,
      measure,
      pence,
      step: z.int().min(0).max(LARGEST_AMOUNT),
      text,
      source: optionalText,
      position,
    })
    .refine(({ target, targetId }) => (target === 'total') === (targetId === null)),
  /**
   * A difference that was looked at and accepted. `id` names what differs (see statements.ts and reported.ts); `pence` is the
   * difference then, null where there was no figure to compare: with any other difference the acceptance has lapsed.
   */
  acceptance: z.strictObject({ id, pence: z.int().nullable(), reason: text }),
  /**
   * The record of a decision. Drawdowns, transfers, carry-forwards and virements cite it by its `reference`. People stand in it
   * by their role, never by name. `publish…` is the monitoring officer's: may this be published? null until determined.
   */
  decision: z.strictObject({
    id,
    reference: text,
    date: date.nullable(),
    title: text,
    summary: optionalText,
    background: optionalText,
    recommendations: optionalText,
    approvals: z.array(z.strictObject({ role: text, text, date: date.nullable() })),
    attendees: z.array(text),
    publishRecord: z.enum(['yes', 'no']).nullable(),
    publishReport: z.enum(['yes', 'no']).nullable(),
    publishDetails: z.enum(['yes', 'no']).nullable(),
    withheld: optionalText,
    status: z.enum(['draft', 'awaiting', 'approved', 'rejected']),
    position,
  }),
  /** A budget line that a decision is about. */
  decisionLine: z
    .strictObject({ id, decisionId: id, lineId: id })
    .refine((row) => row.id === pairId(row.decisionId, row.lineId)),
  /**
   * A cell whose arithmetic gives no amount. It stands where the amount would, never beside one: sums pass over it, and a check
   * says so. `error`: it divides by zero, takes up a blank figure, leads back to itself, or comes to more than £10 billion.
   */
  formulaError: z
    .strictObject({
      id,
      lineId: id,
      year,
      measure,
      expression: text,
      error: z.enum(['zero', 'blank', 'circular', 'large']),
    })
    .refine((row) => row.id === amountId(row.lineId, row.year, row.measure)),
  /** A way to look at the budget, kept by name: its grouping, columns, filters and so on, as the window writes them. */
  savedView: z.strictObject({ id, name: text, settings: z.record(z.string(), z.unknown()), position }),
  /** A name for the plan as it was when this row was made, such as "Draft 3", with the day of its panel. */
  draft: z.strictObject({ id, name: text, date: date.nullable(), position }),
  /**
   * A copy of the plan that was merged: everything in it was taken in, or decided about, up to this step of its own history,
   * without the steps that did not stand in it then. `id` is a digest of that history (see electron/file/ancestor.ts).
   */
  merged: z.strictObject({
    id,
    name: text,
    who: optionalText,
    step: z.int().min(0),
    passedOver: z.array(z.int().min(1)),
  }),
} as const

export type TableName = keyof typeof schemas
/** Rows by table. */
export type Tables = { [Name in TableName]: z.infer<(typeof schemas)[Name]> }
export type Row = Tables[TableName]
export type Line = Tables['line']
export type Amount = Tables['amount']
export type Reserve = Tables['reserve']
export type Carry = Tables['carry']
export type Statement = Tables['statement']
export type Source = Tables['source']
export type Split = Tables['split']

/** The tables in an order in which each refers only to itself and those before it. */
export const tableNames = Object.keys(schemas) as TableName[]

/** The one id that a figure of a line can have, so that no year can have two. */
export function amountId(lineId: string, year: FinancialYear, measure: Measure): string {
  return `${lineId} ${year} ${measure}`
}

/** The one id of a row that belongs to two others: a source's ring-fence to a priority, what it has in a year, a decision's line. */
export function pairId(first: string, second: string): string {
  return `${first} ${second}`
}

/** The one id that a source's share of a line in a year can have. */
export function splitId(lineId: string, sourceId: string, year: FinancialYear): string {
  return `${lineId} ${sourceId} ${year}`
}

/** The one id of an option's difference in a row. */
export function differenceId(optionId: string, table: string, rowId: string): string {
  return `${optionId} ${table} ${rowId}`
}

/** Which column of which table names a row of which other table, as the plan file's foreign keys have it. */
export const references = [
  ['priority', 'parentId', 'priority'],
  ['line', 'priorityId', 'priority'],
  ['amount', 'lineId', 'line'],
  ['note', 'lineId', 'line'],
  ['transfer', 'reserveId', 'reserve'],
  ['carry', 'lineId', 'line'],
  ['source', 'reserveId', 'reserve'],
  ['ringFence', 'sourceId', 'source'],
  ['ringFence', 'priorityId', 'priority'],
  ['availability', 'sourceId', 'source'],
  ['split', 'lineId', 'line'],
  ['split', 'sourceId', 'source'],
  ['adjustment', 'lineId', 'line'],
  ['drawdown', 'lineId', 'line'],
  ['drawdown', 'toLineId', 'line'],
  ['virement', 'fromLineId', 'line'],
  ['virement', 'toLineId', 'line'],
  ['contract', 'lineId', 'line'],
  ['bid', 'sourceId', 'source'],
  ['difference', 'optionId', 'option'],
  ['decisionLine', 'decisionId', 'decision'],
  ['decisionLine', 'lineId', 'line'],
  ['formulaError', 'lineId', 'line'],
] as const satisfies readonly (readonly [TableName, string, TableName])[]
