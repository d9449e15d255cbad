/** Version 5: cells whose arithmetic gives no amount, saved views, named drafts, and which copies were merged. Never altered. */
export const drafts = `
CREATE TABLE "formulaError" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "lineId" || ' ' || "year" || ' ' || "measure"),
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  "year" TEXT NOT NULL CHECK ("year" GLOB '[12][0-9][0-9][0-9]/[0-9][0-9]'),
  "measure" TEXT NOT NULL CHECK ("measure" IN ('budget', 'forecast', 'actual')),
  "expression" TEXT NOT NULL,
  "error" TEXT NOT NULL CHECK ("error" IN ('zero', 'blank', 'circular', 'large')),
  UNIQUE ("lineId", "year", "measure")
) STRICT, WITHOUT ROWID;

CREATE TABLE "savedView" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "settings" TEXT NOT NULL CHECK (json_valid("settings")),
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "draft" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "date" TEXT,
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "merged" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "who" TEXT,
  "step" INTEGER NOT NULL CHECK ("step" >= 0),
  "passedOver" TEXT NOT NULL CHECK (json_valid("passedOver"))
) STRICT, WITHOUT ROWID;
`
