/**
 * Folders, plans and other processes for the tests of the plan file.
 * Example: `const file = path.join(folder(), 'Budget.cplan'); createPlanFile(file, author).close()`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll } from 'vitest'
import { type Change, type RowChange, rowTo } from '../../../shared/change.ts'
import { blankLine } from '../../../shared/edits.ts'
import { amountId, tableNames } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'

/** Whoever writes in these tests, at a moment that never moves. */
export const author = { who: 'jo', now: () => '2026-04-01T09:00:00.000Z' }

/** Memory serves as a disk where it can, since nothing here is about speed. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const made: string[] = []

/** A folder of its own, taken away after the file's tests. */
export function folder(): string {
  const name = mkdtempSync(path.join(base, 'planner-file-'))
  made.push(name)
  return name
}

afterAll(() => {
  for (const name of made) rmSync(name, { recursive: true, force: true })
})

/** A place for a plan that is not there yet. */
export const place = (name = 'Budget.cplan') => path.join(folder(), name)

/** Everything in the plan's tables, in key order, as text: two files with the same hold the same values, byte for byte. */
export function dump(file: string): string {
  const database = new Database(file, { readonly: true })
  try {
    return tableNames
      .map((table) => {
        const rows = database.prepare(`SELECT * FROM "${table}" ORDER BY "id"`).raw().all()
        return `${table}\n${rows.map((row) => JSON.stringify(row)).join('\n')}\n`
      })
      .join('')
  } finally {
    database.close()
  }
}

/** Does something to a plan file behind the program's back. */
export function tamper(file: string, act: (database: Database.Database) => void): void {
  const database = new Database(file)
  try {
    act(database)
  } finally {
    database.close()
  }
}

/** What a test throws, as text: "PlanLocked: “Budget.cplan” is already open: …". */
export function messageOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  return 'nothing was thrown'
}

const source = (name: string) => JSON.stringify(pathToFileURL(path.resolve('electron/file', name)).href)

/**
 * Runs a few lines in a Node process of its own, with the plan file's functions, `author`, and `say` to answer with.
 * @returns what it said, line by line
 */
export function inAnotherProcess(lines: string): string[] {
  const script = `
    import fs from 'node:fs'
    import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
    import { createPlanFile, openPlanFile } from ${source('store.ts')}
    import { copyForReading } from ${source('copying.ts')}
    const author = { who: 'al', now: () => '2026-04-01T10:00:00.000Z' }
    const say = (value) => fs.writeSync(1, (typeof value === 'string' ? value : JSON.stringify(value)) + '\\n')
    const messageOf = (act) => { try { act(); return 'nothing was thrown' } catch (error) { return error.name + ': ' + error.message } }
    // Loads SQLite, while this process may still read everything.
    new Database(':memory:').close()
    ${lines}`
  const { stdout, stderr, signal, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  if (status !== 0 && signal !== 'SIGKILL') throw new Error(stderr)
  return stdout.split('\n').filter((line) => line !== '')
}

/** The line that makes a process an ordinary user, whom permissions hold back; nothing where it is one. */
export const becomeOrdinary = process.getuid?.() === 0 ? 'process.setgid(65534); process.setuid(65534);' : ''

const victimFirst = blankLine({ id: 'vf', service: 'Victim First', position: 1 })
const year = yearFrom(2020)

/** A Change that adds one line with a budget of £5,583.22 in 2020/21. */
export const firstChange: Change = {
  label: 'import papers.xlsx',
  rows: [
    rowTo(planOf(), 'line', 'vf', { ...victimFirst, extra: { Ref: '7', Area: 'LLR' } }),
    rowTo(planOf(), 'amount', amountId('vf', year, 'budget'), amount(558322)),
  ],
}

function amount(pence: number) {
  return {
    id: amountId('vf', year, 'budget'),
    lineId: 'vf',
    year,
    measure: 'budget' as const,
    pence: pence as Pence,
    expression: null,
    origin: null,
  }
}

/** A Change that sets that budget, from what a plan holds. */
export function setTo(plan: Plan, pence: number): Change {
  return {
    label: `set Victim First ${pence}`,
    rows: [rowTo(plan, 'amount', amountId('vf', year, 'budget'), amount(pence)) as RowChange],
  }
}
