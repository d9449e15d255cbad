/**
 * Connections to SQLite, and the lock that keeps a plan to one opener.
 * Example: `const database = connect(file); lock(database, file)`; from then on nobody else can even read it.
 */
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Holder } from './holder.ts'

/**
 * The plans that this process has open, by {@link identity}. Such a file is never opened again here, not even to read its
 * first bytes: on Linux and macOS closing it anew would drop SQLite's lock.
 */
export const heldHere = new Map<string, Holder>()

/** What makes a file this one and no other, whatever it is called. @throws what the file system says */
export function identity(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true })
  return `${dev}:${ino}`
}

/** A password as SQLite takes it: the same one however its accents were typed. */
const keyOf = (password: string) => Buffer.from(password.normalize('NFC'), 'utf8').toString('hex')

/**
 * Enciphers every page of the file, and of its journal, as SQLCipher 4 does: AES-256, a key by PBKDF2 with a salt of the file's
 * own, and for each page its HMAC. So other tools can open the plan with its password too. @param to '' for none
 */
export function encipher(database: Database.Database, to: string): void {
  chooseCipher(database)
  database.pragma(`hexrekey = '${keyOf(to)}'`)
}

function chooseCipher(database: Database.Database): void {
  database.pragma(`cipher = 'sqlcipher'`)
  database.pragma('legacy = 4')
}

/** What {@link connect} takes beside SQLite's own options. */
export interface ConnectOptions extends Database.Options {
  /** Of a plan that has one. Whether it fits shows with the first look inside: SQLITE_NOTADB. */
  password?: string | null | undefined
}

/**
 * Connects to a file or, given its bytes, to a copy in memory, with the settings that every plan has. An Electron before 35
 * needs a binary of its own.
 */
export function connect(
  source: string | Buffer,
  { password = null, ...options }: ConnectOptions = {},
): Database.Database {
  const nativeBinding = Number(process.versions.napi) < 10 ? process.env.PLANNER_SQLITE_BINDING : undefined
  // A second opener is told soon; a moment is left for a backup program or a virus scanner to be done.
  const database = new Database(source, { timeout: 300, ...options, ...(nativeBinding ? { nativeBinding } : {}) })
  try {
    if (password !== null) {
      chooseCipher(database)
      database.pragma(`hexkey = '${keyOf(password)}'`)
    }
    // Nothing of a plan is put into files of SQLite's own, where it would not be enciphered.
    database.pragma('temp_store = MEMORY')
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    database.pragma('foreign_keys = ON')
    database.pragma('synchronous = FULL')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Takes SQLite's lock, the kind that keeps readers out too, and starts a transaction. The lock outlives the transaction: it
 * stays until the connection is closed.
 * @throws SQLITE_BUSY when somebody else has it
 */
export function lock(database: Database.Database): void {
  database.pragma('locking_mode = EXCLUSIVE')
  database.exec('BEGIN EXCLUSIVE')
}

/** Writes what a connection sees, with the password that it has, into a new file, onto the disk. */
export function vacuumInto(database: Database.Database, file: string): void {
  database.prepare('VACUUM INTO ?').run(file)
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
