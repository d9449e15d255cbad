/**
 * The plans that were opened lately. The window names them by id, and never learns to name a path.
 * Example: `recents.add('/home/jo/Budget.cplan')`; then `recents.list()` begins with it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { RecentPlan } from '../../shared/ipc.ts'
import { writeWhole } from '../file/whole.ts'

const MOST = 10
/** A drive that has not answered by then, in milliseconds, is not waited for. */
const PATIENCE = 500

const storedSchema = z.array(z.object({ path: z.string().min(1), openedAt: z.iso.datetime() }))

export interface Recents {
  /** Newest first. Left out are those that are gone from a folder that is still there. */
  list(): Promise<RecentPlan[]>
  /** The plan's path, or null when the id is none of these. */
  pathOf(id: string): string | null
  add(file: string): void
  forget(id: string): void
}

const idOf = (file: string) => createHash('sha256').update(file).digest('hex').slice(0, 16)

/** Whether a file is surely gone, rather than its drive away. */
async function isGone(file: string): Promise<boolean> {
  const missing = (name: string) =>
    stat(name).then(
      () => false,
      (error) => error.code === 'ENOENT',
    )
  const slow = new AbortController()
  const gone = missing(file).then(async (away) => away && !(await missing(path.dirname(file))))
  return Promise.race([gone, setTimeout(PATIENCE, false, { signal: slow.signal })]).finally(() => slow.abort())
}

/**
 * The list, kept in a file.
 * @param now ISO date and time in UTC
 * @param report is told when the list cannot be kept, which hinders no work
 * @param changed is told the paths, newest first, once the list is another
 */
export function openRecents(
  file: string,
  now: () => string,
  report: (error: unknown) => void,
  changed: (files: string[]) => void = () => {},
): Recents {
  let plans: z.infer<typeof storedSchema> = []
  try {
    plans = storedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).slice(0, MOST)
  } catch {
    // None yet, or damaged.
  }
  const keep = (next: typeof plans) => {
    plans = next.slice(0, MOST)
    try {
      writeWhole(file, `${JSON.stringify(plans, null, 2)}\n`)
    } catch (error) {
      report(error)
    }
    changed(plans.map((plan) => plan.path))
  }
  return {
    async list() {
      const gone = await Promise.all(plans.map((plan) => isGone(plan.path)))
      return plans
        .filter((_, index) => !gone[index])
        .map(({ path: where, openedAt }) => ({
          id: idOf(where),
          name: path.parse(where).name,
          folder: path.dirname(where),
          openedAt,
        }))
    },
    pathOf: (id) => plans.find((plan) => idOf(plan.path) === id)?.path ?? null,
    add: (where) => keep([{ path: where, openedAt: now() }, ...plans.filter((plan) => plan.path !== where)]),
    forget: (id) => keep(plans.filter((plan) => idOf(plan.path) !== id)),
  }
}
