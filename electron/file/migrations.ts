/**
 * The plan file's tables, as a list of steps that is only ever added to: a plan made by any earlier release is brought up to
 * date by the steps it lacks. `user_version` counts the steps a file has had. A step that alters a table also alters the
 * Changes in `history`, or they could no longer be undone.
 * Example: a file of version 1 opened by a program with two steps gets the second, after a copy of it was kept.
 */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { decisions } from './steps/decisions.ts'
import { drafts } from './steps/drafts.ts'
import { addFunding } from './steps/funding.ts'
import { statements } from './steps/statements.ts'
import { firstTables } from './steps/tables.ts'

/** Marks a SQLite file as a plan: the letters CPLN. */
export const APPLICATION_ID = 0x43504c4e

/** One step. `up` runs in a transaction of its own, with foreign keys checked at its end. */
export interface Migration {
  readonly name: string
  up(database: Database): void
}

/** Every step there ever was, in order. A step that has been released is never altered. */
export const migrations: readonly Migration[] = [
  { name: 'the first tables', up: (database) => database.exec(firstTables) },
  { name: 'statements and accepted differences', up: (database) => database.exec(statements) },
  { name: 'funding, pots, virements, contracts, bids and options', up: addFunding },
  { name: 'decision records', up: (database) => database.exec(decisions) },
  { name: 'formula errors, saved views, drafts and merged copies', up: (database) => database.exec(drafts) },
]

/**
 * Brings a database from the version it has to the newest, each step whole or not at all.
 * @throws when a step fails or leaves a row that refers to nothing; the steps before it stay done
 */
export function migrate(database: Database, steps: readonly Migration[]): void {
  database.pragma('foreign_keys = OFF')
  try {
    for (let version = versionOf(database); version < steps.length; version++) {
      database
        .transaction(() => {
          steps[version]!.up(database)
          if ((database.pragma('foreign_key_check') as unknown[]).length > 0)
            throw new Error(`migration ${version + 1} leaves rows that refer to nothing`)
          database.pragma(`user_version = ${version + 1}`)
        })
        .immediate()
    }
  } finally {
    database.pragma('foreign_keys = ON')
  }
}

/** How many steps a database has had. */
export function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number
}

/** A digest of everything a database defines: tables, indexes, views and triggers. Two with the same are built alike. */
export function shapeOf(database: Database): string {
  const rows = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all()
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}
