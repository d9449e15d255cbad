/** Version 3: where the money comes from, pots, virements, contracts, bids and options. Never altered. */
import type { Database } from 'better-sqlite3'

const funding = `
ALTER TABLE "reserve" ADD COLUMN "category" TEXT;

CREATE TABLE "source" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('core', 'grant', 'partner', 'reserve')),
  "carry" TEXT NOT NULL CHECK ("carry" IN ('yes', 'consent', 'no')),
  "reserveId" TEXT REFERENCES "reserve" ("id") DEFERRABLE INITIALLY DEFERRED
    CHECK (("reserveId" IS NOT NULL) = ("kind" = 'reserve')),
  "conditions" TEXT,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "source by reserve" ON "source" ("reserveId");

CREATE TABLE "ringFence" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "sourceId" || ' ' || "priorityId"),
  "sourceId" TEXT NOT NULL REFERENCES "source" ("id") DEFERRABLE INITIALLY DEFERRED,
  "priorityId" TEXT NOT NULL REFERENCES "priority" ("id") DEFERRABLE INITIALLY DEFERRED,
  UNIQUE ("sourceId", "priorityId")
) STRICT, WITHOUT ROWID;
CREATE INDEX "ring-fence by priority" ON "ringFence" ("priorityId");

CREATE TABLE "availability" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "sourceId" || ' ' || "year"),
  "sourceId" TEXT NOT NULL REFERENCES "source" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "pence" INTEGER NOT NULL CHECK ("pence" BETWEEN 0 AND 1000000000000),
  "status" TEXT NOT NULL CHECK ("status" IN ('confirmed', 'unconfirmed')),
  "note" TEXT,
  UNIQUE ("sourceId", "year")
) STRICT, WITHOUT ROWID;

CREATE TABLE "split" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "lineId" || ' ' || "sourceId" || ' ' || "year"),
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "sourceId" TEXT NOT NULL REFERENCES "source" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "pence" INTEGER CHECK (abs("pence") <= 1000000000000),
  UNIQUE ("lineId", "sourceId", "year")
) STRICT, WITHOUT ROWID;
CREATE INDEX "split by source" ON "split" ("sourceId");

CREATE TABLE "adjustment" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('full-year effect', 'uplift', 'growth', 'savings', 'one-off')),
  "pence" INTEGER NOT NULL CHECK ("pence" <> 0 AND abs("pence") <= 1000000000000),
  "reason" TEXT NOT NULL,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "adjustment by line" ON "adjustment" ("lineId");

CREATE TABLE "drawdown" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "date" TEXT,
  "service" TEXT NOT NULL,
  "description" TEXT,
  "pence" INTEGER NOT NULL CHECK ("pence" BETWEEN 1 AND 1000000000000),
  "decision" TEXT,
  "toLineId" TEXT REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "limit" TEXT NOT NULL CHECK ("limit" IN ('within', 'overspend')),
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "drawdown by line" ON "drawdown" ("lineId");
CREATE INDEX "drawdown by receiving line" ON "drawdown" ("toLineId");

CREATE TABLE "virement" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "fromLineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "toLineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pence" INTEGER NOT NULL CHECK ("pence" BETWEEN 1 AND 1000000000000),
  "reason" TEXT NOT NULL,
  "approver" TEXT,
  "decision" TEXT,
  "date" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "virement by giving line" ON "virement" ("fromLineId");
CREATE INDEX "virement by receiving line" ON "virement" ("toLineId");

CREATE TABLE "band" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "fromPence" INTEGER NOT NULL CHECK ("fromPence" BETWEEN 0 AND 1000000000000),
  "approver" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "contract" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "lineId"),
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "reference" TEXT,
  "term" TEXT,
  "extended" INTEGER NOT NULL CHECK ("extended" BETWEEN 0 AND 20),
  "noticeDate" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "contract by line" ON "contract" ("lineId");

CREATE TABLE "bid" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "funder" TEXT,
  "status" TEXT NOT NULL CHECK ("status" IN ('bid', 'awaiting', 'secured', 'ended')),
  "lowPence" INTEGER CHECK (abs("lowPence") <= 1000000000000),
  "highPence" INTEGER CHECK (abs("highPence") <= 1000000000000),
  "firstYear" TEXT CHECK ("firstYear" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "lastYear" TEXT CHECK ("lastYear" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "setting" TEXT CHECK ("setting" IN ('annually set', 'fixed')),
  "note" TEXT,
  "sourceId" TEXT REFERENCES "source" ("id") DEFERRABLE INITIALLY DEFERRED,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "bid by source" ON "bid" ("sourceId");

CREATE TABLE "option" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "description" TEXT,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "difference" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "optionId" || ' ' || "table" || ' ' || "rowId"),
  "optionId" TEXT NOT NULL REFERENCES "option" ("id") DEFERRABLE INITIALLY DEFERRED,
  "table" TEXT NOT NULL,
  "rowId" TEXT NOT NULL,
  "row" TEXT CHECK (json_valid("row")),
  UNIQUE ("optionId", "table", "rowId")
) STRICT, WITHOUT ROWID;
`

/** Reserves get a category, in the Changes of the history too, and the tables of funding are added. */
export function addFunding(database: Database): void {
  database.exec(funding)
  const withReserve = database.prepare(`SELECT "number", "change" FROM "history" WHERE "change" LIKE '%"reserve"%'`)
  const save = database.prepare('UPDATE "history" SET "change" = ? WHERE "number" = ?')
  for (const { number, change } of withReserve.all() as { number: number; change: string }[]) {
    const rows = JSON.parse(change) as { table: string; before: object | null; after: object | null }[]
    for (const row of rows) {
      if (row.table !== 'reserve') continue
      row.before &&= { ...row.before, category: null }
      row.after &&= { ...row.after, category: null }
    }
    save.run(JSON.stringify(rows), number)
  }
}
