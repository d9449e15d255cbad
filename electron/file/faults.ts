/**
 * What can go wrong with a plan file, each in one sentence: what happened, what is safe, what to do.
 * Example: SQLITE_FULL while saving becomes "“set Victim First 2021/22” was not saved, because the disk is full; …".
 */
import path from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import { PlanLocked, readNote } from './holder.ts'

/** The code of an error of SQLite or of the file system; '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

const quoted = (file: string) => `“${path.basename(file)}”`

/** The file is something else. */
export function notAPlan(file: string, start: string): Refusal {
  return start.startsWith('PK')
    ? new Refusal(
        `${quoted(file)} looks like a workbook and not like a plan; nothing was changed, so import it as a spreadsheet instead.`,
      )
    : new Refusal(
        `${quoted(file)} is not a plan; nothing was changed, so choose a file that this program made (.cplan).`,
      )
}

/** The plan has a password, and none was given or `wrong`ly. */
export class PasswordNeeded extends Refusal {
  override name = 'PasswordNeeded'
  readonly wrong: boolean

  constructor(file: string, wrong: boolean) {
    super(
      wrong
        ? `That password does not open ${quoted(file)}; nothing was changed, so try it again, minding capitals (a damaged file gives the same answer).`
        : `${quoted(file)} is protected by a password; nothing was changed, so give it to open the plan.`,
    )
    this.wrong = wrong
  }
}

/** The plan cannot be trusted to be what was saved. */
export class PlanDamaged extends Refusal {}

export function damaged(file: string): PlanDamaged {
  return new PlanDamaged(
    `${quoted(file)} is damaged and was not opened; nothing was written to it, so keep it, and open a backup or an earlier version of it.`,
  )
}

/** The plan holds more than any plan does. */
export function tooLarge(file: string): Refusal {
  return new Refusal(
    `${quoted(file)} holds more than a budget can need, so it was not opened; nothing was changed, so ask whoever sent it what is in it.`,
  )
}

/** The plan was built by something else: it has tables, views or triggers that this program does not make. */
export function notAsMade(file: string): Refusal {
  return new Refusal(
    `${quoted(file)} is not built the way this program builds its plans, so it was not opened; nothing was changed, so ask whoever sent it for an untouched copy.`,
  )
}

/** The plan was saved by a later release. */
export function newerPlan(file: string): Refusal {
  return new Refusal(
    `${quoted(file)} was saved by a newer version of this program, so it was not opened and is unchanged; update this program and open it again.`,
  )
}

/** There is a file of that name already. */
export function alreadyThere(file: string): Refusal {
  return new Refusal(
    `There is already a file ${quoted(file)} in that folder; it was left alone, so choose another name.`,
  )
}

/** The plan may only be read. */
export function readOnlyPlan(file: string, label: string): Refusal {
  return new Refusal(
    `“${label}” was not done, because ${quoted(file)} is open for reading only; nothing was altered, so open the plan where it may be changed.`,
  )
}

/** Turns what was thrown while opening or making a file into a sentence; what is none of ours is given back. */
export function openingFault(error: unknown, file: string): unknown {
  if (error instanceof Refusal) return error
  const code = codeOf(error)
  const name = quoted(file)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Refusal(
      `${name} or its folder is not there any more; nothing was changed, so see whether it was moved or renamed, or whether its drive is away.`,
    )
  if (code === 'EISDIR')
    return new Refusal(`${name} is a folder and not a plan; nothing was changed, so choose a .cplan file.`)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code.startsWith('SQLITE_READONLY'))
    return new Refusal(
      `You have no permission to use ${name} where it lies; nothing was changed, so ask for access or choose another folder.`,
    )
  if (code.startsWith('SQLITE_BUSY')) return new PlanLocked(file, readNote(file))
  if (code === 'SQLITE_NOTADB') return notAPlan(file, '')
  if (code.startsWith('SQLITE_CORRUPT')) return damaged(file)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new Refusal(
      `There is no room left on the disk for ${name}; what was there is unchanged, so make room and try again.`,
    )
  if (/^(SQLITE_(IOERR|CANTOPEN|PROTOCOL|LOCKED)|EIO$|EBUSY$|ETIMEDOUT$|ENXIO$|ESTALE$|ETXTBSY$|EMFILE$)/.test(code))
    return new Refusal(
      `${name} cannot be reached just now, because its drive does not answer or another program is holding it; nothing was changed, so try again in a moment.`,
    )
  return error
}

/** Turns what was thrown while saving a Change into a sentence; what is none of ours is given back. */
export function savingFault(error: unknown, file: string, label: string): unknown {
  if (error instanceof Refusal) return error
  const code = codeOf(error)
  const not = `“${label}” was not saved, because`
  const before = 'the plan is as it was before'
  if (code === 'SQLITE_FULL') return new Refusal(`${not} the disk is full; ${before}, so make room and repeat it.`)
  if (code.startsWith('SQLITE_READONLY'))
    return new Refusal(
      `${not} ${quoted(file)} or its folder has become read-only; ${before}, so ask for access and repeat it.`,
    )
  if (code.startsWith('SQLITE_CONSTRAINT'))
    return new Refusal(
      `${not} it would leave something in the plan that belongs to nothing; ${before}, so undo the last step or do it another way.`,
    )
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new Refusal(
      `${not} ${quoted(file)} has been damaged on the disk; close the plan, keep the file, and open a backup or an earlier version of it.`,
    )
  if (/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|BUSY|LOCKED)/.test(code))
    return new Refusal(
      `${not} ${quoted(file)} cannot be written just now; ${before}, so see that its drive is there and no other program is holding it, and repeat it.`,
    )
  return error
}
