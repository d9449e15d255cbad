/**
 * The plan as it was after any step of its history. The present rows are stored; those that later steps altered are taken
 * from what these say they were. Steps that were undone, or undone and overtaken, are passed over, since nothing of them is in
 * the plan. Example: `past.rowsAt(12)` gives every row as it was once step 12 was done, `past.rowsAt(0)` those of an empty plan.
 */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { type Change, changeSchema, type RowChange, sameRow } from '../../shared/change.ts'
import { type Draft, stepInId } from '../../shared/drafts.ts'
import type { HistoryStep, LineStep } from '../../shared/ipc.ts'
import { type Row, references, schemas, type TableName, tableNames } from '../../shared/model.ts'
import { type PlanRows, planOf, rowsOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'

/** A step that stands, with what it did. */
export interface StepDone {
  step: HistoryStep
  change: Change
}

/** A row by its table and id. */
export interface RowName {
  table: TableName
  id: string
}

/** The history of an open plan, looked back along. What it reads may come from a stranger's file, so it is checked. */
export interface Past {
  /**
   * Every row as it was once this step was done; 0 is before the first.
   * @throws Refusal when there is no such step, or it does not stand
   */
  rowsAt(step: number): PlanRows
  /** The step after which the plan was what each draft stands for, by the draft's id. Every draft of the plan has one. */
  draftSteps(): Record<string, number>
  /** The steps that stand after this one, oldest first, with their Changes. */
  changesAfter(step: number): StepDone[]
  /** The latest step that stands and touched one of these rows; with a field, that gave the field of one another value. */
  lastStep(rows: readonly RowName[], field: string | null): HistoryStep | null
  /** The steps that stand and touched a budget line or what is kept about it, the latest first, each with those rows only. */
  lineHistory(lineId: string): LineStep[]
}

const stepFields = {
  number: z.int(),
  label: z.string(),
  who: z.string(),
  at: z.string(),
  state: z.enum(['done', 'undone', 'dropped']),
}
/** Every step there was, oldest first. */
export const stepsSchema: z.ZodType<HistoryStep[]> = z.array(z.object(stepFields))
/** A step with what it did, as its text is stored. */
export const stepWithChange = z.object({ ...stepFields, change: z.string() })
export type StoredStep = z.infer<typeof stepWithChange>
/** A step's rows, of which only those that are wanted are checked further. */
const looseRows = z.array(
  z.object({ table: z.enum(tableNames), id: z.string(), before: z.unknown(), after: z.unknown() }),
)
type LooseRow = z.infer<typeof looseRows>[number]

/** The fields of a row that name a budget line. An option's difference names it in the row that it holds. */
const naming = ['lineId', 'toLineId', 'fromLineId'] as const

/** Is a row about this line: the line itself, its figures, notes, funding, contract, drawdowns and so on? */
function isAbout(lineId: string, table: string, row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false
  const fields = row as Record<string, unknown>
  if (table === 'line') return fields.id === lineId
  if (table === 'difference')
    return (
      // What an option takes away is known by its id alone, which begins with the line's where it belongs to one.
      (typeof fields.rowId === 'string' && `${fields.rowId} `.startsWith(`${lineId} `)) ||
      (typeof fields.table === 'string' && isAbout(lineId, fields.table, fields.row))
    )
  if (naming.some((name) => fields[name] === lineId)) return true
  if (table === 'carry') return fields.to === 'line' && fields.toId === lineId
  return table === 'statement' && fields.target === 'line' && fields.targetId === lineId
}

/** Does every row name only rows that are there? */
function isWhole(rows: PlanRows): boolean {
  const ids = Object.fromEntries(
    tableNames.map((table) => [table, new Set((rows[table] as Row[]).map(({ id }) => id))]),
  ) as Record<TableName, Set<string>>
  return references.every(([from, column, target]) =>
    (rows[from] as Row[]).every((row) => {
      const named = (row as unknown as Record<string, string | null>)[column]
      return named == null || ids[target].has(named)
    }),
  )
}

/**
 * @param of.present every row as it is stored now, and of those the drafts
 * @param of.broken what to throw when the history cannot be what was saved
 */
export function pastOf(
  database: Database,
  { present, drafts, broken }: { present: () => PlanRows; drafts: () => Draft[]; broken: () => Refusal },
): Past {
  const after = database.prepare<[number]>(
    `SELECT "number", "label", "who", "at", "state", "change" FROM "history"
     WHERE "state" = 'done' AND "number" > ? ORDER BY "number"`,
  )
  const mentioning = database.prepare<[string]>(
    `SELECT "number", "label", "who", "at", "state", "change" FROM "history"
     WHERE "state" = 'done' AND instr("change", ?) > 0 ORDER BY "number" DESC`,
  )
  const latest = database.prepare<[number, string]>(
    `SELECT "number", "label", "who", "at", "state", "change" FROM "history"
     WHERE "state" = 'done' AND "number" > ? AND instr("change", ?) > 0 ORDER BY "number" DESC`,
  )
  const standing = database.prepare<[number]>(`SELECT 1 FROM "history" WHERE "state" = 'done' AND "number" = ?`).pluck()

  /** What the rows that later steps touched were before the first of those. */
  function earlier(step: number): Map<TableName, Map<string, unknown>> {
    const before = new Map<TableName, Map<string, unknown>>()
    for (const found of after.iterate(step)) {
      for (const row of looseRows.parse(JSON.parse(stepWithChange.parse(found).change))) {
        const known = before.get(row.table) ?? new Map<string, unknown>()
        before.set(row.table, known)
        if (!known.has(row.id)) known.set(row.id, row.before)
      }
    }
    return before
  }

  function rowsAt(step: number): PlanRows {
    if (step !== 0 && standing.get(step) === undefined)
      throw new Refusal(
        `The plan’s history has no step ${step} that stands, so there is nothing to look at; nothing was changed, so choose another step.`,
      )
    const altered = earlier(step)
    const rows = present()
    if (altered.size === 0) return rows
    const plan = planOf(rows)
    for (const [table, was] of altered) {
      const held = plan[table] as Map<string, Row>
      for (const [id, before] of was) {
        if (before === null) held.delete(id)
        else {
          const row = schemas[table].parse(before) as Row
          if (row.id !== id) throw broken()
          held.set(id, row)
        }
      }
    }
    const past = rowsOf(plan)
    if (!isWhole(past)) throw broken()
    return past
  }

  /** One row of a step, checked. */
  function checked({ table, id, before, after }: LooseRow): RowChange {
    return changeSchema.parse({ label: 'step', rows: [{ table, id, before, after }] }).rows[0]!
  }

  /** Where a draft's id names no step that stands, it is the one that made its row. */
  function draftSteps(): Record<string, number> {
    const made = new Map<string, number>()
    let last = 0
    for (const found of mentioning.all('"draft"').toReversed()) {
      const { number, change } = stepWithChange.parse(found)
      last = number
      for (const { table, id, before } of looseRows.parse(JSON.parse(change)))
        if (table === 'draft' && before === null) made.set(id, number)
    }
    const steps = drafts().map(({ id }) => {
      const named = stepInId(id)
      const stands = named !== null && (named === 0 || standing.get(named) !== undefined)
      return [id, stands ? named : (made.get(id) ?? last)]
    })
    return Object.fromEntries(steps)
  }

  /** A row of a step by how its text begins, so that no other is read, of an import's thousands neither. */
  function rowIn(change: string, begins: string): LooseRow | null {
    const start = change.indexOf(begins)
    if (start < 0) return null
    let depth = 0
    let quoted = false
    for (let at = start; at < change.length; at++) {
      const character = change[at]
      if (quoted) {
        if (character === '\\') at++
        else if (character === '"') quoted = false
      } else if (character === '"') quoted = true
      else if (character === '{') depth++
      else if (character === '}' && --depth === 0)
        return looseRows.element.parse(JSON.parse(change.slice(start, at + 1)))
    }
    return null
  }

  /** How the text of a row's change begins. */
  const beginsWith = ({ table, id }: RowName) => `{"table":${JSON.stringify(table)},"id":${JSON.stringify(id)}`

  /** Did a step give a field of these rows, of which one may take another's place, another value? */
  function alters(change: string, rows: readonly RowName[], field: string): boolean {
    const found = rows.flatMap((name) => rowIn(change, beginsWith(name)) ?? [])
    const value = (when: 'before' | 'after') => {
      for (const row of found) {
        // An option's difference has the field in the row that it holds.
        const held = row[when] as Record<string, unknown> | null
        const fields = row.table === 'difference' ? (held?.row as Record<string, unknown> | null | undefined) : held
        if (fields) return fields[field]
      }
      return undefined
    }
    return !sameRow(value('before'), value('after'))
  }

  function lastStep(rows: readonly RowName[], field: string | null): HistoryStep | null {
    let last: HistoryStep | null = null
    for (const name of rows)
      for (const one of latest.iterate(last?.number ?? 0, beginsWith(name))) {
        const { change, ...step } = stepWithChange.parse(one)
        if (field !== null && !alters(change, rows, field)) continue
        last = step
        break
      }
    return last
  }

  return {
    rowsAt,
    lastStep,
    draftSteps,
    changesAfter: (step) =>
      after.all(step).map((found) => {
        const { change, ...one } = stepWithChange.parse(found)
        return { step: one, change: changeSchema.parse({ label: one.label, rows: JSON.parse(change) }) }
      }),
    lineHistory: (lineId) =>
      // The id as it stands in JSON: nearly every step is passed over without being opened.
      mentioning.all(JSON.stringify(lineId).slice(1, -1)).flatMap((found) => {
        const { change, ...step } = stepWithChange.parse(found)
        const rows = looseRows
          .parse(JSON.parse(change))
          .filter(({ table, before, after }) => isAbout(lineId, table, before) || isAbout(lineId, table, after))
          .map(checked)
        return rows.length === 0 ? [] : [{ ...step, rows }]
      }),
  }
}
