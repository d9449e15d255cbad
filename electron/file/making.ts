/**
 * Making a plan file: whole, or not at all. It is built beside its place and then put there.
 * Example: `makeDatabase('/home/jo/Budget.cplan', {replace: false, fill: (database) => …})`.
 */
import { closeSync, openSync, realpathSync, rmSync, statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { connect, heldHere, identity, lock } from './connection.ts'
import { alreadyThere, codeOf, openingFault } from './faults.ts'
import { PlanLocked, removeNote } from './holder.ts'
import { APPLICATION_ID, migrate, migrations } from './migrations.ts'
import { besides, putInPlace } from './whole.ts'

/** Removes what SQLite may have left beside a file; a new file must not inherit it. */
export function removeJournals(file: string): void {
  for (const ending of ['-journal', '-wal', '-shm']) rmSync(file + ending, { force: true })
}

/** Makes sure that a file may be taken over, if there is one. @throws Refusal in a sentence when somebody has it open */
export function checkFree(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })) checkUnused(file)
  } catch (error) {
    throw openingFault(error, file)
  }
}

/** Makes sure that nobody has the file open that is about to be replaced. @throws PlanLocked when somebody has */
function checkUnused(file: string): void {
  const real = realpathSync(file)
  const own = heldHere.get(identity(real))
  if (own) throw new PlanLocked(file, own)
  try {
    const database = connect(real, { fileMustExist: true })
    try {
      lock(database)
      removeNote(real)
    } finally {
      database.close()
    }
  } catch (error) {
    // What is damaged or something else than a plan may be replaced.
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))) throw error
  }
}

/**
 * Makes a plan file.
 * @param fill writes what the plan is to hold from the start; when it throws, no file is made and none replaced
 * @param replace whether a file of that name may be taken over; never one that somebody has open
 * @throws Refusal in a sentence
 */
export function makeDatabase(
  file: string,
  { fill, replace }: { fill: (database: Database) => void; replace: boolean },
): void {
  const temporary = besides(file)
  try {
    const there = statSync(file, { throwIfNoEntry: false })
    if (there && !replace) throw alreadyThere(file)
    if (there) checkUnused(file)
    // By the file system, which says why it cannot be made; SQLite would only say that it cannot.
    closeSync(openSync(temporary, 'wx'))
    const database = connect(temporary)
    try {
      database.pragma(`application_id = ${APPLICATION_ID}`)
      migrate(database, migrations)
      fill(database)
    } finally {
      database.close()
    }
    removeJournals(file)
    putInPlace(temporary, file)
  } catch (error) {
    throw openingFault(error, file)
  } finally {
    removeJournals(temporary)
    rmSync(temporary, { force: true })
  }
}
