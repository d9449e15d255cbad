/**
 * Has a paper made in a process of its own. Example: `await makePaper(request, {launch: launchPaperWithNode})`.
 */
import type { ExportPreview } from '../../shared/exporting/choice.ts'
import type { PackFile } from '../../shared/exporting/pack.ts'
import { tableNames } from '../../shared/model.ts'
import type { PlanRows } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Said } from '../../shared/templates/making.ts'
import type { LastYear, PaperAnswer, PaperRequest, RowsPart } from './paperprocess.ts'
import { type Bounds, launchNode, secondsText, type WorkProcess, workIn } from './work.ts'

/** What the process may take of memory, in megabytes. */
export const PAPER_HEAP = 1024

export type PaperOptions = Bounds<PaperRequest>

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

function ask(request: PaperRequest, { timeoutMs = 180_000, ...bounds }: PaperOptions): Promise<PaperAnswer> {
  const ends = {
    stopped: () => new Refusal('The export was stopped, so nothing was written; the plan is as it was.'),
    tookTooLong: () => tookTooLong(timeoutMs),
    endedEarly: () => endedEarly(),
  }
  return workIn<PaperRequest, PaperAnswer>(request, { ...bounds, timeoutMs }, ends, (message, done) => {
    const answer = message as PaperAnswer
    if (answer.kind === 'refused') throw new Refusal(answer.message)
    if (answer.kind === 'failed') throw endedEarly(answer.message)
    done(answer)
  })
}

/** Starts the process under plain Node. */
export function launchPaperWithNode(): WorkProcess<PaperRequest> {
  return launchNode('paperprocess.ts', PAPER_HEAP)
}

function tookTooLong(timeoutMs: number): Refusal {
  return new Refusal(
    `The paper was not finished within ${secondsText(timeoutMs)}, so nothing was written; use a template with fewer sheets or charts.`,
  )
}

function endedEarly(cause?: string): Refusal {
  const refusal = new Refusal(
    'The paper could not be made, because the template is damaged or takes more memory than is allowed, so nothing was written; choose another template, or save this one anew in Excel.',
  )
  return cause === undefined ? refusal : Object.assign(refusal, { cause })
}
