/**
 * Has a paper made in a process of its own, within a time and a heap. Whoever calls says how that process is started, for the
 * desktop program and a test start one differently. Example: `await makePaper(request, {launch: launchPaperWithNode})`.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { ExportPreview } from '../../shared/exporting/choice.ts'
import type { PackFile } from '../../shared/exporting/pack.ts'
import { tableNames } from '../../shared/model.ts'
import type { PlanRows } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Said } from '../../shared/templates/making.ts'
import type { WorkProcess } from './client.ts'
import type { LastYear, PaperAnswer, PaperRequest, RowsPart } from './paperprocess.ts'

const HEAP_LIMIT = '--max-old-space-size=1024'
/** `execArgv` of the process, which bound its heap, under Node, and for Electron's `utilityProcess.fork`. */
export const PAPER_NODE_ARGUMENTS = [HEAP_LIMIT]
export const PAPER_UTILITY_ARGUMENTS = [`--js-flags=${HEAP_LIMIT}`]

export interface PaperOptions {
  launch: () => WorkProcess<PaperRequest>
  /** Milliseconds; 180,000 when not given. */
  timeoutMs?: number
  /** Stops the making. */
  signal?: AbortSignal
}

/** Rows of a part. */
const PIECE = 1_000

/** A plan's rows as the process takes them. @param pause awaited after each part, so that others can have their turn */
export async function partsOf(rows: PlanRows, pause: () => Promise<void>): Promise<RowsPart[]> {
  const parts: RowsPart[] = []
  for (const table of tableNames)
    for (let from = 0; from < rows[table].length; from += PIECE) {
      parts.push({ table, text: JSON.stringify(rows[table].slice(from, from + PIECE)) })
      await pause()
    }
  return parts
}

type Asked = Omit<PaperRequest, 'preview'>

/**
 * Makes a paper.
 * @returns its bytes: a workbook, a .csv, or the HTML page to be printed
 * @throws Refusal what cannot be made, and why; when it took too long, was stopped by the signal, or the process ended early
 */
export async function makePaper(asked: Asked, options: PaperOptions): Promise<Uint8Array> {
  const answer = await ask({ ...asked, preview: false }, options)
  if (answer.kind !== 'made') throw endedEarly(answer.kind)
  return answer.bytes
}

/** Makes the files of a publication pack. @throws Refusal as {@link makePaper} */
export async function makePack(asked: Asked, options: PaperOptions): Promise<PackFile[]> {
  const answer = await ask({ ...asked, preview: false }, options)
  if (answer.kind !== 'pack') throw endedEarly(answer.kind)
  return answer.files
}

/** The first rows of a paper, and what each placeholder gives. @throws Refusal as {@link makePaper} */
export async function previewPaper(asked: Asked, options: PaperOptions): Promise<ExportPreview> {
  const answer = await ask({ ...asked, preview: true }, options)
  if (answer.kind !== 'preview') throw endedEarly(answer.kind)
  return answer.preview
}

/** Makes a template of last year's workbook. @throws Refusal as {@link makePaper} */
export async function makeTemplateOf(
  lastYear: LastYear,
  options: PaperOptions,
): Promise<{ bytes: Uint8Array; said: Said[] }> {
  const making = { as: 'workbook', template: null, year: null, unit: 1, today: '' } as const
  const answer = await ask({ rows: [], optionId: null, making, preview: false, lastYear }, options)
  if (answer.kind !== 'template') throw endedEarly(answer.kind)
  return { bytes: answer.bytes, said: answer.said }
}

function ask(request: PaperRequest, { launch, timeoutMs = 180_000, signal }: PaperOptions): Promise<PaperAnswer> {
  const stopped = () => new Refusal('The export was stopped, so nothing was written; the plan is as it was.')
  if (signal?.aborted) return Promise.reject(stopped())
  return new Promise((resolve, reject) => {
    const maker = launch()
    let settled = false
    const timer = setTimeout(() => settle(() => reject(tookTooLong(timeoutMs))), timeoutMs)
    const abort = () => settle(() => reject(stopped()))

    function settle(finish: () => void): void {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      maker.kill()
      finish()
    }

    signal?.addEventListener('abort', abort)
    maker.onExit(() => settle(() => reject(endedEarly())))
    maker.onMessage((message) => {
      const answer = message as PaperAnswer
      if (answer.kind === 'refused') settle(() => reject(new Refusal(answer.message)))
      else if (answer.kind === 'failed') settle(() => reject(endedEarly(answer.message)))
      else settle(() => resolve(answer))
    })
    maker.post(request)
  })
}

/** Starts the process under plain Node 24 or later, which runs TypeScript as it stands. */
export function launchPaperWithNode(): WorkProcess<PaperRequest> {
  const child = fork(join(import.meta.dirname, 'paperprocess.ts'), {
    execArgv: PAPER_NODE_ARGUMENTS,
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

function tookTooLong(timeoutMs: number): Refusal {
  const seconds = Math.max(1, Math.round(timeoutMs / 1000))
  return new Refusal(
    `The paper was not finished within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, so nothing was written; use a template with fewer sheets or charts.`,
  )
}

function endedEarly(cause?: string): Refusal {
  const refusal = new Refusal(
    'The paper could not be made, because the template is damaged or takes more memory than is allowed, so nothing was written; choose another template, or save this one anew in Excel.',
  )
  return cause === undefined ? refusal : Object.assign(refusal, { cause })
}
