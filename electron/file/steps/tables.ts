/** The plan file's first tables, as version 1 had them. Never altered: later steps add to them. */

export const firstTables = `
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
