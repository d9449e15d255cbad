/**
 * One edit to disk: the plan file checks, writes and appends to its history in one transaction. Beside it a bare SQLite
 * transaction of one update and one insert with the same pragmas, in the same folder.
 */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { apply, type Change, type RowChange } from '../../shared/change.ts'
import { setAmount } from '../../shared/edits.ts'
import { tableNames } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { amountOf, planOf } from '../../shared/plan.ts'
import { largePlan, largeYears } from './large.ts'
import { check, type Measurement, timesOf } from './measure.ts'

const ROUNDS = 500

export function measureCommits(folder: string): Measurement {
  const path = join(folder, 'large.cplan')
  const author = { who: 'bench', now: () => new Date().toISOString() }
  const whole = largePlan()
  const rows = tableNames.flatMap((table) =>
    [...whole[table].values()].map((after) => ({ table, id: after.id, before: null, after }) as RowChange),
  )
  const file = createPlanFile(path, { ...author, change: { label: 'make a large plan', rows } })
  const plan = planOf(file.rows())
  const lines = [...plan.line.values()]
  const year = largeYears[2]!
  const rounds = ROUNDS + ROUNDS / 10
  const changes: Change[] = Array.from({ length: rounds }, (_, round) => {
    const lineId = lines[(round * 7919) % lines.length]!.id
    const change = setAmount(plan, { lineId, year, measure: 'budget', pence: (400_000 + round) as Pence })
    apply(plan, change)
    return change
  })
  const times = timesOf(ROUNDS, (round) => file.commit(changes[round]!))
  file.close()
  const again = openPlanFile(path, author)
  check('steps in the history', again.history().length, rounds + 1)
  const held = planOf(again.rows())
  for (const line of lines)
    check(line.id, amountOf(held, line.id, year, 'budget'), amountOf(plan, line.id, year, 'budget'))
  again.close()

  const raw = new Database(join(folder, 'raw.db'))
  raw.pragma('locking_mode = EXCLUSIVE')
  raw.pragma('journal_mode = DELETE')
  raw.pragma('synchronous = FULL')
  raw.exec('CREATE TABLE "amount" ("id" TEXT PRIMARY KEY, "pence" INTEGER); CREATE TABLE "history" ("change" TEXT)')
  const insert = raw.prepare('INSERT INTO "amount" VALUES (?, 0)')
  raw.transaction(() => {
    for (const id of whole.amount.keys()) insert.run(id)
  })()
  const update = raw.prepare('UPDATE "amount" SET "pence" = ? WHERE "id" = ?')
  const append = raw.prepare('INSERT INTO "history" VALUES (?)')
  const texts = changes.map((change) => JSON.stringify(change.rows))
  const commit = raw.transaction((round: number) => {
    update.run(round, changes[round]!.rows[0]!.id)
    append.run(texts[round])
  })
  const besideTimes = timesOf(ROUNDS, (round) => commit.immediate(round))
  check('raw steps', raw.prepare('SELECT count(*) FROM "history"').pluck().get(), rounds)
  raw.close()
  return { what: 'commit to disk, 10,000 lines', times, beside: 'bare SQLite transaction', besideTimes }
}
