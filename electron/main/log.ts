/**
 * Faults of the program, kept in a file on this computer for whoever mends it: where in the program, but no figures, no
 * names and no folders, so neither an error's message nor a path is written.
 * Example: `2026-04-01T09:00:00.000Z commit TypeError at write (store.ts:120:9) at …`.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

/** When the file is larger, in bytes, it becomes the old one and a new one is begun. */
const LARGEST = 256 * 1024

/** Notes a fault. Never throws. */
export type Report = (where: string, error: unknown) => void

/** Where the faults are noted, and where those before them. */
const NEWER = 'faults.log'
const OLDER = 'faults.old.log'

/** The faults that were noted, the oldest first; none where there is no log. */
export function faultsIn(folder: string): string[] {
  return [OLDER, NEWER].flatMap((name) => {
    try {
      return readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n')
    } catch {
      return []
    }
  })
}

/** An error as one line without messages and folders. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().replace(/(\(|at )[^()]*[\\/]/, '$1'))
  return [`${error.name}${code}`, ...frames].join(' ')
}

/** A log in a folder, which is made when need be. */
export function openLog(folder: string, now: () => string): Report {
  const file = path.join(folder, NEWER)
  return (where, error) => {
    try {
      mkdirSync(folder, { recursive: true })
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, path.join(folder, OLDER))
      appendFileSync(file, `${now()} ${where} ${describeFault(error)}\n`)
    } catch {
      // Where nothing can be written, nothing is noted.
    }
  }
}
