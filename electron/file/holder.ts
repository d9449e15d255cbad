/**
 * Who has a plan open. SQLite's lock on the file is the truth; a small file beside it, `NAME.cplan.lock`, only tells a second
 * opener whom to ask. After a crash it is left behind without a lock, and the next opener overwrites it.
 * Example: `{"who": "jo", "host": "LAPTOP-7", "pid": 412, "since": "2025-11-21T14:05:00.000Z"}`.
 */
import { lstatSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { Refusal } from '../../shared/refusal.ts'

const words = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u)
const holderSchema = z.object({ who: words, host: words, pid: z.int(), since: z.iso.datetime() })
/** Who has it open, on which computer, in which process, and since when (ISO, UTC). */
export type Holder = z.infer<typeof holderSchema>

/** Somebody has the plan open: {@link Holder} says who, where that is known. */
export class PlanLocked extends Refusal {
  override name = 'PlanLocked'
  readonly holder: Holder | null

  constructor(file: string, holder: Holder | null) {
    super(
      `“${path.basename(file)}” is already open: ${describeHolder(holder)}; it was left alone, so ask for it to be closed, or open a read-only copy.`,
    )
    this.holder = holder
  }
}

/** Who has it, in words and local time: "jo on LAPTOP-7, since 21 November 2025 at 14:05". */
export function describeHolder(holder: Holder | null): string {
  if (!holder) return 'another program or another person has it'
  const since = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(holder.since),
  )
  return `${holder.who} on ${holder.host}, since ${since}`
}

/** Where the note about a plan's holder lies. */
export function notePath(file: string): string {
  return `${file}.lock`
}

/** Leaves the note for others. Call it with the lock held: what is there is stale. @throws what the file system says */
export function leaveNote(file: string, who: string, since: string): Holder {
  const holder = { who, host: hostname(), pid: process.pid, since }
  // Taken away first and then made anew, so that a link of that name is not followed.
  rmSync(notePath(file), { force: true })
  writeFileSync(notePath(file), `${JSON.stringify(holder)}\n`, { flag: 'wx' })
  return holder
}

/** What the note says; null when there is none or it makes no sense. */
export function readNote(file: string): Holder | null {
  try {
    const note = notePath(realpathSync(file))
    const stat = lstatSync(note)
    if (!stat.isFile() || stat.size > 4096) return null
    return holderSchema.parse(JSON.parse(readFileSync(note, 'utf8')))
  } catch {
    return null
  }
}

/** Takes the note away. Call it while the lock is still held, so that it is never another's. */
export function removeNote(file: string): void {
  try {
    rmSync(notePath(file), { force: true })
  } catch {
    // A note that stays is stale, and the next opener sees that.
  }
}
