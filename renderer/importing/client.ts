/**
 * The window's side of the worker that reads tables: sends it the workbook once, asks it, and ends it.
 * Example: `await client.ask('view', {said, pages})`; `client.close()` stops whatever it is doing.
 */
import type { OpenedWorkbook } from '../../shared/ipc.ts'
import { type Row, tableNames } from '../../shared/model.ts'
import { Json } from '../../shared/parcel.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { FromWorker, QuestionName, Questions, ReadWorkbook, ToWorker } from './messages.ts'
import script from './worker.ts?worker&url'

/** What the client needs of a worker. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

/** Objects that are copied for the worker at a time; between two pieces the window can do other things. */
const PIECE = 5_000

const makeWorker = (): WorkerLike => new Worker(script, { type: 'module' })

const FAULT =
  'The part of the program that reads tables has stopped; nothing has been imported, so cancel and open the workbook again.'

/** The workbook, and the plan in pieces. @param plan null when the import makes a new one */
export function* piecesOf({ whole }: OpenedWorkbook, plan: Plan | null): Generator<ToWorker> {
  yield { kind: 'workbook', text: whole.text, hasPlan: plan !== null }
  if (!plan) return
  for (const table of tableNames) {
    const held: Row[] = [...plan[table].values()]
    // What earlier imports read is long, and does not matter to this one.
    const rows = held.map((row) => ('report' in row ? { ...row, report: {} } : row))
    for (let from = 0; from < rows.length; from += PIECE)
      yield { kind: 'rows', table, rows: rows.slice(from, from + PIECE) }
  }
}

/**
 * Reads cells that were pasted in a worker of their own.
 * @throws Refusal as readPasted does
 */
export function readApart(text: string, make: () => WorkerLike = makeWorker): Promise<OpenedWorkbook> {
  const worker = make()
  return new Promise<OpenedWorkbook>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (!data.ok) return reject(new Refusal(data.sentence))
      const { text: whole, ...shown } = data.answer as ReadWorkbook
      resolve({ ...shown, whole: new Json(whole) })
    }
    worker.onerror = () => reject(new Refusal(FAULT))
    worker.postMessage({ kind: 'paste', number: 0, text } satisfies ToWorker)
  }).finally(() => worker.terminate())
}

export class ImportClient {
  readonly #worker: WorkerLike
  readonly #sent: Promise<void>
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Refusal) => void }>()
  #number = 0
  #isOver = false
  #isFaulty = false

  constructor(workbook: OpenedWorkbook, plan: Plan | null, make: () => WorkerLike = makeWorker) {
    this.#worker = make()
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const held = this.#waiting.get(data.number)
      this.#waiting.delete(data.number)
      if (data.ok) held?.resolve(data.answer as never)
      else held?.reject(new Refusal(data.sentence))
    }
    this.#worker.onerror = () => {
      this.#isFaulty = true
      this.close()
      for (const { reject } of this.#waiting.values()) reject(new Refusal(FAULT))
    }
    this.#sent = this.#send(piecesOf(workbook, plan))
  }

  async #send(pieces: Iterable<ToWorker>): Promise<void> {
    for (const piece of pieces) {
      if (this.#isOver) return
      this.#worker.postMessage(piece)
      await new Promise((resolve) => setTimeout(resolve))
    }
  }

  /**
   * Asks the worker. What is asked after `close` is never answered.
   * @throws Refusal with a sentence to show
   */
  async ask<Name extends QuestionName>(name: Name, asks: Questions[Name]['asks']): Promise<Questions[Name]['answer']> {
    await this.#sent
    if (this.#isFaulty) throw new Refusal(FAULT)
    const number = ++this.#number
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as (answer: never) => void, reject })
      if (!this.#isOver) this.#worker.postMessage({ kind: 'ask', number, name, asks } satisfies ToWorker)
    })
  }

  /** Ends the worker, whatever it is doing. */
  close(): void {
    this.#isOver = true
    this.#worker.terminate()
  }
}

/**
 * Asks for the latest only: while one is answered, just the newest of those asked meanwhile waits, and the answer to an older
 * one is never told.
 */
export class Latest<Asked, Answer> {
  readonly #ask: (asked: Asked) => Promise<Answer>
  readonly #told: (asked: Asked, answer: PromiseSettledResult<Answer>) => void
  #next: { asked: Asked } | null = null
  #isBusy = false

  constructor(
    ask: (asked: Asked) => Promise<Answer>,
    told: (asked: Asked, answer: PromiseSettledResult<Answer>) => void,
  ) {
    this.#ask = ask
    this.#told = told
  }

  /** Asks this, and no longer what was asked before. */
  want(asked: Asked): void {
    this.#next = { asked }
    if (!this.#isBusy) void this.#go()
  }

  async #go(): Promise<void> {
    this.#isBusy = true
    while (this.#next) {
      const { asked } = this.#next
      this.#next = null
      const [answer] = await Promise.allSettled([this.#ask(asked)])
      if (!this.#next) this.#told(asked, answer)
    }
    this.#isBusy = false
  }
}
