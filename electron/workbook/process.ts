/**
 * The process that reads one workbook and is then ended: a file that exhausts memory or time takes only this process with
 * it. It is told a path and answers with the sheets, piece by piece, or with the sentence why not. Example:
 * `{path: '/home/a/plan.xlsx'}` in; `{kind: 'sheet', …}`, `{kind: 'cells', …}`, `{kind: 'done'}` out.
 *
 * It runs under Electron (`utilityProcess.fork`) and under plain Node (`child_process.fork`).
 */

import { basename } from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import type { Cell, Sheet } from '../../shared/sheet.ts'
import { type PackedCells, packCells } from './packing.ts'
import { readSheets } from './reader.ts'
import { readBytes } from './source.ts'

export interface ReadRequest {
  path: string
}

/** What the process answers; the last is always `done`, `refused` or `failed`. */
export type ReadAnswer =
  | ({ kind: 'sheet' } & Omit<Sheet, 'cells'>)
  /** More cells of the sheet before. */
  | { kind: 'cells'; cells: PackedCells }
  | { kind: 'done' }
  | { kind: 'refused'; message: string }
  /** A fault of the program, for its makers. */
  | { kind: 'failed'; message: string }

const CELLS_A_PIECE = 10_000
const CHARACTERS_A_PIECE = 1_000_000

type Post = (answer: ReadAnswer) => Promise<void>

/** Electron's end of the line in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

async function answer({ path }: ReadRequest, post: Post): Promise<void> {
  try {
    for (const { cells, ...sheet } of readSheets(readBytes(path), basename(path))) {
      await post({ kind: 'sheet', ...sheet })
      for (const piece of pieces(cells)) await post({ kind: 'cells', cells: packCells(piece) })
    }
    await post({ kind: 'done' })
  } catch (error) {
    if (error instanceof Refusal) await post({ kind: 'refused', message: error.message })
    else await post({ kind: 'failed', message: String(error instanceof Error ? error.stack : error) })
  }
}

function* pieces(cells: Cell[]): Generator<Cell[]> {
  let start = 0
  let characters = 0
  for (let index = 0; index < cells.length; index++) {
    const { text, formula, comment } = cells[index]!
    characters += text.length + (formula?.length ?? 0) + (comment?.length ?? 0)
    if (index + 1 - start < CELLS_A_PIECE && characters < CHARACTERS_A_PIECE) continue
    yield cells.slice(start, index + 1)
    start = index + 1
    characters = 0
  }
  if (start < cells.length) yield cells.slice(start)
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }
if (parentPort) {
  const post: Post = (message) => {
    parentPort.postMessage(message)
    return new Promise((resolve) => setImmediate(resolve))
  }
  parentPort.on('message', ({ data }) => void answer(data as ReadRequest, post))
} else {
  const post: Post = (message) => new Promise((resolve) => process.send?.(message, () => resolve()))
  process.on('message', (message) => void answer(message as ReadRequest, post))
}
