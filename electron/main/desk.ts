/**
 * The one plan that is open. Opening another closes it, but only once the other is open.
 * Example: `desk.open('/home/jo/Budget.cplan')` gives its rows, or who else has it open.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Change } from '../../shared/change.ts'
import type { OpenedPlan, OpenResult } from '../../shared/ipc.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Copy } from '../file/ancestor.ts'
import { readCopy } from '../file/colleague.ts'
import { copyForReading } from '../file/copying.ts'
import { PasswordNeeded } from '../file/faults.ts'
import { changePassword } from '../file/password.ts'
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
  /** Opens the plan, or the copy, that asked for its password last. */
  openProtected(password: string): Promise<OpenResult>
  /** The name of the plan that asks for its password; null when none does. */
  asks(): string | null
  /** Gives the open plan a password, another one, or with null none. @throws Refusal, the plan then being as it was */
  setPassword(password: string | null): void
  /** Compares a colleague's copy with the open plan. @throws Refusal when it is none, or cannot be read */
  compareCopy(where: string): Promise<Copy>
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
  /** The password that it has; null for none. Kept no longer than the plan is open. */
  password: string | null
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

function described({ file, where, password }: Pick<Open, 'file' | 'where' | 'password'>): OpenedPlan {
  return {
    name: nameOf(where),
    folder: path.dirname(where),
    readOnly: file.readOnly,
    isProtected: password !== null,
    rows: file.rows(),
    history: file.head(),
  }
}

export function makeDesk({ author, temporary, remember, changed }: DeskOptions): Desk {
  let current: Open | null = null
  let locked: string | null = null
  /** The plan, or the copy of one, that asks for its password. */
  let asking: { where: string; copy: boolean; seen: boolean } | null = null

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
    asking = null
    changed()
    return { kind: 'opened', plan }
  }

  /** That a plan asks for its password is an answer too. */
  function asks(error: unknown, where: string, { copy, seen }: { copy: boolean; seen: boolean }): OpenResult {
    if (!(error instanceof PasswordNeeded)) throw error
    asking = { where, copy, seen }
    return { kind: 'protected', name: nameOf(where), wrong: error.wrong }
  }

  /** Opens by some means; that somebody else has the plan is an answer too. */
  function attempt(where: string, seen: boolean, password: string | null, open: () => PlanFile): OpenResult {
    let file: PlanFile
    try {
      file = open()
    } catch (error) {
      if (!(error instanceof PlanLocked)) return asks(error, where, { copy: false, seen })
      locked = where
      return { kind: 'locked', name: nameOf(where), holder: describeHolder(error.holder) }
    }
    const result = take({ file, where, seen, password: file.isProtected ? password : null })
    remember(where)
    return result
  }

  function open(where: string, seen: boolean, password: string | null): OpenResult {
    if (current && isSame(current.file.file, where)) return { kind: 'opened', plan: described(current) }
    return attempt(where, seen, password, () => openPlanFile(where, { ...author, password }))
  }

  async function openCopy(where: string, seen: boolean, password: string | null): Promise<OpenResult> {
    const folder = mkdtempSync(path.join(temporary, 'planner-copy-'))
    try {
      const copy = await copyForReading(where, folder)
      const file = openPlanFile(copy, { ...author, readOnly: true, password })
      return take({ file, where, seen, password: file.isProtected ? password : null })
    } catch (error) {
      return asks(error, where, { copy: true, seen })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /** The plan that the window works on. */
  function inUse(): Open {
    if (current && !current.seen)
      throw new Refusal('Another plan was opened meanwhile, so that was not done; both plans are as they were saved.')
    if (!current) throw new Refusal('No plan is open, so nothing was changed; open one first.')
    return current
  }

  return {
    isOpen: () => current !== null,
    plan: () => {
      if (!current) return null
      const plan = described(current)
      current.seen = true
      return plan
    },
    file: () => inUse().file,
    open: (where, seen = true) => open(where, seen, null),
    create: (where, { change, replace }) => {
      if (replace && current && isSame(current.file.file, where)) close()
      return attempt(where, true, null, () => createPlanFile(where, { ...author, change, replace }))
    },
    openCopy: async (seen = true) => {
      if (locked === null) throw new Refusal('There is no plan to copy; nothing was changed, so open one first.')
      return openCopy(locked, seen, null)
    },
    openProtected: async (password) => {
      if (!asking) throw new Refusal('No plan asks for a password; nothing was changed, so open the plan again.')
      const { where, copy, seen } = asking
      return copy ? openCopy(where, seen, password) : open(where, seen, password)
    },
    asks: () => asking && nameOf(asking.where),
    compareCopy: (where) => {
      const { file, password } = inUse()
      return readCopy(where, { ours: { file }, author: { ...author, password }, temporary })
    },
    setPassword: (password) => {
      const open = inUse()
      const { file } = open.file
      if (open.file.readOnly)
        throw new Refusal('This is a read-only copy, so its password was not changed; open the plan itself.')
      // Its place in the file changes, so the plan is let go of and opened again.
      open.file.close()
      try {
        changePassword(file, { ...author, from: open.password, to: password })
        open.password = password
      } finally {
        open.file = openPlanFile(file, { ...author, password: open.password })
      }
    },
    close,
  }
}
