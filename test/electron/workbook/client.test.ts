/** Reading in a process of its own: the same sheets come out of it, and whatever happens to it is one sentence. */

import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { launchWithNode, type ReaderProcess, readWorkbook } from '../../../electron/workbook/client.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { readBytes } from '../../../electron/workbook/source.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { row, workbook } from './hostile.ts'

const FIXTURE = fileURLToPath(new URL('../../fixtures/workbooks/leicestershire.xlsx', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'workbook-'))
afterAll(() => rmSync(folder, { recursive: true }))

function save(name: string, bytes: Buffer | string): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

/** A process that does nothing until it is told to. */
function still(): ReaderProcess & { exit(): void; say(message: unknown): void; killed: number } {
  let exit = () => {}
  let say = (_: unknown) => {}
  return {
    killed: 0,
    post() {},
    onMessage(listener) {
      say = listener
    },
    onExit(listener) {
      exit = listener
    },
    kill() {
      this.killed++
    },
    exit: () => exit(),
    say: (message) => say(message),
  }
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('was read'),
    (error) => error,
  )
  expect(error).toBeInstanceOf(Refusal)
  return error.message
}

test('gives the same sheets as reading the bytes here', async () => {
  const expected = readWorkbookBytes(readFileSync(FIXTURE), 'leicestershire.xlsx')
  expect(await readWorkbook(FIXTURE, { launch: launchWithNode })).toEqual(expected)
})

test('many cells arrive in pieces, in order', async () => {
  const rows = Array.from({ length: 12_500 }, (_, index) => row(index + 1, `line ${index}`, index)).join('')
  const bytes = workbook({
    sheets: [
      { name: 'One', rows },
      { name: 'Two', rows: row(1, 'end') },
    ],
  })
  const read = await readWorkbook(save('long.xlsx', bytes), { launch: launchWithNode })
  expect(read).toEqual(readWorkbookBytes(bytes, 'long.xlsx'))
})

test('a refusal keeps its sentence', async () => {
  const path = save('plan.csv', '%PDF-1.7\n')
  expect(await refusal(readWorkbook(path, { launch: launchWithNode }))).toMatch(
    /^“plan\.csv” is a PDF, .*nothing was changed; /,
  )
})

test('a text table and comments on empty cells come through whole', async () => {
  const csv = Buffer.from('Service,Budget (£)\nHelpline,"1,234.50"\n')
  expect(await readWorkbook(save('plan.csv', csv), { launch: launchWithNode })).toEqual(
    readWorkbookBytes(csv, 'plan.csv'),
  )
  const comments = '<comment ref="B9"><text><t>To be tendered</t></text></comment>'
  const { sheets } = await readWorkbook(save('notes.xlsx', workbook({ comments, rows: row(1, 1) })), {
    launch: launchWithNode,
  })
  expect(sheets[0]!.comments).toEqual([{ row: 9, column: 2, text: 'To be tendered' }])
})

test('a file that cannot be had', async () => {
  mkdirSync(join(folder, 'folder.xlsx'))
  expect(await refusal(readWorkbook(join(folder, 'none.xlsx'), { launch: launchWithNode }))).toMatch(
    /^“none\.xlsx” was not found, so nothing was changed; /,
  )
  expect(() => readBytes(join(folder, 'folder.xlsx'))).toThrow(
    /“folder\.xlsx” is a folder, not a file, so nothing was changed/,
  )
  expect(() => readBytes('/dev/null')).toThrow(Refusal)
  expect(() => readBytes(save('empty.xlsx', ''))).not.toThrow()
})

test('the heap of the process is bounded', async () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => row(index + 1, `service number ${index}`, index)).join('')
  const path = save('large.xlsx', workbook({ rows }))
  const launch = (): ReaderProcess => {
    const entry = fileURLToPath(new URL('../../../electron/workbook/process.ts', import.meta.url))
    const child = fork(entry, {
      execArgv: ['--max-old-space-size=24'],
      serialization: 'advanced',
      stdio: 'ignore',
    })
    return {
      post: (message) => void child.send(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', listener),
      kill: () => void child.kill(),
    }
  }
  expect((await readWorkbook(FIXTURE, { launch })).sheets).toHaveLength(2)
  expect(await refusal(readWorkbook(path, { launch }))).toMatch(
    /“large\.xlsx” could not be read.*more memory than reading is allowed, so nothing was changed/,
  )
})

test('a process that ends, fails, or takes too long', async () => {
  const crashed = still()
  const crash = readWorkbook('/a/plan.xlsx', { launch: () => crashed })
  crashed.exit()
  expect(await refusal(crash)).toMatch(/^“plan\.xlsx” could not be read.*nothing was changed; /)

  const failed = still()
  const failure = readWorkbook('/a/plan.xlsx', { launch: () => failed })
  failed.say({ kind: 'failed', message: 'TypeError: x is not a function' })
  expect(await refusal(failure)).toMatch(/could not be read/)
  expect(failed.killed).toBe(1)

  const slow = still()
  expect(await refusal(readWorkbook('/a/plan.xlsx', { launch: () => slow, timeoutMs: 20 }))).toMatch(
    /could not be read within 1 second/,
  )
  expect(slow.killed).toBe(1)
})

test('a busy process is ended when time is up', async () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => row(index + 1, index)).join('')
  const path = save('slow.xlsx', workbook({ rows }))
  expect(await refusal(readWorkbook(path, { launch: launchWithNode, timeoutMs: 30 }))).toMatch(/within 1 second/)
})

test('can be stopped, before and while it reads', async () => {
  const controller = new AbortController()
  const reader = still()
  const reading = readWorkbook('/a/plan.xlsx', { launch: () => reader, signal: controller.signal })
  controller.abort()
  expect(await refusal(reading)).toMatch(/^Reading “plan\.xlsx” was stopped, so nothing was changed; /)
  expect(reader.killed).toBe(1)
  reader.say({ kind: 'sheet', name: 'late', hidden: false, merges: [] })
  const never = () => {
    throw new Error('was started')
  }
  expect(await refusal(readWorkbook('/a/plan.xlsx', { launch: never, signal: controller.signal }))).toMatch(
    /was stopped/,
  )
})
