/**
 * Writes files as a new folder, whole or not at all: into a temporary folder beside it, which then takes its name. Example:
 * `await writePack('…/Budget 2021-22 publication pack', files)`.
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PackFile } from '../../shared/exporting/pack.ts'
import { Refusal } from '../../shared/refusal.ts'
import { writeAtomic, writingFault } from './atomic.ts'

/** @throws {Refusal} when something of that name is there already */
export function checkNew(folder: string): void {
  if (existsSync(folder))
    throw new Refusal(
      `“${path.basename(folder)}” is there already, so nothing was written; move or rename it, or choose another folder.`,
    )
}

/**
 * Writes a folder that is not there yet.
 * @throws {Refusal} when it cannot be written there, in one sentence; nothing is left behind
 */
export async function writePack(folder: string, files: readonly PackFile[]): Promise<void> {
  checkNew(folder)
  const temporary = path.join(path.dirname(folder), `.~${randomUUID()}.tmp`)
  try {
    await mkdir(temporary)
    for (const { name, text } of files) await writeAtomic(path.join(temporary, name), () => Buffer.from(text, 'utf8'))
    checkNew(folder)
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw writingFault(error, path.basename(folder))
  }
}
