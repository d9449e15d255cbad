/**
 * Kills a process that edits a plan, again and again at random moments, and looks at what it left: every step that it had
 * said was saved is there, the one under way is there wholly or not at all, nothing else is, and the plan opens at once.
 * Example: `await kill({rounds: 500, seed: 1, folders: ['/dev/shm']})` gives how many steps were acknowledged.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { build } from 'vite'
import { encode } from '../../electron/file/rows.ts'
import { createPlanFile, openPlanFile } from '../../electron/file/store.ts'
import { apply, type Change, invert } from '../../shared/change.ts'
import type { HistoryStep } from '../../shared/ipc.ts'
import { type Row, tableNames } from '../../shared/model.ts'
import { type Plan, type PlanRows, planOf, rowsOf } from '../../shared/plan.ts'
import { firstWork, randomFrom, TOTAL, workOf } from './work.ts'

export interface KillOptions {
  rounds: number
  seed: number
  /** Each has a plan of its own, which are worked on side by side. */
  folders: readonly string[]
}

export interface Killed {
  rounds: number
  /** Steps that were said to be saved, of which none may be missing. */
  acknowledged: number
  /** How often the step that was under way was there all the same. */
  unheard: number
  /** How often SQLite had to take back what was half written. */
  rolledBack: number
}

/** After so many rounds a plan is begun anew, so that none grows without end. */
const ROUNDS_A_PLAN = 20
/** Processes that stand ready for each plan while another is at work. */
const READY = 1

/** The process to be killed as one file, so that it starts soon. */
async function victimIn(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      ssr: path.resolve(import.meta.dirname, 'victim.ts'),
      rollupOptions: {
        external: ['better-sqlite3', /^node:/],
        output: { format: 'cjs', entryFileNames: 'victim.cjs' },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  })
  const script = path.join(folder, 'victim.cjs')
  // One that is not killed leaves its code compiled for the others.
  const first = await ready(script)
  first.stdin!.end()
  await new Promise((resolve) => first.once('close', resolve))
  return script
}

/** A process that has said that it is ready. */
async function ready(script: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: path.resolve('node_modules'), NODE_COMPILE_CACHE: path.dirname(script) },
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout!.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the process to be killed did not start')))
  })
  child.removeAllListeners('exit')
  return child
}

/** What a plan file is to hold: its rows, and its history with what each step did. */
interface Model {
  plan: Plan
  steps: (Pick<HistoryStep, 'label' | 'state'> & { change: Change })[]
}

/** Does a piece of work in the model. */
function follow({ plan, steps }: Model, work: ReturnType<typeof workOf>): void {
  if (work === 'undo') {
    const step = steps.findLast(({ state }) => state === 'done')!
    apply(plan, invert(step.change))
    step.state = 'undone'
  } else if (work === 'redo') {
    const step = steps.find(({ state }) => state === 'undone')!
    apply(plan, step.change)
    step.state = 'done'
  } else {
    apply(plan, work)
    for (const step of steps) if (step.state === 'undone') step.state = 'dropped'
    steps.push({ label: work.label, state: 'done', change: work })
  }
}

const headOf = ({ steps }: Model) => ({
  undo: steps.findLast(({ state }) => state === 'done')?.label ?? null,
  redo: steps.find(({ state }) => state === 'undone')?.label ?? null,
})

/** Rows and steps as text, the fields in the order of their columns. */
function textFor(rows: PlanRows, steps: unknown): string {
  const tables = tableNames.map((table) => (rows[table] as Row[]).map((row) => encode(table, row)))
  return JSON.stringify([tables, steps])
}

/** Everything that must be there, as text. */
const textOf = ({ plan, steps }: Model) =>
  textFor(
    rowsOf(plan),
    steps.map(({ label, state }) => [label, state]),
  )

/** What a plan file holds. It is opened as the program opens it, and looked through by SQLite itself. */
function heldIn(file: string): { text: string; total: number } {
  const open = openPlanFile(file, { who: 'after', now: () => new Date().toISOString() })
  let text: string
  let total = 0
  try {
    const rows = open.rows()
    for (const { pence } of rows.amount) total += pence
    const steps = open.history().map(({ label, state }) => [label, state])
    text = textFor(rowsOf(planOf(rows)), steps)
  } finally {
    open.close()
  }
  const database = new Database(file, { readonly: true })
  try {
    const found = [database.pragma('integrity_check', { simple: true }), database.pragma('foreign_key_check')]
    if (JSON.stringify(found) !== '["ok",[]]') throw new Error(`the plan is damaged: ${JSON.stringify(found)}`)
  } finally {
    database.close()
  }
  return { text, total }
}

/** Is there a journal by which SQLite takes back what was half written? Its beginning is zeros where there is nothing to take back. */
function isHalfWritten(file: string): boolean {
  return existsSync(`${file}-journal`) && readFileSync(`${file}-journal`).subarray(0, 4).toString('hex') === 'd9d505f9'
}

/** One plan, killed in turn. */
async function killIn(folder: string, script: string, { rounds, seed }: KillOptions): Promise<Killed> {
  const killed: Killed = { rounds: 0, acknowledged: 0, unheard: 0, rolledBack: 0 }
  const random = randomFrom(seed)
  const waiting = Array.from({ length: READY }, () => ready(script))
  let file = ''
  let model: Model = { plan: planOf(), steps: [] }
  for (let round = 0; round < rounds; round++) {
    if (round % ROUNDS_A_PLAN === 0) {
      file = path.join(folder, `Plan ${round}.cplan`)
      const first = firstWork()
      createPlanFile(file, { who: 'first', now: () => new Date().toISOString(), change: first }).close()
      model = { plan: planOf(), steps: [] }
      follow(model, first)
    }
    const name = `r${round}`
    const own = Math.floor(random() * 2 ** 32)
    const child = await waiting.shift()!
    if (round + READY < rounds) waiting.push(ready(script))
    // A quarter is killed while it opens the plan, the others in the midst of their edits.
    const wanted = random() < 0.25 ? 0 : 1 + Math.floor(random() * 8)
    const patience = wanted === 0 ? Math.floor(random() * 60) : 10_000
    let said = ''
    const enough = new Promise<void>((resolve) => {
      setTimeout(resolve, patience).unref()
      child.stdout!.on('data', (data) => {
        said += data
        if (wanted > 0 && said.split('\n').length > wanted) resolve()
      })
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.stdin!.end(JSON.stringify({ file, seed: own, name }))
    await enough
    const until = process.hrtime.bigint() + BigInt(Math.floor(random() * 3_000_000))
    while (process.hrtime.bigint() < until);
    child.kill('SIGKILL')
    await ended
    const acknowledged = said.split('\n').length - 1
    if (isHalfWritten(file)) killed.rolledBack++
    const held = heldIn(file)
    const work = randomFrom(own)
    const next = (number: number) => workOf(model.plan, headOf(model), work, `${name} ${number}`)
    for (let number = 1; number <= acknowledged; number++) follow(model, next(number))
    if (held.text !== textOf(model)) {
      follow(model, next(acknowledged + 1))
      killed.unheard++
      if (held.text !== textOf(model))
        throw new Error(
          `round ${round} of seed ${seed}: after ${acknowledged} acknowledged steps the plan holds neither those nor one more`,
        )
    }
    if (held.total !== TOTAL) throw new Error(`round ${round} of seed ${seed}: the budgets come to ${held.total}`)
    killed.rounds++
    killed.acknowledged += acknowledged
  }
  return killed
}

/** @throws when anything was lost, was there by half, or would not open */
export async function kill({ rounds, seed, folders }: KillOptions): Promise<Killed> {
  const made = folders.map((folder) => mkdtempSync(path.join(folder, 'planner-kill-')))
  try {
    const script = await victimIn(made[0]!)
    const results = await Promise.all(
      made.map((folder, index) => {
        const share = Math.floor((rounds * (index + 1)) / made.length) - Math.floor((rounds * index) / made.length)
        return killIn(folder, script, { rounds: share, seed: seed + index, folders })
      }),
    )
    return results.reduce((sum, one) => ({
      rounds: sum.rounds + one.rounds,
      acknowledged: sum.acknowledged + one.acknowledged,
      unheard: sum.unheard + one.unheard,
      rolledBack: sum.rolledBack + one.rolledBack,
    }))
  } finally {
    for (const folder of made) rmSync(folder, { recursive: true, force: true })
  }
}

const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
/** Memory, where many steps are made between two kills, and a disk, where most kills come while it is being written to. */
export const places = [memory, memory, memory, tmpdir()]
