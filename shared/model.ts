/**
 * The plan's tables, each with its schema: what a row holds, checked wherever one comes in (the plan file, the window).
 * Results such as subtotals are never rows. Example: the 2020/21 budget of a line is one row of `amount`.
 */
import { z } from 'zod'
import { LARGEST_AMOUNT, type Pence } from './money.ts'
import { type FinancialYear, isYear } from './years.ts'

const id = z.string().min(1).max(100)
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

/** The tables in an order in which each refers only to itself and those before it. */
export const tableNames = Object.keys(schemas) as TableName[]

/** The one id that a figure of a line can have, so that no year can have two. */
export function amountId(lineId: string, year: FinancialYear, measure: Measure): string {
  return `${lineId} ${year} ${measure}`
}
