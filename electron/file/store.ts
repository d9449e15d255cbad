/**
 * The plan file as the rest of the program knows it: rows, Changes and their history. It knows tables, not budgets.
 * Example: `const plan = openPlanFile('/home/jo/Budget.cplan', {who: 'jo', now: () => new Date().toISOString()})`, then
 * `plan.commit(change)` and `plan.undo()`.
 */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { type Change, changeSchema, invert, type RowChange, sameRow } from '../../shared/change.ts'
import type { HistoryHead, HistoryStep } from '../../shared/ipc.ts'
import { type Row, type TableName, type Tables, tableNames } from '../../shared/model.ts'
import type { PlanRows } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { writeCopy } from './duplicating.ts'
import { damaged, openingFault, readOnlyPlan, savingFault } from './faults.ts'
import { makeDatabase } from './making.ts'
import { type Author, type Opened, type OpenOptions, openDatabase } from './opening.ts'
import { type Past, pastOf, type StoredStep, stepsSchema, stepWithChange } from './past.ts'
import { decode, encode, type Stored, statementsOf } from './rows.ts'
import { type Doubtful, doubtfulRows } from './soundness.ts'

export type { Holder } from './holder.ts'
export { describeHolder, PlanLocked } from './holder.ts'
export type { Author, OpenOptions } from './opening.ts'
export type { StepDone } from './past.ts'

/** A Change that was undone or redone, as it was applied, and what comes next. */
export interface Stepped {
  change: Change
  history: HistoryHead
}

/** An open plan. Every method may throw a Refusal, and then nothing has changed. */
export interface PlanFile extends Past {
  /** Where it lies, links followed. */
  readonly file: string
  /** Asked for, or since the file or its folder may not be written. */
  readonly readOnly: boolean
  /** Has it a password? */
  readonly isProtected: boolean
  /** Every row, checked. Tables with positions are in their order. */
  rows(): PlanRows
  /** The same, of one moment too, with a pause now and then so that others have their turn meanwhile. */
  rowsInParts(pause: () => Promise<void>): Promise<PlanRows>
  /** Saves a Change: all of it, with its place in the history, or nothing. A Change of no rows is not recorded. */
  commit(change: Change): HistoryHead
  /** Takes the last Change back; null when there is none. */
  undo(): Stepped | null
  /** Does the Change again that was undone last; null when there is none. */
  redo(): Stepped | null
  /** Every step there was, oldest first. */
  history(): HistoryStep[]
  /** The same, each with what it did as its text is stored. */
  storedHistory(): StoredStep[]
  /** What can be undone and redone next. */
  head(): HistoryHead
  /**
   * The rows that are otherwise than the history says, as after a fault of a disk; none, as it should be. Where the history is
   * longer than `most` characters nothing is looked at.
   */
  doubtful(most?: number): Doubtful[]
  /** Writes a copy of the plan as it is saved, also when its own file is gone. @throws Refusal; what is there is then as it was */
  copyTo(file: string): void
  /** Lets go of the file. Closing twice does no harm. */
  close(): void
}

const storedStep = z.object({ number: z.int(), label: z.string(), change: z.string() })

/** The history's statements. The steps done come before the steps undone, with dropped ones anywhere between. */
function historyStatements(database: Database) {
  const step = 'SELECT "number", "label", "change" FROM "history"'
  return {
    all: database.prepare('SELECT "number", "label", "who", "at", "state" FROM "history" ORDER BY "number"'),
    whole: database.prepare(
      'SELECT "number", "label", "who", "at", "state", "change" FROM "history" ORDER BY "number"',
    ),
    length: database.prepare('SELECT total(length("change")) FROM "history"').pluck(),
    lastDone: database.prepare(`${step} WHERE "state" = 'done' ORDER BY "number" DESC LIMIT 1`),
    firstUndone: database.prepare(`${step} WHERE "state" = 'undone' ORDER BY "number" LIMIT 1`),
    undoLabel: database
      .prepare(`SELECT "label" FROM "history" WHERE "state" = 'done' ORDER BY "number" DESC LIMIT 1`)
      .pluck(),
    redoLabel: database
      .prepare(`SELECT "label" FROM "history" WHERE "state" = 'undone' ORDER BY "number" LIMIT 1`)
      .pluck(),
    drop: database.prepare(`UPDATE "history" SET "state" = 'dropped' WHERE "state" = 'undone'`),
    append: database.prepare(
      `INSERT INTO "history" ("label", "who", "at", "state", "change") VALUES (?, ?, ?, 'done', ?)`,
    ),
    mark: database.prepare<[string, number]>('UPDATE "history" SET "state" = ? WHERE "number" = ?'),
  }
}

/** Rows that are opened together where others have their turn in between. */
const PIECE = 1_000
/** Half of a character, which JavaScript allows in a text and SQLite does not. */
const HALF_CHARACTER = /\p{Cs}/u

function unkeepable(label: string): Refusal {
  return new Refusal(
    `“${label}” was not saved, because it holds something that a plan cannot keep; nothing was altered, so look at what was entered and repeat it.`,
  )
}

/** A row without the fields that are there but undefined, which are not stored. */
const asStored = (row: Row | null): unknown => JSON.parse(JSON.stringify(row))

function planFile({ file, database, readOnly, isProtected, inPlace, close }: Opened, { who, now }: Author): PlanFile {
  const tables = statementsOf(database)
  const steps = historyStatements(database)

  const head = (): HistoryHead => ({
    undo: (steps.undoLabel.get() as string | undefined) ?? null,
    redo: (steps.redoLabel.get() as string | undefined) ?? null,
  })

  /** Reads, turning damage into a sentence. */
  function reading<Value>(read: () => Value): Value {
    try {
      return read()
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError) throw damaged(file)
      throw openingFault(error, file)
    }
  }

  /** Does one step in one transaction that nobody else can come between. */
  function writing<Value>(label: string, write: () => Value): Value {
    if (readOnly) throw readOnlyPlan(file, label)
    if (!inPlace())
      throw new Refusal(
        `“${label}” was not saved, because the plan is no longer where it was opened; all that was saved before is still here, so put it back, or save a copy elsewhere (File menu).`,
      )
    try {
      return database.transaction(write).immediate()
    } catch (error) {
      throw savingFault(error, file, label)
    }
  }

  /** The row that is stored. */
  function stored(table: TableName, id: string): Row | null {
    const row = tables[table].get.get(id) as Stored | undefined
    return row ? reading(() => decode(table, row)) : null
  }

  /**
   * Writes rows whose `before` is what is stored. Rows go first that are to be away, since a new one may take their place.
   * @returns the Change with each `before` as it was stored, so that undoing brings back the very same bytes
   */
  function write({ label, rows }: Change): Change {
    const exact = rows.map((row) => {
      const before = stored(row.table, row.id)
      if (!sameRow(before, row.before) && !sameRow(before, asStored(row.before)))
        throw new Refusal(
          `“${label}” was not done, because the plan has changed since; nothing was altered, so look again and repeat it.`,
        )
      return { ...row, before } as RowChange
    })
    for (const { table, id, after } of exact) if (after === null) tables[table].remove.run(id)
    for (const { table, id, before, after } of exact) {
      if (after === null) continue
      const values = encode(table, after)
      if (values.some((value) => typeof value === 'string' && HALF_CHARACTER.test(value))) throw unkeepable(label)
      if (before === null) tables[table].insert.run(values)
      else tables[table].update.run(values, id)
    }
    return { label, rows: exact }
  }

  /** A step of the history as a Change. It may come from a stranger's file, so it is checked. */
  function changeOf(step: z.infer<typeof storedStep>): Change {
    return reading(() => changeSchema.parse({ label: step.label, rows: JSON.parse(step.change) }))
  }

  function move(found: unknown, state: 'done' | 'undone'): Stepped | null {
    if (found === undefined) return null
    const step = reading(() => storedStep.parse(found))
    const change = state === 'undone' ? invert(changeOf(step)) : changeOf(step)
    return writing(`${state === 'undone' ? 'undo' : 'redo'} ${step.label}`, () => {
      write(change)
      steps.mark.run(state, step.number)
      return { change, history: head() }
    })
  }

  const rows = (): PlanRows =>
    reading(
      () =>
        Object.fromEntries(
          tableNames.map((table) => [table, tables[table].all.all().map((row) => decode(table, row))]),
        ) as PlanRows,
    )
  const past = pastOf(database, {
    present: rows,
    drafts: () => tables.draft.all.all().map((row) => decode('draft', row) as Tables['draft']),
    broken: () => damaged(file),
  })

  return {
    file,
    readOnly,
    isProtected,
    rows,
    rowsAt: (step) => reading(() => past.rowsAt(step)),
    draftSteps: () => reading(() => past.draftSteps()),
    changesAfter: (step) => reading(() => past.changesAfter(step)),
    lastStep: (rows, field) => reading(() => past.lastStep(rows, field)),
    lineHistory: (lineId) => reading(() => past.lineHistory(lineId)),
    async rowsInParts(pause) {
      const stored = reading(() => tableNames.map((table) => ({ table, all: tables[table].all.all() })))
      const rows: Record<string, Row[]> = {}
      for (const { table, all } of stored) {
        const own: Row[] = []
        rows[table] = own
        for (let from = 0; from < all.length; from += PIECE) {
          for (const row of reading(() => all.slice(from, from + PIECE).map((one) => decode(table, one)))) own.push(row)
          await pause()
        }
      }
      return rows as PlanRows
    },
    commit(given) {
      const checked = changeSchema.safeParse(given)
      if (!checked.success || HALF_CHARACTER.test(given.label)) throw unkeepable(given.label)
      if (given.rows.length === 0) return head()
      return writing(given.label, () => {
        const change = write(checked.data)
        steps.drop.run()
        steps.append.run(change.label, who, now(), JSON.stringify(change.rows))
        return head()
      })
    },
    undo: () =>
      move(
        reading(() => steps.lastDone.get()),
        'undone',
      ),
    redo: () =>
      move(
        reading(() => steps.firstUndone.get()),
        'done',
      ),
    history: () => reading(() => stepsSchema.parse(steps.all.all())),
    storedHistory: () => reading(() => z.array(stepWithChange).parse(steps.whole.all())),
    head: () => reading(head),
    doubtful: (most = Number.POSITIVE_INFINITY) =>
      reading(() => {
        if ((steps.length.get() as number) > most) return []
        return doubtfulRows(rows(), z.array(stepWithChange).parse(steps.whole.all()))
      }),
    copyTo: (copy) => {
      try {
        writeCopy(database, copy, isProtected)
      } catch (error) {
        throw openingFault(error, copy)
      }
    },
    close,
  }
}

/** Opens what was found at a path as a plan, or lets go of it again. */
function open(file: string, options: OpenOptions): PlanFile {
  const opened = openDatabase(file, options)
  try {
    return planFile(opened, options)
  } catch (error) {
    opened.close()
    throw openingFault(error, file)
  }
}

/**
 * Opens a plan file.
 * @throws PlanLocked when somebody has it open; Refusal when it is not a plan, damaged, newer than this program, or out of reach
 */
export function openPlanFile(file: string, options: OpenOptions): PlanFile {
  return open(file, options)
}

export interface CreateOptions extends Author {
  /** The plan's first Change. When it is refused, no file is made. */
  change?: Change | undefined
  /** Whether a file of that name may be taken over, as the officer has agreed to. */
  replace?: boolean | undefined
}

/**
 * Makes a plan file and opens it.
 * @throws Refusal when there is one of that name already, or it cannot be made there
 */
export function createPlanFile(file: string, { change, replace = false, ...author }: CreateOptions): PlanFile {
  makeDatabase(file, {
    replace,
    fill: (database) => {
      if (!change) return
      const opened = { file, database, readOnly: false, isProtected: false, inPlace: () => true, close: () => {} }
      planFile(opened, author).commit(change)
    },
  })
  return open(file, author)
}
