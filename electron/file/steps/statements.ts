/** Version 2: figures quoted in prose, and differences that were accepted. Never altered. */

export const statements = `
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
