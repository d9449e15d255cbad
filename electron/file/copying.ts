/**
 * A copy of a plan that somebody else has open, to look at. SQLite cannot read past their lock, so the bytes are copied, and
 * proved to be from one moment: no commit was under way, and a second reading is the same as the first.
 * Example: `openPlanFile(await copyForReading(path, folder), {who, now, readOnly: true})`.
 */
import { closeSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from '../../shared/refusal.ts'
import { heldHere, identity } from './connection.ts'
import { codeOf, openingFault } from './faults.ts'
import { PlanLocked } from './holder.ts'
import { writeWhole } from './whole.ts'

/** How a rollback journal begins while a commit is under way; afterwards the journal is away or begins with zeros. */
const JOURNAL_START = Buffer.from('d9d505f920a163d7', 'hex')

/** Whether somebody is in the middle of saving. */
function isBeingSaved(file: string): boolean {
  let handle: number
  try {
    handle = openSync(`${file}-journal`, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
  try {
    const start = Buffer.alloc(8)
    readSync(handle, start, 0, 8, 0)
    return start.equals(JOURNAL_START)
  } finally {
    closeSync(handle)
  }
}

/**
 * Copies a plan that another process has open.
 * @param folder where the copy goes; an earlier copy of the same name there is replaced
 * @returns the copy's path
 * @throws Refusal when it is being saved all the time, cannot be read, or is open in this very process
 */
export async function copyForReading(name: string, folder: string): Promise<string> {
  try {
    const file = realpathSync(name)
    const own = heldHere.get(identity(file))
    if (own) throw new PlanLocked(file, own)
    for (let attempt = 1; attempt <= 40; attempt++) {
      if (!isBeingSaved(file)) {
        const bytes = readFileSync(file)
        if (!isBeingSaved(file) && readFileSync(file).equals(bytes) && !isBeingSaved(file)) {
          const { name: stem, ext } = path.parse(file)
          const copy = path.join(folder, `${stem} (copy)${ext}`)
          writeWhole(copy, bytes)
          return copy
        }
      }
      await setTimeout(50)
    }
    throw new Refusal(
      `“${path.basename(file)}” is being saved without a pause, so no copy could be made; nothing was changed, so try again in a moment.`,
    )
  } catch (error) {
    throw openingFault(error, name)
  }
}
