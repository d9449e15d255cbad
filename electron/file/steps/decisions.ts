/** Version 4: records of decisions and the budget lines they are about. Never altered. */
export const decisions = `
CREATE TABLE "decision" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "reference" TEXT NOT NULL,
  "date" TEXT,
  "title" TEXT NOT NULL,
  "summary" TEXT,
  "background" TEXT,
  "recommendations" TEXT,
  "approvals" TEXT NOT NULL CHECK (json_valid("approvals")),
  "attendees" TEXT NOT NULL CHECK (json_valid("attendees")),
  "publishRecord" TEXT CHECK ("publishRecord" IN ('yes', 'no')),
  "publishReport" TEXT CHECK ("publishReport" IN ('yes', 'no')),
  "publishDetails" TEXT CHECK ("publishDetails" IN ('yes', 'no')),
  "withheld" TEXT,
  "status" TEXT NOT NULL CHECK ("status" IN ('draft', 'awaiting', 'approved', 'rejected')),
  "position" REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "decisionLine" (
  "id" TEXT NOT NULL PRIMARY KEY CHECK ("id" = "decisionId" || ' ' || "lineId"),
  "decisionId" TEXT NOT NULL REFERENCES "decision" ("id") DEFERRABLE INITIALLY DEFERRED,
  "lineId" TEXT NOT NULL REFERENCES "line" ("id") DEFERRABLE INITIALLY DEFERRED,
  UNIQUE ("decisionId", "lineId")
) STRICT, WITHOUT ROWID;
CREATE INDEX "decision line by line" ON "decisionLine" ("lineId");
`
