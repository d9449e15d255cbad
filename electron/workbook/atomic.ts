/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name. Example:
 * `await writeAtomic('Appendix A.xlsx', () => bytes)`.
 */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, open, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../../shared/refusal.ts'

/**
 * Writes what `make` gives, replacing a file of that name. What was there stays as it was until the new one is whole.
 * @throws {Refusal} when it cannot be written there, in one sentence; no temporary file is left behind
 */
export async function writeAtomic(file: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
  const target = await realpath(file).catch(() => path.resolve(file))
  const temporary = path.join(path.dirname(target), `.~${randomUUID()}.tmp`)
  try {
    await checkTarget(target)
    const bytes = await make()
    try {
      await writeWhole(temporary, bytes)
      await rename(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw error
    }
  } catch (error) {
    throw writingFault(error, path.basename(file))
  }
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Some systems let a read-only file, a folder or a device be replaced; none of them is meant to be. */
async function checkTarget(target: string): Promise<void> {
  const there = await stat(target).catch((error) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (!there) return
  if (!there.isFile()) throw withCode('EISDIR')
  if ((there.mode & 0o222) === 0) throw withCode('EROFS')
  await access(target, constants.W_OK)
  if (await isHeld(target)) throw withCode(HELD)
}

/** The code under which a file that a spreadsheet program has open is told. */
const HELD = 'HELD'

/**
 * Does a spreadsheet program say that it has the file open, by a file beside it? Not every system keeps others from replacing
 * an open file, and what was replaced would be lost when it is saved there. Excel's is `~$Paper.xlsx`, LibreOffice's
 * `.~lock.Paper.xlsx#`.
 */
async function isHeld(target: string): Promise<boolean> {
  const { dir, base } = path.parse(target)
  for (const name of [`~$${base}`, `.~lock.${base}#`])
    if (
      await stat(path.join(dir, name)).then(
        () => true,
        () => false,
      )
    )
      return true
  return false
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
const withCode = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * Turns what the file system says into a sentence; what is no such thing is given back.
 * @param name the file's name without its folder
 */
export function writingFault(error: unknown, name: string): unknown {
  const not = `“${name}” was not written, because`
  switch (codeOf(error)) {
    case HELD:
      return new Refusal(
        `${not} it is open in Excel or another program; nothing was changed, so close it there, or choose another name.`,
      )
    case 'EBUSY':
    case 'EPERM':
    case 'EACCES':
    case 'ETXTBSY':
      return new Refusal(
        `${not} it is open in Excel or you may not write there; nothing was changed, so close it, or choose another name or folder.`,
      )
    case 'EROFS':
      return new Refusal(
        `${not} the file or its drive is read-only; nothing was changed, so choose another name or folder.`,
      )
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refusal(`${not} its folder is not there; nothing was changed, so choose another folder.`)
    case 'EISDIR':
      return new Refusal(
        `${not} that name is taken by something that is no file; nothing was changed, so choose another name.`,
      )
    case 'ENAMETOOLONG':
    case 'EINVAL':
      return new Refusal(
        `${not} the name is too long or not allowed there; nothing was changed, so choose another name.`,
      )
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new Refusal(`${not} there is no room left on the disk; nothing was changed, so make room and try again.`)
    case 'EIO':
    case 'ENXIO':
    case 'ESTALE':
    case 'ETIMEDOUT':
    case 'EMFILE':
      return new Refusal(
        `${not} its drive does not answer; nothing was changed, so see that it is there and try again, or choose another folder.`,
      )
    default:
      return error
  }
}
