/**
 * A copy of an open plan as a file of its own: whole or not at all, with the password that the plan has. What was saved can so
 * be kept elsewhere even when the file itself was deleted beneath the program.
 * Example: `writeCopy(database, '/home/jo/Budget (copy).cplan', false)`.
 */
import { rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { vacuumInto } from './connection.ts'
import { besides, putInPlace, writeWhole } from './whole.ts'

/** Writes a copy over what is there: byte for byte, but of a protected plan one made anew. @throws what stands in the way */
export function writeCopy(database: Database, copy: string, isProtected: boolean): void {
  if (!isProtected) {
    writeWhole(copy, database.serialize())
    return
  }
  const temporary = besides(copy)
  try {
    vacuumInto(database, temporary)
    putInPlace(temporary, copy)
  } finally {
    rmSync(temporary, { force: true })
  }
}
