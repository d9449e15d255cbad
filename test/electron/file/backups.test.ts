/**
 * Dated copies: when they are made, which are kept, and that a worse one never takes the place of a good one.
 * Example: of three copies of a day last week one is kept.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { backupPath, backupsOf, keepBackup, keptOf, putBeside } from '../../../electron/file/backups.ts'
import { createPlanFile, openPlanFile } from '../../../electron/file/store.ts'
import { planOf } from '../../../shared/plan.ts'
import { restoreChange } from '../../../shared/restoring.ts'
import { author, firstChange, folder, place, setTo } from './helpers.ts'

const DAY = 86_400_000
const now = Date.parse('2026-06-30T12:00:00Z')

it('keeps all of today, one a day of the week, one a week of the month, one a month of the year', () => {
  const times: number[] = []
  for (let hours = 0; hours < 24 * 600; hours += 6) times.push(now - hours * 3_600_000)
  const kept = [...keptOf(times, now)].map((time) => (now - time) / DAY)
  const between = (from: number, to: number) => kept.filter((age) => age >= from && age < to).length
  expect([between(0, 1), between(1, 8), between(8, 35)]).toEqual([4, 8, 5])
  expect(between(35, 400)).toBeGreaterThan(10)
  expect(between(35, 400)).toBeLessThan(14)
  expect(between(400, 1_000)).toBe(0)
  expect(kept.length).toBeLessThan(32)
})

it('keeps the latest five however old, and those of a clock that was set back', () => {
  const old = [1, 2, 3, 4, 5, 6].map((years) => now - years * 500 * DAY)
  expect([...keptOf(old, now)]).toEqual(old.slice(0, 5))
  const ahead = Array.from({ length: 20 }, (_, index) => now + (20 - index) * DAY)
  expect(keptOf(ahead, now).size).toBe(20)
})

it('keeps a copy that opens, once as long as nothing changes, and goes back to it as one step', () => {
  const kept = folder()
  const file = place()
  createPlanFile(file, { ...author, change: firstChange }).close()
  const plan = openPlanFile(file, author)
  const options = { folder: kept, reason: 'opened' } as const
  const first = keepBackup(plan, { ...options, now: '2026-06-01T09:00:00.000Z' })!
  expect(first).toMatchObject({ at: '2026-06-01T09:00:00.000Z', reason: 'opened' })
  expect(keepBackup(plan, { ...options, now: '2026-06-02T09:00:00.000Z' })).toEqual(first)
  plan.commit(setTo(planOf(plan.rows()), 700))
  keepBackup(plan, { folder: kept, now: '2026-06-03T09:00:00.000Z', reason: 'import' })
  expect(backupsOf(kept, file).map(({ at, reason }) => `${at.slice(0, 10)} ${reason}`)).toEqual([
    '2026-06-03 import',
    '2026-06-01 opened',
  ])
  expect(backupPath(kept, file, '../../etc/passwd')).toBeNull()
  expect(backupPath(kept, place('Other.cplan'), first.id)).toBeNull()
  const copy = openPlanFile(backupPath(kept, file, first.id)!, { ...author, readOnly: true })
  const wanted = copy.rows()
  expect(wanted.amount[0]!.pence).toBe(558_322)
  copy.close()
  plan.commit(restoreChange(planOf(plan.rows()), planOf(wanted), 'restore'))
  expect(plan.rows()).toEqual(wanted)
  plan.undo()
  expect(plan.rows().amount[0]!.pence).toBe(700)
  plan.close()
})

it('puts a copy beside the plan under a name that is free', () => {
  const kept = folder()
  const file = place()
  const plan = createPlanFile(file, { ...author, change: firstChange })
  const backup = keepBackup(plan, { folder: kept, now: '2026-06-01T09:00:00.000Z', reason: 'opened' })!
  plan.close()
  const bytes = readFileSync(file)
  writeFileSync(file, 'damaged')
  const from = backupPath(kept, file, backup.id)!
  const names = [1, 2].map(() => path.basename(putBeside(from, file, backup.at)))
  expect(names).toEqual(['Budget (backup of 2026-06-01).cplan', 'Budget (backup of 2026-06-01, 2).cplan'])
  expect(readFileSync(path.join(path.dirname(file), names[0]!)).equals(bytes)).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('damaged')
  expect(readdirSync(path.dirname(file)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it('saves what was saved, though the file itself is gone', () => {
  const plan = createPlanFile(place(), { ...author, change: firstChange })
  const before = plan.rows()
  rmSync(plan.file)
  const copy = place('Copy.cplan')
  plan.copyTo(copy)
  plan.close()
  const opened = openPlanFile(copy, author)
  expect(opened.rows()).toEqual(before)
  opened.close()
})
