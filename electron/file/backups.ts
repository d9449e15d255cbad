/**
 * Dated copies of a plan, kept in a folder of the program's own: one whenever the plan is opened or much is about to come into
 * it. Those of today are kept, of this week one a day, of this month one a week, of the year before one a month; and the
 * latest five however old they are, so that a clock that is wrong takes none away.
 * Example: `keepBackup(plan, {folder, now, reason: 'opened'})`; then `backupsOf(folder, plan.file)` begins with it.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Backup } from '../../shared/ipc.ts'
import type { PlanFile } from './store.ts'
import { besides, putInPlace } from './whole.ts'

const NAME = /^(\d{4}-\d{2}-\d{2})T(\d{2})\.(\d{2})\.(\d{2})Z (opened|import|merge|restore)\.cplan$/
const DAY = 24 * 60 * 60 * 1000
const LATEST = 5

/** A folder for each plan, by its place. */
function folderOf(folder: string, file: string): string {
  const digest = createHash('sha256').update(file).digest('hex').slice(0, 12)
  return path.join(folder, `${path.parse(file).name.slice(0, 60)} ${digest}`)
}

const nameOf = (at: string, reason: Backup['reason']) => `${at.slice(0, 19).replaceAll(':', '.')}Z ${reason}.cplan`

/** The backups of a plan, the latest first. @param file its path, links followed */
export function backupsOf(folder: string, file: string): Backup[] {
  const own = folderOf(folder, file)
  let names: string[]
  try {
    names = readdirSync(own)
  } catch {
    return []
  }
  return names
    .flatMap((id): Backup[] => {
      const found = NAME.exec(id)
      if (!found) return []
      const [, day, hours, minutes, seconds, reason] = found
      const bytes = statSync(path.join(own, id), { throwIfNoEntry: false })?.size
      const at = `${day}T${hours}:${minutes}:${seconds}.000Z`
      if (bytes === undefined || Number.isNaN(Date.parse(at))) return []
      return [{ id, at, reason: reason as Backup['reason'], bytes }]
    })
    .sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** Where a backup lies; null when it is none of this plan's. */
export function backupPath(folder: string, file: string, id: string): string | null {
  return backupsOf(folder, file).some((backup) => backup.id === id) ? path.join(folderOf(folder, file), id) : null
}

/**
 * Which backups are kept.
 * @param times when they were made, in milliseconds, the latest first
 */
export function keptOf(times: readonly number[], now: number): Set<number> {
  const kept = new Set(times.slice(0, LATEST))
  const periods = new Set<string>()
  for (const time of times) {
    const age = now - time
    // Of a clock that was set back since: kept until it is that day again.
    if (age < DAY) kept.add(time)
    const period = age < 8 * DAY ? DAY : age < 35 * DAY ? 7 * DAY : age < 400 * DAY ? 30 * DAY : null
    if (period === null) continue
    const name = `${period} ${Math.floor(time / period)}`
    if (!periods.has(name)) kept.add(time)
    periods.add(name)
  }
  return kept
}

const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/**
 * Keeps a copy of an open plan, unless the latest backup is the same, and lets go of those whose time is over.
 * @returns the backup that is there now; null where the plan may only be read
 * @throws Refusal when it cannot be written; those that were there are then still there
 */
export function keepBackup(
  plan: PlanFile,
  { folder, now, reason }: { folder: string; now: string; reason: Backup['reason'] },
): Backup | null {
  if (plan.readOnly) return null
  const own = folderOf(folder, plan.file)
  mkdirSync(own, { recursive: true })
  const earlier = backupsOf(folder, plan.file)
  const id = nameOf(now, reason)
  const made = path.join(own, id)
  plan.copyTo(made)
  const [latest] = earlier
  if (latest && latest.id !== id && digestOf(path.join(own, latest.id)) === digestOf(made)) {
    rmSync(made, { force: true })
    return latest
  }
  const all = backupsOf(folder, plan.file)
  const kept = keptOf(
    all.map(({ at }) => Date.parse(at)),
    Date.parse(now),
  )
  for (const backup of all) if (!kept.has(Date.parse(backup.at))) rmSync(path.join(own, backup.id), { force: true })
  return all.find((backup) => backup.id === id) ?? null
}

/** Puts a backup beside a plan, under a name that is free. @returns the new file's path */
export function putBeside(backup: string, file: string, at: string): string {
  const { dir, name, ext } = path.parse(file)
  const stem = path.join(dir, `${name} (backup of ${at.slice(0, 10)}`)
  let copy = `${stem})${ext}`
  for (let number = 2; statSync(copy, { throwIfNoEntry: false }); number++) copy = `${stem}, ${number})${ext}`
  const temporary = besides(copy)
  try {
    copyFileSync(backup, temporary)
    putInPlace(temporary, copy)
  } finally {
    rmSync(temporary, { force: true })
  }
  return copy
}
