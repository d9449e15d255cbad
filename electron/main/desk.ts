/**
 * The one plan that is open. Opening another closes it, but only once the other is open.
 * Example: `desk.open('/home/jo/Budget.cplan')` gives its rows, or who else has it open.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Change } from '../../shared/change.ts'
import type { OpenedPlan, OpenResult } from '../../shared/ipc.ts'
import { Refusal } from '../../shared/refusal.ts'
import { copyForReading } from '../file/copying.ts'
import { type Author, createPlanFile, describeHolder, openPlanFile, type PlanFile, PlanLocked } from '../file/store.ts'

export interface Desk {
  isOpen(): boolean
  /** The open plan with its rows, as the window takes it up; null when none is open. */
  plan(): OpenedPlan | null
  /** The plan that the window works on. @throws Refusal when none is open, or another one that the window does not show yet */
  file(): PlanFile
  /** @param seen whether the window is waiting for it; else it must ask for the plan before it can change it */
  open(where: string, seen?: boolean): OpenResult
  /** Makes a plan with its first Change and opens it. */
  create(where: string, options: { change: Change; replace: boolean }): OpenResult
  /** Opens a read-only copy of the plan that was found locked last. */
  openCopy(seen?: boolean): Promise<OpenResult>
  close(): void
}

export interface DeskOptions {
  author: Author
  /** A folder for copies that are gone as soon as they are read. */
  temporary: string
  /** Told the path of every plan that was opened to be worked on. */
  remember: (where: string) => void
  /** Told whenever a plan was opened or closed. */
  changed: () => void
}

interface Open {
  file: PlanFile
  /** Where the plan lies, as it was asked for: for a copy, where the other one lies. */
  where: string
  /** Whether the window knows of it. What a window asks that still shows another plan must not be done to this one. */
  seen: boolean
}

function isSame(file: string, where: string): boolean {
  try {
    return realpathSync(where) === file
  } catch {
    return false
  }
}

const nameOf = (where: string) => path.basename(where).replace(/\.cplan$/i, '')

function described({ file, where }: Pick<Open, 'file' | 'where'>): OpenedPlan {
  return {
    name: nameOf(where),
    folder: path.dirname(where),
    readOnly: file.readOnly,
    rows: file.rows(),
    history: file.head(),
  }
}

export function makeDesk({ author, temporary, remember, changed }: DeskOptions): Desk {
  let current: Open | null = null
  let locked: string | null = null

  function close(): void {
    const open = current
    current = null
    open?.file.close()
    if (open) changed()
  }

  /** Puts a plan on the desk, unless its rows cannot be read. */
  function take(next: Open): OpenResult {
    let plan: OpenedPlan
    try {
      plan = described(next)
    } catch (error) {
      next.file.close()
      throw error
    }
    close()
    current = next
    locked = null
    changed()
    return { kind: 'opened', plan }
  }

  /** Opens by some means; that somebody else has the plan is an answer too. */
  function attempt(where: string, seen: boolean, open: () => PlanFile): OpenResult {
    let file: PlanFile
    try {
      file = open()
    } catch (error) {
      if (!(error instanceof PlanLocked)) throw error
      locked = where
      return { kind: 'locked', name: nameOf(where), holder: describeHolder(error.holder) }
    }
    const result = take({ file, where, seen })
    remember(where)
    return result
  }

  return {
    isOpen: () => current !== null,
    plan: () => {
      if (!current) return null
      const plan = described(current)
      current.seen = true
      return plan
    },
    file: () => {
      if (current && !current.seen)
        throw new Refusal('Another plan was opened meanwhile, so that was not done; both plans are as they were saved.')
      if (!current) throw new Refusal('No plan is open, so nothing was changed; open one first.')
      return current.file
    },
    open: (where, seen = true) =>
      current && isSame(current.file.file, where)
        ? { kind: 'opened', plan: described(current) }
        : attempt(where, seen, () => openPlanFile(where, author)),
    create: (where, { change, replace }) => {
      if (replace && current && isSame(current.file.file, where)) close()
      return attempt(where, true, () => createPlanFile(where, { ...author, change, replace }))
    },
    openCopy: async (seen = true) => {
      if (locked === null) throw new Refusal('There is no plan to copy; nothing was changed, so open one first.')
      const where = locked
      const folder = mkdtempSync(path.join(temporary, 'planner-copy-'))
      try {
        const copy = await copyForReading(where, folder)
        return take({ file: openPlanFile(copy, { ...author, readOnly: true }), where, seen })
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    close,
  }
}
