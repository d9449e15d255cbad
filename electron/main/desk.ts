/**
 * The one plan that is open. Opening another closes it, but only once the other is open.
 * Example: `desk.open('/home/jo/Budget.cplan')` gives its rows, or who else has it open.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Change } from '../../shared/change.ts'
import type { Backup, CompareResult, HistoryHead, OpenedPlan, OpenResult } from '../../shared/ipc.ts'
import { type PlanRows, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { restoreChange } from '../../shared/restoring.ts'
import { backupPath, backupsOf, keepBackup, putBeside } from '../file/backups.ts'
import { readCopy } from '../file/colleague.ts'
import { copyForReading } from '../file/copying.ts'
import { alreadyThere, PasswordNeeded, PlanDamaged } from '../file/faults.ts'
import { checkFree } from '../file/making.ts'
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
  compareCopy(where: string): Promise<CompareResult>
  /** Compares the copy that asked for its own password last. */
  compareProtected(password: string): Promise<CompareResult>
  /** Saves a Change, after keeping a dated copy where it brings in much from elsewhere. */
  commit(change: Change): HistoryHead
  /** How many rows are otherwise than the history says, and the lines of some. */
  verify(): { rows: number; lineIds: string[] }
  /** The dated copies of the open plan. */
  backups(): Backup[]
  /** Every row of one of them. @throws Refusal when it is gone or cannot be read */
  backupRows(id: string): PlanRows
  /** Goes back to one of them; null when the plan is just so. */
  restoreBackup(id: string): { change: Change; history: HistoryHead } | null
  /** Puts a dated copy beside the plan that was found damaged last, and opens that. */
  openBackup(id: string, seen?: boolean): OpenResult
  /** Writes a copy of the open plan. @throws Refusal when it would be written over a plan in use */
  saveCopy(where: string): void
  close(): void
}

export interface DeskOptions {
  author: Author
  /** A folder for copies that are gone as soon as they are read. */
  temporary: string
  /** Where dated copies are kept. */
  keeping: string
  /** Told when a dated copy cannot be kept, which hinders no work. */
  report: (error: unknown) => void
  /** Told the path of every plan that was opened to be worked on. */
  remember: (where: string) => void
  /** Told whenever a plan was opened or closed. */
  changed: () => void
}

/** A history of more characters is not held against the rows: it would hold up the first edits. */
const LONGEST_VERIFIED = 3_000_000

interface Open {
  file: PlanFile
  /** Where the plan lies, as it was asked for: for a copy, where the other one lies. */
  where: string
  /** The password that it has; null for none. Kept no longer than the plan is open. */
  password: string | null
  /** Whether the window knows of it. What a window asks that still shows another plan must not be done to this one. */
  seen: boolean
  /** What it holds, until the window has asked for it; nothing can have changed it before. */
  unseen: OpenedPlan | null
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

export function makeDesk({ author, temporary, keeping, report, remember, changed }: DeskOptions): Desk {
  let current: Open | null = null
  let locked: string | null = null
  /** The plan that was found damaged last. */
  let broken: string | null = null
  /** The plan, or the copy of one, that asks for its password. */
  let asking: { where: string; copy: boolean; seen: boolean } | null = null
  /** The colleague's copy that asks for its password. */
  let comparing: string | null = null

  function close(): void {
    const open = current
    current = null
    open?.file.close()
    if (open) changed()
  }

  /** Puts a plan on the desk, unless its rows cannot be read. */
  function take(next: Omit<Open, 'unseen'>): OpenResult {
    let plan: OpenedPlan
    try {
      plan = described(next)
    } catch (error) {
      next.file.close()
      throw error
    }
    close()
    current = { ...next, unseen: next.seen ? null : plan }
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
      if (error instanceof PlanDamaged) return offersBackups(error, where)
      if (!(error instanceof PlanLocked)) return asks(error, where, { copy: false, seen })
      locked = where
      return { kind: 'locked', name: nameOf(where), holder: describeHolder(error.holder) }
    }
    try {
      const result = take({ file, where, seen, password: file.isProtected ? password : null })
      remember(where)
      keep('opened')
      return result
    } catch (error) {
      return offersBackups(error, where)
    }
  }

  /** Keeps a dated copy of the open plan. That it cannot be kept hinders no work. */
  function keep(reason: Backup['reason']): void {
    try {
      if (current) keepBackup(current.file, { folder: keeping, now: author.now(), reason })
    } catch (error) {
      report(error)
    }
  }

  /** That a plan is damaged is an answer where there are dated copies of it. */
  function offersBackups(error: unknown, where: string): OpenResult {
    if (!(error instanceof PlanDamaged)) throw error
    const backups = backupsOf(keeping, realpathSync(where))
    if (backups.length === 0) throw error
    broken = where
    return { kind: 'damaged', name: nameOf(where), sentence: error.message, backups }
  }

  /** A backup has the password that the plan had when it was made. */
  function openBackupFile(backup: string, password: string | null): PlanFile {
    try {
      return openPlanFile(backup, { ...author, readOnly: true, password })
    } catch (error) {
      if (!(error instanceof PasswordNeeded)) throw error
      throw new Refusal(
        `That backup still has the password that the plan had then, so it cannot be shown and nothing was changed; choose a later one, or open “${backup}” with that password.`,
      )
    }
  }

  function rowsOfBackup(id: string): PlanRows {
    const { file, password } = inUse()
    const backup = backupPath(keeping, file.file, id)
    if (backup === null)
      throw new Refusal('That backup is no longer there, so nothing was changed; choose another one.')
    const opened = openBackupFile(backup, password)
    try {
      return opened.rows()
    } finally {
      opened.close()
    }
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

  /** Compares a copy, which has the plan's password unless another one is given. */
  async function compare(where: string, given: string | null): Promise<CompareResult> {
    const { file, password } = inUse()
    try {
      const found = await readCopy(where, {
        ours: { file },
        author: { ...author, password: given ?? password },
        temporary,
      })
      comparing = null
      return { kind: 'compared', found }
    } catch (error) {
      if (!(error instanceof PasswordNeeded)) throw error
      comparing = where
      return { kind: 'protected', name: nameOf(where), wrong: given !== null }
    }
  }

  return {
    isOpen: () => current !== null,
    plan: () => {
      if (!current) return null
      const plan = current.unseen ?? described(current)
      current.seen = true
      current.unseen = null
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
    commit: (change) => {
      const { file } = inUse()
      const brings = (table: string) => change.rows.some((row) => row.table === table && row.before === null)
      if (brings('import')) keep('import')
      else if (brings('merged')) keep('merge')
      return file.commit(change)
    },
    verify: () => {
      const doubtful = inUse().file.doubtful(LONGEST_VERIFIED)
      const lineIds = doubtful.flatMap(({ table, id }) =>
        table === 'line' ? [id] : table === 'amount' ? [id.split(' ').slice(0, -2).join(' ')] : [],
      )
      return { rows: doubtful.length, lineIds: [...new Set(lineIds)].slice(0, 3) }
    },
    backups: () => backupsOf(keeping, inUse().file.file),
    backupRows: rowsOfBackup,
    restoreBackup: (id) => {
      const { file } = inUse()
      const at = backupsOf(keeping, file.file).find((backup) => backup.id === id)?.at
      const wanted = planOf(rowsOfBackup(id))
      const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at!))
      const change = restoreChange(planOf(file.rows()), wanted, `restore the plan of ${when}`)
      if (change.rows.length === 0) return null
      keep('restore')
      return { change, history: file.commit(change) }
    },
    openBackup: (id, seen = true) => {
      const damaged = broken
      const backup = damaged === null ? null : backupPath(keeping, realpathSync(damaged), id)
      if (damaged === null || backup === null)
        throw new Refusal('That backup is no longer there, so nothing was changed; choose another one.')
      return open(putBeside(backup, damaged, id), seen, null)
    },
    saveCopy: (where) => {
      const { file } = inUse()
      if (isSame(file.file, where)) throw alreadyThere(where)
      checkFree(where)
      file.copyTo(where)
    },
    compareCopy: (where) => compare(where, null),
    compareProtected: async (password) => {
      if (comparing === null)
        throw new Refusal('No copy asks for a password; nothing was changed, so compare it again.')
      return compare(comparing, password)
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
