/**
 * Takes the bytes of a file that a person chose: opened for reading only, weighed before it is read. Example: a file on a
 * share that was moved meanwhile gives “plan.xlsx” was not found, so nothing was changed; ….
 */

import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { sentence, tooLarge, Unreadable } from './unreadable.ts'

const MAX_BYTES = 100 * 1024 * 1024

/** What the system says when a file cannot be had, and what that means to a person. */
const CAUSES: Record<string, [problem: string, advice: string] | undefined> = {
  ENOENT: ['was not found', 'look whether it was moved or renamed and choose it again'],
  ENOTDIR: ['was not found', 'look whether it was moved or renamed and choose it again'],
  EACCES: ['may not be read by you', 'ask its owner for access, or choose a copy of it'],
  EPERM: ['may not be read by you', 'ask its owner for access, or choose a copy of it'],
  EBUSY: ['is in use by another program', 'close it there and try again'],
}

/** @param path where the file lies @throws {Refusal} when it is missing, no file, not readable or above 100 MB */
export function readBytes(path: string): Buffer {
  try {
    // Asked before opening: to open a pipe would wait for ever.
    if (!statSync(path).isFile()) throw new Unreadable('is a folder, not a file', 'choose the workbook inside it')
    const file = openSync(path, 'r')
    try {
      if (fstatSync(file).size > MAX_BYTES) throw tooLarge('it is over 100 MB')
      return readFileSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw sentence(basename(path), error instanceof Unreadable ? error : explain(error))
  }
}

function explain(error: unknown): Unreadable {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const [problem, advice] = CAUSES[code] ?? ['could not be opened', 'copy it to this computer and choose the copy']
  return new Unreadable(problem, advice)
}
