/**
 * Has a workbook read in a process of its own, and gives back the plain sheets. Example:
 * `await readWorkbook('/home/a/plan.xlsx', { launch: launchWithNode })`.
 */

import { basename } from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { unpackCells } from './packing.ts'
import type { ReadAnswer, ReadRequest } from './process.ts'
import { sentence, Unreadable } from './unreadable.ts'
import { type Bounds, launchNode, secondsText, type WorkProcess, workIn } from './work.ts'

/** What the reading process may take of memory, in megabytes. */
export const READING_HEAP = 512

/** A process that runs `process.ts`. */
export type ReaderProcess = WorkProcess<ReadRequest>

export type ReadOptions = Bounds<ReadRequest>

/**
 * Reads a workbook. The file is opened for reading only.
 * @param path where the file lies
 * @throws {Refusal} one sentence: what `readWorkbookBytes` and `readBytes` refuse; when reading took too long, was
 * stopped by the signal, or the process ended before it was done
 */
export function readWorkbook(path: string, { timeoutMs = 60_000, ...bounds }: ReadOptions): Promise<Workbook> {
  const file = basename(path)
  const workbook: Workbook = { file, sheets: [] }
  const ends = {
    stopped: () => new Refusal(`Reading “${file}” was stopped, so nothing was changed; choose it again to read it.`),
    tookTooLong: () => sentence(file, tookTooLong(timeoutMs)),
    endedEarly: () => sentence(file, endedEarly()),
  }
  return workIn<ReadRequest, Workbook>({ path }, { ...bounds, timeoutMs }, ends, (message, done) => {
    const answer = message as ReadAnswer
    if (answer.kind === 'sheet') {
      const { kind: _, ...sheet } = answer
      workbook.sheets.push({ ...sheet, cells: [] })
    } else if (answer.kind === 'cells') unpackCells(answer.cells, workbook.sheets.at(-1)!.cells)
    else if (answer.kind === 'done') done(workbook)
    else if (answer.kind === 'refused') throw new Refusal(answer.message)
    else throw Object.assign(sentence(file, endedEarly()), { cause: answer.message })
  })
}

/** Starts the reading process under plain Node. */
export function launchWithNode(): ReaderProcess {
  return launchNode('process.ts', READING_HEAP)
}

function tookTooLong(timeoutMs: number): Unreadable {
  return new Unreadable(
    `could not be read within ${secondsText(timeoutMs)}`,
    'copy the budget’s own sheets to a new workbook and choose that one',
  )
}

function endedEarly(): Unreadable {
  return new Unreadable(
    'could not be read: it is damaged, or takes more memory than reading is allowed',
    'copy the budget’s own sheets to a new workbook and choose that one',
  )
}
