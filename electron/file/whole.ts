/**
 * Writing a file whole or not at all: into a temporary file beside it, onto the disk, then under its name.
 * Example: `writeWhole('/home/jo/Plan (before update).cplan', bytes)`.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A name beside the file that nothing else uses. */
export function besides(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.tmp`)
}

/** Puts a finished temporary file under its name, over what is there. */
export function putInPlace(temporary: string, file: string): void {
  renameSync(temporary, file)
  if (process.platform === 'win32') return
  // The name is on the disk only once its folder is.
  const folder = openSync(path.dirname(file), 'r')
  try {
    fsyncSync(folder)
  } catch {
    // Some network file systems cannot; the file itself is safe.
  } finally {
    closeSync(folder)
  }
}

/** Writes a file whole, over what is there. @throws what the file system says; then what was there is unchanged */
export function writeWhole(file: string, content: Uint8Array | string): void {
  const temporary = besides(file)
  try {
    const handle = openSync(temporary, 'wx')
    try {
      writeFileSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    putInPlace(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
