/**
 * Opening a plan file: it must be a plan of ours, whole, and nobody else's at the moment. Read-only plans are taken into memory
 * whole, so that reading never stands in another's way.
 * Example: `openDatabase('/home/jo/Budget.cplan', {who: 'jo', now})` holds the file until `close()`.
 */
import { accessSync, closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { connect, heldHere, identity, lock } from './connection.ts'
import { writeCopy } from './duplicating.ts'
import { codeOf, damaged, newerPlan, notAPlan, notAsMade, openingFault, PasswordNeeded, tooLarge } from './faults.ts'
import { type Holder, leaveNote, PlanLocked, removeNote } from './holder.ts'
import { APPLICATION_ID, type Migration, migrate, migrations, shapeOf, versionOf } from './migrations.ts'

/** Who works on the plan, and the clock: an ISO date and time in UTC. */
export interface Author {
  who: string
  now: () => string
}

export interface OpenOptions extends Author {
  /** Only to be looked at: nothing can be changed and nobody is kept out. */
  readOnly?: boolean | undefined
  /** Of a plan that is protected by one; of others it is not looked at. */
  password?: string | null | undefined
  /** The steps that a plan must have had; those of this release when left out. */
  steps?: readonly Migration[] | undefined
  /** The most that its rows may take, in bytes; far more than any plan needs when left out. */
  most?: number | undefined
}

/** An open database and how to let go of it. */
export interface Opened {
  /** The file's path, links followed. */
  file: string
  database: Database
  readOnly: boolean
  isProtected: boolean
  /** Whether the file still lies where it was opened, and is the same one. */
  inPlace(): boolean
  close(): void
}

/** No plan is as large as this; what is larger is not taken into memory. */
const LARGEST_FILE = 1024 ** 3

/** A page of SQLite's, in bytes. */
const PAGE = 4096

/**
 * Whether the file may be written, and whether it can only be one with a password: whole pages that begin as nothing known.
 * @throws what the file system says when it may not even be read, or is no plan
 */
function probe(file: string): { writable: boolean; isProtected: boolean } {
  let isProtected = false
  let writable = true
  let handle: number
  try {
    handle = openSync(file, 'r+')
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error
    writable = false
    handle = openSync(file, 'r')
  }
  try {
    const start = Buffer.alloc(16)
    const length = readSync(handle, start, 0, 16, 0)
    const text = start.toString('latin1', 0, length)
    if (text !== 'SQLite format 3\0') {
      const { size } = fstatSync(handle)
      isProtected = size > 0 && size % PAGE === 0 && !text.startsWith('PK') && /[^\s\x20-\x7e]/.test(text)
      if (!isProtected) throw notAPlan(file, text)
    }
  } finally {
    closeSync(handle)
  }
  try {
    accessSync(path.dirname(file), constants.W_OK)
  } catch {
    writable = false
  }
  return { writable, isProtected }
}

const shapes = new WeakMap<readonly Migration[], string[]>()

/** The shape that a plan has after so many steps. */
function shapeAfter(steps: readonly Migration[], version: number): string {
  const known = shapes.get(steps) ?? []
  shapes.set(steps, known)
  known[version] ??= (() => {
    const model = connect(':memory:')
    try {
      migrate(model, steps.slice(0, version))
      return shapeOf(model)
    } finally {
      model.close()
    }
  })()
  return known[version]
}

/** What the rows of no plan come to, its history left aside, which is never in memory whole: 256 MB. */
const MOST_ROWS = 256 * 1024 ** 2

/** How much a database's tables and indexes take, its history left aside, in bytes. */
function sizeOfRows(database: Database): number {
  const sum = `SELECT coalesce(sum("pgsize"), 0) FROM "dbstat" WHERE "aggregate" = 1 AND "name" NOT LIKE 'history%'`
  return database.prepare(sum).pluck().get() as number
}

/** Refuses what is not a whole plan of ours, before any of its rows are read. @returns its version */
function checkPlan(database: Database, file: string, steps: readonly Migration[], most = MOST_ROWS): number {
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notAPlan(file, '')
  const version = versionOf(database)
  if (version > steps.length) throw newerPlan(file)
  if (version < 1 || shapeOf(database) !== shapeAfter(steps, version)) throw notAsMade(file)
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged(file)
  if ((database.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged(file)
  if (sizeOfRows(database) > most) throw tooLarge(file)
  return version
}

/**
 * Opens a plan file, brings it up to date (after keeping a dated copy beside it), and keeps others out until it is closed.
 * Where the file or its folder may not be written it is opened for reading only.
 * @throws PlanLocked when somebody has it open; Refusal, in a sentence, for whatever else is wrong with it
 */
export function openDatabase(name: string, options: OpenOptions): Opened {
  const steps = options.steps ?? migrations
  try {
    const file = realpathSync(name)
    const key = identity(file)
    const own = heldHere.get(key)
    if (own) throw new PlanLocked(file, own)
    if (statSync(file).size > LARGEST_FILE) throw tooLarge(file)
    const { writable, isProtected } = probe(file)
    const password = isProtected ? (options.password ?? null) : null
    if (isProtected && password === null) throw new PasswordNeeded(file, false)
    try {
      if (!writable || options.readOnly) return openInMemory(file, steps, password, options.most)
      return openForWriting(file, key, { ...options, password }, steps)
    } catch (error) {
      if (isProtected && codeOf(error) === 'SQLITE_NOTADB') throw new PasswordNeeded(file, true)
      throw error
    }
  } catch (error) {
    throw openingFault(error, name)
  }
}

function openForWriting(
  file: string,
  key: string,
  { who, now, password, most }: OpenOptions,
  steps: readonly Migration[],
): Opened {
  const database = connect(file, { fileMustExist: true, password })
  let noted = false
  try {
    lock(database)
    const version = checkPlan(database, file, steps, most)
    database.exec('COMMIT')
    let holder: Holder
    try {
      holder = leaveNote(file, who, now())
      noted = true
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error
      database.close()
      return openInMemory(file, steps, password ?? null, most)
    }
    if (version < steps.length) {
      keepCopy(database, file, { now: now(), isProtected: password !== null })
      migrate(database, steps)
    }
    database.pragma('journal_mode = DELETE')
    heldHere.set(key, holder)
  } catch (error) {
    if (noted) removeNote(file)
    database.close()
    throw error
  }
  return {
    file,
    database,
    readOnly: false,
    isProtected: (password ?? null) !== null,
    inPlace: () => {
      try {
        return identity(file) === key
      } catch {
        return false
      }
    },
    close: () => {
      if (!database.open) return
      removeNote(file)
      database.close()
      heldHere.delete(key)
    },
  }
}

/** Keeps a copy beside the plan, under a name that is free: byte for byte, and of a protected plan one with its password. */
function keepCopy(database: Database, file: string, { now, isProtected }: { now: string; isProtected: boolean }): void {
  const { dir, name, ext } = path.parse(file)
  const stem = path.join(dir, `${name} (before update, ${now.slice(0, 10)}`)
  let copy = `${stem})${ext}`
  for (let number = 2; statSync(copy, { throwIfNoEntry: false }); number++) copy = `${stem}, ${number})${ext}`
  writeCopy(database, copy, isProtected)
}

/** The bytes of a plan that nobody has open. */
function bytesOf(file: string, password: string | null): Buffer {
  const database = connect(file, { fileMustExist: true, readonly: true, password })
  try {
    database.exec('BEGIN')
    // The transaction starts, and the lock is asked for, with the first look inside.
    versionOf(database)
    return database.serialize()
  } finally {
    database.close()
  }
}

/** Takes back what was half written when the program or the computer stopped, where that may be done. */
function recover(file: string, password: string | null): void {
  const database = connect(file, { fileMustExist: true, password })
  try {
    versionOf(database)
  } finally {
    database.close()
  }
}

function openInMemory(
  file: string,
  steps: readonly Migration[],
  password: string | null,
  most: number | undefined,
): Opened {
  let bytes: Buffer
  try {
    bytes = bytesOf(file, password)
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_READONLY_ROLLBACK') throw error
    recover(file, password)
    bytes = bytesOf(file, password)
  }
  // A copy in memory can only have the kind of journal that plans have.
  bytes.fill(1, 18, 20)
  const database = connect(bytes)
  try {
    checkPlan(database, file, steps, most)
    migrate(database, steps)
  } catch (error) {
    database.close()
    throw error
  }
  const isProtected = password !== null
  return { file, database, readOnly: true, isProtected, inPlace: () => true, close: () => void database.close() }
}
