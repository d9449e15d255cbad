/**
 * The plan file's tables, as a list of steps that is only ever added to: a plan made by any earlier release is brought up to
 * date by the steps it lacks. `user_version` counts the steps a file has had. A step that alters a table also alters the
 * Changes in `history`, or they could no longer be undone.
 * Example: a file of version 1 opened by a program with two steps gets the second, after a copy of it was kept.
 */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'

/** Marks a SQLite file as a plan: the letters CPLN. */
export const APPLICATION_ID = 0x43504c4e

/** One step. `up` runs in a transaction of its own, with foreign keys checked at its end. */
export interface Migration {
  readonly name: string
  up(database: Database): void
}

const firstTables = `
CREATE TABLE "plan" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = 'plan'),
  "title" TEXT NOT NULL,
  "organisation" TEXT,
  "planYear" TEXT CHECK ("planYear" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "marking" TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE "priority" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "parentId" TEXT REFERENCES "priority" ("id") DEFERRABLE INITIALLY DEFERRED,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "priority by parent" ON "priority" ("parentId");

CREATE TABLE "line" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "service" TEXT NOT NULL,
  "provider" TEXT,
  "description" TEXT,
  "route" TEXT,
  "geography" TEXT,
  "code" TEXT,
  "owner" TEXT,
  "priorityId" TEXT REFERENCES "priority" ("id") DEFERRABLE INITIALLY DEFERRED,
  "basis" TEXT NOT NULL CHECK ("basis" IN ('recurring', 'one-off')),
  "status" TEXT,
  "contractStart" TEXT,
  "contractEnd" TEXT,
  "extra" TEXT NOT NULL CHECK (json_valid("extra")),
  "position" REAL NOT NULL,
  "origin" TEXT CHECK (json_valid("origin"))
) STRICT, WITHOUT ROWID;
CREATE INDEX "line by priority" ON "line" ("priorityId");

CREATE TABLE "amount" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "lineId" || ' ' || "year" || ' ' || "measure"),
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "measure" TEXT NOT NULL CHECK ("measure" IN ('budget', 'forecast', 'actual')),
  "pence" INTEGER NOT NULL CHECK (abs("pence") <= 1000000000000),
  "expression" TEXT,
  "origin" TEXT CHECK (json_valid("origin")),
  UNIQUE ("lineId", "year", "measure")
) STRICT, WITHOUT ROWID;

CREATE TABLE "note" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "measure" TEXT CHECK ("measure" IN ('budget', 'forecast', 'actual')),
  "mark" TEXT,
  "text" TEXT NOT NULL,
  "position" REAL NOT NULL,
  "origin" TEXT CHECK (json_valid("origin"))
) STRICT, WITHOUT ROWID;
CREATE INDEX "note by line" ON "note" ("lineId");

CREATE TABLE "reserve" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "purpose" TEXT,
  "openingYear" TEXT CHECK ("openingYear" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "openingPence" INTEGER CHECK (abs("openingPence") <= 1000000000000),
  "minimumPence" INTEGER CHECK (abs("minimumPence") <= 1000000000000),
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "transfer" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "reserveId" TEXT NOT NULL REFERENCES "reserve" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "direction" TEXT NOT NULL CHECK ("direction" IN ('in', 'out')),
  "pence" INTEGER NOT NULL CHECK ("pence" BETWEEN 1 AND 1000000000000),
  "reason" TEXT,
  "decision" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "transfer by reserve" ON "transfer" ("reserveId");

CREATE TABLE "carry" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "pence" INTEGER NOT NULL CHECK ("pence" BETWEEN 1 AND 1000000000000),
  "to" TEXT NOT NULL CHECK ("to" IN ('reserve', 'line', 'funder', 'general')),
  "toId" TEXT CHECK (("toId" IS NOT NULL) = ("to" IN ('reserve', 'line'))),
  "status" TEXT NOT NULL CHECK ("status" IN ('requested', 'approved', 'rejected')),
  "reason" TEXT,
  "decision" TEXT,
  "toReserve" TEXT GENERATED ALWAYS AS (CASE "to" WHEN 'reserve' THEN "toId" END)
    REFERENCES "reserve" ("id") DEFERRABLE INITIALLY DEFERRED,
  "toLine" TEXT GENERATED ALWAYS AS (CASE "to" WHEN 'line' THEN "toId" END)
    REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX "carry by line" ON "carry" ("lineId");
CREATE INDEX "carry by receiving reserve" ON "carry" ("toReserve");
CREATE INDEX "carry by receiving line" ON "carry" ("toLine");

CREATE TABLE "import" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "file" TEXT NOT NULL,
  "report" TEXT NOT NULL CHECK (json_valid("report")),
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "history" (
  "number" INTEGER NOT NULL PRIMARY KEY,
  "label" TEXT NOT NULL,
  "who" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('done', 'undone', 'dropped')),
  "change" TEXT NOT NULL CHECK (json_valid("change"))
) STRICT;
CREATE INDEX "history by state" ON "history" ("state", "number");
`

const statements = `
CREATE TABLE "statement" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "target" TEXT NOT NULL CHECK ("target" IN ('total', 'priority', 'line')),
  "targetId" TEXT CHECK (("targetId" IS NULL) = ("target" = 'total')),
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "measure" TEXT NOT NULL CHECK ("measure" IN ('budget', 'forecast', 'actual')),
  "pence" INTEGER NOT NULL CHECK (abs("pence") <= 1000000000000),
  "step" INTEGER NOT NULL CHECK ("step" BETWEEN 0 AND 1000000000000),
  "text" TEXT NOT NULL,
  "source" TEXT,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "acceptance" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "pence" INTEGER,
  "reason" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`

/** Every step there ever was, in order. A step that has been released is never altered. */
export const migrations: readonly Migration[] = [
  { name: 'the first tables', up: (database) => database.exec(firstTables) },
  { name: 'statements and accepted differences', up: (database) => database.exec(statements) },
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
