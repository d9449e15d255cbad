/**
 * Has a workbook read in a process of its own, within a time and a heap, and gives back the plain sheets. Whoever calls
 * says how a process is started, for the desktop app and the command line start one differently. Example:
 * `await readWorkbook('/home/a/plan.xlsx', { launch: launchWithNode })`.
 */

import { fork } from 'node:child_process'
import { basename, join } from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { unpackCells } from './packing.ts'
import type { ReadAnswer, ReadRequest } from './process.ts'
import { sentence, Unreadable } from './unreadable.ts'

const HEAP_LIMIT = '--max-old-space-size=512'

/** `execArgv` of the reading process, which bound its heap, under Node. */
export const NODE_ARGUMENTS = [HEAP_LIMIT]
/** The same for Electron's `utilityProcess.fork`, which takes no notice of the limit in Node's form. */
export const UTILITY_ARGUMENTS = [`--js-flags=${HEAP_LIMIT}`]

/** A process that is asked for one piece of work. */
export interface WorkProcess<Request> {
  post(message: Request): void
  onMessage(listener: (message: unknown) => void): void
  /** Called when the process has ended, for whatever reason, or could not be started. */
  onExit(listener: () => void): void
  kill(): void
}

/** A process that runs `process.ts`. */
export type ReaderProcess = WorkProcess<ReadRequest>

export interface ReadOptions {
  launch: () => ReaderProcess
  /** Milliseconds; 60,000 when not given. */
  timeoutMs?: number
  /** Stops the reading. */
  signal?: AbortSignal
}

/**
 * Reads a workbook. The file is opened for reading only.
 * @param path where the file lies
 * @throws {Refusal} one sentence: what `readWorkbookBytes` and `readBytes` refuse; when reading took too long, was
 * stopped by the signal, or the process ended before it was done
 */
export function readWorkbook(path: string, { launch, timeoutMs = 60_000, signal }: ReadOptions): Promise<Workbook> {
  const file = basename(path)
  const stopped = () =>
    new Refusal(`Reading “${file}” was stopped, so nothing was changed; choose it again to read it.`)
  if (signal?.aborted) return Promise.reject(stopped())

  return new Promise((resolve, reject) => {
    const workbook: Workbook = { file, sheets: [] }
    const reader = launch()
    const timer = setTimeout(() => settle(() => reject(sentence(file, tookTooLong(timeoutMs)))), timeoutMs)
    const abort = () => settle(() => reject(stopped()))
    let settled = false

    function settle(finish: () => void): void {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      reader.kill()
      finish()
    }

    signal?.addEventListener('abort', abort)
    reader.onExit(() => settle(() => reject(sentence(file, endedEarly()))))
    reader.onMessage((message) => {
      if (settled) return
      const answer = message as ReadAnswer
      if (answer.kind === 'sheet') {
        const { kind: _, ...sheet } = answer
        workbook.sheets.push({ ...sheet, cells: [] })
      } else if (answer.kind === 'cells') unpackCells(answer.cells, workbook.sheets.at(-1)!.cells)
      else if (answer.kind === 'done') settle(() => resolve(workbook))
      else if (answer.kind === 'refused') settle(() => reject(new Refusal(answer.message)))
      else settle(() => reject(Object.assign(sentence(file, endedEarly()), { cause: answer.message })))
    })
    reader.post({ path })
  })
}

/** Starts the reading process under plain Node 24 or later, which runs TypeScript as it stands. */
export function launchWithNode(): ReaderProcess {
  const child = fork(join(import.meta.dirname, 'process.ts'), {
    execArgv: NODE_ARGUMENTS,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return {
    // An error while sending means that the process is gone, which `onExit` tells.
    post: (message) => void child.send(message, () => {}),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener).on('error', listener),
    kill: () => void child.kill('SIGKILL'),
  }
}

function tookTooLong(timeoutMs: number): Unreadable {
  const seconds = Math.max(1, Math.round(timeoutMs / 1000))
  return new Unreadable(
    `could not be read within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
    'copy the budget’s own sheets to a new workbook and choose that one',
  )
}

function endedEarly(): Unreadable {
  return new Unreadable(
    'could not be read: it is damaged, or takes more memory than reading is allowed',
    'copy the budget’s own sheets to a new workbook and choose that one',
  )
}
